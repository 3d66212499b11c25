"""Putting new things on the ground: sites, points of entry, a base; by typed coordinates."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Any

from PySide6.QtWidgets import (
    QDialog,
    QDialogButtonBox,
    QFormLayout,
    QLabel,
    QLineEdit,
    QMenu,
    QPlainTextEdit,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from osi_app.area.records import BaseOfOperations, BoundaryKind, PointOfEntry, RestrictedSite
from osi_app.geo.coordinates import parse
from osi_app.geo.polygons import ring
from osi_app.kernel.errors import RuleError
from ui.widgets.basics import hint, quiet

if TYPE_CHECKING:
    from ui.area.page import AreaPage

WORDS = {
    "boundary": "Mandated boundary",
    "site": "Restricted-access site",
    "entry": "Point of entry",
    "base": "Base of operations",
}


class ThingDialog(QDialog):
    """Asks for code, name and place; polygons take one corner a line."""

    def __init__(self, parent: QWidget, what: str) -> None:
        super().__init__(parent)
        self.setWindowTitle(f"New: {WORDS[what].lower()}")
        self.polygon = what in ("boundary", "site")
        self.code, self.name = QLineEdit(), QLineEdit()
        self.place = QPlainTextEdit()
        self.place.setPlaceholderText(
            "49.868 N 78.079 E\n49°52'05\" N 78°04'44\" E\n44U LB 12345 67890"
        )
        self.place.setMinimumSize(380, 150 if self.polygon else 60)
        self.error = QLabel()
        self.error.setObjectName("error")
        self.error.setWordWrap(True)
        form = QFormLayout()
        if what != "boundary":
            form.addRow("Code", self.code)
            form.addRow("Name", self.name)
        form.addRow("Corners" if self.polygon else "Place", self.place)
        buttons = QDialogButtonBox(
            QDialogButtonBox.StandardButton.Ok | QDialogButtonBox.StandardButton.Cancel
        )
        buttons.accepted.connect(self.accept)
        buttons.rejected.connect(self.reject)
        lines = QVBoxLayout(self)
        lines.addLayout(form)
        if self.polygon:
            lines.addWidget(hint("One corner a line, in any form of coordinate; at least three."))
        lines.addWidget(self.error)
        lines.addWidget(buttons)
        self._what = what
        self.points: tuple[tuple[float, float], ...] = ()

    def accept(self) -> None:
        """Closes only when everything typed can be read."""
        lines = [line for line in self.place.toPlainText().splitlines() if line.strip()]
        if self._what != "boundary" and not self.code.text().strip():
            self.error.setText("Give it a code, such as RAS-5.")
            return
        for number, line in enumerate(lines, 1):
            try:
                parse(line)
            except RuleError:
                self.error.setText(f"Line {number}: “{line}” is not a coordinate.")
                return
        if len(lines) < (3 if self.polygon else 1):
            self.error.setText("Type at least three corners." if self.polygon else "Type a place.")
            return
        try:
            points = tuple(parse(line) for line in lines)
            self.points = ring(points) if self.polygon else points[:1]
        except RuleError as error:
            self.error.setText(f"These corners make no area: {error.code.replace('_', ' ')}.")
            return
        super().accept()


class NewThings:
    """The menu of what can be put on the ground."""

    def __init__(self, page: AreaPage) -> None:
        self._page = page

    def button(self) -> QToolButton:
        """The menu's button."""
        found = quiet("New", "plus")
        menu = QMenu(found)
        for what, word in WORDS.items():
            menu.addAction(word).triggered.connect(partial(self._asked, what))
        found.setMenu(menu)
        found.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        return found

    def _asked(self, what: str, _checked: bool = False) -> None:
        self.ask(what)

    def ask(self, what: str) -> None:
        """Asks for one thing and stores it."""
        case = self._page.context.case
        if case is None:
            return
        dialog = ThingDialog(self._page, what)
        if dialog.exec():
            self.store(what, dialog)

    def store(self, what: str, dialog: ThingDialog) -> None:
        """Stores what a dialog answered, as one step."""
        context = self._page.context
        area, key = context.house.area, context.case.inspection.id
        if what == "boundary":
            points = dialog.points
            context.write(
                lambda: area.set_boundary(key, BoundaryKind.MANDATED, points, "typed"),
                label="Storing the boundary",
            )
            return
        record = self._record(what, dialog, key)
        label = f"Add {WORDS[what].lower()} {record.code}"
        context.write(lambda: area.record(label, record), label=label)

    @staticmethod
    def _record(what: str, dialog: ThingDialog, key: Any) -> Any:
        code = dialog.code.text().strip()
        name = dialog.name.text().strip() or code
        lon, lat = dialog.points[0]
        if what == "site":
            return RestrictedSite(inspection_id=key, code=code, name=name, vertices=dialog.points)
        if what == "entry":
            return PointOfEntry(inspection_id=key, code=code, name=name, lon=lon, lat=lat)
        return BaseOfOperations(inspection_id=key, code=code, name=name, lon=lon, lat=lat)
