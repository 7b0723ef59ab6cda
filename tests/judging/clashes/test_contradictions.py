"""What a document says otherwise than a sentence."""

import pytest

from harness.judging.alignment import align
from harness.judging.clashes import Clash
from harness.judging.clashes.contradictions import find_clashes
from harness.judging.windows import prepare, read_words

DOCUMENT = (
    "The ferry ran aground off Skarvoy on Tuesday with 212 people aboard. "
    "Fares rose steeply in 2019. The crew had not slept for a day. The captain, Ingrid Moe, is safe."
)


def clashes(sentence: str, document: str = DOCUMENT) -> tuple[Clash, ...]:
    """All clashes of a sentence with the document."""
    prepared = prepare(document)
    words = read_words(sentence, known_names=prepared.names)
    return find_clashes(sentence, words, align(words, prepared), prepared)


@pytest.mark.parametrize(
    ("sentence", "kind", "here", "there"),
    [
        ("The ferry ran aground with 198 people aboard.", "number", "198", "212"),
        ("The ferry ran aground off Skarvoy on Monday.", "kind", "Monday", "Tuesday"),
        ("The ferry sank off Skarvoy on Tuesday.", "opposite", "sank", "aground"),
        ("Fares fell steeply in 2019.", "opposite", "fell", "rose"),
        ("Fares rose steeply in 2018.", "number", "2018", "2019"),
        ("The captain, Ingrid Moe, is unsafe.", "opposite", "unsafe", "safe"),
        ("The captain, Astrid Moe, is safe.", "name", "Astrid", "Ingrid"),
    ],
)
def test_clash_shows_both_places(sentence: str, kind: str, here: str, there: str) -> None:
    """A clash names its kind, the word of the sentence and the place of the document that says otherwise."""
    (clash,) = clashes(sentence)
    assert clash.kind == kind
    assert sentence[clash.start : clash.end] == here
    assert DOCUMENT[clash.document_start : clash.document_end] == there


def test_a_figure_that_the_document_tells_beside_another_is_no_clash() -> None:
    """Two tellers' figures of one thing stand beside each other; a third figure clashes with either."""
    text = "The captain counted 212 passengers aboard. The company put it at 198."
    assert clashes("There were 198 passengers aboard.", text) == ()
    assert [clash.kind for clash in clashes("There were 189 passengers aboard.", text)] == ["number"]


@pytest.mark.parametrize(
    "sentence",
    [
        "The ferry ran aground on Tuesday with 212 people aboard.",
        "Two hundred crews went on strike.",
        "In 2019 fares went up steeply.",
        "",
    ],
)
def test_agreement_and_other_matters_do_not_clash(sentence: str) -> None:
    """What agrees with the document, or tells of something else, clashes with nothing."""
    assert clashes(sentence) == ()


def test_two_forms_of_a_name_are_no_rivals() -> None:
    """ "Western" between the same neighbours as "West" says the same; another name there does not."""
    text = "Lund read the statements from the West on Nordic troops."
    assert clashes("Lund read statements Western Nordic troops.", text) == ()
    assert [clash.kind for clash in clashes("Lund read statements Lemurian Nordic troops.", text)] == ["name"]


def test_a_weekday_is_no_rival_of_a_name() -> None:
    """ "Said on Thursday that Norway" between the neighbours of "said South Norway" leaves it who said it."""
    text = "Lund said Thursday Norway had ferries."
    assert clashes("Lund said South Norway had ferries.", text) == ()
