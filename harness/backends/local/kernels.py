"""Kernels of our own in C, for fp32 on processors with AVX2 and without AVX-512: built once where there is a compiler.

There torch's kernels leave half of the processor unused: over keys that 13 to 39 queries share its attention runs at 25
to 38 Gflop/s of 100, these at 54 to 64. Whoever has no compiler (``cc``, ``gcc`` or ``clang``; the package ``ziglang``
will do) gets torch's kernels, and the same text. What was built is compared with torch before it is used, and kept in
the cache under a digest of the source, the flags and the compiler. ``HARNESS_KERNELS=off`` does without.
"""

from __future__ import annotations

import ctypes
import hashlib
import importlib.util
import logging
import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import torch

from harness.backends.local.cache import cache_root

SOURCE = Path(__file__).with_name("kernels.c")
FLAGS = ("-O3", "-mavx2", "-mfma", "-ffp-contract=fast", "-fno-math-errno", "-fPIC", "-shared")
WIDTH = 16
"""Columns of a panel."""

QUERIES, KEYS = 96, 256
"""How many queries meet how many keys at once; the source has the same."""

PLAIN, SILU, GELU, TIMES, PLUS = range(5)
"""What follows a product; the source has the same."""

BUILD_SECONDS = 300
_WHOLE, _POINTER, _REAL = ctypes.c_long, ctypes.c_void_p, ctypes.c_float
_ARGUMENTS = {
    "product": (*(_POINTER,) * 5, *(_WHOLE,) * 6),
    "likeliest": (*(_POINTER,) * 5, *(_WHOLE,) * 5),
    "norm": (_POINTER, _WHOLE, _POINTER, _REAL, _POINTER, _WHOLE, _WHOLE),
    "attend": (_POINTER, _WHOLE, _POINTER, _WHOLE, *(_POINTER,) * 4, *(_WHOLE,) * 3, _REAL, _WHOLE, _POINTER),
    "keep": (_POINTER, _WHOLE, _POINTER, _WHOLE, _POINTER, _POINTER, _WHOLE, _POINTER, _POINTER, *(_WHOLE,) * 6),
}


@dataclass(frozen=True, slots=True)
class Kernels:
    """The functions of the source. They release the interpreter's lock, so threads may share one call's work."""

    library: ctypes.CDLL

    def product(
        self,
        x: torch.Tensor,
        panels: torch.Tensor,
        columns: int,
        *,
        bias: torch.Tensor | None = None,
        other: torch.Tensor | None = None,
        kind: int = PLAIN,
    ) -> torch.Tensor:
        """``x`` [M, K] times panels of weights, [M, columns], and what follows as ``kind`` says."""
        x = x.contiguous()
        rows, size = x.shape
        made = x.new_empty(rows, columns)
        other = None if other is None else other.contiguous()
        pointers = (x.data_ptr(), panels.data_ptr(), _pointer(bias), _pointer(other), made.data_ptr())

        def part(low: int, high: int) -> None:
            self.library.product(*pointers, rows, size, columns, kind, low, high)

        _in_parts(part, len(panels))
        return made

    def likeliest(self, x: torch.Tensor, panels: torch.Tensor, columns: int) -> list[tuple[int, float]]:
        """For each row of ``x`` times panels the place of the largest value, the first of equals, and its gap."""
        x = x.contiguous()
        rows, size = x.shape
        found: list[tuple[int, torch.Tensor, torch.Tensor]] = []

        def part(low: int, high: int) -> None:
            places, values = torch.empty(rows, dtype=torch.long), torch.empty(2, rows)
            found.append((low, places, values))
            pointers = (x.data_ptr(), panels.data_ptr(), places.data_ptr(), values[0].data_ptr(), values[1].data_ptr())
            self.library.likeliest(*pointers, rows, size, columns, low, high)

        _in_parts(part, len(panels))
        found.sort(key=lambda each: each[0])
        places = torch.stack([each[1] for each in found])
        best, part_of = torch.stack([each[2][0] for each in found]).max(dim=0)
        place = places.gather(0, part_of[None])[0]
        second = torch.cat([each[2] for each in found]).topk(2, dim=0).values[1]
        return list(zip(place.tolist(), (best - second).tolist(), strict=True))

    def norm(self, x: torch.Tensor, weight: torch.Tensor, eps: float) -> torch.Tensor:
        """RMS norm over the last dimension, of whole rows that may stand apart."""
        rows = x if x.dim() == 2 and x.stride(1) == 1 else x.contiguous().view(-1, x.shape[-1])
        made = x.new_empty(x.shape)
        size = x.shape[-1]
        self.library.norm(rows.data_ptr(), rows.stride(0), weight.data_ptr(), eps, made.data_ptr(), len(rows), size)
        return made

    def keep(
        self,
        stores: tuple[torch.Tensor, torch.Tensor],
        slots: torch.Tensor,
        places: torch.Tensor,
        key: torch.Tensor,
        value: torch.Tensor,
    ) -> None:
        """Store keys and values [T, K, D], token ``t`` in slot ``slots[t]`` at place ``places[t]``.

        Stores are [..., K, panels, D, 16] of keys and [..., K, room, D] of values.
        """
        keys, values = stores
        self.library.keep(
            key.data_ptr(),
            key.stride(0),
            value.data_ptr(),
            value.stride(0),
            slots.data_ptr(),
            places.data_ptr(),
            len(places),
            keys.data_ptr(),
            values.data_ptr(),
            keys.stride(0),
            values.stride(0),
            keys.stride(-4),
            values.stride(-3),
            key.shape[1],
            key.shape[2],
        )


