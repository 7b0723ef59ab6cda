"""Whether an output says in words what an answer says: names, things and short phrases.

Asks how much of the answer stands in the output (recall), never how much of the output stands in the answer: an output
may say more. The question's own words count little, since every output repeats them.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Final

from harness.judging.answers.indexed import (
    DESCRIPTION_WEIGHT,
    DIGIT,
    AnswerWord,
    IndexedOutput,
    indexed,
    weighed_forms,
    word_key,
)
from harness.judging.answers.people import is_namesake, is_person, person_strength
from harness.judging.answers.records import AnswerSpan
from harness.judging.lexicon import related_groups
from harness.judging.offices import office, office_at, words_of_offices
from harness.judging.wordings import wordings
from harness.reading.names import acronym, capital_of, place_key, same_word
from harness.reading.polarity import has_negation, is_denied
from harness.reading.words import STOPWORDS, Token, tokens

SMALL_LETTERS: Final = 0.8
"""How well a word in small letters is taken for the same word of a name: ``post`` for ``The Harbour Post``."""
SYNONYM: Final = 0.75
"""How well a near-synonym of the lexicon is taken for the word."""
WORDED: Final = 0.85
"""How well what the table of wordings holds for the same is taken for it; what is denied there is already turned."""
CAPITAL: Final = 0.9
"""How well a country's capital is taken for the country."""
ONLY_ASKED: Final = 0.4
"""The score of an answer whose words all stand in the question too, where the output has them, but not together."""
_LONG: Final = 5
_NOT_DONE: Final = re.compile(r"\s(?:\w+\s)?(?:\w+n['\u2019]t|\w+\snot|never)\s(?:been\s|be\s)?(?P<verb>\w+)")


def find_words(
    output: str,
    answers: Sequence[str],
    *,
    question: str = "",
    head_weight: float = 1.0,
    described: float = DESCRIPTION_WEIGHT,
) -> Iterator[AnswerSpan]:
    """For each accepted answer the best place of the output that says it, where there is one at all (score above 0).

    ``head_weight`` is what the last word of a description weighs, which the others describe (``a failed rudder``);
    ``described`` what small-lettered words weigh beside a name.
    """
    whole = indexed(output, question)
    may_deny = has_negation(question)
    for index, answer in enumerate(answers):
        forms = weighed_forms(answer, question, head_weight, described)
        places = (_best_place(whole, form, index, words, may_deny=may_deny) for form, words in forms)
        best = max(places, key=lambda span: (span.score, -span.start), default=None)
        if best is not None and best.score > 0 and not is_namesake(whole, best, answer, answers):
            yield best


def _best_place(
    output: IndexedOutput, answer: str, index: int, gold: tuple[AnswerWord, ...], *, may_deny: bool
) -> AnswerSpan:
    nothing = AnswerSpan(0, 0, index, 0.0, "text", f"does not say {answer}")
    if not gold or not output.line:
        return nothing
    same_place = _same_country(output, answer, index) or _same_office(output, answer, index)
    if same_place is not None:
        return same_place
    names_person = is_person(answer, gold)
    hits = (_hits(word, output, names_person) for word in gold)
    placed = ([hit for hit in each if not _lies_elsewhere(gold, at, output, hit[0])] for at, each in enumerate(hits))
    places = {place: each for place, each in enumerate(placed) if each}
    if not places:
        return _by_acronym(output, answer, index) or nothing
    if not may_deny and not has_negation(answer) and _all_denied(output, places):
        return nothing
    total = sum(word.weight for word in gold)
    strength = sum(gold[place].weight * max(score for _, score in hits) for place, hits in places.items()) / total
    if names_person:
        strength = person_strength(gold, places, output, strength)
    strength = _without_numbers(gold, places, strength)
    if all(word.is_asked for word in gold) and not _stands_whole(answer, output):
        strength = min(strength, ONLY_ASKED)
    if strength < 1 and (by_letters := _by_acronym(output, answer, index)):
        return by_letters
    tightest = _tightest(places)
    start, end = output.line[tightest[0]].start, output.line[tightest[-1]].end
    if not has_negation(answer) and min(map(len, places.values())) == 1 and _is_undone(output, end):
        return nothing
    return AnswerSpan(start, end, index, round(min(strength, 1.0), 4), "text", f"says “{output.text[start:end]}”")


def _lies_elsewhere(gold: Sequence[AnswerWord], place: int, output: IndexedOutput, hit: int) -> bool:
    """ "North Korea" is not South Korea: another point of the compass stands before the word than in the answer."""
    mine = gold[place - 1].token.folded if place else ""
    other = output.line[hit - 1].folded if hit else ""
    return mine != other and {mine, other} <= _POINTED and mine.removesuffix("ern") != other.removesuffix("ern")


def _stands_whole(answer: str, output: IndexedOutput) -> bool:
    """Whether the answer stands in the output word for word."""
    wanted = [word_key(token) for token in tokens(answer) if token.folded not in ("the", "a", "an")]
    said = [word_key(token) for token in output.line if token.folded not in ("the", "a", "an")]
    return any(said[start : start + len(wanted)] == wanted for start in range(len(said) - len(wanted) + 1))


