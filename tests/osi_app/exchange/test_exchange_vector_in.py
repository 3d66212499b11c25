"""GeoPackage, Shapefile and FlatGeobuf: read right, asked, or refused; nothing left beside."""

import shutil
import sqlite3
import struct
import zipfile
from pathlib import Path
from typing import Any

import numpy as np
import pyogrio.raw
import pytest
import shapely

from osi_app.exchange.geometry import read_area, read_geometries
from osi_app.exchange.shapes import FeatureRow
from osi_app.geo.coordinates import utm_transformer
from osi_app.kernel.errors import ImportRefused

DATA = Path(__file__).parent / "data"
DRIVERS = {"gpkg": "GPKG", "shp": "ESRI Shapefile", "fgb": "FlatGeobuf"}
SQUARE = shapely.Polygon([(78.0, 50.0), (78.2, 50.0), (78.2, 50.2), (78.0, 50.2)])
NAMES = ("Дегелен", "منطقة التفتيش", "禁核试")


def written(
    path: Path,
    *shapes: Any,
    crs: str | None = "EPSG:4326",
    columns: dict[str, list[Any]] | None = None,
    layer: str | None = None,
) -> Path:
    """A file made by GDAL itself, with or without a reference system."""
    kinds = {shape.geom_type for shape in shapes}
    fields = columns or {"number": list(range(len(shapes)))}
    values = [np.array(v, dtype=object if isinstance(v[0], str) else None) for v in fields.values()]
    options = {"layer": layer} if layer else {}
    pyogrio.raw.write(
        path,
        np.array([shapely.to_wkb(shape) for shape in shapes], dtype=object),
        values,
        list(fields),
        crs=crs or "EPSG:4326",
        geometry_type=kinds.pop() if len(kinds) == 1 else "Unknown",
        driver=DRIVERS[path.suffix[1:]],
        **options,
    )
    if crs is None:
        path.with_suffix(".prj").unlink()
    return path


def zipped(shp: Path, target: Path) -> Path:
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
        for member in sorted(shp.parent.glob(f"{shp.stem}.*")):
            if member != target:
                archive.write(member, f"folder/{member.name}")
    return target


def changed(package: Path, *statements: str) -> Path:
    """The GeoPackage after someone's own SQL."""
    connection = sqlite3.connect(package)
    triggers = connection.execute("SELECT name FROM sqlite_master WHERE type = 'trigger'")
    for (name,) in triggers.fetchall():  # they call functions that only GDAL has
        connection.execute(f'DROP TRIGGER "{name}"')
    for statement in statements:
        connection.execute(statement)
    connection.commit()
    connection.close()
    return package


def read(path: Path, **options: Any) -> tuple[FeatureRow, ...]:
    return read_geometries(path, **options).features


def refused(path: Path, pattern: str, **options: Any) -> None:
    with pytest.raises(ImportRefused, match=pattern) as told:
        read_geometries(path, **options)
    assert told.value.file == path.name


@pytest.mark.parametrize("ending", DRIVERS)
def test_names_and_attributes_come_with_every_shape(tmp_path: Path, ending: str) -> None:
    points = [shapely.Point(lon, 50.0) for lon in (78.0, 78.1, 78.2)]
    columns: dict[str, list[Any]] = {
        "NAME": list(NAMES),
        "depth_m": [1.5, 2.5, 3.5],
        "count": [1, 2, 3],
    }
    found = read(written(tmp_path / f"a.{ending}", *points, columns=columns))
    assert {feature.name for feature in found} == set(NAMES)
    first = next(feature for feature in found if feature.name == NAMES[0])
    assert first.properties == {"NAME": NAMES[0], "depth_m": 1.5, "count": 1}
    assert first.vertices == ((78.0, 50.0),)


@pytest.mark.parametrize("column", ["Title", "code", "NAME", "name"])
def test_the_name_column_is_found_in_any_case(tmp_path: Path, column: str) -> None:
    path = written(tmp_path / "a.gpkg", SQUARE, columns={"zone": ["x"], column: ["Degelen"]})
    assert read(path)[0].name == "Degelen"


def test_name_goes_before_title_and_code_where_it_says_anything(tmp_path: Path) -> None:
    columns = {"code": ["c", "c"], "title": ["t", "t"], "name": ["n", ""]}
    path = written(tmp_path / "a.gpkg", SQUARE, SQUARE, columns=columns)
    assert [feature.name for feature in read(path)] == ["n", "t"]


