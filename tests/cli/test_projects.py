"""A new project: where it is made, what stands in it, and that it is right from the start."""

from __future__ import annotations

from pathlib import Path

import pytest
import typer
from typer.testing import CliRunner

from harness.cli import projects
from harness.config.load import load_config
from harness.config.shipped import find_config
from harness.errors import MissingError, UsageError
from harness.gold.check import check_gold
from harness.gold.load import load_gold

APP = typer.Typer()
projects.register(APP)


def start(*words: str) -> str:
    """What ``harness init`` prints."""
    return CliRunner().invoke(APP, list(words), catch_exceptions=False).output


def test_without_a_folder_the_project_is_made_here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """In an empty folder no name is asked, and nobody is told to change folder; a .venv is no hindrance."""
    monkeypatch.chdir(tmp_path)
    (tmp_path / ".venv").mkdir()
    said = start("--empty")
    assert (tmp_path / "gold" / "sources.yaml").is_file()
    assert "cd " not in said
    assert "harness documents add" in said


def test_an_empty_project_lacks_nothing_but_a_document(tmp_path: Path) -> None:
    """No document and no question is in it; with an article its gold passes the check, and its config loads."""
    said = start(str(tmp_path / "desk"), "--empty")
    assert f"cd {tmp_path / 'desk'} && " in said
    gold = tmp_path / "desk" / "gold"
    assert [one.rule for one in check_gold(gold).problems] == ["no-documents"]
    (gold / "documents" / "roof.md").write_text("---\nid: roof\ntitle: A roof\n---\n\nIt leaks.\n", encoding="utf-8")
    assert check_gold(gold).problems == ()
    assert load_gold(gold).questions == ()


def test_the_form_of_a_question_is_one(tmp_path: Path) -> None:
    """What stands as a comment in an empty project is a right question once the comment signs are taken away."""
    start(str(tmp_path / "desk"), "--empty")
    gold = tmp_path / "desk" / "gold"
    for file, head in (("sources.yaml", "# holm:"), ("questions/form.yaml", "# - id:")):
        lines = (gold / file).read_text(encoding="utf-8").splitlines()
        first = next(place for place, line in enumerate(lines) if line.startswith(head))
        (gold / file).write_text("\n".join(line.removeprefix("# ") for line in lines[first:]) + "\n", encoding="utf-8")
    with (gold / "sources.yaml").open("a", encoding="utf-8") as file_of_sources:
        file_of_sources.write("council: {name: the town council}\n")
    article = (
        "Repairs will cost 90,000 euros, the town council said.\n\n## Then\n\nPia Holm put the cost at 40,000 euros.\n"
    )
    (gold / "documents" / "roof.md").write_text(f"---\nid: roof\ntitle: A roof\n---\n\n{article}", encoding="utf-8")
    assert [str(one) for one in check_gold(gold).problems] == []
    assert load_config(tmp_path / "desk" / "configs" / "desk.yaml").tasks == ("qa",)


def test_a_config_that_is_nowhere(tmp_path: Path) -> None:
    """Each folder is named once where a config was looked for, and a leading ``configs/`` says nothing new."""
    for name in ("nosuch.yaml", "configs/nosuch.yaml"):
        with pytest.raises(MissingError) as caught:
            find_config(name, tmp_path)
        assert str(caught.value).count(f"{tmp_path / 'configs'}") == 1
        assert "configs/configs" not in str(caught.value)
    assert find_config("configs/small.yaml", tmp_path) == find_config("small.yaml", tmp_path)


def test_a_folder_that_holds_something_is_left_alone(tmp_path: Path) -> None:
    """What is in the way is named, and how to name another folder."""
    (tmp_path / "articles").mkdir()
    with pytest.raises(UsageError, match=r"holds articles; .* harness init NAME"):
        start(str(tmp_path))
    assert not (tmp_path / "gold").exists()
