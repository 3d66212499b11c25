"""From the systems chosen to boxes: what to fetch, what is short, and a proposal to pack it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING
from uuid import UUID

from PySide6.QtCore import QDate
from PySide6.QtGui import QFont
from PySide6.QtWidgets import QDateEdit, QDialog, QLabel, QTreeWidget, QTreeWidgetItem, QVBoxLayout

from osi_app.equipment.picking import Picked
from ui import texts
from ui.context import Context
from ui.widgets.basics import button, hint, row
from ui.widgets.list_page import day_query

if TYPE_CHECKING:
    from ui.equipment.page import EquipmentPage

REASONS = {
    "no_box": "no box is open",
    "too_large": "larger than any open box",
    "too_heavy": "heavier than any open box may carry",
    "full": "the open boxes are full",
}
Lines = tuple[str, list[tuple[str, str, str]]]


class PickDialog(QDialog):
    """The pick list of some systems and the boxes proposed for it."""

    def __init__(self, context: Context, page: EquipmentPage, system_ids: Sequence[UUID]) -> None:
        super().__init__(page)
        self._context, self._page, self._systems = context, page, list(system_ids)
        self._picked: Picked | None = None
        self.setWindowTitle(f"Pick list of {texts.counted(len(self._systems), 'system')}")
        self.resize(860, 620)
        self.until = QDateEdit()
        self.until.setDisplayFormat("yyyy-MM-dd")
        self.until.setCalendarPopup(True)
        self.until.setAccessibleName("Consumables last until")
        self.until.setDate(self._last_day())
        self.until.dateChanged.connect(lambda _: self.ask())
        self.tree = QTreeWidget()
        self.tree.setAccessibleName("What to fetch")
        self.tree.setHeaderLabels(["What", "Name", "Where, how many, why"])
        self.tree.setUniformRowHeights(True)
        self.tree.setColumnWidth(0, 230)
        self.tree.setColumnWidth(1, 300)
        self.told = hint("")
        self.pack = button("Pack as proposed", "", self.pack_all, primary=True)
        self.pack.setEnabled(False)
        lines = QVBoxLayout(self)
        lines.setContentsMargins(16, 14, 16, 14)
        lines.setSpacing(10)
        lines.addLayout(row(QLabel("Consumables last until"), self.until, None))
        lines.addWidget(self.tree, 1)
        lines.addLayout(row(self.told, None, button("Close", "", self.reject), self.pack))
        self.ask()

    def ask(self) -> None:
        """Picks off the GUI thread."""
        service, systems = self._page.service, self._systems
        last_day = self.until.date().toPython()
        self._context.read(lambda: service.pick(systems, last_day), self._show)

    def pack_all(self) -> None:
        """Packs what is proposed, as one step."""
        if self._picked is None:
            return
        service, boxes = self._page.service, dict(self._picked.proposal.boxes)
        self._context.write(
            lambda: service.pack_proposed(boxes), lambda _: self.accept(), label="Packing"
        )

    def _show(self, picked: Picked) -> None:
        self._picked = picked
        self.tree.clear()
        for heading, cells in sections(picked):
            top = QTreeWidgetItem([f"{heading} ({len(cells)})"])
            bold = QFont(self.font())
            bold.setBold(True)
            top.setFont(0, bold)
            top.addChildren([QTreeWidgetItem(list(line)) for line in cells])
            self.tree.addTopLevelItem(top)
            top.setExpanded(True)
        boxed = len(picked.proposal.boxes)
        away = len(picked.proposal.unpacked)
        told = f"{texts.counted(boxed, 'item')} proposed for {len(picked.proposal.filled)} boxes"
        self.told.setText(f"{told}, {away} without a box." if away else f"{told}.")
        self.pack.setEnabled(bool(boxed) and self._context.writable)

    def _last_day(self) -> QDate:
        case = self._context.case
        on = case.timeline.conclusion.at.date() if case else day_query(self._context).on
        assert on is not None
        return QDate(on.year, on.month, on.day)


def sections(picked: Picked) -> Iterator[Lines]:
    """What is missing first, then what to fetch, box by box."""
    wanted, proposal = picked.wanted, picked.proposal
    boxed = {piece.id for one in proposal.filled for piece in one.pieces}
    missing = [(one.role, one.item_type, "nothing stands there") for one in wanted.empty]
    missing += [
        (one.item_type, "", f"{one.wanted:g} wanted, {one.found:g} found") for one in wanted.short
    ]
    missing += [(one.code, one.name, "more than one place asks for it") for one in wanted.twice]
    if missing:
        yield "Missing", missing
    names = {item.id: item for item in wanted.items}
    for filled in proposal.filled:
        box = filled.container
        most = f" of {box.max_gross_kg:g}" if box.max_gross_kg is not None else ""
        cells = [(p.code, names[p.id].name, names[p.id].location or "–") for p in filled.pieces]
        yield f"Into {box.code}, then {filled.gross_kg:g}{most} kg", cells
    if proposal.unpacked:
        yield (
            "Without a box",
            [
                (one.piece.code, names[one.piece.id].name, REASONS[one.reason.value])
                for one in proposal.unpacked
            ],
        )
    packed = [
        (item.code, item.name, "in a box already")
        for item in wanted.items
        if item.container_id is not None and item.id not in boxed
    ]
    if packed:
        yield "Packed already", packed
    if wanted.lots:
        yield "Consumables", [
            (one.lot.code, one.lot.item_type, f"{one.quantity:g} {one.lot.unit} of lot "
             f"{one.lot.lot_number}" + (f", expires {one.lot.expires_on}" if one.lot.expires_on
                                        else ""))
            for one in wanted.lots
        ]  # fmt: skip
