"""Lawful areas around an event: which of them holds it with the greatest probability.

Of all areas of a given size the one bounded by a line of equal density holds most: the ellipse.
A centrally symmetric area keeps a span when it lies in the circle of half that span. So of all
lawful areas about the event the best is the ellipse cut by that circle, scaled until the size
binds; it is the ellipse itself while the ellipse is short enough.
"""

from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum
from math import atan2, pi

import numpy as np
from numpy.typing import NDArray

from osi_app.geo.geodesy import Point, area_m2, span
from osi_app.geo.polygons import Plane, plane_about
from osi_app.geo.probability import Spread, probability_inside, rotation
from osi_app.kernel.record import Vertices

CORNERS = 24
_STEPS = 48
_RATIOS = np.geomspace(0.08, 12.5, 120)
"""Sides of a box, across to along, among which the best is looked for."""
_DECIMALS = 6
"""A corner is told to a tenth of a metre."""
_ROUNDED_M = 0.2
"""What rounding two corners may add to a distance."""


@dataclass(frozen=True, slots=True)
class Limits:
    """What the law allows: square metres and metres (P.3)."""

    area_m2: float
    span_m: float


class ProposalKind(StrEnum):
    """What shape is proposed."""

    GREATEST = "greatest"
    ELLIPSE = "ellipse"
    BOX_ALONG = "box_along"
    BOX_NORTH = "box_north"
    CIRCLE = "circle"


@dataclass(frozen=True, slots=True)
class Proposed:
    """A lawful area. ``probability`` that the event lies inside (None without an error ellipse),
    ``binding`` the limit that keeps it from growing: area or span."""

    kind: ProposalKind
    vertices: Vertices
    area_m2: float
    span_m: float
    probability: float | None
    binding: str


def lawful(vertices: Vertices, limits: Limits) -> bool:
    """Whether a ring keeps both limits; the limits themselves are allowed."""
    return area_m2(vertices) <= limits.area_m2 and span(vertices).distance_m <= limits.span_m


def proposals(about: Spread | Point, limits: Limits) -> tuple[Proposed, ...]:
    """Lawful areas about an event, the most probable first: the greatest, the ellipse, boxes along
    it and to the north; for a bare place the largest lawful circle alone."""
    if not isinstance(about, Spread):
        return (_proposed(ProposalKind.CIRCLE, _circle(about, limits), limits, None),)
    plain = {
        ProposalKind.ELLIPSE: _ellipse(about, limits),
        ProposalKind.BOX_ALONG: _box(about, about.azimuth_deg, limits),
        ProposalKind.BOX_NORTH: _box(about, 0.0, limits),
    }
    # of an ellipse some hundred metres wide a box holds as much: then the last digit decides
    candidates = (_greatest(about, limits), *plain.values())
    greatest = max(candidates, key=lambda ring: probability_inside(about, ring))
    shapes = {ProposalKind.GREATEST: greatest, **plain}
    found = [_proposed(kind, ring, limits, about) for kind, ring in shapes.items()]
    return tuple(sorted(found, key=lambda one: -(one.probability or 0.0)))


def _proposed(
    kind: ProposalKind, ring: Vertices, limits: Limits, spread: Spread | None
) -> Proposed:
    size, longest = area_m2(ring), span(ring).distance_m
    chance = None if spread is None else probability_inside(spread, ring)
    closer = "area" if size / limits.area_m2 >= longest / limits.span_m else "span"
    return Proposed(kind, ring, size, longest, chance, closer)


Outline = Callable[[float], NDArray[np.float64]]
"""A scale to an outline: (n, 2) metres east and north of the event."""


def _largest(plane: Plane, outline: Outline, limits: Limits, most: float) -> Vertices:
    """The outline at the largest scale up to ``most`` that is lawful once rounded."""
    low, high = 0.0, most
    for _ in range(_STEPS):
        middle = (low + high) / 2.0
        if lawful(_ring(plane, outline(middle)), limits):
            low = middle
        else:
            high = middle
    return _ring(plane, outline(low))


def _ring(plane: Plane, metres: NDArray[np.float64]) -> Vertices:
    corners = plane.unproject(metres)
    return tuple((round(lon, _DECIMALS), round(lat, _DECIMALS)) for lon, lat in corners)


def _angles(count: int = CORNERS) -> NDArray[np.float64]:
    """Counter-clockwise, half a step from the axes so that the far ends are edges."""
    return np.asarray((np.arange(count) + 0.5) * (2.0 * pi / count), dtype=np.float64)


def _circle(centre: Point, limits: Limits) -> Vertices:
    unit = np.column_stack((np.cos(_angles()), np.sin(_angles())))
    return _largest(plane_about([centre]), lambda r: unit * r, limits, limits.span_m)


def _ellipse(spread: Spread, limits: Limits) -> Vertices:
    rim = _rim(spread, _angles())
    most = limits.span_m / spread.major_sigma_m
    return _largest(plane_about([spread.centre]), lambda k: rim * k, limits, most)


def _rim(spread: Spread, angles: NDArray[np.float64]) -> NDArray[np.float64]:
    """The ellipse of one standard deviation, counter-clockwise, east and north."""
    along = np.cos(angles) * spread.major_sigma_m
    across = -np.sin(angles) * spread.minor_sigma_m
    return np.asarray(np.column_stack((along, across)) @ rotation(spread.azimuth_deg).T)


