"""Cutting the 50 m lines of a survey over 1,000 km2, against shapely's intersection of the same.

Both sides get the area in the plane and give the two ends of every piece. The area is convex and
simple, which favours shapely: its time grows with the corners, that of the scan hardly does.
"""

import numpy as np
import shapely
from shapely.geometry.base import BaseGeometry

from benchmarks.figure import Figure, alternating, figure, seconds
from osi_app.geo.coverage.ground import Ground, plane_edges
from osi_app.geo.coverage.scan import Numbers, Rows, Turn, rows_over, scan
from osi_app.geo.ellipse import ellipse

SPACING_M = 50.0
AZIMUTH_DEG = 30.0
CORNERS = 120
RADIUS_M = 17_841.0
TURNS = 5
"""Surveys in one measurement: one alone is shorter than what the clock can be trusted with."""


def measure(rounds: int = 7) -> list[Figure]:
    """The ratio, after both were seen to give the same pieces."""
    ground = Ground(ellipse(78.0, 50.0, RADIUS_M, RADIUS_M, 0.0, CORNERS))
    area = ground.coverable()
    turn = Turn(AZIMUTH_DEG)
    assert np.allclose(_ours(area, turn), _theirs(area, turn), atol=1e-6)
    sides = alternating(
        lambda: seconds(lambda: [_ours(area, turn) for _ in range(TURNS)]) / TURNS,
        lambda: seconds(lambda: [_theirs(area, turn) for _ in range(TURNS)]) / TURNS,
        rounds,
    )
    return [figure("survey-lines-50m", 0.1, sides)]


def _ours(area: BaseGeometry, turn: Turn) -> Numbers:
    edges, rows = _rows(area, turn)
    cuts = scan(edges, rows)
    across = rows.across(cuts.row)
    ends = np.column_stack((cuts.start, across, cuts.end, across))
    return turn.back(ends.reshape(-1, 2)).reshape(-1, 4)


def _theirs(area: BaseGeometry, turn: Turn) -> Numbers:
    edges, rows = _rows(area, turn)
    far = float(np.abs(edges).max()) + 1.0
    across = rows.across(np.arange(rows.count))
    ends = np.column_stack((np.full(rows.count, -far), across, np.full(rows.count, far), across))
    lines = shapely.linestrings(turn.back(ends.reshape(-1, 2)).reshape(-1, 2, 2))
    return shapely.get_coordinates(shapely.intersection(lines, area)).reshape(-1, 4)


def _rows(area: BaseGeometry, turn: Turn) -> tuple[Numbers, Rows]:
    edges = turn.edges(plane_edges(area))
    across = edges[:, 1::2]
    return edges, rows_over(float(across.min()), float(across.max()), SPACING_M)
