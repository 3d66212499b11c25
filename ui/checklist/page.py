"""Checklist: tasks by phase with due times, ticked off with who and when."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHeaderView,
    QLabel,
    QStackedWidget,
    QTreeWidget,
    QTreeWidgetItem,
    QWidget,
)

from osi_app.checklist.records import Anchor, Task
from ui import texts
from ui.context import Context
from ui.theme.colours import colours_of
from ui.theme.shapes import shape_icon, tone_of
from ui.theme.style import code_font
from ui.widgets.basics import EmptyState, button, quiet, row
from ui.widgets.list_page import Page, beside, heading, page_lines
from ui.widgets.record_dialog import ask_record
from ui.widgets.record_form import RecordForm

KEY = Qt.ItemDataRole.UserRole
DONE, OVERDUE, SOON, OPEN = "done", "overdue", "soon", "open"
SOON_S = 6 * 3600


class ChecklistPage(Page):
    """Phases as branches, tasks as leaves with a box."""

    kinds = frozenset({"task", "case_milestone", "inspection"})

    def __init__(self, context: Context) -> None:
        super().__init__(context)
        self.service = context.house.checklist
        self._tasks: tuple[Task, ...] = ()
        self._due: dict[UUID, datetime | None] = {}
        self._wanted: UUID | None = None
        self._leaves: dict[UUID, QTreeWidgetItem] = {}
        self.tree = self._made_tree()
        self.form = RecordForm(context, self.service, Task)
        self.count = QLabel()
        self.count.setObjectName("muted")
        self.only_open = quiet("Open only", "filter")
        self.only_open.setCheckable(True)
        self.only_open.toggled.connect(lambda _: self._show())
        self.new = button("New task", "add", self.ask_new)
        self.build = button("Add the template", "checklist", self.make)
        self.empty = EmptyState(
            "No tasks yet",
            "The template lists what a deployment needs, from the request to the return, with due "
            "times that follow the case.",
            ("Make the checklist", "checklist", self.make),
            ("New task", "add", self.ask_new),
        )
        self.stack = QStackedWidget()
        whole = QWidget()
        column = page_lines(whole)
        column.setContentsMargins(0, 0, 0, 0)
        column.addLayout(row(self.count, None, self.only_open))
        column.addWidget(self.tree, 1)
        self.stack.addWidget(beside(whole, self.form, detail_width=320))
        self.stack.addWidget(self.empty)
        lines = page_lines(self)
        sentence = "What has to be done, by whom, until when. Tick a task when it is done."
        lines.addLayout(heading("Checklist", sentence, self.new))
        lines.addWidget(self.stack, 1)
        for tool in (self.new, *self.empty.buttons):
            tool.setEnabled(context.writable)
        context.case_changed.connect(lambda _: self.refresh())
        self.refresh()

    def refresh(self) -> None:
        """Tasks with their due times."""
        inspection, store = self.context.inspection_id, self.context.house.store

        def load() -> tuple[Task, ...]:
            if inspection is None:
                return ()
            with store.read() as reading:
                tasks: tuple[Task, ...] = reading.all(Task, inspection_id=inspection)
                return tasks

        self.context.read(load, self._took)

    def select(self, kind: str, key: UUID) -> None:
        """A task."""
        del kind
        self._wanted = key
        self.only_open.setChecked(False)
        self._select_wanted()

    def make(self) -> None:
        """The template's tasks into this inspection, as one step."""
        inspection, service = self.context.inspection_id, self.service
        if inspection is None:
            self.context.tell("Choose an inspection first: a checklist belongs to one.", "warning")
            return
        self.context.write(lambda: service.instantiate(inspection), label="Making the checklist")

    def ask_new(self) -> None:
        """One task of one's own."""
        inspection = self.context.inspection_id
        if inspection is None:
            self.context.tell("Choose an inspection first: a checklist belongs to one.", "warning")
            return
        apart = frozenset({"done_at", "done_by", "template", "position"})
        preset = {"inspection_id": inspection, "phase": "Launch", "position": 10_000}
        ask_record(self.context, self.service, Task, preset, self, apart=apart)

    def tick(self, key: UUID, done: bool) -> None:
        """Marks a task done now by the person at this machine, or not done."""
        service = self.service
        task = next(t for t in self._tasks if t.id == key)
        now = self.context.case.now if self.context.case is not None else self.context.house.clock()
        author = self.context.preferences.value("name", "") or _author()
        label = f"{'Tick' if done else 'Untick'} {task.code}"
        values = {"done_at": now if done else None, "done_by": author if done else ""}
        self.context.write(lambda: service.correct(label, Task, [key], values), label=label)

    def _made_tree(self) -> QTreeWidget:
        tree = QTreeWidget()
        tree.setHeaderLabels(["Task", "State", "Due (UTC, site)", "Owner", "Done"])
        tree.setAlternatingRowColors(True)
        tree.setIconSize(QSize(12, 12))
        tree.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        tree.header().setStretchLastSection(True)
        tree.header().setSectionResizeMode(0, QHeaderView.ResizeMode.Interactive)
        for place, width in enumerate((250, 92, 230, 110)):
            tree.setColumnWidth(place, width)
        tree.itemChanged.connect(self._ticked)
        tree.currentItemChanged.connect(lambda item, _: self._chosen(item))
        return tree

    def _took(self, tasks: tuple[Task, ...]) -> None:
        self._tasks = tuple(sorted(tasks, key=lambda t: (t.position, t.code)))
        anchors = anchor_times(self.context.case)
        self._due = {
            task.id: at + timedelta(hours=task.offset_h)
            if (at := anchors.get(task.anchor))
            else None
            for task in self._tasks
        }
        self._show()
        self._select_wanted()

    def _show(self) -> None:
        self.stack.setCurrentIndex(0 if self._tasks else 1)
        chosen = self.tree.currentItem()
        key = chosen.data(0, KEY) if chosen is not None else None
        now = self.context.case.now if self.context.case is not None else self.context.house.clock()
        self.tree.blockSignals(True)
        self.tree.clear()
        self._leaves = {}
        for phase in dict.fromkeys(task.phase for task in self._tasks):
            of_phase = [task for task in self._tasks if task.phase == phase]
            self._add_phase(phase, of_phase, now)
        self.tree.expandAll()
        self.tree.blockSignals(False)
        done = sum(1 for task in self._tasks if task.done_at is not None)
        late = sum(1 for task in self._tasks if self._state(task, now) == OVERDUE)
        tail = f" · {late} overdue" if late else ""
        self.count.setText(f"{done} of {texts.counted(len(self._tasks), 'task')} done{tail}")
        if key is not None:
            self._wanted = key
            self._select_wanted()

    def _add_phase(self, phase: str, tasks: Sequence[Task], now: datetime) -> None:
        done = sum(1 for task in tasks if task.done_at is not None)
        branch = QTreeWidgetItem([texts.word(phase).capitalize(), f"{done} / {len(tasks)}"])
        font = branch.font(0)
        font.setBold(True)
        branch.setFont(0, font)
        branch.setSizeHint(0, QSize(0, 30))
        self.tree.addTopLevelItem(branch)
        for task in tasks:
            if not (self.only_open.isChecked() and task.done_at is not None):
                branch.addChild(self._leaf(task, now))

    def _leaf(self, task: Task, now: datetime) -> QTreeWidgetItem:
        due, state = self._due[task.id], self._state(task, now)
        done = f"{texts.instant(task.done_at)} {task.done_by}" if task.done_at else ""
        when = texts.both_times(due, self._site()) if due else f"no {task.anchor.value} yet"
        cells = [f"{task.code}  {task.title}", state, when, task.owner_role, done]
        item = QTreeWidgetItem(cells)
        item.setData(0, KEY, task.id)
        self._leaves[task.id] = item
        item.setIcon(1, shape_icon(tone_of(state), colours_of(self.palette())))
        item.setFont(2, code_font())
        item.setToolTip(0, f"{task.title}\n{task.paragraph}".strip())
        item.setSizeHint(0, QSize(0, 28))
        if self.context.writable:
            item.setFlags(item.flags() | Qt.ItemFlag.ItemIsUserCheckable)
        item.setCheckState(
            0, Qt.CheckState.Checked if task.done_at is not None else Qt.CheckState.Unchecked
        )
        return item

    def _state(self, task: Task, now: datetime) -> str:
        due = self._due.get(task.id)
        if task.done_at is not None:
            return DONE
        if due is None:
            return OPEN
        left_s = (due - now).total_seconds()
        return OVERDUE if left_s < 0 else SOON if left_s < SOON_S else OPEN

    def _site(self) -> Any:
        case = self.context.case
        return texts.zone(case.inspection.site_time_zone if case is not None else "UTC")

    def _ticked(self, item: QTreeWidgetItem, column: int) -> None:
        key = item.data(0, KEY)
        if column == 0 and isinstance(key, UUID):
            self.tick(key, item.checkState(0) == Qt.CheckState.Checked)

    def _chosen(self, item: QTreeWidgetItem | None) -> None:
        key = item.data(0, KEY) if item is not None else None
        if isinstance(key, UUID) and (self.form.record is None or self.form.record.id != key):
            self.form.show_id(key)

    def _select_wanted(self) -> None:
        leaf = self._leaves.get(self._wanted) if self._wanted is not None else None
        if leaf is not None:
            self._wanted = None
            self.tree.setCurrentItem(leaf)


def anchor_times(case: Any) -> dict[Anchor, datetime]:
    """When each anchor is: what has happened, else the latest lawful plan."""
    if case is None:
        return {}
    return {anchor: case.timeline.anchor(anchor.value).at for anchor in Anchor}


def _author() -> str:
    import getpass  # noqa: PLC0415  # asks the machine only when a task is ticked

    return getpass.getuser()
