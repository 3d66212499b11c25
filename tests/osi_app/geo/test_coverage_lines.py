"""Parallel lines: nothing forbidden entered, nothing left out, laid the cheapest way."""

import math
from dataclasses import replace
from itertools import pairwise

import numpy as np
import pytest
import shapely
from hypothesis import given, settings
from hypothesis import strategies as st
from numpy.typing import NDArray
from shapely.geometry.base import BaseGeometry

from osi_app.geo.coverage.ground import Ground, plane_edges
from osi_app.geo.coverage.lines import Line, LinePattern, SurveyLines, parallel_lines
from osi_app.geo.coverage.profiles import profile_lines
from osi_app.geo.coverage.proof import coverage
from osi_app.geo.coverage.scan import Turn, rows_over, scan
from osi_app.geo.coverage.turns import turn_m
from osi_app.geo.ellipse import ellipse
from osi_app.geo.geodesy import Point, azimuth_deg, destination, distance_m
from osi_app.geo.polygons import Plane, plane_about
from osi_app.kernel.errors import RuleError
from osi_app.kernel.record import Vertices

HOME = (78.0, 50.0)
PROMISED = 1e-4
"""The share of the ground that may stay uncovered."""
HAIR_M = 1e-6
Corners = NDArray[np.float64]


def rectangle(width_m: float, height_m: float, azimuth: float = 0, at: Point = HOME) -> Vertices:
    """A rectangle by its half diagonal, its height in the direction of the azimuth."""
    half, tilt = math.hypot(width_m, height_m) / 2, math.degrees(math.atan2(width_m, height_m))
    corners = (180 + tilt, 180 - tilt, tilt, 360 - tilt)
    return tuple(destination(at, azimuth + corner, half) for corner in corners)


def placed(metres: list[tuple[float, float]], at: Point = HOME) -> Vertices:
    """Corners given in metres east and north of a place."""
    return plane_about([at]).unproject(np.array(metres, dtype=np.float64))


def in_plane(plane: Plane, lines: tuple[Line, ...]) -> NDArray[np.object_]:
    """Lines as shapely sees them: from end to end in the plane."""
    ends = [place for line in lines for place in (line.start, line.end)]
    return np.asarray(shapely.linestrings(plane.project(ends).reshape(-1, 2, 2)))


def entered_m(ground: Ground, lines: tuple[Line, ...]) -> float:
    """How much of the lines lies inside what is kept out, clearance and all."""
    found = 0.0
    for ring in ground.keep_out:
        barred = shapely.Polygon(ground.plane.project(ring)).buffer(ground.clearance_m)
        found += float(
            shapely.length(shapely.intersection(in_plane(ground.plane, lines), barred)).sum()
        )
    return found


def outside_m(ground: Ground, lines: tuple[Line, ...]) -> float:
    """How far the farthest part of any line lies outside the area."""
    area = shapely.Polygon(ground.plane.project(ground.area))
    beyond = shapely.difference(in_plane(ground.plane, lines), area)
    return float(
        shapely.distance(shapely.points(shapely.get_coordinates(beyond)), area).max(initial=0)
    )


def uncovered(ground: Ground, lines: tuple[Line, ...], swath_m: float) -> float:
    """The share left out, by buffers with square ends: other code than what laid the lines."""
    whole: BaseGeometry = shapely.Polygon(ground.plane.project(ground.area))
    for ring in ground.keep_out:
        barred = shapely.Polygon(ground.plane.project(ring)).buffer(ground.clearance_m)
        whole = whole.difference(barred)
    if not whole.area:
        return 0.0
    seen = shapely.buffer(in_plane(ground.plane, lines), swath_m / 2, cap_style="flat")
    return float(whole.difference(shapely.union_all(seen)).area / whole.area)


