"""Points, routes and networks: on open ground only, evenly, and the same every time."""

import math
from itertools import pairwise, permutations
from typing import Literal

import numpy as np
import pytest
import shapely
from hypothesis import given, settings
from hypothesis import strategies as st
from numpy.typing import NDArray

from osi_app.geo.coverage.ground import Ground
from osi_app.geo.coverage.network import mini_array, station_network
from osi_app.geo.coverage.points import PointPattern, grid_points, random_points, strip_points
from osi_app.geo.coverage.traverse import loop_around, route_length_m, route_through
from osi_app.geo.ellipse import ellipse
from osi_app.geo.geodesy import Point, azimuth_deg, destination, distance_m, signed_area_m2
from osi_app.geo.polygons import plane_about
from osi_app.kernel.errors import RuleError
from osi_app.kernel.record import Vertices

HOME = (78.0, 50.0)


def box(west_m: float, south_m: float, east_m: float, north_m: float) -> Vertices:
    """A rectangle in metres east and north of home."""
    corners = [(west_m, south_m), (east_m, south_m), (east_m, north_m), (west_m, north_m)]
    return plane_about([HOME]).unproject(np.array(corners))


AREA = box(-5000, -5000, 5000, 5000)
SITE = box(-1000, -2000, 1500, 1000)
GROUND = Ground(AREA, (SITE,))


def metres(points: tuple[Point, ...], ground: Ground = GROUND) -> NDArray[np.float64]:
    """Points in the ground's plane."""
    return ground.plane.project(points)


def assert_on_open_ground(points: tuple[Point, ...], ground: Ground) -> None:
    places = shapely.points(metres(points, ground))
    area = shapely.Polygon(ground.plane.project(ground.area))
    assert shapely.covers(area.buffer(1e-6), places).all()
    for ring in ground.keep_out:
        barred = shapely.Polygon(ground.plane.project(ring)).buffer(ground.clearance_m)
        assert not shapely.contains(barred, places).any()


def nearest_m(points: tuple[Point, ...], ground: Ground = GROUND) -> NDArray[np.float64]:
    """The distance from each point to its nearest neighbour."""
    places = metres(points, ground)
    apart = np.hypot(*(places[:, None] - places[None, :]).transpose(2, 0, 1))
    np.fill_diagonal(apart, np.inf)
    return np.asarray(apart.min(axis=1))


@pytest.mark.parametrize("clearance_m", [0.0, 300.0])
@pytest.mark.parametrize("layout", ["square", "triangular"])
@pytest.mark.parametrize("start", ["systematic", "random"])
@pytest.mark.parametrize("azimuth", [0.0, 33.0])
def test_a_grid_has_every_point_of_its_lattice_that_is_on_open_ground(
    layout: Literal["square", "triangular"],
    start: Literal["systematic", "random"],
    azimuth: float,
    clearance_m: float,
) -> None:
    ground = Ground(AREA, (SITE,), clearance_m)
    pattern = PointPattern(500, azimuth, start, 7, layout)
    found = grid_points(ground, pattern)
    assert_on_open_ground(found, ground)
    assert nearest_m(found, ground) == pytest.approx([500] * len(found), abs=1e-3)
    cell = 500**2 * (math.sqrt(3) / 2 if layout == "triangular" else 1)
    assert len(found) == pytest.approx(ground.coverable().area / cell, rel=0.06)
    assert found == grid_points(ground, pattern)


def test_a_systematic_grid_is_centred() -> None:
    found = metres(grid_points(Ground(AREA), PointPattern(3000)))
    assert found.mean(axis=0) == pytest.approx([0, 0], abs=5)
    assert len(found) == 16


def test_a_random_start_moves_the_grid_by_its_seed() -> None:
    grids = {grid_points(GROUND, PointPattern(900, start="random", seed=seed)) for seed in range(5)}
    assert len(grids) == 5


def test_strips_are_apart_and_walked_to_and_fro() -> None:
    ground = Ground(AREA)
    found = metres(strip_points(ground, PointPattern(400, 90, strips=2000)))
    strips = np.round(found[:, 1] / 2000 - found[0, 1] / 2000).astype(int)
    assert sorted(set(strips.tolist())) == [-4, -3, -2, -1, 0]
    for strip in sorted(set(strips.tolist()), reverse=True):
        eastward = np.diff(found[strips == strip, 0])
        expected = 400 if strip % 2 == 0 else -400
        assert eastward == pytest.approx([expected] * len(eastward), abs=1e-3)
    steps = np.hypot(*np.diff(found, axis=0).T)
    assert steps.max() < 2000 * 1.1


