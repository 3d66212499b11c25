"""Fills the frame: opens the store, makes pages when they are first shown, keeps the bars true."""

import traceback
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any

from PySide6.QtCore import QObject, QTimer, Signal
from PySide6.QtGui import QDragEnterEvent, QDropEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import QApplication

from osi_app.kernel.changes import ChangeSet
from osi_app.kernel.errors import NotFoundError, OsiError, StaleDataError
from osi_app.kernel.findings import Finding
from osi_app.kernel.ports import JournalHead
from osi_app.texts import finding_sentence, mend_sentence
from ui.case_keeper import CaseKeeper
from ui.context import Context
from ui.messages import error_text, read_only_text
from ui.operations import Operations, Work
from ui.pages import HOMES, MODULES, RULES, Pages
from ui.preferences import APPEARANCES, Preferences
from ui.shell import PAGES, Shell
from ui.store_menu import StoreMenu
from ui.theme.icons import icon
from ui.theme.style import put_on
from ui.undo import Undo
from ui.widgets.basics import EmptyState, MessageBar
from ui.widgets.clock_strip import ClockStrip
from ui.widgets.crash_dialog import CrashDialog
from ui.widgets.findings_panel import FindingsPanel
from ui.widgets.list_page import Page
from ui.widgets.palette import Palette, Place, Searched, ShortcutSheet


