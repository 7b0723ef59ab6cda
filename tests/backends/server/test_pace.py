"""As many at once as the server bears."""

import asyncio

from harness.backends.server.pace import Pace


class Clock:
    """Seconds that a test sets."""

    def __init__(self) -> None:
        self.now = 0.0

    def __call__(self) -> float:
        """The seconds now."""
        return self.now


def test_overload_halves_once_for_those_under_way_together() -> None:
    """Eight refusals of one moment halve the slots once; a later one halves them again; never below one."""
    clock = Clock()
    pace = Pace(8, clock)
    clock.now = 1.0
    for _ in range(8):
        pace.failed("rate", began=0.5)
    assert pace.limit == 4
    for number in range(2, 9):
        clock.now = float(number)
        pace.failed("timeout", began=clock.now)
    assert pace.limit == 1


def test_answers_bring_slots_back_up_to_the_limit_of_the_config() -> None:
    """After overload, answers raise the number slowly, and never above what the config allows."""
    clock = Clock()
    pace = Pace(4, clock)
    pace.failed("rate", began=0.0)
    assert pace.limit == 2
    for _ in range(3):
        pace.succeeded()
    assert pace.limit == 3
    for _ in range(100):
        pace.succeeded()
    assert pace.limit == 4


def test_a_broken_reply_is_no_overload() -> None:
    """A malformed answer or a closed connection says nothing about load."""
    pace = Pace(8, Clock())
    pace.failed("malformed", began=0.0)
    pace.failed("network", began=0.0)
    assert pace.limit == 8


def test_no_more_than_the_slots_are_held_at_once() -> None:
    """Twenty tasks on three slots: never more than three inside, all get through, also after a pause."""

    async def run() -> tuple[int, int]:
        loop = asyncio.get_running_loop()
        pace = Pace(3, loop.time)
        pace.failed("server", began=loop.time(), pause_seconds=0.05)
        inside, most, done = 0, 0, 0

        async def work() -> None:
            nonlocal inside, most, done
            async with pace.slot():
                inside += 1
                most = max(most, inside)
                await asyncio.sleep(0.001)
                inside -= 1
                done += 1

        await asyncio.gather(*(work() for _ in range(20)))
        return most, done

    assert asyncio.run(run()) == (3, 20)
