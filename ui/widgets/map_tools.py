"""The tools of the map: each a way to press, drag, type and confirm until it is put down.

A tool works in lon/lat; the view gives it points that are already snapped. ``prompt`` says what
to do now and what can be typed; ``typed`` takes exact values.
"""

import itertools
from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import QKeyEvent, QPainter, QTransform

from osi_app.geo.coordinates import parse
from osi_app.geo.geodesy import Point, area_m2, azimuth_deg, distance_m, unwrapped
from osi_app.kernel.errors import RuleError
from osi_app.kernel.record import Vertices
from osi_app.kernel.units import km2
from ui.theme.colours import Colours
from ui.widgets.map_features import Shape, scene_points
from ui.widgets.map_ink import chip, chip_size, sketch

FEWEST = {Shape.POINTS: 1, Shape.LINE: 2, Shape.POLYGON: 3}
CLOSING_PX = 9.0
"""A click so near to the first corner of a polygon closes it."""


@dataclass
class Hearers:
    """Whom a tool tells: ``changing`` a ring while it changes, ``done`` when it is complete,
    ``redraw`` that it looks different. ``m_per_pixel`` answers for a place, on the ground."""

    changing: Callable[[Vertices], None]
    done: Callable[[Vertices], None]
    redraw: Callable[[], None]
    m_per_pixel: Callable[[Point], float] = lambda _at: 1.0


class MapTool:
    """The base: does nothing and says nothing."""

    keeps_going = False
    """Whether it stays in hand after what it did."""

    def __init__(self, hear: Hearers) -> None:
        self.hear = hear
        self.pointer: Point | None = None

    @property
    def prompt(self) -> str:
        """What to do now and what can be typed, one sentence."""
        return ""

    def press(self, at: Point) -> None:
        """The left button goes down."""

    def move(self, at: Point, *, held: bool) -> None:
        """The mouse moves, its button ``held`` or not."""
        del held
        self.pointer = at
        self.hear.redraw()

    def release(self, at: Point) -> None:
        """The button is let go."""

    def double_click(self, at: Point) -> None:
        """Finishes, as Enter does; the first click of the two has been a press."""
        del at
        self.finish()

    def finish(self) -> bool:
        """Enter or a double-click. False when there is nothing to finish yet."""
        return False

    def cancel(self) -> None:
        """It is put down: what it showed is put back."""

    def key(self, event: QKeyEvent) -> bool:
        """Any key but Enter and Esc. False when it means nothing here."""
        del event
        return False

    def typed(self, text: str) -> bool:
        """What was typed exactly. False when it is not understood."""
        del text
        return False

    def paint(self, painter: QPainter, to_view: QTransform, colours: Colours) -> None:
        """Draws what it is about in the viewport's own pixels."""


class DrawTool(MapTool):
    """A polygon, line or point, corner by corner. ``task`` is what it is drawn for, where that is
    not plain."""

    def __init__(self, hear: Hearers, shape: Shape, task: str = "") -> None:
        super().__init__(hear)
        self.shape = shape
        self.task = task
        self.points: list[Point] = []

    @property
    def prompt(self) -> str:
        """Changes with every corner."""
        corner = {Shape.POINTS: "place", Shape.LINE: "point", Shape.POLYGON: "corner"}[self.shape]
        if not self.points:
            first = "" if self.shape is Shape.POINTS else "first "
            return f"{self.task}Click the {first}{corner} or type its coordinates; Esc cancels."
        missing = FEWEST[self.shape] - len(self.points)
        if missing > 0:
            return (
                f"{self.task}Click the next {corner} or type its coordinates, {missing} more at "
                "least; Backspace takes the last back, Esc cancels."
            )
        return (
            f"{self.task}Click the next {corner} or type its coordinates; Enter or a double-click "
            "ends, Backspace takes the last back, Esc cancels."
        )

    def press(self, at: Point) -> None:
        """Adds a corner, or closes the polygon on its first one."""
        if self._closes(at):
            self.finish()
        else:
            self.add(at)

    def _closes(self, at: Point) -> bool:
        if self.shape is not Shape.POLYGON or len(self.points) < FEWEST[Shape.POLYGON]:
            return False
        return distance_m(at, self.points[0]) <= CLOSING_PX * self.hear.m_per_pixel(at)

    def add(self, at: Point) -> None:
        """Adds a corner, told in the turn of the one before it; the same place twice is one."""
        if self.points:
            at = (unwrapped(at[0], self.points[-1][0]), at[1])
            if self.points[-1] == at:
                return
        self.points.append(at)
        self.hear.redraw()
        if self.shape is Shape.POINTS:
            self.finish()

    def finish(self) -> bool:
        """Tells the figure once it has corners enough."""
        if len(self.points) < FEWEST[self.shape]:
            return False
        self.hear.done(tuple(self.points))
        return True

    def cancel(self) -> None:
        """Forgets the corners."""
        self.points = []

    def key(self, event: QKeyEvent) -> bool:
        """Backspace takes the last corner back."""
        if event.key() != Qt.Key.Key_Backspace or not self.points:
            return False
        self.points.pop()
        self.hear.redraw()
        return True

    def typed(self, text: str) -> bool:
        """Adds a corner at a coordinate in any form."""
        try:
            self.add(parse(text))
        except RuleError:
            return False
        return True

    @property
    def shown(self) -> list[Point]:
        """The corners, and where the next one would lie."""
        return [*self.points, self.pointer] if self.pointer and self.points else self.points

    def paint(self, painter: QPainter, to_view: QTransform, colours: Colours) -> None:
        """The figure as it would be with the pointer as its next corner."""
        sketch(painter, to_view, colours, self.shape, tuple(self.shown))


