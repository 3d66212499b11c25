"""Records that hang on another one: the calibrations of an item, the courses of an inspector."""

from collections.abc import Callable
from typing import Any
from uuid import UUID

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHeaderView,
    QScrollArea,
    QTableWidget,
    QTableWidgetItem,
    QVBoxLayout,
    QWidget,
)

from osi_app.kernel.record import Record, kind_of
from osi_app.kernel.service import RoomService
from ui import references, texts
from ui.context import Context
from ui.typed import shapes_of
from ui.widgets.basics import hint, quiet, row, section
from ui.widgets.record_dialog import Store, ask_record
from ui.widgets.seen import AskedWhenSeen

ROW = 26


class RelatedRecords(AskedWhenSeen):
    """All records of one kind whose ``field`` is the record shown; newest state, in place."""

    def __init__(
        self,
        context: Context,
        service: RoomService,
        kind: type[Record],
        field: str,
        heading: str,
        *,
        store: Store | None = None,
        preset: Callable[[], dict[str, Any]] = dict,
    ) -> None:
        super().__init__()
        self._context, self._service, self._kind, self._field = context, service, kind, field
        self._store, self._preset = store, preset
        self._records: tuple[Any, ...] = ()
        self._names: dict[UUID, str] = {}
        word = texts.kind_word(kind_of(kind))
        self._columns = [s.name for s in shapes_of(kind) if s.name != field and not s.vertices]
        self.add = quiet("Record", "add", self.ask)
        self.add.setToolTip(f"Record a {word}")
        self.add.setEnabled(context.writable)
        self.none = hint(f"No {word} recorded.")
        self.table = self._made_table()
        lines = QVBoxLayout(self)
        lines.setContentsMargins(0, 0, 0, 6)
        lines.setSpacing(6)
        lines.addLayout(row(section(heading), None, self.add))
        lines.addWidget(self.none)
        lines.addWidget(self.table)
        context.changed.connect(self._changed)

    def load(self, key: UUID) -> None:
        """Asks for what hangs on that record."""
        store, kind, equal = self._context.house.store, self._kind, {self._field: key}
        named = [name for name in self._columns if name in references.KINDS]

        def load() -> tuple[UUID, tuple[Any, ...], dict[UUID, str]]:
            with store.read() as reading:
                names: dict[UUID, str] = {}
                for name in named:
                    names.update(references.choices(reading, name))
                return key, reading.all(kind, **equal), names

        self._context.read(load, self._took)

    def ask(self) -> None:
        """A new one."""
        if self._key is not None:
            ask_record(
                self._context,
                self._service,
                self._kind,
                {self._field: self._key, **self._preset()},
                self,
                store=self._store,
            )

    def correct(self, place: int) -> None:
        """The one in that row, in a dialog."""
        if 0 <= place < len(self._records) and self._context.writable:
            record = self._records[place]
            preset = {self._field: self._key}
            ask_record(self._context, self._service, self._kind, preset, self, record=record)

    def remove(self) -> None:
        """Takes the selected ones out."""
        rows = sorted({index.row() for index in self.table.selectedIndexes()})
        keys = [self._records[place].id for place in rows]
        if not keys or not self._context.writable:
            return
        service, kind = self._service, self._kind
        label = f"Remove {texts.counted(len(keys), texts.kind_word(kind_of(kind)))}"
        self._context.write(lambda: service.remove(label, kind, keys), label=label)

    def _made_table(self) -> QTableWidget:
        table = QTableWidget(0, len(self._columns))
        table.setHorizontalHeaderLabels([texts.label(name) for name in self._columns])
        table.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        table.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        table.setShowGrid(False)
        table.horizontalHeader().setDefaultAlignment(
            Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
        )
        table.setWordWrap(False)
        table.verticalHeader().hide()
        table.verticalHeader().setDefaultSectionSize(ROW)
        table.horizontalHeader().setStretchLastSection(True)
        table.horizontalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Interactive)
        table.doubleClicked.connect(lambda index: self.correct(index.row()))
        for keys, act in (
            (Qt.Key.Key_Delete, self.remove),
            (Qt.Key.Key_Return, lambda: self.correct(self.table.currentRow())),
        ):
            shortcut = QShortcut(QKeySequence(keys), table)
            shortcut.setContext(Qt.ShortcutContext.WidgetShortcut)
            shortcut.activated.connect(act)
        return table

    def _took(self, answer: tuple[UUID, tuple[Any, ...], dict[UUID, str]]) -> None:
        key, self._records, self._names = answer
        if key != self._key:
            return
        self.table.setRowCount(len(self._records))
        for place, record in enumerate(self._records):
            for column, name in enumerate(self._columns):
                value = getattr(record, name)
                text = self._names.get(value) or texts.shown(value) if value is not None else ""
                item = QTableWidgetItem(text)
                item.setToolTip(text)
                self.table.setItem(place, column, item)
        self.table.resizeColumnsToContents()
        header = self.table.horizontalHeader().sizeHint().height()
        self.table.setFixedHeight(header + ROW * min(6, len(self._records)) + 16)
        self.table.setVisible(bool(self._records))
        self.none.setVisible(not self._records)

    def _changed(self, change_set: Any) -> None:
        if self._key is not None and kind_of(self._kind) in change_set.kinds:
            self.outdate()


class RelatedTab(QScrollArea):
    """Several kinds of related records, one under the other."""

    def __init__(self, *parts: AskedWhenSeen) -> None:
        super().__init__()
        self.parts = parts
        inner = QWidget()
        lines = QVBoxLayout(inner)
        lines.setContentsMargins(4, 10, 12, 10)
        lines.setSpacing(10)
        for part in parts:
            lines.addWidget(part)
        lines.addStretch(1)
        self.setWidgetResizable(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setWidget(inner)

    def show_record(self, key: UUID) -> None:
        """Shows what hangs on that record in every part."""
        for part in self.parts:
            part.show_record(key)
