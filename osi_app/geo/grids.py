"""Lines of a grid to draw on a map at any scale: degrees, UTM, MGRS.

Every line is bent as it is on the ground, cut to the window, and in UTM and MGRS to the zone it
counts in, those of south-west Norway, Svalbard and the poles included. Where a window would hold
too many lines the step grows, so there are never more than ``MOST_LINES``.
"""

from dataclasses import dataclass, field
from functools import cache
from math import ceil, floor, isfinite

import numpy as np

from osi_app.geo.geodesy import Point
from osi_app.geo.grid_views import POINTS, Array, ZoneView, multiples, views
from osi_app.geo.mgrs_squares import SQUARE_M, letters
from osi_app.geo.zones import (
    BANDS,
    NORTHEND,
    SOUTHEND,
    Window,
    band_limits,
    cells_in,
    wrapped,
    zone_limits,
)
from osi_app.kernel.record import Vertices

MOST_LINES = 200
ZONE, SQUARE, LINE = 0, 1, 2
"""Levels: boundaries of zones and bands; squares of 100 km, or whole tens of a step; lines. MGRS
goes on with 3 and 4: squares of 10 km are 2, of 1 km 3, of 100 m 4."""

_DEGREES = (90.0, 45.0, 30.0, 20.0, 15.0, 10.0, 5.0, 2.0, 1.0)
_PARTS = (30, 20, 15, 10, 5, 2, 1)
_STEPS = (*_DEGREES, *(p / 60.0 for p in _PARTS), *(p / 3600.0 for p in (*_PARTS, 0.5, 0.2, 0.1)))
_MGRS_STEPS_M = (100.0, 1_000.0, 10_000.0, 100_000.0)
_WIDE_PX = 70.0
"""Squares of MGRS are drawn where they are so wide on screen."""
_NAMED_PX = 40.0
"""Squares and zones are named where they are so wide."""


@dataclass(frozen=True, slots=True)
class GridLines:
    """Lines with a level each (0 is the most important, see ``ZONE``), and labels at places.

    Places are (lon, lat), longitudes as the window has them. A label of a line stands where it
    enters the window from the west or the south; that of a square or a zone in its visible middle.
    """

    lines: tuple[Vertices, ...] = ()
    levels: tuple[int, ...] = ()
    labels: tuple[tuple[Point, str], ...] = ()

    @property
    def heavy(self) -> tuple[bool, ...]:
        """Which lines stand above the finest ones."""
        finest = max(self.levels, default=0)
        return tuple(level < finest for level in self.levels)


@dataclass(slots=True)
class _Drawn:
    """What has been drawn so far."""

    lines: list[Vertices] = field(default_factory=list)
    levels: list[int] = field(default_factory=list)
    labels: list[tuple[Point, str]] = field(default_factory=list)

    def add(self, line: Array, level: int, label: str = "") -> None:
        """A line (n, 2), named where it begins."""
        if len(line) < 2:
            return
        self.lines.append(tuple((float(lon), float(lat)) for lon, lat in line))
        self.levels.append(level)
        if label:
            self.labels.append((self.lines[-1][0], label))

    def done(self) -> GridLines:
        """All of it, the most important lines kept where they are too many."""
        order = sorted(range(len(self.lines)), key=self.levels.__getitem__)
        kept = sorted(order[:MOST_LINES])
        lines = tuple(self.lines[index] for index in kept)
        return GridLines(lines, tuple(self.levels[index] for index in kept), tuple(self.labels))


