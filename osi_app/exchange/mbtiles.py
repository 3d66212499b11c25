"""MBTiles 1.3: tiles in an SQLite file, opened so that nothing beside it is written or waited for.

https://github.com/mapbox/mbtiles-spec/blob/master/1.3/spec.md. Rows count from the south (TMS).
"""

import sqlite3
import threading
import time
from collections.abc import Sequence
from pathlib import Path
from types import TracebackType
from typing import Self

import numpy as np

from osi_app.exchange.files import opening, refuse
from osi_app.exchange.tile_facts import (
    TILE_LIMIT_BYTES,
    WORLD,
    Bounds,
    TileFacts,
    bounds_of,
    check_length,
    checked_tile,
    on_grid,
    refuse_vector,
    shown,
    zooms_of,
)
from osi_app.geo.mercator import RADIUS_M, unproject

_PATIENCE_S = 1.5
"""A tile is found through an index in microseconds; a file that needs longer has none."""
_STEPS = 2_000
_CORNERS = 4_096
"""Tiles of the lowest zoom that are looked at for bounds the metadata do not give."""
_WORDS = ("name", "format", "bounds", "minzoom", "maxzoom", "attribution")
_NO_INDEX = "finding one tile means reading the whole file: it has no index"
_INDEX_REMEDY = (
    "let the program that made it add the index tile_index ON tiles (zoom_level, tile_column, "
    "tile_row), and open it again"
)


class MbTiles:
    """An opened MBTiles file (a ``TileSource``)."""

    def __init__(self, path: Path) -> None:
        """Raises ``ImportRefused`` as ``open_tiles`` says."""
        self._path = path
        self._lock = threading.Lock()
        self._until = 0.0
        self._connection = _connected(path)
        try:
            self._connection.set_progress_handler(self._is_late, _STEPS)
            self.facts = self._read_facts()
        except BaseException:
            self._connection.close()
            raise

    def tile(self, z: int, x: int, y: int) -> bytes | None:
        """See ``TileSource.tile``."""
        if not on_grid(z, x, y):
            return None
        where = f"tile {z}/{x}/{y}"
        rows = self._rows(
            where,
            "SELECT tile_data FROM tiles"
            " WHERE zoom_level = ? AND tile_column = ? AND tile_row = ? LIMIT 1",
            (z, x, (1 << z) - 1 - y),
        )
        return self._picture(where, rows[0][0]) if rows else None

    def close(self) -> None:
        """See ``TileSource.close``."""
        with self._lock:
            self._connection.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()

    def _picture(self, where: str, data: object) -> bytes:
        if not isinstance(data, bytes):
            refuse(self._path, where, "it is not a picture but a number or a text")
        checked_tile(self._path, where, data)
        return data

    def _rows(
        self, where: str, query: str, values: Sequence[object] = ()
    ) -> list[tuple[object, ...]]:
        """The rows of a query, with every way it can fail told as a refusal."""
        with self._lock:
            self._until = time.monotonic() + _PATIENCE_S
            try:
                return self._connection.execute(query, tuple(values)).fetchall()
            except sqlite3.ProgrammingError:  # asked after it was closed: a bug, not the file's
                raise
            except sqlite3.DataError:  # SQLITE_TOOBIG: stopped by the limit, not read
                check_length(self._path, where, TILE_LIMIT_BYTES + 1)
                raise
            except sqlite3.OperationalError as error:
                if str(error) == "interrupted":
                    refuse(self._path, where, _NO_INDEX, _INDEX_REMEDY)
                refuse(self._path, where, f"it is no MBTiles file: {error}", "choose another file")
            except sqlite3.DatabaseError as error:
                refuse(self._path, where, f"it is damaged: {error}", "copy it again")

    def _is_late(self) -> bool:
        return time.monotonic() > self._until

    def _read_facts(self) -> TileFacts:
        words = self._metadata()
        if words.get("format", "").strip().casefold() in {"pbf", "mvt", "mlt"}:
            refuse_vector(self._path)
        data = self._first_tile()
        picture = checked_tile(self._path, "first tile", data)
        zooms = zooms_of(words.get("minzoom"), words.get("maxzoom")) or self._zooms()
        return TileFacts(
            self._path,
            "mbtiles",
            shown(words.get("name")) or self._path.stem,
            picture.kind,
            *zooms,
            _stated_bounds(words.get("bounds", "")) or self._bounds(zooms[0]),
            picture.width_px,
            shown(words.get("attribution")),
        )

    def _metadata(self) -> dict[str, str]:
        marks = ", ".join("?" * len(_WORDS))
        query = f"SELECT name, value FROM metadata WHERE name IN ({marks}) LIMIT 100"
        rows = self._rows("metadata", query, _WORDS)
        return {str(name): str(value) for name, value in reversed(rows) if value is not None}

    def _first_tile(self) -> bytes:
        rows = self._rows("first tile", "SELECT tile_data FROM tiles LIMIT 1")
        if not rows:
            refuse(self._path, "file", "it has no tile", "make it anew")
        data = rows[0][0]
        if isinstance(data, bytes) and data[:2] == b"\x1f\x8b":  # only vector tiles are zipped
            refuse_vector(self._path)
        return self._picture("first tile", data)

    def _zooms(self) -> tuple[int, int]:
        """Through the index: min() and max() would read a view of two tables from end to end."""
        query = "SELECT zoom_level FROM tiles ORDER BY zoom_level"
        least, most = (
            self._rows("zoom levels", f"{query} {way} LIMIT 1") for way in ("ASC", "DESC")
        )
        ends = [row[0] for row in (*least, *most)]
        found = zooms_of(*ends)
        if found is None:
            reason = f"they run from {ends[0]!r} to {ends[1]!r}"
            refuse(self._path, "zoom levels", reason, "make the file anew")
        return found

    def _bounds(self, zoom: int) -> Bounds:
        """Where the tiles of the lowest zoom lie; the world when they are too many to look at."""
        query = "SELECT tile_column, tile_row FROM tiles WHERE zoom_level = ? LIMIT ?"
        rows = self._rows("bounds", query, (zoom, _CORNERS))
        if not 0 < len(rows) < _CORNERS:
            return WORLD
        try:
            cells = np.asarray(rows, dtype=np.int64)
        except (TypeError, ValueError, OverflowError):
            refuse(self._path, "bounds", "a column or row is not a number", "make the file anew")
        size_m = 2 * np.pi * RADIUS_M / (1 << zoom)
        corners = np.vstack((cells.min(axis=0), cells.max(axis=0) + 1)) * size_m - np.pi * RADIUS_M
        low, high = unproject(*corners[0]), unproject(*corners[1])
        return bounds_of((*low, *high)) or WORLD


