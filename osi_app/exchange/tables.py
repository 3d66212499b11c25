"""Tables of any spreadsheet: CSV and XLSX become the same ``Table``, or are refused.

Text stays text (formulas too): what a cell means is decided by the field it is mapped to, in
``mapping.py``.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from osi_app.exchange.csv_table import read_csv
from osi_app.exchange.files import MEBIBYTE, check_file, opening, refuse
from osi_app.exchange.table_rows import Cell, GatheredTable
from osi_app.exchange.xlsx_table import read_xlsx
from osi_app.kernel.errors import Refusal
from osi_app.kernel.ports import Cancelled, Progress, never_cancelled, no_progress

CSV_LIMIT_BYTES = 100 * MEBIBYTE
XLSX_LIMIT_BYTES = 50 * MEBIBYTE

__all__ = ["Cell", "Table", "escaped_cell", "read_table"]


@dataclass(frozen=True, slots=True)
class Table:
    """A sheet as it was found: header, rows of equal length, and where each row stands.

    ``row_numbers[i]`` is the number a spreadsheet shows for ``rows[i]`` (the header is usually 1).
    ``refusals`` are rows left out because they cannot be read as they stand (ragged, control
    characters, too long a cell). ``delimiter`` and ``encoding`` say how a CSV was read ("" in an
    XLSX); ``sheets`` are the names of a workbook's sheets. ``notes`` say what was ignored.
    """

    file: str
    sheet: str
    headers: tuple[str, ...]
    rows: tuple[tuple[Cell, ...], ...]
    row_numbers: tuple[int, ...]
    notes: tuple[str, ...] = ()
    refusals: tuple[Refusal, ...] = ()
    delimiter: str = ""
    encoding: str = ""
    sheets: tuple[str, ...] = ()

    def column(self, header: str) -> list[Cell]:
        """The cells below one header, in row order. Raises ``ValueError`` without that header."""
        index = self.headers.index(header)
        return [row[index] for row in self.rows]


def read_table(
    path: Path,
    *,
    encoding: str | None = None,
    delimiter: str | None = None,
    sheet: str | None = None,
    progress: Progress = no_progress,
    cancelled: Cancelled = never_cancelled,
) -> Table:
    """The table in a CSV or XLSX file, recognised by content and not by its name.

    ``encoding`` and ``delimiter`` ("," ";" "tab" "|") settle what a CSV leaves open, ``sheet``
    chooses a sheet of a workbook (otherwise the first visible one with cells). Raises
    ``ImportRefused`` for a file that cannot be read safely or surely, ``Cancelled`` when asked.
    """
    path = Path(path)
    check_file(path, max(CSV_LIMIT_BYTES, XLSX_LIMIT_BYTES))
    start = opening(path, 8)
    if start.startswith(b"PK\x03\x04"):
        check_file(path, XLSX_LIMIT_BYTES)
        gathered = read_xlsx(path, sheet, progress, cancelled)
    elif start.startswith(b"\xd0\xcf\x11\xe0"):
        refuse(
            path,
            "file",
            "it is an old Excel workbook (.xls) or one with a password",
            "save it as .xlsx or .csv without a password",
        )
    else:
        gathered = read_csv(path, encoding, delimiter, progress, cancelled)
    return _table(path, gathered)


def _table(path: Path, gathered: GatheredTable) -> Table:
    return Table(
        file=path.name,
        sheet=gathered.sheet,
        headers=gathered.headers,
        rows=tuple(gathered.rows),
        row_numbers=tuple(gathered.row_numbers),
        notes=tuple(gathered.notes),
        refusals=tuple(gathered.refusals),
        delimiter=gathered.delimiter,
        encoding=gathered.encoding,
        sheets=gathered.sheets,
    )


_FORMULA_STARTS = ("=", "+", "@", "-", "\t", "\r")


def escaped_cell(value: object) -> str | int | float | date | None:
    """A value as an exported cell: text a spreadsheet would run gets ``'`` in front.

    Numbers and days stay what they are, and so does text that is a plain number ("-5").
    """
    if value is None or isinstance(value, (int, float, date)):
        return value
    text = str(value)
    if text.startswith(_FORMULA_STARTS) and not _is_number(text):
        return "'" + text
    return text


def _is_number(text: str) -> bool:
    digits = text[1:].replace(".", "", 1)
    return text[0] in "+-" and digits.isascii() and digits.isdigit()


def csv_text(headers: Sequence[str], rows: Sequence[Sequence[object]]) -> str:
    """A CSV of these rows with escaped cells, CRLF line ends (RFC 4180)."""
    lines = [",".join(_quoted(escaped_cell(cell)) for cell in row) for row in [headers, *rows]]
    return "".join(line + "\r\n" for line in lines)


def _quoted(cell: object) -> str:
    text = "" if cell is None else cell.isoformat() if isinstance(cell, date) else str(cell)
    if any(sign in text for sign in ',"\r\n\t;') or text != text.strip():
        return '"' + text.replace('"', '""') + '"'
    return text
