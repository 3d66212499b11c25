"""Icons by word, drawn from the Material Design font that qtawesome ships.

Importing qtawesome loads twelve fonts and a dozen Qt modules, an eighth of the time it takes to
open the window; its one font that is used here is read directly, in three milliseconds.
"""

import json
from functools import lru_cache
from importlib.util import find_spec
from pathlib import Path

from PySide6.QtCore import QPoint, QRect, QSize, Qt
from PySide6.QtGui import (
    QColor,
    QIcon,
    QIconEngine,
    QPainter,
    QPainterPath,
    QPalette,
    QPixmap,
    QRawFont,
)

from ui.theme.colours import colours_of

GLYPHS = {
    "overview": "view-dashboard-outline",
    "area": "map-outline",
    "team": "account-group-outline",
    "equipment": "toolbox-outline",
    "search": "target",
    "checklist": "clipboard-check-outline",
    "documents": "file-document-outline",
    "library": "bookshelf",
    "journal": "history",
    "store": "database-outline",
    "undo": "undo",
    "redo": "redo",
    "find": "magnify",
    "filter": "filter-variant-plus",
    "columns": "view-column-outline",
    "export": "tray-arrow-down",
    "import": "tray-arrow-up",
    "add": "plus",
    "remove": "trash-can-outline",
    "edit": "pencil-outline",
    "close": "close",
    "more": "dots-horizontal",
    "help": "help-circle-outline",
    "findings": "alert-decagram-outline",
    "clock": "clock-outline",
    "verify": "shield-check-outline",
    "map": "earth",
    "fit": "fit-to-page-outline",
    "magic": "auto-fix",
    "plus": "plus",
    "print": "printer-outline",
    "save": "content-save-outline",
    "open": "open-in-new",
    "go": "arrow-right",
    "corners": "vector-polyline-edit",
    "move": "cursor-move",
    "turn": "rotate-right",
    "scale": "resize",
    "split": "content-cut",
    "cut": "vector-difference-ba",
    "measure": "ruler",
    "snap": "magnet",
    "grid": "grid",
    "draw": "vector-polygon",
    "layers": "layers-outline",
    "up": "arrow-up",
    "down": "arrow-down",
    "paste": "content-paste",
    "terrain": "image-filter-hdr",
    "flight": "airplane",
    "combine": "call-merge",
}


FONT, CHARACTERS = "materialdesignicons6-webfont-*.ttf", "materialdesignicons6-*charmap-*.json"
EM = 24.0
SHARE = 0.875
"""How much of an icon's height the glyph's em takes, as in qtawesome."""


class GlyphEngine(QIconEngine):
    """Draws one glyph: ``plain``, in ``accent`` when checked, in ``faint`` when disabled."""

    def __init__(self, glyph: QPainterPath, plain: str, accent: str, faint: str) -> None:
        super().__init__()
        self._glyph = glyph
        self._plain, self._accent, self._faint = QColor(plain), QColor(accent), QColor(faint)

    def paint(self, painter: QPainter, rect: QRect, mode: QIcon.Mode, state: QIcon.State) -> None:
        """The glyph in the middle of the rectangle."""
        colour = self._accent if state == QIcon.State.On else self._plain
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.translate(rect.x() + rect.width() / 2, rect.y() + rect.height() / 2)
        scale = SHARE * min(rect.width(), rect.height()) / EM
        painter.scale(scale, scale)
        painter.fillPath(self._glyph, self._faint if mode == QIcon.Mode.Disabled else colour)
        painter.restore()

    def pixmap(self, size: QSize, mode: QIcon.Mode, state: QIcon.State) -> QPixmap:
        """The glyph on nothing."""
        found = QPixmap(size)
        found.fill(Qt.GlobalColor.transparent)
        painter = QPainter(found)
        self.paint(painter, QRect(QPoint(0, 0), size), mode, state)
        painter.end()
        return found


def icon(name: str, palette: QPalette, *, accent: bool = False) -> QIcon:
    """The icon of that name in the colours of the palette (checked: in the accent)."""
    colours = colours_of(palette)
    glyphs = _glyphs()
    plain = colours.accent if accent else colours.muted
    glyph = glyphs[name if name in glyphs else "more"]
    return QIcon(GlyphEngine(glyph, plain, colours.accent, colours.line))


@lru_cache(maxsize=1)
def _glyphs() -> dict[str, QPainterPath]:
    """Every glyph by its word here, its em box around the origin."""
    font = QRawFont(str(_shipped(FONT)), EM)
    characters = json.loads(_shipped(CHARACTERS).read_text(encoding="utf-8"))
    middle = (font.ascent() - font.descent()) / 2
    found = {}
    for word, glyph in GLYPHS.items():
        index = font.glyphIndexesForString(chr(int(characters[glyph], 16)))[0]
        path = font.pathForGlyph(index)
        path.translate(-EM / 2, middle)
        found[word] = path
    return found


def _shipped(pattern: str) -> Path:
    """The file of that pattern in qtawesome's folder of fonts."""
    package = find_spec("qtawesome")
    if package is None or not package.submodule_search_locations:
        raise ModuleNotFoundError("qtawesome, whose fonts the icons are drawn from, is missing")
    return next((Path(package.submodule_search_locations[0]) / "fonts").glob(pattern))
