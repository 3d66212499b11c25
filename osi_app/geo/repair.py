"""Ways to make a ring lawful, each with what it costs. Those of restricted-access sites are in
``site_repair``."""

from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum
from functools import partial

import numpy as np
import shapely
from numpy.typing import NDArray
from shapely.geometry.base import BaseGeometry

from osi_app.geo.geodesy import Point, area_m2, perimeter_m, span
from osi_app.geo.polygons import Plane, plane_about
from osi_app.geo.probability import Spread, probability_inside
from osi_app.geo.proposal import Limits, lawful
from osi_app.kernel.record import Vertices

Metres = NDArray[np.float64]
_STEPS = 28
"""Halvings: a quarter of a millimetre of 60 km."""
_MOST_CUTS = 24
_DECIMALS = 7
_SLICES = 4
WAYS = 24
"""Directions from which a ring may be cut, evenly around."""


class RepairKind(StrEnum):
    """How a ring is mended."""

    SHRINK = "shrink"
    SHRINK_ABOUT_EVENT = "shrink_about_event"
    TRIM = "trim"


@dataclass(frozen=True, slots=True)
class Repair:
    """A lawful ring instead of one that is not, and what it loses. ``probability`` that the event
    lies inside what is left, None without an error ellipse. ``kind`` is a ``RepairKind``, or for a
    restricted-access site a ``SiteRepairKind``."""

    kind: StrEnum
    vertices: Vertices
    area_m2: float
    span_m: float
    lost_m2: float
    probability: float | None = None


def repairs(vertices: Vertices, limits: Limits, spread: Spread | None = None) -> tuple[Repair, ...]:
    """Ways to mend a ring, the one that keeps the event most probably first (without an error
    ellipse the one that loses least); none for a lawful ring."""
    if lawful(vertices, limits):
        return ()
    found = [(RepairKind.SHRINK, shrunk(vertices, limits))]
    if spread is not None:
        found.append((RepairKind.SHRINK_ABOUT_EVENT, shrunk(vertices, limits, spread.centre)))
    found.append((RepairKind.TRIM, trimmed(vertices, limits, spread)))
    whole = area_m2(vertices)
    made = [
        Repair(kind, mended, area_m2(mended), span(mended).distance_m, whole - area_m2(mended),
               None if spread is None else probability_inside(spread, mended))
        for kind, mended in found
        if len(mended) >= 3
    ]  # fmt: skip
    return tuple(sorted(made, key=lambda one: (-(one.probability or 0.0), one.lost_m2)))


def shrunk(vertices: Vertices, limits: Limits, about: Point | None = None) -> Vertices:
    """The ring made smaller in proportion, about its middle or the place given, by the least that
    makes it lawful. A lawful ring comes back as it is."""
    if lawful(vertices, limits):
        return vertices
    plane = plane_about(vertices)
    metres = plane.project(vertices)
    middle = plane.project([about])[0] if about else _centroid(metres)

    def at(share: float) -> Vertices:
        return rounded(plane.unproject(middle + (metres - middle) * share))

    return at(_most(lambda share: lawful(at(share), limits)))


def _centroid(metres: NDArray[np.float64]) -> NDArray[np.float64]:
    centre = shapely.Polygon(metres).centroid
    return np.array((centre.x, centre.y))


def rounded(vertices: Vertices) -> Vertices:
    return tuple((round(lon, _DECIMALS), round(lat, _DECIMALS)) for lon, lat in vertices)


def _most(holds: Callable[[float], bool]) -> float:
    """The largest share from 0 to 1 for which it holds (it holds below, not above)."""
    low, high = 0.0, 1.0
    for _ in range(_STEPS):
        middle = (low + high) / 2.0
        low, high = (middle, high) if holds(middle) else (low, middle)
    return low


