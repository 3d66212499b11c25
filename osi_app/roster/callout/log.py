"""The call-out's log for paper: everything that went out and came back, in order of time."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from osi_app.roster.callout.campaigns import Called
from osi_app.roster.callout_records import CallMessage, CallReply, MessageState


@dataclass(frozen=True, slots=True)
class LogLine:
    """One line. ``record_id`` is of the message or the reply; ``what`` is a message's state,
    ``queued``, or ``reply``; ``answer`` and ``problem`` are codes; ``code`` and ``name`` are empty
    for a reply that nobody could be matched to."""

    at: datetime
    record_id: UUID
    code: str
    name: str
    what: str
    channel: str
    address: str
    answer: str = ""
    problem: str = ""
    detail: str = ""
    entered_by: str = ""


def call_out_log(called: Called) -> tuple[LogLine, ...]:
    """Every line of the call-out, oldest first."""
    lines = [*_sent(called), *_came(called)]
    return tuple(sorted(lines, key=lambda one: (one.at, one.code, one.what, str(one.record_id))))


def _sent(called: Called) -> Iterator[LogLine]:
    for message in called.campaign.messages:
        yield _message_line(called, message, message.queued_at, MessageState.QUEUED.value)
        if message.sent_at is not None or message.state is not MessageState.QUEUED:
            at = message.sent_at or message.queued_at
            yield _message_line(called, message, at, message.state.value)


def _message_line(called: Called, message: CallMessage, at: datetime, what: str) -> LogLine:
    person = called.person_of(message.callee_id)
    detail = message.error if what == message.state.value else ""
    return LogLine(
        at, message.id, person.code, person.name, what, message.channel.value, message.address,
        detail=detail,
    )  # fmt: skip


def _came(called: Called) -> Iterator[LogLine]:
    for reply in called.campaign.replies:
        yield _reply_line(called, reply)


def _reply_line(called: Called, reply: CallReply) -> LogLine:
    person = called.person_of(reply.callee_id) if reply.callee_id else None
    told = [
        " – ".join(day.isoformat() if day else "…" for day in days)
        for days in [(reply.available_from, reply.available_until)]
        if any(days)
    ]
    detail = "; ".join([*told, *(one for one in (reply.airport, reply.constraints) if one)])
    return LogLine(
        reply.at,
        reply.id,
        person.code if person else "",
        person.name if person else "",
        "reply",
        reply.channel.value,
        reply.sender,
        reply.answer.value,
        reply.problem,
        detail,
        reply.entered_by,
    )
