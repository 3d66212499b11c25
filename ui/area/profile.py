"""The ground along a line: profile, flight above it, and whether the ends see each other."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from math import isnan
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPen, QPolygonF
from PySide6.QtWidgets import QComboBox, QDialog, QDoubleSpinBox, QLabel, QVBoxLayout, QWidget

from osi_app.area.records import LayerKind, MapLayer
from osi_app.area.surveys import Survey
from osi_app.exchange.raster_heights import heights_at
from osi_app.geo.geodesy import distance_m
from osi_app.geo.terrain.flight import FlightLimits, FlightLine, above_ground
from osi_app.geo.terrain.profile import Profile, profile_along
from osi_app.geo.terrain.sight import Sight, line_of_sight
from osi_app.kernel.record import Vertices
from osi_app.kernel.units import km
from ui.theme.colours import colours_of
from ui.widgets.basics import hint, row

if TYPE_CHECKING:
    from ui.area.page import AreaPage

STEPS = 400
"""Places along a profile."""
CLIMB, DESCENT = 0.08, 0.10
"""Gradients a survey aircraft follows, up and down: planning figures (E)."""


@dataclass(frozen=True, slots=True)
class Ask:
    """What a profile is wanted of: lines by name, and how high they are flown (0: on foot)."""

    lines: tuple[tuple[str, Vertices], ...]
    height_m: float = 0.0
    least_m: float = 0.0


class ProfileChart(QWidget):
    """Ground, flight line and line of sight over the distance."""

    def __init__(self) -> None:
        super().__init__()
        self.ground: Profile | None = None
        self.flight: FlightLine | None = None
        self.antennas = (2.0, 2.0)
        self.setMinimumSize(720, 300)
        self.setAccessibleName("Terrain profile")

    def show_profile(
        self, ground: Profile, flight: FlightLine | None, antennas: tuple[float, float]
    ) -> None:
        """Shows these."""
        self.ground, self.flight, self.antennas = ground, flight, antennas
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Axes, ground as a filled outline, flight and sight as lines."""
        del event
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        colours = colours_of(self.palette())
        painter.fillRect(self.rect(), QColor(colours.base))
        ground = self.ground
        if ground is not None and not np.isnan(ground.heights_m).all():
            self._draw(painter, ground)
        painter.end()

    def _draw(self, painter: QPainter, ground: Profile) -> None:
        colours = colours_of(self.palette())
        box = QRectF(self.rect()).adjusted(64, 16, -16, -36)
        tops = [np.nanmax(ground.heights_m) + max(self.antennas)]
        if self.flight is not None:
            tops.append(np.nanmax(self.flight.altitudes_m))
        low, high = float(np.nanmin(ground.heights_m)), float(max(tops))
        span = max(high - low, 10.0)
        frame = _Frame(box, ground.length_m or 1.0, low - span * 0.08, high + span * 0.08)
        _axes(painter, frame, colours.muted, colours.line)
        outline = frame.points(ground.distances_m, ground.heights_m)
        if outline:
            feet = [QPointF(outline[-1].x(), box.bottom()), QPointF(outline[0].x(), box.bottom())]
            earth = QColor("#8a6d4b")
            earth.setAlpha(90)
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(earth)
            painter.drawPolygon(QPolygonF([*outline, *feet]))
            painter.setPen(QPen(QColor("#8a6d4b"), 1.8))
            painter.drawPolyline(QPolygonF(outline))
        if self.flight is not None:
            painter.setPen(QPen(QColor(colours.accent), 1.8))
            way = frame.points(ground.distances_m, self.flight.altitudes_m)
            painter.drawPolyline(QPolygonF(way))
        ends = ground.heights_m[[0, -1]] + np.array(self.antennas)
        sight = frame.points(ground.distances_m[[0, -1]], ends)
        painter.setPen(QPen(QColor(colours.warning), 1.4, Qt.PenStyle.DashLine))
        painter.drawPolyline(QPolygonF(sight))


@dataclass(frozen=True, slots=True)
class _Frame:
    """Where distances and heights lie in the chart."""

    box: QRectF
    length_m: float
    low_m: float
    high_m: float

    def points(self, distances: NDArray[np.float64], heights: NDArray[np.float64]) -> list[QPointF]:
        known = ~np.isnan(heights)
        across = self.box.left() + distances[known] / self.length_m * self.box.width()
        share = (heights[known] - self.low_m) / (self.high_m - self.low_m)
        down = self.box.bottom() - share * self.box.height()
        return [QPointF(float(x), float(y)) for x, y in zip(across, down, strict=True)]


def _axes(painter: QPainter, frame: _Frame, ink: str, line: str) -> None:
    box = frame.box
    for share in (0.0, 0.25, 0.5, 0.75, 1.0):
        y = box.bottom() - share * box.height()
        painter.setPen(QPen(QColor(line), 1))
        painter.drawLine(QPointF(box.left(), y), QPointF(box.right(), y))
        painter.setPen(QColor(ink))
        height = frame.low_m + share * (frame.high_m - frame.low_m)
        painter.drawText(QRectF(0, y - 9, box.left() - 8, 18),
                         Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter,
                         f"{height:,.0f} m")  # fmt: skip
        x = box.left() + share * box.width()
        below = QRectF(x - 50, box.bottom() + 6, 100, 20)
        words = f"{km(share * frame.length_m):.2f} km"
        painter.drawText(below, Qt.AlignmentFlag.AlignHCenter, words)


