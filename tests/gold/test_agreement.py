from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from harness.errors import ProblemsError
from harness.gold.agreement import agreement, cohen_kappa
from harness.gold.load import load_gold
from harness.gold.readings import Reading, load_reading, reading_of_gold


def test_kappa_as_cohen_computes_it() -> None:
    """20 yes/yes, 5 yes/no, 10 no/yes, 15 no/no: (0.7 - 0.5) / 0.5 = 0.4, the usual example of textbooks."""
    pairs = [("y", "y")] * 20 + [("y", "n")] * 5 + [("n", "y")] * 10 + [("n", "n")] * 15
    assert cohen_kappa(pairs) == pytest.approx(0.4)
    assert cohen_kappa([]) is None
    assert cohen_kappa([("y", "y")]) is None


@given(st.lists(st.tuples(st.sampled_from("abc"), st.sampled_from("abc")), max_size=30))
def test_kappa_is_bounded_and_symmetric(pairs: list[tuple[str, str]]) -> None:
    """Kappa is at most 1, at least -1, and the same whoever is named first."""
    value = cohen_kappa(pairs)
    assert value is None or -1 <= value <= 1 + 1e-12
    assert value is None or value == pytest.approx(cohen_kappa([(other, one) for one, other in pairs]))


def test_the_gold_agrees_with_itself(gold: Path) -> None:
    """A reading equal to the gold has full agreement and no differences."""
    read = load_gold(gold)
    found = agreement(reading_of_gold(read), reading_of_gold(read), read)
    assert found.differences == ()
    assert all(row.share == 1 for row in found.rows)


def test_differences_are_listed(gold: Path) -> None:
    """Another value, source, section or verdict is a difference; a copy of a section and other wording are none."""
    read = load_gold(gold)
    second = {
        "aboard-moe": Reading("aboard-moe", True, ("198",), "fjordline", (1,)),
        "hospital": Reading("hospital", True, ("nine people",), "coastguard", ("d2/1",)),
        "waves": Reading("waves", False),
        "extra": Reading("extra", True, ("x",)),
    }
    found = agreement(reading_of_gold(read), second, read)
    assert [(one.id, one.what) for one in found.differences] == [
        ("aboard-moe", "value"),
        ("aboard-moe", "source"),
        ("aboard-moe", "section"),
        ("waves", "answerable"),
    ]
    assert found.unknown == ("extra",)
    assert len(found.only_first) == 6


def test_a_reading_is_a_file(tmp_path: Path) -> None:
    """A reading file is read; its mistakes have lines."""
    path = tmp_path / "b.yaml"
    path.write_text('- {id: a, answerable: true, answers: ["8,000"], source: null, sections: [0, d2/3]}\n')
    assert load_reading(path)["a"].places("d1") == {("d1", 0), ("d2", 3)}
    path.write_text(
        "- {id: a, answerable: true}\n- {id: b, answerable: false, sections: [x]}\n- {id: a, answerble: no}\n"
    )
    with pytest.raises(ProblemsError) as caught:
        load_reading(path)
    shown = str(caught.value)
    assert "b.yaml:1: 'a' is answerable but has no answer" in shown
    assert "b.yaml:2: the section 'x'" in shown
    assert "b.yaml:3: [2]: unknown key 'answerble'" in shown


def test_where_any_source_may_answer_two_that_do_agree(gold: Path) -> None:
    """One reader credits the captain, the other the operator, and the question takes either."""
    path = gold / "questions" / "ferry.yaml"
    path.write_text(path.read_text().replace("expects: moe", "expects: any", 1))
    read = load_gold(gold)
    free = next(item for item in read.questions if item.gold.expects == "any")
    sources = [claim.source for claim in free.gold.claims][:2]
    readings = [{free.id: Reading(free.id, True, ("x",), source, (1,))} for source in sources]
    assert len(set(sources)) == 2
    assert [one.what for one in agreement(*readings, read).differences] == []
    stranger = {free.id: Reading(free.id, True, ("x",), "nobody", (1,))}
    assert [one.what for one in agreement(readings[0], stranger, read).differences] == ["source"]
