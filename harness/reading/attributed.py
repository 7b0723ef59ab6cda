"""What an attribution is: whose words, by which cue, and which stretches of the text are told as theirs."""

from dataclasses import dataclass
from typing import Literal

from harness.reading.sentences import Span

AttributionKind = Literal["verb", "passive", "phrase", "noun", "label", "gapped", "continued"]


@dataclass(frozen=True, slots=True)
class Attribution:
    """Stretches of a text that are told as somebody's words.

    `source` is None where a cue names nobody ("it was reported that"). `antecedent` is the phrase that a pronoun as
    source stands for, where one was found. `is_speech` is True for saying, False for thinking and expecting.
    """

    content: tuple[Span, ...]
    cue: Span | None
    source: Span | None
    kind: AttributionKind
    antecedent: Span | None = None
    is_speech: bool = True

    def covers(self, span: Span) -> bool:
        """Whether the attribution tells what stands at `span`, at least in part."""
        return any(stretch.overlaps(span) for stretch in self.content)

    def size(self) -> int:
        """How many code points the attribution tells."""
        return sum(stretch.end - stretch.start for stretch in self.content)
