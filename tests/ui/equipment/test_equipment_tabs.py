"""What a storekeeper and a planner do on the Equipment page."""

import sys
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QInputDialog, QLabel
from pytestqt.qtbot import QtBot
from sqlalchemy import event

from osi_app.equipment.care_records import CalibrationPlan, ConsumableLot
from osi_app.equipment.movement_records import (
    ContainerMovement,
    Scan,
    StockDifference,
    StockTake,
)
from osi_app.equipment.readiness import Readiness
from osi_app.equipment.records import (
    Container,
    EquipmentSystem,
    Item,
    LoadState,
    Reservation,
    SystemMember,
)
from ui.context import Context
from ui.documents.paper_dialog import PaperDialog
from ui.equipment.page import EquipmentPage
from ui.equipment.paper_dialogs import LabelDialog
from ui.equipment.pick_dialog import PickDialog
from ui.widgets.import_columns import FIXED, ImportColumnsDialog
from ui.widgets.import_preview import ImportPreviewDialog


@pytest.fixture
def page(exercise: Context, qtbot: QtBot, settled: Any) -> EquipmentPage:
    made = EquipmentPage(exercise)
    qtbot.addWidget(made)
    made.resize(1200, 760)
    made.show()
    qtbot.waitExposed(made)
    settled()
    return made


def all_of(page: EquipmentPage, kind: Any, **equal: Any) -> list[Any]:
    with page.context.house.store.read() as reading:
        return list(reading.all(kind, **equal))


def front(page: EquipmentPage, tab: Any, settled: Any) -> None:
    page.tabs.setCurrentWidget(tab)
    settled()


def choose(tab: Any, code: str, settled: Any) -> None:
    """Selects the line of that code, as a click does."""
    model = tab.table.model
    for at in range(model.rowCount()):
        line = model.line_at(at)
        settled()
        line = model.line_at(at)
        if line is not None and line.code == code:
            tab.table.view.selectRow(at)
            settled()
            return
    raise AssertionError(code)


# ---- systems -------------------------------------------------------------------------------


def test_a_system_shows_its_places_and_what_it_comes_to(page: EquipmentPage, settled: Any) -> None:
    front(page, page.systems, settled)
    choose(page.systems, "SYS-07", settled)
    tree = page.systems.places.tree
    roles = [tree.topLevelItem(at).text(0) for at in range(tree.topLevelItemCount())]  # type: ignore[union-attr]
    assert roles[:4] == ["backpack 1", "backpack 2", "backpack 3", "backpack 4"]
    assert "10 of 10 required places are filled" in page.systems.places.sums.text()


def test_a_part_stands_under_its_system(page: EquipmentPage, settled: Any) -> None:
    front(page, page.systems, settled)
    choose(page.systems, "SYS-22", settled)
    tree = page.systems.places.tree
    part = next(
        item
        for at in range(tree.topLevelItemCount())
        if (item := tree.topLevelItem(at)) is not None and item.text(0) == "positions"
    )
    assert part.text(1).startswith("SYS-02")
    assert part.childCount() == 8


def test_an_item_stands_in_one_system_only(page: EquipmentPage) -> None:
    place = next(one for one in all_of(page, SystemMember) if one.item_id is not None)
    system = next(one for one in all_of(page, SystemMember) if one.system_id != place.system_id)
    other = place.changed(id=system.id, system_id=system.system_id, role="another")
    with pytest.raises(Exception, match="in_two_systems"):
        page.service.record("Add", other)


# ---- boxes ---------------------------------------------------------------------------------


