"""A way through places, and a way round a feature."""

from itertools import pairwise

import numpy as np
import shapely
from numpy.typing import NDArray

from osi_app.geo.geodesy import Point, distance_m
from osi_app.geo.polygons import plane_about, shape
from osi_app.kernel.errors import RuleError
from osi_app.kernel.record import Vertices

MOST_ROUNDS = 50
WORTH_M = 1e-6
ARC_SEGMENTS = 8


def route_through(points: tuple[Point, ...], start: Point, *, loop: bool) -> tuple[Point, ...]:
    """The start, then all points in a short order: the nearest next, then 2-opt until no two steps
    can be exchanged for shorter ones. With ``loop`` it ends at the start again.

    ``route_length_m`` tells its length.
    """
    if not points:
        return (start,)
    plane = plane_about((start, *points))
    metres = plane.project((start, *points))
    places = metres[:, 0] + 1j * metres[:, 1]
    order = _opened(places, _nearest_next(places), loop)
    found = tuple((start, *points)[index] for index in order)
    return (*found, start) if loop else found


def route_length_m(route: tuple[Point, ...]) -> float:
    """Metres along a route on the ellipsoid."""
    return sum(distance_m(one, other) for one, other in pairwise(route))


def loop_around(ring: Vertices, distance_m: float) -> Vertices:
    """An open counter-clockwise ring that keeps a distance from a feature all the way round: a
    place, a line of two places, or a ring. A negative distance runs inside it.

    Raises ``RuleError``: too_few_vertices, nothing_left (an inner ring that has no room).
    """
    if not ring:
        raise RuleError("too_few_vertices", field="vertices", found=0)
    plane = plane_about(ring)
    around = shape(ring, plane).buffer(distance_m, quad_segs=ARC_SEGMENTS)
    parts = [part for part in shapely.get_parts(around) if not part.is_empty]
    if not parts or not around.area > 0.0:
        raise RuleError("nothing_left", field="distance_m", found=distance_m)
    largest = max(parts, key=lambda part: part.area)
    outline = shapely.get_exterior_ring(shapely.orient_polygons(largest))
    return plane.unproject(shapely.get_coordinates(outline)[:-1])


def _nearest_next(places: NDArray[np.complex128]) -> NDArray[np.intp]:
    """From the first on, always to the nearest not yet visited; of equal ones the first given."""
    left = np.arange(1, len(places))
    order = [0]
    while len(left):
        nearest = int(np.abs(places[left] - places[order[-1]]).argmin())
        order.append(int(left[nearest]))
        left = np.delete(left, nearest)
    return np.array(order)


def _opened(
    places: NDArray[np.complex128], order: NDArray[np.intp], loop: bool
) -> NDArray[np.intp]:
    """2-opt: a stretch is gone backward where that is shorter, the best one from each place on.

    The first place stays first. Each round is one pass over all places.
    """
    way = places[order]
    for _ in range(MOST_ROUNDS):
        better = False
        for index in range(len(order) - 2):
            gain, last = _best_turn(way, index, loop)
            if gain > WORTH_M:
                way[index + 1 : last + 1] = way[index + 1 : last + 1][::-1]
                order[index + 1 : last + 1] = order[index + 1 : last + 1][::-1]
                better = True
        if not better:
            break
    return order


def _best_turn(way: NDArray[np.complex128], index: int, loop: bool) -> tuple[float, int]:
    """How much is gained at most by going backward from the place after ``index`` up to some
    later one, and which that is."""
    here, first = way[index], way[index + 1]
    lasts = way[index + 2 :]
    after = np.append(lasts[1:], way[0])
    now = np.abs(first - here) + np.abs(after - lasts)
    then = np.abs(lasts - here) + np.abs(after - first)
    if not loop:
        # Nothing follows the last place of a way that stays open.
        now[-1], then[-1] = np.abs(first - here), np.abs(lasts[-1] - here)
    gains = now - then
    best = int(gains.argmax())
    return float(gains[best]), index + 2 + best
