"""What every page is, and the usual one: a list with the detail of its record beside it."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from uuid import UUID

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QHBoxLayout, QSplitter, QVBoxLayout, QWidget

from osi_app.kernel.changes import ChangeSet
from osi_app.kernel.lists import ListQuery, RecordList
from osi_app.kernel.record import Record, kind_of
from osi_app.kernel.service import RoomService
from ui import texts
from ui.context import Context
from ui.typed import parsed, shape_of
from ui.widgets.basics import hint, title
from ui.widgets.bulk_edit import BulkEditDialog
from ui.widgets.record_table import TableParts

MARGIN = 16


class Page(QWidget):
    """A page. ``kinds`` are the records whose change it shows."""

    kinds: frozenset[str] = frozenset()

    def __init__(self, context: Context) -> None:
        super().__init__()
        self.context = context
        context.changed.connect(self._changed)
        context.inspection_changed.connect(lambda _: self.refresh())

    def refresh(self) -> None:
        """Asks for everything it shows anew."""

    def select(self, kind: str, key: UUID) -> None:
        """Shows and selects a record of its kinds."""

    def dropped(self, path: Path) -> bool:
        """Whether it takes a file dropped on it (and starts the import)."""
        del path
        return False

    def _changed(self, change_set: ChangeSet) -> None:
        if self.context.about_now(change_set, self.kinds):
            self.refresh()


def page_lines(page: QWidget) -> QVBoxLayout:
    """The column a page lays its parts in."""
    lines = QVBoxLayout(page)
    lines.setContentsMargins(MARGIN, 12, MARGIN, 12)
    lines.setSpacing(10)
    return lines


def heading(text: str, sentence: str, *tools: QWidget) -> QHBoxLayout:
    """A page's heading with one sentence beside it and its buttons at the right."""
    line = QHBoxLayout()
    line.setSpacing(12)
    line.addWidget(title(text))
    line.addWidget(hint(sentence), 1)
    for tool in tools:
        line.addWidget(tool)
    return line


def beside(left: QWidget, right: QWidget, *, detail_width: int = 340) -> QSplitter:
    """A list and its detail: what room there is goes to the list."""
    frame = QFrame()
    frame.setObjectName("detail")
    inner = QVBoxLayout(frame)
    inner.setContentsMargins(12, 10, 4, 6)
    inner.addWidget(right)
    frame.setMinimumWidth(280)
    split = QSplitter(Qt.Orientation.Horizontal)
    split.setChildrenCollapsible(False)
    split.setHandleWidth(12)
    split.addWidget(left)
    split.addWidget(frame)
    split.setStretchFactor(0, 1)
    split.setStretchFactor(1, 0)
    split.setSizes([900, detail_width])
    return split


@dataclass(frozen=True)
class Editing:
    """The edits a table offers, told to a service that keeps records of one kind."""

    context: Context
    service: RoomService
    kind: type[Record]
    name: str
    parent: QWidget
    hidden: frozenset[str] = field(default_factory=frozenset)
    key: str = "id"
    """The line's attribute that holds the record's id."""

    def parts(self, *, footer: bool = True) -> TableParts:
        """What the table is told."""
        return TableParts(
            name=self.name,
            noun=texts.kind_word(kind_of(self.kind)),
            edit=self.edit,
            edit_block=self.edit_block,
            edit_many=self.edit_many,
            remove=self.remove,
            hidden=self.hidden,
            footer=footer,
        )

    def edit(self, line: Any, column: str, typed: str) -> None:
        """One cell."""
        self.edit_block([(line, {column: typed})])

    def edit_block(self, cells: list[tuple[Any, dict[str, str]]]) -> None:
        """Many cells: rows with the same new values go together, each group as one step."""
        groups: dict[tuple[tuple[str, str], ...], list[Any]] = {}
        for line, values in cells:
            groups.setdefault(tuple(sorted(values.items())), []).append(line)
        for values_typed, lines in groups.items():
            values = {name: parsed(shape_of(self.kind, name), text) for name, text in values_typed}
            fields = ", ".join(texts.label(name).lower() for name in values)
            label = f"Change {fields} of {self._noun(lines)}"
            keys = [getattr(line, self.key) for line in lines]
            self._write(label, keys, values)

    def edit_many(self, lines: Sequence[Any]) -> None:
        """The bulk edit dialog over the records of these lines."""
        keys = [getattr(line, self.key) for line in lines]
        store, kind = self.context.house.store, self.kind

        def load() -> Sequence[Record]:
            with store.read() as reading:
                records: tuple[Record, ...] = reading.among(kind, "id", keys)
                return records

        def show(records: Sequence[Record]) -> None:
            if records:
                BulkEditDialog(self.context, self.service, records, self.parent).open()

        self.context.read(load, show)

    def remove(self, lines: Sequence[Any]) -> None:
        """Takes the records out; what refers to them is told when it is refused."""
        label = f"Remove {self._noun(lines)}"
        keys = [getattr(line, self.key) for line in lines]
        service, kind = self.service, self.kind
        self.context.write(
            lambda: service.remove(label, kind, keys),
            lambda _: self.context.tell(f"{label}: done. Ctrl+Z takes it back."),
            label=label,
        )

    def _write(self, label: str, keys: list[UUID], values: dict[str, Any]) -> None:
        service, kind = self.service, self.kind
        self.context.write(lambda: service.correct(label, kind, keys, values), label=label)

    def _noun(self, lines: Sequence[Any]) -> str:
        word = texts.kind_word(kind_of(self.kind))
        if len(lines) == 1:
            return f"{word} {getattr(lines[0], 'code', '')}".strip()
        return texts.counted(len(lines), word)


AnyList = RecordList[Any]


def day_query(context: Context) -> ListQuery:
    """The question of every list: this inspection, the case's day."""
    case = context.case
    day = case.now.date() if case is not None else context.house.clock().date()
    return ListQuery(inspection_id=context.inspection_id, on=day)
