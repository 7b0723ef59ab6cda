"""Dates and times in news text, placed by the day of publication."""

import time
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from harness.reading.date_words import MONTHS
from harness.reading.dates import DateMention, find_dates, find_durations

PUBLISHED = date(2024, 11, 14)  # a Thursday


def only(text: str) -> DateMention:
    """The one date of a text."""
    found = find_dates(text, PUBLISHED)
    assert len(found) == 1, found
    return found[0]


_MONTHS = [name.capitalize() for name in MONTHS]


@given(st.dates(min_value=date(1600, 1, 1), max_value=date(2150, 12, 31)), st.integers(min_value=0, max_value=5))
def test_every_order_of_a_full_date_is_that_day(day: date, form: int) -> None:
    """Day first or month first, long or ISO, with or without a comma: one day."""
    month = _MONTHS[day.month - 1]
    text = (
        f"on {day.day} {month} {day.year}",
        f"on {month} {day.day}, {day.year}",
        f"on the {day.day}th of {month} {day.year}",
        day.isoformat(),
        f"{day.day:02}.{day.month:02}.{day.year}",
        f"{month[:3]}. {day.day}, {day.year}",
    )[form]
    mention = only(text)
    assert (mention.earliest, mention.latest) == (day, day)


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("yesterday", date(2024, 11, 13)),
        ("on Tuesday", date(2024, 11, 12)),
        ("on Thursday", date(2024, 11, 14)),
        ("last Thursday", date(2024, 11, 7)),
        ("this Friday", date(2024, 11, 15)),
        ("next Monday", date(2024, 11, 18)),
        ("three days ago", date(2024, 11, 11)),
        ("12 November", date(2024, 11, 12)),
        ("May 12", date(2024, 5, 12)),
        ("Monday, 11 November", date(2024, 11, 11)),
        ("Christmas Eve", date(2024, 12, 24)),
        ("the twenty-second of June 2017", date(2017, 6, 22)),
        ("the first Friday of July 2016", date(2016, 7, 1)),
    ],
)
def test_days_told_from_publication(text: str, day: date) -> None:
    """Weekdays, relative days and days without a year fall on the day that a reader of that day means."""
    mention = only(text)
    assert (mention.earliest, mention.latest) == (day, day)


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [
        ("last week", date(2024, 11, 4), date(2024, 11, 10)),
        ("this month", date(2024, 11, 1), date(2024, 11, 30)),
        ("in June 2023", date(2023, 6, 1), date(2023, 6, 30)),
        ("in 2011", date(2011, 1, 1), date(2011, 12, 31)),
        ("the 1990s", date(1990, 1, 1), date(1999, 12, 31)),
        ("between 2010 and 2012", date(2010, 1, 1), date(2012, 12, 31)),
        ("3 to 5 May 2021", date(2021, 5, 3), date(2021, 5, 5)),
        ("from May to June 2020", date(2020, 5, 1), date(2020, 6, 30)),
        ("nineteen eighty-four", date(1984, 1, 1), date(1984, 12, 31)),
    ],
)
def test_stretches_of_days(text: str, first: date, last: date) -> None:
    """Weeks, months, years, decades and ranges cover their first to their last day."""
    mention = only(text)
    assert (mention.earliest, mention.latest) == (first, last)


@pytest.mark.parametrize(
    ("text", "minutes"),
    [
        ("about 6.40 pm on Tuesday", (1120, 1120)),
        ("Tuesday evening, around 18:40", (1120, 1120)),
        ("at 6:40pm", (1120, 1120)),
        ("half past six", (390, 390)),
        ("noon", (720, 720)),
        ("5 to 6pm", (1020, 1080)),
        ("09:00-17:30", (540, 1050)),
        ("6.40 in the evening", None),
    ],
)
def test_times_of_the_day(text: str, minutes: tuple[int, int] | None) -> None:
    """Clock times in every form are minutes of the day."""
    parts = only(text).parts
    assert minutes is None or (parts.from_minute, parts.to_minute) == minutes


@pytest.mark.parametrize(
    "text", ["2000 people fled", "He may go.", "They march on.", "at 4.2 per cent", "a fall of 3%"]
)
def test_words_that_only_look_like_dates(text: str) -> None:
    """Counts, verbs and decimals are no dates."""
    assert find_dates(text, PUBLISHED) == ()


def test_without_publication_parts_stay_open() -> None:
    """A weekday keeps its name but no day where nobody knows the week."""
    mention = find_dates("on Tuesday")[0]
    assert mention.earliest is None
    assert mention.parts.weekday == 1


def test_durations_are_seconds() -> None:
    """Half a year, two weeks and three-minute are stretches of time."""
    seconds = [int(duration.base_low) for duration in find_durations("two weeks, a three-minute call, 24 hours")]
    assert seconds == [14 * 86400, 180, 86400]


@given(st.text(max_size=300), st.dates())
def test_any_text_on_any_day_is_read(text: str, day: date) -> None:
    """No text and no day of publication makes it fail; mentions are slices in order."""
    end = 0
    for mention in find_dates(text, day):
        assert text[mention.start : mention.end] == mention.text
        assert mention.start >= end
        end = mention.end


_PIECES = [
    "May ",
    "next ",
    "last ",
    "week ",
    "3 ",
    "1999",
    "-",
    "the first ",
    "Friday ",
    "of ",
    "12:30",
    "pm",
    " ago",
    "10 ",
]


@given(st.lists(st.sampled_from(_PIECES), max_size=40), st.dates())
def test_date_soup_is_read(pieces: list[str], day: date) -> None:
    """Neither does a text of nothing but date words; what is placed ends after it begins."""
    for mention in find_dates("".join(pieces), day):
        if mention.earliest is not None and mention.latest is not None:
            assert mention.earliest <= mention.latest


@given(st.integers(min_value=0, max_value=6))
def test_weekdays_lie_in_the_last_seven_days(back: int) -> None:
    """A bare weekday is today or one of the six days before."""
    day = PUBLISHED - timedelta(days=back)
    mention = only(f"on {day:%A}")
    assert mention.earliest == day


@pytest.mark.parametrize("piece", ["May 1, ", "1999-", "12:30 ", "five past ", "the first week of ", "1/2/"])
def test_long_texts_take_little_time(piece: str) -> None:
    """Ten thousand characters of a nasty pattern are read in a few seconds at worst."""
    started = time.process_time()
    find_dates((piece * 10_000)[:10_000], PUBLISHED)
    assert time.process_time() - started < 4


@pytest.mark.parametrize(
    "text",
    ["on February 4", "by February 4", "since February 4, 2025", "from February 4 to February 9", "evening of Feb. 4"],
)
def test_a_word_before_the_month_does_not_hide_the_day(text: str) -> None:
    """The day behind the month counts, however short it is beside the word in front."""
    found = find_dates(text, date(2025, 2, 20))
    assert (found[0].parts.month, found[0].parts.day) == (2, 4)


def test_a_day_of_next_month_is_placed() -> None:
    """Told from the day of publication."""
    found = find_dates("on the 20th of next month", date(2025, 12, 3))
    assert found[0].earliest == date(2026, 1, 20)
