"""Rings and what lies in them. Relations are decided in a plane about the place itself.

The plane is azimuthal equidistant on WGS 84 about the ring's middle: over the 50 km of an
inspection area it errs by less than 1e-5, and every distance that is reported is then measured
on the ellipsoid.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

import numpy as np
import shapely
from numpy.typing import NDArray
from pyproj import Proj
from shapely.geometry.base import BaseGeometry

from osi_app.geo.geodesy import Point, distance_m, unwrapped
from osi_app.kernel.errors import RuleError
from osi_app.kernel.record import Vertices


@dataclass(frozen=True, slots=True)
class Plane:
    """A working plane about a point: metres east and north of it."""

    middle: Point
    local: Proj

    def project(self, points: Sequence[Point] | NDArray[np.float64]) -> NDArray[np.float64]:
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


def plane_about(points: Sequence[Point] | NDArray[np.float64]) -> Plane:
    """The working plane about the middle of some points."""
    degrees = np.asarray(points, dtype=np.float64).reshape(-1, 2)
    lon, lat = (degrees.min(axis=0) + degrees.max(axis=0)) / 2.0
    return _plane(float(lon), float(lat))


@lru_cache(maxsize=256)
def _plane(lon: float, lat: float) -> Plane:
    return Plane((lon, lat), Proj(proj="aeqd", lon_0=lon, lat_0=lat, ellps="WGS84"))


def line(points: Sequence[Sequence[float]]) -> Vertices:
    """Loose points as a line unwrapped over the antimeridian: each lies within half a turn of the
    one before."""
    degrees = _unwrapped(np.array([point[:2] for point in points], dtype=np.float64))
    return tuple(zip(degrees[:, 0].tolist(), degrees[:, 1].tolist(), strict=True))


def ring(points: Sequence[Sequence[float]]) -> Vertices:
    """Loose points as a ring: open, counter-clockwise, unwrapped over the antimeridian.

    Raises ``RuleError`` with ``index`` (from 1) where a point is at fault: not_finite,
    latitude_out_of_range, longitude_out_of_range, too_few_vertices, self_crossing.
    """
    degrees = np.array([point[:2] for point in points], dtype=np.float64).reshape(-1, 2)
    _refuse_bad(degrees)
    degrees = _unwrapped(degrees)
    if len(degrees) > 1 and (degrees[0] == degrees[-1]).all():
        degrees = degrees[:-1]
    repeated = (degrees[1:] == degrees[:-1]).all(axis=1)
    degrees = degrees[np.concatenate(([True], ~repeated))[: len(degrees)]]
    if (found := _distinct(degrees)) < 3:
        raise RuleError("too_few_vertices", field="vertices", found=found)
    flat = _flat(degrees)
    polygon = shapely.Polygon(flat)
    if not polygon.is_valid or polygon.area == 0.0:
        reason = shapely.is_valid_reason(polygon)
        raise RuleError("self_crossing", field="vertices", reason=reason)
    if not shapely.is_ccw(polygon.exterior):
        degrees = degrees[::-1]
    return tuple(zip(degrees[:, 0].tolist(), degrees[:, 1].tolist(), strict=True))


POLAR_DEG = 80.0


def _flat(degrees: NDArray[np.float64]) -> NDArray[np.float64]:
    """A plane in which crossings and the way round are those on the ground: the graticule itself,
    which is enough and costs nothing, or the working plane near a pole."""
    if abs(degrees[:, 1]).max() > POLAR_DEG or np.ptp(degrees[:, 0]) > 180.0:
        return plane_about(degrees).project(degrees)
    return degrees


def _refuse_bad(degrees: NDArray[np.float64]) -> None:
    lons, lats = degrees[:, 0], degrees[:, 1]
    faults = (
        ("not_finite", ~np.isfinite(degrees).all(axis=1), "", lons),
        ("latitude_out_of_range", abs(lats) > 90.0, "lat", lats),
        ("longitude_out_of_range", abs(lons) > 360.0, "lon", lons),
    )
    for code, bad, name, values in faults:
        if bad.any():
            first = int(bad.argmax())
            told = {name: float(values[first])} if name else {}
            raise RuleError(code, field="vertices", index=first + 1, **told)


def _unwrapped(degrees: NDArray[np.float64]) -> NDArray[np.float64]:
    """Each longitude within half a turn of the one before it."""
    turns = np.cumsum(np.round(np.diff(degrees[:, 0]) / 360.0))
    found = degrees.copy()
    found[1:, 0] -= 360.0 * turns
    return found


def _distinct(degrees: NDArray[np.float64]) -> int:
    """How many different points there are, counted no further than three."""
    count = 0
    while count < 3 and len(degrees):
        degrees = degrees[(degrees != degrees[0]).any(axis=1)]
        count += 1
    return count


def shape(vertices: Vertices, plane: Plane) -> BaseGeometry:
    """A point, line or polygon in a plane: by the number of vertices one, two, or a ring."""
    metres = plane.project(vertices)
    if len(metres) == 1:
        return shapely.Point(metres[0])
    return shapely.LineString(metres) if len(metres) == 2 else shapely.Polygon(metres)


def beside(vertices: Vertices, points: Sequence[Point]) -> Vertices:
    """Points told in the turn of a ring: beside one at 180.1, -179.8 is 180.2. The others keep
    every digit."""
    near = (min(lon for lon, _ in vertices) + max(lon for lon, _ in vertices)) / 2.0
    return tuple((unwrapped(lon, near), lat) for lon, lat in points)


def inside(point: Point, area: Vertices) -> bool:
    """Whether a point lies in an area; its boundary counts."""
    plane = plane_about(area)
    return bool(shape(area, plane).covers(shapely.Point(plane.project([point])[0])))


def separation_m(first: Vertices, second: Vertices) -> float:
    """Metres between the nearest points of two polygons, 0 when they touch or overlap."""
    plane = plane_about((*first, *beside(first, second)))
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
    plane = plane_about((*first, *beside(first, second)))
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
