"""Beds: who sleeps where in which nights, and who has none, or two.

A stay in a room is from the evening of its first day to the morning of its last: its nights are the
days from the first to the one before the last.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from uuid import UUID

from osi_app.roster.currency import days_of
from osi_app.roster.records import TeamMember
from osi_app.roster.travel_records import RoomStay

ONE = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Bedless:
    """Nights of a stay without a bed: how many and the first of them."""

    inspector_id: UUID
    nights: int
    first: date


@dataclass(frozen=True, slots=True)
class TwoBeds:
    """A night with two beds for one person: the first one, and where."""

    inspector_id: UUID
    night: date
    rooms: tuple[str, ...]


def nights_of(stay: RoomStay) -> Iterable[date]:
    """Its nights; a stay that ends on the day it begins has none."""
    return days_of(stay.first_day, stay.last_day - ONE)


def bedless(members: Sequence[TeamMember], rooms: Iterable[RoomStay]) -> tuple[Bedless, ...]:
    """Members with nights of their stay for which no room is on record. The night after the last
    day on territory is not asked for."""
    held: defaultdict[UUID, set[date]] = defaultdict(set)
    for room in rooms:
        held[room.inspector_id].update(nights_of(room))
    found = []
    for member in members:
        open_nights = [
            night
            for night in days_of(member.arrives_on, member.departs_on - ONE)
            if night not in held[member.inspector_id]
        ]
        if open_nights:
            found.append(Bedless(member.inspector_id, len(open_nights), open_nights[0]))
    return tuple(found)


def two_beds(rooms: Iterable[RoomStay]) -> tuple[TwoBeds, ...]:
    """People with two rooms in one night, each with the first such night."""
    nights: defaultdict[tuple[UUID, date], list[str]] = defaultdict(list)
    for room in rooms:
        for night in nights_of(room):
            nights[room.inspector_id, night].append(f"{room.place} {room.room}")
    found: dict[UUID, TwoBeds] = {}
    for (person, night), named in sorted(nights.items(), key=lambda one: one[0][1]):
        if len(named) > 1 and person not in found:
            found[person] = TwoBeds(person, night, tuple(sorted(named)))
    return tuple(found.values())


def sleepers(rooms: Iterable[RoomStay]) -> dict[tuple[str, str], int]:
    """The most people in each room in one night, by place and room."""
    counts: Counter[tuple[str, str, date]] = Counter()
    for room in rooms:
        for night in nights_of(room):
            counts[room.place, room.room, night] += 1
    most: dict[tuple[str, str], int] = {}
    for (place, named, _), count in counts.items():
        most[place, named] = max(most.get((place, named), 0), count)
    return dict(sorted(most.items()))
