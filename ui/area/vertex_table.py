"""The corners of a ring as a table, edited in any form of coordinate."""

from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, Qt, Signal

from osi_app.geo.coordinates import CoordinateForm, format_as, format_exact, parse
from osi_app.geo.geodesy import distance_m
from osi_app.kernel.errors import RuleError
from osi_app.kernel.record import Vertices

HEADERS = ("#", "Coordinate", "Next (km)")
LENGTH = len(HEADERS) - 1
COORDINATE = 1
Index = QModelIndex | QPersistentModelIndex


class VertexModel(QAbstractTableModel):
    """One row a corner. ``typed`` carries the whole ring after a cell was typed; ``refused`` what
    was typed and is no coordinate."""

    typed = Signal(object)
    refused = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self._ring: Vertices = ()
        self._form = CoordinateForm.DD
        self._editable = False

    @property
    def ring(self) -> Vertices:
        """The corners as shown."""
        return self._ring

    @property
    def editable(self) -> bool:
        """Whether corners can be typed."""
        return self._editable

    def as_text(self) -> str:
        """All corners, one a line, in the form shown, to be read back exactly."""
        return "\n".join(format_exact(*corner, self._form) for corner in self._ring)

    def show_ring(self, ring: Vertices, *, editable: bool) -> None:
        """Shows these corners; the rows stay when their number does."""
        self._editable = editable
        if len(ring) == len(self._ring):
            self._ring = ring
            if ring:
                self.dataChanged.emit(self.index(0, 0), self.index(len(ring) - 1, LENGTH))
            return
        self.beginResetModel()
        self._ring = ring
        self.endResetModel()

    def show_form(self, form: CoordinateForm) -> None:
        """Shows coordinates in that form."""
        self._form = form
        if self._ring:
            self.dataChanged.emit(self.index(0, COORDINATE), self.index(len(self._ring) - 1, 1))

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        """The number of corners."""
        return 0 if parent.isValid() else len(self._ring)

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        """Three."""
        return 0 if parent.isValid() else len(HEADERS)

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> Any:
        """The columns' titles."""
        if role == Qt.ItemDataRole.DisplayRole and orientation == Qt.Orientation.Horizontal:
            return HEADERS[section]
        return None

    def flags(self, index: Index) -> Qt.ItemFlag:
        """The coordinate can be typed while the ring is editable."""
        if not index.isValid():
            return Qt.ItemFlag.NoItemFlags
        flags = Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable
        if self._editable and index.column() == COORDINATE:
            flags |= Qt.ItemFlag.ItemIsEditable
        return flags

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """Number, coordinate and the length of the edge that follows."""
        if not index.isValid():
            return None
        if role == Qt.ItemDataRole.TextAlignmentRole:
            right = index.column() in (0, LENGTH)
            side = Qt.AlignmentFlag.AlignRight if right else Qt.AlignmentFlag.AlignLeft
            return int(side | Qt.AlignmentFlag.AlignVCenter)
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.EditRole):
            return self._text(index.row(), index.column())
        return None

    def _text(self, row: int, column: int) -> str:
        corner = self._ring[row]
        if column == 0:
            return str(row + 1)
        if column == COORDINATE:
            return format_as(*corner, self._form)
        following = self._ring[(row + 1) % len(self._ring)]
        return f"{distance_m(corner, following) / 1000:.3f}"

    def setData(self, index: Index, value: Any, role: int = Qt.ItemDataRole.EditRole) -> bool:
        """Reads a coordinate in any form. What is none is refused and said."""
        if role != Qt.ItemDataRole.EditRole or not index.isValid():
            return False
        if str(value).strip() == self._text(index.row(), COORDINATE):
            return True
        try:
            corner = parse(str(value))
        except RuleError:
            self.refused.emit(str(value))
            return False
        ring = list(self._ring)
        ring[index.row()] = corner
        self.typed.emit(tuple(ring))
        return True
