"""Putting the appearance on: Fusion, the palette, a few lines of style sheet, the fonts."""

from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtGui import QFont, QFontDatabase
from PySide6.QtWidgets import QApplication

from ui.theme.colours import DARK, LIGHT, Colours, palette_of
from ui.theme.fusion import HouseStyle

FIRST_FONTS = ("NotoSans-Regular.ttf", "NotoSans-Bold.ttf")
FAMILIES = (
    "Noto Sans",
    "Segoe UI",
    "DejaVu Sans",
    "Noto Sans SC",
    "Noto Naskh Arabic",
    "Noto Sans CJK SC",
)
MONO_FAMILIES = ("Noto Sans Mono", "DejaVu Sans Mono", "Consolas", "Menlo", "monospace")

STYLE = """
QFrame#card {{ background: {base}; border: 1px solid {line}; border-radius: 8px; }}
QFrame#rail, QFrame#topbar, QFrame#side {{ background: {base}; border: none; }}
QFrame#rail {{ border-right: 1px solid {line}; }}
QFrame#topbar {{ border-bottom: 1px solid {line}; }}
QFrame#side {{ border-left: 1px solid {line}; }}
QFrame#rail QToolButton {{ border: none; border-radius: 6px; padding: 7px 10px; color: {muted};
  text-align: left; }}
QFrame#rail QToolButton:hover {{ background: {raised}; color: {text}; }}
QFrame#rail QToolButton:checked {{ background: {accent_ground}; color: {accent};
  font-weight: 600; }}
QLabel#title {{ font-size: 17px; font-weight: 600; }}
QLabel#section {{ font-weight: 600; }}
QLabel#muted, QLabel#hint {{ color: {muted}; }}
QLabel#error {{ color: {breach}; }}
QPushButton, QToolButton#quiet {{ background: {base}; border: 1px solid {line};
  border-radius: 6px; padding: 5px 12px; color: {text}; }}
QToolButton#quiet {{ padding: 4px 9px; }}
QPushButton:hover, QToolButton#quiet:hover {{ background: {raised}; border-color: {muted}; }}
QPushButton:focus, QToolButton#quiet:focus {{ border-color: {accent}; }}
QPushButton:disabled, QToolButton#quiet:disabled {{ color: {muted}; background: {window}; }}
QPushButton#primary, QPushButton:default {{ background: {accent}; border-color: {accent};
  color: {on_accent}; font-weight: 600; }}
QPushButton#primary:disabled {{ background: {line}; border-color: {line}; color: {muted}; }}
QToolButton::menu-indicator, QPushButton::menu-indicator {{ image: none; width: 0; }}
QToolButton#chip {{ background: {accent_ground}; color: {accent}; border: none;
  border-radius: 11px; padding: 3px 10px; }}
QLineEdit, QPlainTextEdit, QTextEdit {{ background: {base}; border: 1px solid {line};
  border-radius: 6px; padding: 4px 8px; selection-background-color: {accent};
  selection-color: {on_accent}; }}
QLineEdit:focus, QPlainTextEdit:focus, QTextEdit:focus {{ border-color: {accent}; }}
QAbstractItemView {{ background: {base}; alternate-background-color: {raised};
  border: 1px solid {line}; border-radius: 6px; gridline-color: {line}; outline: 0;
  selection-background-color: {accent_ground}; selection-color: {text}; }}
QHeaderView {{ background: {base}; }}
QAbstractScrollArea::corner {{ background: transparent; border: none; }}
QTableView::item {{ padding: 0 4px; }}
QHeaderView::section {{ background: {raised}; color: {muted}; border: none;
  border-bottom: 1px solid {line}; border-right: 1px solid {line}; padding: 5px 7px;
  font-weight: 600; }}
QTabWidget::pane {{ border: none; border-top: 1px solid {line}; }}
QTabBar {{ qproperty-drawBase: 0; }}
QFrame#detail {{ background: {base}; border: 1px solid {line}; border-radius: 8px; }}
QFrame#detail QScrollArea, QFrame#detail QScrollArea > QWidget > QWidget {{
  background: transparent; }}
QTabBar::tab {{ background: transparent; color: {muted}; padding: 7px 14px; border: none;
  border-bottom: 2px solid transparent; }}
QTabBar::tab:selected {{ color: {text}; border-bottom-color: {accent}; font-weight: 600; }}
QStatusBar {{ background: {base}; border-top: 1px solid {line}; color: {muted}; }}
QStatusBar::item {{ border: none; }}
QMenu {{ background: {base}; border: 1px solid {line}; padding: 4px; }}
QMenu::item {{ padding: 6px 26px 6px 12px; border-radius: 4px; }}
QMenu::item:selected {{ background: {accent_ground}; color: {text}; }}
QMenu::item:disabled {{ color: {muted}; }}
QMenu::separator {{ height: 1px; background: {line}; margin: 4px 8px; }}
QScrollArea {{ background: transparent; border: none; }}
QAbstractScrollArea#chart {{ background: {base}; border: 1px solid {line}; border-radius: 8px; }}
QSplitter::handle {{ background: transparent; }}
QToolTip {{ background: {raised}; color: {text}; border: 1px solid {line}; padding: 4px; }}
QScrollBar:vertical {{ background: transparent; width: 12px; margin: 0; }}
QScrollBar:horizontal {{ background: transparent; height: 12px; margin: 0; }}
QScrollBar::handle {{ background: {line}; border-radius: 4px; margin: 2px; min-height: 28px;
  min-width: 28px; }}
QScrollBar::handle:hover {{ background: {muted}; }}
QScrollBar::add-line, QScrollBar::sub-line, QScrollBar::add-page, QScrollBar::sub-page {{
  background: transparent; width: 0; height: 0; }}
"""


def style_sheet(colours: Colours) -> str:
    """The style sheet in these colours. Combo, date, spin and check boxes stay Fusion's own:
    styling them would break their arrows and ticks."""
    return STYLE.format(**colours._asdict())


def put_on(app: QApplication, appearance: str) -> None:
    """Dresses the program. ``appearance`` is light, dark or system."""
    hints = app.styleHints()
    schemes = {"light": Qt.ColorScheme.Light, "dark": Qt.ColorScheme.Dark}
    hints.setColorScheme(schemes.get(appearance, Qt.ColorScheme.Unknown))
    wants_dark = appearance == "dark" or (
        appearance == "system" and hints.colorScheme() == Qt.ColorScheme.Dark
    )
    colours = DARK if wants_dark else LIGHT
    if app.property("dressed") is None:
        app.setStyle(HouseStyle())
        app.setProperty("dressed", True)
    app.setPalette(palette_of(colours))
    app.setStyleSheet(style_sheet(colours))


def add_fonts(folder: Path | None, *, first: bool) -> None:
    """Registers fonts from a folder: the Latin and Cyrillic ones before the first paint, the
    large ones of other scripts after it."""
    if folder is None or not folder.is_dir():
        return
    for file in sorted(folder.rglob("*.ttf")):
        if (file.name in FIRST_FONTS) == first:
            QFontDatabase.addApplicationFont(str(file))


def screen_font() -> QFont:
    """The font of all screens, with families for five scripts behind it."""
    font = QFont()
    font.setFamilies(list(FAMILIES))
    font.setPixelSize(13)
    return font


def code_font() -> QFont:
    """The font of codes, numbers in columns and hashes."""
    font = QFont()
    font.setFamilies([*MONO_FAMILIES, *FAMILIES])
    font.setStyleHint(QFont.StyleHint.Monospace)
    font.setPixelSize(12)
    return font
