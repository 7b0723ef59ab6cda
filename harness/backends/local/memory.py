"""How much memory keys and values may take: a share of what is free, within the limit of a container."""

from __future__ import annotations

from pathlib import Path

FREE_SHARE = 0.4
"""Of the free memory; the rest is left for activations, logits and everybody else."""

LEAST_BYTES = 64 << 20
GIGABYTE = 1_000_000_000
ENOUGH_BYTES = 480_000_000
"""Keys and values of a small model need no more, those of a larger one no more than its weights: rows enough share
each step by then."""


def key_budget(memory_gb: float | None, weights_bytes: int) -> int:
    """Bytes for keys and values: what was asked for, or a share of what is free now, in proportion to the model."""
    if memory_gb is not None:
        return int(memory_gb * GIGABYTE)
    wanted = max(ENOUGH_BYTES, weights_bytes)
    return max(LEAST_BYTES, min(wanted, int(free_bytes() * FREE_SHARE)))


def free_bytes() -> int:
    """Bytes that this process may still take: free on the machine, or in its control group where that is less."""
    import psutil  # type: ignore[import-untyped]  # ships no types

    free = int(psutil.virtual_memory().available)
    group = Path("/sys/fs/cgroup")
    limit, used = _number(group / "memory.max"), _number(group / "memory.current")
    return free if limit is None or used is None else max(0, min(free, limit - used))


def _number(file: Path) -> int | None:
    try:
        return int(file.read_text(encoding="ascii"))
    except (OSError, ValueError):
        return None
