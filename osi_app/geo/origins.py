"""Several locations of one event as one: the mean weighted by the inverse of their covariances."""

from collections.abc import Sequence
from dataclasses import dataclass
from math import atan2, degrees, inf

import numpy as np
from numpy.typing import NDArray

from osi_app.geo.geodesy import Point, distance_m, unwrapped
from osi_app.geo.polygons import plane_about
from osi_app.geo.probability import Axes, deviations_at, rotation
from osi_app.kernel.errors import RuleError

STRANGE = 3.0
"""Standard deviations beyond which an origin does not agree with the others."""


@dataclass(frozen=True, slots=True)
class Located:
    """One location: its place and its error ellipse at a confidence."""

    centre: Point
    axes: Axes
    confidence_percent: float = 90.0


@dataclass(frozen=True, slots=True)
class Combined:
    """What several locations come to. ``weights`` are their shares, summing to 1;
    ``apart_m`` how far each lies from the middle, ``deviations`` the same in standard deviations
    of its own ellipse (beyond ``STRANGE`` it does not agree)."""

    centre: Point
    axes: Axes
    confidence_percent: float
    weights: tuple[float, ...]
    apart_m: tuple[float, ...]
    deviations: tuple[float, ...]

    @property
    def consistent(self) -> bool:
        """Whether every location agrees with the result."""
        return all(one <= STRANGE for one in self.deviations)


def combine(
    located: Sequence[Located], multipliers: Sequence[float] = (), confidence_percent: float = 90.0
) -> Combined:
    """The combination, its ellipse at ``confidence_percent``. ``multipliers`` (1 for none) let
    the planner trust one location more than its ellipse says.

    Raises ``RuleError``: too_few_origins for none, invalid_value for a multiplier that is not
    positive.
    """
    if not located:
        raise RuleError("too_few_origins", field="origins", found=0)
    factors = tuple(multipliers) or (1.0,) * len(located)
    if len(factors) != len(located) or not all(0.0 < factor < inf for factor in factors):
        raise RuleError("invalid_value", field="multipliers", value=factors, reason="above 0")
    centres = _near_each_other(located)
    plane = plane_about(centres)
    places = plane.project(centres)
    inverses = [
        np.linalg.inv(_covariance(one)) * factor
        for one, factor in zip(located, factors, strict=True)
    ]
    whole = np.linalg.inv(sum(inverses, np.zeros((2, 2))))
    middle = whole @ sum(
        (inverse @ place for inverse, place in zip(inverses, places, strict=True)), np.zeros(2)
    )
    (centre,) = plane.unproject(middle[None, :])
    traces = np.array([np.trace(inverse) for inverse in inverses])
    away = [
        float(np.sqrt(gap @ np.linalg.inv(_covariance(one)) @ gap))
        for one, gap in zip(located, places - middle, strict=True)
    ]
    return Combined(
        centre,
        _axes(whole, confidence_percent),
        confidence_percent,
        tuple((traces / traces.sum()).tolist()),
        tuple(distance_m(one.centre, centre) for one in located),
        tuple(away),
    )


def _near_each_other(located: Sequence[Located]) -> list[Point]:
    """The places, longitudes within half a turn of the first: +179.9 and -179.9 are neighbours."""
    first = located[0].centre[0]
    return [(unwrapped(one.centre[0], first), one.centre[1]) for one in located]


def _covariance(one: Located) -> NDArray[np.float64]:
    reach = deviations_at(one.confidence_percent)
    turn = rotation(one.axes.azimuth_deg)
    spread = np.diag(((one.axes.major_m / reach) ** 2, (one.axes.minor_m / reach) ** 2))
    return turn @ spread @ turn.T


def _axes(covariance: NDArray[np.float64], confidence_percent: float) -> Axes:
    values, vectors = np.linalg.eigh(covariance)
    reach = deviations_at(confidence_percent)
    east, north = vectors[:, 1]
    azimuth = degrees(atan2(east, north)) % 180.0
    return Axes(float(np.sqrt(values[1]) * reach), float(np.sqrt(values[0]) * reach), azimuth)