class MeasureTool(DrawTool):
    """Distance, bearing and area between points; nothing is stored. What was measured stays in
    view until the next measuring begins."""

    keeps_going = True

    def __init__(self, hear: Hearers) -> None:
        super().__init__(hear, Shape.LINE, "")
        self._over = False

    @property
    def prompt(self) -> str:
        """With the result once it is over."""
        if self._over:
            said = total(tuple(self.points))
            return f"{said[0].upper()}{said[1:]}. Click to measure anew; Esc ends."
        return (
            "Click points or type their coordinates; from three on the area is told too. Enter "
            "ends the line, Backspace takes the last point back, Esc ends."
        )

    def add(self, at: Point) -> None:
        """Adds a point, to a new line where the last is over."""
        if self._over:
            self.points, self._over = [], False
        super().add(at)

    def finish(self) -> bool:
        """Tells the points."""
        if self._over or len(self.points) < FEWEST[Shape.LINE]:
            return False
        self._over = True
        self.hear.redraw()
        self.hear.done(tuple(self.points))
        return True

    @property
    def shown(self) -> list[Point]:
        """The points; with the pointer until it is over."""
        return self.points if self._over else super().shown

    def paint(self, painter: QPainter, to_view: QTransform, colours: Colours) -> None:
        """The line, with length and bearing at every leg and the whole at the pointer."""
        points = self.shown
        sketch(painter, to_view, colours, Shape.LINE, tuple(points))
        on_view = [to_view.map(point) for point in scene_points(tuple(points))]
        for legs, ends in zip(itertools.pairwise(points), itertools.pairwise(on_view), strict=True):
            chip(painter, (ends[0] + ends[1]) / 2 + QPointF(8, -28), leg(*legs), colours)
        if len(points) >= 2:
            # beyond the end, so that it does not lie over the last leg
            words, backward = total(tuple(points)), on_view[-1].x() < on_view[-2].x()
            across = -14 - chip_size(painter, words).width() if backward else 14
            chip(painter, on_view[-1] + QPointF(across, 14), words, colours)


def leg(start: Point, end: Point) -> str:
    """One stretch: geodesic length and bearing at its start."""
    return f"{length(distance_m(start, end))}, {azimuth_deg(start, end):05.1f}°"


def total(points: Vertices) -> str:
    """The whole: length, and from three points the area they enclose."""
    whole = sum(distance_m(start, end) for start, end in itertools.pairwise(points))
    area = f", encloses {km2(area_m2(points)):,.3f} km²" if len(points) >= 3 else ""
    return f"total {length(whole)}{area}"


def length(metres: float) -> str:
    """Metres below a kilometre, else kilometres to the metre."""
    return f"{metres / 1000:,.3f} km" if metres >= 999.95 else f"{metres:.1f} m"
