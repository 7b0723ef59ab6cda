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
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

from harness.reading.sentences import split_sentences

_ARTICLES: Final = re.compile(r"\b(a|an|the)\b")
_PUNCTUATION: Final = frozenset(string.punctuation)
_ONLY_ALPHANUMERIC: Final = bytes(
    byte if chr(byte) in string.ascii_lowercase + string.digits else 32 for byte in range(256)
)
"""Of UTF-8 every byte but ASCII letters and digits becomes a space."""


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
    predicted, expected = _normalised(prediction).split(), _normalised(reference).split()
    if not predicted or not expected:
        return float(predicted == expected)
    shared = sum((Counter(predicted) & Counter(expected)).values())
    return _f1(shared / len(predicted), shared / len(expected))


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
    predicted, expected = _ngrams(_rouge_words(prediction), size), _ngrams(_rouge_words(reference), size)
    counts, others = Counter(predicted), Counter(expected)
    shared = sum(min(counts[one], others[one]) for one in counts.keys() & others.keys())
    return _score(shared, max(len(predicted), 1), max(len(expected), 1))


def rouge_l_summary(prediction: str, reference: str) -> RougeScore:
    """ROUGE-Lsum with precision and recall; lines are sentences."""
    predicted = [words for line in prediction.split("\n") if (words := _rouge_words(line))]
    expected = [words for line in reference.split("\n") if (words := _rouge_words(line))]
    if not predicted or not expected:
        return RougeScore(0.0, 0.0, 0.0)
    left_expected = Counter(word for words in expected for word in words)
    left_predicted = Counter(word for words in predicted for word in words)
    places, widths = _places(predicted), [len(words) for words in predicted]
    shared = 0
    for words in expected:
        for word in _union_of_subsequences(words, places, widths):
            if left_expected[word] > 0 and left_predicted[word] > 0:
                shared += 1
                left_expected[word] -= 1
                left_predicted[word] -= 1
    return _score(shared, sum(map(len, predicted)), sum(map(len, expected)))


def _one_sentence_a_line(text: str) -> str:
    return "\n".join(span.of(text).replace("\n", " ") for span in split_sentences(text))


@lru_cache(maxsize=8192)
def _normalised(text: str) -> str:
    bare = "".join(character for character in text.lower() if character not in _PUNCTUATION)
    return " ".join(_ARTICLES.sub(" ", bare).split())


def _f1(precision: float, recall: float) -> float:
    return 2 * precision * recall / (precision + recall) if precision + recall else 0.0


def _score(shared: int, predicted: int, expected: int) -> RougeScore:
    precision, recall = shared / predicted, shared / expected
    return RougeScore(precision, recall, _f1(precision, recall))


@lru_cache(maxsize=256)
def _rouge_words(text: str) -> Sequence[bytes]:
    """Words as rouge-score finds them; kept for a while, since each text is read for several scores."""
    return text.lower().encode("utf-8", "surrogatepass").translate(_ONLY_ALPHANUMERIC).split()


def _ngrams(words: Sequence[bytes], size: int) -> Sequence[object]:
    return words if size == 1 else list(zip(*(words[offset:] for offset in range(size)), strict=False))


def _places(predicted: Sequence[Sequence[bytes]]) -> dict[bytes, dict[int, int]]:
    """For each word the sentences that hold it, and its places in each as bits, the first place lowest."""
    found: dict[bytes, dict[int, int]] = {}
    for sentence, words in enumerate(predicted):
        for place, word in enumerate(words):
            held = found.setdefault(word, {})
            held[sentence] = held.get(sentence, 0) | 1 << place
    return found


def _union_of_subsequences(
    reference: Sequence[bytes], places: Mapping[bytes, Mapping[int, int]], widths: Sequence[int]
) -> list[bytes]:
    """The words of a reference sentence that stand in its longest common subsequence with any predicted one."""
    rows: dict[int, list[tuple[int, int]]] = {}
    for index, word in enumerate(reference):
        if word in places:
            for sentence, bits in places[word].items():
                rows.setdefault(sentence, []).append((index, bits))
    held: set[int] = set()
    for sentence, shared in rows.items():
        if len(shared) == 1:
            held.add(shared[0][0])
        else:
            held.update(_longest_common_subsequence(shared, widths[sentence]))
    return [reference[index] for index in sorted(held)]


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
