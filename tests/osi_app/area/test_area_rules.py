"""The rules of boundary and sites, each below, at and above its limit, on the ellipsoid."""

from uuid import UUID

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from osi_app.area.boundary import boundary_findings, event_findings, limits
from osi_app.area.records import RestrictedSite
from osi_app.area.sites import outside_findings, site_findings
from osi_app.geo.geodesy import area_m2, destination, span
from osi_app.geo.polygons import separation_m
from osi_app.geo.probability import Axes, spread_of
from osi_app.geo.proposal import lawful, proposals
from osi_app.geo.repair import shrunk
from osi_app.kernel.findings import Finding, Severity, Subject
from osi_app.kernel.record import Vertices
from osi_app.treaty.values import Override, RuleValues, shipped_values

HOME = (78.0, 50.0)
VALUES = shipped_values()
ABOUT = Subject("area_boundary", UUID(int=1), "requested boundary")
P3 = limits(VALUES)


def square(side_m: float, home: tuple[float, float] = HOME) -> Vertices:
    """A square about a place, counter-clockwise."""
    half = side_m / 2**0.5
    return tuple(destination(home, azimuth, half) for azimuth in (225, 135, 45, 315))


def oblong(length_m: float, width_m: float) -> Vertices:
    """A narrow strip from home eastwards, with corners on its middle line at both ends."""
    end = destination(HOME, 90, length_m)
    middle = destination(HOME, 90, length_m / 2)
    return (HOME, destination(middle, 180, width_m), end, destination(middle, 0, width_m))


def with_limit(key: str, value: float) -> RuleValues:
    return VALUES.overridden({key: Override(repr(value), "tester", "test")}, real=False)


def rules(findings: list[Finding]) -> list[str]:
    return [finding.rule for finding in findings]


def site(code: str, vertices: Vertices) -> RestrictedSite:
    return RestrictedSite(inspection_id=UUID(int=2), code=code, vertices=vertices)


def test_the_law_is_a_thousand_square_kilometres_and_fifty_kilometres() -> None:
    assert P3.area_m2 == 1_000 * 1e6
    assert P3.span_m == 50_000


@pytest.mark.parametrize(("beyond", "broken"), [(1.0, []), (0.0, []), (-1.0, ["area.size"])])
def test_exactly_the_largest_area_is_allowed(beyond: float, broken: list[str]) -> None:
    vertices = square(20_000)
    values = with_limit("area.max_area_m2", area_m2(vertices) + beyond)
    assert rules(boundary_findings(vertices, ABOUT, values)) == broken


@pytest.mark.parametrize(("beyond", "broken"), [(0.001, []), (0.0, []), (-0.001, ["area.span"])])
def test_exactly_the_longest_span_is_allowed(beyond: float, broken: list[str]) -> None:
    vertices = square(20_000)
    values = with_limit("area.max_span_m", span(vertices).distance_m + beyond)
    assert rules(boundary_findings(vertices, ABOUT, values)) == broken


def test_a_finding_says_by_how_much_and_what_would_mend_it() -> None:
    vertices = square(33_000)
    (found,) = boundary_findings(vertices, ABOUT, VALUES)
    size = area_m2(vertices)
    assert found.rule == "area.size"
    assert found.paragraph == "P.3"
    assert found.severity is Severity.BREACH
    assert found.mend == "shrink_area"
    assert found.values["exceeded_km2"] == pytest.approx(size / 1e6 - 1_000)
    scale = found.values["scale_percent"] / 100
    assert size * scale**2 <= 1_000e6
    assert size * (scale + 2e-6) ** 2 > 1_000e6


def test_a_long_area_is_too_long_between_its_very_corners() -> None:
    vertices = oblong(50_001, 1_000)
    (found,) = boundary_findings(vertices, ABOUT, VALUES)
    assert found.rule == "area.span"
    assert found.values["exceeded_km"] == pytest.approx(0.001, abs=1e-6)
    assert set(found.values["between"]) == {vertices[0], vertices[2]}
    assert not boundary_findings(oblong(49_999.99, 1_000), ABOUT, VALUES)


def test_a_ring_that_crosses_itself_is_judged_no_further() -> None:
    bow_tie = ((78.0, 50.0), (78.2, 50.2), (78.2, 50.0), (78.0, 50.2))
    (found,) = boundary_findings(bow_tie, ABOUT, VALUES)
    assert found.rule == "area.shape"
    assert found.values["reason"] == "self_crossing"


