"""Other tools' outputs as predictions of ours: ``{"id", "model", "output"}``, a line each, to be scored.

Only what a model wrote is taken over, never another tool's score.
"""

from __future__ import annotations

import json
import zipfile
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from harness.codec import nearest
from harness.errors import MissingError, ProblemsError, UsageError
from harness.schema import Place, Problem
from harness.store.atomic import write_lines

ZSTD: Final = 93
Columns = Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Predicted:
    """One output made elsewhere; ``place`` is where it stood."""

    id: str
    model: str
    output: str
    place: Place


def import_predictions(
    path: Path,
    name: str,
    *,
    model: str | None = None,
    columns: Columns | None = None,
    split: str | None = None,
) -> tuple[Predicted, ...]:
    """The predictions of a file or folder in one of :data:`IMPORTS`.

    ``model`` names the model in place of what the file says (needed where it says nothing). ``columns`` maps ``id``,
    ``output`` and ``model`` to the columns (for lm-evaluation-harness: the fields of its ``doc``) that hold them.
    Outputs in error are left out, so that scoring counts them as errors. Raises UsageError for an unknown format,
    MissingError where the file isn't there, ProblemsError with everything that can't be read as a prediction.
    """
    if name not in IMPORTS:
        hit = nearest(name, IMPORTS)
        mend = f"did you mean {hit}?" if hit else "name one of them"
        raise UsageError(f"format {name!r}: is not known; expected one of {', '.join(IMPORTS)}; {mend}")
    if not path.exists():
        raise MissingError(f"{path}: no such file or folder; expected {name} output; check the path")
    source = _Source(path, model, columns or {}, split)
    problems: list[Problem] = []
    found = tuple(_checked(IMPORTS[name](source), problems))
    if not found and not problems:
        problems.append(Problem(Place(str(path)), "import", f"holds no outputs of {name}", mend="check the format"))
    if problems:
        raise ProblemsError(problems)
    return found


def write_predictions(predictions: tuple[Predicted, ...], path: Path) -> None:
    """Write them as the JSON Lines that ``harness score --predictions`` reads."""
    rows = ({"id": one.id, "model": one.model, "output": one.output} for one in predictions)
    write_lines(path, (json.dumps(row, ensure_ascii=False) + "\n" for row in rows))


@dataclass(frozen=True, slots=True)
class _Source:
    path: Path
    model: str | None
    columns: Columns
    split: str | None


Found = Predicted | Problem


def _checked(found: Iterator[Found], problems: list[Problem]) -> Iterator[Predicted]:
    """The predictions; a second, different output for one model and id is a problem, the same one again is not."""
    seen: dict[tuple[str, str], Predicted] = {}
    for one in found:
        if isinstance(one, Problem):
            problems.append(one)
            continue
        first = seen.setdefault((one.model, one.id), one)
        if first is one:
            yield one
        elif first.output != one.output:
            said = f"{one.model} has a second output for {one.id}, first at {first.place}"
            problems.append(Problem(one.place, "import", said, mend="keep one of them"))


def _lm_eval(source: _Source) -> Iterator[Found]:
    """``samples_*.jsonl``, or a folder of them; the model's name is that of the results file beside them."""
    files = sorted(source.path.rglob("samples_*.jsonl")) if source.path.is_dir() else [source.path]
    for file in files:
        model = source.model or _lm_eval_model(file)
        for number, line in enumerate(file.read_text(encoding="utf-8", errors="replace").splitlines(), start=1):
            if line.strip():
                yield _lm_eval_sample(line, model, source.columns, Place(str(file), number))


def _lm_eval_sample(line: str, model: str, columns: Columns, place: Place) -> Found:
    sample = _object(line)
    if sample is None:
        return _problem(place, "is no JSON object")
    doc = sample.get("doc")
    field = columns.get("id", "id")
    identifier = doc.get(field) if isinstance(doc, dict) else None
    if not isinstance(identifier, str | int):
        return _problem(place, f"its doc has no {field!r}", "map id to the field of doc that holds the item's id")
    output = sample.get("resps")
    while isinstance(output, list) and output:
        output = output[0]
    if not isinstance(output, str):
        return _problem(place, "has no text in resps", "only generate_until tasks have an output to score")
    return Predicted(str(identifier), model, output, place)


def _lm_eval_model(samples: Path) -> str:
    for results in sorted(samples.parent.glob("results_*.json")):
        data = _object(results.read_text(encoding="utf-8", errors="replace")) or {}
        if isinstance(data.get("model_name"), str) and data["model_name"]:
            return str(data["model_name"])
    return samples.parent.name or "lm-eval"


