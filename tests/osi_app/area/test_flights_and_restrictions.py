"""Restrictions of overflights (P.75) and the surveys flown: height (P.78), hours (P.72),
agreement (P.73), each below, at and above its limit."""

from datetime import timedelta
from typing import Any

import pytest

from osi_app.area.findings import findings
from osi_app.area.methods import survey_method, survey_methods
from osi_app.area.records import (
    BaseOfOperations,
    BoundaryKind,
    FlightRestriction,
    GroundFeature,
    GroundKind,
    PointOfEntry,
    RestrictedSite,
    RestrictionKind,
    SurveyPattern,
    SurveyPlan,
)
from osi_app.area.service import AreaService
from osi_app.area.surveys import coverage_of, working_days
from osi_app.geo.polygons import inside, plane_about, shape
from osi_app.inspection.case import load_case
from osi_app.inspection.records import Inspection
from osi_app.kernel.clock import FixedClock
from osi_app.kernel.errors import NotFoundError
from osi_app.kernel.findings import Finding
from osi_app.kernel.ports import Store
from osi_app.treaty.words import Technique

AREA = ((77.9, 49.9), (78.1, 49.9), (78.1, 50.1), (77.9, 50.1))
SITE = ((77.99, 50.01), (78.01, 50.01), (78.01, 50.02), (77.99, 50.02))


@pytest.fixture
def area(field_store: Store, now: FixedClock, exercise: Inspection) -> AreaService:
    service = AreaService(field_store, now)
    service.set_boundary(exercise.id, BoundaryKind.MANDATED, AREA)
    entry: dict[str, Any] = {"inspection_id": exercise.id, "lon": 80.2, "lat": 50.3, "chosen": True}
    service.record("Add", PointOfEntry(code="POE-1", name="Semey", **entry))
    base: dict[str, Any] = {"inspection_id": exercise.id, "code": "BOO-1", "name": "Base"}
    service.record("Add", BaseOfOperations(lon=78.0, lat=49.95, **base))
    return service


@pytest.fixture
def said(area: AreaService, exercise: Inspection, now: FixedClock) -> Any:
    """The findings about restrictions and surveys, as (message, subject)."""

    def look() -> list[tuple[str, str]]:
        return [(one.message_code, one.subject.shown) for one in all_findings()]

    def all_findings() -> list[Finding]:
        with area._store.read() as reading:
            found = findings(reading, load_case(reading, exercise.id, now))
        rules = ("area.restriction", "area.flight_restricted", "area.survey")
        return [one for one in found if one.rule in rules]

    look.all = all_findings  # type: ignore[attr-defined]
    return look


def restriction(exercise: Inspection, kind: RestrictionKind, **values: Any) -> FlightRestriction:
    return FlightRestriction(inspection_id=exercise.id, code="OR-1", kind=kind, **values)


def overflight(exercise: Inspection, **values: Any) -> SurveyPlan:
    figures = survey_method("overflight_overview").figures() | values
    return SurveyPlan(inspection_id=exercise.id, code="SP-01", title="Overflight", **figures)


@pytest.mark.parametrize(
    ("kind", "values", "message"),
    [
        (RestrictionKind.ALTITUDE_FLOOR, {}, "restriction_incomplete"),
        (RestrictionKind.ALTITUDE_FLOOR, {"floor_m": 1_500}, None),
        (RestrictionKind.ALTITUDE_FLOOR, {"floor_m": 1_500.1}, "restriction_leaves_no_height"),
        (RestrictionKind.PASSES, {"most": 2}, None),
        (RestrictionKind.PASSES, {}, "restriction_incomplete"),
        (RestrictionKind.INSPECTORS, {}, "restriction_incomplete"),
        (RestrictionKind.HOVER_BAN, {}, None),
        (RestrictionKind.PROHIBITION, {}, "prohibition_without_alternative"),
        (RestrictionKind.PROHIBITION, {"alternative": "ground visit"}, None),
    ],
)
def test_a_restriction_says_what_its_kind_needs(
    area: AreaService, exercise: Inspection, said: Any, kind: Any, values: Any, message: Any
) -> None:
    area.record("Declare", restriction(exercise, kind, **values))
    assert said() == ([(message, "OR-1")] if message else [])


