"""Now, as a parameter: the only place that may ask the machine for the time."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime

Clock = Callable[[], datetime]
"""Answers the present instant, aware, in UTC."""


def system_clock() -> datetime:
    """The machine's present instant in UTC, to the second."""
    return datetime.now(UTC).replace(microsecond=0)


@dataclass(frozen=True, slots=True)
class FixedClock:
    """A clock that stands still: for tests, exercises and repeatable documents."""

    at: datetime

    def __call__(self) -> datetime:
        return self.at
