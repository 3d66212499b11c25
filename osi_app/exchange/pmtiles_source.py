"""PMTiles 3: tiles in one file behind directories, read piece by piece.

https://github.com/protomaps/PMTiles/blob/main/spec/v3/spec.md
"""

import json
import threading
from collections import OrderedDict
from pathlib import Path
from types import TracebackType
from typing import Self

from pmtiles.tile import (
    Compression,
    Entry,
    HeaderDict,
    MagicNumberNotFound,
    SpecVersionUnsupported,
    TileType,
    deserialize_header,
    find_tile,
    zxy_to_tileid,
)

from osi_app.exchange.files import refusal, refuse
from osi_app.exchange.pmtiles_directory import DirectoryError, entries_of, unpacked
from osi_app.exchange.tile_facts import (
    WORLD,
    TileFacts,
    bounds_of,
    check_length,
    checked_tile,
    on_grid,
    refuse_vector,
    shown,
    zooms_of,
)

_HEADER_BYTES = 127
_METADATA_LIMIT_BYTES = 1024 * 1024
_DEPTH = 4
"""Directories on the way to a tile; writers use two, the library follows four."""
_KEPT = 8
_DAMAGED = "copy it again, or make it anew"
_VECTOR = frozenset({TileType.MVT, TileType.MLT})
_PICTURES = frozenset({TileType.PNG, TileType.JPEG, TileType.WEBP, TileType.UNKNOWN})


class PmTiles:
    """An opened PMTiles file (a ``TileSource``)."""

    def __init__(self, path: Path) -> None:
        """Raises ``ImportRefused`` as ``open_tiles`` says."""
        self._path = path
        self._lock = threading.Lock()
        self._directories: OrderedDict[tuple[int, int], list[Entry]] = OrderedDict()
        self._size = path.stat().st_size
        # Read, not mapped into memory: a medium pulled out would then end the program.
        self._stream = path.open("rb")
        try:
            self._header = self._read_header()
            self.facts = self._read_facts()
        except BaseException:
            self._stream.close()
            raise

    def tile(self, z: int, x: int, y: int) -> bytes | None:
        """See ``TileSource.tile``."""
        if not on_grid(z, x, y):
            return None
        where = f"tile {z}/{x}/{y}"
        entry = self._entry(where, zxy_to_tileid(z, x, y))
        if entry is None:
            return None
        data = self._tile_bytes(where, entry)
        checked_tile(self._path, where, data)
        return data

    def close(self) -> None:
        """See ``TileSource.close``."""
        with self._lock:
            self._stream.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()

    def _piece(self, where: str, offset: int, length: int) -> bytes:
        """That part of the file. A part that is not all there is refused."""
        data = b""
        try:
            if 0 <= offset <= self._size - length:
                with self._lock:
                    self._stream.seek(offset)
                    data = self._stream.read(length)
        except OSError as error:
            refuse(self._path, where, f"it cannot be read: {error}", "check the medium")
        if len(data) < length:
            refuse(self._path, where, "the file ends before it: it is cut off", _DAMAGED)
        return data

    def _read_header(self) -> HeaderDict:
        try:
            header = deserialize_header(self._piece("header", 0, _HEADER_BYTES))
        except SpecVersionUnsupported:
            remedy = "convert it to PMTiles version 3"
            refuse(self._path, "header", "it is PMTiles of another version than 3", remedy)
        except (MagicNumberNotFound, ValueError) as error:
            refuse(self._path, "header", f"it is damaged: {error}", _DAMAGED)
        if header["tile_type"] in _VECTOR:
            refuse_vector(self._path)
        if header["tile_type"] not in _PICTURES:
            kind = header["tile_type"].name
            refuse(self._path, "header", f"{kind} tiles are not shown", "convert it to PNG tiles")
        return header

    def _read_facts(self) -> TileFacts:
        header, words = self._header, self._metadata()
        data = self._first_tile()
        if data[:2] == b"\x1f\x8b":  # only vector tiles are zipped
            refuse_vector(self._path)
        picture = checked_tile(self._path, "first tile", data)
        zooms = zooms_of(header["min_zoom"], header["max_zoom"])
        if zooms is None:
            reason = f"they run from {header['min_zoom']} to {header['max_zoom']}"
            refuse(self._path, "zoom levels", reason, "make the file anew")
        return TileFacts(
            self._path,
            "pmtiles",
            shown(words.get("name")) or self._path.stem,
            picture.kind,
            *zooms,
            bounds_of(_stated(header)) or WORLD,
            picture.width_px,
            shown(words.get("attribution")),
        )

    def _metadata(self) -> dict[str, object]:
        """The file's words; none where they cannot be read, for no tile depends on them."""
        offset, length = self._header["metadata_offset"], self._header["metadata_length"]
        if not 0 < length <= _METADATA_LIMIT_BYTES:
            return {}
        packed = self._piece("metadata", offset, length)
        try:
            found = json.loads(unpacked(packed, self._header["internal_compression"]))
        except (DirectoryError, ValueError, RecursionError):
            return {}
        return found if isinstance(found, dict) else {}

    def _directory(self, where: str, offset: int, length: int) -> list[Entry]:
        key = (offset, length)
        kept = self._directories.get(key)
        if kept is not None:
            return kept
        check_length(self._path, where, length)
        packed = self._piece(where, offset, length)
        try:
            entries = entries_of(packed, self._header["internal_compression"])
        except DirectoryError as error:
            refuse(self._path, where, str(error), _DAMAGED)
        self._directories[key] = entries
        while len(self._directories) > _KEPT:
            self._directories.popitem(last=False)
        return entries

    def _root(self) -> tuple[int, int]:
        return self._header["root_offset"], self._header["root_length"]

    def _leaf(self, entry: Entry) -> tuple[int, int]:
        return self._header["leaf_directory_offset"] + entry.offset, entry.length

    def _entry(self, where: str, tile_id: int) -> Entry | None:
        place = self._root()
        for _ in range(_DEPTH):
            found = find_tile(self._directory(f"directory of {where}", *place), tile_id)
            if found is None or found.run_length:
                return found
            place = self._leaf(found)
        raise refusal(self._path, where, "its directories lead nowhere", _DAMAGED)

    def _first_tile(self) -> bytes:
        place = self._root()
        for _ in range(_DEPTH):
            entries = self._directory("directory", *place)
            if not entries:
                refuse(self._path, "file", "it has no tile", "make it anew")
            if entries[0].run_length:
                return self._tile_bytes("first tile", entries[0])
            place = self._leaf(entries[0])
        raise refusal(self._path, "directory", "its directories lead nowhere", _DAMAGED)

    def _tile_bytes(self, where: str, entry: Entry) -> bytes:
        check_length(self._path, where, entry.length)
        kind = self._header["tile_compression"]
        if self._header["tile_type"] is not TileType.UNKNOWN and kind not in (
            Compression.NONE,
            Compression.UNKNOWN,
        ):
            reason = f"pictures compressed again ({kind.name}) are not read"
            refuse(self._path, where, reason, "make the file anew without tile compression")
        return self._piece(where, self._header["tile_data_offset"] + entry.offset, entry.length)


def _stated(header: HeaderDict) -> tuple[float, ...]:
    return (
        header["min_lon_e7"] / 1e7,
        header["min_lat_e7"] / 1e7,
        header["max_lon_e7"] / 1e7,
        header["max_lat_e7"] / 1e7,
    )
