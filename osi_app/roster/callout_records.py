"""Who was called, how, and what they answered. Instants are aware UTC."""

from datetime import date
from enum import StrEnum
from uuid import UUID

from sqlmodel import Field

from osi_app.kernel.record import Instant, Record


class Channel(StrEnum):
    """A way to reach a person, in the order of the person's ladder."""

    EMAIL = "email"
    SMS = "sms"
    VOICE = "voice"


class MessageState(StrEnum):
    """``unknown``: the connection broke after the message was handed over; it may have arrived and
    is never sent again by itself."""

    QUEUED = "queued"
    SENDING = "sending"
    SENT = "sent"
    FAILED = "failed"
    UNKNOWN = "unknown"
    WRITTEN = "written"


class Answer(StrEnum):
    """What a reply says."""

    AVAILABLE = "available"
    PARTLY = "partly"
    UNAVAILABLE = "unavailable"
    UNCLEAR = "unclear"


class MessageTemplate(Record):
    """The text of a call in one language (ISO 639) on one channel. ``{name}``, ``{token}``,
    ``{inspection}``, ``{from}``, ``{until}``, ``{reply_by}`` and ``{assembly}`` are filled in."""

    code: str = Field(min_length=1, max_length=40)
    language: str = Field(min_length=2, max_length=3)
    channel: Channel
    subject: str = ""
    body: str = Field(min_length=1)


class CallOut(Record):
    """One campaign: whom to ask for which days, both inclusive. ``wave_hours`` lie between two
    waves, ``ladder_hours`` between two channels of a person's ladder; ``sequence`` counts changes
    of the invitation (iCalendar SEQUENCE)."""

    inspection_id: UUID
    code: str = Field(min_length=1, max_length=40)
    title: str = Field(min_length=1)
    template: str = Field(min_length=1, max_length=40)
    opened_at: Instant
    reply_by: Instant
    needed_from: date
    needed_until: date
    assembly: str = ""
    wave_hours: float = Field(default=6, gt=0)
    ladder_hours: float = Field(default=2, gt=0)
    closed_at: Instant | None = None
    sequence: int = Field(default=0, ge=0)


class Callee(Record):
    """One person of a call-out. ``token`` is what a reply is matched by; it cannot be guessed."""

    call_out_id: UUID
    inspector_id: UUID
    wave: int = Field(default=1, ge=1)
    token: str = Field(min_length=8, max_length=40)


class CallMessage(Record):
    """One message to one callee. ``message_id`` is stable: sending the same step again finds it."""

    callee_id: UUID
    channel: Channel
    step: int = Field(ge=0)
    language: str = Field(min_length=2, max_length=3)
    address: str = Field(min_length=1)
    message_id: str = Field(min_length=1)
    state: MessageState = MessageState.QUEUED
    queued_at: Instant
    sent_at: Instant | None = None
    error: str = ""


class CallReply(Record):
    """What came back. ``callee_id`` is empty for a reply nobody could be matched to, which is kept
    with its reason for a person to look at; ``source_sha256`` keeps a mail from counting twice."""

    call_out_id: UUID
    callee_id: UUID | None = None
    at: Instant
    channel: Channel
    answer: Answer = Answer.UNCLEAR
    available_from: date | None = None
    available_until: date | None = None
    airport: str = ""
    constraints: str = ""
    text: str = ""
    sender: str = ""
    problem: str = ""
    source_sha256: str = ""
    entered_by: str = ""
