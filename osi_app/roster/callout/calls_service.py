"""Use cases of the way out: opening, changing and closing a call-out, and sending its messages."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any
from uuid import UUID, uuid4

from osi_app.kernel.changes import ChangeSet
from osi_app.kernel.errors import RuleError
from osi_app.kernel.ports import (
    Cancelled,
    Progress,
    Reading,
    UnitOfWork,
    never_cancelled,
    no_progress,
)
from osi_app.kernel.record import Record
from osi_app.kernel.service import RoomService
from osi_app.roster.callout.addresses import Reach, languages_of
from osi_app.roster.callout.campaigns import Called, read_called
from osi_app.roster.callout.composing import message_id_of, template_code
from osi_app.roster.callout.gateway import Gateway
from osi_app.roster.callout.opening import (
    CallOutPlan,
    Opened,
    add_callees,
    call_out_of,
    refuse_call_out,
    unreached_of,
)
from osi_app.roster.callout.outbox import Outbox, write_outbox
from osi_app.roster.callout.sending import (
    Run,
    SendReport,
    ready_to_try,
    send_all,
    settle_interrupted,
    waiting_messages,
)
from osi_app.roster.callout.steps import (
    CALLED_OFF,
    FIRST_CHANGE,
    DueStep,
    due_steps,
    reached_by,
)
from osi_app.roster.callout.ways_out import carriers
from osi_app.roster.callout.wording import chosen_template, refuse_template
from osi_app.roster.callout_records import (
    Callee,
    CallMessage,
    CallOut,
    Channel,
    MessageState,
    MessageTemplate,
)
from osi_app.roster.records import Inspector

_DECISIONS = {
    MessageState.UNKNOWN: {MessageState.SENT, MessageState.QUEUED, MessageState.FAILED},
    MessageState.FAILED: {MessageState.QUEUED},
    MessageState.WRITTEN: {MessageState.QUEUED, MessageState.FAILED},
}
"""What a person may make of a message; everything else the program knows by itself."""
EVERY_CHANNEL = frozenset(Channel)


@dataclass(frozen=True, slots=True)
class _Step:
    """A message to be made."""

    callee: Callee
    step: int
    reach: Reach


class Calls(RoomService):
    """What goes out."""

    def refuse(self, reading: Reading, record: Record) -> None:
        """Templates that lack their token, call-outs that end before they begin."""
        super().refuse(reading, record)
        if isinstance(record, MessageTemplate):
            refuse_template(record)
        elif isinstance(record, CallOut):
            refuse_call_out(record)

    # ---- the campaign --------------------------------------------------------------------

    def open_call_out(self, plan: CallOutPlan) -> Opened:
        """Opens a call-out; nothing is sent yet. Raises ``RuleError``: call_out_days,
        call_out_span, reply_by_order, nobody_called, no_call_template, not_unique."""
        with self._store.write(f"Open call-out {plan.code}") as work:
            call_out = call_out_of(plan, self._now())
            work.add(call_out)
            made = add_callees(work, call_out, plan.waves)
            keys = [callee.inspector_id for callee, _ in made]
            people = {one.id: one for one in work.among(Inspector, "id", keys)}
            done = work.commit()
        unreached = unreached_of(made, people, wholly=True)
        return Opened(call_out, done, unreached, unreached_of(made, people, wholly=False))

    def call_further(self, call_out_id: UUID, waves: Sequence[Sequence[UUID]]) -> ChangeSet:
        """Adds people to the waves of an open call-out; who is in it stays where they are.
        Raises ``RuleError``: call_out_closed, nobody_called, no_call_template."""
        with self._store.write("Call further people") as work:
            add_callees(work, _open(work.load(CallOut, call_out_id)), waves)
            return work.commit()

    def change_call_out(self, call_out_id: UUID, values: dict[str, Any]) -> ChangeSet:
        """Moves days, place or deadline. Everybody who was called is told, and their calendar
        entry changes: its sequence goes up. Replies keep the days they were given for. Raises
        ``RuleError``: call_out_closed, invalid_value, call_out_days, reply_by_order."""
        with self._store.write("Change call-out") as work:
            before = _open(work.load(CallOut, call_out_id))
            moved = self._corrected(before, {**values, "sequence": before.sequence + 1})
            self.refuse(work, moved)
            work.change(moved)
            called = read_called(work, call_out_id)
            step = FIRST_CHANGE + called.call_out.sequence
            self._queue(work, called, _to_everybody(called, step))
            return work.commit()

    def close_call_out(self, call_out_id: UUID, *, called_off: bool = False) -> ChangeSet:
        """Ends a call-out: nothing more falls due. Called off, everybody who was called is told,
        and their calendar entry is cancelled. Raises ``RuleError('call_out_closed')``."""
        with self._store.write("Call off" if called_off else "Close call-out") as work:
            call_out = _open(work.load(CallOut, call_out_id))
            work.change(call_out.changed(closed_at=self._now()))
            called = read_called(work, call_out_id)
            if called_off:
                self._queue(work, called, _to_everybody(called, CALLED_OFF))
            return work.commit()

    # ---- what is due ---------------------------------------------------------------------

    def due(self, call_out_id: UUID) -> tuple[DueStep, ...]:
        """The messages due now that are not made yet."""
        with self._store.read() as reading:
            return due_steps(read_called(reading, call_out_id).campaign, self._now())

    def queue_due(self, call_out_id: UUID) -> ChangeSet:
        """Makes the messages that are due; an empty change set when none is."""
        with self._store.write("Queue call-out messages") as work:
            called = read_called(work, call_out_id)
            due = due_steps(called.campaign, self._now())
            self._queue(work, called, [_Step(one.callee, one.step, one.reach) for one in due])
            return work.commit()

    def _queue(self, work: UnitOfWork, called: Called, steps: Iterable[_Step]) -> None:
        for one in steps:
            person = called.people[one.callee.inspector_id]
            code = template_code(called.call_out.template, one.step)
            spoken = languages_of(person.languages)
            template = chosen_template(called.templates, code, spoken, one.reach.channel)
            key = uuid4()
            work.add(
                CallMessage(
                    id=key,
                    callee_id=one.callee.id,
                    channel=one.reach.channel,
                    step=one.step,
                    language=template.language,
                    address=one.reach.address,
                    message_id=message_id_of(str(key)),
                    queued_at=self._now(),
                )
            )

    # ---- sending -------------------------------------------------------------------------

    def send(
        self,
        call_out_id: UUID,
        gateway: Gateway,
        progress: Progress = no_progress,
        cancelled: Cancelled = never_cancelled,
    ) -> SendReport:
        """Sends what waits, through the gateway: at most once each, whatever happens on the way.
        Call ``queue_due`` before. A server that is not there leaves everything queued and is told
        in the report; nothing is raised for it. Calls remain for people (``to_call``)."""
        called = self._settled(call_out_id)
        waiting = waiting_messages(called.campaign)
        ways = carriers(gateway)
        at = self._now()
        leaving = [
            one
            for one in waiting
            if one.channel in ways and ready_to_try(one, at, gateway.retry_minutes)
        ]
        run = Run(self._store, self._now, ways, progress, cancelled)
        report = send_all(run, called.parcels(leaving))
        calls = sum(one.channel is Channel.VOICE for one in waiting)
        left = len(waiting) - len(leaving) - calls
        return replace(report, waiting=report.waiting + left, to_call=calls)

    def write_outbox(
        self,
        call_out_id: UUID,
        folder: Path,
        sender: str,
        channels: frozenset[Channel] = EVERY_CHANNEL,
        progress: Progress = no_progress,
        cancelled: Cancelled = never_cancelled,
    ) -> Outbox:
        """Writes what waits on these channels into a folder instead of sending it: ``.eml``,
        ``sms.csv``, ``voice.csv``. Call ``queue_due`` before. A second run writes only what is
        new. Raises ``StorageError``, ``Cancelled``, ``RuleError('gateway_sender')``."""
        called = self._settled(call_out_id)
        leaving = [one for one in waiting_messages(called.campaign) if one.channel in channels]
        outbox = write_outbox(
            folder, called.parcels(leaving), sender, progress=progress, cancelled=cancelled
        )
        if leaving:
            at = self._now()
            with self._store.write(f"Write {len(leaving)} messages to files") as work:
                work.change(
                    *(one.changed(state=MessageState.WRITTEN, sent_at=at) for one in leaving)
                )
                work.commit()
        return outbox

    def settle_messages(self, message_ids: Sequence[UUID], state: MessageState) -> ChangeSet:
        """What a person decides of messages: one that may have arrived (``unknown``) was sent, has
        failed or is to be sent again; one that failed or was written is to be sent again. Raises
        ``RuleError('message_settled')`` for any other."""
        with self._store.write(f"Settle {len(message_ids)} messages") as work:
            found = work.among(CallMessage, "id", list(message_ids))
            for one in found:
                if state not in _DECISIONS.get(one.state, set()):
                    raise RuleError(
                        "message_settled", field="state", state=one.state.value, to=state.value
                    )
            again = {"sent_at": None, "error": ""} if state is MessageState.QUEUED else {}
            work.change(*(one.changed(state=state, **again) for one in found))
            return work.commit()

    def _settled(self, call_out_id: UUID) -> Called:
        """The call-out, after what an interrupted run left is settled."""
        with self._store.read() as reading:
            called = read_called(reading, call_out_id)
        if not settle_interrupted(self._store, called.campaign.messages):
            return called
        with self._store.read() as reading:
            return read_called(reading, call_out_id)

    def _now(self) -> datetime:
        return self._clock().astimezone(UTC)


def _open(call_out: CallOut) -> CallOut:
    if call_out.closed_at is not None:
        raise RuleError("call_out_closed", call_out=call_out.code, closed_at=call_out.closed_at)
    return call_out


def _to_everybody(called: Called, step: int) -> list[_Step]:
    """One message to each person who was called."""
    found = ((one, reached_by(called.campaign, one)) for one in called.campaign.callees)
    return [_Step(callee, step, reach) for callee, reach in found if reach is not None]
