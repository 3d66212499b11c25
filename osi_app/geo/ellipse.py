"""The error ellipse of an origin."""

from math import atan2, cos, degrees, hypot, log, pi, sin, sqrt

from osi_app.geo.geodesy import Point, destination
from osi_app.kernel.record import Vertices


def ellipse(
    lon: float,
    lat: float,
    semi_major_m: float,
    semi_minor_m: float,
    azimuth_deg: float,
    corners: int = 72,
) -> Vertices:
    """The ellipse as a counter-clockwise ring; the azimuth is that of the major axis, clockwise
    from north."""
    return tuple(
        _rim((lon, lat), semi_major_m, semi_minor_m, azimuth_deg, -2 * pi * turn / corners)
        for turn in range(corners)
    )


def _rim(centre: Point, major: float, minor: float, azimuth: float, angle: float) -> Point:
    along, across = major * cos(angle), minor * sin(angle)
    bearing = azimuth + degrees(atan2(across, along))
    return destination(centre, bearing, hypot(along, across))


def confidence_scale(from_percent: float, to_percent: float) -> float:
    """By how much the axes grow from one confidence to another, for the bivariate normal:
    the ellipse of probability p has axes in proportion to sqrt(-2 ln(1 - p))."""
    return sqrt(log(1.0 - to_percent / 100.0) / log(1.0 - from_percent / 100.0))


def ordered_axes(major: float, minor: float, azimuth: float) -> tuple[float, float, float]:
    """The axes with the longer one first; when they were given the wrong way round the azimuth
    turns by 90 degrees."""
    if major >= minor:
        return major, minor, azimuth % 180.0
    return minor, major, (azimuth + 90.0) % 180.0
