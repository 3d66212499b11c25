"""Rows on their way into a table: header, limits and what is wrong with single rows."""

import re
from collections import Counter
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

from osi_app.exchange.files import refuse
from osi_app.kernel.errors import ImportRefused, Refusal

Cell = str | int | float | date | None
"""A cell: text, number, day (or naive ``datetime``), or nothing."""

ROW_LIMIT = 200_000
COLUMN_LIMIT = 500
CELL_LIMIT = 2_000_000
TEXT_LIMIT = 40_000_000
"""Characters of all cells together; with the limits above it keeps memory below 300 MiB."""
CELL_TEXT_LIMIT = 32_767
"""Characters of one cell: what spreadsheets hold themselves."""
REFUSAL_LIMIT = 1_000
"""Row refusals kept; a file with more is refused as a whole."""

_FORBIDDEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff\ufffe\uffff]")
_LIMIT_REMEDY = "split it into smaller files"


@dataclass(slots=True)
class GatheredTable:
    """A table being read; ``pad`` says that short rows are normal (a workbook leaves them out)."""

    path: Path
    pad: bool = False
    sheet: str = ""
    delimiter: str = ""
    encoding: str = ""
    sheets: tuple[str, ...] = ()
    headers: tuple[str, ...] = ()
    rows: list[tuple[Cell, ...]] = field(default_factory=list)
    row_numbers: list[int] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    refusals: list[Refusal] = field(default_factory=list)
    text_count: int = 0
    first_without_header: int = 0

    def take(self, number: int, cells: list[Cell]) -> None:
        """One row of the file: the first that holds anything is the header."""
        if not any(cell is not None and cell != "" for cell in cells):
            return
        if not self.headers:
            self.headers = self._header(number, cells)
            return
        if len(self.rows) >= ROW_LIMIT:
            self._over(number, f"more than {ROW_LIMIT:,} rows")
        if len(self.rows) * len(self.headers) > CELL_LIMIT:
            self._over(number, f"more than {CELL_LIMIT:,} cells")
        row = self._row(number, cells)
        if row is not None:
            self.rows.append(row)
            self.row_numbers.append(number)

    def finish(self) -> "GatheredTable":
        """The table, or a refusal when it has no header."""
        if not self.headers:
            refuse(self.path, self.sheet or "file", "it has no rows", "choose another")
        return self

    def _header(self, number: int, cells: list[Cell]) -> tuple[str, ...]:
        titles = [_title(cell) for cell in cells]
        while titles and not titles[-1]:
            titles.pop()
        if len(titles) > COLUMN_LIMIT:
            self._over(number, f"{len(titles):,} columns, at most {COLUMN_LIMIT}")
        for column, title in enumerate(titles, start=1):
            if _FORBIDDEN.search(title) or len(title) > 200:
                refuse(
                    self.path,
                    f"row {number}, column {column}",
                    "its header has control characters or more than 200 characters",
                    "give the column a short name",
                )
            if not title:
                titles[column - 1] = f"(column {column})"
        self._refuse_duplicates(number, titles)
        return tuple(titles)

    def _refuse_duplicates(self, number: int, titles: list[str]) -> None:
        counts = Counter(title.casefold() for title in titles)
        doubles = tuple(
            Refusal(
                f"row {number}, column {column}",
                f"the header {title!r} stands {counts[title.casefold()]} times",
                "give every column its own name",
            )
            for column, title in enumerate(titles, start=1)
            if counts[title.casefold()] > 1
        )
        if doubles:
            raise ImportRefused(self.path.name, doubles)

    def _row(self, number: int, cells: list[Cell]) -> tuple[Cell, ...] | None:
        width = len(self.headers)
        while len(cells) > width and (cells[-1] is None or cells[-1] == ""):
            cells.pop()
        if len(cells) > width or (len(cells) < width and not self.pad):
            self.refuse_row(
                f"row {number}",
                f"it has {len(cells)} cells, the header has {width}",
                "put cells with a separator or a line break in quotation marks",
            )
            return None
        if len(cells) < width:
            cells.extend([None] * (width - len(cells)))
        for index, cell in enumerate(cells):
            if isinstance(cell, str):
                if cell == "":
                    cells[index] = None
                elif not self._text_is_fine(number, index, cell):
                    return None
        return tuple(cells)

    def _text_is_fine(self, number: int, index: int, text: str) -> bool:
        where = f"row {number}, column {self.headers[index]}"
        if len(text) > CELL_TEXT_LIMIT:
            reason = f"{len(text):,} characters, at most {CELL_TEXT_LIMIT:,}"
            self.refuse_row(where, reason, "shorten the text")
            return False
        self.text_count += len(text)
        if self.text_count > TEXT_LIMIT:
            self._over(number, f"more than {TEXT_LIMIT:,} characters in all")
        if text.isprintable():  # the fast way out: no control characters, no surrogates
            return True
        found = _FORBIDDEN.search(text)
        if found is None:
            return True
        sign = ord(found.group())
        kind = "a lone surrogate" if 0xD800 <= sign <= 0xDFFF else "a control character"
        self.refuse_row(where, f"{kind} (U+{sign:04X})", "remove it from the cell")
        return False

    def refuse_row(self, where: str, reason: str, remedy: str) -> None:
        """Leaves a row out and says why. A file full of such rows is refused as a whole."""
        self.refusals.append(Refusal(where, reason, remedy))
        if len(self.refusals) >= REFUSAL_LIMIT:
            raise ImportRefused(self.path.name, tuple(self.refusals))

    def _over(self, number: int, reason: str) -> None:
        refuse(self.path, f"row {number}", reason, _LIMIT_REMEDY)


def _title(cell: Cell) -> str:
    return "" if cell is None else " ".join(str(cell).split())
