"""What the workers of all contenders share; needs nothing but the standard library."""

import json
import resource
import time
from pathlib import Path


def read_job(path: str) -> dict:
    """The job: model folder or file, threads, dtype, prompts."""
    return json.loads(Path(path).read_text(encoding="utf-8"))


class Clock:
    """Seconds on the wall and of the processor, from when it is made."""

    def __init__(self) -> None:
        self.wall, self.processor = time.perf_counter(), time.process_time()

    def read(self) -> tuple[float, float]:
        """Seconds on the wall and of the processor since then."""
        return time.perf_counter() - self.wall, time.process_time() - self.processor


def write_result(path: str, took: tuple[float, float], texts: dict[str, str]) -> None:
    """Seconds of generating alone, the texts by id, and the process' peak memory."""
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024
    result = {"seconds": took[0], "processor_seconds": took[1], "texts": texts, "peak_bytes": peak}
    Path(path).write_text(json.dumps(result, ensure_ascii=False), encoding="utf-8")
