"""List answers: which items an output holds, which it lacks, and what it puts in their place."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from typing import Final

from harness.judging.answers.indexed import word_key
from harness.judging.answers.phrases import find_phrases
from harness.judging.answers.records import STATED, AnswerSpan, ListCoverage
from harness.reading.attribution import find_attributions
from harness.reading.labels import TABLE_RULE, has_saying
from harness.reading.parsing import read_sentence
from harness.reading.polarity import has_negation, is_denied
from harness.reading.sentences import Span
from harness.reading.words import STOPWORDS, tokens

MOST_WORDS: Final = 8
"""How many words a part of an output may have to be read as an item of a list."""
_LEAD_WORDS: Final = 3
"""From how many words on what stands before an item in its part is a clause that leads up to it."""
_BULLET: Final = re.compile(r"^\s*(?:[-*\u2022]|\(?\d{1,2}[.)])\s+", re.MULTILINE)
_BETWEEN: Final = re.compile(r"\s*(?:;|,\s+and\s|,\s|\sand\s|\sas well as\s|\n)\s*")
_ASIDE: Final = re.compile(
    r"\W*(?:whereas|while|although|though|according to|among (?:others|other)|as"
    r"|which|who|whom|whose|where|when|per|in|on|at|for example"
    r"|for instance|respectively|speaking|adding|saying|citing|quoting|by|with|from|via|thus|if|attributed to"
    r"|\(?(?:said|told|stated|given|reported|claimed) by)\b",
    re.IGNORECASE,
)
"""How a part between commas begins that is no item: "…, according to the text", "…, which was hit"."""
_BULLETED: Final = re.compile(r"^\s*(?:[-*\u2022]|\(?\d{1,2}[.)])\s+(?P<item>[^\n]+)$", re.MULTILINE)
"""A line with a bullet; where there are several, no other line is an item."""
_LEFT_OUT: Final = re.compile(
    r"(?:but\s)?(?:not|no|never|without|except)\b|(?:all|every\w*)\s(?:\w+\s){0,2}?(?:but|except)\b", re.IGNORECASE
)
"""How a part begins that says what is none of the items."""
_LEAD: Final = re.compile(r"^[^:;,.]{0,80}:\s")


def list_items(answer: str) -> tuple[str, ...]:
    """The items of a list answer: split at ``;``, or where there is none at commas and ``and``."""
    parts = answer.split(";") if ";" in answer else _BETWEEN.split(answer)
    return tuple(item for part in parts if (item := part.strip(" .")))


def list_coverage(output: str, answer: str, *, question: str = "", published: date | None = None) -> ListCoverage:
    """The items of a list answer that the output states and lacks, and the items of its own that are none of them.

    Extra items are read only where the output itself is a list: parts between commas, semicolons, ``and`` or line
    breaks of at most ``MOST_WORDS`` words.
    """
    matched: list[str] = []
    missing: list[str] = []
    spans: list[AnswerSpan] = []
    for index, item in enumerate(list_items(answer)):
        found = [s for s in find_phrases(output, [item], question=question, published=published) if s.score >= STATED]
        found = [s for s in found if not is_left_out(output, s.start, s.end, question)]
        found = [s for s in found if not (item.isdigit() and _TIME.match(output, s.end))]
        if found:
            best = max(found, key=lambda span: (span.score, -span.start))
            spans.append(AnswerSpan(best.start, best.end, index, best.score, best.kind, best.reason))
        (matched if found else missing).append(item)
    extra = tuple(part for part in _extra_items(output, answer, question, spans))
    return ListCoverage(tuple(matched), tuple(missing), extra, tuple(spans))


def as_asked(output: str, question: str) -> str:
    """The output without its "not" where the question has one: "What must people not do?" – "Not bathe or fish."

    Of the same length. Where such an answer permits instead, nothing of it answers.
    """
    if not has_negation(question):
        return output
    bare = _NEGATOR.sub(lambda match: " " * len(match.group()), output)
    return "" if bare == output and _PERMITS.search(output) else bare


def is_left_out(output: str, start: int, end: int, question: str) -> bool:
    """Whether an item is named as none: "all but A and B", "the family has denied being interested", "C has not"."""
    if _ALL_BUT.search(output, 0, start) or _TAKEN_BACK.match(output, end):
        return True
    return _HAS_NOT.match(output, end) is not None and not _ASKS_NOT.search(question)


_TIME: Final = re.compile(r"\s(?:seconds?|minutes?|hours?|days?|weeks?|months?|years?)\b", re.IGNORECASE)
"""What a number counts that is no item: "for three weeks", where tanks 3 and 7 are asked for."""
_NEGATOR: Final = re.compile(r"\b(?:not|never|no)\b|(?<=\w)n['\u2019]t\b", re.IGNORECASE)
_PERMITS: Final = re.compile(r"\b(?:may|can|are allowed|is allowed|are free|are permitted)\b", re.IGNORECASE)
_ALL_BUT: Final = re.compile(
    r"\b(?:except(?: for)?|excluding|other than|apart from|with the exception of|all but)\s[^.;:\n]*$", re.IGNORECASE
)
_TAKEN_BACK: Final = re.compile(
    r"\s(?:has\s|have\s|had\s)?(?:denied|ruled (?:it |that |this )?out|withdrawn|withdrew|pulled out|dropped out)\b",
    re.IGNORECASE,
)


_HAS_NOT: Final = re.compile(
    r"(?:(?:,\s(?:and\s)?|\sand\s)[^\W\d_a-z][\w-]*(?:\s[^\W\d_a-z][\w-]*){0,3}){0,9}\s(?:all\s|both\s)?"
    r"(?:(?:has|have|had|did|does|do|is|are|was|were)(?:\snot|n['\u2019]t)(?=\W*$|[.;,])|(?:refused|declined|failed)\sto\b)"
)
"""What follows an item, or the last of several in a row, of which the contrary is told."""
_ASKS_NOT: Final = re.compile(r"\b(?:not|refus|declin|fail|den(?:y|ied)|never|without)|n['\u2019]t\b", re.IGNORECASE)


def _extra_items(output: str, answer: str, question: str, spans: list[AnswerSpan]) -> Iterator[str]:
    if TABLE_RULE.search(output):  # its other cells are no items
        return
    known = {word_key(token) for token in (*tokens(answer), *tokens(question))}
    credits = _credits(output, spans)
    parts = list(_parts(output))
    if len(parts) < 2 and spans:
        return
    parts = _run_of_items(output, parts, spans)
    for start, end in parts:
        words = [token for token in tokens(output[start:end]) if token.folded not in STOPWORDS]
        is_found = any(span.start < end and start < span.end for span in spans)
        is_left_out = _LEFT_OUT.match(output, start, end) is not None
        is_item = (
            not is_left_out
            and not any(place.overlaps(Span(start, end)) for place in credits)
            and 0 < len(words) <= MOST_WORDS
            and not is_found
            and not any(word_key(word) in known for word in words)
        )
        if is_item and not _is_aside(output, start, end) and not _is_clause(output, start, end, answer):
            yield output[start:end].strip(" .")


def _credits(output: str, spans: list[AnswerSpan]) -> list[Span]:
    """Where the output says whose the list is: "Berg and Vik, going by Moe"; not where an item is who says it."""
    told = [(one.cue, one.source) for one in find_attributions(output) if one.kind != "label" and one.source]
    return [
        place
        for cue, source in told
        if source is not None and not any(source.overlaps(Span(span.start, span.end)) for span in spans)
        for place in (cue, source)
        if place is not None
    ]


def _run_of_items(output: str, parts: list[tuple[int, int]], spans: list[AnswerSpan]) -> list[tuple[int, int]]:
    """The parts without what stands before the first item, where a clause comes between: "Arms, Moe said, kill …".

    Nor do they count before a part that leads up to its item: "Founded in 1911, the firm makes lenses, …".
    """
    first = next((at for at, (a, b) in enumerate(parts) if any(s.start < b and a < s.end for s in spans)), 0)
    item = min((span.start for span in spans), default=0)
    is_led_up = ":" in output[parts[first][0] : item] if parts else False
    if first and (is_led_up or len(tokens(output[parts[first][0] : item])) >= _LEAD_WORDS):
        return parts[first:]
    asides = [at for at in range(first) if _is_aside(output, *parts[at])]
    return parts[asides[-1] + 1 :] if asides else parts


def _is_clause(output: str, start: int, end: int, answer: str) -> bool:
    """Whether a part denies, or says something of its own, where the answer's items are no clauses."""
    if is_denied(output, start, end):
        return True
    parts = [read_sentence(text, Span(0, len(text))) for text in (output[start:end], answer)]
    part, items = [any(one.kind == "finite" and one.subject for one in parse.clauses) for parse in parts]
    return part and not items


def _is_aside(output: str, start: int, end: int) -> bool:
    return _ASIDE.match(output, start) is not None or has_saying(output[start:end])


def _parts(output: str) -> Iterator[tuple[int, int]]:
    """The parts of an output between the marks of a list, without bullets and the words before a colon."""
    if len(bullets := list(_BULLETED.finditer(output))) > 1:
        yield from (match.span("item") for match in bullets)
        return
    lead = _LEAD.match(output)
    position = lead.end() if lead else 0
    for match in (*_BETWEEN.finditer(output, position), None):
        end = match.start() if match else len(output)
        bullet = _BULLET.match(output[position:end])
        start = position + (bullet.end() if bullet else 0)
        if output[start:end].strip(" .*-"):
            yield start, end
        position = match.end() if match else end
