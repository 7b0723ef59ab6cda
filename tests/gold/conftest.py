"""The ferry gold, for every test of this folder."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

FERRY = Path(__file__).parent / "ferry"


@pytest.fixture
def gold(tmp_path: Path) -> Path:
    """A copy of a small gold folder of our own invention, right in every rule, for tests to break."""
    return Path(shutil.copytree(FERRY, tmp_path / "gold"))
