"""The call as a calendar invitation (RFC 5545, iTIP RFC 5546) that a click answers.

The UID is the callee's and never another, so that a change takes the place of what it changes: its
SEQUENCE is higher.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from osi_app.roster.callout.wording import Addressed
from osi_app.roster.callout_records import Callee

PRODUCT = "-//OSI Planner//call-out//EN"
DOMAIN = "osi-planner.invalid"
"""Reserved (RFC 2606): can never be anybody's host."""


class Method(StrEnum):
    """What an invitation does."""

    REQUEST = "REQUEST"
    CANCEL = "CANCEL"


@dataclass(frozen=True, slots=True)
class Occasion:
    """What an invitation needs beside the callee: who invites, and when it was made."""

    organizer: str
    stamp: datetime
    method: Method = Method.REQUEST


def uid_of(callee: Callee) -> str:
    """By what the callee's calendar knows the invitation again."""
    return f"{callee.id}@{DOMAIN}"


def invitation(to: Addressed, occasion: Occasion, description: str) -> bytes:
    """The invitation as a file's bytes (UTF-8, CRLF): whole days, the last one inclusive. The
    same values give the same bytes."""
    from icalendar import Calendar, Event, vCalAddress  # noqa: PLC0415  # only to write a calendar

    calendar, event = Calendar(), Event()
    calendar.add("prodid", PRODUCT)
    calendar.add("version", "2.0")
    calendar.add("method", occasion.method.value)
    cancelled = occasion.method is Method.CANCEL
    event.add("uid", uid_of(to.callee))
    event.add("sequence", to.call_out.sequence + (1 if cancelled else 0))
    event.add("dtstamp", occasion.stamp)
    event.add("dtstart", to.call_out.needed_from)
    event.add("dtend", to.call_out.needed_until + timedelta(days=1))
    event.add("summary", " ".join(to.call_out.title.split()))
    event.add("status", "CANCELLED" if cancelled else "TENTATIVE")
    if to.call_out.assembly:
        event.add("location", " ".join(to.call_out.assembly.split()))
    event.add("description", description)
    event.add("organizer", vCalAddress(f"mailto:{occasion.organizer}"))
    attendee = vCalAddress(f"mailto:{to.person.email.strip()}")
    attendee.params["PARTSTAT"] = "NEEDS-ACTION"
    attendee.params["RSVP"] = "TRUE"
    event.add("attendee", attendee)
    calendar.add_component(event)
    return bytes(calendar.to_ical())
