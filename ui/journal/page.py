"""The journal: what was done, by whom; whether the chain is whole; taking a step back."""

import json
from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTreeWidget, QTreeWidgetItem, QWidget

from osi_app.kernel.changes import ChangeSet
from osi_app.kernel.ports import JournalEntry, JournalFault
from ui import texts
from ui.context import Context
from ui.theme.style import code_font
from ui.widgets.basics import button, hint, quiet, row, section
from ui.widgets.history import changed_fields
from ui.widgets.list_page import Page, beside, heading, page_lines

BLOCK = 200
FAULTS = {
    "content_changed": "what it says was changed after it was written",
    "link_broken": "it does not follow the entry before it",
    "row_missing": "an entry is missing here",
    "out_of_order": "it is out of order",
    "cut_off": "the end of the chain was cut off",
}


class JournalPage(Page):
    """Entries newest first, 200 at a time; the chosen one's changes beside them."""

    def __init__(self, context: Context) -> None:
        super().__init__(context)
        self._entries: list[JournalEntry] = []
        self.list = self._tree(["No.", "When (UTC)", "What", "Records", "Who"])
        for place, width in enumerate((48, 138, 150, 66, 80)):
            self.list.setColumnWidth(place, width)
        self.list.header().setStretchLastSection(False)
        self.list.header().setSectionResizeMode(2, QHeaderView.ResizeMode.Stretch)
        self.changes = self._tree(["Field", "Before", "After"])
        self.verify = button("Verify the chain", "verify", self.verify_chain)
        self.more = quiet("Older entries", "journal", self._older)
        self.reverse = button("Take this step back", "undo", self.take_back)
        self.reverse.setEnabled(False)
        self.what = section("")
        self.what.setWordWrap(True)
        self.told = hint("")
        self.hash = hint("")
        self.hash.setFont(code_font())
        self.hash.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self._lay_out()
        self.list.currentItemChanged.connect(lambda *_: self._show_entry())
        self.refresh()

    def refresh(self) -> None:
        """The newest entries."""
        journal = self.context.house.store.journal
        self.context.read(lambda: journal.entries(limit=BLOCK), self._took)

    def verify_chain(self) -> None:
        """Checks every link, and the pages of the file."""
        store = self.context.house.store

        def check() -> tuple[tuple[JournalFault, ...], tuple[str, ...], int]:
            return store.journal.verify(), store.care.verify(), store.journal.head().seq

        self.context.read(check, self._verified, label="Verifying")

    def take_back(self) -> None:
        """Reverses the chosen entry as a new step."""
        entry = self._chosen()
        if entry is None:
            return
        store, label = (
            self.context.house.store,
            f"Take back {entry.label[:1].lower()}{entry.label[1:]}",
        )
        self.context.write(
            lambda: store.revert(entry.seq, label),
            lambda _: self.context.tell(f"{label}: done. Ctrl+Z takes it back."),
            label=label,
        )

    def _changed(self, change_set: ChangeSet) -> None:
        del change_set  # every change set is an entry
        self.refresh()

    def _lay_out(self) -> None:
        left, right = QWidget(), QWidget()
        column = page_lines(left)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.list, 1)
        column.addLayout(row(self.told, None, self.more))
        detail = page_lines(right)
        detail.setContentsMargins(0, 0, 0, 0)
        detail.addWidget(self.what)
        detail.addWidget(self.changes, 1)
        detail.addWidget(self.hash)
        detail.addLayout(row(None, self.reverse))
        lines = page_lines(self)
        sentence = "Every step, in order, chained by hash. Nothing is ever deleted from it."
        lines.addLayout(heading("Journal", sentence, self.verify))
        lines.addWidget(beside(left, right), 1)

    @staticmethod
    def _tree(headings: list[str]) -> QTreeWidget:
        tree = QTreeWidget()
        tree.setHeaderLabels(headings)
        tree.setAlternatingRowColors(True)
        tree.setRootIsDecorated(len(headings) == 3)
        tree.setUniformRowHeights(True)
        tree.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        return tree

    def _took(self, entries: Sequence[JournalEntry]) -> None:
        chosen = self._chosen()
        self._entries = []
        self.list.clear()
        self._add(entries)
        keep = next((n for n, e in enumerate(self._entries) if chosen and e.seq == chosen.seq), 0)
        if (item := self.list.topLevelItem(keep)) is not None:
            self.list.setCurrentItem(item)
        self.told.setText("" if entries else "Nothing has been recorded yet.")

    def _older(self) -> None:
        if self._entries:
            journal, before = self.context.house.store.journal, self._entries[-1].seq
            self.context.read(lambda: journal.entries(before=before, limit=BLOCK), self._add)

    def _add(self, entries: Sequence[JournalEntry]) -> None:
        for entry in entries:
            cells = [
                str(entry.seq),
                texts.instant(entry.at),
                entry.label,
                f"{entry.count:,}",
                entry.author,
            ]
            item = QTreeWidgetItem(cells)
            item.setFont(0, code_font())
            item.setTextAlignment(3, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
            item.setToolTip(2, entry.label)
            item.setSizeHint(0, QSize(0, 28))
            self.list.addTopLevelItem(item)
            self._entries.append(entry)
        self.more.setVisible(len(entries) == BLOCK)

    def _chosen(self) -> JournalEntry | None:
        place = self.list.currentIndex().row()
        return self._entries[place] if 0 <= place < len(self._entries) else None

    def _show_entry(self) -> None:
        entry = self._chosen()
        self.changes.clear()
        self.reverse.setEnabled(entry is not None and entry.undoable and self.context.writable)
        if entry is None:
            return
        self.what.setText(f"{entry.seq}  {entry.label}")
        self.hash.setText(f"{entry.sha256[:32]}\n{entry.sha256[32:]}")
        tip = "" if entry.undoable else "It was written by another version and can only be read."
        self.reverse.setToolTip(tip)
        found = json.loads(entry.content).get("changes", [])
        for change in found[:BLOCK]:
            self.changes.addTopLevelItem(_change_item(change))
        if len(found) > BLOCK:
            self.changes.addTopLevelItem(QTreeWidgetItem([f"… {len(found) - BLOCK:,} more"]))
        self.changes.setColumnWidth(0, 170)
        if len(found) <= 6:
            self.changes.expandAll()

    def _verified(self, answer: tuple[tuple[JournalFault, ...], tuple[str, ...], int]) -> None:
        faults, pages, seq = answer
        if not faults and not pages:
            word = texts.counted(seq, "entry")
            self.context.tell(f"The chain is whole: {word} checked, the file is sound.", "good")
            return
        told = [f"entry {f.seq}: {FAULTS.get(f.reason, f.reason)}" for f in faults[:5]]
        told += list(pages[:3])
        self.context.tell("The store is not as it was written. " + "; ".join(told), "breach")


def _change_item(change: dict[str, Any]) -> QTreeWidgetItem:
    before, after = change.get("before") or {}, change.get("after") or {}
    record = after or before
    name = record.get("code") or record.get("name") or str(record.get("id", ""))[:8]
    what = "changed" if before and after else "recorded" if after else "removed"
    item = QTreeWidgetItem([f"{texts.kind_word(change.get('kind', ''))} {name}", "", what])
    content = json.dumps({"changes": [change]})
    if before and after:
        for field, old, new in changed_fields(content, record["id"]):
            item.addChild(QTreeWidgetItem([texts.label(field), old, new]))
    else:
        for field, value in record.items():
            if field != "id" and value not in (None, "", [], False):
                cells = [texts.label(field), "", texts.shown(value)]
                item.addChild(QTreeWidgetItem(cells if after else [cells[0], cells[2], ""]))
    return item