def star(random: np.random.Generator, middle: Corners, radius_m: float, most: int) -> Corners:
    """A concave ring that does not cross itself."""
    while True:
        count, rough = int(random.integers(3, most)), random.uniform(0, 0.85)
        turn = np.sort(random.uniform(0, 2 * np.pi, count))
        away = radius_m * random.uniform(1 - rough, 1, count)
        corners = middle + np.column_stack((away * np.cos(turn), away * np.sin(turn)))
        polygon = shapely.Polygon(corners)
        if polygon.is_valid and polygon.area > 0.05 * radius_m**2:
            return np.asarray(corners)


def random_survey(seed: int) -> tuple[Ground, LinePattern]:
    """A ground from 100 m to 20 km across somewhere on Earth, with 0 to 3 restricted sites."""
    random = np.random.default_rng(seed)
    plane = plane_about([(random.uniform(-180, 180), random.uniform(-85, 85))])
    radius = 10 ** random.uniform(2, 4.3)
    area = plane.unproject(star(random, np.zeros(2), radius, 40))
    sites = [
        plane.unproject(star(random, random.uniform(-0.8, 0.8, 2) * radius, radius * share, 20))
        for share in 10 ** random.uniform(-1.5, -0.4, int(random.integers(0, 4)))
    ]
    spacing = radius * 10 ** random.uniform(-1.7, -0.3)
    clearance = float(random.choice([0.0, 0.0, 0.2 * spacing]))
    azimuth = float(random.uniform(0, 360)) if random.random() < 0.5 else None
    return Ground(area, tuple(sites), clearance), LinePattern(spacing, azimuth)


def assert_complete_and_lawful(seed: int) -> None:
    ground, pattern = random_survey(seed)
    lines = parallel_lines(ground, pattern).lines
    assert entered_m(ground, lines) == 0, seed
    assert outside_m(ground, lines) < HAIR_M, seed
    assert uncovered(ground, lines, pattern.spacing_m) <= PROMISED, seed


@pytest.mark.parametrize("seed", range(60))
def test_all_ground_is_covered_and_no_site_is_entered(seed: int) -> None:
    assert_complete_and_lawful(seed)


@pytest.mark.torture
@pytest.mark.parametrize("seed", range(60, 560))
def test_all_ground_is_covered_and_no_site_is_entered_five_hundred_times(seed: int) -> None:
    assert_complete_and_lawful(seed)


@pytest.mark.parametrize(
    ("spacing_m", "line_km", "count"), [(2000, 506, 16), (1000, 1012, 32), (250, 4016, 127)]
)
def test_a_thousand_square_kilometres_have_the_line_km_that_are_known(
    spacing_m: float, line_km: float, count: int
) -> None:
    found = parallel_lines(Ground(rectangle(31_620, 31_620, 20)), LinePattern(spacing_m))
    assert len(found.lines) == count
    assert sum(line.length_m for line in found.lines) / 1e3 == pytest.approx(line_km, rel=1e-3)


def test_lines_run_along_the_longer_side_and_the_outer_ones_see_the_edge() -> None:
    ground = Ground(rectangle(20_000, 50_000, 37))
    found = parallel_lines(ground, LinePattern(900))
    assert found.azimuth_deg == pytest.approx(37, abs=0.01)
    assert len(found.lines) == math.ceil(20_000 / 900)
    assert [line.number for line in found.lines] == list(range(1, len(found.lines) + 1))
    edges = shapely.Polygon(ground.plane.project(ground.area)).exterior
    drawn = in_plane(ground.plane, found.lines)
    for outer in (drawn[0], drawn[-1]):
        assert shapely.distance(shapely.centroid(outer), edges) <= 450
    apart = [a.distance(b) for a, b in pairwise(shapely.centroid(drawn))]
    assert apart == pytest.approx([900] * len(apart), abs=1)


def test_lines_of_a_given_azimuth_have_it() -> None:
    found = parallel_lines(Ground(rectangle(5_000, 5_000)), LinePattern(500, azimuth_deg=211))
    assert found.azimuth_deg == 211
    for line in found.lines:
        if not line.fill:
            assert azimuth_deg(line.start, line.end) == pytest.approx(211, abs=0.1)


