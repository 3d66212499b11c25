"""Shapes: right, refused with their place, or mended on request."""

import json
import zipfile
from pathlib import Path
from typing import Any

import pytest

from osi_app.exchange.geojson import write_geojson
from osi_app.exchange.geometry import read_area, read_geometries
from osi_app.kernel.errors import ImportRefused

DATA = Path(__file__).parent / "data"
SQUARE = [[78.0, 50.0], [78.2, 50.0], [78.2, 50.2], [78.0, 50.2], [78.0, 50.0]]


def polygon(folder: Path, *rings: Any, kind: str = "Polygon") -> Path:
    path = folder / "a.geojson"
    path.write_text(json.dumps({"type": kind, "coordinates": list(rings)}))
    return path


def refused(path: Path, pattern: str, **options: Any) -> None:
    with pytest.raises(ImportRefused, match=pattern):
        read_area(path, **options)


def test_an_area_is_open_and_counter_clockwise(tmp_path: Path) -> None:
    clockwise = read_area(polygon(tmp_path, SQUARE[::-1])).features[0].vertices
    assert len(clockwise) == 4
    area = sum(
        a[0] * b[1] - b[0] * a[1]
        for a, b in zip(clockwise, (*clockwise[1:], clockwise[0]), strict=True)
    )
    assert area > 0


def test_bad_positions_are_refused(tmp_path: Path) -> None:
    refused(polygon(tmp_path, [[190, 50], *SQUARE[1:4], [190, 50]]), "vertex 1: longitude 190")
    refused(polygon(tmp_path, [[float("nan"), 50], *SQUARE[1:]]), "NaN")
    refused(polygon(tmp_path, [[1e999, 50], *SQUARE[1:]]), "Infinity")
    refused(polygon(tmp_path, [["78", 50], *SQUARE[1:]]), "pair of numbers")
    refused(polygon(tmp_path, [[50, 120], [50, 121], [51, 121], [50, 120]]), "look swapped")
    refused(polygon(tmp_path, SQUARE[:2]), "three different vertices")
    refused(polygon(tmp_path, [[0, 80], [120, 80], [-120, 80], [0, 80]]), "pole")


def test_crossing_rings_holes_and_parts(tmp_path: Path) -> None:
    bow = [[0, 0], [2, 2], [2, 0], [0, 2], [0, 0]]
    refused(polygon(tmp_path, bow), "crosses or touches itself")
    refused(polygon(tmp_path, bow), "into 2 parts", mend=True)
    spike = [[0, 0], [2, 0], [2, 2], [2, 3], [2, 2], [0, 2], [0, 0]]
    assert any("mended" in note for note in read_area(polygon(tmp_path, spike), mend=True).notes)
    hole = [[78.05, 50.05], [78.1, 50.05], [78.1, 50.1], [78.05, 50.05]]
    refused(polygon(tmp_path, SQUARE, hole), "holes")
    other = [[lon + 1, lat] for lon, lat in SQUARE]
    refused(polygon(tmp_path, [SQUARE], [other], kind="MultiPolygon"), "must be continuous")


def test_the_antimeridian_is_unwrapped_and_split_again(tmp_path: Path) -> None:
    across = [[179.5, 0], [-179.5, 0], [-179.5, 1], [179.5, 1], [179.5, 0]]
    found = read_area(polygon(tmp_path, across))
    lons = [lon for lon, _ in found.features[0].vertices]
    assert max(lons) - min(lons) == pytest.approx(1)
    written = tmp_path / "split.geojson"
    written.write_text(write_geojson(found.features))
    assert json.loads(written.read_text())["features"][0]["geometry"]["type"] == "MultiPolygon"
    again = [lon for lon, _ in read_area(written).features[0].vertices]
    assert max(again) - min(again) == pytest.approx(1)


def test_four_number_coordinates_and_real_files() -> None:
    found = read_geometries(DATA / "sartopo_export_POA-Test1.json")
    assert [feature.kind for feature in found.features] == ["point", "polygon", "polygon"]
    assert len(read_geometries(DATA / "NKNT.kml").features) == 6
    notes = read_geometries(DATA / "gpx1.1_with_all_fields.gpx").notes
    assert any("no points" in note for note in notes)


def test_swapped_against_the_event_is_warned(tmp_path: Path) -> None:
    swapped = [[lat, lon] for lon, lat in SQUARE]
    assert any(
        "swapped" in n for n in read_area(polygon(tmp_path, swapped), near=(78.1, 50.1)).notes
    )
    assert read_area(polygon(tmp_path, SQUARE), near=(78.1, 50.1)).notes == ()


KML = '<kml xmlns="http://www.opengis.net/kml/2.2"><Document>{}<Placemark><name>A</name><Polygon><outerBoundaryIs><LinearRing><coordinates>78,50 78.2,50 78.2,50.2 78,50</coordinates></LinearRing></outerBoundaryIs></Polygon></Placemark></Document></kml>'  # noqa: E501


def test_kml_links_are_noted_and_entities_refused(tmp_path: Path) -> None:
    path = tmp_path / "a.kml"
    path.write_text(
        KML.format("<NetworkLink><Link><href>http://x.invalid/</href></Link></NetworkLink>")
    )
    assert "network links are not followed" in read_area(path).notes
    path.write_text('<!DOCTYPE k [<!ENTITY x SYSTEM "file:///etc/passwd">]>' + KML.format("&x;"))
    refused(path, "DTD")


def test_kmz_that_leaves_its_folder_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "a.kmz"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("doc.kml", KML.format(""))
    assert len(read_area(path).features) == 1
    with zipfile.ZipFile(path, "a") as archive:
        archive.writestr("../evil.kml", "x")
    refused(path, "leaves the archive")
    with zipfile.ZipFile(path, "w") as archive:
        link = zipfile.ZipInfo("doc.kml")
        link.external_attr = 0o120777 << 16
        archive.writestr(link, "/etc/passwd")
    refused(path, "symbolic link")
