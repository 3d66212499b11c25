"""Who has what on which days: bookings that exclude each other.

A booking of a system books its items and the systems within it too, so that whoever books one of
them, or another system that shares one, is refused. Windows are inclusive at both ends. Only
bookings of the same branch exclude each other; "" is the branch of what is meant (the what-ifs
are in ``branching.py``).
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import NoReturn
from uuid import UUID

from osi_app.equipment.records import EquipmentSystem, Item, Reservation, SystemMember
from osi_app.kernel.errors import RuleError
from osi_app.kernel.findings import Finding, Severity, Subject
from osi_app.kernel.ports import Reading


@dataclass(frozen=True, slots=True)
class Contents:
    """What every system is made of: ids of items and of systems, at any depth, with its own."""

    inside: Mapping[UUID, frozenset[UUID]]

    @classmethod
    def of(cls, members: Iterable[SystemMember]) -> "Contents":
        """From all members of all systems. A system that contains itself is walked once."""
        direct: defaultdict[UUID, set[UUID]] = defaultdict(set)
        for member in members:
            direct[member.system_id].update(
                key for key in (member.item_id, member.part_id) if key is not None
            )
        return cls({system: _reached(system, direct) for system in tuple(direct)})

    def booked_by(self, booking: Reservation) -> frozenset[UUID]:
        """The ids of all items and systems that nobody else can have on its days."""
        named = {key for key in (booking.item_id, booking.system_id) if key is not None}
        return frozenset(named).union(*(self.inside.get(key, ()) for key in named))


@dataclass(frozen=True, slots=True)
class Book:
    """All bookings of all branches. ``codes`` name the items and systems they are about."""

    bookings: tuple[Reservation, ...]
    contents: Contents
    codes: Mapping[UUID, str]


@dataclass(frozen=True, slots=True)
class Clash:
    """Two bookings of a branch that want the same things on a day; ``shared`` are their codes."""

    one: Reservation
    other: Reservation
    shared: tuple[str, ...]


def read_book(reading: Reading) -> Book:
    """All bookings of the store, in four reads."""
    bookings = reading.all(Reservation)
    members = reading.all(SystemMember)
    named = [*(one.item_id for one in bookings), *(one.item_id for one in members)]
    item_ids = list(dict.fromkeys(key for key in named if key is not None))
    codes = {item.id: item.code for item in reading.among(Item, "id", item_ids)}
    codes |= {system.id: system.code for system in reading.all(EquipmentSystem)}
    return Book(bookings, Contents.of(members), codes)


def overlapping(book: Book, booking: Reservation) -> tuple[Clash, ...]:
    """Every other booking of its branch that wants one of the same things on one of its days, the
    earliest first. A booking does not clash with its own older self (the same id)."""
    wanted = book.contents.booked_by(booking)
    found = [
        Clash(booking, other, _codes(book, shared))
        for other in book.bookings
        if other.id != booking.id and _meet(booking, other)
        if (shared := wanted & book.contents.booked_by(other))
    ]
    return tuple(sorted(found, key=lambda clash: (clash.other.first_day, clash.other.code)))


def refuse_booking(book: Book, booking: Reservation) -> None:
    """Raises ``RuleError``: ``reservation_subject`` (it names neither a system nor an item, or
    both), ``reservation_order``, ``already_reserved`` naming the first booking in its way."""
    if (booking.system_id is None) == (booking.item_id is None):
        raise RuleError("reservation_subject", field="system_id")
    if booking.last_day < booking.first_day:
        raise RuleError("reservation_order", field="last_day", first_day=booking.first_day)
    in_the_way = overlapping(book, booking)
    if in_the_way:
        refuse_clash(in_the_way[0])


def clashes(book: Book) -> tuple[Clash, ...]:
    """All double bookings of all branches: none where every booking was asked for one by one, but
    a system that was put together anew can make some."""
    by_thing: defaultdict[tuple[str, UUID], list[Reservation]] = defaultdict(list)
    for booking in sorted(book.bookings, key=lambda one: (one.first_day, one.code)):
        for key in book.contents.booked_by(booking):
            by_thing[booking.branch, key].append(booking)
    shared: defaultdict[tuple[UUID, UUID], set[UUID]] = defaultdict(set)
    for (_, key), bookings in by_thing.items():
        for pair in _meeting(bookings):
            shared[pair].add(key)
    by_id = {booking.id: booking for booking in book.bookings}
    found = [
        Clash(by_id[one], by_id[other], _codes(book, keys)) for (one, other), keys in shared.items()
    ]
    return tuple(sorted(found, key=lambda clash: (clash.one.code, clash.other.code)))


def booking_findings(book: Book) -> list[Finding]:
    """One finding for each double booking of what is meant, about the later of the two."""
    return [
        Finding(
            "equipment.double_booking",
            "",
            Severity.BREACH,
            Subject("reservation", clash.other.id, clash.other.code),
            "equipment.double_booking",
            {
                "what": ", ".join(clash.shared),
                "code": clash.other.code,
                "other": clash.one.code,
                "first_day": max(clash.one.first_day, clash.other.first_day),
                "last_day": min(clash.one.last_day, clash.other.last_day),
            },
            "equipment.double_booking_mend",
        )
        for clash in clashes(book)
        if not clash.one.branch
    ]


def _reached(system: UUID, direct: Mapping[UUID, set[UUID]]) -> frozenset[UUID]:
    reached = {system}
    waiting = [system]
    while waiting:
        fresh = direct.get(waiting.pop(), set()) - reached
        reached |= fresh
        waiting.extend(fresh)
    return frozenset(reached)


def _meet(one: Reservation, other: Reservation) -> bool:
    return (
        one.branch == other.branch
        and one.first_day <= other.last_day
        and other.first_day <= one.last_day
    )


def _meeting(bookings: Sequence[Reservation]) -> Iterator[tuple[UUID, UUID]]:
    """Pairs with a day in common, of bookings of one thing in the order of their first days."""
    running: list[Reservation] = []
    for booking in bookings:
        running = [one for one in running if one.last_day >= booking.first_day]
        yield from ((one.id, booking.id) for one in running if _meet(one, booking))
        running.append(booking)


def _codes(book: Book, shared: Iterable[UUID]) -> tuple[str, ...]:
    return tuple(sorted(book.codes.get(key, str(key)) for key in shared))


def refuse_clash(clash: Clash) -> NoReturn:
    """Raises ``RuleError('already_reserved')`` that names the other booking and its days."""
    other = clash.other
    raise RuleError(
        "already_reserved",
        field="first_day",
        what=", ".join(clash.shared),
        other=other.code,
        purpose=other.purpose.value,
        first_day=other.first_day,
        last_day=other.last_day,
    )