def _hits(word: AnswerWord, output: IndexedOutput, names_person: bool) -> list[tuple[int, float]]:
    """Where the output has the word, and how surely it is that word."""
    exact = [
        (place, 1.0 if _is_cased_alike(word, output, place) else SMALL_LETTERS)
        for place in output.keys.get(word.key, ())
        if not _is_of_compound(output, place, word)
        if not names_person or _is_plural(word, output.line[place])
    ]
    if exact:
        return exact
    if DIGIT.match(word.key) or len(word.token.folded) < 3:
        return []
    likeness = _name_likeness if names_person else _likeness
    near: Iterable[int] = output.letters.get(word.token.folded[0], ()) if not names_person else range(len(output.line))
    fresh = (
        place
        for place in near
        if word_key(output.line[place]) not in output.asked
        and _is_cased_alike(word, output, place)
        and not (output.line[place].folded in _COMPASS and _is_between_points(output, place))
    )
    governed = _capitals(word, output) if word.is_name else []
    if governed:
        return governed
    alike = [(place, score) for place in fresh if (score := likeness(word.token, output.line, place)) > 0]
    return alike or ([] if names_person or word.is_name else _worded(word, output) or _synonyms(word, output))


def _worded(word: AnswerWord, output: IndexedOutput) -> list[tuple[int, float]]:
    """Where the output tells the same in a word or a phrase of the table, or denies its reverse."""
    if not word.sides:
        return []
    told = (one for one in wordings(output.text) if not word.sides.isdisjoint(one.sides))
    return [
        (one.first, WORDED)
        for one in told
        if not all(word_key(output.line[place]) in output.asked for place in one.places)
        and not (output.line[one.first].folded in _COMPASS and _is_between_points(output, one.first))
    ]


def _is_of_compound(output: IndexedOutput, place: int, word: AnswerWord) -> bool:
    """Whether the word is half of another: of a title in capitals ("Secretary-General"), or a point of the compass."""
    token = output.line[place]
    if not word.is_hyphened and token.folded in _COMPASS and _is_between_points(output, place):
        return True
    if word.is_hyphened or place == 0 or output.text[token.start - 1 : token.start] != "-":
        return False
    return token.text[0].isupper() and output.line[place - 1].text[0].isupper()


def _is_between_points(output: IndexedOutput, place: int) -> bool:
    """ "South-west" is neither south nor west."""
    token = output.line[place]
    return any(
        point.start() <= token.start < point.end() for point in _BETWEEN_POINTS.finditer(output.text, 0, token.end + 6)
    )


_POINTS: Final = "north|south|east|west"
_COMPASS: Final = frozenset(_POINTS.split("|"))
_POINTED: Final = _COMPASS | {f"{point}ern" for point in _COMPASS} | {"central", "upper", "lower"}
_BETWEEN_POINTS: Final = re.compile(rf"\b(?:{_POINTS})[-\u2010\u2011](?:{_POINTS})\b", re.IGNORECASE)


def _capitals(word: AnswerWord, output: IndexedOutput) -> list[tuple[int, float]]:
    """The capital that stands for its country: "arming Kyiv" for "arms Ukraine"; never the country for the capital."""
    country = place_key(word.token.text)
    if country is None:
        return []
    return [
        (place, CAPITAL)
        for place, token in enumerate(output.line)
        if token.text[0].isupper() and word_key(token) not in output.asked and capital_of(token.text) == country
    ]


def _synonyms(word: AnswerWord, output: IndexedOutput) -> list[tuple[int, float]]:
    """Words that a reader may take for the same, where the question does not name them."""
    places = {place for group in related_groups(word.key) for place in output.groups.get(group, ())}
    return [(place, SYNONYM) for place in sorted(places) if word_key(output.line[place]) not in output.asked]


def _is_cased_alike(word: AnswerWord, output: IndexedOutput, place: int) -> bool:
    return not (word.is_name and output.is_cased) or not output.line[place].text[0].islower()


def _is_plural(word: AnswerWord, token: Token) -> bool:
    """Whether two words of one stem are one name: a stem takes ``Gary`` and ``gars`` together, names do not."""
    mine, other = word.token.folded, token.folded
    return (
        mine == other or {mine.removesuffix("es"), mine.removesuffix("s")} & {other, other.removesuffix("s")} != set()
    )


def _name_likeness(word: Token, line: Sequence[Token], place: int) -> float:
    other = line[place].folded
    return 0.95 if abs(len(word.folded) - len(other)) <= 3 and same_word(word.folded, other) else 0.0


def _likeness(word: Token, line: Sequence[Token], place: int) -> float:
    mine, other = word.folded, line[place].folded
    if abs(len(mine) - len(other)) <= 3 and same_word(mine, other):
        return 0.95
    if len(mine) >= _LONG and place + 1 < len(line) and mine == other + line[place + 1].folded:
        return 1.0
    short, long = (mine, other) if len(mine) < len(other) else (other, mine)
    if len(short) >= _LONG and long.startswith(short) and short not in _COMPASS:
        return 0.8
    shared = _common_prefix(mine, other)
    return 0.7 if shared > _LONG and shared >= 0.6 * len(long) else 0.0


