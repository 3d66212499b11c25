"""The calibration desk: what falls due, QC series with charts, what a bad standard touched."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Any
from uuid import UUID

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QLabel,
    QScrollArea,
    QSpinBox,
    QSplitter,
    QTabWidget,
    QVBoxLayout,
    QWidget,
)

from osi_app.equipment.care_records import CalibrationPlan, CheckSource, QcReading, QcSeries
from osi_app.equipment.quality import QcChart, findings
from osi_app.equipment.records import Item
from osi_app.kernel.lists import Filter, Match, Sort
from osi_app.texts import finding_sentence
from ui.context import Context
from ui.equipment.qc_chart import QcChartView
from ui.equipment.traced import TracedView
from ui.widgets.basics import EmptyState, button, quiet, row
from ui.widgets.list_page import Editing, beside, day_query
from ui.widgets.record_dialog import ask_record
from ui.widgets.record_form import RecordForm
from ui.widgets.record_table import RecordTable
from ui.widgets.related import RelatedRecords, RelatedTab
from ui.widgets.told import clear_lines, told_line

if TYPE_CHECKING:
    from ui.equipment.page import EquipmentPage

WITHIN_DAYS = 90
SIGNALS_PX = 84
HIDDEN = frozenset(
    {"maker", "model", "certified_until", "seal_number", "mass_kg", "listed", "technique"}
)


class DeskTab(QWidget):
    """Three views: due, QC, traceability."""

    def __init__(self, context: Context, page: EquipmentPage) -> None:
        super().__init__()
        self.due = DueView(context, page)
        self.quality = QualityView(context, page)
        self.traced = TracedView(context, page)
        self.tabs = QTabWidget()
        self.tabs.setDocumentMode(True)
        for view, word in (
            (self.due, "Due"), (self.quality, "QC series"), (self.traced, "Bad standard"),
        ):  # fmt: skip
            self.tabs.addTab(view, word)
        self.tabs.currentChanged.connect(lambda _: self.refresh())
        lines = QVBoxLayout(self)
        lines.setContentsMargins(0, 4, 0, 0)
        lines.addWidget(self.tabs)

    def refresh(self) -> None:
        """What is in front."""
        view: Any = self.tabs.currentWidget()
        view.refresh()


class DueView(QWidget):
    """Items whose calibration ends within some days of the case's day, the first to end first."""

    def __init__(self, context: Context, page: EquipmentPage) -> None:
        super().__init__()
        self._context, self._page = context, page
        editing = Editing(context, page.service, Item, "due", page, HIDDEN)
        empty = EmptyState(
            "Nothing falls due", "No calibration ends within these days.",
            ("Look further ahead", "add", lambda: self.within.setValue(self.within.value() * 2)),
        )  # fmt: skip
        reads = context.house.reads.equipment
        self.table = RecordTable(context, reads.items, editing.parts(), day_query(context), empty)
        self.within = QSpinBox()
        self.within.setRange(0, 3_650)
        self.within.setValue(WITHIN_DAYS)
        self.within.setSuffix(" days")
        self.within.setPrefix("within ")
        self.within.setAccessibleName("Due within")
        self.within.valueChanged.connect(lambda _: self.refresh())
        self.table.add_tool(self.within)
        self.form = RecordForm(context, page.service, Item)
        self.plans = quiet("Plans…", "schedule", self._ask_plan)
        self.plans.setToolTip("How often items of a type are calibrated")
        self.table.add_tool(self.plans)
        self.table.chosen.connect(
            lambda line: self.form.show_id(line.id) if line is not None else None
        )
        lines = QVBoxLayout(self)
        lines.setContentsMargins(0, 10, 0, 0)
        lines.addWidget(beside(self.table, self.form), 1)

    def refresh(self) -> None:
        """The list on the case's day."""
        query = day_query(self._context)
        assert query.on is not None
        last = query.on + timedelta(days=self.within.value())
        chip = Filter("calibrated_until", Match.AT_MOST, last.isoformat())
        if self.table.bar.filters != (chip,):
            self.table.bar.filters = (chip,)
        self.table.ask(
            inspection_id=query.inspection_id, on=query.on, filters=(chip,),
            sort=(Sort("calibrated_until"),),
        )  # fmt: skip

    def _ask_plan(self) -> None:
        line = self.form.record
        preset = {"item_type": line.item_type} if isinstance(line, Item) else {}
        ask_record(self._context, self._page.service, CalibrationPlan, preset, self._page)


