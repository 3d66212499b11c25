"""Shade, slope, contours, profiles and sight over ground whose shape is known."""

import math
import shutil
import subprocess
from pathlib import Path

import numpy as np
import pytest
import rasterio
from affine import Affine
from hypothesis import given
from hypothesis import strategies as st
from numpy.typing import NDArray

from osi_app.geo.geodesy import WGS84, destination, distance_m
from osi_app.geo.mercator import project
from osi_app.geo.terrain.contours import LEVEL_LIMIT, VERTEX_LIMIT, contours
from osi_app.geo.terrain.flight import FlightLimits, Stretch, above_ground, at_altitude
from osi_app.geo.terrain.grid import ElevationGrid, bilinear, degree_grid, mercator_grid
from osi_app.geo.terrain.hillshade import UNKNOWN, Light, hillshade
from osi_app.geo.terrain.profile import POINT_LIMIT, Numbers, Profile, profile
from osi_app.geo.terrain.sight import EARTH_RADIUS_M, bulges_m, line_of_sight
from osi_app.geo.terrain.slope import CLASSES, NO_CLASS, slope_classes, slope_degrees
from osi_app.kernel.errors import RuleError

CELL_M = 20.0
HOME = (78.0, 50.0)


def grid(heights: NDArray[np.generic] | list[list[float]], cell_m: float = CELL_M) -> ElevationGrid:
    """Cells of that size, west and north at nought."""
    return ElevationGrid(
        np.asarray(heights, dtype=np.float32), 0.0, 0.0, cell_m, cell_m, cell_m, cell_m
    )


def plane(east: float, north: float, side: int = 12) -> ElevationGrid:
    """Ground that rises by so much for a metre to the east and to the north."""
    row, column = np.mgrid[0:side, 0:side] * CELL_M
    return grid(column * east - row * north)


def rough(rows: int = 40, columns: int = 50, seed: int = 5) -> NDArray[np.float32]:
    return np.random.default_rng(seed).normal(500, 12, (rows, columns)).astype(np.float32)


def horn(heights: NDArray[np.float32], light: Light, cell_m: float) -> NDArray[np.float64]:
    """The shade of the inner cells after Burrough and McDonell (1998), by slope and aspect in
    double precision: another way than the one under test."""
    z = heights.astype(np.float64) * light.z_factor
    a, b, c = z[:-2, :-2], z[:-2, 1:-1], z[:-2, 2:]
    d, f = z[1:-1, :-2], z[1:-1, 2:]
    g, h, i = z[2:, :-2], z[2:, 1:-1], z[2:, 2:]
    east = ((c + 2 * f + i) - (a + 2 * d + g)) / (8 * cell_m)
    south = ((g + 2 * h + i) - (a + 2 * b + c)) / (8 * cell_m)
    slope, aspect = np.arctan(np.hypot(east, south)), np.arctan2(south, -east)
    zenith = math.radians(90 - light.altitude_deg)
    turned = math.radians((450 - light.azimuth_deg) % 360)
    lit = np.cos(zenith) * np.cos(slope) + np.sin(zenith) * np.sin(slope) * np.cos(turned - aspect)
    shade: NDArray[np.float64] = 1 + 254 * np.maximum(lit, 0)
    return shade


@given(
    st.builds(Light, st.floats(0, 360), st.floats(5, 90), st.floats(0.2, 5)), st.integers(0, 1000)
)
def test_the_shade_is_that_of_another_formula(light: Light, seed: int) -> None:
    heights = rough(seed=seed)
    expected = horn(heights, light, CELL_M)
    assert np.abs(hillshade(grid(heights), light)[1:-1, 1:-1] - expected).max() <= 0.51


