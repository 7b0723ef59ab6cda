"""What a record labels, told from the fields it has, and its labelled rows."""

from collections.abc import Callable, Mapping
from typing import Final

from harness.calibrate.records import Record, Value
from harness.calibrate.rows import (
    AnswerContent,
    ClaimContent,
    Content,
    FactContent,
    Kind,
    LabelledRow,
    NumberContent,
    SectionContent,
    SourceContent,
    SpeakerContent,
    SummaryContent,
    WrittenValue,
)
from harness.reading.sentences import Span


class ShapeError(Exception):
    """A record that is no labelled row; the message says what is wrong and what was expected."""


def labelled_rows(record: Record, set_name: str) -> tuple[LabelledRow, ...]:
    """The labelled rows of a record: one, two where a claim also has the sections that bear it out, none in a sheet
    whose label nobody has filled in yet.

    Raises ShapeError for a record of no known kind, without a label, or with a field of the wrong type.
    """
    fields = record.fields
    kind = _kind(fields)
    if _is_left_empty(record):
        return ()
    rows = [_row(record, set_name, kind, _CONTENTS[kind](fields))]
    if kind == "claims" and fields.get("supporting_sentences"):
        rows.append(_row(record, set_name, "sections", _sections(fields)))
    return tuple(rows)


def _is_left_empty(record: Record) -> bool:
    is_sheet = record.place.file.endswith(".csv") and "label" in record.fields
    return is_sheet and record.fields["label"] is None and record.fields.get("score") is None


_SIGNS: Final[tuple[tuple[frozenset[str], Kind], ...]] = (
    (frozenset(("text", "content", "speaker")), "speakers"),
    (frozenset(("text", "content_spans", "source_spans")), "sources"),
    (frozenset(("question", "gold", "answer")), "answers"),
    (frozenset(("unit", "text")), "facts"),
    (frozenset(("units", "text")), "facts"),
    (frozenset(("document", "summary")), "summaries"),
    (frozenset(("claim", "evidence")), "claims"),
    (frozenset(("text", "spans")), "numbers"),
)
_UNLABELLED: Final = frozenset(("sources", "numbers", "sections"))
_YES: Final = frozenset(("1", "1.0", "yes", "true", "y", "right", "correct", "supported", "stated"))
_NO: Final = frozenset(("0", "0.0", "no", "false", "n", "wrong", "incorrect", "unsupported", "not stated"))


def _kind(fields: Mapping[str, Value]) -> Kind:
    given = {name for name, value in fields.items() if value is not None}
    for signs, kind in _SIGNS:
        if signs <= given:
            return kind
    expected = "; ".join(" + ".join(sorted(signs)) for signs, _ in _SIGNS)
    raise ShapeError(f"has the fields {', '.join(sorted(given)) or 'none'}; expected one of: {expected}")


def _row(record: Record, set_name: str, kind: Kind, content: Content) -> LabelledRow:
    fields = record.fields
    label, graded = (None, None) if kind in _UNLABELLED else _labels(fields)
    if kind not in _UNLABELLED and label is None and graded is None:
        raise ShapeError("has neither label (yes or no) nor score (0 to 1); a labelled row needs one of them")
    place = str(record.place.line or 0)
    return LabelledRow(
        id=_optional(fields, "id") or place,
        set=set_name,
        kind=kind,
        group=_optional(fields, "group") or _optional(fields, "doc_id") or _optional(fields, "id") or place,
        content=content,
        place=record.place,
        label=label,
        graded=graded,
        genre=_optional(fields, "kind" if kind in ("speakers", "numbers") else "origin_set"),
        system=_optional(fields, "system"),
        people=_people(fields) if kind not in _UNLABELLED else (),
        peers=_peers(fields.get("other_scores")),
    )


def _labels(fields: Mapping[str, Value]) -> tuple[float | None, float | None]:
    return _yes_or_no(fields.get("label"), "label"), _number(fields.get("score"), "score")


def _yes_or_no(value: Value, name: str) -> float | None:
    if value is None:
        return None
    folded = str(value).strip().lower()
    if folded in _YES:
        return 1.0
    if folded in _NO:
        return 0.0
    raise ShapeError(f"{name} is {value!r}; expected yes or no, 1 or 0, true or false")


def _number(value: Value, name: str) -> float | None:
    if value is None:
        return None
    try:
        number = float(str(value))
    except ValueError:
        raise ShapeError(f"{name} is {value!r}; expected a number from 0 to 1") from None
    if not 0 <= number <= 1:
        raise ShapeError(f"{name} is {number:g}; expected a number from 0 to 1")
    return number