def _inspect(source: _Source) -> Iterator[Found]:
    """An Inspect log, ``.json`` or ``.eval``, or a folder of them; of several epochs the first counts."""
    ends = (".json", ".eval")
    files = sorted(one for one in source.path.rglob("*") if one.suffix in ends) if source.path.is_dir() else None
    for file in files if files is not None else [source.path]:
        place = Place(str(file))
        header, samples = _inspect_zip(file) if zipfile.is_zipfile(file) else _inspect_json(file)
        spec = header.get("eval")
        if not isinstance(spec, dict):
            yield _problem(place, "is no Inspect log", "give a log of `inspect eval`")
            continue
        for sample in samples:
            if sample.get("epoch", 1) == 1 and not sample.get("error"):
                yield _inspect_sample(sample, source.model or str(spec.get("model", "")), place)


def _inspect_json(file: Path) -> tuple[Mapping[str, Any], list[Mapping[str, Any]]]:
    data = _object(file.read_text(encoding="utf-8", errors="replace")) or {}
    return data, [one for one in data.get("samples") or [] if isinstance(one, dict)]


def _inspect_zip(file: Path) -> tuple[Mapping[str, Any], list[Mapping[str, Any]]]:
    with zipfile.ZipFile(file) as archive:
        members = archive.infolist()
        if any(one.compress_type == ZSTD for one in members):
            mend = "run `inspect log convert --to json` and give the result"
            raise UsageError(f"{file}: is packed with zstd; expected a log that Python 3.11 can open; {mend}")
        names = sorted(one.filename for one in members if one.filename.startswith("samples/"))
        samples = [_object(archive.read(name).decode("utf-8", "replace")) for name in names]
        header = _object(archive.read("header.json").decode("utf-8", "replace")) if _has_header(archive) else {}
    return header or {}, [one for one in samples if one is not None]


def _has_header(archive: zipfile.ZipFile) -> bool:
    return "header.json" in archive.namelist()


def _inspect_sample(sample: Mapping[str, Any], model: str, place: Place) -> Found:
    output = sample.get("output")
    text = output.get("completion") if isinstance(output, dict) else None
    identifier = sample.get("id")
    if not isinstance(identifier, str | int) or not isinstance(text, str):
        return _problem(place, f"sample {identifier!r} has no id or no completion")
    return Predicted(str(identifier), model, text, place)


def _squad(source: _Source) -> Iterator[Found]:
    """The predictions file of SQuAD's evaluation: one JSON object from ids to answers."""
    place = Place(str(source.path))
    data = _object(source.path.read_text(encoding="utf-8", errors="replace"))
    if data is None:
        yield _problem(place, "is no JSON object", 'expected {"id": "answer", …}')
        return
    for identifier, text in data.items():
        if isinstance(text, str):
            yield Predicted(identifier, source.model or source.path.stem, text, place)
        else:
            yield _problem(place, f"{identifier!r} holds no text", 'expected {"id": "answer", …}')


def _datasets(source: _Source) -> Iterator[Found]:
    """Any data set that ``datasets`` reads from disk."""
    from harness.exports.hub_datasets import read_rows

    names = {key: source.columns.get(key, key) for key in ("id", "output", "model")}
    for number, row in enumerate(read_rows(source.path, source.split), start=1):
        place = Place(str(source.path), number)
        missing = [names[key] for key in ("id", "output") if row.get(names[key]) is None]
        if missing:
            has = ", ".join(sorted(row))
            yield _problem(place, f"has nothing in column {missing[0]!r}; there are {has}", "map id and output")
            return
        model = source.model or row.get(names["model"]) or source.path.stem
        yield Predicted(str(row[names["id"]]), str(model), str(row[names["output"]]), place)


IMPORTS: Final[Mapping[str, Callable[[_Source], Iterator[Found]]]] = {
    "lm-eval": _lm_eval,
    "inspect": _inspect,
    "squad": _squad,
    "datasets": _datasets,
}
"""Each format's name and its reader."""


def _object(text: str) -> dict[str, Any] | None:
    try:
        value = json.loads(text)
    except (ValueError, RecursionError):
        return None
    return value if isinstance(value, dict) else None


def _problem(place: Place, message: str, mend: str = "") -> Problem:
    return Problem(place, "import", message, "error", mend)
