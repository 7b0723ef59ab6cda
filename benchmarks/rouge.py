"""ROUGE-1, -2 and -Lsum of this package beside rouge-score's, on the same pairs: processor seconds and equality.

    python -m benchmarks.rouge [--pairs 300] [--words 130] [--documents FOLDER]

The pairs are runs of sentences from the documents, one sentence a line, drawn with a fixed seed.
"""

from __future__ import annotations

import argparse
import random
import time
from collections.abc import Callable, Sequence
from pathlib import Path

from harness.reading.sentences import split_sentences
from harness.scorers.overlap import rouge_1, rouge_2, rouge_lsum


def main() -> None:
    """Time both on the same pairs, three times each in turn; print the best of each and whether all are equal."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--pairs", type=int, default=300)
    parser.add_argument("--words", type=int, default=130)
    parser.add_argument("--documents", type=Path, default=Path("gold/documents"))
    given = parser.parse_args()
    pairs = make_pairs(given.documents, given.pairs, given.words)
    from rouge_score import rouge_scorer  # type: ignore[import-untyped]  # ships no types

    names = ("rouge1", "rouge2", "rougeLsum")
    official = rouge_scorer.RougeScorer(list(names))

    def theirs() -> list[tuple[float, ...]]:
        made = [official.score(reference, prediction) for prediction, reference in pairs]
        return [tuple(one[name].fmeasure for name in names) for one in made]

    def ours() -> list[tuple[float, ...]]:
        return [(rouge_1(one, two), rouge_2(one, two), rouge_lsum(one, two)) for one, two in pairs]

    runs = [(timed(theirs), timed(ours)) for _ in range(3)]
    slow, fast = (min(run[place][0] for run in runs) for place in (0, 1))
    same = sum(one == two for one, two in zip(runs[0][0][1], runs[0][1][1], strict=True))
    print(f"{len(pairs)} pairs of about {given.words} words: rouge-score {slow:.2f} s, harness {fast:.3f} s")
    print(f"{slow / fast:.1f} times as fast, {same} of {len(pairs)} equal to the last bit")


def make_pairs(folder: Path, count: int, words: int) -> list[tuple[str, str]]:
    """Pairs of runs of sentences, each of at least ``words`` words."""
    sentences = []
    for path in sorted(folder.glob("*.md")):
        text = path.read_text(encoding="utf-8")
        sentences += [span.of(text).replace("\n", " ") for span in split_sentences(text)]
    draw = random.Random(0)
    return [(_run(sentences, words, draw), _run(sentences, words, draw)) for _ in range(count)]


def timed(work: Callable[[], list[tuple[float, ...]]]) -> tuple[float, list[tuple[float, ...]]]:
    """Processor seconds, and what was made."""
    started = time.process_time()
    made = work()
    return time.process_time() - started, made


def _run(sentences: Sequence[str], words: int, draw: random.Random) -> str:
    place, lines = draw.randrange(len(sentences)), []
    while sum(len(line.split()) for line in lines) < words:
        lines.append(sentences[place % len(sentences)])
        place += 1
    return "\n".join(lines)


if __name__ == "__main__":
    main()
