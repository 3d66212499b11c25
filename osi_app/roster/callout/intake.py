"""Replies from mails and tables into records: matched, read, and each counted once."""

import hashlib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any
from uuid import UUID

from osi_app.exchange.fields import Field, FieldKind
from osi_app.exchange.typed_table import TableChoices, read_typed
from osi_app.kernel.errors import Refusal
from osi_app.roster.callout.campaigns import Called
from osi_app.roster.callout.composing import template_code
from osi_app.roster.callout.day_reading import Asked
from osi_app.roster.callout.mail_reading import RawMail, ReadMail, clean, read_mail
from osi_app.roster.callout.matching import Evidence, Known, Match, match
from osi_app.roster.callout.quoting import subject_written, written
from osi_app.roster.callout.reply_reading import Said, read_reply
from osi_app.roster.callout.wording import Wording, worded
from osi_app.roster.callout_records import Answer, Callee, CallReply, Channel

LONGEST_KEPT = 10_000
"""Characters of a reply's text that are kept."""
FIELDS = (
    Field("token", ("code", "reference", "ref")),
    Field("answer", ("reply", "response", "available")),
    Field("from", ("available from", "start", "first day"), FieldKind.DAY),
    Field("until", ("available until", "end", "last day", "to"), FieldKind.DAY),
    Field("airport", ("iata", "departure airport")),
    Field("constraints", ("constraint", "remarks", "notes")),
    Field("text", ("message", "body", "sms")),
    Field("at", ("time", "received", "received at", "date"), FieldKind.INSTANT),
    Field("sender", ("number", "phone", "from number", "email", "address")),
)


@dataclass(frozen=True, slots=True)
class Reader:
    """What replies to one call-out are read with. ``at`` is now: no reply is later."""

    called: Called
    known: Known
    at: datetime

    @property
    def asked(self) -> Asked:
        """The days of the call."""
        return Asked(self.called.call_out.needed_from, self.called.call_out.needed_until)

    def moment(self, told: datetime | None) -> datetime:
        """When a reply came: as it says, within the opening and now."""
        if told is None:
            return self.at
        return min(max(told, self.called.call_out.opened_at), self.at)


@dataclass(frozen=True, slots=True)
class TakenIn:
    """One reply read; ``bounced`` are the Message-IDs of ours that did not arrive."""

    reply: CallReply
    bounced: tuple[str, ...] = ()


def reply_of_mail(reader: Reader, raw: RawMail) -> TakenIn | None:
    """The reply that a mail is; None for one from before the opening that has nothing to do with
    the call-out."""
    mail = read_mail(raw)
    uid = mail.invitation.uid if mail.invitation else ""
    shown = (mail.subject, mail.text, *mail.recipients)
    found = match(reader.known, Evidence(shown, mail.sender, mail.references, uid))
    old = mail.at is not None and mail.at < reader.called.call_out.opened_at
    if old and found.callee is None and found.problem == "unknown_sender":
        return None
    text, said = _said_by_mail(reader, mail, found.callee)
    return TakenIn(
        CallReply(
            call_out_id=reader.called.call_out.id,
            callee_id=None if found.callee is None else found.callee.id,
            at=reader.moment(mail.at),
            channel=_channel_of(mail.sender),
            text=text[:LONGEST_KEPT],
            sender=mail.sender,
            problem=mail.problem or found.problem,
            source_sha256=mail.sha256,
            **_told(said, reader.asked),
        ),
        mail.references if mail.problem == "bounced" else (),
    )


def _said_by_mail(reader: Reader, mail: ReadMail, callee: Callee | None) -> tuple[str, Said]:
    """The text without what it answers to, and what it says. The click on an invitation and the
    text must not contradict one another."""
    ours = _our_texts(reader, callee)
    text = written(mail.text, [one.body for one in ours])
    if not text:
        subjects = [subject_written(mail.subject, one.subject) for one in ours if one.subject]
        text = mail.subject if not subjects else min(subjects, key=len)
    if mail.problem in ("bounced", "automatic"):
        return text or mail.text, Said()
    said = read_reply(text, reader.asked, _airports_of(reader, callee))
    clicked = mail.invitation.answer if mail.invitation else None
    if clicked is None or clicked is said.answer or said.answer is Answer.PARTLY:
        return text, said
    if said.answer is Answer.UNCLEAR and said.first is None and said.last is None:
        return text, replace(said, answer=clicked)
    return text, replace(said, answer=Answer.UNCLEAR)