class QualityView(QWidget):
    """Series on the left, the chart of one with what it says on the right."""

    def __init__(self, context: Context, page: EquipmentPage) -> None:
        super().__init__()
        self._context, self._page = context, page
        self._shown: UUID | None = None
        editing = Editing(context, page.service, QcSeries, "series", page, frozenset({"unit"}))
        empty = EmptyState(
            "No QC series yet",
            "A series follows one quantity of one sensor: the rate from a check source, the place "
            "of a peak, its width. Twenty readings make its baseline.",
            ("New series", "add", lambda: page.ask_new(QcSeries)),
        )
        reads = context.house.reads.equipment
        self.table = RecordTable(context, reads.series, editing.parts(), day_query(context), empty)
        self.new = button("New series", "add", lambda: page.ask_new(QcSeries))
        self.source = quiet("New source", "add", lambda: page.ask_new(CheckSource))
        for tool in (self.new, self.source):
            tool.setEnabled(context.writable)
            self.table.add_tool(tool)
        self.chart = QcChartView()
        self.about = QLabel()
        self.form = RecordForm(context, page.service, QcSeries)
        self.readings = RelatedRecords(context, page.service, QcReading, "series_id", "Readings")
        self.form.add_related("Readings", RelatedTab(self.readings))
        self.take = button("Record reading", "add", self.readings.ask)
        self.take.setEnabled(context.writable)
        below = QWidget()
        lower = QVBoxLayout(below)
        lower.setContentsMargins(0, 0, 0, 0)
        lower.addLayout(row(self.about, None, self.take))
        lower.addWidget(self.chart, 1)
        lower.addWidget(self._signals())
        split = QSplitter(Qt.Orientation.Vertical)
        split.setChildrenCollapsible(False)
        split.addWidget(self.table)
        split.addWidget(below)
        split.setSizes([180, 440])
        self.table.chosen.connect(self._chosen)
        lines = QVBoxLayout(self)
        lines.setContentsMargins(0, 10, 0, 0)
        lines.addWidget(beside(split, self.form), 1)

    def _signals(self) -> QScrollArea:
        """All that the rules say of the series, in a strip that scrolls."""
        inner = QWidget()
        self.told = QVBoxLayout(inner)
        self.told.setContentsMargins(0, 4, 0, 0)
        scroll = QScrollArea()
        scroll.setWidgetResizable(True)
        scroll.setFrameShape(QScrollArea.Shape.NoFrame)
        scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        scroll.setFixedHeight(SIGNALS_PX)
        scroll.setWidget(inner)
        return scroll

    def refresh(self) -> None:
        """Series anew, and the chart shown."""
        query = day_query(self._context)
        self.table.ask(inspection_id=query.inspection_id, on=query.on)
        if self._shown is not None:
            self._load(self._shown)

    def _chosen(self, line: Any) -> None:
        if line is None:
            return
        if self.form.record is None or self.form.record.id != line.id:
            self.form.show_id(line.id)
        self._load(line.id)

    def _load(self, key: UUID) -> None:
        self._shown = key
        service = self._page.service
        self._context.read(lambda: service.qc_chart(key), self._show)

    def _show(self, chart: QcChart) -> None:
        if chart.series.id != self._shown:
            return
        self.chart.show_chart(chart)
        mean = "" if chart.mean is None else f", baseline {chart.mean:,.4g} ± {chart.sd or 0:,.2g}"
        self.about.setText(f"{chart.series.code}  {chart.series.quantity}{mean}")
        clear_lines(self.told)
        found = findings(chart)
        for one in found:
            self.told.addWidget(told_line(one.severity.value, finding_sentence(one)))
        if not found:
            self.told.addWidget(told_line("good", "In control: no rule speaks against it."))
        self.told.addStretch(1)
