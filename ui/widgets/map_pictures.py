"""Pictures of layers, made off the GUI thread: lines and areas, and tiles put together."""

import threading
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from math import pi
from typing import Protocol

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QImage, QPainter, QPen, QPolygonF

from osi_app.geo.mercator import RADIUS_M, project
from osi_app.kernel.errors import OsiError
from osi_app.kernel.record import Vertices
from ui.widgets.map_features import Shape
from ui.widgets.map_turns import TURN_M

Window = tuple[float, float, float, float]
"""Left, bottom, right, top in metres of the Mercator plane (y northwards)."""

HALF_M = pi * RADIUS_M
TILE_PX = 256
KEPT_TILES = 400
MOST_TILES = 300
"""More in one picture means that the file begins too deep for the view: its frame is drawn."""
PARENTS = 4
"""So many levels up a tile is looked for, where there is none of the wanted one."""
FILL_ALPHA = 28


@dataclass(frozen=True, slots=True)
class VectorPart:
    """One shape of a vector layer."""

    shape: Shape
    vertices: Vertices


@dataclass(frozen=True, slots=True)
class _Parts:
    """A vector layer in the plane: all corners in one array, with where each part begins and its
    box (left, bottom, right, top)."""

    shapes: tuple[Shape, ...]
    corners: NDArray[np.float64]
    starts: NDArray[np.int64]
    boxes: NDArray[np.float64]


def _prepared(parts: tuple[VectorPart, ...]) -> _Parts:
    parts = tuple(part for part in parts if part.vertices)
    counts = [len(part.vertices) for part in parts]
    starts = np.concatenate(([0], np.cumsum(counts))).astype(np.int64)
    corners = project([corner for part in parts for corner in part.vertices])
    if not parts:
        return _Parts((), corners, starts, np.zeros((0, 4)))
    low = np.minimum.reduceat(corners, starts[:-1], axis=0)
    high = np.maximum.reduceat(corners, starts[:-1], axis=0)
    return _Parts(tuple(part.shape for part in parts), corners, starts, np.hstack((low, high)))


class VectorPicture:
    """A vector layer drawn into pictures. ``load`` reads its shapes when first asked; ``look`` is
    colour and width."""

    def __init__(
        self,
        key: str,
        opacity: float,
        load: Callable[[], tuple[VectorPart, ...]],
        look: tuple[str, float],
    ) -> None:
        self.key, self.opacity = key, opacity
        self._load, self._look = load, look
        self._lock = threading.Lock()
        self._parts: _Parts | None = None

    def picture(self, window: Window, width: int, height: int) -> QImage | None:
        """Lines, outlines and dots of the window; None where the layer has nothing in it."""
        parts = self._ready()
        image: QImage | None = None
        for turn in _turns(window):
            left, bottom, right, top = window
            within = (left - turn, bottom, right - turn, top)
            near = np.flatnonzero(_touching(parts.boxes, within))
            if len(near):
                image = image or _blank(width, height)
                self._paint(image, parts, near, within)
        return image

    def _ready(self) -> _Parts:
        with self._lock:
            if self._parts is None:
                try:
                    self._parts = _prepared(self._load())
                except OsiError:  # the findings say why
                    self._parts = _prepared(())
            return self._parts

    def _paint(self, image: QImage, parts: _Parts, near: NDArray[np.int64], window: Window) -> None:
        colour, width_px = self._look
        ground = QColor(colour)
        ground.setAlpha(FILL_ALPHA)
        line = QPen(QColor(colour), width_px)
        line.setJoinStyle(Qt.PenJoinStyle.RoundJoin)
        dot = QPen(QColor(colour), max(5.0, 3.0 * width_px))
        dot.setCapStyle(Qt.PenCapStyle.RoundCap)
        painter = QPainter(image)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setBrush(ground)
        for shape, points in _pixels(parts, near, window, image):
            painter.setPen(dot if shape is Shape.POINTS else line)
            if shape is Shape.POLYGON:
                painter.drawPolygon(points)
            elif shape is Shape.LINE:
                painter.drawPolyline(points)
            else:
                painter.drawPoints(points)
        painter.end()


def _pixels(
    parts: _Parts, near: NDArray[np.int64], window: Window, image: QImage
) -> Iterator[tuple[Shape, QPolygonF]]:
    """Each part near the window in pixels, without corners that fall where the last one did."""
    left, bottom, right, top = window
    scale = np.array((image.width() / (right - left), -image.height() / (top - bottom)))
    for index in near.tolist():
        first, last = parts.starts[index], parts.starts[index + 1]
        places = (parts.corners[first:last] - (left, top)) * scale
        cells = np.floor(places * 2.0)
        kept = np.ones(len(places), dtype=bool)
        kept[1:-1] = (cells[1:-1] != cells[:-2]).any(axis=1)
        points = [QPointF(x, y) for x, y in places[kept].tolist()]
        yield parts.shapes[index], QPolygonF(points)


def _touching(boxes: NDArray[np.float64], window: Window) -> NDArray[np.bool_]:
    left, bottom, right, top = window
    return (
        (boxes[:, 0] <= right) & (boxes[:, 2] >= left)
        & (boxes[:, 1] <= top) & (boxes[:, 3] >= bottom)
    )  # fmt: skip


