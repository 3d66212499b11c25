"""The tools of the map: each a way to press, drag, type and confirm until it is put down.

A tool works in lon/lat; the view gives it points that are already snapped. ``prompt`` says what
to do and what can be typed; ``typed`` takes exact values.
"""

import itertools
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import QColor, QKeyEvent, QPainter, QPainterPath, QPen, QTransform

from osi_app.geo.coordinates import parse
from osi_app.geo.editing import middle, moved, rotated, scaled
from osi_app.geo.geodesy import Point, area_m2, azimuth_deg, distance_m
from osi_app.kernel.errors import RuleError
from osi_app.kernel.record import Vertices
from osi_app.kernel.units import km2
from ui.theme.colours import Colours
from ui.widgets.map_features import MapFeature, Shape, path_of, scene_points

FEWEST = {Shape.POINTS: 1, Shape.LINE: 2, Shape.POLYGON: 3}


@dataclass
class Hearers:
    """Whom a tool tells: ``changing`` a ring while it changes, ``done`` when it is complete,
    ``redraw`` that it looks different."""

    changing: Callable[[Vertices], None]
    done: Callable[[Vertices], None]
    redraw: Callable[[], None]
    m_per_pixel: Callable[[Point], float] = field(default=lambda _at: 1.0)


class MapTool:
    """The base: does nothing and says nothing."""

    prompt = ""
    keeps_going = False
    """Whether it stays in hand after what it did."""

    def __init__(self, hear: Hearers) -> None:
        self.hear = hear
        self.pointer: Point | None = None

    def press(self, at: Point) -> None:
        """A click."""

    def drag(self, at: Point) -> None:
        """The mouse with its button down."""

    def release(self, at: Point) -> None:
        """The button let go."""

    def hover(self, at: Point) -> None:
        """The mouse without a button."""
        self.pointer = at
        self.hear.redraw()

    def finish(self) -> bool:
        """Enter or a double-click. False when there is nothing to finish yet."""
        return False

    def back(self) -> bool:
        """Backspace: takes the last thing back."""
        return False

    def key(self, event: QKeyEvent) -> bool:
        """Any other key. False when it means nothing here."""
        del event
        return False

    def typed(self, text: str) -> bool:
        """What was typed exactly. False when it is not understood."""
        del text
        return False

    def paint(self, painter: QPainter, to_view: QTransform, colours: Colours) -> None:
        """In the viewport's own pixels."""


class DrawTool(MapTool):
    """A polygon, line or point, corner by corner."""

    def __init__(self, hear: Hearers, shape: Shape, prompt: str = "") -> None:
        super().__init__(hear)
        self.shape = shape
        self.points: list[Point] = []
        what = {Shape.POINTS: "Click the place", Shape.LINE: "Click along the line",
                Shape.POLYGON: "Click the corners"}[shape]  # fmt: skip
        ending = "." if shape is Shape.POINTS else "; Enter or double-click ends, Backspace undoes."
        self.prompt = prompt or f"{what}, or type coordinates{ending}"

    def press(self, at: Point) -> None:
        self._add(at)

    def _add(self, at: Point) -> None:
        if self.points and self.points[-1] == at:
            return
        self.points.append(at)
        self.hear.redraw()
        if self.shape is Shape.POINTS:
            self.finish()

    def finish(self) -> bool:
        if len(self.points) < FEWEST[self.shape]:
            return False
        self.hear.done(tuple(self.points))
        return True

    def back(self) -> bool:
        if not self.points:
            return False
        self.points.pop()
        self.hear.redraw()
        return True

    def typed(self, text: str) -> bool:
        try:
            self._add(parse(text))
        except RuleError:
            return False
        return True

    def paint(self, painter: QPainter, to_view: QTransform, colours: Colours) -> None:
        points = [*self.points, *([self.pointer] if self.pointer and self.points else [])]
        _paint(painter, to_view, colours, self.shape, tuple(points))


