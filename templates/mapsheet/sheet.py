"""The map sheet: frame, ground, grid, features, and below them legend, scale bar and north."""

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
from templates.mapsheet.labels import Labels
from templates.mapsheet.marks import MARKS, POINTS, Ring
from templates.style import ACCENT, BLACK, LABEL, SMALL, WHITE, Style, Weight

PANEL = 104.0
SCALE_STYLE = Style(Weight.BOLD, 9.0, 12.0, BLACK)
TINY = Style(Weight.REGULAR, 6.4, 8.2, BLACK)
BAR_STEPS_KM = (0.1, 0.2, 0.5, 1, 2, 5, 10, 20, 50, 100, 200, 500)


def draw_map(
    page: Page, value: MapValue, left: float, top: float, width: float, height: float
) -> Frame:
    """The whole sheet in a box of the page; returns the frame that was chosen."""
    frame = frame_for(value, (left + 2, top + 2, width - 4, height - PANEL - 4))
    labels = Labels(frame.box)
    page.marks.append(Clip(frame.box))
    draw_ground(page, frame, labels)
    draw_grid(page, frame, labels)
    draw_features(Ground(page, frame, labels), value)
    page.marks.append(Unclip())
    draw_edge(page, frame)
    _panel(page, frame, value, left, top + height - PANEL + 8, width)
    page.reach = max(page.reach, top + height)
    return frame


def _panel(
    page: Page, frame: Frame, value: MapValue, left: float, top: float, width: float
) -> None:
    legend_width = width * 0.56
    _legend(page, value, left, top, legend_width)
    x = left + legend_width + 14
    room = width - legend_width - 14
    scale = f"1:{number(frame.denominator).replace(',', ' ')}"
    page.text(scale, SCALE_STYLE, x, top, room - 40)
    _scale_bar(page, frame, x, top + 16, room - 44)
    _north(page, frame, left + width - 22, top)
    told = (
        f"{frame.projection_name} · {word('grid')} {frame.grid_m / 1_000:g} km. "
        f"{statement(NEUTRAL_NOTE, {})}"
    )
    for index, line in enumerate(wrapped(told, TINY, room, 5)):
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


def _legend(page: Page, value: MapValue, left: float, top: float, width: float) -> None:
    """A swatch and a word for every kind that is on the map."""
    page.text(word("legend"), Style(Weight.BOLD, 7.0, 9.4, ACCENT), left, top, width)
    present = [kind for kind in MARKS if value.of(kind)]
    column = width / 2
    for index, kind in enumerate(present):
        x = left + (index % 2) * column
        y = top + 13 + (index // 2) * 15.5
        _swatch(page, kind, x, y)
        page.text(word(f"map_{kind.value}"), SMALL, x + 34, y, column - 38)


def _swatch(page: Page, kind: FeatureKind, x: float, y: float) -> None:
    if kind in POINTS:
        outline: Ring = ((x + 14, y + 5.5),)
    elif kind is FeatureKind.MISSION:
        outline = ((x + 1, y + 9), (x + 10, y + 3), (x + 18, y + 9), (x + 27, y + 3))
    else:
        outline = ((x + 2, y + 1), (x + 26, y + 1), (x + 26, y + 10), (x + 2, y + 10))
    MARKS[kind](page, outline)
