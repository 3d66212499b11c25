"""Survey plans: how each technique covers its ground, what a flight takes of its hours, and the
proof of what is covered."""

from collections.abc import Sequence
from functools import partial
from math import isfinite

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtWidgets import (
    QFrame,
    QHeaderView,
    QLabel,
    QListWidget,
    QListWidgetItem,
    QMenu,
    QTableWidget,
    QTableWidgetItem,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from osi_app.area.methods import survey_methods
from osi_app.area.records import SurveyPattern
from osi_app.area.surveys import Survey, working_days
from osi_app.geo.coverage.proof import Coverage
from osi_app.kernel.units import km, km2
from ui import texts
from ui.area.law_panel import Limit
from ui.widgets.basics import hint, quiet, row, section
from ui.widgets.delegates import ROW_HEIGHT

MOST_SORTIES = 8
"""As many are shown without scrolling, where the window is high enough."""
SORTIES = ("Sortie", "Lines", "Over it", "In all", "Left")
KEY = Qt.ItemDataRole.UserRole
RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter


class SurveysTab(QWidget):
    """The plans above, what the chosen one comes to below.

    ``wanted`` carries the key of a method; ``chosen_changed`` the plan's id; the others ask for
    something to be done with the chosen plan.
    """

    wanted = Signal(str)
    chosen_changed = Signal(object)
    correct_wanted = Signal()
    remove_wanted = Signal()
    proof_wanted = Signal()
    export_wanted = Signal()
    profile_wanted = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._surveys: tuple[Survey, ...] = ()
        self._writable = True
        self.new = self._new_button()
        self.correct = quiet("Correct…", "edit", self.correct_wanted.emit)
        self.remove = quiet("Remove", "remove", self.remove_wanted.emit)
        self.proof = quiet("Coverage", "verify", self.proof_wanted.emit)
        self.profile = quiet("Profile", "terrain", self.profile_wanted.emit)
        self.export = quiet("Export…", "export", self.export_wanted.emit)
        self.list = QListWidget()
        self.list.setAccessibleName("Survey plans")
        self.list.setMinimumHeight(2 * ROW_HEIGHT + 4)
        self.list.currentRowChanged.connect(lambda _: self._tell_chosen())
        self.list.itemDoubleClicked.connect(lambda _: self.correct_wanted.emit())
        self.empty = hint(
            "No survey plan yet. Choose a technique: its planning figures fill the plan, and each "
            "can be changed. Lines keep out of restricted-access sites."
        )
        self.facts = self._facts()
        lines = QVBoxLayout(self)
        lines.setContentsMargins(0, 8, 0, 0)
        lines.setSpacing(8)
        lines.addLayout(row(self.new, None, self.correct, self.remove))
        lines.addWidget(self.empty)
        lines.addWidget(self.list, 1)
        lines.addWidget(self.facts, 2)

    def _new_button(self) -> QToolButton:
        found = quiet("New", "add")
        menu = QMenu(found)
        groups: dict[str, QMenu] = {}
        for method in survey_methods():
            letter = method.technique.value
            if letter not in groups:
                groups[letter] = menu.addMenu(texts.word(letter))
            action = groups[letter].addAction(method.title)
            action.setToolTip(f"{method.source} ({method.tag})")
            action.triggered.connect(partial(self._wanted, method.key))
        for group in groups.values():
            group.setToolTipsVisible(True)
        found.setMenu(menu)
        found.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        return found

    def _wanted(self, key: str, _checked: bool = False) -> None:
        self.wanted.emit(key)

    def _facts(self) -> QFrame:
        frame = QFrame()
        frame.setObjectName("card")
        self.heading = section("")
        self.about = QLabel()
        self.about.setWordWrap(True)
        self.budget = Limit("Initial overflight", "P.72")
        self.sorties = QTableWidget(0, len(SORTIES))
        self.sorties.setHorizontalHeaderLabels(SORTIES)
        self.sorties.setAccessibleName("Sorties")
        self.sorties.horizontalHeader().setToolTip(
            "Hours over the area, hours in all with ferry, and what is left of the 12 h (P.72)"
        )
        self.sorties.verticalHeader().hide()
        self.sorties.verticalHeader().setDefaultSectionSize(ROW_HEIGHT)
        self.sorties.setShowGrid(False)
        self.sorties.setAlternatingRowColors(True)
        self.sorties.setEditTriggers(QTableWidget.EditTrigger.NoEditTriggers)
        self.sorties.horizontalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Stretch)
        self.covered = QLabel()
        self.covered.setWordWrap(True)
        lines = QVBoxLayout(frame)
        lines.setContentsMargins(12, 10, 12, 12)
        lines.setSpacing(6)
        for part in (self.heading, self.about, self.budget, self.sorties, self.covered):
            lines.addWidget(part)
        lines.addLayout(row(self.proof, self.profile, None, self.export))
        return frame

    def show_surveys(self, surveys: Sequence[Survey], *, writable: bool) -> None:
        """Shows the plans of a case, computed; the one chosen stays chosen."""
        kept = self.chosen.plan_id if self.chosen else None
        self._surveys, self._writable = tuple(surveys), writable
        self.list.blockSignals(True)
        self.list.clear()
        for made in self._surveys:
            item = QListWidgetItem(f"{made.plan.code}   {made.plan.title}")
            item.setSizeHint(QSize(0, ROW_HEIGHT))
            item.setData(KEY, made.plan_id)
            self.list.addItem(item)
        keys = [made.plan_id for made in self._surveys]
        self.list.setCurrentRow(keys.index(kept) if kept in keys else 0 if keys else -1)
        self.list.blockSignals(False)
        self.empty.setVisible(not self._surveys)
        self.list.setVisible(bool(self._surveys))
        self.new.setEnabled(writable)
        self._tell_chosen()

    @property
    def chosen(self) -> Survey | None:
        """The survey chosen in the list."""
        at = self.list.currentRow()
        return self._surveys[at] if 0 <= at < len(self._surveys) else None

    def choose(self, plan_id: object) -> None:
        """Chooses a plan."""
        for at, made in enumerate(self._surveys):
            if made.plan_id == plan_id:
                self.list.setCurrentRow(at)

    def _tell_chosen(self) -> None:
        made = self.chosen
        self.facts.setVisible(made is not None)
        for part in (self.correct, self.remove):
            part.setEnabled(made is not None and self._writable)
        if made is not None:
            self._show(made)
        self.chosen_changed.emit(None if made is None else made.plan_id)

    def _show(self, made: Survey) -> None:
        self.heading.setText(f"{made.plan.code}  {made.plan.title}")
        self.about.setText(about(made))
        self.covered.hide()
        flight = made.flight
        self.budget.setVisible(flight is not None and made.plan.initial_overflight)
        self.sorties.setVisible(flight is not None)
        self.proof.setToolTip("Computes what no line reaches, and shows it")
        self.proof.setVisible(bool(made.lines) and made.plan.swath_m is not None)
        self.profile.setVisible(bool(made.lines))
        if flight is None:
            return
        first = flight.sorties[0] if flight.sorties else None
        budget = 12.0 if first is None else first.budget_left_h + first.hours_over_area
        if isfinite(budget):
            self.budget.show_value(flight.hours_over_area, budget, "h", 2)
        self.sorties.setRowCount(len(flight.sorties))
        for at, sortie in enumerate(flight.sorties):
            left = sortie.budget_left_h
            cells = (
                str(sortie.number),
                str(len(sortie.lines)),
                f"{sortie.hours_over_area:.2f} h",
                f"{sortie.hours_total:.2f} h",
                f"{left:.2f} h" if isfinite(left) else "–",
            )
            for column, text in enumerate(cells):
                item = QTableWidgetItem(text)
                item.setTextAlignment(RIGHT)
                self.sorties.setItem(at, column, item)
        header = self.sorties.horizontalHeader().sizeHint().height() + 4
        rows = min(len(flight.sorties), MOST_SORTIES)
        self.sorties.setMinimumHeight(header + min(rows, 1) * ROW_HEIGHT)
        self.sorties.setMaximumHeight(header + rows * ROW_HEIGHT)

    def show_coverage(self, proof: Coverage | None) -> None:
        """Says what the lines leave uncovered."""
        self.covered.show()
        if proof is None:
            self.covered.setText("Coverage is proved for lines with a swath.")
            return
        self.covered.setText(
            f"Uncovered: {proof.uncovered_m2:,.0f} m² of "
            f"{km2(proof.covered_m2 + proof.uncovered_m2):.2f} km² "
            f"({(1 - proof.share) * 100:.4f} %)".replace(",", " ")
        )