def _common_prefix(first: str, second: str) -> int:
    shared = 0
    for one, two in zip(first, second, strict=False):
        if one != two:
            break
        shared += 1
    return shared


def _tightest(places: Mapping[int, Sequence[tuple[int, float]]]) -> list[int]:
    """One place for each word found, near each other: around one of the first places of the rarest word."""
    anchors = [place for place, _ in min(places.values(), key=len)[:8]]
    choices = [
        sorted(min((abs(place - anchor), place) for place, _ in hits)[1] for hits in places.values())
        for anchor in anchors
    ]
    return min(choices, key=lambda chosen: (chosen[-1] - chosen[0], chosen[0]))


def _all_denied(output: IndexedOutput, places: Mapping[int, Sequence[tuple[int, float]]]) -> bool:
    plain = [hits for hits in places.values() if hits[0][1] != WORDED]
    if not plain:
        return False
    rarest = min(plain, key=len)
    return all(is_denied(output.text, output.line[place].start, output.line[place].end) for place, _ in rarest)


def _is_undone(output: IndexedOutput, end: int) -> bool:
    """ "S-4 missiles were not used", asked what was used: the question's own verb is denied of what ends there."""
    undone = _NOT_DONE.match(output.text, end)
    return undone is not None and any(word_key(token) in output.asked for token in tokens(undone["verb"]))


def _without_numbers(gold: Sequence[AnswerWord], places: Mapping[int, object], strength: float) -> float:
    """An answer whose number is missing is not said, however many of its words are."""
    lacks = any(DIGIT.match(word.key) and place not in places for place, word in enumerate(gold))
    return min(strength, 0.45) if lacks else strength


def _same_country(output: IndexedOutput, answer: str, index: int) -> AnswerSpan | None:
    key = place_key(answer)
    if key is None:
        return None
    named = next(((start, end) for start, end, other in _countries(output.text, output.line) if other == key), None)
    if named is None:
        return None
    score = 0.0 if is_denied(output.text, *named) else 1.0
    return AnswerSpan(*named, index, score, "text", f"names {key}")


def _countries(text: str, line: Sequence[Token]) -> Iterator[tuple[int, int, str]]:
    """Each country that words in a row name, by up to four words, an owner's "'s" left out: its place and key."""
    place = 0
    while place < len(line):
        start = line[place].start
        ends = range(min(place + 4, len(line)) - 1, place - 1, -1)
        names = ((last, place_key(_OWNED.sub("", text[start : line[last].end]))) for last in ends)
        last, key = next(((last, key) for last, key in names if key is not None), (place, None))
        if key is not None:
            yield start, line[last].end, key
        place = last + 1


_OWNED: Final = re.compile(r"['\u2019]s?$")


def _same_office(output: IndexedOutput, answer: str, index: int) -> AnswerSpan | None:
    """An office in another form: "the MoD" for "the ministry of defence"; not that of another country."""
    held = office(answer)
    if not held:
        return None
    known = words_of_offices([held])
    wanted = {key for _, _, key in _countries(answer, tokens(answer))}
    for place in range(len(output.line)):
        found = office_at(output.line, place, {held: answer}, known)
        if found is not None and not is_denied(output.text, output.line[place].start, output.line[found[1] - 1].end):
            near = output.line[max(0, place - _NEAR_OFFICE) : found[1] + _NEAR_OFFICE]
            beside = {key for _, _, key in _countries(output.text, near)}
            if wanted and beside and wanted.isdisjoint(beside):
                continue
            start, end = output.line[place].start, output.line[found[1] - 1].end
            return AnswerSpan(start, end, index, 1.0, "text", f"is {answer} in another form")
    return None


_NEAR_OFFICE: Final = 3
"""How many words before an office, or behind it, its country may stand."""


def _by_acronym(output: IndexedOutput, answer: str, index: int) -> AnswerSpan | None:
    letters = re.sub(r"\W", "", answer)
    if 3 <= len(letters) <= 7 and letters.isupper() and " " not in answer:
        return _spelled_out(output.line, letters.lower(), index)
    initials = acronym(answer)
    if len(initials) < 3:
        return None
    for place in output.keys.get(initials, ()):
        token = output.line[place]
        if token.text.isupper():
            return AnswerSpan(token.start, token.end, index, 0.9, "text", f"{token.text} stands for {answer}")
    return None


def _spelled_out(line: Sequence[Token], letters: str, index: int) -> AnswerSpan | None:
    content = [token for token in line if token.folded not in STOPWORDS]
    for place in range(len(content) - len(letters) + 1):
        run = content[place : place + len(letters)]
        if all(
            token.folded[0] == letter and token.text[0].isupper() for token, letter in zip(run, letters, strict=True)
        ):
            return AnswerSpan(run[0].start, run[-1].end, index, 0.9, "text", f"is {letters.upper()} spelled out")
    return None
