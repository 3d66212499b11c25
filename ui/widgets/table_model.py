"""The model behind every list: sorted keys first, lines in blocks, old answers dropped."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import date, datetime
from enum import IntEnum
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt
from PySide6.QtCore import Signal as QtSignal

from osi_app.kernel.lists import BLOCK, Column, ColumnKind, Key, ListQuery, RecordList, Sort
from ui import texts
from ui.operations import Operations
from ui.theme.style import code_font

Index = QModelIndex | QPersistentModelIndex
NO_INDEX = QModelIndex()


class TableRole(IntEnum):
    """Roles beyond Qt's own."""

    LINE = Qt.ItemDataRole.UserRole
    KIND = Qt.ItemDataRole.UserRole + 1


Edit = Callable[[Any, str, str], None]
"""``edit(line, column, typed)``: stores what was typed into a cell."""


class RecordTableModel(QAbstractTableModel):
    """A ``RecordList`` of any length. ``counted`` carries the number of lines after each answer;
    ``arrived`` the first and last row of a block that has come."""

    counted = QtSignal(int)
    arrived = QtSignal(int, int)

    def __init__(
        self,
        operations: Operations,
        records: RecordList[Any],
        query: ListQuery | None = None,
        edit: Edit | None = None,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self.records = records
        self.columns: tuple[Column, ...] = tuple(records.columns)
        self.query = query or ListQuery()
        self._operations = operations
        self._edit = edit
        self._keys: Sequence[Key] = ()
        self._blocks: dict[int, tuple[Any, ...]] = {}
        self._asked: set[int] = set()
        self._generation = 0
        self._code_font = code_font()

    # what it shows

    def show_query(self, query: ListQuery) -> None:
        """Shows another question; what is on screen stays until the answer comes."""
        self.query = query
        self.refresh()

    def refresh(self) -> None:
        """Asks anew. Answers to older questions are dropped."""
        self._generation += 1
        generation, query = self._generation, self.query

        def took(keys: Sequence[Key]) -> None:
            if generation == self._generation:
                self._take_keys(keys)

        self._operations.read(lambda: self.records.keys(query), took)

    def line_at(self, row: int) -> Any:
        """The line of a row, or None where it has not arrived (it is then asked for)."""
        if not 0 <= row < len(self._keys):
            return None
        number, place = divmod(row, BLOCK)
        block = self._blocks.get(number)
        if block is None:
            self._ask(number)
            return None
        return block[place] if place < len(block) else None

    def key_at(self, row: int) -> Key | None:
        """The list's key of a row: what stays the same when the order changes."""
        return self._keys[row] if 0 <= row < len(self._keys) else None

    def row_of(self, key: Key | None) -> int:
        """The row of that key now, -1 where it is not shown."""
        try:
            return self._keys.index(key) if key is not None else -1
        except ValueError:
            return -1

    def find_row(self, key: object, found: Callable[[int], None]) -> None:
        """Tells the row of the record with that id (-1 if it is not shown)."""
        keys, query, records = self._keys, self.query, self.records

        def look() -> int:
            for first in range(0, len(keys), BLOCK):
                for place, line in enumerate(records.lines(keys[first : first + BLOCK], query)):
                    if line is not None and line.id == key:
                        return first + place
            return -1

        self._operations.read(look, found)

    def all_lines(self) -> tuple[ListQuery, RecordList[Any], Sequence[Key]]:
        """What is needed to read every line shown in another thread."""
        return self.query, self.records, self._keys

    # Qt's questions

    def rowCount(self, parent: Index = NO_INDEX) -> int:
        """How many lines match."""
        return 0 if parent.isValid() else len(self._keys)

    def columnCount(self, parent: Index = NO_INDEX) -> int:
        """How many columns the list has."""
        return 0 if parent.isValid() else len(self.columns)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """Text, alignment, font or the line itself."""
        if not index.isValid() or index.column() >= len(self.columns):
            return None
        column = self.columns[index.column()]
        if role == Qt.ItemDataRole.TextAlignmentRole:
            side = (
                Qt.AlignmentFlag.AlignRight
                if column.kind is ColumnKind.NUMBER
                else (Qt.AlignmentFlag.AlignLeft)
            )
            return side | Qt.AlignmentFlag.AlignVCenter
        if role == Qt.ItemDataRole.FontRole and column.kind in (ColumnKind.CODE, ColumnKind.NUMBER):
            return self._code_font
        if role == TableRole.KIND:
            return column.kind.value
        if role not in (
            Qt.ItemDataRole.DisplayRole,
            Qt.ItemDataRole.EditRole,
            Qt.ItemDataRole.ToolTipRole,
            TableRole.LINE,
        ):
            return None
        line = self.line_at(index.row())
        if role == TableRole.LINE or line is None:
            return line
        return cell_text(column, getattr(line, column.key))

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> Any:
        """The columns' labels; no row numbers."""
        if orientation is not Qt.Orientation.Horizontal or section >= len(self.columns):
            return None
        if role == Qt.ItemDataRole.DisplayRole:
            return texts.label(self.columns[section].key)
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
        return None

    def flags(self, index: Index) -> Qt.ItemFlag:
        """Editable where the column and the store are."""
        if not index.isValid():
            return Qt.ItemFlag.NoItemFlags
        flags = Qt.ItemFlag.ItemIsSelectable | Qt.ItemFlag.ItemIsEnabled
        if self._edit is not None and self.columns[index.column()].editable:
            flags |= Qt.ItemFlag.ItemIsEditable
        return flags

    def setData(self, index: Index, value: Any, role: int = Qt.ItemDataRole.EditRole) -> bool:
        """Hands what was typed to the page; the cell changes when the store has it."""
        line = self.line_at(index.row())
        if role != Qt.ItemDataRole.EditRole or line is None or self._edit is None:
            return False
        column = self.columns[index.column()]
        if str(value) != cell_text(column, getattr(line, column.key)):
            self._edit(line, column.key, str(value))
        return False

    def sort(self, column: int, order: Qt.SortOrder = Qt.SortOrder.AscendingOrder) -> None:
        """Asks the store for another order."""
        if not 0 <= column < len(self.columns):
            return
        by = Sort(self.columns[column].key, order == Qt.SortOrder.DescendingOrder)
        if self.query.sort != (by,):
            self.show_query(replace(self.query, sort=(by,)))

    # answers

    def _take_keys(self, keys: Sequence[Key]) -> None:
        self._asked.clear()
        if list(keys) == list(self._keys):
            # the same lines in the same order: only their values may differ
            for number in sorted(self._blocks):
                self._ask(number)
        else:
            self.beginResetModel()
            self._keys, self._blocks = keys, {}
            self.endResetModel()
        self.counted.emit(len(keys))

    def _ask(self, number: int) -> None:
        if number in self._asked:
            return
        self._asked.add(number)
        generation, query = self._generation, self.query
        first = number * BLOCK
        keys = self._keys[first : first + BLOCK]

        def took(lines: tuple[Any, ...]) -> None:
            if generation != self._generation:
                self._asked.discard(number)
                return
            self._blocks[number] = lines
            last = first + len(lines) - 1
            if lines:
                self.dataChanged.emit(self.index(first, 0), self.index(last, len(self.columns) - 1))
            self.arrived.emit(first, last)

        self._operations.read(lambda: self.records.lines(keys, query), took)


def cell_text(column: Column, value: object) -> str:
    """A value as its column shows it."""
    if value is None:
        return ""
    if column.kind in (ColumnKind.WORD, ColumnKind.STATUS) and not isinstance(value, bool):
        return texts.word(value)
    if isinstance(value, (bool, datetime, date)):
        return texts.shown(value)
    return texts.shown(value)
