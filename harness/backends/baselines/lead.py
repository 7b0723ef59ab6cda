"""The lead baseline: the first sentences; for a question, the sentence that best matches it (BM25)."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterator, Sequence

from harness.backends.baselines.base import Known
from harness.reading.sentences import split_sentences
from harness.reading.words import content_stems
from harness.schema import Document, Item, QuestionItem

_K1, _B = 1.5, 0.75  # Robertson and Zaragoza (2009), the usual values


def lead(item: Item, known: Known) -> str:
    """The best matching sentence with its section, or the first sentences up to the words asked for."""
    if isinstance(item, QuestionItem):
        documents = [known.documents[name] for name in item.question.documents]
        return best_sentence(item.question.text, documents)
    documents = [known.documents[name] for name in item.request.documents]
    return first_sentences(documents, item.request.words)


def best_sentence(question: str, documents: Sequence[Document]) -> str:
    """The sentence with the highest BM25 against the question, and its section in brackets; the first wins a tie."""
    sentences = list(_sentences(documents))
    bags = [Counter(content_stems(text)) for text, _ in sentences]
    frequency = Counter(stem for bag in bags for stem in bag)
    mean_length = sum(bag.total() for bag in bags) / max(len(bags), 1) or 1.0

    def score(bag: Counter[str]) -> float:
        total = 0.0
        for stem in set(content_stems(question)) & bag.keys():
            rarity = math.log(1 + (len(bags) - frequency[stem] + 0.5) / (frequency[stem] + 0.5))
            total += rarity * bag[stem] * (_K1 + 1) / (bag[stem] + _K1 * (1 - _B + _B * bag.total() / mean_length))
        return total

    scores = [score(bag) for bag in bags]
    best = max(range(len(scores)), key=lambda index: (scores[index], -index))
    text, label = sentences[best]
    return f"{text} [{label}]"


def first_sentences(documents: Sequence[Document], words: int) -> str:
    """The first sentences of each document in turn, as many as fit into so many words, at least one."""
    share = max(words // max(len(documents), 1), 1)
    chosen: list[str] = []
    for document in documents:
        used = 0
        for text, _ in _sentences([document]):
            length = len(text.split())
            if used and used + length > share:
                break
            chosen.append(text)
            used += length
    return " ".join(chosen)


def _sentences(documents: Sequence[Document]) -> Iterator[tuple[str, str]]:
    several = len(documents) > 1
    for document in documents:
        for section in document.sections:
            label = f"{document.id}.{section.number}" if several else str(section.number)
            for span in split_sentences(section.text):
                text = " ".join(section.text[span.start : span.end].split())
                if text:
                    yield text, label
