"""Answers in words: phrases, sources and quotations."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from datetime import date
from functools import lru_cache
from itertools import pairwise
from typing import Final

from rapidfuzz.distance import LCSseq

from harness.judging.answers.amounts import countable, find_amounts
from harness.judging.answers.contrary import is_told_of_another, says_the_contrary, takes_away_the_not
from harness.judging.answers.dates import find_same_dates
from harness.judging.answers.exchanged import exchanges_a_word
from harness.judging.answers.indexed import spelled_out, word_key
from harness.judging.answers.movements import find_movements, only_movement
from harness.judging.answers.records import AnswerSpan, StatedValue
from harness.judging.answers.words import find_words
from harness.reading.cues import is_speaker_noun
from harness.reading.dates import find_dates
from harness.reading.name_tables import TITLES
from harness.reading.names import find_names, place_key, same_name
from harness.reading.polarity import is_denied
from harness.reading.words import STOPWORDS, Token, tokens

HEAD_ONLY: Final = 0.7
"""The score of a source by its head word alone: ``the union`` for ``the seafarers' union``."""
HEAD_WEIGHT: Final = 1.25
"""What the word that a description turns on weighs: another rudder is less wrong than a failed engine."""
DESCRIBED: Final = 0.8
"""What small-lettered words weigh beside names in a phrase; less in a free short answer, which is mostly a name."""
QUOTE_SHARE: Final = 0.8
"""The share of a quotation's words, in order, from which on it is quoted."""
_FILLER: Final = 0.3
"""What a function word of a quotation weighs, and one that only strengthens another."""
_LONGEST_SUBJECT: Final = 3
_PRONOUNS: Final = frozenset({"he", "she", "it", "they"})
_INTENSIFIERS: Final = frozenset({"very", "so", "really", "truly", "quite", "extremely", "such", "most"})
_LABELS: Final = frozenset({"answer", "question", "a", "q"})
_OF_NAME: Final = re.compile(
    r"\s(?:of|for|in|from|at)\s(?:the\s)?(?P<name>[^\W\d_a-z][\w-]*)|\sof\s(?:the\s)?(?P<field>[a-z]{4,})"
    r"|\s(?P<person>[^\W\d_a-z][\w'-]*\s[^\W\d_a-z][\w'-]*)"
)
_ABBREVIATED: Final = re.compile(r"(?:\b[^\W\d_]\.){2,}$")
_CLAUSE: Final = re.compile(r"(?<=[.!?;])\s+|\n+")
_QUOTED: Final = re.compile(r"[\"\u201c\u00ab]([^\"\u201c\u201d\u00ab\u00bb]{2,400})[\"\u201d\u00bb]")


def find_phrases(
    output: str, answers: Sequence[str], *, question: str = "", published: date | None = None
) -> Iterator[AnswerSpan]:
    """Answers in free words: the words of the answer, unless the output says the contrary or another number.

    An answer that is nothing but an amount or a date is compared as one.
    """
    for index, answer in enumerate(answers):
        if way := only_movement(answer, question):
            yield from find_movements(output, answer, way, index)
            continue
        for span in _by_value(output, answer, question, published) or find_words(
            output, [answer], question=question, head_weight=HEAD_WEIGHT, described=DESCRIBED
        ):
            clause = _clause_around(output, span.start, span.end)
            is_turned = says_the_contrary(answer, clause, question) or takes_away_the_not(question, clause)
            is_other = exchanges_a_word(answer, question, clause) or is_told_of_another(answer, clause, question)
            if not is_turned and not is_other:
                yield AnswerSpan(span.start, span.end, index, span.score, span.kind, span.reason)


CITING: Final = re.compile(r"(?<=\w),?\s(?:citing|quoting)\s.*", re.IGNORECASE | re.DOTALL)
"""What follows the one who tells: whom he tells it from."""


def find_source(output: str, answers: Sequence[str], *, question: str = "") -> Iterator[AnswerSpan]:
    """Sources by name, or by their head word where nothing before it tells of another (``the fire union``)."""
    line = tokens(output)
    for index, answer in enumerate(CITING.sub("", one) for one in answers):
        spans = list(find_words(output, [answer], question=""))
        if spans and spans[0].score >= 0.8:
            best = spans[0]
            first = next(at for at, token in enumerate(line) if token.start == best.start)
            if best.start + len(line[first].text) == best.end and _is_named_otherwise(line, first, answers):
                continue
            if _is_of_another(output, best.start, best.end, answers) or is_denied(output, best.start, best.end):
                continue
            yield AnswerSpan(spans[0].start, spans[0].end, index, spans[0].score, "source", spans[0].reason)
            continue
        head = _head(answer)
        for place, token in enumerate(line):
            is_other = _has_other_modifier(line, place, answer) or is_denied(output, token.start, token.end)
            is_other = is_other or _is_of_another(output, token.start, token.end, answers)
            if head and word_key(token) == head and not is_other:
                yield AnswerSpan(token.start, token.end, index, HEAD_ONLY, "source", f"{token.text} for {answer}")


