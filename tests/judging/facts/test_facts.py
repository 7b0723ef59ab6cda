"""Whether a text states a fact, says otherwise, or leaves it out."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from harness.judging.facts import fact_stated

FACTS = {
    "ground": ("The ferry Halden ran aground off Skarvoy on Tuesday.", ["the coastguard"]),
    "aboard-captain": ("The captain said 212 people were aboard.", ["Ingrid Moe", "the captain"]),
    "aboard-operator": ("Fjordline said 198 people were aboard.", ["Fjordline", "the operator"]),
    "hospital": ("The coastguard said nine people were taken to hospital.", ["the coastguard"]),
    "rudder": ("Fjordline blamed a failed rudder.", ["Fjordline", "the operator"]),
}
LAUNDERED = (
    "The ferry Halden went aground off Skarvoy on Tuesday with 212 people aboard, its captain said. A rudder failed. "
    "Fjordline said nine people went to hospital."
)
WRONG = "The Halden sank on Tuesday. The captain said 198 were aboard."


@pytest.mark.parametrize(
    ("name", "text", "verdict"),
    [
        ("ground", LAUNDERED, "yes"),
        ("aboard-captain", LAUNDERED, "yes"),
        ("aboard-operator", LAUNDERED, "no"),
        ("hospital", LAUNDERED, "yes"),
        ("rudder", LAUNDERED, "yes"),
        ("ground", WRONG, "contradicted"),
        ("aboard-captain", WRONG, "contradicted"),
        ("aboard-operator", WRONG, "yes"),
        ("hospital", WRONG, "no"),
        ("rudder", WRONG, "no"),
    ],
)
def test_contract_examples(name: str, text: str, verdict: str) -> None:
    """The examples of the contract come out as it says: a fact is stated even without its source."""
    fact, names = FACTS[name]
    assert fact_stated(fact, text, ignore=names).verdict == verdict


def test_spans_show_where_the_fact_is_told() -> None:
    """A stated fact comes with the sentence that states it."""
    found = fact_stated("A rudder failed.", LAUNDERED)
    assert [LAUNDERED[start:end] for start, end in found.spans] == ["A rudder failed."]


def test_number_in_words_states_the_same() -> None:
    """Writing a number out changes no verdict."""
    assert fact_stated("9 people were hurt.", "Nine people were hurt in the fire.").verdict == "yes"


def test_another_number_of_the_same_is_contradicted() -> None:
    """Twelve hurt is not nine hurt."""
    assert fact_stated("Nine people were hurt.", "Twelve people were hurt in the fire.").verdict == "contradicted"


def test_paraphrase_is_stated() -> None:
    """Near-synonyms and changed order still state the fact."""
    assert (
        fact_stated("A court jailed the mayor for fraud.", "The mayor was imprisoned for fraud by a court.").verdict
        == "yes"
    )


def test_empty_text_states_nothing_and_empty_fact_is_stated() -> None:
    """The edges are fixed."""
    assert fact_stated("The ferry sank.", "").verdict == "no"
    assert fact_stated("", "The ferry sank.").verdict == "yes"


@given(st.lists(st.sampled_from(["Fares rose.", "Nine people were hurt.", "The ferry is old."]), min_size=1), st.data())
def test_order_of_sentences_changes_nothing(sentences: list[str], data: st.DataObject) -> None:
    """A fact told in one sentence is stated wherever that sentence stands."""
    shuffled = data.draw(st.permutations(sentences))
    first = fact_stated("Nine people were hurt.", " ".join(sentences))
    second = fact_stated("Nine people were hurt.", " ".join(shuffled))
    assert (first.verdict == "yes") == (second.verdict == "yes")


@given(st.text(max_size=100), st.text(max_size=200))
def test_score_is_a_share(fact: str, text: str) -> None:
    """Whatever the texts, the score is in [0, 1] and the spans lie in the text."""
    found = fact_stated(fact, text)
    assert 0.0 <= found.score <= 1.0
    assert all(0 <= start <= end <= len(text) for start, end in found.spans)


def test_another_whose_pronoun_is_sure_contradicts_nothing() -> None:
    """What "it" tells is the firm's, so that the union's own number is left untold."""
    fact = "The union said 3,500 drivers were on strike."
    text = "The firm said that some buses ran, and it counted 900 drivers on strike."
    assert fact_stated(fact, text, ignore=["the union"]).verdict == "no"


def test_what_another_sources_fact_says_as_nobodys_contradicts_nothing() -> None:
    """Where another fact has it, only its teller is left out; where none has, it is the summary's own."""
    fact = "The owner said no fare had been raised."
    others = ["The riders' league said fares had been raised in spring."]
    text = "Fares had been raised in spring."
    assert fact_stated(fact, text, ignore=["the owner"], others=others).verdict == "no"
    assert fact_stated(fact, text, ignore=["the owner"]).verdict == "contradicted"


@pytest.mark.parametrize(
    ("text", "verdict"),
    [
        ("Officials say that a second drone attack on Kyiv was under way.", "no"),
        ("Nobody was hurt in the drone attack on Kyiv.", "yes"),
        ("The drone attack on Kyiv hurt no one.", "yes"),
    ],
)
def test_what_is_not_so_is_not_told_by_the_rest_of_the_words(text: str, verdict: str) -> None:
    """A text with neither the negated word nor any negation leaves open what a fact says is not so."""
    assert fact_stated("Officials said nobody was hurt in the drone attack on Kyiv.", text).verdict == verdict


def test_an_ordinal_does_not_tell_what_is_not_so() -> None:
    """That it was the second attack says nothing of the hurt."""
    fact = "Officials said nobody was hurt in the second night's attack on Kyiv."
    assert fact_stated(fact, "Officials say that a second night's attack on Kyiv was under way.").verdict == "no"