def trimmed(vertices: Vertices, limits: Limits, spread: Spread | None = None) -> Vertices:
    """The ring with far corners cut off straight, each cut where it loses least, until both
    limits hold; () where cutting leads nowhere.

    What is too long is cut square to its longest line: corner by corner or, for a round ring, all
    of it, at once or in slices, whichever leaves most. What is too large is then cut from any
    direction, a quarter of the excess each time, where that loses least.
    """
    ways = [(way, slices) for way in (_clipped, _shorter) for slices in (1, _SLICES)]
    short = {_cut_short(vertices, limits.span_m, spread, *way) for way in ways}
    for ring_left in sorted(short, key=lambda ring: _left(ring, spread), reverse=True):
        found = _cut_small(ring_left, limits, spread)
        if found and lawful(found, limits):
            return found
    return ()


def _cut_short(
    vertices: Vertices, most_m: float, spread: Spread | None, way: "Way", slices: int
) -> Vertices:
    """Cut in one way until no line is longer; () where that takes too many cuts."""
    found, longest = vertices, span(vertices).distance_m
    slice_m = max(0.0, longest - most_m) / slices
    for _ in range(_MOST_CUTS):
        longest = span(found).distance_m
        if longest <= most_m:
            return found
        cuts = [cut for cut in way(found, max(most_m, longest - slice_m)) if cut]
        if not cuts:
            return ()
        found = max(cuts, key=lambda ring: _left(ring, spread))
    return ()


def _cut_small(vertices: Vertices, limits: Limits, spread: Spread | None) -> Vertices:
    """Cut until the ring is no larger; () where that takes too many cuts, and for ()."""
    found = vertices
    slice_m2 = max(0.0, area_m2(vertices) - limits.area_m2) / _SLICES
    for _ in range(_MOST_CUTS):
        if area_m2(found) <= limits.area_m2:
            return found
        most_m2 = max(limits.area_m2, area_m2(found) - slice_m2)
        cuts = [cut for cut in _smaller(found, most_m2) if cut]
        if not cuts:
            return ()
        found = max(cuts, key=lambda ring: _kept(ring, spread))
    return ()


def _left(vertices: Vertices, spread: Spread | None) -> tuple[float, float]:
    """What is left: the event's probability, then the size."""
    chance = 0.0 if spread is None else round(probability_inside(spread, vertices), 6)
    return chance, area_m2(vertices)


def _kept(vertices: Vertices, spread: Spread | None) -> tuple[float, float]:
    """What a cut is judged by: the event's probability, then how compact it leaves the ring."""
    chance = 0.0 if spread is None else round(probability_inside(spread, vertices), 6)
    return chance, area_m2(vertices) / max(perimeter_m(vertices), 1.0) ** 2


Way = Callable[[Vertices, float], list[Vertices]]
"""A ring and the longest line allowed to what cuts at either end of its longest line leave."""


def _shorter(vertices: Vertices, most_m: float) -> list[Vertices]:
    """Cuts as little as makes every line that short."""
    return [
        cut.at(_most(partial(cut.is_short, length, most_m)) * length)
        for cut, length in _ends(vertices)
    ]


def _clipped(vertices: Vertices, most_m: float) -> list[Vertices]:
    """Cuts as little as makes every line that short which starts at the end kept."""
    exact = span(vertices).distance_m
    return [
        # five centimetres less, so that it is short enough on the ellipsoid and rounded too
        cut.at(_most(partial(cut.is_near, length, (most_m - 0.05) * length / exact)) * length)
        for cut, length in _ends(vertices)
    ]


def _ends(vertices: Vertices) -> list[tuple["_Cut", float]]:
    """Cuts along the longest line, from either end, and how long that line is in the plane."""
    longest, plane = span(vertices), plane_about(vertices)
    ends = plane.project([longest.start, longest.end])
    length = float(np.hypot(*(ends[1] - ends[0])))
    along = (ends[1] - ends[0]) / length
    return [
        (_Cut(plane, vertices, ends[0], along), length),
        (_Cut(plane, vertices, ends[1], -along), length),
    ]


