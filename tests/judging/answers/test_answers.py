"""Typed answers: what an output states, what it does not, and what else it says."""

from datetime import date
from pathlib import Path

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from harness.judging.answers import find_answer, list_coverage, stated_values
from harness.reading.stance import abstains
from harness.schema import AnswerType

PUBLISHED = date(2024, 11, 14)  # a Thursday
EXAMPLES = Path(__file__).parents[4] / "shared" / "design" / "verdict-examples.yaml"

STATED = [
    ("about 4,200 homes", "4,217", "number", "How many homes lost power?"),
    ("4.2k", "4,200", "number", ""),
    ("two hundred twelve", "212", "number", ""),
    ("212\u202f000", "212,000", "number", ""),
    ("between 10 and 12 thousand", "10,000-12,000", "number", ""),
    ("about 10,000", "nearly 10,000", "number", ""),
    ("8,000 soldiers", "at least 8,000", "number", "How many soldiers?"),
    ("In 2011, 212 died", "212", "number", ""),
    ("no fewer than 212", "212", "number", ""),
    ("a dozen", "12", "number", ""),
    ("dozens of them", "dozens", "number", ""),
    ("Nobody is missing.", "0", "number", "How many passengers are missing?"),
    ("No passengers are missing", "none", "number", "How many passengers are missing?"),
    ("zero", "no one", "number", ""),
    ("34 years old", "34", "number", "How old is she?"),
    ("60 miles", "97 km", "number", "How many kilometres?"),
    ("2 kilometres", "2,000 metres", "number", ""),
    ("minus five degrees Celsius", "-5C", "number", ""),
    ("41F", "5C", "number", "How cold?"),
    ("in third place", "third", "number", ""),
    ("five per cent", "5%", "percent", ""),
    ("half", "50%", "percent", ""),
    ("one in five", "20%", "percent", ""),
    ("three quarters of voters", "75%", "percent", ""),
    ("0.5%", "5 per mille", "percent", ""),
    ("50 basis points", "0.5 percentage points", "percent", ""),
    ("US$45m", "$45 million", "money", ""),
    ("45 million", "$45 million", "money", "What did it cost?"),
    ("half a million pounds", "£500,000", "money", ""),
    ("24 hours", "a day", "duration", ""),
    ("12 months", "one year", "duration", ""),
    ("half a year", "six months", "duration", ""),
    ("On 12 November", "Tuesday", "date", "When?"),
    ("November 12, 2024", "12 November", "date", "When?"),
    ("03/11/2024", "3 November 2024", "date", "When?"),
    ("11/03/2024", "3 November 2024", "date", "When?"),
    ("yesterday", "Wednesday", "date", "When?"),
    ("6.40 in the evening", "18:40", "date", "What time?"),
    ("in the 1990s", "1990s", "date", ""),
    ("President Zelenskiy", "Volodymyr Zelensky", "name", "Who?"),
    ("Kyiv", "Kiev", "name", "Where?"),
    ("Mr. Berg", "John Berg", "name", "Who?"),
    ("the defence ministry", "Ministry of Defence", "source", ""),
    ("The union said so", "the seafarers' union", "source", ""),
    ("Yes, it did.", "yes", "yes-no", "Did the ferry sink?"),
    ("The ferry did not sink.", "no", "yes-no", "Did the ferry sink?"),
    ("“We will never leave the harbour,” she said", "We will never leave the harbour", "quote", ""),
    ("a blaze in the harbour", "a fire in the harbour", "text", "What broke out?"),
    ("Choe said so", "Choe Son Hui", "source", ""),
    ("a couple of people", "2", "number", "How many people were hurt?"),
    ("Up to 33 drones were destroyed", "33", "number", "How many drones were shot down?"),
    ("up 3%", "3%", "percent", "By how much did prices rise?"),
    ("It was caused by a rudder failure", "a failed rudder", "text", "What was blamed?"),
]