def graticule(window: Window, target_lines: int = 6) -> GridLines:
    """Meridians and parallels at whole degrees, minutes or seconds, no more than ``target_lines``
    (and one) each way, labelled like 41°20′ N. ``window`` is west, south, east, north in degrees,
    west and east possibly beyond +-180; an empty one has no lines."""
    if not _holds(window):
        return GridLines()
    west, south, east, north = window
    step_lon, step_lat = _steps_deg(east - west, north - south, min(max(target_lines, 1), 90))
    drawn = _Drawn()
    for lon in multiples(west, east, step_lon):
        lats = np.linspace(south, north, POINTS)
        drawn.add(np.column_stack((np.full(POINTS, lon), lats)), LINE, _name(wrapped(lon), "EW"))
    for lat in multiples(south, north, step_lat):
        lons = np.linspace(west, east, POINTS)
        drawn.add(np.column_stack((lons, np.full(POINTS, lat))), LINE, _name(lat, "NS"))
    return drawn.done()


def utm_grid(window: Window, step_m: float) -> GridLines:
    """Lines of whole steps of every zone's UTM (and near the poles UPS) grid, labelled in
    kilometres like E 506 and N 4571, with the boundaries of zones. Whole tens of steps are of
    level ``SQUARE``; steps are ten or a hundred times larger where there would be too many lines.
    """
    if not _holds(window) or not (isfinite(step_m) and step_m > 0.0):
        return GridLines()
    drawn = _Drawn()
    zones = views(window)
    _boundaries(drawn, window, (SOUTHEND, NORTHEND))
    step = _fitting(zones, [step_m * 10.0**power for power in range(8)], len(drawn.lines))
    for view in zones if step else ():
        for axis, letter in enumerate("EN"):
            for value, line in view.lines(axis, step):
                level = SQUARE if round(value / step) % 10 == 0 else LINE
                drawn.add(line, level, f"{letter} {value / 1000.0:.10g}")
    _name_zones(drawn, window)
    return drawn.done()


def mgrs_grid(window: Window, m_per_pixel: float) -> GridLines:
    """Boundaries of zones and bands, and squares of 100 km, 10 km, 1 km or 100 m: the smallest that
    are wide enough on screen and not too many. Zones are named (52T) and squares of 100 km (EL);
    finer lines are labelled with the digits that references have there."""
    if not _holds(window) or not (isfinite(m_per_pixel) and m_per_pixel > 0.0):
        return GridLines()
    drawn = _Drawn()
    _boundaries(drawn, window, (*(band_limits(band)[0] for band in BANDS), NORTHEND))
    zones = views(window)
    wide = [step for step in _MGRS_STEPS_M if step >= _WIDE_PX * m_per_pixel]
    step = _fitting(zones, wide, len(drawn.lines))
    for view in zones if step else ():
        for axis in (0, 1):
            for value, line in view.lines(axis, step):
                drawn.add(line, _mgrs_level(value), _digits(value, step))
        _name_squares(drawn, view, _NAMED_PX * m_per_pixel)
    _name_zones(drawn, window)
    return drawn.done()


def _holds(window: Window) -> bool:
    west, south, east, north = window
    finite = all(isfinite(edge) for edge in window)
    return finite and west < east and south < north and east - west <= 1080.0


def _steps_deg(width: float, height: float, target: int) -> tuple[float, float]:
    """The step for meridians and for parallels: one for both, unless the window is so long that
    one of them would hardly show."""
    step = _step_deg(max(width, height) / target)
    lon, lat = (
        step if span >= 2.0 * step else _step_deg(2.0 * span / target) for span in (width, height)
    )
    return lon, lat


def _step_deg(wanted: float) -> float:
    return min((step for step in _STEPS if step >= wanted), default=_STEPS[0])


def _name(value: float, sides: str) -> str:
    """A latitude or longitude in whole degrees, minutes and tenths of seconds, as far as needed."""
    tenths = round(abs(value) * 36_000.0)
    degrees, rest = divmod(tenths, 36_000)
    minutes, seconds = divmod(rest, 600)
    shown = f"{degrees}°"
    if rest:
        shown += f"{minutes:02d}′"
    if seconds:
        shown += f"{seconds / 10:04.1f}″" if seconds % 10 else f"{seconds // 10:02d}″"
    if tenths in (0, 180 * 36_000):
        return shown
    return f"{shown} {sides[0] if value > 0 else sides[1]}"


