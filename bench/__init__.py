"""Speed figures, as ratios to a yardstick that is measured in the same run.

A module `bench/bench_<subject>.py` has a function `run() -> list[Row]`; `make bench` runs them all.
Machines differ and ratios last: where there is a simplest possible way to do the same work, it is
measured beside ours and given as the yardstick.
"""

import statistics
import time
from collections.abc import Callable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Row:
    """One figure.

    Attributes:
        name: what was done, with its size: "score 1000 park-years".
        seconds: what it took.
        target: what it should be, in words: "≤ 2 ms", "≥ 0.80 of raw".
        yardstick_seconds: what the simplest way took in the same run; None if there is none.
        yardstick: what that way is: "bare ReportLab document".
        met: whether the target is met; None if only a person can say.
    """

    name: str
    seconds: float
    target: str = ""
    yardstick_seconds: float | None = None
    yardstick: str = ""
    met: bool | None = None

    @property
    def ratio(self) -> float | None:
        """How many times as long as the yardstick we take; None without a yardstick."""
        if self.yardstick_seconds is None or self.yardstick_seconds <= 0:
            return None
        return self.seconds / self.yardstick_seconds


def best_of(work: Callable[[], object], times: int = 5) -> float:
    """Seconds of the quickest of several runs: the one that the machine disturbed least.

    Args:
        work: called without arguments; must do the same each time.
        times: how often, at least 1.
    """
    return min(_seconds(work) for _ in range(times))


def medians_of(
    times: int, *works: Callable[[], object], clock: Callable[[], float] = time.perf_counter
) -> tuple[float, ...]:
    """Median seconds of each of some works, measured in turns after one run to warm up.

    In turns, so that whatever else the machine does meets our way and the yardstick alike.

    Args:
        times: rounds, at least 1.
        works: called without arguments; each must do the same each time.
        clock: `time.process_time` for work that only computes, so that what other programs take
            from the processor does not count.
    """
    for work in works:
        work()
    rounds = [[_seconds(work, clock) for work in works] for _ in range(times)]
    return tuple(statistics.median(taken) for taken in zip(*rounds, strict=True))


def _seconds(work: Callable[[], object], clock: Callable[[], float] = time.perf_counter) -> float:
    start = clock()
    work()
    return clock() - start
