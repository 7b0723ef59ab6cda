"""Whether a text attributes words to a speaker, and invented quotations."""

import json
from pathlib import Path

import pytest

from harness.judging.speakers import attributes, quotations_nobody_said, source_of
from harness.reading.sentences import Span

TEXT = "Ingrid Moe told Ola Ness that Fjordline lost the rudder. “Nobody was hurt,” said the mayor of Skarvoy."
LABELS = Path(__file__).parents[3] / "shared" / "validity" / "polnear_verify.dev.jsonl"


@pytest.mark.parametrize(
    ("content", "speaker", "is_attributed"),
    [
        ("that Fjordline lost the rudder", "Moe", True),
        ("that Fjordline lost the rudder", "Ola Ness", False),
        ("that Fjordline lost the rudder", "Fjordline", False),
        ("“Nobody was hurt,”", "the mayor", True),
        ("“Nobody was hurt,”", "Ingrid Moe", False),
        ("The king resigned", "Ingrid Moe", False),
    ],
)
def test_words_belong_to_the_subject_of_their_cue(content: str, speaker: str, is_attributed: bool) -> None:
    """Not to whoever is told, is spoken of, or speaks next door."""
    judgement = attributes(TEXT, content, speaker)
    assert judgement.is_attributed is is_attributed
    assert 0 <= judgement.score <= 1
    assert judgement.reason


def test_the_source_of_words_is_named_in_the_words_of_the_text() -> None:
    """The whole noun phrase; empty where nobody is there."""
    start = TEXT.index("“Nobody")
    assert source_of(TEXT, [Span(start, start + 18)]) == "the mayor of Skarvoy"
    assert source_of("It sank.", [Span(0, 8)]) == ""


def test_quotations_that_nobody_said_are_found() -> None:
    """Changed words are an invention; case, marks and titles of two words are not."""
    output = 'The mayor: "nobody was hurt". Moe: "nobody was killed at all". It is called "Sea Wolf".'
    assert [span.of(output) for span in quotations_nobody_said(output, TEXT)] == ["nobody was killed at all"]


def test_labelled_speakers_are_told_as_people_told_them() -> None:
    """Balanced accuracy on the dev half of the labelled set stays above what the project set out to reach."""
    if not LABELS.exists():
        pytest.skip("the labelled sets are not beside the project")
    rows = [json.loads(line) for line in LABELS.read_text(encoding="utf-8").splitlines()]
    right: dict[int, list[bool]] = {0: [], 1: []}
    for row in rows:
        verdict = attributes(row["text"], row["content"], row["speaker"]).is_attributed
        right[row["label"]].append(verdict == bool(row["label"]))
    assert sum(sum(part) / len(part) for part in right.values()) / 2 > 0.91
