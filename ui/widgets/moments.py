"""A deadline as strip, timeline and table show it: when, by which paragraph, whether it is met."""

from dataclasses import dataclass
from datetime import datetime

MET, PASSED, SOON, AHEAD, LATE = "met", "passed", "soon", "ahead", "met late"
CLOSED = "closed"
SOON_S = 24 * 3600.0


@dataclass(frozen=True)
class Moment:
    """One deadline. ``due`` is None while its start is not known; ``met_at`` is when it was done;
    ``fixed`` says that it follows from what has happened, not from a plan; ``duty`` that passing
    it is a breach (a window that closes is none)."""

    key: str
    paragraph: str
    text: str
    due: datetime | None
    met_at: datetime | None = None
    fixed: bool = True
    silence: str = ""
    duty: bool = True

    def state(self, now: datetime) -> str:
        """met, met late, closed, passed, soon (within a day) or ahead; "" while it has no time."""
        if self.met_at is not None:
            late = self.duty and self.due is not None and self.met_at > self.due
            return LATE if late else MET
        if self.due is None:
            return ""
        if self.due < now:
            return PASSED if self.duty else CLOSED
        return SOON if (self.due - now).total_seconds() <= SOON_S else AHEAD


def pending(moments: tuple[Moment, ...], now: datetime) -> tuple[Moment, ...]:
    """What is not met, earliest first: passed ones lead."""
    dated = [
        (m.due, m.key, m)
        for m in moments
        if m.met_at is None and m.due is not None and m.state(now) != CLOSED
    ]
    return tuple(moment for _, _, moment in sorted(dated, key=lambda each: each[:2]))
