"""Who takes the other side in so few words: "Yes, according to Moe; the union denies it", "Moe – yes, the union – no".

A retort says nothing of its own: it turns, or takes up, what was told just before (or stands for it in a list of names
and their yes or no). So its words alone match nothing, and whoever it names is no source of what it turns.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

from harness.reading.labels import has_saying, labelled_sources
from harness.reading.polarity import Polarity, polarity
from harness.reading.sentences import Span


@dataclass(frozen=True, slots=True)
class Retort:
    """Code points ``start`` to ``end`` of an output, whose it is, and what it says.

    None for ``says`` is the opposite of whatever is told beside it.
    """

    start: int
    end: int
    teller: Span
    says: Polarity | None


@lru_cache(maxsize=4096)
def retorts(output: str, question: str) -> tuple[Retort, ...]:
    """The retorts of an output in their order, none overlapping another; none where the question asks who denies."""
    if _ASKS_DENIAL.search(question):
        return ()
    found = _listed(output)
    if not found and not _HINT.search(output):
        return ()
    for pattern, says in _FORMS:
        for match in pattern.finditer(output):
            name, parts = Span(*match.span("who")), match.groupdict()
            start = max(match.start(), match.end("lead") if parts.get("lead") else 0)
            if not _may_tell(name.of(output)) or (_IS_TOO.search(match.group()) and "told" not in parts):
                continue
            if not any(one.start < match.end() and start < one.end for one in found):
                told = parts.get("told")
                found.append(Retort(start, match.end(), name, _polarity(told) if told else says))
    return tuple(sorted(found, key=lambda one: one.start))


def _may_tell(name: str) -> bool:
    """Whether words that stand for somebody may be a name: no pronoun, and no verb of saying or denying among them."""
    return name.lower() not in _NOBODY and not has_saying(name) and not _DENYING.search(name)


def _polarity(told: str) -> Polarity:
    """What "it didn't", "it is false" or "no" says."""
    return "no" if _TELLS_NO.search(told) else "yes"


def _listed(output: str) -> list[Retort]:
    """ "Moe: yes, the union: no" by whatever marks: names, each with its yes or no."""
    labelled = [
        (one.source, one.content[0], polarity(one.content[0].of(output).strip(" *_.|")))
        for one in labelled_sources(output)
        if one.source is not None and _WORD.match(one.content[0].of(output))
    ]
    told = [(source, content, says) for source, content, says in labelled if says is not None]
    if len({source.of(output) for source, _, _ in told}) < _LEAST_LISTED:
        return []
    found: list[Retort] = []
    for source, content, says in told:
        start, end = min(source.start, content.start), max(source.end, content.end)
        if not any(one.start < end and start < one.end for one in found):
            found.append(Retort(start, end, source, says))
    return found


_WORD: Final = re.compile(r"\W*(?:yes|no)\b", re.IGNORECASE)
"""Only the word itself counts in a list: "Verdict: correct. Credit: right." is none."""
_LEAST_LISTED: Final = 2
"""So many names are a list."""
_ASKS_DENIAL: Final = re.compile(
    r"\b(?:den(?:y|ie[sd]|ial)|reject|disput|contradict|confirm|agree|disagree|refut|dismiss|acknowledg)", re.IGNORECASE
)
_HINT: Final = re.compile(
    r"den(?:y|i)|reject|disput|contradict|refut|dismiss|disagree|differ|opposite|contrary|reverse|otherwise|unlike"
    r"|yes|confirm|\bno\b|n['\u2019]t\b|\bnot\b|false|untrue|wrong",
    re.IGNORECASE,
)
_NOBODY: Final = frozenset(("he", "she", "it", "they", "we", "nobody", "no one", "there", "this", "that", "who", "i"))
_IS_TOO: Final = re.compile(r"\b(?:too|also|likewise|as well|not|never)\b|n['\u2019]t\b", re.IGNORECASE)
"""Words by which a denial joins one, or by which it is none."""
_TELLS_NO: Final = re.compile(
    r"\bno\b|n['\u2019]t\b|\bnot\b|\b(?:false|untrue|wrong|a lie|nonsense|incorrect)\b", re.IGNORECASE
)
_APART: Final = r"(?!\b(?:and|but|while|though|although|whereas|said|says|that|which|yes|no|it|is|was|who|as)\b)"
_WHO: Final = rf"(?P<who>(?:{_APART}[^,.;:()|\n\x22\u201c\u201d\u2013\u2014]){{2,60}}?)"
_START: Final = (
    r"(?:(?:^|(?<=[.;,!?:(\n])|(?<=[.;,!?:]\s))[\s(]*(?:(?:and|but|while|though|although|whereas|however|yet|still),?\s)*"
    r"|\b(?:and|but|while|though|although|whereas|however|yet)\s)"
)
_HAVE: Final = (
    r"(?:\s(?:has|have|had|does|later|flatly|firmly|strongly|categorically|promptly|quickly|simply|in turn))*"
)
_DENY: Final = r"(?:den(?:y|ies|ied)|refut(?:e|es|ed))"
_OPPOSE: Final = r"(?:reject(?:s|ed)?|disput(?:e|es|ed)|dismiss(?:es|ed)?|contradict(?:s|ed)?|challeng(?:e|es|ed))"
_IT: Final = (
    r"(?:it|this|that|so|(?:this|that|the|any\ssuch|such\sa)\s"
    r"(?:claim|account|report|allegation|accusation|charge|version|statement|suggestion)s?)"
)
_CLAIM: Final = r"(?:claim|charge|statement|account|version|assertion|allegation|accusation|suggestion)"
_AUX: Final = r"(?:did|do|does|is|are|was|were|has|have|had|will|would|can|could|should)"
_STOP: Final = r"(?=\s*(?:$|[.,;:!)\n]|(?:and|but|while)\s))"
_DENYING: Final = re.compile(rf"\b(?:{_DENY}|{_OPPOSE})\b", re.IGNORECASE)
_WAYS: Final[tuple[tuple[str, Polarity | None], ...]] = (
    (rf"{_START}{_WHO}{_HAVE}\s{_DENY}\s{_IT}{_STOP}", "no"),
    (rf"{_START}{_WHO}{_HAVE}\s{_OPPOSE}\s{_IT}{_STOP}", None),
    (rf"{_START}{_WHO}{_HAVE}\s(?:disagrees?|disagreed|begs?\sto\sdiffer|demurs?|says?\sotherwise){_STOP}", None),
    (
        rf"{_START}{_WHO}{_HAVE}\s(?:says?|said|claims?|claimed|insists?|insisted|maintains?|maintained|argues?|argued"
        rf"|takes?|took|asserts?|asserted)\s(?:just\s|exactly\s|quite\s)?the\s(?:very\s)?(?:opposite|contrary|reverse)",
        None,
    ),
    (
        rf",\s(?:which|something(?:\sthat)?|an?\s{_CLAIM}(?:\s(?:that|which))?)\s{_WHO}{_HAVE}"
        rf"\s(?:{_DENY}|{_OPPOSE}){_STOP}",
        None,
    ),
    (
        rf",\s(?:(?:which|something\sthat)\s(?:is|was|has\sbeen)\s|an?\s{_CLAIM}\s)?(?:denied|disputed|rejected"
        rf"|contradicted|refuted|dismissed)\sby\s{_WHO}{_STOP}",
        None,
    ),
    (
        rf"\b(?:despite|in\sspite\sof|notwithstanding|over)\s{_WHO}(?:['\u2019]s?)\s"
        rf"(?:denials?|claims?\sto\sthe\scontrary|protestations)",
        None,
    ),
    (rf"\b(?:despite|in\sspite\sof)\sdenials?\s(?:by|from)\s{_WHO}{_STOP}", None),
    (rf",\s(?:contradicting|contradicted\sby|at\sodds\swith)\s{_WHO}{_STOP}", None),
    (rf"(?:^|[.;,]\s)unlike\s{_WHO}{_STOP}", None),
    (
        rf"(?:,|;|\sand|\swhile|\sbut)\s(?:and\s|while\s|but\s)?{_WHO}\sthat\s"
        rf"(?P<told>(?:it|this|that|they|he|she|there)\s{_AUX}(?:n['\u2019]t|\snot)?"
        rf"(?:\s(?:false|untrue|wrong|nonsense|a lie|so|true|incorrect|the case))?){_STOP}",
        None,
    ),
    (
        rf"(?:^|[.;,]\s|\s(?:and|but|while)\s)(?:according\sto|for|in)\s{_WHO}"
        rf"(?:(?<=\w)['\u2019]s?\s(?:account|view|version|telling|words|eyes)|(?<=\w)['\u2019]s)?,?\s"
        rf"(?P<told>yes|no|(?:it|they|he|she|there)\s{_AUX}(?:n['\u2019]t|\snot)?){_STOP}",
        None,
    ),
    (
        rf"(?P<lead>\b(?:says?|said|answers?|answered|replied|replies)\s(?:yes|no))(?:,|;|\sand|,\sand|\sbut|,\sbut)\s{_WHO}\s"
        rf"(?P<told>yes|no){_STOP}",
        None,
    ),
    (rf"{_START}{_WHO}{_HAVE}\s(?:confirms?|confirmed|affirms?|affirmed)\s{_IT}{_STOP}", "yes"),
)
"""Ways to retort, each with what it says; None for what is told in it, else the opposite of what is told beside it."""
_FORMS: Final = tuple((re.compile(pattern, re.IGNORECASE), says) for pattern, says in _WAYS)
