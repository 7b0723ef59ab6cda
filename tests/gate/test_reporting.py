"""What the gate writes for CI: well-formed whatever a model wrote."""

import json
from dataclasses import replace
from xml.etree import ElementTree

import pytest
from hypothesis import given
from hypothesis import strategies as st

from harness.codec import parse_yaml
from harness.gate.annotations import github_annotations
from harness.gate.checking import check_gate
from harness.gate.junit import gate_suite, item_cases
from harness.gate.markdown import MARKER, gate_markdown, inline
from harness.gate.policy import policy_of
from harness.gate.records import GateResult, Regression
from harness.gate.reporting import gate_json, gate_text, tell_github, write_gate_files
from harness.schema import Place, Problem
from harness.store.junit import junit_text
from harness.store.records import to_json

POLICY = (
    "must_pass: [q000]\nlines: [{metric: qa.factual, margin: 0.05}, {metric: qa.em, where: {tag: nil}, floor: 0.1}]"
)
NASTY = "]]> <img src=x onerror=alert(1)> & \x00\x1b[31m ::error::gotcha\n::set-output name=x::y\n``` @team [a](b)"


@pytest.fixture
def failed(make_run) -> GateResult:
    """A gate that fails, with a guarded item and a line about nothing."""
    policy = policy_of(parse_yaml(POLICY, "gate.yaml"))
    run = make_run("new", wrong=[n for n in range(48) if n // 8 % 2 == 0])
    return check_gate(run, make_run("base"), policy, resamples=200)


def nasty(result: GateResult) -> GateResult:
    """The same with hostile text wherever text can be."""
    worse = tuple(replace(one, output=NASTY, reason=NASTY, after=NASTY) for one in result.regressions)
    return replace(result, regressions=worse, problems=(Problem(Place("x"), "rule", NASTY),), notes=(NASTY,))


def test_junit_has_a_test_a_line_and_a_test_an_item(failed):
    """Counts in its head are those of the result."""
    suite = gate_suite(failed)
    cases = [*suite, *item_cases(failed)]
    assert suite.get("tests") == str(len(cases)) == str(len(failed.lines) + len(failed.regressions))
    assert suite.get("failures") == "2"
    assert suite.get("errors") == "1"
    assert [case.get("name") for case in suite][:2] == ["qa.factual", "qa.em where tag=nil"]


def test_items_written_one_after_another_make_the_same_files(failed, tmp_path):
    """The bytes of gate.json and junit.xml are those of texts made at once, also when an older suite stood there."""
    result = nasty(failed)
    for _ in range(2):
        write_gate_files(result, tmp_path)
    suite = gate_suite(result)
    suite.extend(item_cases(result))
    written = ElementTree.parse(tmp_path / "junit.xml").getroot().find("testsuite/properties")
    assert written is not None
    suite.insert(0, written)
    assert (tmp_path / "junit.xml").read_text() == junit_text([suite])
    whole = json.dumps(to_json(result), ensure_ascii=False, allow_nan=False, indent=1) + "\n"
    assert (tmp_path / "gate.json").read_text() == whole
    assert json.loads(gate_json(replace(result, regressions=())))["regressions"] == []


def test_junit_of_a_pass_is_green(make_run):
    """Nothing in a passing gate's file is a failure or an error, also where single items got worse."""
    policy = policy_of(parse_yaml("lines: [{metric: qa.factual, margin: 0.3}]", "gate.yaml"))
    result = check_gate(make_run("new", wrong=[5]), make_run("base"), policy, resamples=200)
    root = gate_suite(result)
    assert (result.word, root.get("failures"), root.get("errors"), root.get("tests")) == ("pass", "0", "0", "2")


def test_hostile_text_leaves_xml_well_formed(failed):
    """Control characters and markup in an output don't break the file."""
    suite = gate_suite(nasty(failed))
    suite.extend(item_cases(nasty(failed)))
    root = ElementTree.fromstring(junit_text([suite]))
    assert "<img" in "".join(root.itertext())


def test_hostile_text_starts_no_workflow_command(failed):
    """Each line of annotations is one of ours, whatever the output says."""
    lines = github_annotations(nasty(failed)).splitlines()
    assert all(line.startswith(("::error ", "::warning ")) for line in lines)
    assert "%0A" in "".join(lines)


def test_hostile_text_is_no_markup(failed):
    """No tag, no image, no mention and no heading of a model's making gets into the comment."""
    text = gate_markdown(nasty(failed))
    assert "<img" not in text
    assert "@team" not in text.replace("@\u200bteam", "")
    assert text.startswith(MARKER)


@given(st.text(max_size=60))
def test_inline_text_is_one_line_without_live_markup(text):
    """Whatever comes in, one line without a bare angle bracket or pipe comes out."""
    shown = inline(text)
    assert "\n" not in shown
    assert "<" not in shown
    assert shown.count("|") == shown.count("\\|")


def test_markdown_shows_word_lines_and_items(failed):
    """A reader sees what failed, by how much, and the item that must pass."""
    text = gate_markdown(failed)
    assert "❌ **fail**" in text
    assert "| qa.factual | 1.000 | 0.500 | -0.500 [" in text
    assert "Items that must never be worse" in text
    assert "q000" in text


def test_json_and_text_hold_the_same_word(failed):
    """Machines and people are told alike."""
    assert json.loads(gate_json(failed))["word"] == "fail"
    assert list(gate_text(failed))[-1] == "gate: fail"


def test_files_are_written_beside_the_run(failed, tmp_path):
    """junit.xml, gate.md and gate.json are there and readable."""
    paths = write_gate_files(failed, tmp_path / "ci")
    assert [path.name for path in paths] == ["junit.xml", "gate.md", "gate.json"]
    assert all(path.stat().st_size for path in paths)


def test_github_gets_summary_and_annotations_only_there(failed, tmp_path):
    """In a job the summary file grows and annotations come back; elsewhere nothing happens."""
    summary = tmp_path / "summary.md"
    said = tell_github(failed, {"GITHUB_STEP_SUMMARY": str(summary), "GITHUB_ACTIONS": "true"})
    tell_github(failed, {"GITHUB_STEP_SUMMARY": str(summary), "GITHUB_ACTIONS": "true"})
    assert summary.read_text().count(MARKER) == 2
    assert said.startswith("::error ")
    assert tell_github(failed, {}) == ""


def test_annotations_point_into_the_gold():
    """An item whose gold is known is annotated at its line."""
    one = Regression("m", "qa", "q1", True, "correct", "rival", "why", "out", Place("gold/questions/d1.yaml", 41))
    result = GateResult("fail", 1, "r", "b", "p", (), (one,), (), ())
    assert github_annotations(result) == (
        "::error file=gold/questions/d1.yaml,line=41,title=m%3A q1::correct before, rival now: why\n"
    )


@pytest.mark.parametrize(("undecided", "said"), [("fail", "gate: fail, because"), ("pass", "gate: pass, though")])
def test_what_the_policy_makes_of_undecided_is_said(make_run, undecided, said):
    """The last line says what the exit code means, and not only that nothing could be decided."""
    policy = policy_of(
        parse_yaml(f"undecided: {undecided}\nlines: [{{metric: qa.factual, margin: 0.01}}]", "gate.yaml")
    )
    result = check_gate(make_run("new", wrong=[1]), make_run("base", wrong=[2]), policy, resamples=200)
    assert result.word == "undecided"
    *_, last = gate_text(result)
    assert last.startswith(said)
    assert "undecided" in last
    assert f"Exit code {result.exit_code}" in gate_markdown(result)
