"""Sorting and filtering 50,000 items to paint: the window's own record table over a real store,
against a QSortFilterProxyModel over the same rows and columns held in memory.

Ours counts from the question to the painted answer, threads and SQL included; theirs from the call
to the painted answer. Both views have one size, and both answers are compared row by row.
"""

import os

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

import time  # the platform is chosen before Qt
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path
from tempfile import TemporaryDirectory
from types import SimpleNamespace
from typing import Any, cast

from PySide6.QtCore import (
    QAbstractTableModel,
    QEventLoop,
    QModelIndex,
    QPersistentModelIndex,
    QSettings,
    QSortFilterProxyModel,
    Qt,
)
from PySide6.QtWidgets import QApplication, QTableView

from benchmarks.figure import Figure, alternating, figure, seconds
from db import open_store
from osi_app.equipment.records import Calibration, EquipmentUse, Item
from osi_app.kernel.lists import BLOCK, ListQuery, RecordList, Sort
from ui.context import Context
from ui.operations import Operations
from ui.preferences import Preferences
from ui.undo import Undo
from ui.widgets.record_table import RecordTable, TableParts
from ui.widgets.table_model import cell_text

ROWS = 50_000
ON = date(2026, 9, 3)
SOUGHT = "x12"
SIZE = (1100, 640)
PATIENCE_S = 30.0
NAMES = ("Gamma spectrometer", "Seismometer", "Magnetometer", "Field vehicle", "Radar")
Index = QModelIndex | QPersistentModelIndex


class InMemory(QAbstractTableModel):
    """Rows of text as a table model, for the proxy to sort and filter."""

    def __init__(self, rows: list[tuple[str, ...]]) -> None:
        super().__init__()
        self.rows = rows

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: N802, B008  # Qt's way
        """All rows."""
        return 0 if parent.isValid() else len(self.rows)

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: N802, B008  # Qt's way
        """As many as the list has."""
        return 0 if parent.isValid() else len(self.rows[0])

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """The text of a cell."""
        if role == Qt.ItemDataRole.DisplayRole:
            return self.rows[index.row()][index.column()]
        return None


@dataclass(frozen=True)
class Ours:
    """The record table and what pumps its answers."""

    app: QApplication
    operations: Operations
    table: RecordTable

    def ask(self, **changes: Any) -> None:
        """Asks, waits for the lines in view as the window's own loop would, and paints them."""
        self.table.ask(**changes)
        until = time.monotonic() + PATIENCE_S
        while not (self.operations.idle and self._in_view()):
            self.app.processEvents(QEventLoop.ProcessEventsFlag.WaitForMoreEvents)
            assert time.monotonic() < until, "the table does not come to rest"
        self.table.view.grab()

    def _in_view(self) -> bool:
        """Whether the lines at the top and the bottom of the view have arrived."""
        view, model = self.table.view, self.table.model
        top, bottom = view.rowAt(0), view.rowAt(view.viewport().height() - 1)
        last = model.rowCount() - 1
        rows = [top if top >= 0 else 0, bottom if bottom >= 0 else last]
        return last < 0 or all(model.line_at(row) is not None for row in rows)


@dataclass(frozen=True)
class Theirs:
    """The proxy and its view."""

    proxy: QSortFilterProxyModel
    view: QTableView

    def sort(self, column: int) -> None:
        """Sorts and paints."""
        self.proxy.sort(column)
        self.view.grab()

    def filter(self, text: str) -> None:
        """Filters by a text in any column and paints."""
        self.proxy.setFilterFixedString(text)
        self.view.grab()


def measure(rounds: int = 3) -> list[Figure]:
    """Both ratios: sorted by name, filtered by a text. Raises ``AssertionError`` when the two
    sides do not show the same rows in the same order."""
    found = QApplication.instance() or QApplication([])
    with TemporaryDirectory() as folder, _opened(cast(QApplication, found), Path(folder)) as sides:
        return [_sorting(*sides, rounds), _filtering(*sides, rounds)]


