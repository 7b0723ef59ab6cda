"""How often the intervals cover and the gate errs, in simulated runs whose truth is known.

    python benchmarks/gate_simulation.py [--runs 1000] [--seed 0]

Every row is that many pairs of runs over one simulated gold. Items come in documents; a document is easy or hard
(`icc`: that share of the variance of difficulty is the document's), more so for one model than for the other; an item
that is hard for one model tends to be hard for the other. The gate is the shipped code, with a margin of 5 points; the
z-test beside it is the plain unpaired one that takes items as independent, and fails a run that is significantly worse.
"""

from __future__ import annotations

import argparse
import time
from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
from scipy.stats import norm  # type: ignore[import-untyped]  # scipy ships no types

from harness.gate.lines import margin_word
from harness.stats.bootstrap import resampled_means
from harness.stats.intervals import NORMAL_QUANTILE, mean_interval
from harness.stats.paired import paired_difference
from harness.stats.power import power_to_fail
from harness.stats.significance import holm

Floats = npt.NDArray[np.float64]
Integers = npt.NDArray[np.intp]

ITEMS = 200
MARGIN = 0.05
DROP = 0.10
SHARED_BY_MODELS = 0.7
"""Of the variance of a document's, and of an item's, difficulty: the part that both models share."""
RESAMPLES = 2000


@dataclass(frozen=True)
class Setting:
    """One kind of gold and of models."""

    documents: int
    uneven: bool
    icc: float
    right: float

    def __str__(self) -> str:
        return f"{self.documents} | {'uneven' if self.uneven else 'even'} | {self.icc:g} | {self.right:g}"


SETTINGS = [
    Setting(documents, uneven, icc, right)
    for documents in (5, 10, 20, 40, 100)
    for uneven in (False, True)
    for icc, right in ((0.05, 0.5), (0.2, 0.5), (0.2, 0.2))
]


