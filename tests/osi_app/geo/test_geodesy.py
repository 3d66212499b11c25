"""Area, span and the error ellipse on WGS 84, against vectors, brute force and each other."""

import math
from itertools import combinations

import numpy as np
import pytest
from geographiclib.geodesic import Geodesic
from hypothesis import given, settings
from hypothesis import strategies as st
from numpy.typing import NDArray

from osi_app.geo.ellipse import confidence_scale, ellipse, ordered_axes
from osi_app.geo.fast_area import many_edges_area_m2
from osi_app.geo.geodesy import (
    WGS84,
    area_m2,
    azimuth_deg,
    destination,
    distance_m,
    perimeter_m,
    signed_area_m2,
    span,
    unwrapped,
)
from osi_app.kernel.record import Vertices

HOME = (78.0, 50.0)
Array = NDArray[np.float64]


def around(middle: tuple[float, float], azimuth: Array, reach_m: Array | float) -> Array:
    """Points at those directions and distances from a middle, (n, 2), as records keep rings."""
    lon, lat = (np.full(len(azimuth), value) for value in middle)
    lons, lats, _ = WGS84.fwd(lon, lat, azimuth, np.broadcast_to(reach_m, azimuth.shape))
    return np.column_stack((np.unwrap(lons, period=360.0), lats))


def circle(middle: tuple[float, float], radius_m: float, corners: int) -> Array:
    return around(middle, -np.linspace(0.0, 360.0, corners, endpoint=False), radius_m)


def star(middle: tuple[float, float], radius_m: float, corners: int) -> Array:
    reach = np.where(np.arange(corners) % 2, radius_m, radius_m / 2)
    return around(middle, -np.linspace(0.0, 360.0, corners, endpoint=False), reach)


def ragged(middle: tuple[float, float], radius_m: float, corners: int) -> Array:
    reach = radius_m * np.random.default_rng(7).uniform(0.5, 1.0, corners)
    return around(middle, -np.linspace(0.0, 360.0, corners, endpoint=False), reach)


def long_and_thin(middle: tuple[float, float], radius_m: float, corners: int) -> Array:
    turn = np.linspace(0.0, 2 * np.pi, corners, endpoint=False)
    along, across = radius_m * np.cos(turn), radius_m / 8 * np.sin(turn)
    return around(middle, np.degrees(np.arctan2(along, across)), np.hypot(along, across))


def walked(middle: tuple[float, float], radius_m: float, corners: int) -> Array:
    """A random walk that comes home; it crosses itself, which a span does not mind."""
    walk = np.cumsum(np.random.default_rng(8).normal(size=(corners, 2)), axis=0)
    walk -= np.linspace(0.0, 1.0, corners)[:, None] * walk[-1]
    along, across = walk.T * radius_m / np.abs(walk).max()
    return around(middle, np.degrees(np.arctan2(along, across)), np.hypot(along, across))


