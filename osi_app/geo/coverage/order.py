"""The order in which lines are flown, and the direction of each."""

from dataclasses import dataclass, replace
from itertools import pairwise
from math import atan2

import numpy as np
from numpy.typing import NDArray

from osi_app.geo.coverage.lines import Line, SurveyLines
from osi_app.geo.coverage.scan import Numbers, Turn
from osi_app.geo.coverage.turns import Pose, TurnRule
from osi_app.geo.geodesy import Point
from osi_app.geo.polygons import plane_about

Places = NDArray[np.complex128]
EQUAL_M = 100.0
"""Ways that differ by less are equally short."""


@dataclass(frozen=True, slots=True)
class Flown:
    """A line in the direction flown, and the metres of the turn before it (0 for the first)."""

    line: Line
    turn_m: float


def flown_order(lines: SurveyLines, base: Point, rule: TurnRule) -> tuple[Flown, ...]:
    """Lines to and fro: from the end of each to the nearest end of those left, lines first, then
    ties. It begins at an end of one of the outermost lines or at the end nearest to the base,
    whichever makes the way shortest.

    Where an area is in lobes this flies one lobe after the other.
    """
    every = (*lines.lines, *lines.ties)
    if not every:
        return ()
    plane = plane_about(tuple(place for line in every for place in (line.start, line.end)))
    degrees = np.array([(*line.start, *line.end) for line in every])
    ends = plane.project(degrees.reshape(-1, 2)).reshape(-1, 4)
    order = _best_order(ends, len(lines.lines), plane.project([base])[0], lines.azimuth_deg)
    flown = [ends[one.index][[2, 3, 0, 1]] if one.back else ends[one.index] for one in order]
    turns = [0.0, *(_turn_m(before, after, rule) for before, after in pairwise(flown))]
    return tuple(
        Flown(_turned(every[one.index]) if one.back else every[one.index], turn)
        for one, turn in zip(order, turns, strict=True)
    )


@dataclass(frozen=True, slots=True)
class _Next:
    """A line by its index, flown backward or not."""

    index: int
    back: bool


def _best_order(ends: Numbers, lines: int, base: Numbers, azimuth_deg: float) -> list[_Next]:
    """Of the orders from some places to begin at, the one with the shortest way between lines."""
    places = (ends[:, 0] + 1j * ends[:, 1], ends[:, 2] + 1j * ends[:, 3])
    home = complex(*base)
    first = lines or len(ends)
    across = Turn(azimuth_deg).into((ends[:first, :2] + ends[:first, 2:]) / 2.0)[:, 1]
    away = np.minimum(np.abs(places[0][:first] - home), np.abs(places[1][:first] - home))
    outer = {int(across.argmin()), int(across.argmax()), int(away.argmin())}
    found = [
        _order_from(places, lines, _Next(index, back))
        for index in sorted(outer)
        for back in (False, True)
    ]
    return min(found, key=lambda order: _cost_m(places, order, home))


def _order_from(places: tuple[Places, Places], lines: int, first: _Next) -> list[_Next]:
    """Nearest next from a first line on."""
    order = [first]
    here = places[0 if first.back else 1][first.index]
    for low, high in ((0, lines), (lines, len(places[0]))):
        left = np.arange(low, high)
        left = left[left != first.index]
        for _ in range(len(left)):
            away = np.abs(np.concatenate((places[0][left], places[1][left])) - here)
            side, nearest = divmod(int(away.argmin()), len(left))
            order.append(_Next(int(left[nearest]), bool(side)))
            here = places[0 if side else 1][left[nearest]]
            left = np.delete(left, nearest)
    return order


def _cost_m(
    places: tuple[Places, Places], order: list[_Next], home: complex
) -> tuple[float, float]:
    """Metres from the base through all gaps between lines and back to it; of equally short ways
    the one whose first line is nearer comes first."""
    begins = [complex(places[1 if one.back else 0][one.index]) for one in order]
    stops = [complex(places[0 if one.back else 1][one.index]) for one in order]
    gaps = [abs(b - a) for a, b in zip([home, *stops], [*begins, home], strict=True)]
    return round(sum(gaps) / EQUAL_M), gaps[0]


def _turned(line: Line) -> Line:
    return replace(line, start=line.end, end=line.start)


def _turn_m(before: Numbers, after: Numbers, rule: TurnRule) -> float:
    return rule.metres(_pose(before, before[2:]), _pose(after, after[:2]))


def _pose(line: Numbers, place: Numbers) -> Pose:
    return Pose(float(place[0]), float(place[1]), atan2(line[3] - line[1], line[2] - line[0]))
