from __future__ import annotations

import random
import time

from hypothesis import given
from hypothesis import strategies as st

from harness.gold.duplicates import same_sections, similarity, united
from harness.schema import Document, Section


def document(name: str, *texts: str) -> Document:
    """A document with one section a text."""
    return Document(name, name, tuple(Section(number, "", text) for number, text in enumerate(texts)))


LONG = "The ferry ran aground off Skarvoy on Tuesday, the coastguard said, and nobody was hurt in the storm that day."


def test_small_changes_do_not_part_copies() -> None:
    """A section with a word or its quotation marks changed is the same; one with other facts is not."""
    one, other = document("a", LONG, "Costs are high."), document("b", LONG.replace("storm", "gale"), "It rained.")
    assert same_sections([one, other]) == {key: frozenset({("a", 0), ("b", 0)}) for key in (("a", 0), ("b", 0))}


def test_empty_sections_are_nobodys_copies() -> None:
    """Two empty sections are not the same section."""
    assert same_sections([document("a", ""), document("b", "")]) == {}


def test_many_sections_are_found_by_minhash_as_well() -> None:
    """Among several hundred sections the same pairs are found as by comparing each with each."""
    shuffle = random.Random(3)
    words = [f"word{number}" for number in range(400)]
    texts = [" ".join(shuffle.choices(words, k=60)) for _ in range(240)]
    documents = [document("a", *texts), document("b", texts[7], texts[100] + " and more")]
    assert same_sections(documents)[("a", 7)] == frozenset({("a", 7), ("b", 0)})
    assert same_sections(documents)[("a", 100)] == frozenset({("a", 100), ("b", 1)})
    assert len(same_sections(documents)) == 4


def test_a_line_of_thousands_of_documents_is_one_comparison() -> None:
    """Every copy has the whole group, and a near copy with it; looking takes no longer than the sections are many."""
    lines = ("Read more on our site.", LONG, LONG.replace("storm", "gale"))
    documents = [document(f"d{number}", lines[0], f"{number} " * 4, lines[1 + number % 2]) for number in range(1500)]
    before = time.process_time()
    found = same_sections(documents)
    assert time.process_time() - before < 10
    assert found[("d7", 0)] == frozenset((f"d{number}", 0) for number in range(1500))
    assert found[("d7", 2)] == found[("d8", 2)] == frozenset((f"d{number}", 2) for number in range(1500))
    assert ("d7", 1) not in found


def test_editions_are_united() -> None:
    """What is the same in one edition is the same."""
    pair = frozenset({("a", 1), ("b", 1)})
    assert united({("a", 1): pair}, {}) == {("a", 1): pair}


@given(st.text(max_size=60), st.text(max_size=60))
def test_similarity_is_a_share(one: str, other: str) -> None:
    """Similarity is in [0, 1], the same in both directions, and 1 for a text with itself."""
    assert 0 <= similarity(one, other) <= 1
    assert similarity(one, other) == similarity(other, one)
    assert similarity(one, one) == 1
