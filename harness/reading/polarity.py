"""Denial and direction: whether a span is denied, whether an answer is yes or no, whether something rose or fell."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from functools import lru_cache
from typing import Final, Literal

from harness.reading.words import Token, fold, stem, tokens, word_set

Polarity = Literal["yes", "no"]

_YES_WORDS: Final = "yes yeah yep yup correct true indeed affirmative right certainly"
_YES: Final = frozenset(_YES_WORDS.split())
_NO_WORDS: Final = "no nope nah false incorrect untrue negative wrong falsehood"
_NO: Final = frozenset(_NO_WORDS.split())
_NEGATION_WORDS: Final = "not no never neither nor without cannot none nobody nothing hardly barely"
_NEGATIONS: Final = frozenset(_NEGATION_WORDS.split())
_DENIAL_WORDS: Final = """
deny denies denied refute reject dispute dismiss disprove debunk exonerate false untrue incorrect
unlikely refuse contradict"""
_DENIALS: Final = frozenset(stem(word) for word in _DENIAL_WORDS.split())
_ALL_WORDS: Final = "all every everyone everybody everything any anyone anybody anything"
_ALL_OF: Final = frozenset(_ALL_WORDS.split())
_WITHDRAWN: Final = frozenset(["withdrew", "withdraws", "withdrawn", "retract", "retracts", "retracted"])
_FIGURES: Final = frozenset(["figure", "number", "count", "claim", "estimate", "statement", "report", "total"])
_RULED: Final = ("rules", "ruled", "ruling")
_NEGATING: Final = _NEGATIONS | _WITHDRAWN | {"out", "rule", *_RULED, "but", "except", "excluding"}
_EXEMPT: Final = """\
not only|not just|not merely|not simply|not least|not fewer|not less|not more|no fewer|no less|no more
no doubt|no later|no earlier|no other|no one|nothing but|none other|not before|not until|not earlier
not later|not after|no sooner|not sooner"""
_NOT_REALLY: Final = frozenset(tuple(pair.split()) for line in _EXEMPT.splitlines() for pair in line.split("|"))
"""Pairs of words that begin like a denial and are none."""
_CLAUSE_WORDS: Final = "but however although though because while whereas instead rather"
_CLAUSE_ENDS: Final = frozenset(_CLAUSE_WORDS.split())
_LEAD: Final = re.compile(
    r"\W*(?:so\W+)?(?:the\s)?(?:(?:short|correct|right|final)\s)?answer\s(?:to\s(?:this|the|that|your)\squestion\s)?"
    r"(?:is|would be)\b",
    re.IGNORECASE,
)
"""How a reply leads to its yes or no."""
_CONCLUDING: Final = re.compile(r"\W*(?:in (?:conclusion|short|sum)|to sum up|overall|all in all)[,:]\s", re.IGNORECASE)
_COPULA_WORDS: Final = "is are was were be been had has have did does do will would could can should"
_COPULAS: Final = frozenset(_COPULA_WORDS.split())
REACH: Final = 6
"""How many words before a span a negation still reaches it, in the same clause."""

_UP: Final = """
rise rose risen rising increase grow grew grown growth climb jump surge soar gain up more higher expand double triple
improve raise lift boost exceed dearer upward strengthen widen accelerate swell hike extend escalate greater
larger bigger appreciate rally rebound recover
"""
_DOWN: Final = """
fall fell fallen drop decrease decline dip slide slid slump plunge tumble sink sank sunk down less fewer lower shrink
shrank shrunk contract halve worsen cut reduce trim slash downward weaken narrow slow lose lost shorten
smaller cheaper ease depreciate plummet crash diminish
"""
UP_STEMS: Final = frozenset(stem(word) for word in _UP.split())
_COMPARISON_WORDS: Final = "more less fewer higher lower greater larger bigger smaller up down"
_COMPARISONS: Final = frozenset(stem(word) for word in _COMPARISON_WORDS.split())
_UP_OR_DOWN: Final = re.compile(r"\b(up|down)\s(?:by\s|about\s|around\s)?[^\w\s]?\d", re.IGNORECASE)
DOWN_STEMS: Final = frozenset(stem(word) for word in _DOWN.split())
_BEGINNINGS: Final = sorted({one[: max(2, len(one) - 1)] for one in UP_STEMS | DOWN_STEMS})
_MAY_MOVE: Final = re.compile(rf"(?<![^\W_])(?:{'|'.join(_BEGINNINGS)})")
"""How a word begins that may have one of these stems, whose last letter alone may be another in the word."""


@lru_cache(maxsize=16384)
def is_denied(text: str, start: int, end: int) -> bool:
    """Whether the words from ``start`` to ``end`` stand under a negation or a denial of their own clause.

    Reads back ``REACH`` words within the clause, and forward over a verb (``the rudder was not at fault``).
    ``not only``, ``no fewer than`` and their like deny nothing. The negation must stand outside the span.
    """
    if not _may_deny(text):
        return False
    line = tokens(text)
    first = bisect_right(_ends(text), start)
    after = bisect_left(_starts(text), end)
    return _denied_before(text, line, first) or _denied_after(text, line, after)


@lru_cache(maxsize=8192)
def polarity(text: str) -> Polarity | None:
    """Yes or no as the first words of an answer say; None where they say neither."""
    lead = _LEAD.match(text) or _CONCLUDING.match(text)
    words = [token.folded for token in tokens(text[lead.end() :] if lead else text)[:6]]
    words = words[1:] if words[:1] in (["so"], ["hence"], ["therefore"], ["thus"]) else words
    if words[:1] in (["answer"], ["the"]) or words[:2] == ["it", "is"]:
        words = [word for word in words if word not in ("answer", "the", "is", "it", "that")]
    if not words:
        return None
    if words[0] in _YES:
        return "yes"
    if words[0] in _NO and words[1:2] not in (["one"], ["fewer"], ["less"], ["more"]):
        return "no"
    if words[0] == "not" and words[1:2] in (["true"], ["correct"], ["really"], ["exactly"], ["quite"]):
        return "no"
    return None


def has_negation(text: str) -> bool:
    """Whether any clause of the text is negated or denied."""
    if not _may_deny(text):
        return False
    line = tokens(text)
    return any(_is_negation(line, place) for place in range(len(line)))


@lru_cache(maxsize=8192)
def direction(text: str) -> int:
    """1 where a text speaks of more, -1 where it speaks of less, 0 where of neither or of both."""
    if not _MAY_MOVE.search(fold(text)):
        return 0
    stems = _stems(text)
    return bool(stems & UP_STEMS) - bool(stems & DOWN_STEMS)


def _stems(text: str) -> set[str]:
    """The stems of a text's words without names, which move nothing ("Alpina Lifts"): capitals within a sentence."""
    found = set()
    is_first = True
    for token in tokens(text):
        if is_first or not token.text[0].isupper() or token.text.isupper():
            found.add(stem(token.folded))
        is_first = text[token.end : token.end + 1] in (".", "!", "?", ":", "\n")
    return found


