"""What lines see: a rectangle along each, as wide as the swath and no longer than the line."""

import numpy as np
import shapely
from numpy.typing import NDArray
from shapely.geometry.base import BaseGeometry

from osi_app.geo.coverage.scan import Numbers


def swaths(ends: Numbers, width_m: float, more_m: float = 0.0) -> NDArray[np.object_]:
    """Rectangles about lines given as (n, 4) in a plane, grown by ``more_m`` to all sides."""
    along = ends[:, 2:] - ends[:, :2]
    lengths = np.hypot(along[:, 0], along[:, 1])
    along = along / np.where(lengths > 0.0, lengths, 1.0)[:, None]
    aside = np.column_stack((-along[:, 1], along[:, 0])) * (width_m / 2.0 + more_m)
    start, end = ends[:, :2] - along * more_m, ends[:, 2:] + along * more_m
    corners = np.stack((start - aside, end - aside, end + aside, start + aside), axis=1)
    return np.asarray(shapely.polygons(corners[lengths > 0.0]), dtype=np.object_)


def without(ground: BaseGeometry, seen: NDArray[np.object_]) -> BaseGeometry:
    """The part of a ground that none of some rectangles covers, as polygons."""
    if not len(seen) or ground.is_empty:
        return ground
    left = ground.difference(shapely.union_all(seen))
    parts = shapely.get_parts(left)
    whole: BaseGeometry = shapely.multipolygons(parts[shapely.get_dimensions(parts) == 2])
    return whole