@pytest.mark.parametrize("light", [Light(), Light(90, 30, 2), Light(200, 60, 0.5)])
def test_the_shade_is_that_of_gdaldem(light: Light, tmp_path: Path) -> None:
    program = shutil.which("gdaldem")
    if program is None:
        pytest.skip("gdaldem is not installed")
    heights = rough(300, 400)
    heights[40:60, 70:90] = -9999
    source, target = tmp_path / "dem.tif", tmp_path / "shade.tif"
    size = {"width": 400, "height": 300, "count": 1, "dtype": "float32", "nodata": -9999}
    place = Affine(CELL_M, 0, 500_000, 0, -CELL_M, 4_500_000)
    with rasterio.open(
        source, "w", driver="GTiff", crs="EPSG:32652", transform=place, **size
    ) as written:
        written.write(heights, 1)
    stated = ["-az", light.azimuth_deg, "-alt", light.altitude_deg, "-z", light.z_factor]
    command = [program, "hillshade", "-q", "-compute_edges", *map(str, (*stated, source, target))]
    subprocess.run(command, check=True)
    with rasterio.open(target) as shade:
        theirs = shade.read(1).astype(int)
    heights[heights == -9999] = np.nan
    ours = hillshade(grid(heights), light)
    apart = np.abs(ours - theirs)
    apart[[0, 0, -1, -1], [0, -1, 0, -1]] = 0  # it continues no line in the corners
    assert apart.max() <= 1
    assert np.array_equal(ours == UNKNOWN, np.isnan(heights))


def test_level_ground_and_ground_that_faces_the_light_or_turns_away() -> None:
    assert np.unique(hillshade(plane(0, 0), Light(315, 45))).tolist() == [181]
    toward = plane(1, 0)  # rises to the east: faces west
    assert np.unique(hillshade(toward, Light(270, 45))).tolist() == [255]
    assert np.unique(hillshade(toward, Light(90, 40))).tolist() == [1]
    north = plane(0, -1)  # falls to the north: faces north
    assert np.unique(hillshade(north, Light(0, 45))).tolist() == [255]


def test_one_unknown_cell_darkens_no_other() -> None:
    heights = rough()
    heights[7, 9] = np.nan
    shade, slope = hillshade(grid(heights)), slope_degrees(grid(heights))
    assert np.argwhere(shade == UNKNOWN).tolist() == [[7, 9]]
    assert np.argwhere(np.isnan(slope)).tolist() == [[7, 9]]


@pytest.mark.parametrize("shape", [(1, 1), (1, 9), (9, 1), (2, 2)])
def test_a_grid_of_one_row_or_one_cell_has_a_shade(shape: tuple[int, int]) -> None:
    flat = np.full(shape, 7.0)
    assert (hillshade(grid(flat)) == 181).all()
    assert (slope_degrees(grid(flat)) == 0).all()
    assert contours(grid(flat), 1).lines == ()


@pytest.mark.parametrize("degrees", [0, 5, 20, 45, 60])
@pytest.mark.parametrize("way", [0, 30, 145, 270])
def test_a_plane_is_as_steep_as_it_is(degrees: float, way: float) -> None:
    rise = math.tan(math.radians(degrees))
    tilted = plane(rise * math.sin(math.radians(way)), rise * math.cos(math.radians(way)))
    np.testing.assert_allclose(slope_degrees(tilted), degrees, atol=1e-3)


def test_slopes_belong_to_the_class_whose_upper_end_they_are() -> None:
    slopes = np.array([0, 5, 5.01, 15, 25, 35, 45, 45.01, 89, np.nan], dtype=np.float32)
    assert slope_classes(slopes).tolist() == [0, 0, 1, 1, 2, 3, 4, 5, 5, NO_CLASS]
    assert [(one.above_deg, one.up_to_deg) for one in CLASSES] == [
        (0, 5), (5, 15), (15, 25), (25, 35), (35, 45), (45, 90),
    ]  # fmt: skip


def test_contours_of_a_cone_are_rings_at_their_heights() -> None:
    row, column = np.mgrid[0:101, 0:101]
    away = np.hypot(row - 50, column - 50) * CELL_M
    found = contours(grid(1000 - away / 4), 20)
    assert (found.interval_m, found.coarsened) == (20, "")
    rings = [line for line in found.lines if (line.points[0] == line.points[-1]).all()]
    assert len(rings) >= 11
    middle = np.array([50.5 * CELL_M, -50.5 * CELL_M])
    for line in found.lines:
        radius = np.hypot(*(line.points - middle).T)
        np.testing.assert_allclose(radius, (1000 - line.height_m) * 4, atol=CELL_M / 4)
        assert line.height_m % 20 == 0
        assert line.index == (line.height_m % 100 == 0)