@lru_cache(maxsize=64)
def _starts(text: str) -> list[int]:
    return [token.start for token in tokens(text)]


@lru_cache(maxsize=64)
def _ends(text: str) -> list[int]:
    return [token.end for token in tokens(text)]


@lru_cache(maxsize=8192)
def movement(text: str) -> int:
    """``direction`` by the words for movement alone.

    ``more than 3%`` and ``less than 3%`` tell of none; ``up`` and ``down`` only where they stand before a number.
    """
    if not _MAY_MOVE.search(fold(text)):
        return 0
    stems = _stems(text) - _COMPARISONS
    stems |= {match.group(1).lower() for match in _UP_OR_DOWN.finditer(text)}
    return bool(stems & UP_STEMS) - bool(stems & DOWN_STEMS)


_BREAK_BEFORE: Final = re.compile(r"[.;:!?\"\u201c\u201d\n]|,(?! \w+,)")
_BREAK_AFTER: Final = re.compile(r"[.;:!?,\n]")


def _denied_before(text: str, line: tuple[Token, ...], first: int) -> bool:
    for place in range(first - 1, max(-1, first - 1 - REACH), -1):
        between = text[line[place].end : line[place + 1].start] if place + 1 < len(line) else ""
        if _BREAK_BEFORE.search(between):
            return False
        if line[place].folded in _CLAUSE_ENDS and not _is_denying(line, place):
            return False
        if _is_negation(line, place):
            is_spent = line[place].folded == "without" and any(
                token.folded in ("for", "in", "at", "on", "since", "until") for token in line[place + 1 : first]
            )
            return not is_spent
    return False


