"""The native map: exact, without a network, edited with the mouse and with the keyboard alike.

Keys: arrows pan, + and - zoom, Home shows everything. While a ring is edited: Tab and Shift+Tab go
from corner to corner, arrows with Alt move it by ten pixels (with Shift too: by one), Insert adds a
corner after it, Del takes it out, Esc ends the edit. A double-click on an edge adds a corner.
"""

from PySide6.QtCore import QPointF, QRectF, Qt, QTimer, Signal
from PySide6.QtGui import (
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QResizeEvent,
    QShowEvent,
    QTransform,
    QWheelEvent,
)
from PySide6.QtWidgets import QFrame, QGraphicsItem, QGraphicsScene, QGraphicsView, QWidget

from osi_app.geo.mercator import ground_scale, unproject
from osi_app.kernel.record import Vertices
from ui.theme.colours import Colours, colours_of
from ui.widgets.map_editing import RingEdit
from ui.widgets.map_features import MapFeature, Shape, lon_lat, scene_points
from ui.widgets.map_freeze import Freeze
from ui.widgets.map_furniture import paint_furniture, paint_labels
from ui.widgets.map_grid import MapGrid
from ui.widgets.map_ground import WORLD_M, Ground
from ui.widgets.map_hand import Hand
from ui.widgets.map_items import FeatureItem, MarkItem
from ui.widgets.map_layers import LayerSource, LayerStack, Runner
from ui.widgets.map_overlays import Overlay, Overlays

CLOSEST = 2.0
"""Pixels for a metre of the plane at the closest view."""

_PAN_KEYS = {
    Qt.Key.Key_Left: (-1, 0),
    Qt.Key.Key_Right: (1, 0),
    Qt.Key.Key_Up: (0, -1),
    Qt.Key.Key_Down: (0, 1),
}


