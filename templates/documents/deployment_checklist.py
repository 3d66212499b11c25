"""The deployment checklist on paper: by phase, to be ticked, timed and signed with a pen."""

from osi_app.documents.values import DeploymentChecklist, TaskRow
from osi_app.kernel.findings import Severity
from osi_app.kernel.ports import Cancelled, Progress, never_cancelled, no_progress
from osi_app.texts import finding_sentence, statement, word
from osi_app.texts.formats import instant, site_instant
from templates.layout.flow import Flow
from templates.layout.furniture import furnish
from templates.layout.page import Align, Page
from templates.layout.pdf import About, written
from templates.layout.setting import wrapped
from templates.layout.signs import Sign, draw_sign, sign_of
from templates.style import (
    ACCENT,
    BLACK,
    CELL,
    CELL_BOLD,
    CELL_MONO,
    CELL_SOFT,
    FAINT,
    FORMATS,
    HEAD,
    LABEL,
    RULE,
    SMALL,
    SUBTITLE,
    TITLE,
    WASH,
)

BOX = 10.5
SHARES = (("box", 7), ("task", 60), ("owner", 34), ("due", 45), ("done", 27), ("signature", 33))


def laid_out(checklist: DeploymentChecklist) -> list[Page]:
    """The checklist as pages, complete with head and foot."""
    flow = Flow(FORMATS[checklist.stamp.paper])
    flow.new_page()
    _title(flow, checklist)
    zone = checklist.stamp.site_time_zone
    for group in checklist.groups:
        flow.need(92)
        _phase(flow, group.phase, group.tasks)
        for task in group.tasks:
            _task(flow, task, zone, group.phase)
        flow.space(12)
    if not any(group.tasks for group in checklist.groups):
        flow.paragraph(statement("checklist.empty", {}))
    _remarks(flow, checklist)
    flow.pages[-1].ends_section = True
    furnish(flow.pages, checklist.stamp)
    return flow.pages


def render(
    checklist: DeploymentChecklist,
    progress: Progress = no_progress,
    cancelled: Cancelled = never_cancelled,
) -> bytes:
    """The checklist as PDF; the same value gives the same bytes. Raises ``Cancelled``."""
    stamp = checklist.stamp
    title = f"{word('deployment_checklist')} {stamp.number}"
    about = About(title, stamp.inspection_title, stamp.number)
    return written(laid_out(checklist), about, progress, cancelled)


def _title(flow: Flow, checklist: DeploymentChecklist) -> None:
    stamp = checklist.stamp
    flow.page.text(word("deployment_checklist"), TITLE, flow.left, flow.y, flow.width)
    flow.advance(TITLE.leading + 2)
    for line in wrapped(stamp.inspection_title, SUBTITLE, flow.width, 2):
        flow.page.text(line, SUBTITLE, flow.left, flow.y, flow.width)
        flow.advance(SUBTITLE.leading)
    flow.advance(10)
    tasks = [task for group in checklist.groups for task in group.tasks]
    done = sum(task.status == "done" for task in tasks)
    overdue = sum(task.status == "overdue" for task in tasks)
    anchors = [
        (f"{anchor} · {word(basis)}", f"{instant(at)}  ·  {site_instant(at, stamp.site_time_zone)}")
        for anchor, at, basis in checklist.anchors
    ]
    flow.facts(
        [
            (word("inspected_state"), f"{checklist.inspected.name} ({checklist.inspected.code})"),
            (
                word("tasks"),
                f"{len(tasks)}: {done} {word('done')}, {overdue} {word('overdue')}",
            ),
            *anchors,
        ]
    )


def _columns(flow: Flow) -> dict[str, tuple[float, float]]:
    unit = flow.width / sum(share for _, share in SHARES)
    columns, x = {}, flow.left
    for name, share in SHARES:
        columns[name] = (x, share * unit - 6)
        x += share * unit
    return columns


def _phase(flow: Flow, phase: str, tasks: tuple[TaskRow, ...], goes_on: bool = False) -> None:
    """The phase on a light bar, and the titles of the columns."""
    page = flow.page
    page.box(flow.left, flow.y, flow.width, 18, fill=WASH)
    page.rule(flow.left, flow.y, flow.left, flow.y + 18, 2.4, ACCENT)
    shown = f"{word(phase)} ({word('continued')})" if goes_on else word(phase)
    page.text(shown, CELL_BOLD, flow.left + 8, flow.y + 4, flow.width - 140)
    if not goes_on:
        told = f"{sum(task.status == 'done' for task in tasks)} / {len(tasks)}"
        page.text(told, CELL_SOFT, flow.left + flow.width - 120, flow.y + 4, 114, Align.RIGHT)
    flow.advance(22)
    for name, (x, width) in _columns(flow).items():
        if name != "box":
            page.text(word(f"column_{name}"), HEAD, x, flow.y, width)
    flow.advance(11)
    page.rule(flow.left, flow.y, flow.left + flow.width, flow.y, 0.6, FAINT)


