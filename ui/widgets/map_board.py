"""The features of a map as items of its scene, drawn in the turn of the earth in view."""

from collections.abc import Iterator

import numpy as np
from PySide6.QtCore import QPointF, QRectF
from PySide6.QtWidgets import QGraphicsItem, QGraphicsScene

from ui.theme.colours import Colours
from ui.widgets.map_features import LABELLED, MapFeature, Shape, scene_points
from ui.widgets.map_items import FeatureItem, MarkItem
from ui.widgets.map_turns import TURN_M, middle_lon, turned

Item = FeatureItem | MarkItem


class Board:
    """What is shown, and the items that show it."""

    def __init__(self, scene: QGraphicsScene) -> None:
        self._scene = scene
        self._colours: Colours | None = None
        self.features: tuple[MapFeature, ...] = ()
        self._by_key: dict[str, MapFeature] = {}
        self._items: dict[str, list[Item]] = {}
        self._all: list[Item] = []
        self._middles = np.zeros(0)
        self._turns = np.zeros(0)

    def show(self, features: tuple[MapFeature, ...], colours: Colours) -> None:
        """Shows these features instead of the former ones; items of what did not change stay."""
        before, known = self._items, self._by_key
        if colours != self._colours:
            known = {}
        self.features, self._colours = features, colours
        self._by_key = {feature.key: feature for feature in features}
        self._items = {}
        for key, feature in self._by_key.items():
            if known.get(key) == feature:
                self._items[key] = before.pop(key)
                _put_back(self._items[key], feature)
            else:
                self._items[key] = self._added(feature, colours)
        for items in before.values():
            for item in items:
                self._scene.removeItem(item)
        self._all = [item for items in self._items.values() for item in items]
        self._middles = np.array([_middle_x(item) for item in self._all])
        self._turns = np.zeros(len(self._all))

    def _added(self, feature: MapFeature, colours: Colours) -> list[Item]:
        items = _items(feature, colours)
        for item in items:
            self._scene.addItem(item)
        return items

    def feature(self, key: str) -> MapFeature | None:
        """The feature of that key."""
        return self._by_key.get(key)

    def items(self, key: str) -> list[Item]:
        """The items of the feature of that key."""
        return self._items.get(key, [])

    def look_at(self, x_m: float, apart: QGraphicsItem | None = None) -> bool:
        """Shifts by whole turns what is nearer to that place of the plane from the other side;
        ``apart`` stays: it is being edited. False when everything lay right."""
        wanted = np.round((x_m - self._middles) / TURN_M)
        moved = False
        for index in np.flatnonzero(wanted != self._turns).tolist():
            item = self._all[index]
            if item is apart:
                continue
            moved = True
            self._turns[index] = wanted[index]
            shift = QPointF(float(wanted[index]) * TURN_M, 0.0)
            item.setPos(item.at + shift if isinstance(item, MarkItem) else shift)
        return moved

    def labelled(self) -> Iterator[tuple[MapFeature, QPointF]]:
        """What is named on the map, and where in the scene: the middle of what is drawn."""
        for item in self._all:
            if item.feature.kind in LABELLED and item.feature.shown:
                if isinstance(item, MarkItem):
                    yield item.feature, item.pos()
                else:
                    yield item.feature, item.label_at + item.pos()

    def box(self, keys: tuple[str, ...]) -> QRectF:
        """The box in the scene of these features, or of all; what lies beyond the antimeridian is
        taken on the side of the first. Null when there is none."""
        found = [one for one in self.features if one.vertices and (not keys or one.key in keys)]
        if not found:
            return QRectF()
        near = middle_lon(found[0].vertices)
        points = [point for one in found for point in scene_points(turned(one.vertices, near))]
        xs, ys = [point.x() for point in points], [point.y() for point in points]
        return QRectF(QPointF(min(xs), min(ys)), QPointF(max(xs) + 1e-6, max(ys) + 1e-6))


def _items(feature: MapFeature, colours: Colours) -> list[Item]:
    if feature.shape is Shape.POINTS:
        return [MarkItem(feature, point, colours) for point in scene_points(feature.vertices)]
    return [FeatureItem(feature, colours)]


def _put_back(items: list[Item], feature: MapFeature) -> None:
    """Where it lay at first, with the outline that is stored: an edit may have been refused."""
    for item in items:
        if isinstance(item, MarkItem):
            item.setPos(item.at)
        else:
            item.setPos(QPointF())
            if item.vertices != feature.vertices:
                item.show_vertices(feature.vertices)


def _middle_x(item: Item) -> float:
    if isinstance(item, MarkItem):
        return item.at.x()
    return item.path().boundingRect().center().x()
