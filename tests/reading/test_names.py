"""Names: when two of them are one, and where they stand."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from harness.reading.names import find_names, name_parts, same_name


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("Moe", "Captain Ingrid Moe"),
        ("I. Moe", "Ingrid Moe"),
        ("Kyiv", "Kiev"),
        ("Zelensky", "Volodymyr Zelenskyy"),
        ("Sergei Bondar", "Serhiy Bondar"),
        ("US", "the United States"),
        ("WHO", "World Health Organization"),
        ("Ministry of Fisheries", "Fisheries Ministry"),
        ("Gaddafi", "Qaddafi"),
        ("Fjordline", "Fjordline AS"),
        ("Mohammed al-Sayed", "Muhammad Al Sayed"),
    ],
)
def test_forms_of_one_name(first: str, second: str) -> None:
    """Titles, initials, transliterations, acronyms and word order do not make another name."""
    assert same_name(first, second)
    assert same_name(second, first)


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("John Berg", "Jane Berg"),
        ("Haakon VII", "Haakon VIII"),
        ("Korea", "Korean"),
        ("Lee", "Li"),
        ("Norway", "Sweden"),
        ("Ministry of Fisheries", "Ministry of Finance"),
        ("North Korea", "South Korea"),
    ],
)
def test_names_of_others(first: str, second: str) -> None:
    """Another first name, number or body is another name."""
    assert not same_name(first, second)


@given(st.from_regex(r"[A-Z][a-z]{2,8}( [A-Z][a-z]{2,8})?", fullmatch=True))
def test_a_name_is_itself(name: str) -> None:
    """Every name is the same as itself."""
    assert same_name(name, name)


@given(st.text(max_size=40), st.text(max_size=40))
def test_comparing_is_symmetric(first: str, second: str) -> None:
    """The order of the two names does not matter, whatever the texts."""
    assert same_name(first, second) == same_name(second, first)


def test_titles_and_suffixes_are_no_part() -> None:
    """What tells a person or a firm from others is the bare name."""
    assert name_parts("Prime Minister Dr. Ingrid Moe Jr.") == ("ingrid", "moe")
    assert name_parts("Fjordline Ltd") == ("fjordline",)


def test_names_in_running_text() -> None:
    """Runs of capitalised words are names; `the` at the start of a sentence is not."""
    text = "The ferry Halden ran aground. Ingrid Moe of the Ministry of Fisheries met Mr. Berg in Oslo on Tuesday."
    assert [name.text for name in find_names(text)] == [
        "Halden", "Ingrid Moe of the Ministry of Fisheries", "Mr. Berg", "Oslo", "Tuesday",
    ]  # fmt: skip
