"""Comparing runs: what is refused, what is paired, what is shown."""

import json
from dataclasses import replace

import pytest

from harness.codec import spool
from harness.compare import compare_runs, comparison_markdown
from harness.errors import MissingError, ProblemsError, UsageError
from harness.store import snapshot
from harness.store.records import to_json
from harness.store.results import read_verdicts, write_verdicts
from harness.store.runs import read_run, write_run
from harness.store.snapshot import read_snapshot

FEW = {"resamples": 300}


def row(contrast, metric, task="qa"):
    """The whole-run row of a metric."""
    return next(one for one in contrast.rows if (one.task, one.metric) == (task, metric))


def test_a_broad_drop_is_shown(make_run):
    """Half of the answers newly wrong, in every document: factual is worse, rival (less is better) is worse."""
    before, after = make_run("base"), make_run("new", wrong=[n for n in range(48) if n // 8 % 2])
    (contrast,) = compare_runs([before, after], **FEW).contrasts
    assert row(contrast, "factual").difference.value == -0.5
    assert (row(contrast, "factual").word, row(contrast, "rival").word) == ("worse", "worse")
    assert row(contrast, "rival").difference.losses == 24
    assert row(contrast, "fact_recall", "summary").word == "unclear"


def test_same_run_shows_nothing(make_run):
    """A run against itself has no change, no changed item and no difference."""
    folder = make_run("base")
    (contrast,) = compare_runs([folder, folder], **FEW).contrasts
    assert contrast.changed == ()
    assert {one.difference.value for one in contrast.rows} == {0.0}
    assert {one.word for one in contrast.rows} == {"unclear"}


def test_models_of_one_run_are_compared_with_each_other(make_run):
    """Three models of one run make three contrasts."""
    comparison = compare_runs([make_run("base", models=("a", "b", "c"))], **FEW)
    assert [(one.before, one.after) for one in comparison.contrasts] == [("a", "b"), ("a", "c"), ("b", "c")]


def test_models_of_the_same_name_meet_over_runs(make_run):
    """Two runs with two models each make two contrasts, and labels tell the runs apart."""
    runs = [make_run("base", models=("a", "b")), make_run("new", models=("a", "b"))]
    found = [(one.before, one.after) for one in compare_runs(runs, **FEW).contrasts]
    assert found == [("base/a", "new/a"), ("base/b", "new/b")]


def test_other_names_meet_each_with_each(make_run):
    """Runs of differently named models are compared all the same."""
    runs = [make_run("base", models=("a",)), make_run("new", models=("b",))]
    assert [(one.before, one.after) for one in compare_runs(runs, **FEW).contrasts] == [("base/a", "new/b")]


def test_another_gold_is_refused_and_told(make_run):
    """Runs that don't hold their gold and differ in its digest are refused, with what differs and what to do."""
    runs = [make_run("base", snapshot=False), make_run("new", gold="f" * 64, snapshot=False)]
    with pytest.raises(UsageError, match=r"(?s)may not be compared.*digest of gold differs.*--force"):
        compare_runs(runs, **FEW)


def test_force_shows_it_marked(make_run):
    """With force the numbers are there, and the comparison says that it was forced."""
    runs = [make_run("base", snapshot=False), make_run("new", gold="f" * 64, snapshot=False)]
    comparison = compare_runs(runs, force=True, **FEW)
    assert comparison.forced
    assert "may not be compared" in comparison_markdown(comparison)


def test_items_with_changed_gold_are_left_out_and_listed(make_run):
    """Where both runs kept their gold, one changed question costs only itself."""
    before, after = make_run("base"), make_run("new", gold="f" * 64)
    path = after / "gold.json"
    gold = json.loads(path.read_text())
    gold["questions"][5]["question"]["text"] = "Something else?"
    path.write_text(json.dumps(gold))
    (contrast,) = compare_runs([before, after], **FEW).contrasts
    assert contrast.gold_differs == ("q005",)
    assert row(contrast, "factual").difference.items == 47
    assert not compare_runs([before, after], **FEW).forced


def test_other_sources_bar(make_run):
    """A changed alias may change any credit, so it bars the comparison although the questions are the same."""
    before, after = make_run("base"), make_run("new", gold="f" * 64)
    path = after / "gold.json"
    gold = json.loads(path.read_text())
    gold["sources"][0]["aliases"] = ["her honour"]
    path.write_text(json.dumps(gold))
    with pytest.raises(UsageError, match="digest of gold"):
        compare_runs([before, after], **FEW)


def test_another_scorer_version_is_refused(make_run):
    """Two versions of the harness may score the same answer differently."""
    before, after = make_run("base"), make_run("new")
    write_run(after, replace(read_run(after), versions={"harness": "9.9.9"}))
    with pytest.raises(UsageError, match=r"version of harness differs: 0\.1\.0 before, 9\.9\.9 now"):
        compare_runs([before, after], **FEW)


def test_items_of_one_run_only_are_listed(make_run):
    """A shorter run is compared on what both have."""
    (contrast,) = compare_runs([make_run("base"), make_run("new", questions=40)], **FEW).contrasts
    assert len(contrast.only_before) == 8
    assert row(contrast, "factual").difference.items == 40


def test_changed_items_carry_gold_and_evidence(make_run):
    """A newly wrong answer stands beside the old one, with what was right and where it says so."""
    comparison = compare_runs([make_run("base"), make_run("new", wrong=[4])], **FEW)
    (changed,) = comparison.contrasts[0].changed
    assert (changed.id, changed.kind) == ("q004", "newly wrong")
    assert changed.question.startswith("What does crane 4 cost")
    assert changed.expected == ("mayor: 14 million", "union: 94 million")
    assert changed.evidence[0].quote == "costs 14 million"
    assert (changed.before.verdict, changed.after.verdict) == ("correct", "rival")


def test_credit_that_changed_is_seen(make_run):
    """The right figure with another speaker is a changed source."""
    before, after = make_run("base"), make_run("new")
    verdicts = list(read_verdicts(after))
    verdicts[0] = replace(verdicts[0], credited=("union",), credit="wrong")
    write_verdicts(after, verdicts)
    (changed,) = compare_runs([before, after], **FEW).contrasts[0].changed
    assert changed.kind == "changed source"


def test_unknown_model_names_the_nearest(make_run):
    """A mistyped model is told with what there is."""
    with pytest.raises(UsageError, match=r"--model smal: .*did you mean small\?"):
        compare_runs([make_run("base")], models=["smal"])


def test_one_model_alone_is_refused(make_run):
    """There is nothing to compare in one model of one run."""
    with pytest.raises(UsageError, match="expected two models or two runs"):
        compare_runs([make_run("base")])


def test_double_verdicts_are_refused(make_run):
    """Two verdicts for one item would count twice."""
    folder = make_run("base")
    verdicts = read_verdicts(folder)
    write_verdicts(folder, [*verdicts, verdicts[0]])
    with pytest.raises(ProblemsError, match="2 verdicts on qa q000"):
        compare_runs([folder, folder])


def test_missing_run_is_missing(make_run, tmp_path):
    """A folder that isn't there stops the comparison."""
    with pytest.raises(MissingError):
        compare_runs([make_run("base"), tmp_path / "nowhere"])


def test_markdown_fences_what_models_wrote(make_run):
    """An output full of markup stays one cell of code."""
    before, after = make_run("base"), make_run("new", wrong=[0], words=" | <img src=x> `x` ``y``\n# big")
    text = comparison_markdown(compare_runs([before, after], **FEW))
    (line,) = [line for line in text.splitlines() if line.startswith("| q000")]
    assert "``` 100 million" not in line
    assert "\\|" in line
    assert "```90 million" in line.replace("``` ", "```")


def test_snapshot_survives(make_run):
    """The fake run's gold can be read again, as a real one's."""
    assert len(read_snapshot(make_run("base")).questions) == 48


def test_same_seed_same_comparison(make_run):
    """All numbers of a comparison repeat."""
    runs = [make_run("base", documents=24), make_run("new", wrong=[1, 2, 3], documents=24)]
    assert compare_runs(runs, seed=3, **FEW) == compare_runs(runs, seed=3, **FEW)


def test_runs_that_are_too_large_to_hold_compare_alike(make_run, monkeypatch):
    """Verdicts, gold and changes that lie on files come to the very comparison, in JSON and in Markdown."""
    runs = [make_run("base", models=("a", "b")), make_run("new", wrong=[1, 5, 9, 30], models=("a", "b"))]
    expected = compare_runs(runs, **FEW)
    monkeypatch.setattr(spool, "MOST_HELD", 2)
    monkeypatch.setattr(snapshot, "MOST_BYTES_HELD", 0)
    found = compare_runs(runs, **FEW)
    assert not isinstance(found.contrasts[0].changed, tuple)
    assert to_json(found) == to_json(expected)
    assert comparison_markdown(found) == comparison_markdown(expected)