NOT_STATED = [
    ("4,300 homes", "4,217", "number", "How many homes lost power?"),
    ("About 21 people", "212", "number", ""),
    ("2120 people", "212", "number", ""),
    ("It was not 212", "212", "number", ""),
    ("more than 200", "212", "number", ""),
    ("as many as 8,000", "at least 8,000", "number", ""),
    ("10,000", "10,000-12,000", "number", ""),
    ("5%", "5", "number", "How many ships?"),
    ("212 km", "212", "number", "How many people?"),
    ("-5 degrees", "5 degrees", "number", ""),
    ("hundreds", "dozens", "number", ""),
    ("No one knows", "0", "number", "How many passengers are missing?"),
    ("5 percentage points", "5%", "percent", ""),
    ("€45 million", "$45 million", "money", ""),
    ("$45 billion", "$45 million", "money", ""),
    ("five days", "five weeks", "duration", ""),
    ("13 November", "Tuesday", "date", "When?"),
    ("03/12/2024", "3 November 2024", "date", "When?"),
    ("13/11/2024", "3 November 2024", "date", "When?"),
    ("2023", "2024", "date", ""),
    ("May 2024", "12 May 2024", "date", ""),
    ("Jane Berg", "John Berg", "name", "Who?"),
    ("the finance ministry", "Ministry of Defence", "source", ""),
    ("No.", "yes", "yes-no", "Did the ferry sink?"),
    ("The ferry sank.", "no", "yes-no", "Did the ferry sink?"),
    ("We will leave the city", "We will never leave the harbour", "quote", ""),
    ("The rudder was not at fault.", "a failed rudder", "text", "What was blamed?"),
    ("a failed engine", "a failed rudder", "text", "What was blamed?"),
    ("down 3%", "3%", "percent", "By how much did prices rise?"),
    ("Prices fell by 3%", "rose by 3%", "percent", ""),
    ("Kim Yo Jong", "Kim Jong Un", "name", "Who?"),
    ("Exports rose sharply", "exports fell sharply", "text", "What happened?"),
]


@pytest.mark.parametrize(("output", "answer", "answer_type", "question"), STATED)
def test_another_form_of_the_answer_is_found(output: str, answer: str, answer_type: str, question: str) -> None:
    """Form, unit, order and rounding do not hide an answer; the place found lies in the output."""
    spans = find_answer(output, [answer], answer_type, question=question, published=PUBLISHED)
    assert spans
    assert all(0 <= span.start < span.end <= len(output) for span in spans)


@pytest.mark.parametrize(("output", "answer", "answer_type", "question"), NOT_STATED)
def test_another_value_is_not_found(output: str, answer: str, answer_type: str, question: str) -> None:
    """Another number, unit, scale, currency, day, name or direction, and a denial, state no answer."""
    assert find_answer(output, [answer], answer_type, question=question, published=PUBLISHED) == ()


def test_each_answer_has_its_place() -> None:
    """Two accepted answers in one output are two places with their own index."""
    output = "The captain says 212; Fjordline says 198."
    spans = find_answer(output, ["198", "212"], "number")
    assert [(output[span.start : span.end], span.answer_index) for span in spans] == [("212", 1), ("198", 0)]


def test_other_values_are_read_too() -> None:
    """Wrong values are seen, those that the question names are not."""
    assert [value.text for value in stated_values("The captain said 300.", "number")] == ["300"]
    assert [value.text for value in stated_values("$45 million", "money")] == ["$45 million"]
    assert (
        stated_values("Of the 40 boats, none sank.", "number", question="How many of the 40 boats sank?")[0].text
        == "none"
    )
    assert [value.text for value in stated_values("On Wednesday", "date", published=PUBLISHED)] == ["On Wednesday"]
    assert stated_values("The text does not say.", "number") == ()


def test_a_list_is_read_item_by_item() -> None:
    """Found, missing and foreign items of a list come apart."""
    answer = "Norway; Sweden; Denmark"
    whole = list_coverage("Denmark, Sweden and Norway", answer)
    assert (set(whole.matched), whole.missing, whole.extra) == ({"Norway", "Sweden", "Denmark"}, (), ())
    part = list_coverage("Norway, Sweden and Finland", answer)
    assert (part.missing, part.extra, part.recall) == (("Denmark",), ("Finland",), pytest.approx(2 / 3))


