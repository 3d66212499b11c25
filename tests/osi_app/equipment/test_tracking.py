"""Where containers are and were, and what is odd about it."""

from datetime import UTC, datetime, timedelta
from itertools import pairwise
from typing import Any
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from osi_app.equipment.movement_records import ContainerMovement, Scan
from osi_app.equipment.records import Container, EquipmentUse, Item, LoadState, Location
from osi_app.equipment.tags import Store, read_store, tags_of
from osi_app.equipment.tracking import (
    Sighting,
    TrackingRules,
    Yard,
    read_yard,
    seal_findings,
    sightings,
    track,
    tracking_findings,
)
from osi_app.texts import finding_sentence, mend_sentence

NOON = datetime(2026, 5, 1, 12, tzinfo=UTC)
HOUR, DAY = timedelta(hours=1), timedelta(days=1)
HALL, DOCK = Location(code="HALL"), Location(code="DOCK")
CRATE = Container(code="BOX-1", rfid="E280")
NOBODY = Container(code="BOX-2")
ITEM = Item(
    code="GS-1",
    name="n",
    item_type="t",
    serial_number="1",
    technique=EquipmentUse.GAMMA,
    mass_kg=1,
    barcode="777",
)
TAGS = tags_of(Store((ITEM,), (), (CRATE, NOBODY), (HALL, DOCK)))


def seen(hour: float, place: Location | str = "") -> Sighting:
    gate = place if isinstance(place, str) else ""
    key = None if isinstance(place, str) else place.id
    return Sighting(CRATE.id, NOON + hour * HOUR, key, gate)


def yard(*sighted: Sighting) -> Yard:
    return Yard((CRATE,), {CRATE.id: sighted}, {HALL.id: "HALL", DOCK.id: "DOCK"})


def rules_of(*sighted: Sighting, now: datetime, **rules: Any) -> list[str]:
    return [one.rule for one in tracking_findings(yard(*sighted), now, TrackingRules(**rules))]


def test_a_container_is_seen_where_it_is_brought_read_or_scanned_in() -> None:
    movement = ContainerMovement(container_id=CRATE.id, at=NOON, location_id=HALL.id)
    at_gate = Scan(tag="e280", at=NOON + HOUR, gate="G1")
    in_it = Scan(tag="777", at=NOON + 2 * HOUR, container_id=CRATE.id)
    other = Scan(tag="777", at=NOON + 3 * HOUR, gate="G2")
    found = sightings([movement], [other, in_it, at_gate], TAGS)
    assert [(one.place, one.at) for one in found[CRATE.id]] == [
        (HALL.id, NOON),
        ("G1", NOON + HOUR),
        ("", NOON + 2 * HOUR),
    ]
    assert list(found) == [CRATE.id]


def test_a_tag_on_two_things_tells_of_none() -> None:
    twin = CRATE.changed(id=NOBODY.id, code="BOX-9")
    tags = tags_of(Store((), (), (CRATE, twin)))
    assert sightings([], [Scan(tag="E280", at=NOON)], tags) == {}


def test_how_long_it_was_where() -> None:
    found = track(
        CRATE.id,
        [seen(0, HALL), seen(1), seen(2, DOCK), seen(5, HALL), seen(9, "G1")],
        NOON + 6 * HOUR,
    )
    assert [(one.place, one.dwell) for one in found.stays] == [
        (HALL.id, 2 * HOUR),
        (DOCK.id, 3 * HOUR),
        (HALL.id, HOUR),
    ]
    assert found.dwell() == {HALL.id: 3 * HOUR, DOCK.id: 3 * HOUR}
    assert found.stays[0].last_at == NOON + HOUR
    assert found.last == seen(5, HALL)


def test_a_container_never_seen_is_nowhere() -> None:
    found = track(CRATE.id, [], NOON)
    assert (found.last, found.stays, found.dwell()) == (None, (), {})


places: st.SearchStrategy[Location | str] = st.sampled_from([HALL, DOCK, "G1", ""])


