"""Rules about sources: names that two share, sources that nobody uses, speakers who are not there."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from harness.gold.folder import Folder
from harness.gold.rules.rule import Finding, Fix, Rule
from harness.gold.walking import ClaimAt, claims_of, facts_of, section_text, stands_nearly, stated_of
from harness.reading.words import fold, tokens
from harness.schema import ANY_SOURCE, Source

_CONFLICT: Final = "conflict"
_SEVERAL: Final = re.compile(r"\s*(?:;|,|\band\b)\s*")


def _shared_alias(folder: Folder) -> Iterator[Finding]:
    owner: dict[str, str] = {}
    for source in folder.sources.values():
        for number, alias in enumerate((source.name, *source.aliases)):
            key = _key(alias)
            if owner.setdefault(key, source.id) != source.id:
                steps: tuple[str | int, ...] = ("aliases", number - 1) if number else ("name",)
                message = f"{alias!r} names {owner[key]!r} already; a name of its own was expected"
                yield Finding(folder.source_place(source.id, *steps), message, "add a role or country, or remove it")


def _duplicate_alias(folder: Folder) -> Iterator[Finding]:
    for source in folder.sources.values():
        seen = {_spelling(source.name)}
        for number, alias in enumerate(source.aliases):
            if _spelling(alias) in seen and folder.sources_file is not None:
                fix = Fix(folder.sources_file.file, (source.id, "aliases", number), "remove")
                place = folder.source_place(source.id, "aliases", number)
                yield Finding(place, f"the name {alias!r} of {source.id!r} stands twice", "remove one", fix)
            seen.add(_spelling(alias))


def _unused_source(folder: Folder) -> Iterator[Finding]:
    if folder.problems:
        return  # what could not be read may use it
    used: set[str | None] = {source.of for source in folder.sources.values()}
    used |= {item.gold.expects for item in folder.questions}
    used |= {at.claim.source for at in claims_of(folder)} | {at.fact.source for at in facts_of(folder)}
    for source in folder.sources:
        if source not in used:
            yield Finding(
                folder.source_place(source), f"nobody uses the source {source!r}", "ask about it, or remove it"
            )


def _speaker_not_in_section(folder: Folder) -> Iterator[Finding]:
    for at in stated_of(folder):
        stated = at.claim if isinstance(at, ClaimAt) else at.fact
        source = folder.sources.get(stated.source or "")
        texts = [(one.quote or "", section_text(folder, one)) for one in stated.evidence]
        held = [text for quote, text in texts if text and (not quote.strip() or stands_nearly(quote, text))]
        if source and held and len(held) == len(texts) and not any(_is_named(folder, source, text) for text in held):
            message = f"no name of {source.id!r} stands in the sections that are its evidence"
            yield Finding(folder.place(at.item, *at.steps, "source"), message, "check who says it, or add an alias")


def _conflict_without_rival(folder: Folder) -> Iterator[Finding]:
    for item in folder.questions:
        tagged = _CONFLICT in item.tags
        sources = {claim.source for claim in item.gold.claims}
        dates = {one.document for claim in item.gold.claims for one in claim.evidence}
        if tagged and item.gold.claims and item.question.type != "unanswerable" and len(sources) < 2 and len(dates) < 2:
            message = f"tagged {_CONFLICT}, but only one source answers; a rival's claim was expected"
            yield Finding(folder.place(item, "claims"), message, "add the rival's claim, or remove the tag")


def _source_answer(folder: Folder) -> Iterator[Finding]:
    for at in claims_of(folder):
        if at.item.question.type != "source" or not at.claim.answers:
            continue
        said = folder.sources.get(at.claim.source or "")
        names = {_key(name) for source in ((said,) if said else folder.sources.values()) for name in _names(source)}
        if not any(_key(part) in names for answer in at.claim.answers for part in (answer, *_SEVERAL.split(answer))):
            whose = f"of {said.id!r}" if said else "of sources.yaml"
            message = f"no answer is a name {whose}; {at.claim.answers[0]!r} is none"
            yield Finding(folder.place(at.item, *at.steps, "answers"), message, "add the name or an alias")


def _expects_any_alone(folder: Folder) -> Iterator[Finding]:
    for item in folder.questions:
        if item.gold.expects == ANY_SOURCE and len(item.gold.claims) == 1:
            message = "any source is expected, but only one has a claim; name it"
            source = item.gold.claims[0].source
            fix = Fix(*folder.address(item, "expects"), "set", source)
            yield Finding(folder.place(item, "expects"), message, f"expects: {source or 'null'}", fix)


def _is_named(folder: Folder, source: Source, text: str) -> bool:
    family = [token.text for token in tokens(source.name)][-1:]
    names = [source.name, *source.aliases, *family]
    above = folder.sources.get(source.of or "")
    if above:
        names += [above.name, *above.aliases]
    return any(stands_nearly(name, text) for name in names)


def _names(source: Source) -> tuple[str, ...]:
    return (source.name, *source.aliases)


def _spelling(name: str) -> str:
    return " ".join(name.casefold().split())


def _key(name: str) -> str:
    words = [token.folded for token in tokens(name)]
    bare = words[1:] if words[:1] == ["the"] and len(words) > 1 else words
    is_capitals = name.isupper() and len(bare) == 1 and len(bare[0]) <= 4
    return name if is_capitals else " ".join(bare) or fold(name)


RULES: Final = (
    Rule(
        "shared-alias",
        "error",
        "A name belongs to one source, or nobody could tell whom an output credits.",
        "baerbock and choe both with the alias `the foreign minister`",
        _shared_alias,
    ),
    Rule(
        "duplicate-alias",
        "warning",
        "A source's names differ in more than letter case or spaces.",
        "{name: Pentagon, aliases: [pentagon]}",
        _duplicate_alias,
    ),
    Rule(
        "unused-source",
        "info",
        "A source of sources.yaml makes a claim or fact, is expected, or has somebody speak for it.",
        "a source that no item names",
        _unused_source,
    ),
    Rule(
        "speaker-not-in-section",
        "warning",
        "A claim's source, or whom it speaks for, is named in a section that is its evidence.",
        "source: klitschko with evidence in a section that names the Pentagon alone",
        _speaker_not_in_section,
    ),
    Rule(
        "conflict-without-rival",
        "warning",
        "A question tagged conflict has claims of two sources, or of two documents.",
        "tags: [conflict] with one claim",
        _conflict_without_rival,
    ),
    Rule(
        "source-answer",
        "error",
        "The answer to a question of type source is a name, by sources.yaml, of the claim's source.",
        "type: source with answers: [a man in the street]",
        _source_answer,
    ),
    Rule(
        "any-alone",
        "warning",
        "`expects: any` is for questions that several sources answer; one source is named.",
        "expects: any with one claim",
        _expects_any_alone,
    ),
)
