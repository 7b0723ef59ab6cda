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
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

from harness.reading.sentences import split_sentences

_ARTICLES: Final = re.compile(r"\b(a|an|the)\b")
_PUNCTUATION: Final = frozenset(string.punctuation)
_NOT_ALPHANUMERIC: Final = re.compile(r"[^a-z0-9]+")


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
    shared = sum((predicted & expected).values())
    return _score(shared, max(predicted.total(), 1), max(expected.total(), 1))


def rouge_l_summary(prediction: str, reference: str) -> RougeScore:
    """ROUGE-Lsum with precision and recall; lines are sentences."""
    predicted = [words for line in prediction.split("\n") if (words := _rouge_words(line))]
    expected = [words for line in reference.split("\n") if (words := _rouge_words(line))]
    if not predicted or not expected:
        return RougeScore(0.0, 0.0, 0.0)
    left_expected = Counter(word for words in expected for word in words)
    left_predicted = Counter(word for words in predicted for word in words)
    shared = 0
    for words in expected:
        for word in _union_of_subsequences(words, predicted):
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


def _rouge_words(text: str) -> list[str]:
    return _NOT_ALPHANUMERIC.sub(" ", text.lower()).split()


def _ngrams(words: Sequence[str], size: int) -> Counter[tuple[str, ...]]:
    return Counter(zip(*(words[offset:] for offset in range(size)), strict=False))


def _union_of_subsequences(reference: Sequence[str], predicted: Sequence[Sequence[str]]) -> list[str]:
    """The words of a reference sentence that stand in its longest common subsequence with any predicted one."""
    held: set[int] = set()
    for words in predicted:
        held.update(_longest_common_subsequence(reference, words))
    return [reference[index] for index in sorted(held)]


def _longest_common_subsequence(reference: Sequence[str], words: Sequence[str]) -> list[int]:
    """Indices into the reference; of several subsequences the one that rouge-score takes."""
    table = [[0] * (len(words) + 1) for _ in range(len(reference) + 1)]
    for row, one in enumerate(reference, start=1):
        for column, other in enumerate(words, start=1):
            table[row][column] = (
                table[row - 1][column - 1] + 1 if one == other else max(table[row - 1][column], table[row][column - 1])
            )
    found: list[int] = []
    row, column = len(reference), len(words)
    while row and column:
        if reference[row - 1] == words[column - 1]:
            found.append(row - 1)
            row, column = row - 1, column - 1
        elif table[row][column - 1] > table[row - 1][column]:
            column -= 1
        else:
            row -= 1
    return found[::-1]
