"""Speeds of local models, and the time that a config will take, as a person reads them."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from harness.cli.output import print_table

if TYPE_CHECKING:
    from harness.evaluate.times import ModelTime


def print_speeds(times: Sequence[ModelTime]) -> None:
    """A line a model: how it runs, tokens a second in reading and in decoding, and each as a share of the roofline."""
    columns = ["model", "run by", "dtype", "threads", "loading", "reading", "of the limit", "decoding", "of the limit"]
    rows = []
    for one in times:
        speed = one.speed
        reading = [f"{speed.prefill_tokens_per_second:,.0f} tokens/s", _share(speed.prefill_share)]
        saying = [f"{speed.decode_tokens_per_second:,.0f} tokens/s", _share(speed.decode_share)]
        loading = f"{speed.load_seconds:.1f} s"
        rows.append([speed.model, speed.engine, speed.dtype, str(speed.threads), loading, *reading, *saying])
    print_table(columns, rows)


def print_times(times: Sequence[ModelTime]) -> None:
    """A line a model: what its prompts come to, and the time that takes where every reply is as long as allowed."""
    for one in times:
        time = one.time
        print(
            f"{one.speed.model}: {time.prompts:,} prompts, {time.prompt_tokens:,} tokens, {time.computed_tokens:,} of "
            f"them to compute, at most {time.most_new_tokens:,} new ones: {in_words(time.seconds)} at most on this "
            f"machine as it is now, beside {one.speed.load_seconds:.0f} s for loading"
        )


def in_words(seconds: float) -> str:
    """A length of time: ``48 s``, ``3 min 20 s``, ``2 h 5 min``."""
    whole = round(seconds)
    if whole < 60:
        return f"{whole} s"
    if whole < 3600:
        return f"{whole // 60} min {whole % 60} s"
    return f"{whole // 3600} h {whole % 3600 // 60} min"


def _share(share: float | None) -> str:
    return "–" if share is None else f"{share:.0%}"
