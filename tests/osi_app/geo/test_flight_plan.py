"""Lines flown: every one once, to and fro, within endurance, and the hours over the area."""

import math
from dataclasses import replace
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from osi_app.geo.coverage.flight import FlightPlan, FlightProfile, flight_plan
from osi_app.geo.coverage.ground import Ground
from osi_app.geo.coverage.lines import Line, LinePattern, SurveyLines, parallel_lines
from osi_app.geo.coverage.turns import Pose, dubins_m, turn_m
from osi_app.geo.geodesy import Point, azimuth_deg, destination, distance_m
from osi_app.kernel.errors import RuleError
from osi_app.kernel.record import Vertices

HOME = (78.0, 50.0)
BASE = destination(HOME, 180, 60_000)
INITIAL_H = 12.0
"""P.72."""
SPEED_M_S = 120 / 3.6
SIDE_M = 31_620.0
PROFILE = FlightProfile(
    height_m=100,
    min_height_m=60,
    speed_m_s=SPEED_M_S,
    turn_s=0.25 * SIDE_M / SPEED_M_S,
    climb_m_s=5,
    endurance_h=4,
    reserve_h=0.5,
    ferry_speed_m_s=50,
)


def square(side_m: float) -> Vertices:
    return tuple(destination(HOME, 225 - turn, side_m / math.sqrt(2)) for turn in (0, 90, 180, 270))


def lines_over(spacing_m: float, turn_radius_m: float = 0.0) -> SurveyLines:
    """Lines over a square of 1,000 km2, north to south."""
    pattern = LinePattern(spacing_m, azimuth_deg=0, turn_radius_m=turn_radius_m, fill=False)
    return parallel_lines(Ground(square(SIDE_M)), pattern)


def flown(plan: FlightPlan) -> list[Line]:
    return [line for sortie in plan.sorties for line in sortie.lines]


@pytest.mark.parametrize(
    ("spacing_m", "hours", "fits"), [(2000, 5.2, True), (1000, 10.4, True), (500, 20.8, False)]
)
def test_the_initial_overflight_of_a_thousand_square_kilometres(
    spacing_m: float, hours: float, fits: bool
) -> None:
    # 120 km/h, a quarter more for turns
    plan = flight_plan(lines_over(spacing_m), PROFILE, BASE, INITIAL_H)
    assert plan.hours_over_area == pytest.approx(hours, rel=0.04)
    assert (plan.beyond_budget == ()) is fits
    assert any(sortie.exceeds for sortie in plan.sorties) is not fits


def test_lines_250_m_apart_take_some_38_hours() -> None:
    plan = flight_plan(lines_over(250), PROFILE, BASE, INITIAL_H)
    assert plan.line_km == pytest.approx(4000, rel=0.01)
    assert plan.hours_over_area == pytest.approx(4000 / 120 * 1.25, rel=0.03)


def test_lines_are_flown_to_and_fro_one_after_the_other() -> None:
    plan = flight_plan(lines_over(1000), replace(PROFILE, endurance_h=math.inf), BASE, INITIAL_H)
    lines = flown(plan)
    numbers = [line.number for line in lines]
    assert numbers in ([*range(1, 33)], [*range(32, 0, -1)])
    for one, other in pairwise(lines):
        assert distance_m(one.end, other.start) == pytest.approx(1000, abs=10)
        apart = azimuth_deg(one.start, one.end) - azimuth_deg(other.start, other.end)
        assert abs(abs(apart) - 180) < 1
    assert len(plan.sorties) == 1


@given(
    endurance_h=st.floats(0, 8),
    reserve_h=st.floats(0, 1),
    budget_h=st.floats(0, 40),
    spacing_m=st.sampled_from([700.0, 1500.0, 4000.0]),
    radius_m=st.sampled_from([0.0, 300.0]),
)
@settings(max_examples=40, deadline=None)
def test_every_line_is_flown_once_and_the_sums_are_those_of_the_parts(
    endurance_h: float, reserve_h: float, budget_h: float, spacing_m: float, radius_m: float
) -> None:
    survey = lines_over(spacing_m, radius_m)
    profile = replace(PROFILE, endurance_h=endurance_h, reserve_h=reserve_h)
    plan = flight_plan(survey, profile, BASE, budget_h)
    lines = flown(plan)
    ends = {line.number: {line.start, line.end} for line in (*survey.lines, *survey.ties)}
    assert {line.number: {line.start, line.end} for line in lines} == ends
    assert len(lines) == len(ends)
    assert [sortie.number for sortie in plan.sorties] == list(range(1, len(plan.sorties) + 1))
    left = budget_h
    for sortie in plan.sorties:
        own = sum(line.length_m for line in sortie.lines)
        assert sortie.line_km == pytest.approx(own / 1e3)
        over = (sortie.line_km + sortie.turn_km) / 120
        assert sortie.hours_over_area == pytest.approx(over)
        ferry = distance_m(BASE, sortie.lines[0].start) + distance_m(sortie.lines[-1].end, BASE)
        assert sortie.ferry_km == pytest.approx(ferry / 1e3)
        assert sortie.hours_total == pytest.approx(over + ferry / 50 / 3600)
        left -= over
        assert sortie.budget_left_h == pytest.approx(left, abs=1e-6)
        assert sortie.beyond_endurance == (sortie.hours_total > endurance_h - reserve_h + 1e-9)
        assert not sortie.beyond_endurance or len(sortie.lines) == 1
    for total in ("line_km", "turn_km", "ferry_km", "hours_over_area", "hours_total"):
        parts = sum(getattr(sortie, total) for sortie in plan.sorties)
        assert getattr(plan, total) == pytest.approx(parts)


