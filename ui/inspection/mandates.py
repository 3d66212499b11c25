"""The mandate's versions, and the issue of the next one."""

from PySide6.QtCore import QSize
from PySide6.QtWidgets import (
    QCheckBox,
    QDialog,
    QGridLayout,
    QLineEdit,
    QTreeWidget,
    QTreeWidgetItem,
    QVBoxLayout,
    QWidget,
)

from osi_app.inspection.records import Mandate
from osi_app.treaty.techniques import TITLES
from osi_app.treaty.words import Technique
from ui import texts
from ui.context import Context
from ui.messages import error_text
from ui.theme.style import code_font
from ui.widgets.basics import button, hint, row, section

COLUMNS = ("Version", "Issued (UTC)", "Techniques", "Members", "Items", "Leader", "Decision")
WIDTHS = (70, 150, 130, 80, 70, 100, 140)
FIXED = (
    "After the first issue only techniques, members and equipment may change (P.42). The next "
    "version takes team and equipment list as they stand; area, entry and leader stay as issued."
)


class MandatesTable(QWidget):
    """Every version, oldest first, and the button for the next."""

    def __init__(self, context: Context) -> None:
        super().__init__()
        self._context = context
        self.tree = QTreeWidget()
        self.tree.setHeaderLabels(list(COLUMNS))
        self.tree.setRootIsDecorated(False)
        self.tree.setAlternatingRowColors(True)
        for column, width in enumerate(WIDTHS):
            self.tree.setColumnWidth(column, width)
        self.issue_button = button("Issue mandate…", "documents", self.ask)
        head = row(hint(FIXED), self.issue_button)
        head.setStretch(0, 1)
        lines = QVBoxLayout(self)
        lines.setContentsMargins(0, 8, 0, 0)
        lines.addLayout(head)
        lines.addWidget(self.tree, 1)

    def refresh(self) -> None:
        """Reads the versions anew."""
        key, inspection = self._context.inspection_id, self._context.house.inspection
        if key is not None:
            self._context.read(lambda: inspection.mandates(key), self._show)

    def _show(self, mandates: tuple[Mandate, ...]) -> None:
        self.tree.clear()
        for mandate in mandates:
            item = QTreeWidgetItem(
                [
                    str(mandate.version),
                    texts.instant(mandate.issued_at),
                    " ".join(letter.value for letter in mandate.activities),
                    str(len(mandate.member_codes)),
                    str(len(mandate.equipment_codes)),
                    mandate.leader_code,
                    mandate.decision,
                ]
            )
            item.setFont(1, code_font())
            item.setSizeHint(0, QSize(0, 28))
            self.tree.addTopLevelItem(item)
        again = "Issue next version…" if mandates else "Issue mandate…"
        self.issue_button.setText(again)
        self.issue_button.setEnabled(self._context.writable)

    def ask(self) -> None:
        """The dialog for the next version."""
        if self._context.case is not None:
            IssueDialog(self._context, self).open()


class IssueDialog(QDialog):
    """Asks which techniques the mandate names; everything else stands in the records."""

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._context = context
        self.setWindowTitle("Issue mandate")
        self.decision = QLineEdit()
        self.decision.setPlaceholderText("decision of the Executive Council, for example EC/2026/1")
        self.boxes: dict[Technique, QCheckBox] = {}
        grid = QGridLayout()
        for number, (technique, title) in enumerate(TITLES.items()):
            box = QCheckBox(f"({technique.value})  {title}")
            box.setChecked(technique is not Technique.DRILLING)
            self.boxes[technique] = box
            grid.addWidget(box, number, 0)
        self.error = hint("")
        self.error.setObjectName("error")
        self.issue_button = button("Issue", "", self.store, primary=True)
        self.issue_button.setDefault(True)
        lines = QVBoxLayout(self)
        lines.setContentsMargins(20, 16, 20, 16)
        lines.setSpacing(12)
        lines.addWidget(section("Planned types of activity (P.42(d))"))
        lines.addLayout(grid)
        lines.addWidget(self.decision)
        lines.addWidget(hint(FIXED))
        lines.addWidget(self.error)
        lines.addLayout(row(None, button("Cancel", "", self.reject), self.issue_button))

    def store(self) -> None:
        """Issues the version; what is refused is said here."""
        house, key = self._context.house, self._context.inspection_id
        chosen = tuple(technique for technique, box in self.boxes.items() if box.isChecked())
        decision = self.decision.text().strip()
        self._context.write(
            lambda: house.issue_mandate(key, chosen, decision),
            lambda _: self.accept(),
            label="Issuing the mandate",
            failed=self._refused,
        )

    def _refused(self, error: Exception) -> bool:
        self.error.setText(error_text(error))
        return True