def _connected(path: Path) -> sqlite3.Connection:
    """A connection that can neither write nor wait, nor be made to by the file's own schema."""
    beside = path.with_name(path.name + "-wal")
    if beside.exists() and beside.stat().st_size:
        remedy = "close the program that writes it, and open it again"
        refuse(path, "file", "it is still being written: a -wal file lies beside it", remedy)
    _check_whole(path)
    address = f"{path.absolute().as_uri()}?mode=ro&immutable=1"
    try:
        # One lock guards it, so that any thread may ask.
        connection = sqlite3.connect(
            address, uri=True, check_same_thread=False, isolation_level=None
        )
    except sqlite3.Error as error:
        refuse(path, "file", f"it cannot be opened: {error}", "check the path and the medium")
    connection.text_factory = _decoded
    connection.setlimit(sqlite3.SQLITE_LIMIT_LENGTH, TILE_LIMIT_BYTES)
    connection.execute("PRAGMA trusted_schema = OFF")  # a view of the file calls no odd function
    return connection


def _check_whole(path: Path) -> None:
    """SQLite fills what is missing at the end with zeros: a cut is seen by the pages stated."""
    start = opening(path, 100)
    changed, valid_for = start[24:28], start[92:96]
    page = int.from_bytes(start[16:18], "big")
    stated = int.from_bytes(start[28:32], "big") * (65_536 if page == 1 else page)
    if len(start) < 100 or (changed == valid_for and path.stat().st_size < stated):
        refuse(path, "file", "it is cut off: pages are missing at its end", "copy it again")


def _decoded(raw: bytes) -> str:
    return raw.decode("utf-8", "replace")


def _stated_bounds(text: str) -> Bounds | None:
    try:
        return bounds_of(tuple(float(part) for part in text[:200].split(",")))
    except ValueError:
        return None
