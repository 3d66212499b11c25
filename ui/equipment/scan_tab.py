"""Scanning and counts: what is read wherever the focus is, held against what is expected."""

from __future__ import annotations

from datetime import UTC
from pathlib import Path
from typing import TYPE_CHECKING, Any
from uuid import UUID

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QGuiApplication, QHideEvent, QShowEvent
from PySide6.QtWidgets import (
    QApplication,
    QFileDialog,
    QHeaderView,
    QInputDialog,
    QLabel,
    QLineEdit,
    QTreeWidget,
    QTreeWidgetItem,
    QVBoxLayout,
    QWidget,
)

from osi_app.equipment.movement_records import Scan, StockTake
from osi_app.equipment.scan_reading import ReadScans, ScanContext
from osi_app.equipment.scanning import Verdict
from osi_app.equipment.stock_take import Count, CountLine
from ui import texts
from ui.context import Context
from ui.equipment.items_tab import day_query
from ui.equipment.paper_dialogs import count_dialog
from ui.equipment.reader import Reader
from ui.theme.colours import colours_of
from ui.theme.shapes import shape_icon, tone_of
from ui.widgets.basics import EmptyState, button, hint, quiet, row
from ui.widgets.delegates import ROW_HEIGHT
from ui.widgets.list_page import Editing, beside
from ui.widgets.record_table import RecordTable

if TYPE_CHECKING:
    from ui.equipment.page import EquipmentPage

TAG = Qt.ItemDataRole.UserRole
COLUMNS = ("What", "Found", "Belongs to", "Scanned in", "Times", "Signed")


