"""What a person heard, as a reply."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from uuid import UUID

from osi_app.kernel.errors import RuleError
from osi_app.kernel.service import checked
from osi_app.roster.callout.airports import airport_zones
from osi_app.roster.callout_records import Answer, CallOut, CallReply, Channel


@dataclass(frozen=True, slots=True)
class SpokenReply:
    """What a person heard on the telephone, or reads out of a reply that was unclear. Days are
    inclusive; None is an end that was not told. ``entered_by`` is who enters it."""

    callee_id: UUID
    answer: Answer
    entered_by: str
    channel: Channel = Channel.VOICE
    available_from: date | None = None
    available_until: date | None = None
    airport: str = ""
    constraints: str = ""
    text: str = ""


def refuse_spoken(said: SpokenReply) -> None:
    """Raises ``RuleError``: entered_by_missing, reply_days, partly_without_days,
    unknown_airport."""
    first, last = said.available_from, said.available_until
    if not said.entered_by.strip():
        raise RuleError("entered_by_missing", field="entered_by")
    if first and last and last < first:
        raise RuleError("reply_days", field="available_until", first=first, last=last)
    if said.answer is Answer.PARTLY and not (first or last):
        raise RuleError("partly_without_days", field="available_from")
    if said.airport and said.airport.upper() not in airport_zones():
        raise RuleError("unknown_airport", field="airport", value=said.airport)


def spoken_reply(call_out: CallOut, said: SpokenReply, at: datetime) -> CallReply:
    """The record of what was heard at that moment."""
    values = {
        "call_out_id": call_out.id,
        "callee_id": said.callee_id,
        "at": at,
        "channel": said.channel,
        "available_from": said.available_from,
        "available_until": said.available_until,
        "airport": said.airport.upper(),
        "constraints": said.constraints,
        "text": said.text,
        "entered_by": said.entered_by.strip(),
    }
    reply: CallReply = checked(CallReply, values)
    return with_answer(call_out, reply, said.answer)


def with_answer(call_out: CallOut, reply: CallReply, answer: Answer) -> CallReply:
    """The reply with this answer, and with the days of the call where a yes told none."""
    if answer not in (Answer.AVAILABLE, Answer.PARTLY):
        return reply.changed(answer=answer)
    return reply.changed(
        answer=answer,
        available_from=reply.available_from or call_out.needed_from,
        available_until=reply.available_until or call_out.needed_until,
    )


def just_after(now: datetime, before: CallReply | None) -> datetime:
    """Now, or just after the reply whose place this one takes."""
    if before is None:
        return now
    return max(now, before.at + timedelta(microseconds=1))
