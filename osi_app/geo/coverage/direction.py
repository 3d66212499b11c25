"""Which way parallel lines had best run."""

from dataclasses import dataclass

import numpy as np
import shapely
from shapely.geometry.base import BaseGeometry

from osi_app.geo.coverage.ground import plane_edges
from osi_app.geo.coverage.scan import Numbers, Turn, covering_rows, scan

MOST_DIRECTIONS = 40
MOST_EDGES = 2000
EVERY_15_DEG = [float(azimuth) for azimuth in range(0, 180, 15)]
ALIKE_DEG = 0.25
"""Directions nearer to each other than this are one."""
ALIGNED_DEG = 3.0
"""Edges this near to along or across a line need no line of their own."""


@dataclass(frozen=True, slots=True)
class Effort:
    """What lines cost: ``turn_m`` metres for each line beside its length; edges that run aslant
    get lines of their own where ``edges`` is true."""

    spacing_m: float
    turn_m: float
    edges: bool = True


def best_azimuth_deg(ground: BaseGeometry, effort: Effort) -> float:
    """The azimuth, from 0 up to 180, at which covering a ground takes the fewest metres, turns and
    lines along slanting edges counted; of equal ones the first, in order of the longest edges.

    Tried are the directions of its longest edges and of the edges of its hull, one of which is
    that in which it is narrowest, and then every 15 degrees.
    """
    edges = plane_edges(ground)
    if len(edges) > MOST_EDGES:
        # Steps far finer than the spacing make no difference to the lines worth their time.
        edges = plane_edges(shapely.simplify(ground, effort.spacing_m / 20.0))
    tried = _directions(edges, plane_edges(shapely.convex_hull(ground)))
    costs = [_metres(edges, azimuth, effort) for azimuth in tried]
    # A micrometre of rounding must not decide between equal ones.
    return tried[int(np.argmin(np.round(costs, 3)))]


def _directions(edges: Numbers, hull: Numbers) -> list[float]:
    both = np.vstack((hull, edges))
    along = both[:, 2:] - both[:, :2]
    order = np.argsort(-np.hypot(along[:, 0], along[:, 1]), kind="stable")
    azimuths = np.degrees(np.arctan2(along[order, 0], along[order, 1])) % 180.0
    found: list[float] = []
    for azimuth in azimuths[: 50 * MOST_DIRECTIONS].tolist():
        apart = (np.array(found) - azimuth + 90.0) % 180.0 - 90.0
        if not (np.abs(apart) < ALIKE_DEG).any():
            found.append(azimuth)
        if len(found) == MOST_DIRECTIONS:
            break
    return [*found, *EVERY_15_DEG]


def _metres(edges: Numbers, azimuth: float, effort: Effort) -> float:
    turned = Turn(azimuth).edges(edges)
    across = turned[:, 1::2]
    rows = covering_rows(float(across.min()), float(across.max()), effort.spacing_m)
    cuts = scan(turned, rows)
    metres = float((cuts.end - cuts.start).sum()) + len(cuts) * effort.turn_m
    return metres + _aslant_m(turned) if effort.edges else metres


def _aslant_m(turned: Numbers) -> float:
    """Half the length of the edges that run neither along nor across: one side of each line."""
    along = turned[:, 2:] - turned[:, :2]
    slant = np.degrees(np.arctan2(along[:, 1], along[:, 0])) % 90.0
    aslant = (slant > ALIGNED_DEG) & (slant < 90.0 - ALIGNED_DEG)
    return float(np.hypot(along[aslant, 0], along[aslant, 1]).sum()) / 2.0
