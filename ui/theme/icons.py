"""Icons by word. Imported after the first paint: qtawesome takes 0.3 s."""

import qtawesome
from PySide6.QtGui import QIcon, QPalette

from ui.theme.colours import colours_of

GLYPHS = {
    "overview": "mdi6.view-dashboard-outline",
    "area": "mdi6.map-outline",
    "team": "mdi6.account-group-outline",
    "equipment": "mdi6.toolbox-outline",
    "search": "mdi6.target",
    "checklist": "mdi6.clipboard-check-outline",
    "documents": "mdi6.file-document-outline",
    "library": "mdi6.bookshelf",
    "journal": "mdi6.history",
    "store": "mdi6.database-outline",
    "undo": "mdi6.undo",
    "redo": "mdi6.redo",
    "find": "mdi6.magnify",
    "filter": "mdi6.filter-variant-plus",
    "columns": "mdi6.view-column-outline",
    "export": "mdi6.tray-arrow-down",
    "import": "mdi6.tray-arrow-up",
    "add": "mdi6.plus",
    "remove": "mdi6.trash-can-outline",
    "edit": "mdi6.pencil-outline",
    "close": "mdi6.close",
    "more": "mdi6.dots-horizontal",
    "help": "mdi6.help-circle-outline",
    "findings": "mdi6.alert-decagram-outline",
    "clock": "mdi6.clock-outline",
    "verify": "mdi6.shield-check-outline",
    "map": "mdi6.earth",
    "fit": "mdi6.fit-to-page-outline",
    "magic": "mdi6.auto-fix",
    "plus": "mdi6.plus",
    "print": "mdi6.printer-outline",
    "save": "mdi6.content-save-outline",
    "open": "mdi6.open-in-new",
    "go": "mdi6.arrow-right",
}


def icon(name: str, palette: QPalette, *, accent: bool = False) -> QIcon:
    """The icon of that name in the colours of the palette (checked: in the accent)."""
    colours = colours_of(palette)
    plain = colours.accent if accent else colours.muted
    found: QIcon = qtawesome.icon(
        GLYPHS.get(name, GLYPHS["more"]),
        color=plain,
        color_on=colours.accent,
        color_disabled=colours.line,
    )
    return found
