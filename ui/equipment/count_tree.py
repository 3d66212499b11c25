"""The lines of a count: differences first, each with a shape and a word."""

from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import QHeaderView, QTreeWidget, QTreeWidgetItem

from osi_app.equipment.scanning import ScanLine
from osi_app.equipment.stock_take import Count, CountLine
from ui import texts
from ui.theme.colours import colours_of
from ui.theme.shapes import shape_icon, tone_of
from ui.widgets.delegates import ROW_HEIGHT

TAG = Qt.ItemDataRole.UserRole
COLUMNS = ("Found", "What", "Where", "Signed")


class CountTree(QTreeWidget):
    """One line a thing or unknown tag."""

    def __init__(self) -> None:
        super().__init__()
        self.setAccessibleName("Lines of the count")
        self.setHeaderLabels(COLUMNS)
        self.setRootIsDecorated(False)
        self.setSelectionMode(QTreeWidget.SelectionMode.ExtendedSelection)
        self.header().setStretchLastSection(False)
        self.header().setMinimumSectionSize(72)
        self.header().setSectionResizeMode(1, QHeaderView.ResizeMode.Stretch)
        for column, width in ((0, 104), (2, 120), (3, 76)):
            self.setColumnWidth(column, width)

    def show_count(self, count: Count) -> None:
        """Shows the lines as they stand."""
        self.clear()
        for line in count.lines:
            self.addTopLevelItem(self._item(line))

    def tags(self) -> list[str]:
        """The tags of the selected lines."""
        return [str(item.data(0, TAG)) for item in self.selectedItems()]

    def _item(self, line: CountLine) -> QTreeWidgetItem:
        scanned = line.scanned
        name = scanned.thing.name if scanned.thing is not None else ""
        cells = [
            texts.word(scanned.verdict), f"{scanned.tag}  {name}".strip(), where_told(scanned),
            line.signed.signed_by if line.signed is not None else "",
        ]  # fmt: skip
        item = QTreeWidgetItem(cells)
        tone = tone_of(scanned.verdict.value)
        item.setIcon(0, shape_icon(tone, colours_of(self.palette())))
        item.setData(0, TAG, scanned.tag)
        times = texts.counted(scanned.times, "time")
        item.setToolTip(1, f"{cells[1]}: read {times}" if scanned.times else cells[1])
        item.setToolTip(2, cells[2])
        item.setSizeHint(0, QSize(104, ROW_HEIGHT))
        return item


def where_told(line: ScanLine) -> str:
    """Where it belongs, and where it was scanned if that is elsewhere."""
    if not line.found_in or line.found_in == line.belongs:
        return line.belongs
    return f"{line.belongs or '–'}, scanned in {line.found_in}"
