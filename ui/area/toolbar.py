"""The tools of the map, each with its word, and the line where exact values are typed."""

from collections.abc import Callable

from PySide6.QtCore import QSignalBlocker, Signal
from PySide6.QtWidgets import (
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QMenu,
    QToolButton,
    QWidget,
)

from ui.widgets.basics import ElidedLabel, quiet

TOOLS = (
    ("corners", "Corners", "Drag, insert and delete corners of what is chosen, Ctrl+E"),
    ("move", "Move", "Move what is chosen as a whole; type metres east and north"),
    ("turn", "Turn", "Turn what is chosen about its middle; type degrees"),
    ("scale", "Scale", "Make what is chosen larger or smaller; type percent"),
    ("split", "Split", "Draw a line across what is chosen"),
    ("cut", "Cut out", "Draw what is to be taken away from what is chosen"),
    ("measure", "Measure", "Distance, bearing and area between points"),
)
"""Name, word and sentence of each."""
ON_CHOSEN = frozenset({"corners", "move", "turn", "scale", "split", "cut"})
SNAPS = ("corners", "edges", "grid", "layers")
GRIDS = {"graticule": "Degrees", "utm": "UTM", "mgrs": "MGRS", "none": "None"}


class MapToolbar(QWidget):
    """``tool`` carries the name of a tool started ("" when it is put down), ``snapping`` the set
    of what is snapped to, ``grid`` the grid chosen."""

    tool = Signal(str)
    snapping = Signal(object)
    grid = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self.buttons: dict[str, QToolButton] = {}
        line = QHBoxLayout(self)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(4)
        for number, (name, word, sentence) in enumerate(TOOLS, 1):
            found = quiet(word, name)
            found.setCheckable(True)
            found.setToolTip(f"{sentence} (Alt+{number})")
            found.clicked.connect(lambda on, name=name: self._clicked(name, on))
            self.buttons[name] = found
            line.addWidget(found)
        line.addStretch(1)
        self._snaps: set[str] = set()
        words = {name: name.title() for name in SNAPS}
        self.snap = _menu(quiet("Snap", "snap"), words, self._snap, many=True)
        self.grids = _menu(quiet("Grid", "grid"), GRIDS, self._grid)
        line.addWidget(self.snap)
        line.addWidget(self.grids)

    def show_tool(self, name: str) -> None:
        """Shows which tool is in hand."""
        for each, found in self.buttons.items():
            with QSignalBlocker(found):
                found.setChecked(each == name)

    def allow(self, *, on_chosen: bool) -> None:
        """Whether the tools that change what is chosen do anything."""
        for name in ON_CHOSEN:
            self.buttons[name].setEnabled(on_chosen)

    def _clicked(self, name: str, checked: bool) -> None:
        self.tool.emit(name if checked else "")

    def _snap(self, name: str, on: bool) -> None:
        (self._snaps.add if on else self._snaps.discard)(name)
        self.snapping.emit(frozenset(self._snaps))

    def _grid(self, name: str, _on: bool) -> None:
        self.grid.emit(name)


def _menu(
    found: QToolButton,
    words: dict[str, str],
    chosen: Callable[[str, bool], None],
    *,
    many: bool = False,
) -> QToolButton:
    menu = QMenu(found)
    for name, word in words.items():
        action = menu.addAction(word)
        action.setCheckable(many)
        action.triggered.connect(lambda on, name=name: chosen(name, on))
    found.setMenu(menu)
    found.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
    return found


class PromptBar(QWidget):
    """What to do now, where to type it exactly, and where the pointer is.

    ``typed`` carries what was typed and confirmed with Enter.
    """

    typed = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self.prompt = ElidedLabel()
        self.line = QLineEdit()
        self.line.setPlaceholderText("Go to a coordinate")
        self.line.setAccessibleName("Typed coordinate or value")
        self.line.setToolTip("Any form of coordinate, or a value for the tool in hand (Ctrl+L)")
        self.line.setFixedWidth(260)
        self.line.returnPressed.connect(self._confirmed)
        self.pointer = QLabel()
        self.pointer.setObjectName("muted")
        line = QHBoxLayout(self)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(12)
        line.addWidget(self.line)
        line.addWidget(self.prompt, 1)
        line.addWidget(self.pointer)

    def ask(self, sentence: str) -> None:
        """Says what to do; "" for nothing in particular."""
        self.prompt.show_whole(sentence)
        # while a tool asks, its sentence has the room; the marks on the map show the place
        self.pointer.setVisible(not sentence)
        self.line.setPlaceholderText(
            "Type it exactly, then Enter" if sentence else "Go to a coordinate"
        )

    def taken(self, *, understood: bool) -> None:
        """Empties the line, or leaves what was not understood selected."""
        if understood:
            self.line.clear()
        else:
            self.line.selectAll()

    def _confirmed(self) -> None:
        if self.line.text().strip():
            self.typed.emit(self.line.text())
