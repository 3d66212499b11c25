"""One list of records with its detail beside it: the plain way to look at a kind."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from PySide6.QtWidgets import QVBoxLayout, QWidget

from osi_app.kernel.lists import RecordList
from osi_app.kernel.record import Record
from osi_app.kernel.service import RoomService
from ui.context import Context
from ui.widgets.basics import EmptyState, button
from ui.widgets.list_page import Editing, beside, day_query
from ui.widgets.record_dialog import ask_record
from ui.widgets.record_form import RecordForm
from ui.widgets.record_table import RecordTable


@dataclass(frozen=True, slots=True)
class Listed:
    """What is listed: ``name`` of the remembered widths, the kind, the words of its button and of
    the empty page. ``preset`` fills a new record; ``of_case`` says that it belongs to the
    inspection chosen."""

    name: str
    kind: type[Record]
    plural: str
    new: str
    told: str
    of_case: bool = False
    hidden: frozenset[str] = frozenset()


class RecordsView(QWidget):
    """The list on the left, one record on the right."""

    def __init__(
        self,
        context: Context,
        service: RoomService,
        listed: Listed,
        reads: RecordList[Any],
        preset: Callable[[], dict[str, Any]] = dict,
    ) -> None:
        super().__init__()
        self._context, self._service, self._listed = context, service, listed
        self._preset = preset
        editing = Editing(context, service, listed.kind, listed.name, self, listed.hidden)
        empty = EmptyState(
            f"No {listed.plural} yet", listed.told, (listed.new, "add", self.ask_new)
        )
        self.table = RecordTable(context, reads, editing.parts(), day_query(context), empty)
        self.new = button(listed.new, "add", self.ask_new)
        self.new.setEnabled(context.writable)
        self.table.add_tool(self.new)
        self.form = RecordForm(context, service, listed.kind)
        self.table.chosen.connect(
            lambda line: self.form.show_id(line.id) if line is not None else None
        )
        lines = QVBoxLayout(self)
        lines.setContentsMargins(0, 10, 0, 0)
        lines.addWidget(beside(self.table, self.form), 1)

    def refresh(self) -> None:
        """The list of the case, on its day."""
        query = day_query(self._context)
        self.table.ask(inspection_id=query.inspection_id, on=query.on)

    def ask_new(self) -> None:
        """A new record."""
        preset: dict[str, Any] = dict(self._preset())
        if self._listed.of_case:
            key: UUID | None = self._context.inspection_id
            if key is None:
                self._context.tell("Choose an inspection first: this belongs to one.", "warning")
                return
            preset["inspection_id"] = key
        ask_record(self._context, self._service, self._listed.kind, preset, self)
