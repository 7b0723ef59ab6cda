"""One sentence of a text, parsed: what stands in it, and who does what."""

from collections.abc import Sequence
from functools import lru_cache

from harness.reading.clauses import read_clauses
from harness.reading.parsed import Parse
from harness.reading.parts import read_parts
from harness.reading.sentences import Span


def read_sentence(text: str, span: Span, opaque: Sequence[Span] = (), names: Sequence[Span] = ()) -> Parse:
    """The phrases and clauses of one sentence; ``opaque`` and ``names`` as in ``read_parts``. Callers leave it be.

    Never fails: what is not understood has no subject.
    """
    return _read(text, span, tuple(opaque), tuple(names))


@lru_cache(maxsize=64)
def _read(text: str, span: Span, opaque: tuple[Span, ...], names: tuple[Span, ...]) -> Parse:
    """Kept, since several rules read the same sentence one after the other."""
    return read_clauses(read_parts(text, span, opaque, names))
