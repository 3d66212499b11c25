"""Shapes brought within +-180 degrees: whole where they lie there, split where they cross."""

import math
from collections.abc import Iterator
from itertools import pairwise

import shapely

from osi_app.exchange.writing.features import OutFeature
from osi_app.geo.geodesy import Point
from osi_app.geo.polygons import split_at_antimeridian
from osi_app.kernel.errors import RuleError
from osi_app.kernel.record import Vertices

Geometry = (
    shapely.Point
    | shapely.LineString
    | shapely.MultiLineString
    | shapely.Polygon
    | shapely.MultiPolygon
)


def within_globe(feature: OutFeature) -> Geometry:
    """The shape within +-180 degrees as RFC 7946 (3.1.6 and 3.1.9) asks: outer rings
    counter-clockwise, holes clockwise, one part on each side of the antimeridian.

    Coordinates of a shape that does not cross are exactly those given. Raises
    ``RuleError('self_crossing')`` for a polygon that cannot be split.
    """
    if feature.kind == "point":
        lon, lat = feature.vertices[0]
        return shapely.Point(wrapped(lon), lat)
    if feature.kind == "line":
        lines = [shapely.LineString(part) for part in split_line(feature.vertices)]
        return lines[0] if len(lines) == 1 else shapely.MultiLineString(lines)
    polygons = _polygons(feature)
    return polygons[0] if len(polygons) == 1 else shapely.MultiPolygon(polygons)


def wrapped(lon: float) -> float:
    """The same meridian within +-180; what lies there already is not touched."""
    return lon if -180.0 <= lon <= 180.0 else lon - 360.0 * round(lon / 360.0)


def split_line(vertices: Vertices) -> tuple[Vertices, ...]:
    """An unwrapped line as lines within +-180 degrees, cut where it crosses the antimeridian."""
    if all(-180.0 <= lon <= 180.0 for lon, _ in vertices):
        return (vertices,)
    parts: list[list[Point]] = []
    last_turn = None
    points = list(_with_crossings(vertices))
    for start, end in pairwise(points):
        turn = math.floor(((start[0] + end[0]) / 2.0 + 180.0) / 360.0)
        if turn != last_turn:
            parts.append([_turned(start, turn)])
            last_turn = turn
        parts[-1].append(_turned(end, turn))
    return tuple(tuple(part) for part in parts)


def _with_crossings(vertices: Vertices) -> Iterator[Point]:
    """The vertices, and between them the points at which +-180 (and a turn further) is crossed."""
    yield vertices[0]
    for start, end in pairwise(vertices):
        step = 1 if end[0] > start[0] else -1
        for meridian in (-540.0, -180.0, 180.0, 540.0)[::step]:
            if min(start[0], end[0]) < meridian < max(start[0], end[0]):
                share = (meridian - start[0]) / (end[0] - start[0])
                yield meridian, start[1] + (end[1] - start[1]) * share
        yield end


def _turned(point: Point, turn: int) -> Point:
    return point[0] - 360.0 * turn, point[1]


def _polygons(feature: OutFeature) -> list[shapely.Polygon]:
    outer = split_at_antimeridian(feature.vertices) if _is_valid(feature) else ()
    if len(outer) == 1 and outer[0] == feature.vertices:
        return [shapely.orient_polygons(shapely.Polygon(outer[0], feature.holes))]
    holes = shapely.union_all(
        [shapely.Polygon(part) for hole in feature.holes for part in split_at_antimeridian(hole)]
    )
    cut = [shapely.Polygon(part).difference(holes) for part in outer]
    parts = [part for part in shapely.get_parts(cut) if isinstance(part, shapely.Polygon)]
    return [shapely.orient_polygons(part) for part in parts if part.area > 0]


def _is_valid(feature: OutFeature) -> bool:
    polygon = shapely.Polygon(feature.vertices, feature.holes)
    if not polygon.is_valid:
        reason = shapely.is_valid_reason(polygon)
        raise RuleError("self_crossing", field="vertices", name=feature.name, reason=reason)
    return True
