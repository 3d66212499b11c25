"""The numbers the rules use: those of the table, and what an inspection puts in their place."""

from getpass import getuser
from typing import Any
from uuid import UUID

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QAbstractItemView,
    QTableWidget,
    QTableWidgetItem,
    QVBoxLayout,
    QWidget,
)

from osi_app.library.records import RuleOverride
from osi_app.treaty.values import RuleValues, shipped_values
from ui.context import Context
from ui.widgets.basics import hint
from ui.widgets.related import RelatedRecords

HEADINGS = ("What", "Key", "Value", "Unit", "Paragraph", "Tag", "Source")
WIDTHS = (300, 200, 90, 70, 110, 44)


class RuleValuesTab(QWidget):
    """The table of values with their sources above, the overrides of the inspection below."""

    def __init__(self, context: Context) -> None:
        super().__init__()
        self._context = context
        self.table = QTableWidget(0, len(HEADINGS))
        self._dress()
        self.overrides = RelatedRecords(
            context,
            context.house.library,
            RuleOverride,
            "inspection_id",
            "Overrides of this inspection",
            preset=self._preset,
        )
        self.none = hint("")
        lines = QVBoxLayout(self)
        lines.setContentsMargins(0, 10, 0, 0)
        lines.setSpacing(10)
        lines.addWidget(
            hint(
                "T is law and can be overridden only in an exercise or training; R is a reading, "
                "M and E are planning figures. An override is printed in the findings annex."
            )
        )
        lines.addWidget(self.table, 1)
        lines.addWidget(self.none)
        lines.addWidget(self.overrides)
        context.case_changed.connect(lambda _: self.refresh())
        self.refresh()

    def refresh(self) -> None:
        """Values and overrides as they stand."""
        key, case = self._context.inspection_id, self._context.case
        self.overrides.setVisible(isinstance(key, UUID))
        if isinstance(key, UUID):
            self.overrides.show_record(key)
        rows = rule_rows(case.values if case is not None else shipped_values())
        told = "These are the values as shipped: no inspection is chosen." if case is None else ""
        self.none.setText(told)
        self.none.setVisible(bool(told))
        self.table.setRowCount(len(rows))
        for place, cells in enumerate(rows):
            for column, text in enumerate(cells):
                item = QTableWidgetItem(text)
                item.setToolTip(text)
                self.table.setItem(place, column, item)

    def _preset(self) -> dict[str, Any]:
        case = self._context.case
        now = case.now if case is not None else self._context.house.clock()
        place = self.table.currentRow()
        key = self.table.item(place, 1) if place >= 0 else None
        return {"author": getuser(), "set_at": now, "key": key.text() if key is not None else ""}

    def _dress(self) -> None:
        self.table.setHorizontalHeaderLabels(list(HEADINGS))
        self.table.horizontalHeader().setDefaultAlignment(
            Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
        )
        self.table.horizontalHeader().setStretchLastSection(True)
        self.table.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.table.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.table.setShowGrid(False)
        self.table.setAlternatingRowColors(True)
        self.table.verticalHeader().hide()
        self.table.verticalHeader().setDefaultSectionSize(28)
        for place, width in enumerate(WIDTHS):
            self.table.setColumnWidth(place, width)


def rule_rows(values: RuleValues) -> list[tuple[str, ...]]:
    """The rows of the table: title, key, value as it holds now, unit, paragraph, tag, source."""
    return [
        (
            value.title,
            value.key,
            f"{value.value} (was {value.shipped})" if value.override else str(value.value),
            value.unit,
            value.paragraph,
            value.tag,
            value.source,
        )
        for value in values.all()
    ]