class MeasureTool(DrawTool):
    """Distance, bearing and area between points; nothing is stored."""

    keeps_going = True

    def __init__(self, hear: Hearers) -> None:
        super().__init__(hear, Shape.LINE, MEASURE)

    def finish(self) -> bool:
        self.hear.done(tuple(self.points))
        self.points = []
        self.hear.redraw()
        return True

    def paint(self, painter: QPainter, to_view: QTransform, colours: Colours) -> None:
        points = [*self.points, *([self.pointer] if self.pointer and self.points else [])]
        _paint(painter, to_view, colours, Shape.LINE, tuple(points))
        for start, end in itertools.pairwise(points):
            at = (to_view.map(_scene(start)) + to_view.map(_scene(end))) / 2
            _text(painter, at + QPointF(6, -6), leg(start, end), colours)
        if len(points) >= 2:
            told = total(tuple(points))
            _text(painter, to_view.map(_scene(points[-1])) + QPointF(12, 20), told, colours)


MEASURE = "Click points to measure; from three on the area is told too. Esc ends."


def leg(start: Point, end: Point) -> str:
    """One stretch: length and bearing."""
    return f"{_length(distance_m(start, end))}, {azimuth_deg(start, end):.1f}°"


def total(points: Vertices) -> str:
    """The whole: length, and from three points the area they enclose."""
    length = sum(distance_m(a, b) for a, b in itertools.pairwise(points))
    area = f", encloses {km2(area_m2(points)):,.3f} km²" if len(points) >= 3 else ""
    return f"total {_length(length)}{area}"


def _length(metres: float) -> str:
    return f"{metres / 1000:,.3f} km" if metres >= 1000 else f"{metres:.1f} m"


class WholeTool(MapTool):
    """Changes one feature as a whole: ``changed`` makes the ring from a press to where the mouse
    is; arrows and typed values come to the same."""

    def __init__(self, hear: Hearers, feature: MapFeature) -> None:
        super().__init__(hear)
        self.feature = feature
        self.ring = feature.vertices
        self.about = middle(feature.vertices)
        self._from: Point | None = None
        self._before = self.ring

    def press(self, at: Point) -> None:
        self._from, self._before = at, self.ring

    def drag(self, at: Point) -> None:
        if self._from is not None:
            self._show(self.changed(self._before, self._from, at))

    def release(self, at: Point) -> None:
        if self._from is not None and at != self._from:
            self.drag(at)
            self._from = None
            self.finish()
        self._from = None

    def changed(self, ring: Vertices, start: Point, at: Point) -> Vertices:
        """The ring after a drag."""
        raise NotImplementedError

    def finish(self) -> bool:
        if self.ring == self.feature.vertices:
            return False
        self.hear.done(self.ring)
        return True

    def _show(self, ring: Vertices) -> None:
        self.ring = ring
        self.hear.changing(ring)
        self.hear.redraw()

    def paint(self, painter: QPainter, to_view: QTransform, colours: Colours) -> None:
        if self.ring != self.feature.vertices:
            _paint(painter, to_view, colours, self.feature.shape, self.ring, closed=True)


ARROWS: dict[int, tuple[int, int]] = {
    Qt.Key.Key_Left: (-1, 0), Qt.Key.Key_Right: (1, 0),
    Qt.Key.Key_Up: (0, 1), Qt.Key.Key_Down: (0, -1),
}  # fmt: skip


class MoveTool(WholeTool):
    """Moves a feature."""

    prompt = "Drag it, use the arrows (Shift: finer), or type metres east and north: 120 -40."

    def changed(self, ring: Vertices, start: Point, at: Point) -> Vertices:
        away, bearing = distance_m(start, at), azimuth_deg(start, at)
        return moved(ring, *_parts(away, bearing))

    def key(self, event: QKeyEvent) -> bool:
        if event.key() not in ARROWS:
            return False
        fine = bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
        step = (1 if fine else 10) * self.hear.m_per_pixel(self.about)
        east, north = ARROWS[event.key()]
        self._show(moved(self.ring, east * step, north * step))
        return True

    def typed(self, text: str) -> bool:
        numbers = _numbers(text)
        if len(numbers) != 2:
            return False
        self._show(moved(self.ring, *numbers))
        return self.finish()


class TurnTool(WholeTool):
    """Turns a feature about its middle."""

    prompt = "Drag around its middle, use [ and ], or type degrees clockwise: 12.5."

    def changed(self, ring: Vertices, start: Point, at: Point) -> Vertices:
        turn = azimuth_deg(self.about, at) - azimuth_deg(self.about, start)
        return rotated(ring, self.about, turn)

    def key(self, event: QKeyEvent) -> bool:
        turn = {"[": -1.0, "]": 1.0}.get(event.text())
        if turn is None:
            return False
        self._show(rotated(self.ring, self.about, turn))
        return True

    def typed(self, text: str) -> bool:
        numbers = _numbers(text.replace("°", " "))
        if len(numbers) != 1:
            return False
        self._show(rotated(self.ring, self.about, numbers[0]))
        return self.finish()


