"""How each kind of feature is drawn, from its outline on paper: on the map and in the legend."""

import math
from collections.abc import Callable

from osi_app.documents.map_value import FeatureKind
from templates.layout.page import Page, Shape
from templates.mapsheet.hatch import Hatch, Ring, hatched
from templates.style import ACCENT, BLACK, SOFT, WHITE, Ink

INTEREST: Ink = (0.87, 0.87, 0.86)
SURVEY_PT = 0.35


def _area_of_interest(page: Page, ring: Ring) -> None:
    page.marks.append(Shape(((ring, True),), fill=INTEREST, stroke=SOFT, width=0.9))


def _site(page: Page, ring: Ring) -> None:
    page.marks.append(Shape(((ring, True),), fill=WHITE))
    hatched(page, ring, Hatch())
    page.marks.append(Shape(((ring, True),), stroke=BLACK, width=0.9))


def _no_go(page: Page, ring: Ring) -> None:
    """Crossed lines, upright and level, in a strong outline."""
    hatched(page, ring, Hatch(0, 4.2, 0.4), Hatch(90, 4.2, 0.4))
    page.marks.append(Shape(((ring, True),), stroke=BLACK, width=1.3))


def _hazard(page: Page, ring: Ring) -> None:
    """Lines that fall to the right, in a dashed outline."""
    hatched(page, ring, Hatch(135, 4.6, 0.5))
    page.marks.append(Shape(((ring, True),), stroke=BLACK, width=0.9, dash=(4, 2)))


def _restriction(page: Page, ring: Ring) -> None:
    """Level dotted lines in a dotted outline: it holds in the air, the ground below is free."""
    hatched(page, ring, Hatch(0, 4.6, 0.7, (0.7, 3.2)))
    page.marks.append(Shape(((ring, True),), stroke=WHITE, width=2.4))
    page.marks.append(Shape(((ring, True),), stroke=BLACK, width=1.4, dash=(1.4, 1.8)))


def _field_of_regard(page: Page, ring: Ring) -> None:
    page.marks.append(Shape(((ring, True),), stroke=WHITE, width=2.0))
    page.marks.append(Shape(((ring, True),), stroke=SOFT, width=1.0, dash=(12, 3, 2, 3)))


def _route(page: Page, ring: Ring) -> None:
    """A road: two lines with white between them."""
    page.marks.append(Shape(((ring, False),), stroke=BLACK, width=2.3))
    page.marks.append(Shape(((ring, False),), stroke=WHITE, width=1.1))


def _survey(page: Page, ring: Ring) -> None:
    page.marks.append(Shape(((ring, False),), stroke=BLACK, width=SURVEY_PT))


def surveyed_from_air(page: Page, ring: Ring) -> None:
    """A survey line flown."""
    page.marks.append(Shape(((ring, False),), stroke=BLACK, width=SURVEY_PT, dash=(7, 1.5)))


def crosses(page: Page, ring: Ring) -> None:
    """A survey's points."""
    arms = [
        (((x - 1.5, y), (x + 1.5, y)), ((x, y - 1.5), (x, y + 1.5)))
        for x, y in ring
    ]  # fmt: skip
    paths = tuple((arm, False) for pair in arms for arm in pair)
    page.marks.append(Shape(paths, stroke=BLACK, width=0.5))


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


def _disc(x: float, y: float, radius: float) -> Ring:
    turns = (index * math.pi / 12 for index in range(24))
    return tuple((x + radius * math.cos(turn), y + radius * math.sin(turn)) for turn in turns)


def _basing_point(page: Page, ring: Ring) -> None:
    """A ring about a dot."""
    x, y = ring[0]
    page.marks.append(Shape(((_disc(x, y, 4.4), True),), fill=WHITE, stroke=BLACK, width=1.1))
    page.marks.append(Shape(((_disc(x, y, 1.7), True),), fill=BLACK))


def _landing_site(page: Page, ring: Ring) -> None:
    """The letter H in a ring."""
    x, y = ring[0]
    page.marks.append(Shape(((_disc(x, y, 4.6), True),), fill=WHITE, stroke=BLACK, width=1.0))
    strokes = ((x - 1.7, y - 2.4, x - 1.7, y + 2.4), (x + 1.7, y - 2.4, x + 1.7, y + 2.4),
               (x - 1.7, y, x + 1.7, y))  # fmt: skip
    paths = tuple((((x1, y1), (x2, y2)), False) for x1, y1, x2, y2 in strokes)
    page.marks.append(Shape(paths, stroke=BLACK, width=0.95))


def _note(page: Page, ring: Ring) -> None:
    """A pin: its foot is the place."""
    x, y = ring[0]
    pin = ((x, y), (x, y - 8.4))
    flag = ((x, y - 8.4), (x + 6, y - 6.6), (x, y - 4.8))
    page.marks.append(Shape(((pin, False),), stroke=BLACK, width=0.8))
    page.marks.append(Shape(((flag, True),), fill=WHITE, stroke=BLACK, width=0.8))


MARKS: dict[FeatureKind, Callable[[Page, Ring], None]] = {
    FeatureKind.FIELD_OF_REGARD: _field_of_regard,
    FeatureKind.AREA_OF_INTEREST: _area_of_interest,
    FeatureKind.HAZARD_ZONE: _hazard,
    FeatureKind.NO_GO_ZONE: _no_go,
    FeatureKind.RESTRICTION: _restriction,
    FeatureKind.SURVEY: _survey,
    FeatureKind.SITE: _site,
    FeatureKind.ROUTE: _route,
    FeatureKind.REQUESTED_AREA: _requested,
    FeatureKind.AREA: _boundary,
    FeatureKind.ELLIPSE: _ellipse,
    FeatureKind.MISSION: _mission,
    FeatureKind.NOTE: _note,
    FeatureKind.EVENT: _event,
    FeatureKind.LANDING_SITE: _landing_site,
    FeatureKind.BASING_POINT: _basing_point,
    FeatureKind.BASE: _base,
    FeatureKind.POINT_OF_ENTRY: _entry,
}
"""In drawing order. What is in the air or at points has its own mark."""
POINTS = (
    FeatureKind.EVENT,
    FeatureKind.LANDING_SITE,
    FeatureKind.BASING_POINT,
    FeatureKind.BASE,
    FeatureKind.POINT_OF_ENTRY,
)
"""Places: one that is off the sheet is pointed at from its edge."""
