"""Where an output says yes and where no: in so many words, or by affirming or denying what the question asks.

Each clause that takes a stand of its own is a place, so that "Moe says yes, the union says no" states both. After a
plain yes or no what follows explains it, and takes no stand of its own unless it says yes or no again.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from itertools import pairwise
from typing import Final

from harness.judging.answers.indexed import word_key
from harness.judging.answers.records import AnswerSpan
from harness.judging.answers.retorts import Retort, retorts
from harness.judging.lexicon import opposites
from harness.reading.attribution import Attribution, find_attributions
from harness.reading.polarity import Polarity, has_negation, polarity
from harness.reading.sentences import Span
from harness.reading.words import STOPWORDS, tokens

LEAST_ASKED: Final = 0.34
"""The share of the question's content words that a clause must repeat to affirm or deny what is asked."""
_FEW_ASKED: Final = 3
"""Of so few words one is enough."""
_JOINT: Final = re.compile(
    r"(?<=[.!?;])\s+|\n+|,?\s(?:but|while|whereas|although|though|however)\s|,\syet\s|,\s(?=[^,.;]{1,60}\b(?:yes|no)\b)",
    re.IGNORECASE,
)
_FAR_FROM: Final = re.compile(
    r"\W*(?:(?:it|he|she|this|that)\s(?:is|was)\s)?(?:nothing of the (?:kind|sort)|far from (?:it|that)"
    r"|by no means|not at all|absolutely not|certainly not|definitely not)\b(?=\W*$|[,.;:!]|\s(?:said|says))",
    re.IGNORECASE,
)
"""A no that is told without the word."""
_TOLD: Final = re.compile(
    r"\b(?:say|says|said|answer|answers|answered|replies|replied|reply|is|was|claims?|claimed|insists?|maintains?)\s+(?:that\s)?[\x22\u201c'\u2018]?"
    r"(?P<after>yes|no)\b(?=[\s\x22\u201d'\u2019]*(?:[.,;:!]|$))"
    r"|:\s*[\x22\u201c'\u2018*_]*(?P<label>yes|no)\b(?=[\s\x22\u201d'\u2019*_]*(?:[.,;!]|$)|\s(?:according|per|from)\b)",
    re.IGNORECASE,
)
_ANSWERED_LAST: Final = re.compile(
    r"^\W*(?:according to|for|by)\s[^,;.]{1,80},\s(?P<after>yes|no)(?:\W*$|,\s)", re.IGNORECASE
)
_DENIES: Final = re.compile(
    r"\b(?:den(?:y|ies|ied)|reject(?:s|ed)?|disput(?:e|es|ed)|dismiss(?:es|ed)?|refut(?:e|es|ed)|contradict(?:s|ed)?)\s"
    r"(?:it|this|that|so|these|(?:the\s)?(?:[\w']+\s){0,2}?(?:claims?|reports?|allegations?|accusations?|charges?))\b",
    re.IGNORECASE,
)
_IS_FALSE: Final = re.compile(
    r"\b(?:that|this|it|so)\s(?:is|was|were)\s"
    r"(?:(?:un(?:true|founded)|false|wrong|incorrect|nonsense|a lie|fabricated)\b"
    r"|not\s(?:true|so|the case|correct|right)\b)"
    r"|\b(?:he|she|it|they)\s(?:is|are|was|were)\s(?:mistaken|wrong|lying)\b",
    re.IGNORECASE,
)
"""A denial of what was asked or told before."""
_ASKS_FALSE: Final = re.compile(
    r"\b(?:un(?:true|founded)|false\w*|wrong\w*|incorrect|nonsense|lies?|lying|mistaken|true|right|correct)\b",
    re.IGNORECASE,
)
"""How a question asks for just that, so that it affirms."""
_UNABLE: Final = re.compile(r"\bunable\b", re.IGNORECASE)
_SHORT_STANDS: Final[dict[str, Polarity]] = {
    "that is true": "yes",
    "that's true": "yes",
    "true": "yes",
    "so it is": "yes",
    "never": "no",
}
"""Whole replies that say yes or no without the word."""
_ABLE: Final = re.compile(
    r"\b(?:it|they|he|she)\s(?:is|are|was|were)\s(?P<no>un|not\s)?able\sto(?=\W*$|,)", re.IGNORECASE
)
_CONFIRMS: Final = re.compile(
    r"\b(?:confirm(?:s|ed)?|affirm(?:s|ed)?|acknowledg(?:es|ed)|admit(?:s|ted)?|says?|said|claims?|claimed|insists?|insisted|thinks?"
    r"|thought|believes?|believed|maintains?|maintained)\s"
    r"(?:it|this|that|so)(?=\s*(?:[.,;!]|$))",
    re.IGNORECASE,
)
_NONE: Final = re.compile(
    r"^\W*not\s(?:a\ssingle|one)\b"
    r"|^\W*(?:(?:so far|as yet|to date|until now),?\s)?(?:none|nobody|no one|neither)\b(?! of (?:them|these|those) )"
    r"|\b(?:says?|said)\s(?:that\s)?(?:none|nobody|no one)\b|\b(?:be|is|are|was|were|been)\snone\W*$",
    re.IGNORECASE,
)
_UNPROVEN: Final = re.compile(r"\bun(?:confirmed|verified|proven|proved|corroborated|substantiated)\b", re.IGNORECASE)
_ASKS_PROOF: Final = re.compile(
    r"^(?!.*\bun)(?=.*\b(?:confirm|verif|prove|corroborat|substantiat|independently|checked))", re.IGNORECASE
)
"""What asks whether something has been shown to be so."""
_RULED_OUT: Final = re.compile(r"\brul(?:e|es|ed|ing)\s(?:\w+\s){0,3}?out\b", re.IGNORECASE)
_NEGATED: Final = re.compile(r"(?:\b(?:not|never)|n't)\s$", re.IGNORECASE)
_SHORT: Final = re.compile(
    r"\W*(?:it|they|he|she|this|that|there)\s(?:is|are|was|were|do|does|did|has|have|had|can|could|will|would|should|may)"
    r"(?P<no>\s?n[o']t|n't)?(?:\s(?:been|done\sso|so))?(?:\s(?:one|any))?\W*"
    r"|\W*(?:they|he|she)\s(?:saw|heard|witnessed|watched|smelt|felt|found)\s(?:it|this|that|them|one|some)\W*",
    re.IGNORECASE,
)
_SAID: Final = re.compile(
    r"[^.;:]{1,80}?\b(?:says?|said|insists?|insisted|claims?|claimed|reports?|reported|maintains?|maintained|acknowledge[sd]?"
    r"|admits?|admitted|concede[sd]?|agree[sd]?|confirms?|confirmed|notes?|noted|states?|stated)\s(?:that\s)?",
    re.IGNORECASE,
)
"""What may stand before a short form: "the inspector says it didn't"."""
_NOT: Final = re.compile(r"\W*not\b(?!\s(?:only|just|merely|least))", re.IGNORECASE)
_AGAINST: Final = re.compile(
    r"\b(?:(?:is|are|was|were|be|been|came out)\sagainst|oppos(?:e|es|ed|ing))\b", re.IGNORECASE
)
_PRONOUN: Final = re.compile(r"\b(?:he|she|they|it)\b", re.IGNORECASE)
"""A word that may stand for whom the question names."""
_ASIDE: Final = re.compile(r",\s(?:as|because|since|which|who|where|when|after|before|so|even)\s", re.IGNORECASE)
_ACCORDING: Final = re.compile(r",?\s*\b(?:according to|in the (?:words|view) of)\s[^?,]*", re.IGNORECASE)
"""The words of a question that name whom it asks."""
_FEW_LETTERS: Final = 8
"""How long what stands between two who speak may be: an "and", a comma."""
_MOST_AFTER_NOT: Final = 6
_MOST_IN_A_NO: Final = 7
"""How many words a negated clause may have to be a "no" whatever its words are."""


