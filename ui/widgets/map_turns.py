"""Whole turns of the earth: what lies beyond +-180 degrees is drawn where the view looks, and is
told again in the turn it is stored in."""

from osi_app.geo.geodesy import unwrapped
from osi_app.geo.mercator import RADIUS_M
from osi_app.kernel.record import Vertices

TURN_M = 2.0 * 3.141592653589793 * RADIUS_M
"""One turn of the earth in the plane."""


def middle_lon(vertices: Vertices) -> float:
    """The longitude half-way between the westernmost and the easternmost vertex."""
    lons = [lon for lon, _ in vertices]
    return (min(lons) + max(lons)) / 2.0


def turned(vertices: Vertices, near: float) -> Vertices:
    """All vertices shifted by the same whole turns, so that their middle is within half a turn
    of ``near``; untouched, to the last digit, where it is already."""
    if not vertices:
        return vertices
    lon = middle_lon(vertices)
    away = unwrapped(lon, near) - lon
    if not away:
        return vertices
    return tuple((round(lon + away, 9), lat) for lon, lat in vertices)


def home(vertices: Vertices) -> Vertices:
    """As a record keeps it: the middle between -180 and 180."""
    return turned(vertices, 0.0)
