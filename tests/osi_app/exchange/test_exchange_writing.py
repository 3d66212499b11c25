"""Shapes out and in again: nothing is lost in any form, and nothing is left of a failure."""

import csv
import json
import math
import re
import resource
import signal
import zipfile
from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import gpxpy
import numpy as np
import pyogrio
import pyogrio.raw
import pytest
import shapely
from hypothesis import given, settings
from hypothesis import strategies as st

from osi_app.exchange.geometry import read_area, read_geometries
from osi_app.exchange.shapes import FeatureRow
from osi_app.exchange.writing.outgoing import GeometryForm, OutFeature, write_features
from osi_app.geo.geodesy import area_m2
from osi_app.kernel.errors import RuleError, StorageError
from osi_app.kernel.record import Vertices

TOLERANCE_DEG = 1e-9
NAMES = ("Дегелен", "منطقة التفتيش", '禁核试 <&> "引号"')
AREA = OutFeature(
    "polygon",
    NAMES[0],
    "Районы",
    ((78.012345678901234, 49.7), (78.2, 1 / 3 + 49.7), (78.1, 50.2)),
    (((78.09, 50.0), (78.1, 50.05), (78.12, 50.0)),),
    {"note": "線 & <b>", "depth_m": 1.5, "count": 3, "restricted": True, "empty": None},
    "#ff8800",
)
ROUTE = OutFeature("line", NAMES[1], "Routes", ((78.0, 49.7), (78.1234567890123, -1e-7)))
STATION = OutFeature("point", NAMES[2], "Routes", ((1 / 3, -2 / 3),), (), {"code": "=cmd|x"})
ALL = (AREA, ROUTE, STATION)
READ_AGAIN = [form for form in GeometryForm if form is not GeometryForm.CSV]


def out(folder: Path, form: GeometryForm, features: Sequence[OutFeature] = ALL) -> Path:
    ending = "zip" if form is GeometryForm.SHAPEFILE else form.value
    path = folder / f"файл.{ending}"
    write_features(path, form, features)
    return path


def as_line(feature: OutFeature) -> tuple[Vertices, ...]:
    """A polygon's rings as GPX has them: closed lines."""
    return tuple((*ring, ring[0]) for ring in (feature.vertices, *feature.holes))


def same(found: Vertices, expected: Vertices) -> bool:
    return len(found) == len(expected) and bool(
        np.allclose(found, expected, rtol=0.0, atol=TOLERANCE_DEG)
    )


def by_name(features: Sequence[FeatureRow], name: str) -> list[FeatureRow]:
    return [feature for feature in features if feature.name == name]


@pytest.mark.parametrize("form", READ_AGAIN)
def test_what_is_written_is_read_again(tmp_path: Path, form: GeometryForm) -> None:
    found = read_geometries(out(tmp_path, form))
    assert found.refusals == ()
    assert {feature.name for feature in found.features} == set(NAMES)
    for feature in ALL:
        again = by_name(found.features, feature.name)
        if form is GeometryForm.GPX and feature.kind == "polygon":
            assert all(map(same, [f.vertices for f in again], as_line(feature)))
            assert len(again) == 2
            continue
        [row] = again
        assert row.kind == feature.kind
        assert same(row.vertices, feature.vertices)
        assert len(row.holes) == len(feature.holes)
        assert all(
            {*map(tuple, hole)} == {*map(tuple, ring)}
            for hole, ring in zip(row.holes, feature.holes, strict=True)
        )


@pytest.mark.parametrize("form", [GeometryForm.GEOJSON, GeometryForm.GEOPACKAGE])
def test_properties_keep_value_and_type(tmp_path: Path, form: GeometryForm) -> None:
    [row] = by_name(read_geometries(out(tmp_path, form)).features, NAMES[0])
    expected = {**AREA.properties, "name": NAMES[0], "layer": "Районы", "colour": "#ff8800"}
    assert row.properties == expected
    assert {key: type(value) for key, value in row.properties.items()} == {
        key: type(value) for key, value in expected.items()
    }


def test_properties_in_the_other_forms(tmp_path: Path) -> None:
    [kml] = by_name(read_geometries(out(tmp_path, GeometryForm.KML)).features, NAMES[0])
    assert kml.properties == {
        "layer": "Районы",
        "colour": "#ff8800",
        "note": "線 & <b>",
        "depth_m": "1.5",
        "count": "3",
        "restricted": "true",
    }
    gpx = by_name(read_geometries(out(tmp_path, GeometryForm.GPX)).features, NAMES[0])[0]
    assert gpx.properties["type"] == "Районы"
    assert gpx.properties["comment"] == "polygon"
    assert gpx.properties["description"].splitlines()[0] == "note: 線 & <b>"


