"""Editing many records at once, with before and after shown first."""

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QComboBox,
    QDialog,
    QFormLayout,
    QHeaderView,
    QLineEdit,
    QStackedWidget,
    QTableWidget,
    QTableWidgetItem,
    QVBoxLayout,
    QWidget,
)

from osi_app.kernel.errors import RuleError
from osi_app.kernel.record import Record, kind_of
from osi_app.kernel.service import RoomService
from ui import texts
from ui.context import Context
from ui.messages import rule_text
from ui.references import name_of
from ui.typed import FieldShape, parsed, shapes_of, typed_text
from ui.widgets.basics import button, hint, row

NEVER = frozenset({"code", "serial_number", "name", "latin_name"})
"""Fields that differ from record to record by their meaning."""


class BulkEditDialog(QDialog):
    """One field, one value, all chosen records; stored as one step."""

    def __init__(
        self,
        context: Context,
        service: RoomService,
        records: Sequence[Record],
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._context, self._service, self._records = context, service, list(records)
        self._kind = type(self._records[0])
        noun = texts.counted(len(self._records), texts.kind_word(kind_of(self._kind)))
        self.setWindowTitle(f"Edit {noun}")
        self.resize(620, 480)
        self.field = QComboBox()
        for shape in shapes_of(self._kind):
            if not shape.name.endswith("_id") and not shape.vertices and shape.name not in NEVER:
                self.field.addItem(texts.label(shape.name), shape)
        self.typed, self.word = QLineEdit(), QComboBox()
        self._value = QStackedWidget()
        self._value.setFixedHeight(34)
        self._value.addWidget(self.typed)
        self._value.addWidget(self.word)
        self.table = self._preview_table()
        self.error = hint("")
        self.error.setObjectName("error")
        self.apply = button(f"Change {noun}", "", self._apply, primary=True)
        form = QFormLayout()
        form.addRow("Field", self.field)
        form.addRow("New value", self._value)
        lines = QVBoxLayout(self)
        lines.setSpacing(10)
        lines.addLayout(form)
        lines.addWidget(self.table, 1)
        lines.addWidget(self.error)
        lines.addLayout(row(None, button("Cancel", "", self.reject), self.apply))
        self.field.currentIndexChanged.connect(lambda _: self._field_chosen())
        self.typed.textChanged.connect(lambda _: self._show())
        self.word.currentIndexChanged.connect(lambda _: self._show())
        self._field_chosen()

    def _preview_table(self) -> QTableWidget:
        table = QTableWidget(len(self._records), 3)
        table.setHorizontalHeaderLabels(["Record", "Before", "After"])
        table.setEditTriggers(QTableWidget.EditTrigger.NoEditTriggers)
        table.setSelectionMode(QTableWidget.SelectionMode.NoSelection)
        table.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        table.verticalHeader().hide()
        table.verticalHeader().setDefaultSectionSize(28)
        table.horizontalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Stretch)
        table.setShowGrid(False)
        table.horizontalHeader().setDefaultAlignment(
            Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
        )
        return table

    def _shape(self) -> FieldShape:
        shape = self.field.currentData()
        if not isinstance(shape, FieldShape):
            raise TypeError("no field chosen")
        return shape

    def _field_chosen(self) -> None:
        shape = self._shape()
        words = ("yes", "no") if shape.base is bool else () if shape.many else shape.words
        self.word.clear()
        for each in words:
            self.word.addItem(texts.word(each), each)
        self._value.setCurrentIndex(1 if words else 0)
        self._show()

    def _text(self) -> str:
        if self._value.currentIndex() == 1:
            return str(self.word.currentData())
        return self.typed.text()

    def _show(self) -> None:
        shape = self._shape()
        for place, record in enumerate(self._records):
            before = typed_text(shape, getattr(record, shape.name))
            for column, text in enumerate((name_of(record), before, self._text())):
                cell = QTableWidgetItem(text)
                font = cell.font()
                font.setBold(column == 2 and text != before)
                cell.setFont(font)
                self.table.setItem(place, column, cell)

    def _apply(self) -> None:
        shape, service, kind = self._shape(), self._service, self._kind
        value: Any = parsed(shape, self._text())
        keys = [record.id for record in self._records]
        noun = texts.counted(len(keys), texts.kind_word(kind_of(kind)))
        label = f"Change {texts.label(shape.name).lower()} of {noun}"

        def failed(error: Exception) -> bool:
            if isinstance(error, RuleError):
                self.error.setText(rule_text(error))
                return True
            return False

        self._context.write(
            lambda: service.correct(label, kind, keys, {shape.name: value}),
            lambda _: self.accept(),
            label=label,
            failed=failed,
        )