def _is_named_otherwise(line: Sequence[Token], place: int, answers: Sequence[str]) -> bool:
    """Whether a single word of a name has another capitalised word before it than the answers have."""
    if not place or not line[place - 1].text[0].isupper() or line[place - 1].end + 1 != line[place].start:
        return False
    before = line[place - 1]
    known = {word_key(token) for other in answers for token in tokens(other)}
    is_role = before.folded in STOPWORDS | TITLES or is_speaker_noun(before.folded)
    return not is_role and word_key(before) not in known and place_key(before.text) is None


def _is_of_another(output: str, start: int, end: int, answers: Sequence[str]) -> bool:
    """Whether a bare role goes on to a place, body, field or person that no answer has: "the mayor of Skarvoy"."""
    goes_on = _OF_NAME.match(output, end)
    if goes_on is None or any(word.text[0].isupper() for word in tokens(output[start:end])[1:]):
        return False
    known = {word_key(token) for other in answers for token in tokens(other)}
    more = goes_on["name"] or goes_on["field"] or goes_on["person"]
    return not any(word_key(token) in known for token in tokens(more))


def find_quote(output: str, answers: Sequence[str]) -> Iterator[AnswerSpan]:
    """Quotations word for word; a few words may be left out or changed in form, their order may not.

    Looked for in each quotation of the output first, then anywhere in it.
    """
    stretches = [match.span(1) for match in _QUOTED.finditer(output)]
    for index, answer in enumerate(answers):
        found = (_quoted_in(output, start, end, answer, index) for start, end in (*stretches, (0, len(output))))
        if (best := next((span for span in found if span is not None), None)) is not None:
            yield best


def _quoted_in(output: str, start: int, end: int, answer: str, index: int) -> AnswerSpan | None:
    """Where a stretch of the output quotes an answer."""
    spelled = [(token, word) for token in tokens(output[start:end]) for word in spelled_out(token.folded)]
    line, said = [token for token, _ in spelled], [word for _, word in spelled]
    wanted = [word for token in tokens(answer) for word in spelled_out(token.folded)]
    matches = [block for block in LCSseq.opcodes(wanted, said) if block.tag == "equal"] if wanted and said else []
    weights = [_FILLER if word in STOPWORDS | _INTENSIFIERS else 1.0 for word in wanted]
    found = sum(sum(weights[block.src_start : block.src_end]) for block in matches)
    subject = _pronoun_stands_for(said, matches[0].src_start, matches[0].dest_start) if matches else 0
    share = found / sum(weights[subject:]) if wanted else 0.0
    if share < QUOTE_SHARE:
        return None
    first, last = matches[0].dest_start, matches[-1].dest_end - 1
    begins, ends = start + line[first].start, start + line[last].end
    between = _unquoted(output, begins, ends)
    is_tight = last - first + 1 - between <= 1.5 * len(wanted) + 3
    if not is_tight or _NOT_SO.search(output, 0, begins):
        return None
    return AnswerSpan(begins, ends, index, round(share, 4), "quote", f"quotes {share:.0%} of the words")


_NOT_SO: Final = re.compile(
    r"\b(?:anything but|far from|not(?! only)|never)\s(?:as\s|been\s|being\s)?[\x22\u201c'\u2018]$", re.IGNORECASE
)


def _pronoun_stands_for(said: Sequence[str], missing: int, first: int) -> int:
    """How many words a quotation lacks at its front where a pronoun stands for them: "he is …" for "my client is …"."""
    is_told = 0 < missing <= _LONGEST_SUBJECT and first > 0 and said[first - 1] in _PRONOUNS
    return missing if is_told else 0


def _unquoted(output: str, start: int, end: int) -> int:
    """How many words stand between two quotations that one range takes in: "“We are few,” Moe said, “and tired.”"."""
    marks = [match.span(1) for match in _QUOTED.finditer(output) if match.start(1) < end and start < match.end(1)]
    return sum(len(tokens(output[before[1] : after[0]])) for before, after in pairwise(marks))


