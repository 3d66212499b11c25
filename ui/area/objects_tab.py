"""Everything that lies on the ground, grouped, with the ways to add, correct and remove it."""

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QMenu, QToolButton, QTreeWidget, QTreeWidgetItem, QVBoxLayout, QWidget

from ui.widgets.basics import hint, quiet, row
from ui.widgets.map_features import MapFeature

GROUPS = {
    "mandated": "Boundaries",
    "requested": "Boundaries",
    "restricted_site": "Restricted-access sites",
    "flight_restriction": "Overflight restrictions",
    "no_go_zone": "No-go zones",
    "hazard_zone": "Hazards",
    "point_of_entry": "Points of entry",
    "base_of_operations": "Base of operations",
    "basing_point": "Basing points",
    "landing_site": "Landing sites",
    "route": "Routes",
    "field_of_regard": "Fields of regard",
    "area_of_interest": "Areas of interest",
    "mission": "Missions",
    "note": "Notes",
    "origin": "Event",
    "ellipse": "Event",
}
NEW = {
    "boundary": "Boundary",
    "restricted_site": "Restricted-access site",
    "flight_restriction": "Overflight restriction (P.75)",
    "no_go_zone": "No-go zone",
    "hazard_zone": "Hazard",
    "point_of_entry": "Point of entry",
    "base_of_operations": "Base of operations",
    "basing_point": "Basing point",
    "landing_site": "Landing site",
    "route": "Route",
    "field_of_regard": "Field of regard",
    "area_of_interest": "Area of interest",
    "note": "Note",
}
"""What can be put on the ground, in the order of the menu."""
KEY = Qt.ItemDataRole.UserRole
TREE_ROW = 24


class ObjectsTab(QWidget):
    """The tree of things. ``picked`` carries a thing's key, ``wanted`` the kind of a new one
    (drawn on the map) and ``typed_wanted`` the kind of one whose place is typed."""

    picked = Signal(str)
    wanted = Signal(str)
    typed_wanted = Signal(str)
    correct_wanted = Signal()
    remove_wanted = Signal()
    mend_wanted = Signal()
    import_wanted = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._groups: list[QTreeWidgetItem] = []
        self.tree = QTreeWidget()
        self.tree.setAccessibleName("On the ground")
        self.tree.setHeaderHidden(True)
        self.tree.itemSelectionChanged.connect(self._tell_picked)
        self.tree.itemDoubleClicked.connect(lambda *_: self.correct_wanted.emit())
        self.new = _menu_button("Draw", "draw", self.wanted.emit)
        self.typed = _menu_button("Type", "paste", self.typed_wanted.emit)
        self.correct = quiet("Correct…", "edit", self.correct_wanted.emit)
        self.remove = quiet("Remove", "remove", self.remove_wanted.emit)
        self.mend = quiet("Mend…", "magic", self.mend_wanted.emit)
        self.mend.setToolTip("Shows how the site can be made lawful (P.92), to be applied or left")
        self.bring = quiet("Import…", "import", self.import_wanted.emit)
        lines = QVBoxLayout(self)
        lines.setContentsMargins(0, 8, 0, 0)
        lines.setSpacing(8)
        lines.addLayout(row(self.new, self.typed, self.bring, None))
        lines.addWidget(self.tree, 1)
        lines.addLayout(row(self.correct, self.mend, None, self.remove))
        lines.addWidget(hint("Draw on the map, or type coordinates in any form."))
        QShortcut(QKeySequence("Del"), self.tree, self.remove_wanted.emit,
                  context=Qt.ShortcutContext.WidgetShortcut)  # fmt: skip

    def show_features(self, features: tuple[MapFeature, ...]) -> None:
        """Lists everything that has a place, grouped."""
        self.tree.blockSignals(True)
        self.tree.clear()
        self._groups = []
        found: dict[str, list[MapFeature]] = {}
        for feature in features:
            found.setdefault(GROUPS.get(feature.kind, "Other"), []).append(feature)
        order = list(dict.fromkeys(GROUPS.values()))
        for name in sorted(found, key=lambda n: order.index(n) if n in order else len(order)):
            group = QTreeWidgetItem(self.tree, [f"{name} ({len(found[name])})"])
            group.setSizeHint(0, QSize(0, TREE_ROW))
            self._groups.append(group)
            for feature in found[name]:
                item = QTreeWidgetItem(group, [feature.shown])
                item.setSizeHint(0, QSize(0, TREE_ROW))
                item.setData(0, KEY, feature.key)
            group.setExpanded(len(found[name]) <= 8)
        self.tree.blockSignals(False)

    def choose(self, key: str) -> None:
        """Selects a thing without telling anybody."""
        self.tree.blockSignals(True)
        self.tree.clearSelection()
        for group in self._groups:
            for item in (group.child(at) for at in range(group.childCount())):
                if item is not None and item.data(0, KEY) == key:
                    self.tree.setCurrentItem(item)
        self.tree.blockSignals(False)

    def allow(self, *, writable: bool, record: bool, site: bool) -> None:
        """Which buttons do something for what is chosen."""
        for part in (self.new, self.typed, self.bring):
            part.setEnabled(writable)
        for part in (self.correct, self.remove):
            part.setEnabled(writable and record)
        self.mend.setVisible(site)
        self.mend.setEnabled(writable)

    def _tell_picked(self) -> None:
        for item in self.tree.selectedItems():
            key = item.data(0, KEY)
            if key:
                self.picked.emit(key)


def _menu_button(text: str, glyph: str, chosen: Callable[[str], object]) -> QToolButton:
    found = quiet(text, glyph)
    menu = QMenu(found)
    for what, word in NEW.items():
        menu.addAction(word).triggered.connect(partial(_chosen, chosen, what))
    found.setMenu(menu)
    found.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
    return found


def _chosen(chosen: Callable[[str], object], what: str, _checked: bool = False) -> None:
    chosen(what)