def ogr(path: Path | str, layer: str | None = None) -> tuple[list[str], list[Any], str]:
    """(names, shapes, reference system) as GDAL itself reads them."""
    meta, _, shapes, data = pyogrio.raw.read(path, layer=layer)
    columns = dict(zip(meta["fields"], data, strict=True))
    return columns["name"].tolist(), list(shapely.from_wkb(shapes)), meta["crs"]


def same_shape(shape: Any, feature: OutFeature) -> bool:
    if feature.kind != "polygon":
        return same(tuple(shape.coords), feature.vertices)
    expected = shapely.Polygon(feature.vertices, feature.holes).normalize()
    return bool(shapely.equals_exact(shape.normalize(), expected, tolerance=TOLERANCE_DEG))


def test_gdal_reads_the_geopackage(tmp_path: Path) -> None:
    path = out(tmp_path, GeometryForm.GEOPACKAGE)
    layers = dict(pyogrio.list_layers(path))
    assert layers == {"Районы": "Polygon", "Routes lines": "LineString", "Routes points": "Point"}
    for layer, feature in zip(layers, ALL, strict=True):
        [name], [shape], crs = ogr(path, layer)
        assert (name, crs) == (feature.name, "EPSG:4326")
        assert same_shape(shape, feature)


def test_gdal_reads_the_shapefiles(tmp_path: Path) -> None:
    package = out(tmp_path, GeometryForm.SHAPEFILE)
    with zipfile.ZipFile(package) as archive:
        archive.extractall(tmp_path / "out")
    for kind, feature in zip(("polygons", "lines", "points"), ALL, strict=True):
        assert (tmp_path / "out" / f"{kind}.cpg").read_text() == "UTF-8"
        [name], [shape], crs = ogr(tmp_path / "out" / f"{kind}.shp")
        assert (name, crs) == (feature.name, "EPSG:4326")
        assert same_shape(shape, feature)


@pytest.mark.parametrize("form", [GeometryForm.GEOJSON, GeometryForm.KML])
def test_gdal_reads_the_text_forms(tmp_path: Path, form: GeometryForm) -> None:
    path = tmp_path / f"a.{form}"
    write_features(path, form, ALL)
    found: dict[str, Any] = {}
    for layer, _ in pyogrio.list_layers(path):
        meta, _, shapes, data = pyogrio.raw.read(path, layer=layer, force_2d=True)
        fields = [field.casefold() for field in meta["fields"]]
        names = data[fields.index("name")]
        found.update(zip(names, shapely.from_wkb(shapes), strict=True))
    assert set(found) == set(NAMES)
    assert all(same_shape(found[feature.name], feature) for feature in ALL)


def test_gpxpy_reads_the_gpx(tmp_path: Path) -> None:
    document = gpxpy.parse(out(tmp_path, GeometryForm.GPX).read_text(encoding="utf-8"))
    [waypoint] = document.waypoints
    assert waypoint.name == NAMES[2]
    assert same(((waypoint.longitude, waypoint.latitude),), STATION.vertices)
    area, route = document.tracks
    assert (area.name, route.name) == NAMES[:2]
    rings = [tuple((p.longitude, p.latitude) for p in s.points) for s in area.segments]
    assert all(map(same, rings, as_line(AREA)))
    [segment] = route.segments
    assert same(tuple((p.longitude, p.latitude) for p in segment.points), ROUTE.vertices)


def test_geojson_follows_rfc_7946(tmp_path: Path) -> None:
    document = json.loads(out(tmp_path, GeometryForm.GEOJSON).read_text(encoding="utf-8"))
    assert set(document) == {"type", "features"}  # no crs member (section 4)
    outer, hole = document["features"][0]["geometry"]["coordinates"]
    assert outer[0] == outer[-1]
    assert hole[0] == hole[-1]
    assert shapely.is_ccw(shapely.LinearRing(outer))
    assert not shapely.is_ccw(shapely.LinearRing(hole))
    assert tuple(outer[0]) == AREA.vertices[0]  # every digit


def test_clockwise_rings_are_turned(tmp_path: Path) -> None:
    turned = replace(AREA, vertices=AREA.vertices[::-1], holes=(AREA.holes[0][::-1],))
    document = json.loads(out(tmp_path, GeometryForm.GEOJSON, [turned]).read_text())
    outer, hole = document["features"][0]["geometry"]["coordinates"]
    assert shapely.is_ccw(shapely.LinearRing(outer))
    assert not shapely.is_ccw(shapely.LinearRing(hole))


