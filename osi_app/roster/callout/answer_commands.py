"""``callout replies``, ``reply``, ``tally``, ``tree``: what came back, and how it stands."""

from argparse import ArgumentParser, Namespace
from collections.abc import Sequence
from dataclasses import asdict
from os import environ
from pathlib import Path
from typing import Any

from osi_app.kernel.command import Answer, Command, Console
from osi_app.kernel.errors import NotFoundError, RuleError
from osi_app.roster.callout.choosing import (
    PASSWORD,
    CallingHouse,
    add_call_out,
    chosen_call_out,
    day_typed,
    findings_if,
)
from osi_app.roster.callout.gateway import Security
from osi_app.roster.callout.imap_source import Mailbox
from osi_app.roster.callout.spoken import SpokenReply
from osi_app.roster.callout.tally import Counts, Tally
from osi_app.roster.callout_records import Answer as Said
from osi_app.roster.callout_records import Callee
from osi_app.roster.callout_service import ReadReplies
from osi_app.roster.records import Inspector

# ---- replies ---------------------------------------------------------------------------------


def _replies_arguments(parser: ArgumentParser) -> None:
    add_call_out(parser)
    parser.add_argument("files", nargs="*", type=Path, metavar="FILE",
                        help="mbox, .eml, a folder of them, CSV or XLSX")  # fmt: skip
    parser.add_argument("--imap", metavar="HOST", help=f"a mailbox; password from {PASSWORD}")
    parser.add_argument("--user", default="", help="of the mailbox")
    parser.add_argument("--folder", default="INBOX", help="of the mailbox (INBOX)")
    parser.add_argument("--port", type=int, default=993)
    parser.add_argument("--security", choices=[one.value for one in Security], default="ssl")


def _replies(house: CallingHouse, arguments: Namespace, console: Console) -> Answer:
    call_out = chosen_call_out(house, arguments)
    if not arguments.files and not arguments.imap:
        raise RuleError("nothing_to_read", field="files")
    found: list[ReadReplies] = []
    if arguments.files:
        found.append(house.roster.read_replies(call_out.id, arguments.files))
    if arguments.imap:
        mailbox = Mailbox(
            host=arguments.imap,
            user=arguments.user,
            password=environ.get(PASSWORD, ""),
            port=arguments.port,
            security=Security(arguments.security),
            folder=arguments.folder,
        )
        read = house.roster.read_mailbox(call_out.id, mailbox, console.progress, console.cancelled)
        found.append(read)
    return _read_answer(found)


def _read_answer(found: Sequence[ReadReplies]) -> Answer:
    data: dict[str, Any] = {
        name: sum(getattr(one, name) for one in found)
        for name in ("counted", "to_review", "known", "unrelated")
    }
    lines = [
        f"{data['counted']} replies count, {data['to_review']} to review, "
        f"{data['known']} known already, {data['unrelated']} unrelated."
    ]
    refusals = [one for each in found for one in each.refusals]
    lines += [f"  {one.where}: {one.reason}. {one.remedy}".rstrip() for one in refusals]
    data["refused"] = [{"where": one.where, "reason": one.reason} for one in refusals]
    return Answer("\n".join(lines), data, findings_if(bool(data["to_review"] or refusals)))


def _reply_arguments(parser: ArgumentParser) -> None:
    add_call_out(parser)
    parser.add_argument("person", metavar="INSPECTOR", help="the inspector's code")
    parser.add_argument("answer", choices=[one.value for one in Said])
    parser.add_argument("--by", required=True, metavar="NAME", help="who heard it")
    parser.add_argument("--from", dest="first", metavar="DAY", help="available from")
    parser.add_argument("--until", dest="last", metavar="DAY", help="available until")
    parser.add_argument("--airport", default="", metavar="IATA")
    parser.add_argument("--constraints", default="")


def _reply(house: CallingHouse, arguments: Namespace, console: Console) -> Answer:
    del console
    call_out = chosen_call_out(house, arguments)
    with house.store.read() as reading:
        person = reading.find(Inspector, code=arguments.person)
        if person is None:
            raise NotFoundError("no_such_inspector", named=arguments.person)
        callee = reading.find(Callee, call_out_id=call_out.id, inspector_id=person.id)
    if callee is None:
        raise NotFoundError("no_such_callee", named=arguments.person)
    said = SpokenReply(
        callee.id,
        Said(arguments.answer),
        arguments.by,
        available_from=day_typed(arguments.first) if arguments.first else None,
        available_until=day_typed(arguments.last) if arguments.last else None,
        airport=arguments.airport,
        constraints=arguments.constraints,
    )
    house.roster.record_reply(call_out.id, said)
    return Answer(f"{person.code} {person.name}: {said.answer.value}.",
                  {"person": person.code, "answer": said.answer.value})  # fmt: skip


