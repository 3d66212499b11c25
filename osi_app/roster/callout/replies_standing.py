"""Which reply of a person counts now."""

from collections.abc import Iterable
from uuid import UUID

from osi_app.roster.callout_records import Answer, CallReply


def counts(reply: CallReply) -> bool:
    """Whether it is known whose reply this is. One with a problem counts once a person accepts
    it, and never by itself."""
    return reply.callee_id is not None and not reply.problem


def standing(replies: Iterable[CallReply]) -> dict[UUID, CallReply]:
    """The latest reply that counts, by callee: a later one takes the place of an earlier one."""
    latest: dict[UUID, CallReply] = {}
    for reply in sorted(replies, key=lambda one: (one.at, str(one.id))):
        if reply.callee_id is not None and counts(reply):
            latest[reply.callee_id] = reply
    return latest


def answered(replies: Iterable[CallReply]) -> frozenset[UUID]:
    """Callees who said something clear. Who was unclear is asked on: an automatic answer is
    unclear too."""
    return frozenset(
        key for key, reply in standing(replies).items() if reply.answer is not Answer.UNCLEAR
    )
