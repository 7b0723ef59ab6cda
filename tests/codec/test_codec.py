from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import ClassVar, Literal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from harness.codec import (
    FORBID,
    ConfigDict,
    Located,
    decode,
    decode_or_raise,
    dump_yaml,
    json_schema,
    load_yaml,
    parse_yaml,
)
from harness.errors import MissingError, ProblemsError


@dataclass(frozen=True, slots=True)
class Port:
    """Where a ferry calls."""

    __pydantic_config__: ClassVar[ConfigDict] = FORBID
    name: str
    depth: float = 1.0


@dataclass(frozen=True, slots=True)
class Ferry:
    """A record with a field of each kind."""

    __pydantic_config__: ClassVar[ConfigDict] = FORBID
    name: str
    built: date | None = None
    kind: Literal["car", "foot"] = "car"
    running: bool = True
    crew: int = 0
    answers: tuple[str, ...] = ()
    ports: tuple[Port, ...] = ()
    fares: dict[str, float] = field(default_factory=dict)


def problems_of(text: str) -> list[str]:
    """The messages that reading that text gives."""
    with pytest.raises(ProblemsError) as caught:
        parse_yaml(text, "f.yaml")
    return [str(problem) for problem in caught.value.problems]


def test_every_value_knows_its_line() -> None:
    """The lines of keys, of list items and of what they hold are those of the file."""
    located = parse_yaml("- name: Halden\n  ports:\n    - {name: a}\n\n    - name: b\n      depth: 2\n", "f.yaml")
    assert located.data == [{"name": "Halden", "ports": [{"name": "a"}, {"name": "b", "depth": 2}]}]
    assert located.place((0, "ports")).line == 2
    assert located.place((0, "ports", 1, "depth")).line == 6
    assert located.place((0, "ports", 1, "nothing")).line == 5


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ("no", "no"),
        ("on", "on"),
        ("Yes", "Yes"),
        ("true", True),
        ("2024-11-03", "2024-11-03"),
        ("8,000", "8,000"),
        ("007", "007"),
        ("1_000", "1_000"),
        ("12:30", "12:30"),
        ("12", 12),
        ("-1.5", -1.5),
        ("~", None),
        ("'12'", "12"),
        (".inf", ".inf"),
        ("0x1F", "0x1F"),
        ("1e999", "1e999"),
    ],
)
def test_words_stay_words(written: str, read: object) -> None:
    """Only what YAML 1.2 calls a number, truth value or null is one: Norway's no and dates are text."""
    assert parse_yaml(f"a: {written}\n", "f.yaml").data == {"a": read}


@pytest.mark.parametrize(
    ("text", "line", "said"),
    [
        ("a: 1\nb: 2\na: 3\n", 3, "first on line 1"),
        ("a: &x [1]\nb: *x\n", 1, "anchor &x"),
        ("a: !!python/name:os.system x\n", 1, "tag"),
        ("a: 1\n12: b\n", 2, "is not text"),
        ("a:\n\tb: 1\n", 2, "spaces, not tabs"),
        ("a: 1\n---\nb: 1\n", 2, "second YAML document"),
        ("a: said: no\n", 1, "quotes"),
        ("a: [1, 2\n", 2, "not YAML"),
        ("? [a, b]\n: c\n", 1, "where a key was expected"),
        ("a: b\x07c\n", 1, "U+0007"),
        ("[" * 60 + "]" * 60, 1, "nested too deeply"),
    ],
)
def test_what_is_not_plain_yaml_is_refused_with_its_line(text: str, line: int, said: str) -> None:
    """Duplicate keys, anchors, tags, tabs and the like each say what is wrong and where."""
    messages = problems_of(text)
    assert any(message.startswith(f"f.yaml:{line}: ") and said in message for message in messages), messages


def test_several_mistakes_come_at_once() -> None:
    """One reading finds two doubled keys and an anchor."""
    assert len(problems_of("a: 1\na: 2\nb: &x 1\nb: 3\n")) == 3


