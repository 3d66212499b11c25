"""The moving part of a map: zoom, pan, fit, and where a pixel lies."""

from PySide6.QtCore import QPoint, QPointF, QRectF, Qt, QTimer
from PySide6.QtGui import (
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QResizeEvent,
    QShowEvent,
    QTransform,
    QWheelEvent,
)
from PySide6.QtWidgets import QFrame, QGraphicsScene, QGraphicsView, QWidget

from osi_app.geo.geodesy import Point
from osi_app.geo.mercator import ground_scale, unproject
from ui.theme.colours import Colours, colours_of
from ui.widgets.map_features import scene_points
from ui.widgets.map_ground import WORLD_M

CLOSEST = 2.0
"""Pixels for a metre of the plane at the closest view."""
PAN_PX = 60
PAN_KEYS = {
    Qt.Key.Key_Left: (-1, 0),
    Qt.Key.Key_Right: (1, 0),
    Qt.Key.Key_Up: (0, -1),
    Qt.Key.Key_Down: (0, 1),
}
_PAN_BUTTONS = (Qt.MouseButton.RightButton, Qt.MouseButton.MiddleButton)


class MapCanvas(QGraphicsView):
    """A view of the Mercator plane with y downwards, one and a half turns of it to each side.

    The right and the middle button pan at any time, the left one where nothing else wants it;
    arrows pan, + and - zoom, Home shows everything.
    """

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        scene = QGraphicsScene(self)
        scene.setSceneRect(-1.5 * WORLD_M, -WORLD_M, 3 * WORLD_M, 2 * WORLD_M)
        scene.setItemIndexMethod(QGraphicsScene.ItemIndexMethod.BspTreeIndex)
        self.setScene(scene)
        self._fitted: QRectF | None = None
        self._panned_from: QPoint | None = None
        self._resting = Qt.CursorShape.OpenHandCursor
        self._look()

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

    # ---- what is in view -------------------------------------------------------------------

    @property
    def colours(self) -> Colours:
        """The colours of the present appearance."""
        return colours_of(self.palette())

    @property
    def to_view(self) -> QTransform:
        """From the scene to the viewport's own pixels."""
        return self.viewportTransform()

    @property
    def seen(self) -> QRectF:
        """What is in view, in the scene."""
        return self.mapToScene(self.viewport().rect()).boundingRect()

    @property
    def middle_lon(self) -> float:
        """The longitude in the middle of the view; beyond +-180 where it looks there."""
        return unproject(self.seen.center().x(), 0.0)[0]

    @property
    def m_per_pixel(self) -> float:
        """Metres of the plane in one pixel."""
        return 1.0 / max(self.transform().m11(), 1e-12)

    def ground_m_per_pixel(self) -> float:
        """Metres on the ground in one pixel at the middle of the view."""
        return self.m_per_pixel * ground_scale(unproject(0.0, -self.seen.center().y())[1])

    def rest(self, cursor: Qt.CursorShape = Qt.CursorShape.OpenHandCursor) -> None:
        """Which cursor shows while nothing is under way."""
        self._resting = cursor
        self.viewport().setCursor(cursor)

    # ---- moving it -------------------------------------------------------------------------

    def show_box(self, box: QRectF) -> None:
        """Fits a box of the scene into the view, and keeps it so until a person moves the map; a
        null one is the whole world."""
        if box.isNull():
            self._fitted = QRectF(-WORLD_M, -WORLD_M * 0.62, 2 * WORLD_M, 1.24 * WORLD_M)
        else:
            margin = max(box.width(), box.height(), 2_000.0) * 0.08
            self._fitted = box.adjusted(-margin, -margin, margin, margin)
        self._show_fitted()

    def _show_fitted(self) -> None:
        if self._fitted is not None:
            self.fitInView(self._fitted, Qt.AspectRatioMode.KeepAspectRatio)

    def go_to(self, point: Point) -> None:
        """Brings a place to the middle of the view."""
        self._fitted = None
        self.centerOn(scene_points((point,))[0])

    def fit(self, keys: tuple[str, ...] = ()) -> None:
        """Shows everything: here, the world."""
        del keys
        self.show_box(QRectF())

    def leave_fitted(self) -> None:
        """What was fitted no longer stays in view by itself: a person moves the map."""
        self._fitted = None

    def zoom(self, factor: float) -> None:
        """Enlarges (factor above 1) within the limits of the map."""
        least = max(self.viewport().width(), 1) / (2.6 * WORLD_M)
        scale = min(max(self.transform().m11() * factor, least), CLOSEST)
        self._fitted = None
        self.scale(scale / self.transform().m11(), scale / self.transform().m11())

    def pan(self, across_px: int, down_px: int) -> None:
        """Moves what is in view."""
        self._fitted = None
        for bar, step in (
            (self.horizontalScrollBar(), across_px),
            (self.verticalScrollBar(), down_px),
        ):
            bar.setValue(bar.value() + step)

    def moved_with(self, event: QMouseEvent) -> bool:
        """Pans with the right or the middle button. False when the event is of no pan."""
        at = event.position().toPoint()
        if event.type() == event.Type.MouseButtonPress and event.button() in _PAN_BUTTONS:
            self._panned_from = at
            self.viewport().setCursor(Qt.CursorShape.ClosedHandCursor)
            return True
        if self._panned_from is None:
            return False
        if event.type() == event.Type.MouseButtonRelease and event.button() in _PAN_BUTTONS:
            self._panned_from = None
            self.viewport().setCursor(self._resting)
            return True
        if event.type() != event.Type.MouseMove:
            return False
        step, self._panned_from = self._panned_from - at, at
        self.pan(step.x(), step.y())
        return True

    def moved_by(self, event: QKeyEvent) -> bool:
        """Pans, zooms or fits with a key. False when it is none of those."""
        key = event.key()
        if key in PAN_KEYS:
            across, down = PAN_KEYS[Qt.Key(key)]
            self.pan(across * PAN_PX, down * PAN_PX)
        elif key in (Qt.Key.Key_Plus, Qt.Key.Key_Equal):
            self.zoom(1.25)
        elif key == Qt.Key.Key_Minus:
            self.zoom(0.8)
        elif key == Qt.Key.Key_Home:
            self.fit()
        else:
            return False
        return True

    def scene_at(self, event: QMouseEvent) -> QPointF:
        """Where the mouse is in the scene, to the fraction of a pixel."""
        back, fine = self.to_view.inverted()
        return back.map(event.position()) if fine else QPointF()

    # ---- what Qt calls ---------------------------------------------------------------------

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
