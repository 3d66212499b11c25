"""Everybody on the list, one in detail, with what the rules would say of taking the person."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any
from uuid import UUID

from PySide6.QtWidgets import QVBoxLayout, QWidget

from osi_app.kernel.findings import Finding
from osi_app.roster.fitness_records import (
    DoseReading,
    Nationality,
    Remark,
    RoleQualification,
    SecurityBriefing,
    Vaccination,
    Visa,
)
from osi_app.roster.records import (
    Acceptance,
    Availability,
    Inspector,
    MedicalClearance,
    Passport,
    Qualification,
    Training,
)
from ui.context import Context
from ui.imports import ask_import
from ui.roster.assign_dialog import AssignDialog
from ui.widgets.basics import EmptyState, button, row
from ui.widgets.list_page import Editing, beside, day_query
from ui.widgets.record_form import RecordForm
from ui.widgets.record_table import RecordTable
from ui.widgets.related import RelatedRecords, RelatedTab
from ui.widgets.told import clear_lines, finding_line, told_line

if TYPE_CHECKING:
    from ui.roster.page import TeamPage

HIDDEN = frozenset(
    {"sex", "role", "languages", "training_until", "medical_until", "passport_until"}
)
RELATED: tuple[tuple[str, tuple[tuple[type, str], ...]], ...] = (
    ("Skills", (
        (Qualification, "Techniques"),
        (RoleQualification, "Functions in a team"),
        (Training, "Training (P.25)"),
    )),
    ("Fitness", (
        (MedicalClearance, "Medical clearance (P.19)"),
        (Vaccination, "Vaccinations"),
        (DoseReading, "Dose"),
        (Availability, "Availability and release"),
    )),
    ("Papers", (
        (Nationality, "Further nationalities (P.9)"),
        (Passport, "Passports (P.26)"),
        (Visa, "Visas (P.26)"),
        (Acceptance, "Acceptance by States (P.18, P.22)"),
        (SecurityBriefing, "Security briefing"),
        (Remark, "Remarks"),
    )),
)  # fmt: skip


class RosterTab(QWidget):
    """All inspectors, one in detail, with what the rules would say of taking the person."""

    def __init__(self, context: Context, page: TeamPage) -> None:
        super().__init__()
        self._context, self._page = context, page
        editing = Editing(context, page.service, Inspector, "roster", page, HIDDEN)
        empty = EmptyState(
            "No inspectors yet",
            "Import a roster (CSV or XLSX: code, name, nationality, techniques …) or record the "
            "first person.",
            ("Import a roster…", "import", lambda: ask_import(context, "roster", page)),
            ("New inspector", "add", page.ask_new),
        )
        reads = context.house.reads.roster
        self.table = RecordTable(
            context, reads.inspectors, editing.parts(), day_query(context), empty
        )
        self.form = RecordForm(context, page.service, Inspector)
        for word, kinds in RELATED:
            parts = [
                RelatedRecords(context, page.service, kind, "inspector_id", heading)
                for kind, heading in kinds
            ]
            self.form.add_related(word, RelatedTab(*parts))
        self.assign = button("Take into the team…", "add", self.ask_assign, primary=True)
        self.feedback = QVBoxLayout()
        self.feedback.setSpacing(4)
        self.form.extra.addLayout(row(self.assign, None))
        self.form.extra.addLayout(self.feedback)
        self.table.chosen.connect(self._chosen)
        lines = QVBoxLayout(self)
        lines.setContentsMargins(0, 10, 0, 0)
        lines.addWidget(beside(self.table, self.form), 1)

    def refresh(self) -> None:
        """The list on the case's day."""
        query = day_query(self._context)
        self.table.ask(inspection_id=query.inspection_id, on=query.on)

    def ask_assign(self) -> None:
        """Asks for role and days of the selected people."""
        lines = self.table.selected()
        if self._context.case is None:
            self._context.tell("Choose an inspection first: a team belongs to one.", "warning")
        elif lines:
            AssignDialog(self._context, lines, self._page).open()

    def _chosen(self, line: Any) -> None:
        if line is None:
            return
        if self.form.record is None or self.form.record.id != line.id:
            self.form.show_id(line.id)
        taken = bool(line.seat)
        self.assign.setEnabled(self._context.writable and not taken)
        self.assign.setText(f"In the team as {line.seat}" if taken else "Take into the team…")
        inspection = self._context.inspection_id
        if inspection is None:
            return
        service, key = self._page.service, line.id
        self._context.read(
            lambda: (key, service.candidate_findings(inspection, key)), self._show_feedback
        )

    def _show_feedback(self, answer: tuple[UUID, Sequence[Finding]]) -> None:
        key, findings = answer
        current = self.table.model.line_at(self.table.view.currentIndex().row())
        if current is None or current.id != key:
            return
        clear_lines(self.feedback)
        for finding in findings:
            self.feedback.addWidget(finding_line(finding))
        if not findings:
            self.feedback.addWidget(told_line("good", "No rule speaks against this person."))
