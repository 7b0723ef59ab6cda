"""The readers of fuzz.py again, with inputs that a coverage-guided fuzzer makes (atheris, libFuzzer).

    python benchmarks/fuzz_guided.py READER [-runs=100000] [-seed=1] [-timeout=5]

READER is a name of fuzz.py; the rest goes to libFuzzer. Atheris is no dependency: pip install atheris. An input that
crashes a reader, or takes longer than the timeout, ends the run and is written to the working folder.
"""

from __future__ import annotations

import sys
import time
from contextlib import suppress

import atheris  # type: ignore[import-not-found]

with atheris.instrument_imports(include=["harness"]):
    from fuzz import SEEDS, readers

    from harness.errors import HarnessError

    READERS = readers()


def main() -> None:
    """Fuzz one reader; prints the slowest input's milliseconds at the end of the given runs."""
    name = sys.argv.pop(1)
    reader, slowest, count = READERS[name], 0.0, 0

    def try_one(data: bytes) -> None:
        nonlocal slowest, count
        provider = atheris.FuzzedDataProvider(data)
        text = provider.ConsumeUnicode(4000)
        if provider.remaining_bytes() and data[0] % 2:
            text = SEEDS[data[-1] % len(SEEDS)] + text
        started = time.process_time()
        with suppress(HarnessError):
            reader(text)
        seconds = time.process_time() - started
        count += 1
        if seconds > slowest:
            slowest = seconds
            print(f"{name}: slowest of {count}: {1000 * slowest:.0f} ms", file=sys.stderr)
        if seconds > 1.0:
            raise AssertionError(f"{name}: {seconds:.1f} s for {text[:200]!r}")

    atheris.Setup(sys.argv, try_one)
    atheris.Fuzz()


if __name__ == "__main__":
    main()
