"""Loose points as a ring: closed or open, either way round, over the antimeridian, or refused."""

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from osi_app.geo.geodesy import area_m2, signed_area_m2
from osi_app.geo.polygons import (
    inside,
    overlap_m2,
    ring,
    separation_m,
    split_at_antimeridian,
)
from osi_app.kernel.errors import RuleError

SQUARE = ((78.0, 50.0), (78.1, 50.0), (78.1, 50.1), (78.0, 50.1))


def test_a_closed_clockwise_ring_with_repeats_becomes_open_and_counter_clockwise() -> None:
    points = [*SQUARE[::-1], SQUARE[-1]]
    points.insert(2, points[1])
    found = ring(points)
    assert set(found) == set(SQUARE)
    assert len(found) == 4
    assert signed_area_m2(found) > 0


def test_a_third_coordinate_is_not_used() -> None:
    assert ring([(lon, lat, 250.0) for lon, lat in SQUARE]) == SQUARE


@pytest.mark.parametrize(
    ("points", "code", "index"),
    [
        ([(78.0, 50.0), (math.nan, 50.0), (78.1, 50.1)], "not_finite", 2),
        ([(78.0, 50.0), (78.1, 50.0), (78.1, math.inf)], "not_finite", 3),
        ([(78.0, 50.0), (78.1, 90.1), (78.1, 50.1)], "latitude_out_of_range", 2),
        ([(361.0, 50.0), (78.1, 50.0), (78.1, 50.1)], "longitude_out_of_range", 1),
        ([], "too_few_vertices", None),
        ([(78.0, 50.0)], "too_few_vertices", None),
        ([(78.0, 50.0), (78.1, 50.0), (78.0, 50.0), (78.1, 50.0)], "too_few_vertices", None),
        ([(78.0, 50.0), (78.1, 50.1), (78.1, 50.0), (78.0, 50.1)], "self_crossing", None),
    ],
)
def test_what_is_no_ring_is_refused_where_it_is_wrong(
    points: list[tuple[float, float]], code: str, index: int | None
) -> None:
    with pytest.raises(RuleError) as refused:
        ring(points)
    assert refused.value.code == code
    assert refused.value.values["field"] == "vertices"
    assert refused.value.values.get("index") == index


@pytest.mark.parametrize("start", range(4))
def test_a_ring_over_the_antimeridian_is_unwrapped_and_cut_again(start: int) -> None:
    points = [(179.9, 50.0), (-179.9, 50.0), (-179.9, 50.2), (179.9, 50.2)]
    found = ring(points[start:] + points[:start])
    lons = [lon for lon, _ in found]
    assert max(lons) - min(lons) == pytest.approx(0.2)
    assert inside((180.0, 50.1), found)
    assert inside((-180.0, 50.1), found)
    parts = split_at_antimeridian(found)
    assert len(parts) == 2
    assert all(-180 <= lon <= 180 for part in parts for lon, _ in part)
    assert sum(map(area_m2, parts)) == pytest.approx(area_m2(found), rel=1e-4)


@given(
    lon=st.floats(-180, 180),
    lat=st.floats(-80, 80),
    turn=st.integers(0, 3),
    backward=st.booleans(),
    closed=st.booleans(),
)
def test_a_ring_is_the_same_area_however_it_is_given(
    lon: float, lat: float, turn: int, backward: bool, closed: bool
) -> None:
    corners = [(lon + x, lat + y) for x, y in ((0, 0), (0.2, 0), (0.2, 0.1), (0, 0.1))]
    wrapped = [((x + 180) % 360 - 180, y) for x, y in corners]
    given_points = wrapped[turn:] + wrapped[:turn]
    given_points = given_points[::-1] if backward else given_points
    found = ring([*given_points, given_points[0]] if closed else given_points)
    assert len(found) == 4
    assert signed_area_m2(found) == pytest.approx(area_m2(tuple(corners)), rel=1e-9)
    assert separation_m(found, ring(corners)) == 0


def test_a_million_corners_are_no_trouble() -> None:
    turn = 2 * math.pi / 1_000_000
    points = [
        (78 + 0.2 * math.cos(turn * n), 50 + 0.13 * math.sin(turn * n)) for n in range(1_000_000)
    ]
    assert len(ring(points)) == 1_000_000


@pytest.mark.parametrize("turn", [-360.0, 0.0, 360.0])
def test_rings_told_in_different_turns_are_as_near_as_they_are(turn: float) -> None:
    first = ((179.90, 0.0), (179.99, 0.0), (179.99, 0.1), (179.90, 0.1))
    second = tuple((lon + 0.1 + turn, lat) for lon, lat in first)
    over = tuple((lon + 0.05 + turn, lat) for lon, lat in first)
    assert separation_m(first, second) == pytest.approx(1_113.2, abs=0.1)
    assert overlap_m2(first, over) == pytest.approx(0.04 / 0.09 * area_m2(first), rel=1e-4)
