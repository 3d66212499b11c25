"""The store itself: consumables by lot, places, the approved list, plans, check sources."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from PySide6.QtWidgets import QTabWidget, QVBoxLayout, QWidget

from osi_app.equipment.care_records import ConsumableLot
from osi_app.equipment.records import CatalogueLine, Location
from osi_app.kernel.record import Record
from ui.context import Context
from ui.widgets.basics import EmptyState, button
from ui.widgets.list_page import Editing, beside, day_query
from ui.widgets.record_form import RecordForm
from ui.widgets.record_table import RecordTable

if TYPE_CHECKING:
    from ui.equipment.page import EquipmentPage

LISTS: tuple[tuple[str, str, type[Record], str, str], ...] = (
    (
        "lots", "Consumables", ConsumableLot, "New lot",
        "A lot has a number, a quantity and the day it expires. What systems ask for is picked "
        "from the lots that expire first.",
    ),
    (
        "locations", "Places", Location, "New place",
        "Buildings, rooms, racks, vehicles, the field: a place may lie within another. Boxes "
        "stand in them, and counts are taken of them.",
    ),
    (
        "approved", "Approved list", CatalogueLine, "New line",
        "Lines of the approved list with specification and letter of P.69: items point at them, "
        "and what is on none is told.",
    ),
)  # fmt: skip


class RecordsView(QWidget):
    """One list with its detail beside it."""

    def __init__(self, context: Context, page: EquipmentPage, which: int) -> None:
        super().__init__()
        name, word, kind, new, told = LISTS[which]
        self._context = context
        reads: Any = getattr(context.house.reads.equipment, name)
        editing = Editing(context, page.service, kind, f"store_{name}", page)
        empty = EmptyState(f"No {word.lower()} yet", told, (new, "add", lambda: page.ask_new(kind)))
        self.table = RecordTable(context, reads, editing.parts(), day_query(context), empty)
        self.new = button(new, "add", lambda: page.ask_new(kind))
        self.new.setEnabled(context.writable)
        self.table.add_tool(self.new)
        self.form = RecordForm(context, page.service, kind)
        self.table.chosen.connect(
            lambda line: self.form.show_id(line.id) if line is not None else None
        )
        lines = QVBoxLayout(self)
        lines.setContentsMargins(0, 10, 0, 0)
        lines.addWidget(beside(self.table, self.form), 1)

    def refresh(self) -> None:
        """The list on the case's day."""
        self.table.ask(on=day_query(self._context).on)


class StoreTab(QWidget):
    """Consumables, places, the approved list."""

    def __init__(self, context: Context, page: EquipmentPage) -> None:
        super().__init__()
        self.views = [RecordsView(context, page, which) for which in range(len(LISTS))]
        self.tabs = QTabWidget()
        self.tabs.setDocumentMode(True)
        for view, listed in zip(self.views, LISTS, strict=True):
            self.tabs.addTab(view, listed[1])
        self.tabs.currentChanged.connect(lambda _: self.refresh())
        lines = QVBoxLayout(self)
        lines.setContentsMargins(0, 4, 0, 0)
        lines.addWidget(self.tabs)

    def refresh(self) -> None:
        """What is in front."""
        self.views[self.tabs.currentIndex()].refresh()
