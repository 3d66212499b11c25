"""Grids over the map in the viewport's own pixels: degrees, UTM, MGRS."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPainterPath, QPen, QPolygonF

from osi_app.geo.mercator import unproject
from ui.widgets.map_features import scene_points

if TYPE_CHECKING:
    from osi_app.geo.grids import GridLines
    from ui.widgets.map_view import MapView

KINDS = ("graticule", "utm", "mgrs", "none")
LINES = 6
"""About how many lines of a grid cross the view."""


class MapGrid:
    """The grid of one map, made anew when the view has moved."""

    def __init__(self) -> None:
        self.kind = "graticule"
        self._made: tuple[object, GridLines] | None = None

    def paint(self, painter: QPainter, view: MapView) -> None:
        """Lines with a label where each enters the view."""
        if self.kind == "none":
            return
        lines = self._lines(view)
        rect = QRectF(view.viewport().rect())
        ink = QColor(view.colours.accent if self.kind != "graticule" else view.colours.muted)
        ink.setAlpha(80)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        for line, heavy in zip(lines.lines, lines.heavy, strict=True):
            painter.setPen(QPen(ink, 2.0 if heavy else 1.0))
            points = [view.to_view.map(point) for point in scene_points(line)]
            painter.drawPolyline(QPolygonF(points))
        taken: list[QRectF] = []
        for at, text in lines.labels:
            _label(painter, view, view.to_view.map(scene_points((at,))[0]), text, rect, taken)

    def _lines(self, view: MapView) -> GridLines:
        seen = view.mapToScene(view.viewport().rect()).boundingRect()
        asked = (self.kind, seen)
        if self._made is None or self._made[0] != asked:
            # the grids load the conversion of coordinates: with the first map, not with the window
            from osi_app.geo.grids import graticule, mgrs_grid, utm_grid  # noqa: PLC0415

            west, north = unproject(seen.left(), -seen.top())
            east, south = unproject(seen.right(), -seen.bottom())
            window = (west, south, east, north)
            if self.kind == "graticule":
                made = graticule(window, LINES)
            elif self.kind == "utm":
                width_m = view.ground_m_per_pixel() * view.viewport().width()
                made = utm_grid(window, _step(width_m / LINES))
            else:
                made = mgrs_grid(window, view.ground_m_per_pixel())
            self._made = (asked, made)
        return self._made[1]


def _step(wanted_m: float) -> float:
    """The smallest of 1, 10, 100 m ... not below the wanted step; at most 100 km."""
    step = 1.0
    while step < wanted_m and step < 100_000.0:
        step *= 10.0
    return step


def _label(  # one label, kept inside the view
    painter: QPainter, view: MapView, at: QPointF, text: str, rect: QRectF, taken: list[QRectF]
) -> None:
    metrics = painter.fontMetrics()
    width, height = metrics.horizontalAdvance(text), metrics.height()
    x = min(max(at.x() + 3, rect.left() + 4), rect.right() - width - 4)
    y = min(max(at.y() - 3, rect.top() + height), rect.bottom() - 44)
    box = QRectF(x, y - height, width, height)
    if not rect.contains(at.toPoint()) or any(box.intersects(other) for other in taken):
        return
    taken.append(box.adjusted(-6, -4, 6, 4))
    path = QPainterPath()
    path.addText(QPointF(x, y), painter.font(), text)
    halo = QColor(view.colours.base)
    halo.setAlpha(205)
    painter.strokePath(path, QPen(halo, 3))
    painter.fillPath(path, QColor(view.colours.muted))
