"""Configs: every mistake at once, with its place and the nearest right name."""

from __future__ import annotations

from pathlib import Path

import pytest

from harness.config.load import load_config
from harness.config.shipped import find_config, shipped
from harness.errors import MissingError, ProblemsError, UsageError

GOOD = """\
name: one
models:
  - name: lead
    backend: lead
"""


def written(folder: Path, text: str) -> Path:
    """A config file with that text."""
    path = folder / "c.yaml"
    path.write_text(text, encoding="utf-8")
    return path


def test_five_mistakes_are_told_at_once(tmp_path: Path) -> None:
    """Each mistake has its line, and the nearest right key where there is one."""
    text = """\
name: one
modles: 3
tasks: [qa, sumary]
limit: many
generation: {max_new_tokens: {qa: 48}, temprature: 0}
models:
  - name: a
    backend: lead
    dtype: float3
"""
    with pytest.raises(ProblemsError) as caught:
        load_config(written(tmp_path, text))
    message = str(caught.value)
    lines = {problem.place.line for problem in caught.value.problems}
    assert {2, 3, 4, 5, 9} <= lines
    assert "models" in message
    assert "temperature" in message
    assert "summary" in message


def test_mistakes_of_meaning_have_their_place(tmp_path: Path) -> None:
    """An unknown backend, a doubled name and a missing source are found where they stand."""
    text = GOOD + "  - {name: lead, backend: laed}\n  - {name: big}\n"
    with pytest.raises(ProblemsError) as caught:
        load_config(written(tmp_path, text))
    found = [(problem.place.line, problem.message + problem.mend) for problem in caught.value.problems]
    assert any(line == 5 and "stands twice" in message for line, message in found)
    assert any(line == 5 and "did you mean lead?" in message for line, message in found)
    assert any(line == 6 and "expected exactly one of wheel" in message for line, message in found)


def test_settings_come_over_the_file(tmp_path: Path) -> None:
    """``--set`` reaches nested keys and list items, and values are read as YAML."""
    config = load_config(written(tmp_path, GOOD), ["generation.seed=7", "models.0.name=first", "tasks=[qa]", "limit=3"])
    assert (config.generation.seed, config.models[0].name, config.tasks, config.limit) == (7, "first", ("qa",), 3)


@pytest.mark.parametrize("setting", ["seed", "=3", "models.9.name=x", "name.deep.er=1"])
def test_a_wrong_setting_says_which(tmp_path: Path, setting: str) -> None:
    """A setting that can't be put in is refused by its own words."""
    with pytest.raises(UsageError, match="--set"):
        load_config(written(tmp_path, GOOD), [setting])


def test_shipped_configs_are_right() -> None:
    """Every config that the package ships can be loaded."""
    paths = [path for path in shipped("configs").glob("*.yaml") if path.name not in ("gate.yaml",)]
    assert paths
    for path in paths:
        assert load_config(path).models


def test_a_bare_name_is_looked_up_nearest_first(tmp_path: Path) -> None:
    """The working folder's own config comes before the shipped one of the same name."""
    (tmp_path / "configs").mkdir()
    own = tmp_path / "configs" / "small.yaml"
    own.write_text(GOOD, encoding="utf-8")
    assert find_config("small.yaml", tmp_path) == own
    assert find_config("compare.yaml", tmp_path).parent == shipped("configs")
    with pytest.raises(MissingError, match=r"small\.yaml"):
        find_config("smal.yaml", tmp_path)


def test_mistakes_of_shape_and_of_sense_are_told_at_once(tmp_path: Path) -> None:
    """Who mends the unknown keys is not sent back for the unknown backend."""
    path = tmp_path / "bad.yaml"
    models = "models:\n  - {name: a, backend: transformer}\n  - {name: a, backend: lead}\n"
    path.write_text(f"taks: [qa]\n{models}limit: many\n")
    with pytest.raises(ProblemsError) as caught:
        load_config(path)
    said = str(caught.value)
    for words in ("did you mean tasks", "whole number", "did you mean transformers", "a stands twice"):
        assert words in said


def test_a_judging_model_of_no_known_form_is_refused(tmp_path: Path) -> None:
    """The message has the key's line and the forms there are; a name of a known form is taken as it is."""
    with pytest.raises(ProblemsError, match=r"c\.yaml:5.*scorers\.supported: oracle:me: no such scorer"):
        load_config(written(tmp_path, GOOD + "scorers: {supported: 'oracle:me'}\n"))
    config = load_config(written(tmp_path, GOOD + "scorers: {supported: 'likelihood:smollm2-135m'}\n"))
    assert config.scorers.supported == "likelihood:smollm2-135m"
