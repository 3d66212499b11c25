"""Pixels of a raster brought onto the map: read no finer than they are shown, then warped."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from osi_app.exchange.files import refuse
from osi_app.exchange.raster_guard import Raster
from osi_app.exchange.raster_place import (
    Bounds,
    Box,
    bounds_lonlat,
    box_of,
    in_base_world,
    overlaps,
)

if TYPE_CHECKING:
    from affine import Affine

READ_LIMIT_PX = 400_000_000
"""More is not read for one picture: it takes longer than a person waits."""
TARGET_LIMIT_PX = 64_000_000
_MERCATOR = "EPSG:3857"


@dataclass(frozen=True, slots=True)
class Part:
    """Pixels to be read, thinned to that many rows and columns (through overviews)."""

    box: Box
    rows: int
    columns: int

    @property
    def window(self) -> tuple[tuple[int, int], tuple[int, int]]:
        """As rasterio takes it."""
        box = self.box
        return (box.row, box.row + box.rows), (box.column, box.column + box.columns)


@dataclass(frozen=True, slots=True)
class Target:
    """A rectangle of the map's plane in metres, and how many pixels it has on the screen."""

    bounds: Bounds
    width_px: int
    height_px: int

    def __post_init__(self) -> None:
        west, south, east, north = self.bounds
        if not (west < east and south < north and np.isfinite(self.bounds).all()):
            raise ValueError(f"bounds {self.bounds} enclose nothing")
        if not (self.width_px > 0 and self.height_px > 0):
            raise ValueError(f"{self.width_px} x {self.height_px} pixels")
        if self.width_px * self.height_px > TARGET_LIMIT_PX:
            raise ValueError(f"{self.width_px} x {self.height_px} pixels, too many for a picture")

    @property
    def pixel(self) -> tuple[float, float]:
        """Width and height of a pixel in the plane, both positive."""
        west, south, east, north = self.bounds
        return (east - west) / self.width_px, (north - south) / self.height_px


@dataclass(frozen=True, slots=True)
class Layer:
    """What is read of a raster: ``read`` gives (bands, rows, columns) of a part, ``bands`` says
    how many, ``nothing`` stands where the raster is not."""

    read: Callable[[Part], NDArray[Any]]
    bands: int
    nothing: float
    dtype: type[np.generic]
    options: dict[str, Any]


def warped(raster: Raster, target: Target, layer: Layer) -> NDArray[Any]:
    """(bands, height, width) of the map. Raises ``ImportRefused`` where pixels cannot be read, or
    too many would have to be."""
    shape = (layer.bands, target.height_px, target.width_px)
    picture = np.full(shape, layer.nothing, dtype=layer.dtype)
    place = bounds_lonlat(raster)
    for bounds, shift_m in in_base_world(target.bounds):
        west, south, east, north = bounds
        for overlap in overlaps(place, (west - shift_m, south, east - shift_m, north)):
            _paste(raster, _Piece.of(target, overlap, shift_m), layer, picture)
    return picture


@dataclass(frozen=True, slots=True)
class _Piece:
    """Pixels of the target and the bounds of these in the base world."""

    box: Box
    bounds: Bounds

    @classmethod
    def of(cls, target: Target, overlap: Bounds, shift_m: float) -> "_Piece":
        west, _, _, north = target.bounds
        dx, dy = target.pixel
        left = max(0, int(np.floor((overlap[0] + shift_m - west) / dx)))
        right = min(target.width_px, int(np.ceil((overlap[2] + shift_m - west) / dx)))
        top = max(0, int(np.floor((north - overlap[3]) / dy)))
        bottom = min(target.height_px, int(np.ceil((north - overlap[1]) / dy)))
        bounds = (
            west + left * dx - shift_m,
            north - bottom * dy,
            west + right * dx - shift_m,
            north - top * dy,
        )
        return cls(Box(top, left, bottom - top, right - left), bounds)


def _paste(raster: Raster, piece: _Piece, layer: Layer, picture: NDArray[Any]) -> None:
    if piece.box.rows < 1 or piece.box.columns < 1:
        return
    box = box_of(raster, piece.bounds)
    if box is None:
        return
    found = _reprojected(raster, piece, layer, box)
    rows = slice(piece.box.row, piece.box.row + piece.box.rows)
    columns = slice(piece.box.column, piece.box.column + piece.box.columns)
    there = picture[:, rows, columns]
    # Two pieces may share a row of pixels at their edge: what one of them has is kept.
    known = np.isnan(there[-1]) if np.isnan(layer.nothing) else there[-1] == layer.nothing
    picture[:, rows, columns] = np.where(known, found, there)


def _reprojected(raster: Raster, piece: _Piece, layer: Layer, box: Box) -> NDArray[Any]:
    from rasterio.warp import Resampling, reproject  # noqa: PLC0415  # see raster_guard

    part = part_of(raster, box, (piece.box.rows, piece.box.columns))
    shape = (layer.bands, piece.box.rows, piece.box.columns)
    found = np.full(shape, layer.nothing, dtype=layer.dtype)
    reproject(
        layer.read(part),
        found,
        src_transform=part_transform(raster, part),
        src_crs=raster.crs,
        dst_transform=_piece_transform(piece),
        dst_crs=_MERCATOR,
        resampling=Resampling.bilinear,
        **layer.options,
    )
    return found


def _piece_transform(piece: _Piece) -> "Affine":
    """From the pixels of a piece to the plane of the map."""
    from affine import Affine  # noqa: PLC0415  # see raster_guard

    west, south, east, north = piece.bounds
    dx, dy = (east - west) / piece.box.columns, (north - south) / piece.box.rows
    placed: Affine = Affine(dx, 0.0, west, 0.0, -dy, north)
    return placed


def part_of(raster: Raster, box: Box, wanted: tuple[int, int]) -> Part:
    """The box thinned so that it still has at least the wanted rows and columns.

    Raises ``ImportRefused`` when that means reading more than 400 million pixels.
    """
    fewer = [
        max(1, have // need) for have, need in zip((box.rows, box.columns), wanted, strict=True)
    ]
    levels = [level for level in raster.dataset.overviews(1) if level <= min(fewer)]
    read = box.rows * box.columns / max(levels, default=1) ** 2
    if read > READ_LIMIT_PX:
        reason = f"at this scale {read / 1e6:.0f} million pixels would have to be read"
        remedy = "zoom in, or save it again with overviews (gdaladdo)"
        refuse(raster.path, "pixels", reason, remedy)
    return Part(box, -(-box.rows // fewer[0]), -(-box.columns // fewer[1]))


def part_transform(raster: Raster, part: Part) -> Any:
    """From the pixels of a thinned part to the coordinates of the raster."""
    box, transform = part.box, raster.transform
    moved = transform @ transform.translation(box.column, box.row)
    return moved @ transform.scale(box.columns / part.columns, box.rows / part.rows)
