"""Five questions make a case: kind, States, event, time of the request, point of entry."""

from pathlib import Path
from typing import Any

from PySide6.QtWidgets import (
    QComboBox,
    QDialog,
    QFileDialog,
    QFormLayout,
    QLabel,
    QLineEdit,
    QVBoxLayout,
    QWidget,
)

from osi_app.inspection.records import Event, InspectionKind
from osi_app.kernel.changes import ChangeSet
from osi_app.kernel.errors import ImportRefused, RuleError
from osi_app.library.records import State
from ui import texts
from ui.context import Context
from ui.inspection.opening import open_case
from ui.messages import error_text
from ui.references import name_of
from ui.widgets.basics import button, hint, quiet, row


class NewInspectionDialog(QDialog):
    """Asks, opens the case as one step, and chooses it."""

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._context = context
        self._file: Path | None = None
        self.setWindowTitle("New inspection")
        self.setMinimumWidth(560)
        self.kind = QComboBox()
        for kind in (InspectionKind.EXERCISE, InspectionKind.TRAINING, InspectionKind.INSPECTION):
            self.kind.addItem(kind.value.capitalize(), kind)
        self.requesting, self.inspected, self.event_choice = _chooser(), _chooser(), _chooser()
        self.event_choice.addItem("by its coordinates", None)
        self.file = quiet("From a bulletin file…", "import", self._ask_file)
        self.lon, self.lat = QLineEdit(), QLineEdit()
        self.lon.setPlaceholderText("longitude, 78.75")
        self.lat.setPlaceholderText("latitude, 50.10")
        self.at = QLineEdit(texts.instant(context.house.clock()))
        self.entry = QLineEdit()
        self.entry.setPlaceholderText("name of the airport or harbour")
        self.entry_lon, self.entry_lat = QLineEdit(), QLineEdit()
        self.entry_lon.setPlaceholderText("longitude")
        self.entry_lat.setPlaceholderText("latitude")
        self.error = hint("")
        self.error.setObjectName("error")
        self.open_button = button("Open the case", "", self.store, primary=True)
        self.open_button.setDefault(True)
        self._lay_out()
        self.event_choice.currentIndexChanged.connect(lambda _: self._follow())
        self._follow()
        self._load()

    def store(self) -> None:
        """Opens the case; what is refused is said here and nothing is changed."""
        answers, house = self.answers(), self._context.house

        def done(opened: ChangeSet) -> None:
            self._context.inspection_wanted.emit(opened.details["inspection_id"])
            self._context.tell("The case is open: area, plan and checklist are ready.", "good")
            self.accept()

        open_case(self._context.operations, house, answers, done, self._refused)

    def answers(self) -> dict[str, Any]:
        """What is typed, as the house asks for it."""
        return {
            "kind": self.kind.currentData(),
            "requesting_state_id": self.requesting.currentData(),
            "inspected_state_id": self.inspected.currentData(),
            "event_file": self._file,
            "event_id": None if self._file else self.event_choice.currentData(),
            "lon": self.lon.text().strip(),
            "lat": self.lat.text().strip(),
            "requested_at": self.at.text().strip(),
            "entry_name": self.entry.text().strip(),
            "entry_lon": self.entry_lon.text().strip(),
            "entry_lat": self.entry_lat.text().strip(),
        }

    def _lay_out(self) -> None:
        form = QFormLayout()
        form.setVerticalSpacing(10)
        form.addRow("Kind", self.kind)
        form.addRow("Requesting State", self.requesting)
        form.addRow("Inspected State", self.inspected)
        event = row(self.event_choice, self.file)
        event.setStretch(0, 1)
        form.addRow("Event", event)
        self.place_label = QLabel("Place of the event")
        self.place = QWidget()
        place = row(self.lon, self.lat)
        place.setContentsMargins(0, 0, 0, 0)
        self.place.setLayout(place)
        form.addRow(self.place_label, self.place)
        form.addRow("Request received (T0, UTC)", self.at)
        entry = row(self.entry, self.entry_lon, self.entry_lat)
        entry.setStretch(0, 2)
        entry.setStretch(1, 1)
        entry.setStretch(2, 1)
        form.addRow("Point of entry", entry)
        lines = QVBoxLayout(self)
        lines.setContentsMargins(20, 16, 20, 16)
        lines.setSpacing(12)
        lines.addWidget(
            hint("A lawful area around the event is proposed; everything can be changed later.")
        )
        lines.addLayout(form)
        lines.addWidget(self.error)
        lines.addLayout(row(None, button("Cancel", "", self.reject), self.open_button))

    def _load(self) -> None:
        store = self._context.house.store

        def load() -> tuple[tuple[State, ...], tuple[Event, ...]]:
            with store.read() as reading:
                return reading.all(State), reading.all(Event)

        self._context.read(load, self._took)

    def _took(self, answer: tuple[tuple[State, ...], tuple[Event, ...]]) -> None:
        states, events = answer
        for state in sorted(states, key=lambda s: (not s.fictional, s.name)):
            for chooser in (self.requesting, self.inspected):
                chooser.addItem(f"{state.name}  {state.code}", state.id)
        if self.inspected.count() > 1:
            self.inspected.setCurrentIndex(1)
        for event in events:
            self.event_choice.addItem(name_of(event), event.id)
        if events:
            self.event_choice.setCurrentIndex(1)
        self.open_button.setEnabled(bool(states))
        if not states and self._context.writable:
            self._bring_states()

    def _bring_states(self) -> None:
        """A new store gets the table of States that ships, as a step of its own."""
        library = self._context.house.library

        def bring() -> ChangeSet:
            brought: ChangeSet = library.apply_import(library.preview_import())
            return brought

        self._context.write(bring, lambda _: self._load(), label="Bringing in the States")

    def _ask_file(self) -> None:
        from ui.imports import EVENTS  # noqa: PLC0415  # a cycle otherwise

        chosen, _ = QFileDialog.getOpenFileName(self, "Event bulletin", "", EVENTS)
        self.choose_file(Path(chosen) if chosen else None)

    def choose_file(self, path: Path | None) -> None:
        """Takes the event from a bulletin file."""
        self._file = path
        self.file.setText(path.name if path else "From a bulletin file…")
        self._follow()

    def _follow(self) -> None:
        typed = self._file is None and self.event_choice.currentData() is None
        self.event_choice.setEnabled(self._file is None)
        self.place.setVisible(typed)
        self.place_label.setVisible(typed)

    def _refused(self, error: Exception) -> bool:
        if not isinstance(error, (RuleError, ImportRefused)):
            return False
        self.error.setText(error_text(error))
        return True


def _chooser() -> QComboBox:
    combo = QComboBox()
    combo.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
    combo.setMinimumContentsLength(22)
    combo.setMaxVisibleItems(20)
    return combo