def test_a_sortie_could_not_have_taken_one_line_more() -> None:
    plan = flight_plan(lines_over(1000), PROFILE, BASE, INITIAL_H)
    assert len(plan.sorties) > 1
    for sortie, following in pairwise(plan.sorties):
        more = following.lines[0].length_m / SPEED_M_S + PROFILE.turn_s
        home = distance_m(following.lines[0].end, BASE) - distance_m(sortie.lines[-1].end, BASE)
        assert sortie.hours_total + (more + home / 50) / 3600 > 3.5


@pytest.mark.parametrize(("share", "count"), [(1.001, 1), (0.999, 2)])
def test_endurance_holds_at_its_bound(share: float, count: int) -> None:
    survey = lines_over(4000)
    needed = flight_plan(survey, replace(PROFILE, endurance_h=math.inf), BASE, INITIAL_H)
    profile = replace(PROFILE, endurance_h=0.5 + needed.hours_total * share)
    assert len(flight_plan(survey, profile, BASE, INITIAL_H).sorties) == count


@pytest.mark.parametrize(("more_h", "beyond"), [(1e-6, 0), (-1e-6, 1), (-0.4, 2)])
def test_the_lines_that_do_not_fit_in_the_budget_are_named(more_h: float, beyond: int) -> None:
    survey = lines_over(2000)
    hours = flight_plan(survey, PROFILE, BASE, INITIAL_H).hours_over_area
    plan = flight_plan(survey, PROFILE, BASE, hours + more_h)
    assert list(plan.beyond_budget) == flown(plan)[len(survey.lines) - beyond :]
    assert plan.sorties[-1].exceeds is (beyond > 0)
    assert plan.sorties[-1].budget_left_h == pytest.approx(more_h, abs=1e-8)


def test_a_line_too_long_for_any_sortie_is_flown_alone_and_says_so() -> None:
    plan = flight_plan(lines_over(4000), replace(PROFILE, endurance_h=0.6), BASE, INITIAL_H)
    assert [len(sortie.lines) for sortie in plan.sorties] == [1] * 8
    assert all(sortie.beyond_endurance for sortie in plan.sorties)


def test_ferry_and_climb_are_not_hours_over_the_area() -> None:
    survey = lines_over(2000)
    here = flight_plan(survey, PROFILE, HOME, INITIAL_H)
    high = flight_plan(survey, replace(PROFILE, height_m=1500, climb_m_s=0.5), HOME, INITIAL_H)
    far = flight_plan(survey, PROFILE, destination(HOME, 180, 120_000), INITIAL_H)
    assert here.ferry_km < far.ferry_km
    assert here.hours_total < far.hours_total
    # climbing 1500 m at 0.5 m/s takes 50 minutes, longer than the ferry
    out_and_back = len(high.sorties) * 2 * 3000 / 3600
    assert high.hours_total - high.hours_over_area == pytest.approx(out_and_back)


def test_no_lower_than_the_least_height() -> None:
    low = replace(PROFILE, height_m=50, min_height_m=600, climb_m_s=0.1)
    high = replace(PROFILE, height_m=600, min_height_m=0, climb_m_s=0.1)
    survey = lines_over(4000)
    assert flight_plan(survey, low, HOME, 12) == flight_plan(survey, high, HOME, 12)


def test_ties_are_flown_after_the_lines() -> None:
    pattern = LinePattern(2000, 0, tie_spacing_m=10_000, fill=False)
    survey = parallel_lines(Ground(square(SIDE_M)), pattern)
    numbers = [line.number for line in flown(flight_plan(survey, PROFILE, BASE, INITIAL_H))]
    assert set(numbers[-len(survey.ties) :]) == {tie.number for tie in survey.ties}


def test_one_lobe_is_flown_before_the_next() -> None:
    site: Vertices = tuple(destination(HOME, 225 - turn, 9_000) for turn in (0, 90, 180, 270))
    ground = Ground(square(SIDE_M), (site,))
    survey = parallel_lines(ground, LinePattern(1000, 0, fill=False))
    profile = replace(PROFILE, endurance_h=math.inf, turn_s=0)
    plan = flight_plan(survey, profile, BASE, INITIAL_H)
    # three long jumps at most: to the far lobe, and along it
    jumps = [distance_m(one.end, other.start) for one, other in pairwise(flown(plan))]
    assert sum(jump > 3_000 for jump in jumps) <= 3


