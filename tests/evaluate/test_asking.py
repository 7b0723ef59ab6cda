"""A model of a config can be asked anything: what ``gold suggest --model`` does."""

from __future__ import annotations

import json
import sys
from pathlib import Path

import pytest
from typer.testing import CliRunner

from harness.cli.app import app
from harness.config.load import load_config
from harness.errors import BackendError, UsageError
from harness.evaluate.asking import asking
from harness.protocols import no_progress

FERRY = Path(__file__).parents[1] / "gold" / "ferry"
PROGRAM = """
import json, sys
for line in sys.stdin:
    asked = json.loads(line)
    words = asked["messages"][-1]["content"]
    if "die" in words: sys.exit(7)
    found = "Where did it run aground?\\nAnswer: off Skarvoy\\n" if "Skarvoy" in words else "no"
    print(json.dumps({"id": asked["id"], "output": found}), flush=True)
"""


@pytest.fixture
def config(tmp_path: Path) -> Path:
    """A config whose one model is a program."""
    model = {"name": "told", "backend": "command", "command": [sys.executable, "-c", PROGRAM]}
    path = tmp_path / "told.yaml"
    path.write_text(json.dumps({"gold": str(FERRY), "models": [model]}))
    return path


def test_a_model_is_asked_by_its_name(config: Path, tmp_path: Path) -> None:
    """Its words come back; a failure is an error that says whose; an unknown name says the nearest."""
    chosen = load_config(config)
    with asking(chosen, "told", tmp_path, no_progress) as ask:
        assert "off Skarvoy" in ask("It ran aground off Skarvoy.")
        with pytest.raises(BackendError, match="told"):
            ask("die")
    with pytest.raises(UsageError, match="did you mean told"), asking(chosen, "tald", tmp_path, no_progress):
        pass


def test_suggest_shows_what_a_model_asked_of_each_section(config: Path) -> None:
    """``gold suggest --model``: the question is printed with its reason; nothing is written."""
    words = ["gold", "suggest", "--gold", str(FERRY), "--document", "d1", "--model", "told", "--config", str(config)]
    done = CliRunner().invoke(app, words)
    assert "Where did it run aground?\n  a model asked" in done.stdout
    assert not list((FERRY / "questions").glob("suggested-*"))
