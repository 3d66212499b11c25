"""Call-out: the campaigns, who was called, and what came back."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QTabWidget, QVBoxLayout, QWidget

from osi_app.roster.callout_records import Callee, CallOut, CallReply
from ui.context import Context
from ui.widgets.list_page import day_query
from ui.widgets.records_view import Listed, RecordsView

if TYPE_CHECKING:
    from ui.roster.page import TeamPage

CALL_OUTS = Listed(
    "call_outs", CallOut, "call-outs", "New call-out",
    "A call-out asks people whether they can be there: in waves, by e-mail, SMS and telephone, "
    "until they have answered.",
    of_case=True,
)  # fmt: skip
CALLEES = Listed("callees", Callee, "people called", "Call a person", "Open a call-out first.")
REPLIES = Listed(
    "replies", CallReply, "replies", "Enter a reply",
    "Replies are read from mail, or entered here while somebody is on the telephone.",
)  # fmt: skip


class CallOutTab(QWidget):
    """Three lists."""

    def __init__(self, context: Context, page: TeamPage) -> None:
        super().__init__()
        self._context = context
        reads = context.house.reads.roster
        self.campaigns = RecordsView(context, page.service, CALL_OUTS, reads.call_outs)
        self.callees = RecordsView(context, page.service, CALLEES, reads.callees)
        self.replies = RecordsView(context, page.service, REPLIES, reads.replies)
        self.table = self.campaigns.table
        self.tabs = QTabWidget()
        self.tabs.setDocumentMode(True)
        self.tabs.addTab(self.campaigns, "Call-outs")
        self.tabs.addTab(self.callees, "People called")
        self.tabs.addTab(self.replies, "Replies")
        self.tabs.currentChanged.connect(lambda _: self.refresh())
        lines = QVBoxLayout(self)
        lines.setContentsMargins(0, 4, 0, 0)
        lines.addWidget(self.tabs)

    def refresh(self) -> None:
        """What is in front."""
        view = self.tabs.currentWidget()
        assert isinstance(view, RecordsView)
        query = day_query(self._context)
        view.table.ask(inspection_id=query.inspection_id, on=query.on)
