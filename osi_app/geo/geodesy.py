"""Measuring on the ellipsoid of WGS 84: area, span, distance. Nothing here is planar.

Geodesics are those of Karney's algorithm (``pyproj.Geod``): area good to 1e-9, distances to
nanometres. Rings of very many corners are measured by ``fast_area`` and ``fast_span``, to 1e-10
and to a millimetre.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from pyproj import Geod

from osi_app.geo.capsules import Cloud, Pairs, in_space, most_arcs
from osi_app.geo.fast_area import many_edges_area_m2
from osi_app.geo.fast_span import farthest_pair
from osi_app.kernel.record import Vertices

WGS84 = Geod(ellps="WGS84")
Point = tuple[float, float]
"""(lon, lat) in degrees."""
Corners = Vertices | NDArray[np.float64]
"""Corners as a record keeps them, or (n, 2) lon/lat."""

_MANY_EDGES = 1000
"""Corners from which on summing short edges is quicker."""
_FEW_ENDS = 400
"""Corners up to which every pair is measured."""


@dataclass(frozen=True, slots=True)
class Span:
    """The longest distance between two corners, and which ones."""

    distance_m: float
    start: Point
    end: Point


def area_m2(vertices: Corners) -> float:
    """The geodesic area of an open ring in square metres, whichever way it runs."""
    if len(vertices) < 3:
        return 0.0
    return abs(signed_area_m2(vertices))


def signed_area_m2(vertices: Corners) -> float:
    """As ``area_m2``, positive for a counter-clockwise ring."""
    degrees = np.asarray(vertices, dtype=np.float64)
    if len(degrees) >= _MANY_EDGES and (found := many_edges_area_m2(degrees)) is not None:
        return found
    return float(WGS84.polygon_area_perimeter(degrees[:, 0], degrees[:, 1])[0])


def perimeter_m(vertices: Vertices) -> float:
    """The length around an open ring in metres."""
    if len(vertices) < 2:
        return 0.0
    lons, lats = zip(*vertices, strict=True)
    return float(WGS84.polygon_area_perimeter(lons, lats)[1])


def distance_m(start: Point, end: Point) -> float:
    """Metres between two points."""
    return float(WGS84.inv(*start, *end)[2])


def azimuth_deg(start: Point, end: Point) -> float:
    """The direction from start to end at start, 0 to 360 clockwise from north."""
    return float(WGS84.inv(*start, *end)[0]) % 360.0


def destination(start: Point, azimuth: float, distance: float) -> Point:
    """The point at that azimuth (degrees) and distance (metres), longitude near the start's."""
    lon, lat, _ = WGS84.fwd(*start, azimuth, distance)
    return unwrapped(float(lon), start[0]), float(lat)


def unwrapped(lon: float, near: float) -> float:
    """The longitude plus or minus whole turns, within 180 degrees of ``near``."""
    return lon + 360.0 * round((near - lon) / 360.0)


def span(vertices: Corners) -> Span:
    """The longest geodesic distance between any two corners (P.3: in any direction).

    The farthest two points of a polygon are corners of it. Of more than 400 corners a pair is
    found that is the farthest to less than a millimetre; its own distance is exact.
    """
    if len(vertices) < 2:
        point = _point(vertices[0]) if len(vertices) else (0.0, 0.0)
        return Span(0.0, point, point)
    degrees = np.asarray(vertices, dtype=np.float64)
    first, second = _farthest(degrees) if len(degrees) <= _FEW_ENDS else farthest_pair(degrees)
    start, end = _point(degrees[first]), _point(degrees[second])
    return Span(distance_m(start, end), start, end)


def _point(pair: Point | NDArray[np.float64]) -> Point:
    return float(pair[0]), float(pair[1])


def _farthest(degrees: NDArray[np.float64]) -> tuple[int, int]:
    """The indices of the two of some points that are farthest apart. Of the pairs only those are
    measured whose chord could have the longest arc."""
    cloud = Cloud(degrees, in_space(degrees))
    pairs = Pairs(*np.triu_indices(len(degrees), 1))
    chords = cloud.chords(pairs)
    pairs = pairs.taken(most_arcs(chords) >= chords.max())
    start, end = degrees[pairs.first].T, degrees[pairs.second].T
    best = int(np.argmax(WGS84.inv(*start, *end)[2]))
    return int(pairs.first[best]), int(pairs.second[best])
