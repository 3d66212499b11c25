"""Pages as PDF: marks become content streams, each string encoded once a document.

``canvas.drawString`` encodes and places every string anew; here the encoded form is remembered
and one text object holds all lines between two shapes, so that layout and drawing together stay
near the cost of drawing alone.
"""

from collections.abc import Sequence
from io import BytesIO
from typing import Any, NamedTuple

from reportlab.pdfgen.canvas import Canvas

from osi_app.kernel.errors import Cancelled
from osi_app.kernel.ports import Cancelled as AskedToStop
from osi_app.kernel.ports import Progress
from templates.layout.faces import registered
from templates.layout.page import Clip, Mark, Page, Rule, Shape, Text, Unclip
from templates.style import Ink


class About(NamedTuple):
    """What the file says about itself."""

    title: str
    subject: str
    keywords: str


class Writer:
    """Writes one document."""

    def __init__(self, about: About) -> None:
        self._out = BytesIO()
        # its stubs know neither the page stream nor dynamic initial fonts
        self._canvas: Any = Canvas(
            self._out,
            invariant=1,
            pageCompression=1,
            initialFontName=registered("NotoSans-Regular").fontName,  # type: ignore[arg-type]
        )
        self._canvas.setTitle(about.title)
        self._canvas.setSubject(about.subject)
        self._canvas.setKeywords(about.keywords)
        self._canvas.setAuthor("OSI Planner")
        self._canvas.setCreator("OSI Planner")
        self._encoded: dict[tuple[str, str], tuple[tuple[str, str], ...]] = {}

    def add(self, page: Page) -> None:
        """One page."""
        canvas = self._canvas
        canvas.setPageSize((page.format.width, page.format.height))
        if page.bookmark:
            canvas.bookmarkPage(page.bookmark)
            canvas.addOutlineEntry(page.bookmark, page.bookmark, 0)
        canvas._code.extend(self._stream(page.marks, page.format.height))
        canvas.showPage()

    def finish(self) -> bytes:
        """The whole file."""
        self._canvas.save()
        return self._out.getvalue()

    def _stream(self, marks: Sequence[Mark], height: float) -> list[str]:
        out: list[str] = []
        in_text, ink, face = False, None, None
        for mark in marks:
            if not isinstance(mark, Text):
                if in_text:
                    out.append("ET")
                in_text, ink, face = False, None, None
                _draw(mark, height, out)
                continue
            if not in_text:
                out.append("BT")
                in_text = True
            if mark.ink != ink:
                ink = mark.ink
                out.append(_fill(ink))
            out.append(f"1 0 0 1 {mark.x:.2f} {height - mark.y:.2f} Tm")
            for run in mark.runs:
                for name, code in self._codes(run.face, run.text):
                    if (name, mark.size) != face:
                        face = (name, mark.size)
                        out.append(f"{name} {mark.size:g} Tf")
                    out.append(f"({code}) Tj")
        if in_text:
            out.append("ET")
        return out

    def _codes(self, face: str, text: str) -> tuple[tuple[str, str], ...]:
        found = self._encoded.get((face, text))
        if found is None:
            font, document = registered(face), self._canvas._doc
            found = tuple(
                (font.getSubsetInternalName(subset, document), self._canvas._escape(part))
                for subset, part in font.splitString(text, document)
            )
            self._encoded[face, text] = found
        return found


def _fill(ink: Ink) -> str:
    return f"{ink[0]:g} {ink[1]:g} {ink[2]:g} rg"


def _stroke(ink: Ink) -> str:
    return f"{ink[0]:g} {ink[1]:g} {ink[2]:g} RG"


def _draw(mark: Rule | Shape | Clip | Unclip, height: float, out: list[str]) -> None:
    if isinstance(mark, Rule):
        out.append(f"{_stroke(mark.ink)} {mark.width:g} w {_dash(mark.dash)}")
        out.append(
            f"{mark.x1:.2f} {height - mark.y1:.2f} m {mark.x2:.2f} {height - mark.y2:.2f} l S"
        )
    elif isinstance(mark, Shape):
        _draw_shape(mark, height, out)
    elif isinstance(mark, Clip):
        left, top, right, bottom = mark.box
        out.append(
            f"q {left:.2f} {height - bottom:.2f} {right - left:.2f} {bottom - top:.2f} re W n"
        )
    else:
        out.append("Q")


def _draw_shape(mark: Shape, height: float, out: list[str]) -> None:
    if mark.fill is not None:
        out.append(_fill(mark.fill))
    if mark.stroke is not None:
        out.append(f"{_stroke(mark.stroke)} {mark.width:g} w {_dash(mark.dash)} 1 j")
    for points, closed in mark.paths:
        steps = [f"{x:.2f} {height - y:.2f}" for x, y in points]
        out.append(f"{steps[0]} m " + " l ".join(steps[1:]) + (" l" if len(steps) > 1 else ""))
        if closed:
            out.append("h")
    operator = {(True, True): "B*", (True, False): "f*", (False, True): "S"}
    out.append(operator.get((mark.fill is not None, mark.stroke is not None), "n"))


def _dash(dash: tuple[float, ...]) -> str:
    return f"[{' '.join(f'{length:g}' for length in dash)}] 0 d"


def written(
    pages: Sequence[Page], about: About, progress: Progress, cancelled: AskedToStop
) -> bytes:
    """All pages as one file. Raises ``Cancelled`` between two pages."""
    writer = Writer(about)
    for done, page in enumerate(pages, start=1):
        if cancelled():
            raise Cancelled
        writer.add(page)
        progress(done, len(pages))
    return writer.finish()
