"""Agreement with people, with clustered intervals."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy import stats

from harness.stats.agreement import (
    accuracy,
    agreement,
    auroc,
    balanced_accuracy,
    cluster_weights,
    kappa,
    mean_of,
    numbered,
    pearson,
    spearman,
    system_error,
)

GENERATOR = np.random.default_rng(3)
LABELS = (GENERATOR.random(200) < 0.4).astype(float)
SCORES = np.round(LABELS * 0.3 + GENERATOR.random(200), 1)
ONES = np.ones((1, 200))


def test_auroc_is_the_mann_whitney_share() -> None:
    """Ties count half, as in scipy's statistic."""
    u = stats.mannwhitneyu(SCORES[LABELS == 1], SCORES[LABELS == 0]).statistic
    expected = u / (LABELS.sum() * (1 - LABELS).sum())
    assert auroc(LABELS, SCORES)(ONES)[0] == pytest.approx(expected)


def test_correlations_are_scipys() -> None:
    """Pearson and Spearman over all rows."""
    assert pearson(LABELS, SCORES)(ONES)[0] == pytest.approx(stats.pearsonr(LABELS, SCORES).statistic)
    assert spearman(LABELS, SCORES)(ONES)[0] == pytest.approx(stats.spearmanr(LABELS, SCORES).statistic)


def test_kappa_of_a_known_table() -> None:
    """Twenty, five, ten and fifteen rows: agreement .7, chance .5, kappa .4 (Cohen's own arithmetic)."""
    labels = np.array([1.0] * 25 + [0.0] * 25)
    verdicts = np.array([1.0] * 20 + [0.0] * 5 + [1.0] * 10 + [0.0] * 15)
    weights = np.ones((1, 50))
    assert kappa(labels, verdicts)(weights)[0] == pytest.approx(0.4)
    assert accuracy(labels, verdicts)(weights)[0] == pytest.approx(0.7)
    assert balanced_accuracy(labels, verdicts)(weights)[0] == pytest.approx(0.7)


def test_a_weight_of_two_is_a_row_twice() -> None:
    """Every statistic of weighted rows equals that of rows written out as often."""
    weights = GENERATOR.integers(0, 3, size=200).astype(float)
    repeated = np.repeat(np.arange(200), weights.astype(int))
    verdicts = (SCORES > 0.6).astype(float)
    ones = np.ones((1, len(repeated)))
    systems = numbered([f"s{number % 5}" for number in range(200)])
    for make in (auroc, pearson, spearman):
        assert make(LABELS, SCORES)(weights[None])[0] == pytest.approx(
            make(LABELS[repeated], SCORES[repeated])(ones)[0]
        )
    for make in (kappa, balanced_accuracy, accuracy):
        ours = make(LABELS, verdicts)(weights[None])[0]
        assert ours == pytest.approx(make(LABELS[repeated], verdicts[repeated])(ones)[0])
    ours = system_error(LABELS, verdicts, systems)(weights[None])[0]
    assert ours == pytest.approx(system_error(LABELS[repeated], verdicts[repeated], systems[repeated])(ones)[0])


def test_system_error_is_the_mean_distance_of_means() -> None:
    """Two systems, one judged .5 too high and one as people do: .25; a single system: not defined."""
    labels, verdicts = np.array([1.0, 0.0, 1.0, 0.0]), np.array([1.0, 1.0, 1.0, 0.0])
    systems = numbered(["a", "a", "b", "b"])
    assert system_error(labels, verdicts, systems)(np.ones((1, 4)))[0] == pytest.approx(0.25)
    assert np.isnan(system_error(labels, verdicts, numbered(["a"] * 4))(np.ones((1, 4)))[0])


def test_what_is_not_defined_is_none() -> None:
    """One class only has no AUROC and no balanced accuracy; no rows have nothing."""
    ones = np.ones(10)
    weights = cluster_weights(numbered(list("aabbccddee")), resamples=50, seed=0)
    assert agreement(auroc(ones, np.arange(10.0)), weights, 10).value is None
    assert agreement(mean_of(np.array([])), np.zeros((0, 0)), 0).value is None


def test_one_cluster_gives_no_interval() -> None:
    """Rows of a single document say nothing about the next one."""
    weights = cluster_weights(numbered(["a"] * 10), resamples=50, seed=0)
    figure = agreement(mean_of(np.arange(10.0)), weights, 10)
    assert (figure.value, figure.low, figure.high) == (4.5, None, None)


def test_intervals_widen_with_fewer_clusters() -> None:
    """Two hundred rows of ten documents that differ are less evidence than two hundred documents."""
    values = np.repeat(GENERATOR.random(10), 20)
    alone = agreement(mean_of(values), cluster_weights(np.arange(200), resamples=500, seed=1), 200)
    grouped = agreement(mean_of(values), cluster_weights(np.repeat(np.arange(10), 20), resamples=500, seed=1), 200)
    assert alone.low is not None
    assert alone.high is not None
    assert grouped.low is not None
    assert grouped.high is not None
    assert grouped.high - grouped.low > 2 * (alone.high - alone.low)


@settings(max_examples=30, deadline=None)
@given(
    st.lists(st.tuples(st.booleans(), st.floats(0, 1), st.integers(0, 4)), min_size=4, max_size=30), st.integers(0, 9)
)
def test_the_same_seed_gives_the_same_interval_round_the_value(rows: list[tuple[bool, float, int]], seed: int) -> None:
    """Deterministic, and a mean lies within its own interval's reach of the data."""
    values = np.array([score for _, score, _ in rows])
    clusters = numbered([str(group) for *_, group in rows])
    first, second = (
        agreement(mean_of(values), cluster_weights(clusters, resamples=40, seed=seed), len(rows)) for _ in range(2)
    )
    assert first == second
    if first.low is not None and first.high is not None:
        assert values.min() - 1e-9 <= first.low <= first.high <= values.max() + 1e-9
