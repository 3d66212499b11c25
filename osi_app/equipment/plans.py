"""When an item is next due by the plans of its type: by days, hours, km or uses.

A plan by days is due ``every`` days after the newest calibration of its procedure; the due day is
the last good one, as ``valid_until`` of a certificate is. A plan by a counter is due when the
counter has gone ``every`` further than it stood at that calibration; between its readings, and
beyond the newest, a counter is taken to go on evenly. Several plans of one procedure: the first
that is due decides.
"""

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from itertools import pairwise

from osi_app.equipment.calibration import newest
from osi_app.equipment.care_records import CalibrationPlan, UseReading, UseUnit
from osi_app.equipment.records import Calibration, Item
from osi_app.kernel.errors import RuleError

FARTHEST_DAYS = 36_525
"""A counter that hardly moves is not forecast further than a century."""


class PlanStatus(StrEnum):
    """What a plan says on a day."""

    GOOD = "good"
    OVERDUE = "overdue"
    MISSING = "missing"
    """The procedure was never performed."""
    NO_READING = "no_reading"
    """A counter nobody has read: nothing can be said."""


@dataclass(frozen=True, slots=True)
class PlanState:
    """One plan of one item on a day. ``due_on`` is the last good day, a forecast where the plan is
    by a counter (``is_forecast``), None where none can be given. ``used`` and ``left`` are in the
    plan's unit, ``left`` below 0 when overdue; ``per_day`` is the rate of the counter."""

    plan: CalibrationPlan
    status: PlanStatus
    last: Calibration | None = None
    due_on: date | None = None
    used: float | None = None
    left: float | None = None
    per_day: float | None = None
    is_forecast: bool = False


@dataclass(frozen=True, slots=True)
class Care:
    """What an item's plans are judged by: plans of its type, its certificates, its readings."""

    item: Item
    plans: Sequence[CalibrationPlan] = ()
    calibrations: Sequence[Calibration] = ()
    readings: Sequence[UseReading] = ()

    @property
    def asked(self) -> tuple[CalibrationPlan, ...]:
        """The plans of the item's type, by procedure and unit; none for an item that needs no
        calibration."""
        if not self.item.needs_calibration:
            return ()
        mine = [one for one in self.plans if one.item_type == self.item.item_type]
        return tuple(sorted(mine, key=lambda one: (one.procedure, one.unit)))


def plan_states(care: Care, on: date) -> tuple[PlanState, ...]:
    """Every plan of the item's type on that day, by procedure and unit."""
    performed = {one.procedure: one for one in newest(care.calibrations, on)}
    return tuple(
        _state(plan, performed.get(plan.procedure), care.readings, on) for plan in care.asked
    )


def next_due(care: Care, on: date) -> PlanState | None:
    """The plan that wants attention first: a missing procedure, then the earliest due day, then
    what nothing can be said of. None without plans."""
    return min(plan_states(care, on), key=_urgency, default=None)


def missing_procedures(care: Care, on: date) -> tuple[str, ...]:
    """The procedures the type's plans ask for and of which no certificate is performed by that
    day, in order ("" is the main one)."""
    performed = {one.procedure for one in newest(care.calibrations, on)}
    return tuple(sorted({plan.procedure for plan in care.asked} - performed))


def last_good_day(care: Care, on: date) -> date | None:
    """The last day on which everything asked for is good, as it stands on that day: the worst of
    the certificates that count and of the plans. None when a procedure is missing, or none is
    known at all. Plans nothing can be said of do not shorten it."""
    counting = newest(care.calibrations, on)
    if not counting or missing_procedures(care, on):
        return None
    planned = [one.due_on for one in plan_states(care, on) if one.due_on is not None]
    return min([one.valid_until for one in counting] + planned)


def refuse_reading(others: Iterable[UseReading], reading: UseReading) -> None:
    """Refuses a reading below an earlier one or above a later one of the same counter, and a
    second one of the same day. Raises ``RuleError``: counter_falls, counter_read_twice."""
    same = [one for one in others if _same_counter(one, reading) and one.id != reading.id]
    for one in same:
        if one.on == reading.on:
            raise RuleError("counter_read_twice", field="on", on=one.on, total=f"{one.total:g}")
        later = one.on > reading.on
        if (one.total < reading.total) if later else (one.total > reading.total):
            raise RuleError("counter_falls", field="total", on=one.on, total=f"{one.total:g}")


