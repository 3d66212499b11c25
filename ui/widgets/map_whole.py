"""Tools that change one feature as a whole: move, turn, scale.

All three hear the same keys: arrows move by ten pixels (with Shift by one), brackets turn by a
degree, < and > scale by a hundredth. Enter applies, Esc puts back. The change is kept as numbers
and always made from the ring as it was stored, so that many small steps lose no digit.
"""

import math
import re
from dataclasses import dataclass, replace

from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import QKeyEvent, QPainter, QTransform

from osi_app.geo.editing import middle, moved, rotated, scaled
from osi_app.geo.geodesy import Point, azimuth_deg, distance_m
from osi_app.kernel.record import Vertices
from ui.theme.colours import Colours
from ui.widgets.map_features import MapFeature, Shape, scene_points
from ui.widgets.map_ink import chip, sketch
from ui.widgets.map_tools import Hearers, MapTool, length

KEYS = "arrows, [ ] and < > change it by keys, Enter applies, Esc puts back."
ARROWS = {
    Qt.Key.Key_Left: (-1, 0),
    Qt.Key.Key_Right: (1, 0),
    Qt.Key.Key_Up: (0, 1),
    Qt.Key.Key_Down: (0, -1),
}
TURNS_DEG = {"[": -1.0, "]": 1.0}
FACTORS = {"<": 1 / 1.01, ">": 1.01, ",": 1 / 1.01, ".": 1.01}
"""Comma and full stop are the same keys without Shift on many keyboards."""
SMALLEST, LARGEST = 1e-3, 1e3
FARTHEST_M = 2_000_000.0


@dataclass(frozen=True, slots=True)
class Change:
    """Scaled and turned (clockwise) about the middle, then moved."""

    east_m: float = 0.0
    north_m: float = 0.0
    degrees: float = 0.0
    factor: float = 1.0

    def made(self, ring: Vertices, about: Point) -> Vertices:
        """The ring after it; what is not changed keeps every digit."""
        if self.factor != 1.0:
            ring = scaled(ring, about, self.factor)
        if self.degrees:
            ring = rotated(ring, about, self.degrees)
        if self.east_m or self.north_m:
            ring = moved(ring, self.east_m, self.north_m)
        return ring

    def __str__(self) -> str:
        """Only what differs from nothing: "120.0 m E, 40.0 m S, turned 12.5°, 98.5 %"."""
        east, north = ("E" if self.east_m > 0 else "W"), ("N" if self.north_m > 0 else "S")
        said = (
            (abs(self.east_m) >= 0.05, f"{length(abs(self.east_m))} {east}"),
            (abs(self.north_m) >= 0.05, f"{length(abs(self.north_m))} {north}"),
            (abs(self.degrees) >= 0.005, f"turned {self.degrees:.2f}°"),
            (abs(self.factor - 1.0) >= 5e-6, f"{100 * self.factor:.2f} %"),
        )
        return ", ".join(words for differs, words in said if differs)


class WholeTool(MapTool):
    """Changes one feature as a whole. ``dragged`` says what a drag from one place to another
    comes to, ``worded`` what a typed value does."""

    task = ""

    def __init__(self, hear: Hearers, feature: MapFeature) -> None:
        super().__init__(hear)
        self.feature = feature
        self.ring = feature.vertices
        self.about = middle(feature.vertices)
        self.change = Change()
        self._from: tuple[Point, Change] | None = None

    @property
    def prompt(self) -> str:
        """The tool's own gesture and value, then the keys of all three."""
        return f"{self.task}; {KEYS}"

    def dragged(self, before: Change, start: Point, at: Point) -> Change:
        """The change after a drag."""
        raise NotImplementedError

    def worded(self, text: str) -> Change | None:
        """The change that was typed; None when it is not understood."""
        raise NotImplementedError

    def press(self, at: Point) -> None:
        """A drag may begin, from the change as it stands."""
        self._from = (at, self.change)

    def move(self, at: Point, *, held: bool) -> None:
        """Follows the mouse while the button is down."""
        self.pointer = at
        if held and self._from is not None:
            start, before = self._from
            self._show(self.dragged(before, start, at))
        else:
            self.hear.redraw()

    def release(self, at: Point) -> None:
        """The drag is over; it is not applied yet."""
        if self._from is not None and at != self._from[0]:
            self.move(at, held=True)
        self._from = None

    def finish(self) -> bool:
        """Applies the change. False when there is none."""
        if self.ring == self.feature.vertices:
            return False
        self.hear.done(self.ring)
        return True

    def cancel(self) -> None:
        """Shows the ring as it was."""
        if self.ring != self.feature.vertices:
            self._show(Change())

    def key(self, event: QKeyEvent) -> bool:
        """Arrows, brackets and angle brackets."""
        change = self._stepped(event)
        if change is None:
            return False
        self._show(change)
        return True

    def _stepped(self, event: QKeyEvent) -> Change | None:
        if event.key() in ARROWS:
            fine = event.modifiers() & Qt.KeyboardModifier.ShiftModifier
            step = (1 if fine else 10) * self.hear.m_per_pixel(self.about)
            east, north = ARROWS[Qt.Key(event.key())]
            return replace(self.change, east_m=self.change.east_m + east * step,
                           north_m=self.change.north_m + north * step)  # fmt: skip
        if event.text() in TURNS_DEG:
            return replace(self.change, degrees=self.change.degrees + TURNS_DEG[event.text()])
        if event.text() in FACTORS:
            return replace(self.change, factor=_held(self.change.factor * FACTORS[event.text()]))
        return None

    def typed(self, text: str) -> bool:
        """Applies exactly what was typed, instead of what was dragged."""
        change = self.worded(text)
        if change is None:
            return False
        self._show(change)
        return self.finish()

    def _show(self, change: Change) -> None:
        self.change = change
        self.ring = change.made(self.feature.vertices, self.about)
        self.hear.changing(self.ring)
        self.hear.redraw()

    def paint(self, painter: QPainter, to_view: QTransform, colours: Colours) -> None:
        """The ring as it would be over the ring as it is, and the change in words."""
        if self.ring == self.feature.vertices:
            return
        sketch(painter, to_view, colours, self.feature.shape, self.ring,
               corners=self.feature.shape is Shape.POINTS)  # fmt: skip
        at = to_view.map(scene_points((self.pointer or middle(self.ring),))[0])
        chip(painter, at + QPointF(14, 14), str(self.change), colours)


