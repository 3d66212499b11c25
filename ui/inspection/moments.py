"""The case's deadlines and phase as the screen shows them."""

from osi_app.inspection.case import Case
from osi_app.treaty.deadlines import ClockKind, Deadline, DeadlineStatus
from ui.texts import word
from ui.widgets.moments import Moment

SILENCE = {
    "silence_is_no": "silence is no",
    "silence_goes_on": "silence: it goes on",
    "silence_terminates": "silence: it ends",
}


def moments_of(case: Case) -> tuple[Moment, ...]:
    """Every deadline that applies to the case."""
    return tuple(
        _moment(deadline)
        for deadline in case.deadlines
        if deadline.status is not DeadlineStatus.OFF
    )


def phase_of(case: Case) -> str:
    """The phase the case is in, as a word."""
    return word(case.phase)


def _vote(deadline: Deadline) -> str:
    """What silence means and the majority needed: "silence is no · 30 of 51"."""
    majority = f"{deadline.votes} of {deadline.of_members}" if deadline.votes else ""
    return " · ".join(part for part in (SILENCE.get(deadline.silence, ""), majority) if part)


def _moment(deadline: Deadline) -> Moment:
    return Moment(
        deadline.id,
        deadline.paragraph,
        deadline.title,
        deadline.due_at,
        deadline.done_at,
        fixed=not deadline.planned,
        silence=_vote(deadline),
        duty=deadline.kind is ClockKind.DUTY,
    )