class ScaleTool(WholeTool):
    """Makes a feature larger or smaller about its middle."""

    prompt = "Drag from or to its middle, use < and >, or type percent: 98.5."

    def changed(self, ring: Vertices, start: Point, at: Point) -> Vertices:
        before = max(distance_m(self.about, start), 1.0)
        return scaled(ring, self.about, max(distance_m(self.about, at) / before, 1e-3))

    def key(self, event: QKeyEvent) -> bool:
        factor = {"<": 1 / 1.01, ">": 1.01, ",": 1 / 1.01, ".": 1.01}.get(event.text())
        if factor is None:
            return False
        self._show(scaled(self.ring, self.about, factor))
        return True

    def typed(self, text: str) -> bool:
        numbers = _numbers(text.replace("%", " "))
        if len(numbers) != 1 or not numbers[0] > 0:
            return False
        self._show(scaled(self.ring, self.about, numbers[0] / 100.0))
        return self.finish()


SPLIT = "Draw a line across it, from outside to outside; Enter or double-click cuts."
CUT = "Draw what is to be taken away; Enter or double-click cuts it out."


def tool_named(name: str, hear: Hearers, feature: MapFeature | None) -> MapTool | None:
    """The tool of that name; None where it needs a feature that can be changed."""
    plain: dict[str, Callable[[], MapTool]] = {
        "draw_polygon": lambda: DrawTool(hear, Shape.POLYGON),
        "draw_line": lambda: DrawTool(hear, Shape.LINE),
        "draw_point": lambda: DrawTool(hear, Shape.POINTS),
        "measure": lambda: MeasureTool(hear),
    }
    if name in plain:
        return plain[name]()
    if feature is None or not feature.editable:
        return None
    if name in ("split", "cut"):
        if feature.shape is not Shape.POLYGON:
            return None
        shape, prompt = (Shape.LINE, SPLIT) if name == "split" else (Shape.POLYGON, CUT)
        return DrawTool(hear, shape, prompt)
    whole: dict[str, Any] = {"move": MoveTool, "turn": TurnTool, "scale": ScaleTool}
    found: MapTool | None = whole[name](hear, feature) if name in whole else None
    return found


def _parts(away_m: float, bearing: float) -> tuple[float, float]:
    """East and north of a distance at a bearing."""
    step = QPointF(0, away_m)
    turned = QTransform().rotate(-bearing).map(step)
    return turned.x(), turned.y()


def _numbers(text: str) -> list[float]:
    try:
        return [float(part.replace(",", ".")) for part in text.replace(";", " ").split()]
    except ValueError:
        return []


def _scene(point: Point) -> QPointF:
    return scene_points((point,))[0]


def _paint(  # what is being drawn
    painter: QPainter,
    to_view: QTransform,
    colours: Colours,
    shape: Shape,
    points: Vertices,
    *,
    closed: bool = False,
) -> None:
    scene = scene_points(points)
    outline = shape if closed or len(points) > 2 else Shape.LINE
    if shape is not Shape.POINTS:
        pen = QPen(QColor(colours.accent), 2, Qt.PenStyle.SolidLine)
        painter.setPen(pen)
        ground = QColor(colours.accent)
        ground.setAlpha(30 if outline is Shape.POLYGON else 0)
        painter.setBrush(ground)
        painter.drawPath(to_view.map(path_of(outline, scene)))
    if not closed:
        painter.setPen(QPen(QColor(colours.accent), 2))
        painter.setBrush(QColor(colours.base))
        for point in scene:
            painter.drawEllipse(to_view.map(point), 4, 4)


def _text(painter: QPainter, at: QPointF, text: str, colours: Colours) -> None:
    path = QPainterPath()
    path.addText(at, painter.font(), text)
    halo = QColor(colours.base)
    halo.setAlpha(230)
    painter.strokePath(path, QPen(halo, 4))
    painter.fillPath(path, QColor(colours.text))