@pytest.mark.parametrize(
    ("hours", "message"), [(1, None), (0, "restriction_never_open"), (-1, "restriction_never_open")]
)
def test_a_window_closes_after_it_opens(
    area: AreaService, exercise: Inspection, said: Any, hours: int, message: Any
) -> None:
    opens = exercise.requested_at
    window = {"opens_at": opens, "closes_at": opens + timedelta(hours=hours)}
    area.record("Declare", restriction(exercise, RestrictionKind.TIME_WINDOW, **window))
    assert said() == ([(message, "OR-1")] if message else [])


def test_a_restriction_elsewhere_is_worth_a_note(
    area: AreaService, exercise: Inspection, said: Any
) -> None:
    away = tuple((lon + 1, lat) for lon, lat in SITE)
    area.record("Declare", restriction(exercise, RestrictionKind.HOVER_BAN, vertices=away))
    assert said() == [("restriction_outside", "OR-1")]


@pytest.mark.parametrize(("height", "low"), [(499, True), (500, False), (501, False)])
def test_a_flight_keeps_the_floor(
    area: AreaService, exercise: Inspection, said: Any, height: float, low: bool
) -> None:
    floor = restriction(exercise, RestrictionKind.ALTITUDE_FLOOR, floor_m=500, vertices=SITE)
    area.record("Declare", floor)
    area.record("Plan", overflight(exercise, height_m=height))
    assert (("flight_below_floor", "SP-01") in said()) is low


@pytest.mark.parametrize(("height", "high"), [(1_499, False), (1_500, False), (1_501, True)])
def test_no_flight_is_higher_than_1500_metres(
    area: AreaService, exercise: Inspection, said: Any, height: float, high: bool
) -> None:
    area.record("Plan", overflight(exercise, height_m=height))
    assert (("survey_height", "SP-01") in said()) is high


@pytest.mark.parametrize(
    ("minutes", "out"), [(-1, True), (0, False), (59, False), (60, True), (61, True)]
)
def test_a_flight_starts_within_the_window_whose_end_is_not_included(
    area: AreaService, exercise: Inspection, said: Any, minutes: int, out: bool
) -> None:
    opens = exercise.requested_at
    window = {"opens_at": opens, "closes_at": opens + timedelta(hours=1)}
    area.record("Declare", restriction(exercise, RestrictionKind.TIME_WINDOW, **window))
    starts = opens + timedelta(minutes=minutes)
    area.record("Plan", overflight(exercise, starts_at=starts))
    assert (("flight_out_of_window", "SP-01") in said()) is out


def test_an_additional_overflight_needs_agreement(
    area: AreaService, exercise: Inspection, said: Any
) -> None:
    area.plan_survey(exercise.id, "gamma_airborne")
    assert said() == [("survey_not_agreed", "SP-01")]
    agreed = {"additional_overflights_agreed": True}
    area.correct("Agree", Inspection, [exercise.id], agreed)
    assert said() == []


def test_initial_overflights_share_twelve_hours(
    area: AreaService, exercise: Inspection, said: Any
) -> None:
    """318 km² at 60 m lines is far more than twelve hours; at 1 km it is not."""
    area.plan_survey(exercise.id, "overflight_overview")
    assert said() == []
    area.plan_survey(exercise.id, "overflight_overview", spacing_m=120, swath_m=120)
    (found,) = said.all()
    assert found.message_code == "survey_hours"
    assert found.values["found_h"] == pytest.approx(12 + found.values["exceeded_h"])
    first, second = area.surveys(exercise.id)
    assert first.flight is not None
    assert second.flight is not None
    left = first.flight.sorties[-1].budget_left_h
    assert left == pytest.approx(12 - first.flight.hours_over_area)
    start = second.flight.sorties[0]
    assert start.budget_left_h == pytest.approx(left - start.hours_over_area)


