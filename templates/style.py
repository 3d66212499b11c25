"""How paper looks: faces, sizes, inks and page formats. Lengths are points unless told."""

from dataclasses import dataclass
from enum import StrEnum

MM = 72 / 25.4

Ink = tuple[float, float, float]
BLACK: Ink = (0.08, 0.09, 0.11)
SOFT: Ink = (0.36, 0.39, 0.43)
FAINT: Ink = (0.62, 0.65, 0.68)
RULE: Ink = (0.78, 0.80, 0.82)
WASH: Ink = (0.945, 0.95, 0.957)
WHITE: Ink = (1.0, 1.0, 1.0)
ACCENT: Ink = (0.07, 0.24, 0.38)
"""Dark enough that a grey printer keeps its weight."""


class Weight(StrEnum):
    """The three voices of a page."""

    REGULAR = "regular"
    BOLD = "bold"
    MONO = "mono"


@dataclass(frozen=True, slots=True)
class Style:
    """One way of setting text. ``leading`` is the distance between baselines."""

    weight: Weight = Weight.REGULAR
    size: float = 9.0
    leading: float = 12.5
    ink: Ink = BLACK


BODY = Style()
SMALL = Style(size=7.5, leading=10.2, ink=SOFT)
CELL = Style(size=7.8, leading=10.4)
CELL_BOLD = Style(Weight.BOLD, 7.8, 10.4)
CELL_SOFT = Style(size=7.8, leading=10.4, ink=SOFT)
CELL_MONO = Style(Weight.MONO, 7.3, 10.4)
HEAD = Style(Weight.BOLD, 6.8, 8.6, SOFT)
TITLE = Style(Weight.BOLD, 28, 33, BLACK)
SUBTITLE = Style(size=13.5, leading=18, ink=SOFT)
SECTION = Style(Weight.BOLD, 15, 20, BLACK)
SECTION_NUMBER = Style(Weight.BOLD, 15, 20, ACCENT)
SUBSECTION = Style(Weight.BOLD, 10.2, 14, ACCENT)
FIGURE = Style(Weight.BOLD, 17, 21, BLACK)
LABEL = Style(size=7.0, leading=9.4, ink=SOFT)
FOOT = Style(size=6.8, leading=8.8, ink=SOFT)
FOOT_MONO = Style(Weight.MONO, 6.4, 8.8, SOFT)
FOOT_BOLD = Style(Weight.BOLD, 6.8, 8.8, BLACK)
EXERCISE = Style(Weight.BOLD, 8.5, 11, WHITE)


@dataclass(frozen=True, slots=True)
class Format:
    """A sheet of paper with its margins."""

    name: str
    width: float
    height: float
    left: float = 20 * MM
    right: float = 18 * MM
    top: float = 25 * MM
    bottom: float = 25 * MM

    @property
    def body_width(self) -> float:
        """What lines may take."""
        return self.width - self.left - self.right

    @property
    def body_height(self) -> float:
        """What a full page may take."""
        return self.height - self.top - self.bottom


A4 = Format("A4", 210 * MM, 297 * MM)
LETTER = Format("Letter", 8.5 * 72, 11 * 72)
FORMATS = {"a4": A4, "letter": LETTER}


def landscape(upright: Format) -> Format:
    """The same sheet lying, with the same margins."""
    return Format(
        f"{upright.name} landscape", upright.height, upright.width, upright.left, upright.right,
        upright.top, upright.bottom,
    )  # fmt: skip
