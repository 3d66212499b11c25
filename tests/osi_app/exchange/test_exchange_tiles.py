"""Tile files: the right picture at the right place, and nothing that is no picture."""

import gzip
import io
import sqlite3
import struct
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest
from PIL import Image
from pmtiles.tile import Compression, Entry, TileType, serialize_directory, zxy_to_tileid
from pmtiles.writer import Writer

from osi_app.exchange.tile_images import ImageFacts, image_facts
from osi_app.exchange.tiles import TileSource, open_tiles
from osi_app.kernel.errors import ImportRefused

DATA = Path(__file__).parent / "data"
Tiles = Mapping[tuple[int, int, int], object]
"""Pictures by (z, x, y), y from the north."""


def picture(shade: int = 90, kind: str = "PNG", size: tuple[int, int] = (256, 256)) -> bytes:
    stream = io.BytesIO()
    Image.new("RGB", size, (shade, 40, 40)).save(stream, kind)
    return stream.getvalue()


PNG = picture()


def mbtiles(folder: Path, tiles: Tiles, index: bool = True, **words: Any) -> Path:
    path = folder / "a.mbtiles"
    connection = sqlite3.connect(path)
    connection.execute("CREATE TABLE metadata (name text, value text)")
    connection.execute(
        "CREATE TABLE tiles (zoom_level integer, tile_column integer, tile_row integer,"
        " tile_data blob)"
    )
    if index:
        connection.execute(
            "CREATE UNIQUE INDEX tile_index ON tiles (zoom_level, tile_column, tile_row)"
        )
    connection.executemany("INSERT INTO metadata VALUES (?, ?)", words.items())
    rows = [(z, x, (1 << z) - 1 - y, data) for (z, x, y), data in tiles.items()]
    connection.executemany("INSERT INTO tiles VALUES (?, ?, ?, ?)", rows)
    connection.commit()
    connection.close()
    return path


def pmtiles(folder: Path, tiles: Tiles, kind: TileType = TileType.PNG, **header: Any) -> Path:
    path = folder / "a.pmtiles"
    with path.open("wb") as stream:
        writer: Any = Writer(stream)  # type: ignore[no-untyped-call]
        for key in sorted(tiles, key=lambda place: zxy_to_tileid(*place)):
            writer.write_tile(zxy_to_tileid(*key), tiles[key])
        stated = {"tile_type": kind, "tile_compression": Compression.NONE, **header}
        writer.finalize(stated, {"name": "Sheet 7", "attribution": "Survey"})
    return path


def refused(path: Path, pattern: str) -> None:
    with pytest.raises(ImportRefused, match=pattern):
        open_tiles(path)


def refused_tile(source: TileSource, place: tuple[int, int, int], pattern: str) -> None:
    with source, pytest.raises(ImportRefused, match=pattern):
        source.tile(*place)


def test_a_real_file_whose_tiles_are_a_view_and_whose_zooms_are_not_stated() -> None:
    with open_tiles(DATA / "plain_1.mbtiles") as source:
        facts = source.facts
        north, south = source.tile(1, 0, 0), source.tile(1, 0, 1)
        assert source.tile(5, 0, 0) is None
    assert (facts.container, facts.name, facts.format) == ("mbtiles", "plain_1", "png")
    assert (facts.min_zoom, facts.max_zoom, facts.tile_px) == (0, 4, 256)
    assert facts.bounds == pytest.approx((-180, -70, 180, 85), abs=1e-6)
    raw = sqlite3.connect(DATA / "plain_1.mbtiles")
    query = "SELECT tile_data FROM tiles WHERE zoom_level=1 AND tile_column=0 AND tile_row=?"
    assert north == raw.execute(query, (1,)).fetchone()[0], "rows of the file count from the south"
    assert south == raw.execute(query, (0,)).fetchone()[0]
    raw.close()


