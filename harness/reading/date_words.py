"""The words that dates are made of, and the pieces of pattern that find them."""

from __future__ import annotations

import re
from typing import Final

from harness.reading.number_words import ORDINALS, TENS, UNITS

MONTHS: Final = (
    "january", "february", "march", "april", "may", "june", "july", "august", "september", "october", "november",
    "december",
)  # fmt: skip
WEEKDAYS: Final = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
SEASONS: Final = {"spring": 3, "summer": 6, "autumn": 9, "fall": 9, "winter": 12}
"""Season and the month it begins with, on the northern half."""
DAY_PARTS: Final = {
    "morning": (5 * 60, 12 * 60), "afternoon": (12 * 60, 18 * 60), "evening": (17 * 60, 23 * 60),
    "night": (18 * 60, 24 * 60), "noon": (720, 720), "midday": (720, 720), "midnight": (0, 0), "dawn": (240, 480),
    "dusk": (1020, 1320), "lunchtime": (660, 840), "overnight": (0, 420), "nighttime": (18 * 60, 24 * 60),
}  # fmt: skip
"""Parts of the day and the minutes between which news uses them."""
DECADES: Final = {
    "twenties": 20, "thirties": 30, "forties": 40, "fifties": 50, "sixties": 60, "seventies": 70, "eighties": 80,
    "nineties": 90,
}  # fmt: skip

HOLIDAYS: Final = {
    "christmas": (12, 25), "christmas day": (12, 25), "christmas eve": (12, 24), "boxing day": (12, 26),
    "new year's day": (1, 1), "new year's eve": (12, 31), "halloween": (10, 31), "valentine's day": (2, 14),
    "may day": (5, 1), "st patrick's day": (3, 17),
}  # fmt: skip
"""Feasts of a fixed day, with month and day."""

DASH: Final = "[-\u2010-\u2015\u2212]"
MONTH: Final = (
    r"(?:jan(?:uary)?|feb(?:r?uary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?"
    r"|nov(?:ember)?|dec(?:ember)?)(?![^\W\d_])\.?"
)
WEEKDAY: Final = (
    r"(?:mon(?:day)?|tue(?:s(?:day)?)?|wed(?:nesday)?|thu(?:r(?:s(?:day)?)?)?|fri(?:day)?|sat(?:urday)?|sun(?:day)?)"
    r"(?![^\W\d_])\.?"
)


def _ordinal_words() -> dict[str, int]:
    small = {word: value for word, value in ORDINALS.items() if value <= 20 or value == 30}
    compound = {f"{tens}-{unit}": TENS[tens] + ORDINALS[unit] for tens in ("twenty", "thirty")
                for unit in ORDINALS if ORDINALS[unit] < 10}  # fmt: skip
    return {**small, **compound}


DAY_WORDS: Final = {word: value for word, value in _ordinal_words().items() if 1 <= value <= 31}
_SPELLED: Final = "|".join(word.replace("-", "[- ]") for word in sorted(DAY_WORDS, key=len, reverse=True))
DAY: Final = rf"(?:(?:3[01]|[12]\d|0?[1-9])(?:\s?(?:st|nd|rd|th)\b)?|(?:{_SPELLED})\b)"
YEAR: Final = r"(?:1[0-9]|2[01])\d\d"
_TENS: Final = "|".join(TENS)
_UNITS: Final = "|".join(UNITS)
_TEENS: Final = "|".join(word for word, value in UNITS.items() if value > 9)
SPELLED_YEAR: Final = (
    rf"(?:(?:eighteen|nineteen|twenty)[- ](?:hundred|(?:{_TENS})(?:[- ](?:{_UNITS}))?|oh[- ](?:{_UNITS})|{_TEENS})"
    r"|two thousand(?![- ](?:and[- ])?[a-z]+[- ](?:hundred|thousand)\b)"
    rf"(?:(?: and)?[- ](?:(?:{_TENS})(?:[- ](?:{_UNITS}))?|{_UNITS}))?)\b"
)
COUNT: Final = (
    rf"(?:\d{{1,4}}|an?|the|{'|'.join(sorted({*UNITS, *TENS}, key=len, reverse=True))}|few|several|couple of)"
)


HINTS: Final[dict[str, re.Pattern[str]]] = {
    name: re.compile(pattern)
    for name, pattern in {
        "month": r"jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec",
        "weekday": r"mon|tue|wed|thu|fri|sat|sun",
        "digits": r"\d[-/.]\d|\d{4} \d",
        "year": r"[12]\d{3}",
        "decade": r"\d0['\u2019]?s|ties\b",
        "century": r"centur",
        "season": r"spring|summer|autumn|fall|winter",
        "feast": r"christmas|boxing|new year|halloween|valentine|may day|patrick",
        "spelled": r"eighteen|nineteen|twenty|two thousand",
        "nth": r"\d(?:st|nd|rd|th)",
        "picked": r"(?:first|second|third|fourth|fifth|last|\d(?:st|nd|rd|th)) ",
        "half": r"[ap]\.? ?m\b|\d ?[ap]\b",
        "colon": r"\d:\d",
        "clock": r"clock",
        "part": r"morning|afternoon|evening|night|noon|mid|dawn|dusk|lunchtime",
        "zone": r"\d (?:hrs|hours|gmt|utc|est|cet)|\d(?:hrs|gmt|utc)",
        "point": r"at \d{1,2}\.\d\d",
        "past": r"past|after|to|before",
        "relative": r"day|night|now|tomorrow|morning|evening|afternoon|week|month|year|decade|centur|quarter|current",
    }.items()
}
"""What a text in small letters must hold for the rules of that name to be worth trying."""


def month_number(word: str) -> int:
    """1 to 12 for the name of a month, long or short."""
    return next(place for place, name in enumerate(MONTHS, 1) if name.startswith(word.lower().rstrip(".")[:3]))


def weekday_number(word: str) -> int:
    """0 for Monday to 6 for Sunday."""
    return next(place for place, name in enumerate(WEEKDAYS) if name.startswith(word.lower().rstrip(".")[:3]))


def day_number(word: str) -> int:
    """The day of the month that digits or an ordinal name."""
    digits = re.match(r"\d+", word)
    return int(digits.group()) if digits else DAY_WORDS[re.sub(r"\s", "-", word.lower())]


def year_number(word: str) -> int:
    """The year of four digits, of two after an apostrophe, or of words (``nineteen eighty-four``)."""
    digits = re.sub(r"\D", "", word)
    if len(digits) == 2:
        return int(digits) + (2000 if int(digits) < 50 else 1900)
    return int(digits) if digits else _spelled_year(re.split(r"[-\s]+", word.lower()))


def _spelled_year(words: list[str]) -> int:
    if words[0] == "two":
        return 2000 + sum(count_number(word) for word in words[2:] if word != "and")
    hundreds = 100 * count_number(words[0])
    return hundreds + sum(count_number(word) for word in words[1:] if word not in ("hundred", "oh"))


def count_number(word: str) -> int:
    """A small number in digits or words; ``a`` is one, ``a couple of`` two, ``a few`` and ``several`` three."""
    word = word.lower()
    if word.isdecimal():
        return int(word)
    return {"a": 1, "an": 1, "the": 1, "few": 3, "several": 3, "couple of": 2}.get(
        word, UNITS.get(word, TENS.get(word, 0))
    )
