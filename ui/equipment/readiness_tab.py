"""Readiness: techniques and systems over the days of a deployment, why not, and what mends it."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import TYPE_CHECKING

from PySide6.QtCore import QDate
from PySide6.QtWidgets import (
    QComboBox,
    QDateEdit,
    QFrame,
    QLabel,
    QLineEdit,
    QSpinBox,
    QVBoxLayout,
    QWidget,
)

from osi_app.equipment.readiness import Readiness, Span, SystemReadiness, WhatIf
from osi_app.equipment.readiness_report import (
    Asked,
    ReadinessReport,
    SystemReport,
    mend_told,
    span_chain,
)
from ui import texts
from ui.context import Context
from ui.equipment.paper_dialogs import readiness_dialog
from ui.widgets.basics import EmptyState, hint, quiet, row, section
from ui.widgets.day_chart import DayChart, DayRow, DaySpan
from ui.widgets.told import clear_lines, told_line

if TYPE_CHECKING:
    from ui.equipment.page import EquipmentPage

DAYS = 130
TONES = {Readiness.READY: "good", Readiness.WARNING: "warning", Readiness.NOT_READY: "breach"}
WORDS = {Readiness.READY: "ready", Readiness.WARNING: "in doubt", Readiness.NOT_READY: "not ready"}
ALL = "all techniques"


class ReadinessTab(QWidget):
    """The question above, the heat map in the middle, the reasons of what is chosen below."""

    def __init__(self, context: Context, page: EquipmentPage) -> None:
        super().__init__()
        self._context, self._page = context, page
        self._report: ReadinessReport | None = None
        self._asked_at = 0
        self.chart = DayChart("Readiness, day by day")
        self.chart.chosen.connect(self._chosen)
        self.empty = EmptyState(
            "No systems yet",
            "Readiness is judged system by system: say under Systems what belongs together, and "
            "every day of a deployment is judged here, with the reason and the cheapest mend.",
            ("Go to the systems", "equipment", lambda: page.tabs.setCurrentWidget(page.systems)),
        )
        self.why = self._reasons()
        lines = QVBoxLayout(self)
        lines.setContentsMargins(0, 10, 0, 0)
        lines.setSpacing(8)
        lines.addLayout(self._question())
        lines.addWidget(self.empty, 1)
        lines.addWidget(self.chart, 1)
        lines.addWidget(self.why)

    def _question(self) -> QVBoxLayout:
        self.first = QDateEdit()
        self.first.setDisplayFormat("yyyy-MM-dd")
        self.first.setCalendarPopup(True)
        self.first.setAccessibleName("Request day, D0")
        self.days = QSpinBox()
        self.days.setRange(0, 400)
        self.days.setValue(DAYS)
        self.days.setPrefix("D0 to D+")
        self.days.setAccessibleName("Days judged")
        self.technique = QComboBox()
        self.technique.setAccessibleName("Technique")
        self.technique.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToContents)
        self.technique.currentTextChanged.connect(lambda _: self._show_rows())
        self.lost = _typed("Lost: SYS-01, GS-003", "What if these systems or items were lost")
        self.closed = _typed("Closed: LAB-2", "What if these laboratories were closed")
        self.branch = _typed("What-if bookings", "Bookings of this what-if count too")
        self.clear = quiet("As it is", "undo", self._as_it_is)
        self.clear.setToolTip("Takes back every what-if, and asks from the day of the request")
        self.paper = quiet("Print…", "print", self.print_chart)
        self.paper.setToolTip("This chart on paper, with the same question and what-ifs")
        for editor in (self.lost, self.closed, self.branch):
            editor.editingFinished.connect(self.ask)
        self.first.dateChanged.connect(lambda _: self.ask())
        self.days.valueChanged.connect(lambda _: self.ask())
        found = QVBoxLayout()
        found.setSpacing(6)
        found.addLayout(
            row(QLabel("From"), self.first, self.days, self.technique, None, self.paper)
        )
        found.addLayout(
            row(QLabel("What if"), self.lost, self.closed, self.branch, self.clear, None)
        )
        return found

    def _reasons(self) -> QFrame:
        frame = QFrame()
        frame.setObjectName("card")
        self.heading = section("")
        self.reasons = QVBoxLayout()
        self.reasons.setSpacing(4)
        lines = QVBoxLayout(frame)
        lines.setContentsMargins(12, 10, 12, 12)
        lines.addWidget(self.heading)
        lines.addLayout(self.reasons)
        return frame

    # ---- asking ---------------------------------------------------------------------------

    def refresh(self) -> None:
        """From the day of the request, the first time a case is shown; anew after a change."""
        case = self._context.case
        if self._report is None:
            on = case.timeline.request.at.date() if case else self._context.house.clock().date()
            self._show_first(on)
        self.ask()

    def asked(self) -> Asked:
        """The question as it is typed."""
        first = self.first.date().toPython()
        assert isinstance(first, date)
        what_if = WhatIf(_codes(self.lost), _codes(self.closed), self.branch.text().strip())
        return Asked(first, self.days.value(), what_if)

    def ask(self) -> None:
        """Asks off the GUI thread; an answer to an older question is dropped."""
        self._asked_at += 1
        number, asked = self._asked_at, self.asked()
        service, inspection = self._page.service, self._context.inspection_id

        def show(report: ReadinessReport) -> None:
            if number == self._asked_at:
                self._show(report)

        self._context.read(lambda: service.readiness(asked, inspection), show)

    def print_chart(self) -> None:
        """The chart as a paper of its own."""
        readiness_dialog(self._context, self.asked(), self._page).open()

    def _as_it_is(self) -> None:
        for editor in (self.lost, self.closed, self.branch):
            editor.clear()
        case = self._context.case
        if case is not None:
            self._show_first(case.timeline.request.at.date())
        self.days.setValue(DAYS)
        self.ask()

    def _show_first(self, on: date) -> None:
        self.first.blockSignals(True)
        self.first.setDate(QDate(on.year, on.month, on.day))
        self.first.blockSignals(False)

    # ---- showing --------------------------------------------------------------------------

    def _show(self, report: ReadinessReport) -> None:
        self._report = report
        self.empty.setVisible(not report.systems)
        self.chart.setVisible(bool(report.systems))
        self.why.setVisible(bool(report.systems))
        words = [ALL, *(texts.word(use) for use in report.techniques)]
        if [self.technique.itemText(at) for at in range(self.technique.count())] != words:
            self.technique.blockSignals(True)
            self.technique.clear()
            self.technique.addItem(ALL, "")
            for use in report.techniques:
                self.technique.addItem(texts.word(use), use.value)
            self.technique.blockSignals(False)
        self._show_rows()

    def _show_rows(self) -> None:
        report = self._report
        if report is None:
            return
        judged, now = report.asked.judged, self._context.case
        mark = now.now.date() if now else None
        rows = list(rows_of(report, str(self.technique.currentData() or "")))
        self.chart.show_rows(rows, (judged.first, judged.last), zero=judged.first, mark=mark)
        at = self.chart.at or (first_bad(rows), judged.first)
        if rows:
            self.chart.choose(min(at[0], len(rows) - 1), at[1])

    def _chosen(self, key: object, day: object, _span: object) -> None:
        report = self._report
        if report is None or not isinstance(day, date):
            return
        clear_lines(self.reasons)
        number = (day - report.asked.first).days
        if isinstance(key, str):
            group = [s for s in report.systems if s.readiness.system.technique.value == key]
            ready = sum(s.readiness.on(day).status is Readiness.READY for s in group)
            self.heading.setText(
                f"{texts.word(key)} on D+{number}, {day}: {ready} of {len(group)} systems ready"
            )
            for one in group[:MOST_TOLD]:
                self._tell(one, day, report.asked)
        else:
            one = next(s for s in report.systems if s.readiness.system.id == key)
            system = one.readiness.system
            self.heading.setText(f"{system.code}  {system.name}, D+{number}, {day}")
            self._tell(one, day, report.asked)

    def _tell(self, one: SystemReport, day: date, asked: Asked) -> None:
        code = one.readiness.system.code
        span = one.readiness.on(day)
        mend = one.mends[one.readiness.spans.index(span)]
        told = span_chain(code, span, asked) or f"{code} is ready."
        self.reasons.addWidget(told_line(TONES[span.status], told))
        if mend is not None:
            self.reasons.addWidget(hint(f"→ {mend_told(mend)}"))


MOST_TOLD = 4
"""So many systems of a technique are told one by one."""


def rows_of(report: ReadinessReport, technique: str = "") -> Iterator[DayRow]:
    """Each technique, then its systems."""
    for use, days in report.techniques.items():
        if technique not in ("", use.value):
            continue
        spans = tuple(
            DaySpan(
                one.first, one.last, TONES[one.status], f"{one.ready} ready",
                f"{one.ready} ready, {one.warning} in doubt, {one.not_ready} not ready",
            )
            for one in days
        )  # fmt: skip
        yield DayRow(texts.word(use), spans, use.value, heads=True)
        for system in report.systems:
            if system.readiness.system.technique is use:
                yield _system_row(system.readiness, report.asked)


def _system_row(one: SystemReadiness, asked: Asked) -> DayRow:
    spans = tuple(_merged(one, asked))
    return DayRow(one.system.code, spans, one.system.id, inner=True)


def _merged(one: SystemReadiness, asked: Asked) -> Iterator[DaySpan]:
    """Neighbouring spans of one status as one: the reasons are told below."""
    held: list[Span] = []
    for span in (*one.spans, None):
        if held and (span is None or span.status is not held[0].status):
            status = held[0].status
            word = WORDS[status]
            told = span_chain(one.system.code, held[0], asked) or word
            yield DaySpan(held[0].first, held[-1].last, TONES[status], word, told)
            held = []
        if span is not None:
            held.append(span)


def first_bad(rows: list[DayRow]) -> int:
    """The first row with a red day, or the first."""
    red = (at for at, one in enumerate(rows) if any(s.tone == "breach" for s in one.spans))
    return next(red, 0)


def _typed(placeholder: str, name: str) -> QLineEdit:
    editor = QLineEdit()
    editor.setPlaceholderText(placeholder)
    editor.setAccessibleName(name)
    editor.setToolTip(name)
    editor.setMaximumWidth(220)
    return editor


def _codes(editor: QLineEdit) -> frozenset[str]:
    return frozenset(part.strip() for part in editor.text().split(",") if part.strip())
