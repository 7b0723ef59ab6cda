"""How many summary-document pairs a second one core judges; no model loads.

    python benchmarks/scoring_summaries.py [--pairs 60] [--rounds 3] [--json]

Pairs of 120 words against 700 are put together from the sentences of the shipped digests, each document and each
summary once, so that nothing read before is used again. ``support`` judges every sentence of the summary by its
document; ``whole verdict`` also finds and credits the item's key facts, and adds ROUGE against three references and
the measures of copying. Times are those of the processor, for this process; the best of the rounds is shown.
"""

from __future__ import annotations

import argparse
import json
import random
import time
from collections.abc import Callable, Sequence
from dataclasses import replace

from harness.config.shipped import shipped
from harness.evaluate.score import judge
from harness.gold.load import load_gold
from harness.judging.collecting import collecting_rarely
from harness.judging.support import summary_support
from harness.reading.sentences import split_sentences
from harness.schema import Document, Generation, Gold, Section, SummaryItem, SummaryRequest
from harness.tasks.summary import SummaryTask
from harness.tasks.templates import load_template

REACH = 200
"""Pairs a second on one core that the project asks for."""
DOCUMENT_WORDS, SUMMARY_WORDS = 700, 120


def main() -> None:
    """Print the pairs a second of both."""
    arguments = _arguments()
    gold = load_gold(shipped("gold"))
    task = SummaryTask(load_template(shipped("configs") / "templates" / "summary.yaml"))
    rates = {
        "support": _rate(gold, arguments, lambda gold, item, summary: _support(gold, item, summary)),
        "whole verdict": _rate(
            gold, arguments, lambda gold, item, summary: judge(gold, item, Generation(item.id, "m", summary), task)
        ),
    }
    if arguments.json:
        print(json.dumps(rates))
        return
    for name, rate in rates.items():
        print(f"{name:16} {rate:7.0f} pairs a second" + (f"  (asked: {REACH})" if name == "support" else ""))


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--pairs", type=int, default=60)
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--json", action="store_true")
    return parser.parse_args()


def _support(gold: Gold, item: SummaryItem, summary: str) -> object:
    (document,) = (gold.documents[name] for name in item.request.documents)
    return summary_support(summary, document.sections[0].text)


def _rate(gold: Gold, arguments: argparse.Namespace, ask: Callable[[Gold, SummaryItem, str], object]) -> float:
    """Pairs a second in the fastest round; the first round, which reads tables and gold, does not count."""
    best = float("inf")
    for number in range(arguments.rounds + 1):
        cases = _cases(gold, arguments.pairs, random.Random(number))
        start = time.process_time()
        with collecting_rarely():
            for made, item, summary in cases:
                ask(made, item, summary)
        if number:
            best = min(best, time.process_time() - start)
    return float(arguments.pairs / best)


def _cases(gold: Gold, pairs: int, draw: random.Random) -> list[tuple[Gold, SummaryItem, str]]:
    bodies = [section.text for document in gold.documents.values() for section in document.sections]
    sentences = [span.of(body) for body in bodies for span in split_sentences(body)]
    items = [item for item in gold.summaries if len(item.request.documents) == 1]
    cases = []
    for number in range(pairs):
        item = items[number % len(items)]
        document = Document("made", "Made", (Section(0, "", _words(sentences, DOCUMENT_WORDS, draw)),))
        request = SummaryRequest(item.request.id, ("made",), item.request.words)
        made = replace(gold, documents={**gold.documents, "made": document})
        cases.append((made, replace(item, request=request), _words(sentences, SUMMARY_WORDS, draw)))
    return cases


def _words(sentences: Sequence[str], most: int, draw: random.Random) -> str:
    """Sentences in a new order up to so many words."""
    found: list[str] = []
    for sentence in draw.sample(sentences, len(sentences)):
        if sum(len(one.split()) for one in found) + len(sentence.split()) <= most:
            found.append(sentence)
    return " ".join(found)


if __name__ == "__main__":
    main()
