"""A list of items that can be dragged from one list to another."""

from typing import Any
from uuid import UUID

from PySide6.QtCore import QMimeData, QSize, Qt, Signal
from PySide6.QtGui import QDragEnterEvent, QDragMoveEvent, QDropEvent
from PySide6.QtWidgets import QAbstractItemView, QListWidget, QListWidgetItem

from osi_app.equipment.records import Item
from ui.widgets.delegates import ROW_HEIGHT

KEY = Qt.ItemDataRole.UserRole
ITEMS = "application/x-osi-items"


class ItemList(QListWidget):
    """Items that can be dragged from one list to another. ``taken`` carries their ids."""

    taken = Signal(object)

    def __init__(self, name: str) -> None:
        super().__init__()
        self.setAccessibleName(name)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setDragDropMode(QAbstractItemView.DragDropMode.DragDrop)
        self.setDefaultDropAction(Qt.DropAction.MoveAction)

    def show_items(self, items: tuple[Item, ...]) -> None:
        """Shows these items."""
        self.clear()
        for item in items:
            shown = QListWidgetItem(f"{item.code}   {item.name}   {item.mass_kg:g} kg")
            shown.setSizeHint(QSize(0, ROW_HEIGHT))
            shown.setData(KEY, item.id)
            self.addItem(shown)

    def keys(self) -> list[UUID]:
        """The ids of those selected."""
        return [item.data(KEY) for item in self.selectedItems()]

    def mimeTypes(self) -> list[str]:
        """Only our own items."""
        return [ITEMS]

    def mimeData(self, items: Any) -> QMimeData:
        """Their ids, one a line."""
        data = QMimeData()
        data.setData(ITEMS, "\n".join(str(item.data(KEY)) for item in items).encode())
        return data

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Takes what comes from the other list."""
        self._weigh(event)

    def dragMoveEvent(self, event: QDragMoveEvent) -> None:
        """As above."""
        self._weigh(event)

    def dropEvent(self, event: QDropEvent) -> None:
        """Tells which items came; the list itself changes when the store has."""
        if event.source() is self or not event.mimeData().hasFormat(ITEMS):
            event.ignore()
            return
        typed = bytes(event.mimeData().data(ITEMS).data()).decode()
        event.setDropAction(Qt.DropAction.CopyAction)
        event.accept()
        self.taken.emit([UUID(line) for line in typed.splitlines()])

    def _weigh(self, event: QDragMoveEvent | QDragEnterEvent) -> None:
        other = event.source() is not self and event.mimeData().hasFormat(ITEMS)
        event.acceptProposedAction() if other else event.ignore()
