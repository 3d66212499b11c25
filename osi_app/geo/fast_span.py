"""Which two of very many points are farthest apart on the ellipsoid.

Points that cannot be an end are set aside in bulk: first by their distance from the middle, then
those within the outline of the others. What is left goes to the search of ``capsules``.
"""

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from osi_app.geo.capsules import (
    CURVED_M,
    TOLERANCE_M,
    Array,
    Cloud,
    Indices,
    Pairs,
    Search,
    in_space,
    norms,
)

_FLAT_M = 4_000_000.0
"""Distances from the middle up to which points are seen well enough from above it."""
_OUTLINE_M = 0.00025
"""How far beyond the outline of others a point must lie to count."""
_PASSES = 40
_SAMPLE = 4096
_BLOCK = 16_384
"""Points worked on together: what fits into the processor's cache."""


def farthest_pair(degrees: Array) -> tuple[int, int]:
    """The indices of two of (n, 2) lon/lat points, n >= 2, whose distance is the longest to less
    than a millimetre (twice the outline's tolerance and the search's)."""
    view = _seen(degrees)
    pair, reach_m = _sweep(degrees, view)
    ends = _ends(view, reach_m)
    ends = ends[_outline(view.taken(ends), reach_m)]
    if len(ends) < 2:
        return pair
    search = Search(Cloud(degrees[ends], in_space(degrees[ends])), reach_m)
    search.run()
    if search.pair is None:
        return pair
    return int(ends[search.pair[0]]), int(ends[search.pair[1]])


@dataclass(frozen=True, slots=True)
class _View:
    """Points about their middle: (3, n) metres east, north and up, and (n,) their distances."""

    places: Array
    radius: Array

    def taken(self, kept: Indices) -> "_View":
        """Some of the points."""
        if len(kept) == len(self.radius):
            return self
        return _View(self.places.take(kept, axis=1), self.radius[kept])

    def farthest(self, index: int) -> int:
        """The point that is farthest from one, by the chord."""
        found, best2 = index, -1.0
        for block in _blocks(len(self.radius)):
            away = self.places[:, block] - self.places[:, index, None]
            away2 = np.einsum("ij,ij->j", away, away)
            if away2[here := int(np.argmax(away2))] > best2:
                found, best2 = block.start + here, float(away2[here])
        return found


def _blocks(count: int) -> Iterator[slice]:
    return (slice(start, min(start + _BLOCK, count)) for start in range(0, count, _BLOCK))


