"""Rings made lawful by the least, each way with what it costs."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from osi_app.geo.ellipse import ellipse
from osi_app.geo.geodesy import area_m2, azimuth_deg, destination, distance_m, span
from osi_app.geo.polygons import contains, inside, plane_about, ring, separation_m, shape
from osi_app.geo.probability import Axes, probability_inside, spread_of
from osi_app.geo.proposal import Limits, lawful
from osi_app.geo.repair import (
    RepairKind,
    repairs,
    shrunk,
    trimmed,
)
from osi_app.geo.site_repair import (
    SiteGround,
    SiteRepairKind,
    moved_apart,
    moved_inside,
    shrunk_site,
    site_repairs,
)
from osi_app.kernel.errors import RuleError
from osi_app.kernel.record import Vertices

LIMITS = Limits(1e9, 50_000)
HOME = (78.0, 50.0)
SPREAD = spread_of(HOME, Axes(12_000, 8_000, 70), 90, 5_000)
TOO_BIG = ((77.6, 49.8), (78.5, 49.85), (78.45, 50.2), (77.7, 50.15))
TOO_LONG = ((77.6, 49.98), (78.5, 49.98), (78.5, 50.02), (77.6, 50.02))


def circle(km2: float, middle: tuple[float, float] = HOME) -> Vertices:
    """A circle of that size, to 720 corners."""
    radius = (km2 * 1e6 / 3.14159265) ** 0.5
    return ellipse(*middle, radius, radius, 0, 720)


@pytest.mark.parametrize("vertices", [TOO_BIG, TOO_LONG, circle(1_200)])
def test_every_repair_is_lawful_and_within_the_ring(vertices: Vertices) -> None:
    found = repairs(vertices, LIMITS, SPREAD)
    assert {one.kind for one in found} == set(RepairKind)
    for one in found:
        assert lawful(one.vertices, LIMITS)
        assert ring(one.vertices) == one.vertices
        assert one.lost_m2 == pytest.approx(area_m2(vertices) - one.area_m2)
        if one.kind is not RepairKind.SHRINK_ABOUT_EVENT:
            slightly_larger = shrunk_outwards(vertices)
            assert all(inside(corner, slightly_larger) for corner in one.vertices)


def shrunk_outwards(vertices: Vertices) -> Vertices:
    """The ring a metre larger all round: room for rounding."""
    lon = sum(lon for lon, _ in vertices) / len(vertices)
    lat = sum(lat for _, lat in vertices) / len(vertices)
    return tuple((lon + (x - lon) * 1.0002, lat + (y - lat) * 1.0002) for x, y in vertices)


def test_the_repair_that_keeps_the_event_best_comes_first() -> None:
    chances = [one.probability or 0.0 for one in repairs(TOO_BIG, LIMITS, SPREAD)]
    assert chances == sorted(chances, reverse=True)


def test_without_an_event_the_one_that_loses_least_comes_first() -> None:
    found = repairs(TOO_BIG, LIMITS)
    assert {one.kind for one in found} == {RepairKind.SHRINK, RepairKind.TRIM}
    assert [one.lost_m2 for one in found] == sorted(one.lost_m2 for one in found)
    assert all(one.probability is None for one in found)


@pytest.mark.parametrize(("km2", "count"), [(999.9, 0), (1_000.1, 2)])
def test_a_ring_below_the_limit_needs_none_above_it_does(km2: float, count: int) -> None:
    assert len(repairs(circle(km2), LIMITS)) == count


def test_shrinking_loses_no_more_than_it_must() -> None:
    assert area_m2(shrunk(circle(1_200), LIMITS)) == pytest.approx(1e9, rel=1e-6)
    assert span(shrunk(TOO_LONG, LIMITS)).distance_m == pytest.approx(50_000, abs=0.1)


def test_trimming_what_is_too_long_keeps_its_width() -> None:
    kept = trimmed(TOO_LONG, LIMITS, SPREAD)
    assert span(kept).distance_m == pytest.approx(50_000, abs=1.0)
    assert area_m2(kept) > area_m2(shrunk(TOO_LONG, LIMITS))


def rectangle(east_km: float, north_km: float) -> Vertices:
    """A rectangle about home."""
    half = np.array((east_km, north_km)) * 500.0
    corners = np.array(((-1, -1), (1, -1), (1, 1), (-1, 1))) * half
    return ring(plane_about([HOME]).unproject(corners))


@pytest.mark.parametrize(
    ("vertices", "kept_km2"),
    [(rectangle(35.5, 35.5), 999.9), (rectangle(48, 15), 719.0), (rectangle(60, 10), 490.0)],
)
def test_trimming_a_plain_rectangle_takes_off_its_corners_only(
    vertices: Vertices, kept_km2: float
) -> None:
    kept = trimmed(vertices, LIMITS)
    assert area_m2(kept) >= kept_km2 * 1e6
    assert lawful(kept, LIMITS)


def test_trimming_keeps_the_arm_with_the_event() -> None:
    corners = [(0, 0), (60, 0), (60, 5), (5, 5), (5, 60), (0, 60)]
    angled = ring(plane_about([HOME]).unproject(np.array(corners) * 1_000.0))
    kept = trimmed(angled, LIMITS, SPREAD)
    assert inside(HOME, kept)
    assert probability_inside(SPREAD, kept) > probability_inside(SPREAD, shrunk(angled, LIMITS))


@settings(max_examples=10, deadline=None)
@given(
    radii=st.lists(st.floats(8_000, 32_000), min_size=4, max_size=9),
    place=st.sampled_from([HOME, (179.95, 62.0), (-60.0, -3.0)]),
)
def test_any_star_is_made_lawful(radii: list[float], place: tuple[float, float]) -> None:
    corners = [destination(place, -360 * n / len(radii), r) for n, r in enumerate(radii)]
    for one in repairs(ring(corners), LIMITS):
        assert lawful(one.vertices, LIMITS)
        assert ring(one.vertices) == one.vertices
        assert max(one.area_m2 / 1e9, one.span_m / 50_000) > 0.998


def test_a_site_is_made_no_smaller_than_it_must_be() -> None:
    assert area_m2(shrunk_site(circle(4.2), 4e6)) == pytest.approx(4e6, rel=1e-6)
    assert shrunk_site(circle(3.9), 4e6) == circle(3.9)


SITE = ((78.0, 50.0), (78.02, 50.0), (78.02, 50.01), (78.0, 50.01))


def east_of(gap_m: float) -> Vertices:
    """Another site, that far to the east of the first."""
    west = destination((78.02, 50.0), 90, gap_m)[0]
    return ((west, 50.0), (west + 0.02, 50.0), (west + 0.02, 50.01), (west, 50.01))


@pytest.mark.parametrize("gap_m", [-500.0, 0.0, 19.9, 20.1])
def test_sites_are_moved_until_twenty_metres_lie_between_and_no_farther(gap_m: float) -> None:
    other = east_of(gap_m)
    moved = moved_apart(SITE, [other], 20.0)
    assert separation_m(moved, other) >= 20.0
    if gap_m >= 20.0:
        assert moved == SITE
    else:
        step = distance_m(SITE[0], moved[0])
        assert step <= 20.0 - gap_m + 0.5
        assert area_m2(moved) == pytest.approx(area_m2(SITE), rel=1e-5)


def test_a_site_is_moved_slantwise_where_that_is_shorter() -> None:
    plane = plane_about([HOME])
    square = np.array(((0, 0), (1_000, 0), (1_000, 1_000), (0, 1_000)), dtype=float)
    turn = np.array(((0.8, 0.6), (-0.6, 0.8)))  # a square turned by 36.87 degrees, 100 m inside
    site = ring(plane.unproject(square))
    other = ring(plane.unproject((square + np.array((900.0, 0.0))) @ turn))
    moved = moved_apart(ring(plane.unproject(square @ turn)), [other], 20.0)
    assert separation_m(moved, other) == pytest.approx(20.0, abs=0.05)
    step = distance_m(ring(plane.unproject(square @ turn))[0], moved[0])
    assert step == pytest.approx(120.0, abs=0.1)
    assert moved_apart(site, [], 20.0) == site


def test_sites_over_the_antimeridian_are_neighbours() -> None:
    site = tuple((lon + 101.99, lat) for lon, lat in SITE)
    other = tuple((lon + 0.015 - 360.0, lat) for lon, lat in site)
    moved = moved_apart(site, [other], 20.0)
    assert separation_m(moved, tuple((lon + 360.0, lat) for lon, lat in other)) >= 20.0
    assert distance_m(site[0], moved[0]) < 400.0


AREA = ((77.9, 49.95), (78.1, 49.95), (78.1, 50.05), (78.0, 50.02), (77.9, 50.05))


@pytest.mark.parametrize(("out_m", "moves"), [(-1.0, False), (0.0, False), (1.0, True)])
def test_a_site_is_moved_in_only_when_some_of_it_lies_outside(out_m: float, moves: bool) -> None:
    # exactly along the southern edge, which is straight on the ground
    start, end = (77.9, 49.95), (78.1, 49.95)
    way = azimuth_deg(start, end)
    first = destination(destination(start, way, 5_000), way + 90, out_m)
    second = destination(destination(start, way, 6_000), way + 90, out_m)
    site = ring((first, second, (78.0, 49.97)))
    moved = moved_inside(site, AREA)
    assert (moved != site) is moves
    assert distance_m(site[0], moved[0]) < 1.2
    assert held(moved, AREA)


def held(site: Vertices, area: Vertices) -> bool:
    """Whether an area contains all of a site."""
    plane = plane_about(area)
    return contains(area, shape(site, plane), plane)


@settings(max_examples=25, deadline=None)
@given(east=st.floats(-0.4, 0.4), north=st.floats(-0.3, 0.3))
def test_a_site_anywhere_is_moved_in_whole_and_keeps_its_shape(east: float, north: float) -> None:
    site = tuple((lon + east, lat + north) for lon, lat in SITE)
    moved = moved_inside(site, AREA)
    assert held(moved, AREA)
    assert area_m2(moved) == pytest.approx(area_m2(site), rel=1e-4)
    nudged = 0.1 * np.array((np.cos(np.arange(8)), np.sin(np.arange(8)))).T
    plane = plane_about(AREA)
    metres = plane.project(site)
    step = plane.project(moved)[0] - metres[0]
    for way in nudged if moved != site else ():  # a tenth of the way less would not do
        shorter = step * 0.9 + way
        tried = plane.unproject(metres + shorter)
        assert np.hypot(*shorter) > np.hypot(*step) - 0.2 or not held(tried, AREA)


def ground(*others: Vertices, area: Vertices = AREA, most_m2: float = 4e6) -> SiteGround:
    return SiteGround(others, area, most_m2, 20.0)


def test_a_lawful_site_needs_no_repair() -> None:
    assert site_repairs(SITE, ground(most_m2=area_m2(SITE))) == ()


def test_a_site_is_offered_what_mends_it_and_nothing_else() -> None:
    half = area_m2(SITE) / 2
    (smaller,) = site_repairs(SITE, ground(most_m2=half))
    assert smaller.kind is SiteRepairKind.TO_SIZE
    assert smaller.area_m2 == pytest.approx(half, rel=1e-4)
    assert smaller.lost_m2 == pytest.approx(half, rel=1e-4)
    outside = tuple((lon + 1.0, lat) for lon, lat in SITE)
    (inside,) = site_repairs(outside, ground(most_m2=area_m2(SITE) * 1.1))
    assert inside.kind is SiteRepairKind.INSIDE
    assert held(inside.vertices, AREA)
    assert site_repairs(outside, ground(area=(), most_m2=area_m2(SITE) * 1.1)) == ()


def test_a_site_over_another_is_moved_apart_and_inside_only_where_it_stays_apart() -> None:
    (apart,) = site_repairs(SITE, ground(SITE, most_m2=area_m2(SITE) * 1.1))
    assert apart.kind is SiteRepairKind.APART
    assert separation_m(apart.vertices, SITE) >= 20.0
    outside = tuple((lon + 1.0, lat) for lon, lat in SITE)
    taken = site_repairs(outside, ground(most_m2=area_m2(SITE) * 1.1))[0].vertices
    assert site_repairs(outside, ground(taken, most_m2=area_m2(SITE) * 1.1)) == ()


def test_a_site_wider_than_the_area_finds_no_room() -> None:
    wide = ((77.8, 49.99), (78.2, 49.99), (78.2, 50.0), (77.8, 50.0))
    with pytest.raises(RuleError, match="no_room"):
        moved_inside(wide, AREA)


@settings(max_examples=15, deadline=None)
@given(
    places=st.lists(
        st.tuples(st.floats(-0.03, 0.03), st.floats(-0.02, 0.02)), min_size=1, max_size=4
    )
)
def test_a_site_among_others_finds_room(places: list[tuple[float, float]]) -> None:
    others = [tuple((x + east, y + north) for x, y in SITE) for east, north in places]
    moved = moved_apart(SITE, others, 20.0)
    assert all(separation_m(moved, other) >= 20.0 for other in others)