def test_higher_ground_is_to_the_right_of_a_contour() -> None:
    line = contours(plane(0.5, 0), 25).lines[0]
    assert line.points[-1, 1] > line.points[0, 1], "it runs north, and the ground rises east"


def test_unknown_ground_has_no_contours() -> None:
    tilted = plane(0.5, 0)
    tilted.heights[4:7, :] = np.nan
    lines = contours(tilted, 25).lines
    assert lines
    rows = np.concatenate([-line.points[:, 1] / CELL_M - 0.5 for line in lines])
    assert not ((rows > 3) & (rows < 7)).any()
    assert contours(grid(np.full((5, 5), np.nan)), 10).lines == ()


def test_too_many_contours_are_made_fewer_and_it_is_said_why() -> None:
    column = np.tile(np.arange(100.0), (100, 1))
    just = contours(grid(column * LEVEL_LIMIT / 99), 1)
    assert (just.interval_m, just.coarsened) == (1, "")
    over = contours(grid(column * (LEVEL_LIMIT + 1) / 99), 1)
    assert (over.interval_m, over.wanted_interval_m, over.coarsened) == (2, 1, "levels")
    far = contours(grid(column * 100), 0.3)
    assert (far.interval_m, far.coarsened) == (50, "levels")
    noise = np.random.default_rng(0).uniform(0, 100, (400, 400)).astype(np.float32)
    busy = contours(grid(noise), 1)
    assert busy.coarsened == "vertices"
    assert busy.interval_m > 1
    assert sum(len(line.points) for line in busy.lines) <= 1.1 * VERTEX_LIMIT


@pytest.mark.parametrize("interval", [0, -5, math.nan, math.inf])
def test_an_interval_must_be_positive(interval: float) -> None:
    with pytest.raises(RuleError, match="not_positive"):
        contours(plane(1, 1), interval)


@given(st.floats(-0.5, 9.5), st.floats(-0.5, 19.5))
def test_between_the_cells_of_a_plane_heights_are_exact(row: float, column: float) -> None:
    heights = np.add.outer(3 * np.arange(10), 2 * np.arange(20)).astype(np.float32)
    expected = 3 * min(max(row, 0), 9) + 2 * min(max(column, 0), 19)
    assert bilinear(heights, np.array([row]), np.array([column]))[0] == pytest.approx(expected)


def test_beyond_the_edge_and_beside_unknown_cells_there_is_no_height() -> None:
    heights = np.ones((4, 4), dtype=np.float32)
    heights[1, 1] = np.nan
    rows, columns = np.array([-0.51, 3.51, 2, 2, np.nan, 1, 0.5, 2]), np.full(8, 2.0)
    columns[2:8] = [-0.51, 3.51, 2, 1.01, 0.5, 1]
    at = bilinear(heights, rows, columns)
    assert np.isnan(at[:7]).all()
    assert at[7] == 1, "on a known cell its neighbours do not count"


@pytest.mark.parametrize("latitude", [0.0, 41.3, -66.0])
def test_a_cell_has_the_size_it_has_on_the_ground(latitude: float) -> None:
    (left, bottom), (right, top) = project([(129.0, latitude), (129.01, latitude + 0.01)])
    middle = latitude + 0.005
    east = distance_m((129.0, middle), (129.01, middle)) / 10
    north = distance_m((129.0, latitude), (129.0, latitude + 0.01)) / 10
    flat = np.zeros((10, 10), dtype=np.float32)
    for found in (
        mercator_grid(flat, (left, bottom, right, top)),
        degree_grid(flat, (129.0, latitude, 129.01, latitude + 0.01)),
    ):
        assert (found.ground_x_m, found.ground_y_m) == pytest.approx((east, north), rel=1e-6)
        corner = found.lon_lat(found.points(np.array([-0.5, 9.5]), np.array([9.5, -0.5])))
        np.testing.assert_allclose(corner, [(129, latitude), (129.01, latitude + 0.01)], atol=1e-9)


