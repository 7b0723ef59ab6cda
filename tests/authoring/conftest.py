"""The ferry gold of the tests of gold, for everything that writes gold."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

FERRY = Path(__file__).parents[1] / "gold" / "ferry"


@pytest.fixture
def gold(tmp_path: Path) -> Path:
    """A copy of a small gold folder of our own invention, right in every rule."""
    return Path(shutil.copytree(FERRY, tmp_path / "gold"))
