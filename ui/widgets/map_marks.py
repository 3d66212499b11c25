"""The marks of points on a map, around their place in pixels."""

from math import cos, pi, sin

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPainterPath, QPen

from ui.theme.colours import Colours
from ui.widgets.map_features import Style

PLAIN_PX, SELECTED_PX = 7.0, 9.0


def paint_mark(painter: QPainter, style: Style, colours: Colours, *, selected: bool) -> None:
    """Paints a mark about the origin; the selected one is larger and ringed."""
    size = SELECTED_PX if selected else PLAIN_PX
    if selected:
        painter.setPen(QPen(QColor(colours.text), 1.6))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawEllipse(QPointF(), size + 3.0, size + 3.0)
    painter.setPen(QPen(QColor(colours.base), 1.2))
    painter.setBrush(QColor(style.colour))
    painter.drawPath(mark_path(style.mark, size))
    if style.mark == "landing":
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.setPen(QPen(QColor(colours.base), 1.8))
        painter.drawPath(_h(size * 0.45))


def mark_path(shape: str, size: float) -> QPainterPath:
    """The outline of a mark: star, triangle, square, diamond, landing, small, else a dot."""
    path = QPainterPath()
    if shape == "square":
        path.addRect(QRectF(-size * 0.8, -size * 0.8, size * 1.6, size * 1.6))
    elif shape == "triangle":
        _closed(path, ((0, -size), (size, size * 0.8), (-size, size * 0.8)))
    elif shape == "diamond":
        _closed(path, ((0, -size * 1.1), (size * 1.1, 0), (0, size * 1.1), (-size * 1.1, 0)))
    elif shape == "star":
        _closed(path, tuple(_ray(turn, size) for turn in range(10)))
    else:
        radius = size * {"landing": 1.15, "small": 0.42}.get(shape, 0.6)
        path.addEllipse(QPointF(), radius, radius)
    return path


def _ray(turn: int, size: float) -> tuple[float, float]:
    radius = size * (1.15 if turn % 2 == 0 else 0.48)
    angle = pi * turn / 5 - pi / 2
    return radius * cos(angle), radius * sin(angle)


def _closed(path: QPainterPath, corners: tuple[tuple[float, float], ...]) -> None:
    path.moveTo(*corners[0])
    for corner in corners[1:]:
        path.lineTo(*corner)
    path.closeSubpath()


def _h(size: float) -> QPainterPath:
    path = QPainterPath()
    for x in (-size, size):
        path.moveTo(x, -size * 1.1)
        path.lineTo(x, size * 1.1)
    path.moveTo(-size, 0)
    path.lineTo(size, 0)
    return path
