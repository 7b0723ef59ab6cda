"""Word overlap of two texts: exact match, token F1 and ROUGE, as other harnesses compute them.

Baselines: they say how alike two texts are, not whether they say the same. Every function takes a prediction and a
reference and gives a float in [0, 1], 1 for the same words.

``exact_match`` and ``token_f1`` follow the SQuAD 2.0 script (Rajpurkar et al., 2018) and differ in nothing. ROUGE
follows the package rouge-score (Lin, 2004; the port by Google Research) without its stemmer, and differs in nothing:
ASCII letters and digits only, so words in other scripts are dropped and accented letters cut a word in two.
"""

from __future__ import annotations

import re
import string
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any, Final

from harness.reading.sentences import split_sentences

_ARTICLES: Final = re.compile(r"\b(a|an|the)\b")
_PUNCTUATION: Final = str.maketrans("", "", string.punctuation)
_ONLY_ALPHANUMERIC: Final = bytes(
    byte if chr(byte) in string.ascii_lowercase + string.digits + "\n" else 32 for byte in range(256)
)
"""Of UTF-8 every byte but ASCII letters, digits and line breaks becomes a space."""


@dataclass(frozen=True, slots=True)
class RougeScore:
    """Precision (of the prediction), recall (of the reference) and F1; all 0 where either text has no words."""

    precision: float
    recall: float
    f1: float


def exact_match(prediction: str, reference: str) -> float:
    """1.0 if the two are equal after SQuAD normalisation (case, punctuation, articles, spaces), else 0.0."""
    return float(_normalised(prediction) == _normalised(reference))


def token_f1(prediction: str, reference: str) -> float:
    """F1 of the token multisets of two short answers, after SQuAD normalisation.

    Both empty: 1.0. One empty: 0.0.
    """
    (predicted, length), (expected, expected_length) = _bag(prediction), _bag(reference)
    if not length or not expected_length:
        return float(length == expected_length)
    shared = _shared(predicted, expected)
    return _f1(shared / length, shared / expected_length)


def rouge_1(prediction: str, reference: str) -> float:
    """ROUGE-1 F1: shared single words."""
    return rouge_n(prediction, reference, 1).f1


def rouge_2(prediction: str, reference: str) -> float:
    """ROUGE-2 F1: shared pairs of words in a row."""
    return rouge_n(prediction, reference, 2).f1


def rouge_lsum(prediction: str, reference: str) -> float:
    """ROUGE-Lsum F1: the union over sentences of the longest common subsequences; one sentence a line.

    Without line breaks a text is one sentence, as in rouge-score.
    """
    return rouge_l_summary(prediction, reference).f1


def rouge_scores(prediction: str, references: Sequence[str]) -> dict[str, float]:
    """``rouge_1``, ``rouge_2`` and ``rouge_lsum`` F1, each for the reference that suits it best.

    For ROUGE-Lsum sentences are first put on lines of their own. No references: no scores.
    """
    if not references:
        return {}
    lines = _one_sentence_a_line(prediction)
    return {
        "rouge_1": max(rouge_1(prediction, reference) for reference in references),
        "rouge_2": max(rouge_2(prediction, reference) for reference in references),
        "rouge_lsum": max(rouge_lsum(lines, _one_sentence_a_line(reference)) for reference in references),
    }


def rouge_n(prediction: str, reference: str, size: int) -> RougeScore:
    """ROUGE of runs of ``size`` words; ``size`` is at least 1."""
    predicted, expected = _rouge_words(prediction), _rouge_words(reference)
    if size == 1:
        shared = _shared(_word_counts(prediction), _word_counts(reference))
    else:
        shared = _shared(Counter(_ngrams(predicted, size)), Counter(_ngrams(expected, size)))
    return _score(shared, max(len(predicted) - size + 1, 1), max(len(expected) - size + 1, 1))


def rouge_l_summary(prediction: str, reference: str) -> RougeScore:
    """ROUGE-Lsum with precision and recall; lines are sentences."""
    predicted, expected = _lines_of_words(prediction), _lines_of_words(reference)
    if not predicted or not expected:
        return RougeScore(0.0, 0.0, 0.0)
    places, widths = _places(predicted), [len(words) for words in predicted]
    found = Counter(word for words in expected for word in _union_of_subsequences(words, places, widths))
    shared = _shared(found, _word_counts(prediction))
    return _score(shared, sum(map(len, predicted)), sum(map(len, expected)))


def _shared(counts: Mapping[Any, int], others: Mapping[Any, int]) -> int:
    """How many there are in both."""
    shared = 0
    for one in counts.keys() & others.keys():
        count, other = counts[one], others[one]
        shared += count if count < other else other
    return shared


def _one_sentence_a_line(text: str) -> str:
    return "\n".join(span.of(text).replace("\n", " ") for span in split_sentences(text))


