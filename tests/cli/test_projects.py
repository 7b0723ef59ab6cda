"""A new project: where it is made, what stands in it, and that it is right from the start."""

from __future__ import annotations

from pathlib import Path

import pytest
import typer
from typer.testing import CliRunner

from harness.cli import projects
from harness.config.load import load_config
from harness.errors import UsageError
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


def test_an_empty_project_is_right_from_the_start(tmp_path: Path) -> None:
    """The example passes the check without a remark, its config loads, and none of the shipped documents is in it."""
    said = start(str(tmp_path / "desk"), "--empty")
    assert f"cd {tmp_path / 'desk'} && " in said
    gold = tmp_path / "desk" / "gold"
    assert check_gold(gold).problems == ()
    assert list(load_gold(gold).documents) == ["example"]
    assert load_config(tmp_path / "desk" / "configs" / "desk.yaml").tasks == ("qa",)


def test_a_folder_that_holds_something_is_left_alone(tmp_path: Path) -> None:
    """What is in the way is named, and how to name another folder."""
    (tmp_path / "articles").mkdir()
    with pytest.raises(UsageError, match=r"holds articles; .* harness init NAME"):
        start(str(tmp_path))
    assert not (tmp_path / "gold").exists()
