"""Bookings as an iCalendar (RFC 5545): whole days, whose end a calendar counts exclusively."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from uuid import UUID

from icalendar import Calendar, Event

from osi_app.equipment.records import Reservation

PRODUCT = "-//OSI Planner//equipment//EN"
DAY = timedelta(days=1)
CONTROLS = dict.fromkeys((*range(9), 11, 12, *range(14, 32), 127))
"""Control characters, which no calendar may hold; tab and line break stay."""


@dataclass(frozen=True, slots=True)
class CalendarFacts:
    """What a calendar needs beside the bookings. ``stamp`` is when it was made; ``sequences`` count
    the changes of each booking (0 where none is told), so that a calendar that has an older state
    takes the newer one; ``codes`` name items and systems; ``withdrawn`` are bookings that an older
    calendar had and that are told as cancelled."""

    stamp: datetime
    codes: Mapping[UUID, str] = field(default_factory=dict)
    sequences: Mapping[UUID, int] = field(default_factory=dict)
    withdrawn: tuple[Reservation, ...] = ()
    name: str = "Equipment"


def calendar_of(bookings: Iterable[Reservation], facts: CalendarFacts) -> bytes:
    """The calendar as a file's bytes (UTF-8, CRLF). The same bookings and facts give the same
    bytes, in whatever order they come. Bookings of a what-if are tentative."""
    calendar = Calendar()
    calendar.add("prodid", PRODUCT)
    calendar.add("version", "2.0")
    calendar.add("method", "PUBLISH")
    calendar.add("x-wr-calname", _in_one_line(facts.name))
    for booking in _ordered(bookings):
        status = "TENTATIVE" if booking.branch else "CONFIRMED"
        calendar.add_component(_event(booking, facts, status))
    for booking in _ordered(facts.withdrawn):
        calendar.add_component(_event(booking, facts, "CANCELLED"))
    return bytes(calendar.to_ical())


def uid_of(booking: Reservation) -> str:
    """By what a calendar knows the booking again: made of the record's id and never another."""
    return f"{booking.id}@osi-planner"


def _event(booking: Reservation, facts: CalendarFacts, status: str) -> Event:
    event = Event()
    event.add("uid", uid_of(booking))
    event.add("dtstamp", facts.stamp)
    event.add("dtstart", booking.first_day)
    event.add("dtend", _day_after(booking.last_day))
    event.add("sequence", facts.sequences.get(booking.id, 0))
    event.add("summary", _summary(booking, facts.codes))
    event.add("categories", [booking.purpose.value])
    event.add("status", status)
    event.add("transp", "OPAQUE")
    if booking.note:
        event.add("description", _plain(booking.note))
    return event


def _summary(booking: Reservation, codes: Mapping[UUID, str]) -> str:
    key = booking.system_id or booking.item_id
    what = codes.get(key, "") if key is not None else ""
    words = [what or booking.code, f"({booking.purpose.value}, {booking.code})"]
    return _in_one_line(" ".join([*words, f"[{booking.branch}]"] if booking.branch else words))


def _day_after(day: date) -> date:
    """The last day there is has none after it."""
    return day if day == date.max else day + DAY


def _ordered(bookings: Iterable[Reservation]) -> list[Reservation]:
    return sorted(bookings, key=lambda one: (one.first_day, one.code, str(one.id)))


def _plain(text: str) -> str:
    return text.replace("\r\n", "\n").replace("\r", "\n").translate(CONTROLS)


def _in_one_line(text: str) -> str:
    return " ".join(_plain(text).split())
