"""A checkpoint that says whether a text bears a sentence out: any sequence classifier with an entailing label.

The text is read in windows as long as the checkpoint takes; what counts is the window that bears the sentence out best
(Laban et al., 2022, SummaC-ZS, takes the maximum over sentences of the document).
"""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from harness.backends.local.convert import quiet_transformers
from harness.errors import MissingError, UsageError

if TYPE_CHECKING:
    from transformers import PreTrainedModel, PreTrainedTokenizerBase

LONGEST: Final = 512
"""Tokens of a window where neither the model nor its tokenizer says how many it takes."""

OVERLAP: Final = 32
"""Tokens that a window shares with the one before, so that a sentence on the border stands whole in one of them."""

_ENTAILING: Final = ("entail", "consistent", "support", "faithful", "attributable")
_NOT: Final = ("not", "non", "un", "in", "dis", "contra")


class EntailmentCheckpoint:
    """A classifier of pairs, loaded from a hub id or a folder. Slow to make; asking it is pure.

    Raises MissingError where it can't be loaded, UsageError where none of its labels means that a text bears the
    sentence out.
    """

    def __init__(self, source: str, *, revision: str | None = None) -> None:
        self._source = source
        self._tokenizer, self._model = _load(source, revision)
        self._label = entailing_label(_labels(self._model), source)
        self._longest = _longest(self._tokenizer, self._model)

    def probability(self, document: str, sentence: str) -> float:
        """How probable the checkpoint finds it, in [0, 1], that the document bears the sentence out.

        An empty document bears nothing out: 0.
        """
        import torch

        if not document.strip():
            return 0.0
        pairs = self._tokenizer(
            document,
            sentence,
            truncation="only_first",
            max_length=self._longest,
            stride=min(OVERLAP, self._longest // 4),
            return_overflowing_tokens=True,
            return_tensors="pt",
            padding=True,
        )
        pairs.pop("overflow_to_sample_mapping", None)
        with torch.inference_mode():
            logits = self._model(**pairs).logits.float()
        if logits.shape[-1] == 1:
            return float(torch.sigmoid(logits[:, 0]).max())
        return float(torch.softmax(logits, dim=-1)[:, self._label].max())


def entailing_label(labels: Mapping[int, str], source: str) -> int:
    """The label that means "borne out"; the last of two that are not named, since 1 is yes there.

    Raises UsageError for other labels.
    """
    folded = {number: name.lower() for number, name in labels.items()}
    for number, name in sorted(folded.items()):
        start = next((name.find(word) for word in _ENTAILING if word in name), -1)
        if start >= 0 and not name[:start].strip("_- ").endswith(_NOT):
            return number
    if len(folded) <= 2 and all(name.startswith("label_") for name in folded.values()):
        return max(folded)
    shown = ", ".join(labels.values())
    raise UsageError(
        f"{source}: no label for a sentence that is borne out; expected one named like entailment or consistent, "
        f"but it has {shown}; name a checkpoint for entailment or consistency"
    )


def _load(source: str, revision: str | None) -> tuple[PreTrainedTokenizerBase, PreTrainedModel]:
    from transformers import AutoModelForSequenceClassification, AutoTokenizer

    folder = Path(source)
    given: dict[str, Any] = {"local_files_only": True} if folder.is_dir() else {"revision": revision}
    try:
        with quiet_transformers():
            tokenizer = AutoTokenizer.from_pretrained(source, **given)
            model = AutoModelForSequenceClassification.from_pretrained(source, **given)
    except (OSError, ValueError, KeyError) as error:
        reason = str(error).split("\n")[0][:300]
        raise MissingError(
            f"{source}: no checkpoint that can be loaded ({reason}); expected a hub id or a folder with a "
            "sequence classifier and its tokenizer"
        ) from error
    return tokenizer, model.eval()


def _labels(model: PreTrainedModel) -> dict[int, str]:
    return {int(number): str(name) for number, name in (model.config.id2label or {}).items()}


def _longest(tokenizer: PreTrainedTokenizerBase, model: PreTrainedModel) -> int:
    told = getattr(model.config, "max_position_embeddings", None)
    lengths = [length for length in (tokenizer.model_max_length, told) if isinstance(length, int) and length > 0]
    return min(LONGEST, *lengths) if lengths else LONGEST
