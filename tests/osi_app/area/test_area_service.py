"""What can be done on the ground, over a real store."""

import json
from pathlib import Path

import pytest

from osi_app.area.findings import area_in_force
from osi_app.area.records import (
    AreaBoundary,
    BaseOfOperations,
    BoundaryKind,
    PointOfEntry,
    RestrictedSite,
)
from osi_app.area.service import AreaService
from osi_app.geo.geodesy import area_m2, signed_area_m2
from osi_app.inspection.records import Inspection
from osi_app.kernel.clock import FixedClock
from osi_app.kernel.errors import ImportRefused, NotFoundError, RuleError
from osi_app.kernel.findings import Severity
from osi_app.kernel.ports import Store
from osi_app.kernel.record import Vertices

SQUARE: Vertices = ((77.9, 49.9), (78.1, 49.9), (78.1, 50.1), (77.9, 50.1))
HUGE: Vertices = ((77.0, 49.5), (79.0, 49.5), (79.0, 50.5), (77.0, 50.5))


@pytest.fixture
def area(field_store: Store, now: FixedClock) -> AreaService:
    return AreaService(field_store, now)


def rules(area: AreaService, exercise: Inspection) -> list[str]:
    return sorted(finding.rule for finding in area.findings(exercise.id))


def test_setting_a_boundary_twice_keeps_one_record(
    area: AreaService, exercise: Inspection, field_store: Store
) -> None:
    clockwise = SQUARE[::-1]
    first = area.set_boundary(exercise.id, BoundaryKind.REQUESTED, clockwise)
    second = area.set_boundary(exercise.id, BoundaryKind.REQUESTED, HUGE)
    assert [len(done.changes) for done in (first, second)] == [1, 1]
    with field_store.read() as reading:
        (stored,) = reading.all(AreaBoundary)
        assert area_in_force(reading, exercise.id) == stored
    assert stored.vertices == HUGE
    after = first.changes[0].after
    assert isinstance(after, AreaBoundary)
    assert signed_area_m2(after.vertices) > 0


def test_the_mandated_boundary_binds_where_there_are_both(
    area: AreaService, exercise: Inspection, field_store: Store
) -> None:
    area.set_boundary(exercise.id, BoundaryKind.REQUESTED, HUGE)
    area.set_boundary(exercise.id, BoundaryKind.MANDATED, SQUARE)
    with field_store.read() as reading:
        in_force = area_in_force(reading, exercise.id)
    assert in_force is not None
    assert in_force.boundary is BoundaryKind.MANDATED


def test_a_ring_that_is_none_is_refused_and_nothing_is_written(
    area: AreaService, exercise: Inspection, field_store: Store
) -> None:
    bow_tie = ((78.0, 50.0), (78.2, 50.2), (78.2, 50.0), (78.0, 50.2))
    with pytest.raises(RuleError, match="self_crossing"):
        area.set_boundary(exercise.id, BoundaryKind.REQUESTED, bow_tie)
    site = RestrictedSite(inspection_id=exercise.id, code="RAS-1", vertices=bow_tie)
    with pytest.raises(RuleError, match="self_crossing"):
        area.declare_sites(site)
    assert field_store.journal.head().seq == 1


def test_the_proposal_rests_on_the_prime_origin_and_is_lawful(
    area: AreaService, exercise: Inspection
) -> None:
    area.use_proposal(exercise.id)
    with area._store.read() as reading:
        vertices = reading.all(AreaBoundary)[0].vertices
    middle = sum(lon for lon, _ in vertices) / len(vertices)
    assert middle == pytest.approx(78.0, abs=0.001)
    assert rules(area, exercise) == ["area.poe_missing"]


def test_without_an_event_nothing_can_be_proposed(area: AreaService, exercise: Inspection) -> None:
    area.correct("Forget", Inspection, [exercise.id], {"event_id": None})
    with pytest.raises(RuleError, match="no_event"):
        area.propose_areas(exercise.id)


def test_too_large_is_stored_found_and_mended(area: AreaService, exercise: Inspection) -> None:
    area.set_boundary(exercise.id, BoundaryKind.REQUESTED, HUGE)
    assert rules(area, exercise) == ["area.poe_missing", "area.size", "area.span"]
    area.mend_boundary(exercise.id, BoundaryKind.REQUESTED)
    assert rules(area, exercise) == ["area.poe_missing"]


def test_both_boundaries_have_to_hold_the_event(area: AreaService, exercise: Inspection) -> None:
    elsewhere = tuple((lon + 1, lat) for lon, lat in SQUARE)
    area.set_boundary(exercise.id, BoundaryKind.REQUESTED, elsewhere)
    area.set_boundary(exercise.id, BoundaryKind.MANDATED, SQUARE)
    found = [f for f in area.findings(exercise.id) if f.rule == "area.event_outside"]
    assert [finding.subject.shown for finding in found] == ["requested boundary"]


def entry(exercise: Inspection, code: str, *, chosen: bool = False) -> PointOfEntry:
    return PointOfEntry(
        inspection_id=exercise.id, code=code, name=code, lon=80.2, lat=50.3, chosen=chosen
    )


def test_exactly_one_point_of_entry_is_chosen(
    area: AreaService, exercise: Inspection, field_store: Store
) -> None:
    assert "area.poe_missing" in rules(area, exercise)
    one, two = entry(exercise, "POE-1", chosen=True), entry(exercise, "POE-2", chosen=True)
    area.add_point_of_entry(one)
    area.add_point_of_entry(two)
    assert "area.poe_missing" not in rules(area, exercise)

    def chosen() -> list[str]:
        with field_store.read() as reading:
            return [p.code for p in reading.all(PointOfEntry) if p.chosen]

    assert chosen() == ["POE-2"]
    area.choose_point_of_entry(exercise.id, one.id)
    assert chosen() == ["POE-1"]
    with pytest.raises(RuleError, match="one_point_of_entry"):
        area.correct("Choose", PointOfEntry, [two.id], {"chosen": True})
    with pytest.raises(NotFoundError):
        area.choose_point_of_entry(exercise.id, exercise.id)
    assert chosen() == ["POE-1"]


