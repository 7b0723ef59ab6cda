"""Ways to break the list of sources, and a summary with its key facts."""

# ruff: noqa: D103  # a way to break says by its name what it breaks

from __future__ import annotations

from gold_breaks.ways import Item, World, way


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
