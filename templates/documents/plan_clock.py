"""Deadlines, the sections in sentences, and the annexes: findings, values replaced, sources."""

from collections.abc import Sequence

from osi_app.documents.values import (
    DeadlineRow,
    InspectionPlan,
    OverrideRow,
    SectionBlock,
    SourceRow,
)
from osi_app.kernel.findings import Finding
from osi_app.texts import finding_sentence, mend_sentence, statement, word
from osi_app.texts.formats import instant, site_instant, span_of_time
from templates.layout.flow import Flow
from templates.layout.page import Align
from templates.layout.signs import sign_of
from templates.layout.table import Column, Status, table
from templates.style import CELL_BOLD, CELL_MONO, CELL_SOFT


def set_statements(flow: Flow, block: SectionBlock) -> None:
    """A section made of sentences, each with what it rests on."""
    for each in block.statements:
        flow.statement(statement(each.code, each.values), each.paragraph)


def set_deadlines(flow: Flow, plan: InspectionPlan) -> None:
    """Section 17: every deadline with due time, basis, slack, and state as word and sign."""
    zone = plan.stamp.site_time_zone
    flow.paragraph(statement("plan.deadlines", {"as_of": plan.stamp.as_of}))
    table(
        flow,
        [
            Column("", style=CELL_MONO),
            Column(word("deadline"), 74, style=CELL_BOLD),
            Column(word("paragraph"), 20, style=CELL_SOFT),
            Column(word("due_both"), 0, Align.RIGHT),
            Column(word("basis")),
            Column(word("slack"), 0, Align.RIGHT),
            Column(word("status")),
        ],
        [_deadline(row, zone) for row in plan.deadlines],
    )


def _deadline(row: DeadlineRow, zone: str) -> tuple[str | Status, ...]:
    told = row.title + "".join(
        f"\n{word(label)}: {text}"
        for label, text in (("majority", row.majority), ("silence", word(row.silence)))
        if text
    )
    return (
        row.code,
        told,
        row.paragraph,
        f"{instant(row.due_at)}\n{site_instant(row.due_at, zone)}" if row.due_at else "–",
        word(row.basis),
        "–" if row.slack_s is None else span_of_time(row.slack_s),
        Status(sign_of(row.status), word(row.status)),
    )


def set_findings(flow: Flow, findings: Sequence[Finding], overrides: Sequence[OverrideRow]) -> None:
    """Annex A: what the rules say, and the rule values replaced with their authors."""
    if not findings:
        flow.paragraph(statement("plan.no_findings", {}))
    table(
        flow,
        [
            Column(""),
            Column(word("rule"), 32, style=CELL_MONO),
            Column(word("record"), style=CELL_BOLD),
            Column(word("finding"), 92),
            Column(word("paragraph"), style=CELL_SOFT),
        ],
        [
            (
                Status(sign_of(finding.severity.value), word(finding.severity.value)),
                finding.rule,
                finding.subject.shown,
                "\n".join(
                    part
                    for part in (
                        finding_sentence(finding),
                        f"→ {mend_sentence(finding)}" if finding.mend else "",
                    )
                    if part
                ),
                finding.paragraph,
            )
            for finding in findings
        ],
    )
    _overrides(flow, overrides)


def _overrides(flow: Flow, overrides: Sequence[OverrideRow]) -> None:
    flow.subsection(word("overrides"))
    if not overrides:
        flow.paragraph(statement("plan.no_overrides", {}))
    table(
        flow,
        [
            Column(word("rule_value"), 44, style=CELL_MONO),
            Column(word("shipped"), 0, Align.RIGHT),
            Column(word("in_force"), 0, Align.RIGHT, CELL_BOLD),
            Column(""),
            Column(word("paragraph"), style=CELL_SOFT),
            Column(word("reason"), 46),
            Column(word("author")),
            Column(word("set_at"), 0, Align.RIGHT),
        ],
        [
            (
                row.key,
                row.shipped,
                row.value,
                row.tag,
                row.paragraph,
                row.reason,
                row.author,
                instant(row.set_at),
            )
            for row in overrides
        ],
    )


def told(source: str) -> str:
    """A source that ships is a code of a sentence; one from the data is what was typed."""
    return statement(source, {})


def set_sources(flow: Flow, sources: Sequence[SourceRow]) -> None:
    """Annex B: what each part rests on."""
    table(
        flow,
        [
            Column(word("subject"), style=CELL_BOLD),
            Column(word("source"), 110),
            Column(word("as_of"), 0, Align.RIGHT),
        ],
        [(word(row.subject), told(row.source), row.as_of or "–") for row in sources],
    )