def test_a_grid_is_found_whole_turns_away() -> None:
    heights = np.arange(100, dtype=np.float32).reshape(10, 10)
    near = degree_grid(heights, (175, -5, 185, 5))
    lons = np.array([-179.5, 180.5, 540.5])
    np.testing.assert_allclose(near.at(lons, np.full(3, 4.5)), [5, 5, 5])
    (left, bottom), (right, top) = project([(175, -5), (185, 5)])
    mercator = mercator_grid(heights, (left, bottom, right, top))
    assert mercator.at(lons, np.full(3, 4.5)) == pytest.approx([5, 5, 5], abs=0.2)


def ridge(height_m: float, at_m: float, length_m: float = 20_000, step_m: float = 50) -> Profile:
    """Level ground with one sharp ridge."""
    distances = np.linspace(0, length_m, round(length_m / step_m) + 1)
    heights = np.zeros_like(distances)
    heights[round(at_m / step_m)] = height_m
    return Profile(distances, heights, np.zeros((len(distances), 2)))


def test_a_profile_runs_along_the_shortest_way() -> None:
    end = destination(HOME, 63, 12_345)
    found = profile(lambda lons, lats: lons * 0 + lats, HOME, end, 100)
    assert len(found.distances_m) == 125
    assert found.length_m == pytest.approx(12_345, abs=1e-6)
    assert np.diff(found.distances_m).max() <= 100
    assert tuple(found.lon_lat[0]) == pytest.approx(HOME)
    assert tuple(found.lon_lat[-1]) == pytest.approx(end)
    half = WGS84.fwd(*HOME, WGS84.inv(*HOME, *end)[0], 12_345 / 2)
    assert tuple(found.lon_lat[62]) == pytest.approx(half[:2])
    np.testing.assert_array_equal(found.heights_m, found.lon_lat[:, 1])


def test_a_profile_crosses_the_antimeridian() -> None:
    near = degree_grid(np.full((10, 10), 7, dtype=np.float32), (175, -5, 185, 5))
    found = profile(near.at, (179.5, 0.0), (-179.5, 0.0), 1000)
    assert found.length_m == pytest.approx(111_319.5, abs=1)
    assert (found.heights_m == 7).all()
    assert found.unknown_m == 0


def test_steps_that_cannot_be_taken() -> None:
    def level(lons: Numbers, _: Numbers) -> Numbers:
        return lons * 0

    end = destination(HOME, 0, 1000)
    for step in (0, -1, math.nan, math.inf):
        with pytest.raises(RuleError, match="not_positive"):
            profile(level, HOME, end, step)
    least = 1000 / (POINT_LIMIT - 1)
    assert len(profile(level, HOME, end, least * 1.000001).distances_m) == POINT_LIMIT
    with pytest.raises(RuleError, match="too_many_points"):
        profile(level, HOME, end, least * 0.999)
    assert len(profile(level, HOME, HOME, 10).distances_m) == 2


def test_a_ridge_hides_what_is_behind_it_from_just_above_the_ray() -> None:
    antenna, at = 30.0, 8_000.0
    bulge = at * 12_000 / (2 * 4 / 3 * EARTH_RADIUS_M)
    assert bulge == pytest.approx(5.65, abs=0.01)
    for over, visible in ((-0.01, True), (0.01, False)):
        sight = line_of_sight(ridge(antenna - bulge + over, at), antenna, antenna)
        assert sight.visible is visible
        assert sight.clearance_m == pytest.approx(-over, abs=1e-9)
        assert sight.obstacle_at_m == at
    touching = Profile(np.array([0.0, 1, 2]), np.array([0.0, 5, 0]), np.zeros((3, 2)))
    assert line_of_sight(touching, 5, 5, k=math.inf).clearance_m == 0
    assert line_of_sight(touching, 5, 5, k=math.inf).visible, "a ray that touches passes"


def test_the_earth_itself_hides_what_is_far() -> None:
    reach = 2 * math.sqrt(2 * (4 / 3) * EARTH_RADIUS_M * 10)  # both antennas at 10 m
    assert reach / 1000 == pytest.approx(4.12 * 2 * math.sqrt(10), rel=1e-3), "the rule of thumb"
    for length, visible in ((reach * 0.999, True), (reach * 1.001, False)):
        flat = ridge(0, 0, length, length / 1000)
        assert line_of_sight(flat, 10, 10).visible is visible
    assert line_of_sight(ridge(0, 0, 26_000), 10, 10, k=1).visible is False, "less bent, less far"


