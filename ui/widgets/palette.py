"""Ctrl+K: pages, commands and records by what is typed."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import QEvent, QObject, Qt, QTimer
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QDialog,
    QLineEdit,
    QListWidget,
    QListWidgetItem,
    QVBoxLayout,
    QWidget,
)

from osi_app.kernel.lists import ListQuery, RecordList
from ui.context import Context
from ui.texts import kind_word
from ui.widgets.basics import hint

MOST_OF_A_KIND = 6


@dataclass(frozen=True)
class Place:
    """One thing to go to or do. ``words`` is what is matched, ``what`` says what it is."""

    words: str
    what: str
    go: Callable[[], object]


@dataclass(frozen=True)
class Searched:
    """One list the palette searches. ``kind`` is its records' kind, ``page`` where they live."""

    kind: str
    page: str
    records: RecordList[Any]
    key: str = "id"


class Palette(QDialog):
    """Type, arrow down, Enter."""

    def __init__(
        self,
        context: Context,
        places: Sequence[Place],
        searched: Sequence[Searched],
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._context, self._places, self._searched = context, places, searched
        self._generation = 0
        self.setWindowTitle("Find")
        self.setModal(True)
        self.resize(560, 420)
        self.typed = QLineEdit()
        self.typed.setPlaceholderText("Page, command, inspector, item, mission, State…")
        self.typed.setMinimumHeight(36)
        self.list = QListWidget()
        self.list.setStyleSheet("QListWidget::item { padding: 5px 6px; }")
        self.list.itemActivated.connect(self._go)
        self.list.itemClicked.connect(self._go)
        lines = QVBoxLayout(self)
        lines.setContentsMargins(12, 12, 12, 12)
        lines.addWidget(self.typed)
        lines.addWidget(self.list, 1)
        lines.addWidget(hint("↑ ↓ to choose, Enter to go, Esc to leave"))
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(120)
        self._pause.timeout.connect(self._ask)
        self.typed.textChanged.connect(lambda _: self._show_places())
        self.typed.installEventFilter(self)
        self.typed.returnPressed.connect(self._enter)
        self._show_places()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Arrows in the line move in the list."""
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            step = {Qt.Key.Key_Down: 1, Qt.Key.Key_Up: -1}.get(Qt.Key(event.key()), 0)
            if step:
                row = self.list.currentRow() + step
                self.list.setCurrentRow(max(0, min(row, self.list.count() - 1)))
                return True
        return super().eventFilter(watched, event)

    def _show_places(self) -> None:
        self._generation += 1
        typed = self.typed.text().strip().lower()
        self.list.clear()
        for place in self._places:
            if all(part in place.words.lower() for part in typed.split()):
                self._add(place)
        self.list.setCurrentRow(0)
        if len(typed) >= 2:
            self._pause.start()

    def _ask(self) -> None:
        generation, typed = self._generation, self.typed.text().strip()
        query = ListQuery(text=typed, inspection_id=self._context.inspection_id)
        searched = self._searched

        def look() -> list[tuple[Searched, Any]]:
            found = []
            for each in searched:
                keys = each.records.keys(query)[:MOST_OF_A_KIND]
                found += [(each, line) for line in each.records.lines(keys, query) if line]
            return found

        def took(found: list[tuple[Searched, Any]]) -> None:
            if generation != self._generation:
                return
            for each, line in found:
                self._add(self._place(each, line))
            if self.list.currentRow() < 0:
                self.list.setCurrentRow(0)

        self._context.read(look, took)

    def _place(self, each: Searched, line: Any) -> Place:
        name = getattr(line, "name", "") or getattr(line, "title", "")
        key = getattr(line, each.key)
        return Place(
            f"{line.code}  {name}",
            kind_word(each.kind),
            lambda: self._context.go(each.page, each.kind, key),
        )

    def _add(self, place: Place) -> None:
        item = QListWidgetItem(f"{place.words}   ·  {place.what}")
        item.setData(Qt.ItemDataRole.UserRole, place)
        self.list.addItem(item)

    def _enter(self) -> None:
        item = self.list.currentItem()
        if item is not None:
            self._go(item)

    def _go(self, item: QListWidgetItem) -> None:
        self.accept()
        item.data(Qt.ItemDataRole.UserRole).go()


SHORTCUTS = (
    ("Anywhere", (
        ("Ctrl+K", "Find a page, a command or a record"),
        ("Ctrl+1 … Ctrl+9", "Go to a page"),
        ("Ctrl+Z, Ctrl+Shift+Z", "Undo, redo"),
        ("Ctrl+N", "New inspection"),
        ("F5", "Ask the store again"),
        ("F8", "Show or hide the findings"),
        ("?  or  F1", "This sheet"),
    )),
    ("In a table", (
        ("Arrows, Enter", "Move, open"),
        ("Ctrl+F", "Search the list"),
        ("F2 or double-click", "Edit in place"),
        ("Ctrl+C, Ctrl+V", "Copy and paste blocks, also with a spreadsheet"),
        ("Ctrl+D", "Fill the first selected value down"),
        ("Del", "Remove what is selected"),
        ("Esc", "Leave an edit or a dialog"),
    )),
    ("On the map", (
        ("Arrows, + −, Home", "Pan, zoom, show everything"),
        ("Alt+1 … Alt+7", "Corners, move, turn, scale, split, cut out, measure"),
        ("Ctrl+L", "Type a coordinate or a value for the tool in hand"),
        ("Tab, Alt+arrows", "Next corner; move it (with Shift by one pixel)"),
        ("Ins, Del", "Add a corner, take it out"),
        ("[ ]  and  < >", "Turn, scale what is chosen"),
        ("Enter, Backspace, Esc", "Finish, take the last point back, put the tool down"),
    )),
)  # fmt: skip


class ShortcutSheet(QDialog):
    """All keys on one sheet."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle("Shortcuts")
        self.setMinimumWidth(480)
        lines = QVBoxLayout(self)
        lines.setContentsMargins(20, 16, 20, 20)
        lines.setSpacing(10)
        for heading, keys in SHORTCUTS:
            rows = "".join(
                f"<tr><td style='padding:4px 24px 4px 0'><b>{key}</b></td>"
                f"<td style='padding:4px 0'>{text}</td></tr>"
                for key, text in keys
            )
            label = hint(f"<h3>{heading}</h3><table>{rows}</table>")
            label.setObjectName("")
            label.setWordWrap(False)
            lines.addWidget(label)
