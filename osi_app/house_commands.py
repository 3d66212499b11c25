"""Commands over all rooms: import, check, verify, backup."""

from argparse import ArgumentParser, Namespace
from collections.abc import Callable
from pathlib import Path
from typing import Any

from osi_app.area.records import BoundaryKind
from osi_app.house import House
from osi_app.inspection.choosing import add_inspection, chosen
from osi_app.kernel.command import Answer, Command, Console, ExitCode
from osi_app.kernel.findings import Finding, Severity
from osi_app.kernel.import_command import add_import_options, imported
from osi_app.kernel.importing import ImportPreview
from osi_app.kernel.ports import JournalHead
from osi_app.texts import finding_sentence, mend_sentence

Previewer = Callable[[House, Namespace], ImportPreview]


def _area(house: House, arguments: Namespace) -> ImportPreview:
    case = chosen(house, arguments)
    return house.area.preview_import(arguments.file, case.id, BoundaryKind(arguments.boundary))


def _search(house: House, arguments: Namespace) -> ImportPreview:
    return house.search.preview_import(arguments.file, chosen(house, arguments).id)


PREVIEWS: dict[str, tuple[str, Previewer]] = {
    "states": ("library", lambda house, a: house.library.preview_import(a.file)),
    "events": ("inspection", lambda house, a: house.inspection.preview_import(a.file)),
    "roster": ("roster", lambda house, a: house.roster.preview_import(a.file)),
    "equipment": ("equipment", lambda house, a: house.equipment.preview_import(a.file)),
    "area": ("area", _area),
    "search": ("search", _search),
}


def _import_arguments(parser: ArgumentParser) -> None:
    parser.add_argument("kind", choices=sorted(PREVIEWS), help="what the file holds")
    parser.add_argument("file", type=Path, help="the file")
    add_import_options(parser)
    parser.add_argument(
        "--boundary",
        choices=[kind.value for kind in BoundaryKind],
        default=BoundaryKind.MANDATED.value,
        help="which boundary an area file gives (default: mandated)",
    )
    add_inspection(parser)


def _import(house: House, arguments: Namespace, console: Console) -> Answer:
    del console
    room, previewer = PREVIEWS[arguments.kind]
    return imported(getattr(house, room), previewer(house, arguments), arguments)


def _check(house: House, arguments: Namespace, console: Console) -> Answer:
    del console
    inspection = chosen(house, arguments)
    found = house.findings(inspection.id)
    broken = sum(one.breaks_rule for one in found)
    lines = [f"{inspection.code}: {len(found)} findings, {broken} break a rule"]
    lines += [_line(one) for one in found]
    data = {"inspection": inspection.code, "findings": [as_data(one) for one in found]}
    return Answer("\n".join(lines), data, ExitCode.FINDINGS if broken else ExitCode.FINE)


def _line(finding: Finding) -> str:
    words = {Severity.BREACH: "BREACH ", Severity.WARNING: "warning", Severity.NOTE: "note   "}
    text = f"  {words[finding.severity]} {finding.paragraph:<10} {finding.subject.shown}: "
    mend = mend_sentence(finding)
    return text + finding_sentence(finding) + (f" Mend: {mend}" if mend else "")


def as_data(finding: Finding) -> dict[str, Any]:
    """A finding with stable keys, for --json."""
    return {
        "rule": finding.rule,
        "paragraph": finding.paragraph,
        "severity": finding.severity.value,
        "kind": finding.subject.kind,
        "record": finding.subject.shown,
        "id": str(finding.subject.id),
        "text": finding_sentence(finding),
        "mend": mend_sentence(finding),
        "values": finding.values,
    }


def _verify_arguments(parser: ArgumentParser) -> None:
    parser.add_argument(
        "--seq", type=int, help="number of a printed journal entry to hold it against"
    )
    parser.add_argument("--hash", default="", help="the SHA-256 printed with that number")


def _verify(house: House, arguments: Namespace, console: Console) -> Answer:
    del console
    printed = JournalHead(arguments.seq, arguments.hash) if arguments.seq else None
    faults = house.store.journal.verify(printed)
    file_faults = house.store.care.verify()
    head = house.store.journal.head()
    lines = [f"journal: {head.seq} entries, newest {head.sha256}"]
    lines += [f"  entry {one.seq} ({one.label}): {one.reason.replace('_', ' ')}" for one in faults]
    lines += [f"  file: {line}" for line in file_faults]
    if not (faults or file_faults):
        lines.append("  the chain and every page are whole")
    data = {
        "seq": head.seq,
        "sha256": head.sha256,
        "faults": [{"seq": one.seq, "reason": one.reason, "label": one.label} for one in faults],
        "file": list(file_faults),
    }
    code = ExitCode.FINDINGS if faults or file_faults else ExitCode.FINE
    return Answer("\n".join(lines), data, code)


def _backup_arguments(parser: ArgumentParser) -> None:
    parser.add_argument("target", type=Path, help="where the copy goes; must not exist yet")


def _backup(house: House, arguments: Namespace, console: Console) -> Answer:
    target = house.store.care.backup(arguments.target, console.progress)
    size = target.stat().st_size
    return Answer(
        f"{target}: {size:,} bytes".replace(",", " "), {"file": str(target), "bytes": size}
    )


COMMANDS = (
    Command(
        "import",
        "bring in a file: preview first, then apply as one undoable step",
        _import_arguments,
        _import,
        "KIND is one of states, events, roster, equipment, area, search. A file with refused rows "
        "changes nothing unless --skip-refused is given; --dry-run never changes anything.",
    ),
    Command("check", "list what the rules say of an inspection", add_inspection, _check),
    Command("verify", "check the journal's chain and every page", _verify_arguments, _verify),
    Command("backup", "write a whole copy of the open store", _backup_arguments, _backup),
)
