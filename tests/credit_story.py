"""A short invented story with a question of each kind, asked in many forms."""

from datetime import date
from typing import Final

from harness.schema import AnswerType, Claim, Document, Gold, Question, QuestionGold, QuestionItem, Section, Source

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
ASKED: Final[dict[AnswerType, tuple[str, dict[str, tuple[str, ...]]]]] = {
    "number": ("How many people were evacuated?", {"halvorsen": ("42",), "police": ("60",)}),
    "list": ("Which hospitals were full?", {"health": ("Lunde; Berg; Vik",)}),
    "date": ("When did the fire start?", {"reyes": ("3 March 2024", "3 March")}),
    "text": ("What caused the fire?", {"fire": ("a rusted valve",), "union": ("long shifts",)}),
    "yes-no": ("Was anybody evacuated?", {"halvorsen": ("yes",), "police": ("no",)}),
}


def item_of(kind: AnswerType) -> QuestionItem:
    """The question of that kind, which expects the first of its sources."""
    question, claims = ASKED[kind]
    gold = QuestionGold(next(iter(claims)), tuple(Claim(source, texts) for source, texts in claims.items()))
    return QuestionItem(Question("q", ("d",), question, kind), gold)
