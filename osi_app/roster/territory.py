"""How many persons are on the inspected State's territory on each day (P.9)."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from osi_app.roster.currency import days_of
from osi_app.roster.records import TeamMember


@dataclass(frozen=True, slots=True)
class DrillingDays:
    """The days on which drilling is under way, inclusive; an open end is None.

    Members brought for drilling do not count on these days: the forty hold "except during
    drilling" (P.9).
    """

    first: date
    last: date | None = None

    def __contains__(self, day: date) -> bool:
        return self.first <= day and (self.last is None or day <= self.last)


@dataclass(frozen=True, slots=True)
class Excess:
    """Where the limit is passed: first day and count that day, peak, and on how many days."""

    first_day: date
    found: int
    peak: int
    days: int


def counts_by_day(
    members: Iterable[TeamMember], drilling: DrillingDays | None = None
) -> dict[date, int]:
    """Persons on territory on each day from the first arrival to the last departure.

    A person who is listed twice on a day counts once. Days without anybody in between are 0.
    """
    present: dict[date, set[object]] = {}
    first, last = date.max, date.min
    for member in members:
        if member.arrives_on > member.departs_on:
            continue
        first, last = min(first, member.arrives_on), max(last, member.departs_on)
        for day in days_of(member.arrives_on, member.departs_on):
            people = present.setdefault(day, set())
            if not (member.drilling and drilling is not None and day in drilling):
                people.add(member.inspector_id)
    counts = Counter({day: len(people) for day, people in present.items()})
    return {day: counts[day] for day in days_of(first, last)} if present else {}


def excess(counts: Mapping[date, int], limit: int) -> Excess | None:
    """What passes the limit, or None while ``limit`` persons or fewer are there every day."""
    over = sorted(day for day, count in counts.items() if count > limit)
    if not over:
        return None
    return Excess(over[0], counts[over[0]], max(counts[day] for day in over), len(over))