def _turns(window: Window) -> tuple[float, ...]:
    """By how much what lies within +-180 degrees, or unwrapped a little beyond, is shifted to be
    seen in a window that may lie beyond it too."""
    left, _, right, _ = window
    return tuple(
        turn * TURN_M
        for turn in (-1, 0, 1)
        if left < (turn + 1) * TURN_M and right > (turn - 1) * TURN_M
    )


def _blank(width: int, height: int) -> QImage:
    image = QImage(width, height, QImage.Format.Format_ARGB32_Premultiplied)
    image.fill(Qt.GlobalColor.transparent)
    return image


class TileFacts(Protocol):
    """What a file of tiles says of itself; ``bounds`` are west, south, east, north in degrees."""

    @property
    def min_zoom(self) -> int: ...

    @property
    def max_zoom(self) -> int: ...

    @property
    def bounds(self) -> tuple[float, float, float, float]: ...


class Tiles(Protocol):
    """An opened file of tiles; any thread may ask it."""

    @property
    def facts(self) -> TileFacts: ...

    def tile(self, z: int, x: int, y: int) -> bytes | None: ...


@dataclass(frozen=True, slots=True)
class _Cells:
    """The tiles of one zoom that a window needs: columns may lie beyond the grid by whole turns."""

    zoom: int
    columns: range
    rows: range

    @property
    def size_m(self) -> float:
        """The side of a tile in the plane."""
        return float(TURN_M / 2**self.zoom)

    def rect(self, column: int, row: int) -> QRectF:
        """A tile in the scene: y downwards."""
        size = self.size_m
        return QRectF(column * size - HALF_M, row * size - HALF_M, size, size)


class TilePicture:
    """Map tiles put together. ``load`` opens the file when first asked."""

    def __init__(self, key: str, opacity: float, load: Callable[[], Tiles]) -> None:
        self.key, self.opacity = key, opacity
        self._load = load
        self._lock = threading.Lock()
        self._tiles: Tiles | None = None
        self._kept: dict[tuple[int, int, int], QImage | None] = {}

    def picture(self, window: Window, width: int, height: int) -> QImage | None:
        """The tiles of the zoom nearest to one tile pixel for a pixel; their frame where the file
        begins too deep for that; None where it cannot be opened."""
        try:
            with self._lock:
                self._tiles = self._tiles or self._load()
        except OsiError:  # the findings say why
            return None
        tiles = self._tiles
        left, bottom, right, top = window
        image = _blank(width, height)
        painter = QPainter(image)
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        painter.scale(width / (right - left), height / (top - bottom))
        painter.translate(-left, top)
        cells = _cells(tiles.facts, window, width)
        if len(cells.columns) * len(cells.rows) > MOST_TILES:
            _frame(painter, tiles.facts, window)
        else:
            self._compose(painter, tiles, cells)
        painter.end()
        return image

    def _compose(self, painter: QPainter, tiles: Tiles, cells: _Cells) -> None:
        for row in cells.rows:
            for column in cells.columns:
                place = (cells.zoom, column % 2**cells.zoom, row)
                for up in range(min(PARENTS, cells.zoom - tiles.facts.min_zoom) + 1):
                    found = self._tile(tiles, place[0] - up, place[1] >> up, place[2] >> up)
                    if found is not None:
                        source = _part(found, place[1], place[2], up)
                        painter.drawImage(cells.rect(column, row), found, source)
                        break

    def _tile(self, tiles: Tiles, zoom: int, column: int, row: int) -> QImage | None:
        key = (zoom, column, row)
        if key in self._kept:
            return self._kept.get(key)
        try:
            data = tiles.tile(*key)
        except OsiError:  # one damaged tile leaves the others
            data = None
        image = QImage.fromData(data) if data is not None else None
        found = None if image is None or image.isNull() else image
        if len(self._kept) > KEPT_TILES:
            self._kept.clear()
        self._kept[key] = found
        return found


def _cells(facts: TileFacts, window: Window, width: int) -> _Cells:
    left, bottom, right, top = window
    m_per_pixel = (right - left) / width
    zoom = facts.max_zoom
    while zoom > facts.min_zoom and TURN_M / TILE_PX / 2 ** (zoom - 1) <= m_per_pixel * 1.42:
        zoom -= 1
    size = TURN_M / 2**zoom
    columns = range(int((left + HALF_M) // size), int((right + HALF_M) // size) + 1)
    first, last = int((HALF_M - top) // size), int((HALF_M - bottom) // size)
    return _Cells(zoom, columns, range(max(0, first), min(2**zoom - 1, last) + 1))


def _part(image: QImage, column: int, row: int, up: int) -> QRectF:
    """Which part of a tile, so many levels up, shows the wanted one."""
    pieces = 1 << up
    width, height = image.width() / pieces, image.height() / pieces
    return QRectF(column % pieces * width, row % pieces * height, width, height)


def _frame(painter: QPainter, facts: TileFacts, window: Window) -> None:
    """Where the file has anything, seen from too far away."""
    west, south, east, north = facts.bounds
    (left, bottom), (right, top) = project(((west, south), (east, north))).tolist()
    pen = QPen(QColor("#7a3fb0"), 1.5, Qt.PenStyle.DashLine)
    pen.setCosmetic(True)
    painter.setPen(pen)
    painter.setBrush(Qt.BrushStyle.NoBrush)
    for turn in _turns(window):
        painter.drawRect(QRectF(left + turn, -top, right - left, top - bottom))
