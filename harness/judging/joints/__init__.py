"""True pieces of a document joined to what it doesn't say: each word stands there, so that no share of words sees it.

Each rule asks for one place of the document, a sentence or two in a row, that backs a whole clause or tie of a
sentence. None of them lowers the score: in the score they would cost as much on copied news as they gain.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from harness.judging.alignment import Alignment
from harness.judging.clashes import Clash
from harness.judging.crediting import Context
from harness.judging.joints.causes import invented_causes
from harness.judging.joints.corrected import told_as_current
from harness.judging.joints.counted import counted_elsewhere
from harness.judging.joints.doers import told_of_another
from harness.judging.joints.tellers import told_by_another
from harness.judging.joints.unsaid import left_open, none_of_what_is_counted
from harness.judging.joints.wholes import told_of_all
from harness.judging.voices import Speakers
from harness.judging.windows import PreparedDocument, Word


def wrong_joints(
    sentence: str,
    words: Sequence[Word],
    alignment: Alignment,
    document: PreparedDocument,
    speakers: Speakers,
    context: Context,
) -> Iterator[Clash]:
    """Each wrong joint of a sentence; of one that stands in the document word by word only what was put right later."""
    yield from told_as_current(sentence, words, document)
    if alignment.copied == 1.0:
        return
    yield from told_of_another(sentence, words, document, speakers)
    yield from told_by_another(words, document, speakers, context)
    yield from left_open(sentence, words, document)
    yield from none_of_what_is_counted(sentence, words, document)
    yield from invented_causes(sentence, words, document)
    yield from told_of_all(sentence, words, alignment, document)
    yield from counted_elsewhere(sentence, words, document)
