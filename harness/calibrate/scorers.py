"""The scorers and baselines that are measured on each kind of labelled row.

A scorer is named by its function, `module:function`, and is loaded when a set of its kind is there. It takes the
content of a row and gives a score in [0, 1]; from `threshold` up its verdict is yes. The thresholds are the ones that
verdicts of runs use; none is fitted to a set.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from importlib import import_module
from typing import Final, cast

from harness.calibrate.rows import Content, Kind
from harness.errors import MissingError

Score = Callable[[Content], float | None]


@dataclass(frozen=True, slots=True)
class ScorerSpec:
    """A scorer's name in the table, where its function is, and from which score on it says yes.

    `is_binary`: the score is a verdict already, so that an order by it (AUROC) says no more than the balanced accuracy.
    """

    name: str
    function: str
    is_baseline: bool = False
    threshold: float = 0.5
    is_binary: bool = False


def scorers_for(kind: Kind) -> tuple[ScorerSpec, ...]:
    """The scorers of a kind of row, ours first."""
    return SCORERS[kind]


def load(spec: ScorerSpec) -> Score:
    """The scorer's function. Raises MissingError where it is not there, with the name and the reason."""
    module, _, name = spec.function.partition(":")
    try:
        function = getattr(import_module(module), name)
    except (ImportError, AttributeError) as error:
        raise MissingError(f"scorer {spec.name}: {spec.function} can't be loaded ({error})") from error
    return cast(Score, function)


def _ours(name: str, function: str, *, is_binary: bool = False) -> ScorerSpec:
    return ScorerSpec(name, f"harness.calibrate.verdicts:{function}", is_binary=is_binary)


def _plain(name: str, function: str, *, is_binary: bool = False) -> ScorerSpec:
    return ScorerSpec(name, f"harness.calibrate.baselines:{function}", is_baseline=True, is_binary=is_binary)


SCORERS: Final[Mapping[Kind, tuple[ScorerSpec, ...]]] = {
    "answers": (
        _ours("factual", "answer_right"),
        _plain("exact_match", "answer_exact_match", is_binary=True),
        _plain("token_f1", "answer_token_f1"),
        _plain("containment", "answer_containment", is_binary=True),
    ),
    "facts": (
        _ours("fact_stated", "facts_stated"),
        _plain("rouge1_recall", "fact_rouge_1"),
        _plain("rouge2_recall", "fact_rouge_2"),
        _plain("rougeL_recall", "fact_rouge_l"),
    ),
    "summaries": (
        _ours("supported", "summary_supported"),
        _ours("sentence_verdict", "summary_verdict", is_binary=True),
        _plain("rouge1_precision", "summary_rouge_1"),
        _plain("rouge2_precision", "summary_rouge_2"),
        _plain("rougeL_precision", "summary_rouge_l"),
    ),
    "claims": (
        _ours("supported", "claim_supported"),
        _plain("rouge1_precision", "claim_rouge_1"),
        _plain("rouge2_precision", "claim_rouge_2"),
        _plain("rougeL_precision", "claim_rouge_l"),
    ),
    "sections": (_ours("best_section", "section_found"), _plain("bm25", "section_bm25", is_binary=True)),
    "speakers": (
        _ours("attributes", "speaker_attributed"),
        _plain("name_in_sentence", "speaker_in_sentence", is_binary=True),
        _plain("name_outside_quotation", "speaker_outside", is_binary=True),
        _plain("nearest_name", "speaker_nearest_name", is_binary=True),
    ),
    "sources": (
        _ours("source_of", "source_named"),
        ScorerSpec("nearest_name", "harness.calibrate.verdicts:nearest_name_named", is_baseline=True, is_binary=True),
    ),
    "numbers": (_ours("written_numbers", "number_read"),),
}