@dataclass(frozen=True, slots=True)
class Stand:
    """A clause of an output, code points `start` to `end`, and what it answers; `is_plain` where it says the word.

    ``teller`` is whoever takes it by a retort ("the union denies it"); the words of others are found by their cues.
    """

    start: int
    end: int
    polarity: Polarity
    is_plain: bool
    teller: Span | None = None


def find_polarity(output: str, answers: Sequence[str], *, question: str = "") -> Iterator[AnswerSpan]:
    """The places where the output says yes or no as one of the answers does."""
    for index, answer in enumerate(answers):
        wanted = polarity(answer)
        for stand in stands(output, question):
            if stand.polarity == wanted:
                yield AnswerSpan(stand.start, stand.end, index, 1.0, "yes-no", f"says {wanted}")


@lru_cache(maxsize=4096)
def stands(output: str, question: str) -> tuple[Stand, ...]:
    """Every clause that says yes or no, or affirms or denies what the question asks, in order.

    One that only goes on with the stand before belongs to it.
    """
    told = retorts(output, question)
    found: list[Stand] = []
    waiting: list[Retort] = []
    for start, end in _clauses(output, told):
        retort = next((one for one in told if one.start == start), None)
        if retort is not None and retort.says is None and not found:
            waiting.append(retort)
        elif retort is not None:
            says = retort.says or _turned(output, found[-1])
            _take(found, Stand(start, end, says, is_plain=False, teller=retort.teller), is_more=_is_same(found, says))
        elif (stand := _stand(output, start, end, question, is_first=not found)) is not None:
            if waiting:
                found += [_opposed(one, _other(stand.polarity)) for one in waiting]
                waiting = []
            _take(found, stand, is_more=_goes_on(output, found, stand))
    found += [_opposed(one, "no") for one in waiting]
    if len(found) == 1 and found[0].teller is None:
        return (Stand(0, len(output), found[0].polarity, found[0].is_plain),)
    return tuple(found)


