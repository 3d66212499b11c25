"""Handing messages over, one by one, so that none is sent twice and none is lost.

A message is committed as ``sending`` before it is handed over and gets its outcome afterwards, in
the transaction that marks the next one. What is still ``sending`` when a run begins was interrupted
between the two: it may have arrived, becomes ``unknown``, and a person decides.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from osi_app.kernel.clock import Clock
from osi_app.kernel.ports import Cancelled, Progress, Store, never_cancelled, no_progress
from osi_app.roster.callout.composing import Parcel
from osi_app.roster.callout.outcomes import Carrier, NoConnection, Outcome, Packed, told
from osi_app.roster.callout.replies_standing import answered
from osi_app.roster.callout.steps import CALLED_OFF, FIRST_CHANGE, Campaign
from osi_app.roster.callout_records import CallMessage, Channel, MessageState

INTERRUPTED = "interrupted"
MOST_LOST_IN_A_ROW = 3
"""Connections lost one after another, after which a way out is given up for this run: a server
that hangs would else cost a timeout for every message."""


@dataclass(frozen=True, slots=True)
class Run:
    """What a run stands on. ``carriers`` are the ways out that there are."""

    store: Store
    clock: Clock
    carriers: Mapping[Channel, Carrier]
    progress: Progress = no_progress
    cancelled: Cancelled = never_cancelled


@dataclass(frozen=True, slots=True)
class Stopped:
    """Why a channel was given up: the code and values of a refusal."""

    channel: Channel
    code: str
    values: dict[str, object] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class SendReport:
    """What a run came to: counts of messages. ``put_off`` are queued again after a try,
    ``waiting`` were not tried, ``to_call`` are calls that a person makes."""

    sent: int = 0
    failed: int = 0
    unknown: int = 0
    put_off: int = 0
    waiting: int = 0
    to_call: int = 0
    cancelled: bool = False
    stopped: tuple[Stopped, ...] = ()


def waiting_messages(campaign: Campaign) -> tuple[CallMessage, ...]:
    """The queued messages that should still go out, in the order they were queued: none to who
    has answered, only the newest change, and only the end once it is called off."""
    done = answered(campaign.replies)
    newest = FIRST_CHANGE + campaign.call_out.sequence

    def wanted(message: CallMessage) -> bool:
        if message.step >= CALLED_OFF:
            return True
        if campaign.call_out.closed_at is not None:
            return False
        if message.step >= FIRST_CHANGE:
            return message.step == newest
        return message.callee_id not in done

    queued = (one for one in campaign.messages if one.state is MessageState.QUEUED and wanted(one))
    return tuple(sorted(queued, key=lambda one: (one.queued_at, one.step, str(one.id))))


def ready_to_try(message: CallMessage, at: datetime, retry_minutes: float) -> bool:
    """Whether a queued message was never tried, or long enough ago."""
    return message.sent_at is None or message.sent_at + timedelta(minutes=retry_minutes) <= at


def settle_interrupted(store: Store, messages: Iterable[CallMessage]) -> int:
    """What an earlier run left as ``sending`` becomes ``unknown``. How many."""
    left = [one for one in messages if one.state is MessageState.SENDING]
    if left:
        with store.write(f"Settle {len(left)} interrupted messages") as work:
            work.change(
                *(one.changed(state=MessageState.UNKNOWN, error=INTERRUPTED) for one in left)
            )
            work.commit()
    return len(left)


def send_all(run: Run, parcels: Sequence[Parcel]) -> SendReport:
    """Hands these messages over. Cancelled, it stops between two messages."""
    dispatch = _Dispatch(run)
    try:
        for number, parcel in enumerate(parcels, start=1):
            if run.cancelled():
                dispatch.was_cancelled = True
                break
            dispatch.send(parcel)
            run.progress(number, len(parcels))
        dispatch.record()
    finally:
        for carrier in run.carriers.values():
            carrier.close()
    return dispatch.report(len(parcels))


class _Dispatch:
    """A run on its way: the outcome not yet kept, and the ways out given up."""

    def __init__(self, run: Run) -> None:
        self._run = run
        self._open: CallMessage | None = None
        self._stopped: dict[Channel, Stopped] = {}
        self._lost: dict[Channel, int] = {}
        self._counts: dict[MessageState, int] = {}
        self.was_cancelled = False

    def send(self, parcel: Parcel) -> None:
        """One message, unless its way out is given up."""
        channel = parcel.message.channel
        carrier = self._run.carriers.get(channel)
        if carrier is None or channel in self._stopped:
            return
        try:
            packed = carrier.packed(parcel)
            carrier.open()
        except ValueError as error:
            self._failed(parcel.message, told(error))
            return
        except NoConnection as error:
            self._stopped[channel] = Stopped(channel, error.code, error.values)
            return
        self._hand_over(carrier, parcel.message, packed)

    def _hand_over(self, carrier: Carrier, message: CallMessage, packed: Packed) -> None:
        leaving = self.record(message)
        if leaving is None:
            return
        outcome = carrier.hand_over(packed)
        self._open = leaving.changed(
            state=outcome.state, error=outcome.error, sent_at=self._run.clock()
        )
        self._count(message.channel, outcome)

    def _failed(self, message: CallMessage, error: str) -> None:
        self.record()
        self._open = message.changed(state=MessageState.FAILED, error=error)
        self._count(message.channel, Outcome(MessageState.FAILED, error))

    def _count(self, channel: Channel, outcome: Outcome) -> None:
        self._counts[outcome.state] = self._counts.get(outcome.state, 0) + 1
        self._lost[channel] = self._lost.get(channel, 0) + 1 if outcome.lost else 0
        if self._lost[channel] >= MOST_LOST_IN_A_ROW:
            values = {"count": self._lost[channel], "reason": outcome.error}
            self._stopped[channel] = Stopped(channel, "connection_lost", values)

    def record(self, leaving: CallMessage | None = None) -> CallMessage | None:
        """Keeps the last outcome and marks the next message as leaving, in one transaction. The
        message as marked; None where another run took it, or it is no longer queued."""
        if self._open is None and leaving is None:
            return None
        marked = None
        with self._run.store.write("Send call-out messages") as work:
            if self._open is not None:
                work.change(self._open)
            if leaving is not None:
                now = work.load(CallMessage, leaving.id)
                if now.state is MessageState.QUEUED:
                    at = self._run.clock()
                    marked = now.changed(state=MessageState.SENDING, sent_at=at, error="")
                    work.change(marked)
            work.commit()
        self._open = None
        return marked

    def report(self, total: int) -> SendReport:
        """What the run came to."""
        counted = self._counts
        return SendReport(
            sent=counted.get(MessageState.SENT, 0),
            failed=counted.get(MessageState.FAILED, 0),
            unknown=counted.get(MessageState.UNKNOWN, 0),
            put_off=counted.get(MessageState.QUEUED, 0),
            waiting=total - sum(counted.values()),
            cancelled=self.was_cancelled,
            stopped=tuple(self._stopped.values()),
        )
