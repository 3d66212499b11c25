"""Equipment: items, systems, boxes, calibration, readiness, bookings, scanning."""

from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any
from uuid import UUID

from PySide6.QtWidgets import QMenu, QTabWidget, QWidget

from osi_app.equipment.records import (
    Calibration,
    Certification,
    EquipmentAssignment,
    Item,
    SystemMember,
)
from osi_app.kernel.record import Record
from ui.context import Context
from ui.equipment.bookings_tab import BookingsTab
from ui.equipment.boxes_tab import BoxesTab
from ui.equipment.desk_tab import DeskTab
from ui.equipment.items_tab import ItemsTab
from ui.equipment.readiness_tab import ReadinessTab
from ui.equipment.scan_tab import ScanTab
from ui.equipment.store_tab import StoreTab
from ui.equipment.systems_tab import SystemsTab
from ui.imports import ask_import, import_kind
from ui.pages import HOMES
from ui.widgets.basics import button
from ui.widgets.import_preview import start_import
from ui.widgets.list_page import Page, heading, page_lines
from ui.widgets.record_dialog import ask_record

OF_ITEM: dict[str, type[Record]] = {
    "calibration": Calibration,
    "certification": Certification,
    "equipment_assignment": EquipmentAssignment,
}
SENTENCE = "What goes along, whether it is ready on every day of it, and in which box it is."


class EquipmentPage(Page):
    """One tab for each way to look at things; a tab is made when it is first shown."""

    kinds = frozenset(kind for kind, page in HOMES.items() if page == "equipment")

    def __init__(self, context: Context) -> None:
        super().__init__(context)
        self.service = context.house.equipment
        self.items = ItemsTab(context, self)
        self.systems = SystemsTab(context, self)
        self.boxes = BoxesTab(context, self)
        self.desk = DeskTab(context, self)
        self.readiness = ReadinessTab(context, self)
        self.scanning = ScanTab(context, self)
        self.bookings = BookingsTab(context, self)
        self.store = StoreTab(context, self)
        self.tabs = QTabWidget()
        self.tabs.setDocumentMode(True)
        for tab, word in (
            (self.items, "Items"),
            (self.systems, "Systems"),
            (self.boxes, "Boxes"),
            (self.store, "Store"),
            (self.desk, "Calibration"),
            (self.readiness, "Readiness"),
            (self.bookings, "Bookings"),
            (self.scanning, "Scanning"),
        ):
            self.tabs.addTab(tab, word)
        lines = page_lines(self)
        self.bring = button("Import…", "import")
        self.bring.setMenu(self._import_menu())
        self.new = button("New item", "add", lambda: self.ask_new(Item))
        for tool in (self.bring, self.new):
            tool.setEnabled(context.writable)
        lines.addLayout(heading("Equipment", SENTENCE, self.bring, self.new))
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
        """A record of the room, or the item or system it belongs to."""
        at: dict[str, tuple[QWidget, Callable[[UUID], object]]] = {
            "item": (self.items, self.items.table.select),
            "equipment_system": (self.systems, self.systems.table.select),
            "container": (self.boxes, self.boxes.table.select),
            "reservation": (self.bookings, self.bookings.table.select),
        }
        if kind in at:
            tab, choose = at[kind]
            self.tabs.setCurrentWidget(tab)
            choose(key)
        elif kind in OF_ITEM:
            self._select_owner(OF_ITEM[kind], key, "item")
        elif kind == "system_member":
            self._select_owner(SystemMember, key, "equipment_system")

    def dropped(self, path: Path) -> bool:
        """A CSV or XLSX file, of what the tab in front shows."""
        if path.suffix.lower() not in (".csv", ".xlsx"):
            return False
        tab = self.tabs.currentWidget()
        kind = {self.boxes: "containers", self.systems: "systems"}.get(tab, "equipment")
        start_import(self.context, import_kind(self.context, kind), path, self)
        return True

    def _import_menu(self) -> QMenu:
        menu = QMenu(self)
        for word, kind in (
            ("Items…", "equipment"), ("Boxes…", "containers"), ("Systems…", "systems"),
        ):  # fmt: skip
            menu.addAction(word, partial(ask_import, self.context, kind, self))
        return menu

    def ask_new(self, kind: type[Record]) -> None:
        """A new record of that kind."""
        ask_record(self.context, self.service, kind, {}, self)

    def _select_owner(self, kind: type[Record], key: UUID, owner: str) -> None:
        service = self.service
        field = "item_id" if owner == "item" else "system_id"
        self.context.read(
            lambda: service.load(kind, key),
            lambda record: self.select(owner, getattr(record, field)),
        )