@given(st.lists(st.tuples(st.integers(0, 50), places), max_size=20))
def test_stays_follow_each_other_without_gap(walked: list[tuple[int, Location | str]]) -> None:
    now = NOON + 40 * HOUR
    found = track(CRATE.id, [seen(hour, place) for hour, place in walked], now)
    ends = [(one.since, one.until) for one in found.stays]
    assert all(before[1] == after[0] for before, after in pairwise(ends))
    assert all(one.since <= one.last_at <= one.until for one in found.stays)
    assert not ends or ends[-1][1] == now
    total: timedelta = sum(found.dwell().values(), timedelta())
    assert total == (ends[-1][1] - ends[0][0] if ends else timedelta())


@pytest.mark.parametrize(("away", "found"), [(9.9, 0), (10, 0), (10.1, 1)])
def test_not_seen_for_days(away: float, found: int) -> None:
    sighted = (seen(0, HALL),)
    rules = rules_of(*sighted, now=NOON + away * DAY, unseen_days=10)
    assert rules == ["equipment.not_seen"] * found


def test_a_finding_says_where_it_was_last() -> None:
    (found,) = tracking_findings(yard(seen(0, HALL)), NOON + 40 * DAY)
    assert (found.values["found"], found.values["place"]) == (40, "HALL")
    assert "HALL" in finding_sentence(found)
    assert "[" not in finding_sentence(found) + mend_sentence(found)
    (never,) = tracking_findings(yard(), NOON)
    assert never.message_code == "equipment.not_seen.never"


ROUTE = ("G1", "G2", "G3")


@pytest.mark.parametrize(
    ("gates", "odd"),
    [
        (["G1", "G2", "G3"], []),
        (["G1", "g1", "G2"], []),
        (["G1", "elsewhere", "G2"], []),
        (["G2"], ["G1"]),
        (["G1", "G3"], ["G2"]),
        (["G1", "G2", "G1", "G2", "G3"], ["G3"]),
    ],
)
def test_gates_are_passed_in_their_order(gates: list[str], odd: list[str]) -> None:
    sighted = [seen(number, gate) for number, gate in enumerate(gates)]
    found = tracking_findings(yard(*sighted), NOON + DAY, TrackingRules(route=ROUTE))
    assert [one.values["expected"] for one in found] == odd
    assert all("[" not in finding_sentence(one) + mend_sentence(one) for one in found)


def test_the_way_back_is_a_route_of_its_own() -> None:
    sighted = [seen(hour, gate) for hour, gate in enumerate([*ROUTE, *reversed(ROUTE)])]
    back: dict[str, Any] = {"route": ROUTE[::-1], "route_since": NOON + 3 * HOUR}
    assert rules_of(*sighted, now=NOON + DAY, **back) == []


def closed(*seals: str, state: LoadState = LoadState.SEALED) -> Container:
    return CRATE.changed(state=state, seals=seals)


def test_sealed_but_opened() -> None:
    packed = CRATE.changed(state=LoadState.PACKED)
    loaded = closed("S2", "S1", state=LoadState.LOADED)
    assert seal_findings([packed, closed("S1", "S2"), loaded]) == []
    assert seal_findings([closed("S1"), packed, closed("S2")]) == []
    (found,) = seal_findings([closed("S1"), closed("S3", state=LoadState.LOADED)])
    assert (found.values["seals"], found.values["found"]) == ("S1", "S3")
    assert "[" not in finding_sentence(found) + mend_sentence(found)
    assert [one.rule for one in seal_findings([closed("S1"), closed()])] == [
        "equipment.seal_changed"
    ]


def test_the_yard_is_read_from_the_store(ground: Any) -> None:
    crate = CRATE.changed(location_id=HALL.id)
    with ground.store.write("move") as work:
        work.add(HALL, DOCK, crate, NOBODY, ITEM)
        work.add(ContainerMovement(container_id=crate.id, at=NOON, location_id=DOCK.id))
        work.add(Scan(tag="E280", at=NOON + HOUR, gate="G1"))
        work.commit()
    with ground.store.read() as reading:
        found = read_yard(reading, tags_of(read_store(reading)))
    where: list[UUID | str] = [one.place for one in found.sightings[crate.id]]
    assert where == [DOCK.id, "G1"]
    assert {one.subject.shown for one in tracking_findings(found, NOON + DAY)} == {"BOX-2"}
