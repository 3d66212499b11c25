"""What is done to a ring as a whole keeps its shape on the ground; parts add up."""

from collections.abc import Sequence

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from osi_app.geo.editing import (
    SnapTargets,
    cut_out,
    joined,
    middle,
    moved,
    rotated,
    scaled,
    simplified,
    snap,
    split,
)
from osi_app.geo.ellipse import ellipse
from osi_app.geo.geodesy import area_m2, azimuth_deg, destination, distance_m
from osi_app.kernel.errors import RuleError
from osi_app.kernel.record import Vertices

SQUARE = ((78.0, 50.0), (78.1, 50.0), (78.1, 50.06), (78.0, 50.06))
PLACES = st.tuples(st.floats(-179, 179), st.floats(-75, 75))


@settings(max_examples=40, deadline=None)
@given(place=PLACES, east=st.floats(-20_000, 20_000), north=st.floats(-20_000, 20_000))
def test_a_moved_ring_has_its_size_and_lies_where_it_was_put(
    place: tuple[float, float], east: float, north: float
) -> None:
    ring = ellipse(*place, 5_000, 2_000, 30, 24)
    there = moved(ring, east, north)
    assert area_m2(there) == pytest.approx(area_m2(ring), rel=1e-4)
    expected = destination(destination(middle(ring), 90, east), 0, north)
    assert distance_m(middle(there), expected) < 2.0


@pytest.mark.parametrize("degrees", [-90, 1, 45, 360])
def test_a_turned_ring_keeps_size_and_middle(degrees: float) -> None:
    about = middle(SQUARE)
    turned = rotated(SQUARE, about, degrees)
    assert area_m2(turned) == pytest.approx(area_m2(SQUARE), rel=1e-6)
    before, after = azimuth_deg(about, SQUARE[0]), azimuth_deg(about, turned[0])
    assert (after - before - degrees) % 360 == pytest.approx(0, abs=1e-3) or (
        after - before - degrees
    ) % 360 == pytest.approx(360, abs=1e-3)


def test_a_scaled_ring_grows_by_the_square() -> None:
    assert area_m2(scaled(SQUARE, middle(SQUARE), 1.5)) == pytest.approx(
        2.25 * area_m2(SQUARE), rel=1e-5
    )
    with pytest.raises(RuleError, match="invalid_value"):
        scaled(SQUARE, middle(SQUARE), 0)


def test_a_split_ring_has_two_parts_that_add_up_and_keeps_its_corners() -> None:
    first, second = split(SQUARE, [(78.03, 49.9), (78.03, 50.1)])
    assert area_m2(first) > area_m2(second)
    assert area_m2(first) + area_m2(second) == pytest.approx(area_m2(SQUARE), rel=1e-6)
    assert set(SQUARE) <= {*first, *second}


def test_a_line_that_ends_inside_splits_nothing() -> None:
    with pytest.raises(RuleError, match="not_crossed"):
        split(SQUARE, [(78.03, 49.9), (78.03, 50.03)])


def test_a_bite_from_the_edge_is_cut_out_and_a_hole_is_refused() -> None:
    bite = ((78.05, 49.9), (78.07, 49.9), (78.07, 50.02), (78.05, 50.02))
    (left,) = cut_out(SQUARE, bite)
    assert area_m2(left) < area_m2(SQUARE)
    assert set(SQUARE) <= set(left)
    inner = ((78.04, 50.02), (78.06, 50.02), (78.06, 50.04), (78.04, 50.04))
    with pytest.raises(RuleError, match="has_hole"):
        cut_out(SQUARE, inner)


def test_a_strip_across_leaves_two_parts_the_whole_leaves_none() -> None:
    strip = ((78.02, 49.9), (78.04, 49.9), (78.04, 50.1), (78.02, 50.1))
    assert len(cut_out(SQUARE, strip)) == 2
    assert cut_out(SQUARE, scaled(SQUARE, middle(SQUARE), 2)) == ()


def test_parts_are_joined_again() -> None:
    first, second = split(SQUARE, [(78.03, 49.9), (78.03, 50.1)])
    assert area_m2(joined(first, second)) == pytest.approx(area_m2(SQUARE), rel=1e-6)
    with pytest.raises(RuleError, match="not_continuous"):
        joined(SQUARE, moved(SQUARE, 50_000, 0))


