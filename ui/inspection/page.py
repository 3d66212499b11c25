"""Overview: where the case stands, what is due, what is red, what comes next."""

from pathlib import Path
from typing import Any
from uuid import UUID

from PySide6.QtWidgets import QStackedWidget, QTabWidget, QVBoxLayout, QWidget

from osi_app.inspection.records import Inspection, InspectionKind
from osi_app.treaty.words import Milestone
from ui import texts
from ui.context import Context
from ui.imports import ask_import, import_kind
from ui.inspection.deadlines_table import DeadlinesTable
from ui.inspection.happened import HappenedTable
from ui.inspection.happened_dialog import ExerciseTimeDialog, HappenedDialog
from ui.inspection.mandates import MandatesTable
from ui.inspection.moments import moments_of
from ui.inspection.new_inspection import NewInspectionDialog
from ui.widgets.basics import ElidedLabel, EmptyState, button, card, hint, row
from ui.widgets.import_preview import start_import
from ui.widgets.list_page import Page, page_lines
from ui.widgets.moments import LATE, MET, PASSED, SOON
from ui.widgets.record_form import RecordForm
from ui.widgets.timeline import Timeline


class OverviewPage(Page):
    """The first page: built to be read from across the room."""

    kinds = frozenset({"inspection", "case_milestone", "event", "origin", "state", "mandate"})

    def __init__(self, context: Context) -> None:
        super().__init__(context)
        self.heading = ElidedLabel()
        self.happened_button = button(
            "Something has happened…", "clock", self.ask_happened, primary=True
        )
        self.exercise = button("Set exercise time…", "clock", self.ask_time)
        self.summary, self.timeline = hint(""), Timeline()
        self.deadlines = DeadlinesTable()
        self.happened = HappenedTable(self.ask_happened)
        self.mandates = MandatesTable(context)
        self.form = RecordForm(context, context.house.inspection, Inspection)
        self.tabs = QTabWidget()
        self.tabs.setDocumentMode(True)
        self.tabs.addTab(self.deadlines, "Deadlines")
        self.tabs.addTab(self.happened, "What has happened")
        self.tabs.addTab(self.mandates, "Mandate")
        self.tabs.addTab(self.form, "The case")
        self.empty = EmptyState(
            "No inspection yet",
            "Five things make one: its kind, the two States, the event, the time of the request "
            "and the point of entry. An area, a plan and a checklist follow at once.",
            ("New inspection…", "add", self.ask_new),
            ("Import event bulletins…", "import", lambda: ask_import(context, "events", self)),
        )
        for each in self.empty.buttons:
            each.setEnabled(context.writable)
        self.stack = QStackedWidget()
        self.stack.addWidget(self._whole())
        self.stack.addWidget(self.empty)
        lines = QVBoxLayout(self)
        lines.setContentsMargins(0, 0, 0, 0)
        lines.addWidget(self.stack)
        self.tabs.currentChanged.connect(lambda _: self._fill_tab())
        self.timeline.chosen.connect(self._to_deadline)
        context.case_changed.connect(self.show_case)
        self.show_case(context.case)

    def show_case(self, case: Any) -> None:
        """Everything about the case, computed elsewhere."""
        self.stack.setCurrentIndex(1 if self.context.inspection_id is None else 0)
        if case is None:
            return
        inspection = case.inspection
        self.heading.show_whole(f"{inspection.code}  {inspection.title}")
        self.summary.setText(summary_of(case))
        moments = moments_of(case)
        self.timeline.show_moments(moments, case.now, inspection.requested_at)
        site = texts.zone(inspection.site_time_zone)
        self.deadlines.show_moments(moments, case.now, site)
        real = inspection.kind is InspectionKind.INSPECTION
        self.exercise.setVisible(not real)
        for each in (self.exercise, self.happened_button):
            each.setEnabled(self.context.writable)
        self._fill_tab()

    def _fill_tab(self) -> None:
        """Fills the tab in view: the others wait until they are looked at."""
        case, shown = self.context.case, self.tabs.currentWidget()
        if case is None:
            return
        inspection = case.inspection
        if shown is self.happened:
            self.happened.show_facts(case.facts, texts.zone(inspection.site_time_zone))
        elif shown is self.mandates:
            self.mandates.refresh()
        elif shown is self.form and (
            self.form.record is None or self.form.record.id != inspection.id
        ):
            self.form.show_id(inspection.id)

    def select(self, kind: str, key: UUID) -> None:
        """What has happened, or the case itself."""
        del key
        tabs = {"case_milestone": self.happened, "mandate": self.mandates}
        self.tabs.setCurrentWidget(tabs.get(kind, self.deadlines))

    def ask_happened(self, milestone: Milestone | None = None) -> None:
        """The dialog for a milestone."""
        if self.context.case is not None and self.context.writable:
            HappenedDialog(self.context, self, milestone).open()

    def ask_time(self) -> None:
        """The dialog for the exercise time."""
        if self.context.case is not None:
            ExerciseTimeDialog(self.context, self).open()

    def ask_new(self) -> None:
        """The five questions."""
        NewInspectionDialog(self.context, self).open()

    def dropped(self, path: Path) -> bool:
        """Event bulletins."""
        start_import(self.context, import_kind(self.context, "events"), path, self)
        return True

    def _whole(self) -> QWidget:
        whole = QWidget()
        lines = page_lines(whole)
        self.heading.setObjectName("title")
        line = row(self.heading, self.exercise, self.happened_button)
        line.setStretch(0, 1)
        lines.addLayout(line)
        lines.addWidget(card(self.summary, self.timeline))
        lines.addWidget(self.tabs, 1)
        return whole

    def _to_deadline(self, key: str) -> None:
        self.tabs.setCurrentIndex(0)
        self.deadlines.select(key)


def summary_of(case: Any) -> str:
    """The case in two sentences: who, what, and how the deadlines stand."""
    inspection = case.inspection
    told = (
        f"{case.requesting.name} requests the inspection of {case.inspected.name}; "
        f"request received {texts.instant(inspection.requested_at)}."
    )
    if case.event is not None:
        told += f" Event {case.event.code} {case.event.name}".rstrip() + "."
    states = [moment.state(case.now) for moment in moments_of(case)]
    parts = [
        f"{states.count(state)} {word}"
        for state, word in (
            (PASSED, "passed"),
            (SOON, "within a day"),
            (MET, "met"),
            (LATE, "met late"),
        )
        if states.count(state)
    ]
    return f"{told} Deadlines: {', '.join(parts) or 'none yet'}."
