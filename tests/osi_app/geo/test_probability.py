"""How probable it is that the event lies inside: against the ellipse's own meaning, sampling,
Owen's T of another library, and itself."""

import numpy as np
import pytest
import shapely
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.special import owens_t

from osi_app.geo.ellipse import ellipse
from osi_app.geo.geodesy import destination
from osi_app.geo.probability import (
    Axes,
    Spread,
    deviations_at,
    in_deviations,
    probability_inside,
    spread_of,
)
from osi_app.kernel.record import Vertices

HOME = (78.0, 50.0)
AXES = Axes(12_000, 8_000, 70)
SPREAD = spread_of(HOME, AXES, 90)


@pytest.mark.parametrize("percent", [10, 50, 68.27, 90, 95, 99.9])
def test_an_ellipse_holds_the_event_with_its_own_confidence(percent: float) -> None:
    spread = spread_of(HOME, AXES, percent)
    rim = ellipse(*HOME, AXES.major_m, AXES.minor_m, AXES.azimuth_deg, 2_000)
    assert probability_inside(spread, rim) == pytest.approx(percent / 100, abs=1e-5)


def test_the_ellipse_of_ninety_percent_reaches_2_146_deviations() -> None:
    assert deviations_at(90) == pytest.approx(2.145966, abs=1e-6)


def test_a_margin_makes_both_axes_longer() -> None:
    wider = spread_of(HOME, AXES, 90, 5_000)
    axes = wider.axes(deviations_at(90))
    assert (axes.major_m, axes.minor_m) == pytest.approx((17_000, 13_000))
    assert axes.azimuth_deg == 70


def half_plane(azimuth: float) -> Vertices:
    """Everything to one side of a line through home, as far as matters."""
    ends = (destination(HOME, azimuth, 200_000), destination(HOME, azimuth + 180, 200_000))
    far = [destination(HOME, azimuth + 90 + turn, 250_000) for turn in (30, 0, -30)]
    return (ends[0], ends[1], *far)


@pytest.mark.parametrize("azimuth", [0, 33, 70, 160])
def test_half_of_it_lies_on_either_side_of_a_line_through_the_middle(azimuth: float) -> None:
    assert probability_inside(SPREAD, half_plane(azimuth)) == pytest.approx(0.5, abs=2e-5)


def test_sampling_comes_to_the_same() -> None:
    ring = ((78.0, 49.9), (78.3, 49.95), (78.1, 50.2), (78.02, 50.0), (77.9, 50.05))
    drawn = np.random.default_rng(7).standard_normal((200_000, 2))
    inside = shapely.contains_xy(shapely.Polygon(in_deviations(SPREAD, ring)), *drawn.T).mean()
    found = probability_inside(SPREAD, ring)
    assert abs(found - inside) < 5 * (found * (1 - found) / len(drawn)) ** 0.5


def by_owens_t(corners: np.ndarray) -> float:
    """The same by the library's own T function, edge by edge."""
    total = 0.0
    for start, end in zip(corners, np.roll(corners, -1, axis=0), strict=True):
        along = (end - start) / np.hypot(*(end - start))
        side = start[0] * along[1] - start[1] * along[0]
        first, last, away = (start * along).sum(), (end * along).sum(), abs(side)
        if away == 0.0:  # an edge on a line through the middle bounds nothing of it
            continue
        angle = np.arctan2(last, away) - np.arctan2(first, away)
        share = owens_t(away, last / away) - owens_t(away, first / away)
        total += np.sign(side) * (angle / (2 * np.pi) - share)
    return float(abs(total))


RADII = st.lists(st.floats(0.01, 9.0), min_size=3, max_size=12)


@settings(max_examples=150, deadline=None)
@given(radii=RADII, east=st.floats(-4, 4), north=st.floats(-4, 4))
def test_any_ring_agrees_with_owens_t(radii: list[float], east: float, north: float) -> None:
    unit = Spread(HOME, 1_000.0, 1_000.0, 0.0)
    angles = np.arange(len(radii)) * 2 * np.pi / len(radii)
    star = np.column_stack((np.cos(angles), np.sin(angles))) * np.array(radii)[:, None]
    star = star + np.array((east, north))
    ring = tuple(
        destination(HOME, float(np.degrees(np.arctan2(x, y))), 1_000 * float(np.hypot(x, y)))
        for x, y in star
    )
    assert probability_inside(unit, ring) == pytest.approx(
        by_owens_t(in_deviations(unit, ring)), abs=1e-12
    )


def test_two_parts_add_up_and_the_way_round_does_not_matter() -> None:
    west, east = (77.9, 49.9, 78.05, 50.1), (78.05, 49.9, 78.2, 50.1)

    def box(west: float, south: float, east: float, north: float) -> Vertices:
        return ((west, south), (east, south), (east, north), (west, north))

    parts = probability_inside(SPREAD, box(*west)) + probability_inside(SPREAD, box(*east))
    whole = box(77.9, 49.9, 78.2, 50.1)
    # a straight edge of 22 km in the plane is not quite the same as two of 11 km
    assert probability_inside(SPREAD, whole) == pytest.approx(parts, abs=1e-5)
    assert probability_inside(SPREAD, whole[::-1]) == probability_inside(SPREAD, whole)


def test_over_the_antimeridian_it_is_the_same_as_elsewhere() -> None:
    there = spread_of((179.99, 50.0), AXES, 90)
    ring = ((179.8, 49.9), (180.2, 49.9), (180.2, 50.1), (179.8, 50.1))
    here = tuple((lon - 101.99, lat) for lon, lat in ring)
    assert probability_inside(there, ring) == pytest.approx(
        probability_inside(SPREAD, here), abs=1e-9
    )


def test_nothing_lies_in_a_line() -> None:
    assert probability_inside(SPREAD, (HOME, (78.1, 50.0))) == 0.0


def test_axes_given_the_wrong_way_round_are_the_same_ellipse() -> None:
    swapped = spread_of(HOME, Axes(8_000, 12_000, 160), 90)
    ring = ((77.9, 49.9), (78.2, 49.95), (78.1, 50.1))
    assert swapped.major_sigma_m > swapped.minor_sigma_m
    assert probability_inside(swapped, ring) == pytest.approx(
        probability_inside(SPREAD, ring), abs=1e-12
    )