@given(
    corners=st.lists(
        st.tuples(st.floats(-9e3, 9e3), st.floats(-9e3, 9e3)), min_size=3, max_size=9, unique=True
    ),
    radius_m=st.floats(0, 800),
)
@settings(max_examples=25, deadline=None)
def test_no_direction_of_the_compass_needs_fewer_metres_than_the_best(
    corners: list[tuple[float, float]], radius_m: float
) -> None:
    hull = shapely.MultiPoint(corners).convex_hull
    if hull.area < 1e6:
        return
    ring = shapely.get_coordinates(hull)[:-1]
    ground = Ground(plane_about([HOME]).unproject(ring))

    def metres(azimuth: float | None) -> float:
        pattern = LinePattern(400, azimuth, turn_radius_m=radius_m, fill=False)
        lines = parallel_lines(ground, pattern).lines
        return sum(line.length_m + 400 + turn_m(400, radius_m) for line in lines)

    # Pieces too short to fly count when directions are compared.
    assert metres(None) <= 1.01 * min(metres(azimuth) for azimuth in range(0, 180, 15))


@given(st.integers(0, 10_000))
@settings(max_examples=40, deadline=None)
def test_the_scanlines_are_what_shapely_cuts(seed: int) -> None:
    random = np.random.default_rng(seed)
    polygon: BaseGeometry = shapely.Polygon(star(random, np.zeros(2), 1000, 30))
    polygon = polygon.difference(shapely.Polygon(star(random, np.zeros(2), 300, 12)))
    west, south, east, north = polygon.bounds
    rows = rows_over(south, north, float(random.uniform(20, 300)))
    found = scan(plane_edges(polygon), rows)
    across = rows.across(np.arange(rows.count))
    ends = np.stack(
        (np.stack((np.full(rows.count, west - 1), across), axis=1),
         np.stack((np.full(rows.count, east + 1), across), axis=1)), axis=1)  # fmt: skip
    cut = shapely.get_parts(shapely.intersection(shapely.linestrings(ends), polygon))
    cut = cut[~shapely.is_empty(cut)]
    assert len(found) == len(cut)
    assert float((found.end - found.start).sum()) == pytest.approx(shapely.length(cut).sum())


def test_rows_through_corners_and_along_edges_stay_in_pairs() -> None:
    stairs = shapely.Polygon([(0, 0), (4, 0), (4, 2), (3, 2), (3, 1), (2, 1), (2, 2), (0, 2)])
    found = scan(plane_edges(stairs), rows_over(0.0, 2.0, 0.5, offset=0.0))
    assert found.row.tolist() == [0, 1, 2, 2, 3, 3]
    assert found.start.tolist() == [0, 0, 0, 3, 0, 3]
    assert found.end.tolist() == [4, 4, 2, 4, 2, 4]


def test_a_turned_plane_is_turned_back() -> None:
    metres = np.array([(3.0, 4.0), (-5.0, 12.0)])
    assert Turn(90).into(metres) == pytest.approx(np.array([(3.0, -4.0), (-5.0, -12.0)]))
    assert Turn(33).back(Turn(33).into(metres)) == pytest.approx(metres)


SITE = placed([(-200, -2000), (300, -2000), (300, 1500), (-200, 1500)])
AREA = rectangle(10_000, 10_000)


@pytest.mark.parametrize("clearance_m", [0, 150])
def test_a_site_across_the_lines_cuts_them_at_its_clearance(clearance_m: float) -> None:
    ground = Ground(AREA, (SITE,), clearance_m)
    found = parallel_lines(ground, LinePattern(1000, azimuth_deg=90, offset_m=500))
    cut = [line for line in found.lines if not line.fill and line.length_m < 9_000]
    assert len(cut) == 2 * 4
    barred = shapely.Polygon(ground.plane.project(SITE))
    near = shapely.distance(in_plane(ground.plane, tuple(cut)), barred)
    assert near == pytest.approx([clearance_m] * 8, abs=0.06)
    assert near.min() > clearance_m
    assert entered_m(ground, found.lines) == 0