def curve_of_one_width(middle: tuple[float, float], radius_m: float, corners: int) -> Array:
    """Reuleaux's triangle: as wide in every direction, and yet no circle."""
    tips = radius_m * np.exp(1j * np.pi * (0.5 + np.arange(3) * 2 / 3))
    arc = np.exp(1j * np.linspace(0.0, np.pi / 3, corners // 3, endpoint=False))
    rim = np.concatenate([tip + (tips[(i + 1) % 3] - tip) * arc for i, tip in enumerate(tips)])
    return around(middle, np.degrees(np.angle(rim)), np.abs(rim))


SHAPES = (circle, star, ragged, long_and_thin, walked, curve_of_one_width)
MIDDLES = ((129.0, 41.0), (179.99, -66.0), (20.0, 0.05), (-70.0, 89.95), (10.0, -90.0))


def rectangle(width_m: float, height_m: float) -> Vertices:
    """A rectangle about home, by its half diagonal."""
    half = math.hypot(width_m, height_m) / 2
    tilt = math.degrees(math.atan2(width_m, height_m))
    return tuple(
        destination(HOME, azimuth, half) for azimuth in (180 + tilt, 180 - tilt, tilt, 360 - tilt)
    )


@pytest.mark.parametrize(
    ("vertices", "area_km2", "span_km"),
    [
        (ellipse(*HOME, 17_841, 17_841, 0, 720), 1_000, 35.7),
        (rectangle(31_620, 31_620), 1_000, 44.7),
        (rectangle(44_720, 22_360), 1_000, 50.0),
        (rectangle(20_000, 50_000), 1_000, 53.9),
        (ellipse(*HOME, 25_000, 25_000, 0, 720), 1_963, 50.0),
    ],
)
def test_shapes_that_are_known(vertices: Vertices, area_km2: float, span_km: float) -> None:
    assert area_m2(vertices) / 1e6 == pytest.approx(area_km2, rel=1e-3)
    assert span(vertices).distance_m / 1e3 == pytest.approx(span_km, abs=0.1)


def test_a_quarter_of_the_globe_and_the_length_of_its_edge() -> None:
    # WGS 84: half its surface is 255 032 810.857 km2; the quarter meridian is 10 001.965729 km
    octant = ((0.0, 0.0), (90.0, 0.0), (90.0, 90.0))
    assert area_m2(octant) == pytest.approx(255_032_810.857e6 / 4, rel=1e-9)
    assert distance_m((0.0, 0.0), (0.0, 90.0)) == pytest.approx(10_001_965.729, abs=0.001)


def test_too_few_corners_cover_nothing() -> None:
    assert area_m2((HOME, (79.0, 50.0))) == 0
    assert perimeter_m((HOME,)) == 0


@given(
    points=st.lists(
        st.tuples(st.floats(-0.5, 0.5), st.floats(-0.3, 0.3)), min_size=2, max_size=40, unique=True
    ),
    lon=st.floats(-180, 180),
    lat=st.floats(-89, 89),
)
def test_the_span_is_the_longest_of_all_pairs(
    points: list[tuple[float, float]], lon: float, lat: float
) -> None:
    vertices = tuple((lon + x, lat + y) for x, y in points)
    longest = max(distance_m(*pair) for pair in combinations(vertices, 2))
    found = span(vertices)
    assert found.distance_m == pytest.approx(longest, abs=1e-6)
    assert distance_m(found.start, found.end) == pytest.approx(longest, abs=1e-6)


def test_the_span_of_very_many_corners_is_that_of_the_few_that_matter() -> None:
    many = ellipse(*HOME, 20_000, 12_000, 30, 50_000)
    assert span(many).distance_m == pytest.approx(40_000, abs=0.1)


def longest_of_all_m(degrees: Array) -> float:
    """By brute force: every pair."""
    first, second = np.triu_indices(len(degrees), 1)
    return float(WGS84.inv(*degrees[first].T, *degrees[second].T)[2].max())


@pytest.mark.parametrize("shape", SHAPES)
@pytest.mark.parametrize("middle", MIDDLES)
def test_the_span_of_many_corners_is_that_of_all_pairs_within_a_millimetre(
    shape: type, middle: tuple[float, float]
) -> None:
    degrees = shape(middle, 18_000.0, 450)
    found = span(degrees)
    assert found.distance_m == pytest.approx(longest_of_all_m(degrees), abs=1e-3)
    assert distance_m(found.start, found.end) == found.distance_m


@pytest.mark.parametrize("shape", SHAPES)
@pytest.mark.parametrize("radius_m", [2.0, 400_000.0, 7_000_000.0])
def test_the_span_of_the_smallest_and_the_largest_rings(shape: type, radius_m: float) -> None:
    degrees = shape((30.0, 20.0), radius_m, 402)
    assert span(degrees).distance_m == pytest.approx(longest_of_all_m(degrees), abs=1e-3)


@pytest.mark.parametrize("corners", [399, 400, 401, 402, 1500])
def test_the_span_is_the_same_however_many_corners_are_few(corners: int) -> None:
    degrees = ragged((129.0, 41.0), 20_000.0, corners)
    assert span(degrees).distance_m == pytest.approx(longest_of_all_m(degrees), abs=1e-3)


@settings(max_examples=15)
@given(
    seed=st.integers(0, 10**6),
    lon=st.floats(-180, 180),
    lat=st.floats(-90, 90),
    radius_m=st.floats(1.0, 1e7),
    roughness=st.floats(0, 1),
)
def test_the_span_of_any_cloud(
    seed: int, lon: float, lat: float, radius_m: float, roughness: float
) -> None:
    random = np.random.default_rng(seed)
    reach = radius_m * (1 - roughness * random.random(500))
    degrees = around((lon, lat), random.uniform(0.0, 360.0, 500), reach)
    assert span(degrees).distance_m == pytest.approx(longest_of_all_m(degrees), abs=1e-3)


@pytest.mark.parametrize("middle", MIDDLES)
def test_the_span_of_a_circle_of_very_many_corners_is_its_diameter(
    middle: tuple[float, float],
) -> None:
    assert span(circle(middle, 25_000.0, 100_000)).distance_m == pytest.approx(5e4, abs=1e-3)


def test_a_corner_a_little_farther_out_is_found_among_very_many() -> None:
    degrees = circle((129.0, 41.0), 25_000.0, 100_000)
    degrees[12_345] = destination((129.0, 41.0), 77.0, 25_000.01)
    found = span(degrees)
    assert found.distance_m == pytest.approx(50_000.01, abs=1e-3)
    assert tuple(degrees[12_345]) in (found.start, found.end)


def test_the_same_corner_many_times_has_no_span() -> None:
    assert span(np.full((5000, 2), 41.0)).distance_m == 0.0
    assert span(()).distance_m == 0.0
    assert span((HOME,)).start == HOME


def geographiclib_area_m2(degrees: Array) -> float:
    """By another implementation, and of another language."""
    polygon = Geodesic.WGS84.Polygon()
    for lon, lat in degrees:
        polygon.AddPoint(lat, lon)
    return float(polygon.Compute(False, True)[2])


@pytest.mark.parametrize("shape", [circle, star, ragged, long_and_thin])
@pytest.mark.parametrize("middle", MIDDLES)
@pytest.mark.parametrize("radius_m", [18_000.0, 1_500_000.0])
def test_the_area_of_many_edges_is_that_of_geographiclib(
    shape: type, middle: tuple[float, float], radius_m: float
) -> None:
    degrees = shape(middle, radius_m, 1000)
    expected = geographiclib_area_m2(degrees)
    assert signed_area_m2(degrees) == pytest.approx(expected, rel=1e-9)
    assert signed_area_m2(degrees[::-1]) == pytest.approx(-expected, rel=1e-9)


@pytest.mark.parametrize("corners", [999, 1000, 1001])
def test_the_area_is_the_same_however_many_edges_are_many(corners: int) -> None:
    degrees = ragged((129.0, 41.0), 20_000.0, corners)
    expected = geographiclib_area_m2(degrees)
    kept = tuple((float(lon), float(lat)) for lon, lat in degrees)
    assert area_m2(degrees) == area_m2(kept) == pytest.approx(abs(expected), rel=1e-9)


@pytest.mark.parametrize("middle", MIDDLES)
def test_short_edges_are_summed_and_agree_with_the_exact_way(middle: tuple[float, float]) -> None:
    degrees = circle(middle, 17_841.0, 100_000)
    exact = WGS84.polygon_area_perimeter(*degrees.T)[0]
    assert many_edges_area_m2(degrees) == pytest.approx(exact, rel=1e-9)
    assert signed_area_m2(degrees) == many_edges_area_m2(degrees)


def test_longitudes_may_be_written_either_way_over_the_antimeridian() -> None:
    unwrapped_ring = circle((179.99, -66.0), 18_000.0, 3000)
    wrapped = unwrapped_ring.copy()
    wrapped[:, 0] = (wrapped[:, 0] + 180.0) % 360.0 - 180.0
    assert signed_area_m2(wrapped) == pytest.approx(signed_area_m2(unwrapped_ring), rel=1e-12)


@pytest.mark.parametrize("radius_m", [0.5, 10.0, 1000.0])
def test_the_area_of_a_tiny_ring_is_that_of_the_plane(radius_m: float) -> None:
    degrees = circle((1.0, 41.0), radius_m, 4000)
    plane = 4000 / 2 * radius_m**2 * math.sin(2 * math.pi / 4000)
    bulge = 1 - radius_m**2 / (12 * 6_370_000.0**2)  # a cap on a sphere is that much smaller
    assert area_m2(degrees) == pytest.approx(plane * bulge, rel=1e-9)


def test_long_edges_and_corners_at_the_pole_are_left_to_the_exact_way() -> None:
    spread = circle((20.0, 10.0), 8_000_000.0, 1000)
    over_pole = np.vstack((circle((20.0, 60.0), 900_000.0, 2000), [[20.0, 90.0]]))
    for degrees in (spread, over_pole, np.full((1000, 2), np.nan)):
        assert many_edges_area_m2(degrees) is None
    exact = WGS84.polygon_area_perimeter(*spread.T)[0]
    assert signed_area_m2(spread) == exact


@given(
    lon=st.floats(-180, 180),
    lat=st.floats(-85, 85),
    azimuth=st.floats(0, 359.9),
    length_m=st.floats(1, 1e6),
)
def test_going_somewhere_is_as_far_as_it_was_gone(
    lon: float, lat: float, azimuth: float, length_m: float
) -> None:
    end = destination((lon, lat), azimuth, length_m)
    assert distance_m((lon, lat), end) == pytest.approx(length_m, abs=1e-6)
    apart = (azimuth_deg((lon, lat), end) - azimuth + 180) % 360 - 180
    assert apart == pytest.approx(0, abs=1e-3)
    assert abs(end[0] - lon) <= 180


@pytest.mark.parametrize(
    ("lon", "near", "expected"), [(-179.0, 179.0, 181.0), (181.0, -179.0, -179.0), (10, 20, 10)]
)
def test_longitudes_near_each_other(lon: float, near: float, expected: float) -> None:
    assert unwrapped(lon, near) == expected


@given(
    major_m=st.floats(500, 60_000),
    share=st.floats(0.1, 1),
    azimuth=st.floats(0, 180),
    lon=st.floats(-180, 180),
    lat=st.floats(-80, 80),
)
def test_the_ellipse_has_its_axes_and_its_area(
    major_m: float, share: float, azimuth: float, lon: float, lat: float
) -> None:
    rim = ellipse(lon, lat, major_m, major_m * share, azimuth, 360)
    assert signed_area_m2(rim) == pytest.approx(math.pi * major_m**2 * share, rel=1e-3)
    assert span(rim).distance_m == pytest.approx(2 * major_m, rel=1e-4)
    reach = [distance_m((lon, lat), corner) for corner in rim]
    assert max(reach) == pytest.approx(major_m, rel=1e-9)
    assert min(reach) == pytest.approx(major_m * share, rel=1e-3)
    assert rim[0] == destination((lon, lat), azimuth, major_m)


def test_confidence_grows_as_for_two_dimensions() -> None:
    assert confidence_scale(90, 90) == 1
    assert confidence_scale(39.3469, 90) == pytest.approx(2.1460, abs=1e-4)
    assert confidence_scale(90, 95) * confidence_scale(95, 90) == pytest.approx(1)


def test_axes_given_the_wrong_way_round() -> None:
    assert ordered_axes(20, 10, 70) == (20, 10, 70)
    assert ordered_axes(10, 20, 70) == (20, 10, 160)
    assert ordered_axes(10, 20, 120) == (20, 10, 30)
