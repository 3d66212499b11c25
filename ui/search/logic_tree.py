"""The chain as a tree: area of interest → question → information need → mission → result."""

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import (
    QStackedWidget,
    QTreeWidget,
    QTreeWidgetItem,
    QVBoxLayout,
    QWidget,
)

from osi_app.kernel.ports import Reading
from osi_app.kernel.record import Record, kind_of
from osi_app.search.records import (
    AreaOfInterest,
    GeometryKind,
    InformationNeed,
    Mission,
    Question,
    Result,
)
from ui import texts
from ui.context import Context
from ui.references import name_of
from ui.theme.colours import colours_of
from ui.theme.shapes import shape_icon, tone_of
from ui.widgets.basics import EmptyState, button, quiet, row
from ui.widgets.list_page import beside
from ui.widgets.record_dialog import ask_record
from ui.widgets.record_form import RecordForm

RECORD = Qt.ItemDataRole.UserRole
CHILDREN: dict[type[Record], tuple[type[Record], str]] = {
    AreaOfInterest: (Question, "area_of_interest_id"),
    Question: (InformationNeed, "question_id"),
    InformationNeed: (Mission, "information_need_id"),
    Mission: (Result, "mission_id"),
}


@dataclass(frozen=True)
class Chain:
    """Everything of one inspection, each kind in the order of its codes."""

    by_parent: dict[UUID | None, tuple[Any, ...]]
    areas: tuple[AreaOfInterest, ...]


def chain_of(reading: Reading, inspection_id: UUID) -> Chain:
    """The whole chain in one look."""
    areas = reading.all(AreaOfInterest, inspection_id=inspection_id)
    by_parent: dict[UUID | None, list[Any]] = {}
    parents: tuple[Any, ...] = areas
    for parent_kind in (AreaOfInterest, Question, InformationNeed, Mission):
        kind, field = CHILDREN[parent_kind]
        children = reading.among(kind, field, [parent.id for parent in parents])
        for child in children:
            by_parent.setdefault(getattr(child, field), []).append(child)
        parents = children
    return Chain({key: tuple(found) for key, found in by_parent.items()}, areas)