def test_a_line_may_not_run_between_sites_that_touch_within_their_clearances() -> None:
    other = placed([(500, -2000), (900, -2000), (900, 1500), (500, 1500)])
    between = [shapely.box(300, -2000, 500, 1500)]
    apart = parallel_lines(Ground(AREA, (SITE, other), 99), LinePattern(100, azimuth_deg=0))
    within = parallel_lines(Ground(AREA, (SITE, other), 101), LinePattern(100, azimuth_deg=0))
    plane = plane_about([HOME])
    assert shapely.intersects(in_plane(plane, apart.lines), between[0].buffer(-60)).any()
    assert not shapely.intersects(
        in_plane(plane, within.lines),
        between[0].buffer(-5, cap_style="flat").intersection(shapely.box(0, -1900, 900, 1400)),
    ).any()


def test_a_straight_line_stays_off_a_site_on_the_ellipsoid_too() -> None:
    # a row 36 km long grazes the site's edge; the geodesic bows towards it by some centimetres
    area = rectangle(36_000, 36_000)
    for south in (-15_000, 15_000):
        site = placed([(-500, south), (500, south), (500, south + 1000), (-500, south + 1000)])
        ground = Ground(area, (site,))
        found = parallel_lines(ground, LinePattern(500, azimuth_deg=90, offset_m=0))
        flat = shapely.Polygon(ground.plane.project(site))
        for line in found.lines:
            azimuth, steps = azimuth_deg(line.start, line.end), np.linspace(0, line.length_m, 40)
            way = [destination(line.start, azimuth, float(step)) for step in steps]
            inside = shapely.intersection(flat, shapely.LineString(ground.plane.project(way)))
            assert inside.length == 0


@pytest.mark.parametrize("overrun_m", [0.0, 300.0])
def test_an_overrun_leaves_the_area_by_itself_and_no_more(overrun_m: float) -> None:
    ground = Ground(AREA)
    found = parallel_lines(ground, LinePattern(1000, 90, overrun_m=overrun_m))
    assert outside_m(ground, found.lines) == pytest.approx(overrun_m, abs=0.5)
    assert all(
        line.length_m == pytest.approx(10_000 + 2 * overrun_m, abs=5) for line in found.lines
    )


@pytest.mark.parametrize("seed", range(1000, 1020))
def test_overruns_and_ties_anywhere_enter_no_site(seed: int) -> None:
    ground, pattern = random_survey(seed)
    overrun_m = pattern.spacing_m * (seed % 4) / 2
    wide = replace(pattern, overrun_m=overrun_m, tie_spacing_m=3 * pattern.spacing_m)
    found = parallel_lines(ground, wide)
    assert entered_m(ground, (*found.lines, *found.ties)) == 0
    assert outside_m(ground, (*found.lines, *found.ties)) <= overrun_m + HAIR_M
    assert uncovered(ground, found.lines, pattern.spacing_m) <= PROMISED


def test_an_overrun_ends_at_what_may_not_be_entered() -> None:
    beyond = placed([(5100, -5000), (6000, -5000), (6000, 0), (5100, 0)])
    ground = Ground(AREA, (beyond, SITE))
    found = parallel_lines(ground, LinePattern(1000, 90, overrun_m=500)).lines
    assert entered_m(ground, found) == 0
    easts = {round(float(ground.plane.project([line.end])[0, 0]), -1) for line in found}
    assert {5100, 5500} <= easts
    assert min(easts) == -200


def test_overruns_that_meet_outside_the_area_make_one_line() -> None:
    corners = [(0, 0), (3000, 0), (3000, 2100), (1700, 2100), (1700, 400), (1300, 400)]
    notched = Ground(placed([*corners, (1300, 2100), (0, 2100)]))
    apart, short, joined = (
        parallel_lines(notched, LinePattern(500, 90, overrun_m, fill=False)).lines
        for overrun_m in (0, 199, 201)
    )
    assert (len(apart), len(short), len(joined)) == (9, 9, 5)


