"""What is drawn over the features while somebody decides: not stored, not selectable."""

from __future__ import annotations

from dataclasses import dataclass, field
from math import atan2, cos, pi, sin
from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QBrush, QColor, QPainter, QPainterPath, QPen, QPolygonF, QTransform

from osi_app.geo.mercator import project
from osi_app.kernel.record import Vertices
from ui.theme.colours import Colours
from ui.widgets.map_features import Shape
from ui.widgets.map_ink import chip, chip_size
from ui.widgets.map_outline import dense
from ui.widgets.map_turns import TURN_M, middle_lon, turned

if TYPE_CHECKING:
    from ui.widgets.map_canvas import MapCanvas

ARROW_PX = 10.0
DOT_PX = 3.0
SAMPLES = 64
"""At so many places along a line room is looked for to name it."""
FEW = 200
"""Up to so many overlays of one name are drawn as geodesics and live; more are survey lines, short
and still, and become part of the picture that is kept while a tool is in hand."""
_HATCHED = {"breach": Qt.BrushStyle.BDiagPattern, "warning": Qt.BrushStyle.FDiagPattern}


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


@dataclass(slots=True)
class _Group:
    """The overlays of one name, in the scene; ``middle_x`` decides in which turn they show."""

    kept: tuple[Overlay, ...]
    middle_x: float = 0.0
    paths: dict[_Look, QPainterPath] = field(default_factory=dict)
    dots: list[tuple[str, QPointF]] = field(default_factory=list)
    marks: list[tuple[Overlay, list[QPointF]]] = field(default_factory=list)

    @property
    def heavy(self) -> bool:
        """Whether there are too many to be drawn in every frame of a drag."""
        return len(self.kept) > FEW


class Overlays:
    """The overlays of one map, by name; thousands of lines are one path."""

    def __init__(self) -> None:
        self._groups: dict[str, _Group] = {}

    def set(self, name: str, overlays: tuple[Overlay, ...]) -> bool:
        """Replaces the overlays of that name. False when nothing changed."""
        if self.named(name) == overlays:
            return False
        if overlays:
            self._groups[name] = _grouped(overlays)
        else:
            del self._groups[name]
        return True

    def named(self, name: str) -> tuple[Overlay, ...]:
        """What is shown under that name."""
        group = self._groups.get(name)
        return group.kept if group else ()

    def heavy(self, name: str) -> bool:
        """Whether those of that name are part of the picture kept while a tool is in hand."""
        return name in self._groups and self._groups[name].heavy

    def paint(self, painter: QPainter, view: MapCanvas, *, heavy: bool) -> None:
        """Paints the many still ones, or all the others, in the viewport's own pixels."""
        middle_x = view.seen.center().x()
        for group in self._groups.values():
            if group.heavy is heavy:
                shift = round((middle_x - group.middle_x) / TURN_M) * TURN_M
                to_view = QTransform.fromTranslate(shift, 0.0) * view.to_view
                _paint(painter, group, to_view, view.colours)


def _grouped(overlays: tuple[Overlay, ...]) -> _Group:
    """Everything in the scene, on the side of the antimeridian on which the first one lies."""
    group = _Group(overlays)
    filled = [one for one in overlays if one.vertices]
    if not filled:
        return group
    near = middle_lon(filled[0].vertices)
    drawn = [turned(one.vertices, near) for one in filled]
    if len(filled) <= FEW:
        drawn = [dense(one.shape, at) for one, at in zip(filled, drawn, strict=True)]
    # one projection for all: each call costs more than its corners
    plane = project([corner for corners in drawn for corner in corners]).tolist()
    group.middle_x = plane[0][0]
    start = 0
    for one, corners in zip(filled, drawn, strict=True):
        end = start + len(corners)
        _add(group, one, [QPointF(x, -y) for x, y in plane[start:end]])
        start = end
    return group