class LogicTree(QWidget):
    """The tree on the left, the chosen record on the right."""

    def __init__(self, context: Context) -> None:
        super().__init__()
        self._context, self._service = context, context.house.search
        self._wanted: UUID | None = None
        self._items: dict[UUID, QTreeWidgetItem] = {}
        self.tree = QTreeWidget()
        self.tree.setHeaderLabels(["What", "State", "Weight, technique"])
        self.tree.setAlternatingRowColors(True)
        self.tree.setIconSize(QSize(12, 12))
        for place, width in enumerate((360, 100)):
            self.tree.setColumnWidth(place, width)
        self.tree.currentItemChanged.connect(lambda item, _: self._chosen(item))
        self.forms = QStackedWidget()
        self._forms: dict[type[Record], RecordForm] = {}
        for kind in (AreaOfInterest, Question, InformationNeed, Mission, Result):
            form = RecordForm(context, self._service, kind)
            self._forms[kind] = form
            self.forms.addWidget(form)
        self.add = button("Add below", "add", self.ask_below)
        self.unfold = quiet("Unfold all", "more", self.tree.expandAll)
        self.remove = quiet("Remove", "remove", self._remove)
        self.empty = EmptyState(
            "No area of interest yet",
            "Draw one on the map, or import the area first. Questions, needs and missions follow "
            "from it.",
            ("Open the map", "area", lambda: context.go("area")),
        )
        left = QWidget()
        column = QVBoxLayout(left)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        column.addLayout(row(self.add, None, self.unfold, self.remove))
        column.addWidget(self.tree, 1)
        self.stack = QStackedWidget()
        self.stack.addWidget(beside(left, self.forms))
        self.stack.addWidget(self.empty)
        lines = QVBoxLayout(self)
        lines.setContentsMargins(0, 10, 0, 0)
        lines.addWidget(self.stack)
        self.refresh()

    def refresh(self) -> None:
        """The chain of the inspection chosen."""
        inspection, store = self._context.inspection_id, self._context.house.store

        def load() -> Chain:
            if inspection is None:
                return Chain({}, ())
            with store.read() as reading:
                return chain_of(reading, inspection)

        self._context.read(load, self._took)

    def select(self, key: UUID) -> None:
        """Shows and selects a record of the chain."""
        self._wanted = key
        self._select_wanted()

    def ask_below(self) -> None:
        """A new record under the chosen one."""
        parent = self._current()
        if parent is None or type(parent) not in CHILDREN:
            return
        kind, field = CHILDREN[type(parent)]
        preset: dict[str, Any] = {field: parent.id}
        if kind is Mission:
            preset |= self._mission_preset()
        ask_record(self._context, self._service, kind, preset, self)

    def _mission_preset(self) -> dict[str, Any]:
        case = self._context.case
        start = case.now if case is not None else self._context.house.clock()
        area = self._ancestor(AreaOfInterest)
        return {
            "inspection_id": self._context.inspection_id,
            "geometry": GeometryKind.POLYGON,
            "vertices": area.vertices if area is not None else ((0.0, 0.0),) * 3,
            "starts_at": start,
            "ends_at": start,
        }

    def _took(self, chain: Chain) -> None:
        self.stack.setCurrentIndex(0 if chain.areas else 1)
        current = self._current()
        opened = self._opened()
        self.tree.blockSignals(True)
        self.tree.clear()
        self._items = {}
        for area in chain.areas:
            self.tree.addTopLevelItem(self._item(area, chain))
        for item in self._items.values():
            record = item.data(0, RECORD)
            item.setExpanded(record.id in opened if opened else isinstance(record, AreaOfInterest))
        self.tree.blockSignals(False)
        self._wanted = self._wanted or (current.id if current is not None else None)
        first = self.tree.topLevelItem(0)
        if not self._select_wanted() and first is not None:
            self.tree.setCurrentItem(first)

    def _item(self, record: Any, chain: Chain) -> QTreeWidgetItem:
        status = getattr(record, "status", None)
        state = texts.word(status) if status is not None else ""
        if isinstance(record, Result):
            state = "answers" if record.answers else ""
        item = QTreeWidgetItem([_title(record), state, _weight(record)])
        item.setData(0, RECORD, record)
        self._items[record.id] = item
        item.setSizeHint(0, QSize(0, 28))
        item.setToolTip(0, f"{texts.kind_word(kind_of(record))}: {_title(record)}")
        if status is not None:
            tone = tone_of(status.value)
            item.setIcon(1, shape_icon(tone, colours_of(self.palette())))
        for child in chain.by_parent.get(record.id, ()):
            item.addChild(self._item(child, chain))
        return item

    def _current(self) -> Any:
        item = self.tree.currentItem()
        return item.data(0, RECORD) if item is not None else None

    def _ancestor(self, kind: type[Record]) -> Any:
        item = self.tree.currentItem()
        while item is not None:
            if isinstance(item.data(0, RECORD), kind):
                return item.data(0, RECORD)
            item = item.parent()
        return None

    def _opened(self) -> set[UUID]:
        return {key for key, item in self._items.items() if item.isExpanded()}

    def _select_wanted(self) -> bool:
        item = self._items.get(self._wanted) if self._wanted is not None else None
        if item is None:
            return False
        self._wanted = None
        self.tree.setCurrentItem(item)
        self.tree.scrollToItem(item)
        return True

    def _chosen(self, item: QTreeWidgetItem | None) -> None:
        if item is None:
            return
        record = item.data(0, RECORD)
        form = self._forms[type(record)]
        self.forms.setCurrentWidget(form)
        form.show_id(record.id)
        child = CHILDREN.get(type(record))
        writable = self._context.writable
        self.add.setEnabled(child is not None and writable)
        word = texts.kind_word(kind_of(child[0])) if child is not None else "below"
        self.add.setText(f"Add {word}")
        # an area of interest is excluded with its reason, never deleted
        self.remove.setEnabled(writable and not isinstance(record, AreaOfInterest))

    def _remove(self) -> None:
        record = self._current()
        if record is None:
            return
        service, kind, key = self._service, type(record), record.id
        label = f"Remove {texts.kind_word(kind_of(kind))} {record.code}"
        self._context.write(lambda: service.remove(label, kind, [key]), label=label)


def _title(record: Any) -> str:
    if isinstance(record, Result):
        return f"{record.code}  {record.summary}"
    return name_of(record)


def _weight(record: Any) -> str:
    if isinstance(record, AreaOfInterest):
        return f"priority {record.priority}"
    if isinstance(record, Question):
        return f"value {record.value}"
    if isinstance(record, InformationNeed):
        return ", ".join(technique.value for technique in record.techniques)
    if isinstance(record, Mission):
        return texts.word(record.technique)
    return texts.instant(record.recorded_at)
