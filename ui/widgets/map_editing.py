"""Editing one ring: handles on its corners, and the steps a person makes."""

from collections.abc import Callable

from PySide6.QtCore import QLineF, QPointF
from PySide6.QtWidgets import QGraphicsItem

from osi_app.geo.coordinates import parse
from osi_app.kernel.errors import RuleError
from osi_app.kernel.record import Vertices
from ui.theme.colours import Colours
from ui.widgets.map_features import MapFeature, lon_lat, scene_points
from ui.widgets.map_items import FeatureItem, VertexHandle

FEWEST = 3


class RingEdit:
    """The ring of one feature while it is being edited.

    ``changing`` hears the ring during a drag, ``stepped`` after each complete step, ``placed``
    says where a point of the scene comes to lie. Corners that were not touched keep their
    coordinates to the last digit.
    """

    def __init__(
        self,
        item: FeatureItem,
        colours: Colours,
        changing: Callable[[Vertices], None],
        stepped: Callable[[Vertices], None],
        placed: Callable[..., tuple[float, float]],
    ) -> None:
        self._item = item
        self._colours = colours
        self._changing = changing
        self._stepped = stepped
        self._placed = placed
        self._exact: list[tuple[float, float]] = list(item.feature.vertices)
        self._handles: list[VertexHandle] = []
        self._dirty = False
        self._raise_handles(chosen=None)

    @property
    def feature(self) -> MapFeature:
        """The feature whose ring is edited."""
        return self._item.feature

    @property
    def ring(self) -> Vertices:
        """The corners as they stand, (lon, lat)."""
        return tuple(self._exact)

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
        """Moves the chosen corner in the plane of the map."""
        index = self.chosen
        if index is None:
            return False
        self._moved(index, self._handles[index].pos() + QPointF(across_m, down_m))
        self._handles[index].setPos(self._item.points[index])
        self._dropped()
        return True

    def insert_after(self) -> bool:
        """A corner half-way between the chosen one and the next."""
        index = self.chosen
        if index is None:
            return False
        after = self._item.points[(index + 1) % len(self._exact)]
        return self._insert(index + 1, (self._item.points[index] + after) / 2)

    def insert_at(self, point: QPointF, reach_m: float) -> bool:
        """A corner on the nearest edge when the point is within reach of it."""
        points = self._item.points
        best = min(
            range(len(points)),
            key=lambda i: _distance(point, points[i], points[(i + 1) % len(points)]),
        )
        if _distance(point, points[best], points[(best + 1) % len(points)]) > reach_m:
            return False
        return self._insert(best + 1, point)

    def remove(self) -> bool:
        """Takes the chosen corner out; a ring keeps at least three."""
        index = self.chosen
        if index is None or len(self._exact) <= FEWEST:
            return False
        del self._exact[index], self._item.points[index]
        self._raise_handles(chosen=index % len(self._exact))
        self._tell()
        return True

    def close(self) -> None:
        """Takes the handles away."""
        for handle in self._handles:
            if handle.scene() is not None:
                handle.scene().removeItem(handle)
        self._handles = []

    def grasped(self, item: QGraphicsItem | None) -> bool:
        """Whether that is a handle of this ring."""
        return isinstance(item, VertexHandle)

    @property
    def items(self) -> tuple[QGraphicsItem, ...]:
        """What changes while a corner is dragged."""
        return (self._item, *self._handles)

    def type_in(self, text: str) -> bool:
        """Puts the chosen corner at a typed coordinate. False when it is none, or none is
        chosen."""
        index = self.chosen
        try:
            place = parse(text)
        except RuleError:
            return False
        if index is None:
            return False
        self._exact[index] = place
        self._item.points[index] = scene_points((place,))[0]
        self._handles[index].setPos(self._item.points[index])
        self._tell()
        return True

    def _insert(self, index: int, point: QPointF) -> bool:
        self._exact.insert(index, lon_lat(point))
        self._item.points.insert(index, point)
        self._raise_handles(chosen=index)
        self._tell()
        return True

    def _raise_handles(self, chosen: int | None) -> None:
        self.close()
        scene = self._item.scene()
        for index, point in enumerate(self._item.points):
            handle = VertexHandle(index, point, self._colours, self._moved, self._dropped)
            scene.addItem(handle)
            self._handles.append(handle)
        if chosen is not None:
            self.choose(chosen)

    def _moved(self, index: int, point: QPointF) -> None:
        if self._item.points[index] == point:
            return
        self._dirty = True
        self._exact[index] = self._placed(point, apart=self.feature.key)
        self._item.points[index] = scene_points((self._exact[index],))[0]
        self._item.redraw()
        self._changing(self.ring)

    def _dropped(self) -> None:
        if self._dirty:
            for handle, point in zip(self._handles, self._item.points, strict=True):
                handle.setPos(point)  # a corner that snapped is not where the mouse let go
            self._tell()

    def _tell(self) -> None:
        self._dirty = False
        self._item.redraw()
        self._changing(self.ring)
        self._stepped(self.ring)


def _distance(point: QPointF, start: QPointF, end: QPointF) -> float:
    """From a point to an edge, in scene metres."""
    edge = end - start
    squared = QPointF.dotProduct(edge, edge)
    along = 0.0 if squared == 0 else QPointF.dotProduct(point - start, edge) / squared
    nearest = start + edge * min(max(along, 0.0), 1.0)
    return QLineF(point, nearest).length()
