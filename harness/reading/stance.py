"""The stance of a text: whether it refuses to answer, hedges, denies, says yes or no, up or down."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import Final

from harness.reading.words import word_set

_TEXT_NOUN: Final = (
    r"(?:texts?|articles?|documents?|passages?|story|report|context|excerpt|sections?|paragraphs?|search results|blog"
    r"|piece|dispatch|coverage|account|write-?up|speech|interview|transcript|bulletin|press release"
    r"|(?:given|provided|available) (?:information|details?|material|sources?)|source text)"
)
_THE_TEXT: Final = rf"(?:(?:the|this|that|these|given|provided|above|your)\s){{0,3}}(?:\w+\s)?{_TEXT_NOUN}"
_SAYS: Final = r"(?:say|mention|state|specify|tell|indicate|disclose|clarify|identify|name|reveal|report)"
_TELLS: Final = (
    rf"(?:{_SAYS}|provide|give|contain|include|address|discuss|describe|answer|explain|offer|cover|list|note|supply"
    r"|make (?:it )?clear|have|refer"
    r"|attribute|ascribe|count|detail|show|explicitly|specifically|directly|actually|clearly|go into|elaborate)"
)
_DOES_NOT: Final = (
    r"(?:does not|doesn't|did not|didn't|do not|don't|never|cannot|can't|fails to|has not|hasn't|doesnt|dont)"
)
_IS_NOT: Final = r"(?:(?:is|are|was|were|been)\snot|isn't|aren't|wasn't|weren't)"
_TOLD: Final = (
    r"(?:mentioned|stated|specified|given|provided|disclosed|available|reported|identified|named|indicated|answered"
    r"|listed|included|revealed|quoted|recorded|discussed|described|found|addressed|said|known|clear|covered|determined|explicit)"
)
_MATTER: Final = r"(?:information|mention|indication|answer|data|details?|reference|evidence)"
_ABOUT: Final = r"(?:is|are|was|about|of|on|in|given|available|regarding|provided|as|that|to|found|concerning)"
_CANNOT: Final = r"(?:can ?not|can't|could not|couldn't)"
_BEEN: Final = r"(?:is|are|was|were|(?:has|have|had)\sbeen)"
_ANYWHERE: Final = r"(?:\sanywhere|\sat all)?"
_KNOW: Final = r"(?:say|tell|know|determine|answer|identify|establish|find out|ascertain)"
_FIGURE: Final = (
    r"figures?|numbers?|names?|dates?|reasons?|amounts?|sums?|percentages?|explanations?|estimates?|details?|answers?"
    r"|prices?|costs?|tolls?|breakdowns?|ages?|times?"
)
_SAYING: Final = (
    r"(?:repl(?:y|ies)|answers?|reactions?|responses?|statements?|comments?|figures?|numbers?|counts?|remarks?|words?)"
)
_REFUSALS: Final = (
    rf"\b{_THE_TEXT}\s(?:itself\s|also\s|simply\s)?{_DOES_NOT}\s(?:\w+ly\s)?{_TELLS}\b",
    rf"(?:^|[.;,]\s?|\bbut\s)\s*it\s{_DOES_NOT}\s(?:\w+ly\s)?{_SAYS}s?\b",
    rf"^\W*(?:they\s|he\s|she\s)?{_DOES_NOT}\s{_SAYS}(?=\W*$)",
    rf"\b{_THE_TEXT}\s(?:omit(?:s|ted)?|lack(?:s|ed)?|leaves?\sout|left\sout|skips?)\s"
    r"(?:this|that|the|any|such|it|these|those|who|what|when|where|why|how|which)\b",
    rf"\b{_THE_TEXT}\s(?:is|was)\s(?:(?:not|isn't)\s(?:explicit|clear|specific)|unclear|vague)\s(?:about|on|as to)\b",
    rf"^\W*(?:this|that|the|such)\s(?:{_MATTER}|{_FIGURE})\s(?:is|are|was|were)\s"
    r"(?:missing|absent|lacking|left out|omitted)\b",
    rf"^\W*(?:the\s)?(?:{_MATTER}|{_FIGURE})\s(?:of|about|on|for)\s[^.;:]{{1,60}}?\s{_IS_NOT}\s(?:\w+ly\s)?{_TOLD}(?=\W*$)",
    rf"^\W*no\s(?:{_MATTER}|{_FIGURE})\s(?:of|about|on|for)\s[^.;:]{{1,60}}?\s{_BEEN}\s(?:\w+ly\s)?{_TOLD}(?=\W*$)",
    rf"^\W*nothing\s(?:about|on|of|regarding)\s[^.;:]{{1,60}}?\s{_BEEN}\s(?:\w+ly\s)?(?:{_TOLD}|told)(?=\W*$)",
    r"^\W*(?:the|its|his|her|their)\s(?:[\w'-]+\s){1,6}?(?:is|are|was|were|remains?|stays?)\s(?:still\s|currently\s)?"
    r"(?:unknown|unclear|undisclosed|unspecified|uncertain|not\s(?:yet\s)?known)(?=\W*$)",
    r"^\W*(?:nobody|no\sone|none\sof\sthem)\s(?:(?:in|of)\s(?:the|this)\s\w+\s|here\s|quoted\s)?"
    r"(?:says?|said|mentions?|tells?|told|knows?|knew|states?|gives?|gave)(?=\s(?:who|what|when|where|why|how|which"
    r"|whether|so)\b|\W*$)",
    rf"^\W*(?:from\s[^,.]{{1,40}}?,?\s)?(?:one|you|we|readers?)\s(?:{_DOES_NOT}|{_CANNOT}|{_IS_NOT}|won't|will\snot)\s"
    r"(?:tell|told|learn|find|find\sout|say)(?=\s(?:who|what|when|where|why|how|which|whether)\b|\W*$)",
    r"^\W*(?:this|that|it)\s(?:is|was)\s(?:left\s)?(?:unsaid|unanswered|untold|unstated|(?:not|nothing)\s(?:something\s)?"
    rf"(?:that\s)?{_THE_TEXT}\s(?:covers?|tells?|says?|mentions?|states?|answers?))\b",
    rf"\b(?:not\s(?:something|anything)|nothing)\s(?:that\s)?{_THE_TEXT}\s(?:covers?|tells?|says?|mentions?|answers?)\b",
    rf"\b{_THE_TEXT}\s(?:makes?|made|contain(?:s|ed)?|gives?|gave|provide[sd]?|has|have|had|offer(?:s|ed)?"
    rf"|include[sd]?)\sno\s(?:[\w'-]+\s){{0,2}}?(?:{_MATTER}|{_FIGURE}|causes?|statements?"
    r"|quot(?:es?|ations?)|remarks?|comments?)\b",
    rf"\bnothing\s{_BEEN}\s(?:\w+ly\s)?{_TOLD}\s(?:about|on|of|in|as to|regarding)\b",
    rf"\bno\s(?:[\w'-]+\s){{1,6}}?(?:appears?|stands?|is|are|can be)\s(?:given\s|found\s|seen\s)?in\s"
    rf"(?:the|this)\s{_TEXT_NOUN}\b",
    rf"\b{_IS_NOT}\s(?:\w+ly\s)?{_TOLD}{_ANYWHERE}\s(?:in|by|from|within|on)\s(?:the|this|any|either)\s"
    rf"(?:\w+\s){{0,2}}{_TEXT_NOUN}",
    rf"\b{_IS_NOT}\s(?:\w+ly\s)?(?:mentioned|stated|specified|disclosed|indicated|answered){_ANYWHERE}(?=\W*$|\s?[.;])",
    rf"(?:^|[;,]\s)\W*(?:the|his|her|its|their|this|that)\s(?:[\w'-]+\s){{1,5}}?{_IS_NOT}\s(?:\w+ly\s)?(?:given|provided|quoted"
    rf"|recorded|reported|named|revealed|listed){_ANYWHERE}(?=\W*$|\s?[.;])",
    rf"\bthere\s(?:is|was|are|were)\sno\s(?:[\w'-]+\s){{1,6}}?(?:in|within)\s{_THE_TEXT}\b",
    rf"\b(?:this|that|the|such)\s(?:\w+\s)?{_MATTER}\s{_IS_NOT}\s(?:\w+ly\s)?(?:there|part\sof|in|within)\b",
    rf"\b{_THE_TEXT}\s(?:is|was|stays|stayed|remains|keeps)\s(?:entirely\s|completely\s)?(?:silent|quiet)\b",
    rf"\b(?:none|neither|nothing)\s(?:of|in)\s(?:them|it|these|those|the\s(?:\w+\s)?(?:{_TEXT_NOUN}|speakers|officials"
    rf"|sources|people quoted))\s(?:{_SAYS}s?|counts?|gives?|puts?|estimates?)\b",
    rf"\b{_THE_TEXT}\s(?:mentions?|states?|specifies|reports?|lists?|names?|cites?|discloses?)\sno\s\w+",
    rf"\b{_THE_TEXT}\s(?:leaves?|left)\s(?:it\s|this\s|that\s)?(?:open|unsaid|unanswered|unclear)\b",
    rf"^\W*(?:{_THE_TEXT}|we|it)\s.{{0,160}}?\bbut\s(?:it\s)?(?:not\s(?:what|how|who|when|where|why|which|whether|whose)"
    rf"|{_DOES_NOT}\s\w+|(?:says?|mentions?|tells?)\snothing)\b",
    r"^\W*(?:unknown|unclear|n/a|not (?:stated|given|mentioned|specified|known))\s?[:;,.\u2014-]",
    rf"\b{_THE_TEXT}\snever\s(?:\w+ly\s)?(?:names|says|mentions|states|gives|tells|specifies|explains|reveals)\b",
    r"\bthere(?:'s|\sis|\swas)\snothing\s(?:on|about|in\sthe|said|to\ssay)\b",
    rf"^[^:.]{{1,60}}:\s(?:unknown|not\s{_TOLD})\b|\bis\s[\x22\u201c']not\s{_TOLD}\b",
    rf"\banswer\s{_IS_NOT}\s(?:possible|available|clear)\b",
    rf"(?<!\bhad )(?<!\bhas )(?<!\bhave )\bno\s(?:\w+\s)?(?:{_MATTER})\b(?=\s{_ABOUT}|[.,;!]|$)",
    rf"\b(?:i|we)\s(?:do not|don't|dont|did not|didn't|{_CANNOT}|am unable to|am not able to)\s(?:\w+ly\s)?"
    rf"(?:know|find|determine|tell|have\s(?:\w+\s)?(?:{_MATTER}|access|knowledge|idea))\b",
    rf"\bi\s{_CANNOT}\s(?:\w+ly\s)?(?:say|answer|see|provide|confirm)\b|\bi\shave\sno\s(?:idea|{_MATTER})\b",
    r"\b(?:i'm|i am)\s(?:\w+\s)?(?:not sure|unsure|unable to|not able to|not aware|not certain|uncertain)\b",
    rf"\b{_CANNOT}\s(?:\w+ly\s)?be\s(?:\w+ly\s)?(?:determined|answered|inferred|known|established|told|said)\b",
    rf"\banswer\s{_CANNOT}\sbe\s(?:found|given|derived|located|read)\b",
    r"\b(?:it|that|this|which)(?:'s|\sis|\swas|\sremains)\s(?:still\s|currently\s)?(?:unclear|unknown|uncertain|not\s(?:\w+ly\s)?"
    rf"(?:clear|known|specified|stated|mentioned|possible to {_KNOW}))\b(?!\sto\shave)",
    rf"(?:^|[.;,]\s?)\s*(?:it|this|that)\s{_IS_NOT}\s(?:\w+ly\s)?{_TOLD}\b",
    rf"\b{_THE_TEXT}\s(?:\w+ly\s)?(?:says?|said|mentions?|contains?|tells?|states?|gives?|reports?)\snothing\b",
    rf"\bno\s(?:[\w'-]+\s){{1,6}}?{_BEEN}\s(?:\w+ly\s)?{_TOLD}\s(?:in|by|from|within|on)\s(?:the|this|any)\s"
    rf"(?:\w+\s)?{_TEXT_NOUN}",
    r"\bno\s(?:\w+\s)?(?:figures?|numbers?|names?|dates?|reasons?|amounts?|sums?|percentages?|explanations?"
    rf"|sources?)\s{_BEEN}\s(?:\w+ly\s)?(?:given|mentioned|stated|specified|provided|named|listed|disclosed)\b",
    r"\bno\s(?:[\w'-]+\s){1,4}?(?:is|are|was|were)\s(?:\w+ly\s)?(?:mentioned|stated|specified)(?=\W*$|\s?[.;,])",
    rf"\bno\s(?:\w+\s)?{_SAYING}\s(?:[\w'-]+\s){{0,6}}?{_BEEN}\s(?:\w+ly\s)?{_TOLD}(?=\W*$|\s?[.;,])",
    rf"\bthere\s(?:is|was)\sno\s(?:\w+\s)?{_SAYING}\s(?:from|by|of|on|about|for)\b",
    rf"(?:^|\band\s|[;,:]\s)(?:by\s)?(?:how|what|who|when|where|why|which|whose|whether)\s[^.;]{{1,60}}?\s{_IS_NOT}\s"
    rf"(?:\w+ly\s)?(?:{_TOLD}|told)\b",
    rf"^\W*{_THE_TEXT}\s(?:gives?|has|contains?|names?|tells?|says?|reports?)\sonly\s[^.]{{0,160}}?,?\s(?:and|but)\sno\s"
    rf"(?:\w+\s)?(?:{_FIGURE}|{_MATTER})\b",
    rf"^\W*{_THE_TEXT}\s(?:only|just|merely)\s\w+\s[^.]{{0,160}}?,\s(?:and\s)?not\s(?:by\s)?"
    r"(?:what|how|who|when|where|why|which|whether|whose)\b",
    rf"\b{_IS_NOT}\s(?:\w+ly\s)?{_TOLD}\s(?:here|there)\b",
    r"\b(?:neither|nobody|no one)\s[^.;:]{0,60}?\b(?:is|are|was|were)\s(?:quoted|cited)\s(?:on|about|as)\b",
    r"\b(?:not enough|insufficient) (?:information|context|data|details?)\b",
    r"\bunable to (?:answer|determine|find|say|provide|tell)\b|\bnothing in the (?:text|article|document|passage)\b",
    rf"\b(?:impossible|not possible|isn't possible) to {_KNOW}\b|\bas an ai\b",
    rf"\bthere (?:is|was|are|were)(?: no|n't any| not any| not enough)\s(?:\w+\s)?{_MATTER}\b",
)
_BEGINS: Final = r"(?:\b(?=\w)|(?=\W)|^)"
"""Where any of them begins: never inside a word."""
_A_TEXT: Final = re.compile(_TEXT_NOUN, re.IGNORECASE)
_WHOLE: Final = re.compile(
    r"\W*(?:answer\W+)?(?:n/?a\W+)?(?:(?:it(?:'s| is)|this is|that is)\s)?(?:\w+\s){0,2}?"
    rf"(?:unknown|n/?a|none given|no answer|no (?:name|figure|date|number|reason) (?:yet|given)"
    rf"|not\s(?:\w+ly\s)?(?:{_TOLD}|sure|applicable|answerable"
    r"|in the (?:text|article|document|passage))"
    r"|unanswerable|unspecified|undisclosed|unclear|unsure|no idea|dunno|(?:no|not enough) information|no mention"
    r"|cannot say|can't say|cannot tell|can't tell|no data|unstated|not there|doesn't say|does not say|not told)"
    r"(?:\s(?:in|by|from|within|at|to|for|with|about|of|on)\b[^.!?]{0,120}|\syet)?\W*",
    re.IGNORECASE,
)
_REFUSING_WORDS: Final = """
no not nor none nothing never cannot na fails left leaves ai impossible insufficient dunno silent quiet doesnt dont
unable unanswerable unanswered uncertain unclear undisclosed unknown unsaid unspecified unstated unsure untold
nobody missing absent lacking lacks lacked omits omitted omit skips skip vague
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
    rf"\W*(?:{_THE_TEXT}|we|it)\s(?:only\s|merely\s|just\s|can\s(?:only\s)?)?(?:says?|learns?|mentions?|gives?|reports?"
    r"|talks?|tells?|states?|notes?|describes?|discusses|reads?|covers?|looked|looks?)\b[^.!?]*$",
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
    rf"\b(?:has|have|had)\sno\s(?:\w+\s)?{_MATTER}\b"
    r"|\b(?:admit(?:s|ted)?|says?|said|confirm(?:s|ed)?|disclosed?|announced?|promised?)\snothing\sof\sthe\s(?:sort|kind)\b"
    rf"|\b(?:declin(?:e|es|ed|ing)|refus(?:e|es|ed|ing))\sto\s(?:{_TELLS}|comment|estimate|put|confirm|be drawn)\b"
    rf"|\b(?:would|will|did|does|do|has|have|could)(?:\snot|n't)\s(?:\w+ly\s)?(?:{_SAYS}|said|told|given|give|estimate|put)"
    r"(?=\s(?:(?:by|in|on|at|for|with|to|from|of|until|since)\s)?(?:how|what|when|where|who|which|why)\b|\s(?:an?\s(?:figure|number|estimate|reason|date|name|sum|amount))|\W*$|[.,;!])"
    r"|\bwithout\s(?:\w+ly\s)?(?:giving|naming|saying|specifying|identifying|mentioning|disclosing|revealing)\b"
    rf"|\b(?:gives?|gave|given|offer(?:s|ed)?|provid(?:es|ed)|names?|named|put)\sno\s(?:\w+\s)?(?:{_FIGURE})\b"
    rf"|\bno\s(?:\w+\s){{0,3}}?(?:{_FIGURE})\s{_BEEN}\s(?:\w+ly\s)?(?:{_TOLD}|offered|put forward)\b"
    rf"|\bthe\s(?:\w+\s){{0,2}}?(?:{_FIGURE})\s(?:\w+\s){{0,14}}?{_IS_NOT}\s(?:\w+ly\s)?{_TOLD}\b",
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
    of_text = rf"\b{_THE_TEXT}\s"
    forms = [form for form in _REFUSALS if has_text or not form.startswith(of_text)]
    return re.compile(f"{_BEGINS}(?:{'|'.join(forms)})", re.IGNORECASE)


