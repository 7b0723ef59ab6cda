"""Whether a document bears out a sentence or a whole summary."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from harness.judging.support import claim_support, prepare, summary_support, support
from harness.judging.voices import Speakers

DOCUMENT = """## Ferry runs aground
The ferry Halden ran aground off Skarvoy at about 6.40 pm on Tuesday, the coastguard said. Its captain, Ingrid
Moe, told the broadcaster NRT that 212 people were aboard. The operator, Fjordline, gave the number as 198.
## Injuries
Nine people were taken to hospital, the coastguard said. Fjordline said that six had been treated, none of them
seriously. No one is missing.
## Cause
Fjordline blamed a failed rudder. The seafarers' union said that crews had worked 14-hour shifts since June.
The salvage will cost 45 million kroner (about $4.2 million), Fjordline said.
"""
SOURCES = Speakers(
    {
        "coastguard": ["the coastguard", "coast guard", "coastguard officials"],
        "moe": ["Ingrid Moe", "the captain", "Captain Moe"],
        "fjordline": ["Fjordline", "the operator", "the company"],
        "union": ["the seafarers' union", "the union"],
    },
    {},
)


@pytest.mark.parametrize(
    ("sentence", "is_supported"),
    [
        ("The ferry Halden went aground off Skarvoy on Tuesday with 212 people aboard, its captain said.", True),
        ("A rudder failed.", True),
        ("Fjordline said nine people went to hospital.", False),
        ("The Halden sank on Tuesday.", False),
        ("The captain said 198 were aboard.", False),
        ("The union said crews had worked 14-hour shifts.", True),
        ("The salvage will cost 45 million kroner.", True),
        ("The salvage will cost 54 million kroner.", False),
        ("The mayor of Oslo resigned over a bridge.", False),
        ("Fjordline denied that a rudder had failed.", False),
        ("Six of the passengers were not treated, Fjordline said.", False),
    ],
)
def test_contract_examples(sentence: str, is_supported: bool) -> None:
    """The examples of the contract, and some like them; sources are told apart by their names."""
    assert support(sentence, DOCUMENT, speakers=SOURCES).is_supported is is_supported


def test_failing_span_says_what_fails() -> None:
    """A wrong number, name or speaker is shown with its place in the sentence."""
    sentence = "Fjordline said nine people went to hospital."
    found = support(sentence, DOCUMENT, speakers=SOURCES)
    assert [(sentence[start:end], kind) for start, end, kind in found.failing] == [("Fjordline", "speaker")]
    sentence = "The salvage will cost 54 million kroner."
    found = support(sentence, DOCUMENT)
    assert [(sentence[start:end], kind) for start, end, kind in found.failing] == [("54", "number")]


def test_evidence_is_the_sentence_of_the_document() -> None:
    """The evidence is what a reader would point at."""
    found = support("Crews had worked 14-hour shifts since June.", DOCUMENT)
    assert [DOCUMENT[start:end] for start, end in found.evidence] == [
        "The seafarers' union said that crews had worked 14-hour shifts since June."
    ]


def test_opener_is_no_claim() -> None:
    """What introduces a summary is not held against it."""
    assert support("Here is a summary of the article:", DOCUMENT).is_supported


def test_every_sentence_of_the_document_is_supported_by_it() -> None:
    """A document bears itself out."""
    found = summary_support(DOCUMENT, DOCUMENT)
    assert found.is_supported
    assert found.score > 0.95


def test_worst_sentence_pulls_a_summary_down() -> None:
    """One unsupported sentence makes the summary unsupported and lowers its score."""
    good = "Nine people were taken to hospital. No one is missing."
    bad = good + " The mayor of Oslo resigned over a bridge."
    assert summary_support(good, DOCUMENT).is_supported
    assert not summary_support(bad, DOCUMENT).is_supported
    assert summary_support(bad, DOCUMENT).score < summary_support(good, DOCUMENT).score


def test_a_joint_of_two_stretches_tells_more_than_words_left_out() -> None:
    """Both sentences are made of one sentence's words in their order; the one with a wrong subject scores lower."""
    text = (
        "Harbour master Ingrid Moe thanked the crew of the pilot boat, while the owner of the ferry, who had been "
        "called at home in the night, refused to pay."
    )
    shortened = support("The owner of the ferry, called at home, refused to pay.", text)
    joined = support("Harbour master Ingrid Moe refused to pay.", text)
    assert joined.score < shortened.score


def test_edges() -> None:
    """Nothing bears out a claim in an empty document; an empty summary is worth nothing; no claim is fine."""
    assert not support("The ferry sank.", "").is_supported
    assert summary_support("", DOCUMENT).score == 0.0
    assert support("...", DOCUMENT).is_supported


