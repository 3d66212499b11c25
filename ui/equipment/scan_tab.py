"""Scanning and counts: what is read wherever the focus is, held against what is expected."""

from __future__ import annotations

from datetime import UTC
from pathlib import Path
from typing import TYPE_CHECKING, Any
from uuid import UUID

from PySide6.QtGui import QGuiApplication, QHideEvent, QShowEvent
from PySide6.QtWidgets import (
    QApplication,
    QFileDialog,
    QInputDialog,
    QLabel,
    QLineEdit,
    QVBoxLayout,
    QWidget,
)

from osi_app.equipment.movement_records import Scan, StockTake
from osi_app.equipment.scan_reading import ReadScans, ScanContext
from osi_app.equipment.scanning import Verdict
from osi_app.equipment.stock_take import Count
from osi_app.equipment.tags import Store as Things
from osi_app.kernel.changes import ChangeSet
from ui import texts
from ui.context import Context
from ui.equipment import counting
from ui.equipment.count_tree import CountTree
from ui.equipment.paper_dialogs import count_dialog
from ui.equipment.reader import Reader
from ui.equipment.reader_process import ReaderProcess
from ui.widgets.basics import EmptyState, button, hint, quiet, row
from ui.widgets.list_page import Editing, beside, day_query
from ui.widgets.record_table import RecordTable

if TYPE_CHECKING:
    from ui.equipment.page import EquipmentPage

READER = "equipment/reader"
THINGS = frozenset({"item", "container", "consumable_lot", "location"})


class ScanTab(QWidget):
    """Counts on the left; lines of one, as they stand after every scan, on the right."""

    def __init__(self, context: Context, page: EquipmentPage) -> None:
        super().__init__()
        self._context, self._page = context, page
        self._take: UUID | None = None
        self._closed = True
        self._place = ""
        self._things: Things | None = None
        context.changed.connect(self._forget)
        self._last_tag = ""
        self.reader = Reader(self, lambda: self._take is not None and not self._closed)
        self.reader.read.connect(self.scan)
        self.program = ReaderProcess(self, self._scan_context)
        self.program.read.connect(self._take_all)
        self.program.told.connect(context.tell)
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
        self.bring = quiet("List…", "import", self.ask_file)
        self.paste = quiet("Paste", "paste", self.paste_list)
        self.portal = quiet("Reader…", "go", self.ask_reader)
        self.portal.setToolTip("Runs a reader's own program beside this one and takes its tags")
        self.program.running.connect(
            lambda on: self.portal.setText("Stop reader" if on else "Reader…")
        )
        self.sheet = quiet("Sheet…", "print", self.print_sheet)
        self.sheet.setToolTip("The stock-take sheet of this place, to be ticked on paper")
        self.sign = quiet("Sign…", "edit", self.ask_sign)
        self.close_it = quiet("Close…", "verify", self.ask_close)
        self.tree = CountTree()
        lines = QVBoxLayout(whole)
        lines.setContentsMargins(0, 0, 8, 0)
        lines.setSpacing(8)
        lines.addWidget(self.heading)
        lines.addWidget(self.typed)
        lines.addWidget(self.last)
        lines.addWidget(self.tree, 1)
        lines.addLayout(row(self.bring, self.paste, self.portal, None))
        lines.addLayout(row(self.sheet, None, self.sign, self.close_it))
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
        self.program.stop()

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

    def ask_reader(self) -> None:
        """Starts the reader's program, or stops it."""
        if self.program.is_running:
            self.program.stop()
            return
        kept = str(self._context.preferences.value(READER, ""))
        command, fine = QInputDialog.getText(
            self, "Reader", "Command that writes a tag a line (tag, or tag;time;gate):", text=kept
        )
        if fine and command.strip():
            self._context.preferences.keep(READER, command.strip())
            self.program.start(command.strip())

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
        counting.open_count(self._context, self._page.service, place)

    def ask_sign(self) -> None:
        """Signs the selected differences off."""
        tags = self.tree.tags()
        if self._take is not None and tags:
            counting.ask_sign(self._context, self._page, self._take, tags)

    def ask_close(self) -> None:
        """Closes the count, once every difference is signed off."""
        if self._take is not None:
            counting.ask_close(self._context, self._page, self._take)

    def _chosen(self, line: Any) -> None:
        if line is not None and line.id != self._take:
            self._load(line.id)

    def _load(self, key: UUID) -> None:
        self._take = key
        service = self._page.service
        if self._things is None:
            self._context.read(service.things, self._keep)
        else:
            things = self._things
            self._context.read(lambda: service.count(key, things), self._show)

    def _keep(self, things: Things) -> None:
        """The things are read once, and again after one of them changed: not for every scan."""
        self._things = things
        if self._take is not None:
            self._load(self._take)

    def _forget(self, changes: ChangeSet) -> None:
        if THINGS & changes.kinds:
            self._things = None

    def _show(self, count: Count) -> None:
        if count.take.id != self._take:
            return
        self._closed = count.take.closed_at is not None
        self._place = count.take.place
        self.tree.show_count(count)
        self._tell(count)
        for part in (self.typed, self.bring, self.paste, self.sign, self.close_it):
            part.setEnabled(self._context.writable and not self._closed)

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
