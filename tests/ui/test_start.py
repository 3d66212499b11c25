"""The frame comes first; what is heavy comes when it is used."""

import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]

START = """
import sys
from pathlib import Path
from PySide6.QtCore import QSettings, QTimer
import ui.app, ui.shell
from ui.preferences import Preferences

at_paint = []
store = Path(sys.argv[1]) / "case.osi"

def open_house():
    from db import open_store
    from osi_app.house import house
    from osi_app.kernel.clock import system_clock
    import templates
    return house(open_store(store), templates.renderers(), system_clock)

preferences = Preferences(QSettings(str(store) + ".ini", QSettings.Format.IniFormat))
app = ui.app.application(preferences)
shell = ui.shell.Shell()
shell.painted.connect(lambda: at_paint.extend(sys.modules))
filled = ui.app.opened(shell, preferences, open_house)
shell.show()

def look():
    if filled and filled[0].page:
        heavy = {"folium", "reportlab", "ortools", "highspy", "alembic", "pyogrio",
                 "PySide6.QtWebEngineCore"}
        print("heavy", sorted(heavy & set(sys.modules)))
        print("first", sorted({"sqlmodel", "sqlalchemy", "qtawesome", "osi_app"} & set(at_paint)))
        app.quit()

timer = QTimer()
timer.timeout.connect(look)
timer.start(20)
QTimer.singleShot(20000, app.quit)
app.exec()
for window in filled:
    window.shut()
"""


def test_the_frame_is_painted_before_anything_heavy_is_loaded(tmp_path: Path) -> None:
    answer = subprocess.run(
        [sys.executable, "-c", START, str(tmp_path)],
        cwd=ROOT,
        capture_output=True,
        text=True,
        timeout=60,
        check=True,
    )
    assert answer.stdout.splitlines() == ["heavy []", "first []"], answer.stderr