def _optional(fields: Mapping[str, Value], name: str) -> str | None:
    value = fields.get(name)
    return str(value) if isinstance(value, str | int) and str(value) else None


def _text(fields: Mapping[str, Value], name: str) -> str:
    value = fields.get(name)
    if not isinstance(value, str):
        raise ShapeError(f"{name} is {type(value).__name__}; expected text")
    return value


def _texts(fields: Mapping[str, Value], name: str) -> tuple[str, ...]:
    value = fields.get(name)
    if isinstance(value, str):
        return tuple(part.strip() for part in value.split(";")) if name == "gold" and ";" in value else (value,)
    if isinstance(value, list) and all(isinstance(part, str) for part in value):
        return tuple(str(part) for part in value)
    raise ShapeError(f"{name} is {type(value).__name__}; expected text or a list of texts")


def _spans(fields: Mapping[str, Value], name: str) -> tuple[Span, ...]:
    value = fields.get(name)
    found = []
    for pair in value if isinstance(value, list) else ():
        ends = [end for end in pair if isinstance(end, int)] if isinstance(pair, list) else []
        if len(ends) != 2 or ends[0] > ends[1]:
            raise ShapeError(f"{name} holds {pair!r}; expected [start, end] pairs of code points")
        found.append(Span(ends[0], ends[1]))
    return tuple(found)


def _people(fields: Mapping[str, Value]) -> tuple[float, ...]:
    """The codings of single people under any of the names that sets give them; none where they can't be read."""
    for name in ("votes", "annotators", "annotations"):
        value = fields.get(name)
        if isinstance(value, list):
            try:
                votes = [_yes_or_no(vote, name) for vote in value]
            except ShapeError:
                return ()
            return tuple(vote for vote in votes if vote is not None)
    return ()


def _peers(value: Value) -> dict[str, float]:
    if not isinstance(value, dict):
        return {}
    return {
        name: float(score)
        for name, score in value.items()
        if isinstance(score, int | float) and not isinstance(score, bool)
    }


def _answer(fields: Mapping[str, Value]) -> Content:
    return AnswerContent(_text(fields, "question"), _texts(fields, "gold"), _text(fields, "answer"))


def _fact(fields: Mapping[str, Value]) -> Content:
    name = "units" if fields.get("units") is not None else "unit"
    return FactContent(_texts(fields, name), _text(fields, "text"))


def _summary(fields: Mapping[str, Value]) -> Content:
    return SummaryContent(_text(fields, "document"), _text(fields, "summary"))


def _claim(fields: Mapping[str, Value]) -> Content:
    return ClaimContent(_text(fields, "claim"), _texts(fields, "evidence"))


def _sections(fields: Mapping[str, Value]) -> Content:
    """`supporting_sentences` are alternatives, each a list of section numbers; a section of any of them is right."""
    listed = fields.get("supporting_sentences")
    right = {
        number
        for alternative in (listed if isinstance(listed, list) else ())
        for number in (alternative if isinstance(alternative, list) else ())
        if isinstance(number, int)
    }
    return SectionContent(_text(fields, "claim"), _texts(fields, "evidence"), frozenset(right))


def _speaker(fields: Mapping[str, Value]) -> Content:
    return SpeakerContent(_text(fields, "text"), _text(fields, "content"), _text(fields, "speaker"))


def _source(fields: Mapping[str, Value]) -> Content:
    return SourceContent(_text(fields, "text"), _spans(fields, "content_spans"), _spans(fields, "source_spans"))


def _numbers(fields: Mapping[str, Value]) -> Content:
    spans = fields.get("spans")
    values = tuple(_written(span) for span in (spans if isinstance(spans, list) else ()) if isinstance(span, dict))
    kind = _optional(fields, "kind") or "number"
    return NumberContent(_text(fields, "text"), kind, values, _optional(fields, "reference"))


def _written(span: Mapping[str, Value]) -> WrittenValue:
    """A value as text; a date's is its timex, the first where several readings are given."""
    timex = span.get("timex")
    value = timex[0] if isinstance(timex, list) and timex else timex
    if value is None:
        value = span.get("value")
    return WrittenValue(str(span.get("text") or ""), str(value), _optional(span, "iso") or _optional(span, "unit"))


_CONTENTS: Final[Mapping[Kind, Callable[[Mapping[str, Value]], Content]]] = {
    "answers": _answer,
    "facts": _fact,
    "summaries": _summary,
    "claims": _claim,
    "speakers": _speaker,
    "sources": _source,
    "numbers": _numbers,
}
