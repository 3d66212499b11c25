"""What of a person holds on which day: everything that lapses, over the days of a mission.

Whether something holds can only change where a record begins or the day after one ends, so the
stretches follow from those days, however long the mission is. Days are inclusive at both ends.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from uuid import UUID

from osi_app.roster.currency import (
    ValidOn,
    available_on,
    medical_valid_on,
    passport_until,
    training_valid_on,
)
from osi_app.roster.dossier import HUNG, Dossier
from osi_app.roster.fitness import briefing_valid_on, vaccination_valid_on, visa_valid_on
from osi_app.roster.fitness_records import VisaStatus
from osi_app.roster.records import TrainingResult

ONE = timedelta(days=1)
BEGINS = ("completed_on", "examined_on", "first_day", "valid_from", "given_on", "briefed_on")
ENDS = ("valid_until", "last_day")


class Paper(StrEnum):
    """What can lapse."""

    DESIGNATION = "designation"
    TRAINING = "training"
    MEDICAL = "medical"
    PASSPORT = "passport"
    VISA = "visa"
    BRIEFING = "briefing"
    VACCINATION = "vaccination"
    AVAILABILITY = "availability"


@dataclass(frozen=True, slots=True)
class Stretch:
    """Days on which something holds, or does not."""

    first: date
    last: date
    holds: bool


@dataclass(frozen=True, slots=True)
class Bar:
    """One paper over the days judged; its stretches touch and cover every day. ``what`` names the
    vaccine, else ""."""

    paper: Paper
    stretches: tuple[Stretch, ...]
    what: str = ""

    @property
    def lapses_on(self) -> date | None:
        """The first day on which it does not hold, or None."""
        return next((one.first for one in self.stretches if not one.holds), None)

    def holds(self, first: date, last: date) -> bool:
        """Whether it holds on every day from the first to the last."""
        return all(one.holds for one in self.stretches if one.first <= last and one.last >= first)


@dataclass(frozen=True, slots=True)
class Window:
    """The days judged, and what of the papers is asked for. A visa is judged where one is on
    record for the State or one is asked for, a briefing likewise."""

    first: date
    last: date
    state_id: UUID
    vaccines: tuple[str, ...] = ()
    visa_needed: bool = False
    briefing_needed: bool = False


def bars(person: Dossier, window: Window) -> tuple[Bar, ...]:
    """A bar for each paper of the person. Raises ``ValueError`` for days the wrong way."""
    if window.last < window.first:
        raise ValueError(window)
    turns = sorted({window.first, *_turns(person, window)})
    return tuple(
        Bar(paper, tuple(_stretches(holds, turns, window.last)), what)
        for paper, what, holds in _papers(person, window)
    )


def _turns(person: Dossier, window: Window) -> Iterator[date]:
    """The days on which something of the person may begin or cease to hold."""
    days: list[date | None] = [person.inspector.designated_on]
    for name in HUNG.values():
        for record in getattr(person, name):
            days += [getattr(record, field, None) for field in BEGINS]
            ends = (getattr(record, field, None) for field in ENDS)
            days += [end + ONE for end in ends if end is not None and end < date.max]
    yield from (day for day in days if day is not None and window.first < day <= window.last)


def _stretches(holds: ValidOn, turns: list[date], last: date) -> Iterator[Stretch]:
    first, now = turns[0], holds(turns[0])
    for day in turns[1:]:
        if (then := holds(day)) is not now:
            yield Stretch(first, day - ONE, now)
            first, now = day, then
    yield Stretch(first, last, now)


def _papers(person: Dossier, window: Window) -> Iterator[tuple[Paper, str, ValidOn]]:
    designated = person.inspector.designated_on
    passed = [one for one in person.trainings if one.result is TrainingResult.PASSED]
    until = passport_until(person.passports)
    yield Paper.DESIGNATION, "", lambda day: designated is not None and designated <= day
    yield Paper.TRAINING, "", lambda day: training_valid_on(passed, day)
    yield Paper.MEDICAL, "", lambda day: medical_valid_on(person.examinations, day)
    yield Paper.PASSPORT, "", lambda day: until is not None and day <= until
    yield from _visa(person, window)
    if person.briefings or window.briefing_needed:
        yield (
            Paper.BRIEFING,
            "",
            lambda day: any(briefing_valid_on(one, day) for one in person.briefings),
        )
    for vaccine in window.vaccines:
        yield Paper.VACCINATION, vaccine, _vaccinated(person, vaccine)
    yield Paper.AVAILABILITY, "", lambda day: available_on(person.availabilities, day)


def _visa(person: Dossier, window: Window) -> Iterator[tuple[Paper, str, ValidOn]]:
    own = [one for one in person.visas if one.state_id == window.state_id]
    free = any(one.status is VisaStatus.NOT_NEEDED for one in own)
    granted = [one for one in own if one.status is VisaStatus.GRANTED]
    if own or window.visa_needed:
        yield Paper.VISA, "", lambda day: free or visa_valid_on(granted, day)


def _vaccinated(person: Dossier, vaccine: str) -> ValidOn:
    wanted = vaccine.strip().casefold()
    given = [one for one in person.vaccinations if one.vaccine.strip().casefold() == wanted]
    return lambda day: any(vaccination_valid_on(one, day) for one in given)


def first_lapse_of(found: Iterable[Bar]) -> tuple[date, Bar] | None:
    """The first day on which anything lapses, with what does, or None."""
    lapses = [(one.lapses_on, one) for one in found if one.lapses_on is not None]
    return min(lapses, key=lambda one: one[0], default=None)
