"""What the desk knows of the item in view: tolerance, plans with what is left, what drift hints."""

from uuid import UUID

from PySide6.QtWidgets import QVBoxLayout

from osi_app.equipment.care_view import ItemCare
from osi_app.equipment.service import EquipmentService
from ui.context import Context
from ui.equipment.care_lines import care_told
from ui.widgets.basics import hint, section
from ui.widgets.list_page import day_query
from ui.widgets.seen import AskedWhenSeen
from ui.widgets.told import clear_lines, told_line


class CarePage(AskedWhenSeen):
    """Sentences about one item."""

    def __init__(self, context: Context, service: EquipmentService) -> None:
        super().__init__()
        self._context, self._service = context, service
        self.lines = QVBoxLayout()
        self.lines.setSpacing(6)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(4, 10, 12, 10)
        whole.addWidget(section("Plans, tolerance, drift"))
        whole.addLayout(self.lines)
        whole.addStretch(1)
        context.changed.connect(lambda _: self.outdate())

    def load(self, key: UUID) -> None:
        """Asks for the care of that item."""
        on, service = day_query(self._context).on, self._service
        if on is not None:
            self._context.read(lambda: service.care(key, on), self._show)

    def _show(self, care: ItemCare) -> None:
        if care.item.id != self._key:
            return
        clear_lines(self.lines)
        found = list(care_told(care))
        for tone, told in found:
            self.lines.addWidget(told_line(tone, told))
        if not found:
            self.lines.addWidget(
                hint(
                    "Nothing to tell: no calibration plan names its type, and drift is told from "
                    "three calibrations with readings on."
                )
            )
