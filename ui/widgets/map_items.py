"""The items of a map view: features, their marks and labels, and the handles of a ring."""

from collections.abc import Callable
from math import cos, pi, sin

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QBrush, QColor, QFont, QPainter, QPainterPath, QPainterPathStroker, QPen
from PySide6.QtWidgets import (
    QGraphicsItem,
    QGraphicsPathItem,
    QGraphicsSceneMouseEvent,
    QStyleOptionGraphicsItem,
    QWidget,
)

from ui.theme.colours import Colours
from ui.widgets.map_features import (
    MapFeature,
    Shape,
    path_of,
    pen_of,
    scene_points,
    style_of,
)

HANDLE_PX = 11.0
MARKS = {"origin": "star", "point_of_entry": "triangle", "base_of_operations": "square"}


class FeatureItem(QGraphicsPathItem):
    """A polygon or line, styled by its kind."""

    def __init__(self, feature: MapFeature, colours: Colours) -> None:
        super().__init__()
        self.feature = feature
        self._style = style_of(feature.kind, colours)
        self.points = scene_points(feature.vertices)
        self.setPen(pen_of(self._style))
        if feature.shape is Shape.POLYGON and self._style.fill_alpha:
            fill = QColor(self._style.colour)
            fill.setAlpha(self._style.fill_alpha)
            self.setBrush(QBrush(fill, self._style.hatch))
        self.setZValue(self._style.order)
        self.setFlag(QGraphicsItem.GraphicsItemFlag.ItemIsSelectable)
        self.setToolTip(feature.shown)
        self.redraw()

    def redraw(self) -> None:
        """Draws the outline anew from ``points``."""
        self.setPath(path_of(self.feature.shape, self.points))

    def shape(self) -> QPainterPath:
        """Where a click counts: near the outline only, so that what lies inside stays
        reachable; sites and points of small size count as a whole."""
        if self.feature.kind in ("restricted_site", "area_of_interest"):
            return self.path()
        return super().shape() if self.feature.shape is Shape.LINE else self._rim()

    def _rim(self) -> QPainterPath:
        views = self.scene().views() if self.scene() else []
        scale = views[0].transform().m11() if views else 1.0
        stroker = QPainterPathStroker()
        stroker.setWidth(10.0 / max(scale, 1e-9))
        return stroker.createStroke(self.path())

    def paint(
        self, painter: QPainter, option: QStyleOptionGraphicsItem, widget: QWidget | None = None
    ) -> None:
        """Thicker while selected, without Qt's dashed box."""
        del option, widget
        painter.setPen(pen_of(self._style, selected=self.isSelected()))
        painter.setBrush(self.brush())
        painter.drawPath(self.path())


class MarkItem(QGraphicsItem):
    """A point on the map: a shape of constant size, with its name beside it."""

    def __init__(self, feature: MapFeature, at: QPointF, colours: Colours) -> None:
        super().__init__()
        self.feature = feature
        self._style = style_of(feature.kind, colours)
        self._ground = QColor(colours.base)
        self._text = QColor(colours.text)
        self.setPos(at)
        self.setZValue(self._style.order)
        self.setFlag(QGraphicsItem.GraphicsItemFlag.ItemIgnoresTransformations)
        self.setFlag(QGraphicsItem.GraphicsItemFlag.ItemIsSelectable)
        self.setToolTip(feature.shown)

    def boundingRect(self) -> QRectF:  # Qt's name
        """In pixels around the point."""
        return QRectF(-12, -12, 24, 24)

    def paint(
        self, painter: QPainter, option: QStyleOptionGraphicsItem, widget: QWidget | None = None
    ) -> None:
        """A star, triangle, square or dot: the shape tells the kind."""
        del option, widget
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(self._ground, 1.2))
        painter.setBrush(QColor(self._style.colour))
        size = 9.0 if self.isSelected() else 7.0
        painter.drawPath(_mark(MARKS.get(self.feature.kind, "dot"), size))


def _mark(shape: str, size: float) -> QPainterPath:
    path = QPainterPath()
    if shape == "square":
        path.addRect(-size * 0.8, -size * 0.8, size * 1.6, size * 1.6)
    elif shape == "triangle":
        path.moveTo(0, -size)
        path.lineTo(size, size * 0.8)
        path.lineTo(-size, size * 0.8)
        path.closeSubpath()
    elif shape == "star":
        for turn in range(10):
            radius = size * (1.15 if turn % 2 == 0 else 0.48)
            angle = pi * turn / 5 - pi / 2
            point = QPointF(radius * cos(angle), radius * sin(angle))
            path.lineTo(point) if turn else path.moveTo(point)
        path.closeSubpath()
    else:
        path.addEllipse(QPointF(), size * 0.6, size * 0.6)
    return path


class VertexHandle(QGraphicsItem):
    """One corner of the ring being edited. Dragging it calls ``moved``, letting go ``dropped``."""

    def __init__(
        self,
        index: int,
        at: QPointF,
        colours: Colours,
        moved: Callable[[int, QPointF], None],
        dropped: Callable[[], None],
    ) -> None:
        super().__init__()
        self.index = index
        self._colours = colours
        self._moved = moved
        self._dropped = dropped
        self.setPos(at)
        self.setZValue(20)
        flags = QGraphicsItem.GraphicsItemFlag
        self.setFlags(
            flags.ItemIgnoresTransformations | flags.ItemIsSelectable | flags.ItemIsMovable
        )
        self.setCursor(Qt.CursorShape.SizeAllCursor)

    def boundingRect(self) -> QRectF:  # Qt's name
        """In pixels around the corner; a little larger than drawn, to be easy to grasp."""
        return QRectF(-HANDLE_PX, -HANDLE_PX, 2 * HANDLE_PX, 2 * HANDLE_PX)

    def paint(
        self, painter: QPainter, option: QStyleOptionGraphicsItem, widget: QWidget | None = None
    ) -> None:
        """A ring, filled while selected, with its number."""
        del option, widget
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(QColor(self._colours.accent), 2))
        chosen = self._colours.accent if self.isSelected() else self._colours.base
        painter.setBrush(QColor(chosen))
        painter.drawEllipse(QPointF(), HANDLE_PX / 2, HANDLE_PX / 2)
        font = QFont(painter.font())
        font.setPixelSize(9)
        painter.setFont(font)
        painter.setPen(QColor(self._colours.on_accent if self.isSelected() else self._colours.text))
        painter.drawText(QRectF(-9, -9, 18, 18), Qt.AlignmentFlag.AlignCenter, str(self.index + 1))

    def mouseMoveEvent(self, event: QGraphicsSceneMouseEvent) -> None:
        """Follows the mouse; the view hears of each step."""
        super().mouseMoveEvent(event)
        self._moved(self.index, self.pos())

    def mouseReleaseEvent(self, event: QGraphicsSceneMouseEvent) -> None:
        """The drag is over."""
        super().mouseReleaseEvent(event)
        self._dropped()
