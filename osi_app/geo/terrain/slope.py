"""How steep the ground is, in degrees and in classes."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from osi_app.geo.terrain.gradient import CELLS_AT_ONCE, Heights, differences, padded
from osi_app.geo.terrain.grid import ElevationGrid


@dataclass(frozen=True, slots=True)
class SlopeClass:
    """Slopes above one limit and up to the other, in degrees; the upper end belongs to it."""

    above_deg: float
    up_to_deg: float


CLASSES = (
    SlopeClass(0.0, 5.0),
    SlopeClass(5.0, 15.0),
    SlopeClass(15.0, 25.0),
    SlopeClass(25.0, 35.0),
    SlopeClass(35.0, 45.0),
    SlopeClass(45.0, 90.0),
)
"""From level to too steep to work on. Level ground (0 degrees) belongs to the first."""
NO_CLASS = 255


def slope_degrees(grid: ElevationGrid) -> Heights:
    """The steepest slope of every cell in degrees, 0 to below 90, after Horn; NaN where no height
    is known. The formula of ``gdaldem slope``."""
    wide = padded(grid.heights)
    rows, columns = grid.heights.shape
    slope = np.empty((rows, columns), dtype=np.float32)
    step = max(1, CELLS_AT_ONCE // max(1, columns))
    north = np.empty((step, columns), dtype=np.float32)
    for first in range(0, rows, step):
        west = slope[first : first + step]
        part = north[: len(west)]
        differences(wide[first : first + len(west) + 2], west, part)
        west /= np.float32(8.0 * grid.ground_x_m)
        part /= np.float32(8.0 * grid.ground_y_m)
        np.hypot(west, part, out=west)
        np.degrees(np.arctan(west, out=west), out=west)
    return slope


def slope_classes(slope: Heights) -> NDArray[np.uint8]:
    """The index into ``CLASSES`` of every slope, ``NO_CLASS`` (255) where it is NaN."""
    limits = np.array([found.up_to_deg for found in CLASSES[:-1]], dtype=np.float32)
    index = np.searchsorted(limits, slope, side="left").astype(np.uint8)
    index[np.isnan(slope)] = NO_CLASS
    return index
