"""Credit by words that do nothing but attribute: "42. We owe this to the mayor", "from Moe we hear that 42 …".

No list of forms is ever complete. But where the one source that an answer names stands in a run of words that can only
tell where something comes from, whatever their order, the run says whose the answer is.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

from harness.judging.answers.credit_forms import Names
from harness.judging.mentions import places_named
from harness.reading.sentences import Span
from harness.reading.words import Token, tokens

_CORE_WORDS: Final = """
call calls called say says said saying tell tells told telling know knows known learn learns learned learnt hear
hears heard believe believes believed trust trusts trusted trusting quote quotes quoted quoting cite cites cited
citing attribute attributes attributed reckon reckons reckoned reckoning remember remembers remembered recall
recalls recalled source sources claim claims claimed statement statements words word account accounts authority
testimony opinion view version figure figures information report reports reported answer answers answered speaking
owe owes owed speaks spoke reply replies replied announced announce announces announcement confirmed confirms
according contention assertion admission assures assured clear slip slips sums go goes going put
puts has have had insist insists insisted maintain maintains maintained explained explains
"""
_CORE: Final = frozenset(_CORE_WORDS.split())
_GOING: Final = frozenset(("go", "goes", "going"))
_THIN_WORDS: Final = "call calls called has have had put puts know known report reports figure figures"
_THIN: Final = _GOING | frozenset(_THIN_WORDS.split())
"""Words of the core that say other things too, and need an "it", "this" or "that" beside them."""
_POINTERS: Final = frozenset(("it", "this", "that", "so", "these", "those"))
_GLUE_WORDS: Final = """
a an the as by from if you one we reader readers i they he she it this that these those is was are were be been being
of to in on at with for their his her its my our your own way who whom which what how so do does did can could will
would may might must should us me them there here and or just only very much clear made make makes let lets plain
public take takes taken taking comes came come having got get gets gives give given gave according article text report
document story piece post posts telegram interview press conference reporters journalists paper newspaper media
statement monday tuesday wednesday thursday friday saturday sunday today yesterday morning afternoon evening week day
later earlier first then also asked ask when about same exact exactly quite rather really directly indeed least main
sole
"""
_GLUE: Final = frozenset(_GLUE_WORDS.split()) | _CORE
_MOST: Final = 14
"""A run of so many words beside the name is no attribution any more."""
_ENDS: Final = re.compile(r"[.;:!?\n()\[\]|]")
_OPENS: Final = re.compile(r"(?:^|[.,;:!?\n(\[|\u2013\u2014-])[\s\x22\u201d\u2019*_]*$")
_CLOSES: Final = re.compile(r"(?:['\u2019]s?)?[\s\x22\u201d*_]*(?:$|[.,;:!?\n)\]|\u2013\u2014-])")


def by_attributing(text: str, span: Span, names: Names) -> tuple[str, ...]:
    """The one source of a text that stands in a run of attributing words beside `span`; empty for several or none."""
    places = [(place, source) for place, source in places_named(text, names) if not span.covers(place)]
    if len({source for _, source in places}) != 1:
        return ()
    line = tokens(text)
    at = {token.start: number for number, token in enumerate(line)}
    is_told = any(_attributes(text, line, at[place.start], span, place.end) for place, _ in places[:_MOST_PLACES])
    return (places[0][1],) if is_told else ()


_MOST_PLACES: Final = 12
"""Of how many places of its name a source is asked whether one of them attributes."""


def _attributes(text: str, line: Sequence[Token], first: int, span: Span, end_of_name: int) -> bool:
    last = first
    while last + 1 < len(line) and line[last + 1].start < end_of_name:
        last += 1
    start, end = first, last
    while start > 0 and _goes_on(text, line[start - 1], line[start], span):
        start -= 1
    while end + 1 < len(line) and _goes_on(text, line[end], line[end + 1], span, is_behind=True):
        end += 1
    start = next((at for at in range(start, first) if _is_open(text, line, at, span)), first)
    end = next((at for at in range(end, last, -1) if _is_closed(text, line[at])), last)
    run = [one.folded for one in (*line[start:first], *line[last + 1 : end + 1])]
    if not 0 < len(run) <= _MOST or not _is_open(text, line, start, span) or not _is_closed(text, line[end]):
        return False
    if _is_told(run[: first - start], run[first - start :]):
        return False
    core = [word for word in run if word in _CORE]
    needs = _POINTERS | {"by"} if _GOING & set(core) else _POINTERS
    return any(word not in _THIN for word in core) or (bool(core) and not needs.isdisjoint(run))


def _is_open(text: str, line: Sequence[Token], at: int, span: Span) -> bool:
    """Whether a run may begin at a word: behind a mark, at the head of the text, or right behind the value."""
    return _OPENS.search(text, 0, line[at].start) is not None or (at > 0 and span.end == line[at - 1].end)


def _is_closed(text: str, word: Token) -> bool:
    return word.folded == "that" or _CLOSES.match(text, word.end) is not None


def _is_told(before: list[str], behind: list[str]) -> bool:
    """Whether another tells it, perhaps to the one named: "he told the police", "reported to Moe", "Moe was told"."""
    before = [word for word in before if word not in ("the", "a", "an")]
    if not {"he", "she"}.isdisjoint((*before, *behind)):
        return True
    if before[-1:] == ["to"]:
        return _TO_SOMEBODY.isdisjoint(before)
    is_passive = not _PASSIVE.isdisjoint(behind[:1]) and not _TOLD.isdisjoint(behind)
    return is_passive or not _TOLD.isdisjoint(before[-1:])


_TO_SOMEBODY: Final = frozenset(("attributed", "attributes", "owe", "owes", "owed", "according", "go", "goes", "going"))
_TOLD: Final = frozenset(("tell", "tells", "told", "telling", "assured", "assures", "asked", "ask", "shown"))
_PASSIVE: Final = frozenset(("is", "are", "was", "were", "has", "have", "had"))


def _goes_on(text: str, left: Token, right: Token, span: Span, *, is_behind: bool = False) -> bool:
    """Whether a run goes on over two words: the further one attributes, and no sentence ends between them."""
    further = right if is_behind else left
    is_value = span.start <= further.start < span.end
    return not is_value and further.folded in _GLUE and not _ENDS.search(text, left.end, right.start)
