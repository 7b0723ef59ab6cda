"""The order in which a config's mistakes are told."""

import re
from pathlib import Path

import pytest

from harness.config.load import load_config
from harness.errors import ProblemsError


def test_mistakes_are_told_from_top_to_bottom(tmp_path: Path) -> None:
    """Whatever check finds them: a person mends a file from its first line to its last."""
    path = tmp_path / "wrong.yaml"
    path.write_text("modles:\n  - smollm2\ntasks: [qa, summry]\nlimit: many\n", encoding="utf-8")
    with pytest.raises(ProblemsError) as caught:
        load_config(path)
    assert [int(line) for line in re.findall(r"wrong\.yaml:(\d+):", str(caught.value))] == [1, 1, 3, 4]
