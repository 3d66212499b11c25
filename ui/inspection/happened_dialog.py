"""Saying that something has happened, and when; setting the exercise time."""

from datetime import datetime
from typing import Any

from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QDialog,
    QFormLayout,
    QLabel,
    QLineEdit,
    QVBoxLayout,
    QWidget,
)

from osi_app.inspection.records import CaseMilestone
from osi_app.kernel.errors import RuleError
from osi_app.kernel.service import checked
from osi_app.treaty.words import Milestone
from ui import texts
from ui.context import Context
from ui.messages import rule_text
from ui.typed import FieldShape, parsed
from ui.widgets.basics import button, hint, row

INSTANT = FieldShape("at", datetime, optional=True, many=False)


class TimeDialog(QDialog):
    """Asks for one instant; what it means is said by its heirs."""

    def __init__(self, context: Context, heading: str, verb: str, parent: QWidget) -> None:
        super().__init__(parent)
        self.context = context
        self.setWindowTitle(heading)
        self.setMinimumWidth(460)
        self.site = texts.zone(context.case.inspection.site_time_zone)
        self.at = QLineEdit(texts.instant(context.case.now))
        self.at.setPlaceholderText("2026-03-04 14:05Z")
        self.site_time = QLabel()
        self.site_time.setObjectName("muted")
        self.at.textChanged.connect(lambda _: self._show_site())
        self.error = hint("")
        self.error.setObjectName("error")
        self.form = QFormLayout()
        self.ok = button(verb, "", self.store, primary=True)
        self.ok.setDefault(True)
        self.buttons = row(None, button("Cancel", "", self.reject), self.ok)
        lines = QVBoxLayout(self)
        lines.setContentsMargins(20, 16, 20, 16)
        lines.setSpacing(12)
        lines.addLayout(self.form)
        lines.addWidget(self.error)
        lines.addLayout(self.buttons)
        self._show_site()

    def store(self) -> None:
        """What the dialog is for."""

    def instant(self) -> Any:
        """What is typed, for the record to validate."""
        return parsed(INSTANT, self.at.text())

    def refused(self, error: Exception) -> bool:
        """Says beside the field what was refused."""
        if not isinstance(error, RuleError):
            return False
        self.error.setText(rule_text(error))
        return True

    def _show_site(self) -> None:
        try:
            at = datetime.fromisoformat(
                self.at.text().strip().replace(" ", "T").replace("Z", "+00:00")
            )
            text = (
                texts.both_times(at, self.site)
                if at.tzinfo
                else "a time needs its zone: end with Z"
            )
        except ValueError:
            text = "as in 2026-03-04 14:05Z"
        self.site_time.setText(text)


class HappenedDialog(TimeDialog):
    """One milestone with its instant; one that stands is corrected or taken back."""

    def __init__(
        self, context: Context, parent: QWidget, milestone: Milestone | None = None
    ) -> None:
        super().__init__(context, "What has happened", "Record", parent)
        self.what = QComboBox()
        self.what.setMaxVisibleItems(24)
        for each in Milestone:
            self.what.addItem(texts.word(each), each)
        self.note = QLineEdit()
        self.form.addRow("What", self.what)
        self.form.addRow("When (UTC)", self.at)
        self.form.addRow("", self.site_time)
        self.form.addRow("Note", self.note)
        self.clear = button("It has not happened", "undo", self._clear)
        self.buttons.insertWidget(0, self.clear)
        self.what.currentIndexChanged.connect(lambda _: self._follow())
        wanted = milestone or self._next()
        self.what.setCurrentIndex(self.what.findData(wanted))
        self._follow()

    def store(self) -> None:
        """Records the milestone."""
        service, inspection = self.context.house.inspection, self.context.inspection_id
        milestone, note = self._milestone(), self.note.text().strip()
        try:
            at = checked(
                CaseMilestone,
                {"inspection_id": inspection, "milestone": milestone, "at": self.instant()},
            ).at
        except RuleError as error:
            self.refused(error)
            return
        self.context.write(
            lambda: service.record_milestone(inspection, milestone, at, note),
            lambda _: self.accept(),
            label="Recording what has happened",
            failed=self.refused,
        )

    def _clear(self) -> None:
        service, inspection = self.context.house.inspection, self.context.inspection_id
        milestone = self._milestone()
        self.context.write(
            lambda: service.withdraw_milestone(inspection, milestone),
            lambda _: self.accept(),
            label="Taking a milestone back",
            failed=self.refused,
        )

    def _milestone(self) -> Milestone:
        return Milestone(self.what.currentData())

    def _next(self) -> Milestone:
        usual = (
            Milestone.ACKNOWLEDGED,
            Milestone.EC_APPROVED,
            Milestone.MANDATE_ISSUED,
            Milestone.POE_ARRIVAL,
            Milestone.AREA_ARRIVAL,
            Milestone.ACTIVITIES_STARTED,
            Milestone.PIR_TRANSMITTED,
            Milestone.CONCLUDED,
        )
        facts = self.context.case.facts
        return next((each for each in usual if each not in facts), Milestone.REPORT_SENT)

    def _follow(self) -> None:
        at = self.context.case.facts.get(self._milestone())
        self.clear.setEnabled(at is not None)
        self.at.setText(texts.instant(at if at is not None else self.context.case.now))
        self.ok.setText("Correct" if at is not None else "Record")


class ExerciseTimeDialog(TimeDialog):
    """Sets the exercise's present; everything is computed anew from it."""

    def __init__(self, context: Context, parent: QWidget) -> None:
        super().__init__(context, "Set exercise time", "Set", parent)
        self.runs = QCheckBox("The clock runs on from there")
        self.runs.setChecked(context.case.inspection.exercise_set_at is not None)
        self.real = button("Use real time", "clock", self._real)
        self.real.setEnabled(context.case.inspection.exercise_time is not None)
        self.form.addRow("Exercise time (UTC)", self.at)
        self.form.addRow("", self.site_time)
        self.form.addRow("", self.runs)
        self.buttons.insertWidget(0, self.real)

    def store(self) -> None:
        """Sets it."""
        try:
            at = checked(
                CaseMilestone,
                {
                    "inspection_id": self.context.inspection_id,
                    "milestone": Milestone.ACKNOWLEDGED,
                    "at": self.instant(),
                },
            ).at
        except RuleError as error:
            self.refused(error)
            return
        self._set(at)

    def _real(self) -> None:
        self._set(None)

    def _set(self, at: datetime | None) -> None:
        service, key = self.context.house.inspection, self.context.inspection_id
        runs = self.runs.isChecked()
        self.context.write(
            lambda: service.set_exercise_time(key, at, runs=runs),
            lambda _: self.accept(),
            label="Setting the exercise time",
            failed=self.refused,
        )
