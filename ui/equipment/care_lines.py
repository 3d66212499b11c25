"""What the desk knows of the item in view, and where a box was: told in sentences."""

from collections.abc import Iterator, Mapping
from datetime import timedelta
from uuid import UUID

from osi_app.equipment.care_view import ItemCare
from osi_app.equipment.drift import IntervalHint
from osi_app.equipment.plans import PlanState, PlanStatus
from osi_app.equipment.tracking import Track
from ui import texts

Told = tuple[str, str]
"""A tone and a sentence."""
DAY = timedelta(days=1)


def care_told(care: ItemCare) -> Iterator[Told]:
    """Tolerance, plans, and what the drift hints at."""
    for one in care.out:
        judged = one.judgement
        word = f"left {judged.exceeded_by:g} beyond its tolerance of {judged.tolerance:g}"
        if one.concession is None:
            yield "breach", f"{one.calibration.certificate_number}: {word}. It is not issued."
        else:
            yield (
                "warning",
                (
                    f"{one.calibration.certificate_number}: {word}; {one.concession.signed_by} "
                    f"permits its use until {one.concession.last_day}."
                ),
            )
    for state in care.plans:
        yield _plan_told(state)
    for found in care.hints:
        yield "none", _hint_told(found)


def _plan_told(state: PlanState) -> Told:
    plan = state.plan
    name = f"{plan.procedure or 'calibration'} every {plan.every:g} {plan.unit.value}"
    if state.status is PlanStatus.MISSING:
        return "breach", f"{name}: never performed."
    if state.status is PlanStatus.NO_READING:
        return "warning", f"{name}: nobody has read the counter."
    left = f"{abs(state.left):,.0f} {plan.unit.value}" if state.left is not None else ""
    if state.status is PlanStatus.OVERDUE:
        return "breach", f"{name}: overdue by {left}."
    due = f", due {state.due_on}" if state.due_on else ""
    guess = f" by forecast at {state.per_day:.1f} a day" if state.is_forecast else ""
    return "good", f"{name}: {left} left{due}{guess}."


def _hint_told(found: IntervalHint) -> str:
    drift, most = found.drift, " or more" if found.bounded else ""
    name = drift.procedure or "calibration"
    return (
        f"{name}: at a drift of {drift.per_day * 365.25:+.3g} {drift.unit} a year it stays within "
        f"{found.tolerance:g} for {found.days} days{most} (from {found.count} points)."
    )


def track_told(seen: Track, places: Mapping[UUID, str]) -> Iterator[Told]:
    """Last seen, then every stay with its length, newest first."""
    if seen.last is None:
        yield "warning", "It was never seen: no movement, no scan."
        return
    yield "none", f"Last seen {texts.instant(seen.last.at)}."
    for stay in reversed(seen.stays):
        place = places.get(stay.place, "?") if isinstance(stay.place, UUID) else stay.place
        days, rest = divmod(stay.dwell, DAY)
        hours = rest // timedelta(hours=1)
        yield "none", f"{place}: {days} d {hours} h, since {texts.instant(stay.since)}."
