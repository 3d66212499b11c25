"""Origins side by side, one chosen or several combined; lawful areas with their probability."""

from uuid import UUID

import pytest

from osi_app.area.findings import area_in_force
from osi_app.area.proposing import combined_origin, probability, proposed_areas
from osi_app.area.records import AreaBoundary, BoundaryKind, RestrictedSite
from osi_app.area.service import AreaService
from osi_app.geo.geodesy import area_m2
from osi_app.geo.polygons import separation_m
from osi_app.geo.proposal import ProposalKind
from osi_app.geo.repair import RepairKind
from osi_app.inspection.case import load_case
from osi_app.inspection.records import Inspection, Origin
from osi_app.kernel.clock import FixedClock
from osi_app.kernel.errors import RuleError
from osi_app.kernel.ports import Store
from osi_app.library.service import LibraryService
from osi_app.treaty.values import Override, shipped_values

VALUES = shipped_values()
SQUARE = ((77.9, 49.9), (78.1, 49.9), (78.1, 50.1), (77.9, 50.1))
HUGE = ((77.5, 49.7), (78.5, 49.7), (78.5, 50.3), (77.5, 50.3))


@pytest.fixture
def area(field_store: Store, now: FixedClock) -> AreaService:
    return AreaService(field_store, now)


def origin(exercise: Inspection, agency: str, lon: float, axis_m: float | None) -> Origin:
    assert exercise.event_id is not None
    return Origin(
        event_id=exercise.event_id, agency=agency, at=exercise.requested_at, lon=lon, lat=50.0,
        semi_major_m=axis_m, semi_minor_m=axis_m, azimuth_deg=None if axis_m is None else 0,
    )  # fmt: skip


def test_the_proposals_of_a_case_are_those_of_its_origin(
    area: AreaService, exercise: Inspection
) -> None:
    found = area.propose_areas(exercise.id)
    assert found[0].kind is ProposalKind.GREATEST
    assert (found[0].probability or 0) > 0.9
    area.use_proposal(exercise.id, ProposalKind.BOX_NORTH)
    with area._store.read() as reading:
        stored = reading.all(AreaBoundary)[0]
    assert len(stored.vertices) == 4
    assert stored.source == "proposed from the event (box north)"


def test_a_wider_margin_makes_the_same_area_less_certain(
    area: AreaService, exercise: Inspection, field_store: Store, now: FixedClock
) -> None:
    before = area.propose_areas(exercise.id)[0].probability or 0
    library = LibraryService(field_store, now)
    wider = Override("10000", "tester", "two networks disagree")
    library.set_rule_value(exercise.id, "area.proposal_margin_m", wider, real=False)
    assert (area.propose_areas(exercise.id)[0].probability or 0) < before


def test_without_an_ellipse_there_is_no_probability_but_a_circle(exercise: Inspection) -> None:
    bare = origin(exercise, "AAA", 78.0, None)
    assert probability(bare, SQUARE, VALUES) is None
    (only,) = proposed_areas(bare, VALUES)
    assert only.kind is ProposalKind.CIRCLE


def test_combining_makes_a_new_origin_that_says_from_what_and_becomes_the_cases(
    area: AreaService, exercise: Inspection, field_store: Store, now: FixedClock
) -> None:
    good, poor = origin(exercise, "IDC", 78.0, 6_000), origin(exercise, "NDC", 78.2, 12_000)
    area.record("Add", good, poor)
    area.combine_origins(exercise.id, [good.id, poor.id])
    with field_store.read() as reading:
        case = load_case(reading, exercise.id, now)
    assert case.origin is not None
    assert case.origin.agency == "Combined"
    assert case.origin.derivation == "IDC 80 %, NDC 20 %"
    assert 78.0 < case.origin.lon < 78.1
    assert (case.origin.semi_major_m or 0) < 6_000


def test_one_origin_or_one_without_an_ellipse_is_not_combined(exercise: Inspection) -> None:
    located, bare = origin(exercise, "IDC", 78.0, 6_000), origin(exercise, "AAA", 78.1, None)
    with pytest.raises(RuleError, match="too_few_origins"):
        combined_origin([located])
    with pytest.raises(RuleError, match="origin_without_ellipse"):
        combined_origin([located, bare])


def test_another_origin_can_be_chosen(
    area: AreaService, exercise: Inspection, field_store: Store, now: FixedClock
) -> None:
    other = origin(exercise, "NDC", 78.2, 12_000)
    area.record("Add", other)
    area.choose_origin(exercise.id, other.id)
    with field_store.read() as reading:
        case = load_case(reading, exercise.id, now)
    assert case.origin == other


@pytest.mark.parametrize("kind", list(RepairKind))
def test_a_boundary_is_mended_in_the_way_chosen(
    area: AreaService, exercise: Inspection, kind: RepairKind
) -> None:
    area.set_boundary(exercise.id, BoundaryKind.REQUESTED, HUGE)
    offered = {one.kind: one for one in area.repairs(exercise.id, HUGE)}
    area.mend_boundary(exercise.id, BoundaryKind.REQUESTED, kind)
    with area._store.read() as reading:
        stored = area_in_force(reading, exercise.id)
    assert stored is not None
    assert stored.vertices == offered[kind].vertices
    assert area_m2(stored.vertices) <= 1e9
    assert area.repairs(exercise.id, stored.vertices) == ()


def site(exercise: Inspection, code: str, east: float, size: float = 0.02) -> RestrictedSite:
    ring = ((78 + east, 50.0), (78 + east + size, 50.0), (78 + east + size, 50 + size),
            (78 + east, 50 + size))  # fmt: skip
    return RestrictedSite(inspection_id=exercise.id, code=code, vertices=ring)


def test_a_site_is_made_small_enough_and_moved_away(
    area: AreaService, exercise: Inspection
) -> None:
    large, near = site(exercise, "RAS-1", 0.0, 0.04), site(exercise, "RAS-2", 0.03)
    area.declare_sites(large, near)
    area.mend_site(large.id)
    with area._store.read() as reading:
        mended = reading.load(RestrictedSite, large.id)
    assert area_m2(mended.vertices) <= 4e6
    assert separation_m(mended.vertices, near.vertices) >= 20


def test_a_split_zone_becomes_two_a_boundary_stays_one(
    area: AreaService, exercise: Inspection
) -> None:
    whole = site(exercise, "RAS-1", 0.0)
    area.declare_sites(whole)
    west = ((78.0, 50.0), (78.01, 50.0), (78.01, 50.02), (78.0, 50.02))
    east = ((78.01, 50.0), (78.02, 50.0), (78.02, 50.02), (78.01, 50.02))
    area.set_rings("Split", RestrictedSite, whole.id, [west, east])
    with area._store.read() as reading:
        codes = {one.code: one.vertices for one in reading.all(RestrictedSite)}
    assert codes == {"RAS-1": west, "RAS-1-2": east}
    area.set_boundary(exercise.id, BoundaryKind.REQUESTED, SQUARE)
    with area._store.read() as reading:
        boundary = reading.all(AreaBoundary)[0]
    area.set_rings("Split", AreaBoundary, boundary.id, [west, east])
    with area._store.read() as reading:
        assert [one.vertices for one in reading.all(AreaBoundary)] == [west]


def test_an_unknown_origin_is_refused(area: AreaService, exercise: Inspection) -> None:
    with pytest.raises(Exception, match="no_such_record"):
        area.choose_origin(exercise.id, UUID(int=5))
