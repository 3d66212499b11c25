"""The map sheet: frame, ground, grid, features, and below them legend, scale bar and north."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from osi_app.documents.map_value import FeatureKind, MapValue
from osi_app.geo.basemap import NEUTRAL_NOTE
from osi_app.texts import statement, word
from osi_app.texts.formats import number
from templates.layout.page import Align, Clip, Page, Shape, Unclip
from templates.layout.setting import wrapped
from templates.mapsheet.features import Ground, draw_features
from templates.mapsheet.frame import Frame, frame_for
from templates.mapsheet.ground import draw_edge, draw_grid, draw_ground
from templates.mapsheet.hatch import Ring
from templates.mapsheet.labels import Labels
from templates.mapsheet.marks import MARKS, POINTS
from templates.style import ACCENT, BLACK, LABEL, SMALL, WHITE, Style, Weight

LEAST_PANEL = 104.0
LEGEND_SHARE = 0.56
ROOMY_ROWS = 5
"""Legends of more rows stand closer."""
SCALE_STYLE = Style(Weight.BOLD, 9.0, 12.0, BLACK)
TINY = Style(Weight.REGULAR, 6.4, 8.2, BLACK)
BAR_STEPS_KM = (0.1, 0.2, 0.5, 1, 2, 5, 10, 20, 50, 100, 200, 500)


@dataclass(frozen=True, slots=True)
class Panel:
    """What stands below the map: legend on the left, scale and words on the right. It grows with
    what it has to say."""

    kinds: tuple[FeatureKind, ...]
    said: str
    width: float

    @property
    def legend_width(self) -> float:
        """What the legend takes."""
        return self.width * LEGEND_SHARE

    @property
    def room(self) -> float:
        """What is left beside it."""
        return self.width - self.legend_width - 14

    @property
    def pitch(self) -> float:
        """From one row of the legend to the next."""
        return 15.5 if len(self.kinds) <= 2 * ROOMY_ROWS else 12.6

    @property
    def lines(self) -> tuple[str, ...]:
        """The words, wrapped."""
        return wrapped(self.said, TINY, self.room)

    @property
    def height(self) -> float:
        """What all of it takes."""
        legend = 21 + (len(self.kinds) + 1) // 2 * self.pitch
        return max(LEAST_PANEL, legend, 54 + len(self.lines) * TINY.leading)


def draw_map(
    page: Page, value: MapValue, left: float, top: float, width: float, height: float
) -> Frame:
    """The whole sheet in a box of the page; returns the frame that was chosen."""
    kinds = tuple(kind for kind in MARKS if value.of(kind))
    # what is said names the grid, which follows from the frame: its longest form decides
    most = Panel(kinds, _said(value, "Polar stereographic, WGS 84", 100), width).height
    frame = frame_for(value, (left + 2, top + 2, width - 4, height - most - 4))
    labels = Labels(frame.box)
    page.marks.append(Clip(frame.box))
    draw_ground(page, frame, labels)
    draw_grid(page, frame, labels)
    draw_features(Ground(page, frame, labels), value)
    page.marks.append(Unclip())
    draw_edge(page, frame)
    panel = Panel(kinds, _said(value, frame.projection_name, frame.grid_m / 1_000), width)
    _panel(page, frame, panel, left, top + height - most + 8)
    page.reach = max(page.reach, top + height)
    return frame


def _said(value: MapValue, projection: str, grid_km: float) -> str:
    """Projection, grid, where the map comes from, and what must be said with it."""
    layers = "; ".join(value.attributions)
    shown = f" {word('layers')}: {layers}." if layers else ""
    said = f"{projection} · {word('grid')} {grid_km:g} km. Natural Earth.{shown}"
    return f"{said} {statement(NEUTRAL_NOTE, {})}"


def _panel(page: Page, frame: Frame, panel: Panel, left: float, top: float) -> None:
    _legend(page, panel, left, top)
    x, room = left + panel.legend_width + 14, panel.room
    scale = f"1:{number(frame.denominator).replace(',', ' ')}"
    page.text(scale, SCALE_STYLE, x, top, room - 40)
    _scale_bar(page, frame, x, top + 16, room - 44)
    _north(page, frame, left + panel.width - 22, top)
    for index, line in enumerate(panel.lines):
        page.text(line, TINY, x, top + 46 + index * TINY.leading, room)


def _scale_bar(page: Page, frame: Frame, x: float, top: float, room: float) -> None:
    """Four divisions of a round length."""
    per_km = frame.pt_per_m * 1_000
    step = max((s for s in BAR_STEPS_KM if 4 * s * per_km <= room), default=BAR_STEPS_KM[0])
    for index in range(4):
        fill = BLACK if index % 2 == 0 else WHITE
        page.box(x + index * step * per_km, top, step * per_km, 4.5, fill=fill, stroke=BLACK)
    for index in (0, 2, 4):
        shown = f"{index * step:g}" + (" km" if index == 4 else "")
        middle = x + index * step * per_km
        align = Align.LEFT if index == 0 else Align.CENTRE
        start = middle if index == 0 else middle - 16
        page.text(shown, LABEL, start, top + 6, 34, align)


def _north(page: Page, frame: Frame, x: float, top: float) -> None:
    """An arrow to true north: turned by the grid's convergence at the middle of the map."""
    lon, lat = frame.projection(*frame.centre, inverse=True)
    ends = frame.on_paper(np.array([[lon, lat], [lon, lat + 0.01]]))
    direction = ends[1] - ends[0]
    direction /= np.hypot(*direction)
    across = np.array([-direction[1], direction[0]])
    middle = np.array([x + 8, top + 26])
    tip, tail = middle + direction * 15, middle - direction * 13
    notch = middle - direction * 7
    west, east = tail + across * 7, tail - across * 7
    page.marks.append(Shape(((_path(tip, west, notch), True),), fill=BLACK, stroke=BLACK))
    page.marks.append(Shape(((_path(tip, east, notch), True),), fill=WHITE, stroke=BLACK))
    page.text("N", SCALE_STYLE, x - 2, top - 3, 20, Align.CENTRE)


