"""Search text and chips above a table: every chip must hold."""

from collections.abc import Callable

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import (
    QComboBox,
    QDialog,
    QDialogButtonBox,
    QFormLayout,
    QHBoxLayout,
    QLineEdit,
    QMenu,
    QToolButton,
    QWidget,
)

from osi_app.kernel.lists import Column, ColumnKind, Filter, Match
from ui import texts
from ui.widgets.basics import quiet

MATCH_WORDS = {
    Match.IS: "is",
    Match.CONTAINS: "contains",
    Match.AT_LEAST: "at least",
    Match.AT_MOST: "at most",
    Match.EMPTY: "is empty",
}
TYPING_PAUSE_MS = 180


class FilterBar(QWidget):
    """``asked`` is emitted when text or chips change."""

    asked = Signal()

    def __init__(self, columns: tuple[Column, ...]) -> None:
        super().__init__()
        self._columns = columns
        self.filters: tuple[Filter, ...] = ()
        self.search = QLineEdit()
        self.search.setPlaceholderText("Search  (Ctrl+F)")
        self.search.setClearButtonEnabled(True)
        self.search.setMinimumWidth(150)
        self.search.setMaximumWidth(260)
        self.search.setMinimumHeight(30)
        self.add = quiet("Filter", "filter")
        self.add.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        self.add.setMenu(self._menu())
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(TYPING_PAUSE_MS)
        self._pause.timeout.connect(self.asked)
        self.search.textChanged.connect(lambda _: self._pause.start())
        self._chips: list[QToolButton] = []
        self._line = QHBoxLayout(self)
        self._line.setContentsMargins(0, 0, 0, 0)
        self._line.setSpacing(6)
        self._line.addWidget(self.search, 2)
        self._line.addWidget(self.add)
        self._line.addStretch(1)

    @property
    def text(self) -> str:
        """What is searched for."""
        return self.search.text().strip()

    def set_filters(self, filters: tuple[Filter, ...]) -> None:
        """Shows these chips and asks."""
        self.filters = filters
        self._show_chips()
        self.asked.emit()

    def add_filter(self, added: Filter) -> None:
        """One more chip."""
        self.set_filters((*self.filters, added))

    def _menu(self) -> QMenu:
        menu = QMenu(self)
        for column in self._columns:
            if column.words:
                words = menu.addMenu(texts.label(column.key))
                for word in column.words:
                    chip = Filter(column.key, Match.IS, word)
                    action = words.addAction(texts.word(word))
                    action.triggered.connect(self._adder(chip))
            else:
                action = menu.addAction(f"{texts.label(column.key)}…")
                action.triggered.connect(self._asker(column))
        return menu

    def _adder(self, chip: Filter) -> Callable[[], None]:
        return lambda: self.add_filter(chip)

    def _asker(self, column: Column) -> Callable[[], None]:
        def ask() -> None:
            dialog = FilterDialog(column, self)
            if dialog.exec():
                self.add_filter(dialog.chosen())

        return ask

    def _show_chips(self) -> None:
        for chip in self._chips:
            chip.deleteLater()
        self._chips = []
        for number, each in enumerate(self.filters):
            chip = QToolButton()
            chip.setObjectName("chip")
            chip.setText(f"{chip_text(each)}  ✕")
            chip.setToolTip("Take this filter away")
            chip.clicked.connect(self._remover(number))
            self._line.insertWidget(2 + number, chip)
            self._chips.append(chip)

    def _remover(self, number: int) -> Callable[[], None]:
        return lambda: self.set_filters(
            tuple(each for place, each in enumerate(self.filters) if place != number)
        )


class FilterDialog(QDialog):
    """One condition on one column."""

    def __init__(self, column: Column, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle(f"Filter by {texts.label(column.key).lower()}")
        self._column = column
        ordered = column.kind in (ColumnKind.NUMBER, ColumnKind.DAY, ColumnKind.INSTANT)
        matches = (
            (Match.AT_LEAST, Match.AT_MOST, Match.IS, Match.EMPTY)
            if ordered
            else (Match.CONTAINS, Match.IS, Match.EMPTY)
        )
        self.match = QComboBox()
        for match in matches:
            self.match.addItem(MATCH_WORDS[match], match)
        self.value = QLineEdit()
        self.value.setPlaceholderText("2026-03-04" if column.kind is ColumnKind.DAY else "value")
        buttons = QDialogButtonBox(
            QDialogButtonBox.StandardButton.Ok | QDialogButtonBox.StandardButton.Cancel
        )
        buttons.accepted.connect(self.accept)
        buttons.rejected.connect(self.reject)
        form = QFormLayout(self)
        form.addRow(texts.label(column.key), self.match)
        form.addRow("", self.value)
        form.addRow(buttons)

    def chosen(self) -> Filter:
        """The condition."""
        match = Match(self.match.currentData())
        typed = self.value.text().strip()
        if match is Match.EMPTY:
            return Filter(self._column.key, match)
        if self._column.kind is ColumnKind.NUMBER:
            try:
                return Filter(self._column.key, match, float(typed))
            except ValueError:
                return Filter(self._column.key, match, 0.0)
        return Filter(self._column.key, match, typed)


def chip_text(chip: Filter) -> str:
    """A chip's words: "Status is lapsed"."""
    value = "" if chip.value is None else texts.word(chip.value)
    return f"{texts.label(chip.column)} {MATCH_WORDS[chip.match]} {value}".strip()
