"""How soon the window is there: painted, and usable with the demo store, against a bare window.

Every measurement is a fresh process that does what ``main.py`` does; the seconds run from before
the process is made to the moment it says so. The platform is offscreen and every module is byte
compiled, both sides alike: the bytecode goes into a folder of its own, so that it is there even
where writing it is switched off.
"""

import os
import statistics
import subprocess
import sys
import time
from pathlib import Path
from tempfile import TemporaryDirectory

from benchmarks.demo import demo_store
from benchmarks.figure import Figure, figure

ROOT = Path(__file__).resolve().parents[1]
PAINTED, USABLE = "painted", "usable"

BARE = """
from PySide6.QtWidgets import QApplication, QMainWindow


class Bare(QMainWindow):
    said = False

    def paintEvent(self, event):
        super().paintEvent(event)
        if not self.said:
            self.said = True
            print("painted", flush=True)
            app.quit()


app = QApplication([])
window = Bare()
window.resize(1440, 860)
window.show()
app.exec()
"""

OURS = """
import sys
import main
from ui.app import application, opened
from ui.preferences import Preferences
from ui.shell import Shell
from PySide6.QtCore import QSettings, QTimer

store, settings = sys.argv[1:]
preferences = Preferences(QSettings(settings, QSettings.Format.IniFormat))
app = application(preferences, main.FONTS)
shell = Shell()
shell.painted.connect(lambda: print("painted", flush=True))
filled = opened(shell, preferences, lambda: main.open_house(store, ""), font_folder=main.FONTS)
shell.show()


said = []


def look():
    window = filled[0] if filled else None
    if window and window.page and window.context.case and not said:
        said.append(window.pages.made["overview"])
        shell.grab()
        assert said[0].isVisible() and said[0].deadlines.isVisible()
        print("usable", flush=True)
    if said and window.operations.idle and window.context.findings:
        app.quit()


timer = QTimer()
timer.timeout.connect(look)
timer.start(5)
QTimer.singleShot(30_000, lambda: app.exit(1))
late = app.exec()
for window in filled:
    window.shut()
sys.exit(late)
"""


def measure(rounds: int = 7) -> list[Figure]:
    """Both ratios. Usable: store open, overview shown with deadlines and findings, nothing under
    way, and painted. Raises ``AssertionError`` when a window does not get there."""
    with TemporaryDirectory() as folder:
        store = demo_store(Path(folder))
        ours = [OURS, str(store), str(Path(folder) / "settings.ini")]
        compiled = Path(folder) / "bytecode"
        for program in ([BARE], ours):  # the first run compiles and fills the file cache
            _moments(program, compiled)
        pairs = [(_moments(ours, compiled), _moments([BARE], compiled)) for _ in range(rounds)]
    bare = statistics.median(theirs[PAINTED] for _, theirs in pairs)
    painted = statistics.median(window[PAINTED] for window, _ in pairs)
    usable = statistics.median(window[USABLE] for window, _ in pairs)
    return [
        figure("start-painted", 1.5, (painted, bare)),
        figure("start-usable", 8, (usable, bare)),
    ]


def _moments(program: list[str], compiled: Path) -> dict[str, float]:
    """Seconds from before the process to each word it says."""
    environment = {**os.environ, "QT_QPA_PLATFORM": "offscreen"}
    environment.pop("PYTHONDONTWRITEBYTECODE", None)
    environment["PYTHONPYCACHEPREFIX"] = str(compiled)
    found: dict[str, float] = {}
    start = time.perf_counter()
    with subprocess.Popen(
        [sys.executable, "-c", *program],
        cwd=ROOT,
        env=environment,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    ) as process:
        assert process.stdout is not None
        assert process.stderr is not None
        for line in process.stdout:
            found[line.strip()] = time.perf_counter() - start
        errors = process.stderr.read()
    assert process.returncode == 0, errors
    assert PAINTED in found, errors
    return found
