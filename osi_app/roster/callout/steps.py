"""Which message is due when: waves after waves, and up each person's ladder until they answer.

Step numbers: 0, 1, 2 are the rungs of the ladder; 100 + n tells of change n of the invitation;
1000 says that it is called off.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from uuid import UUID

from osi_app.roster.callout.addresses import Ladder, Reach
from osi_app.roster.callout.replies_standing import answered
from osi_app.roster.callout_records import (
    Callee,
    CallMessage,
    CallOut,
    CallReply,
    Channel,
    MessageState,
)

FIRST_CHANGE, CALLED_OFF = 100, 1_000


@dataclass(frozen=True, slots=True)
class Campaign:
    """A call-out with all that belongs to it. ``ladders`` are by inspector."""

    call_out: CallOut
    callees: tuple[Callee, ...]
    ladders: Mapping[UUID, Ladder]
    messages: tuple[CallMessage, ...] = ()
    replies: tuple[CallReply, ...] = ()
    by_callee: Mapping[UUID, Mapping[int, CallMessage]] = field(init=False, compare=False)

    def __post_init__(self) -> None:
        grouped: dict[UUID, dict[int, CallMessage]] = {}
        for message in self.messages:
            grouped.setdefault(message.callee_id, {})[message.step] = message
        object.__setattr__(self, "by_callee", grouped)


@dataclass(frozen=True, slots=True)
class DueStep:
    """A message that should go out: to whom, by which rung, and since when it is due."""

    callee: Callee
    step: int
    reach: Reach
    due_at: datetime


def wave_starts(call_out: CallOut, wave: int) -> datetime:
    """When a wave is called; wave 1 at the opening."""
    return call_out.opened_at + timedelta(hours=call_out.wave_hours * (wave - 1))


def due_steps(campaign: Campaign, at: datetime) -> tuple[DueStep, ...]:
    """The messages due at that moment and not yet made, by time, then by token: at most one a
    person. Nothing is due once the call-out is closed, nor for who has answered."""
    planned = (one for one in _next_steps(campaign) if one.due_at <= at)
    return tuple(sorted(planned, key=lambda one: (one.due_at, one.callee.token)))


def next_due(campaign: Campaign, at: datetime) -> datetime | None:
    """When the next message falls due that is not due yet; None when none will."""
    return min((one.due_at for one in _next_steps(campaign) if one.due_at > at), default=None)


def _next_steps(campaign: Campaign) -> Iterable[DueStep]:
    """Each person's next rung."""
    if campaign.call_out.closed_at is not None:
        return
    done = answered(campaign.replies)
    for callee in campaign.callees:
        if callee.id in done:
            continue
        made = campaign.by_callee.get(callee.id, {})
        found = _next_rung(campaign, callee, made)
        if found is not None:
            yield found


def _next_rung(
    campaign: Campaign, callee: Callee, made: Mapping[int, CallMessage]
) -> DueStep | None:
    rungs = campaign.ladders[callee.inspector_id].rungs
    step = max((number for number in made if number < FIRST_CHANGE), default=-1) + 1
    if step >= len(rungs):
        return None
    due_at = wave_starts(campaign.call_out, callee.wave)
    if step:
        due_at = _after(campaign.call_out, made[step - 1])
    return DueStep(callee, step, rungs[step], due_at)


def _after(call_out: CallOut, before: CallMessage) -> datetime:
    """A message that failed is followed at once; the others get their time."""
    if before.state is MessageState.FAILED:
        return before.queued_at
    return before.queued_at + timedelta(hours=call_out.ladder_hours)


def reached_by(campaign: Campaign, callee: Callee) -> Reach | None:
    """The channel by which a person who was called is told of a change: the first that carried
    a message and needs no caller, else the first rung; None for who was never called."""
    made = campaign.by_callee.get(callee.id, {})
    carried: Sequence[Reach] = [
        Reach(one.channel, one.address)
        for _, one in sorted(made.items())
        if one.state in (MessageState.SENT, MessageState.WRITTEN, MessageState.UNKNOWN)
    ]
    unspoken = [one for one in carried if one.channel is not Channel.VOICE]
    return next(iter((*unspoken, *carried)), None)
