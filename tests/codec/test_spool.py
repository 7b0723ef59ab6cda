from __future__ import annotations

import pickle

import pytest
from hypothesis import given
from hypothesis import strategies as st

from harness.codec import spool as spooling
from harness.codec.spool import Fingerprints, Indexed, Joined, Part, Spool, SpooledMapping, held


@given(st.lists(st.text()), st.slices(40))
def test_a_spool_is_the_list_that_went_in(records: list[str], some: slice) -> None:
    """Length, order, single records, slices and a copy are those of a list."""
    spool = Spool(records)
    assert list(spool) == records
    assert len(spool) == len(records)
    assert [spool[-place - 1] for place in range(len(records))] == records[::-1]
    assert list(spool[some]) == records[some]
    assert list(pickle.loads(pickle.dumps(spool))) == records


def test_a_spool_is_read_while_it_grows() -> None:
    """What is appended after a reading, over the size of the buffer too, is there at the next."""
    spool: Spool[str] = Spool()
    for number in range(300):
        spool.append(f"{number} " + "x" * 10_000)
        assert spool[number // 2].startswith(f"{number // 2} ")
    assert [one.split(" ")[0] for one in spool] == [str(number) for number in range(300)]


@given(st.lists(st.lists(st.integers())), st.slices(40))
def test_joined_and_part_copy_nothing_and_lose_nothing(parts: list[list[int]], some: slice) -> None:
    """Several lists as one, and some of them, are what adding and slicing lists gives."""
    whole = [number for part in parts for number in part]
    joined = Joined([Spool(part) for part in parts])
    assert list(joined) == whole
    assert list(joined[some]) == whole[some]
    assert [joined[place] for place in range(len(whole))] == whole
    assert list(Part(joined, range(len(joined)))[some]) == whole[some]


@given(st.dictionaries(st.text(), st.integers()))
def test_a_spooled_mapping_is_the_mapping_that_went_in(records: dict[str, int]) -> None:
    """Names, their order and their records."""
    spooled = SpooledMapping(records.items())
    assert list(spooled.items()) == list(records.items())
    assert dict(pickle.loads(pickle.dumps(spooled))) == records
    assert "nobody's name" not in spooled


@given(st.lists(st.text(), unique=True), st.text())
def test_fingerprints_know_what_went_in(texts: list[str], other: str) -> None:
    """Each text that went in is found, one that didn't isn't."""
    held = Fingerprints(texts)
    assert all(text in held for text in texts)
    assert (other in held) is (other in texts)
    assert 5 not in held


@given(st.lists(st.tuples(st.text(), st.integers())), st.text())
def test_an_index_finds_the_last_of_a_name(records: list[tuple[str, int]], other: str) -> None:
    """What a dictionary of the same names finds, and nothing for a name that is not there."""
    found = Indexed(records, lambda record: record[0])
    wanted = {record[0]: record for record in records}
    assert len(found) == len(records)
    assert all(found.get(name) == record for name, record in wanted.items())
    assert found.get(other) == wanted.get(other)


@pytest.mark.parametrize("count", [2, 3, 4, 9])
def test_few_are_held_and_many_lie_on_a_file(count: int, monkeypatch: pytest.MonkeyPatch) -> None:
    """Either way they are the records that were given, in their order."""
    monkeypatch.setattr(spooling, "MOST_HELD", 3)
    records = held(iter(range(count)))
    assert isinstance(records, tuple) is (count <= 3)
    assert list(records) == list(range(count))
