"""The words of a sentence with their part of speech, as far as closed classes, spelling and neighbours tell it.

There is no learned tagger here: function words and the common verbs of news are known, everything else is a name when
it has a capital and a plain word otherwise. A word that can be a noun or a verb ("reports", "claims", "plan") is
decided by the word before it and the one behind. That is enough to find subjects of verbs, and it takes microseconds.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from harness.reading.cues import (
    is_invariant,
    is_only_verb,
    is_saying,
    is_speaker_noun,
    is_speech_noun,
    is_verb_alone,
    verb_form,
)
from harness.reading.number_words import UNITS
from harness.reading.part_words import PARTS, Part
from harness.reading.sentences import Span


@dataclass(slots=True)
class Word:
    """A word, mark or opaque stretch of a text with the code points that it takes and the part that it plays.

    `is_known`: the word is a whole name that is known to be one.
    """

    text: str
    folded: str
    start: int
    end: int
    part: Part
    is_known: bool = False


def read_parts(text: str, span: Span, opaque: Sequence[Span] = (), names: Sequence[Span] = ()) -> list[Word]:
    """The words and marks of one sentence in order, each with its part of speech.

    Each stretch of `opaque` becomes one word of the part "opaque", and each of `names`, known to name somebody, one
    "name". Text in brackets is left out, and so are full stops, since the text is one sentence.
    """
    span = _without_mark(text, span)
    words = _cut(text, span, [*((stretch, True) for stretch in opaque), *((stretch, False) for stretch in names)])
    capitals = _is_headline(words)
    for number, word in enumerate(words):
        if word.part == "word":
            word.part = _part(words, number, capitals)
    for number, word in enumerate(words):
        if word.part == "time" and word.folded in _MONTHS:
            _take_in_date(words, number)
    for number, word in enumerate(words):
        if word.part == "verb":
            word.part = _verb_in_context(words, number)
    return words


_LIST_MARK: Final = re.compile(r"(?:[-–—•*·]|(?<=\n)\d{1,2}[.)]|1[.)](?=[^\n]*\n))\s+")
"""What an item of a list begins with; a number only in a list of several lines, since "12. Moe said so." answers."""


def _without_mark(text: str, span: Span) -> Span:
    """A sentence behind the mark of its list item: "- According to Moe, …" begins with "According"."""
    mark = _LIST_MARK.match(text, span.start, span.end)
    return span if mark is None else Span(mark.end(), span.end)


def _take_in_date(words: list[Word], month: int) -> None:
    """The day on either side of a month and the year behind it are parts of the time: "February 2nd", "4 May 2024"."""
    for number in (month - 1, month + 1, month + 2, month + 3):
        if not 0 <= number < len(words) or (number > month + 1 and words[number - 1].part not in ("time", "comma")):
            continue
        day = _DAY_NUMBER.match(words[number].text)
        if words[number].part == "number" and day:
            words[number].part = "time"


_REFLEXIVES: Final = frozenset(("himself", "herself", "itself", "themselves"))
"""Right behind a noun they only stress it: "the bank itself puts it at 72 million"."""
_CONTRACTED: Final = frozenset(("he", "she", "it", "that", "who", "what", "there", "here", "where", "how"))
_MODALS: Final = frozenset(
    ("will", "would", "can", "could", "may", "might", "must", "shall", "should", "do", "does", "did", "to", "'ll", "'d")
)
_PERFECT: Final = frozenset(("has", "have", "had", "having", "'ve"))
_BEING: Final = frozenset(("am", "is", "are", "was", "were", "be", "been", "being", "'re", "'m"))
_TIMES: Final = """
week weeks month months year years day days night morning afternoon evening fall summer winter spring weekend hour
hours minute minutes time times
"""
_TIME_NOUNS: Final = frozenset(_TIMES.split())
_TIME_OPENERS: Final = frozenset(("last", "this", "next", "earlier", "late", "early", "that", "every", "later", "one"))
_DESCRIBING: Final = frozenset(
    ("managing", "running", "acting", "founding", "leading", "governing", "tracking", "sitting")
)
"""Gerunds that mostly describe a person or a body: "managing director", "running mate"."""
_NOT_ADVERBS: Final = frozenset(
    ("family", "ally", "rally", "reply", "italy", "supply", "assembly", "only", "fly", "bully")
)

_MONTH_NAMES: Final = "january february march april may june july august september october november december"
_MONTHS: Final = frozenset(_MONTH_NAMES.split())
_DAY_NUMBER: Final = re.compile(r"\d{1,2}(?:st|nd|rd|th)?$|\d{4}$")
_LEXEME: Final = re.compile(
    r"(?=\S)(?:"  # nothing else is tried at a space
    r"(?P<word>[A-Za-z]{2,}+(?=[ \n,])|(?:[^\W\d_]\.){2,}(?:[^\W\d_](?![^\W_]))?"
    r"|\d{1,2}(?:st|nd|rd|th)\b|[$€£¥]?\d+(?:[.,:]\d+)*%?"
    r"|[^\W_]+(?:(?:[-.&/@]|['’](?!(?:s|d|re|ve|ll|m)\b))[^\W_]+)*)"
    r"|(?P<clitic>['’](?:s|d|re|ve|ll|m)\b|(?<=s)['’](?=\s))"
    r"|(?P<bracket>[(\[][^()\[\]]{0,60}[)\]])"
    r"|(?P<mark>[,:;…?!]|--+|[—–]|(?<=\s)-(?=\s)|[\"“”«»„'‘’]+))"
)
_MARKS: Final[dict[str, Part]] = {",": "comma", ":": "colon", ";": "break", "…": "break", "?": "break", "!": "break"}


def _cut(text: str, span: Span, units: Sequence[tuple[Span, bool]]) -> list[Word]:
    """The lexemes of a sentence with the units, opaque or names, as single words; of overlapping units the first."""
    words: list[Word] = []
    position = span.start
    for stretch, is_opaque in sorted(units, key=lambda unit: (unit[0].start, not unit[1], -unit[0].end)):
        start, end = max(position, stretch.start), min(stretch.end, span.end)
        if start >= end or (not is_opaque and start > stretch.start):
            continue
        words.extend(_lexemes(text, position, start))
        if is_opaque:
            words.append(Word("", "", start, end, "opaque"))
        else:
            words.append(Word(text[start:end], text[start:end].lower(), start, end, "name", is_known=True))
        position = end
    words.extend(_lexemes(text, position, span.end))
    return words


def _lexemes(text: str, start: int, end: int) -> list[Word]:
    words: list[Word] = []
    for match in _LEXEME.finditer(text, start, end):
        kind = match.lastgroup
        if kind == "bracket":
            continue
        raw = match.group()
        folded = raw.lower().replace("’", "'")
        if kind == "word":
            part: Part = "number" if raw[0].isdigit() or raw[0] in "$€£¥" else "word"
        elif kind == "clitic":
            part = PARTS.get(folded, "possessive")
            if folded == "'s" and words and words[-1].folded in _CONTRACTED:
                part = "auxiliary"
        else:
            part = _MARKS.get(raw, "quote" if raw[0] in "\"“”«»„'‘’" else "dash")
        words.append(Word(raw, folded, match.start(), match.end(), part))
    return words


def _is_headline(words: Sequence[Word]) -> bool:
    """Whether every longer word has a capital, so that capitals tell nothing."""
    long = [word.text for word in words if word.part == "word" and len(word.text) > 3 and word.folded not in PARTS]
    return len(long) > 1 and all(word[0].isupper() for word in long)


def _part(words: list[Word], number: int, capitals: bool) -> Part:
    """The part of a word by its spelling; verbs are looked at again once all the others are known."""
    word = words[number]
    folded = word.folded
    closed = PARTS.get(folded)
    is_capital = word.text[0].isupper()
    if closed == "time" or folded == "may":
        closed = "time" if is_capital and (number or closed) else ("auxiliary" if folded == "may" else None)
    is_shouted = len(folded) > 1 and word.text.isupper() and not _is_among_capitals(words, number)
    if closed is not None and not is_shouted:
        return _closed_in_context(words, number, closed)
    before = words[number - 1] if number else None
    if folded in _TIME_NOUNS and before is not None and before.folded in _TIME_OPENERS:
        before.part = "time"
        return "time"
    if is_capital and not capitals and (number or not _opens_with_verb(words)) and not _is_past(folded):
        return "name"
    form = verb_form(folded)
    if form == "ing":
        return "word" if folded in _DESCRIBING and number + 1 < len(words) else "gerund"
    if form is not None or (folded.endswith("ed") and len(folded) > 4 and not is_capital):
        return "verb"
    if folded.endswith("ly") and folded not in _NOT_ADVERBS:
        return "adverb"
    if before is not None and before.part == "relative" and before.folded in ("who", "which") and not is_capital:
        return "verb"
    is_according = number > 1 and words[number - 2].folded == "according"
    if before is not None and before.folded in _MODALS and before.part in ("auxiliary", "to") and not is_according:
        return "word" if before.part == "to" and folded.endswith("s") else "verb"
    return "word"


def _is_among_capitals(words: Sequence[Word], number: int) -> bool:
    """Whether the words around are written in capitals as well, so that "US" may be a pronoun."""
    near = [word.text for word in words[max(0, number - 2) : number + 3] if word.text[:1].isalpha()]
    return sum(text.isupper() for text in near) > 1


def _closed_in_context(words: list[Word], number: int, closed: Part) -> Part:
    """Tell the few function words that play several parts: her, that, one, who said "like", 's."""
    following = words[number + 1] if number + 1 < len(words) else None
    folded = words[number].folded
    if folded in _REFLEXIVES and number and words[number - 1].part in ("name", "word"):
        return "adverb"
    if folded == "her" and (following is None or following.folded in PARTS or following.part != "word"):
        return "pronoun"
    if (
        folded in ("neither", "both", "either")
        and following is not None
        and verb_form(following.folded) in ("past", "s")
    ):
        return "adverb"
    if folded == "there" and following is not None and PARTS.get(following.folded) == "auxiliary":
        return "pronoun"
    if folded == "like" and number and words[number - 1].folded in ("'d", "would", "should", "not"):
        return "verb"
    if folded in ("this", "these", "those", "one", "many", "some", "most", "all", "both", "several", "few", "more"):
        if following is None or following.part != "word":
            return "determiner" if following is not None and following.part == "number" else "pronoun"
        is_alone = PARTS.get(following.folded) in ("auxiliary", "relative", "preposition", "that", "to")
        acts = verb_form(following.folded) == "base" and not is_speech_noun(following.folded)
        return "pronoun" if is_alone or acts or _is_past(following.folded) else "determiner"
    return closed


