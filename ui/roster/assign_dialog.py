"""Taking people into the team: role and days, with what the rules say before it is done."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from PySide6.QtWidgets import QCheckBox, QDialog, QFormLayout, QLineEdit, QVBoxLayout, QWidget

from osi_app.kernel.errors import RuleError
from osi_app.kernel.service import checked
from osi_app.roster.records import TeamMember
from ui import texts
from ui.context import Context
from ui.messages import rule_text
from ui.widgets.basics import button, hint, row


class AssignDialog(QDialog):
    """One role, the same days, for one person or several; one undoable step."""

    def __init__(self, context: Context, lines: Sequence[Any], parent: QWidget) -> None:
        super().__init__(parent)
        self._context, self._lines = context, list(lines)
        noun = lines[0].name if len(lines) == 1 else texts.counted(len(lines), "inspector")
        self.setWindowTitle(f"Take {noun} into the team")
        self.setMinimumWidth(420)
        first, last = proposed_days(context.case)
        self.seat = QLineEdit("field team")
        self.arrives, self.departs = QLineEdit(first.isoformat()), QLineEdit(last.isoformat())
        self.leader, self.drilling = QCheckBox("Inspection team leader"), QCheckBox("For drilling")
        self.leader.setEnabled(len(lines) == 1)
        self.error = hint("")
        self.error.setObjectName("error")
        self.take = button(f"Take {noun}", "", self.assign, primary=True)
        self.take.setDefault(True)
        form = QFormLayout()
        form.addRow("Role", self.seat)
        form.addRow("First day on territory", self.arrives)
        form.addRow("Last day on territory", self.departs)
        form.addRow("", self.leader)
        form.addRow("", self.drilling)
        column = QVBoxLayout(self)
        column.setContentsMargins(20, 16, 20, 16)
        column.setSpacing(12)
        column.addLayout(form)
        column.addWidget(self.error)
        column.addLayout(row(None, button("Cancel", "", self.reject), self.take))

    def assign(self) -> None:
        """Stores it as one step."""
        service, noun = self._context.house.roster, texts.counted(len(self._lines), "inspector")
        label = f"Assign {self._lines[0].code if len(self._lines) == 1 else noun}"
        try:
            members = [self._member(line) for line in self._lines]
        except RuleError as error:
            self.error.setText(rule_text(error))
            return

        first = members[0]

        def failed(error: Exception) -> bool:
            if isinstance(error, RuleError):
                self.error.setText(rule_text(error))
                return True
            return False

        self._context.write(
            lambda: service.assign_members(
                first.inspection_id,
                [member.inspector_id for member in members],
                first.seat,
                first.arrives_on,
                first.departs_on,
                leader=first.leader,
                drilling=first.drilling,
            ),
            lambda _: self.accept(),
            label=label,
            failed=failed,
        )

    def _member(self, line: Any) -> TeamMember:
        member: TeamMember = checked(
            TeamMember,
            {
                "inspection_id": self._context.inspection_id,
                "inspector_id": line.id,
                "seat": self.seat.text().strip(),
                "leader": self.leader.isChecked(),
                "drilling": self.drilling.isChecked(),
                "arrives_on": self.arrives.text().strip(),
                "departs_on": self.departs.text().strip(),
            },
        )
        return member


def proposed_days(case: Any) -> tuple[date, date]:
    """From the arrival at the point of entry to the end of the base period."""
    return case.timeline.entry.at.date(), case.timeline.base_end.at.date()
