"""The table of every list: filter bar, sort by header, columns to choose, counts, export,
blocks to and from a spreadsheet, bulk edit, removal."""

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from PySide6.QtCore import QItemSelectionModel, QPoint, Qt, Signal
from PySide6.QtGui import QGuiApplication, QKeySequence, QShortcut
from PySide6.QtWidgets import (
    QAbstractItemView,
    QFileDialog,
    QHBoxLayout,
    QHeaderView,
    QLabel,
    QMenu,
    QStackedLayout,
    QTableView,
    QVBoxLayout,
    QWidget,
)

from osi_app.kernel.lists import Key, ListQuery, RecordList
from ui import texts
from ui.context import Context
from ui.widgets.basics import EmptyState, quiet
from ui.widgets.delegates import ROW_HEIGHT, CellDelegate
from ui.widgets.filter_bar import FilterBar
from ui.widgets.sheets import block_cells, block_text, write_sheet
from ui.widgets.table_model import Edit, RecordTableModel


@dataclass(frozen=True)
class TableParts:
    """What a page says of its table. ``name`` is the key of remembered widths, ``noun`` names a
    line ("item"); ``edit`` stores a typed cell, ``edit_many`` offers the bulk edit, ``remove``
    takes lines out; ``hidden`` columns are not shown until chosen."""

    name: str
    noun: str
    edit: Edit | None = None
    edit_block: Callable[[list[tuple[Any, dict[str, str]]]], None] | None = None
    edit_many: Callable[[list[Any]], None] | None = None
    remove: Callable[[list[Any]], None] | None = None
    hidden: frozenset[str] = field(default_factory=frozenset)
    footer: bool = True


