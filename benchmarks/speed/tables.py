"""Tables and plots of what was measured."""

from __future__ import annotations

import platform
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from statistics import median


@dataclass(frozen=True)
class Measured:
    """One run of one contender; ``piece`` is the document where it is run one document at a time."""

    contender: str
    threads: int
    repeat: int
    seconds: float
    processor_seconds: float
    peak_bytes: int
    texts: Mapping[str, str]
    piece: str = ""

    def is_run(self, contender: str, threads: int, repeat: int, piece: str) -> bool:
        """Whether this is that run."""
        return (self.contender, self.threads, self.repeat, self.piece) == (contender, threads, repeat, piece)

    def told(self) -> str:
        """The run in a line."""
        where = f", {self.piece}" if self.piece else ""
        took = f"{self.seconds:.1f} s on the wall, {self.processor_seconds:.1f} s of the processor"
        return f"{self.contender}, {self.threads} threads, run {self.repeat + 1}{where}: {took}"


def whole_runs(measured: Sequence[Measured], prompts: int) -> list[Measured]:
    """Pieces of a run added up; a run of which pieces are still missing is left out."""
    whole = []
    for key in dict.fromkeys((one.contender, one.threads, one.repeat) for one in measured):
        parts = [one for one in measured if (one.contender, one.threads, one.repeat) == key]
        texts = {name: text for part in parts for name, text in part.texts.items()}
        if len(texts) == prompts:
            seconds = sum(part.seconds for part in parts)
            busy = sum(part.processor_seconds for part in parts)
            whole.append(Measured(*key, seconds, busy, max(part.peak_bytes for part in parts), texts))
    return whole


def machine() -> str:
    """The day, the processor and how many cores this process may use, in a line."""
    import os

    name = platform.processor() or platform.machine()
    for line in (
        Path("/proc/cpuinfo").read_text(encoding="utf-8").splitlines() if Path("/proc/cpuinfo").exists() else ()
    ):
        if line.startswith("model name"):
            name = line.partition(":")[2].strip()
            break
    cores = len(os.sched_getaffinity(0))
    return f"{datetime.now(UTC).date().isoformat()}, {name}, {cores} cores, {platform.system()} {platform.release()}"


def main_table(
    measured: Sequence[Measured], reference: str, where: str, rooflines: Sequence[Mapping[str, object]]
) -> str:
    """Contenders side by side: median seconds, spread, ratio to the reference, identical texts, peak memory."""
    lines = [f"{where}. Median of the runs (lowest to highest); seconds of generating alone.", ""]
    lines.append("| threads | contender | seconds | ratio | processor seconds | ratio | same text | peak memory |")
    lines.append("|---|---|---|---|---|---|---|---|")
    for threads in sorted({one.threads for one in measured}):
        here = [one for one in measured if one.threads == threads]
        base = [one for one in here if one.contender == reference]
        for name in dict.fromkeys(one.contender for one in here):
            runs = [one for one in here if one.contender == name]
            name = f"{name} ({len(runs)} runs)"
            same = _same(runs[0], base[0]) if base else "–"
            peak = f"{max(one.peak_bytes for one in runs) / 1e6:.0f} MB"
            wall = _against([one.seconds for one in runs], [one.seconds for one in base])
            busy = _against([one.processor_seconds for one in runs], [one.processor_seconds for one in base])
            lines.append(f"| {threads} | {name} | {wall} | {busy} | {same} | {peak} |")
    lines.append("")
    lines += [_roofline(one) for one in rooflines]
    return "\n".join(lines) + "\n"


def growth_table(model: str, rows: Sequence[tuple[str, int, Measured]], where: str) -> str:
    """How time and memory grow, a line a size; seconds of the processor, which a busy neighbour moves least."""
    lines = [f"{model}, {where}.", "", "| | | requests | processor seconds | a request | peak memory |"]
    lines.append("|---|---|---|---|---|---|")
    for axis, value, one in rows:
        count = len(one.texts)
        a_request = one.processor_seconds / count
        memory = f"{one.peak_bytes / 1e6:.0f} MB"
        lines.append(f"| {axis} | {value} | {count} | {one.processor_seconds:.1f} | {a_request:.2f} | {memory} |")
    return "\n".join(lines) + "\n"


def growth_plot(model: str, rows: Sequence[tuple[str, int, Measured]], path: Path) -> None:
    """A small plot for each axis: seconds of the processor on the left, memory on the right."""
    import matplotlib

    matplotlib.use("svg")
    from matplotlib import pyplot

    axes_names = list(dict.fromkeys(axis for axis, _, _ in rows))
    figure, places = pyplot.subplots(1, len(axes_names), figsize=(4 * len(axes_names), 3), layout="constrained")
    for place, name in zip(places, axes_names, strict=True):
        here = [(value, one) for axis, value, one in rows if axis == name]
        values = [value for value, _ in here]
        place.plot(values, [one.processor_seconds for _, one in here], "o-", color="tab:blue")
        place.set_xlabel(name)
        place.set_ylabel("processor seconds", color="tab:blue")
        place.set_ylim(bottom=0)
        other = place.twinx()
        other.plot(values, [one.peak_bytes / 1e6 for _, one in here], "s--", color="tab:orange")
        other.set_ylabel("MB", color="tab:orange")
        other.set_ylim(bottom=0)
    figure.suptitle(model)
    figure.savefig(path)


def _against(seconds: Sequence[float], base: Sequence[float]) -> str:
    """Median with spread, and how many times as fast as the reference: two cells."""
    ratio = f"{median(base) / median(seconds):.1f}" if base else "–"
    return f"{median(seconds):.1f} ({min(seconds):.1f}–{max(seconds):.1f}) | {ratio}"


def _same(run: Measured, base: Measured) -> str:
    same = sum(run.texts.get(name) == text for name, text in base.texts.items())
    return f"{same} of {len(base.texts)}"


def _roofline(report: Mapping[str, object]) -> str:
    return (
        f"With {report['threads']} threads: {report['prefill_tokens_per_second']:.0f} tokens a second in reading "
        f"({report['prefill_share']:.0%} of the roofline), {report['decode_tokens_per_second']:.0f} in decoding 16 "
        f"rows ({report['decode_share']:.0%}); {report['gigaflops']:.0f} Gflop/s, "
        f"{report['memory_gigabytes_per_second']:.0f} GB/s."
    )
