"""Takes a picture of every page, light and dark, and of the paper, into ``docs/images``.

Usage: ``python -m tools.pictures [--store FILE] [--out FOLDER]``. Works on a copy of the demo
store, without a display, with settings of its own, so it shows what a newcomer sees.
"""

import argparse
import gzip
import os
import shutil
import sys
import tempfile
import time
from collections.abc import Callable
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from typing import Any
from uuid import UUID

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QSettings, QSize, Qt
from PySide6.QtGui import QImage, QPainter
from PySide6.QtPdf import QPdfDocument
from PySide6.QtWidgets import QApplication

from db import open_store
from osi_app.area.layers import LayerWish
from osi_app.area.records import BoundaryKind, MapLayer
from osi_app.house import house
from osi_app.inspection.records import InspectionKind
from osi_app.kernel.clock import system_clock
from osi_app.library.records import State
from templates import renderers
from tools.run import STORE
from ui.app import application, opened
from ui.preferences import Preferences
from ui.shell import PAGES, Shell
from ui.widgets.record_table import RecordTable

ROOT = Path(__file__).resolve().parents[1]
FONTS = ROOT / "templates" / "fonts"
ELEVATION = ROOT / "tests" / "osi_app" / "exchange" / "data" / "SainteHelens.dem.gz"
SIZES = {"light": (1440, 860), "dark": (1280, 720)}
PAPER = {"plan-cover": 0, "plan-event": 1, "plan-map": 2, "plan-equipment": 12, "plan-findings": -3}
"""Pages of the plan worth showing, from the first (0) or from the end."""
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
            take_area(Path(copy), appearance, options.out)
            take_equipment(Path(copy), appearance, options.out)
    with tempfile.TemporaryDirectory() as folder:
        copy = shutil.copy(options.store, folder)
        print_pages(Path(copy), options.out)
        take(Path(folder) / "empty.osi", "light", options.out, prefix="empty-")
        take_terrain(Path(folder), options.out)
    return 0


def print_pages(store: Path, out: Path) -> None:
    """Pictures of pages of the plan and of the checklist."""
    planner = house(open_store(str(store)), renderers(), system_clock)
    key = planner.inspections()[0].id
    plan = planner.documents.print_plan(key)
    checklist = planner.documents.print_checklist(key)
    planner.close()
    for name, page in PAPER.items():
        draw(plan, page, out / f"{name}.png")
    draw(checklist, 0, out / "checklist-page.png")


def take_area(store: Path, appearance: str, out: Path) -> None:
    """The Area page at work: a proposal looked at, a flight with its budget and its proof."""
    app, shell, filled = shown(store, appearance)
    page = filled[0].pages.made["area"]
    idle = partial(wait, app, lambda: filled[0].operations.idle)
    page.wishes.show_proposals()
    idle()
    shell.grab().save(str(out / f"area-proposal-{appearance}.png"))
    page.preview((), "")
    page.side.show_tab(page.side.surveys)
    page.side.surveys.proof.click()
    idle()
    shell.grab().save(str(out / f"area-survey-{appearance}.png"))
    shell.close()
    for window in filled:
        window.shut()


def take_equipment(store: Path, appearance: str, out: Path) -> None:
    """Every tab of the Equipment page with something chosen in it."""
    app, shell, filled = shown(store, appearance, "equipment")
    page = filled[0].pages.made["equipment"]
    idle = partial(wait, app, lambda: filled[0].operations.idle)
    for at in range(1, page.tabs.count()):
        page.tabs.setCurrentIndex(at)
        idle()
        tab = page.tabs.currentWidget()
        if tab is page.desk:
            tab.tabs.setCurrentWidget(tab.quality)
            idle()
        for table in tab.findChildren(RecordTable):
            if table.isVisible() and table.model.rowCount():
                table.view.selectRow(min(2, table.model.rowCount() - 1))
        form = getattr(tab, "form", None)
        if form is not None and form.tabs.count() > 2:
            form.tabs.setCurrentIndex(1)
        idle()
        name = page.tabs.tabText(at).lower()
        shell.grab().save(str(out / f"equipment-{name}-{appearance}.png"))
    shell.close()
    for window in filled:
        window.shut()


