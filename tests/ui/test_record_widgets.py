"""Lists, forms, bulk edit, related records, undo: what a person does, on a real store."""

from collections.abc import Callable
from pathlib import Path
from typing import Any
from uuid import UUID

from PySide6.QtCore import QItemSelectionModel, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication, QLineEdit
from pytestqt.modeltest import ModelTester
from pytestqt.qtbot import QtBot

from osi_app.equipment.records import Calibration, Item
from osi_app.kernel.lists import Filter, ListQuery, Match
from ui.context import Context
from ui.widgets.bulk_edit import BulkEditDialog
from ui.widgets.history import changed_fields
from ui.widgets.list_page import Editing
from ui.widgets.record_dialog import RecordDialog
from ui.widgets.record_form import RecordForm
from ui.widgets.record_table import RecordTable
from ui.widgets.related import RelatedRecords

Settled = Callable[[], None]
ROWS = QItemSelectionModel.SelectionFlag.Select | QItemSelectionModel.SelectionFlag.Rows


def item_table(context: Context, qtbot: QtBot, settled: Settled) -> RecordTable:
    page = context  # a parent is not needed for what is tried here
    del page
    editing = Editing(context, context.house.equipment, Item, "equipment", None)  # type: ignore[arg-type]
    query = ListQuery(on=context.house.clock().date())
    table = RecordTable(context, context.house.reads.equipment.items, editing.parts(), query)
    context.changed.connect(lambda _: table.model.refresh())
    qtbot.addWidget(table)
    table.resize(900, 500)
    table.show()
    settled()
    table.model.line_at(0)
    settled()
    return table


def place_of(table: RecordTable, key: str) -> int:
    return next(n for n, c in enumerate(table.model.columns) if c.key == key)


def test_a_list_shows_sorts_and_filters(
    context: Context, qtbot: QtBot, settled: Settled, qtmodeltester: ModelTester
) -> None:
    table = item_table(context, qtbot, settled)
    qtmodeltester.check(table.model)  # type: ignore[no-untyped-call]
    assert table.count.text() == "30 items"
    code = place_of(table, "code")
    assert table.model.index(0, code).data() == "GS-00"
    table.view.horizontalHeader().setSortIndicator(code, Qt.SortOrder.DescendingOrder)
    settled()
    table.model.line_at(0)
    settled()
    assert table.model.index(0, code).data() == "GS-29"
    table.bar.add_filter(Filter("technique", Match.IS, "c"))
    settled()
    assert table.count.text() == "15 items"
    table.bar.search.setText("GS-03")
    qtbot.waitUntil(lambda: table.model.rowCount() == 1)
    table.bar.set_filters(())
    table.bar.search.clear()
    qtbot.waitUntil(lambda: table.model.rowCount() == 30)


def test_a_cell_is_edited_in_place_and_undone(
    context: Context, qtbot: QtBot, settled: Settled, item: Callable[[str], Item]
) -> None:
    table = item_table(context, qtbot, settled)
    name = place_of(table, "name")
    table.model.setData(table.model.index(4, name), "Radar")
    settled()
    assert item("GS-04").name == "Radar"
    assert context.undo.undo_text == "Undo change name of item GS-04"
    context.undo.undo()
    settled()
    assert item("GS-04").name == "HPGe gamma spectrometer 4"
    assert context.undo.redo_text == "Redo change name of item GS-04"
    context.undo.redo()
    settled()
    assert item("GS-04").name == "Radar"
    assert table.model.index(4, name).data() == "Radar"


def test_a_block_is_copied_and_filled_down(
    context: Context, qtbot: QtBot, settled: Settled, item: Callable[[str], Item]
) -> None:
    table = item_table(context, qtbot, settled)
    name = place_of(table, "name")
    table.view.setCurrentIndex(table.model.index(2, name))
    table.view.selectionModel().select(table.model.index(3, name), ROWS)
    table.copy()
    block = QGuiApplication.clipboard().text().split("\n")
    assert len(block) == 2
    assert "GS-02" in block[0]
    table.fill_down()
    settled()
    assert item("GS-03").name == item("GS-02").name
    table.view.setCurrentIndex(table.model.index(5, name))
    QGuiApplication.clipboard().setText("Tent\nRadio\n")
    table.paste()
    settled()
    assert (item("GS-05").name, item("GS-06").name) == ("Tent", "Radio")


def test_a_record_is_found_in_the_list(
    context: Context, qtbot: QtBot, settled: Settled, item: Callable[[str], Item]
) -> None:
    table = item_table(context, qtbot, settled)
    chosen: list[Any] = []
    table.chosen.connect(chosen.append)
    table.bar.set_filters((Filter("technique", Match.IS, "e"),))
    settled()
    table.select(item("GS-21").id)
    qtbot.waitUntil(lambda: bool(chosen) and chosen[-1] is not None and chosen[-1].code == "GS-21")


def test_removing_what_others_refer_to_is_refused_with_the_list(
    context: Context, qtbot: QtBot, settled: Settled, item: Callable[[str], Item]
) -> None:
    table = item_table(context, qtbot, settled)
    told: list[Exception] = []
    context.operations.failed.connect(told.append)
    table.view.selectRow(3)
    table._remove()  # what Del does
    settled()
    assert len(told) == 1
    assert item("GS-03")
    table.view.selectRow(4)
    table._remove()
    settled()
    assert table.count.text() == "29 items"