def test_files_that_cannot_be_text(tmp_path: Path) -> None:
    """Bad bytes, too much, and nothing at all each have their own message."""
    bad = tmp_path / "bad.yaml"
    bad.write_bytes(b"a: 1\nb: \xff\n")
    with pytest.raises(ProblemsError, match=r"bad\.yaml:2: byte 8 is not UTF-8"):
        load_yaml(bad)
    with pytest.raises(ProblemsError, match="are too many"):
        load_yaml(bad, most_bytes=3)
    with pytest.raises(MissingError, match="can't be read"):
        load_yaml(tmp_path / "none.yaml")


def test_windows_line_ends_and_marks_are_read(tmp_path: Path) -> None:
    """A byte order mark and carriage returns leave no trace in the data."""
    file = tmp_path / "w.yaml"
    file.write_bytes(b"\xef\xbb\xbfa: x\r\nb: y\r\n")
    assert load_yaml(file).data == {"a": "x", "b": "y"}


def test_decoding_gives_frozen_records() -> None:
    """Dates, tuples and nested records are made; a number where text is wanted keeps its own spelling."""
    located = parse_yaml(
        "name: 12\nbuilt: 1990-04-02\nanswers: [8000, 1.50, no]\nports: [{name: a}]\nfares: {child: 3}\n", "f"
    )
    ferry, problems = decode(Ferry, located)
    assert problems == ()
    assert ferry == Ferry(
        "12", date(1990, 4, 2), answers=("8000", "1.50", "no"), ports=(Port("a"),), fares={"child": 3.0}
    )


def test_all_mistakes_of_a_record_come_at_once() -> None:
    """Each has its line, what was expected, and the nearest right name."""
    text = "nmae: x\nbuilt: soon\nkind: caar\nrunning: no\ncrew: many\nports:\n  - nam: a\n    dept: 1\nanswers: word\n"
    ferry, problems = decode(Ferry, parse_yaml(text, "f.yaml"))
    shown = "\n".join(map(str, problems))
    assert ferry is None
    assert "f.yaml:1: unknown key 'nmae'" in shown
    assert "did you mean name?" in shown
    assert "f.yaml:1: the key 'name' is missing" in shown
    assert "f.yaml:2: built: 'soon' stands where a date" in shown
    assert "f.yaml:3: kind: 'caar' is none of car, foot; did you mean car?" in shown
    assert "f.yaml:4: running: 'no' stands where true or false was expected" in shown
    assert "f.yaml:5: crew: 'many' stands where a whole number was expected" in shown
    assert "f.yaml:8: ports[0]: unknown key 'dept'; known are depth, name; did you mean depth?" in shown
    assert "f.yaml:9: answers: 'word' stands where a list was expected" in shown


def test_part_of_a_file_can_be_decoded() -> None:
    """A path into the data keeps the lines of the file."""
    located = parse_yaml("ferries:\n  - {name: a}\n  - {name: b, crew: 1.5}\n", "f.yaml")
    assert decode(Ferry, located, ("ferries", 0)) == (Ferry("a"), ())
    with pytest.raises(ProblemsError, match=r"f\.yaml:3: ferries\[1\]\.crew: "):
        decode_or_raise(Ferry, located, ("ferries", 1))


def test_the_schema_forbids_unknown_keys() -> None:
    """An editor that knows the JSON Schema marks the same unknown keys."""
    assert json_schema(Ferry)["additionalProperties"] is False


plain = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(st.characters(codec="utf-8", exclude_categories=["Cc", "Cs"])),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text("abc: #-'\"no", min_size=1), inner, max_size=3),
    max_leaves=8,
)


@given(plain)
def test_what_is_written_is_read_back(data: object) -> None:
    """Any plain data survives being written and read."""
    assert parse_yaml(dump_yaml({"data": data}), "f").data == {"data": data}


@given(st.text(alphabet="ab:-[]{}#&*!|>'\"% \n\t,?", max_size=40))
def test_no_text_breaks_the_reader(text: str) -> None:
    """Whatever stands in a file, it is read or refused with a place, never a crash."""
    found: Located | ProblemsError
    try:
        found = parse_yaml(text, "f")
    except ProblemsError as error:
        found = error
    if isinstance(found, ProblemsError):
        assert all(problem.place.line for problem in found.problems)
