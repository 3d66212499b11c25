"""While a corner is dragged everything else is one picture: a frame then costs what it costs over
an empty map."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QPoint
from PySide6.QtGui import QPainter, QPixmap
from PySide6.QtWidgets import QGraphicsItem

if TYPE_CHECKING:
    from ui.widgets.map_editing import RingEdit
    from ui.widgets.map_view import MapView


class Freeze:
    """The picture of a view without what is being changed. True while it is frozen."""

    def __init__(self, view: MapView) -> None:
        self._view = view
        self._picture: QPixmap | None = None
        self._hidden: list[QGraphicsItem] = []

    def __bool__(self) -> bool:
        return self._picture is not None

    def freeze(self, edit: RingEdit) -> None:
        """Takes the picture and hides what is in it."""
        self.thaw()
        moving = edit.items
        for item in moving:
            item.setVisible(False)
        picture = self._view.viewport().grab()
        self._hidden = [
            item
            for item in self._view.scene().items()
            if item.isVisible() and item not in moving and item.parentItem() is None
        ]
        for item in self._hidden:
            item.setVisible(False)
        for item in moving:
            item.setVisible(True)
        self._picture = picture

    def thaw(self) -> None:
        """Shows everything as it is again."""
        if self._picture is None:
            return
        self._picture = None
        for item in self._hidden:
            item.setVisible(True)
        self._hidden = []
        self._view.viewport().update()

    def paint(self, painter: QPainter) -> bool:
        """Paints the picture. False when nothing is frozen."""
        if self._picture is None:
            return False
        painter.save()
        painter.resetTransform()
        painter.drawPixmap(QPoint(0, 0), self._picture)
        painter.restore()
        return True
