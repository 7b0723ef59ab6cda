"""Numbers by short keys."""

from hypothesis import given
from hypothesis import strategies as st

from harness.codec.places import Places, key_of


@given(st.lists(st.tuples(st.text(max_size=3), st.integers(-(2**40), 2**40)), max_size=400))
def test_it_is_a_dictionary(pairs: list[tuple[str, int]]) -> None:
    """Whatever is put in, in whatever order and how often, is found as in a dict, and nothing else is."""
    places, known = Places(), dict[str, int]()
    for name, number in pairs:
        places[key_of(name)] = known[name] = number
    assert len(places) == len(known)
    assert {name: places.get(key_of(name)) for name in known} == known
    assert places.get(key_of("nowhere")) is None
    assert key_of("nowhere") not in places


def test_keys_that_begin_alike_are_told_apart() -> None:
    """Keys that fall on one slot, also the last of the table, keep their own numbers."""
    places = Places()
    keys = [b"\xff" * 8 + bytes([number]) * 8 for number in range(100)]
    for number, key in enumerate(keys):
        places[key] = number
    assert [places.get(key) for key in keys] == list(range(100))
