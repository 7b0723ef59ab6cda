"""How many requests at once: as many as the server bears, never more than the config allows.

Additive increase, multiplicative decrease (Chiu and Jain, 1989; as TCP does it): as many answers as there are slots
add one, each sign of overload halves them, once for the requests that were on their way together. A server's
``Retry-After`` pauses everybody, not only who was told.
"""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager

OVERLOAD = frozenset({"rate", "timeout", "memory"})


class Pace:
    """Slots for requests of one event loop; ``clock`` gives its seconds."""

    def __init__(self, most: int, clock: Callable[[], float]) -> None:
        self._most = float(max(1, most))
        self._limit = self._most
        self._busy = 0
        self._paused_until = float("-inf")
        self._halved_at = float("-inf")
        self._clock = clock
        self._changed = asyncio.Condition()

    @property
    def limit(self) -> int:
        """Slots that there are now, at least one."""
        return max(1, int(self._limit))

    @asynccontextmanager
    async def slot(self) -> AsyncIterator[float]:
        """Wait until no pause holds and a slot is free, and hold it; gives the time at which it was taken."""
        async with self._changed:
            while (pause := self._paused_until - self._clock()) > 0 or self._busy >= self.limit:
                await self._wait(pause)
            self._busy += 1
        try:
            yield self._clock()
        finally:
            self._busy -= 1
            async with self._changed:
                self._changed.notify()

    def succeeded(self) -> None:
        """An answer came: a little more at once."""
        self._limit = min(self._most, self._limit + 1 / self._limit)

    def failed(self, kind: str, began: float, pause_seconds: float = 0.0) -> None:
        """A request that ``began`` then failed: overload halves the slots, an asked-for pause holds everybody."""
        now = self._clock()
        if kind in OVERLOAD and began >= self._halved_at:
            self._limit = max(1.0, self._limit / 2)
            self._halved_at = now
        self._paused_until = max(self._paused_until, now + pause_seconds)

    async def _wait(self, pause: float) -> None:
        """Wait for the pause to end, or for a change; the caller holds the condition."""
        if pause > 0:
            self._changed.release()
            try:
                await asyncio.sleep(pause)
            finally:
                await self._changed.acquire()
        else:
            await self._changed.wait()
