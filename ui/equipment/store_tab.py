"""The store itself: consumables by lot, places, the approved list."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QTabWidget, QVBoxLayout, QWidget

from osi_app.equipment.care_records import ConsumableLot
from osi_app.equipment.records import CatalogueLine, Location
from ui.context import Context
from ui.widgets.records_view import Listed, RecordsView

if TYPE_CHECKING:
    from ui.equipment.page import EquipmentPage

LISTS: tuple[tuple[str, str, Listed], ...] = (
    ("lots", "Consumables", Listed(
        "store_lots", ConsumableLot, "consumables", "New lot",
        "A lot has a number, a quantity and the day it expires. What systems ask for is picked "
        "from the lots that expire first.",
    )),
    ("locations", "Places", Listed(
        "store_locations", Location, "places", "New place",
        "Buildings, rooms, racks, vehicles, the field: a place may lie within another. Boxes "
        "stand in them, and counts are taken of them.",
    )),
    ("approved", "Approved list", Listed(
        "store_approved", CatalogueLine, "approved list", "New line",
        "Lines of the approved list with specification and letter of P.69: items point at them, "
        "and what is on none is told.",
    )),
)  # fmt: skip


class StoreTab(QWidget):
    """Consumables, places, the approved list."""

    def __init__(self, context: Context, page: EquipmentPage) -> None:
        super().__init__()
        reads = context.house.reads.equipment
        self.tabs = QTabWidget()
        self.tabs.setDocumentMode(True)
        self.views: list[RecordsView] = []
        for name, word, listed in LISTS:
            view = RecordsView(context, page.service, listed, getattr(reads, name))
            self.views.append(view)
            self.tabs.addTab(view, word)
        self.tabs.currentChanged.connect(lambda _: self.refresh())
        lines = QVBoxLayout(self)
        lines.setContentsMargins(0, 4, 0, 0)
        lines.addWidget(self.tabs)

    def refresh(self) -> None:
        """What is in front."""
        self.views[self.tabs.currentIndex()].refresh()
