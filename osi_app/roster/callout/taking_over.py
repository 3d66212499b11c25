"""What people answered, as availability of the roster."""

from collections.abc import Iterator
from datetime import date, timedelta
from uuid import UUID

from osi_app.kernel.ports import UnitOfWork
from osi_app.roster.callout.campaigns import Called
from osi_app.roster.callout.replies_standing import standing
from osi_app.roster.callout.tally import answer_now, span_of
from osi_app.roster.callout_records import Answer, CallReply
from osi_app.roster.records import Availability

_DAY = timedelta(days=1)
_Days = tuple[date, date, bool]


def reason_of(called: Called) -> str:
    """By what the roster knows availability that a call-out brought."""
    return f"Call-out {called.call_out.code}"


def take_over(work: UnitOfWork, called: Called) -> None:
    """The days of the call for everybody who answered clearly: available on those they named,
    not available on the others. What an earlier taking-over of this call-out left is replaced;
    other availability stays."""
    replies = standing(called.campaign.replies)
    by_person = {called.callees[key].inspector_id: reply for key, reply in replies.items()}
    reason = reason_of(called)
    present: dict[tuple[UUID, _Days], Availability] = {}
    for one in work.among(Availability, "inspector_id", list(by_person)):
        if one.reason == reason:
            days = (one.first_day, one.last_day, one.available)
            present[one.inspector_id, days] = one
    wanted = {(key, days) for key, reply in by_person.items() for days in _days(called, reply)}
    work.remove(*(one for key, one in present.items() if key not in wanted))
    new = sorted(wanted - present.keys(), key=str)
    work.add(*(
        Availability(inspector_id=key, first_day=first, last_day=last, available=available,
                     reason=reason)
        for key, (first, last, available) in new
    ))  # fmt: skip


def _days(called: Called, reply: CallReply) -> Iterator[_Days]:
    needed_from, needed_until = called.call_out.needed_from, called.call_out.needed_until
    if answer_now(reply, called.campaign) is Answer.UNCLEAR:
        return
    span = span_of(reply, called.campaign)
    if span is None:
        yield needed_from, needed_until, False
        return
    first, last = span
    yield first, last, True
    if needed_from < first:
        yield needed_from, first - _DAY, False
    if last < needed_until:
        yield last + _DAY, needed_until, False
