"""Reading a config: file, then ``--set key.path=value`` over it; every mistake with its place."""

from __future__ import annotations

import copy
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from harness.codec import Located, decode_readable, load_yaml, nearest, parse_yaml
from harness.config.spec import Config, ModelSpec
from harness.errors import ProblemsError, UsageError
from harness.judging.opinions import parse_opinion
from harness.schema import Problem

_WEIGHTED = ("transformers", "llama-cpp")
_KNOWN_BACKENDS = (*_WEIGHTED, "server", "replay", "command", "lead", "gold", "reference", "rival", "silent")


def load_config(path: Path, settings: Sequence[str] = ()) -> Config:
    """The effective config; raises ProblemsError with every mistake of the file and of the settings."""
    located = _with_settings(load_yaml(path), settings)
    config, problems = decode_readable(Config, located)
    further = tuple(_check(config, located)) if config else ()
    if config is None or problems or further:
        raise ProblemsError((*problems, *further))
    return config


def _with_settings(located: Located, settings: Sequence[str]) -> Located:
    """The data with each ``a.b.0.c=value`` put in; a value is read as YAML. A setting's place is the setting itself."""
    if not isinstance(located.data, dict):
        return located
    data = copy.deepcopy(located.data)
    for setting in settings:
        key, equals, text = setting.partition("=")
        steps = [step for step in key.strip().split(".") if step]
        if not equals or not steps:
            raise UsageError(f"--set {setting}: not a setting; expected key.path=value, such as generation.seed=1")
        _put(data, steps, parse_yaml(text, file=f"--set {key}").data, setting)
    return replace(located, data=data)


def _put(data: dict[str, object], steps: Sequence[str], value: object, setting: str) -> None:
    target: object = data
    for step in steps[:-1]:
        if isinstance(target, dict):
            if target.get(step) is None:
                target[step] = {}
            target = target[step]
        elif isinstance(target, list) and step.isdigit() and int(step) < len(target):
            target = target[int(step)]
        else:
            raise UsageError(f"--set {setting}: nothing to set at `{step}`; expected a key or a list's index from 0")
    last = steps[-1]
    if isinstance(target, dict):
        target[last] = value
    elif isinstance(target, list) and last.isdigit() and int(last) < len(target):
        target[int(last)] = value
    else:
        raise UsageError(f"--set {setting}: nothing to set at `{last}`; expected a key or a list's index from 0")


def _check(config: Config, located: Located) -> list[Problem]:
    problems: list[Problem] = []

    def add(path: tuple[str | int, ...], message: str, mend: str = "") -> None:
        problems.append(Problem(located.place(path), "config", message, "error", mend))

    if not config.models:
        add(("models",), "models: empty; expected at least one model")
    names = [model.name for model in config.models]
    for index, model in enumerate(config.models):
        if names.index(model.name) < index:
            add(
                ("models", index, "name"), f"models[{index}].name: {model.name} stands twice; expected one of each name"
            )
        for message, mend in _model_mistakes(model):
            add(("models", index), f"models[{index}] ({model.name}): {message}", mend)
    if config.limit is not None and config.limit < 1:
        add(("limit",), f"limit: {config.limit}; expected 1 or more, or null")
    if config.generation.temperature < 0:
        add(("generation", "temperature"), "generation.temperature: below 0; expected 0 (greedy) or more")
    if min(config.generation.max_new_tokens.qa, config.generation.max_new_tokens.summary) < 1:
        add(("generation", "max_new_tokens"), "generation.max_new_tokens: below 1; expected 1 or more")
    if config.scorers.supported is not None:
        try:
            parse_opinion(config.scorers.supported)
        except UsageError as error:
            add(("scorers", "supported"), f"scorers.supported: {error}")
    if not config.tasks:
        add(("tasks",), "tasks: empty; expected qa, summary, or both")
    return problems


def _model_mistakes(model: ModelSpec) -> list[tuple[str, str]]:
    mistakes: list[tuple[str, str]] = []
    backend = model.backend
    if ":" not in backend and backend not in _KNOWN_BACKENDS:
        near = nearest(backend, _KNOWN_BACKENDS)
        expected = ", ".join(_KNOWN_BACKENDS) + " or package.module:Class"
        mistakes.append(
            (f"backend: {backend} is unknown; expected {expected}", f"did you mean {near}?" if near else "")
        )
    if backend in _WEIGHTED:
        mistakes += _source_mistakes(model)
    for needed, key in (("server", "url"), ("command", "command"), ("replay", "predictions")):
        if backend == needed and not getattr(model, key):
            mistakes.append((f"{key}: missing; the backend {needed} needs it", ""))
    return mistakes


def _source_mistakes(model: ModelSpec) -> list[tuple[str, str]]:
    source = model.source
    given = [key for key in ("wheel", "wheels", "hub", "path") if getattr(source, key)] if source else []
    if len(given) != 1:
        said = " and ".join(given) or "nothing"
        return [(f"source: {said} given; expected exactly one of wheel, wheels, hub, path", "")]
    mistakes = []
    if source and given[0] in ("wheel", "wheels"):
        wheels = [source.wheel] if source.wheel else list(source.wheels)
        mistakes += [
            (f"source: {wheel} is not pinned; expected name==version", "")
            for wheel in wheels
            if wheel and "==" not in wheel
        ]
        if not source.file and not source.files:
            mistakes.append(("source.file: missing; expected the file's path inside the wheel", ""))
    return mistakes
