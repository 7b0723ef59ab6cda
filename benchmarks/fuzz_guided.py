"""The readers of ``fuzz.py`` under atheris, which keeps inputs that reach new branches and changes those.

    pip install atheris    # in an environment that also has the harness
    python benchmarks/fuzz_guided.py quantities -runs=100000 -timeout=5 -max_len=400 -seed=1

The first word is the reader's name; what follows is for libFuzzer. It begins with the seeds of ``fuzz.py``, and ends
with a trace and the input at the first crash or at an input that takes longer than ``-timeout`` seconds. A HarnessError
is a right answer.
"""

from __future__ import annotations

import sys
import tempfile
from contextlib import suppress
from pathlib import Path

import atheris  # type: ignore[import-not-found, import-untyped, unused-ignore]

sys.path.insert(0, str(Path(__file__).parent))
with atheris.instrument_imports(include=["harness"]):
    import fuzz

    READERS = fuzz.readers()
from harness.errors import HarnessError


def main() -> None:
    """Fuzz one reader; libFuzzer ends the process."""
    reader = READERS[sys.argv.pop(1)]

    def one_input(data: bytes) -> None:
        with suppress(HarnessError):
            reader(data.decode("utf-8", "replace"))

    with tempfile.TemporaryDirectory(prefix="harness-fuzz-") as corpus:
        for number, seed in enumerate(fuzz.SEEDS):
            (Path(corpus) / str(number)).write_text(seed, encoding="utf-8")
        atheris.Setup([*sys.argv, corpus], one_input)
        atheris.Fuzz()


if __name__ == "__main__":
    main()
