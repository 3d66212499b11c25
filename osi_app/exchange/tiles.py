"""Map pictures cut into tiles, in one file: MBTiles and PMTiles behind one ``TileSource``.

Pictures only (PNG, JPEG, WebP). What a file says of itself is believed for its name and zooms,
never for a tile: each is looked at before it is handed out. Nothing is fetched, and opening costs
the same however many tiles there are.
"""

from pathlib import Path
from types import TracebackType
from typing import Literal, Protocol, Self

from osi_app.exchange.files import check_file, opening, refusal, refuse
from osi_app.exchange.tile_facts import TileFacts


class TileSource(Protocol):
    """An opened tile file. Any thread may ask it; a ``with`` block closes it."""

    @property
    def facts(self) -> TileFacts:
        """What the file holds."""

    def tile(self, z: int, x: int, y: int) -> bytes | None:
        """The picture of a tile as PNG, JPEG or WebP bytes, or None where there is none.

        ``x`` counts from 180 degrees west, ``y`` from the north, both from 0 to 2**z - 1; outside
        of that the answer is None. Raises ``ImportRefused`` for a tile that is no picture, is too
        large, or cannot be read, naming it.
        """

    def close(self) -> None:
        """Gives the file free. Closing twice is harmless."""

    def __enter__(self) -> Self: ...

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None: ...


FILE_LIMIT_BYTES = 2**40
"""A tile file is never read as a whole, so its size says little."""


def container_of(path: Path) -> Literal["mbtiles", "pmtiles"]:
    """Which of the two it is, by its first bytes. Raises ``ImportRefused`` for anything else."""
    check_file(path, FILE_LIMIT_BYTES)
    start = opening(path, 16)
    if start == b"SQLite format 3\x00":
        return "mbtiles"
    if start[:7] == b"PMTiles":
        return "pmtiles"
    if start[:2] == b"PM":
        refuse(path, "file", "it is PMTiles of an old version", "convert it to PMTiles version 3")
    remedy = "choose an .mbtiles or .pmtiles file"
    raise refusal(path, "file", "it is neither MBTiles nor PMTiles", remedy)


def open_tiles(path: Path) -> TileSource:
    """Opens a tile file; the caller closes it.

    Raises ``ImportRefused`` when it is neither MBTiles nor PMTiles, has no tile, is damaged or
    still being written, or holds vector tiles.
    """
    if container_of(path) == "mbtiles":
        from osi_app.exchange.mbtiles import MbTiles  # noqa: PLC0415  # one of the two is enough

        return MbTiles(path)
    from osi_app.exchange.pmtiles_source import PmTiles  # noqa: PLC0415  # brings its library

    return PmTiles(path)
