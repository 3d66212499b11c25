"""A flight line over the ground: how high above it, and how steeply up and down."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from osi_app.geo.terrain.profile import Numbers, Profile


@dataclass(frozen=True, slots=True)
class FlightLimits:
    """What the aircraft and its task allow; at the limit is allowed. Gradients are metres of
    height for a metre of way (0.05 is 5 %), both given as positive numbers."""

    least_above_ground_m: float
    steepest_climb: float
    steepest_descent: float


@dataclass(frozen=True, slots=True)
class Stretch:
    """A part of the line, both ends in metres from its start, and the worst value in it: the
    least height above ground, or the steepest gradient (negative when descending)."""

    from_m: float
    to_m: float
    worst: float


@dataclass(frozen=True, slots=True)
class FlightLine:
    """The line as flown. ``altitudes_m`` and ``above_ground_m`` are (n,) like the profile's
    places; ``gradients`` (n - 1,) lie between them. NaN where the ground is not known."""

    ground: Profile
    altitudes_m: Numbers
    above_ground_m: Numbers
    gradients: Numbers
    too_low: tuple[Stretch, ...]
    too_steep_up: tuple[Stretch, ...]
    too_steep_down: tuple[Stretch, ...]

    @property
    def is_flyable(self) -> bool:
        """Whether it keeps all limits and the ground is known all along."""
        broken = self.too_low or self.too_steep_up or self.too_steep_down
        return not broken and not bool(np.isnan(self.above_ground_m).any())


def at_altitude(ground: Profile, altitude_m: float, limits: FlightLimits) -> FlightLine:
    """The line flown level, at an altitude above the datum of the heights."""
    return flown(ground, np.full_like(ground.heights_m, altitude_m), limits)


def above_ground(ground: Profile, height_m: float, limits: FlightLimits) -> FlightLine:
    """The line that follows the ground at a constant height, as a survey wants it."""
    return flown(ground, ground.heights_m + height_m, limits)


def flown(ground: Profile, altitudes_m: Numbers, limits: FlightLimits) -> FlightLine:
    """The line flown at these altitudes over the places of the profile, against the limits."""
    places, steps = ground.distances_m, np.diff(ground.distances_m)
    over = altitudes_m - ground.heights_m
    gradients = np.divide(np.diff(altitudes_m), steps, out=np.zeros_like(steps), where=steps > 0)
    low = over < limits.least_above_ground_m
    up = gradients > limits.steepest_climb + _ROUNDING
    down = gradients < -limits.steepest_descent - _ROUNDING
    return FlightLine(
        ground,
        altitudes_m,
        over,
        gradients,
        _stretches(low, over, (places, places)),
        _stretches(up, -gradients, (places[:-1], places[1:]), -1.0),
        _stretches(down, gradients, (places[:-1], places[1:])),
    )


_ROUNDING = 1e-9
"""A gradient is the quotient of two differences: at the limit it may come out a hair beyond."""


def _stretches(
    broken: NDArray[np.bool_], values: Numbers, ends: tuple[Numbers, Numbers], sign: float = 1.0
) -> tuple[Stretch, ...]:
    """Runs of broken places; the worst of each is its least value, times the sign."""
    turns = np.flatnonzero(np.diff(np.concatenate(([False], broken, [False])).astype(np.int8)))
    return tuple(
        Stretch(
            float(ends[0][first]),
            float(ends[1][last - 1]),
            sign * float(values[first:last].min()),
        )
        for first, last in turns.reshape(-1, 2)
    )
