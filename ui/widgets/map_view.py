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
    QWheelEvent,
)
from PySide6.QtWidgets import QFrame, QGraphicsItem, QGraphicsScene, QGraphicsView, QWidget

from osi_app.geo.mercator import ground_scale, unproject
from osi_app.kernel.record import Vertices
from ui.theme.colours import Colours, colours_of
from ui.widgets.map_editing import RingEdit
from ui.widgets.map_features import MapFeature, Shape, lon_lat, scene_points
from ui.widgets.map_furniture import paint_furniture, paint_labels
from ui.widgets.map_ground import WORLD_M, Ground
from ui.widgets.map_items import FeatureItem, MarkItem

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
    is complete, ``edit_ended`` the key of the ring whose edit is over.
    """

    picked = Signal(str, str)
    pointed = Signal(float, float)
    dragging = Signal(object)
    edited = Signal(str, object)
    edit_ended = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        scene = QGraphicsScene(self)
        scene.setSceneRect(-1.5 * WORLD_M, -WORLD_M, 3 * WORLD_M, 2 * WORLD_M)
        scene.setItemIndexMethod(QGraphicsScene.ItemIndexMethod.BspTreeIndex)
        self.setScene(scene)
        self.ground = Ground()
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
        self.edit = RingEdit(item, self.colours, self._changing, self._step)
        self.setFocus()
        return True

    def end_edit(self, *, silently: bool = False) -> None:
        """Takes the handles away."""
        if self.edit is None:
            return
        key = self.edit.feature.key
        self.edit.close()
        self.edit = None
        if not silently:
            self.edit_ended.emit(key)

    def _changing(self, ring: Vertices) -> None:
        self.dragging.emit(ring)

    def _step(self, ring: Vertices) -> None:
        if self.edit is not None:
            self.edited.emit(self.edit.feature.key, ring)

    def _tell_picked(self) -> None:
        for item in self.scene().selectedItems():
            if isinstance(item, FeatureItem | MarkItem):
                self.picked.emit(item.feature.kind, item.feature.key)
                return

    # ---- what Qt calls -------------------------------------------------------------------

    def drawBackground(self, painter: QPainter, rect: QRectF | object) -> None:
        """The base map."""
        del rect
        seen = self.mapToScene(self.viewport().rect()).boundingRect()
        self.ground.paint(painter, seen, self.m_per_pixel, self.colours)

    def paintEvent(self, event: QPaintEvent) -> None:
        """The scene, then names, graticule, scale bar and note in the viewport's own pixels."""
        super().paintEvent(event)
        painter = QPainter(self.viewport())
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        paint_labels(painter, self)
        paint_furniture(painter, self)
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
        """A press may become a pan: what was fitted is let go."""
        self._pressed = event.position()
        super().mousePressEvent(event)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Tells where the mouse is."""
        if self._pressed is not None and event.buttons():
            self._fitted = None
        super().mouseMoveEvent(event)
        self.pointed.emit(*lon_lat(self.mapToScene(event.position().toPoint())))

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        """Adds a corner on the edge under the mouse while a ring is edited."""
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
        if not (self._edit_key(event) or self._view_key(event)):
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
            self.end_edit()
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
