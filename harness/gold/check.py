"""Checks a gold folder: every rule over everything that could be read, and every problem at once."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import ClassVar, Final, Literal

from harness.codec import FORBID, ConfigDict, decode_or_raise, load_yaml, nearest
from harness.errors import ProblemsError, UsageError
from harness.gold.folder import Folder, read_folder
from harness.gold.rules import RULES
from harness.gold.rules.rule import Fix, Rule
from harness.schema import Problem, Severity

SettingSeverity = Literal["off", "info", "warning", "error"]
SETTINGS_FILE: Final = "check.yaml"
_ORDER: Final[Mapping[str, int]] = {"error": 0, "warning": 1, "info": 2}


@dataclass(frozen=True, slots=True)
class CheckSettings:
    """What ``check.yaml`` of a gold folder sets: a severity, or off, by rule name."""

    __pydantic_config__: ClassVar[ConfigDict] = FORBID
    severity: dict[str, SettingSeverity] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Checked:
    """What a check found: the problems by file and line, and the changes that certainly mend some of them."""

    problems: tuple[Problem, ...]
    fixes: tuple[Fix, ...] = ()

    @property
    def has_errors(self) -> bool:
        """Whether a problem has severity error."""
        return any(problem.severity == "error" for problem in self.problems)


def check_gold(path: Path, settings: CheckSettings | None = None) -> Checked:
    """Everything that is wrong with a gold folder, ordered by file and line; on suggested items nothing is an error.

    Without ``settings`` those of the folder's ``check.yaml`` count, where there is one. MissingError without a folder,
    ProblemsError where the settings are wrong.
    """
    folder = read_folder(path)
    chosen = settings if settings is not None else load_settings(path / SETTINGS_FILE)
    accepted = _accepted(folder)
    found = list(_findings(accepted, chosen))
    problems = [*_kept(folder.problems, chosen), *(problem for problem, _ in found)]
    if (accepted.questions, accepted.summaries) != (folder.questions, folder.summaries):
        problems += _on_suggested(folder, chosen, set(problems))
    ordered = sorted(dict.fromkeys(problems), key=_sort_key)
    return Checked(tuple(ordered), tuple(fix for _, fix in found if fix is not None))


def check_contract(folder: Folder) -> tuple[Problem, ...]:
    """The problems of severity error that stand in the way of a run, whatever a ``check.yaml`` says."""
    scored = _accepted(folder)
    return tuple(
        Problem(finding.place, rule.name, finding.message, rule.severity, finding.mend)
        for rule in RULES.values()
        if rule.needed
        for finding in rule.find(scored)
    )


def load_settings(path: Path) -> CheckSettings:
    """The settings of a ``check.yaml``; the defaults where there is no such file. ProblemsError with all mistakes."""
    if not path.exists():
        return CheckSettings()
    located = load_yaml(path)
    if located.data is None:
        return CheckSettings()
    settings = decode_or_raise(CheckSettings, located)
    unknown = [name for name in settings.severity if name not in RULES]
    if unknown:
        place = {name: located.place(("severity", name)) for name in unknown}
        raise ProblemsError(
            [Problem(place[name], "shape", _unknown_rule(name), "error", _meant(name)) for name in unknown]
        )
    return settings


def explain(name: str) -> str:
    """What a rule asks for, with an example of a breach; UsageError with the nearest name for an unknown rule."""
    rule = RULES.get(name)
    if rule is None:
        raise UsageError(f"{_unknown_rule(name)}; {_meant(name) or 'known are ' + ', '.join(RULES)}")
    return f"{rule.name} ({rule.severity})\n  {rule.explanation}\n  Broken by: {rule.example}"


def _accepted(folder: Folder) -> Folder:
    """The folder without the items that are only suggested."""
    questions = tuple(item for item in folder.questions if item.status == "accepted")
    summaries = tuple(item for item in folder.summaries if item.status == "accepted")
    return replace(folder, questions=questions, summaries=summaries)


def _findings(folder: Folder, settings: CheckSettings) -> Iterator[tuple[Problem, Fix | None]]:
    for rule in RULES.values():
        severity = _severity(rule, settings)
        if severity is not None:
            for finding in rule.find(folder):
                yield Problem(finding.place, rule.name, finding.message, severity, finding.mend), finding.fix


def _on_suggested(folder: Folder, settings: CheckSettings, known: set[Problem]) -> Iterator[Problem]:
    """What is wrong with suggested items alone; a warning at most, since they are not scored."""
    for problem, _ in _findings(folder, settings):
        if problem not in known:
            yield replace(problem, severity="warning") if problem.severity == "error" else problem


def _severity(rule: Rule, settings: CheckSettings) -> Severity | None:
    chosen = settings.severity.get(rule.name, rule.severity)
    return None if chosen == "off" else chosen


def _kept(problems: Sequence[Problem], settings: CheckSettings) -> Iterator[Problem]:
    for problem in problems:
        chosen = settings.severity.get(problem.rule, problem.severity)
        if chosen != "off":
            yield Problem(problem.place, problem.rule, problem.message, chosen, problem.mend)


def _sort_key(problem: Problem) -> tuple[str, int, int, str, str]:
    line = problem.place.line or 0
    return problem.place.file, line, _ORDER[problem.severity], problem.rule, problem.message


def _unknown_rule(name: str) -> str:
    return f"unknown rule {name!r}; a name that `harness gold check` prints was expected"


def _meant(name: str) -> str:
    hit = nearest(name, RULES)
    return f"did you mean {hit}?" if hit else ""
