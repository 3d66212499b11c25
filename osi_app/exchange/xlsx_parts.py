"""The flat parts of a workbook: shared texts, day styles, and the rows of a sheet."""

import re
from datetime import date, datetime, timedelta
from pathlib import Path

from osi_app.exchange.files import refuse
from osi_app.exchange.table_rows import (
    CELL_TEXT_LIMIT,
    COLUMN_LIMIT,
    TEXT_LIMIT,
    Cell,
    GatheredTable,
)
from osi_app.exchange.xml_guard import End, Start, Text
from osi_app.kernel.errors import Cancelled as CancelledError
from osi_app.kernel.ports import Cancelled, Progress

SHARED_TEXT_LIMIT = 1_000_000
_ESCAPE = re.compile(r"_x([0-9A-Fa-f]{4})_")
_DAY_FORMAT_IDS = frozenset([*range(14, 23), *range(27, 37), *range(45, 48), *range(50, 59)])
_NOT_PART_OF_FORMAT = re.compile(r'"[^"]*"|\\.|\[[^\]]*\]|_.|\*.')
_REFERENCE = re.compile(r"([A-Z]{1,3})(\d{1,7})")
_STEP = 2_000


def unescaped(text: str) -> str:
    """``_x000D_`` as workbooks write control characters -> the character."""
    return _ESCAPE.sub(lambda found: chr(int(found[1], 16)), text) if "_x" in text else text


class SharedTexts:
    """Collects ``xl/sharedStrings.xml``; phonetic hints are left out."""

    def __init__(self, path: Path) -> None:
        self.texts: list[str] = []
        self._path = path
        self._parts: list[str] = []
        self._taking = False
        self._phonetic = False
        self._count = 0

    def handlers(self) -> tuple[Start, End, Text]:
        """For ``run_expat``."""
        return self._start, self._end, self._text

    def _start(self, name: str, _attributes: dict[str, str]) -> None:
        if name == "si":
            self._parts = []
        elif name == "t":
            self._taking = not self._phonetic
        elif name == "rPh":
            self._phonetic = True

    def _text(self, text: str) -> None:
        if self._taking:
            self._parts.append(text)
            self._count += len(text)
            if self._count > TEXT_LIMIT:
                reason = f"more than {TEXT_LIMIT:,} characters of shared text"
                refuse(self._path, "sharedStrings", reason, "split it into smaller files")

    def _end(self, name: str) -> None:
        if name == "t":
            self._taking = False
        elif name == "rPh":
            self._phonetic = False
        elif name == "si":
            self.texts.append(unescaped("".join(self._parts)))
            if len(self.texts) > SHARED_TEXT_LIMIT:
                reason = f"more than {SHARED_TEXT_LIMIT:,} shared texts"
                refuse(self._path, "sharedStrings", reason, "split it into smaller files")


class DayStyles:
    """Which style numbers format a number as a day or an instant."""

    def __init__(self, from_1904: bool) -> None:
        self._epoch = datetime(1904, 1, 1) if from_1904 else datetime(1899, 12, 30)  # noqa: DTZ001
        self._from_1904 = from_1904
        self._formats: dict[str, str] = {}
        self._in_cells = False
        self._styles: list[bool] = []

    def start(self, name: str, attributes: dict[str, str]) -> None:
        """Takes one element of ``xl/styles.xml``."""
        if name == "numFmt":
            self._formats[attributes.get("numFmtId", "")] = attributes.get("formatCode", "")
        elif name in ("cellXfs", "cellStyleXfs", "cellStyles", "dxfs"):
            self._in_cells = name == "cellXfs"
        elif name == "xf" and self._in_cells:
            self._styles.append(self._is_day(attributes.get("numFmtId", "0")))

    def _is_day(self, number: str) -> bool:
        code = self._formats.get(number)
        if code is None:
            return number.isdigit() and int(number) in _DAY_FORMAT_IDS
        plain = _NOT_PART_OF_FORMAT.sub("", code).casefold()
        return any(sign in plain for sign in "dmyh") and "general" not in plain

    def value(self, style: str, number: float) -> Cell:
        """The day (or naive instant) when the style shows one, otherwise the number."""
        if not (style.isdigit() and int(style) < len(self._styles) and self._styles[int(style)]):
            return number
        if not 0 < number < 2_958_466 or (60 <= number < 61 and not self._from_1904):
            return number
        shift = 1 if number < 60 and not self._from_1904 else 0
        moment = self._epoch + timedelta(days=shift, milliseconds=round(number * 86_400_000))
        return moment.date() if moment.time() == datetime.min.time() else moment


