"""However an answer says whose word it gives, the one it names is credited, for every kind of answer."""

from collections.abc import Iterator
from datetime import date

import pytest
from stories import DATA

from harness.config.shipped import shipped
from harness.evaluate.score import judge
from harness.schema import (
    Claim,
    Document,
    Generation,
    Gold,
    Question,
    QuestionGold,
    QuestionItem,
    QuestionVerdict,
    Section,
    Source,
)
from harness.tasks.qa import QaTask
from harness.tasks.templates import load_template

STORY = (
    "A fire broke out in Lunde on Monday. Mayor Kari Halvorsen said 42 people were evacuated; the police said 60. The "
    "ministry of health said that three hospitals, in Lunde, Berg and Vik, were full. Tom Reyes, who owns the mill, "
    "told the Lunde Post that the fire started on 3 March. A rusted valve was to blame, the fire service said, while "
    "the union blamed long shifts."
)
SOURCES = {
    "halvorsen": Source("halvorsen", "Kari Halvorsen", ("the mayor", "Mayor Halvorsen"), None),
    "police": Source("police", "the police", ("police officers",), None),
    "health": Source("health", "the ministry of health", ("health ministry",), None),
    "reyes": Source("reyes", "Tom Reyes", ("the mill's owner", "the owner"), None),
    "fire": Source("fire", "the fire service", ("firefighters",), None),
    "union": Source("union", "the union", ("the workers' union",), None),
}
GOLD = Gold(
    {"d": Document("d", "Fire", (Section(1, "Fire", STORY),), published=date(2024, 3, 5))}, SOURCES, (), (), "", ""
)
ASKED = {
    "number": ("How many people were evacuated?", {"halvorsen": ("42",), "police": ("60",)}),
    "list": ("Which hospitals were full?", {"health": ("Lunde; Berg; Vik",)}),
    "date": ("When did the fire start?", {"reyes": ("3 March 2024", "3 March")}),
    "text": ("What caused the fire?", {"fire": ("a rusted valve",), "union": ("long shifts",)}),
    "yes-no": ("Was anybody evacuated?", {"halvorsen": ("yes",), "police": ("no",)}),
}
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
    for kind, (question, claims) in ASKED.items():
        if kind == "yes-no" and "{ff}" in form:
            continue
        short, whole = SAID[kind]
        gold = QuestionGold(next(iter(claims)), tuple(Claim(source, texts) for source, texts in claims.items()))
        item = QuestionItem(Question("q", ("d",), question, kind), gold)
        for who, due in zip(NAMED[kind], ("right", "right", "wrong"), strict=True):
            begun = {"S": who[0].upper() + who[1:], "f": whole[0].upper() + whole[1:], "a": short}
            yield item, form.format(**begun, s=who, ff=whole), due


@pytest.mark.parametrize("form", FORMS)
def test_whoever_is_named_is_credited(form: str) -> None:
    """The right answer stays right, and its credit is right where its own source is named, wrong where another is."""
    task = QaTask(load_template(shipped("configs") / "templates" / "qa.yaml"))
    missed = []
    for item, text, due in answers(form):
        verdict = judge(GOLD, item, Generation("q", "m", text), task)
        assert isinstance(verdict, QuestionVerdict)
        if (verdict.factual, verdict.credit) != ("correct", due):
            missed.append((text, verdict.factual, verdict.credit, verdict.reason))
    assert not missed
