"""Lawful areas about an event: every one lawful, the greatest the most probable of all."""

from math import pi

import numpy as np
import pytest
import shapely
from hypothesis import given, settings
from hypothesis import strategies as st

from osi_app.geo.ellipse import ellipse
from osi_app.geo.geodesy import area_m2, distance_m, span
from osi_app.geo.origins import Located, combine
from osi_app.geo.polygons import plane_about, ring
from osi_app.geo.probability import Axes, Spread, in_deviations, probability_inside, spread_of
from osi_app.geo.proposal import Limits, ProposalKind, Proposed, lawful, proposals
from osi_app.geo.repair import shrunk
from osi_app.kernel.errors import RuleError

LIMITS = Limits(1e9, 50_000)
ROOMY = Limits(3e9, 50_000)
"""As an exercise may set them: a circle of that span is smaller than the size allowed."""
HOME = (78.0, 50.0)
AXES = st.builds(
    Axes,
    major_m=st.floats(4_000, 80_000),
    minor_m=st.floats(100, 4_000) | st.floats(4_000, 40_000),
    azimuth_deg=st.floats(0, 180),
)


def about(axes: Axes, place: tuple[float, float] = HOME) -> dict[ProposalKind, Proposed]:
    """What is proposed about a place, by kind."""
    return {one.kind: one for one in proposals(spread_of(place, axes, 90), LIMITS)}


@settings(max_examples=25, deadline=None)
@given(axes=AXES)
def test_every_proposal_is_lawful_and_uses_what_the_law_gives(axes: Axes) -> None:
    for one in about(axes).values():
        assert lawful(one.vertices, LIMITS)
        assert ring(one.vertices) == one.vertices
        used = max(area_m2(one.vertices) / 1e9, span(one.vertices).distance_m / 50_000)
        assert used > 0.999
        assert one.binding == ("area" if area_m2(one.vertices) > 0.999e9 else "span")


@settings(max_examples=25, deadline=None)
@given(axes=AXES)
def test_the_greatest_is_the_most_probable_and_comes_first(axes: Axes) -> None:
    found = proposals(spread_of(HOME, axes, 90), LIMITS)
    chances = [one.probability or 0.0 for one in found]
    assert chances == sorted(chances, reverse=True)
    assert found[0].kind is ProposalKind.GREATEST
    assert {one.kind for one in found} == set(ProposalKind) - {ProposalKind.CIRCLE}


@settings(max_examples=20, deadline=None)
@given(axes=AXES, seed=st.integers(0, 10_000))
def test_no_lawful_area_near_the_greatest_is_better(axes: Axes, seed: int) -> None:
    spread = spread_of(HOME, axes, 90)
    greatest = about(axes)[ProposalKind.GREATEST]
    plane, rng = plane_about([HOME]), np.random.default_rng(seed)
    metres = plane.project(greatest.vertices)
    rough = rng.uniform(0.9, 1.1, (len(metres), 1))
    # larger than the law allows, and then as large as it allows: nothing is given away
    other = shrunk(ring(plane.unproject(metres * rough * 1.3)), LIMITS, HOME)
    assert lawful(other, LIMITS)
    # its few corners lose less than a thousandth of what the very greatest has
    assert probability_inside(spread, other) <= (greatest.probability or 0.0) + 1e-3


def test_an_ellipse_short_enough_is_itself_the_greatest() -> None:
    found = about(Axes(12_000, 8_000, 70))
    assert found[ProposalKind.GREATEST].probability == pytest.approx(
        found[ProposalKind.ELLIPSE].probability or 0.0, abs=1e-6
    )
    # of 1,000 km² in the density of that ellipse, by the formula for a scaled ellipse
    sigma2 = 12_000 * 8_000 / 4.60517
    expected = 1 - np.exp(-1e9 / (2 * pi * sigma2))
    assert found[ProposalKind.GREATEST].probability == pytest.approx(expected, abs=2e-4)


def test_where_the_span_binds_the_cut_ellipse_beats_the_ellipse() -> None:
    found = about(Axes(40_000, 6_000, 20))
    ellipse, greatest = found[ProposalKind.ELLIPSE], found[ProposalKind.GREATEST]
    assert ellipse.binding == "span"
    assert greatest.area_m2 == pytest.approx(1e9, rel=1e-4)
    assert (greatest.probability or 0) > (ellipse.probability or 0) + 0.1


