"""The parts of a set that are reported: each genre on its own, and the whole where pooling says something."""

from collections.abc import Sequence

from harness.calibrate.rows import LabelledRow, SpeakerContent


def genres_apart(rows: Sequence[LabelledRow]) -> tuple[tuple[str | None, tuple[LabelledRow, ...]], ...]:
    """The rows of one set and kind in the parts that are reported: each genre on its own, and the whole where sound.

    Summaries are never pooled over genres. A kind of speaker that is never right ("another name in the sentence") comes
    with the right speakers of the same words, since alone it has one label only.
    """
    genres = sorted({row.genre for row in rows if row.genre is not None})
    if len(genres) < 2:
        return ((None, tuple(rows)),)
    parts = [(genre, _of_genre(rows, genre)) for genre in genres]
    whole = [] if rows[0].kind == "summaries" else [(None, tuple(rows))]
    return (*whole, *((genre, part) for genre, part in parts if rows[0].kind != "speakers" or _has_both(part)))


def _of_genre(rows: Sequence[LabelledRow], genre: str) -> tuple[LabelledRow, ...]:
    chosen = [row for row in rows if row.genre == genre]
    if chosen[0].kind != "speakers" or any(row.label == 1 for row in chosen):
        return tuple(chosen)
    words = {_words(row) for row in chosen}
    return tuple(row for row in rows if row.genre == genre or (row.label == 1 and _words(row) in words))


def _words(row: LabelledRow) -> tuple[str, str]:
    content = row.content
    return (content.text, content.content) if isinstance(content, SpeakerContent) else (row.id, "")


def _has_both(rows: Sequence[LabelledRow]) -> bool:
    return len({row.label for row in rows}) > 1