def _is_past(folded: str) -> bool:
    return verb_form(folded) == "past" and is_saying(folded)


def _opens_with_verb(words: Sequence[Word]) -> bool:
    """Whether a sentence starts with a verb: a participle ("Asked about …") or an inversion ("Added Moe:")."""
    form = verb_form(words[0].folded)
    if form == "ing":
        return True
    return form in ("past", "s") and len(words) > 1 and (words[1].text[:1].isupper() or words[1].folded in PARTS)


_NOMINAL_BEFORE: Final = frozenset(("determiner", "possessive", "number"))


def _verb_in_context(words: list[Word], number: int) -> Part:
    """Whether a word that can be a verb is one here, describes a noun, or is a noun itself."""
    word = words[number]
    before = _previous(words, number)
    following = words[number + 1] if number + 1 < len(words) else None
    form = verb_form(word.folded) or "past"
    is_agent = following is not None and following.folded == "by"
    is_told = before is not None and (before.part in ("name", "pronoun") or (before.part == "word" and is_agent))
    if form == "base" and is_told and is_invariant(word.folded):
        form = "past"
    if before is None:
        return "verb" if form != "base" else "word"
    if form == "base" and is_verb_alone(word.folded) and before.part in ("name", "word"):
        return "verb"
    if is_only_verb(word.folded) and before.part in ("name", "word", "pronoun", "time", "comma", "conjunction"):
        return "verb"
    if before.folded in _MODALS or before.folded in _PERFECT or before.part == "relative":
        return "verb"
    if before.folded in _BEING:
        return "verb" if form in ("past", "base") else "word"
    if form == "past":
        return _past_in_context(words, number, before, following)
    if before.part in _NOMINAL_BEFORE or before.part == "preposition" or _is_adjective(before):
        return "word"
    if following is not None and following.part == "verb" and following.folded != word.folded:
        return "word"
    if is_speech_noun(word.folded) and _is_owned_noun(words, number, before, following):
        return "word"
    if before.part == "pronoun" or words[number - 1].part == "adverb":
        return "verb"
    return _agrees(before, form, following, word.folded)