class MoveTool(WholeTool):
    """Moves a feature."""

    task = "Drag it, or type metres east and north such as 120 -40"

    def dragged(self, before: Change, start: Point, at: Point) -> Change:
        """As far east and north as the mouse went."""
        away_m, bearing = distance_m(start, at), math.radians(azimuth_deg(start, at))
        return replace(before, east_m=before.east_m + away_m * math.sin(bearing),
                       north_m=before.north_m + away_m * math.cos(bearing))  # fmt: skip

    def worded(self, text: str) -> Change | None:
        """Metres east and north."""
        metres = numbers(text, 2)
        if len(metres) != 2 or max(map(abs, metres)) > FARTHEST_M:
            return None
        return Change(east_m=metres[0], north_m=metres[1])


class TurnTool(WholeTool):
    """Turns a feature about its middle."""

    task = "Drag around its middle, or type degrees clockwise such as 12.5"

    def dragged(self, before: Change, start: Point, at: Point) -> Change:
        """By the angle between the two places, seen from the middle."""
        turn = azimuth_deg(self.about, at) - azimuth_deg(self.about, start)
        return replace(before, degrees=_half_turns(before.degrees + turn))

    def worded(self, text: str) -> Change | None:
        """Degrees clockwise."""
        found = numbers(text.replace("°", " "), 1)
        return Change(degrees=found[0]) if len(found) == 1 and abs(found[0]) <= 360.0 else None


class ScaleTool(WholeTool):
    """Makes a feature larger or smaller about its middle."""

    task = "Drag away from its middle or towards it, or type percent such as 98.5"

    def dragged(self, before: Change, start: Point, at: Point) -> Change:
        """By how much farther from the middle the mouse came."""
        nearest_m = max(distance_m(self.about, start), self.hear.m_per_pixel(self.about))
        factor = distance_m(self.about, at) / nearest_m
        return replace(before, factor=_held(before.factor * factor))

    def worded(self, text: str) -> Change | None:
        """Percent of the size it has."""
        found = numbers(text.replace("%", " "), 1)
        if len(found) != 1 or not SMALLEST <= found[0] / 100.0 <= LARGEST:
            return None
        return Change(factor=found[0] / 100.0)


def _held(factor: float) -> float:
    return min(max(factor, SMALLEST), LARGEST)


def _half_turns(degrees: float) -> float:
    """The same turn, between -180 and 180."""
    return (degrees + 180.0) % 360.0 - 180.0


def numbers(text: str, count: int) -> list[float]:
    """The numbers of a typed text, () where something in it is none. Parted by spaces or
    semicolons, where that gives ``count``, so that a comma may be a decimal one; else by commas
    too. The unit m may stand behind each."""
    tidy = re.sub(r"(?<=\d)\s*m\b", "", text.strip().replace("−", "-"))
    parts = [part.strip(",") for part in re.split(r"[\s;]+", tidy)]
    if len(parts) != count:
        parts = [part for part in re.split(r"[\s;,]+", tidy) if part]
    try:
        found = [float(part.replace(",", ".")) for part in parts]
    except ValueError:
        return []
    return found if all(map(math.isfinite, found)) else []
