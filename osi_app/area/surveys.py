"""Survey plans made into lines, points and flights. What is computed here is never stored."""

import itertools
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from math import inf, isfinite
from uuid import UUID

from osi_app.area.records import (
    AreaBoundary,
    BaseOfOperations,
    FlightRestriction,
    GroundFeature,
    GroundKind,
    PointOfEntry,
    RestrictedSite,
    RestrictionKind,
    SurveyPattern,
    SurveyPlan,
)
from osi_app.geo.coverage.flight import FlightPlan, FlightProfile, flight_plan
from osi_app.geo.coverage.ground import Ground
from osi_app.geo.coverage.lines import Line, LinePattern, SurveyLines, parallel_lines
from osi_app.geo.coverage.network import mini_array, station_network
from osi_app.geo.coverage.points import PointPattern, grid_points, strip_points
from osi_app.geo.coverage.profiles import profile_lines
from osi_app.geo.coverage.proof import Coverage, coverage
from osi_app.geo.coverage.traverse import loop_around, route_through
from osi_app.geo.geodesy import Point, distance_m
from osi_app.inspection.case import Case
from osi_app.kernel.errors import RuleError
from osi_app.kernel.ports import Reading
from osi_app.kernel.record import Vertices

DEFAULT_SPEED_M_S = 33.3
REMEMBERED = 64
"""So many surveys are remembered."""
TURN_S = 45.0
"""A procedure turn where no turn radius is given."""


@dataclass(frozen=True, slots=True)
class Terrain:
    """What surveys of a case are laid over: the area in force, what is kept off, and from where
    aircraft fly. ``flown_from`` maps a place's code to where it is."""

    area: Vertices
    sites: tuple[Vertices, ...]
    prohibited: tuple[Vertices, ...]
    no_go: tuple[Vertices, ...]
    flown_from: dict[str, Point]
    keep_off_sites: bool = True

    def keep_out(self, plan: SurveyPlan) -> tuple[Vertices, ...]:
        """The rings no line or point of this plan may enter."""
        if plan.airborne:
            return (*(self.sites if self.keep_off_sites else ()), *self.prohibited)
        return (*self.sites, *self.no_go)

    def start_of(self, plan: SurveyPlan) -> Point:
        """Where its aircraft or crew set out."""
        places = self.flown_from
        return places.get(plan.flown_from) or next(iter(places.values()), self.area[0])


@dataclass(frozen=True, slots=True)
class Survey:
    """One plan computed. ``lines`` are in the order in which they are worked, ``ties`` across
    them; ``points`` to visit in order; lengths in metres. ``flight`` for aircraft only.
    ``problem`` is the code of why nothing came of it."""

    plan: SurveyPlan
    lines: tuple[Vertices, ...] = ()
    ties: tuple[Vertices, ...] = ()
    points: tuple[Point, ...] = ()
    azimuth_deg: float | None = None
    line_m: float = 0.0
    flight: FlightPlan | None = None
    ground: Ground | None = None
    laid: SurveyLines | None = None
    problem: str = ""

    @property
    def plan_id(self) -> UUID:
        """The plan's record."""
        return self.plan.id


def terrain_of(reading: Reading, case: Case, area: AreaBoundary | None) -> Terrain | None:
    """What surveys are laid over; None while the case has no boundary."""
    if area is None:
        return None
    key = case.inspection.id
    restrictions = reading.all(FlightRestriction, inspection_id=key)
    zones = reading.all(GroundFeature, inspection_id=key)
    barred = [one for one in restrictions if one.kind is RestrictionKind.PROHIBITION]
    return Terrain(
        area=area.vertices,
        sites=tuple(site.vertices for site in reading.all(RestrictedSite, inspection_id=key)),
        prohibited=tuple(one.vertices for one in barred if one.vertices),
        no_go=tuple(zone.vertices for zone in zones if zone.kind is GroundKind.NO_GO_ZONE),
        flown_from=_places(reading, key, zones),
        keep_off_sites=case.values.flag("overflight.keep_off_sites"),
    )


def _places(reading: Reading, key: UUID, zones: Sequence[GroundFeature]) -> dict[str, Point]:
    points = (GroundKind.LANDING_SITE, GroundKind.BASING_POINT)
    bases = reading.all(BaseOfOperations, inspection_id=key)
    entries = reading.all(PointOfEntry, inspection_id=key)
    found: dict[str, Point] = {base.code: (base.lon, base.lat) for base in bases}
    found |= {zone.code: zone.vertices[0] for zone in zones if zone.kind in points}
    return found | {entry.code: (entry.lon, entry.lat) for entry in entries}


