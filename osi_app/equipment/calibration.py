"""Calibration of an item on any day: the newest performed counts; both ends are inclusive."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from osi_app.equipment.records import Calibration, Item


class CalibrationStatus(StrEnum):
    """What a day finds, in the words of ``ItemLine.status``."""

    VALID = "valid"
    LAPSED = "lapsed"
    MISSING = "missing"
    NOT_NEEDED = "not_needed"


@dataclass(frozen=True, slots=True)
class Lapse:
    """From when in a period an item has no valid calibration. ``until`` is the last valid day of
    the certificate that counted then, None when there was none."""

    first_day: date
    until: date | None
    certificate_number: str = ""


def newest(calibrations: Sequence[Calibration], day: date) -> tuple[Calibration, ...]:
    """Of each procedure the newest calibration performed on or before that day, by procedure.

    An older one that would last longer does not count.
    """
    found: dict[str, Calibration] = {}
    for one in sorted(calibrations, key=lambda one: (one.performed_on, one.valid_until)):
        if one.performed_on <= day:
            found[one.procedure] = one
    return tuple(found[procedure] for procedure in sorted(found))


def that_counts(calibrations: Sequence[Calibration], day: date) -> Calibration | None:
    """The certificate that decides the day: of the newest of each procedure, the one that ends
    first. None without any."""
    return min(newest(calibrations, day), key=lambda one: one.valid_until, default=None)


def status_on(item: Item, calibrations: Sequence[Calibration], day: date) -> CalibrationStatus:
    """The item's calibration status on that day."""
    if not item.needs_calibration:
        return CalibrationStatus.NOT_NEEDED
    counts = that_counts(calibrations, day)
    if counts is None:
        return CalibrationStatus.MISSING
    return CalibrationStatus.VALID if day <= counts.valid_until else CalibrationStatus.LAPSED


def first_lapse(
    item: Item, calibrations: Sequence[Calibration], first: date, last: date
) -> Lapse | None:
    """The first day of the period (both ends inclusive) without a valid calibration, or None.

    A day can only be the first when it begins the period or follows the end of a validity, or
    when a newer certificate takes over: those days are looked at, however long the period is.
    """
    turns = {first}
    turns |= {found.valid_until + timedelta(days=1) for found in calibrations}
    turns |= {found.performed_on for found in calibrations}
    for day in sorted(turn for turn in turns if first <= turn <= last):
        status = status_on(item, calibrations, day)
        if status in (CalibrationStatus.LAPSED, CalibrationStatus.MISSING):
            counts = that_counts(calibrations, day)
            if counts is None:
                return Lapse(day, None)
            return Lapse(day, counts.valid_until, counts.certificate_number)
    return None


def out_of_order(calibrations: Sequence[Calibration]) -> tuple[Calibration, ...]:
    """The certificates that end before they begin."""
    return tuple(found for found in calibrations if found.valid_until < found.performed_on)