def test_lines_keep_out_of_sites_and_prohibited_places(
    area: AreaService, exercise: Inspection
) -> None:
    area.declare_sites(RestrictedSite(inspection_id=exercise.id, code="RAS-1", vertices=SITE))
    barred = tuple((lon + 0.05, lat) for lon, lat in SITE)
    area.record("Declare", restriction(exercise, RestrictionKind.PROHIBITION, vertices=barred))
    area.plan_survey(exercise.id, "overflight_overview")
    (made,) = area.surveys(exercise.id)
    plane = plane_about(AREA)
    for ring in (SITE, barred):
        core = shape(ring, plane).buffer(-0.001)
        assert not any(core.intersects(shape(line, plane)) for line in made.lines)
    proof = coverage_of(made)
    assert proof is not None
    assert proof.uncovered_m2 <= 1e-4 * (proof.covered_m2 + proof.uncovered_m2)


def test_work_on_the_ground_keeps_out_of_no_go_zones(
    area: AreaService, exercise: Inspection
) -> None:
    zone = GroundFeature(
        inspection_id=exercise.id, code="NG-1", kind=GroundKind.NO_GO_ZONE, vertices=SITE
    )
    area.record("Draw", zone)
    area.plan_survey(exercise.id, "gamma_in_situ", spacing_m=500)
    (made,) = area.surveys(exercise.id)
    assert len(made.points) > 1_000
    assert not any(inside(point, SITE) for point in made.points)


@pytest.mark.parametrize("method", [method.key for method in survey_methods()])
def test_every_shipped_method_makes_a_plan_over_a_small_place(
    area: AreaService, exercise: Inspection, method: str
) -> None:
    ring = tuple((78.0 + (lon - 78.0) / 40, 50.0 + (lat - 50.0) / 40) for lon, lat in AREA)
    area.plan_survey(exercise.id, method, vertices=ring)
    (made,) = area.surveys(exercise.id)
    assert made.problem == ""
    assert made.lines or made.points
    assert (made.flight is not None) is made.plan.airborne
    days = working_days(made, survey_method(method).rate_per_day)
    assert days is None or days > 0


def test_every_technique_of_the_protocol_has_a_method_with_its_source() -> None:
    methods = survey_methods()
    assert {method.technique for method in methods} == set(Technique)
    assert {method.pattern for method in methods} >= {
        SurveyPattern.PARALLEL_LINES, SurveyPattern.POINT_GRID, SurveyPattern.STATION_NETWORK,
    }  # fmt: skip
    assert all(method.tag == "E" and method.source for method in methods)
    with pytest.raises(NotFoundError):
        survey_method("telepathy")


def test_a_plan_beyond_the_area_is_said_so(
    area: AreaService, exercise: Inspection, said: Any
) -> None:
    away = tuple((lon + 0.1, lat) for lon, lat in AREA)
    area.plan_survey(exercise.id, "gamma_in_situ", vertices=away)
    assert said() == [("survey_outside", "SP-01")]


def test_ground_that_is_all_restricted_gives_nothing_and_says_so(
    area: AreaService, exercise: Inspection, said: Any
) -> None:
    area.declare_sites(RestrictedSite(inspection_id=exercise.id, code="RAS-1", vertices=SITE))
    area.plan_survey(exercise.id, "gamma_foot", vertices=SITE)
    assert said() == [("survey_impossible", "SP-01")]


def test_without_a_boundary_there_is_no_survey(field_store: Store, now: FixedClock,
                                               exercise: Inspection) -> None:  # fmt: skip
    assert AreaService(field_store, now).surveys(exercise.id) == ()


def test_a_domain_figure_a_thousand_square_kilometres_in_ten_hours(
    area: AreaService, exercise: Inspection
) -> None:
    """1 km lines over 1,000 km² at 120 km/h with turns: about 10.4 h (planning figure)."""
    side = 0.2205
    big = tuple(
        (78.0 + x * side, 50.0 + y * 0.1421) for x, y in ((-1, -1), (1, -1), (1, 1), (-1, 1))
    )
    area.set_boundary(exercise.id, BoundaryKind.MANDATED, big)
    area.plan_survey(exercise.id, "overflight_overview", azimuth_deg=90)
    (made,) = area.surveys(exercise.id)
    assert made.flight is not None
    assert made.line_m / 1000 == pytest.approx(1_000, rel=0.05)
    assert 8.5 < made.flight.hours_over_area < 12.0