def _our_texts(reader: Reader, callee: Callee | None) -> list[Wording]:
    """What was sent to the callee: lines of it in a reply are no reply."""
    if callee is None:
        return []
    called = reader.called
    made = called.campaign.by_callee.get(callee.id, {})
    codes = {(template_code(called.call_out.template, one.step), one.channel)
             for one in made.values()}  # fmt: skip
    to = called.addressed(callee)
    return [worded(called.templates, code, channel, to) for code, channel in sorted(codes)]


def _airports_of(reader: Reader, callee: Callee | None) -> tuple[str, ...]:
    if callee is None:
        return ()
    person = reader.known.people[callee.id]
    return (person.home_airport, *person.airports)


def _channel_of(sender: str) -> Channel:
    """A short message comes from a number, by itself or before a gateway's domain."""
    local = sender.partition("@")[0].lstrip("+")
    return Channel.SMS if len(local) >= 7 and local.isdigit() else Channel.EMAIL


def _told(said: Said, asked: Asked) -> dict[str, Any]:
    """The fields of a reply. A yes without days is a yes to the days asked about, and stays one
    to those when they are moved later."""
    yes = said.answer in (Answer.AVAILABLE, Answer.PARTLY)
    return {
        "answer": said.answer,
        "available_from": said.first or (asked.first if yes else None),
        "available_until": said.last or (asked.last if yes else None),
        "airport": said.airport,
        "constraints": said.constraints,
    }


@dataclass(frozen=True, slots=True)
class TableReplies:
    """The replies of a table, and the rows that cannot be taken."""

    taken: tuple[TakenIn, ...]
    refusals: tuple[Refusal, ...]
    notes: tuple[str, ...] = ()


def replies_of_table(
    reader: Reader, path: Path, choices: TableChoices | None = None
) -> TableReplies:
    """The replies of a CSV or XLSX with a column of tokens, or of texts that hold them. Raises
    ``ImportRefused``."""
    table = read_typed(path, FIELDS, choices)
    taken = tuple(_reply_of_row(reader, row.values) for row in table.rows)
    return TableReplies(taken, table.refusals, table.notes)


def _reply_of_row(reader: Reader, values: Mapping[str, Any]) -> TakenIn:
    cells = {key: values.get(key) for key in ("token", "answer", "text", "airport", "sender",
                                              "constraints")}  # fmt: skip
    told = {key: clean(str(cell)) if cell else "" for key, cell in cells.items()}
    texts = (told["token"], told["answer"], told["text"])
    found = match(reader.known, Evidence(texts, told["sender"]))
    said = _said_by_row(reader, values, told, found)
    marks = (*told.values(), values.get("from"), values.get("until"), values.get("at"))
    key = hashlib.sha256("\0".join(str(mark) for mark in marks).encode()).hexdigest()
    return TakenIn(
        CallReply(
            call_out_id=reader.called.call_out.id,
            callee_id=None if found.callee is None else found.callee.id,
            at=reader.moment(values.get("at")),
            channel=Channel.EMAIL if "@" in told["sender"] else Channel.SMS,
            text="\n".join(one for one in texts if one)[:LONGEST_KEPT],
            sender=told["sender"][:320],
            problem=found.problem,
            source_sha256=key,
            **_told(said, reader.asked),
        )
    )


def _said_by_row(
    reader: Reader, values: Mapping[str, Any], told: Mapping[str, str], found: Match
) -> Said:
    """The row put into the words of a reply, so that both are read by the same rules."""
    lines = [told["answer"], told["text"]]
    if values.get("from"):
        lines.append(f"from {values['from']}")
    if values.get("until"):
        lines.append(f"until {values['until']}")
    if told["airport"]:
        lines.append(f"airport {told['airport']}")
    said = read_reply("\n".join(lines), reader.asked, _airports_of(reader, found.callee))
    return replace(said, constraints=told["constraints"] or said.constraints)


def only_new(taken: Iterable[TakenIn], present: Iterable[CallReply]) -> Iterator[TakenIn]:
    """Those not there yet. Two replies of one person at the same moment keep their order: the
    later in the file is a microsecond later."""
    seen = {one.source_sha256 for one in present if one.source_sha256}
    latest: dict[UUID, datetime] = {}
    for one in sorted(taken, key=lambda each: each.reply.at):
        if one.reply.source_sha256 in seen:
            continue
        seen.add(one.reply.source_sha256)
        key, at = one.reply.callee_id, one.reply.at
        if key is None:
            yield one
            continue
        if key in latest and at <= latest[key]:
            at = latest[key] + timedelta(microseconds=1)
        latest[key] = at
        yield replace(one, reply=one.reply.changed(at=at))