def test_ties_cross_the_lines_and_are_numbered_after_them() -> None:
    found = parallel_lines(Ground(AREA, (SITE,)), LinePattern(500, 0, tie_spacing_m=2500))
    numbers = [line.number for line in (*found.lines, *found.ties)]
    assert numbers == list(range(1, len(numbers) + 1))
    assert len(found.ties) >= 4
    assert all(azimuth_deg(tie.start, tie.end) == pytest.approx(90, abs=0.1) for tie in found.ties)
    assert entered_m(Ground(AREA, (SITE,)), found.ties) == 0
    assert parallel_lines(Ground(AREA), LinePattern(500)).ties == ()


def test_an_offset_is_from_the_edge_to_the_first_line() -> None:
    found = parallel_lines(Ground(AREA), LinePattern(1000, 0, offset_m=200, fill=False))
    first = plane_about(AREA).project([found.lines[0].start])[0]
    assert first[0] == pytest.approx(-4800, abs=5)
    assert len(found.lines) == 10


def test_a_straight_slanting_edge_gets_one_line_along_it() -> None:
    triangle = placed([(0, 0), (12_000, 0), (0, 9_000)])
    found = parallel_lines(Ground(triangle), LinePattern(600, azimuth_deg=90))
    fills = [line for line in found.lines if line.fill]
    assert len(fills) <= 3
    assert sum(line.length_m for line in fills) < 16_000
    assert [line.fill for line in found.lines] == sorted(line.fill for line in found.lines)
    assert uncovered(Ground(triangle), found.lines, 600) <= PROMISED


def test_an_area_pinched_to_a_point_is_covered_on_both_sides_of_it() -> None:
    corners = [(0, 0), (1000, 500), (2000, 0), (2000, 1000), (1000, 500.001), (0, 1000)]
    for offset_m in (None, 0.0, 50.0):
        ground = Ground(placed([(x - 1000.0, y - 500.0) for x, y in corners]))
        found = parallel_lines(ground, LinePattern(100, 90, offset_m=offset_m))
        assert uncovered(ground, found.lines, 100) <= PROMISED


def test_without_fill_there_are_only_parallel_lines() -> None:
    found = parallel_lines(
        Ground(placed([(0, 0), (12_000, 0), (0, 9_000)])), LinePattern(600, 90, fill=False)
    )
    assert not any(line.fill for line in found.lines)
    assert len(found.lines) == 16


@pytest.mark.parametrize("at", [(180.0, 10.0), (-179.99, -60.0), (20.0, 89.0), (0.0, -89.9)])
def test_the_antimeridian_and_the_poles_are_places_like_others(at: Point) -> None:
    ground = Ground(rectangle(7_900, 6_000, 25, at))
    found = parallel_lines(ground, LinePattern(500))
    assert [line.length_m for line in found.lines] == pytest.approx([7_900] * 12, abs=20)
    assert uncovered(ground, found.lines, 500) <= PROMISED


def test_a_ground_kept_out_altogether_has_no_lines() -> None:
    ground = Ground(rectangle(1_000, 1_000), (rectangle(2_000, 2_000),))
    assert parallel_lines(ground, LinePattern(100)) == SurveyLines(0.0, ())
    assert coverage(ground, (), 100).share == 1
    assert profile_lines(ground, HOME, 0, 100, 3) == ()


def test_a_ground_narrower_than_a_swath_has_one_line() -> None:
    assert len(parallel_lines(Ground(rectangle(80, 900)), LinePattern(100)).lines) == 1


@pytest.mark.parametrize(
    ("pattern", "code", "field"),
    [
        (LinePattern(0), "not_positive", "spacing_m"),
        (LinePattern(math.nan), "not_positive", "spacing_m"),
        (LinePattern(1e-3), "too_many_lines", "spacing_m"),
        (LinePattern(100, tie_spacing_m=-1), "not_positive", "tie_spacing_m"),
        (LinePattern(100, overrun_m=-1), "negative", "overrun_m"),
        (LinePattern(100, turn_radius_m=math.inf), "negative", "turn_radius_m"),
        (LinePattern(100, azimuth_deg=math.nan), "not_finite", "azimuth_deg"),
    ],
)
def test_a_pattern_that_makes_no_sense_is_refused(
    pattern: LinePattern, code: str, field: str
) -> None:
    with pytest.raises(RuleError) as refused:
        parallel_lines(Ground(AREA), pattern)
    assert (refused.value.code, refused.value.values["field"]) == (code, field)