class ProfileDialog(QDialog):
    """One line at a time, with the antennas of both ends."""

    def __init__(self, parent: QWidget, layer: MapLayer, ask: Ask) -> None:
        super().__init__(parent)
        self.setWindowTitle("Terrain profile")
        self._layer, self._ask = layer, ask
        self.chart, self.told = ProfileChart(), QLabel()
        self.told.setWordWrap(True)
        self.lines = QComboBox()
        for name, _ in ask.lines:
            self.lines.addItem(name)
        self.lines.setAccessibleName("Line")
        self.antennas = (_metres("Antenna at the start"), _metres("Antenna at the end"))
        self.lines.currentIndexChanged.connect(lambda _: self.show_line())
        for box in self.antennas:
            box.valueChanged.connect(lambda _: self.show_line())
        datum = f"Heights of {layer.name}, from {layer.vertical_datum or 'an unknown datum'}."
        lines = QVBoxLayout(self)
        lines.setContentsMargins(20, 16, 20, 16)
        lines.setSpacing(10)
        start, end = self.antennas
        lines.addLayout(row(QLabel("Line"), self.lines, None, QLabel("Antennas"), start, end))
        lines.addWidget(self.chart, 1)
        lines.addWidget(self.told)
        lines.addWidget(hint(f"{datum} Sight is bent by the air (k = 4/3)."))
        self.show_line()

    def show_line(self) -> None:
        """Samples and shows the chosen line."""
        _, vertices = self._ask.lines[max(0, self.lines.currentIndex())]
        ground = along(self._layer, vertices)
        flight = None
        if self._ask.height_m > 0:
            limits = FlightLimits(self._ask.least_m, CLIMB, DESCENT)
            flight = above_ground(ground, self._ask.height_m, limits)
        start, end = (box.value() for box in self.antennas)
        self.chart.show_profile(ground, flight, (start, end))
        told = [_ground(ground), *_flight(flight, ground)]
        if len(vertices) == 2:  # round a corner nothing is seen
            told.append(_sight(line_of_sight(ground, start, end)))
        self.told.setText(" ".join(told))


def along(layer: MapLayer, vertices: Vertices) -> Profile:
    """The ground along a line, all its stretches."""

    def sample(lons: NDArray[np.float64], lats: NDArray[np.float64]) -> NDArray[np.float64]:
        return heights_at(Path(layer.path), lons, lats, layer.crs)

    length = sum(distance_m(start, end) for start, end in pairwise(vertices))
    return profile_along(sample, vertices, max(length / STEPS, 1.0))


def _metres(name: str) -> QDoubleSpinBox:
    box = QDoubleSpinBox()
    box.setRange(0.0, 500.0)
    box.setValue(2.0)
    box.setSuffix(" m")
    box.setAccessibleName(name)
    return box


def _ground(ground: Profile) -> str:
    if np.isnan(ground.heights_m).all():
        return "The layer knows no height along this line."
    low, high = float(np.nanmin(ground.heights_m)), float(np.nanmax(ground.heights_m))
    known = f", {ground.unknown_m:,.0f} m of it not known" if ground.unknown_m else ""
    return f"{km(ground.length_m):.2f} km{known}, ground from {low:,.0f} to {high:,.0f} m."


def _flight(flight: FlightLine | None, ground: Profile) -> Sequence[str]:
    """What following the ground asks; nothing is said of ground that is not known."""
    if flight is None or np.isnan(ground.heights_m).all():
        return ()
    told = []
    if flight.too_steep_up or flight.too_steep_down:
        count = len(flight.too_steep_up) + len(flight.too_steep_down)
        worst = max(abs(one.worst) for one in (*flight.too_steep_up, *flight.too_steep_down))
        told.append(
            f"Following the ground is too steep on {count} stretch(es), up to {worst * 100:.0f} %."
        )
    else:
        where = "Where its height is known, the" if ground.unknown_m else "The"
        told.append(f"{where} flight can follow the ground.")
    return told


def _sight(sight: Sight) -> str:
    if isnan(sight.clearance_m):
        return ""
    if sight.visible:
        return f"The ends see each other, {sight.clearance_m:.1f} m clear."
    if sight.visible is None:
        return "The ends may see each other: some ground is not known."
    where = f"{km(sight.obstacle_at_m):.2f} km"
    return f"The ends do not see each other: {-sight.clearance_m:.1f} m in the way at {where}."


def elevation_layer(layers: Sequence[MapLayer]) -> MapLayer | None:
    """The topmost elevation layer shown whose file is there."""
    found = [
        one
        for one in layers
        if one.kind is LayerKind.ELEVATION and one.visible and Path(one.path).is_file()
    ]
    return max(found, key=lambda one: one.place, default=None)


def show_profile(page: AreaPage, ask: Ask) -> ProfileDialog | None:
    """Opens the profile of some lines; says what is missing where there is no elevation."""
    layer = elevation_layer(page.ground.layers)
    if layer is None or not ask.lines:
        page.context.tell(
            "A profile needs an elevation layer: add a GeoTIFF, .hgt or .dem file.", "warning"
        )
        return None
    dialog = ProfileDialog(page, layer, ask)
    dialog.open()
    return dialog


def ask_of(made: Survey) -> Ask:
    """The lines of a survey, the longest first."""
    named = [(f"line {at}", line) for at, line in enumerate(made.lines, 1)]
    plan = made.plan
    return Ask(tuple(named[:400]), plan.height_m or 0.0, plan.min_height_m or 0.0)
