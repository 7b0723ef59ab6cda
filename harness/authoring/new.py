"""``gold new``: a question written in the terminal, step by step, with everything that can be found offered."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Final, Protocol, get_args

from harness.authoring.gold_files import add_item, add_source, document_of
from harness.authoring.offers import Offer, fresh_id, quotes_for, rivals_for, wordings
from harness.errors import UsageError
from harness.gold.check import check_gold
from harness.gold.duplicates import same_sections
from harness.gold.folder import Folder, read_folder
from harness.gold.walking import items_of, stands_in
from harness.ingest.ingesting import slug
from harness.schema import AnswerType, Document, Problem, Section, Source

TYPES: Final[tuple[AnswerType, ...]] = get_args(AnswerType)
OWN_VOICE: Final = "nobody: the document says it in its own voice"
NEW_SOURCE: Final = "somebody else: a new source"


class Prompts(Protocol):
    """How a person is asked; the command line does it with a terminal, tests with a list of replies."""

    def say(self, text: str) -> None:
        """Shows a text."""
        ...

    def ask(self, question: str, default: str = "") -> str:
        """A line of text; the default for an empty one."""
        ...

    def choose(self, question: str, options: Sequence[str], first: int = 1) -> int:
        """The place, from 0, of one of some options, which are shown numbered from ``first``."""
        ...

    def confirm(self, question: str, *, default: bool = True) -> bool:
        """Yes or no."""
        ...


@dataclass(frozen=True, slots=True)
class Written:
    """The item that was written, where, and what a check says about it."""

    id: str
    path: Path
    problems: tuple[Problem, ...]


@dataclass(frozen=True, slots=True)
class _Draft:
    question: str
    type: AnswerType
    answers: tuple[str, ...] = ()
    expected: Offer | None = None
    rivals: tuple[Offer, ...] = ()
    tags: tuple[str, ...] = ()
    new_sources: tuple[Source, ...] = ()


def new_question(folder: Path, document: str, prompts: Prompts) -> Written:
    """Asks a person for one question about a document and writes it to ``questions/<document>.yaml``.

    UsageError with the nearest id for an unknown document. Nothing is written before the last confirmation; whatever
    stops earlier leaves the files as they were.
    """
    read = read_folder(folder)
    shown = document_of(read, document)
    headings = [part.heading or "(before the first heading)" for part in shown.sections]
    section = shown.sections[prompts.choose("Which section is it about?", headings, first=0)]
    prompts.say(section.text)
    draft = _Draft(_needed(prompts, "Question"), TYPES[prompts.choose("What kind of answer?", TYPES)])
    if draft.type != "unanswerable":
        draft = _answered(read, shown, section, draft, prompts)
    tags = prompts.ask("Tags, with commas", "conflict" if draft.rivals else "")
    draft = replace(draft, tags=tuple(tag.strip() for tag in tags.split(",") if tag.strip()))
    taken = {item.id for item in items_of(read)}
    name = prompts.ask("Id", fresh_id(shown.id, draft.question, taken))
    if name in taken:
        raise UsageError(f"the id {name!r} is taken already; one of its own was expected; nothing was written")
    path = folder / "questions" / f"{shown.id}.yaml"
    if not prompts.confirm(f"Write {name} to {path}?", default=True):
        raise UsageError("nothing was written")
    for source in draft.new_sources:
        add_source(folder / "sources.yaml", source.id, {"name": source.name, "aliases": list(source.aliases)})
    add_item(path, _data(read, shown, name, draft))
    return Written(name, path, problems_of(folder, name))


def _needed(prompts: Prompts, what: str) -> str:
    for _ in range(3):
        words = prompts.ask(what).strip()
        if words:
            return words
        prompts.say(f"{what}: something was expected.")
    raise UsageError(f"no {what.lower()} was given; nothing was written")


def _answered(read: Folder, document: Document, section: Section, draft: _Draft, prompts: Prompts) -> _Draft:
    answer = _needed(prompts, "Answer, in the document's words")
    answers = [answer]
    for word in wordings(answer, draft.type):
        if prompts.confirm(f"Is {word!r} right as well?", default=True):
            answers.append(word)
    more = prompts.ask("Other right wordings, with semicolons").split(";") if draft.type != "list" else ()
    answers += [word.strip() for word in more if word.strip()]
    expected = _evidence(read, document, section, draft, answer, prompts)
    source, added = _source(read, document, expected.source, prompts)
    expected = replace(expected, source=source)
    taken = [(expected.document, expected.section, expected.quote)]
    offered = rivals_for(list(read.documents.values()), draft.question, answers, draft.type, read.sources, taken)
    rivals = [one for one in offered if one.source != source and _is_rival(one, prompts)]
    distinct = {one.source: one for one in reversed(rivals)}
    return replace(
        draft, answers=tuple(answers), expected=expected, rivals=tuple(reversed(distinct.values())), new_sources=added
    )


def _is_rival(offer: Offer, prompts: Prompts) -> bool:
    who = offer.source or "the document itself"
    prompts.say(f"{offer.document}, section {offer.section}: {offer.quote}")
    return prompts.confirm(f"Is {offer.answer!r} what {who} answers to the same question?", default=False)


def _evidence(
    read: Folder, document: Document, section: Section, draft: _Draft, answer: str, prompts: Prompts
) -> Offer:
    found = quotes_for(document, answer, draft.type, read.sources, section.number)
    if not found:
        found = quotes_for(document, answer, draft.type, read.sources)
    options = [*[f"{one.section}: {one.quote}" for one in found], "other words, which I type"]
    place = prompts.choose("Which words show it?", options) if found else 0
    if place < len(found):
        narrowed = prompts.ask("Quote fewer of these words? Type them", found[place].quote)
        if stands_in(narrowed, found[place].quote):
            return replace(found[place], quote=narrowed)
        prompts.say("Those words do not stand there; the sentence is kept.")
        return found[place]
    for _ in range(3):
        quote = _needed(prompts, "Quote")
        held = next((part for part in (section, *document.sections) if stands_in(quote, part.text)), None)
        if held:
            return Offer(document.id, held.number, quote, answer, None)
        prompts.say("Those words do not stand in the document.")
    raise UsageError("no quote was found in the document; nothing was written")


def _source(
    read: Folder, document: Document, guess: str | None, prompts: Prompts
) -> tuple[str | None, tuple[Source, ...]]:
    """Who says it, and the source that has to be added for that: those that the document names are offered first."""
    words = " ".join(part.text for part in document.sections)
    named = {
        key for key, one in read.sources.items() if any(stands_in(name, words) for name in (one.name, *one.aliases))
    }
    ids = sorted(read.sources, key=lambda key: (key != guess, key not in named, key))
    names = [f"{key}: {read.sources[key].name}" for key in ids]
    options = [*names, OWN_VOICE, NEW_SOURCE] if guess else [OWN_VOICE, NEW_SOURCE, *names]
    chosen = options[prompts.choose("Who says it?", options)]
    if chosen == OWN_VOICE:
        return None, ()
    if chosen == NEW_SOURCE:
        added = _new_source(read, prompts)
        return added.id, (added,)
    return ids[names.index(chosen)], ()


def _new_source(read: Folder, prompts: Prompts) -> Source:
    name = _needed(prompts, "Name of the new source, in full")
    aliases = prompts.ask("Other words for it in the text, with semicolons").split(";")
    identifier = prompts.ask("Id of the source", slug(name.removeprefix("the ").removeprefix("The ")))
    if identifier in read.sources:
        raise UsageError(f"the source {identifier!r} is there already; another id was expected; nothing was written")
    return Source(identifier, name, tuple(alias.strip() for alias in aliases if alias.strip()))


def _data(read: Folder, document: Document, name: str, draft: _Draft) -> dict[str, object]:
    claims: list[dict[str, object]] = []
    if draft.expected is not None:
        claims.append(_claim(read, document, draft.expected, draft.answers))
        claims += [_claim(read, document, rival, (rival.answer,)) for rival in draft.rivals]
    data: dict[str, object] = {
        "id": name,
        "document": document.id,
        "question": draft.question,
        "type": draft.type,
        "expects": draft.expected.source if draft.expected else None,
        "claims": claims,
    }
    return data | ({"tags": list(draft.tags)} if draft.tags else {})


def _claim(read: Folder, document: Document, offer: Offer, answers: Sequence[str]) -> dict[str, object]:
    return {"source": offer.source, "answers": list(answers), "evidence": _places(read, document, offer)}


def _places(read: Folder, document: Document, offer: Offer) -> list[dict[str, object]]:
    """The evidence of an offer, and its copies in near-duplicate sections of the same document."""
    same = same_sections(read.documents.values()).get((offer.document, offer.section), frozenset())
    copies = [(name, number) for name, number in sorted(same) if name == offer.document and number != offer.section]
    places: list[dict[str, object]] = []
    for name, number in [(offer.document, offer.section), *copies]:
        part = read.documents[name].section(number)
        if part is not None and stands_in(offer.quote, part.text):
            named: dict[str, object] = {} if name == document.id else {"document": name}
            places.append({**named, "section": number, "quote": " ".join(offer.quote.split())})
    return places


def problems_of(folder: Path, name: str) -> tuple[Problem, ...]:
    """What a check says about one item."""
    read = read_folder(folder)
    item = next(item for item in items_of(read) if item.id == name)
    located, path = read.origins[item.place]
    first = item.place.line or 0
    lines = [line for steps, line in located.lines.items() if steps[:1] == path]
    last = max(lines, default=first)
    return tuple(
        problem
        for problem in check_gold(folder).problems
        if problem.place.file == item.place.file and first <= (problem.place.line or 0) <= last
    )