class RecordTable(QWidget):
    """A list on screen. ``chosen`` carries the current line (or None), ``opened`` the line of a
    double-click or Enter."""

    chosen = Signal(object)
    opened = Signal(object)

    def __init__(
        self,
        context: Context,
        records: RecordList[Any],
        parts: TableParts,
        query: ListQuery | None = None,
        empty: EmptyState | None = None,
    ) -> None:
        super().__init__()
        self._context, self.parts = context, parts
        edit = parts.edit if context.writable else None
        self.model = RecordTableModel(context.operations, records, query, edit, self)
        self.bar = FilterBar(self.model.columns)
        self.view = QTableView()
        self.count = QLabel()
        self.count.setObjectName("muted")
        self._wanted: object = None
        self._last: Key | None = None
        self._empty = empty or EmptyState(f"No {parts.noun} here", "Nothing matches what is asked.")
        self._dress_view()
        self._lay_out()
        self._connect()
        self.model.refresh()

    # for pages

    def ask(self, **changes: Any) -> None:
        """Changes the question (inspection, day) and asks anew."""
        self.model.show_query(replace(self.model.query, **changes))

    def selected(self) -> list[Any]:
        """The lines selected that have arrived."""
        rows = sorted({index.row() for index in self.view.selectionModel().selectedIndexes()})
        return [line for line in map(self.model.line_at, rows) if line is not None]

    def select(self, key: object) -> None:
        """Shows and selects the record of that id; a filter that hides it is taken away."""
        self._wanted = key
        self.model.find_row(key, self._found)

    def add_tool(self, widget: QWidget) -> None:
        """A page's own button, at the right of the filter bar."""
        self._tools.addWidget(widget)

    # how it is made

    def _dress_view(self) -> None:
        view = self.view
        view.setModel(self.model)
        view.setItemDelegate(CellDelegate(view))
        view.setAlternatingRowColors(True)
        view.setShowGrid(False)
        view.setWordWrap(False)
        view.setSortingEnabled(False)
        view.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        view.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        view.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        view.setEditTriggers(
            QAbstractItemView.EditTrigger.EditKeyPressed
            | QAbstractItemView.EditTrigger.DoubleClicked
        )
        view.verticalHeader().hide()
        view.verticalHeader().setDefaultSectionSize(ROW_HEIGHT)
        view.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        header = view.horizontalHeader()
        header.setSectionsMovable(True)
        header.setSectionsClickable(True)
        header.setHighlightSections(False)
        header.setStretchLastSection(True)
        header.setSortIndicatorShown(True)
        header.setSortIndicator(-1, Qt.SortOrder.AscendingOrder)
        header.sortIndicatorChanged.connect(self.model.sort)
        header.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        header.customContextMenuRequested.connect(self._choose_columns)
        remembered = self._context.preferences.value(f"table/{self.parts.name}", {})
        for place, column in enumerate(self.model.columns):
            state = remembered.get(column.key, {})
            view.setColumnWidth(place, int(state.get("width", column.width)))
            view.setColumnHidden(place, bool(state.get("hidden", column.key in self.parts.hidden)))

    def _lay_out(self) -> None:
        self._tools = QHBoxLayout()
        self._tools.setSpacing(6)
        top = QHBoxLayout()
        top.addWidget(self.bar, 1)
        top.addLayout(self._tools)
        foot = QHBoxLayout()
        foot.addWidget(self.count, 1)
        self.bulk = quiet("Edit selected", "edit", self._bulk_edit)
        self.bulk.setVisible(self.parts.edit_many is not None)
        self.bulk.setEnabled(False)
        self.columns_button = quiet("Columns", "columns")
        self.columns_button.clicked.connect(lambda: self._choose_columns(QPoint()))
        foot.addWidget(self.bulk)
        foot.addWidget(self.columns_button)
        foot.addWidget(quiet("Export", "export", self._export))
        place = QWidget()
        self._stack = QStackedLayout(place)
        self._stack.addWidget(self.view)
        self._stack.addWidget(self._empty)
        lines = QVBoxLayout(self)
        lines.setContentsMargins(0, 0, 0, 0)
        lines.setSpacing(8)
        lines.addLayout(top)
        lines.addWidget(place, 1)
        if self.parts.footer:
            lines.addLayout(foot)

    def _connect(self) -> None:
        self.bar.asked.connect(lambda: self.ask(text=self.bar.text, filters=self.bar.filters))
        self.model.counted.connect(self._counted)
        self.model.arrived.connect(self._arrived)
        self.model.modelAboutToBeReset.connect(self._remember_current)
        self.view.selectionModel().currentRowChanged.connect(lambda *_: self._tell())
        self.view.selectionModel().selectionChanged.connect(lambda *_: self._count_selected())
        self.view.doubleClicked.connect(lambda _: self._open())
        self.view.horizontalHeader().sectionResized.connect(lambda *_: self._keep_columns())
        for keys, act in (
            (QKeySequence.StandardKey.Copy, self.copy),
            (QKeySequence.StandardKey.Paste, self.paste),
            (QKeySequence("Ctrl+D"), self.fill_down),
            (QKeySequence(Qt.Key.Key_Delete), self._remove),
            (QKeySequence(Qt.Key.Key_Return), self._open),
        ):
            shortcut = QShortcut(QKeySequence(keys), self.view)
            shortcut.setContext(Qt.ShortcutContext.WidgetShortcut)
            shortcut.activated.connect(act)
        find = QShortcut(QKeySequence.StandardKey.Find, self)
        find.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        find.activated.connect(self.bar.search.setFocus)

    # what follows from answers

    def _counted(self, number: int) -> None:
        asked = bool(self.bar.text or self.bar.filters)
        self._stack.setCurrentIndex(0 if number or asked else 1)
        self._count_selected()
        if not number or self.view.currentIndex().isValid():
            return
        if self._wanted is not None:
            self.model.find_row(self._wanted, self._found)
        else:
            self._found(max(self.model.row_of(self._last), 0))

    def _count_selected(self) -> None:
        rows = {index.row() for index in self.view.selectionModel().selectedIndexes()}
        total = texts.counted(self.model.rowCount(), self.parts.noun)
        self.count.setText(f"{total} · {len(rows):,} selected" if len(rows) > 1 else total)
        self.bulk.setEnabled(len(rows) > 1 and self._context.writable)

    def _arrived(self, first: int, last: int) -> None:
        current = self.view.currentIndex()
        if current.isValid() and first <= current.row() <= last:
            self._tell()

    def _remember_current(self) -> None:
        key = self.model.key_at(self.view.currentIndex().row())
        self._last = self._last if key is None else key

    def _found(self, row: int) -> None:
        if row < 0:
            if self._wanted is not None and (self.bar.text or self.bar.filters):
                self.bar.search.clear()
                self.bar.set_filters(())
                self.model.find_row(self._wanted, self._found)
            return
        self._wanted = self._last = None
        index = self.model.index(row, self._first_column())
        self.view.selectionModel().setCurrentIndex(
            index,
            QItemSelectionModel.SelectionFlag.ClearAndSelect
            | QItemSelectionModel.SelectionFlag.Rows,
        )
        self.view.scrollTo(index, QAbstractItemView.ScrollHint.PositionAtCenter)

    def _first_column(self) -> int:
        shown = (n for n in range(len(self.model.columns)) if not self.view.isColumnHidden(n))
        return next(shown, 0)

    def _tell(self) -> None:
        self.chosen.emit(self.model.line_at(self.view.currentIndex().row()))

    def _open(self) -> None:
        line = self.model.line_at(self.view.currentIndex().row())
        if line is not None:
            self.opened.emit(line)

    # what a person does

    def copy(self) -> None:
        """The selected rows, columns as shown, onto the clipboard."""
        rows = sorted({index.row() for index in self.view.selectionModel().selectedIndexes()})
        columns = self._shown_columns()
        cells = [
            [str(self.model.index(row, column).data() or "") for column in columns] for row in rows
        ]
        QGuiApplication.clipboard().setText(block_text(cells))

    def paste(self) -> None:
        """A block from the clipboard into the editable cells right and below the current one."""
        self._fill(block_cells(QGuiApplication.clipboard().text()))

    def fill_down(self) -> None:
        """The current column's topmost selected value into all selected rows."""
        rows = sorted({index.row() for index in self.view.selectionModel().selectedIndexes()})
        column = self.view.currentIndex().column()
        if len(rows) > 1 and column >= 0:
            value = str(self.model.index(rows[0], column).data() or "")
            self._store_cells([(row, column, value) for row in rows[1:]])

    def _fill(self, block: list[list[str]]) -> None:
        current = self.view.currentIndex()
        columns = self._shown_columns()
        if not current.isValid() or current.column() not in columns:
            return
        start = columns.index(current.column())
        cells = [
            (current.row() + down, columns[start + right], value.strip())
            for down, line in enumerate(block)
            for right, value in enumerate(line)
            if start + right < len(columns)
        ]
        self._store_cells(cells)

    def _store_cells(self, cells: list[tuple[int, int, str]]) -> None:
        if self.parts.edit_block is None or not self._context.writable:
            return
        found: dict[int, dict[str, str]] = {}
        for row, place, value in cells:
            if row < self.model.rowCount() and self.model.columns[place].editable:
                found.setdefault(row, {})[self.model.columns[place].key] = value
        lines = [(self.model.line_at(row), values) for row, values in found.items()]
        ready = [(line, values) for line, values in lines if line is not None]
        if ready:
            self.parts.edit_block(ready)
        else:
            self._context.tell("These columns cannot be edited here.", "warning")

    def _bulk_edit(self) -> None:
        if self.parts.edit_many is not None and self.selected():
            self.parts.edit_many(self.selected())

    def _remove(self) -> None:
        if self.parts.remove is not None and self.selected() and self._context.writable:
            self.parts.remove(self.selected())

    def _export(self) -> None:
        chosen, _ = QFileDialog.getSaveFileName(
            self, "Export what is shown", f"{self.parts.name}.xlsx", "Excel (*.xlsx);;CSV (*.csv)"
        )
        if chosen:
            self.export_to(Path(chosen))

    def export_to(self, path: Path) -> None:
        """Writes the lines shown, columns as shown, to a CSV or XLSX file."""
        columns = [self.model.columns[place] for place in self._shown_columns()]
        shown = self.model.all_lines()

        def told(count: int) -> None:
            noun = texts.counted(count, self.parts.noun)
            self._context.tell(f"{noun} written to {path}", "good")

        self._context.operations.free(
            lambda progress, cancelled: write_sheet(path, columns, shown, progress, cancelled),
            told,
            label="Exporting",
            lane="read",
        )

    def _shown_columns(self) -> list[int]:
        header = self.view.horizontalHeader()
        order = [header.logicalIndex(place) for place in range(header.count())]
        return [place for place in order if not self.view.isColumnHidden(place)]

    def _choose_columns(self, at: QPoint) -> None:
        menu = QMenu(self)
        for place, column in enumerate(self.model.columns):
            action = menu.addAction(texts.label(column.key))
            action.setCheckable(True)
            action.setChecked(not self.view.isColumnHidden(place))
            action.toggled.connect(lambda on, place=place: self.show_column(place, on))
        header = self.view.horizontalHeader()
        from_header = not at.isNull()
        menu.exec(
            header.mapToGlobal(at)
            if from_header
            else (self.columns_button.mapToGlobal(QPoint(0, -menu.sizeHint().height())))
        )

    def show_column(self, place: int, on: bool) -> None:
        """Shows or hides a column and remembers it."""
        self.view.setColumnHidden(place, not on)
        self._keep_columns()

    def _keep_columns(self) -> None:
        state = {
            column.key: {
                "width": self.view.columnWidth(place) or column.width,
                "hidden": self.view.isColumnHidden(place),
            }
            for place, column in enumerate(self.model.columns)
        }
        self._context.preferences.keep(f"table/{self.parts.name}", state)