def test_both_containers_say_the_same_of_the_same_tiles(tmp_path: Path) -> None:
    tiles = {(3, x, y): picture(16 * x + y) for x in range(4, 8) for y in range(3)}
    west, south, east, north = 0.0, 40.979898, 180.0, 85.051129
    first = mbtiles(tmp_path, tiles, name="Sheet 7", attribution="Survey")
    stated: dict[str, Any] = {
        name: round(value * 1e7)
        for name, value in zip(
            ("min_lon_e7", "min_lat_e7", "max_lon_e7", "max_lat_e7"),
            (west, south, east, north),
            strict=True,
        )
    }
    with open_tiles(first) as ours, open_tiles(pmtiles(tmp_path, tiles, **stated)) as theirs:
        for z, x, y in [(3, x, y) for x in range(-1, 9) for y in range(-1, 9)] + [(2, 1, 1)]:
            assert ours.tile(z, x, y) == theirs.tile(z, x, y) == tiles.get((z, x, y))
        for facts in (ours.facts, theirs.facts):
            assert (facts.name, facts.attribution, facts.format) == ("Sheet 7", "Survey", "png")
            assert (facts.min_zoom, facts.max_zoom, facts.tile_px) == (3, 3, 256)
            assert facts.bounds == pytest.approx((west, south, east, north), abs=1e-6)


def test_places_that_are_on_no_grid_have_no_tile(tmp_path: Path) -> None:
    with open_tiles(mbtiles(tmp_path, {(0, 0, 0): PNG})) as source:
        for place in ((-1, 0, 0), (0, -1, 0), (0, 0, 1), (31, 0, 0), (99, 0, 0), (1, 2, 0)):
            assert source.tile(*place) is None


@pytest.mark.parametrize(
    ("words", "zooms", "bounds"),
    [
        ({"minzoom": "1", "maxzoom": "9", "bounds": "1,2,3,4"}, (1, 9), (1, 2, 3, 4)),
        ({"minzoom": "9", "maxzoom": "1", "bounds": "170,-5,-170,5"}, (2, 2), (170, -5, 190, 5)),
        ({"minzoom": "x", "bounds": "nan,2,3,4"}, (2, 2), (0, 0, 90, 66.51326)),
        ({"maxzoom": "99", "bounds": "1,2,3"}, (2, 2), (0, 0, 90, 66.51326)),
    ],
)
def test_stated_zooms_and_bounds_are_taken_only_when_they_can_be(
    words: dict[str, Any], zooms: tuple[int, int], bounds: tuple[float, ...], tmp_path: Path
) -> None:
    with open_tiles(mbtiles(tmp_path, {(2, 2, 1): PNG}, **words)) as source:
        assert (source.facts.min_zoom, source.facts.max_zoom) == zooms
        assert source.facts.bounds == pytest.approx(bounds, abs=1e-4)


def test_vector_tiles_are_refused_whether_said_or_only_seen(tmp_path: Path) -> None:
    refused(DATA / "test_fixture_1.pmtiles", "vector tiles are not shown")
    refused(mbtiles(tmp_path, {(0, 0, 0): PNG}, format="pbf"), "vector tiles are not shown")
    (tmp_path / "a.mbtiles").unlink()
    zipped = gzip.compress(b"\x1a\x02layer")
    refused(mbtiles(tmp_path, {(0, 0, 0): zipped}, format="png"), "vector tiles are not shown")
    unsaid = pmtiles(tmp_path, {(0, 0, 0): zipped}, TileType.UNKNOWN)
    refused(unsaid, "vector tiles are not shown")


