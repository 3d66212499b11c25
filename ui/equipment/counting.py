"""Asks of a count: opening one, signing differences off, closing."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING
from uuid import UUID

from PySide6.QtWidgets import QInputDialog

from osi_app.equipment.movement_records import StockTake
from osi_app.equipment.service import EquipmentService
from osi_app.kernel.changes import ChangeSet
from ui.context import Context

if TYPE_CHECKING:
    from ui.equipment.page import EquipmentPage


def open_count(context: Context, service: EquipmentService, place: str) -> None:
    """Opens a count of that place under the next free code."""
    store, year = context.house.store, context.house.clock().year

    def write() -> ChangeSet:
        with store.read() as reading:
            taken = {one.code for one in reading.all(StockTake)}
        number = next(n for n in range(1, 10_000) if f"ST-{year}-{n}" not in taken)
        return service.open_count(f"ST-{year}-{number}", place)

    context.write(write, label="Opening a count")


def ask_sign(context: Context, page: EquipmentPage, take: UUID, tags: Sequence[str]) -> None:
    """Asks who signs these differences off, and what became of them."""
    service = page.service
    by, fine = QInputDialog.getText(page, "Sign off", "Signed by:")
    if not fine:
        return
    note, fine = QInputDialog.getText(page, "Sign off", "What became of it:")
    if fine:
        context.write(
            lambda: service.sign_off(take, tags, by, note), label="Signing differences off"
        )


def ask_close(context: Context, page: EquipmentPage, take: UUID) -> None:
    """Asks who closes the count."""
    service = page.service
    by, fine = QInputDialog.getText(page, "Close count", "Signed by:")
    if fine:
        context.write(lambda: service.close_count(take, by), label="Closing the count")
