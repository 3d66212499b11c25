"""The cover of the inspection plan: what it is, whom it concerns, the figures that matter."""

from collections.abc import Sequence
from datetime import datetime

from osi_app.documents.values import InspectionPlan
from osi_app.kernel.findings import Severity
from osi_app.texts import word
from osi_app.texts.formats import area, distance, hours, instant, number, site_instant
from templates.layout.flow import Entry, Flow
from templates.layout.page import Align, Page
from templates.layout.setting import wrapped
from templates.style import (
    ACCENT,
    CELL,
    FIGURE,
    FOOT_MONO,
    LABEL,
    RULE,
    SMALL,
    SUBTITLE,
    TITLE,
    Style,
    Weight,
)

KICKER = Style(Weight.BOLD, 8.5, 12, ACCENT)
CONTENTS_COLUMNS = 2


def set_cover(flow: Flow, plan: InspectionPlan) -> float:
    """The cover page; returns where the contents may begin, from the top."""
    page = flow.new_page()
    stamp = plan.stamp
    flow.advance(30)
    kicker = f"{word(stamp.inspection_kind)}  ·  {stamp.inspection_code}".upper()
    page.text(kicker, KICKER, flow.left, flow.y, flow.width)
    flow.advance(18)
    for line in wrapped(word("inspection_plan"), TITLE, flow.width):
        page.text(line, TITLE, flow.left, flow.y, flow.width)
        flow.advance(TITLE.leading)
    flow.advance(4)
    for line in wrapped(stamp.inspection_title, SUBTITLE, flow.width, 3):
        page.text(line, SUBTITLE, flow.left, flow.y, flow.width)
        flow.advance(SUBTITLE.leading)
    flow.advance(14)
    page.rule(flow.left, flow.y, flow.left + 70, flow.y, 2.2, ACCENT)
    flow.advance(18)
    _figures(flow, plan)
    flow.advance(14)
    flow.facts(_facts(plan), 2)
    _revision(flow, plan)
    return flow.y


def _figures(flow: Flow, plan: InspectionPlan) -> None:
    """Six numbers a reader looks for first."""
    width = flow.width / 6
    for index, (figure, label) in enumerate(_headline(plan)):
        x = flow.left + index * width
        flow.page.text(figure, FIGURE, x, flow.y, width - 6)
        for line_number, line in enumerate(wrapped(label, LABEL, width - 10, 3)):
            top = flow.y + FIGURE.leading + line_number * LABEL.leading
            flow.page.text(line, LABEL, x, top, width - 8)
    flow.advance(FIGURE.leading + 3 * LABEL.leading)


def _headline(plan: InspectionPlan) -> Sequence[tuple[str, str]]:
    first = plan.areas[0] if plan.areas else None
    breaches = sum(finding.severity is Severity.BREACH for finding in plan.findings)
    days = "–" if plan.field_days is None else number(plan.field_days, 1)
    limits = (
        (f" ({word('limit')} {area(first.area_limit_m2, 0)})",
         f" ({word('limit')} {distance(first.span_limit_m, 0)})")
        if first
        else ("", "")
    )  # fmt: skip
    return (
        (area(first.area_m2, 0) if first else "–", word("figure_area") + limits[0]),
        (distance(first.span_m) if first else "–", word("figure_span") + limits[1]),
        (days, word("figure_field_days")),
        (f"{plan.team.peak}", word("figure_peak")),
        (f"{len(plan.items)}", word("figure_items")),
        (f"{breaches}", word("figure_breaches")),
    )


def _facts(plan: InspectionPlan) -> list[tuple[str, str]]:
    zone = plan.stamp.site_time_zone
    mandate = plan.mandate
    issued = (
        f"{word('version')} {mandate.version}, {instant(mandate.issued_at)}"
        if mandate
        else word("not_issued")
    )
    leader = next((m for m in plan.team.members if m.leader), None)
    return [
        (word("inspected_state"), f"{plan.inspected.name} ({plan.inspected.code})"),
        (word("requesting_state"), f"{plan.requesting.name} ({plan.requesting.code})"),
        (word("request_received"), _both(plan.requested_at, zone)),
        (word("approved"), _both(plan.approved_at, zone)),
        (word("poe_arrival"), _both(plan.arrival_at, zone)),
        (word("mandate"), issued),
        (word("leader"), f"{leader.latin_name} ({leader.code})" if leader else "–"),
        (word("overflight_budget"), f"{hours(plan.overflight.initial_h)} {word('of')} "
         f"{hours(plan.overflight.limit_h)}"),
    ]  # fmt: skip


def _both(at: datetime | None, zone: str) -> str:
    return "–" if at is None else f"{instant(at)}  ·  {site_instant(at, zone)}"


def _revision(flow: Flow, plan: InspectionPlan) -> None:
    stamp = plan.stamp
    flow.page.rule(flow.left, flow.y, flow.left + flow.width, flow.y, 0.4, RULE)
    told = f"{stamp.number}  ·  {word('data_revision')} {stamp.data_seq}  ·  SHA-256"
    flow.page.text(told, LABEL, flow.left, flow.y + 4, flow.width)
    flow.page.text(stamp.data_sha256, FOOT_MONO, flow.left, flow.y + 14, flow.width)
    flow.advance(30)


def set_contents(page: Page, entries: Sequence[Entry], top: float) -> None:
    """The contents in two columns, now that the pages are known."""
    sheet = page.format
    width = (sheet.body_width - 24) / CONTENTS_COLUMNS
    rows = -(-len(entries) // CONTENTS_COLUMNS)
    page.text(word("contents"), Style(Weight.BOLD, 10.2, 14, ACCENT), sheet.left, top, width)
    leading = min(CELL.leading + 7, (sheet.height - sheet.bottom - top - 22) / max(rows, 1))
    for index, entry in enumerate(entries):
        x = sheet.left + (index // rows) * (width + 24)
        y = top + 20 + (index % rows) * leading
        page.text(entry.number, SMALL, x, y, 20)
        page.text(entry.title, CELL, x + 20, y, width - 44)
        page.text(str(entry.page), CELL, x + width - 24, y, 24, Align.RIGHT)
    page.reach = sheet.height - sheet.bottom
