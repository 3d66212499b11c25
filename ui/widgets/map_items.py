"""The items of a map view: features, and the handles of a ring."""

from collections.abc import Callable

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QBrush, QColor, QFont, QPainter, QPainterPath, QPainterPathStroker, QPen
from PySide6.QtWidgets import (
    QGraphicsItem,
    QGraphicsPathItem,
    QGraphicsSceneMouseEvent,
    QStyleOptionGraphicsItem,
    QWidget,
)

from osi_app.geo.geodesy import Point
from osi_app.kernel.record import Vertices
from ui.theme.colours import Colours
from ui.widgets.map_features import WHOLE, MapFeature, Shape, pen_of, scene_points, style_of
from ui.widgets.map_marks import paint_mark
from ui.widgets.map_outline import outline

HANDLE_PX = 11.0
RIM_PX = 10.0
"""A click counts so near to an outline, both sides together."""


class FeatureItem(QGraphicsPathItem):
    """A polygon or line, styled by its kind. Its place shifts it by whole turns of the earth.
    While it is ``lifted`` it is not painted with the scene, but over its picture."""

    def __init__(self, feature: MapFeature, colours: Colours) -> None:
        super().__init__()
        self.feature = feature
        self.vertices = feature.vertices
        self.lifted = False
        self._style = style_of(feature.kind, colours)
        self._rim: tuple[float, QPainterPath] | None = None
        self.setPen(pen_of(self._style))
        if feature.shape is Shape.POLYGON and self._style.fill_alpha:
            fill = QColor(self._style.colour)
            fill.setAlpha(self._style.fill_alpha)
            self.setBrush(QBrush(fill, self._style.hatch))
        self.setZValue(self._style.order)
        self.setFlag(QGraphicsItem.GraphicsItemFlag.ItemIsSelectable)
        self.setToolTip(feature.shown)
        self.show_vertices(feature.vertices)

    def show_vertices(self, vertices: Vertices) -> None:
        """Draws another outline."""
        self.vertices, self._rim = vertices, None
        self.setPath(outline(self.feature.shape, vertices))

    @property
    def label_at(self) -> QPointF:
        """Where its name is written: the middle of its outline, or half-way along a line."""
        if self.feature.shape is Shape.LINE:
            return self.path().pointAtPercent(0.5)
        return self.path().boundingRect().center()

    def scene_point(self, at: Point) -> QPointF:
        """Where a place of this feature lies in the scene, in the turn in which it is shown."""
        return scene_points((at,))[0] + self.pos()

    def shape(self) -> QPainterPath:
        """Where a click counts: near the outline only, so that what lies inside stays reachable
        and the map can be dragged; zones that are smaller than the view count as a whole."""
        if self.feature.kind in WHOLE and not self._fills_the_view():
            return self.path()
        scale = self._scale()
        if self._rim is None or self._rim[0] != scale:
            stroker = QPainterPathStroker()
            stroker.setWidth(RIM_PX / scale)
            self._rim = (scale, stroker.createStroke(self.path()))
        return self._rim[1]

    def _scale(self) -> float:
        views = self.scene().views() if self.scene() else []
        return max(views[0].transform().m11(), 1e-9) if views else 1.0

    def _fills_the_view(self) -> bool:
        views = self.scene().views() if self.scene() else []
        if not views:
            return False
        box, seen = self.path().boundingRect(), views[0].viewport().rect()
        scale = self._scale()
        return box.width() * scale > seen.width() and box.height() * scale > seen.height()

    def paint(
        self, painter: QPainter, option: QStyleOptionGraphicsItem, widget: QWidget | None = None
    ) -> None:
        """Thicker while selected, without Qt's dashed box."""
        del option, widget
        if not self.lifted:
            self.draw(painter)

    def draw(self, painter: QPainter) -> None:
        """Paints it in its own coordinates."""
        painter.setPen(pen_of(self._style, selected=self.isSelected()))
        painter.setBrush(self.brush())
        painter.drawPath(self.path())


class MarkItem(QGraphicsItem):
    """A point on the map: a shape of constant size."""

    def __init__(self, feature: MapFeature, at: QPointF, colours: Colours) -> None:
        super().__init__()
        self.feature = feature
        self.at = at
        self._style = style_of(feature.kind, colours)
        self._colours = colours
        self.setPos(at)
        self.setZValue(self._style.order)
        self.setFlag(QGraphicsItem.GraphicsItemFlag.ItemIgnoresTransformations)
        self.setFlag(QGraphicsItem.GraphicsItemFlag.ItemIsSelectable)
        self.setToolTip(feature.shown)

    def boundingRect(self) -> QRectF:  # Qt's name
        """In pixels around the point."""
        return QRectF(-13, -13, 26, 26)

    def paint(
        self, painter: QPainter, option: QStyleOptionGraphicsItem, widget: QWidget | None = None
    ) -> None:
        """A star, triangle, square, diamond, H or dot: the shape tells the kind."""
        del option, widget
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        paint_mark(painter, self._style, self._colours, selected=self.isSelected())


class VertexHandle(QGraphicsItem):
    """One corner of the ring being edited. Dragging it calls ``moved`` with its index, where it
    is in the scene and whether it is free of snapping; letting go calls ``dropped``."""

    def __init__(
        self,
        index: int,
        at: QPointF,
        colours: Colours,
        moved: Callable[[int, QPointF, bool], None],
        dropped: Callable[[], None],
    ) -> None:
        super().__init__()
        self.index = index
        self.lifted = False
        self._colours = colours
        self._moved = moved
        self._dropped = dropped
        self.setPos(at)
        self.setZValue(20)
        self._grasped_off = QPointF()
        flags = QGraphicsItem.GraphicsItemFlag
        self.setFlags(flags.ItemIgnoresTransformations | flags.ItemIsSelectable)
        self.setCursor(Qt.CursorShape.SizeAllCursor)

    def boundingRect(self) -> QRectF:  # Qt's name
        """In pixels around the corner; a little larger than drawn, to be easy to grasp."""
        return QRectF(-HANDLE_PX, -HANDLE_PX, 2 * HANDLE_PX, 2 * HANDLE_PX)

    def paint(
        self, painter: QPainter, option: QStyleOptionGraphicsItem, widget: QWidget | None = None
    ) -> None:
        """A ring, filled while selected, with its number."""
        del option, widget
        if not self.lifted:
            self.draw(painter)

    def draw(self, painter: QPainter) -> None:
        """Paints it in pixels around the corner."""
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

    def mousePressEvent(self, event: QGraphicsSceneMouseEvent) -> None:
        """Grasps it where it is, not by its middle: it must not jump."""
        super().mousePressEvent(event)
        self._grasped_off = event.scenePos() - self.pos()

    def mouseMoveEvent(self, event: QGraphicsSceneMouseEvent) -> None:
        """Follows the mouse; the edit says where it comes to lie."""
        if event.buttons() & Qt.MouseButton.LeftButton:
            free = bool(event.modifiers() & Qt.KeyboardModifier.AltModifier)
            self._moved(self.index, event.scenePos() - self._grasped_off, free)

    def mouseReleaseEvent(self, event: QGraphicsSceneMouseEvent) -> None:
        """The drag is over."""
        super().mouseReleaseEvent(event)
        self._dropped()
