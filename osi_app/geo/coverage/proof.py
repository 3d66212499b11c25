"""What a set of lines covers of a ground, worked out apart from how the lines were laid."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import islice

import numpy as np
import shapely
from shapely.geometry.base import BaseGeometry

from osi_app.geo.coverage.ground import Ground
from osi_app.geo.coverage.lines import Line
from osi_app.geo.coverage.scan import Numbers
from osi_app.geo.coverage.swath import swaths, without
from osi_app.geo.polygons import Plane
from osi_app.kernel.errors import RuleError
from osi_app.kernel.record import Vertices

THINNEST_M = 0.002
"""Thinner slivers, which rounding leaves between touching swaths, are counted but not drawn."""


@dataclass(frozen=True, slots=True)
class Coverage:
    """How much of the ground lies within half a swath beside a line, in square metres of the
    plane; ``share`` of the coverable ground, 1 where there is none. ``gaps`` are the uncovered
    polygons as rings without holes, the largest first."""

    covered_m2: float
    uncovered_m2: float
    share: float
    gaps: tuple[Vertices, ...]


def coverage(ground: Ground, lines: Sequence[Line], swath_m: float) -> Coverage:
    """What lines cover of a ground. A swath ends square at both ends of its line.

    Raises ``RuleError``: not_positive (swath_m), and what ``Ground`` raises.
    """
    if not swath_m > 0.0:
        raise RuleError("not_positive", field="swath_m", found=swath_m)
    plane, whole = ground.plane, ground.coverable()
    left = without(whole, swaths(line_ends(plane, lines), swath_m))
    covered = whole.area - left.area
    share = covered / whole.area if whole.area > 0.0 else 1.0
    return Coverage(covered, left.area, share, _drawn(plane, left))


def _drawn(plane: Plane, left: BaseGeometry) -> tuple[Vertices, ...]:
    """What is left as rings in degrees, the largest part first."""
    parts = shapely.get_parts(shapely.set_precision(left, THINNEST_M))
    order = np.argsort(-shapely.area(parts), kind="stable")
    rings = [ring for part in parts[order] for ring in _rings(part)]
    if not rings:
        return ()
    places = iter(plane.unproject(np.vstack(rings)))
    return tuple(tuple(islice(places, len(ring))) for ring in rings)


def line_ends(plane: Plane, lines: Sequence[Line]) -> Numbers:
    """The ends of lines in a plane, (n, 4) metres."""
    both = [(*line.start, *line.end) for line in lines]
    return plane.project(np.array(both, dtype=np.float64).reshape(-1, 2)).reshape(-1, 4)


def _rings(polygon: BaseGeometry) -> Iterator[Numbers]:
    """Open counter-clockwise rings that make up a polygon, cut through the middle of its holes."""
    if not isinstance(polygon, shapely.Polygon) or _thin(polygon):
        return
    if not polygon.interiors:
        ring = shapely.get_coordinates(shapely.orient_polygons(polygon))[:-1]
        yield ring
        return
    west, south, east, north = polygon.bounds
    cut = polygon.interiors[0].centroid.x
    for side in (shapely.box(west, south, cut, north), shapely.box(cut, south, east, north)):
        for part in shapely.get_parts(polygon.intersection(side)):
            yield from _rings(part)


def _thin(polygon: shapely.Polygon) -> bool:
    return bool(polygon.area <= THINNEST_M * polygon.length / 2.0)
