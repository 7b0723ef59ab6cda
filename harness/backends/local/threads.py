"""How torch's threads wait for each other, decided before torch is imported."""

from __future__ import annotations

import os


def wait_asleep() -> None:
    """Let threads that wait sleep instead of spin, unless the user's environment says otherwise.

    Spinning threads take the core from the thread that they wait for as soon as anybody else wants it: with two
    threads and a busy neighbour a step of two rows took 3.4 s; asleep, it took 0.09 s. OpenMP reads the variable once,
    when torch is imported, so this has to be called before.
    """
    if "GOMP_SPINCOUNT" not in os.environ:
        os.environ.setdefault("OMP_WAIT_POLICY", "PASSIVE")
