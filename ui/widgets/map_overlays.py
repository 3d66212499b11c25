"""What is drawn over the features while somebody decides: not stored, not selectable."""

from dataclasses import dataclass
from math import atan2, cos, pi, sin

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QBrush, QColor, QPainter, QPainterPath, QPen, QTransform

from osi_app.kernel.record import Vertices
from ui.theme.colours import Colours
from ui.widgets.map_features import Shape, path_of, scene_points

ARROW_PX = 10.0
DOT_PX = 3.0


@dataclass(frozen=True, slots=True)
class Overlay:
    """One line, ring or set of points. ``tone`` is breach, warning, good, accent or muted;
    ``arrow`` shows at the end which way a line runs."""

    shape: Shape
    vertices: Vertices
    tone: str
    dash: bool = False
    fill: bool = False
    label: str = ""
    width: float = 1.5
    arrow: bool = False


@dataclass(frozen=True, slots=True)
class _Look:
    """What overlays must share to be painted in one stroke."""

    shape: Shape
    tone: str
    dash: bool
    fill: bool
    width: float


class Overlays:
    """The overlays of one map, by name; thousands of lines are one path."""

    def __init__(self) -> None:
        self._kept: dict[str, tuple[Overlay, ...]] = {}
        self._paths: dict[str, list[tuple[_Look, QPainterPath]]] = {}
        self._dots: dict[str, list[tuple[str, QPointF]]] = {}
        self._marks: dict[str, list[tuple[Overlay, list[QPointF]]]] = {}

    def set(self, name: str, overlays: tuple[Overlay, ...]) -> bool:
        """Replaces the overlays of that name. False when nothing changed."""
        if self._kept.get(name, ()) == overlays:
            return False
        self._kept[name] = overlays
        self._paths[name], self._dots[name], self._marks[name] = [], [], []
        paths: dict[_Look, QPainterPath] = {}
        for one in overlays:
            points = scene_points(one.vertices)
            if one.shape is Shape.POINTS:
                self._dots[name] += [(one.tone, point) for point in points]
                continue
            look = _Look(one.shape, one.tone, one.dash, one.fill, one.width)
            paths.setdefault(look, QPainterPath()).addPath(path_of(one.shape, points))
            if one.label or one.arrow:
                self._marks[name].append((one, points))
        self._paths[name] = list(paths.items())
        return True

    def named(self, name: str) -> tuple[Overlay, ...]:
        """What is shown under that name."""
        return self._kept.get(name, ())

    def paint(self, painter: QPainter, to_view: QTransform, colours: Colours) -> None:
        """Paints all of them in the viewport's own pixels."""
        view = QRectF(painter.viewport())
        for paths in self._paths.values():
            for look, path in paths:
                painter.setPen(_pen(look, colours))
                painter.setBrush(_brush(look, colours))
                painter.drawPath(to_view.map(path))
        painter.setPen(Qt.PenStyle.NoPen)
        for dots in self._dots.values():
            for tone, point in dots:
                at = to_view.map(point)
                if view.contains(at):
                    painter.setBrush(QColor(getattr(colours, tone)))
                    painter.drawEllipse(at, DOT_PX, DOT_PX)
        for marks in self._marks.values():
            for one, points in marks:
                _mark(painter, one, [to_view.map(point) for point in points], colours)


def _pen(look: _Look, colours: Colours) -> QPen:
    dash = Qt.PenStyle.DashLine if look.dash else Qt.PenStyle.SolidLine
    return QPen(QColor(getattr(colours, look.tone)), look.width, dash)


def _brush(look: _Look, colours: Colours) -> QBrush:
    if not look.fill or look.shape is not Shape.POLYGON:
        return QBrush(Qt.BrushStyle.NoBrush)
    ground = QColor(getattr(colours, look.tone))
    ground.setAlpha(46)
    return QBrush(ground)


def _mark(painter: QPainter, one: Overlay, points: list[QPointF], colours: Colours) -> None:
    ink = QColor(getattr(colours, one.tone))
    if one.arrow and len(points) >= 2:
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(ink)
        painter.drawPath(_arrow(points[-2], points[-1]))
    if not one.label:
        return
    width = painter.fontMetrics().horizontalAdvance(one.label)
    middle = sum(points, QPointF()) / len(points)
    if one.shape is Shape.POLYGON:  # above its northern edge, clear of what lies inside
        middle.setY(min(point.y() for point in points))
    path = QPainterPath()
    path.addText(middle + QPointF(-width / 2, -7), painter.font(), one.label)
    halo = QColor(colours.base)
    halo.setAlpha(225)
    painter.strokePath(path, QPen(halo, 4))
    painter.fillPath(path, ink)


def _arrow(start: QPointF, end: QPointF) -> QPainterPath:
    angle = atan2(end.y() - start.y(), end.x() - start.x())
    path = QPainterPath(end)
    for turn in (pi * 5 / 6, -pi * 5 / 6):
        path.lineTo(end + QPointF(cos(angle + turn), sin(angle + turn)) * ARROW_PX)
    path.closeSubpath()
    return path
