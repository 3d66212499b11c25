"""``equipment import`` and ``equipment scan``: lists brought in, tags held against what should be
there."""

from argparse import ArgumentParser, Namespace
from datetime import UTC
from pathlib import Path
from typing import Any, Protocol

from osi_app.equipment.records import Container, Location
from osi_app.equipment.scan_reading import ScanContext
from osi_app.equipment.scanning import (
    ScanLine,
    Verdict,
    count_of,
    expected_at_location,
    expected_in_container,
    judge_scans,
)
from osi_app.equipment.service import IMPORTERS, EquipmentService
from osi_app.equipment.tags import read_store, tags_of
from osi_app.inspection.choosing import add_inspection, one_named
from osi_app.kernel.clock import Clock
from osi_app.kernel.command import Answer, Command, Console, ExitCode
from osi_app.kernel.errors import ImportRefused, RuleError
from osi_app.kernel.import_command import add_columns, add_import_options, imported
from osi_app.kernel.ports import Store
from osi_app.texts import finding_sentence


class _House(Protocol):
    @property
    def equipment(self) -> EquipmentService: ...

    @property
    def store(self) -> Store: ...

    @property
    def clock(self) -> Clock: ...

    def inspections(self) -> Any: ...


def _import_arguments(parser: ArgumentParser) -> None:
    parser.add_argument("what", choices=tuple(IMPORTERS), help="what the list holds")
    parser.add_argument("file", type=Path, help="a CSV or XLSX file")
    add_columns(parser)
    add_import_options(parser)


def _import(house: _House, arguments: Namespace, console: Console) -> Answer:
    preview = house.equipment.preview_import(
        arguments.file,
        dict(arguments.map),
        what=arguments.what,
        fixed=dict(arguments.set),
        progress=console.progress,
        cancelled=console.cancelled,
    )
    return imported(house.equipment, preview, arguments)


def _scan_arguments(parser: ArgumentParser) -> None:
    parser.add_argument("file", type=Path, help="tags, one a line, or a table with time and gate")
    place = parser.add_mutually_exclusive_group(required=True)
    place.add_argument("--box", metavar="CODE", help="held against the contents of this container")
    place.add_argument("--place", metavar="CODE", help="held against what is at this location")
    parser.add_argument("--gate", default="", help="where a line names no gate")
    parser.add_argument("--record", action="store_true", help="keep the scans in the store")
    parser.add_argument(
        "--skip-refused", action="store_true", help="go on although some lines are refused"
    )


def _scan(house: _House, arguments: Namespace, console: Console) -> Answer:
    service = house.equipment
    with house.store.read() as reading:
        store = read_store(reading)
        box = reading.find(Container, code=arguments.box) if arguments.box else None
        place = reading.find(Location, code=arguments.place) if arguments.place else None
    if box is None and place is None:
        raise RuleError("no_such_tag", field="code", tag=arguments.box or arguments.place)
    at = house.clock().astimezone(UTC)
    context = ScanContext(at, arguments.gate, box.id if box is not None else None)
    read = service.preview_scans(arguments.file, context, console.progress, console.cancelled)
    if read.refusals and not arguments.skip_refused:
        raise ImportRefused(arguments.file.name, read.refusals)
    expected = (
        expected_in_container(store, box.id)
        if box is not None
        else expected_at_location(store, place)  # type: ignore[arg-type]  # one of them is there
    )
    lines = judge_scans(expected, read.scans, tags_of(store))
    seq = service.scan(*read.scans).seq if arguments.record and read.scans else 0
    return _answer(lines, [r.where for r in read.refusals], seq)


def _answer(lines: tuple[ScanLine, ...], refused: list[str], seq: int) -> Answer:
    counts = {verdict.value: count for verdict, count in count_of(lines).items()}
    data: dict[str, Any] = {
        "counts": counts,
        "lines": [line_data(one) for one in lines],
        "refused": refused,
        "journal_seq": seq,
    }
    told = [", ".join(f"{word.replace('_', ' ')} {count}" for word, count in counts.items())]
    told += [_told(one) for one in lines if one.verdict is not Verdict.PRESENT]
    clean = len(lines) == counts[Verdict.PRESENT.value]
    return Answer("\n".join(told), data, ExitCode.FINE if clean else ExitCode.FINDINGS)


def line_data(one: ScanLine) -> dict[str, Any]:
    """A line for ``--json``."""
    return {
        "tag": one.tag,
        "verdict": one.verdict.value,
        "name": one.thing.name if one.thing is not None else "",
        "belongs": one.belongs,
        "found_in": one.found_in,
        "times": one.times,
        "at": one.at.isoformat() if one.at is not None else None,
    }


def _told(one: ScanLine) -> str:
    name = one.thing.name if one.thing is not None else ""
    where = f"  belongs to {one.belongs}" if one.belongs else ""
    seen = f", scanned in {one.found_in}" if one.found_in else ""
    return f"  {one.verdict.value.replace('_', ' '):<10} {one.tag}  {name}{where}{seen}"


def _track_arguments(parser: ArgumentParser) -> None:
    parser.add_argument("--box", metavar="CODE", help="only this container")
    add_inspection(parser)


def _track(house: _House, arguments: Namespace, console: Console) -> Answer:
    del console
    found = [
        one
        for one in house.equipment.track_exceptions(one_named(house, arguments))
        if arguments.box in (None, one.subject.shown)
    ]
    data = {
        "exceptions": [
            {"box": one.subject.shown, "rule": one.rule, "said": finding_sentence(one)}
            for one in found
        ]
    }
    text = "\n".join(finding_sentence(one) for one in found) or "Nothing is odd."
    return Answer(text, data, ExitCode.FINDINGS if found else ExitCode.FINE)


COMMANDS = (
    Command(
        "equipment import",
        "bring in a list of items, containers or systems",
        _import_arguments,
        _import,
        "Exports of the usual asset managers are understood: --map says which column is which "
        "field, --set what holds for every row, as in --set technique=c.",
    ),
    Command(
        "equipment scan",
        "hold scanned tags against what should be in a box or at a place",
        _scan_arguments,
        _scan,
        "Present, missing, extra, in the wrong box, unknown. Exit code 1 when anything differs.",
    ),
    Command(
        "equipment track",
        "tell which boxes were long unseen or went another way",
        _track_arguments,
        _track,
        "From movements and scans. Exit code 1 when anything is odd.",
    ),
)
