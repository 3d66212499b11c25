"""Ways to make an area lawful, each seen on the map before it is taken."""

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QButtonGroup, QFrame, QRadioButton, QVBoxLayout

from osi_app.geo.repair import Repair
from osi_app.kernel.units import km, km2
from ui.widgets.basics import button, hint, row, section

WORDS = {
    "shrink": "Shrink about its middle",
    "shrink_about_event": "Shrink about the event",
    "trim": "Trim the far corner",
    "site_to_size": "Shrink to the size allowed, apart from the next site",
    "site_apart": "Move apart from the next site",
    "site_inside": "Move into the inspection area",
}


class RepairPanel(QFrame):
    """The repairs offered. ``previewed`` carries the one looked at (None for none), ``applied``
    the one taken."""

    previewed = Signal(object)
    applied = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("card")
        self._repairs: tuple[Repair, ...] = ()
        self._group = QButtonGroup(self)
        self._group.idToggled.connect(self._looked)
        self.apply = button("Apply", "", self._apply, primary=True)
        self.leave = button("Leave it", "", self._leave)
        self._lines = QVBoxLayout(self)
        self._lines.setContentsMargins(12, 10, 12, 12)
        self._lines.setSpacing(6)
        self._lines.addWidget(section("Repairs"))
        self._lines.addWidget(hint("Choose one to see it on the map."))
        self._lines.addLayout(row(None, self.leave, self.apply))
        self.hide()

    @property
    def chosen(self) -> Repair | None:
        """The repair looked at."""
        index = self._group.checkedId()
        return self._repairs[index] if 0 <= index < len(self._repairs) else None

    def offer(self, repairs: Sequence[Repair]) -> None:
        """Offers these; none hides the panel."""
        for old in self._group.buttons():
            self._group.removeButton(old)
            old.deleteLater()
        self._repairs = tuple(repairs)
        for index, repair in enumerate(self._repairs):
            choice = QRadioButton(told(repair))
            choice.setMinimumHeight(2 * choice.fontMetrics().lineSpacing() + 8)
            self._group.addButton(choice, index)
            self._lines.insertWidget(2 + index, choice)
        self.apply.setEnabled(False)
        self.setVisible(bool(self._repairs))

    def choose(self, index: int) -> None:
        """Looks at one of them."""
        self._group.button(index).setChecked(True)

    def _looked(self, _index: int, checked: bool) -> None:
        if checked:
            self.apply.setEnabled(True)
            self.previewed.emit(self.chosen)

    def _apply(self) -> None:
        if self.chosen is not None:
            self.applied.emit(self.chosen)

    def _leave(self) -> None:
        self._group.setExclusive(False)
        for choice in self._group.buttons():
            choice.setChecked(False)
        self._group.setExclusive(True)
        self.apply.setEnabled(False)
        self.previewed.emit(None)


def told(repair: Repair) -> str:
    """A repair in a line: what it does, what is left, what is lost."""
    word = WORDS.get(repair.kind.value, repair.kind.value.replace("_", " "))
    lost = f", loses {km2(repair.lost_m2):.3g} km²" if repair.lost_m2 >= 1.0 else ""
    chance = (
        "" if repair.probability is None else f", event inside {repair.probability * 100:.1f} %"
    )
    return f"{word}\n{size(repair)}{lost}{chance}"


def size(repair: Repair) -> str:
    """What is left: area and longest distance."""
    digits = 1 if repair.area_m2 >= 1e8 else 3
    return f"{km2(repair.area_m2):.{digits}f} km², {km(repair.span_m):.2f} km"
