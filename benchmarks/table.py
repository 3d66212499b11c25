"""Sorting and filtering 50,000 items to paint: our record table over the store, against
QSortFilterProxyModel over the same rows in memory."""

import os

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from datetime import date  # the platform is chosen before Qt
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QSortFilterProxyModel, Qt
from PySide6.QtWidgets import QApplication, QTableView

from benchmarks.figure import Figure, alternating, figure, seconds
from db import open_store
from osi_app.equipment.records import EquipmentUse, Item
from osi_app.kernel.lists import BLOCK, ListQuery, RecordList, Sort

ROWS = 50_000
COLUMNS = ("code", "name", "item_type", "serial_number", "technique", "mass_kg", "location")
ON = date(2026, 9, 3)
WANTED = "sn-123"
"""Part of a serial number, as a storekeeper types it."""


class InMemory(QAbstractTableModel):
    """The rows as a table model, for the proxy."""

    def __init__(self, rows: list[tuple[Any, ...]]) -> None:
        super().__init__()
        self.rows = rows

    def rowCount(self, parent: Any = None) -> int:  # noqa: N802  # Qt's name
        return 0 if parent is not None and parent.isValid() else len(self.rows)

    def columnCount(self, parent: Any = None) -> int:  # noqa: N802  # Qt's name
        return 0 if parent is not None and parent.isValid() else len(COLUMNS)

    def data(self, index: QModelIndex, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.EditRole):
            return self.rows[index.row()][index.column()]
        return None


class Blocks(QAbstractTableModel):
    """The same table over the store's list: sorted keys, and lines in blocks of 200."""

    def __init__(self, listed: RecordList[Any]) -> None:
        super().__init__()
        self.listed = listed
        self.query = ListQuery(on=ON)
        self.keys: Any = ()
        self.blocks: dict[int, Any] = {}

    def ask(self, query: ListQuery) -> None:
        self.beginResetModel()
        self.query, self.keys, self.blocks = query, self.listed.keys(query), {}
        self.endResetModel()

    def rowCount(self, parent: Any = None) -> int:  # noqa: N802  # Qt's name
        return 0 if parent is not None and parent.isValid() else len(self.keys)

    def columnCount(self, parent: Any = None) -> int:  # noqa: N802  # Qt's name
        return 0 if parent is not None and parent.isValid() else len(COLUMNS)

    def data(self, index: QModelIndex, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if role != Qt.ItemDataRole.DisplayRole:
            return None
        number, place = divmod(index.row(), BLOCK)
        if number not in self.blocks:
            some = self.keys[number * BLOCK : (number + 1) * BLOCK]
            self.blocks[number] = self.listed.lines(some, self.query)
        return getattr(self.blocks[number][place], COLUMNS[index.column()])


def _items() -> list[Item]:
    uses = tuple(EquipmentUse)
    return [
        Item(
            code=f"IT-{(number * 7919) % ROWS:05d}",
            name=f"Instrument {number % 977:03d}",
            item_type=f"Type {number % 41}",
            serial_number=f"SN-{number}",
            technique=uses[number % len(uses)],
            mass_kg=float(number % 313),
            location=f"Hall {'ABC'[number % 3]}, rack {number % 40:02d}",
        )
        for number in range(ROWS)
    ]


def measure(rounds: int = 3) -> list[Figure]:
    """Both ratios: sort by name, filter by text."""
    app = QApplication.instance() or QApplication([])
    with TemporaryDirectory() as folder:
        store = open_store(Path(folder) / "items.osi")
        items = _items()
        with store.write("Items") as work:
            work.add(*items)
            work.commit()
        try:
            return _measured(store.reads.equipment.items, items, rounds)
        finally:
            store.close()
            app.processEvents()


def _measured(listed: RecordList[Any], items: list[Item], rounds: int) -> list[Figure]:
    rows = [tuple(getattr(item, name) for name in COLUMNS) for item in items]
    proxy = QSortFilterProxyModel()
    memory = InMemory(rows)
    proxy.setSourceModel(memory)
    proxy.setFilterKeyColumn(-1)
    proxy.setFilterCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
    blocks = Blocks(listed)
    theirs, ours = _view(proxy), _view(blocks)

    def sort_ours() -> float:
        blocks.ask(ListQuery(on=ON))
        return seconds(lambda: (blocks.ask(ListQuery(on=ON, sort=(Sort("name"),))), ours.grab()))

    def sort_theirs() -> float:
        proxy.sort(-1)
        return seconds(lambda: (proxy.sort(1), theirs.grab()))

    sorting = figure("table-sort", 0.05, alternating(sort_ours, sort_theirs, rounds))
    assert [blocks.index(r, 1).data() for r in (0, 999, ROWS - 1)] == [
        proxy.index(r, 1).data() for r in (0, 999, ROWS - 1)
    ]

    def filter_ours() -> float:
        blocks.ask(ListQuery(on=ON))
        return seconds(lambda: (blocks.ask(ListQuery(on=ON, text=WANTED)), ours.grab()))

    def filter_theirs() -> float:
        proxy.setFilterFixedString("")
        return seconds(lambda: (proxy.setFilterFixedString(WANTED), theirs.grab()))

    filtering = figure("table-filter", 0.05, alternating(filter_ours, filter_theirs, rounds))
    assert blocks.rowCount() == proxy.rowCount() > 0
    return [sorting, filtering]


def _view(model: QAbstractTableModel | QSortFilterProxyModel) -> QTableView:
    view = QTableView()
    view.setModel(model)
    view.resize(1000, 600)
    view.show()
    return view