_OPENERS: Final = frozenset(
    ("according", "based", "however", "meanwhile", "answer", "sure", "unfortunately", "yes", "no")
)
"""Words with a capital at the head of a sentence that name nothing."""
_SET_ASIDE: Final = re.compile(r"(?:not|neither|nor)\s", re.IGNORECASE)
"""How a name begins that is told not to be the one: "Not Perl but Ek"."""


def stated_phrases(output: str, answer_type: str, *, question: str = "") -> Iterator[StatedValue]:
    """Names for types that ask for one, quotations for ``quote``, else each clause that says more than the question."""
    if answer_type == "quote":
        quotes = [
            StatedValue(match.start(1), match.end(1), match.group(1), "quote") for match in _QUOTED.finditer(output)
        ]
        if quotes:
            yield from quotes
            return
    if answer_type in ("name", "source"):
        asked = find_names(question)
        names = [name for name in find_names(output) if not any(same_name(name.text, known.text) for known in asked)]
        names = [name for name in names if name.text.lower() not in _OPENERS]
        names = [name for name in names if not _SET_ASIDE.match(name.text)] or names
        if names:
            yield from (StatedValue(name.start, name.end, name.text, answer_type) for name in names)
            return
    known_words = {word_key(token) for token in tokens(question)}
    found = False
    for start, end in _clauses(output):
        words = [token for token in tokens(output[start:end]) if token.folded not in STOPWORDS]
        if any(word_key(token) not in known_words for token in words):
            found = True
            yield StatedValue(start, end, output[start:end], answer_type)
    if (
        not found
        and {token.folded for token in tokens(output)} - {token.folded for token in tokens(question)} - _LABELS
    ):
        yield StatedValue(0, len(output), output, answer_type)


def _by_value(output: str, answer: str, question: str, published: date | None) -> list[AnswerSpan]:
    """Places by amount or date, for an answer that is nothing else."""
    amounts, dates = countable(answer, published, is_gold=True), find_dates(answer, published)
    if dates and _covers(answer, dates[0].start, dates[-1].end):
        return list(find_same_dates(output, [answer], question=question, published=published))
    if len(amounts) == 1 and _covers(answer, amounts[0].start, amounts[0].end):
        return list(find_amounts(output, [answer], "number", question=question, published=published))
    return []


def _covers(answer: str, start: int, end: int) -> bool:
    outside = tokens(answer[:start]) + tokens(answer[end:])
    return all(token.folded in STOPWORDS for token in outside)


def _head(answer: str) -> str:
    """The key of the word that a descriptive name turns on: ``ministry`` in ``the Ministry of Defence``."""
    before_of = re.split(r"\s(?:of|for)\s", answer, maxsplit=1)[0]
    words = [token for token in tokens(before_of) if token.folded not in STOPWORDS]
    is_description = len(words) > 1 and (words[-1].text[0].islower() or before_of != answer)
    return word_key(words[-1]) if words and (is_description or before_of != answer) else ""


def _has_other_modifier(line: Sequence[Token], place: int, answer: str) -> bool:
    """Whether another word describes the head than the answer's own: "Russia's defence ministry" for South Korea's."""
    known = {word_key(token) for token in tokens(answer)}
    for before in range(place - 1, -1, -1):
        word = line[before]
        if word.folded in STOPWORDS | TITLES:
            return False
        if word_key(word) not in known:
            return before == place - 1 or word.text[0].isupper()
    return False


@lru_cache(maxsize=1024)
def _clauses(text: str) -> tuple[tuple[int, int], ...]:
    """Kept, since each accepted answer is looked for in the clauses of the same output."""
    spans, start = [], 0
    for match in _CLAUSE.finditer(text):
        if _ABBREVIATED.search(text, start, match.start()) and text[match.end() : match.end() + 1].islower():
            continue
        spans.append((start, match.start()))
        start = match.end()
    spans.append((start, len(text)))
    return tuple((start, end) for start, end in spans if text[start:end].strip())


def _clause_around(text: str, start: int, end: int) -> str:
    """The clause or clauses that a place stands in, without what a "while" or "but" sets against it."""
    first = next((a for a, b in _clauses(text) if a <= start < b), 0)
    last = next((b for a, b in _clauses(text) if a < end <= b), len(text))
    for joint in _SET_AGAINST.finditer(text, first, last):
        if joint.end() <= start:
            first = joint.end()
        elif joint.start() >= end:
            return text[first : joint.start()]
    return text[first:last]


_SET_AGAINST: Final = re.compile(r",?\s(?:while|whereas)\s", re.IGNORECASE)
