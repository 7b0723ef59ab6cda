"""The gate that this repository holds itself to in CI: bin/gate."""

import json
from pathlib import Path

from harness.config.load import load_config
from harness.config.shipped import find_config
from harness.evaluate.prompts import chosen_items
from harness.gate.policy import load_policy
from harness.gold.load import load_gold

ROOT = Path(__file__).parents[2]
ITEMS = 32


def test_the_baseline_answers_what_is_asked():
    """An answer of both models to each question that is run; after a change of the gold: `bin/gate --accept`."""
    assert f"--limit {ITEMS}" in (ROOT / "bin" / "gate").read_text(encoding="utf-8")
    lines = (ROOT / ".ci" / "baseline.jsonl").read_text(encoding="utf-8").splitlines()
    kept = {(row["model"], row["id"]) for row in map(json.loads, lines)}
    config = load_config(find_config("small.yaml", ROOT), ["tasks=[qa]", f"limit={ITEMS}"])
    asked = chosen_items(config, load_gold(ROOT / "gold"))
    assert kept == {(model, item.id) for model in ("smollm2-135m", "lead") for item in asked}


def test_the_policy_fails_closed():
    """No error is allowed, and what is undecided is no pass."""
    policy = load_policy(ROOT / ".ci" / "gate.yaml")
    assert (policy.errors, policy.undecided) == (0.0, "report")