def _task(flow: Flow, task: TaskRow, zone: str, phase: str) -> None:
    columns = _columns(flow)
    x, width = columns["task"]
    lines = wrapped(task.title, CELL_BOLD, width)
    told = " · ".join(part for part in (_offset(task), task.paragraph, task.note) if part)
    notes = wrapped(told, SMALL, width - 44) if told else ()
    height = max(6 + len(lines) * CELL.leading + max(len(notes), 1) * SMALL.leading + 4, 40)
    if height > flow.room:
        flow.new_page()
        _phase(flow, phase, (), goes_on=True)
    page, top = flow.page, flow.y + 4
    _box(page, task, columns["box"][0], top + 0.5)
    for number, line in enumerate(lines):
        page.text(line, CELL_BOLD, x, top + number * CELL.leading, width)
    below = top + len(lines) * CELL.leading
    page.text(task.code, CELL_MONO, x, below, 42)
    for number, line in enumerate(notes):
        page.text(line, SMALL, x + 44, below + number * SMALL.leading, width - 44)
    _owner_and_due(page, task, zone, columns, top)
    _by_hand(page, task, columns, top, height)
    flow.advance(height)
    page.rule(flow.left, flow.y, flow.left + flow.width, flow.y, 0.3, RULE)


def _offset(task: TaskRow) -> str:
    sign = "−" if task.offset_h < 0 else "+"
    return f"{task.anchor} {sign} {abs(task.offset_h):g} h"


def _box(page: Page, task: TaskRow, x: float, top: float) -> None:
    page.box(x, top, BOX, BOX, stroke=BLACK, line=0.9)
    if task.status == "done":
        draw_sign(page, Sign.TICK, x + 2, top + 2, BOX - 4)


def _owner_and_due(
    page: Page, task: TaskRow, zone: str, columns: dict[str, tuple[float, float]], top: float
) -> None:
    x, width = columns["owner"]
    for number, line in enumerate(wrapped(word(task.owner_role), CELL, width, 3)):
        page.text(line, CELL, x, top + number * CELL.leading, width)
    x, width = columns["due"]
    late = task.status == "overdue"
    if late:
        draw_sign(page, sign_of("overdue"), x, top + 2.2, 6)
    inset = 10 if late else 0
    page.text(instant(task.due_at), CELL_BOLD if late else CELL, x + inset, top, width - inset)
    page.text(site_instant(task.due_at, zone), CELL_SOFT, x, top + CELL.leading, width)
    if late:
        page.text(word("overdue"), CELL_BOLD, x, top + 2 * CELL.leading, width)


def _by_hand(
    page: Page, task: TaskRow, columns: dict[str, tuple[float, float]], top: float, height: float
) -> None:
    """What was recorded, or lines to write on."""
    line = top + height - 9
    for name in ("done", "signature"):
        x, width = columns[name]
        if task.done_at is None:
            page.rule(x, line, x + width, line, 0.5, FAINT)
    x, width = columns["done"]
    if task.done_at is not None:
        page.text(f"{task.done_at:%m-%d %H:%MZ}", CELL, x, top, width)
        x, width = columns["signature"]
        for number, shown in enumerate(wrapped(task.done_by or "–", CELL, width, 3)):
            page.text(shown, CELL, x, top + number * CELL.leading, width)


def _remarks(flow: Flow, checklist: DeploymentChecklist) -> None:
    """What the rules say, and room for what the field says."""
    shown = [f for f in checklist.findings if f.severity is not Severity.NOTE]
    if shown:
        flow.subsection(word("section_findings"))
    for finding in shown:
        flow.statement(finding_sentence(finding), finding.paragraph)
    flow.subsection(word("remarks"), 70)
    for _ in range(3):
        flow.advance(22)
        flow.page.rule(flow.left, flow.y, flow.left + flow.width, flow.y, 0.4, FAINT)
    flow.advance(8)
    flow.page.text(word("signed_by"), LABEL, flow.left, flow.y, flow.width)
    flow.advance(LABEL.leading)
