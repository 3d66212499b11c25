"""The rules about missions, each at, below and above its boundary, on plain records."""

from datetime import UTC, datetime, timedelta
from uuid import uuid4

import pytest
from hypothesis import given
from hypothesis import strategies as st

from osi_app.area.records import RestrictedSite
from osi_app.geo.geodesy import destination
from osi_app.kernel.findings import Finding, Severity
from osi_app.kernel.record import Vertices
from osi_app.roster.records import TeamMember
from osi_app.search.crews import Crew, crew_findings, mission_order
from osi_app.search.flights import FlightLimits, flight_findings
from osi_app.search.periods import technique_findings
from osi_app.search.places import in_restricted_sites, outside_area
from osi_app.search.records import GeometryKind, Mission, MissionStatus
from osi_app.treaty.timeline import Options, Timeline, timeline
from osi_app.treaty.values import shipped_values
from osi_app.treaty.words import Milestone, Technique

T0 = datetime(2026, 8, 24, 6, tzinfo=UTC)
START = datetime(2026, 9, 3, 5, tzinfo=UTC)
HOUR = timedelta(hours=1)
HOME = (78.0, 50.0)


def square(side_m: float) -> Vertices:
    """A square about home, counter-clockwise."""
    half = side_m / 2**0.5
    return tuple(destination(HOME, azimuth, half) for azimuth in (225, 135, 45, 315))


AREA = square(20_000)


def mission(**changes: object) -> Mission:
    return Mission.model_validate(
        {
            "inspection_id": uuid4(),
            "information_need_id": uuid4(),
            "code": "M-1",
            "title": "Walk",
            "technique": Technique.GAMMA,
            "geometry": GeometryKind.POINTS,
            "vertices": (HOME,),
            "starts_at": START,
            "ends_at": START + 6 * HOUR,
            **changes,
        }
    )


def codes(findings: list[Finding]) -> list[str]:
    return [found.message_code for found in findings]


def line(**facts: datetime) -> Timeline:
    happened = {Milestone(name): at for name, at in facts.items()}
    return timeline(happened, Options(requested_at=T0))


CONTINUES = line().continuation.at


@pytest.mark.parametrize(
    ("technique", "start", "found"),
    [
        (Technique.GAMMA, START, []),
        (Technique.GEOPHYSICS, START, ["search.technique_period.technique_before_continuation"]),
        (
            Technique.GEOPHYSICS,
            CONTINUES - HOUR,
            ["search.technique_period.technique_before_continuation"],
        ),
        (Technique.GEOPHYSICS, CONTINUES, []),
        (Technique.DRILLING, CONTINUES, ["search.drilling_vote.drilling_not_approved"]),
        (Technique.GAMMA, line().end.at - 6 * HOUR, []),
        (
            Technique.GAMMA,
            line().end.at - 5 * HOUR,
            ["search.technique_period.technique_after_end"],
        ),
    ],
)
def test_the_period_at_start_and_end(
    technique: Technique, start: datetime, found: list[str]
) -> None:
    going = mission(technique=technique, starts_at=start, ends_at=start + 6 * HOUR)
    findings = technique_findings(going, line(), shipped_values(), more_agreed=False)
    assert codes([f for f in findings if f.breaks_rule]) == found


def test_too_early_says_by_how_much_and_from_when() -> None:
    going = mission(technique=Technique.ACTIVE_SEISMIC, starts_at=CONTINUES - HOUR)
    (found,) = technique_findings(going, line(), shipped_values(), more_agreed=False)
    assert found.values["exceeded_by"] == 3600
    assert found.values["earliest"] == CONTINUES
    assert found.mend == "search.postpone_mend"


def test_the_gap_before_continuation_is_a_note() -> None:
    going = mission(starts_at=CONTINUES - 24 * HOUR, ends_at=CONTINUES - 20 * HOUR)
    (found,) = technique_findings(going, line(), shipped_values(), more_agreed=False)
    assert (found.severity, found.rule) == (Severity.NOTE, "search.technique_period")


@pytest.mark.parametrize(("agreed", "rule"), [(False, ["search.overflight_agreement"]), (True, [])])
def test_more_overflights_need_agreement(agreed: bool, rule: list[str]) -> None:
    going = mission(airborne=True)
    found = technique_findings(going, line(), shipped_values(), more_agreed=agreed)
    assert [f.rule for f in found] == rule


def flight(hours: float, day: int, **changes: object) -> Mission:
    start = START + day * 24 * HOUR
    values = {"technique": Technique.VISUAL, "airborne": True, "initial_overflight": True}
    times = {"code": f"M-{day}", "starts_at": start, "ends_at": start + hours * HOUR}
    return mission(**{**values, **times, **changes})


@pytest.mark.parametrize(
    ("hours", "over"), [((4, 5, 2), {}), ((4, 5, 3), {}), ((4, 5, 4), {"M-2": 1.0})]
)
def test_the_thirteenth_hour(hours: tuple[int, ...], over: dict[str, float]) -> None:
    flights = [flight(count, day) for day, count in enumerate(hours)]
    found = flight_findings(flights[::-1], FlightLimits())
    assert {f.subject.shown: f.values["exceeded_by"] for f in found} == over


def test_cancelled_sorties_and_other_flights_do_not_add_up() -> None:
    flights = [
        flight(10, 0),
        flight(10, 1, status=MissionStatus.CANCELLED),
        flight(10, 2, initial_overflight=False),
    ]
    assert flight_findings(flights, FlightLimits()) == []