@pytest.mark.parametrize("build", [mbtiles, pmtiles])
def test_a_tile_of_a_wrong_kind_is_refused_by_its_place(build: Any, tmp_path: Path) -> None:
    large = PNG + bytes(4 * 1024 * 1024 - len(PNG))
    vast = bytearray(PNG)
    struct.pack_into(">II", vast, 16, 100_000, 100_000)
    tiles = {
        (0, 0, 0): PNG,
        (1, 0, 0): b"<html>not found</html>",
        (1, 1, 0): large + b"\x00",
        (1, 0, 1): bytes(vast),
        (1, 1, 1): PNG[:18],
    }
    path = build(tmp_path, tiles)
    refused_tile(open_tiles(path), (1, 0, 0), "tile 1/0/0: it is not a PNG, JPEG or WebP picture")
    refused_tile(open_tiles(path), (1, 1, 0), "tile 1/1/0: it is oversized: more than 4 MiB")
    refused_tile(open_tiles(path), (1, 0, 1), "tile 1/0/1: it claims 100000 x 100000 pixels")
    refused_tile(open_tiles(path), (1, 1, 1), "tile 1/1/1: it is not")
    with open_tiles(path) as source:
        assert source.tile(0, 0, 0) == PNG, "one bad tile spoils no other"


def test_a_tile_of_just_four_mebibytes_is_shown(tmp_path: Path) -> None:
    whole = PNG + bytes(4 * 1024 * 1024 - len(PNG))
    with open_tiles(pmtiles(tmp_path, {(0, 0, 0): whole})) as source:
        assert source.tile(0, 0, 0) == whole


def test_numbers_and_texts_for_pictures_are_refused(tmp_path: Path) -> None:
    source = open_tiles(mbtiles(tmp_path, {(0, 0, 0): PNG, (1, 0, 0): 7, (1, 1, 0): "x"}))
    with source:
        for x in (0, 1):
            with pytest.raises(ImportRefused, match="a number or a text"):
                source.tile(1, x, 0)


def test_files_that_are_no_tile_files(tmp_path: Path) -> None:
    path = tmp_path / "a.mbtiles"
    refused(path, "no such file")
    path.write_bytes(b"")
    refused(path, "empty")
    path.write_bytes(b"GIF89a" + bytes(500))
    refused(path, "neither MBTiles nor PMTiles")
    path.write_bytes(b"PM\x02\x00" + bytes(500))
    refused(path, "old version")
    path.unlink()
    connection = sqlite3.connect(path)
    connection.execute("CREATE TABLE item (id)")
    connection.close()
    refused(path, "no MBTiles file: no such table: metadata")
    path.unlink()
    refused(mbtiles(tmp_path, {}), "it has no tile")
    refused(pmtiles_without_tiles(tmp_path), "it has no tile")


def pmtiles_without_tiles(folder: Path) -> Path:
    path = pmtiles(folder, {(0, 0, 0): PNG})
    whole = bytearray(path.read_bytes())
    root = gzip.compress(b"\x00")
    struct.pack_into("<QQ", whole, 8, len(whole), len(root))
    path.write_bytes(bytes(whole) + root)
    return path


def read_all(path: Path, side: int) -> None:
    with open_tiles(path) as source:
        for x in range(side):
            for y in range(side):
                source.tile(4, x, y)


