"""Lines run on beyond the edge of the area, but not into what may not be entered."""

import numpy as np

from osi_app.geo.coverage.ground import Ground, plane_edges
from osi_app.geo.coverage.scan import Cuts, Numbers, Rows, Turn, Whole, scan

TOUCHING_M = 1e-4
"""An end this near to what is kept out stands at it."""


def run_over(ground: Ground, turn: Turn, cuts: Cuts, rows: Rows, overrun_m: float) -> Cuts:
    """Stretches made longer at both ends by the overrun, or up to what may not be entered.

    Those of one row that meet in this way outside the area become one.
    """
    if overrun_m == 0.0 or not len(cuts):
        return cuts
    barred = _barred(ground, turn, rows)
    ahead = np.minimum(overrun_m, _free_ahead(cuts.row, cuts.end, barred))
    # What lies behind is what lies ahead with the first axis the other way round.
    mirrored = Cuts(barred.row, -barred.end, -barred.start)
    order = np.lexsort((mirrored.start, mirrored.row))
    mirrored = Cuts(mirrored.row[order], mirrored.start[order], mirrored.end[order])
    behind = np.minimum(overrun_m, _free_ahead(cuts.row, -cuts.start, mirrored))
    return _joined(Cuts(cuts.row, cuts.start - behind, cuts.end + ahead))


def _barred(ground: Ground, turn: Turn, rows: Rows) -> Cuts:
    """Where rows run in what may not be entered."""
    if ground.kept_out().is_empty:
        none = np.empty(0)
        return Cuts(np.empty(0, dtype=np.intp), none, none)
    return scan(turn.edges(plane_edges(ground.kept_out())), rows)


def _free_ahead(row: Whole, place: Numbers, barred: Cuts) -> Numbers:
    """Metres from places on rows to the next barred stretch ahead, infinite where there is none."""
    free = np.full(len(row), np.inf)
    if not len(barred):
        return free
    # Row and place as one number that sorts like the pair.
    low = min(float(place.min()), float(barred.start.min()))
    width = max(float(place.max()), float(barred.end.max())) - low + 1.0
    keys = barred.row * width + (barred.end - low)
    following = np.searchsorted(keys, row * width + (place - low) + TOUCHING_M, side="right")
    here = following < len(barred)
    here[here] = barred.row[following[here]] == row[here]
    free[here] = np.maximum(0.0, barred.start[following[here]] - place[here])
    return free


def _joined(cuts: Cuts) -> Cuts:
    """Stretches of one row that touch or overlap as one."""
    apart = np.ones(len(cuts), dtype=np.bool_)
    apart[1:] = (cuts.row[1:] != cuts.row[:-1]) | (cuts.start[1:] > cuts.end[:-1])
    first = np.flatnonzero(apart)
    last = np.append(first[1:], len(cuts)) - 1
    return Cuts(cuts.row[first], cuts.start[first], cuts.end[last])