@given(st.integers(min_value=1, max_value=10**9), st.integers(min_value=1, max_value=10**9))
def test_numbers_match_themselves_and_no_other(first: int, second: int) -> None:
    """A number is found in another form of itself; a number more than five per cent away never is."""
    assert find_answer(f"It was {first:,} in all.", [str(first)], "number")
    if abs(first - second) > 0.05 * max(first, second):
        assert not find_answer(f"It was {first:,} in all.", [str(second)], "number")


_TYPES = ["number", "money", "percent", "date", "duration", "name", "list", "yes-no", "quote", "text", "source"]


@given(st.text(max_size=120), st.text(max_size=40), st.sampled_from(_TYPES))
def test_any_output_is_judged(output: str, answer: str, answer_type: str) -> None:
    """No output, answer or type makes it fail; scores lie in (0, 1] and places in the output, apart from each other."""
    end = 0
    for span in find_answer(output, [answer], answer_type):
        assert 0 < span.score <= 1
        assert end <= span.start <= span.end <= len(output)
        end = span.end
    stated_values(output, answer_type, question=answer)


@pytest.mark.skipif(not EXAMPLES.exists(), reason="the examples of verdicts are not beside the project")
def test_the_examples_of_verdicts_come_out() -> None:
    """Every output of the examples states what its verdict says it states."""
    document = yaml.safe_load(EXAMPLES.read_text(encoding="utf-8"))
    for item in document["questions"]:
        asked = [c for c in item["claims"] if item["expects"] in ("any", c["source"])]
        others = [c for c in item["claims"] if c not in asked]
        for output in item["outputs"]:
            assert _as_expected(item, output, asked, others), output


def _as_expected(item: dict, output: dict, asked: list[dict], others: list[dict]) -> bool:  # type: ignore[type-arg]
    text, verdict = output["text"], output["factual"]
    right, rival = (
        find_answer(text, [a for c in claims for a in c["answers"]], item["type"], question=item["question"])
        for claims in (asked, others)
    )
    if item["type"] == "unanswerable":
        return abstains(text) == (verdict == "correct")
    stated = stated_values(text, item["type"], question=item["question"])
    return {
        "correct": bool(right),
        "rival": bool(rival),
        "wrong": bool(stated) and not right and not rival and not abstains(text),
        "abstained": abstains(text) and not right,
        "empty": not right and not stated and not abstains(text),
    }[verdict]


@pytest.mark.parametrize(
    "output",
    ["the minister of finance", "The foreign minister Ola Berg told of it.", "the mayor of Skarvoy"],
)
def test_a_role_that_goes_on_to_somebody_else_is_not_the_answer(output: str) -> None:
    """A role alone may stand for its holder, but not where the output goes on to another field, place or person."""
    assert not find_answer(output, ["Lena Vik", "the foreign minister", "the minister", "the mayor"], "source")


def test_the_words_of_a_name_stand_together() -> None:
    """A role strewn over a sentence about somebody else names nobody."""
    said = "The foreign trade of the island, as its council and the union had hoped for long, got a minister in Norway."
    assert not find_answer(said, ["Norway's foreign minister"], "name")
    assert find_answer("It was the foreign minister of Norway.", ["Norway's foreign minister"], "name")


@pytest.mark.parametrize(
    ("output", "answer", "kind"),
    [
        ("North Korea", "South Korea", "name"),
        ("Australia and North Korea", "South Korea", "list"),
        ("the war in western Ukraine", "the war in eastern Ukraine", "text"),
        ("North Korea's defence ministry", "South Korea's defence ministry", "source"),
        ("Russia's defence ministry", "South Korea's defence ministry", "source"),
    ],
)
def test_another_side_or_country_is_another(output: str, answer: str, kind: AnswerType) -> None:
    """The shared half of a name doesn't make the other half right."""
    assert not find_answer(output, [answer], kind)


@pytest.mark.parametrize(
    ("output", "answer", "kind"),
    [
        ("the Republic of Korea", "South Korea", "name"),
        ("South Korea, not North Korea", "South Korea", "name"),
        ("South Korea's ministry of defence", "South Korea's defence ministry", "source"),
        ("the defence ministry", "South Korea's defence ministry", "source"),
    ],
)
def test_the_same_in_another_form_is_the_same(output: str, answer: str, kind: AnswerType) -> None:
    """Another name, or the office without its country, still names it."""
    assert find_answer(output, [answer], kind)
