"""A map is painted as a picture of itself: taken when the view or anything in it has become
another, and drawn again for every frame of a drag, with what is being changed over it. A frame then
costs what it costs over an empty map.

Where the picture takes long, a map that moves shows the last one shifted and scaled until it has
come to rest.
"""

from __future__ import annotations

import time
from typing import TYPE_CHECKING

from PySide6.QtCore import QPoint, QSize, QTimer
from PySide6.QtGui import QColor, QPainter, QPixmap, QTransform

from ui.widgets.map_items import FeatureItem, VertexHandle

if TYPE_CHECKING:
    from ui.widgets.map_surface import MapSurface

Lifted = tuple[FeatureItem | VertexHandle, ...]
AT_REST_MS = 90
SLOW_S = 0.04


class Still:
    """The picture of a view without what is lifted out of it."""

    def __init__(self, view: MapSurface) -> None:
        self._view = view
        self._lifted: Lifted = ()
        self._picture: QPixmap | None = None
        self._of: tuple[QTransform, QSize, float] | None = None
        self._took_s = 0.0
        self._resting = QTimer(view)
        self._resting.setSingleShot(True)
        self._resting.setInterval(AT_REST_MS)
        self._resting.timeout.connect(self.forget)

    def lift(self, items: Lifted) -> None:
        """These are being changed: they are painted over the picture, at their own cost."""
        if items == self._lifted:
            return
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

    def paint(self, painter: QPainter) -> None:
        """Paints the picture and what is lifted, in the viewport's own pixels."""
        view = self._view
        ratio = view.viewport().devicePixelRatioF()
        of = (view.viewportTransform(), view.viewport().size(), ratio)
        if self._picture is not None and self._took_s > SLOW_S and self._only_moved(of):
            self._paint_moved(painter, self._picture)
        else:
            if self._picture is None or self._of != of:
                self._picture, self._of = self._taken(ratio), of
            painter.drawPixmap(QPoint(0, 0), self._picture)
        for item in self._lifted:
            painter.save()
            painter.setTransform(item.deviceTransform(view.viewportTransform()))
            item.draw(painter)
            painter.restore()

    def _only_moved(self, of: tuple[QTransform, QSize, float]) -> bool:
        return self._of is not None and self._of[0] != of[0] and self._of[1:] == of[1:]

    def _paint_moved(self, painter: QPainter, picture: QPixmap) -> None:
        assert self._of is not None
        back, _ = self._of[0].inverted()
        painter.fillRect(self._view.viewport().rect(), QColor(self._view.colours.window))
        painter.save()
        painter.setTransform(back * self._view.viewportTransform())
        painter.drawPixmap(QPoint(0, 0), picture)
        painter.restore()
        self._resting.start()

    def _taken(self, ratio: float) -> QPixmap:
        begin = time.perf_counter()
        view = self._view
        picture = QPixmap(view.viewport().size() * ratio)
        picture.setDevicePixelRatio(ratio)
        picture.fill(QColor(view.colours.base))
        painter = QPainter(picture)
        painter.setRenderHints(view.renderHints())
        view.paint_still(painter)
        painter.end()
        self._took_s = time.perf_counter() - begin
        return picture
