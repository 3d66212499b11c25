"""Opening a call-out: whom to ask in which wave, and who cannot be reached at all."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from osi_app.kernel.changes import ChangeSet
from osi_app.kernel.errors import NotFoundError, RuleError
from osi_app.kernel.ports import UnitOfWork
from osi_app.kernel.service import checked
from osi_app.roster.callout.addresses import Ladder, Unusable, ladder_of, languages_of
from osi_app.roster.callout.tokens import new_token
from osi_app.roster.callout.wording import Templates, chosen_template, templates_with
from osi_app.roster.callout_records import Callee, CallOut, Channel, MessageTemplate
from osi_app.roster.records import Inspector

LONGEST_SPAN_DAYS = 400


@dataclass(frozen=True, slots=True)
class CallOutPlan:
    """What a person decides when opening a call-out; both days inclusive. ``waves`` are the
    inspectors of wave 1, 2, …; somebody in two waves is called in the earlier."""

    inspection_id: UUID
    code: str
    title: str
    needed_from: date
    needed_until: date
    reply_by: datetime
    waves: tuple[tuple[UUID, ...], ...]
    template: str = "launch"
    assembly: str = ""
    wave_hours: float = 6
    ladder_hours: float = 2


@dataclass(frozen=True, slots=True)
class Unreached:
    """Somebody of the call-out who has no usable channel, and why each cannot be used."""

    callee_id: UUID
    inspector_id: UUID
    code: str
    name: str
    reasons: tuple[Unusable, ...]


@dataclass(frozen=True, slots=True)
class Opened:
    """A call-out just opened. ``partly`` are people of whose channels some cannot be used."""

    call_out: CallOut
    change_set: ChangeSet
    unreached: tuple[Unreached, ...]
    partly: tuple[Unreached, ...]


def call_out_of(plan: CallOutPlan, at: datetime) -> CallOut:
    """The record of a plan. Raises ``RuleError``: invalid_value and what ``refuse_call_out``
    raises."""
    values = {
        "inspection_id": plan.inspection_id,
        "code": plan.code,
        "title": plan.title,
        "template": plan.template,
        "opened_at": at,
        "reply_by": plan.reply_by,
        "needed_from": plan.needed_from,
        "needed_until": plan.needed_until,
        "assembly": plan.assembly,
        "wave_hours": plan.wave_hours,
        "ladder_hours": plan.ladder_hours,
    }
    call_out: CallOut = checked(CallOut, values)
    refuse_call_out(call_out)
    return call_out


def refuse_call_out(call_out: CallOut) -> None:
    """Raises ``RuleError``: call_out_days, call_out_span, reply_by_order."""
    first, last = call_out.needed_from, call_out.needed_until
    if last < first:
        raise RuleError("call_out_days", field="needed_until", first=first, last=last)
    if (last - first).days >= LONGEST_SPAN_DAYS:
        raise RuleError("call_out_span", field="needed_until", most=LONGEST_SPAN_DAYS)
    if call_out.reply_by <= call_out.opened_at:
        raise RuleError("reply_by_order", field="reply_by", opened_at=call_out.opened_at)


def add_callees(
    work: UnitOfWork, call_out: CallOut, waves: Sequence[Sequence[UUID]]
) -> tuple[tuple[Callee, Ladder], ...]:
    """New callees with their ladders; who is called already is left. Raises ``NotFoundError``,
    ``RuleError``: nobody_called, no_call_template."""
    wave_of = _first_wave(waves)
    if not wave_of:
        raise RuleError("nobody_called", field="waves")
    people = {one.id: one for one in work.among(Inspector, "id", list(wave_of))}
    missing = [key for key in wave_of if key not in people]
    if missing:
        raise NotFoundError("no_such_record", kind="inspector", id=str(missing[0]))
    templates = templates_with(work.all(MessageTemplate))
    present = {one.inspector_id for one in work.all(Callee, call_out_id=call_out.id)}
    made: list[tuple[Callee, Ladder]] = []
    for key, wave in wave_of.items():
        if key in present:
            continue
        ladder = ladder_of(people[key])
        _refuse_unworded(templates, call_out.template, people[key], ladder)
        token = new_token()
        callee = Callee(call_out_id=call_out.id, inspector_id=key, wave=wave, token=token)
        made.append((callee, ladder))
    work.add(*(callee for callee, _ in made))
    return tuple(made)


def unreached_of(
    made: Sequence[tuple[Callee, Ladder]], people: Mapping[UUID, Inspector], *, wholly: bool
) -> tuple[Unreached, ...]:
    """Who has no rung at all (``wholly``), or lacks some; by code."""
    found = [
        Unreached(callee.id, callee.inspector_id, person.code, person.name, ladder.unusable)
        for callee, ladder in made
        if (person := people[callee.inspector_id])
        and bool(ladder.rungs) is not wholly
        and (wholly or ladder.unusable)
    ]
    return tuple(sorted(found, key=lambda one: one.code))


def _first_wave(waves: Sequence[Sequence[UUID]]) -> dict[UUID, int]:
    wave_of: dict[UUID, int] = {}
    for number, keys in enumerate(waves, start=1):
        for key in keys:
            wave_of.setdefault(key, number)
    return wave_of


def _refuse_unworded(templates: Templates, code: str, person: Inspector, ladder: Ladder) -> None:
    """A call that has no words is refused when it is opened, not when it should leave."""
    for channel in {rung.channel for rung in ladder.rungs} or {Channel.EMAIL}:
        chosen_template(templates, code, languages_of(person.languages), channel)
