"""Who, in an answer, does what a question of the form "Who promised …?" asks about."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Final

from harness.judging.answers.credit_forms import CLEFT
from harness.judging.mentions import resolve_source, sources_named
from harness.reading.parsed import Clause, NounPhrase, Parse, agent_of
from harness.reading.parsing import read_sentence
from harness.reading.sentences import Span, split_sentences
from harness.reading.words import stem, tokens

_WHO: Final = re.compile(r"\W*who(?:\s(?:has|have|had|is|was))?\s(?:\w+ly\s)?(?P<verb>[^\W\d_]+)", re.IGNORECASE)


def doers_of(answer: str, question: str, names: Mapping[str, Sequence[str]]) -> tuple[str, ...]:
    """The ids of whoever does what the question's verb says, in the first clause with that verb; often nobody.

    "The batteries were promised by Anna Roke" and "It was Tess Amory who warned" name the doer as much as a subject.
    """
    asked = _WHO.match(question)
    if asked is None:
        return ()
    verb = stem(asked["verb"])
    cleft = next((match for match in CLEFT.finditer(answer) if stem(match["verb"]) == verb), None)
    if cleft is not None:
        return resolve_source(cleft["who"], names)
    words = tokens(answer)
    places = tuple(Span(words[one.first].start, words[one.last - 1].end) for one in sources_named(answer, names))
    for sentence in split_sentences(answer):
        parse = read_sentence(answer, sentence, (), places)
        for clause in parse.clauses:
            doer = _doer(parse, clause) if stem(parse.words[clause.main].folded) == verb else None
            found = resolve_source(_text(answer, parse, doer), names) if doer is not None else ()
            if found:
                return found
    return ()


def _doer(parse: Parse, clause: Clause) -> NounPhrase | None:
    doer = agent_of(parse, clause) if clause.is_passive else clause.subject
    return None if doer is None or doer.is_opaque else doer


def _text(answer: str, parse: Parse, doer: NounPhrase) -> str:
    return answer[parse.words[doer.first].start : parse.words[doer.extent].end]
