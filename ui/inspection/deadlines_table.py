"""All deadlines of the case as a table."""

from datetime import datetime, tzinfo

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHeaderView,
    QTableWidget,
    QTableWidgetItem,
)

from ui import texts
from ui.theme.colours import colours_of
from ui.theme.shapes import BREACH, EMPTY, GOOD, WARNING, shape_icon
from ui.theme.style import code_font
from ui.widgets.moments import LATE, MET, PASSED, SOON, Moment

TONES = {MET: GOOD, PASSED: BREACH, LATE: BREACH, SOON: WARNING}
HEADINGS = ("No.", "Deadline", "State", "Due (UTC, site)", "Slack", "Source", "Silence and vote")
WIDTHS = (48, 200, 92, 232, 92, 82, 172)
TITLE = 1
LEAST_TITLE = 190


class DeadlinesTable(QTableWidget):
    """One row a deadline, in the order of their time."""

    def __init__(self) -> None:
        super().__init__(0, len(HEADINGS))
        self.setHorizontalHeaderLabels(list(HEADINGS))
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setShowGrid(False)
        self.setIconSize(QSize(12, 12))
        self.setWordWrap(False)
        self.setAlternatingRowColors(True)
        self.verticalHeader().hide()
        self.verticalHeader().setDefaultSectionSize(28)
        self.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self.horizontalHeader().setStretchLastSection(True)
        self.horizontalHeader().setDefaultAlignment(
            Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
        )
        for place, width in enumerate(WIDTHS):
            self.setColumnWidth(place, width)
        self._moments: tuple[Moment, ...] = ()

    def show_moments(self, moments: tuple[Moment, ...], now: datetime, site: tzinfo) -> None:
        """Shows the deadlines; those without a time stand last."""
        far = datetime.max.replace(tzinfo=now.tzinfo)
        self._moments = tuple(sorted(moments, key=lambda m: (m.due or far, m.key)))
        place = self.currentRow()
        self.setRowCount(len(self._moments))
        for number, moment in enumerate(self._moments):
            self._fill_row(number, moment, now, site)
        if 0 <= place < len(self._moments):
            self.setCurrentCell(place, 0)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """The deadline's own words take what room the other columns leave."""
        super().resizeEvent(event)
        others = sum(WIDTHS) - WIDTHS[TITLE]
        self.setColumnWidth(TITLE, max(self.viewport().width() - others, LEAST_TITLE))

    def select(self, key: str) -> None:
        """Selects a deadline by its number."""
        for place, moment in enumerate(self._moments):
            if moment.key == key:
                self.setCurrentCell(place, 0)
                self.setFocus()

    def _fill_row(self, place: int, moment: Moment, now: datetime, site: tzinfo) -> None:
        state = moment.state(now)
        due = texts.both_times(moment.due, site) if moment.due else "not yet known"
        cells = (
            moment.key,
            moment.text,
            state or "waits",
            due if moment.fixed else f"{due} plan",
            slack(moment, now),
            moment.paragraph,
            moment.silence,
        )
        for column, text in enumerate(cells):
            item = QTableWidgetItem(text)
            item.setToolTip(text)
            if column == 0:
                item.setFont(code_font())
            self.setItem(place, column, item)
        shape = self.item(place, 2)
        if shape is not None:
            shape.setIcon(shape_icon(TONES.get(state, EMPTY), colours_of(self.palette())))


def slack(moment: Moment, now: datetime) -> str:
    """What is left, or by how much it is passed; for a met one how early or late it was."""
    if moment.due is None:
        return ""
    seconds = (moment.due - (moment.met_at or now)).total_seconds()
    return texts.span(seconds) if seconds >= 0 else f"−{texts.span(seconds)}"