@pytest.mark.parametrize(
    "axes", [Axes(40_000, 6_000, 20), Axes(80_000, 2_000, 0), Axes(20_000, 300, 10)]
)
def test_its_few_corners_lose_less_than_a_thousandth_of_the_very_greatest(axes: Axes) -> None:
    spread = spread_of(HOME, axes, 90)
    disc = shapely.Point(0, 0).buffer(25_000, quad_segs=500)
    smooth = plane_about([HOME]).project(ellipse(*HOME, *spread_axes(spread), 4_000))
    low, high = 0.0, 200_000 / spread.minor_sigma_m
    for _ in range(40):
        scale = (low + high) / 2
        small = shapely.Polygon(smooth * scale).intersection(disc).area <= LIMITS.area_m2
        low, high = (scale, high) if small else (low, scale)
    cut = shapely.Polygon(smooth * low).intersection(disc)
    best = plane_about([HOME]).unproject(shapely.get_coordinates(cut)[:-1])
    expected = probability_inside(spread, best)
    assert about(axes)[ProposalKind.GREATEST].probability == pytest.approx(expected, abs=1e-3)


def spread_axes(spread: Spread) -> tuple[float, float, float]:
    """The ellipse of one standard deviation."""
    return spread.major_sigma_m, spread.minor_sigma_m, spread.azimuth_deg


def test_sampling_finds_the_event_in_the_greatest_as_often_as_told() -> None:
    spread = spread_of(HOME, Axes(40_000, 6_000, 20), 90)
    greatest = about(Axes(40_000, 6_000, 20))[ProposalKind.GREATEST]
    drawn = np.random.default_rng(11).standard_normal((200_000, 2))
    polygon = shapely.Polygon(in_deviations(spread, greatest.vertices))
    share = shapely.contains_xy(polygon, *drawn.T).mean()
    told = greatest.probability or 0.0
    assert abs(share - told) < 5 * (told * (1 - told) / len(drawn)) ** 0.5


def test_where_the_span_leaves_no_more_than_the_size_the_circle_is_greatest() -> None:
    found = {one.kind: one for one in proposals(spread_of(HOME, Axes(40_000, 6_000), 90), ROOMY)}
    greatest = found[ProposalKind.GREATEST]
    assert greatest.binding == "span"
    radii = [distance_m(HOME, corner) for corner in greatest.vertices]
    assert radii == pytest.approx([25_000] * len(radii), abs=1.0)


def test_without_an_ellipse_it_is_the_largest_lawful_circle() -> None:
    (one,) = proposals(HOME, LIMITS)
    assert one.kind is ProposalKind.CIRCLE
    assert one.probability is None
    assert one.area_m2 == pytest.approx(1e9, rel=1e-5)


@pytest.mark.parametrize("place", [(179.95, 62.0), (-179.95, -62.0), (10.0, 84.0), (0.0, 0.0)])
def test_it_is_the_same_anywhere_on_earth(place: tuple[float, float]) -> None:
    here, there = about(Axes(20_000, 9_000, 30)), about(Axes(20_000, 9_000, 30), place)
    for kind, one in there.items():
        assert lawful(one.vertices, LIMITS)
        assert one.probability == pytest.approx(here[kind].probability, abs=1e-4)


def test_few_corners_are_enough() -> None:
    counts = {kind: len(one.vertices) for kind, one in about(Axes(20_000, 9_000, 30)).items()}
    assert counts[ProposalKind.BOX_ALONG] == counts[ProposalKind.BOX_NORTH] == 4
    assert counts[ProposalKind.GREATEST] <= 24


@pytest.mark.parametrize("lat", [0.0, 50.0, -70.0])
def test_origins_on_both_sides_of_the_antimeridian_are_neighbours(lat: float) -> None:
    axes = Axes(10_000, 8_000, 30)
    found = combine([Located((179.9, lat), axes), Located((-179.9, lat), axes)])
    plain = combine([Located((77.9, lat), axes), Located((78.1, lat), axes)])
    assert distance_m(found.centre, (180.0, lat)) < 20.0
    assert found.deviations == pytest.approx(plain.deviations, rel=1e-9)
    assert found.axes.major_m == pytest.approx(plain.axes.major_m, rel=1e-9)


@pytest.mark.parametrize("factor", [0.0, -1.0, float("nan"), float("inf")])
def test_a_multiplier_is_a_positive_number(factor: float) -> None:
    one = Located(HOME, Axes(10_000, 8_000))
    with pytest.raises(RuleError, match="invalid_value"):
        combine([one, one], (factor, 1.0))
