"""The geodesic area of a ring of very many short edges, several times faster than exactly.

In the coordinates (longitude, sine of the authalic latitude) every square metre of the ellipsoid
has one size, so a ring's area is a plane sum of trapezes. A geodesic is bent there, and what it
bends away from its chord is known: with u the squared radius of the parallel (in authalic radii),
the geodesic equation of the metric u dlon^2 + ds^2 / u and du/ds = -2 sin(latitude) give

    area under an edge = mean(s) dlon + sin(latitude) / 12 dlon (u dlon^2 + 3 ds^2 / u) + O(L^5)

for an edge of length L. Where edges are so short that bends cannot matter they are not even
counted. What is left out is bounded by the edges' lengths; a ring for which that bound is too much
(long edges, a corner at a pole) is left to Karney's algorithm.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from math import atanh, fsum, hypot, inf, pi, radians, sqrt

import numpy as np
from numpy.typing import NDArray
from pyproj import Geod

Array = NDArray[np.float64]

_WGS84 = Geod(ellps="WGS84")
_E2 = _WGS84.es
_POLE = (1.0 - _E2) * (1.0 / (1.0 - _E2) + atanh(sqrt(_E2)) / sqrt(_E2))
RADIUS2_M2 = _WGS84.a**2 * _POLE / 2.0
"""The squared radius of the sphere with the ellipsoid's surface."""
_SERIES = tuple((1.0 - _E2) * _E2**k * (1.0 + 1.0 / (2 * k + 1)) / _POLE for k in range(8))
"""sin(authalic latitude) in odd powers of sin(latitude); the next term is below 1e-17."""

_TOLERANCE = 1e-10
_LEFT_OUT = 0.02
"""What an edge of length L (in radii) leaves out at most, in L^5 (1 + |tan(latitude)|)^3."""
_BLOCK = 16_384
"""Vertices worked on together: what fits into the processor's cache."""


@dataclass(frozen=True, slots=True)
class _Sums:
    """Of some edges: the area under them and the bound of its error, in squared radii, and by how
    much the longitude grows."""

    area: float
    error: float
    turn_deg: float


def many_edges_area_m2(degrees: Array) -> float | None:
    """The signed area of an open ring, (n, 2) lon/lat in degrees, in square metres to 1e-10;
    counter-clockwise is positive, of the two sides of the ring the smaller one is meant.

    None when the edges are too long or too near a pole for that, or a number is not finite.
    """
    if not _on_earth(degrees):
        return None
    base = float(_authalic(np.sin(np.radians(degrees[:1, 1])))[0])
    for bent in (False, True):
        sums = [_edges(piece, base, bent) for piece in _pieces(degrees)]
        turns = round(fsum(part.turn_deg for part in sums) / 360.0)
        area = 2.0 * pi * (abs(turns) - turns * base) - fsum(part.area for part in sums)
        area -= 4.0 * pi * round(area / (4.0 * pi))
        error = fsum(part.error for part in sums)
        if error <= _TOLERANCE * abs(area) and abs(turns) <= 1:
            return area * RADIUS2_M2
    return None


def _on_earth(degrees: Array) -> bool:
    lon, lat = degrees[:, 0], degrees[:, 1]
    return bool(np.isfinite(lon.max() - lon.min()) and lat.min() >= -90.0 and lat.max() <= 90.0)


def _pieces(degrees: Array) -> Iterator[Array]:
    """The ring in runs that share their ends, so that every edge is in one of them."""
    last = len(degrees) - 1
    for start in range(0, last, _BLOCK):
        yield degrees[start : start + _BLOCK + 1]
    yield degrees[[last, 0]]


def _edges(degrees: Array, base: float, bent: bool) -> _Sums:
    sine = np.sin(np.radians(degrees[:, 1]))
    s = _authalic(sine)
    s -= base
    turn_deg = _turns(degrees[:, 0])
    mean = s[1:] + s[:-1]
    mean *= 0.5
    if bent:
        bend, error = _bends(sine, s, turn_deg * radians(1.0))
        mean += bend
    else:
        error = _unbent(degrees[:, 1], turn_deg)
    area = radians(1.0) * np.einsum("i,i->", mean, turn_deg)  # no threads, which dot would wake
    return _Sums(float(area), error, float(turn_deg.sum()))


def _authalic(sine: Array) -> Array:
    """The sine of the authalic latitude from that of the latitude."""
    square = sine * sine
    found = square * _SERIES[-1]
    for coefficient in _SERIES[-2:0:-1]:
        found += coefficient
        found *= square
    found += _SERIES[0]
    found *= sine
    return found


def _turns(lon_deg: Array) -> Array:
    """By how much each edge turns about the axis, the shorter way, in degrees."""
    turn = np.diff(lon_deg)
    if max(turn.max(), -turn.min()) > 180.0:
        turn -= 360.0 * np.round(turn / 360.0)
    return turn


def _bends(sine: Array, s: Array, dlon: Array) -> tuple[Array, float]:
    """By how much each edge's bend raises the mean of s, and how much that leaves out at most:
    L^5 of all, with the steepest meridian."""
    square = sine * sine
    u = (1.0 - square) / (1.0 - _E2 * square) * (2.0 / _POLE)
    u = (u[1:] + u[:-1]) / 2.0
    ds = np.diff(s)
    east2, north2 = u * dlon * dlon, ds * ds / u
    length2 = east2 + north2
    power = float(np.einsum("i,i->", length2, length2)) * sqrt(float(length2.max()))
    left_out = _LEFT_OUT * power * _steep(float(square.max())) ** 3
    return (sine[1:] + sine[:-1]) * (east2 + 3.0 * north2) / 24.0, left_out


def _unbent(lat_deg: Array, turn_deg: Array) -> float:
    """How much bends can make out: for each edge less than L^3 / 4 and as much more as the
    parallel there is shorter than the equator."""
    north, south = float(lat_deg.max()), float(lat_deg.min())
    step = np.diff(lat_deg)
    high = float(np.sin(radians(max(abs(north), abs(south))))) ** 2
    low = 1.0 if south < 0.0 < north else float(np.cos(radians(min(abs(north), abs(south)))))
    east = radians(max(float(turn_deg.max()), -float(turn_deg.min()))) * (low + 0.01)
    length = hypot(east, radians(max(float(step.max()), -float(step.min()))) * 1.01)
    steep = _steep(high)
    return len(turn_deg) * length**3 * steep * (0.25 + _LEFT_OUT * (length * steep) ** 2)


def _steep(square: float) -> float:
    """One more than the tangent of a latitude, from its sine squared."""
    return 1.0 + sqrt(square / (1.0 - square)) if square < 1.0 else inf
