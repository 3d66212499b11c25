"""Outlines of features in the scene: edges are geodesics, as area and span measure them."""

from math import ceil, hypot

from PySide6.QtGui import QPainterPath

from osi_app.geo.geodesy import WGS84, Point, unwrapped
from osi_app.kernel.record import Vertices
from ui.widgets.map_features import Shape, path_of, scene_points

PIECE_DEG = 0.04
"""An edge longer than this is drawn in pieces: within one, a geodesic and a straight line of the
map differ by less than a metre up to 70 degrees of latitude."""
MOST_PIECES = 64


def outline(shape: Shape, vertices: Vertices) -> QPainterPath:
    """The outline of a polygon or line; points have none."""
    if shape is Shape.POINTS or not vertices:
        return QPainterPath()
    return path_of(shape, scene_points(dense(shape, vertices)))


def dense(shape: Shape, vertices: Vertices) -> Vertices:
    """The vertices, with those between that long edges need. Stays unwrapped."""
    last = len(vertices) if shape is Shape.POLYGON else len(vertices) - 1
    found: list[Point] = []
    for at, start in enumerate(vertices):
        found.append(start)
        if at < last:
            end = vertices[(at + 1) % len(vertices)]
            pieces = ceil(hypot(end[0] - start[0], end[1] - start[1]) / PIECE_DEG)
            if pieces > 1:
                found += _between(start, end, min(pieces, MOST_PIECES))
    return tuple(found)


def _between(start: Point, end: Point, pieces: int) -> list[Point]:
    # half a turn apart or more there is no shortest line to draw
    if abs(end[0] - start[0]) >= 180.0:
        return []
    places = WGS84.npts(*start, *end, pieces - 1)
    return [(unwrapped(lon, (start[0] + end[0]) / 2.0), lat) for lon, lat in places]
