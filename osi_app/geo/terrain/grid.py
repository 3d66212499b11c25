"""Heights of the ground on a grid, and the height between its cells."""

from dataclasses import dataclass
from typing import Any, Literal

import numpy as np
from numpy.typing import NDArray

from osi_app.geo.geodesy import WGS84
from osi_app.geo.mercator import RADIUS_M, project, unproject

Heights = NDArray[np.float32]
Numbers = NDArray[np.float64]
Plane = Literal["mercator", "degrees"]


@dataclass(frozen=True, slots=True)
class ElevationGrid:
    """Heights in metres above the file's own vertical datum, NaN where none is known.

    Rows run from north to south, columns from west to east. ``west`` and ``north`` are the outer
    edges of the first cell, ``dx`` and ``dy`` the sizes of a cell, all in metres of the map's
    plane (``mercator.project``) or in degrees. ``ground_x_m`` and ``ground_y_m`` are the metres on
    the ground from one cell to the next, at the middle of the grid.
    """

    heights: Heights
    west: float
    north: float
    dx: float
    dy: float
    ground_x_m: float
    ground_y_m: float
    plane: Plane = "mercator"

    def points(self, columns: Numbers, rows: Numbers) -> Numbers:
        """(n, 2) places in the grid's plane from places in cells, 0, 0 being the centre of the
        first cell."""
        x = self.west + (columns + 0.5) * self.dx
        return np.column_stack((x, self.north - (rows + 0.5) * self.dy))

    def lon_lat(self, points: Numbers) -> Numbers:
        """(n, 2) degrees of places in the grid's plane."""
        if self.plane == "degrees":
            return points
        latitudes = np.degrees(np.arctan(np.sinh(points[:, 1] / RADIUS_M)))
        return np.column_stack((np.degrees(points[:, 0] / RADIUS_M), latitudes))

    def at(self, lons: Numbers, lats: Numbers) -> Numbers:
        """The heights in metres at these places (degrees), bilinear between the centres of cells.

        NaN outside the grid and where one of the cells around is not known. Longitudes may differ
        from the grid's by whole turns.
        """
        turn = 360.0 if self.plane == "degrees" else 2 * np.pi * RADIUS_M
        places = (
            np.column_stack((lons, lats)) if self.plane == "degrees" else _projected(lons, lats)
        )
        middle = self.west + self.dx * self.heights.shape[1] / 2
        x = places[:, 0] + turn * np.round((middle - places[:, 0]) / turn)
        columns = (x - self.west) / self.dx - 0.5
        return bilinear(self.heights, (self.north - places[:, 1]) / self.dy - 0.5, columns)


def mercator_grid(
    heights: Heights, bounds_mercator: tuple[float, float, float, float]
) -> ElevationGrid:
    """The grid that fills these bounds (west, south, east, north in metres of the plane)."""
    west, south, east, north = bounds_mercator
    rows, columns = heights.shape
    dx, dy = (east - west) / columns, (north - south) / rows
    _, latitude = unproject(0.0, (south + north) / 2)
    along, across = metres_per_degree(latitude)
    # One metre of the plane is this many degrees of longitude, and, at that latitude, of latitude.
    degree = float(np.degrees(1.0 / RADIUS_M))
    ground_x_m = dx * degree * along
    ground_y_m = dy * degree * across * float(np.cos(np.radians(latitude)))
    return ElevationGrid(heights, west, north, dx, dy, ground_x_m, ground_y_m)


def degree_grid(
    heights: Heights, bounds_lonlat: tuple[float, float, float, float]
) -> ElevationGrid:
    """The grid that fills these bounds (west, south, east, north in degrees)."""
    west, south, east, north = bounds_lonlat
    rows, columns = heights.shape
    dx, dy = (east - west) / columns, (north - south) / rows
    along, across = metres_per_degree((south + north) / 2)
    return ElevationGrid(heights, west, north, dx, dy, dx * along, dy * across, "degrees")


def metres_per_degree(latitude: float) -> tuple[float, float]:
    """Metres on WGS 84 for a degree of longitude and for one of latitude, at that latitude."""
    sine, cosine = np.sin(np.radians(latitude)), np.cos(np.radians(latitude))
    bend = 1.0 - WGS84.es * sine**2
    across = WGS84.a * (1.0 - WGS84.es) / bend**1.5
    along = WGS84.a * cosine / np.sqrt(bend)
    return float(np.radians(along)), float(np.radians(across))


def bilinear(heights: NDArray[np.float32], rows: Numbers, columns: Numbers) -> Numbers:
    """Heights between the centres of cells, given in cells from the centre of the first one.

    The outer half of an edge cell has its height; beyond that, and where a cell that counts is
    NaN, the answer is NaN.
    """
    count = heights.shape
    inside = (rows >= -0.5) & (rows <= count[0] - 0.5)
    inside &= (columns >= -0.5) & (columns <= count[1] - 0.5)
    # A NaN place is outside; it needs some cell all the same until it is set aside.
    row = np.clip(np.where(inside, rows, 0.0), 0.0, count[0] - 1.0)
    column = np.clip(np.where(inside, columns, 0.0), 0.0, count[1] - 1.0)
    top, left = np.floor(row).astype(np.intp), np.floor(column).astype(np.intp)
    bottom, right = np.minimum(top + 1, count[0] - 1), np.minimum(left + 1, count[1] - 1)
    down, across = row - top, column - left
    upper = _mixed(heights[top, left], heights[top, right], across)
    lower = _mixed(heights[bottom, left], heights[bottom, right], across)
    return np.where(inside, _mixed(upper, lower, down), np.nan)


def _mixed(
    first: NDArray[np.floating[Any]], second: NDArray[np.floating[Any]], share: Numbers
) -> Numbers:
    """Between two values; one whose share is nothing does not count, even if it is NaN."""
    start, end = first.astype(np.float64), second.astype(np.float64)
    return np.where(share == 0.0, start, start * (1.0 - share) + end * share)


def _projected(lons: Numbers, lats: Numbers) -> Numbers:
    return project(np.column_stack((lons, lats)))
