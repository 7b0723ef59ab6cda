"""The shipped gold, broken in over thirty ways, ten items each: every break is found by exactly its rule.

The ten items of a way are broken at once. What a way breaks is chosen by a seeded shuffle among the items that it
fits, never by what the check finds.
"""

# ruff: noqa: D103  # a way to break says by its name what it breaks

from __future__ import annotations

import copy
import random
import shutil
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from harness.codec import dump_yaml, load_yaml
from harness.gold.check import CheckSettings, check_gold
from harness.gold.duplicates import same_sections
from harness.ingest import read_document
from harness.schema import Problem

SHIPPED = Path(__file__).parents[2] / "gold"
TIMES = 10
Item = dict[str, Any]
Mutate = Callable[[Item, int, "World"], bool]
WITHOUT_UNUSED = CheckSettings({"unused-source": "off"})
"""A source may fall out of use by another break; that rule has a break of its own."""


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


@way("shape")
def key_mistyped(item: Item, number: int, world: World) -> bool:
    item["typ"] = item.pop("type")
    return True


@way("shape")
def type_mistyped(item: Item, number: int, world: World) -> bool:
    item["type"] = item["type"][:-1] + "x"
    return True


@way("shape")
def answer_not_a_list(item: Item, number: int, world: World) -> bool:
    if item["claims"]:
        item["claims"][0]["answers"] = "one answer"
    return bool(item["claims"])


@way("id-form")
def id_in_capitals(item: Item, number: int, world: World) -> bool:
    item["id"] = item["id"].upper() + "_"
    return True


@way("duplicate-id")
def id_of_another(item: Item, number: int, world: World) -> bool:
    others = world.items("questions")
    item["id"] = others[others.index(item) - 1]["id"]
    return others.index(item) % 2 == 0


@way("no-document")
def document_left_out(item: Item, number: int, world: World) -> bool:
    return item.pop("document", None) is not None


@way("unknown-document")
def document_mistyped(item: Item, number: int, world: World) -> bool:
    if "document" in item:
        item["document"] += "x"
    return "document" in item


@way("unknown-section")
def section_beyond_the_last(item: Item, number: int, world: World) -> bool:
    if is_single(item):
        item["claims"][0]["evidence"][0]["section"] = 90 + number
    return is_single(item)


@way("unknown-source")
def expected_source_mistyped(item: Item, number: int, world: World) -> bool:
    if item.get("expects") in (None, "any"):
        return False
    item["expects"] += "x"
    return True


@way("unknown-source")
def claims_source_mistyped(item: Item, number: int, world: World) -> bool:
    claim = item["claims"][-1] if item["claims"] else None
    if claim is None or claim["source"] is None:
        return False
    claim["source"] += "x"
    return True


@way("no-answer")
def answers_left_out(item: Item, number: int, world: World) -> bool:
    if item["claims"]:
        item["claims"][0]["answers"] = []
    return bool(item["claims"])


@way("blank-text")
def answer_blank(item: Item, number: int, world: World) -> bool:
    if item["claims"]:
        item["claims"][0]["answers"].append("  ")
    return bool(item["claims"])


@way("blank-text")
def question_blank(item: Item, number: int, world: World) -> bool:
    item["question"] = " "
    return True


@way("claims-for-type")
def unanswerable_with_claim(item: Item, number: int, world: World) -> bool:
    item["claims"] = [{"source": None, "answers": ["something"]}] if item["type"] == "unanswerable" else item["claims"]
    return item["type"] == "unanswerable"


@way("claims-for-type")
def answerable_without_claim(item: Item, number: int, world: World) -> bool:
    had = bool(item["claims"])
    item["claims"] = []
    return had


@way("expects-missing")
def expects_left_out(item: Item, number: int, world: World) -> bool:
    if any(claim["source"] for claim in item["claims"]):
        del item["expects"]
        return True
    return False


@way("expects-without-claim")
def another_source_expected(item: Item, number: int, world: World) -> bool:
    sources = [claim["source"] for claim in item["claims"]]
    item["expects"] = next(name for name in sorted(world.sources)[number:] if name not in sources)
    return bool(sources)


@way("source-claims-twice")
def claim_twice(item: Item, number: int, world: World) -> bool:
    item["claims"].extend(copy.deepcopy(item["claims"][:1]))
    return bool(item["claims"])


@way("answer-form")
def neither_yes_nor_no(item: Item, number: int, world: World) -> bool:
    if item["type"] == "yes-no":
        item["claims"][0]["answers"] = ["perhaps"]
    return bool(item["type"] == "yes-no")


