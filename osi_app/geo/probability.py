"""How probable it is that the true epicentre lies inside an area.

The error ellipse of an origin is a contour of a bivariate normal: the ellipse of probability p
has semi-axes of sqrt(-2 ln(1 - p)) standard deviations. In the plane scaled to unit deviations
about its middle the probability of a polygon is the sum over its edges of

    1/(2 pi) * integral over the edge's angle of (1 - exp(-d^2 / (2 cos^2 theta))),

d being the edge's distance from the middle and theta counted from the foot of its perpendicular:
the angle itself less two values of Owen's T function.
"""

from dataclasses import dataclass
from functools import lru_cache
from math import cos, erfc, log, radians, sin, sqrt

import numpy as np
from numpy.typing import NDArray

from osi_app.geo.ellipse import ordered_axes
from osi_app.geo.geodesy import Point
from osi_app.geo.polygons import Plane, plane_about
from osi_app.kernel.record import Vertices

NODES = 48
"""Gauss-Legendre nodes: the probability is then good to 1e-12."""
FARTHEST = 9.0
"""Standard deviations beyond which nothing is left (1e-18)."""
SQRT2 = sqrt(2.0)


@dataclass(frozen=True, slots=True)
class Axes:
    """Semi-axes in metres and the azimuth of the major one in degrees, clockwise from north."""

    major_m: float
    minor_m: float
    azimuth_deg: float = 0.0


@dataclass(frozen=True, slots=True)
class Spread:
    """A bivariate normal on the ground: its middle and the standard deviations along the axes of
    its ellipse, the major one at ``azimuth_deg`` clockwise from north."""

    centre: Point
    major_sigma_m: float
    minor_sigma_m: float
    azimuth_deg: float = 0.0

    def axes(self, deviations: float) -> Axes:
        """The ellipse of that many standard deviations."""
        return Axes(
            self.major_sigma_m * deviations, self.minor_sigma_m * deviations, self.azimuth_deg
        )


def deviations_at(confidence_percent: float) -> float:
    """How many standard deviations the ellipse of that confidence reaches: 2.146 at 90 %."""
    return sqrt(-2.0 * log(1.0 - confidence_percent / 100.0))


def spread_of(
    centre: Point, axes: Axes, confidence_percent: float, margin_m: float = 0.0
) -> Spread:
    """The distribution whose ellipse at that confidence has these axes, each made longer by the
    margin that the planner sets for systematic error. Axes given the wrong way round are turned;
    both, and the confidence, are taken to be above 0 as in the record."""
    reach = deviations_at(confidence_percent)
    major_m, minor_m, azimuth_deg = ordered_axes(axes.major_m, axes.minor_m, axes.azimuth_deg)
    return Spread(centre, (major_m + margin_m) / reach, (minor_m + margin_m) / reach, azimuth_deg)


def probability_inside(spread: Spread, vertices: Vertices) -> float:
    """P(true epicentre inside the ring), 0 to 1; whichever way the ring runs."""
    if len(vertices) < 3:
        return 0.0
    return float(np.clip(abs(_signed(in_deviations(spread, vertices))), 0.0, 1.0))


def plane_of(spread: Spread) -> Plane:
    """The working plane about the middle of a distribution."""
    return plane_about([spread.centre])


def in_deviations(spread: Spread, vertices: Vertices) -> NDArray[np.float64]:
    """(n, 2): places as standard deviations along and across the major axis."""
    metres = plane_of(spread).project(vertices)
    turned = metres @ rotation(spread.azimuth_deg)
    return turned / (spread.major_sigma_m, spread.minor_sigma_m)


def rotation(azimuth_deg: float) -> NDArray[np.float64]:
    """The columns are the unit vectors along and across (to the right of) a line of that azimuth,
    as east and north: ``metres @ rotation`` gives along and across."""
    east, north = sin(radians(azimuth_deg)), cos(radians(azimuth_deg))
    return np.array(((east, north), (north, -east)))


@lru_cache(maxsize=1)
def _nodes() -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """Gauss-Legendre nodes and weights on 0 to 1."""
    node, weight = np.polynomial.legendre.leggauss(NODES)
    return (node + 1.0) / 2.0, weight / 2.0


def _signed(corners: NDArray[np.float64]) -> float:
    """The probability under the standard normal, positive for a counter-clockwise ring."""
    edge = np.roll(corners, -1, axis=0) - corners
    length = np.hypot(edge[:, 0], edge[:, 1])
    corners, edge, length = (each[length > 0.0] for each in (corners, edge, length))
    along = edge / length[:, None]
    side = corners[:, 0] * along[:, 1] - corners[:, 1] * along[:, 0]
    distance = np.abs(side)
    start = (corners * along).sum(axis=1)
    end = start + length
    angle = np.arctan2(end, distance) - np.arctan2(start, distance)
    share = angle / (2.0 * np.pi) - (_owen(distance, end) - _owen(distance, start))
    return float((np.sign(side) * share).sum())


def _owen(distance: NDArray[np.float64], along: NDArray[np.float64]) -> NDArray[np.float64]:
    """Owen's T(h, a) with h the distance and a = along / h: odd in ``along``.

    For a beyond 1 by T(h, a) = (P(h) + P(ah)) / 2 - P(h) P(ah) - T(ah, 1/a), P being the normal
    distribution (Owen 1956), so that the integrand is smooth and nothing is divided by zero.
    """
    far = np.abs(along)
    steep = far > distance
    high, low = np.maximum(distance, far), np.minimum(distance, far)
    near = np.where(steep, high, distance)
    ratio = np.divide(low, high, out=np.zeros_like(low), where=high > 0.0)
    core = _core(near, ratio)
    first, second = _normal(distance), _normal(far)
    turned = 0.5 * (first + second) - first * second - core
    return np.sign(along) * np.where(steep, turned, core)


def _core(height: NDArray[np.float64], ratio: NDArray[np.float64]) -> NDArray[np.float64]:
    """T(h, a) for a from 0 to 1: the integrand fades over 1/h, so no more is integrated."""
    reach = np.minimum(ratio, FARTHEST / np.maximum(height, 1e-12))
    node, weight = _nodes()
    squared = 1.0 + (reach[:, None] * node) ** 2
    inner = np.exp(-0.5 * height[:, None] ** 2 * squared) / squared
    return np.asarray((inner * weight).sum(axis=1) * reach / (2.0 * np.pi))


def _normal(value: NDArray[np.float64]) -> NDArray[np.float64]:
    """The standard normal distribution at each value."""
    return np.array([0.5 * erfc(-one / SQRT2) for one in value.tolist()])
