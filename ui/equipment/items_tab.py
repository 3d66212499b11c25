"""Items: every serial-numbered thing with its calibration on the day, and the inspection's list."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from PySide6.QtWidgets import QVBoxLayout, QWidget

from osi_app.equipment.care_records import Maintenance, UseReading
from osi_app.equipment.movement_records import StatusStep
from osi_app.equipment.records import Calibration, Certification, Concession, Item
from osi_app.kernel.lists import Filter, Match
from ui.context import Context
from ui.equipment.care_page import CarePage
from ui.equipment.paper_dialogs import LabelDialog
from ui.imports import ask_import
from ui.widgets.basics import EmptyState, button, quiet, row
from ui.widgets.list_page import Editing, beside, day_query
from ui.widgets.record_form import RecordForm
from ui.widgets.record_table import RecordTable
from ui.widgets.related import RelatedRecords, RelatedTab

if TYPE_CHECKING:
    from ui.equipment.page import EquipmentPage

HIDDEN = frozenset({"maker", "model", "certified_until", "seal_number", "location"})


class ItemsTab(QWidget):
    """Items on the left, one in detail on the right."""

    def __init__(self, context: Context, page: EquipmentPage) -> None:
        super().__init__()
        self._context, self._page = context, page
        service = page.service
        editing = Editing(context, service, Item, "equipment", page, HIDDEN)
        reads = context.house.reads.equipment
        self.table = RecordTable(
            context, reads.items, editing.parts(), day_query(context), self._empty()
        )
        self.form = RecordForm(context, service, Item)
        self.calibrations = RelatedRecords(
            context, service, Calibration, "item_id", "Calibrations",
            store=service.record_calibration,
        )  # fmt: skip
        certificates = (
            self.calibrations,
            RelatedRecords(
                context, service, Certification, "item_id", "Certification and seal (P.38)"
            ),
            RelatedRecords(context, service, Concession, "item_id", "Concessions"),
        )
        life = (
            RelatedRecords(context, service, StatusStep, "item_id", "Steps (P.36-40, P.51)"),
            RelatedRecords(context, service, Maintenance, "item_id", "Maintenance and repair"),
            RelatedRecords(context, service, UseReading, "item_id", "Hours, km, uses"),
        )
        self.form.add_related("Certificates", RelatedTab(*certificates))
        self.form.add_related("Life", RelatedTab(*life))
        self.calibrate = button("Record calibration", "add", self.calibrations.ask)
        self.calibrate.setEnabled(context.writable)
        self.list_toggle = button("Put on the list", "equipment", self.toggle_listed)
        self.form.extra.addLayout(row(self.list_toggle, self.calibrate, None))
        self.care = CarePage(context, service)
        self.form.add_page("Care", self.care)
        self.only_listed = quiet("On the list only", "filter")
        self.only_listed.setCheckable(True)
        self.only_listed.toggled.connect(self._filter_listed)
        self.table.add_tool(self.only_listed)
        self.labels = quiet("Labels…", "print", self.print_labels)
        self.table.add_tool(self.labels)
        self.table.chosen.connect(self._chosen)
        lines = QVBoxLayout(self)
        lines.setContentsMargins(0, 10, 0, 0)
        lines.addWidget(beside(self.table, self.form), 1)

    def refresh(self) -> None:
        """Items anew, on the case's day."""
        query = day_query(self._context)
        self.table.ask(inspection_id=query.inspection_id, on=query.on)

    def toggle_listed(self) -> None:
        """Puts the selected items on the inspection's list, or takes them off."""
        lines, inspection = self.table.selected(), self._context.inspection_id
        if not lines or inspection is None:
            self._context.tell("Choose an inspection first: the list belongs to one.", "warning")
            return
        off = all(line.listed for line in lines)
        keys = [line.id for line in lines if line.listed == off]
        service = self._page.service
        verb = service.unlist_items if off else service.list_items
        self._context.write(lambda: verb(inspection, keys), label="Changing the equipment list")

    def print_labels(self) -> None:
        """Labels of the selected items, or of those on the inspection's list."""
        codes = [line.code for line in self.table.selected()]
        LabelDialog(self._context, "items", codes, self._page).open()

    def _filter_listed(self, on: bool) -> None:
        others = tuple(f for f in self.table.bar.filters if f.column != "listed")
        chip = (Filter("listed", Match.IS, "yes"),) if on else ()
        self.table.bar.set_filters(others + chip)

    def _chosen(self, line: Any) -> None:
        if line is None:
            return
        if self.form.record is None or self.form.record.id != line.id:
            self.form.show_id(line.id)
        self.list_toggle.setText("Take off the list" if line.listed else "Put on the list")
        allowed = self._context.writable and self._context.inspection_id is not None
        self.list_toggle.setEnabled(allowed)
        self.care.show_record(line.id)

    def _empty(self) -> EmptyState:
        return EmptyState(
            "No equipment yet",
            "Import a list (CSV or XLSX: code, name, serial number, technique, mass …) or record "
            "the first item.",
            (
                "Import a list…",
                "import",
                lambda: ask_import(self._context, "equipment", self._page),
            ),
            ("New item", "add", lambda: self._page.ask_new(Item)),
        )