ACROSS = OutFeature("polygon", "across", "", ((179.5, 0.0), (180.5, 0.0), (180.5, 1.0), (179.5, 1)))
HOLED = replace(ACROSS, holes=(((179.8, 0.2), (179.8, 0.8), (180.2, 0.8), (180.2, 0.2)),))


@pytest.mark.parametrize("form", [f for f in READ_AGAIN if f is not GeometryForm.GPX])
def test_an_area_over_the_antimeridian_is_split_and_joined_again(
    tmp_path: Path, form: GeometryForm
) -> None:
    path = out(tmp_path, form, [ACROSS])
    halves = read_geometries(path).features
    assert len(halves) == 2
    assert all(-180 <= lon <= 180 for half in halves for lon, _ in half.vertices)
    [area] = read_area(path).features
    lons = [lon for lon, _ in area.vertices]
    assert (min(lons), max(lons)) == (179.5, 180.5)
    assert len(area.vertices) == len(ACROSS.vertices)  # what the cut put in is taken out again
    assert area_m2(area.vertices) == pytest.approx(area_m2(ACROSS.vertices), rel=1e-9)


def test_its_hole_is_cut_with_it(tmp_path: Path) -> None:
    document = json.loads(out(tmp_path, GeometryForm.GEOJSON, [HOLED]).read_text())
    geometry = shapely.geometry.shape(document["features"][0]["geometry"])
    assert geometry.geom_type == "MultiPolygon"
    assert geometry.is_valid
    assert geometry.area == pytest.approx(1.0 - 0.4 * 0.6)
    assert not geometry.contains(shapely.Point(-179.9, 0.5))


def test_lines_and_points_over_the_antimeridian(tmp_path: Path) -> None:
    line = OutFeature("line", "l", "", ((179.0, 0.0), (181.0, 2.0), (179.0, 2.0)))
    point = OutFeature("point", "p", "", ((190.25, 5.0),))
    document = json.loads(out(tmp_path, GeometryForm.GEOJSON, [line, point]).read_text())
    shapes = [feature["geometry"] for feature in document["features"]]
    assert shapes[0]["type"] == "MultiLineString"
    assert shapes[0]["coordinates"] == [
        [[179.0, 0.0], [180.0, 1.0]],
        [[-180.0, 1.0], [-179.0, 2.0], [-180.0, 2.0]],
        [[180.0, 2.0], [179.0, 2.0]],
    ]
    assert shapes[1]["coordinates"] == [-169.75, 5.0]


def test_gpx_longitudes_are_below_180(tmp_path: Path) -> None:
    line = OutFeature("line", "l", "", ((179.5, 0.0), (180.0, 0.0), (180.5, 0.0)))
    path = out(tmp_path, GeometryForm.GPX, [line])
    assert re.findall(r'lon="([^"]+)"', path.read_text()) == ["179.5", "-180.0", "-179.5"]
    [again] = read_geometries(path).features
    assert np.ptp([lon for lon, _ in again.vertices]) == pytest.approx(1.0)


def test_kml_has_folders_styles_and_escaped_text(tmp_path: Path) -> None:
    path = out(tmp_path, GeometryForm.KML)
    space = {"k": "http://www.opengis.net/kml/2.2"}
    document = ElementTree.parse(path).getroot().find("k:Document", space)
    assert document is not None
    folders = [
        folder.findtext("k:name", "", space) for folder in document.findall("k:Folder", space)
    ]
    assert folders == ["Районы", "Routes"]
    style = document.find("k:Style[@id='colour-ff8800']/k:LineStyle/k:color", space)
    assert style is not None
    assert style.text == "ff0088ff"  # aabbggrr
    placemark = document.find("k:Folder/k:Placemark", space)
    assert placemark is not None
    assert placemark.findtext("k:styleUrl", "", space) == "#colour-ff8800"
    assert "href" not in path.read_text(encoding="utf-8")  # nothing to fetch


