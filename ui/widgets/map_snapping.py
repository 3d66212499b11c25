"""Snapping: what is placed or dragged jumps to a corner, an edge, a crossing of the grid, or to the
corners and edges of the planner's own vector layers."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QPointF

from osi_app.geo.editing import SnapTargets, snap
from osi_app.geo.geodesy import Point, unwrapped
from osi_app.geo.mercator import RADIUS_M, ground_scale, project
from ui.widgets.map_features import MapFeature, Shape, lon_lat
from ui.widgets.map_grid import step_m
from ui.widgets.map_turns import TURN_M

REACH_PX = 10.0
GRID_PX = 40.0
"""A grid is snapped to at the step that is at least so wide on screen."""
MOST_TARGETS = 1_000
"""So many corners or edges within reach are asked at most."""

Numbers = NDArray[np.float64]
Indices = NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class _Targets:
    """Every corner of a map in the plane, where each one's edge ends (-1: none), whose it is."""

    lon_lat: Numbers
    plane: Numbers
    ends: Indices
    owner: Indices
    keys: dict[str, int]


def _targets(features: Sequence[MapFeature]) -> _Targets:
    corners: list[Point] = []
    ends: list[int] = []
    owner: list[int] = []
    for index, feature in enumerate(features):
        first, count = len(corners), len(feature.vertices)
        corners += feature.vertices
        owner += [index] * count
        if feature.shape is Shape.POINTS:
            ends += [-1] * count
            continue
        ends += range(first + 1, first + count)
        ends += [first if feature.shape is Shape.POLYGON else -1] if count else []
    degrees = np.array(corners, dtype=np.float64).reshape(-1, 2)
    keys = {feature.key: index for index, feature in enumerate(features)}
    return _Targets(degrees, project(degrees), np.array(ends, dtype=np.int64),
                    np.array(owner, dtype=np.int64), keys)  # fmt: skip


class Snapping:
    """What is snapped to: any of corners, edges, grid, layers. ``at`` is where the last point
    jumped to, to be marked, and ``what`` it was (vertex, edge, grid); None when it did not jump."""

    def __init__(self) -> None:
        self.to: frozenset[str] = frozenset()
        self.at: Point | None = None
        self.what = ""
        self._features = _Kept()
        self._layers = _Kept()

    def over(self, features: Sequence[MapFeature]) -> None:
        """These are the features of the map now."""
        self._features, self.at = _Kept(features), None

    def along(self, layers: Sequence[MapFeature]) -> None:
        """These are the shapes of the vector layers in view now."""
        self._layers, self.at = _Kept(layers), None

    def placed(self, scene: QPointF, m_per_pixel: float, apart: str = "") -> Point:
        """Where a point of the scene comes to lie; ``apart`` is the feature being changed."""
        plain = lon_lat(scene)
        self.at = None
        if not self.to:
            return plain
        reach_m = REACH_PX * m_per_pixel
        targets = self._near((scene.x(), -scene.y()), reach_m, apart)
        if "grid" in self.to:
            step = step_m(GRID_PX * m_per_pixel * ground_scale(plain[1]))
            targets = SnapTargets(targets.vertices, targets.edges, step)
        found = snap(plain, targets, reach_m * ground_scale(plain[1]))
        if found is None:
            return plain
        self.what = found.to
        self.at = (unwrapped(found.point[0], plain[0]), found.point[1])
        return self.at

    def _near(self, at: tuple[float, float], reach_m: float, apart: str) -> SnapTargets:
        """Corners and edges with their boxes within reach of a place of the plane."""
        corners: list[Point] = []
        edges: list[tuple[Point, Point]] = []
        layers = "layers" in self.to
        for kept, of_corners, of_edges in (
            (self._features, "corners" in self.to, "edges" in self.to),
            (self._layers, layers, layers),
        ):
            if of_corners or of_edges:
                near = _Near(kept.targets, at, reach_m, apart)
                corners += near.corners() if of_corners else ()
                edges += near.edges() if of_edges else ()
        return SnapTargets(tuple(corners), tuple(edges))


@dataclass(slots=True)
class _Kept:
    """Features and, once asked for, their corners in the plane."""

    features: Sequence[MapFeature] = ()
    _made: _Targets | None = None

    @property
    def targets(self) -> _Targets:
        if self._made is None:
            self._made = _targets(self.features)
        return self._made


class _Near:
    """What of some targets is within reach of a place of the plane, that of ``apart`` left out."""

    def __init__(
        self, known: _Targets, at: tuple[float, float], reach_m: float, apart: str
    ) -> None:
        self._known, self._reach_m = known, reach_m
        self._away = known.plane - at
        self._turn = np.round(self._away[:, 0] / TURN_M)
        self._away[:, 0] -= self._turn * TURN_M
        self._others = known.owner != known.keys.get(apart, -1)

    def corners(self) -> tuple[Point, ...]:
        """The corners within reach."""
        close = self._others & (np.abs(self._away) <= self._reach_m).all(axis=1)
        chosen = np.flatnonzero(close)[:MOST_TARGETS]
        return tuple((lon, lat) for lon, lat in self._known.lon_lat[chosen].tolist())

    def edges(self) -> tuple[tuple[Point, Point], ...]:
        """The edges whose boxes are within reach."""
        known, turn = self._known, self._turn
        starts = np.flatnonzero(self._others & (known.ends >= 0))
        ends = known.ends[starts]
        first = self._away[starts]
        # an edge stays in the turn of its first corner
        turned = np.column_stack((turn[ends] - turn[starts], 0.0 * ends)) * TURN_M
        last = self._away[ends] + turned
        # the shortest line between two corners bows away from the straight line of this plane
        bow = ((last - first) ** 2).sum(axis=1) / (8.0 * RADIUS_M) + self._reach_m
        within = (np.minimum(first, last) <= bow[:, None]) & (
            np.maximum(first, last) >= -bow[:, None]
        )
        chosen = np.flatnonzero(within.all(axis=1))[:MOST_TARGETS]
        froms, tos = known.lon_lat[starts[chosen]].tolist(), known.lon_lat[ends[chosen]].tolist()
        return tuple(((a, b), (c, d)) for (a, b), (c, d) in zip(froms, tos, strict=True))
