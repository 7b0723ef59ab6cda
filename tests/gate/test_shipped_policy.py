"""The policy that ships."""

from pathlib import Path

from harness.gate.policy import load_policy


def test_the_shipped_policy_is_right():
    """configs/gate.yaml can be read and asks for something of both tasks."""
    policy = load_policy(Path(__file__).parents[2] / "configs" / "gate.yaml")
    assert {line.task for line in policy.lines} == {"qa", "summary"}
