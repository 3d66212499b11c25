"""Lists of tags from a reader's memory: a file, or pasted lines, with time and gate where told."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any
from uuid import UUID

from osi_app.equipment.movement_records import Scan
from osi_app.equipment.wedge import SEPARATORS
from osi_app.exchange.fields import CellError, Field, plain, reader_of
from osi_app.exchange.mapping import find_formats, propose_mapping, typed_rows
from osi_app.exchange.table_rows import Cell
from osi_app.exchange.tables import Table, read_table
from osi_app.exchange.typed_table import TableChoices
from osi_app.kernel.errors import Refusal
from osi_app.kernel.ports import Cancelled, Progress, never_cancelled, no_progress

CODE, INSTANT = "code", "instant"
TAG_TITLES = ("epc", "rfid", "barcode", "tag id", "id", "code", "scan", "scanned", "value", "data")
AT_TITLES = ("time", "timestamp", "scanned at", "read at", "date", "datetime", "at utc", "time utc")
GATE_TITLES = ("reader", "antenna", "place", "location", "device")
FIELDS = (
    Field("tag", TAG_TITLES, CODE, required=True),
    Field("at", AT_TITLES, INSTANT),
    Field("gate", GATE_TITLES),
)
LINE_LIMIT = 200_000
TAG_LIMIT = 512
"""Letters of a tag; the longest that readers know (EPC memory, GS1 element strings) are shorter."""


@dataclass(frozen=True, slots=True)
class ScanContext:
    """What holds for every tag of a list: ``at`` where a line tells no time, ``gate`` where it
    tells none, and what the list was read for."""

    at: datetime
    gate: str = ""
    container_id: UUID | None = None
    stock_take_id: UUID | None = None


@dataclass(frozen=True, slots=True)
class ReadScans:
    """The tags of a list in its order; lines that cannot be taken are ``refusals``."""

    scans: tuple[Scan, ...]
    refusals: tuple[Refusal, ...] = ()
    notes: tuple[str, ...] = ()


def read_scans(
    path: Path,
    context: ScanContext,
    choices: TableChoices | None = None,
    *,
    progress: Progress = no_progress,
    cancelled: Cancelled = never_cancelled,
) -> ReadScans:
    """A CSV or XLSX of tags with time and gate. A list of one column needs no header. Times
    without a zone are refused, unless the column's header ends in "UTC" or it is chosen. Raises
    ``ImportRefused`` for a file that cannot be read, ``Cancelled``."""
    choices = choices or TableChoices()
    table = _table(path, choices, progress, cancelled)
    if not choices.columns and _is_bare(table):
        return _bare(table, context)
    proposed = propose_mapping(table.headers, FIELDS)
    chosen = proposed.changed(choices.columns, choices.formats, choices.units)
    rows, refused = typed_rows(table, find_formats(table, chosen, FIELDS), FIELDS)
    taken = _Taken(context, [], list(refused))
    for row in rows:
        taken.take(row.where, row.values)
    return taken.all(table.notes)


def pasted_scans(text: str, context: ScanContext) -> ReadScans:
    """Pasted lines: a tag, or tag, time and gate separated by TAB or semicolon; empty lines and a
    line of titles are passed over. A tag may hold commas. Times without a zone are refused."""
    taken = _Taken(context, [], [])
    read_at = reader_of(FIELDS[1], "", 1.0)
    lines = text.replace("\r\n", "\n").replace("\r", "\n").split("\n")
    for number, line in enumerate(lines[:LINE_LIMIT], start=1):
        where = f"line {number}"
        cells = [cell.strip() for cell in line.split("\t" if "\t" in line else ";")]
        if not any(cells) or (number == 1 and _is_title(cells[0])):
            continue
        try:
            at = read_at(cells[1]) if len(cells) > 1 and cells[1] else None
        except CellError as error:
            taken.refusals.append(Refusal(where, str(error), error.remedy))
            continue
        taken.take(where, {"tag": cells[0], "at": at, "gate": "".join(cells[2:3])})
    if len(lines) > LINE_LIMIT:
        reason = f"there are more than {LINE_LIMIT:,} lines"
        taken.refusals.append(Refusal(f"line {LINE_LIMIT + 1}", reason, "paste the rest by itself"))
    return taken.all()


@dataclass(frozen=True, slots=True)
class _Taken:
    """The lines taken so far."""

    context: ScanContext
    scans: list[Scan]
    refusals: list[Refusal]

    def take(self, where: str, values: Mapping[str, Any]) -> None:
        """One line into a scan or a refusal."""
        tag = (values["tag"] or "").strip()
        problem = _problem(tag)
        if problem:
            self.refusals.append(Refusal(where, problem, "read the tag again"))
            return
        self.scans.append(
            Scan(
                tag=tag,
                at=values.get("at") or self.context.at,
                gate=values.get("gate") or self.context.gate,
                container_id=self.context.container_id,
                stock_take_id=self.context.stock_take_id,
            )
        )

    def all(self, notes: tuple[str, ...] = ()) -> ReadScans:
        """What was taken."""
        return ReadScans(tuple(self.scans), tuple(self.refusals), notes)


def _problem(tag: str) -> str:
    if not tag:
        return "it has no tag"
    if len(tag) > TAG_LIMIT:
        return f"the tag has {len(tag):,} characters, at most {TAG_LIMIT}"
    if any(not (sign.isprintable() or sign in SEPARATORS) for sign in tag):
        return "the tag has control characters"
    return ""


def _is_title(cell: Cell) -> bool:
    return plain(str(cell)) in {plain(title) for title in ("tag", "tags", *TAG_TITLES)}


def _is_bare(table: Table) -> bool:
    """One column whose first cell is a tag and no title."""
    return len(table.headers) == 1 and not _is_title(table.headers[0])


def _bare(table: Table, context: ScanContext) -> ReadScans:
    read = reader_of(FIELDS[0], "", 1.0)
    taken = _Taken(context, [], list(table.refusals))
    taken.take("row 1", {"tag": table.headers[0]})
    for number, cells in zip(table.row_numbers, table.rows, strict=True):
        taken.take(f"row {number}", {"tag": read(cells[0]) if cells[0] is not None else ""})
    return taken.all(table.notes)


def _table(path: Path, choices: TableChoices, progress: Progress, cancelled: Cancelled) -> Table:
    return read_table(
        path,
        encoding=choices.encoding,
        delimiter=choices.delimiter,
        sheet=choices.sheet,
        progress=progress,
        cancelled=cancelled,
    )
