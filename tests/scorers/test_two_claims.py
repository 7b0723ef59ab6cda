"""However an answer tells what two say, each value is read with the one who is told to say it."""

import re

import pytest
from credit_story import GOLD
from stories import DATA, verdict_on

from harness.schema import AnswerType, Claim, Question, QuestionGold, QuestionItem

FORMS = [line for line in (DATA / "two-claim-forms.txt").read_text(encoding="utf-8").splitlines() if line[:1] != "#"]
ASKED: dict[AnswerType, tuple[str, tuple[str, str], tuple[str, str], tuple[str, str], tuple[str, str]]] = {
    "number": (
        "How many people were evacuated?",
        ("halvorsen", "police"),
        ("the mayor", "the police"),
        ("42", "60"),
        ("42 people were evacuated", "60 people were evacuated"),
    ),
    "money": (
        "What will the repair cost?",
        ("fire", "union"),
        ("the fire service", "the union"),
        ("$3 million", "$5m"),
        ("the repair will cost $3 million", "the repair will cost $5 million"),
    ),
    "date": (
        "When did the fire start?",
        ("union", "reyes"),
        ("the union", "Tom Reyes"),
        ("2 March", "3 March"),
        ("the fire started on 2 March", "the fire started on 3 March"),
    ),
    "percent": (
        "How much of the mill burned down?",
        ("reyes", "fire"),
        ("Tom Reyes", "the fire service"),
        ("40%", "25%"),
        ("40% of the mill burned down", "25% of the mill burned down"),
    ),
    "duration": (
        "How long did the fire burn?",
        ("police", "fire"),
        ("the police", "the fire service"),
        ("two days", "30 hours"),
        ("it burned for two days", "it burned for 30 hours"),
    ),
}
"""Of each kind: the question, who says it and who says otherwise, their names, their words, and a sentence of them."""


@pytest.mark.parametrize("is_swapped", [False, True])
@pytest.mark.parametrize("form", FORMS)
def test_each_value_has_its_speaker(form: str, is_swapped: bool) -> None:
    """Told rightly it is correct and credited right; with the values exchanged it is the rival's, credited wrong."""
    due = ("rival", "wrong") if is_swapped else ("correct", "right")
    missed = []
    for kind, (question, sources, names, values, sentences) in ASKED.items():
        claims = tuple(Claim(source, (value,)) for source, value in zip(sources, values, strict=True))
        item = QuestionItem(Question("q", ("d",), question, kind), QuestionGold(sources[0], claims))
        (a, b), (fa, fb) = (values[::-1], sentences[::-1]) if is_swapped else (values, sentences)
        filled = form.format(A=names[0], B=names[1], a=a, b=b, fa=fa, fb=fb, Fa=fa[0].upper() + fa[1:])
        text = re.sub(r"(?:^|(?<=[.] ))[a-z]", lambda first: first.group().upper(), filled).replace("\\n", "\n")
        verdict = verdict_on(GOLD, item, text)
        if (verdict.factual, verdict.credit) != due:
            missed.append((text, verdict.factual, verdict.credit, verdict.reason))
    assert not missed
