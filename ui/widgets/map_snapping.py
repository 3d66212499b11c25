"""Snapping: what is placed or dragged jumps to a corner, an edge or a crossing of the grid."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QPointF

from osi_app.geo.editing import SnapTargets, snap
from osi_app.geo.geodesy import Point, unwrapped
from osi_app.geo.mercator import RADIUS_M, ground_scale, project
from ui.widgets.map_features import MapFeature, Shape, lon_lat
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
    """What is snapped to: any of corners, edges, grid. ``at`` is where the last point jumped to,
    to be marked, and ``what`` it was (vertex, edge, grid); None when it did not jump."""

    def __init__(self) -> None:
        self.to: frozenset[str] = frozenset()
        self.at: Point | None = None
        self.what = ""
        self._features: Sequence[MapFeature] = ()
        self._known: _Targets | None = None

    def over(self, features: Sequence[MapFeature]) -> None:
        """These are the features of the map now."""
        self._features, self._known, self.at = features, None, None

    def placed(self, scene: QPointF, m_per_pixel: float, apart: str = "") -> Point:
        """Where a point of the scene comes to lie; ``apart`` is the feature being changed."""
        plain = lon_lat(scene)
        self.at = None
        if not self.to:
            return plain
        reach_m = REACH_PX * m_per_pixel
        targets = self._near((scene.x(), -scene.y()), reach_m, apart)
        if "grid" in self.to:
            step = grid_step_m(GRID_PX * m_per_pixel * ground_scale(plain[1]))
            targets = SnapTargets(targets.vertices, targets.edges, step)
        found = snap(plain, targets, reach_m * ground_scale(plain[1]))
        if found is None:
            return plain
        self.what = found.to
        self.at = (unwrapped(found.point[0], plain[0]), found.point[1])
        return self.at

    def _near(self, at: tuple[float, float], reach_m: float, apart: str) -> SnapTargets:
        """Corners and edges with their boxes within reach of a place of the plane."""
        if self._known is None:
            self._known = _targets(self._features)
        known = self._known
        away = known.plane - at
        turn = np.round(away[:, 0] / TURN_M)
        away[:, 0] -= turn * TURN_M
        others = known.owner != known.keys.get(apart, -1)
        corners = self._corners(known, others & (np.abs(away) <= reach_m).all(axis=1))
        edges = self._edges(known, others & (known.ends >= 0), away, (turn, reach_m))
        return SnapTargets(corners, edges)

    def _corners(self, known: _Targets, close: NDArray[np.bool_]) -> tuple[Point, ...]:
        if "corners" not in self.to:
            return ()
        chosen = np.flatnonzero(close)[:MOST_TARGETS]
        return tuple((lon, lat) for lon, lat in known.lon_lat[chosen].tolist())

    def _edges(
        self,
        known: _Targets,
        asked: NDArray[np.bool_],
        away: Numbers,
        near: tuple[Numbers, float],
    ) -> tuple[tuple[Point, Point], ...]:
        if "edges" not in self.to:
            return ()
        turn, reach_m = near
        starts = np.flatnonzero(asked)
        ends = known.ends[starts]
        first = away[starts]
        # an edge stays in the turn of its first corner
        last = away[ends] + np.column_stack((turn[ends] - turn[starts], 0.0 * ends)) * TURN_M
        # the shortest line between two corners bows away from the straight line of this plane
        bow = (((last - first) ** 2).sum(axis=1) / (8.0 * RADIUS_M) + reach_m)[:, None]
        within = (np.minimum(first, last) <= bow) & (np.maximum(first, last) >= -bow)
        chosen = np.flatnonzero(within.all(axis=1))[:MOST_TARGETS]
        froms, tos = known.lon_lat[starts[chosen]].tolist(), known.lon_lat[ends[chosen]].tolist()
        return tuple(((a, b), (c, d)) for (a, b), (c, d) in zip(froms, tos, strict=True))


def grid_step_m(least_m: float) -> float:
    """The smallest of 1, 10, 100 ... m not below the least."""
    step = 1.0
    while step < least_m:
        step *= 10.0
    return step