def _path(*points: NDArray[np.float64]) -> Ring:
    return tuple((float(point[0]), float(point[1])) for point in points)


def _legend(page: Page, panel: Panel, left: float, top: float) -> None:
    """A swatch and a word for every kind that is on the map."""
    width = panel.legend_width
    page.text(word("legend"), Style(Weight.BOLD, 7.0, 9.4, ACCENT), left, top, width)
    column = width / 2
    for index, kind in enumerate(panel.kinds):
        x = left + (index % 2) * column
        y = top + 13 + (index // 2) * panel.pitch
        _swatch(page, kind, x, y)
        page.text(word(f"map_{kind.value}"), SMALL, x + 34, y, column - 38)


def _swatch(page: Page, kind: FeatureKind, x: float, y: float) -> None:
    if kind is FeatureKind.SURVEY:
        for down in (2.0, 5.5, 9.0):
            MARKS[kind](page, ((x + 2, y + down), (x + 26, y + down)))
        return
    MARKS[kind](page, _outline(kind, x, y))


def _outline(kind: FeatureKind, x: float, y: float) -> Ring:
    """What the kind's mark is shown on."""
    if kind is FeatureKind.NOTE:
        return ((x + 12, y + 10),)
    if kind in POINTS:
        return ((x + 14, y + 5.5),)
    if kind in (FeatureKind.MISSION, FeatureKind.ROUTE):
        return ((x + 1, y + 9), (x + 10, y + 3), (x + 18, y + 9), (x + 27, y + 3))
    return ((x + 2, y + 1), (x + 26, y + 1), (x + 26, y + 10), (x + 2, y + 10))
