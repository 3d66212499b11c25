"""Names on the map: each on a light box, beside its place, not over another."""

import math
from dataclasses import dataclass, field

from templates.layout.page import Align, Page
from templates.layout.setting import width_of
from templates.style import WHITE, Style

Box = tuple[float, float, float, float]


@dataclass(slots=True)
class Labels:
    """What is taken already. ``box`` is the frame: left, top, right, bottom."""

    box: Box
    taken: list[Box] = field(default_factory=list)

    def inside(self, x: float, y: float) -> bool:
        """Whether the point lies in the frame."""
        left, top, right, bottom = self.box
        return left < x < right and top < y < bottom

    def beside(
        self, page: Page, text: str, style: Style, x: float, y: float, must: bool = True
    ) -> bool:
        """The text beside a point where it covers nothing; one that must be seen takes the first
        place when none is free. Answers whether it was drawn."""
        width, height = width_of(text, style) + 4, style.leading
        offsets = (
            (5, -height / 2), (-width - 5, -height / 2), (-width / 2, -height - 4),
            (-width / 2, 4), (4, -height - 3), (4, 3), (-width - 4, 3), (-width - 4, -height - 3),
        )  # fmt: skip
        spots = [(x + dx, y + dy, x + dx + width, y + dy + height) for dx, dy in offsets]
        free = next((spot for spot in spots if self._free(spot)), None)
        if free is None and must:
            free = next((spot for spot in spots if self._within(spot)), None)
        if free is None:
            return False
        self.place(page, text, style, free)
        return True

    def beyond(
        self,
        page: Page,
        text: str,
        style: Style,
        end: tuple[float, float],
        other: tuple[float, float],
    ) -> bool:
        """The text beyond the end of a line that comes from ``other``, where it covers nothing.
        Answers whether it was drawn."""
        across, down = end[0] - other[0], end[1] - other[1]
        length = math.hypot(across, down)
        if not length:
            return False
        width, height = width_of(text, style) + 2, style.leading
        x = end[0] + across / length * (width / 2 + 1.5)
        y = end[1] + down / length * (height / 2 + 1.0)
        spot = (x - width / 2, y - height / 2, x + width / 2, y + height / 2)
        if not self._free(spot):
            return False
        page.text(text, style, *spot[:2], width, Align.CENTRE)
        self.taken.append(spot)
        return True

    def place(self, page: Page, text: str, style: Style, spot: Box) -> None:
        """The text on its light box at that spot."""
        left, top, right, bottom = spot
        page.box(left, top, right - left, bottom - top, fill=WHITE)
        page.text(text, style, left + 1.5, top, right - left - 3, Align.CENTRE)
        self.taken.append(spot)

    def _within(self, spot: Box) -> bool:
        left, top, right, bottom = self.box
        return (
            spot[0] > left + 1
            and spot[2] < right - 1
            and spot[1] > top + 1
            and spot[3] < bottom - 1
        )

    def _free(self, spot: Box) -> bool:
        return self._within(spot) and not any(
            spot[0] < other[2] and spot[2] > other[0] and spot[1] < other[3] and spot[3] > other[1]
            for other in self.taken
        )
