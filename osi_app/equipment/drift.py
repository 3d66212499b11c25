"""How long a calibration may last, from how items of that procedure were found before.

A point is how far the item moved between two calibrations: as found, less as the one before left
it, after the days between. A straight line through nothing moved after no days is fitted by least
squares. The hint is the longest interval after which, by that line, what the newest calibration
left is still within its tolerance with the uncertainty: the laboratory's and twice the scatter of
the points about the line, added in squares. It is a hint from few points, whose number is shown;
it goes no further than twice the longest interval that was seen.
"""

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise

from osi_app.equipment.records import Calibration

FEWEST_POINTS = 3
FARTHEST = 2
"""So many times the longest interval seen, and no more, is worth a hint."""


@dataclass(frozen=True, slots=True)
class DriftPoint:
    """``moved`` in the unit of the readings, over ``days``, as the calibration of that number
    found it."""

    certificate_number: str
    days: int
    moved: float


@dataclass(frozen=True, slots=True)
class Drift:
    """The line through the points of one procedure. ``scatter`` is their standard deviation about
    it; ``slope_error`` the standard error of ``per_day``. All in ``unit``."""

    procedure: str
    unit: str
    points: tuple[DriftPoint, ...]
    per_day: float
    scatter: float

    @property
    def slope_error(self) -> float:
        """The standard error of ``per_day``."""
        return self.scatter / math.sqrt(sum(one.days**2 for one in self.points))


@dataclass(frozen=True, slots=True)
class IntervalHint:
    """The longest interval in whole days, 0 when the tolerance leaves no room. ``bounded`` when
    the drift would allow more than is worth saying. ``start`` is what the newest calibration left,
    ``uncertainty`` what is kept free of the tolerance."""

    drift: Drift
    days: int
    bounded: bool
    start: float
    uncertainty: float
    tolerance: float

    @property
    def count(self) -> int:
        """From how many points."""
        return len(self.drift.points)


def drift_points(
    calibrations: Iterable[Calibration], procedure: str = ""
) -> tuple[DriftPoint, ...]:
    """The points of one item's procedure, by day. A calibration that does not say how it found the
    item makes none; one that does not say how it left it left it as it found it, or on zero."""
    return tuple(
        DriftPoint(
            after.certificate_number,
            (after.performed_on - before.performed_on).days,
            after.as_found - _left(before),
        )
        for before, after in pairwise(_of(calibrations, procedure))
        if after.as_found is not None and after.performed_on > before.performed_on
    )


def drift(calibrations: Iterable[Calibration], procedure: str = "") -> Drift | None:
    """The line through the points, or None with fewer than three. Only readings in the unit of
    the newest calibration count."""
    told = _of(calibrations, procedure)
    points = drift_points(told, procedure)
    if len(points) < FEWEST_POINTS:
        return None
    squares = sum(one.days**2 for one in points)
    per_day = sum(one.days * one.moved for one in points) / squares
    left_over = sum((one.moved - per_day * one.days) ** 2 for one in points)
    scatter = math.sqrt(left_over / (len(points) - 1))
    return Drift(procedure, told[-1].unit, points, per_day, scatter)


def interval_hint(calibrations: Iterable[Calibration], procedure: str = "") -> IntervalHint | None:
    """The hint for one item's procedure, or None: fewer than three points, or a newest calibration
    without a tolerance."""
    told = _of(calibrations, procedure)
    line = drift(told, procedure)
    if line is None or told[-1].tolerance is None:
        return None
    newest, tolerance = told[-1], told[-1].tolerance
    uncertainty = math.hypot(newest.uncertainty or 0.0, 2 * line.scatter)
    start = _left(newest)
    longest = FARTHEST * max(one.days for one in line.points)
    days = _lasts(start, line.per_day, tolerance - uncertainty)
    return IntervalHint(
        line, math.floor(min(days, longest)), days > longest, start, uncertainty, tolerance
    )


def _lasts(start: float, per_day: float, room: float) -> float:
    """Days until start + per_day x days leaves ±room; 0 when it is outside from the beginning. What
    the arithmetic lacks in the last digit is not a day."""
    if abs(start) > room:
        return 0.0
    if per_day == 0:
        return math.inf
    return (math.copysign(room, per_day) - start) / per_day + 1e-9


def _of(calibrations: Iterable[Calibration], procedure: str) -> Sequence[Calibration]:
    """Those of the procedure in the unit of the newest, by day."""
    told = sorted(
        (one for one in calibrations if one.procedure == procedure),
        key=lambda one: (one.performed_on, one.valid_until),
    )
    return [one for one in told if one.unit == told[-1].unit]


def _left(one: Calibration) -> float:
    """What the calibration left, as far as it says."""
    if one.as_left is not None:
        return one.as_left
    return one.as_found if one.as_found is not None else 0.0
