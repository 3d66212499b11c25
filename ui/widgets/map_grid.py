"""Grids over the map in the viewport's own pixels: degrees, UTM, MGRS."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFontMetricsF, QPainter, QPen, QPolygonF

from osi_app.geo.mercator import unproject
from ui.widgets.map_features import scene_points
from ui.widgets.map_ink import Room, haloed

if TYPE_CHECKING:
    from osi_app.geo.grids import GridLines
    from ui.widgets.map_surface import MapSurface

KINDS = ("graticule", "utm", "mgrs", "none")
LINES = 6
"""About how many lines of a grid cross the view."""
FOOT_PX = 26.0
"""The strip at the foot that the note takes."""
FARTHEST_PX = 20_000.0


class MapGrid:
    """The grid of one map, made anew when the view has moved. ``kind`` is one of ``KINDS``."""

    def __init__(self) -> None:
        self.kind = "graticule"
        self._made: tuple[object, GridLines] | None = None

    def paint(self, painter: QPainter, view: MapSurface, room: Room) -> None:
        """Lines, and labels that keep clear of one another and of what has its ``room``."""
        if self.kind == "none":
            return
        lines = self._lines(view)
        plain = self.kind == "graticule"
        ink = QColor(view.colours.muted if plain else view.colours.accent)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        for line, heavy in zip(lines.lines, lines.heavy, strict=True):
            ink.setAlpha(170 if heavy else 100)
            painter.setPen(QPen(ink, 1.8 if heavy else 1.0))
            points = [_held(view.to_view.map(point)) for point in scene_points(line)]
            painter.drawPolyline(QPolygonF(points))
        word = view.colours.muted if plain else view.colours.accent
        for at, text in lines.labels:
            on_view = view.to_view.map(scene_points((at,))[0])
            if room.view.adjusted(-1, -1, 1, 1).contains(on_view):
                _label(painter, room, on_view, text, (word, view.colours.base))

    def _lines(self, view: MapSurface) -> GridLines:
        seen = view.seen
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
                made = utm_grid(window, step_m(width_m / LINES))
            else:
                made = mgrs_grid(window, view.ground_m_per_pixel())
            self._made = (asked, made)
        return self._made[1]


def step_m(wanted_m: float) -> float:
    """The smallest of 1, 2, 5 x 10^n m not below the wanted step; at most 100 km."""
    step = 1.0
    while step < wanted_m and step < 100_000.0:
        step *= 2.5 if f"{step:e}".startswith("2") else 2.0
    return step


def _held(point: QPointF) -> QPointF:
    """Within what a painter draws without trouble."""
    return QPointF(
        min(max(point.x(), -FARTHEST_PX), FARTHEST_PX),
        min(max(point.y(), -FARTHEST_PX), FARTHEST_PX),
    )


def _label(painter: QPainter, room: Room, at: QPointF, text: str, inks: tuple[str, str]) -> None:
    """One label, kept inside the view and off the note at its foot."""
    metrics, rect = QFontMetricsF(painter.font()), room.view
    width, height = metrics.horizontalAdvance(text), metrics.height()
    x = min(max(at.x() + 4, rect.left() + 4), rect.right() - width - 4)
    y = min(max(at.y() - 4, rect.top() + height), rect.bottom() - FOOT_PX)
    if room.take(QRectF(x - 3, y - height, width + 6, height + 3)):
        haloed(painter, QPointF(x, y), text, *inks)