class SheetRows:
    """Turns the elements of a sheet into rows of the table."""

    def __init__(
        self,
        table: GatheredTable,
        texts: list[str],
        days: DayStyles,
        progress: Progress,
        cancelled: Cancelled,
    ) -> None:
        self._table = table
        self._texts = texts
        self._days = days
        self._progress = progress
        self._cancelled = cancelled
        self._number = 0
        self._column = 0
        self._kind = self._style = ""
        self._cells: list[Cell] = []
        self._parts: list[str] = []
        self._formula = ""
        self._has_formula = False
        self._taking = self._phonetic = False
        self._formulas = 0

    def handlers(self) -> tuple[Start, End, Text]:
        """For ``run_expat``."""
        return self._start, self._end, self._text

    def notes(self) -> list[str]:
        """How many formulas were kept as text."""
        count = self._formulas
        return [f"{count} formula cells are kept as text, not computed"] if count else []

    def _start(self, name: str, attributes: dict[str, str]) -> None:
        if name == "c":
            self._start_cell(attributes)
        elif name in ("v", "t", "f"):
            self._parts = []
            self._taking = not self._phonetic
        elif name == "row":
            self._start_row(attributes.get("r", ""))
        elif name == "rPh":
            self._phonetic = True

    def _start_row(self, number: str) -> None:
        self._number = int(number) if number.isdigit() and len(number) < 8 else self._number + 1
        self._column = 0
        self._cells = []
        if self._number % _STEP == 0:
            self._progress(self._number, 0)
            if self._cancelled():
                raise CancelledError

    def _start_cell(self, attributes: dict[str, str]) -> None:
        found = _REFERENCE.fullmatch(attributes.get("r", ""))
        self._column = _column_number(found[1]) if found else self._column + 1
        self._kind = attributes.get("t", "n")
        self._style = attributes.get("s", "")
        self._texts_of_cell: list[str] = []
        self._has_formula = False
        self._formula = ""

    def _text(self, text: str) -> None:
        if self._taking:
            self._parts.append(text)

    def _end(self, name: str) -> None:
        if name in ("v", "t"):
            if self._taking:
                self._texts_of_cell.append("".join(self._parts))
            self._taking = False
        elif name == "f":
            self._has_formula, self._formula = True, "".join(self._parts)
            self._taking = False
        elif name == "c":
            self._end_cell()
        elif name == "row":
            self._table.take(self._number, self._cells)
        elif name == "rPh":
            self._phonetic = False

    def _end_cell(self) -> None:
        value = self._value()
        if value is None:
            return
        if self._column > COLUMN_LIMIT:
            where = f"row {self._number}, column {self._column}"
            refuse(self._table.path, where, f"more than {COLUMN_LIMIT} columns", "remove columns")
        while len(self._cells) < self._column:
            self._cells.append(None)
        self._cells[self._column - 1] = value

    def _value(self) -> Cell:
        text = "".join(self._texts_of_cell)
        if self._has_formula:
            self._formulas += 1
            return "=" + (self._formula or "(shared formula)")[:CELL_TEXT_LIMIT]
        if text == "":
            return None
        if self._kind == "s":
            return self._shared(text)
        if self._kind == "n":
            return self._number_cell(text)
        if self._kind == "b":
            return "TRUE" if text.strip() == "1" else "FALSE"
        if self._kind == "d":
            return _iso_cell(text)
        return unescaped(text)

    def _shared(self, text: str) -> str:
        if not text.strip().isdigit() or int(text) >= len(self._texts):
            where = f"row {self._number}, column {self._column}"
            refuse(self._table.path, where, "its shared text is missing", "save the file again")
        return self._texts[int(text)]

    def _number_cell(self, text: str) -> Cell:
        try:
            number = float(text)
        except ValueError:
            return text
        whole = number.is_integer() and abs(number) < 1e15
        return self._days.value(self._style, int(number) if whole else number)


def _column_number(letters: str) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + ord(letter) - 64
    return number


def _iso_cell(text: str) -> Cell:
    try:
        return date.fromisoformat(text) if len(text) == 10 else datetime.fromisoformat(text)
    except ValueError:
        return text
