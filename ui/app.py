"""The start of the window: one QApplication, the frame first, everything else after it."""

import gc
import os
import sys
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication

from ui.preferences import Preferences
from ui.shell import Shell
from ui.theme.style import add_fonts, put_on, screen_font

if TYPE_CHECKING:
    from ui.main_window import MainWindow

OpenHouse = Callable[[], Any]
"""Opens the store and joins the rooms: called in the writer's thread, after the first paint."""

GARBAGE_AFTER = 50_000
"""Objects made before Python looks for garbage. With its 700 an eighth of the start goes into
looking through modules and records, of which nothing is garbage."""

OpenAt = Callable[[str, bool], Any]
"""Opens another store: its file, and whether to make it when it is not there."""


def spare_reading_sources() -> None:
    """Keeps PySide from reading the source of every module that is imported from now on.

    It looks whether they use ``from __feature__ import``, which nothing here does; opening four
    hundred files costs a tenth of the start. Where a PySide has no such look, nothing happens.
    """
    hook = sys.modules.get("shibokensupport.feature")
    if hasattr(hook, "_mod_uses_pyside"):
        hook._mod_uses_pyside = lambda module: module.__name__.startswith("ui.")  # type: ignore[union-attr]


def application(preferences: Preferences, font_folder: Path | None = None) -> QApplication:
    """The one QApplication, dressed."""
    QGuiApplication.setHighDpiScaleFactorRoundingPolicy(
        Qt.HighDpiScaleFactorRoundingPolicy.PassThrough
    )
    spare_reading_sources()
    app = QApplication.instance() or QApplication(sys.argv[:1])
    if not isinstance(app, QApplication):
        raise TypeError("a QCoreApplication runs already")
    app.setApplicationName("OSI Planner")
    app.setOrganizationName("OSI Planner")
    add_fonts(font_folder, first=True)
    app.setFont(screen_font())
    put_on(app, preferences.appearance)
    return app


def opened(
    shell: Shell,
    preferences: Preferences,
    open_house: OpenHouse,
    open_at: OpenAt | None = None,
    font_folder: Path | None = None,
) -> "list[MainWindow]":
    """Arranges that the frame is filled right after its first paint. The list holds the main
    window once it is there."""
    filled: list[MainWindow] = []
    gc.set_threshold(GARBAGE_AFTER)

    def fill() -> None:
        # kept out of the start: records, widgets and icons take four times the frame's time
        from ui.main_window import MainWindow  # noqa: PLC0415

        add_fonts(font_folder, first=False)
        window = MainWindow(shell, preferences, open_at)
        filled.append(window)
        window.open(open_house)

    shell.painted.connect(lambda: QTimer.singleShot(0, fill))
    return filled


def run(
    open_house: OpenHouse, *, font_folder: Path | None = None, open_at: OpenAt | None = None
) -> int:
    """Shows the window until it is closed and returns the exit code.

    ``font_folder`` holds fonts to register; ``open_at`` serves New, Open and Recent of the Store
    menu (without it they are not offered).
    """
    if sys.platform == "linux" and not os.environ.get("DISPLAY", os.environ.get("WAYLAND_DISPLAY")):
        os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    preferences = Preferences()
    app = application(preferences, font_folder)
    shell = Shell()
    geometry = preferences.geometry
    if geometry is not None:
        shell.restoreGeometry(geometry)
    filled = opened(shell, preferences, open_house, open_at, font_folder)
    shell.show()
    code = app.exec()
    for window in filled:
        window.shut()
    return code