class MapView(QGraphicsView):
    """Shows features over the base map and edits one ring at a time.

    ``picked`` carries kind and key of a feature that was clicked, ``pointed`` lon and lat under
    the mouse, ``dragging`` the ring while it is being changed, ``edited`` key and ring when a step
    is complete, ``edit_ended`` the key of the ring whose edit is over. Of the tools: ``drawn``
    shape and vertices, ``cut_drawn`` tool, key and vertices, ``measured`` the points, ``prompted``
    what to do now.
    """

    picked = Signal(str, str)
    pointed = Signal(float, float)
    dragging = Signal(object)
    edited = Signal(str, object)
    edit_ended = Signal(str)
    drawn = Signal(str, object)
    cut_drawn = Signal(str, str, object)
    measured = Signal(object)
    prompted = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        scene = QGraphicsScene(self)
        scene.setSceneRect(-1.5 * WORLD_M, -WORLD_M, 3 * WORLD_M, 2 * WORLD_M)
        scene.setItemIndexMethod(QGraphicsScene.ItemIndexMethod.BspTreeIndex)
        self.setScene(scene)
        self.ground, self.grid, self.overlays = Ground(), MapGrid(), Overlays()
        self.layers = LayerStack(self)
        self.layers.ready.connect(self._forget_background)
        self.hand, self.frozen = Hand(self), Freeze(self)
        self.edit: RingEdit | None = None
        self._features: tuple[MapFeature, ...] = ()
        self._items: dict[str, QGraphicsItem] = {}
        self._fitted: QRectF | None = None
        self._pressed: QPointF | None = None
        self._look()
        scene.selectionChanged.connect(self._tell_picked)

    def _look(self) -> None:
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setRenderHint(QPainter.RenderHint.Antialiasing)
        self.setDragMode(QGraphicsView.DragMode.ScrollHandDrag)
        self.setTransformationAnchor(QGraphicsView.ViewportAnchor.AnchorUnderMouse)
        self.setResizeAnchor(QGraphicsView.ViewportAnchor.AnchorViewCenter)
        # the furniture is drawn in the corners of the viewport, so all of it is redrawn
        self.setViewportUpdateMode(QGraphicsView.ViewportUpdateMode.FullViewportUpdate)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setMouseTracking(True)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAccessibleName("Map")

    @property
    def colours(self) -> Colours:
        """The colours of the present appearance."""
        return colours_of(self.palette())

    @property
    def features(self) -> tuple[MapFeature, ...]:
        """What is shown."""
        return self._features

    @property
    def to_view(self) -> QTransform:
        """From the scene to the viewport's own pixels."""
        return self.viewportTransform()

    @property
    def tool_name(self) -> str:
        """The tool in hand, "" for none."""
        return self.hand.name

    def feature(self, key: str) -> MapFeature | None:
        """The feature of that key."""
        return next((found for found in self._features if found.key == key), None)

    # ---- tools, overlays, layers, grid -----------------------------------------------------

    def start_tool(self, name: str, key: str = "") -> bool:
        """Takes a tool in hand: draw_polygon, draw_line, draw_point, measure; corners, move, turn,
        scale, split and cut for the feature of that key. False when that is not possible."""
        self.end_tool()
        return self.hand.take(name, key)

    def end_tool(self) -> None:
        """Puts the tool down."""
        if self.edit is not None:
            self.end_edit()
            self.hand.put_down()
        elif self.hand.put_down():
            self.edit_ended.emit(self.hand.key)

    def type_in(self, text: str) -> bool:
        """Gives the tool in hand a typed value. False when it is not understood."""
        if self.edit is not None:
            return self.edit.type_in(text)
        return self.hand.tool is not None and self.hand.tool.typed(text)

    def set_overlay(self, name: str, overlays: tuple[Overlay, ...]) -> None:
        """Draws these over the features under that name, instead of what was there."""
        if self.overlays.set(name, overlays):
            self.viewport().update()

    def set_layers(self, sources: tuple[LayerSource, ...]) -> None:
        """Shows these layers under the features, the lowest first."""
        self.layers.set_sources(sources)

    def set_runner(self, run: Runner) -> None:
        """How pictures of layers are made off the GUI thread."""
        self.layers.set_runner(run)

    def set_grid(self, kind: str) -> None:
        """Shows degrees (graticule), utm, mgrs or none."""
        self.grid.kind = kind
        self.viewport().update()

    def set_snapping(self, to: frozenset[str]) -> None:
        """What placed points jump to: any of corners, edges, grid."""
        self.hand.snapping.to = to

    def go_to(self, point: tuple[float, float]) -> None:
        """Brings a place to the middle of the view."""
        self._fitted = None
        self.centerOn(scene_points((point,))[0])

    def _forget_background(self) -> None:
        self.frozen.thaw()
        self.viewport().update()

    @property
    def m_per_pixel(self) -> float:
        """Metres of the plane in one pixel."""
        return 1.0 / max(self.transform().m11(), 1e-12)

    def show_features(self, features: tuple[MapFeature, ...]) -> None:
        """Shows these features instead of the former ones; the view stays where it is."""
        editing = self.edit.feature.key if self.edit else ""
        self.end_edit(silently=True)
        self._features = features
        self.scene().clear()
        self._items = {}
        for feature in features:
            self._add(feature)
        if editing in self._items:
            self.start_edit(editing)

    def _add(self, feature: MapFeature) -> None:
        if feature.shape is Shape.POINTS:
            for point in scene_points(feature.vertices):
                item: QGraphicsItem = MarkItem(feature, point, self.colours)
                self.scene().addItem(item)
                self._items[feature.key] = item
            return
        item = FeatureItem(feature, self.colours)
        self.scene().addItem(item)
        self._items[feature.key] = item

    def layers_ready(self, names: tuple[str, ...]) -> None:
        """More of the base map is in memory and may be drawn."""
        self.ground.ready.update(names)
        self.ground.forget()
        self.viewport().update()

    def fit(self, keys: tuple[str, ...] = ()) -> None:
        """Shows these features, or all, or the whole world when there are none."""
        points = [
            point
            for feature in self._features
            if not keys or feature.key in keys
            for point in scene_points(feature.vertices)
        ]
        if not points:
            self._fitted = QRectF(-WORLD_M, -WORLD_M * 0.62, 2 * WORLD_M, 1.24 * WORLD_M)
        else:
            box = QRectF(points[0], points[0])
            for point in points[1:]:
                box = box.united(QRectF(point, point).adjusted(0, 0, 1e-6, 1e-6))
            margin = max(box.width(), box.height(), 2_000.0) * 0.08
            self._fitted = box.adjusted(-margin, -margin, margin, margin)
        self._show_fitted()

    def _show_fitted(self) -> None:
        if self._fitted is not None:
            self.fitInView(self._fitted, Qt.AspectRatioMode.KeepAspectRatio)

    def select(self, key: str) -> None:
        """Selects a feature and brings it into view. Unknown keys are ignored."""
        item = self._items.get(key)
        if item is None:
            return
        # told to nobody: only what a person picks is picked
        self.scene().blockSignals(True)
        self.scene().clearSelection()
        item.setSelected(True)
        self.scene().blockSignals(False)
        self.viewport().update()
        if (
            not self.mapToScene(self.viewport().rect())
            .boundingRect()
            .contains(item.sceneBoundingRect())
        ):
            self.centerOn(item.sceneBoundingRect().center())

    def start_edit(self, key: str) -> bool:
        """Puts handles on an editable ring. False when that feature cannot be edited."""
        self.end_edit()
        item = self._items.get(key)
        if not isinstance(item, FeatureItem) or not item.feature.editable:
            return False
        self.edit = RingEdit(item, self.colours, self._changing, self._step, self.hand.placed)
        self.setFocus()
        return True

    def end_edit(self, *, silently: bool = False) -> None:
        """Takes the handles away."""
        if self.edit is None:
            return
        key = self.edit.feature.key
        self.frozen.thaw()
        self.edit.close()
        self.edit = None
        if not silently:
            self.edit_ended.emit(key)

    def _changing(self, ring: Vertices) -> None:
        self.dragging.emit(ring)

    def _step(self, ring: Vertices) -> None:
        self.frozen.thaw()
        if self.edit is not None:
            self.edited.emit(self.edit.feature.key, ring)

    def _tell_picked(self) -> None:
        for item in self.scene().selectedItems():
            if isinstance(item, FeatureItem | MarkItem):
                self.picked.emit(item.feature.kind, item.feature.key)
                return

    # ---- what Qt calls -------------------------------------------------------------------

    def drawBackground(self, painter: QPainter, rect: QRectF | object) -> None:
        """The base map and the layers; while something is dragged, the picture taken before."""
        del rect
        if self.frozen.paint(painter):
            return
        seen = self.mapToScene(self.viewport().rect()).boundingRect()
        self.ground.paint(painter, seen, self.m_per_pixel, self.colours)
        self.layers.look(seen, self.viewport().width(), self.viewport().height())
        self.layers.paint(painter)

    def paintEvent(self, event: QPaintEvent) -> None:
        """The scene, then names, grid, scale bar and note in the viewport's own pixels."""
        super().paintEvent(event)
        painter = QPainter(self.viewport())
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if not self.frozen:
            paint_labels(painter, self)
            paint_furniture(painter, self)
        self.overlays.paint(painter, self.to_view, self.colours)
        self.hand.paint(painter)
        painter.end()

    def showEvent(self, event: QShowEvent) -> None:
        """What was to be shown is fitted once the size is known."""
        super().showEvent(event)
        QTimer.singleShot(0, self, self._show_fitted)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Keeps what was fitted in view until the person moves the map."""
        super().resizeEvent(event)
        self._show_fitted()

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Zooms about the mouse."""
        self.zoom(1.0016 ** event.angleDelta().y())
        event.accept()

    def zoom(self, factor: float) -> None:
        """Enlarges (factor above 1) within the limits of the map."""
        least = max(self.viewport().width(), 1) / (2.6 * WORLD_M)
        scale = min(max(self.transform().m11() * factor, least), CLOSEST)
        self._fitted = None
        self.scale(scale / self.transform().m11(), scale / self.transform().m11())

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """A press goes to the tool in hand, else it may become a pan or the drag of a corner."""
        self._pressed = event.position()
        if self.hand.mouse(event, "press"):
            return
        if self.edit is not None and self.edit.grasped(self.itemAt(event.position().toPoint())):
            self.frozen.freeze(self.edit)
        super().mousePressEvent(event)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Lets go."""
        self._pressed = None
        if self.hand.mouse(event, "release"):
            return
        super().mouseReleaseEvent(event)
        self.frozen.thaw()

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Tells where the mouse is."""
        if self._pressed is not None and event.buttons():
            self._fitted = None
        if not self.hand.mouse(event, "move"):
            super().mouseMoveEvent(event)
        self.pointed.emit(*lon_lat(self.mapToScene(event.position().toPoint())))

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        """Adds a corner on the edge under the mouse while a ring is edited."""
        if self.hand.mouse(event, "double"):
            return
        if self.edit is not None:
            self.edit.insert_at(self.mapToScene(event.position().toPoint()), 12 * self.m_per_pixel)
            return
        super().mouseDoubleClickEvent(event)

    def focusNextPrevChild(self, forward: bool) -> bool:
        """While a ring is edited Tab goes from corner to corner."""
        if self.edit is not None:
            self.edit.choose_next(1 if forward else -1)
            return True
        return super().focusNextPrevChild(forward)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """See the module's list of keys."""
        if not (self.hand.pressed_key(event) or self._edit_key(event) or self._view_key(event)):
            super().keyPressEvent(event)

    def _edit_key(self, event: QKeyEvent) -> bool:
        if self.edit is None:
            return False
        key, modifiers = event.key(), event.modifiers()
        if key in _PAN_KEYS and modifiers & Qt.KeyboardModifier.AltModifier:
            pixels = 1 if modifiers & Qt.KeyboardModifier.ShiftModifier else 10
            across, down = _PAN_KEYS[Qt.Key(key)]
            step = pixels * self.m_per_pixel
            return self.edit.nudge(across * step, down * step)
        if key == Qt.Key.Key_Insert:
            return self.edit.insert_after()
        if key in (Qt.Key.Key_Delete, Qt.Key.Key_Backspace):
            return self.edit.remove()
        if key == Qt.Key.Key_Escape:
            self.end_tool()
            return True
        return False

    def _view_key(self, event: QKeyEvent) -> bool:
        key = event.key()
        if key in _PAN_KEYS:
            across, down = _PAN_KEYS[Qt.Key(key)]
            self._fitted = None
            for bar, step in (
                (self.horizontalScrollBar(), across),
                (self.verticalScrollBar(), down),
            ):
                bar.setValue(bar.value() + step * 60)
        elif key in (Qt.Key.Key_Plus, Qt.Key.Key_Equal):
            self.zoom(1.25)
        elif key == Qt.Key.Key_Minus:
            self.zoom(0.8)
        elif key == Qt.Key.Key_Home:
            self.fit()
        else:
            return False
        return True

    def ground_m_per_pixel(self) -> float:
        """Metres on the ground in one pixel at the middle of the view."""
        middle = self.mapToScene(self.viewport().rect().center())
        return self.m_per_pixel * ground_scale(unproject(middle.x(), -middle.y())[1])
