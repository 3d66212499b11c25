"""A cursor that runs down pages: headings, paragraphs, facts, room for figures."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field

from templates.layout.page import Align, Page
from templates.layout.setting import width_of, wrapped
from templates.style import (
    ACCENT,
    BODY,
    LABEL,
    RULE,
    SECTION,
    SECTION_NUMBER,
    SMALL,
    SUBSECTION,
    Format,
    Style,
)


@dataclass(slots=True)
class Entry:
    """A line of the contents: number, title, and the page it begins on, counted from 1."""

    number: str
    title: str
    page: int


@dataclass(slots=True)
class Flow:
    """Pages being filled from the top. ``y`` is the cursor, from the top of the sheet."""

    format: Format
    pages: list[Page] = field(default_factory=list)
    y: float = 0.0
    contents: list[Entry] = field(default_factory=list)

    @property
    def page(self) -> Page:
        """The page the cursor stands on; the first one is made when it is first asked for."""
        if not self.pages:
            self.new_page()
        return self.pages[-1]

    @property
    def left(self) -> float:
        return self.format.left

    @property
    def width(self) -> float:
        return self.format.body_width

    @property
    def bottom(self) -> float:
        """Where the body ends."""
        return self.format.height - self.format.bottom

    @property
    def room(self) -> float:
        """What is left of the page."""
        _ = self.page
        return self.bottom - self.y

    def new_page(self, ends_section: bool = False) -> Page:
        """Goes on to a new page; ``ends_section`` says that the old one ends by intent."""
        if self.pages:
            self.pages[-1].ends_section = ends_section
        page = Page(self.format)
        self.pages.append(page)
        self.y = self.format.top
        return page

    @contextmanager
    def inserted(self, after: int) -> Iterator[None]:
        """Lets a page of its own be filled after the first ``after`` pages, without breaking what
        flows there: the cursor comes back to where it was, the contents count the new page."""
        later, y, known = self.pages[after:], self.y, len(self.contents)
        del self.pages[after:]
        self.new_page()
        yield
        self.page.ends_section = True
        added = len(self.pages) - after
        for entry in self.contents[:known]:
            entry.page += added if entry.page > after else 0
        self.pages += later
        self.y = y if later else self.bottom

    def need(self, height: float) -> None:
        """A new page unless that much room is left. Never leaves an empty page behind."""
        if self.room < height and self.y > self.format.top:
            self.new_page()

    def advance(self, height: float) -> None:
        """Moves the cursor over something that was drawn."""
        self.y += height
        self.page.reach = max(self.page.reach, min(self.y, self.bottom))

    def space(self, height: float) -> None:
        """White space, swallowed at the top of a page."""
        if self.y > self.format.top:
            self.y = min(self.y + height, self.bottom)

    def section(self, number: str, title: str, keep: float = 110.0) -> None:
        """A section's heading over a thin rule, with ``keep`` points of room below it."""
        self.space(20)
        self.need(34 + keep)
        page, top = self.page, self.y
        page.rule(self.left, top, self.left + self.width, top, 0.9, ACCENT)
        offset = 0.0
        if number:
            offset = max(26.0, width_of(number, SECTION_NUMBER) + 10)
            page.text(number, SECTION_NUMBER, self.left, top + 6, offset)
        page.text(title, SECTION, self.left + offset, top + 6, self.width - offset)
        self.contents.append(Entry(number, title, len(self.pages)))
        if not page.bookmark:
            page.bookmark = f"{number} {title}".strip()
        self.advance(34)

    def subsection(self, title: str, keep: float = 60.0) -> None:
        """A heading within a section."""
        self.space(10)
        self.need(18 + keep)
        self.page.text(title, SUBSECTION, self.left, self.y, self.width)
        self.advance(18)

    def paragraph(self, text: str, style: Style = BODY, indent: float = 0.0) -> None:
        """Text over the width, broken over pages line by line."""
        for line in wrapped(text, style, self.width - indent):
            self.need(style.leading)
            self.page.text(line, style, self.left + indent, self.y, self.width - indent)
            self.advance(style.leading)
        self.space(4)

    def note(self, text: str) -> None:
        """A remark in small type."""
        self.paragraph(text, SMALL)

    def statement(self, text: str, source: str) -> None:
        """A sentence with a dash before it and, to its right, what it rests on."""
        margin = 74.0
        indent = 12.0
        lines = wrapped(text, BODY, self.width - indent - margin)
        self.need(min(len(lines), 4) * BODY.leading)
        for number, line in enumerate(lines):
            self.need(BODY.leading)
            if number == 0:
                self.page.text("–", BODY, self.left, self.y, indent)
                self.page.text(
                    source, SMALL, self.left + self.width - margin + 8, self.y + 1, margin - 8,
                    Align.RIGHT,
                )  # fmt: skip
            self.page.text(line, BODY, self.left + indent, self.y, self.width - indent - margin)
            self.advance(BODY.leading)
        self.space(3.5)

    def facts(self, pairs: Sequence[tuple[str, str]], columns: int = 2) -> None:
        """Label over value, in columns, each over a hairline; rows stay together."""
        gap = 16.0
        width = (self.width - gap * (columns - 1)) / columns
        for start in range(0, len(pairs), columns):
            row = [
                (label, wrapped(value or "–", BODY, width))
                for label, value in pairs[start : start + columns]
            ]
            height = 6 + LABEL.leading + max(len(lines) for _, lines in row) * BODY.leading + 5
            self.need(height)
            for index, (label, lines) in enumerate(row):
                x = self.left + index * (width + gap)
                self.page.rule(x, self.y, x + width, self.y, 0.4, RULE)
                self.page.text(label, LABEL, x, self.y + 4, width)
                for line_number, line in enumerate(lines):
                    top = self.y + 4 + LABEL.leading + line_number * BODY.leading
                    self.page.text(line, BODY, x, top, width)
            self.advance(height)
        self.space(6)
