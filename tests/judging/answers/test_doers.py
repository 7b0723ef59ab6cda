"""Who an answer says did what a "Who …?" asks about."""

import pytest

from harness.judging.answers.doers import doers_of

NAMES = {"varga": ("Piet Varga",), "roke": ("Anna Roke", "Lorne's prime minister"), "amory": ("Tess Amory",)}


@pytest.mark.parametrize(
    ("answer", "question", "doers"),
    [
        ("Piet Varga promised 24 batteries.", "Who promised 24 batteries?", ("varga",)),
        ("Varga spoke first, but the batteries were promised by Anna Roke.", "Who promised 24 batteries?", ("roke",)),
        ("It was Tess Amory who warned that they would rearm.", "Who warned that they would rearm?", ("amory",)),
        ("Tess Amory spoke of rain.", "Who warned that they would rearm?", ()),
        ("Piet Varga", "How many batteries were promised?", ()),
    ],
)
def test_the_doer_of_the_questions_verb_is_named(answer: str, question: str, doers: tuple[str, ...]) -> None:
    """As its subject, as the agent of a passive, or in a cleft; nobody without the verb or such a question."""
    assert doers_of(answer, question, NAMES) == doers