class ScanTab(QWidget):
    """Counts on the left; lines of one, as they stand after every scan, on the right."""

    def __init__(self, context: Context, page: EquipmentPage) -> None:
        super().__init__()
        self._context, self._page = context, page
        self._take: UUID | None = None
        self._closed = True
        self._place = ""
        self._last_tag = ""
        self.reader = Reader(self, lambda: self._take is not None and not self._closed)
        self.reader.read.connect(self.scan)
        editing = Editing(context, page.service, StockTake, "counts", page)
        empty = EmptyState(
            "No count yet",
            "Open a count of a place or a box, then scan: what is present, missing, extra or in "
            "the wrong box is told at once, with a sound, a colour and a word.",
            ("Open a count…", "add", self.ask_new),
        )
        reads = context.house.reads.equipment
        self.table = RecordTable(
            context, reads.stock_takes, editing.parts(), day_query(context), empty
        )
        self.new = button("Open a count…", "add", self.ask_new)
        self.new.setEnabled(context.writable)
        self.table.add_tool(self.new)
        self.table.chosen.connect(self._chosen)
        lines = QVBoxLayout(self)
        lines.setContentsMargins(0, 10, 0, 0)
        lines.addWidget(beside(self.table, self._count_view(), detail_width=560), 1)

    def _count_view(self) -> QWidget:
        whole = QWidget()
        self.heading = QLabel("Choose a count, or open one.")
        self.heading.setWordWrap(True)
        self.last = hint("")
        self.typed = QLineEdit()
        self.typed.setPlaceholderText("Scan anywhere, or type a tag and press Enter")
        self.typed.setAccessibleName("Tag")
        self.typed.returnPressed.connect(self._typed)
        self.bring = quiet("List of tags…", "import", self.ask_file)
        self.paste = quiet("Paste", "paste", self.paste_list)
        self.sheet = quiet("Sheet…", "pdf", self.print_sheet)
        self.sheet.setToolTip("The stock-take sheet of this place, to be ticked on paper")
        self.sign = quiet("Sign off…", "edit", self.ask_sign)
        self.close_it = quiet("Close…", "done", self.ask_close)
        self.tree = QTreeWidget()
        self.tree.setAccessibleName("Lines of the count")
        self.tree.setHeaderLabels(COLUMNS)
        self.tree.setRootIsDecorated(False)
        self.tree.setSelectionMode(QTreeWidget.SelectionMode.ExtendedSelection)
        self.tree.header().setStretchLastSection(False)
        self.tree.header().setSectionResizeMode(0, QHeaderView.ResizeMode.Stretch)
        for column, width in enumerate((0, 104, 84, 84, 54, 90)):
            if column:
                self.tree.setColumnWidth(column, width)
        lines = QVBoxLayout(whole)
        lines.setContentsMargins(0, 0, 8, 0)
        lines.setSpacing(8)
        lines.addWidget(self.heading)
        lines.addWidget(self.typed)
        lines.addWidget(self.last)
        lines.addWidget(self.tree, 1)
        lines.addLayout(row(self.bring, self.paste, self.sheet, None, self.sign, self.close_it))
        return whole

    # ---- the reader ------------------------------------------------------------------------

    def showEvent(self, event: QShowEvent) -> None:
        """While the tab is in front, the reader is listened to everywhere."""
        super().showEvent(event)
        self.reader.listen()

    def hideEvent(self, event: QHideEvent) -> None:
        """Elsewhere letters are letters."""
        super().hideEvent(event)
        self.reader.rest()

    # ---- scanning --------------------------------------------------------------------------

    def scan(self, tag: str) -> None:
        """Keeps a scan for the count shown."""
        take, service = self._take, self._page.service
        if take is None or self._closed or not self._context.writable:
            return
        at = self._context.house.clock().astimezone(UTC)
        scan = Scan(tag=tag, at=at, gate="keyboard", stock_take_id=take)
        self._last_tag = tag
        self._context.write(lambda: service.scan(scan), label=f"Scan {tag}")

    def _typed(self) -> None:
        tag = self.typed.text().strip()
        self.typed.clear()
        if tag:
            self.scan(tag)

    def print_sheet(self) -> None:
        """The sheet of the place counted."""
        if self._place:
            count_dialog(self._context, self._place, self).open()

    def ask_file(self) -> None:
        """Asks for a list of tags with times and gates."""
        name, _ = QFileDialog.getOpenFileName(self, "List of tags", "", "Lists (*.csv *.xlsx)")
        if name:
            self.take_file(Path(name))

    def take_file(self, path: Path) -> None:
        """Takes a list of tags into the count shown."""
        service, context = self._page.service, self._scan_context()
        if context is not None:
            self._context.read(lambda: service.preview_scans(path, context), self._take_all)

    def paste_list(self) -> None:
        """Takes the tags on the clipboard into the count shown."""
        text, context = QGuiApplication.clipboard().text(), self._scan_context()
        if context is not None and text.strip():
            self._take_all(self._page.service.paste_scans(text, context))

    def _scan_context(self) -> ScanContext | None:
        if self._take is None or self._closed:
            self._context.tell("Open a count first: scans are held against it.", "warning")
            return None
        at = self._context.house.clock().astimezone(UTC)
        return ScanContext(at, "list", None, self._take)

    def _take_all(self, found: ReadScans) -> None:
        service = self._page.service
        if found.refusals:
            first = found.refusals[0]
            more = f" and {len(found.refusals) - 1} more" if len(found.refusals) > 1 else ""
            self._context.tell(
                f"{first.where}: {first.reason}. {first.remedy}{more}. Nothing was taken.",
                "warning",
            )
        elif found.scans:
            self._context.write(
                lambda: service.scan(*found.scans), label=f"Taking {len(found.scans)} scans"
            )

    # ---- counts ----------------------------------------------------------------------------

    def refresh(self) -> None:
        """Counts anew, and the lines of the one shown."""
        query = day_query(self._context)
        self.table.ask(inspection_id=query.inspection_id, on=query.on)
        if self._take is not None:
            self._load(self._take)

    def ask_new(self) -> None:
        """Asks which place is counted."""
        place, fine = QInputDialog.getText(
            self, "Open a count", "Code of the place or box that is counted:"
        )
        if fine and place.strip():
            self.open_count(place.strip())

    def open_count(self, place: str) -> None:
        """Opens a count of that place under the next free code."""
        service, store = self._page.service, self._context.house.store
        year = self._context.house.clock().year

        def write() -> Any:
            with store.read() as reading:
                taken = {one.code for one in reading.all(StockTake)}
            number = next(n for n in range(1, 10_000) if f"ST-{year}-{n}" not in taken)
            return service.open_count(f"ST-{year}-{number}", place)

        self._context.write(write, label="Opening a count")

    def ask_sign(self) -> None:
        """Signs the selected differences off."""
        tags = [str(item.data(0, TAG)) for item in self.tree.selectedItems()]
        by, fine = QInputDialog.getText(self, "Sign off", "Signed by:")
        if not (tags and fine):
            return
        note, fine = QInputDialog.getText(self, "Sign off", "What became of it:")
        take, service = self._take, self._page.service
        if fine and take is not None:
            self._context.write(
                lambda: service.sign_off(take, tags, by, note), label="Signing differences off"
            )

    def ask_close(self) -> None:
        """Closes the count, once every difference is signed off."""
        take, service = self._take, self._page.service
        by, fine = QInputDialog.getText(self, "Close count", "Signed by:")
        if fine and take is not None:
            self._context.write(lambda: service.close_count(take, by), label="Closing the count")

    def _chosen(self, line: Any) -> None:
        if line is not None:
            self._load(line.id)

    def _load(self, key: UUID) -> None:
        self._take = key
        service = self._page.service
        self._context.read(lambda: service.count(key), self._show)

    def _show(self, count: Count) -> None:
        if count.take.id != self._take:
            return
        self._closed = count.take.closed_at is not None
        self._place = count.take.place
        self.tree.clear()
        for line in count.lines:
            self.tree.addTopLevelItem(self._item(line))
        self._tell(count)
        for part in (self.typed, self.bring, self.paste, self.sign, self.close_it):
            part.setEnabled(self._context.writable and not self._closed)

    def _item(self, line: CountLine) -> QTreeWidgetItem:
        scanned = line.scanned
        name = scanned.thing.name if scanned.thing is not None else ""
        cells = [
            f"{scanned.tag}  {name}".strip(), texts.word(scanned.verdict), scanned.belongs,
            scanned.found_in, str(scanned.times or ""),
            line.signed.signed_by if line.signed is not None else "",
        ]  # fmt: skip
        item = QTreeWidgetItem(cells)
        tone = tone_of(scanned.verdict.value)
        item.setIcon(1, shape_icon(tone, colours_of(self.palette())))
        item.setData(0, TAG, scanned.tag)
        item.setSizeHint(1, QSize(110, ROW_HEIGHT))
        return item

    def _tell(self, count: Count) -> None:
        found = [one.scanned.verdict for one in count.lines]
        told = ", ".join(
            f"{found.count(one)} {texts.word(one)}" for one in Verdict if found.count(one)
        )
        state = "closed" if self._closed else f"{len(count.unsigned)} to sign off"
        take = count.take
        self.heading.setText(f"{take.code}, {take.place}: {told or 'nothing expected'} ({state})")
        tag = self._last_tag
        last = next((one for one in count.lines if one.scanned.tag == tag), None)
        if last is None:
            return
        verdict = last.scanned.verdict
        self.last.setText(f"{tag}: {texts.word(verdict)}")
        if verdict is not Verdict.PRESENT:
            QApplication.beep()
        self._last_tag = ""
