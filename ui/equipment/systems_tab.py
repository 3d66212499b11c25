"""Systems: what belongs together to do one job, what of it is missing, what it comes to."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from PySide6.QtWidgets import QVBoxLayout, QWidget

from osi_app.equipment.records import EquipmentSystem
from ui.context import Context
from ui.equipment.pick_dialog import PickDialog
from ui.equipment.places import PlacesTree
from ui.widgets.basics import EmptyState, button, quiet
from ui.widgets.list_page import Editing, beside, day_query
from ui.widgets.record_form import RecordForm
from ui.widgets.record_table import RecordTable

if TYPE_CHECKING:
    from ui.equipment.page import EquipmentPage


class SystemsTab(QWidget):
    """Systems on the left; places, parts and sums of one on the right."""

    def __init__(self, context: Context, page: EquipmentPage) -> None:
        super().__init__()
        self._context, self._page = context, page
        editing = Editing(context, page.service, EquipmentSystem, "systems", page)
        empty = EmptyState(
            "No systems yet",
            "A system is what does one job: sensor, cables, computer, software. Record one, then "
            "say what belongs to it; the readiness of techniques follows from that.",
            ("New system", "add", lambda: page.ask_new(EquipmentSystem)),
        )
        reads = context.house.reads.equipment
        self.table = RecordTable(context, reads.systems, editing.parts(), day_query(context), empty)
        self.form = RecordForm(context, page.service, EquipmentSystem)
        self.places = PlacesTree(context, page.service)
        self.form.add_page("Places", self.places)
        self.new = button("New system", "add", lambda: page.ask_new(EquipmentSystem))
        self.new.setEnabled(context.writable)
        self.table.add_tool(self.new)
        self.pick = quiet("Pick list…", "checklist", self.ask_pick)
        self.pick.setToolTip("What the selected systems need, and the boxes it would go into")
        self.table.add_tool(self.pick)
        self.table.chosen.connect(self._chosen)
        lines = QVBoxLayout(self)
        lines.setContentsMargins(0, 10, 0, 0)
        lines.addWidget(beside(self.table, self.form, detail_width=460), 1)

    def ask_pick(self) -> None:
        """The pick list of the selected systems."""
        keys = [line.id for line in self.table.selected()]
        if keys:
            PickDialog(self._context, self._page, keys).open()
        else:
            self._context.tell("Select the systems that go along first.", "warning")

    def refresh(self) -> None:
        """Systems anew."""
        query = day_query(self._context)
        self.table.ask(inspection_id=query.inspection_id, on=query.on)
        if self.places.shown is not None:
            self.places.show_system(self.places.shown)

    def _chosen(self, line: Any) -> None:
        if line is None:
            return
        if self.form.record is None or self.form.record.id != line.id:
            self.form.show_id(line.id)
        if self.places.shown != line.id:
            self.places.show_system(line.id)
