"""A plan of 100 pages: laid out and written, against the same strings, lines and paths drawn with
plain canvas calls in the same embedded fonts.

The plan is the demo's with its rows repeated. Each side runs in a fresh process, so that no width
or string is remembered from an earlier round; only the font files are read before the clock (the
processor's, not the wall's) starts, on both sides.
"""

import io
import pickle
import subprocess
import sys
import time
from dataclasses import fields, replace
from itertools import count
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from pypdf import PdfReader
from reportlab.pdfgen.canvas import Canvas

from benchmarks.demo import demo_store
from benchmarks.figure import Figure, alternating, figure
from db import open_store
from osi_app.documents.service import pages_of
from osi_app.documents.values import InspectionPlan
from osi_app.house import house
from osi_app.kernel.clock import system_clock
from templates import renderers
from templates.documents.inspection_plan import laid_out, render
from templates.layout.faces import CHAINS, registered
from templates.layout.page import Clip, Mark, Page, Rule, Shape, Text
from templates.style import Ink

ROOT = Path(__file__).resolve().parents[1]
PAGES = 100
REPEATED = ("items", "missions", "deadlines", "findings", "areas_of_interest", "days", "sites")


def measure(rounds: int = 7) -> list[Figure]:
    """The ratio of processor time, after both files were seen to have the same pages."""
    with TemporaryDirectory() as folder:
        plan = _hundred_pages(_demo_plan(Path(folder)))
        pages = laid_out(plan)
        kept = {"ours": Path(folder) / "plan", "theirs": Path(folder) / "pages"}
        kept["ours"].write_bytes(pickle.dumps(plan))
        kept["theirs"].write_bytes(pickle.dumps(pages))
        assert pages_of(render(plan)) == pages_of(drawn_plainly(pages)) == len(pages) >= PAGES
        assert _strings(render(plan)) == _strings(drawn_plainly(pages))
        sides = alternating(
            lambda: _process("ours", kept["ours"]),
            lambda: _process("theirs", kept["theirs"]),
            rounds,
        )
    return [figure("plan-100-pages", 1.5, sides)]


def _demo_plan(folder: Path) -> InspectionPlan:
    opened = house(open_store(demo_store(folder)), renderers(), system_clock)
    try:
        return opened.documents.inspection_plan(opened.inspections()[0].id)
    finally:
        opened.close()


def _hundred_pages(plan: InspectionPlan) -> InspectionPlan:
    """The plan with its rows repeated, no row quite like another, until it has 100 pages."""
    for times in count(2):
        rows: dict[str, Any] = {name: _repeated(getattr(plan, name), times) for name in REPEATED}
        team = replace(plan.team, members=_repeated(plan.team.members, times))
        grown = replace(plan, **rows, team=team)
        if len(laid_out(grown)) >= PAGES:
            return grown
    raise AssertionError("no plan is long enough")


def _repeated(rows: tuple[Any, ...], times: int) -> tuple[Any, ...]:
    return tuple(_like(row, turn) for turn in range(times) for row in rows)


def _like(row: Any, turn: int) -> Any:
    """The same row under another code, as another item or person would have."""
    names = {field.name for field in fields(row)}
    word = next((name for name in ("code", "serial_number") if name in names), None)
    return replace(row, **{word: f"{getattr(row, word)}.{turn}"}) if word and turn else row


def _process(side: str, kept: Path) -> float:
    """Seconds of processor time one side takes in a process of its own."""
    program = f"from benchmarks.plan import timed; print(timed({side!r}, {str(kept)!r}))"
    answer = subprocess.run(
        [sys.executable, "-c", program], cwd=ROOT, capture_output=True, text=True, check=True
    )
    return float(answer.stdout)


def timed(side: str, kept: str) -> float:
    """Runs in the fresh process: fonts read, then one side by the processor's clock."""
    work = pickle.loads(Path(kept).read_bytes())  # written by this benchmark a moment ago
    for face in {face for chain in CHAINS.values() for face in chain}:
        registered(face)
    start = time.process_time()
    pdf = render(work) if side == "ours" else drawn_plainly(work)
    taken = time.process_time() - start
    assert pages_of(pdf) >= PAGES
    return taken


def _strings(pdf: bytes) -> list[str]:
    """The text of every page, blanks aside."""
    pages = PdfReader(io.BytesIO(pdf)).pages
    return ["".join(page.extract_text().split()) for page in pages]


def drawn_plainly(pages: list[Page]) -> bytes:
    """The same marks with plain canvas calls: what a program without a layout layer would do if
    somebody told it every position. Fonts, colours and pens are set only when they change."""
    out = io.BytesIO()
    canvas = Canvas(
        out,
        invariant=1,
        pageCompression=1,
        initialFontName=registered("NotoSans-Regular").fontName,  # type: ignore[arg-type]
    )
    for page in pages:
        canvas.setPageSize((page.format.width, page.format.height))
        plain = Plain(canvas, page.format.height)
        for mark in page.marks:
            plain.draw(mark)
        canvas.showPage()
    canvas.save()
    return out.getvalue()


class Plain:
    """One page of a canvas, and what was set on it last."""

    def __init__(self, canvas: Canvas, height: float) -> None:
        self.canvas, self.height = canvas, height
        self._set: dict[str, object] = {}

    def draw(self, mark: Mark) -> None:
        """One string, line, path or clip."""
        if isinstance(mark, Text):
            self._text(mark)
        elif isinstance(mark, Rule):
            self._pen(mark.width, mark.ink, mark.dash)
            self.canvas.line(mark.x1, self.height - mark.y1, mark.x2, self.height - mark.y2)
        elif isinstance(mark, Shape):
            self._shape(mark)
        elif isinstance(mark, Clip):
            self._clip(mark)
        else:
            self.canvas.restoreState()
            self._set.clear()

    def _changed(self, what: str, value: object) -> bool:
        changed = self._set.get(what) != value
        self._set[what] = value
        return changed

    def _text(self, mark: Text) -> None:
        x, y = mark.x, self.height - mark.y
        self._fill(mark.ink)
        for run in mark.runs:
            if self._changed("font", (run.face, mark.size)):
                self.canvas.setFont(run.face, mark.size)
            self.canvas.drawString(x, y, run.text)
            x += run.width * mark.size

    def _fill(self, ink: Ink) -> None:
        if self._changed("fill", ink):
            self.canvas.setFillColorRGB(*ink)

    def _pen(self, width: float, ink: Ink, dash: tuple[float, ...]) -> None:
        if self._changed("pen", (width, ink, dash)):
            self.canvas.setLineWidth(width)
            self.canvas.setStrokeColorRGB(*ink)
            self.canvas.setDash(list(dash), 0)

    def _shape(self, mark: Shape) -> None:
        path = self.canvas.beginPath()
        for points, closed in mark.paths:
            for place, (x, y) in enumerate(points):
                (path.lineTo if place else path.moveTo)(x, self.height - y)
            if closed:
                path.close()
        if mark.fill is not None:
            self._fill(mark.fill)
        if mark.stroke is not None:
            self._pen(mark.width, mark.stroke, mark.dash)
        self.canvas.drawPath(
            path, stroke=mark.stroke is not None, fill=mark.fill is not None, fillMode=0
        )

    def _clip(self, mark: Clip) -> None:
        left, top, right, bottom = mark.box
        self.canvas.saveState()
        path = self.canvas.beginPath()
        path.rect(left, self.height - bottom, right - left, bottom - top)
        self.canvas.clipPath(path, stroke=0, fill=0)
