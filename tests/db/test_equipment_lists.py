"""The lists of the equipment room say of each thing what hangs on it, in two statements."""

from dataclasses import fields
from datetime import date
from typing import Any

import pytest

from db.store import SqlStore
from osi_app.equipment.care_records import ConsumableLot
from osi_app.equipment.records import (
    Calibration,
    Container,
    EquipmentSystem,
    EquipmentUse,
    Item,
    MemberKind,
    SystemMember,
)
from osi_app.kernel.lists import Filter, ListQuery, Match, RecordList, Sort
from tests.db.one_of_each import every_kind

ON = date(2026, 9, 1)
LISTS = (
    "items", "systems", "containers", "reservations", "series", "lots", "stock_takes",
    "locations", "approved",
)  # fmt: skip


def item(code: str, **values: Any) -> Item:
    named = {"name": code, "item_type": "t", "technique": EquipmentUse.GAMMA, "mass_kg": 10.0}
    return Item.model_validate({"code": code, "serial_number": code, **named, **values})


def stored(store: SqlStore, *records: Any) -> None:
    with store.write("Add") as work:
        work.add(*records)
        work.commit()


def reads(store: SqlStore, name: str) -> RecordList[Any]:
    found: RecordList[Any] = getattr(store.reads.equipment, name)
    return found


def lines(store: SqlStore, name: str, on: date = ON, **asked: Any) -> tuple[Any, ...]:
    listed, query = reads(store, name), ListQuery(on=on, **asked)
    return tuple(listed.lines(listed.keys(query), query))


@pytest.mark.parametrize("name", LISTS)
def test_every_list_shows_sorts_and_filters_by_each_of_its_columns(
    store: SqlStore, name: str
) -> None:
    stored(store, *every_kind())
    (line,) = lines(store, name)
    shown = {one.name for one in fields(line)} - {"id"}
    columns = {column.key for column in reads(store, name).columns}
    assert columns <= shown
    for column in columns:
        assert lines(store, name, sort=(Sort(column, descending=True),)) == (line,)
        lines(store, name, filters=(Filter(column, Match.EMPTY),))
    assert lines(store, name, text=line.code) == (line,)
    assert lines(store, name, text="nowhere at all") == ()


def test_a_system_says_what_it_misses(store: SqlStore) -> None:
    there = item("A")
    system = EquipmentSystem(code="SYS-1", name="s", technique=EquipmentUse.GAMMA)
    key: dict[str, Any] = {"system_id": system.id}
    stored(
        store, there, system,
        SystemMember(**key, role="sensor", item_type="t", item_id=there.id),
        SystemMember(**key, role="spare", item_type="t", required=False),
    )  # fmt: skip
    (line,) = lines(store, "systems")
    assert (line.places, line.missing, line.status, line.mass_kg) == (2, 0, "complete", 10.0)
    filters = SystemMember(
        **key, role="filters", kind=MemberKind.CONSUMABLE, quantity=10, present=9
    )
    stored(store, filters)
    (line,) = lines(store, "systems")
    assert (line.places, line.missing, line.status) == (3, 1, "incomplete")


@pytest.mark.parametrize(("most_kg", "status"), [(16.0, "fits"), (15.9, "overweight")])
def test_a_container_weighs_itself_its_items_and_its_lots(
    store: SqlStore, most_kg: float, status: str
) -> None:
    box = Container(code="BX-1", tare_kg=4, max_gross_kg=most_kg)
    lot = ConsumableLot(code="L-1", item_type="u", quantity=4, mass_kg=2, container_id=box.id)
    stored(store, box, item("A", container_id=box.id), lot)
    (line,) = lines(store, "containers")
    assert (line.items, line.load_kg, line.gross_kg, line.status) == (1, 12.0, 16.0, status)


def calibration(of: Item, procedure: str, done: date, until: date) -> Calibration:
    return Calibration(
        item_id=of.id, procedure=procedure, certificate_number=f"{procedure}{done}",
        performed_on=done, valid_until=until,
    )  # fmt: skip


def test_the_first_to_end_of_each_procedures_newest_decides(store: SqlStore) -> None:
    one = item("A")
    stored(
        store, one,
        calibration(one, "", date(2025, 1, 1), date(2027, 1, 1)),
        calibration(one, "", date(2026, 1, 1), date(2026, 12, 1)),
        calibration(one, "efficiency", date(2026, 2, 1), ON),
        calibration(one, "efficiency", date(2026, 10, 1), date(2027, 10, 1)),
    )  # fmt: skip
    (line,) = lines(store, "items")
    assert (line.calibrated_until, line.status) == (ON, "valid"), "the last day counts"
    (line,) = lines(store, "items", date(2026, 9, 2))
    assert line.status == "lapsed"


def test_of_two_on_one_day_the_one_that_lasts_longer_counts(store: SqlStore) -> None:
    one = item("A")
    first = calibration(one, "", date(2026, 1, 1), date(2026, 8, 1))
    second = calibration(one, "", date(2026, 1, 1), date(2026, 10, 1)).changed(
        certificate_number="other"
    )
    stored(store, one, second, first)
    (line,) = lines(store, "items")
    assert (line.calibrated_until, line.status) == (date(2026, 10, 1), "valid")
