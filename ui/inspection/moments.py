"""The case's deadlines and phase as the screen shows them."""

from typing import Any

from osi_app.treaty.timeline import phase
from ui.texts import word
from ui.widgets.moments import Moment


def moments_of(case: Any) -> tuple[Moment, ...]:
    """Every deadline of the case."""
    return tuple(_moment(deadline) for deadline in case.deadlines)


def phase_of(case: Any) -> str:
    """The phase the case is in, as a word."""
    return word(phase(case.timeline, case.now))


def _moment(deadline: Any) -> Moment:
    return Moment(
        deadline.id,
        deadline.paragraph,
        deadline.title,
        deadline.due,
        deadline.met_at,
        fixed=not deadline.planned,
        silence=deadline.silence,
    )
