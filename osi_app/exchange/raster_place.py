"""Where a raster lies: its rim on the globe, and which of its pixels a piece of the map needs."""

from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray
from pyproj import Transformer

from osi_app.exchange.files import refuse
from osi_app.exchange.raster_guard import Raster
from osi_app.geo.geodesy import WGS84
from osi_app.geo.mercator import RADIUS_M, project

if TYPE_CHECKING:
    from affine import Affine
    from rasterio.crs import CRS

Numbers = NDArray[np.float64]
Bounds = tuple[float, float, float, float]
"""West, south, east, north."""

WORLD_M = 2 * np.pi * RADIUS_M
"""Once around the plane of the map."""
_ALONG = np.linspace(0.0, 1.0, 33)
_MARGIN_PX = 3
_LONLAT = "EPSG:4326"


@dataclass(frozen=True, slots=True)
class Box:
    """Pixels of a raster: the first row and column, and how many."""

    row: int
    column: int
    rows: int
    columns: int


@lru_cache(maxsize=16)
def _way(before: str, after: str) -> Transformer:
    """Remembered: to find it takes longer than to use it."""
    return Transformer.from_crs(before, after, always_xy=True)


def _changed(x: Numbers, y: Numbers, before: str, after: str) -> tuple[Numbers, Numbers]:
    """The same places in other coordinates; NaN where there is none."""
    found = np.asarray(_way(before, after).transform(x, y), dtype=np.float64)
    found[:, ~np.isfinite(found).all(axis=0)] = np.nan
    return found[0], found[1]


def bounds_lonlat(raster: Raster) -> Bounds:
    """West, south, east, north in degrees; east exceeds 180 where the antimeridian lies between.

    Raises ``ImportRefused`` when its coordinates are no places on the globe.
    """
    columns, rows = _rim(raster.dataset.width, raster.dataset.height)
    lons, lats = _lon_lat(raster, columns, rows)
    keep = np.isfinite(lons)
    if keep.sum() < len(lons) / 2:
        reason = "its coordinates are no places on the globe"
        refuse(raster.path, "place", reason, "check its coordinate system")
    lons, lats = np.unwrap(lons[keep], period=360.0), lats[keep]
    west, east = float(lons.min()), float(lons.max())
    south, north = float(lats.min()), float(lats.max())
    if abs(lons[-1] - lons[0]) > 180.0:  # once around: a pole lies within
        west, east = -180.0, 180.0
        south, north = (south, 90.0) if south + north > 0 else (-90.0, north)
    turn = 360.0 * round((west + east) / 720.0)
    return west - turn, south, east - turn, north


def pixel_m(raster: Raster) -> float:
    """The side of a pixel on the ground in metres, in the middle of the raster (the root of
    width times height where it is no square)."""
    column, row = raster.dataset.width / 2, raster.dataset.height / 2
    lons, lats = _lon_lat(
        raster, np.array([column, column + 1, column]), np.array([row, row, row + 1])
    )
    sides = WGS84.inv(lons[[0, 0]], lats[[0, 0]], lons[1:], lats[1:])[2]
    return float(np.sqrt(sides[0] * sides[1]))


def pixels_of(raster: Raster, lons: Numbers, lats: Numbers) -> tuple[Numbers, Numbers]:
    """Columns and rows of places, 0, 0 being the outer corner of the first pixel; NaN for none."""
    x, y = _changed(lons, lats, _LONLAT, _crs(raster).to_wkt())
    if _crs(raster).is_geographic:  # a raster may run beyond 180
        middle = (raster.transform @ (raster.dataset.width / 2, raster.dataset.height / 2))[0]
        x = x + 360.0 * np.round((middle - x) / 360.0)
    return _applied(~raster.transform, x, y)


def box_of(raster: Raster, bounds_mercator: Bounds) -> Box | None:
    """The pixels that these bounds of the map need, with a margin; None when it has none there."""
    west, south, east, north = bounds_mercator
    across, up = np.meshgrid(west + (east - west) * _ALONG, south + (north - south) * _ALONG)
    lons = np.degrees(across.ravel() / RADIUS_M)
    lats = np.degrees(np.arctan(np.sinh(up.ravel() / RADIUS_M)))
    columns, rows = pixels_of(raster, lons, lats)
    keep = np.isfinite(columns) & np.isfinite(rows)
    if not keep.any():
        return None
    return box_around(raster, columns[keep], rows[keep])


def box_around(raster: Raster, columns: Numbers, rows: Numbers) -> Box | None:
    """The pixels around these, with a margin, as far as the raster has them."""
    width, height = raster.dataset.width, raster.dataset.height
    left = max(0, int(np.floor(max(columns.min(), -_FAR))) - _MARGIN_PX)
    top = max(0, int(np.floor(max(rows.min(), -_FAR))) - _MARGIN_PX)
    right = min(width, int(np.ceil(min(columns.max(), _FAR))) + _MARGIN_PX)
    bottom = min(height, int(np.ceil(min(rows.max(), _FAR))) + _MARGIN_PX)
    if left >= right or top >= bottom:
        return None
    return Box(top, left, bottom - top, right - left)


_FAR = 1e12


def in_base_world(bounds_mercator: Bounds) -> list[tuple[Bounds, float]]:
    """The bounds cut where the map repeats, and how far each piece lies from its place between
    180 west and 180 east."""
    west, south, east, north = bounds_mercator
    first = int(np.floor((west + WORLD_M / 2) / WORLD_M))
    last = int(np.ceil((east + WORLD_M / 2) / WORLD_M))
    pieces = []
    for copy in range(first, last):
        middle = copy * WORLD_M
        left, right = max(west, middle - WORLD_M / 2), min(east, middle + WORLD_M / 2)
        if left < right:
            pieces.append(((left, south, right, north), middle))
    return pieces


def overlaps(raster_lonlat: Bounds, piece: Bounds) -> list[Bounds]:
    """The parts of a piece of the base world that a raster may cover."""
    corners = project([raster_lonlat[:2], raster_lonlat[2:]])
    found = []
    for turn in (-WORLD_M, 0.0, WORLD_M):
        west, south = max(piece[0], corners[0, 0] + turn), max(piece[1], corners[0, 1])
        east, north = min(piece[2], corners[1, 0] + turn), min(piece[3], corners[1, 1])
        if west < east and south < north:
            found.append((float(west), float(south), float(east), float(north)))
    return found


def _crs(raster: Raster) -> "CRS":
    if raster.crs is None:
        reason = "it does not say in which coordinate system it is"
        refuse(raster.path, "coordinate system", reason, "give it as EPSG:32652")
    return raster.crs


def _lon_lat(raster: Raster, columns: Numbers, rows: Numbers) -> tuple[Numbers, Numbers]:
    x, y = _applied(raster.transform, columns, rows)
    return _changed(x, y, _crs(raster).to_wkt(), _LONLAT)


def _applied(transform: "Affine", first: Numbers, second: Numbers) -> tuple[Numbers, Numbers]:
    a, b, c, d, e, f = transform[:6]
    return a * first + b * second + c, d * first + e * second + f


def _rim(width: int, height: int) -> tuple[Numbers, Numbers]:
    """Around the raster, clockwise, back to the first corner."""
    back = _ALONG[::-1]
    one = np.ones_like(_ALONG)
    columns = np.concatenate((_ALONG, one, back, 0 * one)) * width
    rows = np.concatenate((0 * one, _ALONG, one, back)) * height
    return columns, rows
