"""Fills the frame: opens the store, makes pages when they are first shown, keeps the bars true."""

import traceback
from collections.abc import Callable
from importlib import import_module
from importlib.util import find_spec
from pathlib import Path
from typing import Any
from uuid import UUID

from PySide6.QtCore import QObject, Qt, QTimer, Signal
from PySide6.QtGui import QDragEnterEvent, QDropEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import QApplication, QMenu, QWidget

from osi_app.inspection.case import load_case
from osi_app.inspection.records import Inspection
from osi_app.kernel.changes import ChangeSet
from osi_app.kernel.errors import NotFoundError, OsiError, StaleDataError
from osi_app.kernel.findings import Finding
from osi_app.kernel.ports import JournalHead
from osi_app.texts import finding_sentence
from ui import texts
from ui.context import Context
from ui.inspection.moments import moments_of, phase_of
from ui.messages import error_text, read_only_text
from ui.operations import Operations, Work
from ui.preferences import APPEARANCES, Preferences
from ui.shell import PAGES, Shell
from ui.store_menu import StoreMenu
from ui.theme.colours import colours_of
from ui.theme.icons import icon
from ui.theme.style import put_on
from ui.undo import Undo
from ui.widgets.basics import EmptyState, MessageBar
from ui.widgets.clock_strip import ClockStrip
from ui.widgets.crash_dialog import CrashDialog
from ui.widgets.findings_panel import FindingsPanel, counts_text
from ui.widgets.list_page import Page
from ui.widgets.palette import Palette, Place, Searched, ShortcutSheet

MODULES: dict[str, tuple[str, str]] = {
    "overview": ("ui.inspection.page", "OverviewPage"),
    "area": ("ui.area.page", "AreaPage"),
    "team": ("ui.roster.page", "TeamPage"),
    "equipment": ("ui.equipment.page", "EquipmentPage"),
    "search": ("ui.search.page", "SearchPage"),
    "checklist": ("ui.checklist.page", "ChecklistPage"),
    "documents": ("ui.documents.page", "DocumentsPage"),
    "library": ("ui.library.page", "LibraryPage"),
    "journal": ("ui.journal.page", "JournalPage"),
}

RULES: dict[str, tuple[str, ...]] = {
    "overview": (),
    "area": ("area.", "search.outside_area", "search.in_restricted_site"),
    "team": ("roster.",),
    "equipment": ("equipment.",),
    "search": ("search.",),
    "checklist": ("checklist.", "C"),
    "documents": (),
    "library": (),
    "journal": (),
}
"""Which rules a page's findings panel lists: keys that begin so."""