def _sorting(ours: Ours, theirs: Theirs, rounds: int) -> Figure:
    name = [column.key for column in ours.table.model.columns].index("name")

    def sort_ours() -> float:
        ours.ask(sort=(), text="")
        return seconds(lambda: ours.ask(sort=(Sort("name"),)))

    def sort_theirs() -> float:
        theirs.sort(-1)
        return seconds(lambda: theirs.sort(name))

    result = figure("table-sort", 0.05, alternating(sort_ours, sort_theirs, rounds))
    assert _codes(ours) == _proxy_codes(theirs)
    return result


def _filtering(ours: Ours, theirs: Theirs, rounds: int) -> Figure:
    def filter_ours() -> float:
        ours.ask(sort=(), text="")
        return seconds(lambda: ours.ask(text=SOUGHT))

    def filter_theirs() -> float:
        theirs.filter("")
        theirs.sort(-1)
        return seconds(lambda: theirs.filter(SOUGHT))

    result = figure("table-filter", 0.05, alternating(filter_ours, filter_theirs, rounds))
    assert 0 < theirs.proxy.rowCount() < ROWS
    assert _codes(ours) == _proxy_codes(theirs)
    return result


def _codes(ours: Ours) -> list[str]:
    query, listed, keys = ours.table.model.all_lines()
    return [line.code for line in _lines(listed, keys, query)]


def _proxy_codes(theirs: Theirs) -> list[str]:
    return [theirs.proxy.index(row, 0).data() for row in range(theirs.proxy.rowCount())]


def _lines(listed: RecordList[Any], keys: Any, query: ListQuery) -> Iterator[Any]:
    for first in range(0, len(keys), BLOCK):
        yield from listed.lines(keys[first : first + BLOCK], query)


@contextmanager
def _opened(app: QApplication, folder: Path) -> Iterator[tuple[Ours, Theirs]]:
    """Both tables over the same rows."""
    store = open_store(folder / "items.osi")
    with store.write("Items") as work:
        work.add(*(record for number in range(ROWS) for record in _item(number)))
        work.commit()
    operations = Operations()
    preferences = Preferences(QSettings(str(folder / "table.ini"), QSettings.Format.IniFormat))
    context = Context(
        SimpleNamespace(store=store, reads=store.reads), operations, Undo(operations), preferences
    )
    listed, query = store.reads.equipment.items, ListQuery(on=ON)
    table = RecordTable(context, listed, TableParts("items", "item"), query)
    ours, theirs = Ours(app, operations, table), _theirs(listed, query)
    table.resize(*SIZE)
    table.show()
    ours.ask(text="")
    try:
        yield ours, theirs
    finally:
        table.close()
        theirs.view.close()
        operations.shut()
        store.close()


def _theirs(listed: RecordList[Any], query: ListQuery) -> Theirs:
    rows = [
        tuple(cell_text(column, getattr(line, column.key)) for column in listed.columns)
        for line in _lines(listed, listed.keys(query), query)
    ]
    view, proxy = QTableView(), QSortFilterProxyModel()
    memory = InMemory(rows)
    memory.setParent(view)
    proxy.setParent(view)
    proxy.setSourceModel(memory)
    proxy.setFilterKeyColumn(-1)
    proxy.setFilterCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
    view.setModel(proxy)
    view.resize(*SIZE)
    view.show()
    return Theirs(proxy, view)


def _item(number: int) -> tuple[Item, Calibration]:
    """An item and its calibration."""
    uses = tuple(EquipmentUse)
    item = Item(
        code=f"IT-{(number * 7919) % ROWS:05d}",
        name=f"{NAMES[number % 5]} X{number % 983:03d}",
        item_type=f"Type {'ABCDEFGHIJKL'[number % 11]}",
        serial_number=f"SN-{number:05d}",
        technique=uses[number % len(uses)],
        mass_kg=float(number % 313),
        location=f"Hall {'ABC'[number % 3]}",
    )
    done = ON - timedelta(days=number % 700)
    calibration = Calibration(
        item_id=item.id,
        certificate_number=f"K-{number}",
        performed_on=done,
        valid_until=done + timedelta(days=365),
    )
    return item, calibration
