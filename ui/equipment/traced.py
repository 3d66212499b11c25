"""What a standard that was found bad has touched, back through every calibration that used it."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING
from uuid import UUID

from PySide6.QtCore import QDate, QSize, Qt
from PySide6.QtWidgets import (
    QComboBox,
    QDateEdit,
    QHeaderView,
    QLabel,
    QTreeWidget,
    QTreeWidgetItem,
    QVBoxLayout,
    QWidget,
)

from osi_app.equipment.records import CalibrationStandard, Item
from osi_app.equipment.traceability import BadStandard, Touched, read_touched
from osi_app.kernel.ports import Reading
from ui.context import Context
from ui.widgets.basics import hint, quiet, row
from ui.widgets.delegates import ROW_HEIGHT

if TYPE_CHECKING:
    from ui.equipment.page import EquipmentPage

Codes = dict[UUID, str]


class TracedView(QWidget):
    """Asks for a standard and a day; shows every calibration and item in doubt since."""

    def __init__(self, context: Context, page: EquipmentPage) -> None:
        super().__init__()
        self._context, self._page = context, page
        self.standard = QComboBox()
        self.standard.setAccessibleName("Standard")
        self.standard.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToContents)
        self.since = QDateEdit()
        self.since.setDisplayFormat("yyyy-MM-dd")
        self.since.setCalendarPopup(True)
        self.since.setAccessibleName("Bad since")
        self.trace = quiet("Trace", "search", self.ask)
        self.tree = QTreeWidget()
        self.tree.setAccessibleName("Touched by the standard")
        self.tree.setHeaderLabels(["What", "From", "To", "By way of"])
        self.tree.header().setSectionResizeMode(0, QHeaderView.ResizeMode.Stretch)
        self.told = hint(
            "Say which reference standard was found bad, and since when: every calibration that "
            "used it, and every item in doubt since, is listed with the way that leads to it."
        )
        lines = QVBoxLayout(self)
        lines.setContentsMargins(0, 10, 0, 0)
        lines.setSpacing(8)
        lines.addLayout(
            row(
                QLabel("Standard"), self.standard, QLabel("bad since"), self.since, self.trace, None
            )
        )
        lines.addWidget(self.told)
        lines.addWidget(self.tree, 1)

    def refresh(self) -> None:
        """The standards there are."""
        store = self._context.house.store

        def load() -> list[tuple[UUID, str]]:
            with store.read() as reading:
                keys = {one.item_id for one in reading.all(CalibrationStandard)}
                items = reading.among(Item, "id", sorted(keys))
                return [(one.id, f"{one.code}  {one.name}") for one in items]

        self._context.read(load, self._show_standards)

    def ask(self) -> None:
        """Traces the standard chosen."""
        key = self.standard.currentData()
        since = self.since.date().toPython()
        if not isinstance(key, UUID) or not isinstance(since, date):
            return
        store = self._context.house.store

        def load() -> tuple[Touched, Codes]:
            with store.read() as reading:
                return traced(reading, BadStandard(key, since))

        self._context.read(load, lambda answer: self.show_touched(*answer))

    def show_touched(self, touched: Touched, codes: Codes) -> None:
        """Lists what was touched."""
        self.tree.clear()
        certificates = self._group("Calibrations", len(touched.calibrations))
        for one in touched.calibrations:
            shown = f"{codes.get(one.item_id, '')}  {one.certificate_number}"
            self._add(certificates, shown, one.performed_on.isoformat(), "", one.laboratory)
        doubts = [one for one in touched.doubts if one.through]
        items = self._group("Items in doubt", len(touched.item_ids))
        for doubt in doubts:
            last = doubt.last.isoformat() if doubt.last is not None else "still"
            way = " → ".join(codes.get(key, "") for key in doubt.through)
            shown = codes.get(doubt.item_id, "")
            self._add(items, shown, doubt.first.isoformat(), last, way)
        self.tree.expandAll()
        self.told.setText(
            f"{len(touched.calibrations)} calibrations used it; {len(touched.item_ids)} items are "
            "in doubt until they are calibrated with another standard."
        )

    def _group(self, word: str, count: int) -> QTreeWidgetItem:
        found = QTreeWidgetItem([f"{word} ({count})"])
        found.setFlags(Qt.ItemFlag.ItemIsEnabled)
        self.tree.addTopLevelItem(found)
        return found

    def _add(self, under: QTreeWidgetItem, *cells: str) -> None:
        item = QTreeWidgetItem(list(cells))
        item.setSizeHint(1, QSize(90, ROW_HEIGHT))
        under.addChild(item)

    def _show_standards(self, found: list[tuple[UUID, str]]) -> None:
        kept = self.standard.currentData()
        self.standard.clear()
        for key, shown in found:
            self.standard.addItem(shown, key)
        at = self.standard.findData(kept)
        self.standard.setCurrentIndex(max(at, 0))
        self.trace.setEnabled(bool(found))
        day = self._context.house.clock().date()
        if not self.tree.topLevelItemCount():
            self.since.setDate(QDate(day.year - 1, day.month, min(day.day, 28)))


def traced(reading: Reading, bad: BadStandard) -> tuple[Touched, Codes]:
    """What the standard touched, and the codes of the items in it."""
    touched = read_touched(reading, bad, {})
    keys = {one.item_id for one in touched.calibrations} | {one.item_id for one in touched.doubts}
    codes = {one.id: one.code for one in reading.among(Item, "id", sorted(keys))}
    codes |= {one.id: one.certificate_number for one in touched.calibrations}
    return touched, codes
