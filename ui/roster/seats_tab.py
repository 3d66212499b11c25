"""Seats: what the team is made of, and who sits where."""

from __future__ import annotations

from typing import TYPE_CHECKING

from osi_app.roster.team_records import Seat
from ui.context import Context
from ui.widgets.records_view import Listed, RecordsView

if TYPE_CHECKING:
    from ui.roster.page import TeamPage

SEATS = Listed(
    "seats", Seat, "seats", "New seat",
    "A seat says what is needed: a function, a technique at a level, languages, a shift. Draw them "
    "up from a structure, or one by one; then people are found for them.",
    of_case=True,
)  # fmt: skip


class SeatsTab(RecordsView):
    """The seats of the inspection."""

    def __init__(self, context: Context, page: TeamPage) -> None:
        super().__init__(context, page.service, SEATS, context.house.reads.roster.seats)
