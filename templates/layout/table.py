"""Tables of plain strings: measured once, broken over pages between rows, header repeated."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple

from templates.layout.flow import Flow
from templates.layout.page import Align
from templates.layout.setting import width_of, wrapped
from templates.layout.signs import Sign, draw_sign
from templates.style import ACCENT, CELL, CELL_BOLD, FAINT, HEAD, RULE, SMALL, WASH, Style

PAD = 9.0
WIDEST_TIGHT = 140.0
"""A tight column is never wider than this many points."""
SIGN_ROOM = 11.0
ABOVE = 2.6
BELOW = 2.8


@dataclass(frozen=True, slots=True)
class Column:
    """One column. With ``share`` 0 it is tight: as wide as its widest cell; what tight columns
    leave is dealt to the others by their shares."""

    title: str
    share: float = 0.0
    align: Align = Align.LEFT
    style: Style = CELL
    most_lines: int = 0


class Band(NamedTuple):
    """A row over the whole width that heads those after it."""

    title: str
    note: str = ""


class Status(NamedTuple):
    """A cell with a sign before its word."""

    sign: Sign
    word: str


Cell = str | Status
Row = Sequence[Cell] | Band


class _Set(NamedTuple):
    """A row whose cells are broken into lines."""

    cells: list[tuple[tuple[str, ...], Sign | None]]
    lines: int


def _widths(columns: Sequence[Column], rows: Sequence[Row], width: float) -> list[float]:
    """The width of each column. Tight columns yield when they leave the others too little."""
    tight = [
        0.0 if column.share else _natural(index, column, rows)
        for index, column in enumerate(columns)
    ]
    shares = sum(column.share for column in columns)
    most = width * (0.72 if shares else 1.0)
    taken = sum(tight)
    if taken > most or not shares:
        tight = [each * most / taken for each in tight]
        taken = most
    return [
        each or (width - taken) * column.share / shares
        for each, column in zip(tight, columns, strict=True)
    ]


def _natural(index: int, column: Column, rows: Sequence[Row]) -> float:
    """The widest cell of a column, its title by words."""
    widest = max((width_of(part, HEAD) for part in column.title.split(" ")), default=0.0)
    seen = {row[index] for row in rows if not isinstance(row, Band)}
    for cell in seen:
        word, sign = (cell.word, SIGN_ROOM) if isinstance(cell, Status) else (cell, 0.0)
        for line in word.split("\n"):
            widest = max(widest, width_of(line, column.style) + sign)
    return min(widest, WIDEST_TIGHT) + PAD + 0.1


class _Table:
    """One table being set into a flow."""

    def __init__(self, flow: Flow, columns: Sequence[Column], rows: Sequence[Row]) -> None:
        self.flow = flow
        self.columns = columns
        self.widths = _widths(columns, rows, flow.width)
        # text keeps clear of the next column; the last one runs to the edge
        last = len(columns) - 1
        self.rooms = [width - PAD * (index < last) for index, width in enumerate(self.widths)]
        self.lefts = [flow.left + sum(self.widths[:index]) for index in range(len(columns))]
        self.heads = [
            wrapped(column.title, HEAD, room)
            for column, room in zip(columns, self.rooms, strict=True)
        ]
        self.head_height = max(len(head) for head in self.heads) * HEAD.leading + 6

    def header(self) -> None:
        """The titles over a rule, standing on the line below."""
        flow, page = self.flow, self.flow.page
        most = max(len(head) for head in self.heads)
        for column, lines, x, room in zip(
            self.columns, self.heads, self.lefts, self.rooms, strict=True
        ):
            for number, line in enumerate(lines):
                top = flow.y + (most - len(lines) + number) * HEAD.leading
                page.text(line, HEAD, x, top, room, column.align)
        bottom = flow.y + self.head_height - 2
        page.rule(flow.left, bottom, flow.left + flow.width, bottom, 0.8, ACCENT)
        flow.advance(self.head_height)

    def turn(self) -> None:
        """On to the next page, under the titles again."""
        self.flow.new_page()
        self.header()

    def set_row(self, row: Sequence[Cell]) -> _Set:
        """The row's cells in lines."""
        cells: list[tuple[tuple[str, ...], Sign | None]] = []
        most = 1
        for cell, column, room in zip(row, self.columns, self.rooms, strict=True):
            sign, said, inset = None, cell, 0.0
            if isinstance(said, Status):
                sign, said, inset = said.sign, said.word, SIGN_ROOM
            lines = wrapped(said, column.style, room - inset, column.most_lines) if said else ()
            most = max(most, len(lines))
            cells.append((lines, sign))
        return _Set(cells, most)

    def draw_lines(self, row: _Set, first: int, count: int) -> None:
        """Lines ``first`` to ``first + count`` of a row, and the hairline below."""
        flow, page = self.flow, self.flow.page
        top = flow.y + ABOVE
        leading = CELL.leading
        for (lines, sign), column, left, room in zip(
            row.cells, self.columns, self.lefts, self.rooms, strict=True
        ):
            inset = 0.0 if sign is None else SIGN_ROOM
            if sign is not None and first == 0:
                draw_sign(page, sign, left, top + 1.9, 6.6)
            x, width = left + inset, room - inset
            for number, line in enumerate(lines[first : first + count]):
                page.text(line, column.style, x, top + number * leading, width, column.align)
        height = ABOVE + count * leading + BELOW
        flow.advance(height)
        page.rule(flow.left, flow.y, flow.left + flow.width, flow.y, 0.3, RULE)

    def row(self, row: Sequence[Cell]) -> None:
        """One row; one that is taller than a page goes on over the break."""
        flow = self.flow
        ready = self.set_row(row)
        height = ABOVE + ready.lines * CELL.leading + BELOW
        body = flow.format.body_height - self.head_height
        if height > flow.room and height <= body:
            self.turn()
        first = 0
        while first < ready.lines:
            count = min(ready.lines - first, int((flow.room - ABOVE - BELOW) // CELL.leading))
            if count < 1:
                self.turn()
                continue
            self.draw_lines(ready, first, count)
            first += count

    def band(self, band: Band) -> None:
        """A row that heads the next ones: kept with two of them."""
        flow = self.flow
        height = 17.0
        if flow.room < height + 2 * (ABOVE + CELL.leading + BELOW):
            self.turn()
        page = flow.page
        page.box(flow.left, flow.y + 2, flow.width, height - 2, fill=WASH)
        note_width = 190.0 if band.note else 0.0
        page.text(band.title, CELL_BOLD, flow.left + 4, flow.y + 4.6, flow.width - 8 - note_width)
        if band.note:
            x = flow.left + flow.width - note_width - 4
            page.text(band.note, SMALL, x, flow.y + 4.8, note_width, Align.RIGHT)
        flow.advance(height)
        page.rule(flow.left, flow.y, flow.left + flow.width, flow.y, 0.4, FAINT)


def table(flow: Flow, columns: Sequence[Column], rows: Sequence[Row]) -> None:
    """Sets the table at the cursor. Header and two rows stay together; no rows, no table."""
    if not rows:
        return
    setting = _Table(flow, columns, rows)
    flow.space(4)
    flow.need(setting.head_height + 3 * (ABOVE + CELL.leading + BELOW) + 8)
    setting.header()
    for row in rows:
        if isinstance(row, Band):
            setting.band(row)
        else:
            setting.row(row)
    flow.space(9)