def _smaller(vertices: Vertices, most_m2: float) -> list[Vertices]:
    """One cut from each direction, as little as leaves at most that size."""
    plane = plane_about(vertices)
    metres = plane.project(vertices)
    turns = np.arange(WAYS) * (2.0 * np.pi / WAYS)
    ways = np.column_stack((np.sin(turns), np.cos(turns)))
    # the plane differs from the ground by one factor; a hair less, so that the ground is lawful
    in_plane = most_m2 * (1.0 - 1e-7) * shapely.Polygon(metres).area / area_m2(vertices)
    reach, across = metres @ ways.T, metres @ np.column_stack((-ways[:, 1], ways[:, 0])).T
    low, high = reach.min(axis=0), reach.max(axis=0)
    for _ in range(_STEPS):
        middle = (low + high) / 2.0
        small = _sizes(reach, across, middle) <= in_plane
        low, high = np.where(small, middle, low), np.where(small, high, middle)
    origin = np.zeros(2)
    return [
        _Cut(plane, vertices, origin, way).at(float(far))
        for way, far in zip(ways, low, strict=True)
    ]


def _sizes(along: Metres, across: Metres, reach: Metres) -> Metres:
    """(w,) square metres of a ring within ``reach`` in w directions, from its corners (n, w) along
    and across them: the integral of min(along, reach) over the outline, by Green's theorem."""
    start, end = along, np.roll(along, -1, axis=0)
    first, last = np.minimum(start, reach), np.minimum(end, reach)
    level = np.abs(end - start) < 1e-3  # within a millimetre nothing may be divided by
    # what an edge loses beyond the reach is a triangle of its squares
    beyond = ((end - last) ** 2 - (start - first) ** 2) / np.where(level, 1.0, 2.0 * (end - start))
    mean = np.where(level, (first + last) / 2.0, (start + end) / 2.0 - beyond)
    step = np.roll(across, -1, axis=0) - across
    return np.asarray(np.abs((mean * step).sum(axis=0)))


class _Cut:
    """Straight cuts of a ring square to a direction, counted in metres from a point."""

    def __init__(self, plane: Plane, vertices: Vertices, start: Metres, along: Metres) -> None:
        self._plane, self._start, self._along = plane, start, along
        self._polygon = shapely.Polygon(plane.project(vertices))

    def at(self, reach_m: float) -> Vertices:
        """What is left within that reach."""
        return _outline(self._plane.unproject, self._left(reach_m))

    def is_near(self, length_m: float, most_m: float, share: float) -> bool:
        """Whether that share of the length leaves nothing farther than that from the start."""
        left = shapely.get_coordinates(self._left(share * length_m))
        return bool((np.hypot(*(left - self._start).T) <= most_m).all())

    def is_short(self, length_m: float, most_m: float, share: float) -> bool:
        """Whether that share of the length leaves a ring that short."""
        part = self.at(share * length_m)
        return len(part) < 3 or span(part).distance_m <= most_m

    def _left(self, reach_m: float) -> BaseGeometry:
        return self._polygon.intersection(_half_plane(self._start, self._along, reach_m))


def _half_plane(
    start: NDArray[np.float64], along: NDArray[np.float64], reach_m: float
) -> shapely.Polygon:
    """All that lies no farther along than ``reach_m`` from the start, far enough all round."""
    side, far = np.array((-along[1], along[0])), 1e6
    edge = start + along * reach_m
    corners = (edge + side * far, edge - side * far)
    return shapely.Polygon((*corners, corners[1] - along * far, corners[0] - along * far))


def _outline(unproject: Callable[[NDArray[np.float64]], Vertices], part: BaseGeometry) -> Vertices:
    """The outline of the largest part."""
    polygons = [one for one in shapely.get_parts(part) if isinstance(one, shapely.Polygon)]
    if not polygons:
        return ()
    largest = max(polygons, key=lambda one: float(one.area))
    if largest.area <= 0.0:
        return ()
    metres = shapely.get_coordinates(shapely.orient_polygons(largest).exterior)[:-1]
    return rounded(unproject(metres))