def test_gaps_in_whole_numbers_do_not_make_them_decimals(tmp_path: Path) -> None:
    path = written(tmp_path / "a.gpkg", SQUARE, SQUARE, columns={"n": [7, 8]})
    changed(path, "UPDATE a SET n = NULL WHERE fid = 2")
    values = [feature.properties["n"] for feature in read(path)]
    assert values == [7, None]
    assert type(values[0]) is int


def test_all_vector_layers_are_read_and_named(tmp_path: Path) -> None:
    path = written(tmp_path / "a.gpkg", SQUARE, layer="районы")
    written(path, shapely.LineString([(1, 2), (3, 4)]), layer="routes")
    places = [(f.where, f.kind, f.properties["layer"]) for f in read(path)]
    assert places == [
        ("layer 'районы', feature 1", "polygon", "районы"),
        ("layer 'routes', feature 1", "line", "routes"),
    ]


def test_heights_and_measures_are_cut() -> None:
    [line] = read(DATA / "line_zm.gpkg")
    assert line.kind == "line"
    assert [len(vertex) for vertex in line.vertices] == [2] * len(line.vertices)
    assert line.vertices[0] == (-123.21079845830354, 48.98614986424009)


def test_several_parts_become_several_shapes(tmp_path: Path) -> None:
    other = shapely.Polygon([(80, 50), (81, 50), (81, 51)])
    mixed = shapely.GeometryCollection([shapely.Point(1, 2), shapely.LineString([(1, 2), (3, 4)])])
    path = written(tmp_path / "a.gpkg", shapely.MultiPolygon([SQUARE, other]), mixed)
    assert [(f.where, f.kind) for f in read(path)] == [
        ("feature 1, part 1", "polygon"),
        ("feature 1, part 2", "polygon"),
        ("feature 2, part 1", "point"),
        ("feature 2, part 2", "line"),
    ]
    with pytest.raises(ImportRefused, match="must be continuous"):
        read_area(path)


def test_holes_are_kept(tmp_path: Path) -> None:
    holed = shapely.Polygon(SQUARE.exterior, [[(78.05, 50.05), (78.1, 50.1), (78.1, 50.05)]])
    for ending in DRIVERS:
        [feature] = read(written(tmp_path / f"a.{ending}", holed))
        assert set(feature.holes[0]) == {(78.05, 50.05), (78.1, 50.1), (78.1, 50.05)}


def test_a_real_shapefile_bare_and_zipped(tmp_path: Path) -> None:
    bare = read_geometries(DATA / "naturalearth_lowres.shp")
    packed = read_geometries(zipped(DATA / "naturalearth_lowres.shp", tmp_path / "world.zip"))
    assert bare.features == packed.features
    assert bare.features[0].name == "Fiji"
    assert bare.features[0].properties["iso_a3"] == "FJI"
    # longitudes 180.0000000000001 are taken; Antarctica alone goes around a pole
    assert ["pole" in refusal.reason for refusal in bare.refusals] == [True]


@pytest.mark.parametrize("ending", DRIVERS)
def test_utm_lands_where_it_should(tmp_path: Path, ending: str) -> None:
    corners = [(570_000.0, 5_540_000.0), (590_000.0, 5_540_000.0), (590_000.0, 5_560_000.0)]
    path = written(tmp_path / f"a.{ending}", shapely.Polygon(corners), crs="EPSG:32643")
    found = read_geometries(path)
    back = utm_transformer(43, False, back=True)
    expected = [back.transform(east, north) for east, north in corners]
    distances = np.abs(np.array(found.features[0].vertices) - np.array(expected))
    assert distances.max() < 1e-9
    assert any("reprojected from WGS 84 / UTM zone 43N" in note for note in found.notes)


def test_an_old_datum_is_shifted_and_its_exactness_told(tmp_path: Path) -> None:
    found = read_geometries(
        written(tmp_path / "a.gpkg", shapely.Point(78.0, 50.0), crs="EPSG:4284")
    )
    lon, lat = found.features[0].vertices[0]
    assert 0.0001 < abs(lon - 78.0) < 0.002  # Pulkovo 1942: some 50 m
    assert 0.0001 < abs(lat - 50.0) < 0.002
    assert any("Pulkovo 1942" in n and "good to about 3 m" in n for n in found.notes)


def test_a_datum_whose_shift_is_not_known_there_is_refused(tmp_path: Path) -> None:
    refused(
        written(tmp_path / "a.gpkg", shapely.Point(70.0, 45.0), crs="EPSG:4267"),
        "the shift from NAD27 to WGS 84 is not known at its positions",
    )


