"""What a State answered to the list, and whether it binds this inspection (P.18, P.22, P.23)."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from osi_app.roster.records import Acceptance

OBJECTION_DAYS = 30
"""P.18: an objection within 30 days of the list is non-acceptance, silence is acceptance; P.22: one
made later takes effect 30 days after it was received. Shipped as ``roster.objection_days``."""


@dataclass(frozen=True, slots=True)
class Refused:
    """An objection that binds: when it was made and from which day it holds."""

    acceptance: Acceptance
    objected_on: date
    effective_on: date
    paragraph: str


def effective_on(acceptance: Acceptance, days: int = OBJECTION_DAYS) -> date | None:
    """The first day on which the objection holds, or None when there is none.

    The thirtieth day after notification is still within the thirty days.
    """
    if acceptance.objected_on is None:
        return None
    if acceptance.objected_on <= acceptance.notified_on + timedelta(days=days):
        return acceptance.objected_on
    return acceptance.objected_on + timedelta(days=days)


def refusal_in(
    answers: Sequence[Acceptance],
    last_day: date,
    protected_from: date | None = None,
    days: int = OBJECTION_DAYS,
) -> Refused | None:
    """The objection that keeps a person away from a stay that ends on ``last_day``, or None.

    ``answers`` are those of the inspected State. ``protected_from`` is the day of the notification
    when the person is in the mandate: an objection that takes effect later binds no more (P.23).
    """
    for answer in answers:
        day = effective_on(answer, days)
        if day is None or answer.objected_on is None or day > last_day:
            continue
        if protected_from is not None and day > protected_from:
            continue
        paragraph = "P.18" if day == answer.objected_on else "P.22"
        return Refused(answer, answer.objected_on, day, paragraph)
    return None


def silent_until(
    answers: Sequence[Acceptance], first_day: date, days: int = OBJECTION_DAYS
) -> date | None:
    """The last day of an answer time still open when the stay begins, or None.

    Until then silence is not yet acceptance (P.18).
    """
    open_until = [
        answer.notified_on + timedelta(days=days)
        for answer in answers
        if answer.objected_on is None
    ]
    return max((day for day in open_until if day >= first_day), default=None)
