"""Boxes: what is in each, what it weighs, how far it is on its way; packing by drag or scan."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any
from uuid import UUID

from PySide6.QtWidgets import (
    QInputDialog,
    QLineEdit,
    QVBoxLayout,
    QWidget,
)

from osi_app.equipment.loading import CLOSED_STATES
from osi_app.equipment.movement_records import ContainerMovement
from osi_app.equipment.records import Container, EquipmentAssignment, Item, LoadState
from osi_app.kernel.ports import Reading
from ui import texts
from ui.context import Context
from ui.equipment.item_list import ItemList
from ui.equipment.paper_dialogs import LabelDialog
from ui.equipment.track_page import TrackPage
from ui.widgets.basics import EmptyState, button, hint, quiet, row, section
from ui.widgets.list_page import Editing, beside, day_query
from ui.widgets.record_form import RecordForm
from ui.widgets.record_table import RecordTable
from ui.widgets.related import RelatedRecords, RelatedTab

if TYPE_CHECKING:
    from ui.equipment.page import EquipmentPage

HIDDEN = frozenset({"rfid", "barcode", "note", "load_kg"})
NEXT = {
    LoadState.DRAFT: (LoadState.RESERVED, "Reserve"),
    LoadState.RESERVED: (LoadState.PACKED, "Packed"),
    LoadState.PACKED: (LoadState.SEALED, "Seal…"),
    LoadState.SEALED: (LoadState.LOADED, "Loaded"),
    LoadState.LOADED: (LoadState.RETURNED, "Returned"),
    LoadState.RETURNED: (LoadState.DRAFT, "Open anew"),
}
"""The step that comes after a state, and the word on its button."""


class BoxesTab(QWidget):
    """Containers on the left; contents, what may still be packed and the next step on the right."""

    def __init__(self, context: Context, page: EquipmentPage) -> None:
        super().__init__()
        self._context, self._page = context, page
        self._box: Container | None = None
        self._wanted: UUID | None = None
        editing = Editing(context, page.service, Container, "boxes", page, HIDDEN)
        empty = EmptyState(
            "No boxes yet",
            "A box has its own mass, its limits and its tags. Record one, then pack it by drag or "
            "by scanning what goes in.",
            ("New box", "add", lambda: page.ask_new(Container)),
        )
        reads = context.house.reads.equipment
        self.table = RecordTable(
            context, reads.containers, editing.parts(), day_query(context), empty
        )
        self.new = button("New box", "add", lambda: page.ask_new(Container))
        self.new.setEnabled(context.writable)
        self.table.add_tool(self.new)
        self.form = RecordForm(context, page.service, Container)
        self.form.add_page("Contents", self._contents())
        moves = RelatedRecords(
            context, page.service, ContainerMovement, "container_id", "Movements"
        )
        self.way = TrackPage(context, page.service)
        self.form.add_related("Way", RelatedTab(self.way, moves))
        self.labels = quiet("Labels…", "print", self.print_labels)
        self.table.add_tool(self.labels)
        self.table.chosen.connect(self._chosen)
        self.form.tabs.currentChanged.connect(lambda _: self._look())
        lines = QVBoxLayout(self)
        lines.setContentsMargins(0, 10, 0, 0)
        lines.addWidget(beside(self.table, self.form, detail_width=420), 1)

    def _contents(self) -> QWidget:
        whole = QWidget()
        self.inside = ItemList("In this box")
        self.outside = ItemList("On the list, not packed")
        self.inside.taken.connect(self.pack)
        self.outside.taken.connect(self.unpack)
        self.state = hint("")
        self.step = button("", "", self.go_on)
        self.scan = QLineEdit()
        self.scan.setPlaceholderText("Scan or type a code, then Enter")
        self.scan.setAccessibleName("Scan into this box")
        self.scan.returnPressed.connect(self._scanned)
        self.out = quiet("Take out", "remove", lambda: self.unpack(self.inside.keys()))
        self.into = quiet("Pack", "add", lambda: self.pack(self.outside.keys()))
        lines = QVBoxLayout(whole)
        lines.setContentsMargins(4, 10, 12, 10)
        lines.setSpacing(6)
        lines.addLayout(row(self.state, None, self.step))
        lines.addLayout(row(section("In this box"), None, self.out))
        lines.addWidget(self.inside, 3)
        lines.addWidget(self.scan)
        lines.addLayout(row(section("On the list, not packed"), None, self.into))
        lines.addWidget(self.outside, 2)
        return whole

    def print_labels(self) -> None:
        """Labels of the selected boxes, or of all."""
        codes = [line.code for line in self.table.selected()]
        LabelDialog(self._context, "boxes", codes, self._page).open()

    def refresh(self) -> None:
        """Boxes anew, and what is in the chosen one."""
        query = day_query(self._context)
        self.table.ask(inspection_id=query.inspection_id, on=query.on)
        if self._box is not None:
            self._load(self._box.id)

    def pack(self, keys: list[UUID]) -> None:
        """Puts items into the chosen box."""
        box, service = self._box, self._page.service
        if box is not None and keys and self._context.writable:
            self._context.write(lambda: service.pack(box.id, keys), label=f"Packing {box.code}")

    def unpack(self, keys: list[UUID]) -> None:
        """Takes items out of the chosen box."""
        box, service = self._box, self._page.service
        if box is not None and keys and self._context.writable:
            self._context.write(lambda: service.unpack(keys), label=f"Unpacking {box.code}")

    def go_on(self) -> None:
        """The box's next step; sealing asks for the seals."""
        box, service = self._box, self._page.service
        if box is None:
            return
        state, _ = NEXT[box.state]
        seals: tuple[str, ...] = box.seals
        if state is LoadState.SEALED:
            typed, fine = QInputDialog.getText(
                self, "Seal", f"Seal numbers of {box.code}, separated by commas:"
            )
            if not fine:
                return
            seals = tuple(part.strip() for part in typed.split(",") if part.strip())
        self._context.write(
            lambda: service.set_load_state(box.id, state, seals), label=f"{box.code}: {state.value}"
        )

    def _scanned(self) -> None:
        box, service, tag = self._box, self._page.service, self.scan.text().strip()
        self.scan.clear()
        if box is not None and tag and self._context.writable:
            self._context.write(lambda: service.pack_tag(box.id, tag), label=f"Packing {box.code}")

    def _chosen(self, line: Any) -> None:
        if line is None:
            return
        if self.form.record is None or self.form.record.id != line.id:
            self.form.show_id(line.id)
        self._wanted = line.id
        self._look()

    def _look(self) -> None:
        """Contents are asked for while they are seen."""
        shown = self._box.id if self._box is not None else None
        if self._wanted is not None and self._wanted != shown and self.inside.isVisible():
            self._load(self._wanted)

    def _load(self, key: UUID) -> None:
        store, inspection = self._context.house.store, self._context.inspection_id

        def load() -> tuple[Container, tuple[Item, ...], tuple[Item, ...]]:
            with store.read() as reading:
                return contents(reading, key, inspection)

        self._context.read(load, self._show)

    def _show(self, answer: tuple[Container, tuple[Item, ...], tuple[Item, ...]]) -> None:
        box, inside, outside = answer
        self._box = box
        self.inside.show_items(inside)
        self.outside.show_items(outside)
        gross = box.tare_kg + sum(item.mass_kg for item in inside)
        most = f" of {box.max_gross_kg:,.0f}" if box.max_gross_kg is not None else ""
        seals = f", seals {', '.join(box.seals)}" if box.seals else ""
        self.state.setText(f"{texts.word(box.state).capitalize()}, {gross:,.1f}{most} kg{seals}")
        self.step.setText(NEXT[box.state][1])
        free = self._context.writable and box.state not in CLOSED_STATES
        self.step.setEnabled(self._context.writable)
        for part in (self.scan, self.out, self.into, self.inside, self.outside):
            part.setEnabled(free)


def contents(
    reading: Reading, key: UUID, inspection_id: UUID | None
) -> tuple[Container, tuple[Item, ...], tuple[Item, ...]]:
    """A box, what is in it, and what of the inspection's list is in none, each by code."""
    box = reading.load(Container, key)
    inside = reading.all(Item, container_id=key)
    if inspection_id is None:
        return box, inside, ()
    listed = reading.all(EquipmentAssignment, inspection_id=inspection_id)
    items = reading.among(Item, "id", [one.item_id for one in listed])
    loose = sorted((one for one in items if one.container_id is None), key=lambda one: one.code)
    return box, inside, tuple(loose)
