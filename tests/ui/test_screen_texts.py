"""Words of the screen: labels, values, what is typed, errors, sheets."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from pathlib import Path
from uuid import UUID, uuid4

import pytest
from hypothesis import given
from hypothesis import strategies as st
from openpyxl import load_workbook
from PySide6.QtGui import QColor

from osi_app.equipment.records import EquipmentUse, Item
from osi_app.inspection.records import Inspection, InspectionKind
from osi_app.kernel.errors import (
    ImportRefused,
    Reference,
    ReferencedError,
    Refusal,
    RuleError,
    StorageError,
)
from osi_app.kernel.lists import Column, ColumnKind, Key, ListQuery
from osi_app.kernel.ports import never_cancelled, no_progress
from osi_app.roster.records import Inspector
from ui import texts
from ui.messages import error_text
from ui.preferences import Preferences
from ui.theme.colours import DARK, LIGHT, Colours, colours_of, palette_of
from ui.typed import parsed, shape_of, typed_text
from ui.widgets.moments import Moment, pending
from ui.widgets.sheets import block_cells, block_text, escaped, write_sheet

NOW = datetime(2026, 5, 4, 6, 0, tzinfo=UTC)
SOME_ID = UUID(int=1)


@dataclass(frozen=True)
class Plain:
    name: str
    mass_kg: float
    day: date | None
    id: UUID = SOME_ID


@dataclass(frozen=True)
class PlainList:
    columns: tuple[Column, ...]
    rows: tuple[Plain, ...]

    def keys(self, query: ListQuery) -> Sequence[Key]:
        del query
        return range(len(self.rows))

    def lines(self, keys: Sequence[Key], query: ListQuery) -> tuple[Plain | None, ...]:
        del query
        return tuple(self.rows[int(str(key))] for key in keys)


@pytest.mark.parametrize(
    ("key", "shown"),
    [
        ("mass_kg", "Mass (kg)"),
        ("serial_number", "Serial number"),
        ("nationality_id", "Nationality"),
        ("area_km2", "Area (km²)"),
        ("seat", "Role in team"),
    ],
)
def test_labels_follow_from_names(key: str, shown: str) -> None:
    assert texts.label(key) == shown


def test_times_are_said_twice() -> None:
    at = datetime(2026, 3, 4, 20, 5, tzinfo=UTC)
    assert texts.both_times(at, texts.zone("Asia/Almaty")) == "2026-03-04 20:05Z  (01:05+1d site)"
    assert texts.zone("Nowhere/Nothing") is UTC


@pytest.mark.parametrize(
    ("number", "noun", "shown"),
    [(1, "item", "1 item"), (420, "item", "420 items"), (2, "entry", "2 entries")],
)
def test_counts(number: int, noun: str, shown: str) -> None:
    assert texts.counted(number, noun) == shown


def test_what_is_typed_becomes_what_the_record_takes() -> None:
    item = Item(
        code="GS-01",
        name="x",
        item_type="t",
        serial_number="1",
        technique=EquipmentUse.GAMMA,
        mass_kg=2,
    )
    changed = item.changed(
        mass_kg=parsed(shape_of(Item, "mass_kg"), " 12.5 "),
        technique=parsed(shape_of(Item, "technique"), "e passive seismic"),
        needs_calibration=parsed(shape_of(Item, "needs_calibration"), "no"),
        length_m=parsed(shape_of(Item, "length_m"), ""),
    )
    assert (changed.mass_kg, changed.technique.value) == (12.5, "e")
    assert changed.needs_calibration is False
    assert changed.length_m is None
    assert parsed(shape_of(Inspector, "languages"), "en, ru; ar") == ("en", "ru", "ar")


def test_an_instant_typed_as_shown_is_the_same_instant() -> None:
    shape = shape_of(Inspection, "requested_at")
    inspection = Inspection(
        code="X",
        title="x",
        kind=InspectionKind.EXERCISE,
        requesting_state_id=uuid4(),
        inspected_state_id=uuid4(),
        requested_at=NOW,
    )
    again = inspection.changed(requested_at=parsed(shape, typed_text(shape, NOW)))
    assert again.requested_at == NOW


def test_errors_say_what_was_kept_and_what_to_do() -> None:
    referenced = ReferencedError((Reference("mission", uuid4(), "M-0042"),))
    assert "mission M-0042" in error_text(referenced)
    refused = ImportRefused("a.csv", (Refusal("row 3", "no code", "give one"),))
    assert "nothing was changed" in error_text(refused)
    assert "newer version" in error_text(StorageError("newer"))
    assert error_text(RuleError("invalid_value", field="mass_kg", reason="Too big")) == (
        "Mass (kg): too big"
    )


def test_pending_deadlines_come_earliest_first_and_know_their_state() -> None:
    late = Moment("C07", "IV.46", "decide", NOW.replace(hour=5))
    soon = Moment("C08", "IV.47", "issue", NOW.replace(day=5, hour=6))
    ahead = Moment("C09", "IV.48", "go", NOW.replace(day=5, hour=7))
    met = Moment("C05", "IV.40", "acknowledge", NOW, met_at=NOW)
    waits = Moment("C33", "P.1", "later", None)
    assert pending((ahead, met, soon, waits, late), NOW) == (late, soon, ahead)
    assert [m.state(NOW) for m in (late, soon, ahead, met, waits)] == [
        "passed",
        "soon",
        "ahead",
        "met",
        "",
    ]


@given(st.lists(st.lists(st.text("abc 12", max_size=5), min_size=2, max_size=3), min_size=1))
def test_a_copied_block_is_the_pasted_block(rows: list[list[str]]) -> None:
    assert block_cells(block_text(rows)) == [list(row) for row in rows] or rows[-1] == ["", ""]


@pytest.mark.parametrize("cell", ["=1+1", "+cmd|' /C calc'!A0", "@SUM(A1)", "-x"])
def test_a_spreadsheet_runs_nothing(cell: str) -> None:
    assert escaped(cell) == f"'{cell}"
    assert escaped("-12.5") == "-12.5"


@pytest.mark.parametrize("suffix", ["csv", "xlsx"])
def test_what_is_shown_is_exported(tmp_path: Path, suffix: str) -> None:
    path = tmp_path / f"list.{suffix}"
    lines = (Plain("=BAD()", 2.5, date(2026, 3, 4)), Plain("محمد", 1.0, None))
    columns = (Column("name"), Column("mass_kg", ColumnKind.NUMBER), Column("day", ColumnKind.DAY))
    records = PlainList(columns, lines)
    shown = (ListQuery(), records, records.keys(ListQuery()))
    assert write_sheet(path, columns, shown, no_progress, never_cancelled) == 2
    if suffix == "csv":
        assert path.read_text("utf-8-sig").splitlines()[1] == "'=BAD(),2.5,2026-03-04"
    else:
        sheet = load_workbook(path).active
        assert sheet is not None
        text, number, day = sheet[2]
        assert (text.value, number.value) == ("'=BAD()", 2.5)
        assert (day.value, day.number_format) == (datetime(2026, 3, 4), "yyyy-mm-dd")  # noqa: DTZ001  # a sheet's day
        assert (sheet.freeze_panes, sheet.auto_filter.ref) == ("A2", "A1:C1")
    assert [each.name for each in tmp_path.iterdir()] == [path.name]


@pytest.mark.parametrize("colours", [LIGHT, DARK])
def test_every_text_is_readable_on_its_ground(colours: Colours) -> None:
    pairs = [
        (front, ground)
        for front in ("text", "muted", "accent", "breach", "warning", "good", "note")
        for ground in ("base", "window", "raised")
    ]
    pairs += [("on_accent", "accent"), ("text", "accent_ground"), ("accent", "accent_ground")]
    pairs += [(tone, f"{tone}_ground") for tone in ("breach", "warning", "good")]
    for front, ground in pairs:
        ratio = contrast(getattr(colours, front), getattr(colours, ground))
        assert ratio >= 4.5, (front, ground, ratio)


def test_colours_are_read_from_the_palette(qapp: object) -> None:
    del qapp
    assert colours_of(palette_of(DARK)) is DARK
    assert colours_of(palette_of(LIGHT)) is LIGHT


def test_preferences_remember(preferences: Preferences) -> None:
    preferences.appearance = "dark"
    for number in range(12):
        preferences.opened_store(f"/stores/{number}.osi")
    preferences.opened_store("/stores/9.osi")
    assert preferences.appearance == "dark"
    assert preferences.recent_stores[:2] == ("/stores/9.osi", "/stores/11.osi")
    assert len(preferences.recent_stores) == 8


def contrast(front: str, ground: str) -> float:
    light, dark = sorted((luminance(front), luminance(ground)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def luminance(name: str) -> float:
    def linear(part: float) -> float:
        return part / 12.92 if part <= 0.03928 else float(((part + 0.055) / 1.055) ** 2.4)

    colour = QColor(name)
    parts = (colour.redF(), colour.greenF(), colour.blueF())
    return sum(w * linear(p) for w, p in zip((0.2126, 0.7152, 0.0722), parts, strict=True))