@lru_cache(maxsize=8192)
def _normalised(text: str) -> str:
    return " ".join(_ARTICLES.sub(" ", text.lower().translate(_PUNCTUATION)).split())


@lru_cache(maxsize=8192)
def _bag(text: str) -> tuple[Mapping[str, int], int]:
    """How often each normalised word stands in a text, and how many words there are.

    Counted by hand: a ``Counter`` of the few words of an answer takes thrice as long.
    """
    words = _normalised(text).split()
    counts: dict[str, int] = {}
    for word in words:
        counts[word] = counts.get(word, 0) + 1
    return counts, len(words)


def _f1(precision: float, recall: float) -> float:
    return 2 * precision * recall / (precision + recall) if precision + recall else 0.0


def _score(shared: int, predicted: int, expected: int) -> RougeScore:
    precision, recall = shared / predicted, shared / expected
    return RougeScore(precision, recall, _f1(precision, recall))


@lru_cache(maxsize=256)
def _bare(text: str) -> bytes:
    """Words as rouge-score finds them, between spaces and line breaks; kept, since each text is read several times."""
    return text.lower().encode("utf-8", "surrogatepass").translate(_ONLY_ALPHANUMERIC)


@lru_cache(maxsize=256)
def _rouge_words(text: str) -> Sequence[bytes]:
    return _bare(text).split()


@lru_cache(maxsize=256)
def _word_counts(text: str) -> Counter[bytes]:
    return Counter(_rouge_words(text))


def _lines_of_words(text: str) -> list[list[bytes]]:
    """The words of each line that has any."""
    return [words for line in _bare(text).split(b"\n") if (words := line.split())]


def _ngrams(words: Sequence[bytes], size: int) -> Iterable[tuple[bytes, ...]]:
    return zip(*(words[offset:] for offset in range(size)), strict=False)


def _places(predicted: Sequence[Sequence[bytes]]) -> dict[bytes, dict[int, int]]:
    """For each word the sentences that hold it, and its places in each as bits, the first place lowest."""
    found: dict[bytes, dict[int, int]] = {}
    for sentence, words in enumerate(predicted):
        bit = 1
        for word in words:
            held = found.get(word)
            if held is None:
                found[word] = {sentence: bit}
            else:
                held[sentence] = held.get(sentence, 0) | bit
            bit <<= 1
    return found


def _union_of_subsequences(
    reference: Sequence[bytes], places: Mapping[bytes, Mapping[int, int]], widths: Sequence[int]
) -> list[bytes]:
    """The words of a reference sentence that stand in its longest common subsequence with any predicted one."""
    rows: list[list[tuple[int, int]]] = [[] for _ in widths]
    for index, word in enumerate(reference):
        held = places.get(word)
        if held is not None:
            for sentence, bits in held.items():
                rows[sentence].append((index, bits))
    taken: set[int] = set()
    for shared, width in zip(rows, widths, strict=True):
        if len(shared) > 2:
            taken.update(_longest_common_subsequence(shared, width))
        elif len(shared) == 2:
            taken.update(_of_two(shared[0], shared[1], width))
        elif shared:
            taken.add(shared[0][0])
    return [reference[index] for index in sorted(taken)]


def _of_two(first: tuple[int, int], second: tuple[int, int], width: int) -> Sequence[int]:
    """What :func:`_longest_common_subsequence` finds in two rows, at once."""
    lowest = first[1] & -first[1]
    if second[1] >= 2 * lowest:
        return (first[0], second[0])
    return (second[0],) if second[1].bit_length() == width else (first[0],)


def _longest_common_subsequence(rows: Sequence[tuple[int, int]], width: int) -> list[int]:
    """Indices into the reference; of several subsequences the one that rouge-score takes.

    ``rows`` are the reference's words that stand in the prediction of ``width`` words at all: index, and places as
    bits. A row of the usual table is kept as bits, 0 where its length grows by one (Hyyrö, 2004), so that the length up
    to a column is the number of zeros below it. The way back through the table is rouge-score's own: take a word that
    is equal, else go left where that is longer than going up; all steps to the left in a row are made at once.
    """
    row_bits = (1 << width) - 1
    table = [row_bits]
    for _, bits in rows:
        grown = row_bits & bits
        row_bits = ((row_bits + grown) | (row_bits - grown)) & table[0]
        table.append(row_bits)
    if width - row_bits.bit_count() == len(rows):
        return [index for index, _ in rows]
    found: list[int] = []
    column = width
    for row in range(len(rows), 0, -1):
        index, bits = rows[row - 1]
        below = (1 << column) - 1
        here, above = table[row] & below, table[row - 1] & below
        match = (bits & below).bit_length()
        if match < column:
            if here.bit_count() == above.bit_count():
                continue
            grows = (above & ~here).bit_length() - 1
            if match < grows:
                column = grows
                continue
        found.append(index)
        column = match - 1
        if not column:
            break
    return found
