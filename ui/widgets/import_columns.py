"""Asks for what a table does not say: which column is a field it must give, or one value for all
rows."""

from collections.abc import Callable

from PySide6.QtWidgets import (
    QComboBox,
    QDialog,
    QFormLayout,
    QLineEdit,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from osi_app.kernel.errors import ColumnsWanted, WantedField
from ui import texts
from ui.widgets.basics import button, hint, row

FIXED = "="
"""A mapping's key that begins with this names a field, and its value stands for every row."""
ALL_ROWS = "one value for all rows:"


class WantedColumn(QWidget):
    """One field: a column of the file, or a value typed or chosen for all rows."""

    def __init__(self, wanted: WantedField, headers: tuple[str, ...]) -> None:
        super().__init__()
        self.key = wanted.key
        self.column = QComboBox()
        self.column.addItem("choose…", None)
        for header in headers:
            self.column.addItem(f"column “{header}”", header)
        self.column.addItem(ALL_ROWS, FIXED)
        self.choice = QComboBox()
        for word in wanted.choices:
            self.choice.addItem(texts.word(word), word)
        self.typed = QLineEdit()
        self.value = QStackedWidget()
        self.value.addWidget(self.choice if wanted.choices else self.typed)
        self.value.setEnabled(False)
        self.column.currentIndexChanged.connect(
            lambda _: self.value.setEnabled(self.column.currentData() == FIXED)
        )
        line = row(self.column, self.value)
        line.setContentsMargins(0, 0, 0, 0)
        self.setLayout(line)

    def answer(self) -> tuple[str, str] | None:
        """The entry of the mapping, or None while nothing is chosen."""
        column = self.column.currentData()
        if column is None:
            return None
        if column != FIXED:
            return str(column), self.key
        fixed = self.choice.currentData() if self.choice.count() else self.typed.text().strip()
        return (f"{FIXED}{self.key}", str(fixed)) if fixed else None


class ImportColumnsDialog(QDialog):
    """The fields a file lacks. ``chosen`` is called with the mapping once all are answered."""

    def __init__(
        self, error: ColumnsWanted, chosen: Callable[[dict[str, str]], None], parent: QWidget
    ) -> None:
        super().__init__(parent)
        self._chosen = chosen
        self.setWindowTitle(error.file)
        self.setMinimumWidth(560)
        self.columns = [WantedColumn(wanted, error.headers) for wanted in error.wanted]
        self.go_on = button("Show the preview", "", self._go_on, primary=True)
        form = QFormLayout()
        for each in self.columns:
            form.addRow(texts.label(each.key), each)
            each.column.currentIndexChanged.connect(lambda _: self._follow())
            each.typed.textChanged.connect(lambda _: self._follow())
        lines = QVBoxLayout(self)
        lines.setContentsMargins(16, 14, 16, 14)
        lines.setSpacing(12)
        told = "The file has no column that is plainly one of these. Say which it is."
        lines.addWidget(hint(told))
        lines.addLayout(form)
        lines.addLayout(row(None, button("Cancel", "", self.reject), self.go_on))
        self._follow()

    def mapping(self) -> dict[str, str]:
        """What was answered so far."""
        return dict(answer for each in self.columns if (answer := each.answer()) is not None)

    def _follow(self) -> None:
        self.go_on.setEnabled(all(each.answer() is not None for each in self.columns))

    def _go_on(self) -> None:
        self._chosen(self.mapping())
        self.accept()