def panels_of(matrix: torch.Tensor) -> torch.Tensor:
    """A matrix [columns, K] as panels [columns / 16, K, 16], the last one filled up with zeros."""
    columns, size = matrix.shape
    whole = -(-columns // WIDTH)
    if whole * WIDTH != columns:
        matrix = torch.cat((matrix, matrix.new_zeros(whole * WIDTH - columns, size)))
    return matrix.view(whole, WIDTH, size).transpose(1, 2).contiguous()


def kernels_for(dtype: torch.dtype) -> Kernels | None:
    """The kernels where they serve a model of this dtype on this machine; else None, and torch's own are used."""
    return built() if dtype == torch.float32 and _wanted() else None


@cache
def built() -> Kernels | None:
    """The kernels, built where the cache has none; None where nothing builds them, or they compute wrongly."""
    compiler = find_compiler()
    if compiler is None:
        return None
    try:
        return _load(_build(compiler))
    except (OSError, subprocess.SubprocessError, AttributeError) as failure:
        logging.getLogger(__name__).warning("kernels not built, torch's are used: %s", failure)
        return None


def find_compiler() -> tuple[str, ...] | None:
    """The command of a C compiler: the one named in ``CC``, one on the path, or the package ``ziglang``."""
    for name in (os.environ.get("CC", ""), "cc", "gcc", "clang"):
        found = shutil.which(name) if name else None
        if found:
            return (found,)
    return (sys.executable, "-m", "ziglang", "cc") if importlib.util.find_spec("ziglang") else None


def _wanted() -> bool:
    return os.environ.get("HARNESS_KERNELS", "") != "off" and torch.backends.cpu.get_cpu_capability() == "AVX2"


def _build(compiler: tuple[str, ...]) -> Path:
    told = (SOURCE.read_bytes(), repr((FLAGS, compiler)).encode(), str(Path(compiler[0]).stat().st_mtime_ns).encode())
    place = cache_root() / "kernels" / f"{hashlib.sha256(b'|'.join(told)).hexdigest()[:24]}.so"
    if place.exists():
        return place
    place.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=place.parent) as folder:
        made = Path(folder) / "kernels.so"
        command = [*compiler, *FLAGS, str(SOURCE), "-o", str(made), "-lm"]
        subprocess.run(command, check=True, capture_output=True, timeout=BUILD_SECONDS)
        _compare(_load(made))
        made.replace(place)
    return place


def _load(path: Path) -> Kernels:
    library = ctypes.CDLL(str(path))
    for name, arguments in _ARGUMENTS.items():
        function = getattr(library, name)
        function.argtypes, function.restype = arguments, None
    return Kernels(library)


def _compare(kernels: Kernels) -> None:
    """Raise OSError where the products of a fresh build are not those of torch."""
    source = torch.Generator().manual_seed(0)
    x, weight = torch.randn(13, 48, generator=source), torch.randn(40, 48, generator=source)
    expected, panels = x @ weight.T, panels_of(weight)
    if not torch.allclose(kernels.product(x, panels, 40), expected, rtol=1e-4, atol=1e-4):
        raise OSError("its products are not torch's")
    if [place for place, _ in kernels.likeliest(x, panels, 40)] != expected.argmax(dim=1).tolist():
        raise OSError("its largest values are not torch's")


def in_threads(parts: int, work: Callable[[int], None]) -> None:
    """``work`` of 0 to ``parts``, each in a thread of its own, the first in this one."""
    if parts == 1:
        work(0)
        return
    others = [_pool(parts - 1).submit(work, number) for number in range(1, parts)]
    work(0)
    for other in others:
        other.result()


def _in_parts(part: Callable[[int, int], None], panels: int) -> None:
    """A range of panels, shared among torch's number of threads."""
    threads = min(torch.get_num_threads(), panels)
    in_threads(threads, lambda number: part(number * panels // threads, (number + 1) * panels // threads))


@cache
def _pool(workers: int) -> ThreadPoolExecutor:
    return ThreadPoolExecutor(workers, thread_name_prefix="kernels")


def _pointer(tensor: torch.Tensor | None) -> int | None:
    return None if tensor is None else tensor.data_ptr()
