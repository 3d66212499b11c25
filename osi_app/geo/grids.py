"""Grids to draw over a map: degrees, UTM, MGRS, for any window and scale.

Lines of UTM and MGRS are clipped to the zone and band they belong to, south-west Norway and
Svalbard included; beyond 84 N and 80 S only the graticule goes on.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from functools import lru_cache
from math import ceil, floor

import numpy as np
import shapely

from osi_app.geo.coordinates import CoordinateForm, format_as, utm_transformer
from osi_app.geo.geodesy import Point
from osi_app.kernel.record import Vertices

Window = tuple[float, float, float, float]
"""West, south, east, north in degrees; may lie beyond +-180."""

STEPS_DEG = (30.0, 20.0, 10.0, 5.0, 2.0, 1.0, 0.5, 0.25, 0.1, 0.05, 0.02, 0.01, 0.005, 0.002, 0.001,
             0.0005, 0.0002, 0.0001)  # fmt: skip
MOST_LINES = 200
BANDS = "CDEFGHJKLMNPQRSTUVWX"
SQUARE_PX = 70.0
"""A square of MGRS is drawn where it is at least so wide on screen."""


@dataclass(frozen=True, slots=True)
class GridLines:
    """Lines, each heavy or not, and labels at places."""

    lines: tuple[Vertices, ...] = ()
    heavy: tuple[bool, ...] = ()
    labels: tuple[tuple[Point, str], ...] = ()


@dataclass
class _Drawn:
    """What has been drawn so far."""

    lines: list[Vertices] = field(default_factory=list)
    heavy: list[bool] = field(default_factory=list)
    labels: list[tuple[Point, str]] = field(default_factory=list)

    def add(self, line: Vertices, *, heavy: bool = False) -> None:
        if len(line) >= 2 and len(self.lines) < MOST_LINES:
            self.lines.append(line)
            self.heavy.append(heavy)

    def done(self) -> GridLines:
        return GridLines(tuple(self.lines), tuple(self.heavy), tuple(self.labels))


def graticule(window: Window, target_lines: int = 6) -> GridLines:
    """Meridians and parallels at round steps, about ``target_lines`` across the window."""
    west, south, east, north = _held(window)
    step = _step_deg((east - west) / target_lines)
    drawn = _Drawn()
    for turn in range(ceil(west / step), floor(east / step) + 1):
        lon = turn * step
        drawn.add(((lon, south), (lon, north)))
        drawn.labels.append(((lon, north), _degrees(lon, "E", "W", step)))
    for turn in range(ceil(south / step), floor(north / step) + 1):
        lat = turn * step
        drawn.add(((west, lat), (east, lat)))
        drawn.labels.append(((west, lat), _degrees(lat, "N", "S", step)))
    return drawn.done()


def _held(window: Window) -> Window:
    west, south, east, north = window
    return west, max(south, -85.0), east, min(north, 85.0)


def _step_deg(wanted: float) -> float:
    return next((step for step in reversed(STEPS_DEG) if step >= wanted), STEPS_DEG[0])


def _degrees(value: float, positive: str, negative: str, step: float) -> str:
    turned = (value + 180.0) % 360.0 - 180.0 if positive == "E" else value
    side = positive if turned >= 0 else negative
    places = max(0, ceil(-np.log10(step) - 1e-9))
    return f"{abs(turned):.{places}f}° {side}"


@dataclass(frozen=True, slots=True)
class _Cell:
    """One zone of one band, in degrees."""

    zone: int
    band: str
    west: float
    south: float
    east: float
    north: float


def _cells(window: Window) -> Iterator[_Cell]:
    """The zones and bands in a window, shifted by whole turns to where the window looks."""
    west, south, east, north = window
    for at, band in enumerate(BANDS):
        low = -80.0 + 8.0 * at
        high = 84.0 if band == "X" else low + 8.0
        if high <= south or low >= north:
            continue
        for turn in range(floor((west + 180.0) / 360.0), floor((east + 180.0) / 360.0) + 1):
            for zone, left, right in _zones(band):
                cell = _Cell(zone, band, left + 360.0 * turn, low, right + 360.0 * turn, high)
                if cell.east > west and cell.west < east:
                    yield cell


@lru_cache(maxsize=32)
def _zones(band: str) -> tuple[tuple[int, float, float], ...]:
    """Zones of a band with their western and eastern meridians."""
    plain = {zone: [6.0 * zone - 186.0, 6.0 * zone - 180.0] for zone in range(1, 61)}
    if band == "V":
        plain[31][1] = plain[32][0] = 3.0
    if band == "X":
        for zone in (32, 34, 36):
            del plain[zone]
        plain[31][1], plain[33], plain[35], plain[37] = 9.0, [9.0, 21.0], [21.0, 33.0], [33.0, 42.0]
    return tuple((zone, left, right) for zone, (left, right) in plain.items())


def utm_grid(window: Window, step_m: float) -> GridLines:
    """Lines of whole steps of each zone's UTM grid, labelled with easting or northing in km."""
    drawn = _Drawn()
    for cell in _cells(_held(window)):
        _cell_lines(drawn, cell, window, step_m)
    return drawn.done()


