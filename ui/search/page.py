"""Search: areas of interest, questions, needs, missions and results as one tree; all missions
as a list."""

from typing import Any
from uuid import UUID

from PySide6.QtWidgets import QTabWidget, QVBoxLayout, QWidget

from osi_app.kernel.lists import ListQuery
from osi_app.search.records import Mission, MissionMember, Result
from ui.context import Context
from ui.search.logic_tree import LogicTree
from ui.widgets.basics import EmptyState
from ui.widgets.list_page import Editing, Page, beside, heading, page_lines
from ui.widgets.record_form import RecordForm
from ui.widgets.record_table import RecordTable
from ui.widgets.related import RelatedRecords, RelatedTab


class SearchPage(Page):
    """The chain of the search logic."""

    kinds = frozenset(
        {
            "area_of_interest",
            "question",
            "information_need",
            "mission",
            "mission_member",
            "result",
            "team_member",
        }
    )

    def __init__(self, context: Context) -> None:
        super().__init__(context)
        self.logic = LogicTree(context)
        self.missions = MissionsTab(context, self)
        self.tabs = QTabWidget()
        self.tabs.setDocumentMode(True)
        self.tabs.addTab(self.logic, "Search logic")
        self.tabs.addTab(self.missions, "Missions")
        lines = page_lines(self)
        sentence = "From a question about a place to the mission that answers it."
        lines.addLayout(heading("Search", sentence))
        lines.addWidget(self.tabs, 1)

    def refresh(self) -> None:
        """Tree and list."""
        self.logic.refresh()
        self.missions.refresh()

    def select(self, kind: str, key: UUID) -> None:
        """A mission in the list, anything else in the tree."""
        if kind == "mission":
            self.tabs.setCurrentWidget(self.missions)
            self.missions.table.select(key)
        elif kind == "mission_member":
            self.tabs.setCurrentWidget(self.missions)
            service = self.context.house.search
            self.context.read(
                lambda: service.load(MissionMember, key),
                lambda member: self.missions.table.select(member.mission_id),
            )
        else:
            self.tabs.setCurrentWidget(self.logic)
            self.logic.select(key)


class MissionsTab(QWidget):
    """Every mission of the inspection, one in detail."""

    def __init__(self, context: Context, page: SearchPage) -> None:
        super().__init__()
        self._context = context
        service = context.house.search
        hidden = frozenset({"question", "airborne"})
        editing = Editing(context, service, Mission, "missions", page, hidden)
        empty = EmptyState(
            "No missions yet",
            "A mission serves an information need: begin with an area of interest and a question.",
            ("Go to the search logic", "search", lambda: page.tabs.setCurrentIndex(0)),
        )
        query = ListQuery(inspection_id=context.inspection_id)
        reads = context.house.reads.search
        self.table = RecordTable(context, reads.missions, editing.parts(), query, empty)
        self.form = RecordForm(context, service, Mission)
        people = RelatedRecords(context, service, MissionMember, "mission_id", "People")
        results = RelatedRecords(context, service, Result, "mission_id", "Results (facts, IV.62)")
        self.form.add_related("People and results", RelatedTab(people, results))
        self.table.chosen.connect(self._chosen)
        lines = QVBoxLayout(self)
        lines.setContentsMargins(0, 10, 0, 0)
        lines.addWidget(beside(self.table, self.form), 1)

    def refresh(self) -> None:
        """The list anew."""
        self.table.ask(inspection_id=self._context.inspection_id)

    def _chosen(self, line: Any) -> None:
        if line is not None and (self.form.record is None or self.form.record.id != line.id):
            self.form.show_id(line.id)