def test_frames_of_satellites_are_taken_with_a_note(tmp_path: Path) -> None:
    path = written(tmp_path / "a.gpkg", shapely.Point(88.0, 41.0), crs="EPSG:4490")
    found = read_geometries(path)
    assert found.features[0].vertices == ((88.0, 41.0),)
    assert any("China Geodetic" in n and "3 m" in n for n in found.notes)


def test_a_system_that_is_not_on_the_earth_is_refused(tmp_path: Path) -> None:
    path = written(tmp_path / "a.gpkg", shapely.Point(1, 2), crs="IAU_2015:30100")
    refused(path, "its reference system is not known")


def test_without_prj_it_is_asked(tmp_path: Path) -> None:
    path = written(tmp_path / "a.shp", SQUARE, crs=None)
    package = zipped(path, tmp_path / "a.zip")
    for file in (path, package):
        refused(file, "asked: its reference system is not stated")
        found = read_geometries(file, assume_wgs84=True)
        assert set(found.features[0].vertices) == set(SQUARE.exterior.coords)
        assert any("taken for WGS 84" in note for note in found.notes)
    assert len(read_area(path, assume_wgs84=True).features) == 1


def test_the_answer_does_not_overrule_a_system_that_is_stated(tmp_path: Path) -> None:
    path = written(tmp_path / "a.shp", shapely.Point(500_000, 5_540_000), crs="EPSG:32643")
    assert read(path, assume_wgs84=True)[0].vertices[0][0] == pytest.approx(75.0)


def test_metres_taken_for_degrees_are_refused(tmp_path: Path) -> None:
    path = written(tmp_path / "a.shp", shapely.Point(500_000, 5_540_000), crs=None)
    refused(path, "longitude 500000 is outside", assume_wgs84=True)


def test_a_geopackage_of_an_undefined_system_is_asked(tmp_path: Path) -> None:
    path = written(tmp_path / "a.gpkg", SQUARE)
    changed(path, "UPDATE gpkg_geometry_columns SET srs_id = 0")
    refused(path, "asked")
    assert len(read(path, assume_wgs84=True)) == 1


def test_texts_without_a_stated_encoding_are_utf8_or_asked(tmp_path: Path) -> None:
    path = written(tmp_path / "a.shp", SQUARE, columns={"name": ["Åland"]})
    path.with_suffix(".cpg").unlink()
    table = path.with_suffix(".dbf")
    data = bytearray(table.read_bytes())
    data[29] = 0
    table.write_bytes(data)
    assert read(path)[0].name == "Åland"
    table.write_bytes(bytes(data).replace("Å".encode() + b"land ", b"\xc5land  "))
    refused(path, "asked: the encoding of its texts")
    path.with_suffix(".cpg").write_text("1252")
    assert read(path)[0].name == "Åland"


def test_missing_and_cut_parts_of_a_shapefile(tmp_path: Path) -> None:
    path = written(tmp_path / "a.shp", SQUARE)
    whole = path.read_bytes()
    path.write_bytes(whole[:-20])
    refused(path, r"its \.shp is cut off")
    path.write_bytes(whole)
    path.with_suffix(".dbf").unlink()
    assert len(read(path)) == 1
    path.with_suffix(".prj").write_text("not a reference system")
    refused(path, "reference system|asked")
    path.with_suffix(".shx").unlink()
    refused(path, r"its \.shx file is missing")


def test_the_antimeridian_is_unwrapped(tmp_path: Path) -> None:
    halves = shapely.MultiPolygon([shapely.box(179.5, 0, 180, 1), shapely.box(-180, 0, -179.5, 1)])
    for ending in DRIVERS:
        area = read_area(written(tmp_path / f"a.{ending}", halves)).features[0]
        lons = [lon for lon, _ in area.vertices]
        assert (min(lons), max(lons)) == (179.5, 180.5)
    box = shapely.box(800_000.0, 100_000.0, 900_000.0, 200_000.0)
    utm60 = written(tmp_path / "u.gpkg", box, crs="EPSG:32660")
    lons = [lon for lon, _ in read_area(utm60).features[0].vertices]
    assert max(lons) - min(lons) < 1.0