def test_prepared_document_gives_the_same() -> None:
    """Preparing a document beforehand changes nothing but the time."""
    assert support("A rudder failed.", prepare(DOCUMENT)) == support("A rudder failed.", DOCUMENT)


def test_claim_is_borne_out_by_two_passages_together() -> None:
    """Distant passages may bear a claim out together, and a foreign name sinks it."""
    passages = [
        "Moe was born in Bergen.",
        "She has led the union since 2011.",
        "Ships are old.",
        "Moe studied law in Oslo.",
    ]
    assert claim_support("Moe, born in Bergen, studied law in Oslo.", passages).is_supported
    assert not claim_support("Lund, born in Kiel, studied law in 1987.", passages).is_supported
    assert not claim_support("Moe studied law in Oslo.", []).is_supported


def test_a_sentence_that_no_passage_has_costs_the_claim() -> None:
    """Two sentences of which one is invented are worth less than the same words in a single one."""
    passages = ["Moe studied law in Oslo and has led the union of harbour pilots since 2011."]
    together = claim_support("Moe studied law in Oslo and she wrote songs.", passages)
    apart = claim_support("Moe studied law in Oslo. She wrote songs.", passages)
    assert apart.score < 0.7 < 0.85 < together.score


@pytest.mark.parametrize(
    ("claim", "is_supported"),
    [
        ("Did you know that Moe studied law in Oslo?", False),
        ("Moe studied law in Oslo. Do you know where she was born? [1][2]", False),
        ('Moe studied law in Oslo and asked: "Is the ship safe?"', True),
        ("Moe studied law in Oslo. [1]", True),
    ],
)
def test_a_question_claims_nothing(claim: str, is_supported: bool) -> None:
    """What closes with a question of its own is borne out by no passage; a quoted question is told as any words are."""
    passages = ["Moe studied law in Oslo.", 'Moe asked the owner: "Is the ship safe?"']
    assert claim_support(claim, passages).is_supported is is_supported


def test_another_countrys_teller_is_no_other_thing() -> None:
    """Behind "according to" a country's word names who tells it, who may stand elsewhere in the document."""
    text = (
        "On Monday Polish intelligence was surprised by the 40 boats off Skarvoy. Ministers met at once. The figure "
        "is that of US intelligence."
    )
    assert support("There were 40 boats off Skarvoy on Monday, according to US intelligence.", text).is_supported
    assert not support("On Monday US intelligence was surprised by the 40 boats off Skarvoy.", text).is_supported


def test_a_placeholder_invents_nobody() -> None:
    """What a model writes for a word that it lacks costs the sentence its verdict, but not as much as a false name."""
    text = "Captain Ingrid Moe of the ferry Halden was saved by a fishing boat (the Solveig) on Tuesday."
    written = "Captain UNK of the ferry Halden was saved by a fishing boat -LRB- the Solveig -RRB- on Tuesday."
    found = support(written, text)
    assert (found.is_supported, found.reason) == (False, "'UNK' stands for a word that the model lacked")
    assert found.score > 0.9 > 0.45 > support(written.replace("UNK", "Ness"), text).score
    assert support(written.replace("UNK", "Moe"), text).is_supported


@given(st.text(max_size=100), st.text(max_size=200))
def test_score_is_a_share(sentence: str, text: str) -> None:
    """Whatever the texts, the score is in [0, 1] and every span lies in its text."""
    found = support(sentence, text)
    assert 0.0 <= found.score <= 1.0
    assert found.is_supported is (found.score >= 0.5)
    assert all(0 <= start <= end <= len(text) for start, end in found.evidence)
    assert all(0 <= start <= end <= len(sentence) for start, end, _ in found.failing)


def test_other_words_are_enough_where_nothing_is_at_odds() -> None:
    """A sentence between 0.27 and 0.5 is supported, unless it clashes or has a number that is nowhere."""
    loose = support("Captain Ingrid Moe informed the channel NRT about 212 travellers being carried.", DOCUMENT)
    assert loose.is_supported
    assert 0.27 <= loose.score < 0.5
    wrong = support("The salvage will cost 54 million kroner.", DOCUMENT)
    assert not wrong.is_supported


def test_a_rank_is_no_negation() -> None:
    """The "No" of "World No 1" negates nothing."""
    text = "World No 1 Ada Lund won the cup on Sunday."
    assert support("Lund, the world No 1, won the cup on Sunday.", text).is_supported
    assert support("Ada Lund won the cup on Sunday.", text).is_supported
