from __future__ import annotations

from collections.abc import Callable
from xml.etree import ElementTree

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from harness.reports import plots
from harness.reports.plots import Mark, Row
from harness.reports.tallies import Composition

MARK = Mark(0.4, 0.2, 0.7)
ROWS = (Row("number (12)", (MARK, Mark(0.9, None, None))), Row("a < b & $c$", (None, Mark(None, None, None))))
DRAWINGS: tuple[Callable[[], str], ...] = (
    lambda: plots.draw_slices(ROWS, ["one", "two"], "a", "By kind"),
    lambda: plots.draw_compositions([Composition("one", (("correct", 3), ("wrong", 1)), 4)], "a", "Verdicts"),
    lambda: plots.draw_gaps([("one", Mark(0.1, -0.1, 0.3), False)], "a", "Gaps"),
    lambda: plots.draw_differences(ROWS, "a", "Before and after"),
    lambda: plots.draw_over_time(
        {"one": [MARK, Mark(None, None, None)]}, ["first", "second"], [1, 1], "a", "Over time"
    ),
)


@pytest.mark.parametrize("draw", DRAWINGS)
def test_drawing_is_plain_svg(draw: Callable[[], str]) -> None:
    """A drawing has a title, its text as text, no inline style, no colour of its own, and no reference outside."""
    text = draw()
    root = ElementTree.fromstring(text)
    assert root.tag == "svg"
    assert root.find("title") is not None
    assert root.findall(".//text")
    assert "style" not in text
    assert "http" not in text
    painted = {value for one in root.iter() for key, value in one.attrib.items() if key in ("fill", "stroke")}
    assert painted <= {"none"}


@pytest.mark.parametrize("draw", DRAWINGS)
def test_same_drawing_twice(draw: Callable[[], str]) -> None:
    """Drawing again gives the same text: no clock, no chance."""
    assert draw() == draw()


def test_ids_are_the_drawings_own() -> None:
    """Two drawings on one page share no id, and every reference has its target."""
    first, second = (plots.draw_slices(ROWS, ["one", "two"], name, "By kind") for name in ("a", "b"))
    ids = [{one.get("id") for one in ElementTree.fromstring(text).iter()} - {None} for text in (first, second)]
    assert ids[0]
    assert not ids[0] & ids[1]
    used = {one.get("href", "").removeprefix("#") for one in ElementTree.fromstring(first).iter()} - {""}
    assert used <= ids[0]


@settings(max_examples=25, deadline=None)
@given(st.text())
def test_any_label_can_be_drawn(label: str) -> None:
    """A label of any characters gives well-formed SVG that holds no foreign element."""
    root = ElementTree.fromstring(plots.draw_slices([Row(label, (MARK,))], ["one"], "a", label.replace("\x00", "")[:0]))
    assert {one.tag for one in root.iter()} <= {"svg", "title", "defs", "g", "path", "use", "text", "clipPath", "rect"}


def test_long_labels_are_cut() -> None:
    """A label that would push the drawing aside is cut, with a sign that it was."""
    assert plots.drawable("x" * 100) == "x" * (plots.LONGEST_LABEL - 1) + "…"
