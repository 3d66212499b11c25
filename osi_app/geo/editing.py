"""What a person does to a ring as a whole: move, turn, scale, split, cut out, snap to something.

Shapes are kept in the plane about the ring's own middle; a ring that crosses the antimeridian
stays unwrapped.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import shapely
from numpy.typing import NDArray
from shapely.geometry.base import BaseGeometry
from shapely.ops import split as split_by

from osi_app.geo.geodesy import Point, destination
from osi_app.geo.polygons import Plane, beside, plane_about, ring
from osi_app.kernel.errors import RuleError
from osi_app.kernel.record import Vertices

_DECIMALS = 9


def middle(vertices: Vertices) -> Point:
    """The middle of what is drawn: the centroid of a ring, else the mean of the places."""
    plane = plane_about(vertices)
    metres = plane.project(vertices)
    if len(metres) >= 3:
        centre = shapely.Polygon(metres).centroid
        metres = np.array(((centre.x, centre.y),))
    return plane.unproject(metres.mean(axis=0)[None, :])[0]


def moved(vertices: Vertices, east_m: float, north_m: float) -> Vertices:
    """Everything as far east and north, its shape on the ground kept: the middle moves along
    geodesics, and the rest goes with it in the plane."""
    plane = plane_about(vertices)
    lon, lat = destination(destination(plane.middle, 90.0, east_m), 0.0, north_m)
    there = plane_about([(lon, lat)])
    return _plain(there.unproject(plane.project(vertices)))


def rotated(vertices: Vertices, about: Point, degrees: float) -> Vertices:
    """Turned clockwise about a place."""
    return _about(vertices, about, rotation_matrix(degrees))


def rotation_matrix(degrees: float) -> NDArray[np.float64]:
    """Turns rows of east and north clockwise."""
    cos, sin = np.cos(np.radians(degrees)), np.sin(np.radians(degrees))
    return np.array(((cos, -sin), (sin, cos)))


def scaled(vertices: Vertices, about: Point, factor: float) -> Vertices:
    """Made larger (factor above 1) or smaller about a place. Raises ``RuleError('invalid_value')``
    for a factor that is not positive."""
    if not factor > 0.0:
        raise RuleError("invalid_value", field="factor", value=factor, reason="above 0")
    return _about(vertices, about, np.eye(2) * factor)


def _about(vertices: Vertices, about: Point, matrix: NDArray[np.float64]) -> Vertices:
    plane = plane_about(beside(vertices, [about]))
    return _plain(plane.unproject(plane.project(vertices) @ matrix))


def _plain(vertices: Vertices) -> Vertices:
    return tuple((round(lon, _DECIMALS), round(lat, _DECIMALS)) for lon, lat in vertices)


def split(vertices: Vertices, line: Sequence[Point]) -> tuple[Vertices, ...]:
    """A ring cut along a line into two or more, the largest first.

    Raises ``RuleError('not_crossed')`` for a line that does not cross from edge to edge.
    """
    plane = plane_about((*vertices, *beside(vertices, line)))
    polygon = shapely.Polygon(plane.project(vertices))
    cut = split_by(polygon, shapely.LineString(plane.project(line)))
    parts = _polygons(cut)
    if len(parts) < 2:
        raise RuleError("not_crossed", field="line")
    return _rings(plane, parts, vertices)


def cut_out(vertices: Vertices, taken: Vertices) -> tuple[Vertices, ...]:
    """A ring less another, the largest part first; () when nothing is left.

    Raises ``RuleError('has_hole')`` where a hole would be left: an area has none.
    """
    plane = plane_about(vertices)
    hole = shapely.Polygon(plane.project(ring(taken)))
    left = shapely.Polygon(plane.project(vertices)).difference(hole)
    parts = _polygons(left)
    if any(one.interiors for one in parts):
        raise RuleError("has_hole", field="vertices")
    return _rings(plane, parts, vertices)


def joined(first: Vertices, second: Vertices) -> Vertices:
    """Two rings that touch or overlap as one. Raises ``RuleError``: not_continuous, has_hole."""
    second = beside(first, second)
    plane = plane_about((*first, *second))
    one, other = (shapely.Polygon(plane.project(each)) for each in (first, second))
    whole = one.union(other)
    if not isinstance(whole, shapely.Polygon):
        raise RuleError("not_continuous", field="vertices")
    if whole.interiors:
        raise RuleError("has_hole", field="vertices")
    return _rings(plane, [whole], (*first, *second))[0]


def simplified(vertices: Vertices, tolerance_m: float) -> Vertices:
    """The ring with fewer corners, nowhere farther than ``tolerance_m`` from what it was.

    Raises ``RuleError('invalid_value')`` for a tolerance below 0.
    """
    if not tolerance_m >= 0.0:
        raise RuleError("invalid_value", field="tolerance", value=tolerance_m, reason="0 or above")
    plane = plane_about(vertices)
    fewer = shapely.Polygon(plane.project(vertices)).simplify(tolerance_m)
    return _rings(plane, _polygons(fewer), vertices)[0]


def _polygons(geometry: BaseGeometry) -> list[shapely.Polygon]:
    return [one for one in shapely.get_parts(geometry) if isinstance(one, shapely.Polygon)]


def _rings(plane: Plane, parts: Sequence[shapely.Polygon], exact: Vertices) -> tuple[Vertices, ...]:
    """Outlines, the largest first; corners that were there before keep every digit."""
    known = {
        (round(x, 3), round(y, 3)): corner
        for (x, y), corner in zip(plane.project(exact), exact, strict=True)
    }
    found = []
    for part in sorted(parts, key=lambda one: -one.area):
        if part.area <= 0.0:
            continue
        metres = shapely.get_coordinates(shapely.orient_polygons(part).exterior)[:-1]
        corners = zip(metres, _plain(plane.unproject(metres)), strict=True)
        found.append(tuple(known.get((round(x, 3), round(y, 3)), c) for (x, y), c in corners))
    return tuple(found)


# ---- snapping ------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class SnapTargets:
    """What a point may snap to: corners, edges (pairs of places), and a grid of whole metres of
    the zone's UTM grid (0: none)."""

    vertices: tuple[Point, ...] = ()
    edges: tuple[tuple[Point, Point], ...] = ()
    grid_step_m: float = 0.0