def _state(
    plan: CalibrationPlan, last: Calibration | None, readings: Sequence[UseReading], on: date
) -> PlanState:
    if last is None:
        return PlanState(plan, PlanStatus.MISSING)
    if plan.unit is UseUnit.DAYS:
        return _by_days(plan, last, on)
    read = sorted((one for one in readings if one.unit is plan.unit and one.on <= on), key=_day)
    if not read:
        return PlanState(plan, PlanStatus.NO_READING, last)
    return _by_counter(plan, last, read, on)


def _by_days(plan: CalibrationPlan, last: Calibration, on: date) -> PlanState:
    due_on = _day_after(last.performed_on, _whole(plan.every))
    used = float((on - last.performed_on).days)
    status = PlanStatus.GOOD if on <= due_on else PlanStatus.OVERDUE
    return PlanState(plan, status, last, due_on, used, plan.every - used, 1.0)


def _by_counter(
    plan: CalibrationPlan, last: Calibration, read: Sequence[UseReading], on: date
) -> PlanState:
    newest_read, rate = read[-1], _rate(read, last.performed_on)
    start = _total_on(read, last.performed_on, rate)
    used = newest_read.total + rate * (on - newest_read.on).days - start
    due_on = _crossing(read, last.performed_on, start + plan.every, rate)
    over = due_on < on if due_on is not None else used > plan.every
    status = PlanStatus.OVERDUE if over else PlanStatus.GOOD
    return PlanState(plan, status, last, due_on, used, plan.every - used, rate, is_forecast=True)


def _rate(read: Sequence[UseReading], since: date) -> float:
    """Per day, from the reading at or before the calibration to the newest; 0 with one only."""
    before = [one for one in read if one.on <= since]
    first = before[-1] if before else read[0]
    if first.on == read[-1].on:
        first = read[0]
    days = (read[-1].on - first.on).days
    return max(0.0, (read[-1].total - first.total) / days) if days else 0.0


def _total_on(read: Sequence[UseReading], on: date, rate: float) -> float:
    """What the counter stood at, evenly between the readings about the day and beyond the newest;
    before the first reading, as that one: what came before nobody counted."""
    for before, after in pairwise(read):
        if before.on <= on < after.on:
            part = (on - before.on).days / (after.on - before.on).days
            return before.total + part * (after.total - before.total)
    beyond = max(0, (on - read[-1].on).days)
    return read[-1].total + rate * beyond if on >= read[-1].on else read[0].total


def _crossing(read: Sequence[UseReading], since: date, limit: float, rate: float) -> date | None:
    """The last day on which the counter stands no higher than the limit; None when it rests."""
    for before, after in pairwise(read):
        if after.on > since and before.total <= limit < after.total:
            per_day = (after.total - before.total) / (after.on - before.on).days
            return _day_after(before.on, _whole((limit - before.total) / per_day))
    if rate <= 0:
        return None
    return _day_after(read[-1].on, _whole((limit - read[-1].total) / rate))


def _whole(days: float) -> int:
    """Whole days; what the arithmetic lacks in the last digit is not a day."""
    return math.floor(min(days, FARTHEST_DAYS) + 1e-9)


def _day_after(day: date, days: int) -> date:
    """That many days on, as far as the calendar goes."""
    return date.fromordinal(min(day.toordinal() + days, date.max.toordinal()))


def _urgency(state: PlanState) -> tuple[int, date, str]:
    if state.status is PlanStatus.MISSING:
        return 0, date.min, state.plan.procedure
    return 1, state.due_on or date.max, state.plan.procedure


def _same_counter(one: UseReading, other: UseReading) -> bool:
    return one.item_id == other.item_id and one.unit is other.unit


def _day(reading: UseReading) -> date:
    return reading.on
