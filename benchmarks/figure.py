"""One measured figure, and how it is told."""

import gc
import statistics
import time
from collections.abc import Callable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Figure:
    """A ratio beside its goal. ``shown`` are both sides in words."""

    name: str
    ratio: float
    goal: float
    shown: str

    def line(self) -> str:
        """The one line that ``make bench`` ends with."""
        verdict = "holds" if self.ratio <= self.goal else "falls short"
        return f"{self.name}: {self.ratio:.3g} (goal <= {self.goal:g}) {verdict}"


def seconds(work: Callable[[], object], clock: Callable[[], float] = time.perf_counter) -> float:
    """How long it takes, without the garbage of what ran before."""
    gc.collect()
    start = clock()
    work()
    return clock() - start


def alternating(
    ours: Callable[[], float], theirs: Callable[[], float], rounds: int
) -> tuple[float, float]:
    """The medians of both sides, measured turn about so that a busy moment hits both."""
    pairs = [(ours(), theirs()) for _ in range(rounds)]
    return (
        statistics.median(pair[0] for pair in pairs),
        statistics.median(pair[1] for pair in pairs),
    )


def figure(name: str, goal: float, sides: tuple[float, float]) -> Figure:
    """A figure from the seconds of both sides."""
    ours, theirs = sides
    return Figure(name, ours / theirs, goal, f"{ours * 1000:.1f} ms against {theirs * 1000:.1f} ms")