def test_bad_shapes_are_refused_one_by_one(tmp_path: Path) -> None:
    bow = shapely.Polygon([(0, 0), (2, 2), (2, 0), (0, 2)])
    path = written(tmp_path / "a.gpkg", bow, SQUARE)
    found = read_geometries(path)
    assert [(r.where, "crosses" in r.reason) for r in found.refusals] == [("feature 1", True)]
    assert [feature.where for feature in found.features] == ["feature 2"]
    spike = shapely.Polygon([(0, 0), (2, 0), (2, 2), (2, 3), (2, 2), (0, 2)])
    mended = read_geometries(written(tmp_path / "b.gpkg", spike), mend=True)
    assert any("mended on request" in note for note in mended.notes)


@pytest.mark.parametrize("crs", ["EPSG:4326", "EPSG:32643"])
@pytest.mark.parametrize("number", [float("nan"), float("inf")])
def test_what_is_no_number_is_refused(tmp_path: Path, crs: str, number: float) -> None:
    wkb = struct.pack("<BII4d", 1, 2, 2, 1.0, 2.0, number, 3.0)
    path = tmp_path / "a.gpkg"
    shapes = np.array([wkb, shapely.to_wkb(shapely.LineString([(1, 2), (3, 4)]))], dtype=object)
    pyogrio.raw.write(path, shapes, [], [], crs=crs, geometry_type="LineString", driver="GPKG")
    found = read_geometries(path)
    assert [(r.where, r.reason) for r in found.refusals] == [
        ("feature 1", "vertex 2 is not a finite number")
    ]
    assert len(found.features) == 1


def test_shapes_that_are_empty_or_absent_are_noted(tmp_path: Path) -> None:
    path = written(tmp_path / "a.gpkg", SQUARE, shapely.Polygon(), SQUARE)
    changed(path, "UPDATE a SET geom = NULL WHERE fid = 3")
    found = read_geometries(path)
    assert found.notes == ("feature 2 has no geometry", "feature 3 has no geometry")
    assert len(found.features) == 1


def test_reading_leaves_nothing_beside_and_changes_nothing(tmp_path: Path) -> None:
    path = written(tmp_path / "a.gpkg", SQUARE)
    connection = sqlite3.connect(path)
    connection.execute("PRAGMA journal_mode = WAL")  # as QGIS leaves it
    connection.close()
    before = path.read_bytes()
    path.chmod(0o444)
    assert len(read(path)) == 1
    assert path.read_bytes() == before
    assert [file.name for file in tmp_path.iterdir()] == ["a.gpkg"]


def test_a_geopackage_open_in_another_program_is_refused(tmp_path: Path) -> None:
    path = written(tmp_path / "a.gpkg", SQUARE)
    connection = sqlite3.connect(path)
    connection.execute("PRAGMA journal_mode = WAL")
    connection.execute("UPDATE gpkg_contents SET description = 'half'")
    connection.commit()
    refused(path, "still being written: a -wal file lies beside it")
    connection.close()
    assert len(read(path)) == 1


def test_triggers_are_not_run_and_endless_views_not_read(tmp_path: Path) -> None:
    endless = "WITH RECURSIVE c(x) AS (SELECT 1 UNION ALL SELECT x + 1 FROM c) SELECT x AS fid"
    path = changed(
        written(tmp_path / "a.gpkg", SQUARE),
        "CREATE TRIGGER t AFTER INSERT ON a BEGIN DELETE FROM a; END",
        f"CREATE VIEW v AS {endless}, (SELECT geom FROM a) AS geom FROM c",
        "INSERT INTO gpkg_contents (table_name, data_type, srs_id) VALUES ('v', 'features', 4326)",
        "INSERT INTO gpkg_geometry_columns VALUES ('v', 'geom', 'POLYGON', 4326, 0, 0)",
    )
    found = read_geometries(path)
    assert [feature.where for feature in found.features] == ["feature 1"]
    assert found.notes == ("layer 'v' is a view and is not read",)


def test_a_table_that_computes_is_not_read(tmp_path: Path) -> None:
    bomb = "ALTER TABLE a ADD COLUMN z GENERATED ALWAYS AS (zeroblob(900000000)) VIRTUAL"
    refused(changed(written(tmp_path / "a.gpkg", SQUARE), bomb), "no vector layer that can be read")


def test_the_formats_own_tables_are_tables(tmp_path: Path) -> None:
    path = changed(
        written(tmp_path / "a.gpkg", SQUARE),
        "ALTER TABLE gpkg_contents RENAME TO hidden",
        "CREATE VIEW gpkg_contents AS SELECT * FROM hidden",
    )
    refused(path, "table 'gpkg_contents': it is a view")


