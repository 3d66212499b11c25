"""Opening an MBTiles file of 200,000 tiles and taking one tile, against the same with 20 tiles.

Both files keep their tiles behind a view of two tables, state no zooms, and are opened anew each
time. A reader that counted or walked through the tiles would show here.
"""

import sqlite3
import struct
import zlib
from pathlib import Path
from tempfile import TemporaryDirectory

from benchmarks.figure import Figure, alternating, figure, seconds
from osi_app.exchange.tiles import open_tiles

MANY, FEW = 200_000, 20
ZOOM = 9
TURNS = 50
"""Openings in one measurement: one alone is shorter than what the clock can be trusted with."""
SCHEMA = """
CREATE TABLE metadata (name text, value text);
CREATE TABLE map (zoom_level integer, tile_column integer, tile_row integer, tile_id integer);
CREATE TABLE images (tile_data blob, tile_id integer);
CREATE UNIQUE INDEX map_index ON map (zoom_level, tile_column, tile_row);
CREATE UNIQUE INDEX images_id ON images (tile_id);
CREATE VIEW tiles AS SELECT map.zoom_level AS zoom_level, map.tile_column AS tile_column,
 map.tile_row AS tile_row, images.tile_data AS tile_data
 FROM map JOIN images ON images.tile_id = map.tile_id;
INSERT INTO metadata VALUES ('name', 'sheet'), ('format', 'png'), ('bounds', '-180,-85,180,85');
"""


def measure(rounds: int = 7) -> list[Figure]:
    """The ratio, after both files were seen to give the tile that was put there."""
    with TemporaryDirectory() as folder:
        large = _made(Path(folder) / "large.mbtiles", MANY)
        small = _made(Path(folder) / "small.mbtiles", FEW)
        for path in (large, small):
            assert _first(path) == _png(0)
        sides = alternating(
            lambda: seconds(lambda: _opened(large)), lambda: seconds(lambda: _opened(small)), rounds
        )
    ours, theirs = (side / TURNS for side in sides)
    return [figure("mbtiles-open", 1.5, (ours, theirs))]


def _opened(path: Path) -> None:
    for _ in range(TURNS):
        _first(path)


def _first(path: Path) -> bytes | None:
    with open_tiles(path) as source:
        return source.tile(ZOOM, 0, (1 << ZOOM) - 1)


def _made(path: Path, count: int) -> Path:
    connection = sqlite3.connect(path)
    connection.executescript(SCHEMA)
    side = 1 << ZOOM
    connection.executemany(
        "INSERT INTO map VALUES (?, ?, ?, ?)",
        ((ZOOM, number // side, number % side, number) for number in range(count)),
    )
    connection.executemany(
        "INSERT INTO images VALUES (?, ?)", ((_png(number), number) for number in range(count))
    )
    connection.commit()
    connection.close()
    return path


def _png(number: int) -> bytes:
    """A picture of 256 x 256 pixels in one colour of a palette of one."""
    colour = number.to_bytes(3, "big")
    header = struct.pack(">IIBBBBB", 256, 256, 1, 3, 0, 0, 0)
    parts = ((b"IHDR", header), (b"PLTE", colour), (b"IDAT", _ROWS), (b"IEND", b""))
    return b"\x89PNG\r\n\x1a\n" + b"".join(_chunk(name, data) for name, data in parts)


def _chunk(name: bytes, data: bytes) -> bytes:
    return struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))


_ROWS = zlib.compress(bytes(33 * 256), 9)