@way("answer-form")
def number_without_number(item: Item, number: int, world: World) -> bool:
    if item["type"] == "number":
        item["claims"][0]["answers"].append("quite a lot")
    return bool(item["type"] == "number")


@way("duplicate-answer")
def answer_twice(item: Item, number: int, world: World) -> bool:
    if item["claims"]:
        item["claims"][0]["answers"].append(item["claims"][0]["answers"][0].upper())
    return bool(item["claims"])


@way("no-evidence")
def evidence_left_out(item: Item, number: int, world: World) -> bool:
    single = is_single(item)
    if single:
        del item["claims"][0]["evidence"]
    return single


@way("no-quote")
def quote_left_out(item: Item, number: int, world: World) -> bool:
    if is_single(item):
        del item["claims"][0]["evidence"][0]["quote"]
    return is_single(item)


@way("quote-not-there")
def word_added_to_quote(item: Item, number: int, world: World) -> bool:
    if item["claims"]:
        item["claims"][0]["evidence"][0]["quote"] += " zebra"
    return bool(item["claims"])


@way("quote-not-there")
def section_of_another(item: Item, number: int, world: World) -> bool:
    if not is_single(item) or len(item["claims"][0]["evidence"][0]["quote"].split()) < 4:
        return False
    evidence = item["claims"][0]["evidence"][0]
    evidence["section"] = evidence["section"] - 1 if evidence["section"] else 1
    return True


@way("quote-spelling")
def letter_case_of_quote(item: Item, number: int, world: World) -> bool:
    if not item["claims"]:
        return False
    evidence = item["claims"][0]["evidence"][0]
    evidence["quote"] = evidence["quote"][0].swapcase() + evidence["quote"][1:]
    return bool(evidence["quote"][0].isalpha())


@way("answer-not-in-evidence")
def number_changed(item: Item, number: int, world: World) -> bool:
    if not is_plain(item) or item["type"] != "number":
        return False
    item["claims"][0]["answers"] = [f"{987_650 + number:,}"]
    return True


@way("answer-not-in-evidence")
def name_changed(item: Item, number: int, world: World) -> bool:
    if not is_plain(item) or item["type"] not in ("name", "quote"):
        return False
    item["claims"][0]["answers"] = ["Skarvoy Harbour Ferries"]
    return True


@way("evidence-out-of-sight")
def another_document_shown(item: Item, number: int, world: World) -> bool:
    shown = item.get("document")
    if not is_single(item) or (shown, item["claims"][0]["evidence"][0]["section"]) in world.copies:
        return False
    evidence = item["claims"][0]["evidence"][0]
    if evidence.get("document", shown) != shown:
        return False
    evidence["document"] = shown
    item["document"] = {"d1": "d2", "d2": "d3", "d3": "d1", "d4": "d3", "d5": "d3"}[shown]
    return True


@way("long-quote")
def whole_section_quoted(item: Item, number: int, world: World) -> bool:
    if not is_single(item):
        return False
    evidence = item["claims"][0]["evidence"][0]
    text = world.sections[evidence.get("document", item["document"]), evidence["section"]]
    evidence["quote"] = text
    return len(text.split()) > 60


@way("near-duplicate-unlisted")
def copy_shown_as_well(item: Item, number: int, world: World) -> bool:
    twin = {"d4": "d5", "d5": "d4"}.get(item.get("document", ""))
    if not twin or not is_single(item):
        return False
    evidence = item["claims"][0]["evidence"][0]
    document = item.pop("document")
    item["documents"] = [document, twin]
    text = next((text for (name, _), text in world.sections.items() if name == twin and evidence["quote"] in text), "")
    return (document, evidence["section"]) in world.copies and bool(text)


@way("conflict-without-rival")
def rivals_left_out(item: Item, number: int, world: World) -> bool:
    mine = expected(item)
    if "conflict" not in item.get("tags", ()) or mine is None or len({c["source"] for c in item["claims"]}) < 2:
        return False
    item["claims"] = [mine]
    return len({one.get("document") for one in mine["evidence"]}) == 1


@way("any-alone")
def any_expected_of_one(item: Item, number: int, world: World) -> bool:
    if not is_single(item):
        return False
    item["expects"] = "any"
    return True