def about(made: Survey) -> str:
    """What a survey comes to, in two sentences."""
    plan = made.plan
    if made.problem:
        return f"It gives nothing: {made.problem.replace('_', ' ')}."
    parts = [texts.word(plan.technique), texts.word(plan.pattern), f"{plan.spacing_m:g} m apart"]
    if made.lines:
        ties = f" and {len(made.ties)} ties" if made.ties else ""
        parts.append(f"{len(made.lines)} lines{ties}, {km(made.line_m):,.1f} line-km")
    elif made.points:
        parts.append(f"{len(made.points)} points")
    if made.azimuth_deg is not None and plan.pattern is SurveyPattern.PARALLEL_LINES:
        chosen = "best" if plan.azimuth_deg is None else "as given"
        parts.append(f"{made.azimuth_deg:.0f}° from north ({chosen})")
    if made.flight is not None:
        parts.append(f"{made.flight.hours_total:.1f} h with turns and ferry")
        if plan.height_m:
            parts.append(f"{plan.height_m:g} m above ground")
    days = working_days(made, _rate(plan.method))
    if days is not None and made.flight is None:
        parts.append(f"{days:.1f} days for one crew")
    return ", ".join(parts) + "."


def _rate(method: str) -> float | None:
    return next((one.rate_per_day for one in survey_methods() if one.key == method), None)
