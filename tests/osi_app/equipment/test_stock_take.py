"""A stock-take closes only when every difference is signed off."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from osi_app.equipment.movement_records import Difference, Scan, StockDifference, StockTake
from osi_app.equipment.records import Container, EquipmentUse, Item, Location
from osi_app.equipment.scanning import judge_scans
from osi_app.equipment.stock_take import (
    Count,
    closed,
    count_of,
    expected_at,
    read_count,
    refuse_scan,
    signed_off,
)
from osi_app.equipment.tags import Store, tags_of
from osi_app.kernel.errors import NotFoundError, RuleError

NOON = datetime(2026, 5, 1, 12, tzinfo=UTC)
HALL = Location(code="HALL")
CRATE = Container(code="BOX-1", location_id=HALL.id)
TAKE = StockTake(code="ST-1", place="hall", opened_at=NOON)


def item(code: str, **values: Any) -> Item:
    given: dict[str, Any] = {
        "name": code,
        "item_type": "t",
        "serial_number": f"S-{code}",
        "technique": EquipmentUse.GAMMA,
        "mass_kg": 1,
    }
    return Item.model_validate(given | {"code": code} | values)


ITEMS = (item("A", container_id=CRATE.id), item("B", container_id=CRATE.id), item("C"))
STORE = Store(ITEMS, (), (CRATE,), (HALL,))


def scan(tag: str, **values: Any) -> Scan:
    given = {"tag": tag, "at": NOON, "stock_take_id": TAKE.id}
    return Scan.model_validate(given | values)


def counted(*tags: str, signed: tuple[StockDifference, ...] = (), take: StockTake = TAKE) -> Count:
    lines = judge_scans(expected_at(STORE, take.place), [scan(tag) for tag in tags], tags_of(STORE))
    return count_of(take, lines, signed)


def test_a_count_without_differences_closes() -> None:
    done = closed(counted("A", "B", "BOX-1"), NOON, " Ada ")
    assert (done.closed_at, done.signed_by) == (NOON, "Ada")


def test_every_difference_is_signed_off_before_it_closes() -> None:
    count = counted("A", "C", "stray", "BOX-1")
    assert [(one.scanned.tag, one.difference) for one in count.unsigned] == [
        ("B", Difference.MISSING),
        ("C", Difference.EXTRA),
        ("stray", Difference.UNKNOWN),
    ]
    with pytest.raises(RuleError) as caught:
        closed(count, NOON, "Ada")
    assert caught.value.code == "differences_unsigned"
    assert (caught.value.values["count"], caught.value.values["tags"]) == (3, "B, C, stray")
    signed = signed_off(count, count.unsigned[:2], "Ada", "looked for it")
    count = counted("A", "C", "stray", "BOX-1", signed=signed)
    with pytest.raises(RuleError, match="differences_unsigned"):
        closed(count, NOON, "Ada")
    signed += signed_off(count, count.unsigned, "Bo", "a visitor's badge")
    assert closed(counted("A", "C", "STRAY", "BOX-1", signed=signed), NOON, "Ada").closed_at == NOON


def test_a_signature_counts_for_the_difference_it_was_given_for() -> None:
    missed = counted("B", "BOX-1")
    (signature,) = signed_off(missed, missed.unsigned, "Ada", "lost in the field")
    found_elsewhere = count_of(
        TAKE,
        judge_scans(
            expected_at(STORE, "BOX-1"),
            [scan("A", container_id=HALL.id), scan("B", container_id=CRATE.id)],
            tags_of(STORE),
        ),
        [signature],
    )
    assert [one.difference for one in found_elsewhere.unsigned] == [Difference.WRONG_BOX]
    assert found_elsewhere.outdated == (signature,)
    (anew,) = signed_off(found_elsewhere, found_elsewhere.unsigned, "Ada", "put back")
    assert anew.id == signature.id
    assert counted("A", "B", "BOX-1", signed=(signature,)).outdated == (signature,)


def test_only_differences_are_signed_off_by_someone_and_with_a_reason() -> None:
    count = counted("A", "BOX-1")
    with pytest.raises(RuleError, match="name_missing"):
        signed_off(count, count.unsigned, " ", "found")
    with pytest.raises(RuleError, match="reason_missing"):
        signed_off(count, count.unsigned, "Ada", " ")
    with pytest.raises(RuleError, match="no_difference"):
        signed_off(count, count.lines, "Ada", "all of them")


def test_a_closed_count_stays_as_it_was() -> None:
    done = closed(counted("A", "B", "BOX-1"), NOON, "Ada")
    with pytest.raises(RuleError, match="stock_take_closed"):
        closed(counted("A", "B", "BOX-1", take=done), NOON, "Ada")
    with pytest.raises(RuleError, match="stock_take_closed"):
        signed_off(counted("A", take=done), (), "Ada", "late")
    with pytest.raises(RuleError, match="stock_take_closed"):
        refuse_scan(done, scan("A"))


def test_a_count_does_not_run_back() -> None:
    early = NOON - timedelta(seconds=1)
    with pytest.raises(RuleError, match="stock_take_order"):
        closed(counted("A", "B", "BOX-1"), early, "Ada")
    with pytest.raises(RuleError, match="stock_take_order"):
        refuse_scan(TAKE, scan("A", at=early))
    refuse_scan(TAKE, scan("A"))
    with pytest.raises(RuleError, match="name_missing"):
        closed(counted("A", "B", "BOX-1"), NOON, "")


def test_a_place_that_is_none_is_told() -> None:
    with pytest.raises(RuleError, match="place_unknown"):
        expected_at(STORE, "nowhere")


def test_a_count_is_read_from_the_store(ground: Any) -> None:
    other = StockTake(code="ST-2", place="HALL", opened_at=NOON)
    signature = StockDifference(
        stock_take_id=TAKE.id, tag="B", difference=Difference.MISSING, signed_by="Ada", note="lent"
    )
    with ground.store.write("count") as work:
        work.add(HALL, CRATE, *ITEMS, TAKE, other, scan("A"), scan("BOX-1"), signature)
        work.add(scan("B", stock_take_id=other.id))
        work.commit()
    with ground.store.read() as reading:
        count = read_count(reading, TAKE.id)
        with pytest.raises(NotFoundError):
            read_count(reading, HALL.id)
    assert count.unsigned == ()
    assert closed(count, NOON, "Ada").closed_at == NOON