@pytest.mark.parametrize(
    ("ground", "code"),
    [(Ground(AREA[:2]), "too_few_vertices"), (Ground(AREA, (), -1.0), "negative")],
)
def test_a_ground_that_is_none_is_refused(ground: Ground, code: str) -> None:
    with pytest.raises(RuleError) as refused:
        parallel_lines(ground, LinePattern(100))
    assert refused.value.code == code


def test_a_keep_out_may_be_one_place_with_a_clearance() -> None:
    ground = Ground(AREA, (((78.0, 50.0),), ((78.03, 50.0), (78.03, 50.02))), 250)
    found = parallel_lines(ground, LinePattern(400))
    drawn = in_plane(ground.plane, found.lines)
    for place in ground.plane.project([(78.0, 50.0), (78.03, 50.01)]):
        assert shapely.distance(drawn, shapely.Point(place)).min() > 250


def test_the_proof_counts_what_is_left_out_and_shows_where() -> None:
    ground = Ground(AREA)
    lines = parallel_lines(ground, LinePattern(1000, 90)).lines
    whole = coverage(ground, lines, 1000)
    missing = coverage(ground, (*lines[:4], *lines[5:]), 1000)
    assert whole.gaps == ()
    assert whole.covered_m2 == pytest.approx(1e8, rel=1e-4)
    assert missing.uncovered_m2 == pytest.approx(1e7, rel=1e-3)
    assert missing.share == pytest.approx(0.9, abs=1e-4)
    assert len(missing.gaps) == 1
    assert distance_m(missing.gaps[0][0], missing.gaps[0][1]) > 900


def test_a_gap_with_a_hole_is_drawn_as_rings_without() -> None:
    ground = Ground(AREA)
    seen = parallel_lines(Ground(rectangle(1000, 1000)), LinePattern(100)).lines
    found = coverage(ground, seen, 100)
    drawn = [shapely.Polygon(ground.plane.project(gap)) for gap in found.gaps]
    assert len(drawn) == 2
    assert all(gap.is_valid and gap.exterior.is_ccw for gap in drawn)
    assert sum(gap.area for gap in drawn) == pytest.approx(found.uncovered_m2, rel=1e-6)
    assert found.uncovered_m2 == pytest.approx(99e6, rel=1e-3)


@pytest.mark.parametrize("swath_m", [0.0, -1.0, math.nan])
def test_a_swath_of_nothing_is_refused(swath_m: float) -> None:
    with pytest.raises(RuleError):
        coverage(Ground(AREA), (), swath_m)


def test_an_ellipse_of_many_corners_is_covered_with_few_lines_added() -> None:
    ground = Ground(ellipse(*HOME, 17_841, 17_841, 0, 720))
    found = parallel_lines(ground, LinePattern(1000))
    fills = [line for line in found.lines if line.fill]
    assert len(fills) <= 25
    assert uncovered(ground, found.lines, 1000) <= PROMISED


@pytest.mark.parametrize(("count", "offsets"), [(1, [0]), (2, [-100, 100]), (3, [-200, 0, 200])])
def test_profiles_have_the_place_in_their_middle(count: int, offsets: list[float]) -> None:
    through = destination(HOME, 60, 1500)
    found = profile_lines(Ground(AREA), through, 0, 200, count)
    plane = plane_about(AREA)
    middle = plane.project([through])[0, 0]
    east = [plane.project([line.start])[0, 0] - middle for line in found]
    assert sorted(east) == pytest.approx(offsets, abs=1e-6)
    assert [line.number for line in found] == list(range(1, count + 1))


@pytest.mark.parametrize(("spacing_m", "count"), [(0.0, 3), (100.0, 0)])
def test_profiles_of_nothing_are_refused(spacing_m: float, count: int) -> None:
    with pytest.raises(RuleError):
        profile_lines(Ground(AREA), HOME, 0, spacing_m, count)
