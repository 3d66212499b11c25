"""The readiness of techniques and systems over the days: a chart, and the reasons below it."""

from collections.abc import Sequence
from datetime import timedelta

from osi_app.documents.equipment_values import ReadinessChart, ReadinessRow
from osi_app.kernel.ports import Cancelled, Progress, never_cancelled, no_progress
from osi_app.texts import statement, word
from osi_app.texts.formats import day
from templates.documents.equipment_common import opened
from templates.layout.flow import Flow
from templates.layout.furniture import furnish
from templates.layout.page import Page, Shape
from templates.layout.pdf import About, written
from templates.layout.table import Band, Column, Row, table
from templates.style import (
    BLACK,
    CELL,
    CELL_BOLD,
    FAINT,
    LABEL,
    RULE,
    SMALL,
    WASH,
    Ink,
)

ROW_PT, HEAD_PT, NAMES_PT = 12.5, 24.0, 205.0
STEPS = (1, 2, 7, 14, 28, 56)
LEAST_STEP_PT = 46.0
GREY: dict[str, Ink] = {"ready": WASH, "warning": (0.8, 0.8, 0.8), "not_ready": (0.25, 0.25, 0.25)}
"""Light to dark as it gets worse: the same on any copier. What is not ready is also hatched."""


def render(
    paper: ReadinessChart,
    progress: Progress = no_progress,
    cancelled: Cancelled = never_cancelled,
) -> bytes:
    """The chart as PDF; the same value gives the same bytes. Raises ``Cancelled``."""
    stamp = paper.stamp
    title = f"{word(stamp.document_kind)} {stamp.number}"
    about = About(title, stamp.inspection_title, stamp.number)
    return written(laid_out(paper), about, progress, cancelled)


def laid_out(paper: ReadinessChart) -> list[Page]:
    """The chart as pages, complete with head and foot."""
    last = paper.first + timedelta(days=paper.days)
    ready = sum(all(span.status == "ready" for span in row.spans) for row in paper.systems)
    facts = [
        (word("request_day"), f"{day(paper.first)} (D0)"),
        (word("last_day_judged"), f"{day(last)} (D+{paper.days})"),
        (word("systems"), str(len(paper.systems))),
        (word("ready_throughout"), str(ready)),
    ]
    flow = opened(paper.stamp, facts, lying=True)
    _legend(flow)
    _head(flow, paper)
    for technique in paper.techniques:
        _row(flow, paper, technique, bold=True)
        for system in paper.systems:
            if system.technique == technique.technique:
                _row(flow, paper, system, bold=False)
    _reasons(flow, paper.systems)
    flow.pages[-1].ends_section = True
    furnish(flow.pages, paper.stamp)
    return flow.pages


def _legend(flow: Flow) -> None:
    x = flow.left
    for status in GREY:
        _bar(flow.page, (x, flow.y + 1, 20.0, 8.0), status)
        flow.page.text(word(f"readiness_{status}"), LABEL, x + 24, flow.y, 90)
        x += 112
    flow.advance(16)


def _head(flow: Flow, paper: ReadinessChart) -> None:
    per_day = _per_day(flow, paper)
    step = next((one for one in STEPS if one * per_day >= LEAST_STEP_PT), STEPS[-1])
    for number in range(0, paper.days + 1, step):
        x = flow.left + NAMES_PT + number * per_day
        on = paper.first + timedelta(days=number)
        if x + 40 < flow.left + flow.width:
            flow.page.text(f"D+{number}", CELL_BOLD, x, flow.y, 44)
            flow.page.text(day(on)[5:], SMALL, x, flow.y + 10, 44)
        flow.page.rule(x, flow.y + HEAD_PT - 3, x, flow.y + HEAD_PT, 0.5, FAINT)
    flow.advance(HEAD_PT)


def _row(flow: Flow, paper: ReadinessChart, row: ReadinessRow, *, bold: bool) -> None:
    if flow.room < ROW_PT:
        flow.new_page()
        _head(flow, paper)
    style = CELL_BOLD if bold else CELL
    inset = 0.0 if bold else 10.0
    name = row.name if bold else f"{row.code} {row.name}"
    flow.page.text(name, style, flow.left + inset, flow.y, NAMES_PT - inset - 6)
    per_day = _per_day(flow, paper)
    for span in row.spans:
        x = flow.left + NAMES_PT + span.first * per_day
        width = (span.last - span.first + 1) * per_day
        _bar(flow.page, (x, flow.y + 1.5, width, ROW_PT - 3.5), span.status)
    flow.advance(ROW_PT)
    flow.page.rule(flow.left, flow.y, flow.left + flow.width, flow.y, 0.2, RULE)


def _per_day(flow: Flow, paper: ReadinessChart) -> float:
    return (flow.width - NAMES_PT) / (paper.days + 1)


def _bar(page: Page, box: tuple[float, float, float, float], status: str) -> None:
    x, top, width, height = box
    page.box(x, top, width, height, fill=GREY[status], stroke=BLACK, line=0.25)
    if status != "not_ready":
        return
    lines = []
    at = x + 2.0
    while at < x + width - 1.0:
        right = min(at + height, x + width)
        lines.append((((at, top + height), (right, top + height - (right - at))), False))
        at += 4.0
    page.marks.append(Shape(tuple(lines), stroke=(1.0, 1.0, 1.0), width=0.5))


def _reasons(flow: Flow, systems: Sequence[ReadinessRow]) -> None:
    rows: list[Row] = []
    for row in systems:
        if row.why:
            rows.append(Band(f"{row.code}  {row.name}"))
            rows += [(why, mend) for why, mend in zip(row.why, row.mends, strict=True)]
    if not rows:
        flow.note(statement("equipment.all_ready", {}))
        return
    flow.subsection(word("reasons"))
    table(
        flow,
        [Column(word("why"), 60), Column(word("cheapest_mend"), 50, style=CELL)],
        rows,
    )
