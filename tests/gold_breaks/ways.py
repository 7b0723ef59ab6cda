"""What a way to break gold is, and the plain data that it breaks."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

Item = dict[str, Any]
Mutate = Callable[[Item, int, "World"], bool]


@dataclass(frozen=True)
class World:
    """The plain data of the shipped gold: items by file, sources, and the sections of the documents."""

    files: dict[str, list[Item]]
    sources: dict[str, Item]
    sections: dict[tuple[str, int], str]
    copies: frozenset[tuple[str, int]]

    def items(self, kind: str) -> list[Item]:
        """All items of a folder, questions or summaries."""
        return [item for name, items in self.files.items() if name.startswith(kind) for item in items]


@dataclass(frozen=True)
class Way:
    """A way to break: what it breaks (a folder, or sources), and the rule that must find it."""

    name: str
    rule: str
    kind: str
    mutate: Mutate


WAYS: list[Way] = []


def way(rule: str, kind: str = "questions") -> Callable[[Mutate], Mutate]:
    """Registers a function that breaks an item, if it can, as a way that the rule must find."""

    def register(mutate: Mutate) -> Mutate:
        WAYS.append(Way(mutate.__name__, rule, kind, mutate))
        return mutate

    return register


def expected(item: Item) -> Item | None:
    """The claim whose answer is right, where it is one source's."""
    return next((claim for claim in item["claims"] if claim["source"] == item.get("expects")), None)


def is_single(item: Item) -> bool:
    """Whether an item has one document, and one claim with one piece of evidence that is quoted."""
    return "document" in item and len(item["claims"]) == 1 and len(item["claims"][0].get("evidence", ())) == 1


def is_plain(item: Item) -> bool:
    """Whether an answer must stand in its quote."""
    tags = {"arithmetic", "comparison", "computed", "order", "relative-date"}
    return is_single(item) and item["type"] not in ("yes-no", "source") and not tags & set(item.get("tags", ()))