def take_terrain(folder: Path, out: Path) -> None:
    """An area over the limit and its repair, over real elevation: hillshade and contours."""
    elevation = folder / "SainteHelens.dem"
    elevation.write_bytes(gzip.decompress(ELEVATION.read_bytes()))
    store = folder / "terrain.osi"
    terrain_case(store, elevation)
    app, shell, filled = shown(store, "light")
    page = filled[0].pages.made["area"]
    idle = partial(wait, app, lambda: filled[0].operations.idle)
    page.side.area.repairs.choose(0)
    idle()
    shell.grab().save(str(out / "area-repair-light.png"))
    page.side.area.repairs.leave.click()
    layers = page.side.layers
    page.side.show_tab(layers)
    page.map.go_to((-122.19, 46.2))
    page.map.zoom(5.0)
    idle()
    shell.grab().save(str(out / "area-terrain-light.png"))
    shell.close()
    for window in filled:
        window.shut()


def terrain_case(store: Path, elevation: Path) -> None:
    """A training case around a mountain whose elevation is at hand; its area is too large."""
    planner = house(open_store(str(store)), renderers(), system_clock)
    planner.library.apply_import(planner.library.preview_import())
    with planner.store.read() as reading:
        first, second, *_ = reading.all(State)
    case = planner.open_inspection(
        kind=InspectionKind.TRAINING, requesting_state_id=first.id, inspected_state_id=second.id,
        requested_at=datetime(2026, 9, 1, 6, tzinfo=UTC), lon=-122.19, lat=46.2,
        entry_name="Portland", entry_lon=-122.6, entry_lat=45.59,
    )  # fmt: skip
    key = UUID(str(case.details["inspection_id"]))
    ring = ((-122.5, 46.05), (-121.95, 46.02), (-121.9, 46.3), (-122.2, 46.38), (-122.48, 46.3))
    planner.area.set_boundary(key, BoundaryKind.MANDATED, ring, "drawn")
    planner.area.add_layer(
        key, elevation, LayerWish(vertical_datum="NGVD 29", name="Mount St Helens")
    )
    with planner.store.read() as reading:
        layer = reading.all(MapLayer)[0]
    planner.area.correct("Show contours", MapLayer, [layer.id], {"contour_m": 100, "opacity": 0.85})
    planner.close()


def draw(pdf: bytes, page: int, target: Path) -> None:
    """One page of a PDF as PNG, 100 dots per inch."""
    data = QByteArray(pdf)
    buffer = QBuffer(data)
    buffer.open(QIODevice.OpenModeFlag.ReadOnly)
    document = QPdfDocument()
    document.load(buffer)
    number = page % document.pageCount()
    points = document.pagePointSize(number)
    size = QSize(round(points.width() * 100 / 72), round(points.height() * 100 / 72))
    image = QImage(size, QImage.Format.Format_RGB32)
    image.fill(Qt.GlobalColor.white)
    painter = QPainter(image)
    painter.drawImage(0, 0, document.render(number, size))
    painter.end()
    image.save(str(target))
    print(target)


def shown(store: Path, appearance: str, page: str = "area") -> tuple[Any, Shell, list[Any]]:
    """The window over a store, that page in view and nothing under way."""
    settings = QSettings(str(store.with_name("settings.ini")), QSettings.Format.IniFormat)
    preferences = Preferences(settings)
    preferences.appearance = appearance
    app = application(preferences, FONTS)
    shell = Shell()
    shell.resize(*SIZES[appearance])

    def open_house() -> Any:
        return house(open_store(str(store)), renderers(), system_clock)

    filled = opened(shell, preferences, open_house, font_folder=FONTS)
    shell.show()
    wait(app, lambda: bool(filled) and filled[0].operations.idle)
    shell.rail.chosen.emit(page)
    wait(app, lambda: filled[0].operations.idle)
    return app, shell, filled


def take(store: Path, appearance: str, out: Path, prefix: str = "") -> None:
    """Pictures of all pages in one appearance."""
    app, shell, filled = shown(store, appearance, "overview")
    for name, _ in PAGES:
        shell.rail.chosen.emit(name)
        wait(app, lambda: filled[0].operations.idle)
        for table in filled[0].pages.made[name].findChildren(RecordTable):
            if table.isVisible() and table.model.rowCount():
                table.view.selectRow(0)
        wait(app, lambda: filled[0].operations.idle)
        picture = out / f"{prefix}{name}-{appearance}.png"
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
