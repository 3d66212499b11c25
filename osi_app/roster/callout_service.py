"""Use cases of the call-out: messages out (``Calls``), replies in, and what they come to."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from pathlib import Path
from uuid import UUID

from osi_app.exchange.typed_table import TableChoices
from osi_app.kernel.changes import ChangeSet
from osi_app.kernel.errors import Cancelled as CancelledError
from osi_app.kernel.errors import Refusal, RuleError
from osi_app.kernel.ports import (
    Cancelled,
    Progress,
    Reading,
    UnitOfWork,
    never_cancelled,
    no_progress,
)
from osi_app.library.records import State
from osi_app.roster.callout.calls_service import Calls
from osi_app.roster.callout.campaigns import Called, read_called
from osi_app.roster.callout.imap_source import Mailbox, fetched_mails
from osi_app.roster.callout.intake import (
    Reader,
    TakenIn,
    only_new,
    replies_of_table,
    reply_of_mail,
)
from osi_app.roster.callout.log import LogLine, call_out_log
from osi_app.roster.callout.mail_reading import RawMail
from osi_app.roster.callout.mail_sources import raw_mails
from osi_app.roster.callout.matching import known_of
from osi_app.roster.callout.phone_tree import PhoneTree, phone_tree
from osi_app.roster.callout.replies_standing import counts, standing
from osi_app.roster.callout.spoken import (
    SpokenReply,
    just_after,
    refuse_spoken,
    spoken_reply,
    with_answer,
)
from osi_app.roster.callout.taking_over import take_over
from osi_app.roster.callout.tally import SILENT_AFTER_H, Tally, TallyAsked, tally
from osi_app.roster.callout_records import (
    Answer,
    Callee,
    CallMessage,
    CallOut,
    CallReply,
    Channel,
    MessageState,
)

_TABLES = frozenset({".csv", ".tsv", ".xlsx"})
_UNSPOKEN = frozenset({MessageState.QUEUED, MessageState.WRITTEN})


@dataclass(frozen=True, slots=True)
class ReadReplies:
    """What a reading brought. ``counted`` replies count at once, ``to_review`` wait for a person,
    ``known`` were there already, ``unrelated`` are older than the call-out. ``seen`` are marks for
    the next reading of the same mailbox."""

    change_set: ChangeSet | None
    counted: int = 0
    to_review: int = 0
    known: int = 0
    unrelated: int = 0
    refusals: tuple[Refusal, ...] = ()
    notes: tuple[str, ...] = ()
    seen: frozenset[str] = frozenset()


class CallingOut(Calls):
    """What goes out, what comes back, and how the call-out stands."""

    # ---- replies -------------------------------------------------------------------------

    def read_replies(
        self,
        call_out_id: UUID,
        paths: Sequence[Path],
        choices: TableChoices | None = None,
        progress: Progress = no_progress,
        cancelled: Cancelled = never_cancelled,
    ) -> ReadReplies:
        """Takes the replies of files in, as one step: mboxes, ``.eml``, folders of them, CSV and
        XLSX (``choices`` say how those are read). Each mail counts once, however often it is read.
        Raises ``ImportRefused`` for a file that is none of these, ``Cancelled``; nothing is
        changed then."""
        reader = self._reader(call_out_id)
        taken: list[TakenIn | None] = []
        refusals: list[Refusal] = []
        notes: list[str] = []
        for path in paths:
            if path.suffix.casefold() in _TABLES:
                table = replies_of_table(reader, path, choices)
                taken.extend(table.taken)
                refusals.extend(table.refusals)
                notes.extend(table.notes)
            else:
                taken.extend(_read(reader, raw_mails(path), progress, cancelled))
        found = self._take_in(call_out_id, taken)
        return replace(found, refusals=tuple(refusals), notes=tuple(notes))

    def read_mailbox(
        self,
        call_out_id: UUID,
        mailbox: Mailbox,
        progress: Progress = no_progress,
        cancelled: Cancelled = never_cancelled,
    ) -> ReadReplies:
        """Takes the replies of an IMAP mailbox in, which is left as it is. ``seen`` of the answer
        goes into the next ``Mailbox``. Raises ``NoConnection``, ``Cancelled``."""
        reader = self._reader(call_out_id)
        opened = reader.called.call_out.opened_at.date() - timedelta(days=1)
        marks: list[str] = []

        def mails() -> Iterable[RawMail]:
            # a day earlier: IMAP's SINCE knows days of the server's zone only
            for fetched in fetched_mails(replace(mailbox, since=mailbox.since or opened)):
                marks.append(fetched.mark)
                yield fetched.raw

        taken = list(_read(reader, mails(), progress, cancelled))
        return replace(self._take_in(call_out_id, taken), seen=mailbox.seen | set(marks))

    def record_reply(self, call_out_id: UUID, said: SpokenReply) -> ChangeSet:
        """Keeps what somebody said, which counts at once and takes the place of what they
        answered before; a call that was due to them is made. Raises ``RuleError``:
        not_of_call_out, partly_without_days, reply_days, entered_by_missing, unknown_airport."""
        refuse_spoken(said)
        with self._store.write("Record reply") as work:
            callee = _callee(work, call_out_id, said.callee_id)
            call_out = work.load(CallOut, call_out_id)
            before = standing(work.all(CallReply, callee_id=callee.id)).get(callee.id)
            work.add(spoken_reply(call_out, said, just_after(self._now(), before)))
            if said.channel is Channel.VOICE:
                work.change(*_calls_made(work, callee, self._now()))
            return work.commit()

    def accept_reply(
        self, reply_id: UUID, callee_id: UUID, answer: Answer | None = None
    ) -> ChangeSet:
        """A person says whose reply this is and, where it was unclear, what it says: from now on
        it counts. Raises ``RuleError('not_of_call_out')``."""
        with self._store.write("Accept reply") as work:
            reply = work.load(CallReply, reply_id)
            callee = _callee(work, reply.call_out_id, callee_id)
            call_out = work.load(CallOut, reply.call_out_id)
            accepted = reply.changed(
                callee_id=callee.id, problem="", entered_by=reply.entered_by or self._store.author
            )
            if answer is not None:
                accepted = with_answer(call_out, accepted, answer)
            work.change(accepted)
            return work.commit()

    def _reader(self, call_out_id: UUID) -> Reader:
        with self._store.read() as reading:
            called = read_called(reading, call_out_id)
            return Reader(called, known_of(called, reading.all(Callee)), self._now())

    def _take_in(self, call_out_id: UUID, taken: Iterable[TakenIn | None]) -> ReadReplies:
        """Everything that is new, as one step."""
        read = list(taken)
        mails = [one for one in read if one is not None]
        with self._store.write("Read replies") as work:
            new = list(only_new(mails, work.all(CallReply, call_out_id=call_out_id)))
            work.add(*(one.reply for one in new))
            bounced = {key for one in new for key in one.bounced}
            work.change(*_bounced(read_called(work, call_out_id), bounced))
            done = work.commit()
        counted = sum(counts(one.reply) for one in new)
        unrelated = len(read) - len(mails)
        return ReadReplies(done, counted, len(new) - counted, len(mails) - len(new), unrelated)

    # ---- how it stands -------------------------------------------------------------------

    def tally(self, call_out_id: UUID, silent_after_h: float = SILENT_AFTER_H) -> Tally:
        """How the call-out stands now, by hour, region and time zone."""
        with self._store.read() as reading:
            called = read_called(reading, call_out_id)
            asked = TallyAsked(
                self._now(), called.people, _regions(reading, called), silent_after_h
            )
            return tally(called.campaign, asked)

    def phone_tree(self, call_out_id: UUID, most: int = 5, *, silent_only: bool = False
                   ) -> PhoneTree:  # fmt: skip
        """Who calls whom, each at most so many; ``silent_only`` leaves out who has answered.
        Raises ``RuleError('fan_out')``."""
        with self._store.read() as reading:
            called = read_called(reading, call_out_id)
        done = standing(called.campaign.replies) if silent_only else {}
        people = [called.person_of(key) for key in called.callees if key not in done]
        return phone_tree(people, most, self._now())

    def call_out_log(self, call_out_id: UUID) -> tuple[LogLine, ...]:
        """Everything that went out and came back, oldest first."""
        with self._store.read() as reading:
            return call_out_log(read_called(reading, call_out_id))

    def take_over_replies(self, call_out_id: UUID) -> ChangeSet:
        """Puts what people answered into the roster as availability, as one step; again, it
        replaces what it put there before. Unclear replies are left out."""
        with self._store.write("Take over replies") as work:
            take_over(work, read_called(work, call_out_id))
            return work.commit()


def _read(
    reader: Reader, mails: Iterable[RawMail], progress: Progress, cancelled: Callable[[], bool]
) -> Iterable[TakenIn | None]:
    for number, raw in enumerate(mails, start=1):
        if cancelled():
            raise CancelledError
        yield reply_of_mail(reader, raw)
        progress(number, 0)


def _callee(reading: Reading, call_out_id: UUID, callee_id: UUID) -> Callee:
    callee = reading.load(Callee, callee_id)
    if callee.call_out_id != call_out_id:
        raise RuleError("not_of_call_out", field="callee_id")
    return callee


def _calls_made(work: UnitOfWork, callee: Callee, at: datetime) -> list[CallMessage]:
    return [
        one.changed(state=MessageState.SENT, sent_at=at)
        for one in work.all(CallMessage, callee_id=callee.id)
        if one.channel is Channel.VOICE and one.state in _UNSPOKEN
    ]


def _bounced(called: Called, message_ids: set[str]) -> list[CallMessage]:
    """Messages that came back: the next rung of the ladder is due at once."""
    return [
        one.changed(state=MessageState.FAILED, error="bounced")
        for one in called.campaign.messages
        if one.message_id in message_ids and one.state in (MessageState.SENT, MessageState.UNKNOWN)
    ]


def _regions(reading: Reading, called: Called) -> dict[UUID, str]:
    """The geographic region of each person's nationality, by inspector."""
    people = called.people.values()
    states = reading.among(State, "id", sorted({one.nationality_id for one in people}))
    region_of = {one.id: one.region.value for one in states}
    return {one.id: region_of.get(one.nationality_id, "") for one in people}
