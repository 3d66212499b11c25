"""QR codes as one shape: the document's number and the page, for filing paper by scanner."""

from functools import lru_cache
from typing import Any

from reportlab.graphics.barcode.qrencoder import QRCode, QRErrorCorrectLevel

from templates.layout.page import Page, Shape
from templates.style import BLACK, Ink

_MASK = 2
"""Any mask is readable; choosing the best of eight costs ten times as much."""


@lru_cache(maxsize=512)
def _modules(text: str) -> tuple[tuple[int, int, int], ...]:
    """Runs of dark modules as (row, first column, length), and the side as a last (side, 0, 0)."""
    code: Any = QRCode(None, QRErrorCorrectLevel.L)
    code.addData(text)
    code.version = code.calculate_version()
    code.makeImpl(False, _MASK)
    runs: list[tuple[int, int, int]] = []
    for row, line in enumerate(code.modules):
        start = None
        for column, dark in enumerate([*line, False]):
            if dark and start is None:
                start = column
            elif not dark and start is not None:
                runs.append((row, start, column - start))
                start = None
    return (*runs, (len(code.modules), 0, 0))


def draw_qr(page: Page, text: str, x: float, top: float, side: float, ink: Ink = BLACK) -> None:
    """The code in a square of that side, without its quiet zone: leave four modules around it."""
    *runs, (count, _, _) = _modules(text)
    unit = side / count
    paths = tuple(
        (
            (
                (x + column * unit, top + row * unit),
                (x + (column + length) * unit, top + row * unit),
                (x + (column + length) * unit, top + (row + 1) * unit),
                (x + column * unit, top + (row + 1) * unit),
            ),
            True,
        )
        for row, column, length in runs
    )
    page.marks.append(Shape(paths, fill=ink))
