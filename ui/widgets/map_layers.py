"""The planner's own maps under the features: pictures made off the GUI thread for the window in
view, drawn shifted and scaled until the next one is there."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Protocol

from PySide6.QtCore import QObject, QRectF, QTimer, Signal
from PySide6.QtGui import QImage, QPainter

from ui.widgets.map_pictures import TilePicture, VectorPart, VectorPicture, Window

__all__ = (
    "LayerSource",
    "LayerStack",
    "Runner",
    "TilePicture",
    "VectorPart",
    "VectorPicture",
    "Window",
)

Runner = Callable[[Callable[[], Any], Callable[[Any], None]], Any]
"""Runs work off the GUI thread and tells its answer in it."""

SETTLED_MS = 150


class LayerSource(Protocol):
    """What makes a layer's pictures. ``key`` changes when its look or its file does."""

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
        self._timer.timeout.connect(self._ask)

    def set_runner(self, run: Runner) -> None:
        """How pictures are made off the GUI thread."""
        self._run = run

    def set_sources(self, sources: tuple[LayerSource, ...]) -> None:
        """Shows these layers; what is open and drawn under the same key is kept, its opacity
        taken from the new one."""
        open_already = {source.key: source for source in self._sources}
        for source in sources:
            open_already.setdefault(source.key, source).opacity = source.opacity
        self._sources = tuple(open_already[source.key] for source in sources)
        keys = {source.key for source in sources}
        self._shown = {key: one for key, one in self._shown.items() if key in keys}
        self._asked = {key: one for key, one in self._asked.items() if key in keys}
        self._timer.start(0)
        self.ready.emit()

    def look(self, seen: QRectF, width: int, height: int) -> None:
        """Says what is in view (scene coordinates, pixels); pictures follow once it settles."""
        if (seen, width, height) != self._wanted:
            self._wanted = (seen, width, height)
            if self._sources:
                self._timer.start(SETTLED_MS)

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
            # an answer for a view or a layer that is no longer wanted is dropped
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
