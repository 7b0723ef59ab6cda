"""Ways to break a question: its shape, its claims, its evidence, its wording."""

# ruff: noqa: D103  # a way to break says by its name what it breaks

from __future__ import annotations

import copy

from gold_breaks.ways import Item, World, expected, is_plain, is_single, way


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
