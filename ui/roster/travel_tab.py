"""Travel: every leg of everybody's way to the point of entry."""

from __future__ import annotations

from typing import TYPE_CHECKING

from osi_app.roster.travel_records import TravelLeg
from ui.context import Context
from ui.widgets.records_view import Listed, RecordsView

if TYPE_CHECKING:
    from ui.roster.page import TeamPage

LEGS = Listed(
    "legs", TravelLeg, "legs of travel", "New leg",
    "A leg has places and instants with their zones. From all of them follows who arrives when, "
    "against the six days of IV.53.",
    of_case=True,
)  # fmt: skip


class TravelTab(RecordsView):
    """The legs of the inspection."""

    def __init__(self, context: Context, page: TeamPage) -> None:
        super().__init__(context, page.service, LEGS, context.house.reads.roster.legs)
