"""Library: States, events, rule values with their sources and overrides."""

from pathlib import Path
from typing import Any
from uuid import UUID

from PySide6.QtWidgets import QTabWidget, QVBoxLayout, QWidget

from osi_app.inspection.records import Event, Origin
from osi_app.kernel.lists import RecordList
from osi_app.kernel.record import Record
from osi_app.library.records import State
from ui.context import Context
from ui.imports import ask_import, import_kind
from ui.library.rule_values import RuleValuesTab
from ui.widgets.basics import EmptyState, button
from ui.widgets.import_preview import start_import
from ui.widgets.list_page import Editing, Page, beside, heading, page_lines
from ui.widgets.record_dialog import ask_record
from ui.widgets.record_form import RecordForm
from ui.widgets.record_table import RecordTable
from ui.widgets.related import RelatedRecords, RelatedTab


class LibraryPage(Page):
    """What is true beyond one inspection."""

    kinds = frozenset({"state", "event", "origin", "rule_override", "issued_document"})

    def __init__(self, context: Context) -> None:
        super().__init__(context)
        house = context.house
        self.states = RecordsTab(
            context, self, house.library, State, house.reads.library.states, "states", "States"
        )
        self.events = RecordsTab(
            context,
            self,
            house.inspection,
            Event,
            house.reads.inspection.events,
            "events",
            "events",
        )
        origins = RelatedRecords(context, house.inspection, Origin, "event_id", "Origins")
        self.events.form.add_related("Origins", RelatedTab(origins))
        self.rules = RuleValuesTab(context)
        self.tabs = QTabWidget()
        self.tabs.setDocumentMode(True)
        for tab, word in (
            (self.states, "States"),
            (self.events, "Events"),
            (self.rules, "Rule values"),
        ):
            self.tabs.addTab(tab, word)
        self.bring = button("Import…", "import", self.import_file)
        self.new = button("New State", "add", self.ask_new)
        for tool in (self.bring, self.new):
            tool.setEnabled(context.writable)
        self.tabs.currentChanged.connect(lambda _: self._follow())
        lines = page_lines(self)
        sentence = "States, events and the numbers the rules use, each with its source."
        lines.addLayout(heading("Library", sentence, self.bring, self.new))
        lines.addWidget(self.tabs, 1)

    def refresh(self) -> None:
        """All three."""
        self.states.table.model.refresh()
        self.events.table.model.refresh()
        self.rules.refresh()

    def select(self, kind: str, key: UUID) -> None:
        """A State, an event, or an override among the rule values."""
        if kind in ("state", "event"):
            tab = self.states if kind == "state" else self.events
            self.tabs.setCurrentWidget(tab)
            tab.table.select(key)
        elif kind == "rule_override":
            self.tabs.setCurrentWidget(self.rules)

    def import_file(self) -> None:
        """States or events, by the tab in view."""
        ask_import(self.context, self._name(), self)

    def ask_new(self) -> None:
        """A State or an event, by the tab in view."""
        if self._name() == "states":
            ask_record(self.context, self.context.house.library, State, {}, self)
        else:
            ask_record(self.context, self.context.house.inspection, Event, {}, self)

    def dropped(self, path: Path) -> bool:
        """States or events, by the tab in view."""
        start_import(self.context, import_kind(self.context, self._name()), path, self)
        return True

    def _name(self) -> str:
        return "events" if self.tabs.currentWidget() is self.events else "states"

    def _follow(self) -> None:
        rules = self.tabs.currentWidget() is self.rules
        self.bring.setVisible(not rules)
        self.new.setVisible(not rules)
        self.new.setText("New event" if self._name() == "events" else "New State")


class RecordsTab(QWidget):
    """A list with the detail of its record."""

    def __init__(
        self,
        context: Context,
        page: LibraryPage,
        service: Any,
        kind: type[Record],
        records: RecordList[Any],
        name: str,
        noun: str,
    ) -> None:
        super().__init__()
        editing = Editing(context, service, kind, name, page)
        empty = EmptyState(
            f"No {noun} yet",
            "Import a file, or record the first one by hand.",
            ("Import…", "import", lambda: ask_import(context, name, page)),
            ("By hand", "add", page.ask_new),
        )
        self.table = RecordTable(context, records, editing.parts(), None, empty)
        self.form = RecordForm(context, service, kind)
        self.table.chosen.connect(self._chosen)
        lines = QVBoxLayout(self)
        lines.setContentsMargins(0, 10, 0, 0)
        lines.addWidget(beside(self.table, self.form), 1)

    def _chosen(self, line: Any) -> None:
        if line is not None and (self.form.record is None or self.form.record.id != line.id):
            self.form.show_id(line.id)
