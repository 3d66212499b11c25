"""What has happened in the case, moment by moment."""

from collections.abc import Callable, Mapping
from datetime import datetime, tzinfo

from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import QTreeWidget, QTreeWidgetItem, QVBoxLayout, QWidget

from osi_app.treaty.words import Milestone
from ui import texts
from ui.theme.colours import colours_of
from ui.theme.shapes import EMPTY, GOOD, shape_icon
from ui.theme.style import code_font
from ui.widgets.basics import hint

MILESTONE = Qt.ItemDataRole.UserRole


class HappenedTable(QWidget):
    """Every milestone, with its time where it has happened; Enter or double-click sets one."""

    def __init__(self, ask: Callable[[Milestone | None], None]) -> None:
        super().__init__()
        self._ask = ask
        self.tree = QTreeWidget()
        self.tree.setHeaderLabels(["What", "When (UTC, site)"])
        self.tree.setRootIsDecorated(False)
        self.tree.setAlternatingRowColors(True)
        self.tree.setIconSize(QSize(12, 12))
        self.tree.setColumnWidth(0, 330)
        self.tree.itemActivated.connect(self._chosen)
        lines = QVBoxLayout(self)
        lines.setContentsMargins(0, 8, 0, 0)
        lines.addWidget(hint("Double-click a line to say when it happened. Deadlines follow."))
        lines.addWidget(self.tree, 1)

    def show_facts(self, facts: Mapping[Milestone, datetime], site: tzinfo) -> None:
        """Shows all milestones in their usual order."""
        colours = colours_of(self.palette())
        place = self.tree.currentIndex().row()
        self.tree.clear()
        for milestone in Milestone:
            at = facts.get(milestone)
            when = texts.both_times(at, site) if at is not None else ""
            item = QTreeWidgetItem([texts.word(milestone), when])
            item.setIcon(0, shape_icon(GOOD if at is not None else EMPTY, colours))
            item.setFont(1, code_font())
            item.setData(0, MILESTONE, milestone.value)
            item.setSizeHint(0, QSize(0, 28))
            self.tree.addTopLevelItem(item)
        if (again := self.tree.topLevelItem(place)) is not None:
            self.tree.setCurrentItem(again)

    def _chosen(self, item: QTreeWidgetItem) -> None:
        self._ask(Milestone(item.data(0, MILESTONE)))
