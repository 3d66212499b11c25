"""Small signs beside words: shape and pattern tell the same as the word, also in grey."""

from enum import StrEnum

from templates.layout.page import Page, Rule, Shape
from templates.style import BLACK, SOFT


class Sign(StrEnum):
    """What a status looks like."""

    FULL = "full"
    """A filled square: broken, passed, lapsed."""
    HATCHED = "hatched"
    """A hatched square: will be, missing, at risk."""
    TICK = "tick"
    """A tick: checked and good, done."""
    RING = "ring"
    """An open circle: open, planned, nothing to judge."""
    BAR = "bar"
    """A short bar: does not apply."""


SIGNS: dict[str, Sign] = {
    "breach": Sign.FULL,
    "warning": Sign.HATCHED,
    "note": Sign.RING,
    "valid": Sign.TICK,
    "lapsed": Sign.FULL,
    "missing": Sign.HATCHED,
    "not_needed": Sign.BAR,
    "done": Sign.TICK,
    "done_late": Sign.FULL,
    "passed": Sign.BAR,
    "overdue": Sign.FULL,
    "open": Sign.RING,
    "due": Sign.RING,
    "due_soon": Sign.HATCHED,
    "waiting": Sign.BAR,
    "unknown": Sign.BAR,
    "not_applicable": Sign.BAR,
}
"""The sign of each status word; others get a ring."""


def sign_of(status: str) -> Sign:
    """The sign for a status word."""
    return SIGNS.get(status, Sign.RING)


def draw_sign(page: Page, sign: Sign, x: float, top: float, side: float) -> None:
    """The sign in a square of that side."""
    if sign is Sign.TICK:
        path = ((x, top + side * 0.55), (x + side * 0.38, top + side * 0.9), (x + side, top))
        page.marks.append(Shape(((path, False),), stroke=BLACK, width=1.1))
    elif sign is Sign.RING:
        page.marks.append(Shape(((_circle(x, top, side), True),), stroke=BLACK, width=0.7))
    elif sign is Sign.BAR:
        middle = top + side / 2
        page.marks.append(Rule(x + 1, middle, x + side - 1, middle, 0.9, SOFT))
    elif sign is Sign.FULL:
        page.box(x, top, side, side, fill=BLACK)
    else:
        _hatched(page, x, top, side)


def _hatched(page: Page, x: float, top: float, side: float) -> None:
    page.box(x, top, side, side, stroke=BLACK, line=0.7)
    lines = (
        ((x, top + side / 2), (x + side / 2, top)),
        ((x, top + side), (x + side, top)),
        ((x + side / 2, top + side), (x + side, top + side / 2)),
    )
    page.marks.append(Shape(tuple((line, False) for line in lines), stroke=BLACK, width=0.7))


def _circle(x: float, top: float, side: float) -> tuple[tuple[float, float], ...]:
    twelfths = (
        (1.0, 0.5), (0.933, 0.75), (0.75, 0.933), (0.5, 1.0), (0.25, 0.933), (0.067, 0.75),
        (0.0, 0.5), (0.067, 0.25), (0.25, 0.067), (0.5, 0.0), (0.75, 0.067), (0.933, 0.25),
    )  # fmt: skip
    return tuple((x + side * across, top + side * down) for across, down in twelfths)
