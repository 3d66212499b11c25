"""The base map under a map view: land, water, boundaries and places, without a network."""

from dataclasses import dataclass, field

from numpy.typing import NDArray
from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPainterPath, QPen, QPolygonF

from osi_app.geo.clip import clipped, kept_layer
from osi_app.geo.mercator import project, unproject
from ui.theme.colours import Colours

FINE = ("land_10m", "rivers", "lakes", "boundaries", "disputed", "places")
"""What is loaded off the GUI thread before it is drawn."""

WORLD_M = 20_037_508.0
_PADDING = 0.6


def warm(names: tuple[str, ...] = FINE) -> tuple[str, ...]:
    """Reads layers into memory and cuts each once; run it off the GUI thread."""
    for name in names:
        if name == "places":
            kept_layer(name)
        else:
            clipped(name, (0.0, 0.0, 0.1, 0.1))
    return names


@dataclass(frozen=True, slots=True)
class Place:
    """A named place in scene coordinates; ``rank`` 0 matters most."""

    at: QPointF
    name: str
    rank: int


@dataclass
class Ground:
    """Paths of the base map for one padded window, made anew only when the view leaves it."""

    ready: set[str] = field(default_factory=set)
    _window: QRectF = field(default_factory=QRectF)
    _detail: str = ""
    _paths: dict[str, QPainterPath] = field(default_factory=dict)
    places: tuple[Place, ...] = ()

    def forget(self) -> None:
        """Draws everything anew next time: after more layers became ready."""
        self._detail = ""

    def paint(self, painter: QPainter, seen: QRectF, m_per_pixel: float, colours: Colours) -> None:
        """Paints what is seen (scene coordinates)."""
        detail = self._land(m_per_pixel)
        stale = detail != self._detail or not self._window.contains(seen & self._world())
        if stale or self._window.width() > 8 * seen.width():
            self._cut(seen, detail, m_per_pixel)
        dark = QColor(colours.window).lightness() < 128
        painter.fillRect(seen, QColor("#0f2233" if dark else "#cfe2f0"))
        self._fill(painter, "land", QColor("#1d242b" if dark else "#f6f3ec"))
        self._fill(painter, "lakes", QColor("#0f2233" if dark else "#cfe2f0"))
        self._line(
            painter, "rivers", QColor("#2f5d85" if dark else "#7fb0d6"), Qt.PenStyle.SolidLine
        )
        grey = QColor("#6d7885" if dark else "#8b8577")
        self._line(painter, "boundaries", grey, Qt.PenStyle.DashLine)
        self._line(painter, "disputed", grey, Qt.PenStyle.DotLine)

    def _land(self, m_per_pixel: float) -> str:
        if m_per_pixel < 2_500 and "land_10m" in self.ready:
            return "land_10m"
        return "land_110m" if m_per_pixel > 12_000 or "land_50m" not in self.ready else "land_50m"

    @staticmethod
    def _world() -> QRectF:
        return QRectF(-1.5 * WORLD_M, -WORLD_M, 3 * WORLD_M, 2 * WORLD_M)

    def _cut(self, seen: QRectF, detail: str, m_per_pixel: float) -> None:
        extra = _PADDING * max(seen.width(), seen.height())
        self._window = seen.adjusted(-extra, -extra, extra, extra) & self._world()
        self._detail = detail
        west, north = unproject(self._window.left(), -self._window.top())
        east, south = unproject(self._window.right(), -self._window.bottom())
        window = (west, south, east, north)
        rank = 2 if m_per_pixel > 12_000 else 6 if m_per_pixel > 2_500 else 12
        self._paths = {"land": _path(clipped(detail, window), closed=True)}
        for name in ("lakes", "rivers", "boundaries", "disputed"):
            if name in self.ready:
                self._paths[name] = _path(clipped(name, window, rank), closed=name == "lakes")
        self.places = self._places(window, rank) if "places" in self.ready else ()

    @staticmethod
    def _places(window: tuple[float, float, float, float], rank: int) -> tuple[Place, ...]:
        layer = kept_layer("places")
        west = window[0]
        found = []
        for index in layer.within(window, rank):
            lon, lat = (float(value) for value in layer.part(int(index))[0])
            lon += 360.0 if lon < west else 0.0
            x, y = project((lon, lat))[0]
            found.append(Place(QPointF(x, -y), layer.names[index], int(layer.rank[index])))
        return tuple(sorted(found, key=lambda place: place.rank)[:400])

    def _fill(self, painter: QPainter, name: str, colour: QColor) -> None:
        if name in self._paths:
            painter.fillPath(self._paths[name], colour)

    def _line(self, painter: QPainter, name: str, colour: QColor, dash: Qt.PenStyle) -> None:
        if name not in self._paths:
            return
        pen = QPen(colour, 1.0, dash)
        pen.setCosmetic(True)
        painter.strokePath(self._paths[name], pen)


def _path(lines: list[NDArray], *, closed: bool) -> QPainterPath:  # type: ignore[type-arg]
    path = QPainterPath()
    path.setFillRule(Qt.FillRule.OddEvenFill)
    for line in lines:
        path.addPolygon(QPolygonF([QPointF(x, -y) for x, y in project(line)]))
        if closed:
            path.closeSubpath()
    return path