def _seen(degrees: Array) -> _View:
    sample = in_space(degrees[:: max(1, len(degrees) // _SAMPLE)])
    centre = (sample.min(axis=1) + sample.max(axis=1)) / 2.0
    axes = _axes(centre)
    places, radius = np.empty((3, len(degrees))), np.empty(len(degrees))
    for block in _blocks(len(degrees)):
        away = in_space(degrees[block]) - centre[:, None]
        seen = np.einsum("ij,jk->ik", axes, away)  # no threads, which matmul would wake
        places[:, block] = seen
        radius[block] = norms(seen)
    return _View(places, radius)


def _axes(centre: Array) -> Array:
    """Unit vectors east, north and up at a place, or any three."""
    up = centre / max(float(np.linalg.norm(centre)), 1.0)
    helper = np.array((0.0, 0.0, 1.0)) if abs(up[2]) < 0.9 else np.array((1.0, 0.0, 0.0))
    east = np.cross(helper, up)
    east /= np.linalg.norm(east)
    north = np.cross(up, east)
    return np.stack((east, north / np.linalg.norm(north), np.cross(east, north)))


def _sweep(degrees: Array, view: _View) -> tuple[tuple[int, int], float]:
    """Two points far apart, and how far: from the outermost to what is farthest, twice."""
    first = int(np.argmax(view.radius))
    second = view.farthest(first)
    first, second = second, view.farthest(second)
    pair = np.array([first, second])
    ends = Cloud(degrees[pair], in_space(degrees[pair]))
    return (first, second), float(ends.lengths(Pairs(np.array([0]), np.array([1])))[0])


def _ends(view: _View, reach_m: float) -> Indices:
    """The points that can end a distance beyond ``reach_m``: no chord is longer than the sum of
    both ends' distances from the middle, and none that is shorter than that of the tightest
    circle can have so long an arc."""
    angle = min(reach_m / (2.0 * CURVED_M), np.pi / 2.0)
    least = 2.0 * CURVED_M * np.sin(angle) - view.radius.max() - TOLERANCE_M
    return np.flatnonzero(view.radius >= least)


def _outline(view: _View, reach_m: float) -> Indices:
    """Which points do not lie within the others, in order of direction.

    From above the middle the straight line between two points is seen nearer to it than the
    geodesic, and on the ellipsoid as in the plane distances from anywhere are longest at the
    corners of a triangle: so a point within the triangle of two others and the middle is no end.
    """
    furthest = float(view.radius.max())
    if furthest > min(_FLAT_M, reach_m / 1.1):
        return _ordered(view, np.arange(len(view.radius)))
    found = _ordered(view, _outermost(view, furthest))
    for _ in range(_PASSES):
        kept = _corners(view.places[:2].take(found, axis=1))
        found = found[kept]
        if np.count_nonzero(kept) > 0.9 * len(kept):
            break
    return found


def _ordered(view: _View, found: Indices) -> Indices:
    return found[np.argsort(np.arctan2(view.places[1].take(found), view.places[0].take(found)))]


def _outermost(view: _View, furthest: float) -> Indices:
    """The outermost point of each of many sectors, and all points beyond the lines between those.

    The sectors are so narrow that a circle stays within tolerance of a chord across one.
    """
    width = np.sqrt(6.0 * _OUTLINE_M / max(furthest, 1.0))
    angle, sector = np.empty(len(view.radius)), np.empty(len(view.radius), dtype=np.int32)
    highest = np.full(int(2.0 * np.pi / width) + 1, -1.0)
    for block in _blocks(len(angle)):
        np.arctan2(view.places[1, block], view.places[0, block], out=angle[block])
        sector[block] = (angle[block] + np.pi) / width
        np.maximum.at(highest, sector[block], view.radius[block])
    outer = np.flatnonzero(highest[sector] == view.radius)
    outer = outer[np.unique(sector[outer], return_index=True)[1]]
    lines = _Lines.between(view.places[:2].take(outer, axis=1), angle[outer], sector[outer])
    found = [outer]
    for block in _blocks(len(angle)):
        offset = lines.offset(view.places[:2, block], angle[block], sector[block])
        found.append(np.flatnonzero(offset > _OUTLINE_M) + block.start)
    return np.unique(np.concatenate(found))


@dataclass(frozen=True, slots=True)
class _Lines:
    """Straight lines from each of some points around the middle to the next, one point a sector.

    ``terms`` is (3, n): a, b, c with x * a + y * b - c metres beyond the line, infinitely far
    beyond where the next point is not within half a turn. ``rank`` (sectors,) is the number of
    the last point up to a sector, ``angle`` (n,) the direction of each point.
    """

    terms: Array
    rank: Indices
    angle: Array

    @classmethod
    def between(cls, flat: Array, angle: Array, sector: NDArray[np.int32]) -> "_Lines":
        """The lines around (2, n) points in order of their sectors."""
        after = np.roll(flat, -1, axis=1)
        side = (after - flat) / np.maximum(np.hypot(*(after - flat)), 1e-12)
        terms = np.stack((side[1], -side[0], _cross(flat, side)))
        terms[2, _cross(flat, after) <= 0.0] = -np.inf
        taken = np.zeros(int(sector[-1]) + 1, dtype=np.intp)
        taken[sector] = 1
        return cls(terms, np.cumsum(taken) - 1, angle)

    def offset(self, flat: Array, angle: Array, sector: NDArray[np.int32]) -> Array:
        """How far (2, m) points in those directions and sectors lie beyond their line."""
        line = self.rank.take(sector)
        line -= angle < self.angle.take(line)
        a, b, c = self.terms.take(line, axis=1)  # several times faster than [:, line]
        return np.asarray(flat[0] * a + flat[1] * b - c)


def _corners(flat: Array) -> NDArray[np.bool_]:
    """Which points do not lie within the triangle of both neighbours and the middle."""
    before, after = np.roll(flat, 1, axis=1), np.roll(flat, -1, axis=1)
    inside = _cross(flat - before, after - before) < 0.0
    return ~(inside & (_cross(before, after) > 0.0))


def _cross(one: Array, other: Array) -> Array:
    return np.asarray(one[0] * other[1] - one[1] * other[0])