@given(
    lon=st.floats(-180, 180),
    lat=st.floats(-85, 85),
    side_m=st.floats(32_000, 400_000),
)
def test_what_was_mended_is_lawful_and_hardly_smaller_than_it_must_be(
    lon: float, lat: float, side_m: float
) -> None:
    vertices = square(side_m, (lon, lat))
    smaller = shrunk(vertices, P3)
    assert not boundary_findings(smaller, ABOUT, VALUES)
    fullest = max(area_m2(smaller) / P3.area_m2, span(smaller).distance_m / P3.span_m)
    assert fullest > 0.9999 or smaller == vertices


@given(
    lon=st.floats(-180, 180),
    lat=st.floats(-85, 85),
    major_m=st.floats(1_000, 90_000),
    share=st.floats(0.05, 1.0),
    azimuth_deg=st.floats(0, 360),
)
@settings(max_examples=15, deadline=None)
def test_a_proposed_area_is_always_lawful_and_holds_its_event(
    lon: float, lat: float, major_m: float, share: float, azimuth_deg: float
) -> None:
    axes = Axes(major_m, major_m * share, azimuth_deg)
    for one in proposals(spread_of((lon, lat), axes, 90, 5_000), P3):
        assert lawful(one.vertices, P3)
        assert not boundary_findings(one.vertices, ABOUT, VALUES)
        assert not event_findings(one.vertices, (lon, lat), ABOUT)


def test_the_event_lies_in_the_area_or_on_its_edge() -> None:
    vertices = ((78.0, 50.0), (78.1, 50.0), (78.1, 50.1), (78.0, 50.1))
    assert not event_findings(vertices, (78.05, 50.05), ABOUT)
    assert not event_findings(vertices, (78.0, 50.0), ABOUT)
    assert rules(event_findings(vertices, (78.101, 50.05), ABOUT)) == ["area.event_outside"]


@pytest.mark.parametrize(("beyond", "broken"), [(1.0, []), (0.0, []), (-1.0, ["area.site_size"])])
def test_a_site_of_exactly_the_limit_is_allowed(beyond: float, broken: list[str]) -> None:
    one = site("RAS-1", square(1_500))
    values = with_limit("area.site_max_area_m2", area_m2(one.vertices) + beyond)
    assert rules(site_findings([one], values)) == broken


def test_four_square_kilometres_is_the_law_for_one_site() -> None:
    assert not site_findings([site("RAS-1", square(1_999.9))], VALUES)
    (found,) = site_findings([site("RAS-1", square(2_001))], VALUES)
    assert found.rule == "area.site_size"
    assert found.paragraph == "P.92"
    assert found.values["limit_km2"] == 4.0


@pytest.mark.parametrize(("beyond", "broken"), [(1.0, []), (0.0, []), (-1.0, ["area.sites_total"])])
def test_all_sites_together_keep_their_limit(beyond: float, broken: list[str]) -> None:
    sites = [site(f"RAS-{n}", square(1_900, (78.0 + n / 20, 50.0))) for n in range(3)]
    values = with_limit("area.sites_total_m2", sum(area_m2(s.vertices) for s in sites) + beyond)
    assert rules(site_findings(sites, values)) == broken


def apart(distance_m: float) -> list[RestrictedSite]:
    """Two squares of 1 km whose nearest edges are about that far apart."""
    first = square(1_000)
    second = square(1_000, destination(HOME, 90, 1_000 + distance_m))
    return [site("RAS-1", first), site("RAS-2", second)]


def test_sites_are_twenty_metres_apart() -> None:
    assert not site_findings(apart(20.1), VALUES)
    (found,) = site_findings(apart(19.9), VALUES)
    assert found.rule == "area.site_separation"
    assert found.values["other"] == "RAS-2"
    assert found.values["found_m"] + found.values["missing_m"] == pytest.approx(20)


@pytest.mark.parametrize(
    ("beyond", "broken"), [(-0.001, []), (0.0, []), (0.001, ["area.site_separation"])]
)
def test_exactly_the_least_separation_is_allowed(beyond: float, broken: list[str]) -> None:
    sites = apart(25)
    found_m = separation_m(sites[0].vertices, sites[1].vertices)
    values = with_limit("area.site_separation_m", found_m + beyond)
    assert rules(site_findings(sites, values)) == broken


def test_sites_that_touch_or_overlap_are_no_distance_apart() -> None:
    for distance_m in (-1, -500):
        (found,) = site_findings(apart(distance_m), VALUES)
        assert found.values["found_m"] == 0


def test_a_site_beyond_the_area_is_worth_a_question_only() -> None:
    area = square(10_000)
    (found,) = outside_findings([site("RAS-1", square(500, (79.0, 50.0)))], area)
    assert found.rule == "area.site_outside"
    assert found.severity is Severity.WARNING
    assert not outside_findings([site("RAS-2", square(500))], area)
