"""Plain baselines on the labelled rows: what a scorer has to beat to be worth its code.

Word overlap reads ASCII words as the package rouge-score does. Scores are in [0, 1]; where nothing else is said, a
baseline's verdict is yes from 0.5 up, a threshold that nobody fitted.
"""

import re
from collections.abc import Mapping, Sequence
from functools import lru_cache
from math import log
from typing import Final

from harness.calibrate.rows import (
    AnswerContent,
    ClaimContent,
    FactContent,
    SectionContent,
    SourceContent,
    SpeakerContent,
    SummaryContent,
)
from harness.judging.likeness import heads_of
from harness.judging.located import locate
from harness.reading.names import find_names
from harness.reading.sentences import Span, sentence_at, split_sentences
from harness.reading.words import stem, tokens
from harness.scorers.overlap import exact_match, rouge_n, token_f1


def answer_exact_match(content: AnswerContent) -> float:
    """1.0 where the answer is an accepted one, word for word, after SQuAD normalisation."""
    return max((exact_match(content.answer, gold) for gold in content.golds), default=0.0)


def answer_token_f1(content: AnswerContent) -> float:
    """The best token F1 with an accepted answer."""
    return max((token_f1(content.answer, gold) for gold in content.golds), default=0.0)


def answer_containment(content: AnswerContent) -> float:
    """1.0 where the words of an accepted answer stand in the answer one behind the other."""
    answer = f" {' '.join(_folded(content.answer))} "
    return float(any(f" {' '.join(_folded(gold))} " in answer for gold in content.golds if _folded(gold)))


def fact_rouge_1(content: FactContent) -> float:
    """The mean ROUGE-1 recall of the facts in the text."""
    return _mean([rouge_n(content.text, fact, 1).recall for fact in content.facts])


def fact_rouge_2(content: FactContent) -> float:
    """The mean ROUGE-2 recall of the facts in the text."""
    return _mean([rouge_n(content.text, fact, 2).recall for fact in content.facts])


def fact_rouge_l(content: FactContent) -> float:
    """The mean ROUGE-L recall of the facts in the text."""
    return _mean([_in_order(fact, content.text) for fact in content.facts])


def summary_rouge_1(content: SummaryContent) -> float:
    """The ROUGE-1 precision of the summary: the share of its words that the document has."""
    return rouge_n(content.summary, content.document, 1).precision


def summary_rouge_2(content: SummaryContent) -> float:
    """The ROUGE-2 precision of the summary."""
    return rouge_n(content.summary, content.document, 2).precision


def summary_rouge_l(content: SummaryContent) -> float:
    """The ROUGE-L precision of the summary: the share of its words that stand in the document in their order."""
    return _in_order(content.summary, content.document)


def claim_rouge_1(content: ClaimContent) -> float:
    """The ROUGE-1 precision of the claim against all the evidence."""
    return rouge_n(content.claim, "\n".join(content.evidence), 1).precision


def claim_rouge_2(content: ClaimContent) -> float:
    """The ROUGE-2 precision of the claim against all the evidence."""
    return rouge_n(content.claim, "\n".join(content.evidence), 2).precision


def claim_rouge_l(content: ClaimContent) -> float:
    """The ROUGE-L precision of the claim against all the evidence."""
    return _in_order(content.claim, "\n".join(content.evidence))


def section_bm25(content: SectionContent) -> float:
    """1.0 where the section that BM25 puts first is a right one (k1 1.2, b 0.75; Robertson and Zaragoza, 2009)."""
    texts = [_stems(section) for section in content.sections]
    usual = (sum(map(len, texts)) / len(texts) if texts else 0.0) or 1.0
    wanted = sorted(set(_stems(content.claim)))
    rarity = {word: _rarity(word, texts) for word in wanted}
    scores = [_bm25(text, wanted, rarity, usual) for text in texts]
    best = max(range(len(scores)), key=lambda number: (scores[number], -number), default=-1)
    return float(best in content.right)