def test_other_databases_and_damaged_ones_are_refused(tmp_path: Path) -> None:
    other = tmp_path / "other.gpkg"
    connection = sqlite3.connect(other)
    connection.execute("CREATE TABLE a (b)")
    connection.close()
    refused(other, "an SQLite database, but no GeoPackage")
    whole = written(tmp_path / "a.gpkg", SQUARE).read_bytes()
    for length in (100, 5_000, len(whole) // 2, len(whole) - 4_096):
        cut = tmp_path / "cut.gpkg"
        cut.write_bytes(whole[:length])
        refused(cut, "it is damaged")


def test_a_geopackage_of_tables_alone_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "a.gpkg"
    pyogrio.raw.write(path, None, [np.array([1])], ["n"], driver="GPKG")
    refused(path, "no vector layer")


def test_archives_are_checked_before_they_are_unpacked(tmp_path: Path) -> None:
    package = zipped(written(tmp_path / "a.shp", SQUARE), tmp_path / "a.zip")
    outside, bomb = tmp_path / "outside.zip", tmp_path / "bomb.zip"
    shutil.copy(package, outside)
    with zipfile.ZipFile(outside, "a") as archive:
        archive.writestr("../evil.shp", "x")
    refused(outside, "leaves the archive's folder")
    with zipfile.ZipFile(bomb, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("a.shp", bytes(20 * 1024 * 1024))
    refused(bomb, "times its size")
    link = zipfile.ZipInfo("b.prj")
    link.external_attr = 0o120777 << 16
    with zipfile.ZipFile(package, "a") as archive:
        archive.writestr(link, "/etc/passwd")
    refused(package, "symbolic link")


def test_a_member_that_is_too_large_or_damaged_is_refused(tmp_path: Path) -> None:
    large = tmp_path / "large.zip"
    noise = np.random.default_rng(7).bytes(1_000_000)
    with zipfile.ZipFile(large, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as archive:
        archive.writestr("a.shp", noise + bytes(65 * 1024 * 1024))
        archive.writestr("a.shx", b"x")
    refused(large, "member 'a.shp': it has 66 MiB, at most 64 MiB")
    package = zipped(written(tmp_path / "b.shp", SQUARE), tmp_path / "b.zip")
    data = bytearray(package.read_bytes())
    start = data.index(b"folder/b.shp") + len(b"folder/b.shp")
    data[start + 4 : start + 12] = b"\xff" * 8
    package.write_bytes(data)
    refused(package, r"b\.shp.*is damaged")


def test_a_zip_of_several_shapefiles_names_each(tmp_path: Path) -> None:
    written(tmp_path / "a.shp", SQUARE)
    written(tmp_path / "b.shp", shapely.Point(1, 2))
    with zipfile.ZipFile(tmp_path / "two.zip", "w") as archive:
        for member in [*tmp_path.glob("a.*"), *tmp_path.glob("b.*")]:
            archive.write(member, member.name.upper())
        archive.writestr("__MACOSX/._A.SHP", b"not one")
    found = read(tmp_path / "two.zip")
    assert sorted(f.where for f in found) == ["layer 'A', feature 1", "layer 'B', feature 1"]


def test_odd_paths_are_only_paths(tmp_path: Path) -> None:
    """pyogrio takes "!" and schemes in a path for archives and addresses; the copy has neither."""
    folder = tmp_path / "http:" / "a.zip!район"
    folder.mkdir(parents=True)
    for ending in DRIVERS:
        source = written(tmp_path / f"a.{ending}", SQUARE)
        for file in tmp_path.glob("a.*"):
            shutil.copy(file, folder / file.name)
        assert len(read(folder / source.name)) == 1


@pytest.mark.parametrize("ending", ["gpkg", "shp", "fgb"])
def test_any_flipped_byte_is_read_or_refused(tmp_path: Path, ending: str) -> None:
    path = written(tmp_path / f"a.{ending}", *[SQUARE] * 5, columns={"name": list("abcde")})
    whole = path.read_bytes()
    random = np.random.default_rng(11)
    ends = {"read": 0, "refused": 0}
    for _ in range(40):
        data = bytearray(whole)
        for index in random.integers(0, min(len(data), 12_000), size=3):
            data[index] = int(random.integers(0, 256))
        path.write_bytes(data)
        try:
            ends["read"] += bool(read(path))
        except ImportRefused:
            ends["refused"] += 1
    assert sum(ends.values()) == 40
