"""How far the scores agree with people: quoted from what ``harness calibrate`` measured, never computed here."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from harness.config.shipped import shipped
from harness.errors import MissingError

CALIBRATION: Final = "calibration.json"
PEOPLE: Final = "people"


@dataclass(frozen=True, slots=True)
class Agreement:
    """One scorer against people on one labelled set (or a genre of it) of ``n`` rows.

    ``kappa`` is Cohen's with its interval, ``people`` that of one person against another on the same rows; None where
    nothing was measured.
    """

    set: str
    genre: str | None
    scorer: str
    n: int
    kappa: float
    low: float | None
    high: float | None
    balanced_accuracy: float | None
    people: float | None


def read_agreements(folder: Path) -> tuple[Agreement, ...]:
    """From ``calibration.json`` of the run, else of the package; nothing where there is none or it can't be read.

    A set with genres counts once: by its whole where that was measured, else by its genres.
    """
    places = [folder / CALIBRATION]
    with suppress(MissingError):
        places.append(shipped("configs") / CALIBRATION)
    for place in places:
        with suppress(OSError, ValueError, TypeError, KeyError, AttributeError):
            return _agreements(json.loads(place.read_text(encoding="utf-8"))["rows"])
    return ()


def agreement_in_words(found: Sequence[Agreement]) -> str:
    """How far a score agrees with people, in a sentence; empty where nobody measured it."""
    if not found:
        return ""
    rows = sum(one.n for one in found)
    low, high = min(one.kappa for one in found), max(one.kappa for one in found)
    reach = f"{low:.2f}" if low == high else f"{low:.2f} to {high:.2f}"
    sets = len({one.set for one in found})
    where = f"{rows:,} labelled rows of {sets} {'set' if sets == 1 else 'sets'}"
    return f"Agrees with people at κ {reach} (0 is chance, 1 always), on {where}, not on this gold."


def _agreements(rows: Sequence[Mapping[str, object]]) -> tuple[Agreement, ...]:
    people = {
        (str(row["set"]), _text(row.get("genre"))): _number(row.get("kappa"))
        for row in rows
        if str(row["scorer"]).startswith(PEOPLE)
    }
    read = [_agreement(row, people) for row in rows if not row["baseline"] and _number(row.get("kappa")) is not None]
    whole = {(one.set, one.scorer) for one in read if one.genre is None}
    return tuple(one for one in read if one.genre is None or (one.set, one.scorer) not in whole)


def _agreement(row: Mapping[str, object], people: Mapping[tuple[str, str | None], float | None]) -> Agreement:
    return Agreement(
        set=str(row["set"]),
        genre=_text(row.get("genre")),
        scorer=str(row["scorer"]),
        n=int(str(row["n"])),
        kappa=float(str(row["kappa"])),
        low=_number(row.get("kappa_low")),
        high=_number(row.get("kappa_high")),
        balanced_accuracy=_number(row.get("balanced_accuracy")),
        people=people.get((str(row["set"]), _text(row.get("genre")))),
    )


def _text(value: object) -> str | None:
    return None if value is None else str(value)


def _number(value: object) -> float | None:
    return float(value) if isinstance(value, int | float) and not isinstance(value, bool) else None