def test_nothing_to_fly_takes_no_time() -> None:
    plan = flight_plan(SurveyLines(0, ()), PROFILE, BASE, INITIAL_H)
    assert plan == FlightPlan(0, 0, 0, 0, 0, ())


def test_ties_alone_are_flown() -> None:
    ties = lines_over(4000).lines
    assert len(flown(flight_plan(SurveyLines(0, (), ties), PROFILE, BASE, INITIAL_H))) == len(ties)


def test_endless_endurance_and_budget_leave_endless_hours() -> None:
    plan = flight_plan(lines_over(4000), replace(PROFILE, endurance_h=math.inf), BASE, math.inf)
    assert plan.sorties[0].budget_left_h == math.inf
    assert not plan.sorties[0].exceeds


@pytest.mark.parametrize(
    ("profile", "code"),
    [
        (replace(PROFILE, speed_m_s=0), "not_positive"),
        (replace(PROFILE, ferry_speed_m_s=-1), "not_positive"),
        (replace(PROFILE, climb_m_s=math.nan), "not_positive"),
        (replace(PROFILE, endurance_h=-1), "negative"),
        (replace(PROFILE, turn_s=math.nan), "negative"),
    ],
)
def test_a_profile_that_makes_no_sense_is_refused(profile: FlightProfile, code: str) -> None:
    with pytest.raises(RuleError) as refused:
        flight_plan(lines_over(4000), profile, BASE, INITIAL_H)
    assert refused.value.code == code


def test_a_budget_that_is_no_number_is_refused() -> None:
    with pytest.raises(RuleError):
        flight_plan(lines_over(4000), PROFILE, BASE, math.nan)


@pytest.mark.parametrize(
    ("spacing_m", "radius_m", "expected_m"),
    [
        (1000, 0, 1000),
        (1000, 300, math.pi * 300 + 400),
        (600, 300, math.pi * 300),
        # closer than the circle is wide: out, round and back
        (300, 300, 300 * (math.pi + 4 * math.acos(0.75))),
        (1e-6, 300, 7 / 3 * math.pi * 300),
    ],
)
def test_turns_to_the_next_line(spacing_m: float, radius_m: float, expected_m: float) -> None:
    assert turn_m(spacing_m, radius_m) == pytest.approx(expected_m, rel=1e-6)


@given(x=st.floats(-5, 5), y=st.floats(-5, 5), first=st.floats(0, 6.28), last=st.floats(0, 6.28))
@settings(max_examples=200)
def test_a_turning_way_has_the_bounds_and_symmetries_of_dubins(
    x: float, y: float, first: float, last: float
) -> None:
    start, end = Pose(0, 0, first), Pose(x, y, last)
    found = dubins_m(start, end, 1.0)
    straight = math.hypot(x, y)
    # the limit on how much a bounded curve can add (Goaoc, Kim, Lazard)
    assert straight - 1e-9 <= found <= straight + 7 * math.pi / 3 + 1e-6
    back = dubins_m(Pose(x, y, last + math.pi), Pose(0, 0, first + math.pi), 1.0)
    mirrored = dubins_m(Pose(0, 0, -first), Pose(x, -y, -last), 1.0)
    doubled = dubins_m(start, Pose(2 * x, 2 * y, last), 2.0)
    assert back == pytest.approx(found, abs=1e-5)
    assert mirrored == pytest.approx(found, abs=1e-5)
    assert doubled == pytest.approx(2 * found, abs=1e-5)


@pytest.mark.parametrize(
    ("end", "expected"),
    [
        (Pose(5, 0, 0), 5),
        (Pose(0, 0, 0), 0),
        (Pose(1, 1, math.pi / 2), math.pi / 2),
        (Pose(0, 2, math.pi), math.pi),
        (Pose(3, 2, 0), None),
    ],
)
def test_turning_ways_that_are_known(end: Pose, expected: float | None) -> None:
    found = dubins_m(Pose(0, 0, 0), end, 1.0)
    if expected is None:
        # to the side: left and right by the same angle about circles 3 and 0 apart
        expected = math.hypot(3, 2)
        assert expected < found < expected + 0.6
    else:
        assert found == pytest.approx(expected, abs=1e-9)


def test_a_turn_radius_makes_turns_of_its_own() -> None:
    profile = replace(PROFILE, endurance_h=math.inf)
    plan = flight_plan(lines_over(1000, turn_radius_m=300), profile, BASE, INITIAL_H)
    assert plan.turn_km == pytest.approx(31 * (math.pi * 300 + 400) / 1e3, rel=1e-3)


def test_a_base_elsewhere_starts_at_the_near_side() -> None:
    def first(base: Point) -> Point:
        return flight_plan(lines_over(1000), PROFILE, base, INITIAL_H).sorties[0].lines[0].start

    east, west = (destination(HOME, azimuth, 80_000) for azimuth in (90, 270))
    assert first(east)[0] > HOME[0] > first(west)[0]
