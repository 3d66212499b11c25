"""The tool in hand: the mouse, keys and typed values of a map go to it, snapped."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import QColor, QKeyEvent, QMouseEvent, QPainter, QPen

from osi_app.geo.geodesy import Point
from osi_app.geo.mercator import ground_scale
from osi_app.kernel.record import Vertices
from ui.widgets.map_features import MapFeature, Shape, lon_lat, scene_points
from ui.widgets.map_snapping import Snapping
from ui.widgets.map_tools import DrawTool, Hearers, MapTool, MeasureTool
from ui.widgets.map_turns import home, middle_lon, turned
from ui.widgets.map_whole import MoveTool, ScaleTool, TurnTool, WholeTool

if TYPE_CHECKING:
    from ui.widgets.map_view import MapView

CORNERS = (
    "Drag corners, double-click an edge or press Insert for another, Del takes one out; type a "
    "coordinate for the chosen one; Esc ends."
)
SPLIT = "Split it along a line from outside to outside: "
CUT = "Draw what is to be taken away: "
WHOLE: dict[str, type[WholeTool]] = {"move": MoveTool, "turn": TurnTool, "scale": ScaleTool}
PLAIN = {
    "draw_polygon": Shape.POLYGON,
    "draw_line": Shape.LINE,
    "draw_point": Shape.POINTS,
}
CUTS = {"split": (Shape.LINE, SPLIT), "cut": (Shape.POLYGON, CUT)}


def tool_named(name: str, hear: Hearers, feature: MapFeature | None) -> MapTool | None:
    """The tool of that name; None where it needs a feature that can be changed so."""
    if name == "measure":
        return MeasureTool(hear)
    if name in PLAIN:
        return DrawTool(hear, PLAIN[name])
    if feature is None or not feature.editable or not feature.vertices:
        return None
    if name in CUTS and feature.shape is Shape.POLYGON:
        return DrawTool(hear, *CUTS[name])
    # one point has no direction and no size
    if name in WHOLE and (name == "move" or feature.shape is not Shape.POINTS):
        return WHOLE[name](hear, feature)
    return None


class Hand:
    """Holds one tool or none, and says what it made. Corners of a ring are the view's own edit;
    the hand keeps their name only."""

    def __init__(self, view: MapView) -> None:
        self._view = view
        self._told = ""
        self.tool: MapTool | None = None
        self.name = ""
        self.key = ""
        self._stored: MapFeature | None = None
        self.snapping = Snapping()

    def take(self, name: str, key: str) -> bool:
        """Takes a tool. False when it cannot be used on that feature."""
        view = self._view
        if name == "corners":
            if not view.start_edit(key):
                return False
            self._hold(name, key, None)
            view.prompted.emit(CORNERS)
            return True
        hear = Hearers(self._changing, self._done, self._redraw, self._ground_m_per_pixel)
        feature = self._stored = view.feature(key)
        if feature is not None and feature.vertices:
            # worked on in the turn in which it is seen
            shown = turned(feature.vertices, view.middle_lon)
            feature = replace(feature, vertices=shown)
        tool = tool_named(name, hear, feature)
        if tool is None:
            return False
        self._hold(name, key, tool)
        return True

    def _hold(self, name: str, key: str, tool: MapTool | None) -> None:
        self.tool, self.name, self.key, self._told = tool, name, key, ""
        if tool is not None:
            self._view.rest(Qt.CursorShape.CrossCursor)
            self._redraw()
        self._view.setFocus()

    def put_down(self, *, back: bool = True) -> bool:
        """Puts the tool down; what it showed is put ``back``. False when there was none."""
        held, tool = bool(self.name), self.tool
        if tool is not None and back:
            tool.cancel()
        self.tool, self.name = None, ""
        self.snapping.at = None
        if tool is not None:
            self._view.rest()
        self._view.viewport().update()
        return held

    def look_anew(self) -> None:
        """The features of the map are others now: a tool on one that changed is put down."""
        self.snapping.over(self._view.features)
        if self.tool is not None and self._view.feature(self.key) != self._stored:
            self._view.end_tool()

    # ---- what the tool tells ---------------------------------------------------------------

    def _redraw(self) -> None:
        self._view.viewport().update()
        if self.tool is not None and self.tool.prompt != self._told:
            self._told = self.tool.prompt
            self._view.prompted.emit(self._told)

    def _ground_m_per_pixel(self, at: Point) -> float:
        return self._view.m_per_pixel * ground_scale(at[1])

    def _as_stored(self, vertices: Vertices) -> Vertices:
        feature = self._view.feature(self.key)
        if feature is None or not feature.vertices:
            return home(vertices)
        return turned(vertices, middle_lon(feature.vertices))

    def _changing(self, ring: Vertices) -> None:
        self._view.dragging.emit(self._as_stored(ring))

    def _done(self, vertices: Vertices) -> None:
        """A tool is through: what it made is told, and it is put down unless it keeps going."""
        view, tool, name, key = self._view, self.tool, self.name, self.key
        if tool is None:
            return
        if tool.keeps_going:
            view.measured.emit(home(vertices))
            return
        made = self._as_stored(vertices)
        self.put_down(back=False)
        if name in CUTS:
            view.cut_drawn.emit(name, key, made)
        elif isinstance(tool, DrawTool):
            view.drawn.emit(tool.shape.value, home(vertices))
        else:
            view.edited.emit(key, made)
        view.edit_ended.emit(key)

    # ---- what the view passes on -----------------------------------------------------------

    def mouse(self, event: QMouseEvent, what: str) -> bool:
        """A press, move, release or double-click. False when no tool wants it."""
        tool, left = self.tool, Qt.MouseButton.LeftButton
        if tool is None or (what != "move" and event.button() != left):
            return False
        held = bool(event.buttons() & left)
        at = self._under(event, held=held and what != "press")
        if what == "move":
            tool.move(at, held=held)
        else:
            told: dict[str, Callable[[Point], None]] = {
                "press": tool.press, "release": tool.release, "double": tool.double_click,
            }  # fmt: skip
            told[what](at)
        return True

    def _under(self, event: QMouseEvent, *, held: bool) -> Point:
        """Where the mouse is. A feature that is being moved does not snap to itself; its own
        corners are what it can be taken by."""
        scene = self._view.scene_at(event)
        free = bool(event.modifiers() & Qt.KeyboardModifier.AltModifier)
        whole = isinstance(self.tool, WholeTool)
        return self.placed(scene, free=free, apart=self.key if whole and held else "")

    def placed(self, scene: QPointF, *, free: bool = False, apart: str = "") -> Point:
        """Where a point of the scene comes to lie, snapped unless it is to be free. ``apart`` is
        the feature that is not snapped to."""
        if free:
            self.snapping.at = None
            return lon_lat(scene)
        return self.snapping.placed(scene, self._view.m_per_pixel, apart)

    def pressed_key(self, event: QKeyEvent) -> bool:
        """A key. False when no tool wants it."""
        tool = self.tool
        if tool is None:
            return False
        if event.key() == Qt.Key.Key_Escape:
            self._view.end_tool()
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            if not tool.finish() and isinstance(tool, WholeTool):
                self._view.end_tool()  # nothing was changed: that is applied too
        else:
            return tool.key(event)
        return True

    def paint(self, painter: QPainter) -> None:
        """The tool's own marks, and where a point snapped to."""
        view = self._view
        if self.tool is not None:
            self.tool.paint(painter, view.to_view, view.colours)
        if self.snapping.at is not None:
            self._mark(painter, view.to_view.map(scene_points((self.snapping.at,))[0]))

    def _mark(self, painter: QPainter, at: QPointF) -> None:
        """A square for a corner, a cross for an edge, a plus for the grid, on a light ground."""
        colours = self._view.colours
        painter.setBrush(Qt.BrushStyle.NoBrush)
        for ink, width in ((colours.base, 4.5), (colours.warning, 2.0)):
            painter.setPen(QPen(QColor(ink), width))
            x, y = at.x(), at.y()
            if self.snapping.what == "vertex":
                painter.drawRect(int(x) - 7, int(y) - 7, 14, 14)
            elif self.snapping.what == "edge":
                painter.drawLine(QPointF(x - 7, y - 7), QPointF(x + 7, y + 7))
                painter.drawLine(QPointF(x - 7, y + 7), QPointF(x + 7, y - 7))
            else:
                painter.drawLine(QPointF(x - 9, y), QPointF(x + 9, y))
                painter.drawLine(QPointF(x, y - 9), QPointF(x, y + 9))