def _take(found: list[Stand], stand: Stand, *, is_more: bool) -> None:
    """Add a stand, or widen the last one by it where it only goes on with that."""
    if is_more:
        found[-1] = replace(found[-1], end=stand.end)
    else:
        found.append(stand)


def _is_same(found: Sequence[Stand], says: Polarity) -> bool:
    """Whether the last stand, which nobody takes by a retort, says the same."""
    return bool(found) and found[-1].teller is None and found[-1].polarity == says


def _goes_on(output: str, found: Sequence[Stand], stand: Stand) -> bool:
    """Whether a stand without its word only goes on with the last: says the same, or explains a plain yes or no."""
    if not found or found[-1].teller is not None or stand.is_plain:
        return False
    if found[-1].polarity == stand.polarity:
        return True
    return found[-1].is_plain and not _is_set_against(output, stand.start, stand.end)


def _opposed(retort: Retort, says: Polarity) -> Stand:
    return Stand(retort.start, retort.end, says, is_plain=False, teller=retort.teller)


def _turned(output: str, before: Stand) -> Polarity:
    """What a retort says to a stand: the opposite of what somebody is told to say, no to what nobody is."""
    is_told = before.teller is not None or bool(find_attributions(output[before.start : before.end]))
    return _other(before.polarity) if is_told else "no"


def _is_set_against(output: str, start: int, end: int) -> bool:
    """Whether a clause begins with "however" or follows a "but", and tells somebody's words."""
    is_against = _AGAINST_IT.match(output, start) or _AGAINST_IT.search(output, max(0, start - 12), start)
    return bool(is_against) and any(one.is_speech for one in find_attributions(output[start:end]))


_AGAINST_IT: Final = re.compile(
    r"\W*(?:however|but|yet|by contrast|in contrast|on the other hand|meanwhile|while|whereas|although|though)\b",
    re.IGNORECASE,
)


def _other(says: Polarity) -> Polarity:
    return "no" if says == "yes" else "yes"


def _stand(output: str, start: int, end: int, question: str, *, is_first: bool) -> Stand | None:
    clause = output[start:end].replace("\u2019", "'")
    short_stand = _SHORT_STANDS.get(clause.strip(" .!").lower())
    plain = "no" if _FAR_FROM.match(clause) else short_stand or polarity(clause)
    told = _TOLD.search(clause)
    last = _ANSWERED_LAST.match(clause)
    if plain is None and (told is not None or last is not None):
        word = last["after"] if last else told["after"] or told["label"] if told else ""
        plain = "yes" if word.lower() == "yes" else "no"
    if plain is not None:
        return Stand(start, end, plain, is_plain=True)
    said = _SAID.match(clause)
    colon = clause.find(":")
    short = _SHORT.fullmatch(clause, said.end() if said else 0, colon if colon > 0 else len(clause))
    if short is not None and (is_first or said is not None):
        return Stand(start, end, "no" if short["no"] else "yes", is_plain=False)
    able = _ABLE.search(clause)
    if able is not None and not _UNABLE.search(question):
        return Stand(start, end, "no" if able["no"] else "yes", is_plain=False)
    if _NOT.match(clause) and len(clause.split()) <= _MOST_AFTER_NOT:
        return Stand(start, end, "no", is_plain=False)
    behind = clause.partition(":")[2]
    clause = behind if behind and _implied(behind, question) else clause
    aside = _ASIDE.search(clause)
    main = clause[: aside.start()] if aside and _implied(clause[: aside.start()], question) else clause
    if _UNPROVEN.search(clause) and _ASKS_PROOF.search(question):
        return Stand(start, end, "no", is_plain=False)
    denied = _DENIES.search(clause) or _RULED_OUT.search(clause)
    denied = denied or (None if _ASKS_FALSE.search(question) else _IS_FALSE.search(clause))
    denies = (denied and not _NEGATED.search(clause, 0, denied.start())) or _NONE.search(clause)
    confirms = _CONFIRMS.search(clause)
    is_confirmed = confirms is not None and not _is_undone(clause[: confirms.start()], question)
    implied: Polarity | None = "no" if denies else "yes" if is_confirmed else _implied(main, question)
    return Stand(start, end, implied, is_plain=False) if implied else None