@dataclass(frozen=True, slots=True)
class Snapped:
    """Where a point snapped to, and to what: vertex, edge or grid."""

    point: Point
    to: str


def snap(point: Point, targets: SnapTargets, reach_m: float) -> Snapped | None:
    """The nearest corner within reach, else the nearest edge, else the nearest crossing of the
    grid; None when nothing is near. A corner is taken with every digit, its longitude in the
    turn of ``point``."""
    plane = plane_about([point])
    return (
        _corner(plane, targets, reach_m)
        or _edge(plane, targets, reach_m)
        or _crossing(point, plane, targets, reach_m)
    )


def _corner(plane: Plane, targets: SnapTargets, reach_m: float) -> Snapped | None:
    if not targets.vertices:
        return None
    away = np.hypot(*plane.project(targets.vertices).T)
    best = int(away.argmin())
    if away[best] > reach_m:
        return None
    return Snapped(beside((plane.middle,), [targets.vertices[best]])[0], "vertex")


def _edge(plane: Plane, targets: SnapTargets, reach_m: float) -> Snapped | None:
    if not targets.edges:
        return None
    starts, ends = (plane.project([edge[at] for edge in targets.edges]) for at in (0, 1))
    along = ends - starts
    squared = np.maximum((along**2).sum(axis=1), 1e-12)
    share = np.clip(-(starts * along).sum(axis=1) / squared, 0.0, 1.0)
    nearest = starts + along * share[:, None]
    away = np.hypot(nearest[:, 0], nearest[:, 1])
    best = int(away.argmin())
    if away[best] > reach_m:
        return None
    return Snapped(_plain(plane.unproject(nearest[best][None, :]))[0], "edge")


def _crossing(point: Point, plane: Plane, targets: SnapTargets, reach_m: float) -> Snapped | None:
    if not targets.grid_step_m or not -80.0 <= point[1] <= 84.0:
        return None
    from osi_app.geo.coordinates import utm, utm_transformer  # noqa: PLC0415  # loads MGRS

    zone, east, north = utm(*point)
    step = targets.grid_step_m
    near = (round(east / step) * step, round(north / step) * step)
    lon, lat = utm_transformer(zone, point[1] < 0, back=True).transform(*near)
    found = (float(lon) + 360.0 * round((point[0] - lon) / 360.0), float(lat))
    if float(np.hypot(*plane.project([found])[0])) > reach_m:
        return None
    return Snapped(found, "grid")