_NO_PART: Final = re.compile(
    r"\s(?:had|has|have|played|plays|play)\s(?:nothing to do|no (?:part|role|bearing|say|influence))\b", re.IGNORECASE
)
"""What follows something that is told not to be the matter: "prices had played no part in it"."""


def _denied_after(text: str, line: tuple[Token, ...], after: int) -> bool:
    end = line[after - 1].end if 0 < after <= len(line) else 0
    if _NO_PART.match(text, end):
        return True
    for place in range(after, min(after + 3, len(line))):
        between = text[line[place - 1].end : line[place].start] if place else ""
        if _BREAK_AFTER.search(between):
            return False
        if line[place].folded.endswith("n't") or line[place].folded == "not":
            follows = line[place + 1].folded if place + 1 < len(line) else ""
            is_copula = line[place].folded != "not" or (place > 0 and line[place - 1].folded in _COPULAS)
            return is_copula and (line[place].folded, follows) not in _NOT_REALLY
        if line[place].folded not in _COPULAS:
            return False
    return False


def has_denial(text: str) -> bool:
    """Whether any word of a text is one that denies."""
    return any(is_denial(token.folded) for token in tokens(text))


def is_denial(word: str) -> bool:
    """Whether a word in small letters is a verb or an adjective that denies ("disputes", "untrue")."""
    return stem(word) in _DENIALS


def _is_negation(line: tuple[Token, ...], place: int) -> bool:
    """Whether a word denies what follows; "did not deny" denies nothing, in either of its words."""
    word = line[place].folded
    following = line[place + 1].folded if place + 1 < len(line) else ""
    if word.endswith("n't") or word in _NEGATIONS:
        if following == "longer":
            return not (place + 2 < len(line) and line[place + 2].folded == "than")
        pair = ("not" if word.endswith("n't") else word, following)
        return pair not in _NOT_REALLY and not _is_denying(line, place + 1)
    return _is_denying(line, place) and not _is_negated(line, place)


@lru_cache(maxsize=1024)
def _may_deny(text: str) -> bool:
    """Whether a text has a word by which anything of it may be denied: most texts have none."""
    return any(map(_may_negate, word_set(text)))


@lru_cache(maxsize=16384)
def _may_negate(word: str) -> bool:
    """Whether a folded word is one by which a clause may be negated or denied, whatever stands around it."""
    return word.endswith("n't") or word in _NEGATING or stem(word) in _DENIALS


def _is_denying(line: tuple[Token, ...], place: int) -> bool:
    """Whether a word denies by itself: "denied", "ruled out", "anything but", "all except"."""
    if place >= len(line):
        return False
    word = line[place].folded
    if word == "out":
        ruled = [at for at in range(max(0, place - 3), place) if line[at].folded in _RULED]
        return any(not _is_negated(line, at) for at in ruled)
    if word == "rule" or word in _RULED:
        return any(one.folded == "out" for one in line[place + 1 : place + 4])
    if word == "but":
        return any(one.folded in _ALL_OF for one in line[max(0, place - 3) : place])
    if word in _WITHDRAWN:
        return any(one.folded in _FIGURES for one in line[place + 1 : place + 4])
    return stem(word) in _DENIALS or word in ("except", "excluding")


def _is_negated(line: tuple[Token, ...], place: int) -> bool:
    before = line[place - 1].folded if place else ""
    return before in ("not", "never") or before.endswith("n't")
