"""The whole window on a real store: opening, going about, undo, read-only, copies."""

from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any
from uuid import uuid4

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

import templates
from db import open_store
from osi_app.equipment.records import EquipmentUse, Item
from osi_app.house import house
from osi_app.inspection.records import Inspection, InspectionKind
from osi_app.kernel.clock import FixedClock
from osi_app.kernel.findings import Finding, Severity, Subject
from osi_app.library.records import State
from ui.app import opened
from ui.main_window import MainWindow
from ui.preferences import Preferences
from ui.shell import PAGES, Shell
from ui.theme.colours import DARK, LIGHT, colours_of
from ui.widgets.palette import Palette

NOW = FixedClock(datetime(2026, 5, 4, 6, 0, tzinfo=UTC))
Opened = Callable[[Path], MainWindow]


def case_of(path: Path) -> None:
    """An exercise with two States and three items."""
    store = open_store(path, author="maria", clock=NOW)
    asking, inspected = (
        State(code="XFA", name="Fiducia", fictional=True),
        State(code="XAA", name="Arcania", fictional=True),
    )
    case = Inspection(
        code="IFE08",
        title="Integrated Field Exercise",
        kind=InspectionKind.EXERCISE,
        requesting_state_id=asking.id,
        inspected_state_id=inspected.id,
        requested_at=datetime(2026, 5, 1, 6, 0, tzinfo=UTC),
        site_time_zone="Asia/Almaty",
    )
    items = [
        Item(
            code=f"GS-{n:02d}",
            name="HPGe gamma spectrometer",
            item_type="spectrometer",
            serial_number=str(n),
            technique=EquipmentUse.GAMMA,
            mass_kg=n,
        )
        for n in range(3)
    ]
    with store.write("Open inspection IFE08") as work:
        work.add(asking, inspected)
        work.add(case)
        work.add(*items)
        work.commit()
    store.close()


@pytest.fixture
def window(qtbot: QtBot, preferences: Preferences) -> Iterator[Opened]:
    """``window(path)``: the window once its first page stands."""
    made: list[MainWindow] = []

    def open_at(location: str, create: bool) -> Any:
        store = open_store(Path(location), author="maria", clock=NOW, create=create)
        return house(store, templates.renderers(), NOW)

    def open_window(path: Path) -> MainWindow:
        shell = Shell()
        qtbot.addWidget(shell)
        filled = opened(shell, preferences, lambda: open_at(str(path), True), open_at)
        shell.show()
        qtbot.waitUntil(lambda: bool(filled) and bool(filled[0].page), timeout=15_000)
        made.append(filled[0])
        idle(qtbot, filled[0])
        return filled[0]

    yield open_window
    for each in made:
        each.shut()


def idle(qtbot: QtBot, window: MainWindow) -> None:
    qtbot.wait(120)
    qtbot.waitUntil(lambda: window.operations.idle, timeout=10_000)


def item_of(window: MainWindow, code: str) -> Item:
    assert window.context is not None
    with window.context.house.store.read() as reading:
        found = reading.find(Item, code=code)
    assert isinstance(found, Item)
    return found


def test_an_empty_store_says_what_to_do_first(window: Opened, tmp_path: Path) -> None:
    shown = window(tmp_path / "new.osi")
    page = shown.pages.made["overview"]
    assert shown.shell.top.inspection.text() == "No inspection yet  ▾"
    assert page.stack.currentWidget() is page.empty  # type: ignore[attr-defined]
    assert not shown.strip.isVisible()
    assert not shown.shell.top.undo.isEnabled()


def test_every_page_stands_on_an_exercise(window: Opened, tmp_path: Path, qtbot: QtBot) -> None:
    case_of(tmp_path / "case.osi")
    shown = window(tmp_path / "case.osi")
    failed: list[Exception] = []
    shown.operations.failed.connect(failed.append)
    for name, _ in PAGES:
        shown.go(name)
        idle(qtbot, shown)
        assert shown.shell.rail.buttons[name].isChecked()
    assert failed == []
    assert shown.shell.top.mark.text() == "EXERCISE"
    assert shown.shell.top.mark.isVisible()
    assert shown.strip.counter.text().startswith("H+72   D+3")


def test_a_finding_leads_to_its_record(window: Opened, tmp_path: Path, qtbot: QtBot) -> None:
    case_of(tmp_path / "case.osi")
    shown = window(tmp_path / "case.osi")
    item = item_of(shown, "GS-02")
    subject = Subject("item", item.id, item.code)
    shown.findings.chosen.emit(
        Finding(
            "equipment.seal_missing", "P.38", Severity.BREACH, subject, "equipment.seal_missing"
        )
    )
    page: Any = shown.pages.made["equipment"]
    form = page.items.form
    qtbot.waitUntil(lambda: form.record is not None and form.record.code == "GS-02")
    assert shown.page == "equipment"


