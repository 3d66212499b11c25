"""What a window shows of the zones of UTM and UPS, and their straight lines bent into it."""

from collections.abc import Iterator
from dataclasses import dataclass
from math import ceil, floor

import numpy as np
import shapely
from numpy.typing import NDArray

from osi_app.geo.geodesy import Point
from osi_app.geo.zones import UPS_MIDDLE_M, Cell, Window, cells_in

Array = NDArray[np.float64]
POINTS = 33
"""Points to a bent line; near a pole, where longitudes run, more."""
_POLAR_POINTS = 257


def multiples(low: float, high: float, step: float) -> Array:
    """The whole multiples of a step, both ends inclusive."""
    found = np.arange(ceil(low / step - 1e-9), floor(high / step + 1e-9) + 1) * step
    return np.asarray(found, dtype=np.float64)


@dataclass(frozen=True, slots=True)
class ZoneView:
    """What is seen of a zone: its part of the window, and the eastings and northings there."""

    cell: Cell
    seen: Window
    low: tuple[float, float]
    high: tuple[float, float]

    def values(self, axis: int, step: float) -> Array:
        """Whole steps of easting (axis 0) or northing (1)."""
        return multiples(self.low[axis], self.high[axis], step)

    def lines(self, axis: int, step: float) -> Iterator[tuple[float, Array]]:
        """Each whole step with its line (n, 2), cut to what is seen; a line may come in parts."""
        values = self.values(axis, step)
        points = POINTS if self.cell.zone else _POLAR_POINTS
        along = np.linspace(self.low[1 - axis], self.high[1 - axis], points)
        metres = np.stack(np.broadcast_arrays(values[:, None], along[None, :]))
        bent = shapely.linestrings(self.degrees(*(metres if axis == 0 else metres[::-1])))
        cuts = np.asarray(shapely.clip_by_rect(bent, *self.seen))
        for value, cut in zip(values, cuts, strict=True):
            for part in shapely.get_parts(cut):
                yield float(value), shapely.get_coordinates(part)

    def degrees(self, east: Array, north: Array) -> Array:
        """(..., 2) lon/lat as the window has them."""
        back = self.cell.transformer(back=True)
        lon, lat = back.transform(east.ravel(), north.ravel())
        middle = (self.cell.west + self.cell.east) / 2.0
        lon += 360.0 * np.round((middle - lon) / 360.0)  # no line jumps over the antimeridian
        places = np.column_stack((lon, lat))
        return places.reshape(*east.shape, 2)

    def middle(self, corner: tuple[float, float], size_m: float, least_m: float) -> Point | None:
        """The middle of what is seen of a square, None where that is nothing, or small."""
        sides = [
            np.linspace(max(low, at), min(high, at + size_m), 7)
            for low, high, at in zip(self.low, self.high, corner, strict=True)
        ]
        metres = np.stack(np.meshgrid(*sides))
        places = self.degrees(*metres).reshape(-1, 2)
        west, south, east, north = self.seen
        lon, lat = places.T
        seen = (west <= lon) & (lon <= east) & (south <= lat) & (lat <= north)
        if not seen.any():
            return None
        size = np.ptp(metres.reshape(2, -1)[:, seen], axis=1)
        if size.min() < least_m:
            return None
        middle = places[seen].mean(axis=0)
        return float(middle[0]), float(middle[1])


def views(window: Window) -> list[ZoneView]:
    """Every zone that a window shows, halves and widths of it by themselves."""
    found = []
    for cell in cells_in(window):
        if seen := cell.seen(window):
            found.append(_view(cell, seen))
    return found


def _view(cell: Cell, seen: Window) -> ZoneView:
    west, south, east, north = seen
    lon = np.linspace(west, east, POINTS) - cell.turn
    lat = np.linspace(south, north, POINTS)
    lons = np.concatenate((lon, lon, np.full(POINTS, lon[0]), np.full(POINTS, lon[-1])))
    lats = np.concatenate((np.full(POINTS, south), np.full(POINTS, north), lat, lat))
    metres = np.stack(cell.transformer().transform(lons, lats))
    low, high = metres.min(axis=1), metres.max(axis=1)
    beyond = (high - low) * 0.005  # a parallel bows out between the points of it that were asked
    low, high = low - beyond, high + beyond
    if cell.band in "BZ" and not cell.zone:
        low[0] = max(low[0], UPS_MIDDLE_M + 1.0)  # through the pole lies the next zone
    elif cell.band in "AY" and not cell.zone:
        high[0] = min(high[0], UPS_MIDDLE_M - 1.0)
    return ZoneView(cell, seen, (float(low[0]), float(low[1])), (float(high[0]), float(high[1])))