def _fitting(zones: list[ZoneView], steps: list[float], drawn: int) -> float:
    """The first of the steps with which all lines are few enough, 0 when none is."""
    for step in steps:
        if drawn + sum(_count(view, step) for view in zones) <= MOST_LINES:
            return step
    return 0.0


def _count(view: ZoneView, step: float) -> float:
    return sum((view.high[axis] - view.low[axis]) / step + 1.0 for axis in (0, 1))


def _boundaries(drawn: _Drawn, window: Window, parallels: tuple[float, ...]) -> None:
    """Meridians between zones, each over the latitudes where it is one, and those parallels."""
    west, south, east, north = window
    for lon, low, high in _meridians():
        for turn in range(ceil((west - lon) / 360.0), floor((east - lon) / 360.0) + 1):
            if max(low, south) < min(high, north):
                lats = np.linspace(max(low, south), min(high, north), POINTS)
                drawn.add(np.column_stack((np.full(POINTS, lon + 360.0 * turn), lats)), ZONE)
    for lat in parallels:
        if south <= lat <= north:
            lons = np.linspace(west, east, POINTS)
            drawn.add(np.column_stack((lons, np.full(POINTS, lat))), ZONE)


@cache
def _meridians() -> tuple[tuple[float, float, float], ...]:
    """Longitudes that part zones, with the latitudes from and to which they do."""
    runs = [(0.0, -90.0, SOUTHEND), (-180.0, -90.0, SOUTHEND)]
    for band in BANDS:
        south, north = band_limits(band)
        edges = (zone_limits(zone, band) for zone in range(1, 61))
        runs += [(west, south, north) for west, east in edges if west < east]
    runs += [(0.0, NORTHEND, 90.0), (-180.0, NORTHEND, 90.0)]
    whole: list[tuple[float, float, float]] = []
    for lon, south, north in sorted(runs):
        if whole and whole[-1][0] == lon and whole[-1][2] == south:
            whole[-1] = (lon, whole[-1][1], north)
        else:
            whole.append((lon, south, north))
    return tuple(whole)


def _name_zones(drawn: _Drawn, window: Window) -> None:
    """The zone and band of each cell at the top of what is seen of it, where they are not many."""
    cells = list(cells_in(window, banded=True))
    if len(cells) > MOST_LINES // 2:
        return
    for cell in cells:
        if seen := cell.seen(window):
            west, south, east, north = seen
            place = (west + east) / 2.0, north - (north - south) * 0.08
            drawn.labels.append((place, f"{cell.zone or ''}{cell.band}"))


def _mgrs_level(value: float) -> int:
    """1 for lines of 100 km, 2 of 10 km, 3 of 1 km, 4 of 100 m."""
    return next(i for i, s in enumerate(reversed(_MGRS_STEPS_M), 1) if round(value) % s == 0)


def _digits(value: float, step: float) -> str:
    """What a reference says of a line: the digits down to the step, none of whole squares."""
    count = {100_000.0: 0, 10_000.0: 1, 1_000.0: 2, 100.0: 3}[step]
    return f"{round(value) % SQUARE_M:05d}"[:count]


def _name_squares(drawn: _Drawn, view: ZoneView, least_m: float) -> None:
    """The letters of each square of 100 km in the middle of what is seen of it."""
    columns, rows = (
        range(floor(view.low[axis] / SQUARE_M), floor(view.high[axis] / SQUARE_M) + 1)
        for axis in (0, 1)
    )
    if len(columns) * len(rows) > MOST_LINES:
        return
    for column in columns:
        for row in rows:
            corner = float(column * SQUARE_M), float(row * SQUARE_M)
            if (place := view.middle(corner, SQUARE_M, least_m)) is not None:
                name = letters(view.cell.zone, view.cell.band, column, row)
                drawn.labels.append((place, name))
