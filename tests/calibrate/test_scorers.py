"""The registry of scorers."""

import pytest

from harness.calibrate.scorers import SCORERS, ScorerSpec, load
from harness.errors import MissingError


def test_every_named_scorer_loads() -> None:
    """A name that leads nowhere is found here, and not in a user's run."""
    for specs in SCORERS.values():
        for spec in specs:
            assert callable(load(spec))
        assert [spec.is_baseline for spec in specs] == sorted(spec.is_baseline for spec in specs)


def test_a_missing_scorer_says_its_name() -> None:
    """So that a table can leave it out with a message."""
    with pytest.raises(MissingError, match="scorer mine"):
        load(ScorerSpec("mine", "harness.nowhere:nothing"))
