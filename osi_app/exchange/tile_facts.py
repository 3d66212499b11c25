"""What is known of a tile file, and the checks that MBTiles and PMTiles share."""

import math
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from osi_app.exchange.files import MEBIBYTE, refuse
from osi_app.exchange.tile_images import ImageFacts, ImageKind, image_facts
from osi_app.geo.mercator import MAX_LATITUDE_DEG

Bounds = tuple[float, float, float, float]
"""West, south, east, north in degrees; east exceeds 180 where the antimeridian lies between."""

WORLD: Bounds = (-180.0, -MAX_LATITUDE_DEG, 180.0, MAX_LATITUDE_DEG)
ZOOM_LIMIT = 30
TILE_LIMIT_BYTES = 4 * MEBIBYTE
"""A tile of 512 pixels without any compression has 1 MiB."""
TILE_LIMIT_PX = 1024
TEXT_LIMIT = 500
_CONVERT = "convert it to PNG, JPEG or WebP tiles, or choose another file"


@dataclass(frozen=True, slots=True)
class TileFacts:
    """A tile file as it is. ``format`` and ``tile_px`` are those of its first tile; ``name`` and
    ``attribution`` are the file's own words, to be shown as text."""

    path: Path
    container: Literal["mbtiles", "pmtiles"]
    name: str
    format: ImageKind
    min_zoom: int
    max_zoom: int
    bounds: Bounds
    tile_px: int
    attribution: str


def on_grid(z: int, x: int, y: int) -> bool:
    """Whether there can be such a tile."""
    return 0 <= z <= ZOOM_LIMIT and 0 <= x < 1 << z and 0 <= y < 1 << z


def checked_tile(path: Path, where: str, data: bytes) -> ImageFacts:
    """What the picture says of itself. Raises ``ImportRefused`` unless it is a PNG, JPEG or WebP
    picture of 1 to 1024 pixels a side and at most 4 MiB."""
    check_length(path, where, len(data))
    facts = image_facts(data)
    if facts is None:
        refuse(path, where, "it is not a PNG, JPEG or WebP picture", "make the file anew")
    sides = (facts.width_px, facts.height_px)
    if not all(1 <= side <= TILE_LIMIT_PX for side in sides):
        reason = f"it claims {sides[0]} x {sides[1]} pixels, at most {TILE_LIMIT_PX} a side"
        refuse(path, where, reason, "make the file anew with tiles of 256 or 512 pixels")
    return facts


def check_length(path: Path, where: str, length: int) -> None:
    """Raises ``ImportRefused`` for a tile of more than 4 MiB, before it is read if it can be."""
    if length > TILE_LIMIT_BYTES:
        reason = f"it is oversized: more than {TILE_LIMIT_BYTES // MEBIBYTE} MiB"
        refuse(path, where, reason, "make the file anew with tiles of 256 or 512 pixels")


def refuse_vector(path: Path) -> None:
    """Raises ``ImportRefused``: lines and names are not pictures, and nothing here draws them."""
    refuse(path, "file", "it has vector tiles: vector tiles are not shown", _CONVERT)


def zooms_of(least: object, most: object) -> tuple[int, int] | None:
    """Both zooms (0 to 30, in order) from what a file says, or None when it says nothing usable."""
    try:
        low, high = int(str(least)), int(str(most))
    except ValueError:
        return None
    return (low, high) if 0 <= low <= high <= ZOOM_LIMIT else None


def bounds_of(numbers: tuple[float, ...]) -> Bounds | None:
    """Bounds from four stated numbers, or None when they bound nothing on the globe."""
    if len(numbers) != 4 or not all(math.isfinite(number) for number in numbers):
        return None
    west, south, east, north = numbers
    if not (south < north and west != east and abs(south) <= 90 and abs(north) <= 90):
        return None
    if abs(west) > 180.001 or abs(east) > 180.001:
        return None
    return west, south, east + 360.0 if east < west else east, north


def shown(text: object) -> str:
    """A text of the file for a person: one line of printable characters, cut at 500."""
    if not isinstance(text, str):
        return ""
    line = "".join(character if character.isprintable() else " " for character in text)
    return " ".join(line.split())[:TEXT_LIMIT]
