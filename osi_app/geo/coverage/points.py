"""Points over a ground: on a grid, along strips, or at random."""

from dataclasses import dataclass
from math import isfinite, sqrt
from typing import Literal

import numpy as np
import shapely

from osi_app.geo.coverage.ground import Ground, plane_edges
from osi_app.geo.coverage.scan import Numbers, Rows, Turn, rows_over, scan
from osi_app.geo.geodesy import Point
from osi_app.kernel.errors import RuleError

MOST_POINTS = 1_000_000
TOUCHING_M = 1e-6
MOST_DRAWS = 1000


@dataclass(frozen=True, slots=True)
class PointPattern:
    """How points are laid: ``spacing_m`` from point to point, rows in the direction of
    ``azimuth_deg``.

    ``start`` systematic centres the grid on the ground; random shifts it by up to a spacing each
    way, the same for the same ``seed``, which makes every place equally likely to be sampled.
    ``layout`` triangular puts every point at the same distance from its six neighbours.
    ``strips`` is metres from strip to strip for ``strip_points``, None for a spacing.
    """

    spacing_m: float
    azimuth_deg: float = 0.0
    start: Literal["systematic", "random"] = "systematic"
    seed: int = 0
    layout: Literal["square", "triangular"] = "square"
    strips: float | None = None


def grid_points(ground: Ground, pattern: PointPattern) -> tuple[Point, ...]:
    """The points of a grid that lie on the open ground, row by row along the azimuth.

    Raises ``RuleError``: not_positive, not_finite (with the field), too_many_lines,
    too_many_points, and what ``Ground`` raises.
    """
    apart = pattern.spacing_m
    triangular = pattern.layout == "triangular"
    return _laid(ground, pattern, apart * sqrt(3.0) / 2.0 if triangular else apart, triangular)


def strip_points(ground: Ground, pattern: PointPattern) -> tuple[Point, ...]:
    """Points a spacing apart along strips that are ``strips`` metres apart, strip by strip, every
    other one backward, as they are walked. Raises as ``grid_points``."""
    apart = pattern.spacing_m if pattern.strips is None else pattern.strips
    return _laid(ground, pattern, apart, False, boustrophedon=True)


def random_points(ground: Ground, count: int, seed: int) -> tuple[Point, ...]:
    """So many points drawn evenly over the open ground, the same for the same seed; none where
    nothing is open. Raises ``RuleError``: too_many_points, and what ``Ground`` raises."""
    _refuse_many(count)
    place = ground.open()
    if place.is_empty or count <= 0:
        return ()
    shapely.prepare(place)
    random = np.random.default_rng(seed)
    found = np.empty((0, 2))
    # Each draw takes what the ground's share of its box calls for; a sliver needs several.
    share = place.area / max(shapely.envelope(place).area, 1e-9)
    for _ in range(MOST_DRAWS):
        size = min(int((count - len(found)) / share * 1.1) + 16, MOST_POINTS)
        drawn = random.uniform(place.bounds[:2], place.bounds[2:], (size, 2))
        inside = shapely.contains_xy(place, drawn[:, 0], drawn[:, 1])
        found = np.vstack((found, drawn[inside]))
        if len(found) >= count:
            break
    return ground.plane.unproject(found[:count])


def lattice(
    ground: Ground, pattern: PointPattern, apart_m: float, staggered: bool
) -> tuple[Numbers, Numbers]:
    """Points of rows ``apart_m`` apart on the open ground: (n, 2) metres in the plane, and the row
    of each."""
    turn = Turn(pattern.azimuth_deg)
    edges = turn.edges(plane_edges(ground.open()))
    low, high = edges.reshape(-1, 2).min(axis=0), edges.reshape(-1, 2).max(axis=0)
    shift = np.random.default_rng(pattern.seed).uniform(0.0, 1.0, 2)
    drawn = pattern.start == "random"
    rows = rows_over(low[1], high[1], apart_m, shift[1] * apart_m if drawn else None)
    columns = rows_over(low[0], high[0], pattern.spacing_m)
    first = low[0] + shift[0] * pattern.spacing_m if drawn else columns.first
    _refuse_many(rows.count * columns.count)
    along, row = _steps(edges, rows, Rows(first, pattern.spacing_m, columns.count), staggered)
    return turn.back(np.column_stack((along, rows.across(row)))), row


def _laid(
    ground: Ground,
    pattern: PointPattern,
    apart_m: float,
    staggered: bool,
    boustrophedon: bool = False,
) -> tuple[Point, ...]:
    _refuse_bad(pattern)
    if ground.open().is_empty:
        return ()
    metres, row = lattice(ground, pattern, apart_m, staggered)
    if boustrophedon:
        step = np.arange(len(row))
        metres = metres[np.lexsort((np.where(row % 2 == 1, -step, step), row))]
    return ground.plane.unproject(metres)


def _steps(
    edges: Numbers, rows: Rows, columns: Rows, staggered: bool
) -> tuple[Numbers, np.ndarray]:
    """The places along and the row of all points, by counting the steps within each stretch."""
    cuts = scan(edges, rows)
    shift = np.where(cuts.row % 2 == 1, columns.spacing / 2.0, 0.0) if staggered else 0.0
    origin = columns.first + shift
    low = np.ceil((cuts.start + TOUCHING_M - origin) / columns.spacing).astype(np.intp)
    high = np.floor((cuts.end - TOUCHING_M - origin) / columns.spacing).astype(np.intp)
    times = np.maximum(0, high - low + 1)
    stretch = np.repeat(np.arange(len(cuts)), times)
    step = low[stretch] + np.arange(len(stretch)) - np.repeat(np.cumsum(times) - times, times)
    return (origin + np.zeros(len(cuts)))[stretch] + step * columns.spacing, cuts.row[stretch]


def _refuse_bad(pattern: PointPattern) -> None:
    for name in ("spacing_m", "strips"):
        value = getattr(pattern, name)
        if value is not None and not (value > 0.0 and isfinite(value)):
            raise RuleError("not_positive", field=name, found=value)
    if not isfinite(pattern.azimuth_deg):
        raise RuleError("not_finite", field="azimuth_deg", found=pattern.azimuth_deg)


def _refuse_many(count: int) -> None:
    if count > MOST_POINTS:
        raise RuleError("too_many_points", field="spacing_m", found=count, most=MOST_POINTS)
