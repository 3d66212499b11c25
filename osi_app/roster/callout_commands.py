"""``callout …``: open a call-out, send it or write it to files, read replies, and see how it
stands."""

from argparse import ArgumentParser, Namespace
from dataclasses import asdict
from os import environ
from pathlib import Path
from typing import Any
from uuid import UUID

from osi_app.inspection.choosing import chosen
from osi_app.kernel.command import Answer, Command, Console
from osi_app.kernel.errors import NotFoundError
from osi_app.roster.callout import answer_commands
from osi_app.roster.callout.choosing import (
    PASSWORD,
    CallingHouse,
    add_call_out,
    chosen_call_out,
    day_typed,
    findings_if,
    instant_typed,
)
from osi_app.roster.callout.gateway import read_gateway
from osi_app.roster.callout.opening import CallOutPlan, Unreached
from osi_app.roster.callout.sending import SendReport
from osi_app.roster.records import Inspector
from osi_app.texts import refused, texts

# ---- open ------------------------------------------------------------------------------------


def _open_arguments(parser: ArgumentParser) -> None:
    add_call_out(parser)
    parser.add_argument("--title", required=True, help="as the messages name it")
    parser.add_argument("--from", dest="first", required=True, metavar="DAY", help="first day")
    parser.add_argument("--until", dest="last", required=True, metavar="DAY", help="last day")
    parser.add_argument("--reply-by", required=True, metavar="INSTANT", help="2026-08-24T18:00Z")
    parser.add_argument("--template", default="launch", help="launch, exercise, or one of yours")
    parser.add_argument("--assembly", default="", help="where and when people gather")
    parser.add_argument("--wave", action="append", default=[], metavar="CODES",
                        help="inspectors of the next wave, as I-1,I-2 (repeatable)")  # fmt: skip
    parser.add_argument("--all", action="store_true", help="everybody, in one wave")
    parser.add_argument("--wave-hours", type=float, default=6, help="between two waves (6)")
    parser.add_argument("--ladder-hours", type=float, default=2, help="between two channels (2)")


def _open(house: CallingHouse, arguments: Namespace, console: Console) -> Answer:
    del console
    plan = CallOutPlan(
        inspection_id=chosen(house, arguments).id,
        code=arguments.code,
        title=arguments.title,
        needed_from=day_typed(arguments.first),
        needed_until=day_typed(arguments.last),
        reply_by=instant_typed(arguments.reply_by),
        waves=_waves(house, arguments),
        template=arguments.template,
        assembly=arguments.assembly,
        wave_hours=arguments.wave_hours,
        ladder_hours=arguments.ladder_hours,
    )
    opened = house.roster.open_call_out(plan)
    called = sum(change.kind == "callee" for change in opened.change_set.changes)
    lines = [f"Call-out {plan.code} is open: {called} people in {len(plan.waves)} wave(s)."]
    lines += [f"  not reached: {_told(one)}" for one in opened.unreached]
    lines += [f"  partly: {_told(one)}" for one in opened.partly]
    data = {
        "code": plan.code,
        "people": called,
        "unreached": [_unreached_data(one) for one in opened.unreached],
        "partly": [_unreached_data(one) for one in opened.partly],
    }
    return Answer("\n".join(lines), data, findings_if(bool(opened.unreached)))


def _waves(house: CallingHouse, arguments: Namespace) -> tuple[tuple[UUID, ...], ...]:
    with house.store.read() as reading:
        people = {one.code: one.id for one in reading.all(Inspector)}
    if arguments.all:
        return (tuple(people.values()),)
    waves = [[code.strip() for code in wave.split(",") if code.strip()] for wave in arguments.wave]
    for code in (code for wave in waves for code in wave):
        if code not in people:
            raise NotFoundError("no_such_inspector", named=code)
    return tuple(tuple(people[code] for code in wave) for wave in waves)


def _told(one: Unreached) -> str:
    reasons = ", ".join(f"{each.channel}: {_word(each.reason)}" for each in one.reasons)
    return f"{one.code} {one.name} ({reasons or 'no channel'})"


def _unreached_data(one: Unreached) -> dict[str, Any]:
    return {
        "code": one.code,
        "name": one.name,
        "reasons": [{"channel": r.channel, "reason": r.reason} for r in one.reasons],
    }


# ---- send, outbox ----------------------------------------------------------------------------


def _send_arguments(parser: ArgumentParser) -> None:
    add_call_out(parser)
    parser.add_argument("--gateway", required=True, type=Path, metavar="FILE",
                        help=f"TOML: sender, host, port, security, user, sms_address, sms_http; "
                             f"the password comes from {PASSWORD}")  # fmt: skip


def _send(house: CallingHouse, arguments: Namespace, console: Console) -> Answer:
    call_out = chosen_call_out(house, arguments)
    gateway = read_gateway(arguments.gateway, environ.get(PASSWORD, ""))
    queued = len(house.roster.queue_due(call_out.id).changes)
    report = house.roster.send(call_out.id, gateway, console.progress, console.cancelled)
    data = {**asdict(report), "queued": queued}
    data["stopped"] = [{"channel": one.channel.value, "code": one.code} for one in report.stopped]
    troubled = bool(report.stopped or report.failed or report.unknown)
    return Answer(_sent_text(report, queued), data, findings_if(troubled))


def _sent_text(report: SendReport, queued: int) -> str:
    lines = [
        f"{queued} queued, {report.sent} sent, {report.failed} failed, {report.unknown} unknown, "
        f"{report.put_off} put off, {report.waiting} waiting, {report.to_call} to call."
    ]
    lines += [
        f"  {one.channel.value}: {refused(one.code, one.values) or one.code}"
        for one in report.stopped
    ]
    return "\n".join(lines)


def _outbox_arguments(parser: ArgumentParser) -> None:
    add_call_out(parser)
    parser.add_argument("folder", type=Path, metavar="DIR", help="made when it is not there")
    parser.add_argument("--sender", required=True, metavar="ADDRESS", help="who invites")


def _outbox(house: CallingHouse, arguments: Namespace, console: Console) -> Answer:
    call_out = chosen_call_out(house, arguments)
    house.roster.queue_due(call_out.id)
    outbox = house.roster.write_outbox(
        call_out.id,
        arguments.folder,
        arguments.sender,
        progress=console.progress,
        cancelled=console.cancelled,
    )
    names = [path.name for path in outbox.files]
    text = f"{len(names)} files in {outbox.folder}, {outbox.messages} messages."
    data = {"folder": str(outbox.folder), "files": names, "messages": outbox.messages}
    return Answer(text, data)


def _word(code: str) -> str:
    return texts().get("callout", {}).get(code, code)


COMMANDS = (
    Command("callout open", "open a call-out", _open_arguments, _open,
            "Exit code 1 when somebody cannot be reached at all."),
    Command("callout send", "queue what is due and send it", _send_arguments, _send,
            "No message is sent twice, whatever happens. Exit code 1 when some did not leave."),
    Command("callout outbox", "write what is due as .eml and CSV", _outbox_arguments, _outbox),
    *answer_commands.COMMANDS,
)  # fmt: skip
