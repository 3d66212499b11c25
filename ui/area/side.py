"""The right-hand side of the Area page: law, corners, and what lies on the ground."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import (
    QAbstractItemView,
    QComboBox,
    QHeaderView,
    QLabel,
    QTableView,
    QTreeWidget,
    QTreeWidgetItem,
    QVBoxLayout,
    QWidget,
)

from osi_app.geo.coordinates import CoordinateForm
from osi_app.kernel.record import Vertices
from osi_app.treaty.values import RuleValues
from ui.area.law_panel import LawPanel
from ui.area.vertex_table import COORDINATE, VertexModel
from ui.widgets.basics import row, section
from ui.widgets.delegates import ROW_HEIGHT
from ui.widgets.map_features import MapFeature

GROUPS = {
    "mandated": "Boundaries",
    "requested": "Boundaries",
    "restricted_site": "Restricted-access sites",
    "point_of_entry": "Points of entry",
    "base_of_operations": "Base of operations",
    "area_of_interest": "Areas of interest",
    "mission": "Missions",
    "origin": "Event",
    "ellipse": "Event",
}


class AreaSide(QWidget):
    """Law panel, table of corners, tree of things on the ground.

    ``typed`` carries a ring whose corner was typed, ``refused`` a text that is no coordinate,
    ``picked`` the key of a thing chosen in the tree.
    """

    typed = Signal(object)
    refused = Signal(str)
    picked = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self.law = LawPanel()
        self.model = VertexModel()
        self.model.typed.connect(self.typed)
        self.model.refused.connect(self.refused)
        self.table = self._table()
        self.form = QComboBox()
        for form in CoordinateForm:
            self.form.addItem(form.value.upper(), form)
        self.form.setAccessibleName("Form of coordinates")
        self.form.currentIndexChanged.connect(
            lambda _: self.model.show_form(self.form.currentData())
        )
        self.tree = self._tree()
        lines = QVBoxLayout(self)
        lines.setContentsMargins(0, 0, 0, 0)
        lines.setSpacing(8)
        lines.addWidget(self.law)
        lines.addLayout(row(section("Corners"), None, QLabel("shown as"), self.form))
        lines.addWidget(self.table, 3)
        lines.addWidget(section("On the ground"))
        lines.addWidget(self.tree, 2)

    def _table(self) -> QTableView:
        table = QTableView()
        table.setModel(self.model)
        table.setAccessibleName("Corners")
        table.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        table.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        table.verticalHeader().hide()
        table.verticalHeader().setDefaultSectionSize(ROW_HEIGHT)
        table.setShowGrid(False)
        table.setAlternatingRowColors(True)
        header = table.horizontalHeader()
        for column, width in ((0, 30), (2, 82)):
            table.setColumnWidth(column, width)
        header.setSectionResizeMode(COORDINATE, QHeaderView.ResizeMode.Stretch)
        return table

    def _tree(self) -> QTreeWidget:
        tree = QTreeWidget()
        tree.setAccessibleName("On the ground")
        tree.setHeaderHidden(True)
        tree.setRootIsDecorated(True)
        tree.itemSelectionChanged.connect(self._tell_picked)
        return tree

    def _tell_picked(self) -> None:
        for item in self.tree.selectedItems():
            key = item.data(0, 0x0100)
            if key:
                self.picked.emit(key)

    def show_features(self, features: tuple[MapFeature, ...]) -> None:
        """Lists everything that has a place, grouped."""
        self.tree.blockSignals(True)
        self.tree.clear()
        groups: dict[str, QTreeWidgetItem] = {}
        for feature in features:
            name = GROUPS.get(feature.kind, "Other")
            if name not in groups:
                groups[name] = QTreeWidgetItem(self.tree, [name])
            item = QTreeWidgetItem(groups[name], [feature.shown])
            item.setData(0, 0x0100, feature.key)
        for name, group in groups.items():
            group.setText(0, f"{name} ({group.childCount()})")
            group.setExpanded(group.childCount() <= 8)
        self.tree.blockSignals(False)

    def show_ring(
        self, shown: str, ring: Vertices, values: RuleValues, *, editable: bool, judged: bool
    ) -> None:
        """Shows a ring in the table and, when it is a boundary, judges it."""
        self.model.show_ring(ring, editable=editable)
        self.law.show_ring(shown, ring if judged else (), values)