def test_a_simplified_ring_stays_within_the_tolerance() -> None:
    ring = ellipse(78.0, 50.0, 5_000, 2_000, 30, 720)
    fewer = simplified(ring, 20)
    assert len(fewer) < 60
    assert area_m2(fewer) == pytest.approx(area_m2(ring), rel=0.02)


def test_over_the_antimeridian_rings_stay_whole() -> None:
    ring = tuple((lon + 101.95, lat) for lon, lat in SQUARE)
    assert all(lon > 179 for lon, _ in moved(ring, 1_000, 0))
    first, second = split(ring, [(180.0, 49.9), (180.0, 50.1)])
    assert area_m2(first) + area_m2(second) == pytest.approx(area_m2(ring), rel=1e-6)


BESIDE = ((179.9, 50.0), (180.1, 50.0), (180.1, 50.1), (179.9, 50.1))
NEXT = ((180.1, 50.0), (180.2, 50.0), (180.2, 50.1), (180.1, 50.1))


def turned_back(ring: Vertices) -> Vertices:
    """The same places told a turn to the west, as a file tells them."""
    return tuple((lon - 360.0, lat) for lon, lat in ring)


def flat(rings: Sequence[Vertices]) -> list[float]:
    """Every number of some rings."""
    return [number for ring in rings for point in ring for number in point]


def test_it_does_not_matter_in_which_turn_the_other_is_told() -> None:
    line = ((180.05, 49.9), (180.05, 50.2))
    about = (180.1, 50.0)
    pairs = (
        (split(BESIDE, line), split(BESIDE, turned_back(line))),
        (cut_out(BESIDE, scaled(NEXT, about, 1.1)),
         cut_out(BESIDE, turned_back(scaled(NEXT, about, 1.1)))),
        ((joined(BESIDE, NEXT),), (joined(BESIDE, turned_back(NEXT)),)),
        ((rotated(BESIDE, about, 10),), (rotated(BESIDE, (about[0] - 360.0, about[1]), 10),)),
    )  # fmt: skip
    for here, there in pairs:
        assert flat(there) == pytest.approx(flat(here), abs=1e-8)


def test_a_point_snaps_in_its_own_turn() -> None:
    found = snap((180.1, 50.00001), SnapTargets(turned_back(NEXT)), 10)
    assert found is not None
    assert found.point == pytest.approx((180.1, 50.0), abs=1e-9)


@pytest.mark.parametrize("tolerance_m", [-1.0, float("nan")])
def test_a_tolerance_below_nothing_is_refused(tolerance_m: float) -> None:
    with pytest.raises(RuleError, match="invalid_value"):
        simplified(SQUARE, tolerance_m)


def test_no_tolerance_keeps_every_corner() -> None:
    assert set(simplified(SQUARE, 0.0)) == set(SQUARE)


def test_a_corner_draws_before_an_edge_and_an_edge_before_the_grid() -> None:
    near_corner = destination(SQUARE[0], 45, 8)
    targets = SnapTargets(SQUARE, ((SQUARE[0], SQUARE[1]),), 1_000)
    found = snap(near_corner, targets, 10)
    assert found is not None
    assert (found.point, found.to) == (SQUARE[0], "vertex")
    edge = snap((78.05, 50.00003), targets, 10)
    assert edge is not None
    assert edge.to == "edge"
    assert edge.point[1] == pytest.approx(50.0, abs=2e-5)
    assert snap((78.05, 50.03), targets, 10) is None


def test_the_grid_draws_to_whole_metres_of_the_zone() -> None:
    from osi_app.geo.coordinates import utm  # noqa: PLC0415

    found = snap((78.0137, 50.0009), SnapTargets(grid_step_m=1_000), 1_000)
    assert found is not None
    _, east, north = utm(*found.point)
    assert east % 1_000 == pytest.approx(0, abs=1e-3) or east % 1_000 == pytest.approx(1_000)
    assert north % 1_000 == pytest.approx(0, abs=1e-3) or north % 1_000 == pytest.approx(1_000)
