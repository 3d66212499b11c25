"""The native map: exact, without a network, used with the mouse and with the keyboard alike.

Keys: arrows pan, + and - zoom, Home shows everything. While corners are edited: Tab and Shift+Tab
go from corner to corner, arrows with Alt move one by ten pixels (with Shift too: by one), Insert
adds a corner after it, Del takes it out, Enter and Esc end the edit. A double-click on an edge adds
a corner. The keys of the tools are in ``map_tools`` and ``map_whole``. Alt held: no snapping.
"""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent, QPainter
from PySide6.QtWidgets import QWidget

from osi_app.geo.geodesy import unwrapped
from osi_app.kernel.record import Vertices
from ui.widgets.map_board import Item
from ui.widgets.map_editing import EditHearers, RingEdit
from ui.widgets.map_features import MapFeature, lon_lat
from ui.widgets.map_hand import Hand
from ui.widgets.map_items import FeatureItem
from ui.widgets.map_surface import MapSurface

INSERT_PX = 12
_ENDS = (Qt.Key.Key_Escape, Qt.Key.Key_Return, Qt.Key.Key_Enter)


class MapView(MapSurface):
    """Shows features over the base map and layers, and changes one at a time.

    ``picked`` carries kind and key of a feature that was clicked, ``pointed`` lon and lat under
    the mouse, ``dragging`` the ring while it is being changed, ``edited`` key and ring when a step
    is complete, ``edit_ended`` the key of what a tool was put down on. Of the tools: ``drawn``
    shape and vertices, ``cut_drawn`` tool, key and vertices, ``measured`` the points, ``prompted``
    what to do now.
    """

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
        self.hand = Hand(self)
        self.edit: RingEdit | None = None
        self._late: tuple[MapFeature, ...] | None = None

    # ---- tools -----------------------------------------------------------------------------

    @property
    def tool_name(self) -> str:
        """The tool in hand, "" for none."""
        return self.hand.name

    def start_tool(self, name: str, key: str = "") -> bool:
        """Takes a tool in hand: draw_polygon, draw_line, draw_point, measure; corners, move, turn,
        scale, split and cut for the feature of that key. False when that is not possible; what
        was in hand is put down all the same."""
        held, before = self._put_down(), self.hand.key
        started = self.hand.take(name, key)
        if held and not started:
            self.edit_ended.emit(before)
        return started

    def end_tool(self) -> None:
        """Puts the tool down; what it showed and was not applied is put back."""
        if self._put_down():
            self.edit_ended.emit(self.hand.key)

    def _put_down(self) -> bool:
        edit, held = self.edit, self.hand.put_down()
        self.end_edit(silently=True)
        if edit is not None:
            self.hand.key = edit.feature.key
        return held or edit is not None

    def type_in(self, text: str) -> bool:
        """Gives the tool in hand a typed value: a coordinate in any form for a corner, metres
        east and north to move, degrees to turn, percent to scale. False when it is not
        understood."""
        if self.edit is not None:
            return self.edit.type_in(text)
        return self.hand.tool is not None and self.hand.tool.typed(text)

    @property
    def snapping(self) -> frozenset[str]:
        """What placed points jump to."""
        return self.hand.snapping.to

    def set_snapping(self, to: frozenset[str]) -> None:
        """What placed points jump to: any of corners, edges, grid, layers."""
        self.hand.snapping.to = to

    def set_snap_layers(self, shapes: tuple[MapFeature, ...]) -> None:
        """The shapes of vector layers that points may jump to."""
        self.hand.snapping.along(shapes)

    # ---- editing corners -------------------------------------------------------------------

    def start_edit(self, key: str) -> bool:
        """Puts handles on an editable ring. False when that feature cannot be edited."""
        self.end_edit()
        item = next(iter(self.board.items(key)), None)
        if not isinstance(item, FeatureItem) or not item.feature.editable:
            return False
        hear = EditHearers(self.dragging.emit, self._step, self.hand.placed)
        self.edit = RingEdit(item, self.colours, hear)
        self.still.lift(self.edit.items)
        self.setFocus()
        return True

    def end_edit(self, *, silently: bool = False) -> None:
        """Takes the handles away."""
        if self.edit is None:
            return
        edit, self.edit = self.edit, None
        self.still.lift(())
        edit.close()
        self.hand.snapping.at = None
        late, self._late = self._late, None
        if late is not None:
            self.show_features(late)
        if not silently:
            self.edit_ended.emit(edit.feature.key)

    def _step(self, ring: Vertices) -> None:
        self.hand.snapping.at = None
        if self.edit is not None:
            self._late = None
            self.still.lift(self.edit.items)
            self.edited.emit(self.edit.feature.key, ring)

    def show_features(self, features: tuple[MapFeature, ...]) -> None:
        """Shows these features instead of the former ones; the view, what is selected and the
        edit stay. While a corner is being dragged nothing changes under the mouse."""
        edit = self.edit
        if edit is not None and edit.dragged:
            self._late = features
            return
        editing, chosen = (edit.feature.key, edit.chosen) if edit else ("", None)
        self.end_edit(silently=True)
        super().show_features(features)
        self.hand.look_anew()
        if editing and not self._go_on(editing, chosen):
            self.hand.put_down()
            self.edit_ended.emit(editing)

    def _go_on(self, key: str, chosen: int | None) -> bool:
        if not self.start_edit(key) or self.edit is None:
            return False
        if chosen is not None and chosen < len(self.edit.ring):
            self.edit.choose(chosen)
        return True

    # ---- painting --------------------------------------------------------------------------

    @property
    def changing(self) -> Item | None:
        """The feature whose corners are edited."""
        return self.edit.item if self.edit else None

    def paint_over(self, painter: QPainter) -> None:
        """The tool's own marks."""
        self.hand.paint(painter)

    # ---- what Qt calls ---------------------------------------------------------------------

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """A press pans, goes to the tool in hand, or may become the drag of a corner."""
        if not self.moved_with(event) and not self.hand.mouse(event, "press"):
            super().mousePressEvent(event)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Lets go."""
        if not self.moved_with(event) and not self.hand.mouse(event, "release"):
            super().mouseReleaseEvent(event)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Tells where the mouse is."""
        if event.buttons():
            self.leave_fitted()
        if not self.moved_with(event) and not self.hand.mouse(event, "move"):
            super().mouseMoveEvent(event)
        lon, lat = lon_lat(self.scene_at(event))
        self.pointed.emit(unwrapped(lon, 0.0), lat)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        """Ends what is drawn; while corners are edited, adds one on the edge under the mouse."""
        if self.hand.mouse(event, "double"):
            return
        if self.edit is not None:
            self.edit.insert_at(self.scene_at(event), INSERT_PX * self.m_per_pixel)
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
        if not (self.hand.pressed_key(event) or self._edit_key(event) or self.moved_by(event)):
            super().keyPressEvent(event)

    def _edit_key(self, event: QKeyEvent) -> bool:
        if self.edit is None:
            return False
        if event.key() in _ENDS:
            self.end_tool()
            return True
        return self.edit.key(event, self.m_per_pixel)
