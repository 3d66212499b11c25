"""Pictures of every page, light and dark, as they are under ``docs/images``.

``python docs/make_pictures.py STORE [FOLDER]``: the demo store shows most. Without a display it
draws offscreen.
"""

import os
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))
os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PySide6.QtCore import QSettings  # noqa: E402  # the platform is chosen before Qt
from PySide6.QtTest import QTest  # noqa: E402
from PySide6.QtWidgets import QWidget  # noqa: E402

import templates  # noqa: E402
from db import open_store  # noqa: E402
from osi_app.house import house  # noqa: E402
from osi_app.kernel.clock import system_clock  # noqa: E402
from ui.app import application, opened  # noqa: E402
from ui.main_window import MainWindow  # noqa: E402
from ui.preferences import Preferences  # noqa: E402
from ui.shell import PAGES, Shell  # noqa: E402
from ui.widgets.record_table import RecordTable  # noqa: E402

FONTS = ROOT / "templates" / "fonts"
SIZES = {"light": (1440, 860), "dark": (1280, 720)}


def settle(window: MainWindow) -> None:
    """Waits until every answer has come and been painted."""
    QTest.qWait(250)
    for _ in range(200):
        if window.operations.idle:
            break
        QTest.qWait(50)
    QTest.qWait(150)


def picture(window: MainWindow, name: str, file: Path) -> None:
    """One page with a record chosen."""
    window.go(name)
    settle(window)
    for table in window.pages.made[name].findChildren(RecordTable):
        if table.isVisible() and table.model.rowCount():
            table.view.selectRow(0)
    settle(window)
    window.shell.grab().save(str(file))
    print(file)


def pictures(store: Path, folder: Path, look: str) -> None:
    """Every page in one appearance."""
    settings = QSettings(str(folder / ".pictures.ini"), QSettings.Format.IniFormat)
    preferences = Preferences(settings)
    preferences.appearance = look
    app = application(preferences, FONTS)
    shell = Shell()
    shell.resize(*SIZES[look])

    def open_house() -> object:
        return house(open_store(store), templates.renderers(), system_clock)

    filled = opened(shell, preferences, open_house, None, FONTS)
    shell.show()
    while not (filled and filled[0].page):
        QTest.qWait(50)
    settle(filled[0])
    for name, _ in PAGES:
        picture(filled[0], name, folder / f"{name}-{look}.png")
    filled[0].shut()
    close(shell)
    app.processEvents()
    Path(settings.fileName()).unlink(missing_ok=True)


def close(widget: QWidget) -> None:
    """Takes a window away."""
    widget.close()
    widget.deleteLater()


def main() -> None:
    """Both appearances."""
    store = Path(sys.argv[1])
    folder = Path(sys.argv[2]) if len(sys.argv) > 2 else ROOT / "docs" / "images"
    folder.mkdir(parents=True, exist_ok=True)
    for look in SIZES:
        pictures(store, folder, look)


if __name__ == "__main__":
    main()
