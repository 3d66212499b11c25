"""A part of a page that asks for its data only while somebody sees it."""

from uuid import UUID

from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QWidget


class AskedWhenSeen(QWidget):
    """``show_record`` names the record; ``load`` asks for it once the part is in view."""

    def __init__(self) -> None:
        super().__init__()
        self._key: UUID | None = None
        self._stale = False

    def show_record(self, key: UUID) -> None:
        """The record to show, now or when the part comes into view."""
        self._key = key
        self.outdate()

    def outdate(self) -> None:
        """Asks anew, now or when the part comes into view."""
        self._stale = self._key is not None
        if self.isVisible():
            self._look()

    def showEvent(self, event: QShowEvent) -> None:
        """What was chosen meanwhile."""
        super().showEvent(event)
        self._look()

    def load(self, key: UUID) -> None:
        """Asks for what is shown of that record."""
        raise NotImplementedError

    def _look(self) -> None:
        if self._stale and self._key is not None:
            self._stale = False
            self.load(self._key)
