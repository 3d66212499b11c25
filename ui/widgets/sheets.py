"""Tables as text and files: the clipboard's tab-separated blocks, CSV and XLSX of what is shown."""

import csv
from collections.abc import Iterable, Iterator, Sequence
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

from osi_app.kernel.errors import Cancelled as CancelledError
from osi_app.kernel.lists import BLOCK, Column, Key, ListQuery, RecordList
from osi_app.kernel.ports import Cancelled, Progress
from ui import texts

DAY_FORMAT, INSTANT_FORMAT = "yyyy-mm-dd", 'yyyy-mm-dd hh:mm"Z"'
PIXELS_PER_LETTER = 7
FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r")


def escaped(text: str) -> str:
    """Text that a spreadsheet will not run: a cell that looks like a formula gets an apostrophe.
    Plain numbers keep their sign."""
    if text.startswith(FORMULA_STARTS) and not _is_number(text):
        return f"'{text}"
    return text


def block_text(rows: Iterable[Sequence[str]]) -> str:
    """Rows as a block for the clipboard."""
    return "\n".join("\t".join(cell.replace("\t", " ") for cell in row) for row in rows)


def block_cells(text: str) -> list[list[str]]:
    """The cells of a pasted block."""
    lines = text.replace("\r\n", "\n").rstrip("\n").split("\n")
    return [line.split("\t") for line in lines]


def write_sheet(
    path: Path,
    columns: Sequence[Column],
    shown: tuple[ListQuery, RecordList[Any], Sequence[Key]],
    progress: Progress,
    cancelled: Cancelled,
) -> int:
    """Writes the lines to a CSV or XLSX file by its suffix and returns how many. Half a file is
    never left: it is written beside and then moved."""
    rows = _rows(columns, shown, progress, cancelled)
    half = path.with_name(f".{path.name}.part")
    try:
        count = (
            _write_xlsx(half, columns, rows)
            if path.suffix.lower() == ".xlsx"
            else (_write_csv(half, columns, rows))
        )
        half.replace(path)
    finally:
        half.unlink(missing_ok=True)
    return count


def _rows(
    columns: Sequence[Column],
    shown: tuple[ListQuery, RecordList[Any], Sequence[Key]],
    progress: Progress,
    cancelled: Cancelled,
) -> Iterator[list[Any]]:
    query, records, keys = shown
    for first in range(0, len(keys), BLOCK):
        if cancelled():
            raise CancelledError
        for line in records.lines(keys[first : first + BLOCK], query):
            if line is not None:
                yield [_cell(getattr(line, column.key)) for column in columns]
        progress(min(first + BLOCK, len(keys)), len(keys))


def _cell(value: object) -> Any:
    """Numbers, days and instants as such; everything else as text that no spreadsheet runs."""
    if isinstance(value, (int, float, date)) and not isinstance(value, bool):
        return value
    return escaped(texts.shown(value))


def _write_csv(path: Path, columns: Sequence[Column], rows: Iterable[list[Any]]) -> int:
    count = 0
    with path.open("w", encoding="utf-8-sig", newline="") as file:
        writer = csv.writer(file)
        writer.writerow([column.key for column in columns])
        for cells in rows:
            writer.writerow([texts.shown(c) if isinstance(c, date) else c for c in cells])
            count += 1
    return count


def _write_xlsx(path: Path, columns: Sequence[Column], rows: Iterable[list[Any]]) -> int:
    # kept out of the start: openpyxl takes a quarter of a second
    from openpyxl import Workbook  # noqa: PLC0415
    from openpyxl.cell import WriteOnlyCell  # noqa: PLC0415
    from openpyxl.utils import get_column_letter  # noqa: PLC0415

    book = Workbook(write_only=True)
    sheet = book.create_sheet("list")
    sheet.freeze_panes = "A2"
    sheet.auto_filter.ref = f"A1:{get_column_letter(len(columns))}1"
    for place, column in enumerate(columns, start=1):
        width = max(column.width / PIXELS_PER_LETTER, len(column.key) + 3)
        sheet.column_dimensions[get_column_letter(place)].width = width
    sheet.append([_headed(WriteOnlyCell(sheet, column.key)) for column in columns])
    count = 0
    for cells in rows:
        sheet.append([_typed(sheet, cell) for cell in cells])
        count += 1
    book.save(path)
    return count


def _headed(cell: Any) -> Any:
    from openpyxl.styles import Font  # noqa: PLC0415  # as above

    cell.font = Font(bold=True)
    return cell


def _typed(sheet: Any, value: Any) -> Any:
    """A day or an instant (UTC, for a sheet knows no zones) with its ISO format."""
    from openpyxl.cell import WriteOnlyCell  # noqa: PLC0415  # as above

    if not isinstance(value, date):
        return value
    if isinstance(value, datetime):
        cell = WriteOnlyCell(sheet, value.astimezone(UTC).replace(tzinfo=None))
        cell.number_format = INSTANT_FORMAT
    else:
        cell = WriteOnlyCell(sheet, datetime(value.year, value.month, value.day))  # noqa: DTZ001  # a sheet's day
        cell.number_format = DAY_FORMAT
    return cell


def _is_number(text: str) -> bool:
    try:
        float(text)
    except ValueError:
        return False
    return True