def test_a_box_is_opened_packed_by_scan_sealed_and_then_left_alone(
    page: EquipmentPage, settled: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    tab = page.boxes
    front(page, tab, settled)
    tab.form.tabs.setCurrentIndex(1)
    choose(tab, "BX-001", settled)
    before = tab.inside.count()
    tab.inside.setCurrentRow(0)
    code = tab.inside.item(0).text().split()[0]
    tab.out.click()
    settled()
    assert tab.inside.count() == before - 1
    tab.scan.setText(code)
    QTest.keyClick(tab.scan, Qt.Key.Key_Return)
    settled()
    assert tab.inside.count() == before
    monkeypatch.setattr(QInputDialog, "getText", lambda *_a, **_k: ("S-1, S-2", True))
    tab.step.click()
    settled()
    (box,) = all_of(page, Container, code="BX-001")
    assert (box.state, box.seals) == (LoadState.SEALED, ("S-1", "S-2"))
    assert not tab.out.isEnabled()
    (item,) = all_of(page, Item, code=code)
    with pytest.raises(Exception, match="container_sealed"):
        page.service.unpack([item.id])


# ---- readiness -----------------------------------------------------------------------------


def test_a_red_day_says_why_and_what_mends_it(page: EquipmentPage, settled: Any) -> None:
    tab = page.readiness
    front(page, tab, settled)
    names = [row.name for row in tab.chart.rows]
    at = names.index("SYS-07")
    tab.chart.choose(at, tab.chart.first)
    settled()
    assert "SYS-07 is ready" in told(tab)
    QTest.keyClick(tab.chart, Qt.Key.Key_End)
    settled()
    assert "SYS-07 red from D+29: item GS-004" in told(tab)
    assert "Take GS-013 as backpack 4" in told(tab)


def test_what_if_a_system_were_lost_and_taken_back(page: EquipmentPage, settled: Any) -> None:
    tab = page.readiness
    front(page, tab, settled)
    tab.lost.setText("SYS-06")
    tab.lost.editingFinished.emit()
    settled()
    assert tab._report is not None
    worst = {one.readiness.system.code: one.readiness.worst for one in tab._report.systems}
    assert worst["SYS-06"] is Readiness.NOT_READY
    tab.clear.click()
    settled()
    worst = {one.readiness.system.code: one.readiness.worst for one in tab._report.systems}
    assert worst["SYS-06"] is Readiness.READY


def told(tab: Any) -> str:
    """All that stands below the chart."""
    return " ".join(label.text() for label in tab.why.findChildren(QLabel) if not label.isHidden())


# ---- desk ----------------------------------------------------------------------------------


def test_what_falls_due_first_stands_first(page: EquipmentPage, settled: Any) -> None:
    front(page, page.desk, settled)
    table = page.desk.due.table
    assert table.model.rowCount() > 5
    lines = [table.model.line_at(at) for at in range(5)]
    settled()
    lines = [table.model.line_at(at) for at in range(5)]
    days = [line.calibrated_until for line in lines]
    assert days == sorted(days)


def test_a_drifting_sensor_is_told_and_a_steady_one_is_in_control(
    page: EquipmentPage, settled: Any
) -> None:
    front(page, page.desk, settled)
    view = page.desk.quality
    page.desk.tabs.setCurrentWidget(view)
    settled()
    choose(view, "QC-01", settled)
    assert "In control" in told_below(view)
    choose(view, "QC-03", settled)
    assert "three-sigma limit" in told_below(view)
    assert view.chart.grab().width() > 100


def told_below(view: Any) -> str:
    found: list[str] = []
    for at in range(view.told.count()):
        widget = view.told.itemAt(at).widget()
        if widget is None:  # the stretch below the sentences
            continue
        if isinstance(widget, QLabel):
            found.append(widget.text())
        found += [label.text() for label in widget.findChildren(QLabel)]
    return " ".join(found)


def test_a_bad_standard_is_traced_to_all_it_touched(page: EquipmentPage, settled: Any) -> None:
    front(page, page.desk, settled)
    view = page.desk.traced
    page.desk.tabs.setCurrentWidget(view)
    settled()
    assert "HP-006" in view.standard.currentText()
    view.since.setDate(view.since.date().addYears(-4))
    view.trace.click()
    settled()
    assert "18 calibrations used it; 6 items are in doubt" in view.told.text()


# ---- bookings ------------------------------------------------------------------------------


def test_a_booking_in_the_way_is_refused_by_name(page: EquipmentPage) -> None:
    (held,) = all_of(page, Reservation, code="RES-90")
    again = held.changed(id=held.inspection_id or page.service.load(Item, held.item_id).id,
                         code="RES-99")  # fmt: skip
    with pytest.raises(Exception, match="already_reserved") as refused:
        page.service.book(again)
    assert getattr(refused.value, "values", {})["other"] == "RES-90"


def test_the_calendar_goes_out_and_a_branch_is_adopted(
    page: EquipmentPage, settled: Any, tmp_path: Path
) -> None:
    tab = page.bookings
    front(page, tab, settled)
    tab.export(tmp_path / "kit.ics")
    settled()
    text = (tmp_path / "kit.ics").read_text(encoding="utf-8")
    assert text.count("BEGIN:VEVENT") == 27
    tab.branch.setCurrentText("second course")
    settled()
    assert any(row.name == "GS-020" for row in tab.calendar.rows)


# ---- scanning ------------------------------------------------------------------------------


def test_a_reader_is_heard_wherever_the_focus_is_and_typing_stays_typing(
    page: EquipmentPage, settled: Any, qtbot: QtBot
) -> None:
    tab = page.scanning
    front(page, tab, settled)
    choose(tab, "ST-2026-2", settled)
    before = len(all_of(page, Scan))
    search = tab.table.bar.search
    search.setFocus()
    qtbot.waitUntil(search.hasFocus)
    QTest.keyClicks(search, "GN-002")
    QTest.keyClick(search, Qt.Key.Key_Return)
    settled()
    scans = all_of(page, Scan)
    assert len(scans) == before + 1
    assert search.text() == ""
    assert "present" in tab.last.text()
    for letter in "bx":
        QTest.keyClicks(search, letter)
        QTest.qWait(60)
    qtbot.waitUntil(lambda: search.text() == "bx")
    assert len(all_of(page, Scan)) == before + 1


def test_a_count_is_signed_off_and_closed(
    page: EquipmentPage, settled: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    tab = page.scanning
    front(page, tab, settled)
    choose(tab, "ST-2026-2", settled)
    assert "1 present" in tab.heading.text()
    answers = iter([("M. Okafor", True), ("Found in hall B", True), ("M. Okafor", True)])
    monkeypatch.setattr(QInputDialog, "getText", lambda *_a, **_k: next(answers))
    tab.tree.selectAll()
    tab.sign.click()
    settled()
    assert len(all_of(page, StockDifference)) == 2
    tab.close_it.click()
    settled()
    (take,) = all_of(page, StockTake, code="ST-2026-2")
    assert take.closed_at is not None
    assert take.signed_by == "M. Okafor"
    assert not tab.typed.isEnabled()


def test_a_pasted_list_is_taken_whole_or_not_at_all(page: EquipmentPage, settled: Any) -> None:
    tab = page.scanning
    front(page, tab, settled)
    choose(tab, "ST-2026-2", settled)
    before = len(all_of(page, Scan))
    QGuiApplication.clipboard().setText("GN-001\nGN-002\tyesterday")
    tab.paste.click()
    settled()
    assert len(all_of(page, Scan)) == before
    QGuiApplication.clipboard().setText("GN-001\nGN-002")
    tab.paste.click()
    settled()
    assert len(all_of(page, Scan)) == before + 2


# ---- how much is asked ---------------------------------------------------------------------


def test_no_tab_runs_more_than_five_statements_however_many_rows(
    page: EquipmentPage, settled: Any
) -> None:
    store: Any = page.context.house.store
    asked: list[str] = []

    def note(_cx: object, _cursor: object, statement: str, *_rest: object) -> None:
        asked.append(statement)

    event.listen(store._reading._engine, "before_cursor_execute", note)
    for tab in (page.items, page.systems, page.boxes, page.bookings, page.scanning):
        page.tabs.setCurrentWidget(tab)
        settled()
        asked.clear()
        tab.table.ask()
        settled()
        looked = [one for one in asked if one.lstrip().startswith("SELECT")]
        assert 0 < len(looked) <= 5, f"{type(tab).__name__}: {looked}"
        for row in (0, 1):  # what is kept between two of them is read with the first
            asked.clear()
            tab.table.view.selectRow(row)
            settled()
        settled()
        looked = [one for one in asked if one.lstrip().startswith("SELECT")]
        assert len(looked) <= 5, f"{type(tab).__name__}, one chosen: {looked}"


# ---- picking, packing, labels, the store --------------------------------------------------


def shown_dialog(kind: Any) -> Any:
    return next(
        one for one in QApplication.topLevelWidgets() if isinstance(one, kind) and one.isVisible()
    )


def test_what_systems_need_is_packed_as_proposed_and_taken_back(
    page: EquipmentPage, settled: Any
) -> None:
    system = next(one for one in all_of(page, EquipmentSystem, code="SYS-07"))
    ids = [one.item_id for one in all_of(page, SystemMember, system_id=system.id) if one.item_id]
    with page.context.house.store.write("Unpack") as work:
        work.change(*(one.changed(container_id=None) for one in work.among(Item, "id", ids)))
        work.commit()
    front(page, page.systems, settled)
    choose(page.systems, "SYS-07", settled)
    page.systems.pick.click()
    settled()
    dialog = shown_dialog(PickDialog)
    headings = [dialog.tree.topLevelItem(n).text(0) for n in range(dialog.tree.topLevelItemCount())]
    assert any(one.startswith("Into BX-") for one in headings)
    dialog.pack.click()
    settled()
    loose = [one for one in all_of(page, Item) if one.id in ids and one.container_id is None]
    assert loose == []
    assert not dialog.isVisible()


def test_labels_are_proofed_before_they_are_printed(
    page: EquipmentPage, settled: Any, qtbot: QtBot
) -> None:
    front(page, page.boxes, settled)
    choose(page.boxes, "BX-002", settled)
    page.boxes.labels.click()
    settled()
    dialog = shown_dialog(LabelDialog)
    qtbot.waitUntil(lambda: dialog.pdf.pages == 1, timeout=10_000)
    assert "BX-002" in dialog.pdf.document.getAllText(0).text()
    dialog.symbol.setCurrentIndex(2)
    settled()
    qtbot.waitUntil(dialog.save.isEnabled, timeout=10_000)
    dialog.close()


def test_the_readiness_chart_is_printed_with_its_what_if(
    page: EquipmentPage, settled: Any, qtbot: QtBot
) -> None:
    front(page, page.readiness, settled)
    page.readiness.lost.setText("SYS-01")
    page.readiness.lost.editingFinished.emit()
    settled()
    page.readiness.paper.click()
    settled()
    dialog = shown_dialog(PaperDialog)
    qtbot.waitUntil(lambda: dialog.pdf.pages > 0, timeout=10_000)
    pages = range(dialog.pdf.pages)
    assert any("SYS-01 is lost" in dialog.pdf.document.getAllText(n).text() for n in pages)
    dialog.close()


def test_the_store_lists_lots_places_and_the_approved_list(
    page: EquipmentPage, settled: Any
) -> None:
    front(page, page.store, settled)
    counts = []
    for at in range(page.store.tabs.count()):
        page.store.tabs.setCurrentIndex(at)
        settled()
        counts.append(page.store.views[at].table.model.rowCount())
    assert counts[0] == len(all_of(page, ConsumableLot))
    assert min(counts) > 0


def test_plans_and_drift_are_told_beside_an_item(page: EquipmentPage, settled: Any) -> None:
    front(page, page.items, settled)
    item = next(
        one for one in all_of(page, Item)
        if one.needs_calibration and all_of(page, CalibrationPlan, item_type=one.item_type)
    )  # fmt: skip
    page.items.form.tabs.setCurrentWidget(page.items.care)
    choose(page.items, item.code, settled)
    told = [label.text() for label in page.items.care.findChildren(QLabel)]
    assert any("every" in one and "left" in one for one in told)


def test_a_box_tells_where_it_was(page: EquipmentPage, settled: Any) -> None:
    moved = all_of(page, ContainerMovement)[0]
    (box,) = all_of(page, Container, id=moved.container_id)
    front(page, page.boxes, settled)
    page.boxes.form.tabs.setCurrentIndex(2)
    choose(page.boxes, box.code, settled)
    told = [label.text() for label in page.boxes.way.findChildren(QLabel)]
    assert any(one.startswith("Last seen") for one in told)


def test_a_readers_own_program_is_run_beside_ours(
    page: EquipmentPage, settled: Any, qtbot: QtBot, tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:  # fmt: skip
    script = tmp_path / "portal.py"
    script.write_text("print('GN-001;2026-09-03T05:00:00Z;GATE-1', flush=True)\n")
    tab = page.scanning
    front(page, tab, settled)
    choose(tab, "ST-2026-2", settled)
    before = len(all_of(page, Scan))
    command = f'"{sys.executable}" "{script}"'
    monkeypatch.setattr(QInputDialog, "getText", lambda *_a, **_k: (command, True))
    tab.portal.click()
    qtbot.waitUntil(lambda: len(all_of(page, Scan)) == before + 1, timeout=10_000)
    settled()
    newest = max(all_of(page, Scan), key=lambda one: one.gate == "GATE-1")
    assert newest.gate == "GATE-1"
    qtbot.waitUntil(lambda: not tab.program.is_running)


def test_an_asset_managers_export_is_asked_for_what_it_lacks(
    page: EquipmentPage, settled: Any, tmp_path: Path
) -> None:
    path = tmp_path / "export.csv"
    path.write_text("Asset Tag,Asset Name,Serial,Notes\nX-1,Detector,9,\n", encoding="utf-8-sig")
    assert page.dropped(path)
    settled()
    asking = shown_dialog(ImportColumnsDialog)
    assert [one.key for one in asking.columns] == ["technique", "mass_kg"]
    assert not asking.go_on.isEnabled()
    technique, mass = asking.columns
    technique.column.setCurrentIndex(technique.column.findData(FIXED))
    technique.choice.setCurrentIndex(technique.choice.findData("c"))
    mass.column.setCurrentIndex(mass.column.findData(FIXED))
    mass.typed.setText("7.5")
    asking.go_on.click()
    settled()
    preview = shown_dialog(ImportPreviewDialog)
    preview.apply.click()
    settled()
    (item,) = all_of(page, Item, code="X-1")
    assert (item.technique, item.mass_kg) == ("c", 7.5)