def test_csv_has_a_row_for_each_vertex_and_runs_nothing(tmp_path: Path) -> None:
    formula = OutFeature("point", "=1+1", "@sum", ((0.0, 85.0),))
    path = out(tmp_path, GeometryForm.CSV, [*ALL, formula])
    with path.open(encoding="utf-8-sig", newline="") as stream:
        rows = list(csv.DictReader(stream))
    assert ",".join(rows[0]) == "layer,name,kind,part,vertex,lon,lat,decimal degrees,utm,mgrs"
    assert [(r["name"], r["part"], r["vertex"]) for r in rows[:6]] == [
        (NAMES[0], part, vertex) for part in "12" for vertex in "123"
    ]
    assert (float(rows[0]["lon"]), float(rows[0]["lat"])) == AREA.vertices[0]
    assert (float(rows[-2]["lon"]), float(rows[-2]["lat"])) == STATION.vertices[0]
    assert rows[-2]["mgrs"].startswith("31M")
    assert (rows[-1]["layer"], rows[-1]["name"]) == ("'@sum", "'=1+1")
    assert "°" in rows[-1]["utm"]  # beyond 84 N there is no UTM


def test_what_a_shapefile_cannot_hold_stands_in_full_beside_it(tmp_path: Path) -> None:
    long = "我" * 200
    told: dict[str, Any] = {
        "a very long field": 1,
        "a very long fence": 2,
        "note": long,
        "tiny": 1e-20,
    }
    path = out(tmp_path, GeometryForm.SHAPEFILE, [replace(STATION, properties=told)])
    with zipfile.ZipFile(path) as archive:
        fields = archive.read("fields.csv").decode("utf-8-sig")
        texts = archive.read("texts.csv").decode("utf-8-sig")
    assert "points,a very lon,a very long field" in fields
    assert "points,a very l_2,a very long fence" in fields
    assert f"points,1,note,{long}" in texts
    [row] = read_geometries(path).features
    assert row.properties["a very lon"] == 1
    assert row.properties["a very l_2"] == 2
    assert row.properties["note"] == "我" * 84  # 254 bytes, no letter cut in two
    assert float(row.properties["tiny"]) == 1e-20


@pytest.mark.parametrize("form", [GeometryForm.GEOPACKAGE, GeometryForm.SHAPEFILE])
def test_columns_of_mixed_values_become_text(tmp_path: Path, form: GeometryForm) -> None:
    values: tuple[Any, ...] = (1, "x", True, None, 2**60, -0.1)
    features = [replace(STATION, name=str(n), properties={"v": v}) for n, v in enumerate(values)]
    found = [row.properties["v"] for row in read_geometries(out(tmp_path, form, features)).features]
    assert found == ["1", "x", "true", None, str(2**60), "-0.1"]


def test_large_whole_numbers_are_not_rounded(tmp_path: Path) -> None:
    features = [replace(STATION, properties={"n": 2**60 + 1}), replace(STATION, properties={})]
    [row] = read_geometries(out(tmp_path, GeometryForm.GEOPACKAGE, features[:1])).features
    assert row.properties["n"] == 2**60 + 1
    [row] = read_geometries(out(tmp_path, GeometryForm.SHAPEFILE, features[:1])).features
    assert row.properties["n"] == str(2**60 + 1)


@pytest.mark.parametrize("form", READ_AGAIN)
def test_keys_that_tables_and_forms_keep_for_themselves(tmp_path: Path, form: GeometryForm) -> None:
    told: dict[str, Any] = {
        "Name": "other",
        "fid": 7,
        "geom": "g",
        "": "none",
        "a'b\"c": 1,
        "layer": "mine",
    }
    found = read_geometries(out(tmp_path, form, [replace(STATION, properties=told)])).features
    assert [row.name for row in found] == [STATION.name]
    shown = " ".join(map(str, found[0].properties.values()))
    assert all(word in shown for word in ("other", "7", "mine", "none"))


@pytest.mark.parametrize("layer", ["gpkg_contents", "sqlite_master", 'a"b', "a'; DROP", "", "名"])
def test_any_layer_name_makes_a_table(tmp_path: Path, layer: str) -> None:
    features = [replace(ROUTE, layer=layer), replace(ROUTE, layer=layer.upper() + " ")]
    found = read_geometries(out(tmp_path, GeometryForm.GEOPACKAGE, features)).features
    assert [row.properties["layer"].strip().upper() for row in found] == [layer.upper()] * 2


def test_control_characters_do_not_break_a_file(tmp_path: Path) -> None:
    odd = replace(STATION, name="a\x00b\x0bc\ud800", properties={"k\x01": "\x02"})
    for form in READ_AGAIN:
        [row] = read_geometries(out(tmp_path, form, [odd])).features
        assert row.name == "a\ufffdb\ufffdc\ufffd"


