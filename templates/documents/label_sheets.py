"""Labels on sheets or one by one: the code large, what it is, and a symbol a scanner reads."""

import tomllib
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from osi_app.documents.equipment_values import Label, LabelSheets
from osi_app.kernel.ports import Cancelled, Progress, never_cancelled, no_progress
from osi_app.texts import word
from templates.layout.barcodes import draw_code128, draw_data_matrix
from templates.layout.page import Page
from templates.layout.pdf import About, written
from templates.layout.qr import draw_qr
from templates.layout.setting import wrapped
from templates.style import A4, CELL, CELL_BOLD, LETTER, MM, SMALL, Format, Style, Weight

FILE = Path(__file__).resolve().parents[1] / "label_sheets.toml"
CODE = Style(Weight.BOLD, 13, 16)
PAD_PT = 8.0
PAPERS = {"a4": (A4.width, A4.height), "letter": (LETTER.width, LETTER.height)}
Spot = tuple[float, float]


@dataclass(frozen=True, slots=True)
class Sheet:
    """One kind of label sheet, in points; ``paper`` is width and height."""

    title: str
    paper: tuple[float, float]
    columns: int
    rows: int
    first: Spot
    size: tuple[float, float]
    step: tuple[float, float]

    @property
    def count(self) -> int:
        """Labels on a sheet."""
        return self.columns * self.rows

    def spot(self, at: int) -> Spot:
        """The corner of the label at that place, row by row."""
        row, column = divmod(at % self.count, self.columns)
        return self.first[0] + column * self.step[0], self.first[1] + row * self.step[1]


@lru_cache(maxsize=1)
def label_sheets() -> dict[str, Sheet]:
    """The sheets that ship, by name."""
    found = tomllib.loads(FILE.read_text(encoding="utf-8"))
    return {name: _sheet(one) for name, one in found.items()}


def _sheet(one: dict[str, float | int | str]) -> Sheet:
    def points(name: str) -> float:
        return float(one[name]) * MM

    size = (points("width"), points("height"))
    return Sheet(
        str(one["title"]),
        PAPERS.get(str(one["paper"]), size),
        int(one["columns"]),
        int(one["rows"]),
        (points("left"), points("top")),
        size,
        (points("step_x"), points("step_y")),
    )


def render(
    paper: LabelSheets,
    progress: Progress = no_progress,
    cancelled: Cancelled = never_cancelled,
) -> bytes:
    """The labels as PDF. Raises ``Cancelled``, ``KeyError`` for a sheet that is not known."""
    stamp = paper.stamp
    title = f"{word(stamp.document_kind)} {stamp.number}"
    about = About(title, stamp.inspection_title, stamp.number)
    return written(laid_out(paper), about, progress, cancelled)


def laid_out(paper: LabelSheets) -> list[Page]:
    """The labels as pages: nothing but labels, as sheets have no margin to spare."""
    sheet = label_sheets()[paper.template]
    form = Format(sheet.title, *sheet.paper, left=0.0, right=0.0, top=0.0, bottom=0.0)
    pages = [Page(form)]
    for number, label in enumerate(paper.labels, paper.skip):
        if number and number % sheet.count == 0:
            pages.append(Page(form))
        _label(pages[-1], label, sheet, number, paper.symbol)
    for page in pages:
        page.ends_section = True
    return pages


def _label(page: Page, label: Label, sheet: Sheet, number: int, symbol: str) -> None:
    left, top = sheet.spot(number)
    width, height = sheet.size
    inner_x, inner_y = left + PAD_PT, top + PAD_PT
    room, high = width - 2 * PAD_PT, height - 2 * PAD_PT
    if symbol == "code128":
        text_width = room
        bars = (inner_x, inner_y + high - high * 0.36, room, high * 0.36)
        draw_code128(page, label.encoded, bars)
    else:
        side = min(high, room * 0.42)
        text_width = room - side - PAD_PT
        at = (inner_x + room - side, inner_y + (high - side) / 2)
        if symbol == "datamatrix":
            draw_data_matrix(page, label.encoded, *at, side)
        else:
            draw_qr(page, label.encoded, *at, side)
    page.text(label.code, CODE, inner_x, inner_y, text_width)
    y = inner_y + CODE.leading
    for line in wrapped(label.name, CELL_BOLD, text_width, 2):
        page.text(line, CELL_BOLD, inner_x, y, text_width)
        y += CELL.leading
    if symbol != "code128" or height > 120:
        for line in wrapped(label.detail, SMALL, text_width, 2) if label.detail else ():
            page.text(line, SMALL, inner_x, y, text_width)
            y += SMALL.leading