def test_strips_without_a_distance_are_a_spacing_apart() -> None:
    found = strip_points(GROUND, PointPattern(500))
    assert set(found) == set(grid_points(GROUND, PointPattern(500)))


@given(count=st.integers(0, 300), seed=st.integers(0, 2**32))
@settings(max_examples=25, deadline=None)
def test_random_points_are_as_many_as_asked_and_the_same_for_a_seed(count: int, seed: int) -> None:
    found = random_points(GROUND, count, seed)
    assert len(found) == count
    assert found == random_points(GROUND, count, seed)
    if found:
        assert_on_open_ground(found, GROUND)


def test_random_points_fall_evenly() -> None:
    found = metres(random_points(GROUND, 8000, 1))
    west = found[:, 0] < 0
    # the site takes 3 of the 50 km2 in the west and 4.5 in the east
    assert west.mean() == pytest.approx(47 / 92.5, abs=0.02)


@pytest.mark.parametrize(
    ("pattern", "code", "field"),
    [
        (PointPattern(0), "not_positive", "spacing_m"),
        (PointPattern(100, strips=-1), "not_positive", "strips"),
        (PointPattern(100, math.inf), "not_finite", "azimuth_deg"),
        (PointPattern(1), "too_many_points", "spacing_m"),
        (PointPattern(1e-3), "too_many_lines", "spacing_m"),
    ],
)
def test_a_pattern_that_makes_no_sense_is_refused(
    pattern: PointPattern, code: str, field: str
) -> None:
    with pytest.raises(RuleError) as refused:
        strip_points(GROUND, pattern)
    assert (refused.value.code, refused.value.values["field"]) == (code, field)


def test_a_ground_kept_out_altogether_has_no_points() -> None:
    ground = Ground(SITE, (AREA,))
    assert grid_points(ground, PointPattern(100)) == ()
    assert strip_points(ground, PointPattern(100)) == ()
    assert random_points(ground, 5, 0) == ()
    assert station_network(ground, 1000) == ()
    assert station_network(ground, 1000, 5) == ()


def test_a_network_without_a_count_is_a_triangular_lattice() -> None:
    found = station_network(GROUND, 1200)
    assert_on_open_ground(found, GROUND)
    assert nearest_m(found) == pytest.approx([1200] * len(found), abs=1e-3)


@pytest.mark.parametrize("count", [1, 2, 7, 25, 120])
def test_a_network_of_a_count_has_so_many_evenly_spread(count: int) -> None:
    found = station_network(GROUND, 1000, count)
    assert len(set(found)) == count
    assert_on_open_ground(found, GROUND)
    assert found == station_network(GROUND, 1000, count)
    if count > 1:
        # no nearer to each other than half of what a triangular lattice would put them
        ideal = math.sqrt(GROUND.coverable().area / count * 2 / math.sqrt(3))
        assert nearest_m(found).min() > 0.5 * ideal


def test_a_thousand_square_kilometres_take_some_thirty_arrays_six_kilometres_apart() -> None:
    found = station_network(Ground(ellipse(*HOME, 17_841, 17_841, 0, 360)), 6000)
    assert 26 <= len(found) <= 36


def test_a_ground_smaller_than_the_spacing_has_a_station() -> None:
    ground = Ground(box(0, 0, 40, 700))
    found = station_network(ground, 6000)
    assert len(found) == 1
    assert_on_open_ground(found, ground)


def test_a_network_of_none_is_refused() -> None:
    with pytest.raises(RuleError):
        station_network(GROUND, 1000, 0)


@pytest.mark.parametrize(("sensors", "azimuth"), [(3, 0.0), (5, 40.0)])
def test_a_mini_array_is_a_centre_with_sensors_round_it(sensors: int, azimuth: float) -> None:
    centre, *around = mini_array(HOME, 100, sensors, azimuth)
    assert centre == HOME
    assert [distance_m(centre, one) for one in around] == pytest.approx([50] * sensors, abs=1e-6)
    directions = [azimuth + index * 360 / sensors for index in range(sensors)]
    apart = [(azimuth_deg(centre, one) - away + 180) % 360 - 180
             for one, away in zip(around, directions, strict=True)]  # fmt: skip
    assert apart == pytest.approx([0] * sensors, abs=1e-6)


