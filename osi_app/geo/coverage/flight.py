"""Lines flown: their order, turns, sorties within endurance, and hours over the area (P.72).

Hours over the area are those from the start of a sortie's first line to the end of its last one,
turns between them counted. Ferry and climb to and from the base are counted apart: the 12 hours
of the initial overflight are hours over the inspection area.
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from math import inf, isnan

from osi_app.geo.coverage.lines import Line, SurveyLines
from osi_app.geo.coverage.order import Flown, flown_order
from osi_app.geo.coverage.turns import TurnRule
from osi_app.geo.geodesy import Point, distance_m
from osi_app.kernel.errors import RuleError

S_PER_H = 3600.0
ROUNDING_H = 1e-9


@dataclass(frozen=True, slots=True)
class FlightProfile:
    """What the aircraft does. Flown is ``height_m`` above the ground, never below
    ``min_height_m``; both ferry legs take at least the time to climb or descend that far.

    ``turn_s`` is a turn from line to line where the lines give no turn radius; a longer way to the
    next line takes its time at ``speed_m_s``. Of ``endurance_h`` the reserve is not used; either
    may be infinite.
    """

    height_m: float
    min_height_m: float
    speed_m_s: float
    turn_s: float
    climb_m_s: float
    endurance_h: float
    reserve_h: float
    ferry_speed_m_s: float


@dataclass(frozen=True, slots=True)
class Sortie:
    """One flight from the base and back. ``lines`` are in order and in the direction flown.

    ``budget_left_h`` is what is left of the hours over the area after it, negative when they are
    exceeded, which ``exceeds`` says. ``beyond_endurance``: one line that no sortie can fly.
    """

    number: int
    lines: tuple[Line, ...]
    hours_over_area: float
    hours_total: float
    budget_left_h: float
    exceeds: bool
    line_km: float
    turn_km: float
    ferry_km: float
    beyond_endurance: bool = False


@dataclass(frozen=True, slots=True)
class FlightPlan:
    """All sorties and their sums. ``beyond_budget`` are the lines that do not fit in the hours over
    the area when flown in this order: those that end after them."""

    line_km: float
    turn_km: float
    ferry_km: float
    hours_over_area: float
    hours_total: float
    sorties: tuple[Sortie, ...]
    beyond_budget: tuple[Line, ...] = ()


@dataclass(frozen=True, slots=True)
class _Leg:
    """One line as flown, with the turn before it in metres and in hours, 0 for a sortie's first."""

    flown: Flown
    turn_m: float
    turn_h: float
    line_h: float


def flight_plan(
    lines: SurveyLines, profile: FlightProfile, base: Point, budget_h: float
) -> FlightPlan:
    """Lines and then ties flown to and fro in sorties from a base; no line is split.

    A sortie ends before the line with which its hours, ferry home counted, would exceed endurance
    less reserve; a line too long for any sortie is flown alone and says so. Raises ``RuleError``:
    not_positive (speeds, climb), negative (heights, turn, endurance, reserve, budget).
    """
    _refuse_bad(profile, budget_h)
    sorties: list[Sortie] = []
    beyond: list[Line] = []
    left_h = budget_h
    for legs in _sorties(lines, profile, base):
        made = _sortie(len(sorties) + 1, legs, profile, base)
        beyond += _beyond(legs, left_h)
        left_h -= made.hours_over_area
        sorties.append(replace(made, budget_left_h=left_h, exceeds=left_h < -ROUNDING_H))
    return _summed(tuple(sorties), tuple(beyond))


def _summed(sorties: tuple[Sortie, ...], beyond: tuple[Line, ...]) -> FlightPlan:
    return FlightPlan(
        line_km=sum(one.line_km for one in sorties),
        turn_km=sum(one.turn_km for one in sorties),
        ferry_km=sum(one.ferry_km for one in sorties),
        hours_over_area=sum(one.hours_over_area for one in sorties),
        hours_total=sum(one.hours_total for one in sorties),
        sorties=sorties,
        beyond_budget=beyond,
    )


def ferry_h(profile: FlightProfile, base: Point, place: Point) -> float:
    """Hours from the base to a place at height, or back."""
    height = max(profile.height_m, profile.min_height_m)
    seconds = max(distance_m(base, place) / profile.ferry_speed_m_s, height / profile.climb_m_s)
    return seconds / S_PER_H


def _sorties(lines: SurveyLines, profile: FlightProfile, base: Point) -> Iterator[list[_Leg]]:
    """The legs of each sortie in turn."""
    usable = profile.endurance_h - profile.reserve_h
    rule = TurnRule(lines.turn_radius_m, profile.turn_s * profile.speed_m_s)
    legs: list[_Leg] = []
    for flown in flown_order(lines, base, rule):
        leg = _leg(flown, profile)
        if legs and _total_h([*legs, leg], profile, base) > usable + ROUNDING_H:
            yield legs
            legs = []
        legs.append(leg if legs else replace(leg, turn_m=0.0, turn_h=0.0))
    if legs:
        yield legs


def _leg(flown: Flown, profile: FlightProfile) -> _Leg:
    speed = profile.speed_m_s * S_PER_H
    return _Leg(flown, flown.turn_m, flown.turn_m / speed, flown.line.length_m / speed)


def _over_area_h(legs: list[_Leg]) -> float:
    return sum(leg.turn_h + leg.line_h for leg in legs)


def _total_h(legs: list[_Leg], profile: FlightProfile, base: Point) -> float:
    out = ferry_h(profile, base, legs[0].flown.line.start)
    back = ferry_h(profile, base, legs[-1].flown.line.end)
    return out + _over_area_h(legs) + back


def _sortie(number: int, legs: list[_Leg], profile: FlightProfile, base: Point) -> Sortie:
    lines = tuple(leg.flown.line for leg in legs)
    total = _total_h(legs, profile, base)
    ferry = distance_m(base, lines[0].start) + distance_m(lines[-1].end, base)
    return Sortie(
        number=number,
        lines=lines,
        hours_over_area=_over_area_h(legs),
        hours_total=total,
        budget_left_h=inf,
        exceeds=False,
        line_km=sum(line.length_m for line in lines) / 1000.0,
        turn_km=sum(leg.turn_m for leg in legs) / 1000.0,
        ferry_km=ferry / 1000.0,
        beyond_endurance=total > profile.endurance_h - profile.reserve_h + ROUNDING_H,
    )


def _beyond(legs: list[_Leg], left_h: float) -> list[Line]:
    """The lines of a sortie that end after what is left of the budget."""
    found = []
    for leg in legs:
        left_h -= leg.turn_h + leg.line_h
        if left_h < -ROUNDING_H:
            found.append(leg.flown.line)
    return found


def _refuse_bad(profile: FlightProfile, budget_h: float) -> None:
    for name in ("speed_m_s", "climb_m_s", "ferry_speed_m_s"):
        value = getattr(profile, name)
        if not value > 0.0:
            raise RuleError("not_positive", field=name, found=value)
    for name in ("height_m", "min_height_m", "turn_s", "endurance_h", "reserve_h"):
        value = getattr(profile, name)
        if not value >= 0.0:
            raise RuleError("negative", field=name, found=value)
    if isnan(budget_h):
        raise RuleError("not_finite", field="budget_h", found=budget_h)
