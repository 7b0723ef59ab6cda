"""However an answer tells that one says yes and another no, each has what is told of them."""

import re

import pytest
from credit_story import GOLD
from stories import DATA, verdict_on

from harness.schema import Claim, Question, QuestionGold, QuestionItem

FORMS = [line for line in (DATA / "two-stand-forms.txt").read_text(encoding="utf-8").splitlines() if line[:1] != "#"]
ASKED = (
    (
        "Did the bridge collapse, according to {}?",
        "did",
        ("union", "reyes"),
        ("the union", "Tom Reyes"),
        ("the bridge collapsed", "the bridge did not collapse"),
    ),
    (
        "Was the alarm switched off?",
        "was",
        ("halvorsen", "police"),
        ("the mayor", "the police"),
        ("the alarm was switched off", "the alarm was on"),
    ),
    (
        "Had the mill been inspected, according to {}?",
        "had",
        ("police", "fire"),
        ("the police", "the fire service"),
        ("the mill had been inspected", "the mill had not been inspected"),
    ),
)
"""Each question with its verb, who is asked and who says otherwise, their names, and a sentence for yes and for no."""


@pytest.mark.parametrize("says", ["yes", "no"])
@pytest.mark.parametrize("form", FORMS)
def test_each_stand_has_its_teller(form: str, says: str) -> None:
    """Told rightly it is correct and credited right; with the two exchanged it is the rival's, credited wrong."""
    missed = []
    for question, verb, sources, names, (fa, fb) in ASKED:
        claims = (Claim(sources[0], (says,)), Claim(sources[1], ("no" if says == "yes" else "yes",)))
        item = QuestionItem(
            Question("q", ("d",), question.format(names[0]), "yes-no"), QuestionGold(sources[0], claims)
        )
        in_order = names if says == "yes" else names[::-1]
        for (a, b), due in ((in_order, ("correct", "right")), (in_order[::-1], ("rival", "wrong"))):
            filled = form.replace("\\n", "\n").format(A=a, B=b, fa=fa, fb=fb, it=verb)
            text = re.sub(r"(?:^|(?<=[.] )|(?<=\n))[a-z]", lambda first: first.group().upper(), filled)
            verdict = verdict_on(GOLD, item, text)
            if (verdict.factual, verdict.credit) != due:
                missed.append((text, verdict.factual, verdict.credit, verdict.reason))
    assert not missed


@pytest.mark.parametrize(
    ("question", "answer", "due"),
    [
        ("Did the bridge collapse, according to the union?", "No, the union rejects that.", "correct"),
        ("Did the bridge collapse, according to the union?", "The union denied the report.", "correct"),
        ("Did the bridge collapse, according to the union?", "No. The union denies it, too.", "correct"),
        ("Did the union deny the report?", "Yes, the union denied it.", "rival"),
    ],
)
def test_a_denial_alone_is_its_own_answer(question: str, answer: str, due: str) -> None:
    """A denial that turns nobody's words says no; where the question asks for the denial, it says yes."""
    claims = (Claim("union", ("no",)), Claim("reyes", ("yes",)))
    item = QuestionItem(Question("q", ("d",), question, "yes-no"), QuestionGold("union", claims))
    verdict = verdict_on(GOLD, item, answer)
    assert verdict.factual == due, verdict.reason
