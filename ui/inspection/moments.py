"""The case's timeline as the screen's moments."""

from typing import Any

from ui.widgets.moments import Moment


def moments_of(case: Any) -> tuple[Moment, ...]:
    """Every deadline of the case."""
    return tuple(_moment(deadline) for deadline in case.timeline.deadlines)


def phase_of(case: Any) -> str:
    """The phase the case is in, as a word."""
    return str(getattr(case.timeline, "phase", ""))


def _moment(deadline: Any) -> Moment:
    return Moment(deadline.id, deadline.paragraph, deadline.text, deadline.due, deadline.met_at)