def _greatest(spread: Spread, limits: Limits) -> Vertices:
    """The ellipse cut by the circle of half the span; the ellipse or the circle itself where the
    size or the span alone binds."""
    radius = limits.span_m / 2.0 - _ROUNDED_M
    if pi * radius**2 <= limits.area_m2:
        return _circle(spread.centre, limits)
    size = _scale_of(spread, radius, limits.area_m2)
    if size * spread.major_sigma_m <= radius:
        return _ellipse(spread, limits)
    edges = _Cut(spread, radius, size).edges()
    turn = rotation(spread.azimuth_deg).T

    def outline(scale: float) -> NDArray[np.float64]:
        return _Cut(spread, radius, scale).outline(edges) @ turn

    # with every corner on the outline the size is a little less: there is room to grow
    return _largest(plane_about([spread.centre]), outline, limits, size * 1.5)


def _scale_of(spread: Spread, radius_m: float, area_m2: float) -> float:
    """The standard deviations at which the cut ellipse reaches a size, less than the circle's."""
    low, high = 0.0, radius_m / spread.minor_sigma_m
    for _ in range(_STEPS):
        middle = (low + high) / 2.0
        if _Cut(spread, radius_m, middle).area_m2() <= area_m2:
            low = middle
        else:
            high = middle
    return low


@dataclass(frozen=True, slots=True)
class _Cut:
    """An ellipse of ``scale`` standard deviations cut by a circle about the same middle."""

    spread: Spread
    radius_m: float
    scale: float

    def kink(self) -> tuple[float, float]:
        """Where both meet in the first quarter: the ellipse's parameter and the circle's angle
        there, radians from the major axis; (0, 0) for an ellipse within the circle, both a
        quarter turn for a circle within the ellipse."""
        major, minor = self._axes()
        over = (major**2 - self.radius_m**2) / max(major**2 - minor**2, 1e-9)
        sine2 = min(1.0, max(0.0, over))
        sine, cosine = sine2**0.5, (1.0 - sine2) ** 0.5
        return atan2(sine, cosine), atan2(minor * sine, major * cosine)

    def area_m2(self) -> float:
        """The size of what both have in common."""
        major, minor = self._axes()
        on_ellipse, on_circle = self.kink()
        return major * minor * (pi - 2.0 * on_ellipse) + 2.0 * self.radius_m**2 * on_circle

    def edges(self) -> int:
        """How many edges of half the outline belong to one side of the ellipse, the others to an
        end: in proportion to affine length, which loses least (McClure and Vitale 1975)."""
        major, minor = self._axes()
        on_ellipse, on_circle = self.kink()
        side = float(np.cbrt(major * minor)) * (pi - 2.0 * on_ellipse)
        end = float(np.cbrt(self.radius_m**2)) * 2.0 * on_circle
        half = CORNERS // 2
        return min(half - 1, max(1, round(half * side / (side + end))))

    def outline(self, edges: int) -> NDArray[np.float64]:
        """(CORNERS, 2) metres along the major axis and to its right, counter-clockwise on the
        ground, with a corner at each kink and ``edges`` on each side of the ellipse."""
        major, minor = self._axes()
        on_ellipse, on_circle = self.kink()
        side = np.linspace(on_ellipse, pi - on_ellipse, edges, endpoint=False)
        end = np.linspace(pi - on_circle, pi + on_circle, CORNERS // 2 - edges, endpoint=False)
        along = np.column_stack((np.cos(side) * major, -np.sin(side) * minor))
        far = np.column_stack((np.cos(end), -np.sin(end))) * min(self.radius_m, major)
        return np.concatenate((along, far, -along, -far))

    def _axes(self) -> tuple[float, float]:
        return self.spread.major_sigma_m * self.scale, self.spread.minor_sigma_m * self.scale


def _box(spread: Spread, azimuth_deg: float, limits: Limits) -> Vertices:
    """The most probable lawful rectangle in that direction."""
    plane = plane_about([spread.centre])
    turn = rotation(azimuth_deg).T

    def unit(ratio: float) -> NDArray[np.float64]:
        return np.array(((1.0, ratio), (1.0, -ratio), (-1.0, -ratio), (-1.0, ratio))) @ turn

    def chance(ratio: float) -> tuple[float, float]:
        """Where the event is all but certain to lie inside, the larger box decides."""
        half = _half_length(ratio, limits)
        found = probability_inside(spread, plane.unproject(unit(ratio) * half))
        return round(found, 6), 4.0 * ratio * half * half

    best = max((float(each) for each in _RATIOS), key=chance)
    most = _half_length(best, limits) * 1.01
    return _largest(plane, lambda scale: unit(best) * scale, limits, most)


def _half_length(ratio: float, limits: Limits) -> float:
    """Half the side along, where the sides are in that ratio and one of the limits binds."""
    by_area = (limits.area_m2 / (4.0 * ratio)) ** 0.5
    by_span = limits.span_m / (2.0 * (1.0 + ratio * ratio) ** 0.5)
    return float(min(by_area, by_span))
