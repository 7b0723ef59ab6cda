"""Which numbers may be set side by side: what two runs were made under, and how that differs."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

SCORING_VERSIONS: Final = ("harness", "rouge-score", "snowballstemmer")
"""Programs that turn an output into a score; another version may give the same output another score."""

SCORER: Final = "scorer.supported"
"""Among the digests: the model that judged sentences instead of the rule; not there where the rule did."""


@dataclass(frozen=True, slots=True)
class Conditions:
    """What a run was made under: digests of its inputs, versions of its programs, settings of its generation."""

    digests: Mapping[str, str]
    versions: Mapping[str, str]
    settings: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Mismatch:
    """One thing that differs between two runs; ``bars`` says that their numbers may not be compared for it."""

    what: str
    before: str
    after: str
    bars: bool

    def __str__(self) -> str:
        return f"{self.what} differs: {self.before or 'not known'} before, {self.after or 'not known'} now"


def mismatches(before: Conditions, after: Conditions) -> tuple[Mismatch, ...]:
    """All that differs, what bars a comparison first.

    Another gold, other documents, another template, scoring program or judging model bar it; other versions and
    settings (a length limit, a temperature) may be what is being compared, and are told. A template that only one run
    has bars nothing: it is of a task that the other did not do.
    """
    found = [
        *_differing(before.digests, after.digests, "digest of {}", bars=True, both=("gold", "documents", SCORER)),
        *_differing(before.versions, after.versions, "version of {}", bars=False),
        *_differing(before.settings, after.settings, "setting {}", bars=False),
    ]
    return tuple(sorted(found, key=lambda one: not one.bars))


def _differing(
    before: Mapping[str, str], after: Mapping[str, str], words: str, *, bars: bool, both: tuple[str, ...] = ()
) -> list[Mismatch]:
    names = sorted((before.keys() & after.keys()) | {name for name in both if name in before or name in after})
    return [
        Mismatch(words.format(name), before.get(name, ""), after.get(name, ""), bars or name in SCORING_VERSIONS)
        for name in names
        if before.get(name, "") != after.get(name, "")
    ]
