"""A key fact that is a denial ("Pell denied that its weld had failed"), and the ways a text has of telling it.

Who says that the weld failed contradicts Pell, not the fact that Pell denies it: only Pell's own admission does. And
what is denied may be left to a pronoun or a noun: "Vasna accuses Koruth of the shelling; Koruth denies it".
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Final

from harness.judging.alignment import found_at
from harness.judging.lexicon import base_form
from harness.judging.mentions import resolve_source
from harness.judging.windows import PreparedDocument, Word
from harness.reading.attributed import Attribution
from harness.reading.attribution import find_attributions
from harness.reading.sentences import Span
from harness.reading.words import tokens

_DENYING_WORDS: Final = "deny reject refute rebut dispute dismiss denial rejection contradict"
_DENYING: Final = frozenset(base_form(word) for word in _DENYING_WORDS.split())

_CHARGE_WORDS: Final = """
it this that them all any such the blame responsibility guilt wrongdoing charge charges claim claims accusation
accusations allegation allegations report reports version suggestion involvement fault
"""
_CHARGES: Final = frozenset(_CHARGE_WORDS.split())

_LEAST_DENIED: Final = 0.25
"""The share of what the fact's source denied that must stand there as denied."""


def is_denial(fact: str, voices: Mapping[str, Sequence[str]], own: Sequence[str]) -> bool:
    """Whether a fact is that its own source denied something."""
    return any(True for _ in _denials(fact, voices, own))


def denied_there(
    words: Sequence[Word], document: PreparedDocument, voices: Mapping[str, Sequence[str]], own: Sequence[str]
) -> tuple[int, tuple[int, ...]] | None:
    """The sentence in which a text tells the denial of some words, and where it has them; None where it doesn't."""
    denied = [word for word in words if word.weight and word.kind != "generic" and word.base not in _DENYING]
    for cue in _denials(document.text, voices, own):
        sentence = next(number for number, span in enumerate(document.sentences) if span.overlaps(cue))
        object_ = _behind(cue, sentence, document)
        is_bare = all(_is_charge(document.words[at], document.text) for at in object_)
        reach = document.places_in(max(0, sentence - 1), sentence) if is_bare else object_
        found = [(word, [at for at in found_at(word, document) if at in reach]) for word in denied]
        held = sum(word.weight for word, places in found if places)
        if held >= _LEAST_DENIED * sum(word.weight for word in denied) > 0:
            return sentence, tuple(places[0] for _, places in found if places)
    return None


def _denials(text: str, voices: Mapping[str, Sequence[str]], own: Sequence[str]) -> Iterator[Span]:
    """The cues by which a text says that a source denied something."""
    for one in find_attributions(text):
        verbs = tokens(one.cue.of(text)) if one.cue is not None else ()
        is_denying = any(base_form(word.folded) in _DENYING for word in verbs)
        if one.cue is not None and is_denying and is_told_by(one, text, voices, own):
            yield one.cue


def _behind(cue: Span, sentence: int, document: PreparedDocument) -> range:
    """The positions of what a cue denies: from it to the end of its clause; before it, where it is passive."""
    here = document.places_in(sentence, sentence)
    behind = next((at for at in here if document.words[at].start >= cue.end), here.stop)
    if any(document.words[at].base == "by" for at in range(behind, min(behind + 1, here.stop))):
        return range(here.start, behind)
    stop = _CLOSE.search(document.text, cue.end)
    last = stop.start() if stop is not None else len(document.text)
    return range(behind, next((at for at in range(behind, here.stop) if document.words[at].start >= last), here.stop))


def _is_charge(word: Word, text: str) -> bool:
    return not word.weight or text[word.start : word.end].lower() in _CHARGES


_CLOSE: Final = re.compile(r"[;:.\n]|, (?=and|but|while|which|who|saying)")


def is_told_by(one: Attribution, text: str, voices: Mapping[str, Sequence[str]], own: Sequence[str]) -> bool:
    """Whether an attribution's source, or what its pronoun stands for, is the source that has these names."""
    named = [span for span in (one.source, one.antecedent) if span is not None]
    return any(
        tuple(voices[source]) == tuple(own) for span in named for source in resolve_source(span.of(text), voices)
    )