@given(st.floats(0, 300), st.floats(0, 300), st.integers(0, 500))
def test_who_sees_is_seen(here_m: float, there_m: float, seed: int) -> None:
    heights = np.random.default_rng(seed).uniform(0, 100, 60)
    distances = np.linspace(0, 9000, 60)
    to = line_of_sight(Profile(distances, heights, np.zeros((60, 2))), here_m, there_m)
    back = line_of_sight(Profile(distances, heights[::-1], np.zeros((60, 2))), there_m, here_m)
    assert to.visible == back.visible
    assert to.clearance_m == pytest.approx(back.clearance_m)
    assert to.obstacle_at_m == pytest.approx(9000 - back.obstacle_at_m)


def test_what_is_not_known_is_not_called_visible() -> None:
    ground = ridge(0, 0)
    ground.heights_m[100] = np.nan
    assert ground.unknown_m == 100
    assert line_of_sight(ground, 50, 50).visible is None
    ground.heights_m[200] = 99
    assert line_of_sight(ground, 50, 50).visible is False, "one obstacle is enough"
    ground.heights_m[0] = np.nan
    nothing = line_of_sight(ground, 50, 50)
    assert nothing.visible is None
    assert math.isnan(nothing.clearance_m)


def test_antennas_below_ground_are_refused() -> None:
    for antennas in ((-1, 5), (5, -0.1), (math.nan, 5)):
        with pytest.raises(RuleError, match="negative"):
            line_of_sight(ridge(0, 0), *antennas)
    with pytest.raises(RuleError, match="not_positive"):
        line_of_sight(ridge(0, 0), 5, 5, k=0)


def test_the_bulge_is_highest_in_the_middle() -> None:
    found = bulges_m(np.linspace(0, 40_000, 101))
    assert (found[0], found[-1]) == (0, 0)
    assert int(found.argmax()) == 50
    assert found[50] == pytest.approx(23.54, abs=0.01)


LIMITS = FlightLimits(least_above_ground_m=100, steepest_climb=0.05, steepest_descent=0.04)


def test_a_level_flight_is_too_low_over_a_hill() -> None:
    ground = ridge(400, 10_000)
    assert at_altitude(ground, 500, LIMITS).is_flyable, "at the limit is allowed"
    low = at_altitude(ground, 499, LIMITS)
    assert low.too_low == (Stretch(10_000, 10_000, 99),)
    assert (low.too_steep_up, low.too_steep_down) == ((), ())
    assert low.above_ground_m.max() == 499


@pytest.mark.parametrize(("rise_m", "up", "down"), [(2.0, 0, 0), (2.2, 0, 1), (2.6, 1, 1)])
def test_a_flight_that_follows_the_ground_must_climb_and_descend(
    rise_m: float, up: int, down: int
) -> None:
    flown = above_ground(ridge(rise_m, 10_000), 120, LIMITS)
    assert (len(flown.too_steep_up), len(flown.too_steep_down)) == (up, down)
    assert np.ptp(flown.above_ground_m) == pytest.approx(0, abs=1e-9)
    assert flown.is_flyable is (not up and not down)
    if up:
        assert flown.too_steep_up[0].from_m == 9_950
        assert flown.too_steep_up[0].worst == pytest.approx(rise_m / 50)
    if down:
        assert flown.too_steep_down[0].to_m == 10_050
        assert flown.too_steep_down[0].worst == pytest.approx(-rise_m / 50)


def test_a_gradient_at_the_limit_is_flown_and_unknown_ground_is_not() -> None:
    step = ridge(0, 0)
    step.heights_m[200:] = 2.0  # 0.04 down, or up, within 50 m
    assert above_ground(step, 120, LIMITS).is_flyable
    step.heights_m[:] = step.heights_m[::-1].copy()
    assert above_ground(step, 120, LIMITS).is_flyable
    step.heights_m[50] = np.nan
    assert not at_altitude(step, 500, LIMITS).is_flyable
