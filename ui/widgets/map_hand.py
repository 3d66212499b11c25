"""The tool in hand: the mouse, keys and typed values of a map go to it, snapped."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import QColor, QKeyEvent, QMouseEvent, QPainter, QPen

from osi_app.geo.mercator import ground_scale
from osi_app.kernel.record import Vertices
from ui.widgets.map_features import scene_points
from ui.widgets.map_snapping import Snapping
from ui.widgets.map_tools import DrawTool, Hearers, MapTool, tool_named

if TYPE_CHECKING:
    from ui.widgets.map_view import MapView

CORNERS = "Drag corners, Insert and Del add and remove; or type a coordinate for the chosen one."


class Hand:
    """Holds one tool or none. Panning stays on the right button and, without a tool, on the
    left one."""

    def __init__(self, view: MapView) -> None:
        self._view = view
        self.tool: MapTool | None = None
        self.name = ""
        self.key = ""
        self.snapping = Snapping()

    def take(self, name: str, key: str) -> bool:
        """Takes a tool. False when it cannot be used on that feature."""
        self.put_down()
        view = self._view
        if name == "corners":
            started = view.start_edit(key)
            if started:
                self.name, self.key = name, key
                view.prompted.emit(CORNERS)
            return started
        hear = Hearers(view.dragging.emit, self._done, view.viewport().update, self._scale)
        self.tool = tool_named(name, hear, view.feature(key))
        if self.tool is None:
            return False
        self.name, self.key = name, key
        view.setDragMode(view.DragMode.NoDrag)
        view.viewport().setCursor(Qt.CursorShape.CrossCursor)
        view.prompted.emit(self.tool.prompt)
        view.setFocus()
        return True

    def put_down(self) -> bool:
        """Puts the tool down. False when there was none."""
        held, self.tool, self.name = bool(self.name), None, ""
        self.snapping.at = None
        if held:
            view = self._view
            view.setDragMode(view.DragMode.ScrollHandDrag)
            view.viewport().unsetCursor()
            view.viewport().update()
        return held

    def _scale(self, at: tuple[float, float]) -> float:
        return self._view.m_per_pixel * ground_scale(at[1])

    def _done(self, vertices: Vertices) -> None:
        """A tool is through: what it made is told, and it is put down unless it keeps going."""
        view, tool, name, key = self._view, self.tool, self.name, self.key
        if tool is not None and tool.keeps_going:
            view.measured.emit(vertices)
            return
        shape = tool.shape.value if isinstance(tool, DrawTool) else ""
        self.put_down()
        if name in ("split", "cut"):
            view.cut_drawn.emit(name, key, vertices)
        elif shape:
            view.drawn.emit(shape, vertices)
        else:
            view.edited.emit(key, vertices)
        view.edit_ended.emit(key)

    # ---- what the view passes on -----------------------------------------------------------

    def mouse(self, event: QMouseEvent, what: str) -> bool:
        """A press, move, release or double-click. False when no tool wants it."""
        tool = self.tool
        if tool is None:
            return False
        left = Qt.MouseButton.LeftButton
        if what in ("press", "release", "double") and event.button() != left:
            return False
        at = self._placed(event)
        if what == "press":
            tool.press(at)
        elif what == "double":
            tool.finish()
        elif what == "release":
            tool.release(at)
        elif event.buttons() & left:
            tool.drag(at)
        else:
            tool.hover(at)
        return True

    def _placed(self, event: QMouseEvent) -> tuple[float, float]:
        scene = self._view.mapToScene(event.position().toPoint())
        return self.placed(scene, free=bool(event.modifiers() & Qt.KeyboardModifier.AltModifier))

    def placed(self, scene: QPointF, *, free: bool = False, apart: str = "") -> tuple[float, float]:
        """Where a point comes to lie, snapped unless it is to be free."""
        view = self._view
        if free:
            self.snapping.at = None
            return Snapping().placed(scene, (), 1.0)
        return self.snapping.placed(scene, view.features, view.m_per_pixel, apart)

    def pressed_key(self, event: QKeyEvent) -> bool:
        """A key. False when no tool wants it."""
        tool = self.tool
        if tool is None:
            return False
        key = event.key()
        if key == Qt.Key.Key_Escape:
            self._view.end_tool()
            return True
        if key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            tool.finish()
            return True
        if key == Qt.Key.Key_Backspace and tool.back():
            return True
        return tool.key(event)

    def paint(self, painter: QPainter) -> None:
        """The tool's own marks, and where a point snapped to."""
        view = self._view
        if self.tool is not None:
            self.tool.paint(painter, view.to_view, view.colours)
        if self.snapping.at is not None and self.name:
            at = view.to_view.map(scene_points((self.snapping.at,))[0])
            painter.setPen(QPen(QColor(view.colours.warning), 2))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRect(int(at.x()) - 6, int(at.y()) - 6, 12, 12)