def case_surveys(reading: Reading, case: Case, terrain: Terrain) -> tuple[Survey, ...]:
    """Every survey plan of a case, computed."""
    plans = reading.all(SurveyPlan, inspection_id=case.inspection.id)
    return surveys_of(plans, terrain, case.values.number("overflight.initial_hours"))


def surveys_of(
    plans: Sequence[SurveyPlan], terrain: Terrain, budget_h: float
) -> tuple[Survey, ...]:
    """All plans computed, in order of code. Initial overflights share ``budget_h`` hours over the
    area (P.72): each gets what those before it left."""
    found = []
    left = budget_h
    for plan in sorted(plans, key=lambda one: one.code):
        made = survey(plan, terrain, left if plan.initial_overflight else inf)
        if made.flight is not None and plan.initial_overflight:
            left -= made.flight.hours_over_area
        found.append(made)
    return tuple(found)


def survey(plan: SurveyPlan, terrain: Terrain, budget_h: float = inf) -> Survey:
    """One plan computed over its ground; a plan that gives nothing says why in ``problem``.

    A dense plan takes seconds and every look at a case asks for all of them: those computed last
    are remembered, by everything that they follow from.
    """
    return _computed(plan, _Held(terrain), budget_h)


class _Held:
    """A terrain to look up by: what it holds as one value."""

    def __init__(self, terrain: Terrain) -> None:
        self.terrain = terrain
        self._key = (
            terrain.area, terrain.sites, terrain.prohibited, terrain.no_go,
            tuple(terrain.flown_from.items()), terrain.keep_off_sites,
        )  # fmt: skip

    def __hash__(self) -> int:
        return hash(self._key)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _Held) and self._key == other._key


@lru_cache(maxsize=REMEMBERED)
def _computed(plan: SurveyPlan, held: _Held, budget_h: float) -> Survey:
    terrain = held.terrain
    try:
        made = _MAKERS[plan.pattern](plan, terrain)
    except RuleError as error:
        return Survey(plan, problem=error.code)
    if not (made.lines or made.points):
        return replace(made, problem="nothing_left_to_cover")
    if plan.airborne and made.lines:
        made = replace(made, flight=_flight(plan, made, terrain, budget_h))
    return made


def coverage_of(made: Survey) -> Coverage | None:
    """The proof of what its lines cover; None for a survey without lines or without a swath."""
    if made.ground is None or made.plan.swath_m is None or not made.lines:
        return None
    lines = made.laid.lines if made.laid else _stretches(made.lines)
    return coverage(made.ground, lines, made.plan.swath_m)


def _ground(plan: SurveyPlan, terrain: Terrain) -> Ground:
    ring = plan.vertices if len(plan.vertices) >= 3 else terrain.area
    return Ground(area=ring, keep_out=terrain.keep_out(plan))


def _stretches(lines: Sequence[Vertices]) -> tuple[Line, ...]:
    """Every straight stretch of lines and routes, numbered from 1."""
    ends = (pair for line in lines for pair in itertools.pairwise(line))
    return tuple(
        Line(start, end, number, distance_m(start, end))
        for number, (start, end) in enumerate(ends, 1)
    )


def _parallel(plan: SurveyPlan, terrain: Terrain) -> Survey:
    ground = _ground(plan, terrain)
    pattern = LinePattern(
        spacing_m=plan.spacing_m,
        azimuth_deg=plan.azimuth_deg,
        overrun_m=plan.overrun_m,
        tie_spacing_m=plan.tie_spacing_m,
        turn_radius_m=plan.turn_radius_m,
    )
    return _of_lines(plan, parallel_lines(ground, pattern), ground)


def _of_lines(plan: SurveyPlan, made: SurveyLines, ground: Ground) -> Survey:
    both = (*made.lines, *made.ties)
    return Survey(
        plan,
        lines=tuple((one.start, one.end) for one in made.lines),
        ties=tuple((one.start, one.end) for one in made.ties),
        azimuth_deg=made.azimuth_deg,
        line_m=sum(one.length_m for one in both),
        ground=ground,
        laid=made,
    )


def _grid(plan: SurveyPlan, terrain: Terrain) -> Survey:
    ground = _ground(plan, terrain)
    return _of_points(plan, grid_points(ground, _points(plan)), ground)


