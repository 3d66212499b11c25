"""A few parallel lines across a place, for seismic and other profiles."""

import numpy as np

from osi_app.geo.coverage.ground import Ground, plane_edges
from osi_app.geo.coverage.lines import Line, lines_between
from osi_app.geo.coverage.scan import Rows, Turn, scan
from osi_app.geo.geodesy import Point
from osi_app.kernel.errors import RuleError


def profile_lines(
    ground: Ground, through: Point, azimuth_deg: float, spacing_m: float, count: int
) -> tuple[Line, ...]:
    """So many lines of an azimuth, a spacing apart, with a place in their middle, cut by the
    ground; a line that is cut in two has two numbers.

    ``azimuth_deg`` is from north in the middle of the area. An odd number has one line through
    the place, an even one has the place between two. Raises ``RuleError``: not_positive, and what
    ``Ground`` raises.
    """
    if not spacing_m > 0.0:
        raise RuleError("not_positive", field="spacing_m", found=spacing_m)
    if count < 1:
        raise RuleError("not_positive", field="count", found=count)
    if ground.open().is_empty:
        return ()
    turn = Turn(azimuth_deg)
    middle = float(turn.into(ground.plane.project([through]))[0, 1])
    rows = Rows(middle - (count - 1) * spacing_m / 2.0, spacing_m, count)
    cuts = scan(turn.edges(plane_edges(ground.open())), rows)
    across = rows.across(cuts.row)
    ends = np.column_stack((cuts.start, across, cuts.end, across))
    return lines_between(ground.plane, turn.back(ends.reshape(-1, 2)))
