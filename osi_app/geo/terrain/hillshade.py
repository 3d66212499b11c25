"""The ground as a light from the side shows it: Horn's gradient, and the formula of ``gdaldem``.

shade = 1 + 254 cos(angle between the light and the normal of the ground), not below 1.
"""

import math
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from osi_app.geo.terrain.gradient import CELLS_AT_ONCE, Heights, differences, padded
from osi_app.geo.terrain.grid import ElevationGrid

Shade = NDArray[np.uint8]
UNKNOWN = 0
"""The shade where no height is known; shaded cells have 1 to 255."""


@dataclass(frozen=True, slots=True)
class Light:
    """Where the light stands: degrees clockwise from north, and above the horizon. Heights are
    multiplied by ``z_factor`` first."""

    azimuth_deg: float = 315.0
    altitude_deg: float = 45.0
    z_factor: float = 1.0


NORTH_WEST = Light()


def hillshade(grid: ElevationGrid, light: Light = NORTH_WEST) -> Shade:
    """The shade of every cell, 1 (dark) to 255 (facing the light), 0 where no height is known."""
    shade = np.empty(grid.heights.shape, dtype=np.uint8)
    shade_into(padded(grid.heights), (grid.ground_x_m, grid.ground_y_m), light, shade)
    return shade


def shade_into(wide: Heights, cell_m: tuple[float, float], light: Light, shade: Shade) -> None:
    """Writes the shades of ``wide`` (heights with a rim of one cell) into ``shade`` (without it).

    ``cell_m`` are the metres on the ground from cell to cell, to the east and to the south.
    """
    rows, columns = shade.shape
    step = max(1, CELLS_AT_ONCE // max(1, columns))
    west = np.empty((step, columns), dtype=np.float32)
    north = np.empty_like(west)
    for first in range(0, rows, step):
        last = min(first + step, rows)
        west, north = west[: last - first], north[: last - first]
        differences(wide[first : last + 2], west, north)
        _shade(west, north, _Terms.of(cell_m, light), shade[first:last])


@dataclass(frozen=True, slots=True)
class _Terms:
    """What is the same for every cell: from eightfold falls to slopes, and the light times 254."""

    west: np.float32
    north: np.float32
    up: np.float32
    to_west: np.float32
    to_north: np.float32

    @classmethod
    def of(cls, cell_m: tuple[float, float], light: Light) -> "_Terms":
        azimuth, altitude = math.radians(light.azimuth_deg), math.radians(light.altitude_deg)
        flat = 254.0 * math.cos(altitude)
        return cls(
            np.float32(light.z_factor / (8.0 * cell_m[0])),
            np.float32(light.z_factor / (8.0 * cell_m[1])),
            np.float32(254.0 * math.sin(altitude)),
            np.float32(flat * math.sin(azimuth)),
            np.float32(-flat * math.cos(azimuth)),
        )


def _shade(west: Heights, north: Heights, terms: _Terms, shade: Shade) -> None:
    """Both differences are used up on the way: no further array of that size is made but two."""
    west *= terms.west
    north *= terms.north
    length = west * west
    toward = north * north
    length += toward
    length += np.float32(1.0)
    np.sqrt(length, out=length)
    np.multiply(west, terms.to_west, out=toward)
    north *= terms.to_north
    toward += north
    toward += terms.up
    toward /= length
    np.maximum(toward, np.float32(0.0), out=toward)  # turned away from the light; NaN stays
    toward += np.float32(1.5)  # one, and a half to round by cutting
    np.nan_to_num(toward, copy=False, nan=UNKNOWN)
    shade[...] = toward
