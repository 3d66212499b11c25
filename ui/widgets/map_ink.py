"""How things are written and sketched over a map: text with a halo, labels that keep clear of one
another, the figure a tool is drawing. All in the viewport's own pixels."""

from dataclasses import dataclass, field

from PySide6.QtCore import QPointF, QRectF, QSizeF, Qt
from PySide6.QtGui import QColor, QFontMetricsF, QPainter, QPainterPath, QPen, QTransform

from osi_app.kernel.record import Vertices
from ui.theme.colours import Colours
from ui.widgets.map_features import Shape, path_of, scene_points

HALO_PX = 3.2
CORNER_PX = 4.0
_BUCKET_PX = 96.0


def haloed(painter: QPainter, at: QPointF, text: str, ink: str, ground: str) -> None:
    """Text that reads on any ground; ``at`` is the start of its base line."""
    path = QPainterPath()
    path.addText(at, painter.font(), text)
    halo = QColor(ground)
    halo.setAlpha(220)
    pen = QPen(halo, HALO_PX)
    pen.setJoinStyle(Qt.PenJoinStyle.RoundJoin)
    painter.strokePath(path, pen)
    painter.fillPath(path, QColor(ink))


def chip(painter: QPainter, at: QPointF, text: str, colours: Colours, tone: str = "text") -> None:
    """Text on a ground of its own, kept inside the view; ``at`` is its upper left corner."""
    view = QRectF(painter.viewport())
    box = QRectF(QPointF(), chip_size(painter, text))
    box.moveTo(
        min(max(at.x(), view.left() + 2), max(view.right() - box.width() - 2, view.left() + 2)),
        min(max(at.y(), view.top() + 2), max(view.bottom() - box.height() - 2, view.top() + 2)),
    )
    ground = QColor(colours.base)
    ground.setAlpha(235)
    painter.setPen(QPen(QColor(colours.line), 1.0))
    painter.setBrush(ground)
    painter.drawRoundedRect(box, 4, 4)
    painter.setPen(QColor(getattr(colours, tone)))
    painter.drawText(box, Qt.AlignmentFlag.AlignCenter, text)


def chip_size(painter: QPainter, text: str) -> QSizeF:
    """How large a chip is."""
    metrics = QFontMetricsF(painter.font())
    return QSizeF(metrics.horizontalAdvance(text) + 12, metrics.height() + 4)


@dataclass
class Room:
    """Where labels lie already, so that none is written over another."""

    view: QRectF
    _taken: dict[tuple[int, int], list[QRectF]] = field(default_factory=dict)

    def take(self, box: QRectF) -> bool:
        """Takes a place. False when it is taken or not wholly in the view."""
        if not self.view.contains(box):
            return False
        buckets = self._buckets(box)
        if any(box.intersects(other) for key in buckets for other in self._taken.get(key, ())):
            return False
        for key in buckets:
            self._taken.setdefault(key, []).append(box)
        return True

    @staticmethod
    def _buckets(box: QRectF) -> list[tuple[int, int]]:
        left, right = int(box.left() // _BUCKET_PX), int(box.right() // _BUCKET_PX)
        top, bottom = int(box.top() // _BUCKET_PX), int(box.bottom() // _BUCKET_PX)
        return [(x, y) for x in range(left, right + 1) for y in range(top, bottom + 1)]


def written(  # one label, if there is room for it
    painter: QPainter, room: Room, at: QPointF, text: str, inks: tuple[str, str]
) -> bool:
    """Writes a label where there is room. False when there is none. ``inks`` are those of the
    text and of its halo."""
    metrics = QFontMetricsF(painter.font())
    box = metrics.boundingRect(text).translated(at).adjusted(-3, -2, 3, 2)
    if not room.take(box):
        return False
    haloed(painter, at, text, *inks)
    return True


def sketch(  # what is being drawn
    painter: QPainter,
    to_view: QTransform,
    colours: Colours,
    shape: Shape,
    points: Vertices,
    *,
    corners: bool = True,
) -> None:
    """A figure in the accent, with a mark on every corner where ``corners``."""
    scene = scene_points(points)
    joined = shape if len(points) > 2 else Shape.LINE
    if shape is not Shape.POINTS:
        path = to_view.map(path_of(joined, scene))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.setPen(QPen(QColor(colours.base), 4.0))
        painter.drawPath(path)
        ground = QColor(colours.accent)
        ground.setAlpha(34 if joined is Shape.POLYGON else 0)
        painter.setBrush(ground)
        painter.setPen(QPen(QColor(colours.accent), 2.0))
        painter.drawPath(path)
    if corners or shape is Shape.POINTS:
        painter.setPen(QPen(QColor(colours.accent), 2.0))
        painter.setBrush(QColor(colours.base))
        for point in scene:
            painter.drawEllipse(to_view.map(point), CORNER_PX, CORNER_PX)