# ---- how it stands ---------------------------------------------------------------------------


def _tally_arguments(parser: ArgumentParser) -> None:
    add_call_out(parser)
    parser.add_argument("--silent-after", type=float, default=6, metavar="HOURS",
                        help="names who has not answered for so long (6)")  # fmt: skip


def _tally(house: CallingHouse, arguments: Namespace, console: Console) -> Answer:
    del console
    call_out = chosen_call_out(house, arguments)
    found = house.roster.tally(call_out.id, arguments.silent_after)
    with house.store.read() as reading:
        whole = [one.code for one in reading.among(Inspector, "id", found.whole)]
        unreached = [one.code for one in reading.among(Inspector, "id", found.unreached)]
    data = _tally_data(found, sorted(whole), sorted(unreached))
    return Answer(_tally_text(found), data)


def _tally_data(found: Tally, whole: list[str], unreached: list[str]) -> dict[str, Any]:
    return {
        "at": found.at,
        "counts": _counts_data(found.counts),
        "by_hour": [asdict(one) for one in found.by_hour],
        "by_region": {one.group: _counts_data(one.counts) for one in found.by_region},
        "by_zone": {one.group: _counts_data(one.counts) for one in found.by_zone},
        "silent": [
            {"code": one.code, "wave": one.wave, "hours": round(one.hours, 2),
             "channels": one.channels}
            for one in found.silent
        ],
        "whole": whole,
        "unreached": unreached,
        "coverage": {one.day.isoformat(): one.available for one in found.coverage},
        "to_review": found.to_review,
        "undecided": found.undecided,
        "next_due": found.next_due,
    }  # fmt: skip


def _counts_data(counts: Counts) -> dict[str, int]:
    return {**asdict(counts), "people": counts.people}


def _tally_text(found: Tally) -> str:
    counts = found.counts
    fewest = min(found.coverage, key=lambda one: (one.available, one.day))
    lines = [
        f"{counts.people} people: {counts.available} available, {counts.partly} partly, "
        f"{counts.unavailable} unavailable, {counts.unclear} unclear, {counts.silent} silent.",
        f"{len(found.whole)} on every day; fewest on {fewest.day}: {fewest.available}.",
        f"{found.to_review} replies to review, {found.undecided} messages that may have arrived, "
        f"{len(found.unreached)} people not reached.",
    ]
    lines += [
        f"  {one.group or 'unknown'}: {one.counts.available} of {one.counts.people}"
        for one in (*found.by_region, *found.by_zone)
    ]
    lines += [f"  silent for {one.hours:.1f} h: {one.code} {one.name}" for one in found.silent]
    return "\n".join(lines)


def _tree_arguments(parser: ArgumentParser) -> None:
    add_call_out(parser)
    parser.add_argument("--most", type=int, default=5, metavar="N", help="calls of one person (5)")
    parser.add_argument("--silent", action="store_true", help="only who has not answered")


def _tree(house: CallingHouse, arguments: Namespace, console: Console) -> Answer:
    del console
    call_out = chosen_call_out(house, arguments)
    tree = house.roster.phone_tree(call_out.id, arguments.most, silent_only=arguments.silent)
    lines = [
        f"{'  ' * (one.level - 1)}{one.caller_code} → {one.code} {one.name} {one.number} "
        f"{one.language} {one.zone}".rstrip()
        for one in tree.calls
    ]
    with house.store.read() as reading:
        without = reading.among(Inspector, "id", tree.without_number)
    lines += [f"no number: {one.code} {one.name}" for one in without]
    calls = [{**asdict(one), "inspector_id": str(one.inspector_id)} for one in tree.calls]
    data = {"calls": calls, "without_number": [one.code for one in without]}
    return Answer("\n".join(lines) or "Nobody is to be called.", data)


COMMANDS = (
    Command("callout replies", "read replies from files or a mailbox", _replies_arguments,
            _replies, "Exit code 1 when some wait for a person."),
    Command("callout reply", "enter what somebody said on the telephone", _reply_arguments,
            _reply),
    Command("callout tally", "who answered what, and who has not", _tally_arguments, _tally),
    Command("callout tree", "the telephone tree: who calls whom", _tree_arguments, _tree),
)  # fmt: skip
