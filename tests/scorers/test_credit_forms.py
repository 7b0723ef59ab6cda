"""However an answer says whose word it gives, the one it names is credited, for every kind of answer."""

from collections.abc import Iterator

import pytest
from credit_story import ASKED, GOLD, item_of
from stories import DATA, verdict_on

from harness.schema import QuestionItem

SAID = {
    "number": ("42", "42 people were evacuated"),
    "list": ("Lunde, Berg and Vik", "the hospitals in Lunde, Berg and Vik were full"),
    "date": ("3 March", "the fire started on 3 March"),
    "text": ("a rusted valve", "a rusted valve caused the fire"),
    "yes-no": ("yes", "yes, people were evacuated"),
}
NAMED = {
    "number": ("Kari Halvorsen", "the mayor", "the police"),
    "list": ("the health ministry", "the ministry of health", "the fire service"),
    "date": ("Tom Reyes", "Reyes", "Kari Halvorsen"),
    "text": ("the fire service", "firefighters", "the union"),
    "yes-no": ("Kari Halvorsen", "the mayor", "the police"),
}
"""The one who says it by two names, and another."""
FORMS = [
    line for line in (DATA / "credit-forms.txt").read_text(encoding="utf-8").splitlines() if line[:1] not in ("#", "")
]


def answers(form: str) -> Iterator[tuple[QuestionItem, str, str]]:
    """Each question's right answer in that form, in the mouths of three, with the credit that is due."""
    for kind in ASKED:
        if kind == "yes-no" and "{ff}" in form:
            continue
        short, whole = SAID[kind]
        item = item_of(kind)
        for who, due in zip(NAMED[kind], ("right", "right", "wrong"), strict=True):
            begun = {"S": who[0].upper() + who[1:], "f": whole[0].upper() + whole[1:], "a": short}
            yield item, form.format(**begun, s=who, ff=whole), due


@pytest.mark.parametrize("form", FORMS)
def test_whoever_is_named_is_credited(form: str) -> None:
    """The right answer stays right, and its credit is right where its own source is named, wrong where another is."""
    missed = []
    for item, text, due in answers(form):
        verdict = verdict_on(GOLD, item, text)
        if (verdict.factual, verdict.credit) != ("correct", due):
            missed.append((text, verdict.factual, verdict.credit, verdict.reason))
    assert not missed


@pytest.mark.parametrize(
    "text",
    [
        "42 people were evacuated by the police.",
        "42, he told the police.",
        "42. The police were told.",
        "42, as reported to the police.",
        "42. The police put them there.",
        "42. The police will have to go.",
    ],
)
def test_whoever_is_only_named_is_not_credited(text: str) -> None:
    """A doer, or whom something is told, says nothing."""
    verdict = verdict_on(GOLD, item_of("number"), text)
    assert (verdict.factual, verdict.credit) == ("correct", "none")
