"""Rings and what lies in them. Relations are decided in a plane about the place itself.

The plane is azimuthal equidistant on WGS 84 about the ring's middle: over the 50 km of an
inspection area it errs by less than 1e-5, and every distance that is reported is then measured
on the ellipsoid.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from math import isfinite

import numpy as np
import shapely
from numpy.typing import NDArray
from pyproj import Proj
from shapely.geometry.base import BaseGeometry

from osi_app.geo.geodesy import Point, distance_m, signed_area_m2, unwrapped
from osi_app.kernel.errors import RuleError
from osi_app.kernel.record import Vertices


@dataclass(frozen=True, slots=True)
class Plane:
    """A working plane about a point: metres east and north of it."""

    middle: Point
    local: Proj

    def project(self, points: Sequence[Point]) -> NDArray[np.float64]:
        """(n, 2) metres."""
        degrees = np.asarray(points, dtype=np.float64).reshape(-1, 2)
        x, y = self.local(degrees[:, 0], degrees[:, 1])
        return np.column_stack((x, y))

    def unproject(self, metres: NDArray[np.float64]) -> Vertices:
        """(lon, lat) in degrees, longitudes near the middle's."""
        lons, lats = self.local(metres[:, 0], metres[:, 1], inverse=True)
        return tuple(
            (unwrapped(float(lon), self.middle[0]), float(lat))
            for lon, lat in zip(lons, lats, strict=True)
        )


def plane_about(points: Sequence[Point]) -> Plane:
    """The working plane about the middle of some points."""
    degrees = np.asarray(points, dtype=np.float64).reshape(-1, 2)
    lon, lat = (degrees.min(axis=0) + degrees.max(axis=0)) / 2.0
    return _plane(float(lon), float(lat))


@lru_cache(maxsize=256)
def _plane(lon: float, lat: float) -> Plane:
    return Plane((lon, lat), Proj(proj="aeqd", lon_0=lon, lat_0=lat, ellps="WGS84"))


def ring(points: Sequence[Sequence[float]]) -> Vertices:
    """Loose points as a ring: open, counter-clockwise, unwrapped over the antimeridian.

    Raises ``RuleError`` with ``index`` (from 1) where a point is at fault: not_finite,
    latitude_out_of_range, longitude_out_of_range, too_few_vertices, self_crossing.
    """
    corners = _unwrapped([_checked(index, point) for index, point in enumerate(points, 1)])
    if len(corners) > 1 and corners[0] == corners[-1]:
        corners = corners[:-1]
    corners = [c for index, c in enumerate(corners) if index == 0 or c != corners[index - 1]]
    if len(set(corners)) < 3:
        raise RuleError("too_few_vertices", field="vertices", found=len(set(corners)))
    polygon = shapely.Polygon(plane_about(corners).project(corners))
    if not polygon.is_valid or polygon.area == 0.0:
        reason = shapely.is_valid_reason(polygon)
        raise RuleError("self_crossing", field="vertices", reason=reason)
    if signed_area_m2(tuple(corners)) < 0:
        corners.reverse()
    return tuple(corners)


def _checked(index: int, point: Sequence[float]) -> Point:
    lon, lat = float(point[0]), float(point[1])
    if not (isfinite(lon) and isfinite(lat)):
        raise RuleError("not_finite", field="vertices", index=index)
    if not -90.0 <= lat <= 90.0:
        raise RuleError("latitude_out_of_range", field="vertices", index=index, lat=lat)
    if not -360.0 <= lon <= 360.0:
        raise RuleError("longitude_out_of_range", field="vertices", index=index, lon=lon)
    return lon, lat


def _unwrapped(points: list[Point]) -> list[Point]:
    """Each longitude within half a turn of the one before it."""
    found: list[Point] = []
    for lon, lat in points:
        found.append((unwrapped(lon, found[-1][0]) if found else lon, lat))
    return found


def shape(vertices: Vertices, plane: Plane) -> BaseGeometry:
    """A point, line or polygon in a plane: by the number of vertices one, two, or a ring."""
    metres = plane.project(vertices)
    if len(metres) == 1:
        return shapely.Point(metres[0])
    return shapely.LineString(metres) if len(metres) == 2 else shapely.Polygon(metres)


def inside(point: Point, area: Vertices) -> bool:
    """Whether a point lies in an area; its boundary counts."""
    plane = plane_about(area)
    return bool(shape(area, plane).covers(shapely.Point(plane.project([point])[0])))


def separation_m(first: Vertices, second: Vertices) -> float:
    """Metres between the nearest points of two polygons, 0 when they touch or overlap."""
    plane = plane_about((*first, *second))
    one, other = shape(first, plane), shape(second, plane)
    if one.intersects(other):
        return 0.0
    near = shapely.get_coordinates(shapely.shortest_line(one, other))
    start, end = plane.unproject(near)
    return distance_m(start, end)


def contains(area: Vertices, geometry: BaseGeometry, plane: Plane) -> bool:
    """Whether an area holds a geometry given in the plane; touching its boundary is inside."""
    # 5 mm for rounding: points on the boundary are inside (P.74 and P.94 speak of boundaries)
    return bool(shapely.Polygon(plane.project(area)).buffer(0.005).covers(geometry))


def outside_m(area: Vertices, geometry: BaseGeometry, plane: Plane) -> float:
    """How far the farthest part of a geometry lies outside an area, in metres; 0 inside."""
    beyond = geometry.difference(shapely.Polygon(plane.project(area)))
    if beyond.is_empty:
        return 0.0
    points = shapely.points(shapely.get_coordinates(beyond))
    return float(shapely.distance(points, shapely.Polygon(plane.project(area))).max())


def overlap_m2(first: Vertices, second: Vertices) -> float:
    """Square metres common to two polygons, to the plane's 1e-5."""
    plane = plane_about((*first, *second))
    return float(shape(first, plane).intersection(shape(second, plane)).area)


def split_at_antimeridian(vertices: Vertices) -> tuple[Vertices, ...]:
    """An unwrapped ring as rings within +-180 degrees (RFC 7946, 3.1.9)."""
    lons = [lon for lon, _ in vertices]
    if min(lons) >= -180.0 and max(lons) <= 180.0:
        return (vertices,)
    polygon = shapely.Polygon(vertices)
    found: list[Vertices] = []
    for turn in (-360.0, 0.0, 360.0):
        part = polygon.intersection(shapely.box(turn - 180.0, -90.0, turn + 180.0, 90.0))
        for piece in shapely.get_parts(part):
            if isinstance(piece, shapely.Polygon) and piece.area > 0:
                corners = shapely.get_coordinates(piece.exterior)[:-1] - (turn, 0.0)
                found.append(tuple((float(lon), float(lat)) for lon, lat in corners))
    return tuple(found)


def densified(vertices: Vertices, longest_m: float, *, closed: bool = True) -> Vertices:
    """The same line with points put in, so that no step is longer than ``longest_m``."""
    from_to = zip(vertices, (*vertices[1:], vertices[0]), strict=True)
    found: list[Point] = []
    for start, end in from_to if closed else list(from_to)[:-1]:
        steps = max(1, int(np.ceil(distance_m(start, end) / longest_m)))
        for step in range(steps):
            share = step / steps
            found.append(
                (start[0] + (end[0] - start[0]) * share, start[1] + (end[1] - start[1]) * share)
            )
    return tuple(found) if closed else (*found, vertices[-1])
