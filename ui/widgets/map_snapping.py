"""Snapping: what is placed or dragged jumps to a corner, an edge or a crossing of the grid."""

from collections.abc import Iterable
from dataclasses import dataclass

from PySide6.QtCore import QPointF, QRectF

from osi_app.geo.editing import SnapTargets, snap
from osi_app.geo.geodesy import Point
from osi_app.geo.mercator import ground_scale
from ui.widgets.map_features import MapFeature, Shape, lon_lat, scene_points

REACH_PX = 10.0
GRID_PX = 40.0
"""A grid is snapped to at the step that is at least so wide on screen."""


@dataclass
class Snapping:
    """What is snapped to: any of corners, edges, grid. ``at`` is where the last point jumped to,
    to be marked; None when it did not."""

    to: frozenset[str] = frozenset()
    at: Point | None = None

    def placed(
        self, scene: QPointF, features: Iterable[MapFeature], m_per_pixel: float, apart: str = ""
    ) -> Point:
        """Where a point of the scene comes to lie; ``apart`` is the feature being changed."""
        plain = lon_lat(scene)
        self.at = None
        if not self.to:
            return plain
        reach = REACH_PX * m_per_pixel
        near = QRectF(scene.x() - reach, scene.y() - reach, 2 * reach, 2 * reach)
        targets = self._targets(features, near, m_per_pixel, plain, apart)
        found = snap(plain, targets, reach * ground_scale(plain[1]))
        if found is None:
            return plain
        self.at = found.point
        return found.point

    def _targets(  # what lies near a point
        self,
        features: Iterable[MapFeature],
        near: QRectF,
        m_per_pixel: float,
        at: Point,
        apart: str,
    ) -> SnapTargets:
        corners: list[Point] = []
        edges: list[tuple[Point, Point]] = []
        for feature in features:
            if feature.key == apart:
                continue
            points = scene_points(feature.vertices)
            if "corners" in self.to:
                inside = zip(feature.vertices, points, strict=True)
                corners += [corner for corner, point in inside if near.contains(point)]
            if "edges" in self.to and feature.shape is not Shape.POINTS:
                edges += _near(feature, points, near)
        step = _step(GRID_PX * m_per_pixel * ground_scale(at[1])) if "grid" in self.to else 0.0
        return SnapTargets(tuple(corners), tuple(edges), step)


def _near(feature: MapFeature, points: list[QPointF], near: QRectF) -> list[tuple[Point, Point]]:
    last = len(points) if feature.shape is Shape.POLYGON else len(points) - 1
    found = []
    for at in range(last):
        after = (at + 1) % len(points)
        box = QRectF(points[at], points[after]).normalized().adjusted(-1e-6, -1e-6, 1e-6, 1e-6)
        if box.intersects(near):
            found.append((feature.vertices[at], feature.vertices[after]))
    return found


def _step(least_m: float) -> float:
    """The smallest of 1, 10, 100 ... m not below the least."""
    step = 1.0
    while step < least_m:
        step *= 10.0
    return step
