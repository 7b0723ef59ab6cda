from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from harness.errors import ProblemsError
from harness.gold import large, load


@pytest.fixture
def small_parts(monkeypatch: pytest.MonkeyPatch) -> None:
    """Every folder is read in parts of three items."""
    monkeypatch.setattr(large, "MOST_BYTES_HELD", 0)
    monkeypatch.setattr(large, "ITEMS_OF_A_PART", 3)


def read_whole(folder: Path, monkeypatch: pytest.MonkeyPatch) -> load.Gold:
    """The gold as it is read when it is small."""
    with monkeypatch.context() as patched:
        patched.setattr(load, "is_large", lambda folder: False)
        return load.load_gold(folder)


def test_gold_in_parts_is_the_same_gold(gold: Path, small_parts: None, monkeypatch: pytest.MonkeyPatch) -> None:
    """Items, documents, sources, near copies and digests are those of a folder that is read at once."""
    shutil.copy(gold / "questions" / "ferry.yaml", gold / "questions" / "harbour.yaml")
    text = (gold / "questions" / "harbour.yaml").read_text().replace("- id: ", "- id: again-")
    (gold / "questions" / "harbour.yaml").write_text(text)
    parts, whole = load.load_gold(gold), read_whole(gold, monkeypatch)
    assert not isinstance(parts.questions, tuple)
    assert (list(parts.questions), list(parts.summaries)) == (list(whole.questions), list(whole.summaries))
    assert (dict(parts.documents), dict(parts.sources)) == (dict(whole.documents), dict(whole.sources))
    assert (parts.digest, parts.documents_digest) == (whole.digest, whole.documents_digest)
    assert parts.same_sections == whole.same_sections


def test_mistakes_of_gold_in_parts_are_told_as_ever(
    gold: Path, small_parts: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    """An id that stands in two files, and a broken line, give the very problems of a folder that is read at once."""
    shutil.copy(gold / "questions" / "ferry.yaml", gold / "questions" / "harbour.yaml")
    with pytest.raises(ProblemsError) as parts:
        load.load_gold(gold)
    with pytest.raises(ProblemsError) as whole:
        read_whole(gold, monkeypatch)
    assert parts.value.problems == whole.value.problems
    assert any("is taken already" in problem.message for problem in parts.value.problems)
