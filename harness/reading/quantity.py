"""What a quantity that was read looks like."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import Literal

from harness.reading.units import Unit

QuantityKind = Literal["number", "money", "percent", "ordinal", "fraction", "measure", "duration", "vague"]
Bound = Literal["exact", "at-least", "at-most", "about", "range"]


@dataclass(frozen=True, slots=True)
class Quantity:
    """An amount that a text states.

    ``low`` and ``high`` are in the unit as written and equal but for a range; ``step`` is the place value of the last
    digit that was meant (see ``Lexeme``), so ``4.2 million`` has step 100,000. ``measure`` is the unit with its
    dimension, None for a bare number. ``bound`` is what the words before it say. ``is_hedged``: about, nearly, some.
    ``scale`` is the scale word that closes it; ``first`` and ``after`` are its lexemes, half-open.
    """

    start: int
    end: int
    text: str
    low: Decimal
    high: Decimal
    kind: QuantityKind
    measure: Unit | None = None
    bound: Bound = "exact"
    step: Decimal = Decimal(1)
    is_hedged: bool = False
    scale: int = 1
    first: int = 0
    after: int = 0

    @property
    def unit(self) -> str | None:
        """The unit's name; for money the ISO 4217 code, or the family where the writing leaves it open."""
        return None if self.measure is None else self.measure.name

    @property
    def base_low(self) -> Decimal:
        """``low`` in the base unit of the dimension (metres, kilograms, seconds, kelvins, shares of one)."""
        return self.low if self.measure is None else self.low * self.measure.factor + self.measure.offset

    @property
    def base_high(self) -> Decimal:
        """``high`` in the base unit of the dimension."""
        return self.high if self.measure is None else self.high * self.measure.factor + self.measure.offset

    @property
    def base_step(self) -> Decimal:
        """``step`` in the base unit of the dimension."""
        return self.step if self.measure is None else self.step * self.measure.factor
