"""What the law says of the ring in view, its corners as a table, and repairs when it needs them."""

from PySide6.QtCore import QEvent, QObject, QSignalBlocker, Qt, Signal
from PySide6.QtGui import QGuiApplication, QKeyEvent, QKeySequence
from PySide6.QtWidgets import (
    QAbstractItemView,
    QComboBox,
    QFrame,
    QHeaderView,
    QLabel,
    QScrollArea,
    QTableView,
    QVBoxLayout,
    QWidget,
)

from osi_app.geo.coordinates import CoordinateForm, parse_many
from osi_app.kernel.errors import RuleError
from ui.area.law_panel import LawPanel
from ui.area.repairs import RepairPanel
from ui.area.site_panel import SitePanel
from ui.area.vertex_table import COORDINATE, VertexModel
from ui.widgets.basics import hint, quiet, row, section
from ui.widgets.delegates import ROW_HEIGHT

LEAST_ROWS = 5


class AreaTab(QScrollArea):
    """Law, repairs and corners of the chosen ring.

    ``typed`` carries a ring that was typed or pasted, ``refused`` a text that is no coordinate.
    """

    typed = Signal(object)
    refused = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self.law, self.site, self.repairs = LawPanel(), SitePanel(), RepairPanel()
        self.site.hide()
        self.model = VertexModel()
        self.model.typed.connect(self.typed)
        self.model.refused.connect(self.refused)
        self.table = self._table()
        self.form = QComboBox()
        for form in CoordinateForm:
            self.form.addItem(form.value.upper(), form)
        self.form.setAccessibleName("Form of coordinates")
        self.form.currentIndexChanged.connect(self._form_chosen)
        self.paste = quiet("Paste", "paste", self.paste_corners)
        self.paste.setToolTip(
            "Replaces all corners by the coordinates on the clipboard, one a line"
        )
        inner = QWidget()
        lines = QVBoxLayout(inner)
        lines.setContentsMargins(0, 8, 0, 0)
        lines.setSpacing(8)
        for part in (self.law, self.site, self.repairs):
            lines.addWidget(part)
        lines.addLayout(row(section("Corners"), None, self.paste, QLabel("as"), self.form))
        lines.addWidget(self.table, 1)
        lines.addWidget(
            hint("Type any form of coordinate into a cell; Ctrl+V pastes a whole ring.")
        )
        # a low window scrolls the tab; nothing in it is pressed together
        self.setWidget(inner)
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)

    def _table(self) -> QTableView:
        table = QTableView()
        table.setModel(self.model)
        table.setAccessibleName("Corners")
        table.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        table.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        table.verticalHeader().hide()
        table.verticalHeader().setDefaultSectionSize(ROW_HEIGHT)
        table.setMinimumHeight(LEAST_ROWS * ROW_HEIGHT)
        table.setShowGrid(False)
        table.setAlternatingRowColors(True)
        header = table.horizontalHeader()
        for column, width in ((0, 34), (2, 82)):
            table.setColumnWidth(column, width)
        header.setSectionResizeMode(COORDINATE, QHeaderView.ResizeMode.Stretch)
        table.installEventFilter(self)
        return table

    def show_form(self, form: CoordinateForm) -> None:
        """Shows coordinates in that form."""
        with QSignalBlocker(self.form):
            self.form.setCurrentIndex(self.form.findData(form))
        self.model.show_form(form)

    def _form_chosen(self, _index: int) -> None:
        # Qt hands an enumeration of strings back as plain text
        self.model.show_form(CoordinateForm(self.form.currentData()))

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Ctrl+V on the table pastes a ring, Ctrl+C copies it."""
        if event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            if event.matches(QKeySequence.StandardKey.Paste):
                self.paste_corners()
                return True
            if event.matches(QKeySequence.StandardKey.Copy):
                QGuiApplication.clipboard().setText(self.model.as_text())
                return True
        return super().eventFilter(watched, event)

    def paste_corners(self) -> None:
        """Replaces the ring by the coordinates on the clipboard."""
        text = QGuiApplication.clipboard().text()
        if not (self.model.editable and text.strip()):
            return
        try:
            points = parse_many(text)
        except RuleError as error:
            self.refused.emit(str(error.values.get("value", text))[:80])
            return
        if len(points) < 3:
            self.refused.emit(text.strip()[:80])
            return
        self.typed.emit(points)
