"""Units of measure and currencies: which words name one, and when two amounts are of the same kind."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import cache, lru_cache
from typing import Final

from harness.reading import unit_tables
from harness.reading.lexemes import Lexeme, lexemes
from harness.reading.words import fold

MONEY: Final = "money"
SHARE: Final = "share"
LONGEST_NAME: Final = 4
"""How many words the longest unit name of the tables has."""


@dataclass(frozen=True, slots=True)
class Unit:
    """A unit: ``amount * factor + offset`` is the amount in the base unit of its dimension.

    For money, ``name`` is the ISO 4217 code or, where the writing leaves it open, the name of the ``family``
    (``$`` is ``dollar``); ``factor`` is 1 but for parts (a cent is 0.01). No exchange rates.
    """

    name: str
    dimension: str
    factor: Decimal = Decimal(1)
    offset: Decimal = Decimal(0)
    family: str = ""

    def is_same(self, other: Unit) -> bool:
        """Whether the two are one unit, whatever they are called (``km`` and ``kilometres``)."""
        if self.dimension != other.dimension or self.factor != other.factor or self.offset != other.offset:
            return False
        return self.dimension != MONEY or self.name == other.name

    def is_kin(self, other: Unit) -> bool:
        """Whether amounts in the two units can be the same amount.

        Currencies are kin when they are one, or when one of them is left open and of the other's family. Pounds may be
        money or mass. Degrees without a scale may be of any temperature.
        """
        if {self.dimension, other.dimension} == {MONEY}:
            return self.name == other.name or (self.family == other.family and self.family in (self.name, other.name))
        if self.dimension == other.dimension:
            return True
        return _is_open(self, other) or _is_open(other, self)


PERCENT: Final = Unit("percent", SHARE, Decimal("0.01"))
PERCENTAGE_POINT: Final = Unit("percentage point", "points", Decimal("0.01"))
_BASIS_POINT: Final = Unit("basis point", "points", Decimal("0.0001"))
_SHARES: Final = {
    "%": PERCENT, "percent": PERCENT, "per cent": PERCENT, "pct": PERCENT, "percentage": PERCENT, "pc": PERCENT,
    "percentages": PERCENT, "percents": PERCENT, "per mille": Unit("per mille", SHARE, Decimal("0.001")),
    "per mil": Unit("per mille", SHARE, Decimal("0.001")), "\u2030": Unit("per mille", SHARE, Decimal("0.001")),
    "percentage point": PERCENTAGE_POINT, "percentage points": PERCENTAGE_POINT, "percent points": PERCENTAGE_POINT,
    "basis point": _BASIS_POINT, "pp": PERCENTAGE_POINT,
    "basis points": _BASIS_POINT, "bps": _BASIS_POINT,
}  # fmt: skip


def unit_at(line: Sequence[Lexeme], index: int) -> tuple[Unit, int] | None:
    """The longest unit name that begins at ``index``, and the index of the lexeme after it; None for no name."""
    if index >= len(line) or not _may_begin(line[index]):
        return None
    for length in range(min(LONGEST_NAME, len(line) - index), 0, -1):
        unit = _named(_spelled(line[index : index + length]), _is_glued(line[index : index + length]))
        if unit is not None:
            return _rate(line, unit, index + length)
    return None


def _rate(line: Sequence[Lexeme], unit: Unit, after: int) -> tuple[Unit, int]:
    """``tonnes per day``, ``km/ms``: one unit over another, which no table has to name."""
    is_per = after + 1 < len(line) and (
        line[after].folded == "per" or (line[after].text == "/" and not line[after].spaced)
    )
    if not is_per or unit.dimension in (MONEY, SHARE, "points", "temperature"):
        return unit, after
    for length in (2, 1):
        under = _named(_spelled(line[after + 1 : after + 1 + length]), is_glued=line[after].text == "/")
        if under is not None and under.dimension not in (MONEY, SHARE, "points") and after + length < len(line):
            factor = unit.factor / under.factor
            return Unit(f"{unit.name}/{under.name}", f"{unit.dimension}/{under.dimension}", factor), after + 1 + length
    return unit, after


@cache
def first_money_words() -> frozenset[str]:
    """The folded words and signs that names of currencies begin with."""
    return frozenset(fold(lexemes(name)[0].text) for name, _ in _currencies())


@lru_cache(maxsize=1024)
def unit_named(name: str) -> Unit | None:
    """The unit of that name, sign or code, singular or plural; None where no table has it."""
    line = lexemes(name)
    found = unit_at(line, 0)
    if found is not None and found[1] == len(line):
        return found[0]
    return _named(name, is_glued=True) or _named(fold(name), is_glued=True)


def _is_open(loose: Unit, other: Unit) -> bool:
    if loose.name == "pound" and loose.dimension == MONEY:
        return other.dimension == "mass"
    return loose.name == "degree" and other.dimension == "temperature"


def _may_begin(lexeme: Lexeme) -> bool:
    return lexeme.folded in _first_words() or lexeme.text in _first_words()


def _spelled(line: Sequence[Lexeme]) -> str:
    """The lexemes as a name: as they are written, glued signs glued, one space elsewhere."""
    return "".join((" " if lexeme.spaced and place else "") + lexeme.text for place, lexeme in enumerate(line))


def _is_glued(line: Sequence[Lexeme]) -> bool:
    return not line[0].spaced


@lru_cache(maxsize=16384)
def _named(spelled: str, is_glued: bool) -> Unit | None:
    exact = _symbols().get(spelled)
    if exact is not None and (is_glued or len(spelled) > 1 or spelled in _SPACED_LETTERS or not spelled.isalpha()):
        return exact
    return _names().get(fold(spelled).replace("-", " ").replace(".", ""))


@cache
def _names() -> dict[str, Unit]:
    """Folded names of all units, with spaces for underscores."""
    named = {
        name.lower(): unit for name, unit in _measures() if len(name) > 2 or name in ("ft", "lb", "oz", "hr", "km")
    }
    for symbol in _CASELESS:
        named[symbol.lower()] = _symbols()[symbol]
    for name, unit in _temperatures():
        if len(name) > 1:
            named[name] = unit
    named.update((name, unit) for name, unit in _currencies())
    named.update(_SHARES)
    return named


_SPACED_LETTERS: Final = frozenset("LKWm")
"""Letters that are units after a space too; every other single letter must be glued to its number."""
_CASELESS: Final = (
    "km",
    "kg",
    "cm",
    "mm",
    "mg",
    "kW",
    "MW",
    "GW",
    "m2",
    "m3",
    "ft",
    "lb",
    "oz",
    "hr",
    "ha",
    "mi",
    "ml",
    "yd",
)


@cache
def _symbols() -> dict[str, Unit]:
    """Symbols, whose case counts: ``MW`` is not ``mW``."""
    symbols = {name: unit for name, unit in _measures() if len(name) <= 3}
    symbols.update(_prefixed_symbols())
    symbols.update((name.upper(), unit) for name, unit in _temperatures() if len(name) <= 2)
    symbols.update((unit.name, unit) for _, unit in _currencies() if len(unit.name) == 3 and unit.factor == 1)
    return symbols


@cache
def _first_words() -> frozenset[str]:
    first = {part.text for name in (*_names(), *_symbols()) for part in lexemes(name)[:1]}
    return frozenset(first | {fold(word) for word in first})


@cache
def _prefixed_symbols() -> dict[str, Unit]:
    bases = {name: unit for name, unit in _measures() if name in unit_tables.PREFIXED_SYMBOLS}
    return {
        prefix + name: Unit(prefix + name, unit.dimension, unit.factor.scaleb(power))
        for name, unit in bases.items()
        for prefix, power in unit_tables.SYMBOL_PREFIXES.items()
    }


@cache
def _measures() -> tuple[tuple[str, Unit], ...]:
    return tuple(_read_measures())


def _read_measures() -> Iterator[tuple[str, Unit]]:
    dimension = ""
    bases: dict[str, Unit] = {}
    for row in unit_tables.MEASURES.strip().splitlines():
        if not row.startswith(" "):
            dimension = row.split()[0]
            continue
        for part in row.split("|"):
            factor, _, names = part.partition(":")
            unit = Unit(names.split()[0].replace("_", " "), dimension, Decimal(factor.strip()))
            bases.update(dict.fromkeys(names.split(), unit))
    yield from ((name.replace("_", " "), unit) for name, unit in bases.items())
    for name, base in unit_tables.PREFIXED.items():
        for prefix, power in unit_tables.PREFIXES.items():
            if prefix + name not in bases:
                yield prefix + name, Unit(prefix + name, bases[base].dimension, bases[base].factor.scaleb(power))


def _temperatures() -> Iterator[tuple[str, Unit]]:
    for name, (factor, offset, names) in unit_tables.TEMPERATURES.items():
        unit = Unit(name, "temperature", Decimal(factor), Decimal(offset))
        yield from ((spelled.replace("_", " ").lower(), unit) for spelled in names.split())


_THOUSANDS: Final = (("m", Decimal(10**6)), ("k", Decimal(1000)), ("bn", Decimal(10**9)))
"""How accounts shorten a scale before a code: ``120 MEUR``."""
_SPACED_SIGNS: Final = frozenset(
    {"us$", "hk$", "c$", "ca$", "cad$", "au$", "nz$", "nt$", "mex$", "aud$", "nzd$", "sgd$", "hkd$", "usd$"}
)


def _currencies() -> Iterator[tuple[str, Unit]]:
    for row in unit_tables.CURRENCIES.strip().splitlines():
        head, _, names = row.partition(": ")
        code, family = head.split()
        unit = Unit(code, MONEY, family=family)
        yield from ((name.replace("_", " "), unit) for name in names.split())
        yield from ((f"{name[:-1]} $", unit) for name in names.split() if name in _SPACED_SIGNS)
        if len(code) == 3 and code.isupper():
            yield from (
                (f"{prefix}{code.lower()}", Unit(code, MONEY, factor, family=family)) for prefix, factor in _THOUSANDS
            )
    for name, parts in unit_tables.SUBUNITS.items():
        yield name, Unit("cent", MONEY, Decimal(1) / Decimal(parts), family="cent")
