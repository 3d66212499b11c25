"""What an import would do, before it does it: counts, changed cells, reasons, rows to leave out."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtGui import QBrush, QColor
from PySide6.QtWidgets import (
    QAbstractItemView,
    QCheckBox,
    QComboBox,
    QDialog,
    QHBoxLayout,
    QLabel,
    QMessageBox,
    QScrollArea,
    QTableWidget,
    QTableWidgetItem,
    QVBoxLayout,
    QWidget,
)

from osi_app.kernel.errors import ColumnsWanted, ImportRefused
from osi_app.kernel.importing import ImportPreview, ImportRow
from ui import texts
from ui.context import Context
from ui.messages import error_text
from ui.theme.colours import colours_of
from ui.theme.shapes import shape_icon, tone_of
from ui.widgets.basics import Shape, button, hint, row, section
from ui.widgets.import_columns import FIXED, ImportColumnsDialog

ACTIONS = ("create", "update", "unchanged", "refused")
SHOWN_MOST = 2000
IGNORE = ""


@dataclass(frozen=True)
class ImportKind:
    """One kind of file that can be imported. ``preview`` is given the file and the mapping
    (header to field, "" for a column left out; empty for the importer's own proposal), ``apply``
    the preview, the rows left out and whether refused rows are accepted as left out."""

    name: str
    title: str
    files: str
    preview: Callable[[Path, dict[str, str]], ImportPreview]
    apply: Callable[[ImportPreview, frozenset[str], bool], Any]
    rows_apart: bool = True
    """Whether rows may be left out (a table), or the file goes as a whole."""
    fields: tuple[str, ...] = ()
    """Every field a column may be mapped to; those in use where none are given."""


class ImportPreviewDialog(QDialog):
    """Shows a preview and applies it as one undoable step."""

    def __init__(
        self,
        context: Context,
        kind: ImportKind,
        path: Path,
        preview: ImportPreview,
        parent: QWidget | None = None,
        fixed: dict[str, str] | None = None,
    ) -> None:
        super().__init__(parent)
        self._context, self._kind, self._path = context, kind, path
        self.preview = preview
        self._fixed = {key: text for key, text in (fixed or {}).items() if key.startswith(FIXED)}
        self._mapping: dict[str, QComboBox] = {}
        self.setWindowTitle(f"{kind.title}: {path.name}")
        self.resize(1040, 640)
        self._counts = QHBoxLayout()
        self.table = QTableWidget()
        self._mapping_place = QVBoxLayout()
        self.accept_refused = QCheckBox("Leave the refused rows out and import the others")
        self.error = hint("")
        self.error.setObjectName("error")
        self.error.hide()
        self.note = hint("")
        self.apply = button("Import", "", self._apply, primary=True)
        self._dress_table()
        self._lay_out()
        self.show_preview(preview)

    def show_preview(self, preview: ImportPreview) -> None:
        """Shows a preview in place of the present one."""
        self.preview = preview
        self._show_counts()
        self._show_rows()
        self._show_mapping()
        many = len(preview.rows) + len(preview.refusals)
        more = f"The first {SHOWN_MOST:,} of {many:,} rows are shown" if many > SHOWN_MOST else ""
        formats = "; ".join(f"{name} read as {how}" for name, how in preview.formats.items())
        self.note.setText("; ".join(part for part in (more, formats, *preview.notes) if part))
        self.note.setVisible(bool(self.note.text()))
        self.accept_refused.setVisible(bool(preview.refusals) and self._kind.rows_apart)
        self._follow()

    def deselected(self) -> frozenset[str]:
        """The places of the rows left out."""
        return frozenset(
            str(item.data(Qt.ItemDataRole.UserRole))
            for item in map(self._place_item, range(self.table.rowCount()))
            if item is not None
            and item.checkState() == Qt.CheckState.Unchecked
            and item.data(Qt.ItemDataRole.UserRole) is not None
        )

    def _place_item(self, place: int) -> QTableWidgetItem | None:
        return self.table.item(place, 0)

    def _dress_table(self) -> None:
        self.table.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.table.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.table.setShowGrid(False)
        self.table.horizontalHeader().setDefaultAlignment(
            Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
        )
        self.table.setWordWrap(False)
        self.table.verticalHeader().hide()
        self.table.verticalHeader().setDefaultSectionSize(28)
        self.table.itemChanged.connect(lambda _: self._follow())

    def _lay_out(self) -> None:
        self.accept_refused.toggled.connect(lambda _: self._follow())
        lines = QVBoxLayout(self)
        lines.setContentsMargins(16, 14, 16, 14)
        lines.setSpacing(10)
        lines.addLayout(self._counts)
        lines.addLayout(self._mapping_place)
        lines.addWidget(self.table, 1)
        lines.addWidget(self.note)
        lines.addWidget(self.error)
        lines.addLayout(
            row(self.accept_refused, None, button("Cancel", "", self.reject), self.apply)
        )

    def _show_counts(self) -> None:
        _clear(self._counts)
        for action in ACTIONS:
            number = (
                len(self.preview.refusals) if action == "refused" else self.preview.count(action)
            )
            self._counts.addWidget(Shape(tone_of(action)))
            label = QLabel(f"<b>{number:,}</b> {action}".replace(",", " "))
            self._counts.addWidget(label)
            self._counts.addSpacing(14)
        self._counts.addStretch(1)

    def _show_mapping(self) -> None:
        if self._mapping or not self.preview.headers:
            return
        inner = QWidget()
        line = QHBoxLayout(inner)
        line.setContentsMargins(0, 0, 0, 6)
        fields = sorted(
            set(self.preview.columns) | set(self.preview.mapping.values()) | set(self._kind.fields)
        )
        for header in self.preview.headers:
            combo = QComboBox()
            combo.addItem("not imported", IGNORE)
            for name in fields:
                combo.addItem(texts.label(name), name)
            place = combo.findData(self.preview.mapping.get(header, IGNORE))
            combo.setCurrentIndex(max(0, place))
            combo.activated.connect(lambda _: self._map_anew())
            column = QVBoxLayout()
            column.setSpacing(2)
            over = QLabel(header)
            over.setObjectName("muted")
            column.addWidget(over)
            column.addWidget(combo)
            line.addLayout(column)
            self._mapping[header] = combo
        line.addStretch(1)
        scroll = QScrollArea()
        scroll.setWidgetResizable(True)
        scroll.setFixedHeight(74)
        scroll.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        scroll.setWidget(inner)
        self._mapping_place.addWidget(section("Column of the file → field"))
        self._mapping_place.addWidget(scroll)

    def _map_anew(self) -> None:
        mapping = {header: str(combo.currentData()) for header, combo in self._mapping.items()}
        mapping |= self._fixed
        kind, path = self._kind, self._path
        self._context.preferences.keep(_memory(kind, self.preview.headers), mapping)
        self._context.read(
            lambda: kind.preview(path, mapping),
            self.show_preview,
            label="Reading the file",
            failed=self._refused,
        )

    def _show_rows(self) -> None:
        preview, table = self.preview, self.table
        table.blockSignals(True)
        table.clear()
        headings = ["Row", "What happens", "Record", *(texts.label(k) for k in preview.columns)]
        table.setColumnCount(len(headings))
        table.setHorizontalHeaderLabels(headings)
        shown = preview.rows[:SHOWN_MOST]
        table.setRowCount(len(preview.refusals) + len(shown))
        for place, refusal in enumerate(preview.refusals):
            reason = refusal.reason + (f"; {refusal.remedy}" if refusal.remedy else "")
            self._fill_row(place, [refusal.where, "refused", reason], None)
            table.setSpan(place, 2, 1, max(1, len(headings) - 2))
        for place, each in enumerate(shown, start=len(preview.refusals)):
            cells = [texts.shown(each.values.get(key)) for key in preview.columns]
            self._fill_row(place, [each.where, each.action, each.shown, *cells], each)
        table.resizeColumnsToContents()
        for place in range(table.columnCount()):
            table.setColumnWidth(place, min(table.columnWidth(place) + 12, 240))
        table.blockSignals(False)

    def _fill_row(self, place: int, cells: list[str], each: ImportRow | None) -> None:
        colours = colours_of(self.palette())
        for column, text in enumerate(cells):
            item = QTableWidgetItem(text)
            item.setToolTip(text)
            if column == 1:
                item.setIcon(shape_icon(tone_of(text), colours))
            if each is None:
                item.setBackground(QBrush(QColor(colours.breach_ground)))
            self.table.setItem(place, column, item)
        if each is None:
            return
        first = self.table.item(place, 0)
        if self._kind.rows_apart and each.action != "unchanged" and first is not None:
            first.setData(Qt.ItemDataRole.UserRole, each.where)
            first.setFlags(first.flags() | Qt.ItemFlag.ItemIsUserCheckable)
            first.setCheckState(Qt.CheckState.Checked)
        for name, (before, after) in each.changed.items():
            if name in self.preview.columns and each.action == "update":
                cell = self.table.item(place, 3 + self.preview.columns.index(name))
                if cell is not None:
                    cell.setBackground(QBrush(QColor(colours.warning_ground)))
                    cell.setToolTip(f"was {texts.shown(before) or 'nothing'}")
                    cell.setText(f"{texts.shown(before) or '–'} → {texts.shown(after) or '–'}")

    def _follow(self) -> None:
        doing = self.preview.count("create") + self.preview.count("update")
        number = doing - len(self.deselected())
        refused = bool(self.preview.refusals)
        allowed = not refused or (self._kind.rows_apart and self.accept_refused.isChecked())
        self.apply.setText(f"Import {texts.counted(number, 'row')}")
        self.apply.setEnabled(number > 0 and allowed and self._context.writable)

    def _apply(self) -> None:
        preview, kind, left_out = self.preview, self._kind, self.deselected()
        accept = self.accept_refused.isChecked()
        self.apply.setEnabled(False)

        def done(_: object) -> None:
            self._context.tell(f"{preview.label}: done. Ctrl+Z takes it back.", "good")
            self.accept()

        self._context.write(
            lambda: kind.apply(preview, left_out, accept),
            done,
            label=preview.label or kind.title,
            failed=self._refused,
        )

    def _refused(self, error: Exception) -> bool:
        self.error.setText(error_text(error))
        self.error.show()
        self._follow()
        return True


def start_import(context: Context, kind: ImportKind, path: Path, parent: QWidget) -> None:
    """Reads the file in the reader's thread and opens the preview."""

    def show(preview: ImportPreview) -> None:
        remembered = context.preferences.value(_memory(kind, preview.headers), {})
        if remembered and remembered != preview.mapping:
            context.read(lambda: kind.preview(path, remembered), opened, label="Reading the file")
            return
        opened(preview)

    def opened(preview: ImportPreview) -> None:
        ImportPreviewDialog(context, kind, path, preview, parent).open()

    def ask_anew(mapping: dict[str, str]) -> None:
        def show_it(preview: ImportPreview) -> None:
            ImportPreviewDialog(context, kind, path, preview, parent, mapping).open()

        context.read(
            lambda: kind.preview(path, mapping), show_it, label="Reading the file", failed=refused
        )

    def refused(error: Exception) -> bool:
        """What the person may know: which column is which, or that a file without a reference
        system lies in longitude and latitude."""
        if isinstance(error, ColumnsWanted):
            ImportColumnsDialog(error, ask_anew, parent).open()
            return True
        if not (isinstance(error, ImportRefused) and asks_where(error)):
            return False
        if QMessageBox.question(parent, "Reference system", WHERE.format(file=path.name)) == YES:
            context.read(lambda: kind.preview(path, WGS84), show, label="Reading the file")
        return True

    context.read(lambda: kind.preview(path, {}), show, label="Reading the file", failed=refused)


WGS84 = {"reference system": "WGS 84"}
"""In place of a mapping: the answer of a person for a file that does not say where it lies."""
WHERE = (
    "{file} does not name its reference system. Does it hold longitudes and latitudes of WGS 84?"
)
YES = QMessageBox.StandardButton.Yes


def asks_where(error: ImportRefused) -> bool:
    """Whether a file was refused only because it does not name its reference system."""
    return any(one.reason.startswith("asked") for one in error.refusals)


def _memory(kind: ImportKind, headers: tuple[str, ...]) -> str:
    return f"mapping/{kind.name}/{'|'.join(headers)[:200]}"


def _clear(layout: QHBoxLayout) -> None:
    while layout.count():
        item = layout.takeAt(0)
        widget = item.widget() if item is not None else None
        if widget is not None:
            widget.deleteLater()
