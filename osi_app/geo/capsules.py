"""The longest distance between points on the ellipsoid, found by branch and bound.

Points in order are packed into capsules (a segment with a radius): some points to a capsule, some
capsules to a larger one, and so on. No two points of two capsules are farther apart than the
farthest ends of their segments and both radii. A pair of capsules that cannot beat the longest
distance found so far is set aside whole; every other is opened.

Distances are measured in earth-centred space, where the straight one (the chord) costs a few
multiplications and where poles and the antimeridian are places like others.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from math import cos, radians, sin
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray
from pyproj import Geod

Array = NDArray[np.float64]
Indices = NDArray[np.intp]

TOLERANCE_M = 0.0003
_WGS84 = Geod(ellps="WGS84")
CURVED_M = _WGS84.a * (1.0 - _WGS84.es)
"""The smallest radius of curvature there is, that of the meridian at the equator."""
_STEEP = _WGS84.es / (1.0 - _WGS84.es)
_SERIES_M = 200_000.0
"""Up to here a distance follows from its chord to a hundredth of a millimetre."""
_WINDOW = 0.03
_POINTS = 4
_BRANCHES = 4
_TOP = 300
"""Points to a capsule, capsules to a larger one, and how many are enough at the top."""
_CHUNK = 32_768
"""Pairs that are looked at together."""


class Pairs(NamedTuple):
    """Numbers of points or capsules, paired: two arrays of one length."""

    first: Indices
    second: Indices

    def taken(self, kept: Indices | NDArray[np.bool_]) -> "Pairs":
        """Some of the pairs."""
        return Pairs(self.first[kept], self.second[kept])


def in_space(degrees: Array) -> Array:
    """(3, n) metres, earth-centred, from (n, 2) lon/lat."""
    sine, cosine = _sines(degrees[:, 1])
    sine_lon, cosine_lon = _sines(degrees[:, 0])
    normal = _WGS84.a / np.sqrt(1.0 - _WGS84.es * sine * sine)
    cosine *= normal
    found = np.empty((3, len(degrees)))
    np.multiply(cosine, cosine_lon, out=found[0])
    np.multiply(cosine, sine_lon, out=found[1])
    normal *= 1.0 - _WGS84.es
    np.multiply(normal, sine, out=found[2])
    return found


def _sines(degrees: Array) -> tuple[Array, Array]:
    """The sine and cosine of angles to the last digit; in a small window by series, in a third
    of the time."""
    base = radians(degrees[0])
    away = degrees - degrees[0]
    away *= radians(1.0)
    if not -_WINDOW <= away.min() <= away.max() <= _WINDOW:
        angle = np.radians(degrees)
        return np.sin(angle), np.cos(angle)
    square = away * away
    sine = away * (1.0 - square * (1.0 / 6.0 - square * (1.0 / 120.0 - square * (1.0 / 5040.0))))
    cosine = 1.0 - square * (0.5 - square * (1.0 / 24.0 - square * (1.0 / 720.0)))
    return sin(base) * cosine + cos(base) * sine, cos(base) * cosine - sin(base) * sine


@dataclass(frozen=True)
class Cloud:
    """Points on the ellipsoid: (n, 2) lon/lat in degrees, and the same in space, (3, n)."""

    degrees: Array
    space: Array

    @cached_property
    def wide(self) -> bool:
        """Whether distances may be too long to follow from their chords."""
        size = self.space.max(axis=1) - self.space.min(axis=1)
        return bool(np.linalg.norm(size) > _SERIES_M)

    def chords(self, pairs: Pairs) -> Array:
        """Straight distances through the earth."""
        across = self.space.take(pairs.second, axis=1) - self.space.take(pairs.first, axis=1)
        return norms(across)

    def lengths(self, pairs: Pairs) -> Array:
        """Geodesic distances in metres, to a hundredth of a millimetre."""
        if self.wide:
            start, end = self.degrees[pairs.first].T, self.degrees[pairs.second].T
            return np.asarray(_WGS84.inv(*start, *end)[2], dtype=np.float64)
        start, end = self.space.take(pairs.first, axis=1), self.space.take(pairs.second, axis=1)
        return _arcs(end - start, start[2] + end[2])


def norms(vectors: Array) -> Array:
    """The lengths of (3, n) vectors."""
    return np.asarray(np.sqrt(np.einsum("ij,ij->j", vectors, vectors)))


def _arcs(chords: Array, height2: Array) -> Array:
    """Geodesic lengths over (3, n) chords: a circle's with the curvature that the surface has
    below the middle of each, along it. ``height2`` is twice the height of that above the equator.
    """
    chord2 = np.einsum("ij,ij->j", chords, chords)
    rise = 1.0 + _STEEP * chords[2] ** 2 / np.maximum(chord2, 1e-300)
    flat = _WGS84.a**2 * (1.0 + _STEEP * (height2 / (2.0 * _WGS84.b)) ** 2)
    bend = chord2 * rise * rise / flat
    return np.asarray(np.sqrt(chord2) * (1.0 + bend * (1.0 / 24.0 + bend * (3.0 / 640.0))))


@dataclass(frozen=True, slots=True)
class _Capsules:
    """Segments (3, k) with radii (k,), and of each one point that it holds."""

    start: Array
    end: Array
    radius: Array
    point: Indices

    def __len__(self) -> int:
        return len(self.radius)

    def grouped(self) -> "_Capsules":
        """Some of these to a larger one."""
        index = _even(len(self), _BRANCHES)
        ends = np.concatenate(
            (self.start.take(index, axis=1), self.end.take(index, axis=1)), axis=2
        )
        return _packed(ends, self.radius[index].max(axis=1), self.point[index[:, 0]])

    def sizes(self) -> Array:
        """How far apart two points of each can be, in space."""
        across = self.end - self.start
        return norms(across) + 2.0 * self.radius

    def longest_chords(self, pairs: Pairs) -> Array:
        """The longest that chords between points of two capsules can be."""
        longest2 = np.zeros(len(pairs.first))
        for one in (self.start, self.end):
            for other in (self.start, self.end):
                across = one.take(pairs.first, axis=1) - other.take(pairs.second, axis=1)
                np.maximum(longest2, np.einsum("ij,ij->j", across, across), out=longest2)
        return np.sqrt(longest2) + self.radius[pairs.first] + self.radius[pairs.second]


def _even(count: int, size: int) -> Indices:
    """(groups, size): 0 to ``count`` in groups, the last number repeated until they come out."""
    groups = -(-count // size)
    return np.minimum(np.arange(groups * size), count - 1).reshape(groups, size)


def _packed(points: Array, radius: Array | float, held: Indices) -> _Capsules:
    """A capsule around each group of (3, k, m) points, or of balls around them."""
    base = points[:, :, :1]
    away = points - base
    away2 = np.einsum("ijk,ijk->jk", away, away)
    far = np.argmax(away2, axis=1)[:, None]
    length = np.sqrt(np.take_along_axis(away2, far, axis=1))
    axis = np.take_along_axis(away, far[None], axis=2) / np.maximum(length, 1e-300)
    along = np.einsum("ijk,ijl->jk", away, axis)
    beside = np.sqrt(np.maximum(away2 - along * along, 0.0).max(axis=1))
    start = base[:, :, 0] + axis[:, :, 0] * along.min(axis=1)
    end = base[:, :, 0] + axis[:, :, 0] * along.max(axis=1)
    return _Capsules(start, end, beside + radius, held)


class _Waiting(NamedTuple):
    """Pairs of capsules of a level (-1: of points), and a length that none of them exceeds."""

    level: int
    pairs: Pairs
    most: Array


class Search:
    """The longest distance beyond the one given (``best_m``) and whose it is (``pair``)."""

    def __init__(self, cloud: Cloud, best_m: float) -> None:
        self.cloud, self.best_m = cloud, best_m
        self.pair: tuple[int, int] | None = None
        index = _even(cloud.space.shape[1], _POINTS)
        self.levels = [_packed(cloud.space.take(index, axis=1), 0.0, index[:, 0])]
        while len(self.levels[-1]) > _TOP:
            self.levels.append(self.levels[-1].grouped())

    def run(self) -> None:
        """Opens pairs of capsules, those that promise most first, until none can be better."""
        first, second = np.triu_indices(len(self.levels[-1]))
        top = len(self.levels) - 1
        waiting = [_Waiting(top, Pairs(first, second), np.full(len(first), np.inf))]
        while waiting:
            level, pairs, most = waiting.pop()
            pairs = pairs.taken(self._hopeful(most))
            if level >= 0:
                waiting.extend(self._opened(level, pairs))
            else:
                self._measured(pairs.taken(self._hopeful(most_arcs(self.cloud.chords(pairs)))))

    def _hopeful(self, most: Array) -> Indices:
        return np.flatnonzero(most > self.best_m + TOLERANCE_M)

    def _opened(self, level: int, pairs: Pairs) -> Iterator[_Waiting]:
        """The pairs of parts of those capsules that are still hopeful, the best of them last."""
        most = self._most(level, pairs, self._measured(_points(self.levels[level], pairs)))
        hopeful = self._hopeful(most)
        hopeful = hopeful[np.argsort(most[hopeful])]
        parts = _BRANCHES if level else _POINTS
        count = len(self.levels[level - 1]) if level else self.cloud.space.shape[1]
        step = _CHUNK // parts**2
        for start in range(0, len(hopeful), step):
            chosen = hopeful[start : start + step]
            one, other = _parted(pairs.taken(chosen), parts)
            inside = (one < count) & (other < count) & (one < other + (level > 0))
            found = Pairs(one, other).taken(inside)
            yield _Waiting(level - 1, found, np.repeat(most[chosen], parts**2)[inside])

    def _most(self, level: int, pairs: Pairs, lengths: Array) -> Array:
        """Lengths that no points of two capsules exceed, from those between the points they name.

        Where the longest chord between two capsules is longer than that between the points, an arc
        grows with it as on the tightest circle; that it also turns changes it by the flattening
        (tried for all lengths and places: 0.083 where this says 0.1). No length grows by more
        than both ends were moved, which is the better bound near the antipodes.
        """
        capsules = self.levels[level]
        sizes = capsules.sizes()
        moved = sizes[pairs.first] + sizes[pairs.second]
        longest = capsules.longest_chords(pairs)
        ratio2 = np.minimum((longest / (2.0 * CURVED_M)) ** 2, 1.0 - 1e-12)
        grows = 1.0 / (1.0 - ratio2)
        turned = 0.1 * _WGS84.es * moved * 4.0 * ratio2 * grows
        longer = (longest - self.cloud.chords(_points(capsules, pairs))) * np.sqrt(grows)
        near = ratio2 < 0.9
        return lengths + np.where(near, np.minimum(longer + turned, 1.6 * moved), 1.6 * moved)

    def _measured(self, pairs: Pairs) -> Array:
        """The lengths of pairs of points, of which the longest is kept."""
        lengths = self.cloud.lengths(pairs)
        if len(lengths) and lengths.max() > self.best_m:
            longest = int(np.argmax(lengths))
            self.best_m = float(lengths[longest])
            self.pair = int(pairs.first[longest]), int(pairs.second[longest])
        return lengths


def _points(capsules: _Capsules, pairs: Pairs) -> Pairs:
    return Pairs(capsules.point[pairs.first], capsules.point[pairs.second])


def _parted(pairs: Pairs, parts: int) -> Pairs:
    """Every part of each first with every part of its second."""
    part = np.arange(parts)
    first = np.repeat(pairs.first[:, None] * parts + part, parts, axis=1)
    second = np.tile(pairs.second[:, None] * parts + part, (1, parts))
    return Pairs(first.ravel(), second.ravel())


def most_arcs(chords: Array) -> Array:
    """The longest arcs over chords: those of the tightest circle, any beyond its diameter."""
    ratio = chords / (2.0 * CURVED_M)
    return np.where(ratio < 1.0, 2.0 * CURVED_M * np.arcsin(np.minimum(ratio, 1.0)), np.inf)
