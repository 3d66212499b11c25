"""Team: the roster on one tab, who goes on the other, with what the rules say of each choice."""

from collections import Counter
from collections.abc import Sequence
from datetime import date, timedelta
from pathlib import Path
from typing import Any
from uuid import UUID

from PySide6.QtWidgets import QTabWidget, QVBoxLayout, QWidget

from osi_app.kernel.findings import Finding
from osi_app.roster.records import (
    Acceptance,
    Availability,
    Inspector,
    MedicalClearance,
    Passport,
    Qualification,
    TeamMember,
    Training,
)
from ui.context import Context
from ui.imports import ask_import, import_kind
from ui.roster.assign_dialog import AssignDialog
from ui.roster.count_chart import CountChart
from ui.widgets.basics import EmptyState, button, row
from ui.widgets.import_preview import start_import
from ui.widgets.list_page import Editing, Page, beside, day_query, heading, page_lines
from ui.widgets.record_dialog import ask_record
from ui.widgets.record_form import RecordForm
from ui.widgets.record_table import RecordTable
from ui.widgets.related import RelatedRecords, RelatedTab
from ui.widgets.told import clear_lines, finding_line, told_line

HIDDEN = frozenset(
    {"sex", "role", "languages", "training_until", "medical_until", "passport_until"}
)
RELATED: tuple[tuple[type, str], ...] = (
    (Qualification, "Techniques"),
    (Training, "Training (P.25)"),
    (MedicalClearance, "Medical clearance"),
    (Passport, "Passports"),
    (Availability, "Availability"),
    (Acceptance, "Acceptance by States (P.18, P.22)"),
)
ROSTER_KINDS = frozenset(
    {
        "inspector",
        "qualification",
        "training",
        "medical_clearance",
        "passport",
        "availability",
        "acceptance",
        "team_member",
    }
)
LIMIT = "roster.max_on_territory"
LIMIT_ON_TERRITORY = 40


class TeamPage(Page):
    """Two lists: everybody, and the team."""

    kinds = ROSTER_KINDS

    def __init__(self, context: Context) -> None:
        super().__init__(context)
        self.service = context.house.roster
        self.roster = RosterTab(context, self)
        self.team = TeamTab(context, self)
        self.tabs = QTabWidget()
        self.tabs.setDocumentMode(True)
        self.tabs.addTab(self.roster, "Roster")
        self.tabs.addTab(self.team, "Team")
        self.bring = button("Import…", "import", lambda: ask_import(context, "roster", self))
        self.new = button("New inspector", "add", self.ask_new)
        for tool in (self.bring, self.new):
            tool.setEnabled(context.writable)
        lines = page_lines(self)
        sentence = "Who may go, and who goes: at most 40 on territory on any day (P.9)."
        lines.addLayout(heading("Team", sentence, self.bring, self.new))
        lines.addWidget(self.tabs, 1)
        context.case_changed.connect(lambda _: self.refresh())

    def refresh(self) -> None:
        """Both lists."""
        self.roster.refresh()
        self.team.refresh()

    def select(self, kind: str, key: UUID) -> None:
        """An inspector, a team member, or the person another record belongs to."""
        if kind == "team_member":
            self.tabs.setCurrentWidget(self.team)
            self.team.table.select(key)
            return
        self.tabs.setCurrentWidget(self.roster)
        if kind == "inspector":
            self.roster.table.select(key)

    def ask_new(self) -> None:
        """A new inspector."""
        ask_record(self.context, self.service, Inspector, {}, self)

    def dropped(self, path: Path) -> bool:
        """A CSV or XLSX file."""
        if path.suffix.lower() not in (".csv", ".xlsx"):
            return False
        start_import(self.context, import_kind(self.context, "roster"), path, self)
        return True


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
        parts = [
            RelatedRecords(context, page.service, kind, "inspector_id", word)
            for kind, word in RELATED
        ]
        self.form.add_related("Fitness", RelatedTab(*parts))
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


class TeamTab(QWidget):
    """Members with role and days, the count a day above them."""

    def __init__(self, context: Context, page: TeamPage) -> None:
        super().__init__()
        self._context, self._page = context, page
        hidden = frozenset({"languages"})
        editing = Editing(context, page.service, TeamMember, "team", page, hidden)
        empty = EmptyState(
            "Nobody is in the team yet",
            "Choose people in the roster and take them into the team: the rules answer at once.",
            ("Go to the roster", "team", lambda: page.tabs.setCurrentIndex(0)),
        )
        reads = context.house.reads.roster
        self.table = RecordTable(context, reads.members, editing.parts(), day_query(context), empty)
        self.form = RecordForm(context, page.service, TeamMember, heading=lambda r: r.seat)
        self.table.chosen.connect(
            lambda line: self.form.show_id(line.id) if line is not None else None
        )
        self.withdraw = button("Withdraw", "remove", self._withdraw)
        self.withdraw.setEnabled(context.writable)
        self.form.extra.addLayout(row(self.withdraw, None))
        self.chart = CountChart()
        lines = QVBoxLayout(self)
        lines.setContentsMargins(0, 10, 0, 0)
        lines.addWidget(self.chart)
        lines.addWidget(beside(self.table, self.form), 1)
        self.refresh()

    def refresh(self) -> None:
        """List and chart."""
        inspection = self._context.inspection_id
        self.table.ask(inspection_id=inspection, on=day_query(self._context).on)
        store = self._context.house.store

        def load() -> tuple[TeamMember, ...]:
            with store.read() as reading:
                return reading.all(TeamMember, inspection_id=inspection) if inspection else ()

        self._context.read(load, self._show_counts)

    def _show_counts(self, members: tuple[TeamMember, ...]) -> None:
        self.chart.show_counts(counts_by_day(members), limit_of(self._context.case))

    def _withdraw(self) -> None:
        if self.table.parts.remove is not None and self.table.selected():
            self.table.parts.remove(self.table.selected())


def counts_by_day(members: Sequence[TeamMember]) -> tuple[tuple[date, int], ...]:
    """How many are on territory on each day from the first arrival to the last departure."""
    if not members:
        return ()
    counter: Counter[date] = Counter()
    for member in members:
        days = (member.departs_on - member.arrives_on).days
        for step in range(min(days, 400) + 1):
            counter[member.arrives_on + timedelta(days=step)] += 1
    first, last = min(counter), max(counter)
    return tuple(
        (day, counter[day])
        for day in (first + timedelta(days=n) for n in range((last - first).days + 1))
    )


def limit_of(case: Any) -> int:
    """The limit on territory that holds for the case."""
    return int(case.values.number(LIMIT)) if case is not None else LIMIT_ON_TERRITORY