def test_a_mini_array_has_three_sensors_round_its_centre_unless_told() -> None:
    assert len(mini_array(HOME)) == 4
    assert mini_array(HOME, sensors=0) == (HOME,)


@pytest.mark.parametrize(("aperture_m", "sensors"), [(0.0, 3), (math.inf, 3), (100.0, -1)])
def test_an_array_of_nothing_is_refused(aperture_m: float, sensors: int) -> None:
    with pytest.raises(RuleError):
        mini_array(HOME, aperture_m, sensors)


@given(seed=st.integers(0, 10_000), count=st.integers(1, 6), loop=st.booleans())
@settings(max_examples=30, deadline=None)
def test_a_short_route_is_nearly_the_shortest(seed: int, count: int, loop: bool) -> None:
    points = random_points(GROUND, count, seed)
    found = route_through(points, HOME, loop=loop)
    closing = (HOME,) if loop else ()
    best = min(route_length_m((HOME, *order, *closing)) for order in permutations(points))
    assert set(found) == {HOME, *points}
    assert len(found) == 1 + count + loop
    assert found[0] == HOME
    assert not loop or found[-1] == HOME
    assert best - 0.01 <= route_length_m(found) <= best * 1.3


@pytest.mark.parametrize("loop", [True, False])
def test_no_two_steps_of_a_route_are_worth_exchanging(loop: bool) -> None:
    route = list(route_through(random_points(GROUND, 60, 3), HOME, loop=loop))
    length = route_length_m(tuple(route))
    ends = range(2, len(route) + (0 if loop else 1))
    shorter = [
        (first, last)
        for last in ends
        for first in range(1, last - 1)
        if route_length_m((*route[:first], *route[first:last][::-1], *route[last:])) < length - 0.5
    ]
    assert shorter == []


def test_a_route_through_a_random_field_is_as_long_as_is_known() -> None:
    # Beardwood, Halton, Hammersley: 0.7124 sqrt(n A); 2-opt is some 5 to 15 % above it
    found = route_through(random_points(Ground(AREA), 400, 5), HOME, loop=True)
    assert route_length_m(found) < 1.2 * 0.7124 * math.sqrt(400 * 1e8)


def test_a_route_through_nothing_stays_where_it_is() -> None:
    assert route_through((), HOME, loop=True) == (HOME,)
    assert route_through((HOME, HOME), HOME, loop=False) == (HOME, HOME, HOME)


def test_a_route_over_the_antimeridian_goes_the_short_way() -> None:
    found = route_through(((-179.9, 10.0), (179.9, 10.0)), (179.8, 10.0), loop=False)
    assert route_length_m(found) == pytest.approx(
        distance_m((179.8, 10.0), (-179.9, 10.0)), rel=1e-3
    )


@pytest.mark.parametrize(
    "feature",
    [(HOME,), (HOME, destination(HOME, 30, 2000)), SITE, ellipse(*HOME, 900, 400, 20, 90)],
)
def test_a_loop_keeps_its_distance_all_the_way_round(feature: Vertices) -> None:
    found = loop_around(feature, 250)
    plane = plane_about(feature)
    flat = plane.project(feature)
    shape = shapely.Polygon(flat) if len(flat) > 2 else shapely.LineString(np.vstack((flat, flat)))
    rim = shapely.points(plane.project(found))
    assert shapely.distance(rim, shape) == pytest.approx([250] * len(found), abs=0.01)
    assert signed_area_m2(found) > 0
    assert found[0] != found[-1]
    assert all(a != b for a, b in pairwise(found))


def test_a_loop_inside_needs_room() -> None:
    assert signed_area_m2(loop_around(SITE, -500)) == pytest.approx(1500 * 2000, rel=1e-3)
    for ring, distance in ((SITE, -1300.0), ((HOME,), 0.0)):
        with pytest.raises(RuleError) as refused:
            loop_around(ring, distance)
        assert refused.value.code == "nothing_left"
    with pytest.raises(RuleError):
        loop_around((), 100)
