"""Bar codes as shapes: Code 128 for hand scanners, Data Matrix and QR for small labels.

ReportLab encodes; what it would draw is laid out here as marks, so that a page stays a list of
marks until it becomes PDF.
"""

from functools import lru_cache
from typing import Any

from reportlab.graphics.barcode.code128 import Code128
from reportlab.graphics.barcode.ecc200datamatrix import ECC200DataMatrix

from templates.layout.page import Page, Shape
from templates.style import BLACK

QUIET_MODULES = 10
"""What Code 128 wants free at both ends, in modules (ISO/IEC 15417)."""
Path = tuple[tuple[tuple[float, float], ...], bool]


@lru_cache(maxsize=2048)
def code128_bars(text: str) -> tuple[tuple[int, int], ...]:
    """Dark bars as (start, width) in modules, and the whole width as a last (width, 0). Raises
    ``ValueError`` for text that Code 128 cannot hold."""
    code: Any = Code128(text)
    code.validate()
    if not code.valid:
        raise ValueError(text)
    code.encode()
    code.decompose()
    bars: list[tuple[int, int]] = []
    at = 0
    for letter in code.decomposed:
        width = ord(letter.lower()) - ord("a") + 1
        if letter.isupper():
            bars.append((at, width))
        at += width
    return (*bars, (at, 0))


def draw_code128(page: Page, text: str, box: tuple[float, float, float, float]) -> None:
    """The bars in a box (left, top, width, height), quiet zones included."""
    *bars, (modules, _) = code128_bars(text)
    left, top, width, height = box
    unit = width / (modules + 2 * QUIET_MODULES)
    paths = tuple(
        _cell(left + (QUIET_MODULES + start) * unit, top, count * unit, height)
        for start, count in bars
    )
    page.marks.append(Shape(paths, fill=BLACK))


@lru_cache(maxsize=2048)
def data_matrix(text: str) -> tuple[str, ...]:
    """The rows of a Data Matrix as text of 0 and 1, its finder pattern included. Raises
    ``ValueError`` for text that does not fit."""
    code: Any = ECC200DataMatrix(text)
    code.validate()
    if not code.valid:
        raise ValueError(text)
    code.encode()
    # ReportLab counts rows upwards; here the first row is the upper one
    return tuple("".join("1" if cell else "0" for cell in row) for row in reversed(code.encoded))


def draw_data_matrix(page: Page, text: str, left: float, top: float, side: float) -> None:
    """The code in a square of that side; leave a module free around it."""
    rows = data_matrix(text)
    unit = side / len(rows)
    paths = tuple(
        _cell(left + column * unit, top + row * unit, unit, unit)
        for row, cells in enumerate(rows)
        for column, cell in enumerate(cells)
        if cell == "1"
    )
    page.marks.append(Shape(paths, fill=BLACK))


def _cell(left: float, top: float, width: float, height: float) -> Path:
    right, bottom = left + width, top + height
    return ((left, top), (right, top), (right, bottom), (left, bottom)), True
