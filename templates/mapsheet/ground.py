"""What lies under the case: land, lakes, rivers, boundaries, places, and the grid over them."""

import numpy as np

from osi_app.geo.basemap import LayerKind, load_layer
from osi_app.geo.clip import clipped
from templates.layout.page import Align, Page, Rule, Shape
from templates.layout.setting import width_of
from templates.mapsheet.frame import Frame
from templates.mapsheet.labels import Labels
from templates.style import FAINT, SOFT, WHITE, Ink, Style, Weight

SEA: Ink = (0.90, 0.925, 0.945)
LAND: Ink = (0.985, 0.983, 0.975)
WATER: Ink = (0.84, 0.885, 0.92)
SHORE: Ink = (0.56, 0.66, 0.73)
GRID: Ink = (0.70, 0.72, 0.74)
GRID_TEXT = Style(Weight.MONO, 5.6, 7.4, SOFT)
PLACE_TEXT = Style(Weight.REGULAR, 6.4, 8.4, SOFT)
PLACES_SHOWN = 12
COARSE = 5_000_000


def draw_ground(page: Page, frame: Frame, labels: Labels) -> None:
    """Base layers within the frame. The caller clips."""
    left, top, right, bottom = frame.box
    page.box(left, top, right - left, bottom - top, fill=SEA)
    window = frame.window()
    land = "land_10m" if frame.denominator < COARSE else "land_50m"
    _draw_layer(page, frame, land, window, fill=LAND, stroke=SHORE, width=0.4)
    _draw_layer(page, frame, "lakes", window, fill=WATER, stroke=SHORE, width=0.4)
    _draw_layer(page, frame, "rivers", window, stroke=SHORE, width=0.7)
    _draw_layer(page, frame, "boundaries", window, stroke=SOFT, width=0.7, dash=(6, 2, 1, 2))
    _draw_layer(page, frame, "disputed", window, stroke=SOFT, width=0.6, dash=(1.5, 2))
    _draw_places(page, frame, window, labels)


def _draw_layer(
    page: Page,
    frame: Frame,
    name: str,
    window: tuple[float, float, float, float],
    fill: Ink | None = None,
    stroke: Ink | None = None,
    width: float = 0.5,
    dash: tuple[float, ...] = (),
) -> None:
    paths = []
    for line in clipped(name, window):
        points = frame.on_paper(np.asarray(line, dtype=np.float64))
        if len(points) > 1:
            paths.append((tuple((float(x), float(y)) for x, y in points), fill is not None))
    if not paths:
        return
    if fill is not None:
        page.marks.append(Shape(tuple(paths), fill=fill))
    elif stroke is not None:
        page.marks.append(Shape(tuple(paths), stroke=stroke, width=width, dash=dash))


def _draw_places(
    page: Page, frame: Frame, window: tuple[float, float, float, float], labels: Labels
) -> None:
    layer = load_layer("places")
    assert layer.kind is LayerKind.POINT
    near = sorted(layer.within(window), key=lambda index: int(layer.rank[index]))
    for index in near[:PLACES_SHOWN]:
        point = frame.on_paper(layer.part(int(index)).astype(np.float64))[0]
        x, y = float(point[0]), float(point[1])
        if not labels.inside(x, y):
            continue
        page.box(x - 1.3, y - 1.3, 2.6, 2.6, fill=WHITE, stroke=SOFT, line=0.6)
        labels.beside(page, layer.names[int(index)], PLACE_TEXT, x, y, must=False)


def draw_grid(page: Page, frame: Frame, labels: Labels) -> None:
    """Grid lines at round metres with their figures along the left and the lower edge, each on
    a light box. The caller clips."""
    step = frame.grid_m
    across, up = frame.half
    left, top, right, bottom = frame.box
    for easting in _multiples(frame.centre[0], across, step):
        x = float(frame.metres_on_paper(np.array([[easting, frame.centre[1]]]))[0, 0])
        page.marks.append(Rule(x, top, x, bottom, 0.35, GRID))
        _figure(page, labels, f"{easting:,.0f} E".replace(",", " "), x, bottom - 7, True)
    for northing in _multiples(frame.centre[1], up, step):
        y = float(frame.metres_on_paper(np.array([[frame.centre[0], northing]]))[0, 1])
        page.marks.append(Rule(left, y, right, y, 0.35, GRID))
        _figure(page, labels, f"{northing:,.0f} N".replace(",", " "), left + 4, y, False)


def _multiples(centre: float, half: float, step: int) -> list[int]:
    first = int(np.ceil((centre - half) / step))
    last = int(np.floor((centre + half) / step))
    return [index * step for index in range(first, last + 1)]


def _figure(page: Page, labels: Labels, text: str, x: float, y: float, centred: bool) -> None:
    width = width_of(text, GRID_TEXT) + 3
    start = x - width / 2 if centred else x
    left, top, right, bottom = labels.box
    if start < left + 1 or start + width > right - 1 or y - 4 < top + 1 or y + 4 > bottom - 1:
        return
    page.box(start, y - 3.7, width, 7.4, fill=WHITE)
    page.text(text, GRID_TEXT, start, y - 3.7, width, Align.CENTRE)
    labels.taken.append((start, y - 3.7, start + width, y + 3.7))


def draw_edge(page: Page, frame: Frame) -> None:
    """The neat line with ticks at grid lines."""
    left, top, right, bottom = frame.box
    page.box(left, top, right - left, bottom - top, stroke=FAINT, line=0.4)
    page.box(left - 2, top - 2, right - left + 4, bottom - top + 4, stroke=SOFT, line=1.0)
