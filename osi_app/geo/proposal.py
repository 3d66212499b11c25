"""A lawful area around an event: its error ellipse with a margin, shrunk until the law binds."""

from dataclasses import dataclass

from osi_app.geo.ellipse import ellipse
from osi_app.geo.geodesy import Point, area_m2, span
from osi_app.kernel.record import Vertices

CORNERS = 16
_STEPS = 60


@dataclass(frozen=True, slots=True)
class Limits:
    """What the law allows: square metres and metres (P.3)."""

    area_m2: float
    span_m: float


@dataclass(frozen=True, slots=True)
class Axes:
    """Semi-axes in metres and the azimuth of the major one in degrees."""

    major_m: float
    minor_m: float
    azimuth_deg: float = 0.0


def propose_area(centre: Point, axes: Axes | None, margin_m: float, limits: Limits) -> Vertices:
    """A polygon of 16 corners, to 1e-5 degrees, lawful after rounding.

    With an ellipse: the ellipse with ``margin_m`` added to both axes for systematic error, no
    larger than that; shrunk in proportion where it exceeds a limit. Without one: the largest
    lawful circle.
    """
    if axes is None:
        wanted = Axes(limits.span_m / 2.0, limits.span_m / 2.0)
    else:
        wanted = Axes(axes.major_m + margin_m, axes.minor_m + margin_m, axes.azimuth_deg)
    whole = _polygon(centre, wanted, 1.0)
    if lawful(whole, limits):
        return whole
    low, high = 0.0, 1.0
    for _ in range(_STEPS):
        middle = (low + high) / 2.0
        if lawful(_polygon(centre, wanted, middle), limits):
            low = middle
        else:
            high = middle
    return _polygon(centre, wanted, low)


def lawful(vertices: Vertices, limits: Limits) -> bool:
    """Whether a ring keeps both limits; the limits themselves are allowed."""
    return area_m2(vertices) <= limits.area_m2 and span(vertices).distance_m <= limits.span_m


def _polygon(centre: Point, axes: Axes, scale: float) -> Vertices:
    major, minor = max(axes.major_m * scale, 50.0), max(axes.minor_m * scale, 50.0)
    rim = ellipse(*centre, major, minor, axes.azimuth_deg, CORNERS)
    return tuple((round(lon, 5), round(lat, 5)) for lon, lat in rim)


def shrunk(vertices: Vertices, limits: Limits) -> Vertices:
    """The ring shrunk about its middle by the smallest amount that makes it lawful."""
    if lawful(vertices, limits):
        return vertices
    middle = (
        sum(lon for lon, _ in vertices) / len(vertices),
        sum(lat for _, lat in vertices) / len(vertices),
    )
    low, high = 0.0, 1.0
    for _ in range(_STEPS):
        share = (low + high) / 2.0
        if lawful(_about(vertices, middle, share), limits):
            low = share
        else:
            high = share
    return _about(vertices, middle, low)


def _about(vertices: Vertices, middle: Point, share: float) -> Vertices:
    return tuple(
        (middle[0] + (lon - middle[0]) * share, middle[1] + (lat - middle[1]) * share)
        for lon, lat in vertices
    )
