"""Who goes: members with seat and days, the count a day above them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

from PySide6.QtWidgets import QVBoxLayout, QWidget

from osi_app.roster.records import TeamMember
from ui.context import Context
from ui.roster.count_chart import CountChart
from ui.widgets.basics import EmptyState, button, row
from ui.widgets.list_page import Editing, beside, day_query
from ui.widgets.record_form import RecordForm
from ui.widgets.record_table import RecordTable

if TYPE_CHECKING:
    from ui.roster.page import TeamPage

LIMIT = "roster.max_on_territory"
LIMIT_ON_TERRITORY = 40


class TeamTab(QWidget):
    """Members with role and days, the count a day above them."""

    def __init__(self, context: Context, page: TeamPage) -> None:
        super().__init__()
        self._context, self._page = context, page
        hidden = frozenset({"languages"})
        editing = Editing(context, page.service, TeamMember, "team", page, hidden)
        empty = EmptyState(
            "Nobody is in the team yet",
            "Choose people in the roster and take them into the team: the rules answer at once.",
            ("Go to the roster", "team", lambda: page.tabs.setCurrentIndex(0)),
        )
        reads = context.house.reads.roster
        self.table = RecordTable(context, reads.members, editing.parts(), day_query(context), empty)
        self.form = RecordForm(context, page.service, TeamMember, heading=lambda r: r.seat)
        self.table.chosen.connect(
            lambda line: self.form.show_id(line.id) if line is not None else None
        )
        self.withdraw = button("Withdraw", "remove", self._withdraw)
        self.withdraw.setEnabled(context.writable)
        self.form.extra.addLayout(row(self.withdraw, None))
        self.chart = CountChart()
        lines = QVBoxLayout(self)
        lines.setContentsMargins(0, 10, 0, 0)
        lines.addWidget(self.chart)
        lines.addWidget(beside(self.table, self.form), 1)
        self.refresh()

    def refresh(self) -> None:
        """List and chart."""
        inspection = self._context.inspection_id
        self.table.ask(inspection_id=inspection, on=day_query(self._context).on)
        store = self._context.house.store

        def load() -> tuple[TeamMember, ...]:
            with store.read() as reading:
                return reading.all(TeamMember, inspection_id=inspection) if inspection else ()

        self._context.read(load, self._show_counts)

    def _show_counts(self, members: tuple[TeamMember, ...]) -> None:
        self.chart.show_counts(counts_by_day(members), limit_of(self._context.case))

    def _withdraw(self) -> None:
        if self.table.parts.remove is not None and self.table.selected():
            self.table.parts.remove(self.table.selected())


def counts_by_day(members: Sequence[TeamMember]) -> tuple[tuple[date, int], ...]:
    """How many are on territory on each day from the first arrival to the last departure."""
    if not members:
        return ()
    counter: Counter[date] = Counter()
    for member in members:
        days = (member.departs_on - member.arrives_on).days
        for step in range(min(days, 400) + 1):
            counter[member.arrives_on + timedelta(days=step)] += 1
    first, last = min(counter), max(counter)
    return tuple(
        (day, counter[day])
        for day in (first + timedelta(days=n) for n in range((last - first).days + 1))
    )


def limit_of(case: Any) -> int:
    """The limit on territory that holds for the case."""
    return int(case.values.number(LIMIT)) if case is not None else LIMIT_ON_TERRITORY
