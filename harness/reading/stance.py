"""The stance of a text: whether it refuses to answer, hedges, denies, says yes or no, up or down."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import Final

from harness.reading.refusal_forms import BEEN, FIGURE, IS_NOT, MATTER, REFUSALS, SAYS, TELLS, TEXT_NOUN, THE_TEXT, TOLD
from harness.reading.words import word_set

_BEGINS: Final = r"(?:\b(?=\w)|(?=\W)|^)"
"""Where any of them begins: never inside a word."""
_A_TEXT: Final = re.compile(TEXT_NOUN, re.IGNORECASE)
_WHOLE: Final = re.compile(
    r"\W*(?:answer\W+)?(?:n/?a\W+)?(?:(?:it(?:'s| is)|this is|that is)\s)?(?:\w+\s){0,2}?"
    rf"(?:unknown|n/?a|none given|no answer|no (?:name|figure|date|number|reason) (?:yet|given)"
    rf"|(?:not|none)\s(?:\w+ly\s)?(?:{TOLD}|sure|applicable|answerable"
    r"|in the (?:text|article|document|passage))"
    r"|unanswerable|unspecified|undisclosed|unclear|unsure|no idea|dunno|(?:no|not enough) information|no mention"
    r"|cannot say|can't say|cannot tell|can't tell|no data|unstated|not there|doesn't say|does not say|not told)"
    r"(?:\s(?:in|by|from|within|at|to|for|with|about|of|on)\b[^.!?]{0,120}|\syet)?\W*",
    re.IGNORECASE,
)
_REFUSING_WORDS: Final = """
no not nor none nothing never cannot na fails left leaves ai impossible insufficient dunno silent quiet doesnt dont
unable unanswerable unanswered uncertain unclear undisclosed unknown unsaid unspecified unstated unsure untold
nobody missing absent lacking lacks lacked lack omits omitted omit skips skip vague nowhere beyond outside short mute
dark unmentioned unreported unrecorded guess guessing open
"""
_REFUSING: Final = frozenset(_REFUSING_WORDS.split())
"""A sentence that refuses anything holds one of these words, an "n't" or an "n/a"."""
_WITHHOLDING_WORDS: Final = """
no not nothing without decline declines declined declining refuse refuses refused refusing
"""
_WITHHOLDING: Final = frozenset(_WITHHOLDING_WORDS.split())
"""A text that withholds something holds one of these words or an "n't"."""
_TURN: Final = re.compile(
    r"(?:[,;.:\u2014-]|\b)\s?(?:but|however|though|although|instead|nevertheless|yet)\b|[,;.:\u2014-]\s?only\b"
    r"|\bi(?:'d|\swould)\s(?:guess|say|estimate|assume)\b",
    re.IGNORECASE,
)
_CONCEDES: Final = re.compile(r"\W*(?:while|although|though|even though|even if)\b", re.IGNORECASE)
"""How a sentence begins that refuses only to say something after a comma."""
_COMMA: Final = re.compile(r",\s")
_PREFACE: Final = re.compile(
    rf"\W*(?:{THE_TEXT}|we|it)\s(?:only\s|merely\s|just\s|can\s(?:only\s)?)?(?:says?|learns?|mentions?|gives?|reports?"
    r"|talks?|tells?|states?|notes?|describes?|discusses|reads?|covers?|looked|looks?|speaks?|names?|quotes?|lists?"
    r"|hears?)\b[^.!?]*$",
    re.IGNORECASE,
)
"""What the document does tell, before a clause that says what it doesn't."""
_CLOSING_MARK: Final = re.compile(r"\u201d|\"(?:[\s.,;]|$)")
_SENTENCE_END: Final = re.compile(r"(?<=[.!?])\s+|\n+")
_APOLOGY: Final = re.compile(
    r"\W*(?:(?:i'?m |i am |we are )?(?:sorry|apologies|unfortunately|i apologi[sz]e)\b"
    r"|(?:i|we)(?:'ve|\shave)?\s(?:looked|searched|checked|read|went|gone|combed|reviewed|scanned)\s[^;:!?]{3,80}$)",
    re.IGNORECASE,
)
"""What may stand before a refusal: an apology, or that one has looked."""
_HEDGE: Final = re.compile(
    r"\b(?:maybe|perhaps|possibly|probably|likely|might|may have|could have|i think|i believe|i guess|presumably"
    r"|apparently|it seems|appears to|reportedly|allegedly|not (?:entirely )?(?:sure|certain)|unclear|uncertain)\b",
    re.IGNORECASE,
)