@pytest.mark.parametrize(("height_m", "over"), [(None, []), (1500.0, []), (1500.5, [0.5])])
def test_height(height_m: float | None, over: list[float]) -> None:
    found = flight_findings([flight(1, 0, height_m=height_m)], FlightLimits())
    assert [f.values["exceeded_by"] for f in found] == over


@pytest.mark.parametrize(("distance_m", "out"), [(9_999.0, None), (10_001.0, 1.0), (12_000.0, 2e3)])
def test_outside_says_how_far(distance_m: float, out: float | None) -> None:
    east = destination(HOME, 90, distance_m)
    found = outside_area(mission(vertices=(HOME, east)), AREA, "mandated")
    if out is None:
        assert found == []
    else:
        assert found[0].values["distance_m"] == pytest.approx(out, abs=5)
        assert found[0].values["boundary"] == "mandated"


def test_the_area_s_own_boundary_is_inside() -> None:
    whole = mission(geometry=GeometryKind.POLYGON, vertices=AREA)
    assert outside_area(whole, AREA, "requested") == []
    rim = mission(geometry=GeometryKind.LINE, vertices=AREA[:2])
    assert outside_area(rim, AREA, "requested") == []


def test_a_line_that_only_crosses_the_outside_is_outside() -> None:
    bent = ((77.9, 50.0), (78.0, 50.2), (78.1, 50.0))
    assert outside_area(mission(geometry=GeometryKind.LINE, vertices=bent), AREA, "requested")


SITE = RestrictedSite(inspection_id=uuid4(), code="RAS-1", vertices=square(1_000))


@pytest.mark.parametrize(("distance_m", "inside"), [(501.0, False), (500.0, False), (499.0, True)])
def test_work_up_to_a_site_s_boundary(distance_m: float, inside: bool) -> None:
    there = mission(vertices=(destination(HOME, 90, distance_m),))
    found = in_restricted_sites(there, [SITE])
    assert codes(found) == (["search.in_restricted_site"] if inside else [])


def test_lines_and_polygons_in_a_site_are_measured() -> None:
    far = destination(HOME, 90, 3_000)
    west = destination(HOME, 270, 3_000)
    crossing = mission(geometry=GeometryKind.LINE, vertices=(west, far))
    (found,) = in_restricted_sites(crossing, [SITE])
    assert found.values["inside_m"] == pytest.approx(1_000, rel=1e-3)
    cover = mission(geometry=GeometryKind.POLYGON, vertices=square(4_000))
    (found,) = in_restricted_sites(cover, [SITE])
    assert found.message_code == "search.in_restricted_site.area"
    assert found.values["inside_m2"] == pytest.approx(1e6, rel=1e-3)
    assert in_restricted_sites(cover.changed(airborne=True), [SITE]) == []


def member(code_day: int = 0, **changes: object) -> TeamMember:
    first = (START + code_day * 24 * HOUR).date()
    values = {"arrives_on": first, "departs_on": first + timedelta(days=9)}
    keys = {"inspection_id": uuid4(), "inspector_id": uuid4(), "seat": "field"}
    return TeamMember.model_validate({**keys, **values, **changes})


@pytest.mark.parametrize(("day", "outside"), [(-1, 1), (0, 0), (9, 0), (10, 1)])
def test_crew_is_on_territory(day: int, outside: int) -> None:
    start = START + day * 24 * HOUR
    person = member()
    crew = Crew(mission(starts_at=start, ends_at=start + HOUR), (person,), {person.id: "I-1"})
    found = crew_findings([crew])
    assert len(found) == outside
    for finding in found:
        assert (finding.values["member"], finding.values["exceeded_by"]) == ("I-1", 1)


@pytest.mark.parametrize(("gap_h", "double"), [(5, True), (6, False), (7, False)])
def test_nobody_is_on_two_missions_at_once(gap_h: int, double: bool) -> None:
    person, second = member(), START + gap_h * HOUR
    first = Crew(mission(), (person,), {person.id: "I-1"})
    other = mission(code="M-2", starts_at=second, ends_at=second + 6 * HOUR)
    found = crew_findings([Crew(other, (person,), {person.id: "I-1"}), first])
    assert [f.subject.shown for f in found] == (["M-2"] if double else [])
    for finding in found:
        assert finding.values["overlap_s"] == 3600
    cancelled = Crew(other.changed(status=MissionStatus.CANCELLED), (person,), {})
    assert crew_findings([first, cancelled]) == []


@pytest.mark.parametrize(("count", "over"), [(4, []), (5, [1])])
def test_four_on_board(count: int, over: list[int]) -> None:
    crew = Crew(mission(airborne=True), tuple(member() for _ in range(count)), {})
    assert [f.values["exceeded_by"] for f in crew_findings([crew])] == over
    walk = Crew(mission(), crew.members, {})
    assert crew_findings([walk]) == []


@pytest.mark.parametrize(("hours", "wrong"), [(-1, True), (0, True), (1, False)])
def test_a_mission_ends_after_it_starts(hours: int, wrong: bool) -> None:
    assert bool(mission_order(mission(ends_at=START + hours * HOUR))) is wrong


@given(st.lists(st.floats(0.25, 6), max_size=6))
def test_hours_beyond_the_limit_are_what_is_flown_less_twelve(hours: list[float]) -> None:
    found = flight_findings([flight(h, day) for day, h in enumerate(hours)], FlightLimits())
    over = sum(hours) - 12
    worst = max((f.values["exceeded_by"] for f in found), default=0.0)
    assert worst == pytest.approx(max(0.0, over), abs=0.011)
