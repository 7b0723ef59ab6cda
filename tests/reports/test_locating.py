from __future__ import annotations

from harness.reports.locating import Locator, quote_span
from harness.schema import Document, Evidence, Section

TEXT = "The fire brigade\ncounted  nine boats. “We had it out,” it said."


def test_exact_words() -> None:
    """A quote that stands there is found where it stands."""
    assert quote_span("fire brigade", TEXT) == (4, 16)


def test_other_white_space() -> None:
    """Line ends and double blanks do not matter."""
    span = quote_span("brigade counted nine", TEXT)
    assert span is not None
    assert TEXT[slice(*span)] == "brigade\ncounted  nine"


def test_other_marks() -> None:
    """Other quotation marks do not matter: the words decide."""
    span = quote_span('"We had it out," it said', TEXT)
    assert span is not None
    assert "We had it out,” it said" in TEXT[slice(*span)]


def test_words_that_are_not_there() -> None:
    """A quote that stands nowhere has no range, and an empty one neither."""
    assert quote_span("twelve boats", TEXT) is None
    assert quote_span("", "") is not None or quote_span(" ", TEXT) is not None


def test_places() -> None:
    """Evidence is a document's number, a section, and a range where one is known."""
    locator = Locator([Document("h1", "", (Section(2, "", TEXT),))])
    assert locator.place(Evidence("h1", 2, "nine boats")) == (0, 2, 26, 36)
    assert locator.place(Evidence("h1", 2)) == (0, 2)
    assert locator.place(Evidence("h1", 2, "nothing of it")) == (0, 2)
    assert locator.place(Evidence("h9", 2, "nine boats")) == (-1, 2)
