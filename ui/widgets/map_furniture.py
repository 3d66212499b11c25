"""What is drawn over a map in the viewport's own pixels: names, graticule, scale bar, note."""

from __future__ import annotations

from math import floor, log10
from typing import TYPE_CHECKING

from PySide6.QtCore import QPoint, QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QPainter, QPainterPath, QPen

from osi_app.geo.mercator import project, unproject
from ui.widgets.map_features import Shape, scene_points

if TYPE_CHECKING:
    from ui.widgets.map_view import MapView

NOTE = "Boundaries show one source's view and no opinion on the status of any territory."
STEPS_DEG = (30, 10, 5, 2, 1, 0.5, 0.25, 0.1, 0.05, 0.02, 0.01, 0.005, 0.002, 0.001)
LABELLED = ("origin", "point_of_entry", "base_of_operations", "restricted_site", "area_of_interest")


def paint_labels(painter: QPainter, view: MapView) -> None:
    """Names of features and, where there is room, of places; none over another."""
    taken: list[QRectF] = []
    colours = view.colours
    metrics = QFontMetricsF(view.font())
    for feature in view.features:
        if feature.kind not in LABELLED or not feature.vertices:
            continue
        points = scene_points(feature.vertices)
        middle = QPointF(sum(p.x() for p in points), sum(p.y() for p in points)) / len(points)
        at = QPointF(view.mapFromScene(middle))
        width = metrics.horizontalAdvance(feature.shown)
        offset = QPointF(10, 4) if feature.shape is Shape.POINTS else QPointF(-width / 2, 4)
        if at.x() + offset.x() + width > view.viewport().width():
            offset.setX(-width - 10)
        _label(painter, feature.shown, at + offset, (colours.text, colours.base), metrics, taken)
    for place in view.ground.places:
        at = QPointF(view.mapFromScene(place.at))
        if view.viewport().rect().contains(at.toPoint()) and _label(
            painter, place.name, at + QPointF(5, 4), (colours.muted, colours.base), metrics, taken
        ):
            painter.setBrush(QColor(colours.muted))
            painter.setPen(Qt.PenStyle.NoPen)
            painter.drawEllipse(at, 2.2, 2.2)


def _label(
    painter: QPainter,
    text: str,
    at: QPointF,
    ink: tuple[str, str],
    metrics: QFontMetricsF,
    taken: list[QRectF],
) -> bool:
    box = metrics.boundingRect(text).translated(at).adjusted(-3, -2, 3, 2)
    if any(box.intersects(other) for other in taken):
        return False
    taken.append(box)
    path = QPainterPath()
    path.addText(at, painter.font(), text)
    halo = QColor(ink[1])
    halo.setAlpha(215)
    painter.strokePath(path, QPen(halo, 3.2))
    painter.fillPath(path, QColor(ink[0]))
    return True


def paint_furniture(painter: QPainter, view: MapView) -> None:
    """Grid, scale bar, north and the note on boundaries."""
    font = QFont(view.font())
    font.setPixelSize(11)
    painter.setFont(font)
    view.grid.paint(painter, view)
    _scale_bar(painter, view)
    _note(painter, view)


def _scale_bar(painter: QPainter, view: MapView) -> None:
    m_per_pixel = view.ground_m_per_pixel()
    length_m = _round_length(130 * m_per_pixel)
    width = length_m / m_per_pixel
    right, bottom = view.viewport().width() - 16, view.viewport().height() - 30
    words = f"{length_m / 1000:g} km" if length_m >= 1000 else f"{length_m:g} m"
    colours = view.colours
    ground = QColor(colours.base)
    ground.setAlpha(205)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(ground)
    painter.drawRoundedRect(QRectF(right - width - 44, bottom - 20, width + 54, 30), 4, 4)
    painter.setBrush(QColor(colours.text))
    painter.drawRect(QRectF(right - width, bottom, width / 2, 4))
    painter.setPen(QPen(QColor(colours.text), 1))
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.drawRect(QRectF(right - width, bottom, width, 4))
    painter.drawText(QPointF(right - width, bottom - 5), words)
    painter.drawText(QPointF(right - width - 36, bottom + 5), "N ↑")


def _round_length(wanted_m: float) -> float:
    """The largest of 1, 2, 5 x 10^n not above the wanted length."""
    decade: float = 10.0 ** floor(log10(max(wanted_m, 1.0)))
    return max(step * decade for step in (1.0, 2.0, 5.0) if step * decade <= max(wanted_m, 1.0))


def _note(painter: QPainter, view: MapView) -> None:
    painter.setPen(QColor(view.colours.muted))
    box = QRectF(8, view.viewport().height() - 20, view.viewport().width() - 16, 16)
    painter.drawText(box, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter, NOTE)


def _at(view: MapView, pixel: QPoint) -> tuple[float, float]:
    point = view.mapToScene(pixel)
    return unproject(point.x(), -point.y())


def _scene(lon: float, lat: float) -> QPointF:
    x, y = project((lon, lat))[0]
    return QPointF(x, -y)


def _degrees(value: float, plus: str, minus: str, step: float) -> str:
    wrapped = (value + 180) % 360 - 180 if plus == "E" else value
    digits = 0 if step >= 1 else 2 if step >= 0.01 else 3
    return f"{abs(wrapped):.{digits}f}° {plus if wrapped >= 0 else minus}"
