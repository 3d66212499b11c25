"""Bookings as an iCalendar file, for any calendar program."""

from collections.abc import Iterable
from datetime import datetime, timedelta

from osi_app.equipment.lines import ReservationLine

PRODUCT = "-//OSI Planner//Equipment bookings//EN"
DOMAIN = "osi-planner"


def calendar(lines: Iterable[ReservationLine], at: datetime) -> bytes:
    """All-day events, one a booking, by code. A booking keeps its UID for life; its days are
    inclusive, the event ends on the day after, as RFC 5545 has it. ``at`` is when the file was
    written (aware UTC), which also counts as its revision: a later file replaces an earlier."""
    from icalendar import Calendar, Event  # noqa: PLC0415  # with the first file only

    found = Calendar()
    found.add("prodid", PRODUCT)
    found.add("version", "2.0")
    found.add("method", "PUBLISH")
    for line in sorted(lines, key=lambda one: one.code):
        event = Event()
        event.add("uid", f"{line.id}@{DOMAIN}")
        event.add("dtstamp", at)
        event.add("last-modified", at)
        event.add("sequence", int(at.timestamp()) // 60)
        event.add("dtstart", line.first_day)
        event.add("dtend", line.last_day + timedelta(days=1))
        purpose = line.purpose.replace("_", " ")
        event.add("summary", f"{line.what}: {purpose} {line.inspection}".strip())
        told = "\n".join(part for part in (line.code, line.branch, line.note) if part)
        event.add("description", told)
        event.add("transp", "TRANSPARENT")
        found.add_component(event)
    written: bytes = found.to_ical()
    return written
