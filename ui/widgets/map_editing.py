"""Editing one ring or line: handles on its corners, and the steps a person makes."""

from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtCore import QLineF, QPointF, Qt
from PySide6.QtGui import QKeyEvent

from osi_app.geo.coordinates import parse
from osi_app.geo.geodesy import Point, unwrapped
from osi_app.kernel.errors import RuleError
from osi_app.kernel.record import Vertices
from ui.theme.colours import Colours
from ui.widgets.map_canvas import PAN_KEYS
from ui.widgets.map_features import MapFeature, Shape, lon_lat
from ui.widgets.map_items import FeatureItem, VertexHandle
from ui.widgets.map_tools import FEWEST


@dataclass(frozen=True, slots=True)
class EditHearers:
    """Whom an edit tells: ``changing`` the ring during a drag, ``stepped`` after each complete
    step. ``placed`` answers where a point of the scene comes to lie, told ``free`` of snapping or
    not and ``apart`` from which feature."""

    changing: Callable[[Vertices], None]
    stepped: Callable[[Vertices], None]
    placed: Callable[..., Point]


class RingEdit:
    """The corners of one feature while they are being edited. Corners that were not touched keep
    their coordinates to the last digit."""

    def __init__(self, item: FeatureItem, colours: Colours, hear: EditHearers) -> None:
        self.item = item
        self._colours = colours
        self._hear = hear
        self._exact: list[Point] = list(item.feature.vertices)
        self._closed = item.feature.shape is Shape.POLYGON
        self._handles: list[VertexHandle] = []
        self._dirty = False
        self._raise_handles(chosen=None)

    @property
    def feature(self) -> MapFeature:
        """The feature whose corners are edited."""
        return self.item.feature

    @property
    def ring(self) -> Vertices:
        """The corners as they stand, (lon, lat)."""
        return tuple(self._exact)

    @property
    def items(self) -> tuple[FeatureItem | VertexHandle, ...]:
        """What changes while a corner is dragged, the lowest first."""
        return (self.item, *self._handles)

    @property
    def dragged(self) -> bool:
        """Whether a corner is being dragged."""
        return self._dirty

    @property
    def chosen(self) -> int | None:
        """The index of the selected corner."""
        return next((handle.index for handle in self._handles if handle.isSelected()), None)

    def choose(self, index: int) -> None:
        """Selects a corner."""
        for handle in self._handles:
            handle.setSelected(handle.index == index)

    def choose_next(self, step: int) -> None:
        """Selects the next corner, or the previous one for -1, around the ring."""
        chosen = self.chosen
        start = -1 if chosen is None and step > 0 else (chosen or 0)
        self.choose((start + step) % len(self._handles))

    def nudge(self, across_m: float, down_m: float) -> bool:
        """Moves the chosen corner in the plane of the map, without snapping."""
        index = self.chosen
        if index is None:
            return False
        self._moved(index, self._handles[index].pos() + QPointF(across_m, down_m), free=True)
        self._dropped()
        return True

    def type_in(self, text: str) -> bool:
        """Puts the chosen corner at a typed coordinate. False when it is none, or none is
        chosen."""
        index = self.chosen
        if index is None:
            return False
        try:
            lon, lat = parse(text)
        except RuleError:
            return False
        self._exact[index] = (unwrapped(lon, self._exact[index][0]), lat)
        self._tell()
        return True

    def insert_after(self) -> bool:
        """A corner half-way between the chosen one and the next. A line has none after its
        end."""
        index = self.chosen
        if index is None or (not self._closed and index == len(self._exact) - 1):
            return False
        before, after = self._edge(index)
        return self._insert(index + 1, (before + after) / 2)

    def insert_at(self, point: QPointF, reach_m: float) -> bool:
        """A corner on the nearest edge when the point is within reach of it."""
        edges = range(len(self._exact) - (0 if self._closed else 1))
        best = min(edges, key=lambda index: _distance(point, *self._edge(index)))
        if _distance(point, *self._edge(best)) > reach_m:
            return False
        return self._insert(best + 1, point)

    def remove(self) -> bool:
        """Takes the chosen corner out; a ring keeps three, a line two."""
        index = self.chosen
        if index is None or len(self._exact) <= FEWEST[self.feature.shape]:
            return False
        del self._exact[index]
        self._raise_handles(chosen=index % len(self._exact))
        self._tell()
        return True

    def close(self) -> None:
        """Takes the handles away; what was dragged and not let go is as it was stored."""
        for handle in self._handles:
            if handle.scene() is not None:
                handle.scene().removeItem(handle)
        self._handles = []
        if self._dirty:
            self.item.show_vertices(self.feature.vertices)

    def key(self, event: QKeyEvent, m_per_pixel: float) -> bool:
        """Alt and arrows, Insert, Del. False for a key that means nothing here."""
        key, modifiers = event.key(), event.modifiers()
        if key in PAN_KEYS and modifiers & Qt.KeyboardModifier.AltModifier:
            pixels = 1 if modifiers & Qt.KeyboardModifier.ShiftModifier else 10
            across, down = PAN_KEYS[Qt.Key(key)]
            return self.nudge(across * pixels * m_per_pixel, down * pixels * m_per_pixel)
        if key == Qt.Key.Key_Insert:
            return self.insert_after()
        return key in (Qt.Key.Key_Delete, Qt.Key.Key_Backspace) and self.remove()

    def _edge(self, index: int) -> tuple[QPointF, QPointF]:
        """Both ends of the edge after a corner, in the scene."""
        after = self._exact[(index + 1) % len(self._exact)]
        return self.item.scene_point(self._exact[index]), self.item.scene_point(after)

    def _insert(self, index: int, point: QPointF) -> bool:
        self._exact.insert(index, self._in_turn(lon_lat(point), self._exact[index - 1]))
        self._raise_handles(chosen=index)
        self._tell()
        return True

    @staticmethod
    def _in_turn(at: Point, beside: Point) -> Point:
        """A place of the scene in the turn in which the ring is stored."""
        lon = unwrapped(at[0], beside[0])
        return at if lon == at[0] else (round(lon, 9), at[1])

    def _raise_handles(self, chosen: int | None) -> None:
        self._dirty = False
        self.close()
        scene = self.item.scene()
        for index, at in enumerate(self._exact):
            point = self.item.scene_point(at)
            handle = VertexHandle(index, point, self._colours, self._dragged, self._dropped)
            scene.addItem(handle)
            self._handles.append(handle)
        if chosen is not None:
            self.choose(chosen)

    def _dragged(self, index: int, point: QPointF, free: bool) -> None:
        self._moved(index, point, free=free)

    def _moved(self, index: int, point: QPointF, *, free: bool) -> None:
        if self.item.scene_point(self._exact[index]) == point:
            return
        self._dirty = True
        placed = self._hear.placed(point, free=free, apart=self.feature.key)
        self._exact[index] = self._in_turn(placed, self._exact[index])
        # a corner that snapped is not where the mouse is
        self._handles[index].setPos(self.item.scene_point(self._exact[index]))
        self.item.show_vertices(self.ring)
        self._hear.changing(self.ring)

    def _dropped(self) -> None:
        if self._dirty:
            self._tell()

    def _tell(self) -> None:
        self._dirty = False
        for handle, at in zip(self._handles, self._exact, strict=True):
            handle.setPos(self.item.scene_point(at))
        self.item.show_vertices(self.ring)
        self._hear.changing(self.ring)
        self._hear.stepped(self.ring)


def _distance(point: QPointF, start: QPointF, end: QPointF) -> float:
    """From a point to an edge, in scene metres."""
    edge = end - start
    squared = QPointF.dotProduct(edge, edge)
    along = 0.0 if squared == 0 else QPointF.dotProduct(point - start, edge) / squared
    nearest = start + edge * min(max(along, 0.0), 1.0)
    return QLineF(point, nearest).length()
