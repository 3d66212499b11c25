"""CSV: encoding and separator recognised where the file shows them, asked where it does not."""

import csv
from collections.abc import Iterator
from itertools import islice
from pathlib import Path

from osi_app.exchange.encodings import encoding_of, refuse_bytes
from osi_app.exchange.files import refuse
from osi_app.exchange.table_rows import Cell, GatheredTable
from osi_app.kernel.errors import Cancelled as CancelledError
from osi_app.kernel.ports import Cancelled, Progress

DELIMITERS = {",": ",", ";": ";", "\t": "tab", "|": "|"}
_NAMED = {"tab": "\t", "\\t": "\t", "comma": ",", "semicolon": ";", "pipe": "|"}
_SAMPLE_LINES = 60
_SAMPLE_LINE_LIMIT = 200_000
_STEP = 2_000


def read_csv(
    path: Path,
    encoding: str | None,
    delimiter: str | None,
    progress: Progress,
    cancelled: Cancelled,
) -> GatheredTable:
    """The rows of a delimited text file. Raises ``ImportRefused`` as ``read_table`` says."""
    codec = encoding_of(path, encoding)
    try:
        separator = _separator(path, codec, delimiter)
        table = GatheredTable(path, delimiter=separator, encoding=codec)
        for number, cells in _records(path, codec, separator):
            if number % _STEP == 0:
                progress(number, 0)
                if cancelled():
                    raise CancelledError
            table.take(number, cells)
    except UnicodeError as error:
        refuse_bytes(path, codec, error)
    return table.finish()


def _records(path: Path, codec: str, separator: str) -> Iterator[tuple[int, list[Cell]]]:
    """(row number as a spreadsheet shows it, cells)."""
    with path.open("r", encoding=codec, errors="strict", newline="") as stream:
        reader = csv.reader(stream, delimiter=separator, strict=False)
        number = 0
        while True:
            number += 1
            try:
                cells = next(reader)
            except StopIteration:
                return
            except csv.Error as error:
                refuse(
                    path,
                    f"row {number} (line {reader.line_num})",
                    f"it cannot be split into cells: {error}",
                    "look for a quotation mark that is opened and never closed",
                )
            yield number, list(cells)


def _separator(path: Path, codec: str, wanted: str | None) -> str:
    if wanted is not None:
        separator = _NAMED.get(wanted.casefold(), wanted)
        if separator not in DELIMITERS:
            refuse(path, "option delimiter", f"{wanted!r} is none", "use one of , ; tab |")
        return separator
    sample = _sample(path, codec)
    even = {mark: width for mark in DELIMITERS if (width := _even_width(sample, mark)) > 1}
    if len(even) > 1:
        shown = " and ".join(DELIMITERS[mark] for mark in even)
        refuse(
            path,
            "row 1",
            f"its cells can be separated by {shown}: both fit every row",
            "say the delimiter (for example delimiter=;)",
        )
    if even:
        return next(iter(even))
    # No mark fits every row: the one that cuts the header most; ragged rows are named later.
    widths = {mark: _header_width(sample, mark) for mark in DELIMITERS}
    return max(widths, key=lambda mark: widths[mark])


def _sample(path: Path, codec: str) -> list[str]:
    with path.open("r", encoding=codec, errors="strict", newline="") as stream:
        lines: list[str] = []
        while len(lines) < _SAMPLE_LINES and (line := stream.readline(_SAMPLE_LINE_LIMIT)):
            if line.strip():
                lines.append(line)
    return lines


def _header_width(sample: list[str], mark: str) -> int:
    try:
        return len(next(csv.reader(sample, delimiter=mark), []))
    except csv.Error:  # an endless cell: refused with its row when the file is read
        return 0


def _even_width(sample: list[str], mark: str) -> int:
    """The number of cells when every row of the sample has the same, otherwise 0."""
    try:
        rows = list(islice(csv.reader(sample, delimiter=mark), _SAMPLE_LINES))
    except csv.Error:
        return 0
    if len(rows) > 2 and len(sample) == _SAMPLE_LINES:
        rows.pop()  # the sample may end inside a quoted cell
    widths = {len(row) for row in rows}
    return widths.pop() if len(widths) == 1 else 0
