"""Team: everybody, the seats, who goes, the call-out, the way there."""

from pathlib import Path
from typing import Any
from uuid import UUID

from PySide6.QtWidgets import QTabWidget

from osi_app.roster.records import Inspector
from ui.context import Context
from ui.imports import ask_import, import_kind
from ui.pages import HOMES
from ui.roster.callout_tab import CallOutTab
from ui.roster.roster_tab import RosterTab
from ui.roster.seats_tab import SeatsTab
from ui.roster.team_tab import TeamTab
from ui.roster.travel_tab import TravelTab
from ui.widgets.basics import button
from ui.widgets.import_preview import start_import
from ui.widgets.list_page import Page, heading, page_lines
from ui.widgets.record_dialog import ask_record

SENTENCE = "Who may go, and who goes: at most 40 on territory on any day (P.9)."


class TeamPage(Page):
    """One tab for each way to look at people; a tab asks when it comes to the front."""

    kinds = frozenset(kind for kind, page in HOMES.items() if page == "team")

    def __init__(self, context: Context) -> None:
        super().__init__(context)
        self.service = context.house.roster
        self.roster = RosterTab(context, self)
        self.seats = SeatsTab(context, self)
        self.team = TeamTab(context, self)
        self.call_out = CallOutTab(context, self)
        self.travel = TravelTab(context, self)
        self.tabs = QTabWidget()
        self.tabs.setDocumentMode(True)
        for tab, word in (
            (self.roster, "Roster"),
            (self.seats, "Seats"),
            (self.team, "Team"),
            (self.call_out, "Call-out"),
            (self.travel, "Travel"),
        ):
            self.tabs.addTab(tab, word)
        self.bring = button("Import…", "import", lambda: ask_import(context, "roster", self))
        self.new = button("New inspector", "add", self.ask_new)
        for tool in (self.bring, self.new):
            tool.setEnabled(context.writable)
        lines = page_lines(self)
        lines.addLayout(heading("Team", SENTENCE, self.bring, self.new))
        lines.addWidget(self.tabs, 1)
        self._stale: set[Any] = set()
        self.tabs.currentChanged.connect(lambda _: self._look())
        self.refresh()
        context.case_changed.connect(lambda _: self.refresh())

    def refresh(self) -> None:
        """What the tab in front shows; the others when they come to the front."""
        self._stale = {self.tabs.widget(at) for at in range(self.tabs.count())}
        self._look()

    def _look(self) -> None:
        tab: Any = self.tabs.currentWidget()
        if tab in self._stale:
            self._stale.discard(tab)
            tab.refresh()

    def select(self, kind: str, key: UUID) -> None:
        """An inspector, a team member, a seat, a leg, or the person another record belongs to."""
        tabs: dict[str, Any] = {
            "team_member": self.team,
            "seat": self.seats,
            "travel_leg": self.travel,
            "call_out": self.call_out,
        }
        tab = tabs.get(kind, self.roster)
        self.tabs.setCurrentWidget(tab)
        if kind in tabs or kind == "inspector":
            tab.table.select(key)

    def ask_new(self) -> None:
        """A new inspector."""
        ask_record(self.context, self.service, Inspector, {}, self)

    def dropped(self, path: Path) -> bool:
        """A CSV or XLSX file."""
        if path.suffix.lower() not in (".csv", ".xlsx"):
            return False
        start_import(self.context, import_kind(self.context, "roster"), path, self)
        return True
