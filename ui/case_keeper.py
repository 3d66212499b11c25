"""The inspection chosen: the list to choose from, its case and findings, the marks that show it."""

from typing import Any
from uuid import UUID

from PySide6.QtCore import QObject, Qt, QTimer, Signal
from PySide6.QtWidgets import QMenu

from osi_app.inspection.case import load_case
from osi_app.inspection.records import Inspection
from osi_app.kernel.findings import Finding
from ui import texts
from ui.context import Context
from ui.inspection.moments import moments_of, phase_of
from ui.preferences import Preferences
from ui.shell import Shell
from ui.theme.colours import colours_of
from ui.widgets.clock_strip import ClockStrip
from ui.widgets.findings_panel import FindingsPanel, counts_text

PAINT_FIRST_MS = 25
"""Until the rules are applied: time to paint the case, since both share one interpreter."""


class CaseKeeper(QObject):
    """Keeps chooser, clock strip, EXERCISE mark and findings true. ``listed`` is emitted when the
    inspections are known."""

    listed = Signal()

    def __init__(
        self, shell: Shell, preferences: Preferences, strip: ClockStrip, findings: FindingsPanel
    ) -> None:
        super().__init__(shell)
        self.shell, self.preferences = shell, preferences
        self.strip, self.findings = strip, findings
        self.context: Context | None = None
        self._generation = 0

    def use(self, context: Context | None) -> None:
        """Works on this window's state from now on; None when the store is closed."""
        self.context = context
        if context is not None:
            self.read_inspections(first=True)

    def choose(self, inspection_id: UUID | None) -> None:
        """Chooses an inspection; lists it anew when it is not known yet."""
        if self.context is None:
            return
        self.context.inspection_id = inspection_id
        self.preferences.keep(self._last_key(), str(inspection_id or ""))
        self.read_inspections()
        self.context.inspection_changed.emit(inspection_id)
        self.recompute()

    def _last_key(self) -> str:
        location = self.context.house.store.location if self.context is not None else ""
        return f"inspection/{location.replace('/', '|')}"

    def read_inspections(self, first: bool = False) -> None:
        """Lists the inspections anew; ``first`` also chooses the one used last."""
        if self.context is None:
            return
        context = self.context

        def load() -> tuple[Inspection, ...]:
            with context.house.store.read() as reading:
                found: tuple[Inspection, ...] = reading.all(Inspection)
                return found

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
                self.recompute()
        self._inspection_menu(inspections)
        self.listed.emit()

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
                    f"{each.code}  {each.title}", Qt.TextElideMode.ElideRight, 165
                )
                chooser.setText(f"{name}  ▾")
                chooser.setToolTip(f"{each.code}  {each.title}")
        if not inspections:
            chooser.setText("No inspection yet  ▾")
        menu.addSeparator()
        action = menu.addAction("New inspection…\tCtrl+N", self.new_inspection)
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

    def recompute(self) -> None:
        """The case and its findings anew, in the reader's thread."""
        context = self.context
        if context is None:
            return
        self._generation += 1
        generation, house, key = self._generation, context.house, context.inspection_id
        if key is None:
            self._show_case(None)
            self._show_findings(())
            return

        def compute() -> Any:
            with house.store.read() as reading:
                return load_case(reading, key, house.clock)

        def took(case: Any) -> None:
            if generation == self._generation and self.context is context:
                self._show_case(case)
                QTimer.singleShot(PAINT_FIRST_MS, self, judge)

        def judge() -> None:
            if generation == self._generation and self.context is context:
                context.read(lambda: tuple(house.findings(key)), judged, label="Applying the rules")

        def judged(findings: tuple[Finding, ...]) -> None:
            if generation == self._generation and self.context is context:
                self._show_findings(findings)

        # the clocks first: whoever opens the window reads them while the rules are applied
        context.read(compute, took)

    def _show_case(self, case: Any) -> None:
        if self.context is None:
            return
        self.context.case = case
        self.show_mark(case)
        if case is None:
            self.strip.clear()
        else:
            site = texts.zone(case.inspection.site_time_zone)
            zero = case.inspection.requested_at
            now = self._case_clock(case)
            self.strip.show_case(now, zero, site, phase_of(case), moments_of(case))
        self.context.case_changed.emit(case)

    def _show_findings(self, findings: tuple[Finding, ...]) -> None:
        if self.context is None:
            return
        self.context.findings = findings
        self.findings.show_findings(findings)
        breaches = sum(1 for f in findings if f.breaks_rule)
        word = f"Findings  {len(findings)}" if findings else "Findings"
        self.shell.top.findings.setText(word)
        self.shell.top.findings.setToolTip(f"{counts_text(findings)}  (F8)")
        self.shell.top.findings.setAccessibleName(f"{word}, {breaches} breaches")
        self.context.findings_changed.emit(findings)

    def _case_clock(self, case: Any) -> Any:
        clock = self.context.house.clock if self.context is not None else None
        if clock is None:
            return lambda: case.now
        if case.inspection.exercise_time is not None and case.inspection.exercise_set_at is None:
            return lambda: case.now  # the exercise stands still
        shift = case.now - clock()
        return lambda: clock() + shift

    def show_mark(self, case: Any) -> None:
        """Says on screen that this is not real."""
        mark = self.shell.top.mark
        marked = case is not None and case.marked_exercise
        mark.setVisible(marked)
        if marked:
            colours = colours_of(self.shell.palette())
            mark.setText(case.inspection.kind.value.upper())
            if case.inspection.kind.value == "inspection":
                mark.setText("EXERCISE")
            mark.setFixedHeight(30)
            mark.setStyleSheet(
                f"background: {colours.warning_ground}; color: {colours.warning};"
                f"border: 1px solid {colours.warning}; border-radius: 4px;"
                "padding: 0 7px; font-weight: 700;"
            )
