"""Measuring on the ellipsoid of WGS 84: area, span, distance. Nothing here is planar.

Geodesics are those of Karney's algorithm (``pyproj.Geod``): area good to 1e-9, distances to
nanometres.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from pyproj import Geod

from osi_app.kernel.record import Vertices

WGS84 = Geod(ellps="WGS84")
Point = tuple[float, float]
"""(lon, lat) in degrees."""


@dataclass(frozen=True, slots=True)
class Span:
    """The longest distance between two corners, and which ones."""

    distance_m: float
    start: Point
    end: Point


def area_m2(vertices: Vertices) -> float:
    """The geodesic area of an open ring in square metres, whichever way it runs."""
    if len(vertices) < 3:
        return 0.0
    return abs(signed_area_m2(vertices))


def signed_area_m2(vertices: Vertices) -> float:
    """As ``area_m2``, positive for a counter-clockwise ring."""
    degrees = np.asarray(vertices, dtype=np.float64)
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


def span(vertices: Vertices) -> Span:
    """The longest geodesic distance between any two corners (P.3: in any direction).

    The farthest two points of a polygon are corners of it. Corners that cannot be an end are set
    aside by their chords in three-dimensional space; all pairs whose chord is near the longest
    are then measured exactly, so poles and the antimeridian need no special care.
    """
    if len(vertices) < 2:
        point = vertices[0] if vertices else (0.0, 0.0)
        return Span(0.0, point, point)
    degrees = np.asarray(vertices, dtype=np.float64)
    corners = degrees[_hull(degrees)]
    first, second = _candidates(corners)
    lengths = WGS84.inv(
        corners[first, 0], corners[first, 1], corners[second, 0], corners[second, 1]
    )[2]
    best = int(np.argmax(lengths))
    start, end = corners[first[best]], corners[second[best]]
    return Span(
        float(lengths[best]),
        (float(start[0]), float(start[1])),
        (float(end[0]), float(end[1])),
    )


def _in_space(degrees: NDArray[np.float64]) -> NDArray[np.float64]:
    """(n, 3) metres, earth-centred."""
    lon, lat = np.radians(degrees[:, 0]), np.radians(degrees[:, 1])
    eccentricity = WGS84.es
    normal = WGS84.a / np.sqrt(1.0 - eccentricity * np.sin(lat) ** 2)
    return np.column_stack(
        (
            normal * np.cos(lat) * np.cos(lon),
            normal * np.cos(lat) * np.sin(lon),
            normal * (1.0 - eccentricity) * np.sin(lat),
        )
    )


_FEW = 400
"""Corners up to which every pair is measured."""
_SECTORS = 2000


def _hull(degrees: NDArray[np.float64]) -> NDArray[np.intp]:
    """Corners that can end a longest line. For few corners all are kept.

    No pair is longer than the sum of both distances from the middle. So, with the longest chord
    between the outermost corners of narrow sectors as a lower bound, a corner nearer to the
    middle than that bound less the largest radius cannot be an end.
    """
    if len(degrees) <= _FEW:
        return np.arange(len(degrees))
    space = _in_space(degrees)
    centre = (space.min(axis=0) + space.max(axis=0)) / 2.0
    away = space - centre
    radius = np.linalg.norm(away, axis=1)
    east, north = _axes(centre)
    angle = np.arctan2(away @ north, away @ east)
    outer = _outermost(np.arange(len(degrees)), angle, radius, _SECTORS // 4)
    bound = _longest_chord(space[outer])
    kept = np.flatnonzero(radius >= bound * 0.999 - radius.max() - 1.0)
    if len(kept) > 2 * _SECTORS:
        kept = _refined(kept, angle, radius, space)
    return kept


def _outermost(
    indices: NDArray[np.intp],
    angle: NDArray[np.float64],
    radius: NDArray[np.float64],
    sectors: int,
) -> NDArray[np.intp]:
    """The outermost corner of each sector."""
    sector = ((angle[indices] + np.pi) / (2 * np.pi) * sectors).astype(np.int32)
    order = np.lexsort((-radius[indices], sector))
    _, firsts = np.unique(sector[order], return_index=True)
    return indices[order[firsts]]


def _refined(
    kept: NDArray[np.intp],
    angle: NDArray[np.float64],
    radius: NDArray[np.float64],
    space: NDArray[np.float64],
) -> NDArray[np.intp]:
    """Of very many corners along a rim: the outermost of each sector, and all corners near both
    ends of the longest chords between those."""
    outer = _outermost(kept, angle, radius, _SECTORS)
    width = 2 * np.pi / _SECTORS
    first, second = _far_pairs(space[outer], 1.0 - 1e-6, 0.05)
    ends = np.unique(np.concatenate((outer[first], outer[second])))[:64]
    near = np.zeros(len(kept), dtype=np.bool_)
    for end in ends:
        turn = np.abs((angle[kept] - angle[end] + np.pi) % (2 * np.pi) - np.pi)
        near |= turn <= width
    around = kept[near]
    if len(around) > 2 * _SECTORS:
        around = _outermost(around, angle, radius, _SECTORS * 50)
    return np.unique(np.concatenate((outer, around)))


def _longest_chord(space: NDArray[np.float64]) -> float:
    first, second = _far_pairs(space, 1.0, 0.0)
    return float(np.linalg.norm(space[first[0]] - space[second[0]]))


def _axes(centre: NDArray[np.float64]) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    up = centre / max(float(np.linalg.norm(centre)), 1.0)
    helper = np.array((0.0, 0.0, 1.0)) if abs(up[2]) < 0.9 else np.array((1.0, 0.0, 0.0))
    east = np.cross(helper, up)
    east /= np.linalg.norm(east)
    return east, np.cross(up, east)


def _candidates(corners: NDArray[np.float64]) -> tuple[NDArray[np.intp], NDArray[np.intp]]:
    """Pairs whose chord is within one per mille, plus a metre, of the longest: more than the
    flattening can turn over."""
    return _far_pairs(_in_space(corners), 0.999, 1.0)


def _far_pairs(
    space: NDArray[np.float64], share: float, slack_m: float
) -> tuple[NDArray[np.intp], NDArray[np.intp]]:
    """Pairs whose chord is at least ``share`` of the longest, less the slack."""
    best = 0.0
    pairs: list[tuple[NDArray[np.intp], NDArray[np.intp], NDArray[np.float64]]] = []
    for index in range(len(space) - 1):
        difference = space[index + 1 :] - space[index]
        chords = np.sqrt(np.einsum("ij,ij->i", difference, difference))
        best = max(best, float(chords.max()))
        near = np.flatnonzero(chords >= best * share - slack_m)
        pairs.append((np.full(len(near), index), near + index + 1, chords[near]))
    chord = np.concatenate([pair[2] for pair in pairs])
    kept = chord >= best * share - slack_m
    first = np.concatenate([pair[0] for pair in pairs])[kept]
    return first, np.concatenate([pair[1] for pair in pairs])[kept]