class MainWindow(QObject):
    """Everything behind the frame. ``ready`` is emitted when a store is open and the first page
    stands."""

    ready = Signal()

    def __init__(self, shell: Shell, preferences: Preferences, open_at: Any = None) -> None:
        super().__init__(shell)
        self.shell, self.preferences = shell, preferences
        self.operations = Operations(self)
        self.undo = Undo(self.operations, self)
        self.context: Context | None = None
        self.open_at = open_at
        self.page = ""
        self.bar, self.strip = MessageBar(), ClockStrip()
        self.findings = FindingsPanel(said)
        self.cases = CaseKeeper(shell, preferences, self.strip, self.findings)
        self.cases.listed.connect(self._listed)
        self.pages = Pages(shell.pages)
        self.store_menu = StoreMenu(self)
        self._settle = QTimer(self)
        self._settle.setSingleShot(True)
        self._settle.setInterval(60)
        self._settle.timeout.connect(self.cases.recompute)
        self._fill()
        self._connect()

    # opening and closing

    def open(self, open_house: Callable[[], Any]) -> None:
        """Opens a store in the writer's thread and shows it."""
        self.operations.write(
            open_house, self._opened, label="Opening the store", failed=self._not_opened
        )

    def open_other(self, location: str, create: bool) -> None:
        """Closes the present store and opens another one."""
        if self.open_at is None:
            return
        old = self.context.house.store if self.context is not None else None
        if old is not None and Path(location).absolute() == Path(old.location).absolute():
            self.bar.show_text("This store is the one that is open.", "note")
            return
        open_at = self.open_at

        def reopen() -> Any:
            house = open_at(location, create)
            if old is not None:
                old.close()
            return house

        self.operations.write(
            reopen, self._opened, label="Opening the store", failed=self._not_opened
        )

    def shut(self) -> None:
        """Finishes what runs, closes the store, remembers the window's place."""
        self.preferences.geometry = self.shell.saveGeometry()
        if self.context is not None:
            store, self.context = self.context.house.store, None
            self.cases.use(None)
            self.operations.cancel()
            self.operations.shut()
            store.close()

    def _opened(self, house: Any) -> None:
        self._forget_pages()
        context = Context(house, self.operations, self.undo, self.preferences)
        context.setParent(self)
        self.context = context
        context.navigate.connect(self.go)
        context.told.connect(self.bar.show_text)
        context.inspection_wanted.connect(self.cases.choose)
        self.undo.use(house.store)
        self.preferences.opened_store(house.store.location)
        self.shell.setWindowTitle(f"{Path(house.store.location).name} – OSI Planner")
        self.shell.store_label.setText(self._store_text())
        self.bar.hide()
        if house.store.read_only:
            self.bar.show_text(f"{read_only_text(house.store.read_only)}.", "warning")
        self.store_menu.fill()
        self.cases.use(context)
        self._show_head()

    def _listed(self) -> None:
        if not self.page:
            self.go("overview")
            self.ready.emit()

    def _not_opened(self, error: Exception) -> bool:
        if not isinstance(error, OsiError):
            return False
        self.bar.show_text(error_text(error), "breach")
        if self.context is None:
            self.shell.store_label.setText("No store is open")
            self.shell.top.inspection.setText("No store")
            self.store_menu.fill()
            empty = EmptyState(
                "No store is open", error_text(error), *self.store_menu.first_actions()
            )
            self.pages.show_instead(empty)
        return True

    def _forget_pages(self) -> None:
        if self.context is not None:
            self.operations.forget()
            self.context.blockSignals(True)
            self.context.deleteLater()
        self.pages.forget()
        self.page = ""

    # pages

    def go(self, name: str, kind: str = "", key: object = None) -> None:
        """Shows a page, and a record on it."""
        if self.context is None or name not in MODULES:
            return
        page = self.pages.show(name, self.context)
        self.page = name
        self.shell.rail.mark(name)
        self.findings.show_rules(RULES[name])
        if key is not None and hasattr(page, "select"):
            page.select(kind, key)

    def go_to_finding(self, finding: Finding) -> None:
        """Shows the record a finding is about."""
        subject = finding.subject
        self.go(HOMES.get(subject.kind, "overview"), subject.kind, subject.id)

    # the frame

    def _fill(self) -> None:
        shell = self.shell
        shell.messages.addWidget(self.bar)
        shell.top.middle.addWidget(self.strip, 1)
        shell.side_lines.addWidget(self.findings)
        hidden = bool(self.preferences.value("findings_hidden", False))
        shell.side.setVisible(not hidden)
        shell.top.findings.setChecked(not hidden)
        for button in (shell.top.undo, shell.top.redo):
            button.setToolButtonStyle(button.toolButtonStyle().ToolButtonIconOnly)
        self._dress()
        self._show_undo()
        shell.setAcceptDrops(True)
        shell.installEventFilter(self)

    def _dress(self) -> None:
        shell, palette = self.shell, self.shell.palette()
        for name, button in shell.rail.buttons.items():
            button.setIcon(icon(name, palette))
        shell.rail.store.setIcon(icon("store", palette))
        shell.rail.help.setIcon(icon("help", palette))
        for button, glyph in (
            (shell.top.undo, "undo"),
            (shell.top.redo, "redo"),
            (shell.top.finder, "find"),
            (shell.top.findings, "findings"),
        ):
            button.setIcon(icon(glyph, palette))

    def _connect(self) -> None:
        shell, top = self.shell, self.shell.top
        shell.rail.chosen.connect(self.go)
        shell.rail.help.clicked.connect(self.show_shortcuts)
        top.undo.clicked.connect(self.undo.undo)
        top.redo.clicked.connect(self.undo.redo)
        top.finder.clicked.connect(self.show_palette)
        top.findings.toggled.connect(self._toggle_findings)
        shell.cancel.clicked.connect(self.operations.cancel)
        self.findings.chosen.connect(self.go_to_finding)
        self.undo.moved.connect(self._show_undo)
        self.operations.written.connect(self._written)
        self.operations.failed.connect(self._failed)
        self.operations.busy.connect(self._show_busy)
        for number, (name, _) in enumerate(PAGES, start=1):
            self._key(f"Ctrl+{number}", partial(self.go, name))
        for keys, act in (
            ("Ctrl+K", self.show_palette),
            ("Ctrl+Z", self.undo.undo),
            ("Ctrl+Shift+Z", self.undo.redo),
            ("Ctrl+Y", self.undo.redo),
            ("Ctrl+N", self.cases.new_inspection),
            ("F5", self.refresh),
            ("F8", top.findings.toggle),
            ("F1", self.show_shortcuts),
            ("?", self.show_shortcuts),
        ):
            self._key(keys, act)

    def _key(self, keys: str, act: Callable[[], object]) -> None:
        QShortcut(QKeySequence(keys), self.shell).activated.connect(act)

    def refresh(self) -> None:
        """Asks the store for everything shown anew."""
        page = self.pages.made.get(self.page)
        if isinstance(page, Page):
            page.refresh()
        self.cases.read_inspections()
        self.cases.recompute()

    def show_palette(self) -> None:
        """Ctrl+K."""
        if self.context is None:
            return
        words = [Place(word, "page", partial(self.go, name)) for name, word in PAGES]
        words += [Place(text, "command", act) for text, act in self.store_menu.commands()]
        words += [
            Place(f"{look.capitalize()} appearance", "command", partial(self.appear, look))
            for look in APPEARANCES
        ]
        reads = self.context.house.reads
        searched = (
            Searched("inspector", "team", reads.roster.inspectors),
            Searched("item", "equipment", reads.equipment.items),
            Searched("mission", "search", reads.search.missions),
            Searched("area_of_interest", "search", reads.search.areas_of_interest),
            Searched("state", "library", reads.library.states),
            Searched("event", "library", reads.inspection.events),
        )
        Palette(self.context, words, searched, self.shell).open()

    def show_shortcuts(self) -> None:
        """The sheet under ``?``."""
        ShortcutSheet(self.shell).open()

    def appear(self, appearance: str) -> None:
        """Puts on light, dark or the system's appearance and remembers it."""
        self.preferences.appearance = appearance
        app = QApplication.instance()
        if isinstance(app, QApplication):
            put_on(app, appearance)
        self._dress()
        if self.context is not None:
            self.cases.show_mark(self.context.case)

    def eventFilter(self, watched: QObject, event: Any) -> bool:
        """Files dropped on the window go to the page in view."""
        if isinstance(event, (QDragEnterEvent, QDropEvent)) and event.mimeData().hasUrls():
            if isinstance(event, QDropEvent) and not isinstance(event, QDragEnterEvent):
                self._drop(Path(event.mimeData().urls()[0].toLocalFile()))
            event.acceptProposedAction()
            return True
        return super().eventFilter(watched, event)

    def _drop(self, path: Path) -> None:
        page = self.pages.made.get(self.page)
        if not (isinstance(page, Page) and page.dropped(path)):
            self.bar.show_text(
                f"{path.name}: this page imports no such file. Try Store, Import.", "warning"
            )

    def _written(self, change_set: ChangeSet, undoable: bool) -> None:
        del undoable
        if self.context is None:
            return
        self.shell.journal_label.setText(
            self._head_text(change_set.seq, change_set.sha256, change_set.label)
        )
        if "inspection" in change_set.kinds:
            self.cases.read_inspections()
        self.context.changed.emit(change_set)
        self._settle.start()

    def _failed(self, error: Exception) -> None:
        if isinstance(error, OsiError):
            tone = "breach" if not isinstance(error, StaleDataError) else "warning"
            self.bar.show_text(error_text(error), tone)
            if isinstance(error, (NotFoundError, StaleDataError)):
                self.refresh()
            return
        text = "".join(traceback.format_exception(error))
        CrashDialog(text, self.store_menu.copy_store, self.shell).open()

    def _show_undo(self) -> None:
        top = self.shell.top
        for button, text, what in (
            (top.undo, self.undo.undo_text, "Nothing to undo"),
            (top.redo, self.undo.redo_text, "Nothing to redo"),
        ):
            keys = "Ctrl+Z" if button is top.undo else "Ctrl+Shift+Z"
            button.setEnabled(bool(text))
            button.setToolTip(f"{text or what}  ({keys})")
            button.setAccessibleName(text or what)

    def _show_busy(self, work: Work | None) -> None:
        self.shell.cancel.setVisible(work is not None and work.cancellable)
        if work is None:
            self.shell.work_label.clear()
            return
        done, total = work.steps
        count = f"  {done:,} of {total:,}" if total else ""
        self.shell.work_label.setText(f"{work.label}…{count}  ")

    def _toggle_findings(self, shown: bool) -> None:
        self.shell.side.setVisible(shown)
        self.preferences.keep("findings_hidden", not shown)

    def _show_head(self) -> None:
        context = self.context
        if context is None:
            return
        journal = context.house.store.journal

        def took(head: JournalHead) -> None:
            self.shell.journal_label.setText(self._head_text(head.seq, head.sha256, ""))

        context.read(journal.head, took)

    def _head_text(self, seq: int, sha256: str, label: str) -> str:
        if seq == 0:
            return "Journal empty"
        stored = f"Stored: {label} · " if label else ""
        return f"{stored}journal {seq} · {sha256[:8]}"

    def _store_text(self) -> str:
        if self.context is None:
            return ""
        store = self.context.house.store
        mark = f"  ·  {read_only_text(store.read_only)}" if store.read_only else ""
        return f"{Path(store.location).name}{mark}"


def said(finding: Finding) -> str:
    """What a finding says and, where that is known, what would mend it."""
    mend = mend_sentence(finding)
    return f"{finding_sentence(finding)}\n→ {mend}" if mend else finding_sentence(finding)