@way("question-leaks-answer")
def answer_in_question(item: Item, number: int, world: World) -> bool:
    if not is_plain(item) or item["type"] not in ("name", "text", "quote", "money"):
        return False
    words = item["question"].split()
    item["question"] = f"{item['question']} ({item['claims'][0]['answers'][0]})"
    return "or" not in words and "whether" not in words and len(item["claims"][0]["answers"][0]) > 6


@way("same-question")
def asked_again(item: Item, number: int, world: World) -> bool:
    for items in world.files.values():
        if item in items:
            items.append({**copy.deepcopy(item), "id": f"again-{number}"})
            return True
    return False


@way("unit-missing")
def unit_left_out(item: Item, number: int, world: World) -> bool:
    if item["type"] not in ("money", "percent") or len(item["claims"]) != 1:
        return False
    numbers = [word.strip("$€£%") for answer in item["claims"][0]["answers"] for word in answer.split()]
    item["claims"][0]["answers"] = [word for word in numbers if word.replace(",", "").replace(".", "").isdigit()][:1]
    return bool(item["claims"][0]["answers"])


@way("date-before-document")
def date_of_another_century(item: Item, number: int, world: World) -> bool:
    if item["type"] == "date":
        item["claims"][0]["answers"].append("3 May 1999")
    return bool(item["type"] == "date")


@way("tag-spelling")
def tag_mistyped(item: Item, number: int, world: World) -> bool:
    tags = item.get("tags", [])
    place = next((place for place, tag in enumerate(tags) if len(tag) > 7), None)
    if place is None:
        return False
    letter = number % len(tags[place])
    tags[place] = tags[place][:letter] + "q" + tags[place][letter:]
    return True


@way("source-answer")
def somebody_unknown_answers(item: Item, number: int, world: World) -> bool:
    if item["type"] == "source":
        item["claims"][0]["answers"] = ["a man in the crowd"]
    return bool(item["type"] == "source")


@way("shared-alias", "sources")
def name_of_another(item: Item, number: int, world: World) -> bool:
    names = [source["name"] for source in world.sources.values() if source is not item]
    item["aliases"] = [*item.get("aliases", ()), names[number * 3]]
    return True


@way("duplicate-alias", "sources")
def alias_twice(item: Item, number: int, world: World) -> bool:
    if item.get("aliases"):
        item["aliases"] = [*item["aliases"], item["aliases"][0].upper().lower()]
    return bool(item.get("aliases"))


@way("unknown-source", "sources")
def speaks_for_nobody_known(item: Item, number: int, world: World) -> bool:
    item["of"] = f"nobody-{number}"
    return True


@way("source-circle", "sources")
def speaks_for_himself(item: Item, number: int, world: World) -> bool:
    name = next(key for key, value in world.sources.items() if value is item)
    item["of"] = name
    return True


@way("unused-source", "sources")
def somebody_too_many(item: Item, number: int, world: World) -> bool:
    world.sources[f"somebody-{number}"] = {"name": f"Somebody Numbered {number} Here"}
    return True


@way("shape", "summaries")
def importance_mistyped(item: Item, number: int, world: World) -> bool:
    item["facts"][number % len(item["facts"])]["importance"] = "vitl"
    return True


@way("duplicate-id", "summaries")
def fact_id_twice(item: Item, number: int, world: World) -> bool:
    item["facts"][-1]["id"] = item["facts"][0]["id"]
    return True


@way("summary-form", "summaries")
def no_words_asked_for(item: Item, number: int, world: World) -> bool:
    item["words"] = 0
    return True


@way("fact-not-atomic", "summaries")
def two_facts_in_one(item: Item, number: int, world: World) -> bool:
    item["facts"][0]["text"] += " Another thing happened too."
    return True


@way("no-vital-fact", "summaries")
def nothing_vital(item: Item, number: int, world: World) -> bool:
    for fact in item["facts"]:
        fact["importance"] = "okay"
    return True


@way("reference-misses-facts", "summaries")
def reference_about_something_else(item: Item, number: int, world: World) -> bool:
    item["references"][0] = " ".join(["Bakers like bread and butter with jam."] * (item["words"] // 7))
    return True


@way("reference-length", "summaries")
def reference_too_long(item: Item, number: int, world: World) -> bool:
    item["references"][0] = " ".join([item["references"][0]] * 3)
    return True


@way("quote-not-there", "summaries")
def word_added_to_facts_quote(item: Item, number: int, world: World) -> bool:
    item["facts"][0]["evidence"][0]["quote"] += " zebra"
    return True


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
