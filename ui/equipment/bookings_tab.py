"""Bookings: who wants what from when to when, as a list and as a calendar."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from datetime import date, timedelta
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QSignalBlocker, Qt
from PySide6.QtWidgets import QComboBox, QFileDialog, QSplitter, QVBoxLayout, QWidget

from osi_app.equipment.lines import ReservationLine
from osi_app.equipment.records import Reservation
from osi_app.kernel.lists import ListQuery
from ui import texts
from ui.context import Context
from ui.widgets.basics import EmptyState, button, quiet, row
from ui.widgets.day_chart import DayChart, DayRow, DaySpan
from ui.widgets.list_page import Editing, beside, day_query
from ui.widgets.record_dialog import ask_record
from ui.widgets.record_form import RecordForm
from ui.widgets.record_table import RecordTable

if TYPE_CHECKING:
    from ui.equipment.page import EquipmentPage

MEANT = "what is meant"
BEFORE, AFTER = timedelta(days=120), timedelta(days=300)
"""As much of the past and of the time to come the calendar shows."""
TONES = {"maintenance": "note", "inspection": "good"}


class BookingsTab(QWidget):
    """The calendar above, the list below, one booking in detail on the right."""

    def __init__(self, context: Context, page: EquipmentPage) -> None:
        super().__init__()
        self._context, self._page = context, page
        editing = Editing(context, page.service, Reservation, "bookings", page)
        empty = EmptyState(
            "Nothing is booked",
            "A booking keeps a system or an item for an inspection, an exercise, a training or "
            "its maintenance. Two that overlap are refused.",
            ("New booking", "add", self.ask_new),
        )
        reads = context.house.reads.equipment
        self.table = RecordTable(
            context, reads.reservations, editing.parts(), day_query(context), empty
        )
        self.form = RecordForm(context, page.service, Reservation)
        self.table.chosen.connect(
            lambda line: self.form.show_id(line.id) if line is not None else None
        )
        self.new = button("New booking", "add", self.ask_new)
        self.new.setEnabled(context.writable)
        self.branch = QComboBox()
        self.branch.setAccessibleName("What-if")
        self.branch.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToContents)
        self.branch.currentTextChanged.connect(lambda _: self._load())
        self.adopt = quiet("Adopt", "verify", self._adopt)
        self.adopt.setToolTip("Makes this what-if what is meant")
        self.out = quiet("Calendar file…", "export", self.ask_export)
        self.calendar = DayChart("Calendar of bookings")
        self.calendar.chosen.connect(self._clicked)
        left = QSplitter(Qt.Orientation.Vertical)
        above = QWidget()
        lines = QVBoxLayout(above)
        lines.setContentsMargins(0, 0, 0, 0)
        lines.addLayout(row(self.new, self.branch, self.adopt, None, self.out))
        lines.addWidget(self.calendar, 1)
        left.setChildrenCollapsible(False)
        left.addWidget(above)
        left.addWidget(self.table)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 10, 0, 0)
        whole.addWidget(beside(left, self.form), 1)

    def refresh(self) -> None:
        """List and calendar."""
        query = day_query(self._context)
        self.table.ask(inspection_id=query.inspection_id, on=query.on)
        self._load()

    def ask_new(self) -> None:
        """A new booking in the branch shown."""
        service = self._page.service
        ask_record(
            self._context, service, Reservation, {"branch": self._branch()}, self._page,
            store=service.book,
        )  # fmt: skip

    def ask_export(self) -> None:
        """Asks where to write the calendar."""
        name, _ = QFileDialog.getSaveFileName(
            self, "Calendar file", "equipment.ics", "iCalendar (*.ics)"
        )
        if name:
            self.export(Path(name))

    def export(self, path: Path) -> None:
        """Writes the bookings of the branch shown as iCalendar."""
        service, branch, context = self._page.service, self._branch(), self._context
        context.read(
            lambda: service.write_calendar(path, branch),
            lambda done: context.tell(f"The bookings are in {done}.", "good"),
            label=f"Writing {path.name}",
        )

    def _branch(self) -> str:
        shown = self.branch.currentText()
        return "" if shown in ("", MEANT) else shown

    def _load(self) -> None:
        reads = self._context.house.reads.equipment.reservations

        def load() -> tuple[ReservationLine, ...]:
            query = ListQuery()
            found = reads.lines(reads.keys(query), query)
            return tuple(line for line in found if line is not None)

        self._context.read(load, self._show)

    def _show(self, found: tuple[ReservationLine, ...]) -> None:
        self._show_branches(sorted({line.branch for line in found} - {""}))
        today = day_query(self._context).on or date.min
        branch = self._branch()
        shown = [line for line in found if line.branch in ("", branch)]
        self.calendar.setVisible(bool(shown))
        if shown:
            first = min(today - timedelta(days=7), *(line.first_day for line in shown))
            last = max(today + timedelta(days=60), *(line.last_day for line in shown))
            days = (max(first, today - BEFORE), min(last, today + AFTER))
            self.calendar.show_rows(calendar_rows(shown), days, mark=today)
        self.adopt.setEnabled(self._context.writable and bool(branch))

    def _show_branches(self, branches: list[str]) -> None:
        names = [MEANT, *branches]
        if [self.branch.itemText(at) for at in range(self.branch.count())] == names:
            return
        kept = self.branch.currentText()
        with QSignalBlocker(self.branch):
            self.branch.clear()
            self.branch.addItems(names)
            self.branch.setCurrentText(kept if kept in names else MEANT)

    def _clicked(self, _row: object, _day: object, key: object) -> None:
        if key is not None:
            self.table.select(key)

    def _adopt(self) -> None:
        service, branch = self._page.service, self._branch()
        if branch:
            self._context.write(lambda: service.adopt_branch(branch), label=f"Adopting {branch}")


def calendar_rows(lines: Sequence[ReservationLine]) -> list[DayRow]:
    """One row for each thing booked, by its code; a what-if in another tone than what is meant."""
    by_thing: defaultdict[str, list[ReservationLine]] = defaultdict(list)
    for line in lines:
        by_thing[line.what].append(line)
    return [
        DayRow(what, tuple(_span(line) for line in by_thing[what])) for what in sorted(by_thing)
    ]


def _span(line: ReservationLine) -> DaySpan:
    purpose = texts.word(line.purpose)
    told = f"{line.code}: {line.what}, {purpose} {line.inspection}".strip()
    days = f"{line.first_day} to {line.last_day}, both inclusive"
    tone = "warning" if line.branch else TONES.get(line.purpose, "accent")
    branch = f"\nWhat-if: {line.branch}" if line.branch else ""
    return DaySpan(
        line.first_day, line.last_day, tone, f"{line.code}  {purpose}",
        f"{told}\n{days}{branch}\n{line.note}".strip(), line.id,
    )  # fmt: skip