def speaker_in_sentence(content: SpeakerContent) -> float:
    """1.0 where the head of the speaker's name stands in a sentence of the content, inside it or not."""
    return float(bool(_places(content, is_outside=False)))


def speaker_outside(content: SpeakerContent) -> float:
    """1.0 where the head of the speaker's name stands in a sentence of the content, outside the content itself."""
    return float(bool(_places(content, is_outside=True)))


def speaker_nearest_name(content: SpeakerContent) -> float:
    """1.0 where the name nearest to the content, outside it, shares its head with the speaker's."""
    spans = locate(content.content, content.text)
    nearest = nearest_name(content.text, spans)
    asked = heads_of(content.speaker)
    return float(nearest is not None and bool(asked) and asked[0] in heads_of(nearest.of(content.text)))


def source_nearest_name(content: SourceContent) -> str:
    """The words of the name nearest to the content, outside it; empty where the text has none."""
    nearest = nearest_name(content.text, content.content)
    return nearest.of(content.text) if nearest is not None else ""


def nearest_name(text: str, content: Sequence[Span]) -> Span | None:
    """The capitalised run nearest to some words of a text and outside them, the earlier of two as near."""
    if not content:
        return None
    names = [Span(name.start, name.end) for name in find_names(text)]
    outside = [name for name in names if not any(span.overlaps(name) for span in content)]
    return min(outside, key=lambda name: (min(_apart(name, span) for span in content), name.start), default=None)


_ASCII_WORD: Final = re.compile(r"[a-z0-9]+")


def _folded(text: str) -> list[str]:
    return [token.folded for token in tokens(text)]


def _mean(values: Sequence[float]) -> float:
    return sum(values) / len(values) if values else 0.0


@lru_cache(maxsize=64)
def _positions(text: str) -> Mapping[str, int]:
    """For each word of a text the bits of its positions, one bit a word."""
    found: dict[str, int] = {}
    for number, word in enumerate(_ASCII_WORD.findall(text.lower())):
        found[word] = found.get(word, 0) | (1 << number)
    return found


def _in_order(part: str, whole: str) -> float:
    """The share of the words of `part` in its longest common subsequence with `whole`.

    Bit-parallel over the positions of `whole` (Crochemore and others, 2001); the length is that of the usual table.
    """
    words = _ASCII_WORD.findall(part.lower())
    positions = _positions(whole)
    length = sum(bits.bit_count() for bits in positions.values())
    full = (1 << length) - 1
    row = full
    for word in words:
        matched = row & positions.get(word, 0)
        row = ((row + matched) | (row - matched)) & full
    return (length - row.bit_count()) / len(words) if words else 0.0


def _stems(text: str) -> list[str]:
    return [stem(token.folded) for token in tokens(text)]


def _rarity(word: str, texts: Sequence[Sequence[str]]) -> float:
    holding = sum(word in text for text in texts)
    return log(1 + (len(texts) - holding + 0.5) / (holding + 0.5))


def _bm25(text: Sequence[str], wanted: Sequence[str], rarity: Mapping[str, float], usual: float) -> float:
    norm = 1.2 * (0.25 + 0.75 * len(text) / usual)
    counts = ((word, text.count(word)) for word in wanted)
    return sum(rarity[word] * count * 2.2 / (count + norm) for word, count in counts if count)


def _places(content: SpeakerContent, *, is_outside: bool) -> list[Span]:
    """Where the head of the speaker's name stands in the sentences that the content touches."""
    heads = heads_of(content.speaker)
    spans = locate(content.content, content.text)
    if not heads or not spans:
        return []
    sentences = split_sentences(content.text)
    touched = {sentence_at(sentences, position) for span in spans for position in (span.start, span.end - 1)}
    found = [Span(token.start, token.end) for token in tokens(content.text) if stem(token.folded) == heads[0]]
    inside = [place for place in found if sentence_at(sentences, place.start) in touched]
    return [place for place in inside if not is_outside or not any(span.covers(place) for span in spans)]


def _apart(name: Span, span: Span) -> int:
    return max(span.start - name.end, name.start - span.end)
