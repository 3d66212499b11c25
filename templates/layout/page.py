"""A page as a list of what is drawn on it, before it becomes PDF.

Positions count from the top left, in points. Every text is kept with the box it was given, so
that a test can hold one against the other, and with what it says in logical order.
"""

from dataclasses import dataclass, field
from enum import StrEnum
from typing import NamedTuple

from templates.layout.faces import Run, measured
from templates.layout.setting import fitted
from templates.style import BLACK, Format, Ink, Style


class Align(StrEnum):
    """Where a text stands in its box."""

    LEFT = "left"
    RIGHT = "right"
    CENTRE = "centre"


class Text(NamedTuple):
    """One line of text: ``x`` is its left edge, ``y`` its baseline; ``box`` is left, top, right,
    bottom of what it was given."""

    x: float
    y: float
    size: float
    ink: Ink
    runs: tuple[Run, ...]
    width: float
    box: tuple[float, float, float, float]
    said: str


class Rule(NamedTuple):
    """A straight line."""

    x1: float
    y1: float
    x2: float
    y2: float
    width: float
    ink: Ink
    dash: tuple[float, ...] = ()


class Shape(NamedTuple):
    """Paths drawn together: each is (points, closed). ``fill`` uses the odd-even rule."""

    paths: tuple[tuple[tuple[tuple[float, float], ...], bool], ...]
    fill: Ink | None = None
    stroke: Ink | None = None
    width: float = 0.5
    dash: tuple[float, ...] = ()


class Clip(NamedTuple):
    """From here to the next ``Unclip`` only this box is drawn: left, top, right, bottom."""

    box: tuple[float, float, float, float]


class Unclip(NamedTuple):
    """Ends a clip."""


Mark = Text | Rule | Shape | Clip | Unclip


@dataclass(slots=True)
class Page:
    """One page being laid out. ``reach`` is how far down its body anything stands;
    ``ends_section`` says that what follows begins on a new page by intent."""

    format: Format
    marks: list[Mark] = field(default_factory=list)
    reach: float = 0.0
    ends_section: bool = False
    bookmark: str = ""

    def text(
        self,
        said: str,
        style: Style,
        x: float,
        top: float,
        width: float,
        align: Align = Align.LEFT,
    ) -> None:
        """One line in a box of that width whose top is ``top``; what does not fit is cut with an
        ellipsis."""
        set_line = measured(said, style.weight)
        if set_line.width * style.size > width + 0.01:
            said = fitted(said, style, width)
            set_line = measured(said, style.weight)
        taken = set_line.width * style.size
        left = x
        if align is Align.RIGHT:
            left = x + width - taken
        elif align is Align.CENTRE:
            left = x + (width - taken) / 2
        box = (x, top, x + width, top + style.leading)
        baseline = top + (style.leading + style.size * 0.72) / 2
        self.marks.append(
            Text(left, baseline, style.size, style.ink, set_line.runs, taken, box, said)
        )

    def rule(
        self, x1: float, y1: float, x2: float, y2: float, width: float = 0.5, ink: Ink = BLACK
    ) -> None:
        """A straight line."""
        self.marks.append(Rule(x1, y1, x2, y2, width, ink))

    def box(
        self,
        x: float,
        top: float,
        width: float,
        height: float,
        fill: Ink | None = None,
        stroke: Ink | None = None,
        line: float = 0.5,
    ) -> None:
        """An upright rectangle."""
        ring = ((x, top), (x + width, top), (x + width, top + height), (x, top + height))
        self.marks.append(Shape(((ring, True),), fill, stroke, line))

    @property
    def texts(self) -> list[Text]:
        """The lines of text on the page."""
        return [mark for mark in self.marks if isinstance(mark, Text)]

    @property
    def fill(self) -> float:
        """How much of the body is used, 0 to 1."""
        return max(0.0, self.reach - self.format.top) / self.format.body_height
