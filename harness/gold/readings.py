"""Independent readings of the same questions: a file of what one reader answered.

A reading is a YAML list; each entry says what one reader found, without sight of the gold:

.. code-block:: yaml

    - id: kursk-troops-blinken       # a question of the gold folder
      answerable: true               # false: the document does not tell, or rests the question on a false premise
      answers: ["8,000"]             # the reader's answer; several only where several wordings are equally good
      source: blinken                # who says it: an id of sources.yaml, or null for the document's own voice
      sections: [0]                  # where it stands; "d2/0" in another document than the question's first
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import ClassVar

from harness.codec import FORBID, ConfigDict, Located, decode, load_yaml
from harness.errors import ProblemsError
from harness.schema import Gold, Problem, QuestionItem


@dataclass(frozen=True, slots=True)
class Reading:
    """What one reader answered to one question; ``sections`` are numbers, or ``document/number``."""

    __pydantic_config__: ClassVar[ConfigDict] = FORBID
    id: str
    answerable: bool
    answers: tuple[str, ...] = ()
    source: str | None = None
    sections: tuple[int | str, ...] = ()
    note: str | None = None

    def places(self, document: str) -> frozenset[tuple[str, int]]:
        """The (document, section) pairs, plain numbers being sections of ``document``."""
        return frozenset(_place(section, document) for section in self.sections)


def load_reading(path: Path) -> dict[str, Reading]:
    """The readings of a file by question id; ProblemsError with every mistake."""
    located = load_yaml(path)
    if not isinstance(located.data, list):
        raise ProblemsError([Problem(located.place(), "shape", "a list of readings was expected; each begins `- id:`")])
    readings: dict[str, Reading] = {}
    problems: list[Problem] = []
    for number in range(len(located.data)):
        reading, found = decode(Reading, located, (number,))
        problems.extend(found)
        if reading is None:
            continue
        problems.extend(_mistakes(reading, located, number))
        if reading.id in readings:
            problems.append(Problem(located.place((number, "id")), "duplicate-id", f"{reading.id!r} is read twice"))
        readings[reading.id] = reading
    if problems:
        raise ProblemsError(problems)
    return readings


def reading_of_gold(gold: Gold) -> dict[str, Reading]:
    """The gold itself as a reading, to compare a reader with it."""
    return {item.id: _from_item(item) for item in gold.questions}


def _mistakes(reading: Reading, located: Located, number: int) -> list[Problem]:
    found = []
    for place, section in enumerate(reading.sections):
        if isinstance(section, str) and not section.rpartition("/")[2].isdigit():
            message = f"the section {section!r} is neither a number nor document/number"
            found.append(Problem(located.place((number, "sections", place)), "shape", message))
    if reading.answerable and not reading.answers:
        found.append(Problem(located.place((number,)), "shape", f"{reading.id!r} is answerable but has no answer"))
    return found


def _place(section: int | str, document: str) -> tuple[str, int]:
    if isinstance(section, int):
        return document, section
    named, _, number = section.rpartition("/")
    return named or document, int(number)


def _from_item(item: QuestionItem) -> Reading:
    expects = item.gold.expects
    claims = [claim for claim in item.gold.claims if expects in (claim.source, "any")]
    places = dict.fromkeys((one.document, one.section) for claim in claims for one in claim.evidence)
    return Reading(
        item.id,
        item.question.type != "unanswerable",
        tuple(answer for claim in claims for answer in claim.answers),
        claims[0].source if claims else None,
        tuple(f"{document}/{section}" for document, section in places),
    )