def _is_undone(text: str, question: str) -> bool:
    """Whether a text denies, or tells that somebody is unable, where that is not what the question asks."""
    return has_negation(text) or (_UNABLE.search(text) is not None and not _UNABLE.search(question))


def _implied(clause: str, question: str) -> Polarity | None:
    """Yes where the clause repeats enough of the question's words as it asks them, no where one of them is denied."""
    bare = _ACCORDING.sub("", question)
    asked = {word_key(token) for token in tokens(bare) if token.folded not in STOPWORDS}
    if _PRONOUN.search(clause):
        asked -= {word_key(token) for token in tokens(bare)[1:] if token.text[0].isupper()}
    said = {word_key(token) for token in tokens(clause) if token.folded not in STOPWORDS}
    turned = {key for key in asked - said if opposites(key) & said}
    if (_ON.search(clause) and _OFF.search(bare)) or (_OFF.search(clause) and _ON.search(bare)):
        turned |= {"off"}
    shared = len(asked & said) + len(turned)
    is_plain_no = has_negation(clause) and bool(asked & said) and len(clause.split()) <= _MOST_IN_A_NO
    least = 1 if len(asked) <= _FEW_ASKED else LEAST_ASKED * len(asked)
    if not asked or (shared < least and not is_plain_no and not (turned and _PRONOUN.search(clause))):
        return None
    is_denied = _is_undone(clause, question) != (bool(_AGAINST.search(clause)) and not _AGAINST.search(question))
    is_denied = is_denied != bool(turned)
    return "no" if is_denied != _asks_not(bare, said) else "yes"


_ON: Final = re.compile(
    r"\b(?:is|are|was|were|been|be|still|left|stayed|remained|switched|turned)\son\b(?!\s\w)", re.IGNORECASE
)
_OFF: Final = re.compile(
    r"\b(?:is|are|was|were|been|be|still|left|stayed|remained|switched|turned)\soff\b", re.IGNORECASE
)
_NOTS: Final = frozenset(("no", "not", "never", "none", "nobody", "nothing", "without"))
_ROOT: Final = 5
"""By how many letters words of one root are the same."""
_THAT: Final = re.compile(r"\bthat\b", re.IGNORECASE)


def _asks_not(question: str, said: set[str]) -> bool:
    """Whether what a clause repeats of a question is negated there.

    "Did Moe promise that there would be no cuts?" – "Moe made a promise": the "no" is that of what it leaves out.
    """
    main, _, rest = question.partition(found.group()) if (found := _THAT.search(question)) else (question, "", "")
    words = [token for token in tokens(rest) if token.folded not in STOPWORDS and token.folded not in _NOTS]
    told = {word_key(token)[:_ROOT] for token in words}  # dismissals, dismissed
    return has_negation(question if not rest or not told.isdisjoint(key[:_ROOT] for key in said) else main)


_LEADING: Final = re.compile(
    r"(?:^|(?<=[.!?]\s))(?:while|although|though|even though|whereas)\s[^,.;]+(?P<joint>,)\s", re.IGNORECASE
)
"""A sentence that concedes first: "Although the mayor denies it, witnesses say they did"."""


def _turns(text: str) -> Iterator[tuple[int, int]]:
    """From where one who is told to say something ends to where another begins to: "Moe says yes and Lund says no"."""
    told = [one for one in find_attributions(text) if one.is_speech and one.source is not None and one.content]
    ranges = sorted((_range(one), one.source.of(text)) for one in told if one.source is not None)
    for (before, teller), (behind, other) in pairwise(ranges):
        if teller != other and before.end <= behind.start <= before.end + _FEW_LETTERS:
            yield before.end, behind.start


def _range(told: Attribution) -> Span:
    parts = [part for part in (told.cue, told.source, *told.content) if part is not None]
    return Span(min(part.start for part in parts), max(part.end for part in parts))


def _clauses(text: str, told: Sequence[Retort]) -> list[tuple[int, int]]:
    """The clauses of a text in their order, each retort one of its own."""
    spans, start = [], 0
    joints = [match.span() for match in _JOINT.finditer(text)] + [
        match.span("joint") for match in _LEADING.finditer(text)
    ]
    joints += list(_turns(text))
    joints = [(first, last) for first, last in joints if not any(one.start < last and first < one.end for one in told)]
    for first, last in sorted((*joints, *((one.start, one.end) for one in told))):
        if first >= start:
            spans.append((start, first))
            start = last
    spans.append((start, len(text)))
    spans += [(one.start, one.end) for one in told]
    return sorted((start, end) for start, end in spans if any(map(str.isalnum, text[start:end])))
