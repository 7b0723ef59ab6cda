"""Subjects of verbs."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from harness.reading.parsed import Parse, agent_of
from harness.reading.parsing import read_sentence
from harness.reading.sentences import Span


def parse(text: str) -> Parse:
    """The parse of one sentence, where words between ⟦ and ⟧ are opaque."""
    start, end = text.find("⟦"), text.find("⟧") - 1
    plain = text.replace("⟦", "").replace("⟧", "")
    opaque = [Span(start, end)] if start >= 0 else []
    return read_sentence(plain, Span(0, len(plain)), opaque)


def subjects(text: str) -> list[tuple[str, str]]:
    """Each verb with the first words of its subject."""
    read = parse(text)
    pairs = []
    for clause in read.clauses:
        subject = clause.subject
        words = [] if subject is None else read.words[subject.first : subject.last + 1]
        pairs.append((" ".join(word.text for word in words), read.words[clause.main].text))
    return pairs


CASES = [
    ("A woman who has accused the mayor of theft said on Sunday ⟦it was so⟧.", ("A woman", "said")),
    ("Lars Ode, 49, a pilot who works for the port, said ⟦it sank⟧.", ("Lars Ode", "said")),
    ("⟦No,⟧ said Ingrid Moe, captain of the Halden.", ("Ingrid Moe", "said")),
    ("Fjordline has denied the claims, and suggested ⟦a storm⟧.", ("Fjordline", "suggested")),
    ("Moe said she was tired, and suggested ⟦a rest⟧.", ("Moe", "suggested")),
    ("While denouncing ⟦the owners⟧ to voters, she has no plan.", ("she", "denouncing")),
    ("But while Moe hoped to sail, Ode insisted ⟦no⟧.", ("Ode", "insisted")),
    ("The ruling, in which Judge Ola Ness cited ⟦the law⟧, was issued.", ("Judge Ola Ness", "cited")),
    ("Moe was heard on the radio telling Ode ⟦to leave⟧.", ("Moe", "telling")),
    ("As Moe noted, ⟦it sank⟧.", ("Moe", "noted")),
    ("Polls show ⟦a lead⟧.", ("Polls", "show")),
    ("212 people were aboard, said the captain of the ferry.", ("the captain", "said")),
    ("Moe quoted Ode as saying ⟦no⟧.", ("Ode", "saying")),
]


@pytest.mark.parametrize(("text", "pair"), CASES)
def test_each_verb_has_its_subject(text: str, pair: tuple[str, str]) -> None:
    """Relative clauses, appositions, inversions and coordination do not get in the way."""
    assert pair in subjects(text)


def test_the_agent_of_a_passive_is_behind_by() -> None:
    """ "was blamed by the company": the company acts; without "by" nobody does."""
    read = parse("The crew was blamed by the company.")
    agent = agent_of(read, read.clauses[0])
    assert agent is not None
    assert read.words[agent.last].text == "company"
    alone = parse("The crew was blamed.")
    assert agent_of(alone, alone.clauses[0]) is None


@given(
    st.lists(
        st.sampled_from(
            [
                "the",
                "Moe",
                "said",
                "that",
                "who",
                ",",
                "and",
                ":",
                "“",
                "”",
                "was",
                "by",
                "212",
                "told",
                "people",
                "claims",
                "to",
                "not",
            ]
        ),
        max_size=14,
    )
)
def test_no_order_of_words_breaks_the_reader(words: list[str]) -> None:
    """Every clause and phrase lies within the sentence, whatever the words."""
    read = parse(" ".join(words))
    for clause in read.clauses:
        assert 0 <= clause.first <= clause.main <= clause.last < len(read.words)
    for phrase in read.phrases:
        assert 0 <= phrase.first <= phrase.last < len(read.words)
