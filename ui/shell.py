"""The empty frame: rail, top bar, place for pages, findings at the side, status bar.

Imports Qt only, so that a window stands before records, store and pages are loaded.
"""

from collections.abc import Iterable

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QCloseEvent, QPaintEvent
from PySide6.QtWidgets import (
    QButtonGroup,
    QFrame,
    QHBoxLayout,
    QLabel,
    QMainWindow,
    QPushButton,
    QSizePolicy,
    QStackedWidget,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

PAGES: tuple[tuple[str, str], ...] = (
    ("overview", "Overview"),
    ("area", "Area"),
    ("team", "Team"),
    ("equipment", "Equipment"),
    ("search", "Search"),
    ("checklist", "Checklist"),
    ("documents", "Documents"),
    ("library", "Library"),
    ("journal", "Journal"),
)
"""Name and word of every page, in the order of the rail."""

SMALLEST = QSize(1024, 640)


class Rail(QFrame):
    """The pages by name. ``chosen`` carries a page's name."""

    chosen = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("rail")
        self.setFixedWidth(150)
        self._group = QButtonGroup(self)
        self.buttons: dict[str, QToolButton] = {}
        self._lines = QVBoxLayout(self)
        self._lines.setContentsMargins(8, 12, 8, 12)
        self._lines.setSpacing(2)
        for number, (name, word) in enumerate(PAGES, start=1):
            button = self._button(word)
            button.setCheckable(True)
            button.setToolTip(f"{word} (Ctrl+{number})")
            button.clicked.connect(lambda _=False, name=name: self.chosen.emit(name))
            self._group.addButton(button)
            self.buttons[name] = button
            self._lines.addWidget(button)
        self._lines.addStretch(1)
        self.store = self._button("Store")
        self.store.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        self.help = self._button("Shortcuts")
        for button in (self.store, self.help):
            self._lines.addWidget(button)

    def mark(self, name: str) -> None:
        """Shows which page is in view."""
        if name in self.buttons:
            self.buttons[name].setChecked(True)

    @staticmethod
    def _button(word: str) -> QToolButton:
        button = QToolButton()
        button.setText(word)
        button.setIconSize(QSize(18, 18))
        button.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        button.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        button.setFixedHeight(36)
        button.setAccessibleName(word)
        return button


class TopBar(QFrame):
    """The inspection chosen, the place of the clock strip, undo, redo and the search button."""

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("topbar")
        self.setFixedHeight(60)
        self.inspection = _quiet("Opening…")
        self.inspection.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        self.inspection.setFixedWidth(210)
        self.mark = QLabel()
        self.mark.hide()
        middle = QWidget()
        middle.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        self.middle = QHBoxLayout(middle)
        self.middle.setContentsMargins(0, 0, 0, 0)
        self.undo, self.redo = _quiet("Undo"), _quiet("Redo")
        self.finder = _quiet("Find")
        self.finder.setToolTip("Find a page, a command or a record  (Ctrl+K)")
        self.findings = _quiet("Findings")
        self.findings.setCheckable(True)
        line = QHBoxLayout(self)
        line.setContentsMargins(12, 8, 12, 8)
        line.setSpacing(8)
        line.addWidget(self.inspection)
        line.addWidget(self.mark)
        line.addWidget(middle, 1)
        for button in (self.undo, self.redo, self.finder, self.findings):
            line.addWidget(button)


class Shell(QMainWindow):
    """The frame. ``painted`` is emitted once, after the first paint; ``closing`` before the
    window goes."""

    painted = Signal()
    closing = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setWindowTitle("OSI Planner")
        self.setMinimumSize(SMALLEST)
        self.resize(1440, 860)
        self.rail, self.top = Rail(), TopBar()
        self.pages = QStackedWidget()
        self.messages = QVBoxLayout()
        self.side = QFrame()
        self.side.setObjectName("side")
        self.side.setFixedWidth(280)
        self.side_lines = QVBoxLayout(self.side)
        self.side_lines.setContentsMargins(0, 0, 0, 0)
        self.setCentralWidget(self._laid_out())
        self.store_label, self.journal_label = QLabel("Opening the store…"), QLabel()
        self.work_label, self.cancel = QLabel(), QPushButton("Cancel")
        self._status_bar()
        self._has_painted = False

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paints, and says so the first time."""
        super().paintEvent(event)
        if not self._has_painted:
            self._has_painted = True
            self.painted.emit()

    def closeEvent(self, event: QCloseEvent) -> None:
        """Lets whoever fills the frame finish its work."""
        self.closing.emit()
        super().closeEvent(event)

    def set_enabled(self, buttons: Iterable[QWidget], enabled: bool) -> None:
        """Enables or disables several parts of the frame at once."""
        for button in buttons:
            button.setEnabled(enabled)

    def _laid_out(self) -> QWidget:
        below = QHBoxLayout()
        below.setSpacing(0)
        below.addWidget(self.pages, 1)
        below.addWidget(self.side)
        right = QVBoxLayout()
        right.setSpacing(0)
        right.addWidget(self.top)
        right.addLayout(self.messages)
        right.addLayout(below, 1)
        whole = QWidget()
        lines = QHBoxLayout(whole)
        lines.setContentsMargins(0, 0, 0, 0)
        lines.setSpacing(0)
        lines.addWidget(self.rail)
        lines.addLayout(right, 1)
        return whole

    def _status_bar(self) -> None:
        bar = self.statusBar()
        bar.setSizeGripEnabled(False)
        bar.setFixedHeight(34)
        self.store_label.setContentsMargins(10, 0, 10, 0)
        self.journal_label.setContentsMargins(10, 0, 10, 0)
        self.cancel.setFixedHeight(24)
        self.cancel.setStyleSheet("padding: 0 10px;")
        self.cancel.hide()
        bar.addWidget(self.store_label)
        bar.addWidget(self.journal_label, 1)
        bar.addPermanentWidget(self.work_label)
        bar.addPermanentWidget(self.cancel)


def _quiet(text: str) -> QToolButton:
    button = QToolButton()
    button.setObjectName("quiet")
    button.setText(text)
    button.setMinimumHeight(32)
    button.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
    return button