def test_undo_is_named_and_said(window: Opened, tmp_path: Path, qtbot: QtBot) -> None:
    case_of(tmp_path / "case.osi")
    shown = window(tmp_path / "case.osi")
    context, key = shown.context, item_of(shown, "GS-01").id
    assert context is not None
    service = context.house.equipment
    context.write(lambda: service.correct("Name item GS-01", Item, [key], {"name": "Radar"}))
    idle(qtbot, shown)
    assert "Stored: Name item GS-01" in shown.shell.journal_label.text()
    assert shown.shell.top.undo.toolTip().startswith("Undo name item GS-01")
    shown.shell.top.undo.click()
    idle(qtbot, shown)
    assert item_of(shown, "GS-01").name == "HPGe gamma spectrometer"
    shown.shell.top.redo.click()
    idle(qtbot, shown)
    assert item_of(shown, "GS-01").name == "Radar"


def test_a_second_instance_is_read_only_and_says_so(window: Opened, tmp_path: Path) -> None:
    case_of(tmp_path / "case.osi")
    first = open_store(tmp_path / "case.osi", author="first", clock=NOW)
    shown = window(tmp_path / "case.osi")
    assert "Read-only" in shown.shell.store_label.text()
    assert shown.bar.isVisible()
    assert "another window" in shown.bar.label.text()
    first.close()


def test_another_store_is_opened_in_its_place(window: Opened, tmp_path: Path, qtbot: QtBot) -> None:
    case_of(tmp_path / "case.osi")
    shown = window(tmp_path / "case.osi")
    shown.open_other(str(tmp_path / "other.osi"), True)
    qtbot.waitUntil(lambda: shown.shell.store_label.text() == "other.osi", timeout=10_000)
    idle(qtbot, shown)
    assert shown.page == "overview"
    assert shown.shell.top.inspection.text() == "No inspection yet  ▾"
    names = [Path(place).name for place in shown.preferences.recent_stores]
    assert names == ["other.osi", "case.osi"]


def test_a_missing_store_leaves_the_window_usable(
    window: Opened, tmp_path: Path, qtbot: QtBot
) -> None:
    case_of(tmp_path / "case.osi")
    shown = window(tmp_path / "case.osi")
    shown.open_other(str(tmp_path / "nowhere.osi"), False)
    idle(qtbot, shown)
    assert "no such file" in shown.bar.label.text()
    assert shown.shell.store_label.text() == "case.osi"


def test_a_copy_is_whole_and_never_overwrites(window: Opened, tmp_path: Path, qtbot: QtBot) -> None:
    case_of(tmp_path / "case.osi")
    shown = window(tmp_path / "case.osi")
    shown.store_menu.copy_to(tmp_path / "copy.osi")
    idle(qtbot, shown)
    copy = open_store(tmp_path / "copy.osi", author="maria", clock=NOW)
    with copy.read() as reading:
        assert len(reading.all(Item)) == 3
    copy.close()
    shown.store_menu.copy_to(tmp_path / "copy.osi")
    assert "is there already" in shown.bar.label.text()


def test_ctrl_k_finds_pages_and_records(window: Opened, tmp_path: Path, qtbot: QtBot) -> None:
    case_of(tmp_path / "case.osi")
    shown = window(tmp_path / "case.osi")
    shown.show_palette()
    palette = shown.shell.findChild(Palette)
    assert isinstance(palette, Palette)
    palette.typed.setText("GS-01")
    qtbot.waitUntil(lambda: palette.list.count() == 1, timeout=20_000)
    palette.typed.returnPressed.emit()
    page: Any = shown.pages.made["equipment"]
    form = page.items.form
    qtbot.waitUntil(lambda: form.record is not None and form.record.code == "GS-01")


def test_the_appearance_changes_at_once(window: Opened, tmp_path: Path) -> None:
    shown = window(tmp_path / "new.osi")
    app = QApplication.instance()
    assert isinstance(app, QApplication)
    shown.appear("dark")
    assert colours_of(app.palette()) is DARK
    shown.appear("light")
    assert colours_of(app.palette()) is LIGHT
    assert shown.preferences.appearance == "light"


def test_an_unknown_fault_offers_its_text_and_a_copy(
    window: Opened, tmp_path: Path, qtbot: QtBot
) -> None:
    shown = window(tmp_path / "new.osi")

    def fault() -> None:
        raise ZeroDivisionError(str(uuid4()))

    shown.operations.write(fault)
    idle(qtbot, shown)
    dialog = QApplication.activeModalWidget()
    assert dialog is not None
    assert "ZeroDivisionError" in dialog.text.toPlainText()  # type: ignore[attr-defined]
    dialog.close()
