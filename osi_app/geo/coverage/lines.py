"""Parallel lines over a ground, cut by its edge and by what may not be entered."""

from dataclasses import dataclass, replace
from math import isfinite

import numpy as np
import shapely

from osi_app.geo.coverage.chords import SHORTEST_SHARE
from osi_app.geo.coverage.direction import Effort, best_azimuth_deg
from osi_app.geo.coverage.fill import Filling, fill_lines
from osi_app.geo.coverage.ground import Ground, plane_edges
from osi_app.geo.coverage.overrun import run_over
from osi_app.geo.coverage.scan import Numbers, Turn, covering_rows, rows_over, scan
from osi_app.geo.coverage.turns import turn_m
from osi_app.geo.geodesy import WGS84, Point
from osi_app.geo.polygons import Plane
from osi_app.kernel.errors import RuleError


@dataclass(frozen=True, slots=True)
class LinePattern:
    """How parallel lines are laid.

    ``azimuth_deg`` clockwise from north in the middle of the area, None for the best.
    ``overrun_m`` is how far lines run on beyond the area's edge; 0 keeps them inside.
    ``tie_spacing_m`` asks for lines across them. ``turn_radius_m`` is what a turn from one line to
    the next needs. ``offset_m`` is from the ground's edge to the first line, None centres them.
    ``fill`` adds lines where a swath as wide as the spacing leaves ground out: at slanting edges
    and around what may not be entered.
    """

    spacing_m: float
    azimuth_deg: float | None = None
    overrun_m: float = 0.0
    tie_spacing_m: float | None = None
    turn_radius_m: float = 0.0
    offset_m: float | None = None
    fill: bool = True


@dataclass(frozen=True, slots=True)
class Line:
    """One straight line; ``number`` from 1, ``length_m`` on the ellipsoid. ``fill``: one that was
    added where parallel ones leave ground out."""

    start: Point
    end: Point
    number: int
    length_m: float
    fill: bool = False


@dataclass(frozen=True, slots=True)
class SurveyLines:
    """Lines, and ties across them; the numbers of ties follow those of lines.

    ``lines`` are in order of rows, all in the direction ``azimuth_deg``, then those that fill.
    """

    azimuth_deg: float
    lines: tuple[Line, ...]
    ties: tuple[Line, ...] = ()
    turn_radius_m: float = 0.0


def parallel_lines(ground: Ground, pattern: LinePattern) -> SurveyLines:
    """Lines a spacing apart, the outer ones at most half of it from the ground's edge. All lie a
    little closer together where the outer ones would otherwise run on the edge itself.

    No line enters what is kept out; without an overrun none leaves the area. With ``fill``,
    swaths as wide as the spacing leave out no more than a ten-thousandth of the ground. Nothing
    to cover gives no lines. Raises ``RuleError``: not_positive, negative, not_finite (with the
    field), too_many_lines, and what ``Ground`` raises.
    """
    _refuse_bad(pattern)
    if ground.open().is_empty:
        return SurveyLines(pattern.azimuth_deg or 0.0, (), (), pattern.turn_radius_m)
    azimuth = _azimuth_deg(ground, pattern)
    turn = Turn(azimuth)
    ends = _stretches(ground, turn, pattern, covering=True)
    laid = len(ends)
    if pattern.fill:
        ends = np.vstack((ends, _fills(ground, pattern, turn, ends)))
    lines = lines_between(ground.plane, turn.back(ends.reshape(-1, 2)), fill_from=laid)
    return SurveyLines(azimuth, lines, _ties(ground, turn, pattern, lines), pattern.turn_radius_m)


def _stretches(ground: Ground, turn: Turn, pattern: LinePattern, covering: bool) -> Numbers:
    """(n, 4) turned: where rows of a direction run over the open ground."""
    edges = turn.edges(plane_edges(ground.open()))
    across, spacing = edges[:, 1::2], pattern.spacing_m
    low, high = float(across.min()), float(across.max())
    if covering and pattern.offset_m is None:
        rows = covering_rows(low, high, spacing)
    else:
        rows = rows_over(low, high, spacing, pattern.offset_m)
    cuts = scan(edges, rows).longer_than(spacing * SHORTEST_SHARE)
    cuts = run_over(ground, turn, cuts, rows, pattern.overrun_m)
    at = rows.across(cuts.row)
    return np.column_stack((cuts.start, at, cuts.end, at))


def _ties(
    ground: Ground, turn: Turn, pattern: LinePattern, lines: tuple[Line, ...]
) -> tuple[Line, ...]:
    if pattern.tie_spacing_m is None:
        return ()
    across = Turn((turn.azimuth_deg + 90.0) % 360.0)
    ties = replace(pattern, spacing_m=pattern.tie_spacing_m, offset_m=None)
    ends = _stretches(ground, across, ties, covering=False)
    return lines_between(ground.plane, across.back(ends.reshape(-1, 2)), first=len(lines) + 1)


def lines_between(
    plane: Plane, ends: Numbers, first: int = 1, fill_from: int | None = None
) -> tuple[Line, ...]:
    """Lines from (2 n, 2) metres in the plane, start and end in turn, numbered from ``first``;
    those from index ``fill_from`` on fill."""
    places = plane.unproject(ends)
    degrees = np.array(places, dtype=np.float64).reshape(-1, 4)
    lengths = WGS84.inv(*degrees.T)[2].tolist() if len(degrees) else []
    fills = len(lengths) if fill_from is None else fill_from
    return tuple(
        Line(start, end, first + index, length, index >= fills)
        for index, (start, end, length) in enumerate(
            zip(places[::2], places[1::2], lengths, strict=True)
        )
    )


def _fills(ground: Ground, pattern: LinePattern, turn: Turn, ends: Numbers) -> Numbers:
    turned = shapely.transform(ground.open(), turn.into)
    one_turn = turn_m(pattern.spacing_m, pattern.turn_radius_m)
    return fill_lines(Filling(turned, pattern.spacing_m, one_turn), ends)


def _azimuth_deg(ground: Ground, pattern: LinePattern) -> float:
    if pattern.azimuth_deg is not None:
        return pattern.azimuth_deg % 360.0
    # Without a radius a turn still costs more than the way across: of two directions with equal
    # lengths the one with fewer lines is wanted.
    one_turn = pattern.spacing_m + turn_m(pattern.spacing_m, pattern.turn_radius_m)
    effort = Effort(pattern.spacing_m, one_turn, pattern.fill)
    return best_azimuth_deg(ground.open(), effort)


def _refuse_bad(pattern: LinePattern) -> None:
    for name in ("spacing_m", "tie_spacing_m"):
        value = getattr(pattern, name)
        if value is not None and not (value > 0.0 and isfinite(value)):
            raise RuleError("not_positive", field=name, found=value)
    for name in ("overrun_m", "turn_radius_m"):
        value = getattr(pattern, name)
        if not (value >= 0.0 and isfinite(value)):
            raise RuleError("negative", field=name, found=value)
    for name in ("azimuth_deg", "offset_m"):
        value = getattr(pattern, name)
        if value is not None and not isfinite(value):
            raise RuleError("not_finite", field=name, found=value)
