"""While a tool is in hand everything it does not change is one picture: a frame then costs what it
costs over an empty map."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QPoint, QSize
from PySide6.QtGui import QPainter, QPixmap, QTransform

from ui.widgets.map_items import FeatureItem, VertexHandle

if TYPE_CHECKING:
    from ui.widgets.map_view import MapView

Lifted = tuple[FeatureItem | VertexHandle, ...]


class Still:
    """The picture of a view without what is being changed: taken when it is first needed, and
    taken anew when the view or anything in it has become another."""

    def __init__(self, view: MapView) -> None:
        self._view = view
        self._held = 0
        self._lifted: Lifted = ()
        self._picture: QPixmap | None = None
        self._of: tuple[QTransform, QSize, float] | None = None

    def hold(self) -> None:
        """A tool is in hand."""
        self._held += 1
        self.forget()

    def release(self) -> None:
        """It is put down."""
        self._held = max(self._held - 1, 0)
        self.lift(())

    def lift(self, items: Lifted) -> None:
        """These are being changed: they are painted over the picture."""
        for item in self._lifted:
            item.lifted = False
        for item in items:
            item.lifted = True
        self._lifted = items
        self.forget()

    def forget(self) -> None:
        """What the picture shows has changed."""
        self._picture = None
        self._view.viewport().update()

    def paint(self, painter: QPainter) -> bool:
        """Paints the picture and what is lifted, in the viewport's own pixels. False when no tool
        is in hand."""
        if not self._held:
            return False
        painter.drawPixmap(QPoint(0, 0), self._taken())
        for item in self._lifted:
            painter.save()
            painter.setTransform(item.deviceTransform(self._view.viewportTransform()))
            item.draw(painter)
            painter.restore()
        return True

    def _taken(self) -> QPixmap:
        view = self._view
        ratio = view.viewport().devicePixelRatioF()
        of = (view.viewportTransform(), view.viewport().size(), ratio)
        if self._picture is None or self._of != of:
            picture = QPixmap(view.viewport().size() * ratio)
            picture.setDevicePixelRatio(ratio)
            picture.fill(view.colours.base)
            painter = QPainter(picture)
            painter.setRenderHints(view.renderHints())
            view.paint_still(painter)
            painter.end()
            self._picture, self._of = picture, of
        return self._picture
