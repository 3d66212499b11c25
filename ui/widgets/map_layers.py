"""The planner's own maps under the features: pictures made off the GUI thread for the window in
view, drawn shifted and scaled until the next one is there."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Protocol

from PySide6.QtCore import QObject, QPointF, QRectF, Qt, QTimer, Signal
from PySide6.QtGui import QColor, QImage, QPainter, QPainterPath, QPen

from osi_app.kernel.errors import OsiError
from osi_app.kernel.record import Vertices
from ui.widgets.map_features import Shape, path_of, scene_points
from ui.widgets.map_ground import WORLD_M

Window = tuple[float, float, float, float]
"""Left, bottom, right, top in metres of the Mercator plane (y northwards)."""
Runner = Callable[[Callable[[], Any], Callable[[Any], None]], Any]
"""Runs work off the GUI thread and tells its answer in it."""

SETTLED_MS = 150
TILE_PX = 256


class LayerSource(Protocol):
    """What makes a layer's pictures. ``key`` changes when its look does."""

    key: str
    opacity: float

    def picture(self, window: Window, width: int, height: int) -> QImage | None:
        """The window as an image of that size; None where the layer has nothing there. Called
        off the GUI thread."""


@dataclass(frozen=True, slots=True)
class _Shown:
    """A picture and where it lies in the scene."""

    image: QImage
    rect: QRectF


class LayerStack(QObject):
    """The layers of one map, the lowest first. ``ready`` is told when a picture has come."""

    ready = Signal()

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._sources: tuple[LayerSource, ...] = ()
        self._shown: dict[str, _Shown] = {}
        self._wanted: tuple[QRectF, int, int] | None = None
        self._asked: dict[str, tuple[QRectF, int, int]] = {}
        self._run: Runner = _at_once
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(SETTLED_MS)
        self._timer.timeout.connect(self._ask)

    def set_runner(self, run: Runner) -> None:
        """How pictures are made off the GUI thread."""
        self._run = run

    def set_sources(self, sources: tuple[LayerSource, ...]) -> None:
        """Shows these layers; pictures of the same key are kept."""
        keys = {source.key for source in sources}
        self._sources = sources
        self._shown = {key: one for key, one in self._shown.items() if key in keys}
        self._asked = {key: one for key, one in self._asked.items() if key in keys}
        self._timer.start(0)
        self.ready.emit()

    def look(self, seen: QRectF, width: int, height: int) -> None:
        """Says what is in view (scene coordinates, pixels); pictures follow once it settles."""
        if (seen, width, height) != self._wanted:
            self._wanted = (seen, width, height)
            if self._sources:
                self._timer.start()

    def paint(self, painter: QPainter) -> None:
        """Paints what there is, in scene coordinates."""
        for source in self._sources:
            shown = self._shown.get(source.key)
            if shown is not None:
                painter.save()
                painter.setOpacity(source.opacity)
                painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
                painter.drawImage(shown.rect, shown.image)
                painter.restore()

    def _ask(self) -> None:
        wanted = self._wanted
        if wanted is None:
            return
        for source in self._sources:
            if self._asked.get(source.key) != wanted:
                self._asked[source.key] = wanted
                self._start(source, wanted)

    def _start(self, source: LayerSource, wanted: tuple[QRectF, int, int]) -> None:
        seen, width, height = wanted
        window = (seen.left(), -seen.bottom(), seen.right(), -seen.top())

        def work() -> QImage | None:
            return source.picture(window, width, height)

        def done(image: QImage | None) -> None:
            # an answer for a view that is no longer wanted is dropped
            if self._asked.get(source.key) != wanted:
                return
            if image is None:
                self._shown.pop(source.key, None)
            else:
                self._shown[source.key] = _Shown(image, QRectF(seen))
            self.ready.emit()

        self._run(work, done)


def _at_once(work: Callable[[], Any], done: Callable[[Any], None]) -> None:
    done(work())


@dataclass(frozen=True, slots=True)
class VectorPart:
    """One shape of a vector layer."""

    shape: Shape
    vertices: Vertices


