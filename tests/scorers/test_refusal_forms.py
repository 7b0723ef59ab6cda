"""However an answer says that the document does not tell, it abstains, whatever was asked for."""

import pytest
from credit_story import ASKED, GOLD, item_of
from stories import DATA, verdict_on

from harness.reading.stance import abstains

FORMS = [line for line in (DATA / "refusal-forms.txt").read_text(encoding="utf-8").splitlines() if line[:1] != "#"]
PUT = {
    "number": ("how many people were evacuated", "number of people evacuated"),
    "list": ("which hospitals were full", "names of the hospitals"),
    "date": ("when the fire started", "date of the fire"),
    "text": ("what caused the fire", "cause of the fire"),
    "yes-no": ("whether anybody was evacuated", "evacuation"),
}


@pytest.mark.parametrize("form", FORMS)
def test_a_refusal_abstains(form: str) -> None:
    """Whatever kind of value was asked for, the verdict is abstained, and there is nothing to credit."""
    missed = []
    for kind in ASKED:
        whether, thing = PUT[kind]
        text = form.format(whether=whether, thing=thing)
        verdict = verdict_on(GOLD, item_of(kind), text)
        if (verdict.factual, verdict.credit) != ("abstained", "na"):
            missed.append((text, verdict.factual, verdict.credit, verdict.reason))
    assert not missed


@pytest.mark.parametrize(
    "text",
    [
        "We found no survivors, the fire service said.",
        "I see no reason to resign, the mayor said.",
        "The press release made no difference.",
        "The bodies were nowhere to be found.",
        "“I have nothing to add,” the mayor told reporters.",
        "There was nothing to the story.",
    ],
)
def test_what_somebody_lacks_or_denies_is_no_refusal(text: str) -> None:
    """Nobody's lack in the news is the answer's own."""
    assert not abstains(text)


@pytest.mark.parametrize(
    "text",
    [
        "We do not see any danger, and 42 people were evacuated, the mayor said.",
        "Nobody was hurt, but the mayor said 42 people were evacuated.",
        "The police report lacks credibility; 42 people were evacuated, the mayor said.",
        "The cause of the fire is unknown, but 42 people were evacuated, according to the mayor.",
        "The mayor has no plans to resign and says that 42 people were evacuated.",
        "There isn't a single hotel there, so 42 people were evacuated to the school, according to the mayor.",
    ],
)
def test_a_number_beside_a_denial_still_answers(text: str) -> None:
    """What is not known or told of something else takes nothing from the number that the mayor gives."""
    verdict = verdict_on(GOLD, item_of("number"), text)
    assert (verdict.factual, verdict.credit) == ("correct", "right")