def document_of_items(setting: Setting, generator: np.random.Generator) -> Integers:
    """A document's number for each item; uneven documents hold Dirichlet(2) shares of the items, at least one."""
    if not setting.uneven:
        return np.repeat(np.arange(setting.documents), ITEMS // setting.documents)
    shares = generator.dirichlet(np.full(setting.documents, 2.0))
    sizes = 1 + generator.multinomial(ITEMS - setting.documents, shares)
    return np.repeat(np.arange(setting.documents), sizes)


def verdicts(
    setting: Setting, documents: Integers, drop: float, generator: np.random.Generator
) -> tuple[Floats, Floats]:
    """Right or wrong on each item, before and after; the true means are ``right`` and ``right - drop``."""
    count = int(documents.max()) + 1
    both, own = np.sqrt(SHARED_BY_MODELS), np.sqrt(1 - SHARED_BY_MODELS)
    document, item = generator.normal(size=count), generator.normal(size=ITEMS)

    def answers(right: float) -> Floats:
        hard_document = (both * document + own * generator.normal(size=count))[documents]
        hard_item = both * item + own * generator.normal(size=ITEMS)
        difficulty = np.sqrt(setting.icc) * hard_document + np.sqrt(1 - setting.icc) * hard_item
        return np.asarray(difficulty < norm.ppf(right), dtype=np.float64)

    return answers(setting.right), answers(setting.right - drop)


def z_test_fails(before: Floats, after: Floats) -> bool:
    """Whether a plain two-sided z-test of two independent shares calls the second significantly lower."""
    pooled = (before.mean() + after.mean()) / 2
    error = np.sqrt(2 * pooled * (1 - pooled) / len(before))
    return bool(error > 0 and (after.mean() - before.mean()) / error < -NORMAL_QUANTILE)


def percentile_covers_zero(change: Floats, documents: Integers) -> bool:
    """Whether the plain percentile bootstrap of documents holds no change."""
    sums, sizes = np.bincount(documents, change).astype(np.float64), np.bincount(documents).astype(np.float64)
    low, high = np.quantile(resampled_means(sums, sizes, resamples=RESAMPLES, seed=0), [0.025, 0.975])
    return bool(low <= 0 <= high)


@dataclass
class Tally:
    """What came of the runs of a setting."""

    runs: int = 0
    mean_covers: int = 0
    change_covers: int = 0
    z_covers: int = 0
    percentile_covers: int = 0
    false_fails: int = 0
    z_false_fails: int = 0
    passes: int = 0
    found: int = 0
    z_found: int = 0
    announced: float = 0.0
    wrong_passes: int = 0


def simulate(setting: Setting, runs: int, seed: int) -> Tally:
    """Equal models, then a true drop, over as many golds."""
    generator = np.random.default_rng((seed, setting.documents, setting.uneven, int(100 * setting.icc)))
    tally = Tally(runs)
    for _ in range(runs):
        documents = document_of_items(setting, generator)
        before, after = verdicts(setting, documents, 0.0, generator)
        _count_equal(tally, setting, documents, before, after)
        before, after = verdicts(setting, documents, DROP, generator)
        _count_drop(tally, documents, before, after)
    return tally


def _count_equal(tally: Tally, setting: Setting, documents: Integers, before: Floats, after: Floats) -> None:
    own = mean_interval(after, documents, resamples=RESAMPLES)
    found = paired_difference(before, after, documents, resamples=RESAMPLES)
    assert own is not None
    assert found is not None
    assert own.low is not None
    assert own.high is not None
    assert found.low is not None
    assert found.high is not None
    word, _ = margin_word(found, MARGIN, lower_is_better=False, p=found.p)
    spread = NORMAL_QUANTILE * np.sqrt((before.var() + after.var()) / len(before))
    tally.mean_covers += own.low <= setting.right <= own.high
    tally.change_covers += found.low <= 0 <= found.high
    tally.z_covers += bool(abs(found.value) <= spread)
    tally.percentile_covers += percentile_covers_zero(after - before, documents)
    tally.false_fails += word == "fail"
    tally.passes += word == "pass"
    tally.z_false_fails += z_test_fails(before, after)


def _count_drop(tally: Tally, documents: Integers, before: Floats, after: Floats) -> None:
    found = paired_difference(before, after, documents, resamples=RESAMPLES)
    assert found is not None
    word, _ = margin_word(found, MARGIN, lower_is_better=False, p=found.p)
    tally.found += word == "fail"
    tally.wrong_passes += word == "pass"
    tally.z_found += z_test_fails(before, after)
    tally.announced += power_to_fail(DROP, MARGIN, found.standard_error, found.freedom)


def eight_lines_fail(setting: Setting, runs: int, seed: int) -> float:
    """Share of pairs of equal models that a policy of eight independent lines fails: the worst case of many lines."""
    generator = np.random.default_rng((seed, 8))
    failed = 0
    for _ in range(runs):
        changes = []
        for _line in range(8):
            documents = document_of_items(setting, generator)
            found = paired_difference(*verdicts(setting, documents, 0.0, generator), documents, resamples=200)
            assert found is not None
            changes.append(found)
        adjusted = holm([one.p for one in changes])
        words = [
            margin_word(one, 0.0, lower_is_better=False, p=p, lines=8)[0]
            for one, p in zip(changes, adjusted, strict=True)
        ]
        failed += "fail" in words
    return failed / runs


def table(runs: int, seed: int) -> Iterator[str]:
    """The rows of the result, as Markdown."""
    yield (
        "| documents | sizes | icc | right | mean covers | change covers | z covers | percentile covers "
        "| gate fails equals | z fails equals | gate passes equals "
        "| gate fails drop | announced | z fails drop | gate passes drop |"
    )
    yield "|--:|---|--:|--:" + "|--:" * 11 + "|"
    for setting in SETTINGS:
        tally = simulate(setting, runs, seed)
        shares = (
            tally.mean_covers,
            tally.change_covers,
            tally.z_covers,
            tally.percentile_covers,
            tally.false_fails,
            tally.z_false_fails,
            tally.passes,
            tally.found,
            tally.announced,
            tally.z_found,
            tally.wrong_passes,
        )
        yield f"| {setting} | " + " | ".join(f"{100 * share / runs:.1f}" for share in shares) + " |"


def main() -> None:
    """Print the table; all figures but those that describe the setting are percent of runs."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--runs", type=int, default=1000, help="simulated pairs of runs for each row")
    parser.add_argument("--seed", type=int, default=0)
    arguments = parser.parse_args()
    for line in table(arguments.runs, arguments.seed):
        print(line, flush=True)
    setting = Setting(10, False, 0.2, 0.5)
    share = eight_lines_fail(setting, arguments.runs // 2, arguments.seed)
    print(f"\nEight independent lines with margin 0, equal models, 10 documents: {100 * share:.1f} % of runs fail.")
    generator = np.random.default_rng(arguments.seed)
    before, after = (generator.random((2, 1000)) < 0.5).astype(np.float64)
    start = time.perf_counter()
    paired_difference(before, after, np.arange(1000), resamples=10_000, seed=arguments.seed)
    print(f"1,000 items, 1,000 documents, 10,000 resamples: {time.perf_counter() - start:.2f} s.")


if __name__ == "__main__":
    main()
