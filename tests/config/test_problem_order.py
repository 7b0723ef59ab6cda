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


def test_a_wrong_task_hides_no_wrong_backend(tmp_path: Path) -> None:
    """Mistakes in a list of plain values leave the rest to be checked, so that all are told at once."""
    path = tmp_path / "wrong.yaml"
    path.write_text("name: x\ntasks: [sumary, qaa]\nmodels:\n  - {name: a, backend: transfomers}\n", encoding="utf-8")
    with pytest.raises(ProblemsError) as caught:
        load_config(path)
    assert [int(line) for line in re.findall(r"wrong\.yaml:(\d+):", str(caught.value))] == [2, 2, 4]
