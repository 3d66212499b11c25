"""Lines of equal height. The tracing is contourpy's (marching squares, bilinear along edges)."""

import math
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal, cast

import numpy as np
from numpy.typing import NDArray

from osi_app.geo.terrain.grid import ElevationGrid
from osi_app.kernel.errors import RuleError

LEVEL_LIMIT = 400
VERTEX_LIMIT = 1_000_000
"""More are neither seen nor drawn in time."""
INDEX_EVERY = 5
_STEPS = (1.0, 2.0, 5.0, 10.0, 20.0)
Reason = Literal["", "levels", "vertices"]


@dataclass(frozen=True, slots=True)
class Contour:
    """One line, ``points`` (n, 2) in the grid's plane, higher ground to its right; closed when it
    ends where it began. ``index`` is whether it is one of the heavier lines."""

    height_m: float
    index: bool
    points: NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Contours:
    """The lines of a grid, rising. Where ``coarsened`` is not empty the wanted interval would
    have made more than ``LEVEL_LIMIT`` levels or ``VERTEX_LIMIT`` vertices, and ``interval_m`` is
    the next of 1, 2, 5, 10 ... that does not. Ground too rough for any has no lines."""

    lines: tuple[Contour, ...]
    interval_m: float
    wanted_interval_m: float
    coarsened: Reason = ""


def contours(grid: ElevationGrid, interval_m: float) -> Contours:
    """The contours at whole multiples of the interval, every fifth an index contour (at whole
    multiples of five intervals). Ground that is not known has no lines.

    Raises ``RuleError`` unless the interval is positive and finite.
    """
    if not (math.isfinite(interval_m) and interval_m > 0):
        raise RuleError("not_positive", field="interval_m", found=interval_m)
    if min(grid.heights.shape) < 2 or not np.isfinite(grid.heights).any():
        return Contours((), interval_m, interval_m)
    ends = float(np.nanmin(grid.heights)), float(np.nanmax(grid.heights))
    chosen, reason = interval_m, _reason(grid, ends, interval_m)
    while _reason(grid, ends, chosen):
        chosen = _coarser(chosen)
        if chosen > 10 * max(interval_m, ends[1] - ends[0]):
            return Contours((), chosen, interval_m, reason)
    return Contours(tuple(_lines(grid, chosen, ends)), chosen, interval_m, reason)


def _reason(grid: ElevationGrid, ends_m: tuple[float, float], interval_m: float) -> Reason:
    if (ends_m[1] - ends_m[0]) / interval_m > LEVEL_LIMIT:
        return "levels"
    return "vertices" if _vertices(grid, interval_m) > VERTEX_LIMIT else ""


def _vertices(grid: ElevationGrid, interval_m: float) -> int:
    """How many there would be: one wherever a line passes between two neighbouring cells."""
    level = np.floor(grid.heights / np.float32(interval_m))
    return int(sum(np.nansum(np.abs(np.diff(level, axis=axis))) for axis in (0, 1)))


def _coarser(interval_m: float) -> float:
    """The next larger number of the series 1, 2, 5, 10, 20 ..."""
    power = 10.0 ** math.floor(math.log10(interval_m))
    larger = (step * power for step in _STEPS if step * power > interval_m * (1 + 1e-9))
    return next(larger)


def _lines(
    grid: ElevationGrid, interval_m: float, ends_m: tuple[float, float]
) -> Iterator[Contour]:
    from contourpy import LineType, contour_generator  # noqa: PLC0415  # only where they are drawn

    heights = np.ma.masked_invalid(grid.heights)
    generator = contour_generator(z=heights, line_type=LineType.Separate)
    first, last = math.ceil(ends_m[0] / interval_m), math.floor(ends_m[1] / interval_m)
    for number in range(first, last + 1):
        found = cast(list[NDArray[np.float64]], generator.lines(number * interval_m))
        for cells in found:
            points = grid.points(cells[:, 0], cells[:, 1])
            yield Contour(number * interval_m, number % INDEX_EVERY == 0, points)
