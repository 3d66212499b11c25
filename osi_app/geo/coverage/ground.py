"""The ground a survey is to cover: an area less what may not be entered."""

from dataclasses import dataclass
from functools import lru_cache
from math import cos, pi

import numpy as np
import shapely
from numpy.typing import NDArray
from shapely.geometry.base import BaseGeometry

from osi_app.geo.geodesy import WGS84
from osi_app.geo.polygons import Plane, plane_about, shape
from osi_app.kernel.errors import RuleError
from osi_app.kernel.record import Vertices

MARGIN_M = 0.002
"""How far lines and points stay off what may not be entered, for rounding."""
ARC_SEGMENTS = 32
"""Straight steps in a quarter turn of a clearance."""


@dataclass(frozen=True, slots=True)
class Ground:
    """An area less what may not be entered, each ring of that kept clear of by ``clearance_m``.

    Rings are open, in degrees; a keep-out may also be one place or a line of two, which keeps
    nothing out without a clearance.
    """

    area: Vertices
    keep_out: tuple[Vertices, ...] = ()
    clearance_m: float = 0.0

    @property
    def plane(self) -> Plane:
        """The plane about the area in which everything here is worked out."""
        return plane_about(self.area)

    def coverable(self) -> BaseGeometry:
        """What is to be covered: polygons in the plane, empty when all is kept out.

        Raises ``RuleError``: too_few_vertices, negative (clearance_m).
        """
        return _shapes(self)[0]

    def open(self) -> BaseGeometry:
        """Where lines and points may lie: as ``coverable`` but off each keep-out by a hair, so
        that a straight line stays out of it in this plane, on the ellipsoid, and after rounding.
        """
        return _shapes(self)[1]

    def kept_out(self) -> BaseGeometry:
        """What no line may enter, with the clearance and that hair; it may reach out of the area.
        Empty when nothing is kept out."""
        return _shapes(self)[2]


def plane_edges(geometry: BaseGeometry) -> NDArray[np.float64]:
    """All edges of some polygons, shells and holes: (n, 4) from x, y to x, y."""
    rings = shapely.get_rings(shapely.get_parts(geometry))
    corners, of_ring = shapely.get_coordinates(rings, return_index=True)
    within = of_ring[1:] == of_ring[:-1]
    edges: NDArray[np.float64] = np.hstack((corners[:-1], corners[1:]))[within]
    return edges


@lru_cache(maxsize=32)
def _shapes(ground: Ground) -> tuple[BaseGeometry, BaseGeometry, BaseGeometry]:
    _refuse_bad(ground)
    area = _polygons(shape(ground.area, ground.plane))
    if not ground.keep_out:
        return area, area, shapely.MultiPolygon()
    kept = [_polygons(shape(one, ground.plane)) for one in ground.keep_out]
    hair_m = MARGIN_M + _bow_m(area)
    cleared = _joined([_grown(one, ground.clearance_m) for one in kept])
    hair = _joined([_grown(one, ground.clearance_m + hair_m) for one in kept])
    return area.difference(cleared), area.difference(hair), hair


def _refuse_bad(ground: Ground) -> None:
    if len(ground.area) < 3:
        raise RuleError("too_few_vertices", field="area", found=len(ground.area))
    if not ground.clearance_m >= 0.0:
        raise RuleError("negative", field="clearance_m", found=ground.clearance_m)


def _polygons(geometry: BaseGeometry) -> BaseGeometry:
    """A geometry as it is, or as valid polygons where it crosses itself in the plane."""
    if geometry.geom_type == "GeometryCollection" or not geometry.is_valid:
        parts = shapely.get_parts(shapely.make_valid(geometry))
        return shapely.union_all(parts[shapely.get_dimensions(parts) == 2])
    return geometry


def _joined(shapes: list[BaseGeometry]) -> BaseGeometry:
    return shapely.union_all([one for one in shapes if shapely.get_dimensions(one) == 2])


def _grown(geometry: BaseGeometry, by_m: float) -> BaseGeometry:
    """Grown by at least that much: the straight steps of an arc lie outside it."""
    if by_m == 0.0:
        return geometry
    radius = by_m / cos(pi / (4 * ARC_SEGMENTS))
    return geometry.buffer(radius, quad_segs=ARC_SEGMENTS)


def _bow_m(area: BaseGeometry) -> float:
    """How far a geodesic through the area can part from the straight line in the plane.

    The plane stretches by c^2 / 6 across the direction from its middle, c the angle from there.
    """
    west, south, east, north = area.bounds
    half = float(np.hypot(east - west, north - south)) / 2.0
    return half**3 / (3.0 * WGS84.a**2)
