"""A keyboard-wedge reader, heard wherever the focus is.

A reader types faster than any person: its bursts become tags; what a person types goes where it
always goes.
"""

from collections.abc import Callable
from time import monotonic

from PySide6.QtCore import QEvent, QObject, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication, QWidget

from osi_app.equipment.wedge import WedgeBuffer

ENDS = {Qt.Key.Key_Return: "\r", Qt.Key.Key_Enter: "\r", Qt.Key.Key_Tab: "\t"}
KEYS = {"\r": Qt.Key.Key_Return, "\t": Qt.Key.Key_Tab}
GAP_MS = 40
"""After so long without a letter what a reader held back is let go."""


class Reader(QObject):
    """Listens in the window of its owner while ``armed`` says so. ``read`` carries a tag."""

    read = Signal(str)

    def __init__(self, owner: QWidget, armed: Callable[[], bool]) -> None:
        super().__init__(owner)
        self._owner, self._armed = owner, armed
        self._typing = False
        self.wedge = WedgeBuffer()
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(GAP_MS)
        self._pause.timeout.connect(self._let_go)

    def listen(self) -> None:
        """From now on."""
        app = QApplication.instance()
        if app is not None:
            app.installEventFilter(self)

    def rest(self) -> None:
        """No longer; what was held back is typed."""
        app = QApplication.instance()
        if app is not None:
            app.removeEventFilter(self)
        self._type(self.wedge.flush().typed)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Holds letters back until it is known whether a reader or a person typed them; what a
        person typed goes on to where it was typed."""
        if (
            event.type() == QEvent.Type.KeyPress
            and isinstance(event, QKeyEvent)
            and not self._typing
            and isinstance(watched, QWidget)
            and watched.window() is self._owner.window()
        ):
            return self._heard(event)
        return super().eventFilter(watched, event)

    def _heard(self, event: QKeyEvent) -> bool:
        plain = event.modifiers() & ~Qt.KeyboardModifier.ShiftModifier
        letter = ENDS.get(Qt.Key(event.key()), event.text())
        printed = letter in ENDS.values() or letter.isprintable()
        if not self._armed() or plain or not letter or not printed:
            self._type(self.wedge.flush().typed)
            return False
        passed = self.wedge.feed(letter, monotonic() * 1000)
        self._pause.start()
        self._type(passed.typed)
        if passed.tag:
            self.read.emit(passed.tag)
        return True

    def _let_go(self) -> None:
        self._type(self.wedge.due(monotonic() * 1000).typed)

    def _type(self, letters: str) -> None:
        """Types what a person typed, into what has the focus."""
        target = QApplication.focusWidget()
        if not letters or target is None:
            return
        self._typing = True
        for letter in letters:
            key = KEYS.get(letter, Qt.Key.Key_unknown)
            for kind in (QEvent.Type.KeyPress, QEvent.Type.KeyRelease):
                QApplication.sendEvent(
                    target, QKeyEvent(kind, key, Qt.KeyboardModifier.NoModifier, letter)
                )
        self._typing = False