def test_widths_and_hidden_columns_are_remembered(
    context: Context, qtbot: QtBot, settled: Settled
) -> None:
    table = item_table(context, qtbot, settled)
    table.view.setColumnWidth(0, 137)
    table.show_column(1, False)
    again = item_table(context, qtbot, settled)
    assert again.view.columnWidth(0) == 137
    assert again.view.isColumnHidden(1)


def test_what_is_shown_goes_to_a_file(
    context: Context, qtbot: QtBot, settled: Settled, tmp_path: Path
) -> None:
    table = item_table(context, qtbot, settled)
    table.bar.set_filters((Filter("technique", Match.IS, "c"),))
    settled()
    table.export_to(tmp_path / "items.csv")
    settled()
    assert len((tmp_path / "items.csv").read_text("utf-8-sig").splitlines()) == 16


def shown_form(
    context: Context, qtbot: QtBot, settled: Settled, item: Callable[[str], Item]
) -> RecordForm:
    form = RecordForm(context, context.house.equipment, Item)
    qtbot.addWidget(form)
    form.resize(400, 600)
    form.show()
    form.show_id(item("GS-03").id)
    settled()
    return form


def test_a_form_corrects_a_field(
    context: Context, qtbot: QtBot, settled: Settled, item: Callable[[str], Item]
) -> None:
    form = shown_form(context, qtbot, settled, item)
    line = form.editor("mass_kg").editor
    assert isinstance(line, QLineEdit)
    assert line.text() == "13"
    line.setText("14.25")
    line.editingFinished.emit()
    settled()
    assert item("GS-03").mass_kg == 14.25
    form.tabs.setCurrentWidget(form.history)
    settled()
    tree = form.history.tree
    assert tree.topLevelItem(0).text(1) == "Change mass (kg) of item GS-03"  # type: ignore[union-attr]


def test_a_form_says_beside_the_field_what_was_refused(
    context: Context, qtbot: QtBot, settled: Settled, item: Callable[[str], Item]
) -> None:
    form = shown_form(context, qtbot, settled, item)
    editor = form.editor("mass_kg")
    assert isinstance(editor.editor, QLineEdit)
    editor.editor.setText("-1")
    editor.editor.editingFinished.emit()
    settled()
    assert editor.error.isVisible()
    assert "greater than or equal to 0" in editor.error.text()
    assert item("GS-03").mass_kg == 13


def test_many_records_are_edited_as_one_step(
    context: Context, qtbot: QtBot, settled: Settled, item: Callable[[str], Item]
) -> None:
    records = [item(f"GS-0{n}") for n in range(5)]
    dialog = BulkEditDialog(context, context.house.equipment, records)
    qtbot.addWidget(dialog)
    dialog.field.setCurrentIndex(dialog.field.findText("Location"))
    dialog.typed.setText("Vienna store")
    cell = dialog.table.item(2, 2)
    assert cell is not None
    assert cell.text() == "Vienna store"
    dialog.apply.click()
    settled()
    assert {item(f"GS-0{n}").location for n in range(5)} == {"Vienna store"}
    assert context.undo.undo_text == "Undo change location of 5 items"


def test_related_records_are_shown_and_recorded(
    context: Context, qtbot: QtBot, settled: Settled, item: Callable[[str], Item]
) -> None:
    related = RelatedRecords(
        context, context.house.equipment, Calibration, "item_id", "Calibrations"
    )
    qtbot.addWidget(related)
    related.show()
    related.show_record(item("GS-03").id)
    settled()
    assert related.table.rowCount() == 1
    related.ask()
    settled()
    dialog = QApplication.activeModalWidget() or related.findChild(RecordDialog)
    assert isinstance(dialog, RecordDialog)
    for name, text in (
        ("certificate_number", "K-2"),
        ("performed_on", "2026-02-30"),
        ("valid_until", "2027-02-01"),
    ):
        line = dialog.editor(name).editor
        assert isinstance(line, QLineEdit)
        line.setText(text)
    dialog.ok.click()
    settled()
    assert dialog.editor("performed_on").error.text()
    line = dialog.editor("performed_on").editor
    assert isinstance(line, QLineEdit)
    line.setText("2026-02-01")
    dialog.ok.click()
    settled()
    assert related.table.rowCount() == 2


def test_an_undo_of_what_was_changed_since_is_refused(
    context: Context, settled: Settled, item: Callable[[str], Item]
) -> None:
    service = context.house.equipment
    key = item("GS-01").id
    context.write(lambda: service.correct("Name it", Item, [key], {"name": "Mine"}))
    settled()
    told: list[Exception] = []
    context.operations.failed.connect(told.append)
    service.correct("Name it again", Item, [key], {"name": "Theirs"})
    context.undo.undo()
    settled()
    assert type(told[0]).__name__ == "StaleDataError"
    assert item("GS-01").name == "Theirs"


def test_history_names_the_fields_changed() -> None:
    content = (
        '{"changes":[{"kind":"item","before":{"id":"7f000000-0000-0000-0000-000000000001",'
        '"name":"a","mass_kg":1},"after":{"id":"7f000000-0000-0000-0000-000000000001",'
        '"name":"b","mass_kg":1}}]}'
    )
    key = UUID("7f000000-0000-0000-0000-000000000001")
    assert changed_fields(content, key) == [("name", "a", "b")]
