"""What is drawn over a map in the viewport's own pixels: names, grid, scale bar, note."""

from __future__ import annotations

from dataclasses import dataclass
from math import floor, log10
from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QPainter, QPen

from ui.widgets.map_features import Shape
from ui.widgets.map_ink import Room, written

if TYPE_CHECKING:
    from ui.widgets.map_surface import MapSurface

NOTE = "Boundaries show one source's view and no opinion on the status of any territory."
FONT_PX = 11
MOST_TRIED = 600
"""So many names are tried; a map with more in view is too full to be read."""
FOOT_PX = 22.0
"""The strip at the foot that the note takes."""


def paint_labels(painter: QPainter, view: MapSurface) -> None:
    """Names of features and, where there is room, of places; none over another, none cut by an
    edge of the view."""
    frame = QRectF(view.viewport().rect())
    room, tries = Room(frame), 0
    metrics = QFontMetricsF(view.font())
    colours, to_view = view.colours, view.to_view
    painter.setFont(view.font())
    for feature, place in view.board.labelled():
        at = to_view.map(place)
        if not frame.contains(at) or tries >= MOST_TRIED:
            continue
        tries += 1
        width = metrics.horizontalAdvance(feature.shown)
        for offset in _beside(width) if feature.shape is Shape.POINTS else _within(width):
            inks = (colours.text, colours.base)
            if written(painter, room, at + offset, feature.shown, inks):
                break
    for town in view.ground.places:
        at = to_view.map(town.at)
        inks = (colours.muted, colours.base)
        if frame.contains(at) and written(painter, room, at + QPointF(5, 4), town.name, inks):
            painter.setBrush(QColor(colours.muted))
            painter.setPen(Qt.PenStyle.NoPen)
            painter.drawEllipse(at, 2.2, 2.2)


def _beside(width: float) -> tuple[QPointF, ...]:
    """Where the name of a mark may stand, the best place first."""
    return (
        QPointF(11, 4),
        QPointF(-width - 11, 4),
        QPointF(-width / 2, 21),
        QPointF(-width / 2, -13),
    )


def _within(width: float) -> tuple[QPointF, ...]:
    """Where the name of a zone may stand about its middle."""
    return QPointF(-width / 2, 4), QPointF(-width / 2, 20), QPointF(-width / 2, -12)


def paint_furniture(painter: QPainter, view: MapSurface) -> None:
    """Grid, scale bar, north and the note on boundaries."""
    font = QFont(view.font())
    font.setPixelSize(FONT_PX)
    painter.setFont(font)
    bar = _bar(view)
    room = Room(QRectF(view.viewport().rect()))
    room.take(bar.box)
    view.grid.paint(painter, view, room)
    _scale_bar(painter, view, bar)
    _note(painter, view)


@dataclass(frozen=True, slots=True)
class _Bar:
    """The scale bar of a view: how long it is, and the ground it stands on."""

    length_m: float
    width: float
    box: QRectF


def _bar(view: MapSurface) -> _Bar:
    m_per_pixel = view.ground_m_per_pixel()
    length_m = _round_length(130 * m_per_pixel)
    width = length_m / m_per_pixel
    right, bottom = view.viewport().width() - 16, view.viewport().height() - 34
    return _Bar(length_m, width, QRectF(right - width - 44, bottom - 20, width + 54, 30))


def _scale_bar(painter: QPainter, view: MapSurface, bar: _Bar) -> None:
    right, bottom, width = bar.box.right() - 10, bar.box.bottom() - 10, bar.width
    words = f"{bar.length_m / 1000:g} km" if bar.length_m >= 1000 else f"{bar.length_m:g} m"
    colours = view.colours
    ground = QColor(colours.base)
    ground.setAlpha(215)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(ground)
    painter.drawRoundedRect(bar.box, 4, 4)
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


def _note(painter: QPainter, view: MapSurface) -> None:
    """On a ground of its own: it is read over any map."""
    width = QFontMetricsF(painter.font()).horizontalAdvance(NOTE)
    box = QRectF(0, view.viewport().height() - FOOT_PX + 2, width + 16, FOOT_PX - 2)
    ground = QColor(view.colours.base)
    ground.setAlpha(215)
    painter.fillRect(box, ground)
    painter.setPen(QColor(view.colours.muted))
    painter.drawText(box.adjusted(8, 0, 0, 0), Qt.AlignmentFlag.AlignVCenter, NOTE)
