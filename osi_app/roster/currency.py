"""What holds on a day: training, medical, passport, availability. Both ends are inclusive."""

from collections.abc import Callable, Iterator, Sequence
from datetime import date, timedelta

from osi_app.roster.records import Availability, MedicalClearance, Passport, Training

ValidOn = Callable[[date], bool]
"""Whether something holds on a day."""


def days_of(first: date, last: date) -> Iterator[date]:
    """Every day from ``first`` to ``last``, both inclusive; none when they are the wrong way."""
    for turn in range((last - first).days + 1):
        yield first + timedelta(days=turn)


def first_lapse(valid_on: ValidOn, first: date, last: date) -> date | None:
    """The first day of ``first`` to ``last`` on which it does not hold, or None."""
    return next((day for day in days_of(first, last) if not valid_on(day)), None)


def training_valid_on(trainings: Sequence[Training], day: date) -> bool:
    """Whether any course passed by then has not lapsed (P.25)."""
    return any(
        t.completed_on <= day and (t.valid_until is None or day <= t.valid_until) for t in trainings
    )


def medical_that_counts(
    examinations: Sequence[MedicalClearance], day: date
) -> MedicalClearance | None:
    """The newest examination performed on or before that day, or None."""
    done = [found for found in examinations if found.examined_on <= day]
    return max(done, key=lambda found: (found.examined_on, found.valid_until), default=None)


def medical_valid_on(examinations: Sequence[MedicalClearance], day: date) -> bool:
    """Whether the examination that counts found the person fit and still holds."""
    found = medical_that_counts(examinations, day)
    return found is not None and found.fit and day <= found.valid_until


def passport_until(passports: Sequence[Passport]) -> date | None:
    """The last valid day of the passport that lasts longest, or None without any."""
    return max((found.valid_until for found in passports), default=None)


def available_on(days: Sequence[Availability], day: date) -> bool:
    """Whether the person can be deployed: no word says no, and where days are named, one says yes.

    Without any record a person counts as available.
    """
    about = [found for found in days if found.first_day <= day <= found.last_day]
    if any(not found.available for found in about):
        return False
    return bool(about) or not any(found.available for found in days)