def _strips(plan: SurveyPlan, terrain: Terrain) -> Survey:
    ground = _ground(plan, terrain)
    return _of_points(plan, strip_points(ground, _points(plan)), ground)


def _points(plan: SurveyPlan) -> PointPattern:
    return PointPattern(
        spacing_m=plan.spacing_m,
        azimuth_deg=plan.azimuth_deg or 0.0,
        start="random" if plan.random_start else "systematic",
        seed=plan.seed,
        strips=plan.swath_m,
    )


def _of_points(plan: SurveyPlan, points: tuple[Point, ...], ground: Ground) -> Survey:
    return Survey(plan, points=points, ground=ground)


def _traverse(plan: SurveyPlan, terrain: Terrain) -> Survey:
    # without places of its own a route goes through the corners of the area
    route = route_through(plan.vertices or terrain.area, terrain.start_of(plan), loop=True)
    return _of_route(plan, route)


def _loop(plan: SurveyPlan, terrain: Terrain) -> Survey:
    route = loop_around(plan.vertices or terrain.area, plan.spacing_m)
    return _of_route(plan, (*route, route[0]))


def _of_route(plan: SurveyPlan, route: Vertices) -> Survey:
    length = sum(distance_m(a, b) for a, b in itertools.pairwise(route))
    return Survey(plan, lines=(route,), points=route, line_m=length)


def _network(plan: SurveyPlan, terrain: Terrain) -> Survey:
    ground = _ground(plan, terrain)
    return _of_points(plan, station_network(ground, plan.spacing_m, plan.count), ground)


def _array(plan: SurveyPlan, terrain: Terrain) -> Survey:
    centre = plan.vertices[0] if plan.vertices else terrain.start_of(plan)
    points = mini_array(centre, plan.spacing_m, plan.count or 3, plan.azimuth_deg or 0.0)
    return Survey(plan, points=points)


def _profiles(plan: SurveyPlan, terrain: Terrain) -> Survey:
    ground = Ground(area=terrain.area, keep_out=terrain.keep_out(plan))
    through = _middle(plan.vertices or terrain.area)
    made = profile_lines(ground, through, plan.azimuth_deg or 0.0, plan.spacing_m, plan.count or 1)
    return Survey(
        plan,
        lines=tuple((one.start, one.end) for one in made),
        azimuth_deg=plan.azimuth_deg or 0.0,
        line_m=sum(one.length_m for one in made),
        ground=ground,
    )


def _middle(vertices: Vertices) -> Point:
    count = len(vertices)
    return (sum(lon for lon, _ in vertices) / count, sum(lat for _, lat in vertices) / count)


def _flight(plan: SurveyPlan, made: Survey, terrain: Terrain, budget_h: float) -> FlightPlan:
    speed = plan.speed_m_s or DEFAULT_SPEED_M_S
    profile = FlightProfile(
        height_m=plan.height_m or 0.0,
        min_height_m=plan.min_height_m or 0.0,
        speed_m_s=speed,
        turn_s=TURN_S,
        climb_m_s=plan.climb_m_s or 5.0,
        endurance_h=plan.endurance_h or inf,
        reserve_h=plan.reserve_h,
        ferry_speed_m_s=plan.ferry_speed_m_s or speed,
    )
    flown = made.laid or SurveyLines(
        made.azimuth_deg or 0.0,
        _stretches(made.lines),
        (),
        plan.turn_radius_m,
    )
    return flight_plan(flown, profile, terrain.start_of(plan), budget_h)


_MAKERS = {
    SurveyPattern.PARALLEL_LINES: _parallel,
    SurveyPattern.POINT_GRID: _grid,
    SurveyPattern.POINT_STRIPS: _strips,
    SurveyPattern.TRAVERSE: _traverse,
    SurveyPattern.LOOP: _loop,
    SurveyPattern.STATION_NETWORK: _network,
    SurveyPattern.MINI_ARRAY: _array,
    SurveyPattern.PROFILE_LINES: _profiles,
}


def working_days(made: Survey, rate_per_day: float | None) -> float | None:
    """Days for one crew at a method's rate: line-km a day, or points a day; None without one."""
    if not rate_per_day or not isfinite(rate_per_day):
        return None
    amount = made.line_m / 1000.0 if made.lines else float(len(made.points))
    return amount / rate_per_day
