"""Shapes of foreign files become zones, sites, routes and places; the ground goes out again."""

import json
from pathlib import Path
from typing import Any

import pytest

from osi_app.area.importing_ground import Taking
from osi_app.area.records import (
    AreaBoundary,
    BaseOfOperations,
    BoundaryKind,
    GroundFeature,
    GroundKind,
    RestrictedSite,
)
from osi_app.area.service import AreaService
from osi_app.exchange.geometry import read_geometries
from osi_app.exchange.writing.outgoing import GeometryForm
from osi_app.inspection.records import Inspection
from osi_app.kernel.clock import FixedClock
from osi_app.kernel.errors import ImportRefused
from osi_app.kernel.ports import Store

RING = [[78.0, 50.0], [78.02, 50.0], [78.02, 50.02], [78.0, 50.02]]


@pytest.fixture
def area(field_store: Store, now: FixedClock) -> AreaService:
    return AreaService(field_store, now)


def shapes(path: Path, *features: tuple[str, Any, dict[str, Any]]) -> Path:
    """A GeoJSON file of these geometries."""
    found = [
        {"type": "Feature", "properties": facts, "geometry": {"type": kind, "coordinates": where}}
        for kind, where, facts in features
    ]
    text = json.dumps({"type": "FeatureCollection", "features": found}, ensure_ascii=False)
    path.write_text(text, encoding="utf-8")
    return path


def three(path: Path) -> Path:
    """A polygon, a line and a point."""
    return shapes(
        path,
        ("Polygon", [[*RING, RING[0]]], {"name": "Болото"}),
        ("LineString", [[78.0, 50.0], [78.1, 50.0]], {"name": "طريق"}),
        ("Point", [78.05, 50.05], {"name": "井"}),
    )


def taken(area: AreaService, exercise: Inspection, path: Path, target: str) -> Any:
    preview = area.preview_ground(path, Taking(exercise.id, target))
    area.apply_import(preview, accept_refusals=True)
    return preview


def test_each_shape_becomes_what_its_form_allows(
    area: AreaService, exercise: Inspection, tmp_path: Path
) -> None:
    taken(area, exercise, three(tmp_path / "three.geojson"), "hazard_zone")
    with area._store.read() as reading:
        found = {one.code: (one.kind, one.name) for one in reading.all(GroundFeature)}
    assert found == {
        "HZ-1": (GroundKind.HAZARD_ZONE, "Болото"),
        "RT-1": (GroundKind.ROUTE, "طريق"),
        "NT-1": (GroundKind.NOTE, "井"),
    }


def test_a_polygon_cannot_become_a_place_and_is_refused_by_name(
    area: AreaService, exercise: Inspection, tmp_path: Path
) -> None:
    path = three(tmp_path / "three.geojson")
    preview = area.preview_ground(path, Taking(exercise.id, "landing_site"))
    (refusal,) = preview.refusals
    assert "polygon cannot become a landing site" in refusal.reason
    assert preview.count("create") == 2


def test_sites_and_bases_come_in_as_what_they_are(
    area: AreaService, exercise: Inspection, tmp_path: Path
) -> None:
    site = shapes(tmp_path / "s.json", ("Polygon", [[*RING, RING[0]]], {"code": "RAS-7"}))
    taken(area, exercise, site, "restricted_site")
    base = shapes(tmp_path / "b.json", ("Point", [78.0, 50.0], {"name": "Camp"}))
    taken(area, exercise, base, "base_of_operations")
    with area._store.read() as reading:
        assert [one.code for one in reading.all(RestrictedSite)] == ["RAS-7"]
        assert [(one.code, one.name) for one in reading.all(BaseOfOperations)] == [
            ("BOO-1", "Camp")
        ]


def test_the_same_file_again_changes_nothing_a_moved_shape_is_updated(
    area: AreaService, exercise: Inspection, tmp_path: Path
) -> None:
    path = tmp_path / "s.json"
    shapes(path, ("Polygon", [[*RING, RING[0]]], {"code": "NG-9"}))
    taken(area, exercise, path, "no_go_zone")
    assert taken(area, exercise, path, "no_go_zone").count("unchanged") == 1
    moved = [[lon + 0.1, lat] for lon, lat in RING]
    shapes(path, ("Polygon", [[*moved, moved[0]]], {"code": "NG-9"}))
    assert taken(area, exercise, path, "no_go_zone").count("update") == 1
    with area._store.read() as reading:
        (zone,) = reading.all(GroundFeature)
    assert zone.vertices[0][0] == pytest.approx(78.1)


def test_a_file_without_shapes_is_refused_whole(
    area: AreaService, exercise: Inspection, tmp_path: Path
) -> None:
    with pytest.raises(ImportRefused):
        area.preview_ground(shapes(tmp_path / "none.json"), Taking(exercise.id))


@pytest.mark.parametrize(
    ("form", "name"),
    [
        (GeometryForm.GEOJSON, "g.geojson"),
        (GeometryForm.GEOPACKAGE, "g.gpkg"),
        (GeometryForm.KML, "g.kml"),
        (GeometryForm.KMZ, "g.kmz"),
        (GeometryForm.GPX, "g.gpx"),
        (GeometryForm.SHAPEFILE, "g.zip"),
    ],
)
def test_what_goes_out_comes_in_again_with_every_corner_and_name(
    area: AreaService, exercise: Inspection, tmp_path: Path, form: GeometryForm, name: str
) -> None:
    taken(area, exercise, three(tmp_path / "three.geojson"), "hazard_zone")
    square = tuple((78 + x / 10, 50 + y / 10) for x, y in ((-1, -1), (1, -1), (1, 1), (-1, 1)))
    area.set_boundary(exercise.id, BoundaryKind.MANDATED, square)
    area.plan_survey(exercise.id, "overflight_wide")
    path = area.export(exercise.id, tmp_path / name, form)
    back = read_geometries(path)
    names = {one.name for one in back.features}
    assert {"Болото", "طريق", "井", "mandated boundary", "SP-01 L1"} <= names
    found = next(one for one in back.features if one.name == "mandated boundary")
    with area._store.read() as reading:
        stored = reading.all(AreaBoundary)[0].vertices
    corners = {(round(lon, 9), round(lat, 9)) for lon, lat in found.vertices}
    assert {(round(lon, 9), round(lat, 9)) for lon, lat in stored} <= corners


def test_coordinates_go_out_as_a_table_that_a_spreadsheet_reads(
    area: AreaService, exercise: Inspection, tmp_path: Path
) -> None:
    taken(area, exercise, three(tmp_path / "three.geojson"), "hazard_zone")
    path = area.export(exercise.id, tmp_path / "g.csv", GeometryForm.CSV)
    lines = path.read_text(encoding="utf-8-sig").splitlines()
    assert lines[0].startswith("layer,name,kind,part,vertex,lon,lat")
    assert any("Болото" in line and "44U" in line for line in lines)
