"""Where the box in view was, for how long, and what is odd about it."""

from uuid import UUID

from PySide6.QtWidgets import QVBoxLayout

from osi_app.equipment.service import EquipmentService
from osi_app.equipment.tracking import TrackView
from ui.context import Context
from ui.equipment.care_lines import track_told
from ui.widgets.basics import section
from ui.widgets.seen import AskedWhenSeen
from ui.widgets.told import clear_lines, finding_line, told_line

KINDS = frozenset({"container", "container_movement", "scan", "location"})


class TrackPage(AskedWhenSeen):
    """Sentences about one box."""

    def __init__(self, context: Context, service: EquipmentService) -> None:
        super().__init__()
        self._context, self._service = context, service
        self.lines = QVBoxLayout()
        self.lines.setSpacing(6)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 6)
        whole.addWidget(section("Last seen, and for how long"))
        whole.addLayout(self.lines)
        context.changed.connect(lambda changes: self.outdate() if KINDS & changes.kinds else None)

    def load(self, key: UUID) -> None:
        """Asks for the way of that box."""
        service, inspection = self._service, self._context.inspection_id
        self._context.read(lambda: service.track(key, inspection), self._show)

    def _show(self, view: TrackView) -> None:
        if view.track.container_id != self._key:
            return
        clear_lines(self.lines)
        for finding in view.odd:
            self.lines.addWidget(finding_line(finding))
        for tone, told in track_told(view.track, view.places):
            self.lines.addWidget(told_line(tone, told))