def _add(group: _Group, one: Overlay, points: list[QPointF]) -> None:
    if one.shape is Shape.POINTS:
        group.dots += [(one.tone, point) for point in points]
    else:
        look = _Look(one.shape, one.tone, one.dash, one.fill, one.width)
        path = group.paths.get(look)
        if path is None:
            path = group.paths[look] = QPainterPath()
            path.setFillRule(Qt.FillRule.WindingFill)
        path.moveTo(points[0])
        for point in points[1:]:
            path.lineTo(point)
        if one.shape is Shape.POLYGON:
            path.closeSubpath()
    if one.label or one.arrow:
        group.marks.append((one, points))


def _paint(painter: QPainter, group: _Group, to_view: QTransform, colours: Colours) -> None:
    for look, path in group.paths.items():
        painter.setPen(_pen(look, colours))
        painter.setBrush(_brush(look, colours))
        painter.drawPath(to_view.map(path))
    painter.setPen(Qt.PenStyle.NoPen)
    frame = QRectF(painter.viewport())
    for tone, point in group.dots:
        at = to_view.map(point)
        if frame.contains(at):
            painter.setBrush(QColor(getattr(colours, tone)))
            painter.drawEllipse(at, DOT_PX, DOT_PX)
    for one, points in group.marks:
        _mark(painter, one, [to_view.map(point) for point in points], colours)


def _pen(look: _Look, colours: Colours) -> QPen:
    dash = Qt.PenStyle.DashLine if look.dash else Qt.PenStyle.SolidLine
    return QPen(QColor(getattr(colours, look.tone)), look.width, dash)


def _brush(look: _Look, colours: Colours) -> QBrush:
    """What breaks a rule is hatched: colour is never the only sign."""
    if not look.fill or look.shape is not Shape.POLYGON:
        return QBrush(Qt.BrushStyle.NoBrush)
    hatch = _HATCHED.get(look.tone, Qt.BrushStyle.SolidPattern)
    ground = QColor(getattr(colours, look.tone))
    ground.setAlpha(46 if hatch is Qt.BrushStyle.SolidPattern else 170)
    return QBrush(ground, hatch)


def _mark(painter: QPainter, one: Overlay, points: list[QPointF], colours: Colours) -> None:
    ink = getattr(colours, one.tone)
    if one.arrow and len(points) >= 2:
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(ink))
        painter.drawPath(_arrow(points[-2], points[-1]))
    at = _named_at(one.shape, points, QRectF(painter.viewport())) if one.label else None
    if at is not None:
        size = chip_size(painter, one.label)
        at -= QPointF(size.width() / 2, size.height() + 3)
        chip(painter, at, one.label, colours, one.tone)


def _named_at(shape: Shape, points: list[QPointF], frame: QRectF) -> QPointF | None:
    """A quarter along a line, as the event lies about the middle of the longest, or half-way along
    what is seen of it; over the top of anything else, clear of what lies inside. None when nothing
    of it is in view."""
    if shape is not Shape.LINE:
        box = QPolygonF(points).boundingRect()
        return QPointF(box.center().x(), box.top()) if frame.intersects(box) else None
    quarter = _along(points, 0.25)
    if frame.contains(quarter):
        return quarter
    along = (_along(points, step / SAMPLES) for step in range(SAMPLES + 1))
    seen = [point for point in along if frame.contains(point)]
    return seen[len(seen) // 2] if seen else None


def _along(points: list[QPointF], share: float) -> QPointF:
    """Where a line is after that share of its corners."""
    before, part = divmod((len(points) - 1) * share, 1.0)
    start, end = points[int(before)], points[min(int(before) + 1, len(points) - 1)]
    return start + (end - start) * part


def _arrow(start: QPointF, end: QPointF) -> QPainterPath:
    angle = atan2(end.y() - start.y(), end.x() - start.x())
    path = QPainterPath(end)
    for turn in (pi * 5 / 6, -pi * 5 / 6):
        path.lineTo(end + QPointF(cos(angle + turn), sin(angle + turn)) * ARROW_PX)
    path.closeSubpath()
    return path