def test_damage_is_told_and_never_crashes(tmp_path: Path) -> None:
    sizes: list[int] = []
    for build in (mbtiles, pmtiles):
        whole = build(tmp_path, {(4, x, y): picture(9 * x + y) for x in range(9) for y in range(9)})
        data = whole.read_bytes()
        for cut in (1, 20, 126, 140, len(data) // 3, len(data) - 600):
            path = tmp_path / f"{len(sizes)}{whole.suffix}"
            path.write_bytes(data[:cut])
            sizes.append(cut)
            with pytest.raises(ImportRefused):
                read_all(path, 9)
    assert len(sizes) == 12


@pytest.mark.parametrize(
    ("directory", "pattern"),
    [
        (gzip.compress(bytes(5 * 1024 * 1024)), "more than 4 MiB"),
        (gzip.compress(b"\xff\xff\xff\xff\x0f"), "claims 4,294,967,295 entries"),
        (gzip.compress(b"\x01" + b"\xff" * 500_000 + b"\x01"), "its numbers do not end"),
        (gzip.compress(b"\x02\x00\x01\x01"), "do not add up"),
        (gzip.compress(b"\x01\x00\x00\x05\x01"), "lead nowhere|damaged|cut off"),
        (b"not gzip at all", "damaged"),
        (gzip.compress(bytes(100))[:-9], "cut off"),
    ],
)
def test_a_directory_that_lies_is_refused_before_it_is_read(
    directory: bytes, pattern: str, tmp_path: Path
) -> None:
    path = pmtiles(tmp_path, {(0, 0, 0): PNG})
    whole = bytearray(path.read_bytes())
    struct.pack_into("<QQ", whole, 8, len(whole), len(directory))
    path.write_bytes(bytes(whole) + directory)
    refused(path, pattern)


def test_tiles_behind_leaf_directories_are_found(tmp_path: Path) -> None:
    tiles = {(4, x, y): picture(9 * x + y) for x in range(5) for y in range(5)}
    path = pmtiles(tmp_path, tiles)
    whole = bytearray(path.read_bytes())
    at, length = struct.unpack_from("<QQ", whole, 8)
    leaf = bytes(whole[at : at + length])
    root = serialize_directory([Entry(zxy_to_tileid(4, 0, 0), 0, length, 0)])
    struct.pack_into("<QQ", whole, 8, len(whole) + length, len(root))
    struct.pack_into("<QQ", whole, 40, len(whole), length)
    path.write_bytes(bytes(whole) + leaf + root)
    with open_tiles(path) as source:
        for key, data in tiles.items():
            assert source.tile(*key) == data
        assert source.tile(0, 0, 0) is None
        assert source.tile(4, 9, 9) is None


def test_a_file_that_is_being_written_or_has_no_index_is_told(tmp_path: Path) -> None:
    path = mbtiles(tmp_path, {(0, 0, 0): PNG})
    beside = path.with_name("a.mbtiles-wal")
    beside.write_bytes(b"x")
    refused(path, "still being written")
    beside.unlink()
    connection = sqlite3.connect(path)
    connection.execute("DROP TABLE tiles")
    connection.execute(
        "CREATE VIEW tiles AS WITH RECURSIVE n(i) AS (SELECT 0 UNION ALL SELECT i + 1 FROM n)"
        " SELECT i AS zoom_level, 0 AS tile_column, 0 AS tile_row, NULL AS tile_data FROM n"
        " WHERE i < 0"
    )
    connection.close()
    refused(path, "first tile: finding one tile means reading the whole file")


def test_a_small_file_without_an_index_is_still_shown(tmp_path: Path) -> None:
    with open_tiles(mbtiles(tmp_path, {(0, 0, 0): PNG}, index=False)) as source:
        assert source.tile(0, 0, 0) == PNG


def test_opening_writes_nothing_beside_the_file(tmp_path: Path) -> None:
    path = mbtiles(tmp_path, {(0, 0, 0): PNG})
    path.rename(tmp_path / "карта 100% ?.mbtiles")
    with open_tiles(tmp_path / "карта 100% ?.mbtiles") as source:
        assert source.tile(0, 0, 0) == PNG
        assert [found.name for found in tmp_path.iterdir()] == ["карта 100% ?.mbtiles"]
    source.close()


@pytest.mark.parametrize(
    ("kind", "said", "options"),
    [
        ("PNG", "png", {}),
        ("JPEG", "jpg", {}),
        ("JPEG", "jpg", {"progressive": True}),
        ("WEBP", "webp", {}),
        ("WEBP", "webp", {"lossless": True}),
        ("WEBP", "webp", {"exif": b"Exif\x00\x00II*\x00\x08\x00\x00\x00\x00\x00"}),
    ],
)
def test_the_size_a_picture_claims(kind: str, said: Any, options: dict[str, Any]) -> None:
    stream = io.BytesIO()
    Image.new("RGB", (300, 511), (7, 80, 9)).save(stream, kind, **options)
    data = stream.getvalue()
    assert image_facts(data) == ImageFacts(said, 300, 511)
    for end in range(30):
        assert image_facts(data[:end]) in (None, ImageFacts(said, 300, 511))
