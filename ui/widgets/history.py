"""A record's history: who changed what and when, read from the journal."""

import json
from collections.abc import Sequence
from uuid import UUID

from PySide6.QtWidgets import QTreeWidget, QTreeWidgetItem, QVBoxLayout

from osi_app.kernel.ports import JournalEntry
from ui import texts
from ui.context import Context
from ui.widgets.seen import AskedWhenSeen


class HistoryList(AskedWhenSeen):
    """Entries newest first, each with the fields it changed."""

    def __init__(self, context: Context) -> None:
        super().__init__()
        self._context = context
        self.tree = QTreeWidget()
        self.tree.setHeaderLabels(["When (UTC)", "What", "Who"])
        self.tree.setColumnWidth(0, 150)
        self.tree.setColumnWidth(1, 200)
        self.tree.setAlternatingRowColors(True)
        lines = QVBoxLayout(self)
        lines.setContentsMargins(0, 8, 0, 0)
        lines.addWidget(self.tree)

    def load(self, key: UUID) -> None:
        """Asks for the history of that record."""
        journal = self._context.house.store.journal
        self._context.read(lambda: (key, journal.history(key)), self._took)

    def _took(self, answer: tuple[UUID, Sequence[JournalEntry]]) -> None:
        key, entries = answer
        if key != self._key:
            return
        self.tree.clear()
        for entry in entries:
            item = QTreeWidgetItem([texts.instant(entry.at), entry.label, entry.author])
            item.setToolTip(1, entry.label)
            for name, before, after in changed_fields(entry.content, key):
                child = QTreeWidgetItem([texts.label(name), f"{before} → {after}"])
                child.setToolTip(1, f"{before} → {after}")
                item.addChild(child)
            self.tree.addTopLevelItem(item)
            item.setExpanded(len(entries) < 8)


def changed_fields(content: str, key: UUID) -> list[tuple[str, str, str]]:
    """Name, before and after of each field of that record that an entry changed."""
    found = []
    for change in json.loads(content).get("changes", []):
        before, after = change.get("before") or {}, change.get("after") or {}
        if str(key) not in (before.get("id"), after.get("id")):
            continue
        if not before or not after:
            found.append(("record", "" if after else "stood", "recorded" if after else "removed"))
            continue
        found.extend(
            (name, _short(before.get(name)), _short(after.get(name)))
            for name in after
            if before.get(name) != after.get(name)
        )
    return found


def _short(value: object) -> str:
    if value is None or value == "":
        return "nothing"
    if isinstance(value, list) and value and isinstance(value[0], list):
        return texts.counted(len(value), "point")
    text = texts.shown(value)
    return text if len(text) <= 60 else f"{text[:57]}…"