def mgrs_grid(window: Window, m_per_pixel: float) -> GridLines:
    """Zones and bands as heavy lines, and squares of 100 km, 10 km, 1 km or 100 m: the smallest
    that is wide enough on screen. ``m_per_pixel`` is metres on the ground."""
    drawn = _Drawn()
    step = next((s for s in (100.0, 1e3, 1e4, 1e5) if s / m_per_pixel >= SQUARE_PX), 0.0)
    for cell in _cells(_held(window)):
        _border(drawn, cell, window)
        if step:
            _cell_lines(drawn, cell, window, step, squares=True)
    return drawn.done()


def _border(drawn: _Drawn, cell: _Cell, window: Window) -> None:
    west, south, east, north = _overlap(cell, window)
    if cell.west > window[0]:
        drawn.add(((cell.west, south), (cell.west, north)), heavy=True)
    if cell.south > window[1]:
        drawn.add(((west, cell.south), (east, cell.south)), heavy=True)
    drawn.labels.append((((west + east) / 2, (south + north) / 2), f"{cell.zone}{cell.band}"))


def _overlap(cell: _Cell, window: Window) -> Window:
    return (
        max(cell.west, window[0]), max(cell.south, window[1]),
        min(cell.east, window[2]), min(cell.north, window[3]),
    )  # fmt: skip


def _cell_lines(  # one zone of one band
    drawn: _Drawn, cell: _Cell, window: Window, step_m: float, *, squares: bool = False
) -> None:
    box = _overlap(cell, window)
    turn = 360.0 * round((cell.west + cell.east) / 720.0)
    forth = utm_transformer(cell.zone, cell.south < 0)
    back = utm_transformer(cell.zone, cell.south < 0, back=True)
    rim = shapely.get_coordinates(shapely.segmentize(shapely.box(*box), 0.5))
    easts, norths = forth.transform(rim[:, 0] - turn, rim[:, 1])
    low = (min(easts), min(norths))
    high = (max(easts), max(norths))
    if max(high[0] - low[0], high[1] - low[1]) / step_m > MOST_LINES:
        return
    for axis in (0, 1):
        for value in np.arange(ceil(low[axis] / step_m), floor(high[axis] / step_m) + 1) * step_m:
            along = np.linspace(low[1 - axis], high[1 - axis], 17)
            ends = (np.full(17, value), along) if axis == 0 else (along, np.full(17, value))
            lons, lats = back.transform(*ends)
            line = shapely.LineString(np.column_stack((np.asarray(lons) + turn, lats)))
            heavy = squares and step_m < 1e5 and value % (10 * step_m) == 0
            _clipped(drawn, line, box, None if squares else f"{value / 1000:g}", heavy=heavy)
    if squares:
        _letters(drawn, (low, high), step_m, back.transform, (box, turn))


def _clipped(
    drawn: _Drawn, line: shapely.LineString, box: Window, label: str | None, *, heavy: bool
) -> None:
    for part in shapely.get_parts(shapely.clip_by_rect(line, *box)):
        corners = shapely.get_coordinates(part)
        if len(corners) >= 2:
            drawn.add(tuple((float(x), float(y)) for x, y in corners), heavy=heavy)
            if label is not None:
                at = corners[corners[:, 0].argmin()]
                drawn.labels.append(((float(at[0]), float(at[1])), label))


def _letters(  # the names of the squares
    drawn: _Drawn,
    bounds: tuple[Point, Point],
    step_m: float,
    back: Callable[[float, float], tuple[float, float]],
    where: tuple[Window, float],
) -> None:
    (low_e, low_n), (high_e, high_n) = bounds
    (west, south, east, north), turn = where
    for column in range(floor(low_e / step_m), floor(high_e / step_m) + 1):
        for row in range(floor(low_n / step_m), floor(high_n / step_m) + 1):
            lon, lat = back((column + 0.5) * step_m, (row + 0.5) * step_m)
            at = (float(lon) + turn, float(lat))
            if west <= at[0] <= east and south <= at[1] <= north:
                drawn.labels.append((at, _square(at, step_m)))


def _square(at: Point, step_m: float) -> str:
    """The letters of a 100 km square, with as many digits as the square has."""
    _, letters, east, north = format_as(*at, CoordinateForm.MGRS).split()
    digits = {1e5: 0, 1e4: 1, 1e3: 2, 1e2: 3}[step_m]
    return f"{letters} {east[:digits]} {north[:digits]}".strip()
