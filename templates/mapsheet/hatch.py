"""Hatching: what keeps zones apart on a grey printer."""

import math
from dataclasses import dataclass

import numpy as np
import shapely

from templates.layout.page import Page, Shape
from templates.style import BLACK

APART_PT = 3.2
Ring = tuple[tuple[float, float], ...]


def ring_of(points: object) -> Ring:
    """(n, 2) numbers as a path."""
    return tuple((float(x), float(y)) for x, y in np.asarray(points))


@dataclass(frozen=True, slots=True)
class Hatch:
    """Parallel lines within a ring: degrees counter-clockwise from the right, points apart."""

    angle_deg: float = 45.0
    apart_pt: float = APART_PT
    width: float = 0.45
    dash: tuple[float, ...] = ()


def hatched(page: Page, ring: Ring, *hatches: Hatch) -> None:
    """Draws these hatches within the ring."""
    for hatch in hatches:
        lines = _hatching(ring, hatch)
        if lines:
            page.marks.append(Shape(lines, stroke=BLACK, width=hatch.width, dash=hatch.dash))


def _hatching(ring: Ring, hatch: Hatch) -> tuple[tuple[Ring, bool], ...]:
    """A hatch's lines within the ring. They lie on one raster over the sheet, so that zones side
    by side look alike."""
    polygon = shapely.make_valid(shapely.Polygon(ring))
    if polygon.is_empty:
        return ()
    turn = math.radians(hatch.angle_deg)
    along = np.array([math.cos(turn), -math.sin(turn)])
    across = np.array([along[1], -along[0]])
    corners = shapely.get_coordinates(shapely.box(*polygon.bounds))
    reach, places = corners @ along, corners @ across
    first = math.ceil(places.min() / hatch.apart_pt)
    rows = np.arange(first, places.max() / hatch.apart_pt)[:, None] * hatch.apart_pt * across
    ends = np.stack([rows + reach.min() * along, rows + reach.max() * along], axis=1)
    inside = shapely.get_parts(shapely.intersection(polygon, shapely.linestrings(ends)))
    kept = inside[(shapely.get_dimensions(inside) == 1) & ~shapely.is_empty(inside)]
    return tuple((ring_of(shapely.get_coordinates(line)), False) for line in kept)
