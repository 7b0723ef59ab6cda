"""A limit is a look at the whole gold, not at its first file."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from harness.config.load import load_config
from harness.config.shipped import find_config, shipped
from harness.evaluate.prompts import chosen_items
from harness.gold.load import load_gold
from harness.schema import Gold, Item, QuestionItem


@pytest.fixture(scope="module")
def gold() -> Gold:
    """The gold that the package ships."""
    return load_gold(shipped("gold"))


def chosen(gold: Gold, limit: int | None) -> list[Item]:
    """What a config asks of the shipped gold with that limit."""
    config = load_config(find_config("controls.yaml", Path()))
    return list(chosen_items(replace(config, tasks=("qa",), limit=limit), gold))


def test_a_limit_sees_every_document(gold: Gold) -> None:
    """Thirty-two of the questions stand over every document, alone and across, in the gold's order."""
    items = chosen(gold, 32)
    assert len(items) == 32
    asked = [item.question.documents for item in items if isinstance(item, QuestionItem)]
    assert {documents[0] for documents in asked if len(documents) == 1} == set(gold.documents)
    assert any(len(documents) == 2 for documents in asked)
    everything = [item.id for item in chosen(gold, None)]
    places = [everything.index(item.id) for item in items]
    assert places == sorted(set(places))


@pytest.mark.parametrize("limit", [1, 322, 323, 5000])
def test_a_limit_is_met(gold: Gold, limit: int) -> None:
    """So many items as the limit says, each once, or all where it is larger than the gold."""
    everything = chosen(gold, None)
    items = chosen(gold, limit)
    assert len(items) == len({item.id for item in items}) == min(limit, len(everything))
