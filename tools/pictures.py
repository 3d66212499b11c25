"""Takes a picture of every page, light and dark, into ``docs/images``.

Usage: ``python -m tools.pictures [--store FILE] [--out FOLDER]``. Works on a copy of the demo
store, without a display, with settings of its own, so it shows what a newcomer sees.
"""

import argparse
import os
import shutil
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

from PySide6.QtCore import QSettings
from PySide6.QtWidgets import QApplication

from db import open_store
from osi_app.house import house
from osi_app.kernel.clock import system_clock
from templates import renderers
from tools.run import STORE
from ui.app import application, opened
from ui.preferences import Preferences
from ui.shell import PAGES, Shell

ROOT = Path(__file__).resolve().parents[1]
FONTS = ROOT / "templates" / "fonts"
PATIENCE_S = 60.0
QUIET_S = 0.6
"""How long nothing may be under way before a page counts as finished."""


def main(arguments: list[str]) -> int:
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--store", type=Path, default=STORE)
    parser.add_argument("--out", type=Path, default=ROOT / "docs" / "images")
    options = parser.parse_args(arguments)
    if not options.store.exists():
        print(f"{options.store} is not there: make demo", file=sys.stderr)
        return 2
    options.out.mkdir(parents=True, exist_ok=True)
    for appearance in ("light", "dark"):
        with tempfile.TemporaryDirectory() as folder:
            copy = shutil.copy(options.store, folder)
            take(Path(copy), appearance, options.out)
    return 0


def take(store: Path, appearance: str, out: Path) -> None:
    """Pictures of all pages in one appearance."""
    settings = QSettings(str(store.with_name("settings.ini")), QSettings.Format.IniFormat)
    preferences = Preferences(settings)
    preferences.appearance = appearance
    app = application(preferences, FONTS)
    shell = Shell()

    def open_house() -> Any:
        return house(open_store(str(store)), renderers(), system_clock)

    filled = opened(shell, preferences, open_house, font_folder=FONTS)
    shell.show()
    wait(app, lambda: bool(filled) and filled[0].operations.idle)
    for name, _ in PAGES:
        shell.rail.chosen.emit(name)
        wait(app, lambda: filled[0].operations.idle)
        picture = out / f"{name}-{appearance}.png"
        shell.grab().save(str(picture))
        print(picture)
    shell.close()
    for window in filled:
        window.shut()


def wait(app: QApplication, finished: Callable[[], bool]) -> None:
    """Lets the window work until it has been finished for a moment."""
    start = quiet_since = time.monotonic()
    while time.monotonic() - quiet_since < QUIET_S:
        app.processEvents()
        time.sleep(0.01)
        now = time.monotonic()
        if not finished():
            quiet_since = now
        if now - start > PATIENCE_S:
            raise TimeoutError("the window is still at work")


if __name__ == "__main__":
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    if os.geteuid() == 0:
        # Chromium refuses to run as root with its sandbox.
        os.environ.setdefault("QTWEBENGINE_CHROMIUM_FLAGS", "--no-sandbox --disable-gpu")
    sys.exit(main(sys.argv[1:]))