@pytest.mark.parametrize("form", ["geojson", "kml", "kmz", "gpx", "csv"])
def test_the_same_shapes_give_the_same_bytes(tmp_path: Path, form: str) -> None:
    """GeoPackages and shapefiles bear the day they were written on."""
    first = out(tmp_path, GeometryForm(form)).read_bytes()
    assert out(tmp_path, GeometryForm(form)).read_bytes() == first


BAD = {
    "not_finite": replace(STATION, vertices=((math.nan, 1.0),)),
    "latitude_out_of_range": replace(STATION, vertices=((1.0, 90.1),)),
    "longitude_out_of_range": replace(STATION, vertices=((541.0, 1.0),)),
    "wrong_number_of_vertices": replace(AREA, vertices=AREA.vertices[:2]),
    "holes_without_polygon": replace(ROUTE, holes=AREA.holes),
    "invalid_colour": replace(ROUTE, colour="red"),
}
CROSSING = replace(AREA, vertices=((0, 0), (2, 2), (2, 0), (0, 2)), holes=())


@pytest.mark.parametrize("form", GeometryForm)
@pytest.mark.parametrize("code", BAD)
def test_a_bad_shape_leaves_nothing(tmp_path: Path, form: GeometryForm, code: str) -> None:
    with pytest.raises(RuleError) as told:
        out(tmp_path, form, [*ALL, BAD[code]])
    assert told.value.code == code
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("form", ["geojson", "gpkg", "kml", "kmz", "shp"])
def test_an_area_that_crosses_itself_is_not_written(tmp_path: Path, form: str) -> None:
    with pytest.raises(RuleError, match="self_crossing"):
        out(tmp_path, GeometryForm(form), [*ALL, CROSSING])
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("form", GeometryForm)
def test_an_older_file_stays_when_writing_fails(tmp_path: Path, form: GeometryForm) -> None:
    path = out(tmp_path, form)
    before = path.read_bytes()
    with pytest.raises(RuleError, match="not_finite"):
        out(tmp_path, form, [replace(STATION, properties={"x": math.inf})])
    with pytest.raises(RuleError, match="no_features"):
        out(tmp_path, form, [])
    assert path.read_bytes() == before
    assert list(tmp_path.iterdir()) == [path]


@pytest.mark.parametrize("form", GeometryForm)
def test_where_nothing_can_be_written_it_is_said(tmp_path: Path, form: GeometryForm) -> None:
    folder = tmp_path / "a.zip!x"
    folder.mkdir()
    with pytest.raises(StorageError, match="not_writable"):
        write_features(folder, form, ALL)  # a folder stands there
    with pytest.raises(StorageError, match="not_writable"):
        write_features(tmp_path / "missing" / "a", form, ALL)
    write_features(folder / "a", form, ALL)
    assert [file.name for file in folder.iterdir()] == ["a"]
    assert [file.name for file in tmp_path.iterdir()] == ["a.zip!x"]


@pytest.fixture
def small_medium() -> Iterator[None]:
    """Files of this process end at 60 kB: what a full medium does, without one."""
    handler = signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (60_000, before[1]))
    yield
    resource.setrlimit(resource.RLIMIT_FSIZE, before)
    signal.signal(signal.SIGXFSZ, handler)


@pytest.mark.usefixtures("small_medium")
@pytest.mark.parametrize("form", [f for f in GeometryForm if f is not GeometryForm.KMZ])
def test_half_a_file_is_never_left(tmp_path: Path, form: GeometryForm) -> None:
    names = [f"station {number:08}" for number in range(1_500)]
    features = [replace(STATION, name=name, properties={}) for name in names]
    with pytest.raises(StorageError, match=r"not_writable|full"):
        out(tmp_path, form, features)
    assert list(tmp_path.iterdir()) == []


places = st.tuples(
    st.floats(-180.0, 179.99, allow_subnormal=False), st.floats(-89.0, 89.0, allow_subnormal=False)
)


@settings(max_examples=15, deadline=None)
@given(
    points=st.lists(places, min_size=1, max_size=5),
    name=st.text(st.characters(exclude_categories=["C", "Z"]), min_size=1, max_size=20),
)
def test_every_place_and_every_name_survive_every_form(
    tmp_path_factory: pytest.TempPathFactory, points: list[tuple[float, float]], name: str
) -> None:
    features = [OutFeature("point", name, "p", (place,)) for place in points]
    folder = tmp_path_factory.mktemp("places")
    for form in READ_AGAIN:
        found = read_geometries(out(folder, form, features)).features
        assert [row.name for row in found] == [name] * len(points)
        assert same(tuple(row.vertices[0] for row in found), tuple(points))
