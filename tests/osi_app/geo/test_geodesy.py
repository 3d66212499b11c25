"""Area, span and the error ellipse on WGS 84, against vectors, brute force and each other."""

import math
from itertools import combinations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from osi_app.geo.ellipse import confidence_scale, ellipse, ordered_axes
from osi_app.geo.geodesy import (
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