class VectorPicture:
    """A vector layer drawn into pictures. ``load`` reads its shapes when first asked."""

    def __init__(
        self,
        key: str,
        opacity: float,
        load: Callable[[], tuple[VectorPart, ...]],
        look: tuple[str, float],
    ) -> None:
        self.key, self.opacity = key, opacity
        self._load, self._colour, self._width = load, *look
        self._path: QPainterPath | None = None
        self._dots: list[QPointF] = []

    def picture(self, window: Window, width: int, height: int) -> QImage | None:
        """Lines, outlines and dots of the window."""
        if self._path is None:
            try:
                self._path, self._dots = _drawn(self._load())
            except OsiError:
                self._path = QPainterPath()
        image = QImage(width, height, QImage.Format.Format_ARGB32_Premultiplied)
        image.fill(Qt.GlobalColor.transparent)
        left, bottom, right, top = window
        painter = QPainter(image)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.scale(width / (right - left), height / (top - bottom))
        painter.translate(-left, top)
        pen = QPen(QColor(self._colour), self._width)
        pen.setCosmetic(True)
        ground = QColor(self._colour)
        ground.setAlpha(28)
        for turn in _turns(left, right):
            painter.save()
            painter.translate(turn, 0.0)
            painter.fillPath(self._path, ground)
            painter.strokePath(self._path, pen)
            pen.setWidthF(max(5.0, 3 * self._width))
            pen.setCapStyle(Qt.PenCapStyle.RoundCap)
            painter.setPen(pen)
            painter.drawPoints(self._dots)
            pen.setWidthF(self._width)
            painter.restore()
        painter.end()
        return image


def _drawn(parts: tuple[VectorPart, ...]) -> tuple[QPainterPath, list[QPointF]]:
    path, dots = QPainterPath(), []
    path.setFillRule(Qt.FillRule.WindingFill)
    for part in parts:
        points = scene_points(part.vertices)
        if part.shape is Shape.POINTS:
            dots += points
        else:
            path.addPath(path_of(part.shape, points))
    return path, dots


def _turns(left: float, right: float) -> tuple[float, ...]:
    """By how much what lies within +-180 degrees is shifted to be seen in a window beyond it."""
    whole = 2.0 * WORLD_M
    found = [0.0]
    if left < -WORLD_M:
        found.append(-whole)
    if right > WORLD_M:
        found.append(whole)
    return tuple(found)


class Tiles(Protocol):
    """An opened file of tiles."""

    @property
    def facts(self) -> Any: ...

    def tile(self, z: int, x: int, y: int) -> bytes | None: ...


class TilePicture:
    """Map tiles put together. ``load`` opens the file when first asked."""

    def __init__(self, key: str, opacity: float, load: Callable[[], Tiles]) -> None:
        self.key, self.opacity = key, opacity
        self._load = load
        self._tiles: Tiles | None = None
        self._kept: dict[tuple[int, int, int], QImage] = {}

    def picture(self, window: Window, width: int, height: int) -> QImage | None:
        """The tiles of the zoom nearest to one tile pixel for a pixel."""
        try:
            if self._tiles is None:
                self._tiles = self._load()
            return self._composed(self._tiles, window, width, height)
        except OsiError:
            return None

    def _composed(self, tiles: Tiles, window: Window, width: int, height: int) -> QImage:
        left, bottom, right, top = window
        zoom = _zoom(tiles, (right - left) / width)
        size = 2.0 * WORLD_M / 2**zoom
        image = QImage(width, height, QImage.Format.Format_ARGB32_Premultiplied)
        image.fill(Qt.GlobalColor.transparent)
        painter = QPainter(image)
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        across, down = width / (right - left), height / (top - bottom)
        rows = range(max(0, int((WORLD_M - top) // size)),
                     min(2**zoom - 1, int((WORLD_M - bottom) // size)) + 1)  # fmt: skip
        for row in rows:
            for column in range(int((left + WORLD_M) // size), int((right + WORLD_M) // size) + 1):
                found = self._tile(tiles, zoom, column % 2**zoom, row)
                if found is not None:
                    x = (column * size - WORLD_M - left) * across
                    y = (top - (WORLD_M - row * size)) * down
                    painter.drawImage(QRectF(x, y, size * across, size * down), found)
        painter.end()
        return image

    def _tile(self, tiles: Tiles, zoom: int, column: int, row: int) -> QImage | None:
        key = (zoom, column, row)
        if key not in self._kept:
            data = tiles.tile(zoom, column, row)
            if data is None:
                return None
            if len(self._kept) > 400:
                self._kept.clear()
            self._kept[key] = QImage.fromData(data)
        return self._kept[key]


def _zoom(tiles: Tiles, m_per_pixel: float) -> int:
    facts = tiles.facts
    best = facts.max_zoom
    while best > facts.min_zoom and 2.0 * WORLD_M / TILE_PX / 2 ** (best - 1) <= m_per_pixel:
        best -= 1
    return int(best)
