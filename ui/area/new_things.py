"""Putting new things on the ground: drawn on the map or typed, then named in one dialog."""

from PySide6.QtWidgets import (
    QDialog,
    QDialogButtonBox,
    QFormLayout,
    QLabel,
    QLineEdit,
    QPlainTextEdit,
    QVBoxLayout,
    QWidget,
)

from osi_app.geo.coordinates import parse_many
from osi_app.geo.polygons import ring
from osi_app.kernel.errors import RuleError
from osi_app.kernel.record import Vertices
from ui.area.objects_tab import NEW
from ui.widgets.basics import hint

POINTS = frozenset({"point_of_entry", "base_of_operations", "basing_point", "landing_site", "note"})
LINES = frozenset({"route"})
FEWEST = {"draw_point": 1, "draw_line": 2, "draw_polygon": 3}
EXAMPLES = "49.868 N 78.079 E\n49°52'05\" N 78°04'44\" E\n44U LB 12345 67890"


def tool_of(what: str) -> str:
    """The map tool that draws a thing of that kind."""
    if what in POINTS:
        return "draw_point"
    return "draw_line" if what in LINES else "draw_polygon"


class ThingDialog(QDialog):
    """Asks for code and name of a thing, and for its place where it was not drawn; one corner a
    line. ``points`` is what was typed, checked."""

    def __init__(self, parent: QWidget, what: str, code: str, drawn: Vertices = ()) -> None:
        super().__init__(parent)
        self.setWindowTitle(f"New: {NEW[what][0].lower()}{NEW[what][1:]}")
        self._what = what
        self.points: Vertices = drawn
        self.code, self.name = QLineEdit(code), QLineEdit()
        self.place = QPlainTextEdit()
        self.place.setPlaceholderText(EXAMPLES)
        polygon = tool_of(what) == "draw_polygon"
        self.place.setMinimumSize(380, 60 if what in POINTS else 150)
        self.error = QLabel()
        self.error.setObjectName("error")
        self.error.setWordWrap(True)
        self.error.hide()
        form = QFormLayout()
        if what != "boundary":
            form.addRow("Code", self.code)
            form.addRow("Name", self.name)
        if not drawn:
            form.addRow("Corners" if polygon else "Place", self.place)
        lines = QVBoxLayout(self)
        lines.addLayout(form)
        if not drawn and what not in POINTS:
            least = FEWEST[tool_of(what)]
            lines.addWidget(hint(f"One corner a line, in any form; at least {least}."))
        lines.addWidget(self.error)
        lines.addWidget(self._buttons())

    def _buttons(self) -> QDialogButtonBox:
        words = QDialogButtonBox.StandardButton
        buttons = QDialogButtonBox(words.Ok | words.Cancel)
        buttons.accepted.connect(self.accept)
        buttons.rejected.connect(self.reject)
        return buttons

    def accept(self) -> None:
        """Closes only when everything typed can be read."""
        if self._what != "boundary" and not self.code.text().strip():
            self._refuse("Give it a code, such as RAS-5.")
            return
        try:
            self.points = self.points or self._typed()
        except RuleError as error:
            self._refuse(_told(error, self._what))
            return
        super().accept()

    def _typed(self) -> Vertices:
        points = parse_many(self.place.toPlainText())
        least = FEWEST[tool_of(self._what)]
        if len(points) < least:
            raise RuleError("too_few_vertices", found=len(points), least=least)
        if tool_of(self._what) == "draw_polygon":
            return ring(points)
        return points[:1] if self._what in POINTS else points

    def _refuse(self, text: str) -> None:
        self.error.setText(text)
        self.error.show()


def _told(error: RuleError, what: str) -> str:
    if error.code == "invalid_coordinate":
        line = error.values.get("line")
        where = f"Line {line}: " if line else ""
        return f"{where}“{error.values.get('value', '')}” is not a coordinate."
    if error.code == "too_few_vertices":
        least = FEWEST[tool_of(what)]
        return "Type a place." if least == 1 else f"Type at least {least} corners."
    return f"These corners make no area: {error.code.replace('_', ' ')}."