def _is_owned_noun(words: list[Word], number: int, before: Word, following: Word | None) -> bool:
    """ "Moe's false claims that", "the fraud claims,": a noun of saying rather than its verb."""
    if before.part != "word" or is_speaker_noun(before.folded):
        return False
    opener = words[number - 2] if number > 1 else None
    is_owned = opener is not None and (opener.part == "possessive" or opener.folded in _OWNERS)
    return is_owned or (following is not None and following.part in ("comma", "preposition", "break"))


_OWNERS: Final = frozenset(("his", "her", "their", "its", "my", "our", "your"))


def _past_in_context(words: list[Word], number: int, before: Word, following: Word | None) -> Part:
    if before.part in _NOMINAL_BEFORE and following is not None and following.part in ("word", "name", "gerund"):
        return "word"
    if following is not None and following.folded == "by":
        by_means = number + 2 < len(words) and words[number + 2].folded in (
            "phone",
            "telephone",
            "email",
            "text",
            "video",
        )
        return "verb" if by_means else "participle"
    if before.part in ("preposition",) and before.folded not in ("as", "since"):
        return "word"
    return "verb"


def _agrees(before: Word, form: str, following: Word | None, word: str) -> Part:
    """A base form follows a plural, an -s form a singular; a verb has something behind it that a noun has not."""
    if before.part in ("conjunction", "comma", "quote", "opaque"):
        opens = following is not None and following.part not in ("verb", "preposition", "comma", "break")
        return "verb" if opens else "word"
    is_plural = before.folded.endswith("s") and not before.folded.endswith(("ss", "'s", "us"))
    if before.part == "name" and _is_compound(following, word):
        is_plural = False
    is_people = before.folded in ("people", "police", "men", "women", "percent")
    if form == "base":
        return "verb" if is_plural or is_people else "word"
    if is_plural and before.part == "word":
        return "word"
    is_last = following is None or following.part in ("break", "comma")
    if form == "s" and is_last and is_saying(word) and before.part in ("name", "word"):
        return "verb" if before.part == "name" or is_speaker_noun(before.folded) else "word"
    if form == "s" and is_saying(word) and is_speaker_noun(before.folded):
        return "verb"
    if form == "s" and is_saying(word) and before.part == "name" and following is not None and following.part == "word":
        return "verb"
    if before.part in ("name", "word", "time") and following is not None:
        is_date = before.part == "name" and following.part == "time" and following.text[0].isdigit()
        return "verb" if following.part in _BEHIND_A_VERB or is_date else "word"
    return "word"


_BEHIND_A_VERB: Final[tuple[Part, ...]] = (
    "determiner", "pronoun", "that", "to", "name", "quote", "opaque", "colon", "comma", "number", "relative",
    "subordinator", "preposition", "adverb", "auxiliary",
)  # fmt: skip


def _is_compound(following: Word | None, word: str) -> bool:
    """Whether a word behind a name goes on with it ("Sanders supporters") rather than tell what it does."""
    if following is None or following.part in ("comma", "break"):
        return not is_saying(word)
    return following.part in ("word", "name")


def _is_adjective(word: Word) -> bool:
    is_described = "-" in word.folded or word.folded in UNITS or word.folded.endswith(_ADJECTIVE_ENDINGS)
    return word.part == "word" and is_described


_ADJECTIVE_ENDINGS: Final = ("ial", "ical", "ous", "ive", "ful", "ary", "ional", "ern")


def _previous(words: list[Word], number: int) -> Word | None:
    """The word before, adverbs and negations left out."""
    for before in reversed(words[:number]):
        if before.part not in ("adverb", "negation"):
            return before
    return None