def test_a_base_outside_is_a_note(area: AreaService, exercise: Inspection) -> None:
    area.set_boundary(exercise.id, BoundaryKind.MANDATED, SQUARE)
    area.add_point_of_entry(entry(exercise, "POE-1", chosen=True))
    base = BaseOfOperations(inspection_id=exercise.id, code="B", name="Base", lon=79, lat=50)
    area.set_base(base)
    (found,) = area.findings(exercise.id)
    assert (found.rule, found.severity) == ("area.base_outside", Severity.NOTE)


def test_declared_sites_are_kept_as_proper_rings(
    area: AreaService, exercise: Inspection, field_store: Store
) -> None:
    clockwise = tuple((lon / 10 + 70.2, lat / 10 + 45) for lon, lat in SQUARE)[::-1]
    area.declare_sites(RestrictedSite(inspection_id=exercise.id, code="RAS-1", vertices=clockwise))
    with field_store.read() as reading:
        (stored,) = reading.all(RestrictedSite)
    assert signed_area_m2(stored.vertices) > 0
    assert area_m2(stored.vertices) == pytest.approx(area_m2(clockwise))


def geojson(path: Path, *rings: Vertices, holes: tuple[Vertices, ...] = ()) -> Path:
    features = [
        {
            "type": "Feature",
            "properties": {},
            "geometry": {
                "type": "Polygon",
                "coordinates": [[*ring, ring[0]], *([*hole, hole[0]] for hole in holes)],
            },
        }
        for ring in rings
    ]
    path.write_text(json.dumps({"type": "FeatureCollection", "features": features}))
    return path


def test_an_import_creates_updates_and_leaves_alone(
    area: AreaService, exercise: Inspection, tmp_path: Path, field_store: Store
) -> None:
    file = geojson(tmp_path / "a.geojson", SQUARE)
    preview = area.preview_import(file, exercise.id, BoundaryKind.REQUESTED)
    assert preview.count("create") == 1
    assert field_store.journal.head().seq == 1
    assert area.apply_import(preview).kinds == {"area_boundary"}

    again = area.preview_import(file, exercise.id, BoundaryKind.REQUESTED)
    assert again.count("unchanged") == 1
    assert not area.apply_import(again)

    other = geojson(tmp_path / "b.geojson", HUGE)
    update = area.preview_import(other, exercise.id, BoundaryKind.REQUESTED)
    assert update.rows[0].changed["area_km2"][1] == pytest.approx(area_m2(HUGE) / 1e6, abs=0.001)
    done = area.apply_import(update)
    field_store.revert(done.seq, "Undo")
    with field_store.read() as reading:
        (stored,) = reading.all(AreaBoundary)
    assert stored.vertices == SQUARE
    assert stored.source == "a.geojson"


def test_kml_gives_the_same_ring(area: AreaService, exercise: Inspection, tmp_path: Path) -> None:
    corners = " ".join(f"{lon},{lat},0" for lon, lat in (*SQUARE, SQUARE[0]))
    file = tmp_path / "a.kml"
    file.write_text(
        '<?xml version="1.0" encoding="UTF-8"?><kml xmlns="http://www.opengis.net/kml/2.2">'
        "<Placemark><name>Area</name><Polygon><outerBoundaryIs><LinearRing><coordinates>"
        f"{corners}</coordinates></LinearRing></outerBoundaryIs></Polygon></Placemark></kml>"
    )
    preview = area.preview_import(file, exercise.id)
    (change,) = preview.rows[0].changes
    assert isinstance(change.after, AreaBoundary)
    assert change.after.boundary is BoundaryKind.MANDATED
    assert change.after.vertices == SQUARE


@pytest.mark.parametrize("fault", ["two", "hole", "bow tie", "no polygon", "empty", "not there"])
def test_what_is_no_area_is_refused_with_its_cause(
    area: AreaService, exercise: Inspection, tmp_path: Path, field_store: Store, fault: str
) -> None:
    file = tmp_path / "area.geojson"
    inner: Vertices = ((77.95, 49.95), (78.0, 49.95), (78.0, 50.0))
    if fault == "two":
        geojson(file, SQUARE, tuple((lon + 1, lat) for lon, lat in SQUARE))
    elif fault == "hole":
        geojson(file, SQUARE, holes=(inner,))
    elif fault == "bow tie":
        geojson(file, ((78.0, 50.0), (78.2, 50.2), (78.2, 50.0), (78.0, 50.2)))
    elif fault == "no polygon":
        file.write_text('{"type": "Point", "coordinates": [78, 50]}')
    elif fault == "empty":
        file.write_text("")
    with pytest.raises(ImportRefused) as refused:
        area.preview_import(file, exercise.id)
    assert all(one.where and one.reason for one in refused.value.refusals)
    assert field_store.journal.head().seq == 1


def test_an_area_with_latitude_and_longitude_swapped_is_noted(
    area: AreaService, exercise: Inspection, tmp_path: Path
) -> None:
    swapped = tuple((lat, lon) for lon, lat in SQUARE)
    preview = area.preview_import(geojson(tmp_path / "a.geojson", swapped), exercise.id)
    assert any("swapped" in note for note in preview.notes)
