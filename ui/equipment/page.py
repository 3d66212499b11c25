"""Equipment: every item with its calibration on the day, and the inspection's list."""

from pathlib import Path
from typing import Any
from uuid import UUID

from osi_app.equipment.records import Calibration, Certification, EquipmentAssignment, Item
from osi_app.kernel.lists import Filter, ListQuery, Match
from ui.context import Context
from ui.imports import ask_import, import_kind
from ui.widgets.basics import EmptyState, button, quiet, row
from ui.widgets.import_preview import start_import
from ui.widgets.list_page import Editing, Page, beside, heading, page_lines
from ui.widgets.record_dialog import ask_record
from ui.widgets.record_form import RecordForm
from ui.widgets.record_table import RecordTable
from ui.widgets.related import RelatedRecords, RelatedTab

HIDDEN = frozenset({"maker", "model", "certified_until", "seal_number", "location"})


class EquipmentPage(Page):
    """Items on the left, one in detail on the right."""

    kinds = frozenset({"item", "calibration", "certification", "equipment_assignment"})

    def __init__(self, context: Context) -> None:
        super().__init__(context)
        service = context.house.equipment
        self.service = service
        editing = Editing(context, service, Item, "equipment", self, HIDDEN)
        self.table = RecordTable(
            context,
            context.house.reads.equipment.items,
            editing.parts(),
            self._query(),
            self._empty(),
        )
        self.form = RecordForm(context, service, Item)
        self.calibrations = RelatedRecords(
            context,
            service,
            Calibration,
            "item_id",
            "Calibrations",
            store=service.record_calibration,
        )
        self.certifications = RelatedRecords(
            context, service, Certification, "item_id", "Certification and seal (P.38)"
        )
        self.form.add_related("Certificates", RelatedTab(self.calibrations, self.certifications))
        self.calibrate = button("Record calibration", "add", self.calibrations.ask)
        self.list_toggle = button("Put on the list", "equipment", self.toggle_listed)
        self.form.extra.addLayout(row(self.list_toggle, self.calibrate, None))
        self.only_listed = quiet("On the list only", "filter")
        self.only_listed.setCheckable(True)
        self.only_listed.toggled.connect(self._filter_listed)
        self.table.add_tool(self.only_listed)
        self.table.chosen.connect(self._chosen)
        self._line: Any = None
        lines = page_lines(self)
        self.bring = button("Import…", "import", self.import_file)
        self.new = button("New item", "add", self.ask_new)
        for tool in (self.bring, self.new, self.calibrate):
            tool.setEnabled(context.writable)
        sentence = "What goes along, and whether its certificates hold on every day of it."
        lines.addLayout(heading("Equipment", sentence, self.bring, self.new))
        lines.addWidget(beside(self.table, self.form), 1)
        context.case_changed.connect(lambda _: self._ask_day())

    def refresh(self) -> None:
        """Items anew, on the case's day."""
        self._ask_day()

    def select(self, kind: str, key: UUID) -> None:
        """An item, or the one a certificate belongs to."""
        if kind == "item":
            self.table.select(key)
            return
        found = {
            "calibration": Calibration,
            "certification": Certification,
            "equipment_assignment": EquipmentAssignment,
        }.get(kind)
        if found is not None:
            service = self.service
            self.context.read(
                lambda: service.load(found, key), lambda record: self.table.select(record.item_id)
            )

    def dropped(self, path: Path) -> bool:
        """A CSV or XLSX file."""
        if path.suffix.lower() not in (".csv", ".xlsx"):
            return False
        start_import(self.context, import_kind(self.context, "equipment"), path, self)
        return True

    def import_file(self) -> None:
        """Asks for a file of items."""
        ask_import(self.context, "equipment", self)

    def ask_new(self) -> None:
        """A new item."""
        ask_record(self.context, self.service, Item, {}, self)

    def toggle_listed(self) -> None:
        """Puts the selected items on the inspection's list, or takes them off."""
        lines, inspection = self.table.selected(), self.context.inspection_id
        if not lines or inspection is None:
            self.context.tell("Choose an inspection first: the list belongs to one.", "warning")
            return
        off = all(line.listed for line in lines)
        keys = [line.id for line in lines if line.listed == off]
        service = self.service
        verb = service.unlist_items if off else service.list_items
        self.context.write(lambda: verb(inspection, keys), label="Changing the equipment list")

    def _query(self) -> ListQuery:
        case = self.context.case
        day = case.now.date() if case is not None else self.context.house.clock().date()
        return ListQuery(inspection_id=self.context.inspection_id, on=day)

    def _ask_day(self) -> None:
        query = self._query()
        self.table.ask(inspection_id=query.inspection_id, on=query.on)

    def _filter_listed(self, on: bool) -> None:
        others = tuple(f for f in self.table.bar.filters if f.column != "listed")
        chip = (Filter("listed", Match.IS, "yes"),) if on else ()
        self.table.bar.set_filters(others + chip)

    def _chosen(self, line: Any) -> None:
        self._line = line
        if line is None:
            return
        if self.form.record is None or self.form.record.id != line.id:
            self.form.show_id(line.id)
        self.list_toggle.setText("Take off the list" if line.listed else "Put on the list")
        allowed = self.context.writable and self.context.inspection_id is not None
        self.list_toggle.setEnabled(allowed)

    def _empty(self) -> EmptyState:
        return EmptyState(
            "No equipment yet",
            "Import a list (CSV or XLSX: code, name, serial number, technique, mass …) or record "
            "the first item.",
            ("Import a list…", "import", self.import_file),
            ("New item", "add", self.ask_new),
        )
