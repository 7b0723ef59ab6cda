"""Who stands behind given words."""

import pytest

from harness.reading.governors import governors_of
from harness.reading.sentences import Span

CASES = [
    ("Moe said ⟦Ode lost the rudder⟧.", "Moe"),
    ("⟦“Ode lost it,”⟧ Moe told the radio.", "Moe"),
    ("⟦It sank⟧, according to the coastguard.", "the coastguard"),
    ("Moe's refusal ⟦to sail⟧ angered Ode.", "Moe"),
    ("Fjordline has vigorously denied the fraud claims, pointing to ⟦its record⟧.", "Fjordline"),
    ("In a poll released on Monday, ⟦most wanted to sail⟧.", "a poll"),
    ("The plan ⟦which⟧ was blocked by the union failed.", "the union"),
    ("Ingrid Moe: ⟦The sea was calm⟧", "Ingrid Moe"),
    ("“Who knows?” the mayor asked. ⟦“Not me.”⟧", "the mayor"),
]


@pytest.mark.parametrize(("marked", "source"), CASES)
def test_the_surest_governor_is_the_source(marked: str, source: str) -> None:
    """Verb, phrase, noun, passive, label or the sentence before: the right one comes first."""
    start, end = marked.index("⟦"), marked.index("⟧") - 1
    text = marked.replace("⟦", "").replace("⟧", "")
    found = governors_of(text, [Span(start, end)])
    assert found[0].source.of(text) == source
    assert [one.confidence for one in found] == sorted((one.confidence for one in found), reverse=True)


def test_nobody_governs_nothing() -> None:
    """Without content there is no governor."""
    assert governors_of("Moe said it.", []) == ()
