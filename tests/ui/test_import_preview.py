"""The preview before an import: counts, colours, rows left out, mapping, apply."""

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from osi_app.equipment.records import EquipmentUse, Item
from osi_app.kernel.changes import Change, ChangeSet
from osi_app.kernel.errors import Refusal
from osi_app.kernel.importing import ImportPreview, ImportRow
from ui.context import Context
from ui.widgets.import_preview import ImportKind, ImportPreviewDialog


def new_item(code: str) -> Item:
    return Item(
        code=code,
        name="Radar",
        item_type="radar",
        serial_number=code,
        technique=EquipmentUse.GEOPHYSICS,
        mass_kg=4,
    )


def preview_of(standing: Item) -> ImportPreview:
    heavier = standing.changed(mass_kg=99)
    rows = (
        ImportRow(
            "row 2", "create", "GP-1", {"code": "GP-1"}, changes=(Change(None, new_item("GP-1")),)
        ),
        ImportRow(
            "row 3", "create", "GP-2", {"code": "GP-2"}, changes=(Change(None, new_item("GP-2")),)
        ),
        ImportRow(
            "row 4",
            "update",
            standing.code,
            {"code": standing.code, "mass_kg": 99.0},
            {"mass_kg": (standing.mass_kg, 99.0)},
            (Change(standing, heavier),),
        ),
        ImportRow("row 5", "unchanged", "GS-02", {"code": "GS-02"}),
    )
    refusals = (Refusal("row 6, column mass_kg", "“twelve” is not a number", "write figures"),)
    return ImportPreview(
        "item",
        "items.csv",
        "Import equipment",
        rows,
        refusals,
        columns=("code", "mass_kg"),
        headers=("Code", "Masse"),
        mapping={"Code": "code", "Masse": "mass_kg"},
    )


def importer(context: Context) -> ImportKind:
    def apply(preview: ImportPreview, left_out: frozenset[str], accept: bool) -> ChangeSet:
        assert accept
        with context.house.store.write(preview.label) as work:
            for row in preview.rows:
                if row.where in left_out:
                    continue
                for change in row.changes:
                    (work.change if change.before else work.add)(change.record)
            found: ChangeSet = work.commit()
            return found

    def preview(path: Path, mapping: dict[str, str]) -> ImportPreview:
        del path, mapping
        raise NotImplementedError

    return ImportKind("equipment", "Equipment", "", preview, apply)


def test_a_preview_is_looked_at_thinned_and_applied_as_one_step(
    context: Context,
    qtbot: QtBot,
    settled: Callable[[], None],
    item: Callable[[str], Item],
) -> None:
    dialog = ImportPreviewDialog(
        context, importer(context), Path("items.csv"), preview_of(item("GS-01"))
    )
    qtbot.addWidget(dialog)
    dialog.show()
    assert dialog.table.rowCount() == 5
    assert not dialog.apply.isEnabled()  # a row is refused and nobody has accepted that
    dialog.accept_refused.setChecked(True)
    assert dialog.apply.text() == "Import 3 rows"
    first = dialog.table.item(1, 0)
    assert first is not None
    first.setCheckState(Qt.CheckState.Unchecked)
    assert dialog.deselected() == {"row 2"}
    changed = dialog.table.item(3, 4)
    assert changed is not None
    assert changed.text() == "11 → 99"
    dialog.apply.click()
    settled()
    assert item("GS-01").mass_kg == 99
    assert item("GP-2")
    with context.house.store.read() as reading:
        assert reading.find(Item, code="GP-1") is None
    context.undo.undo()
    settled()
    assert item("GS-01").mass_kg == 11