_WITHHOLDS: Final = re.compile(
    rf"\b(?:has|have|had)\sno\s(?:\w+\s)?{MATTER}\b"
    r"|\b(?:admit(?:s|ted)?|says?|said|confirm(?:s|ed)?|disclosed?|announced?|promised?)\snothing\sof\sthe\s(?:sort|kind)\b"
    rf"|\b(?:declin(?:e|es|ed|ing)|refus(?:e|es|ed|ing))\sto\s(?:{TELLS}|comment|estimate|put|confirm|be drawn)\b"
    rf"|\b(?:would|will|did|does|do|has|have|could)(?:\snot|n't)\s(?:\w+ly\s)?(?:{SAYS}|said|told|given|give|estimate|put)"
    r"(?=\s(?:(?:by|in|on|at|for|with|to|from|of|until|since)\s)?(?:how|what|when|where|who|which|why)\b|\s(?:an?\s(?:figure|number|estimate|reason|date|name|sum|amount))|\W*$|[.,;!])"
    r"|\bwithout\s(?:\w+ly\s)?(?:giving|naming|saying|specifying|identifying|mentioning|disclosing|revealing)\b"
    rf"|\b(?:gives?|gave|given|offer(?:s|ed)?|provid(?:es|ed)|names?|named|put)\sno\s(?:\w+\s)?(?:{FIGURE})\b"
    rf"|\bno\s(?:\w+\s){{0,3}}?(?:{FIGURE})\s{BEEN}\s(?:\w+ly\s)?(?:{TOLD}|offered|put forward)\b"
    rf"|\bthe\s(?:\w+\s){{0,2}}?(?:{FIGURE})\s(?:\w+\s){{0,14}}?{IS_NOT}\s(?:\w+ly\s)?{TOLD}\b",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class StanceSpan:
    """The words of a text that show a stance, code points ``start`` to ``end``."""

    start: int
    end: int
    text: str


@lru_cache(maxsize=8192)
def find_refusals(text: str) -> tuple[StanceSpan, ...]:
    """Every sentence, or clause before a ``but``, that says the answer is not there or not known."""
    if not _may_refuse(text):
        return ()
    found: list[StanceSpan] = []
    for start, end in _sentences(text):
        sentence = text[start:end]
        if not _may_refuse(sentence):
            continue
        plain = _same_length(sentence)
        if _WHOLE.fullmatch(plain):
            found.append(StanceSpan(start, end, sentence))
            continue
        match = _refusal(plain, 0)
        if match is not None and not _is_quoted(sentence, match.start()):
            turn = _TURN.search(plain, match.end()) or (_CONCEDES.match(plain) and _COMMA.search(plain, match.end()))
            stop = start + turn.start() if turn else end
            found.append(StanceSpan(start, stop, text[start:stop]))
    return tuple(found)


def _refusal(plain: str, start: int) -> re.Match[str] | None:
    """The first words from `start` on that refuse; those that name the document are looked for where one is named."""
    return _refusals(has_text=_A_TEXT.search(plain) is not None).search(plain, start)


@cache
def _refusals(*, has_text: bool) -> re.Pattern[str]:
    of_text = rf"\b{THE_TEXT}\s"
    forms = [form for form in REFUSALS if has_text or not form.startswith(of_text)]
    return re.compile(f"{_BEGINS}(?:{'|'.join(forms)})", re.IGNORECASE)


def _may_refuse(text: str) -> bool:
    if not _REFUSING.isdisjoint(word_set(text)):
        return True
    plain = _same_length(text).lower()
    return "n't" in plain or "n/a" in plain


def _is_quoted(sentence: str, place: int) -> bool:
    """Whether a place stands within a quotation: somebody else's not knowing.

    One that is the whole sentence is the answer's own; one that opens it is somebody's if words follow behind it.
    """
    opened = max(sentence.rfind("\u201c", 0, place), sentence.rfind(' "', 0, place))
    if opened > 0:
        return not _CLOSING_MARK.search(sentence[opened + 2 : place])
    closed = _CLOSING_MARK.search(sentence, place) if sentence[:1] in ("\u201c", '"') else None
    return closed is not None and any(map(str.isalpha, sentence[closed.end() :]))


@lru_cache(maxsize=8192)
def abstains(text: str) -> bool:
    """Whether a text as a whole says that it does not know or that the document does not tell.

    True where the first thing it says is a refusal and no clause turns from it (``but``) to a statement of its own.
    False for ``He did not say where, but 212 were aboard``, and for a text that answers first and limits itself after.
    """
    refusals = find_refusals(text)
    if not refusals:
        return False
    before = text[: refusals[0].start]
    if before.strip(" \n.,;:!-") and not _APOLOGY.match(_same_length(before)):
        return False
    tail = text[refusals[0].end :].lstrip()
    if tail and _CONCEDES.match(text):
        return False
    turn = _TURN.match(_same_length(tail))
    return turn is None or not re.search(r"\w", tail[turn.end() :]) or _still_refuses(tail[turn.end() :])


@lru_cache(maxsize=8192)
def turns_to_refuse(text: str) -> bool:
    """Whether a text tells what the document does say, and in the same sentence that the answer isn't in it.

    ``The text only says that it was white; its make isn't given.``
    """
    refusal = next(iter(find_refusals(text)), None)
    if refusal is None:
        return False
    plain = _same_length(text)
    match = _refusal(plain, refusal.start)
    if match is None or _TURN.search(plain, refusal.end) is not None:
        return False
    is_last = not plain[refusal.end :].strip(" .!\n") and _TURNS.search(plain[: match.end()]) is not None
    return is_last or bool(_PREFACE.match(plain[: match.start()]) or _PREFACE.match(match.group()))


@lru_cache(maxsize=8192)
def withholds(text: str) -> bool:
    """Whether a text tells that somebody keeps the answer to himself, or that none was given, and nothing further.

    ``She declined to give an estimate.``, ``The ministry did not say how many.``; not where a ``but`` goes on to tell.
    """
    plain = _same_length(text)
    if _WITHHOLDING.isdisjoint(word_set(text)) and "n't" not in plain.lower():
        return False
    match = _WITHHOLDS.search(plain)
    return match is not None and _TURN.search(plain, match.end()) is None


def find_hedges(text: str) -> tuple[StanceSpan, ...]:
    """Every word that leaves open whether a statement holds (``perhaps``, ``reportedly``)."""
    return tuple(StanceSpan(match.start(), match.end(), match.group()) for match in _HEDGE.finditer(text))


_TURNS: Final = re.compile(r"(?:^|[,;.:\u2014-]|\b)\s?(?:but|however|yet|though|although)\b", re.IGNORECASE)


def _still_refuses(tail: str) -> bool:
    return bool(
        re.match(
            r"\W*(?:says?|mentions?|tells?)\snothing\b|\W*not\s(?:what|how|who|when|where|why)\b", tail, re.IGNORECASE
        )
    ) or bool(
        re.match(
            r"\W*(?:it|the \w+|this)\s(?:\w+ly\s)?(?:does|only|mentions|says|states|do|quotes|names"
            r"|refers|reports|speaks|talks|notes|discusses|covers|describes|lists|contains|cites|focuses|is about)\b"
            r"|\W*(?:how|what|who|when|where|why)\b",
            tail,
            re.IGNORECASE,
        )
    )


def _sentences(text: str) -> list[tuple[int, int]]:
    spans, start = [], 0
    for match in _SENTENCE_END.finditer(text):
        if text[start : match.start()].strip():
            spans.append((start, match.start()))
        start = match.end()
    if text[start:].strip():
        spans.append((start, len(text)))
    return spans


def _same_length(text: str) -> str:
    """Curly quotes made straight, one character for one."""
    return text.replace("\u2019", "'").replace("\u2018", "'")
