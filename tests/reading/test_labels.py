"""Sources that stand beside what they say."""

import pytest

from harness.reading.labels import has_saying, labelled_sources


@pytest.mark.parametrize(
    ("text", "source", "content"),
    [
        ("212\nSaid by: Captain Moe", "Captain Moe", "212"),
        ("**Answer:** 212\n**Source:** Moe", "Moe", "212"),
        ("Who said it: Moe\nAnswer: 212", "Moe", "212"),
        ("212 (the captain), 198 (Fjordline)", "Fjordline", "198"),
        ("Moe (212) and Fjordline (198)", "Moe", "212"),
        ("Moe: 212, Fjordline: 198", "Fjordline", "198"),
        ("U.S. Coast Guard: 212", "U.S. Coast Guard", "212"),
        ("“Nobody was hurt” – Ingrid Moe", "Ingrid Moe", "“Nobody was hurt”"),
        ("The source is the union.\n14 hours", "the union", "14 hours"),
    ],
)
def test_labels_brackets_colons_and_dashes_name_a_source(text: str, source: str, content: str) -> None:
    """Every short form that models answer in."""
    found = [
        (one.source.of(text), stretch.of(text).strip(". "))
        for one in labelled_sources(text)
        if one.source is not None
        for stretch in one.content
    ]
    assert (source, content) in found


def test_a_clause_is_no_label() -> None:
    """A bracket that says something by itself is read as a sentence, not as a name."""
    assert has_saying("Fjordline says 198")
    assert not has_saying("the Pentagon's estimates")
    assert not has_saying("State Department")