def _may_refuse(text: str) -> bool:
    if not _REFUSING.isdisjoint(word_set(text)):
        return True
    plain = _same_length(text).lower()
    return "n't" in plain or "n/a" in plain


def _is_quoted(sentence: str, place: int) -> bool:
    """Whether a place stands within a quotation that opens behind the first word: somebody else's not knowing."""
    opened = max(sentence.rfind("\u201c", 0, place), sentence.rfind(' "', 0, place))
    return opened > 0 and not _CLOSING_MARK.search(sentence[opened + 2 : place])


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
    is_told = match is not None and bool(_PREFACE.match(plain[: match.start()]) or _PREFACE.match(match.group()))
    return is_told and _TURN.search(plain, refusal.end) is None


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


def _still_refuses(tail: str) -> bool:
    return bool(
        re.match(
            r"\W*(?:says?|mentions?|tells?)\snothing\b|\W*not\s(?:what|how|who|when|where|why)\b", tail, re.IGNORECASE
        )
    ) or bool(
        re.match(
            r"\W*(?:it|the \w+|this)\s(?:\w+ly\s)?(?:does|only|mentions|says|states|do|quotes|names"
            r"|refers|reports|speaks|talks|notes|discusses|covers|describes|lists|contains|cites|focuses|is about)\b",
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