HOMES: dict[str, str] = {
    "inspection": "overview",
    "case_milestone": "overview",
    "mandate": "overview",
    "area_boundary": "area",
    "restricted_site": "area",
    "point_of_entry": "area",
    "base_of_operations": "area",
    "inspector": "team",
    "team_member": "team",
    "item": "equipment",
    "calibration": "equipment",
    "certification": "equipment",
    "equipment_assignment": "equipment",
    "area_of_interest": "search",
    "question": "search",
    "information_need": "search",
    "mission": "search",
    "mission_member": "search",
    "result": "search",
    "task": "checklist",
    "state": "library",
    "event": "library",
    "origin": "library",
    "rule_override": "library",
    "issued_document": "documents",
}
"""The page a record of each kind is shown on."""


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
        self.pages: dict[str, QWidget] = {}
        self.page = ""
        self.bar, self.strip = MessageBar(), ClockStrip()
        self.findings = FindingsPanel(finding_sentence)
        self.store_menu = StoreMenu(self)
        self._settle = QTimer(self)
        self._settle.setSingleShot(True)
        self._settle.setInterval(60)
        self._settle.timeout.connect(self._recompute)
        self._generation = 0
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
        context.inspection_wanted.connect(self.choose)
        self.undo.use(house.store)
        self.preferences.opened_store(house.store.location)
        self.shell.setWindowTitle(f"{Path(house.store.location).name} – OSI Planner")
        self.shell.store_label.setText(self._store_text())
        self.bar.hide()
        if house.store.read_only:
            self.bar.show_text(f"{read_only_text(house.store.read_only)}.", "warning")
        self.store_menu.fill()
        self._read_inspections(first=True)
        self._show_head()

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
            self.shell.pages.addWidget(empty)
            self.shell.pages.setCurrentWidget(empty)
        return True

    def _forget_pages(self) -> None:
        if self.context is not None:
            self.context.blockSignals(True)
            self.context.deleteLater()
        while self.shell.pages.count():
            page = self.shell.pages.widget(0)
            self.shell.pages.removeWidget(page)
            page.deleteLater()
        self.pages.clear()
        self.page = ""

    # pages

    def go(self, name: str, kind: str = "", key: object = None) -> None:
        """Shows a page, and a record on it."""
        if self.context is None or name not in MODULES:
            return
        page = self._page(name)
        self.page = name
        self.shell.pages.setCurrentWidget(page)
        self.shell.rail.mark(name)
        self.findings.show_rules(RULES[name])
        if key is not None and hasattr(page, "select"):
            page.select(kind, key)

    def _page(self, name: str) -> QWidget:
        if name not in self.pages:
            page = self._made(name)
            self.pages[name] = page
            self.shell.pages.addWidget(page)
        return self.pages[name]

    def _made(self, name: str) -> QWidget:
        module, kind = MODULES[name]
        if not _stands(module):
            word = dict(PAGES)[name]
            return EmptyState(word, "This page is not part of this copy of OSI Planner.")
        page: QWidget = getattr(import_module(module), kind)(self.context)
        return page

    def go_to_finding(self, finding: Finding) -> None:
        """Shows the record a finding is about."""
        subject = finding.subject
        self.go(HOMES.get(subject.kind, "overview"), subject.kind, subject.id)

    # inspections and the case

    def choose(self, inspection_id: UUID | None) -> None:
        """Chooses an inspection; lists it anew when it is not known yet."""
        if self.context is None:
            return
        self.context.inspection_id = inspection_id
        self.preferences.keep(self._last_key(), str(inspection_id or ""))
        self._read_inspections()
        self.context.inspection_changed.emit(inspection_id)
        self._recompute()

    def _last_key(self) -> str:
        location = self.context.house.store.location if self.context is not None else ""
        return f"inspection/{location.replace('/', '|')}"

    def _read_inspections(self, first: bool = False) -> None:
        if self.context is None:
            return
        context = self.context
        def load() -> tuple[Inspection, ...]:
            with context.house.store.read() as reading:
                return reading.all(Inspection)

        def took(inspections: tuple[Any, ...]) -> None:
            if self.context is context:
                self._show_inspections(inspections, first)

        context.read(load, took)

    def _show_inspections(self, inspections: tuple[Any, ...], first: bool) -> None:
        if self.context is None:
            return
        ids = [each.id for each in inspections]
        if first or self.context.inspection_id not in ids:
            wanted = str(self.preferences.value(self._last_key(), ""))
            known = [each for each in ids if str(each) == wanted]
            newest = ids[-1] if ids else None
            before = self.context.inspection_id
            self.context.inspection_id = known[0] if known else newest
            if before != self.context.inspection_id or first:
                self.context.inspection_changed.emit(self.context.inspection_id)
                self._recompute()
        self._inspection_menu(inspections)
        if not self.page:
            self.go("overview")
            self.ready.emit()

    def _inspection_menu(self, inspections: tuple[Any, ...]) -> None:
        chooser = self.shell.top.inspection
        menu = QMenu(chooser)
        for each in inspections:
            action = menu.addAction(f"{each.code}   {each.title}")
            action.setCheckable(True)
            chosen = self.context is not None and each.id == self.context.inspection_id
            action.setChecked(chosen)
            action.triggered.connect(lambda _=False, key=each.id: self.choose(key))
            if chosen:
                name = chooser.fontMetrics().elidedText(
                    f"{each.code}  {each.title}", Qt.TextElideMode.ElideRight, 205
                )
                chooser.setText(f"{name}  ▾")
                chooser.setToolTip(f"{each.code}  {each.title}")
        if not inspections:
            chooser.setText("No inspection yet  ▾")
        menu.addSeparator()
        action = menu.addAction("New inspection…", self.new_inspection)
        action.setShortcut("Ctrl+N")
        action.setEnabled(self.context is not None and self.context.writable)
        old = chooser.menu()
        chooser.setMenu(menu)
        if old is not None:
            old.deleteLater()

    def new_inspection(self) -> None:
        """Asks the five things a case begins with."""
        from ui.inspection.new_inspection import NewInspectionDialog  # noqa: PLC0415  # rare

        if self.context is not None and self.context.writable:
            NewInspectionDialog(self.context, self.shell).open()

    def _recompute(self) -> None:
        context = self.context
        if context is None:
            return
        self._generation += 1
        generation, house, key = self._generation, context.house, context.inspection_id
        if key is None:
            self._show_case(None, ())
            return

        def compute() -> tuple[Any, tuple[Finding, ...]]:
            with house.store.read() as reading:
                case = load_case(reading, key, house.clock)
            return case, tuple(house.findings(key))

        def took(answer: tuple[Any, tuple[Finding, ...]]) -> None:
            if generation == self._generation and self.context is context:
                self._show_case(*answer)

        context.read(compute, took, label="Applying the rules")

    def _show_case(self, case: Any, findings: tuple[Finding, ...]) -> None:
        if self.context is None:
            return
        self.context.case, self.context.findings = case, findings
        self._show_mark(case)
        if case is None:
            self.strip.clear()
        else:
            site = texts.zone(case.inspection.site_time_zone)
            zero = case.inspection.requested_at
            now = self._case_clock(case)
            self.strip.show_case(now, zero, site, phase_of(case), moments_of(case))
        self.findings.show_findings(findings)
        breaches = sum(1 for f in findings if f.breaks_rule)
        word = f"Findings  {len(findings)}" if findings else "Findings"
        self.shell.top.findings.setText(word)
        self.shell.top.findings.setToolTip(f"{counts_text(findings)}  (F8)")
        self.shell.top.findings.setAccessibleName(f"{word}, {breaches} breaches")
        self.context.case_changed.emit(case)
        self.context.findings_changed.emit(findings)

    def _case_clock(self, case: Any) -> Any:
        clock = self.context.house.clock if self.context is not None else None
        if clock is None:
            return lambda: case.now
        if case.inspection.exercise_time is not None and case.inspection.exercise_set_at is None:
            return lambda: case.now  # the exercise stands still
        shift = case.now - clock()
        return lambda: clock() + shift

    def _show_mark(self, case: Any) -> None:
        mark = self.shell.top.mark
        marked = case is not None and case.marked_exercise
        mark.setVisible(marked)
        if marked:
            colours = colours_of(self.shell.palette())
            mark.setText(case.inspection.kind.value.upper())
            if case.inspection.kind.value == "inspection":
                mark.setText("EXERCISE")
            mark.setStyleSheet(
                f"background: {colours.warning_ground}; color: {colours.warning};"
                f"border: 1px solid {colours.warning}; border-radius: 4px;"
                "padding: 3px 8px; font-weight: 700; letter-spacing: 1px;"
            )

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
            (shell.top.find, "find"),
            (shell.top.findings, "findings"),
        ):
            button.setIcon(icon(glyph, palette))

    def _connect(self) -> None:
        shell, top = self.shell, self.shell.top
        shell.rail.chosen.connect(self.go)
        shell.rail.help.clicked.connect(self.show_shortcuts)
        top.undo.clicked.connect(self.undo.undo)
        top.redo.clicked.connect(self.undo.redo)
        top.find.clicked.connect(self.show_palette)
        top.findings.toggled.connect(self._toggle_findings)
        shell.cancel.clicked.connect(self.operations.cancel)
        self.findings.chosen.connect(self.go_to_finding)
        self.undo.moved.connect(self._show_undo)
        self.operations.written.connect(self._written)
        self.operations.failed.connect(self._failed)
        self.operations.busy.connect(self._show_busy)
        for number, (name, _) in enumerate(PAGES, start=1):
            self._key(f"Ctrl+{number}", lambda name=name: self.go(name))
        for keys, act in (
            ("Ctrl+K", self.show_palette),
            ("Ctrl+Z", self.undo.undo),
            ("Ctrl+Shift+Z", self.undo.redo),
            ("Ctrl+Y", self.undo.redo),
            ("Ctrl+N", self.new_inspection),
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
        page = self.pages.get(self.page)
        if isinstance(page, Page):
            page.refresh()
        self._read_inspections()
        self._recompute()

    def show_palette(self) -> None:
        """Ctrl+K."""
        if self.context is None:
            return
        words = [
            Place(word, "page", lambda name=name: self.go(name))  # type: ignore[misc]
            for name, word in PAGES
        ]
        words += [Place(text, "command", act) for text, act in self.store_menu.commands()]
        words += [
            Place(f"{look.capitalize()} appearance", "command", lambda look=look: self.appear(look))  # type: ignore[misc]
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
            self._show_mark(self.context.case)

    def eventFilter(self, watched: QObject, event: Any) -> bool:
        """Files dropped on the window go to the page in view."""
        if isinstance(event, (QDragEnterEvent, QDropEvent)) and event.mimeData().hasUrls():
            if isinstance(event, QDropEvent) and not isinstance(event, QDragEnterEvent):
                self._drop(Path(event.mimeData().urls()[0].toLocalFile()))
            event.acceptProposedAction()
            return True
        return super().eventFilter(watched, event)

    def _drop(self, path: Path) -> None:
        page = self.pages.get(self.page)
        if not (isinstance(page, Page) and page.dropped(path)):
            self.bar.show_text(
                f"{path.name}: this page imports no such file. Try Store, Import.", "warning"
            )

    def _written(self, change_set: ChangeSet, undoable: bool) -> None:
        del undoable
        if self.context is None:
            return
        self.shell.journal_label.setText(self._head_text(change_set.seq, change_set.sha256,
                                                         change_set.label))
        if "inspection" in change_set.kinds:
            self._read_inspections()
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


def _stands(module: str) -> bool:
    try:
        return find_spec(module) is not None
    except ModuleNotFoundError:
        return False
