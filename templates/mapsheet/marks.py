"""How each kind of feature is drawn, from its outline on paper: on the map and in the legend."""

import math
from collections.abc import Callable

import numpy as np
import shapely

from osi_app.documents.map_value import FeatureKind
from templates.layout.page import Page, Shape
from templates.style import ACCENT, BLACK, SOFT, WHITE, Ink

INTEREST: Ink = (0.87, 0.87, 0.86)
HATCH_PT = 3.2
Ring = tuple[tuple[float, float], ...]


def ring_of(points: object) -> Ring:
    """(n, 2) numbers as a path."""
    return tuple((float(x), float(y)) for x, y in np.asarray(points))


def _area_of_interest(page: Page, ring: Ring) -> None:
    page.marks.append(Shape(((ring, True),), fill=INTEREST, stroke=SOFT, width=0.9))


def _site(page: Page, ring: Ring) -> None:
    page.marks.append(Shape(((ring, True),), fill=WHITE))
    lines = _hatching(ring)
    if lines:
        page.marks.append(Shape(lines, stroke=BLACK, width=0.45))
    page.marks.append(Shape(((ring, True),), stroke=BLACK, width=0.9))


def _hatching(ring: Ring) -> tuple[tuple[Ring, bool], ...]:
    """Oblique lines within the ring."""
    polygon = shapely.make_valid(shapely.Polygon(ring))
    left, top, right, bottom = polygon.bounds
    height = bottom - top
    starts = np.arange(left - height, right, HATCH_PT)
    lines = [shapely.LineString([(x, bottom), (x + height, top)]) for x in starts]
    inside = shapely.get_parts(shapely.intersection(polygon, shapely.MultiLineString(lines)))
    return tuple((ring_of(line.coords), False) for line in inside if line.geom_type == "LineString")


def _boundary(page: Page, ring: Ring) -> None:
    page.marks.append(Shape(((ring, True),), stroke=WHITE, width=3.2))
    page.marks.append(Shape(((ring, True),), stroke=ACCENT, width=1.8))


def _requested(page: Page, ring: Ring) -> None:
    page.marks.append(Shape(((ring, True),), stroke=ACCENT, width=1.0, dash=(5, 3)))


def _ellipse(page: Page, ring: Ring) -> None:
    page.marks.append(Shape(((ring, True),), stroke=BLACK, width=0.9, dash=(2.5, 2)))


def _mission(page: Page, ring: Ring) -> None:
    page.marks.append(Shape(((ring, False),), stroke=BLACK, width=0.7))


def flown(page: Page, ring: Ring) -> None:
    """A mission in the air: dashes and dots."""
    page.marks.append(Shape(((ring, False),), stroke=BLACK, width=0.6, dash=(4, 1.5, 1, 1.5)))


def dots(page: Page, ring: Ring) -> None:
    """A mission at points."""
    for x, y in ring:
        page.box(x - 1.3, y - 1.3, 2.6, 2.6, fill=BLACK)


def _event(page: Page, ring: Ring) -> None:
    x, y = ring[0]
    star = tuple(
        (
            x + (6.5 if corner % 2 == 0 else 2.7) * math.sin(corner * math.pi / 5),
            y - (6.5 if corner % 2 == 0 else 2.7) * math.cos(corner * math.pi / 5),
        )
        for corner in range(10)
    )
    page.marks.append(Shape(((star, True),), fill=BLACK, stroke=WHITE, width=0.7))


def _entry(page: Page, ring: Ring) -> None:
    x, y = ring[0]
    triangle = ((x, y - 5), (x + 4.6, y + 3.4), (x - 4.6, y + 3.4))
    page.marks.append(Shape(((triangle, True),), fill=WHITE, stroke=BLACK, width=1.2))


def _base(page: Page, ring: Ring) -> None:
    x, y = ring[0]
    page.box(x - 3.8, y - 3.8, 7.6, 7.6, fill=BLACK, stroke=WHITE, line=0.8)
    page.box(x - 1.4, y - 1.4, 2.8, 2.8, fill=WHITE)


MARKS: dict[FeatureKind, Callable[[Page, Ring], None]] = {
    FeatureKind.AREA_OF_INTEREST: _area_of_interest,
    FeatureKind.SITE: _site,
    FeatureKind.REQUESTED_AREA: _requested,
    FeatureKind.AREA: _boundary,
    FeatureKind.ELLIPSE: _ellipse,
    FeatureKind.MISSION: _mission,
    FeatureKind.EVENT: _event,
    FeatureKind.BASE: _base,
    FeatureKind.POINT_OF_ENTRY: _entry,
}
"""In drawing order. A mission in the air or at points has its own mark."""
POINTS = (FeatureKind.EVENT, FeatureKind.BASE, FeatureKind.POINT_OF_ENTRY)
