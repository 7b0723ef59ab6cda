"""What is told of a run while it is asked."""

from pathlib import Path

import pytest

from harness.config.load import load_config
from harness.config.shipped import find_config
from harness.evaluate import first_scores
from harness.evaluate.first_scores import FirstScores
from harness.evaluate.run import Options, Setting, evaluate, prepare
from harness.schema import Generation

ROOT = Path(__file__).parents[2]


@pytest.fixture(scope="module")
def setting() -> Setting:
    """Twelve of the shipped gold's questions."""
    config = load_config(
        find_config("controls.yaml", ROOT), ["limit=12", "tasks=[qa]", "models=[{name: gold, backend: gold}]"]
    )
    return prepare(config, ROOT)


def test_right_answers_are_told_with_their_interval(
    setting: Setting, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """While the control that knows the gold is asked, all is right; the run itself is what it would be anyway."""
    monkeypatch.setattr(first_scores, "MOST_OF_THE_TIME", 1.0)
    told: list[tuple[str, str]] = []
    options = Options(ROOT, out=tmp_path / "told", use_cache=False, first_scores=lambda *words: told.append(words))
    outcome = evaluate(setting.config, options)
    plain = evaluate(setting.config, Options(ROOT, out=tmp_path / "plain", use_cache=False))
    assert told[0][0] == "gold"
    assert told[0][1].startswith("100% right [")
    assert outcome.estimates == plain.estimates


def test_judging_ahead_takes_little_of_the_time(setting: Setting) -> None:
    """Where judging takes as long as answering, most answers go by unjudged."""
    seconds = iter(range(2000))
    told: list[str] = []
    heard = FirstScores(setting.gold, setting.items, setting.tasks, told.append, lambda: float(next(seconds)))
    for _ in range(30):
        for item in setting.items:
            heard.heard(Generation(item.id, "m", "No idea.", task="qa"))
    assert 0 < int(told[-1].rpartition(" ")[2]) < 36
