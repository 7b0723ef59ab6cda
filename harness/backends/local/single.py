"""The plain ways to generate: one prompt at a time, or padded batches of about one length, by transformers itself.

One at a time is the reference that the engine's text is held against, and what every model that the engine does not
know is run by. Encoder–decoder models run in padded batches: their masks make a row's reply independent of the others.
"""

from __future__ import annotations

import time
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Any

from harness.backends.local.loading import LoadedModel
from harness.backends.local.replies import Reply, failed, generation_of
from harness.schema import Generation

if TYPE_CHECKING:
    import torch

BATCH_ROWS = 16
BATCH_TOKENS = 8192


def generate_singly(loaded: LoadedModel, replies: Sequence[Reply], model: str, note: str = "") -> Iterator[Generation]:
    """One generation for each reply, in order; an error of the runtime stays on its own generation."""
    for reply in replies:
        yield from _generate_rows(loaded, [reply], model, note)


def generate_in_batches(
    loaded: LoadedModel, replies: Sequence[Reply], model: str, note: str = ""
) -> Iterator[Generation]:
    """One generation for each reply, in padded batches of about one length; a batch that fails is run one by one."""
    ordered = sorted(replies, key=lambda reply: (len(reply.input_ids), reply.prompt.id), reverse=True)
    while ordered:
        longest = len(ordered[0].input_ids)
        rows = max(1, min(BATCH_ROWS, BATCH_TOKENS // max(1, longest)))
        batch, ordered = ordered[:rows], ordered[rows:]
        made = list(_generate_rows(loaded, batch, model, note))
        if len(batch) > 1 and any(generation.error for generation in made):
            for reply in batch:
                reply.restart()
            yield from generate_singly(loaded, batch, model, note)
        else:
            yield from made


def error_kind(failure: BaseException) -> str:
    """``memory`` where a failure says that memory ran out, else ``internal``."""
    text = str(failure).lower()
    short = isinstance(failure, MemoryError) or "out of memory" in text or "can't allocate memory" in text
    return "memory" if short or "not enough memory" in text else "internal"


def _generate_rows(loaded: LoadedModel, rows: Sequence[Reply], model: str, note: str) -> Iterator[Generation]:
    started = time.perf_counter()
    try:
        _run(loaded, rows)
    except Exception as failure:  # whatever a runtime raises belongs to these items, not to the run
        for reply in rows:
            message = f"{model}: {type(failure).__name__}: {failure}"
            tokens = len(reply.input_ids)
            yield failed(reply.prompt, model, message, error_kind(failure), input_tokens=tokens)
        return
    seconds = (time.perf_counter() - started) / len(rows)
    for reply in rows:
        yield generation_of(reply, model, seconds, note)


def _run(loaded: LoadedModel, rows: Sequence[Reply]) -> None:
    import torch
    from transformers import LogitsProcessorList, StoppingCriteriaList

    ids, mask = _padded(loaded, rows)
    started_at = 1 if loaded.facts.encoder_decoder else ids.shape[1]
    watch = _Watch(rows, started_at)
    runtime: Any = loaded.model
    with torch.inference_mode():
        runtime.generate(
            input_ids=ids,
            attention_mask=mask,
            max_new_tokens=max(reply.prompt.max_new_tokens for reply in rows),
            logits_processor=LogitsProcessorList([_Draw(rows)]),
            stopping_criteria=StoppingCriteriaList([watch]),
        )


def _padded(loaded: LoadedModel, rows: Sequence[Reply]) -> tuple[torch.Tensor, torch.Tensor]:
    """Ids and mask of [rows, longest]; a decoder's rows are padded on the left, an encoder's on the right."""
    import torch

    longest = max(len(reply.input_ids) for reply in rows)
    ids = torch.full((len(rows), longest), loaded.pad_id)
    mask = torch.zeros(len(rows), longest, dtype=torch.long)
    for number, reply in enumerate(rows):
        size = len(reply.input_ids)
        place = slice(0, size) if loaded.facts.encoder_decoder else slice(longest - size, longest)
        ids[number, place] = torch.tensor(reply.input_ids)
        mask[number, place] = 1
    return ids, mask


class _Draw:
    """Puts all likelihood on the token that each reply draws, so that drawing is seeded by prompt."""

    def __init__(self, rows: Sequence[Reply]) -> None:
        self.rows = rows

    def __call__(self, input_ids: torch.Tensor, scores: torch.Tensor) -> torch.Tensor:
        for number, reply in enumerate(self.rows):
            if reply.prompt.temperature > 0 and not reply.finish:
                drawn = reply.draw(scores[number])
                scores[number] = float("-inf")
                scores[number, drawn] = 0.0
        return scores


class _Watch:
    """Hands each new token to its reply, and tells transformers which rows are over."""

    def __init__(self, rows: Sequence[Reply], started_at: int) -> None:
        self.rows = rows
        self.seen = started_at

    def __call__(self, input_ids: torch.Tensor, scores: object, **_: object) -> torch.Tensor:
        import torch

        for place in range(self.seen, input_ids.shape[1]):
            for reply, token in zip(self.rows, input_ids[:, place].tolist(), strict=True):
                if not reply.finish:
                    reply.add(token)
        self.seen = input_ids.shape[1]
        return torch.tensor([bool(reply.finish) for reply in self.rows])
