"""How likely a local model finds a text after a document: the log of the probability of each of its tokens."""

from __future__ import annotations

import copy
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final, NamedTuple

from harness.backends.local.loading import load_model, load_tokenizer
from harness.backends.local.models import fetch_model, known_sources
from harness.backends.local.source import ModelSource
from harness.codec import nearest
from harness.errors import MissingError, UsageError
from harness.judging.likelihood import LEAD_IN

if TYPE_CHECKING:
    import torch

LONGEST: Final = 600
"""Tokens of a document that are read, from its start: a news report opens with what sums it up."""

LONGEST_TEXT: Final = 250


class _Read(NamedTuple):
    """A prefix as the model has read it: what it expects next, and its keys and values."""

    logits: torch.Tensor
    kept: Any


class LocalLikelihood:
    """A causal model, loaded by its known name or from its folder. The last document is kept as it was read.

    Raises UsageError for a name that is neither, MissingError where the model can't be loaded or is not causal.
    """

    def __init__(self, name: str) -> None:
        folder = fetch_model(_source(name)).folder
        self._tokenizer = load_tokenizer(folder)
        self._loaded = load_model(folder, self._tokenizer, dtype="float32")
        if self._loaded.facts.encoder_decoder:
            raise MissingError(f"{name}: reads and writes apart; expected a model that goes on with a text")
        self._read: dict[str, _Read] = {}

    def __call__(self, document: str, text: str) -> list[float]:
        """The natural logarithm of the probability of each token of the text, in order; see ``LONGEST``."""
        import torch

        tokens = self._tokens(f" {text.strip()}")[:LONGEST_TEXT] if text.strip() else []
        if not tokens:
            return []
        read = self._prefix(document)
        with torch.inference_mode():
            kept = copy.deepcopy(read.kept)
            model: Any = self._loaded.model
            rest = model(input_ids=torch.tensor([tokens]), past_key_values=kept, use_cache=True).logits[0, :-1]
            scores = torch.log_softmax(torch.cat([read.logits[None], rest]).float(), dim=-1)
            found: list[float] = scores[torch.arange(len(tokens)), torch.tensor(tokens)].tolist()
        return found

    def _prefix(self, document: str) -> _Read:
        """The document and the lead-in as the model reads them; of documents only the last is kept."""
        import torch

        read = self._read.get(document)
        if read is None:
            start = self._tokenizer.special.begin_id
            lead_in = LEAD_IN if document.strip() else LEAD_IN.lstrip()
            tokens = [start] if isinstance(start, int) else []
            tokens += [*self._tokens(document.strip())[:LONGEST], *self._tokens(lead_in)]
            with torch.inference_mode():
                model: Any = self._loaded.model
                found = model(input_ids=torch.tensor([tokens]), use_cache=True, logits_to_keep=1)
            read = _Read(found.logits[0, -1].clone(), found.past_key_values)
            self._read = {key: value for key, value in self._read.items() if not key} | {document: read}
        return read

    def _tokens(self, text: str) -> list[int]:
        return self._tokenizer.ids(text, special=False)


def _source(name: str) -> ModelSource:
    known = known_sources()
    if name in known:
        return known[name]
    if Path(name).expanduser().exists():
        return ModelSource(path=name)
    near = nearest(name, list(known))
    mend = f"; did you mean {near}?" if near else ""
    raise UsageError(f"likelihood:{name}: no such model; expected {', '.join(known)}, or a model's folder{mend}")
