"""The shipped gold, broken in over thirty ways, ten items each: every break is found by exactly its rule.

The ten items of a way are broken at once. What a way breaks is chosen by a seeded shuffle among the items that it
fits, never by what the check finds.
"""

from __future__ import annotations

import copy
import random
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from gold_breaks import WAYS, Item, Way, World

from harness.codec import dump_yaml, load_yaml
from harness.gold.check import CheckSettings, check_gold
from harness.gold.duplicates import same_sections
from harness.ingest import read_document
from harness.schema import Problem

SHIPPED = Path(__file__).parents[2] / "gold"
TIMES = 10
WITHOUT_UNUSED = CheckSettings({"unused-source": "off"})
"""A source may fall out of use by another break; that rule has a break of its own."""


@pytest.fixture(scope="module")
def shipped() -> World:
    """The plain data of the shipped gold."""
    documents = [read_document(path) for path in sorted((SHIPPED / "documents").glob("*.md"))]
    files: Any = {
        f"{kind}/{path.name}": load_yaml(path).data
        for kind in ("questions", "summaries")
        for path in sorted((SHIPPED / kind).glob("*.yaml"))
    }
    sources: Any = load_yaml(SHIPPED / "sources.yaml").data
    sections = {(one.id, part.number): part.text for one in documents for part in one.sections}
    return World(files, sources, sections, frozenset(same_sections(documents)))


@pytest.fixture(scope="module")
def unbroken(shipped: World) -> set[tuple[str, str]]:
    """What is wrong with the shipped gold as it is."""
    return kinds_of(check_gold(SHIPPED).problems)


def write(world: World, unchanged: World, folder: Path) -> Path:
    """Writes a gold folder of that data; files that are unchanged are the shipped ones."""
    shutil.copytree(SHIPPED, folder)
    for name, items in world.files.items():
        if items != unchanged.files[name]:
            (folder / name).write_text(dump_yaml(items))
    if world.sources != unchanged.sources:
        (folder / "sources.yaml").write_text(dump_yaml(world.sources))
    return folder


def kinds_of(problems: tuple[Problem, ...]) -> set[tuple[str, str]]:
    """What problems say, without where, as (rule, message)."""
    return {(problem.rule, problem.message) for problem in problems}


def broken(world: World, way: Way, seed: int) -> Iterator[Item]:
    """Breaks up to TIMES items of a world and yields them."""
    items = list(world.sources.values()) if way.kind == "sources" else world.items(way.kind)
    random.Random(seed).shuffle(items)
    number = 0
    for item in items:
        before = copy.deepcopy(item)
        if way.mutate(item, number, world):
            number += 1
            yield item
        else:
            item.clear()
            item.update(before)
        if number == TIMES:
            return


@pytest.mark.parametrize("way", WAYS, ids=lambda way: way.name)
def test_every_break_is_found_by_exactly_its_rule(
    way: Way, shipped: World, unbroken: set[tuple[str, str]], tmp_path: Path
) -> None:
    """Each of the items that a way breaks has a problem of its rule, and nothing has a new problem of another."""
    if way.kind == "summaries" and not shipped.items("summaries"):
        pytest.skip("the shipped gold has no summaries yet")
    world = copy.deepcopy(shipped)
    settings = CheckSettings() if way.rule == "unused-source" else WITHOUT_UNUSED
    count = len(list(broken(world, way, seed=7)))
    assert count >= min(TIMES, 3)
    after = check_gold(write(world, shipped, tmp_path / "gold"), settings).problems
    new = [problem for problem in after if (problem.rule, problem.message) not in unbroken]
    assert {problem.rule for problem in new} == {way.rule}, "\n".join(map(str, new))
    assert len({problem.place for problem in new}) >= count, "\n".join(map(str, new))


def test_there_are_enough_ways() -> None:
    """The shipped gold is broken in at least thirty ways."""
    assert len(WAYS) >= 30
