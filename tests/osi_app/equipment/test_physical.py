"""What cannot be so is found, each once, and nothing is invented."""

from typing import Any
from uuid import uuid4

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import ValidationError

from osi_app.equipment.care_records import ConsumableLot
from osi_app.equipment.physical import Ground, physical_findings, read_ground
from osi_app.equipment.records import (
    Container,
    EquipmentSystem,
    EquipmentUse,
    Item,
    Location,
    MemberKind,
    SystemMember,
)
from osi_app.equipment.tags import Store
from osi_app.texts import finding_sentence, mend_sentence

HALL = Location(code="HALL", name="Storage hall")
RACK = Location(code="R-3", name="Rack 3", within="HALL")
CRATE = Container(
    code="BOX-1",
    name="Red box",
    tare_kg=5,
    max_gross_kg=15,
    inner_length_m=1,
    inner_width_m=0.5,
    inner_height_m=0.5,
    location_id=RACK.id,
    rfid="E280",
)


def item(code: str, **values: Any) -> Item:
    given: dict[str, Any] = {
        "name": f"thing {code}",
        "item_type": "t",
        "serial_number": f"S-{code}",
        "technique": EquipmentUse.GAMMA,
        "mass_kg": 1,
    }
    return Item.model_validate(given | {"code": code} | values)


def ground_of(*records: Any) -> Ground:
    def each(kind: type[Any]) -> tuple[Any, ...]:
        return tuple(one for one in records if isinstance(one, kind))

    store = Store(each(Item), each(ConsumableLot), each(Container), each(Location))
    return Ground(store, each(EquipmentSystem), each(SystemMember))


def found(*records: Any) -> list[tuple[str, str]]:
    findings = physical_findings(ground_of(*records))
    told = "".join(finding_sentence(one) + mend_sentence(one) for one in findings)
    assert "[" not in told
    assert all(finding_sentence(one) != one.message_code for one in findings)
    return [(one.subject.shown, one.rule.removeprefix("equipment.")) for one in findings]


SOUND = (HALL, RACK, CRATE, item("A", container_id=CRATE.id), item("B", location="R-3"))


def test_nothing_is_invented() -> None:
    assert found(*SOUND) == []
    assert found() == []


@pytest.mark.parametrize("place", ["", "BOX-1", "red box", "R-3", " rack 3", "Storage HALL"])
def test_a_thing_in_a_box_may_name_the_place_of_its_box(place: str) -> None:
    assert found(*SOUND, item("C", container_id=CRATE.id, location=place)) == []


def test_a_thing_in_a_box_and_elsewhere_is_in_two_places() -> None:
    lot = ConsumableLot(
        code="L", item_type="v", quantity=1, container_id=CRATE.id, location="fridge"
    )
    two = item("C", container_id=CRATE.id, location="Rack 4")
    assert found(*SOUND, two, lot) == [("C", "two_places"), ("L", "two_places")]


def test_a_negative_mass_is_refused_by_the_record() -> None:
    with pytest.raises(ValidationError):
        item("C", mass_kg=-0.1)


def test_serials_alike_are_all_named() -> None:
    one, other = (
        item("C", maker="Iso", serial_number="7a"),
        item("D", maker="ISO", item_type="u", serial_number=" 7A "),
    )
    apart = item("E", maker="Other", serial_number="7a")
    assert found(*SOUND, one, other, apart) == [
        ("C", "serial_duplicate"),
        ("D", "serial_duplicate"),
    ]


@pytest.mark.parametrize(
    ("number", "message"),
    [
        ("UN 3480", None),
        ("4", None),
        ("", None),
        ("9999", "equipment.un_number"),
        ("batteries", "equipment.un_number"),
        ("UN3001", "equipment.un_number.withdrawn"),
    ],
)
def test_a_un_number_is_one_of_the_list(number: str, message: str | None) -> None:
    findings = physical_findings(ground_of(item("C", un_number=number)))
    assert [one.message_code for one in findings] == ([message] if message else [])


@pytest.mark.parametrize(("mass_kg", "over"), [(8.9, 0), (9.0, 0), (9.1, 1)])
def test_a_box_carries_no_more_than_its_limit(mass_kg: float, over: int) -> None:
    heavy = item("C", mass_kg=mass_kg, container_id=CRATE.id)
    findings = physical_findings(ground_of(*SOUND, heavy))
    assert [one.rule for one in findings] == ["equipment.overweight"] * over
    assert [one.values["over_kg"] for one in findings] == [0.1] * over


@pytest.mark.parametrize(("length", "large"), [(1.0, 0), (1.01, 1)])
def test_a_thing_is_no_larger_than_its_box(length: float, large: int) -> None:
    long = item("C", width_m=length, length_m=0.5, height_m=0.5, container_id=CRATE.id)
    assert found(*SOUND, long) == [("C", "too_large")] * large


def test_a_box_that_stands_nowhere_and_a_place_in_none() -> None:
    lost = Container(code="BOX-2")
    gone = Container(code="BOX-3", location_id=uuid4())
    orphan = Location(code="X", within="nowhere")
    assert found(*SOUND, lost, gone, orphan) == [
        ("BOX-2", "container_unplaced"),
        ("BOX-3", "container_unplaced"),
        ("X", "place_unknown"),
    ]


def test_places_in_a_circle_are_told_once() -> None:
    circle = [
        Location(code="B", within="C"),
        Location(code="A", within="B"),
        Location(code="C", within="A"),
    ]
    outside = Location(code="D", within="A")
    alone = Location(code="Z", within="Z")
    inside = Container(code="BOX-2", location_id=outside.id)
    findings = physical_findings(ground_of(*circle, outside, alone, inside))
    assert [(one.subject.shown, one.values["way"]) for one in findings] == [
        ("A", "A → B → C → A"),
        ("Z", "Z → Z"),
    ]


def test_a_system_that_contains_itself() -> None:
    one, other, fine = (
        EquipmentSystem(code=code, name="s", technique=EquipmentUse.GAMMA) for code in "ABC"
    )

    def part(outer: EquipmentSystem, inner: EquipmentSystem) -> SystemMember:
        return SystemMember(
            system_id=outer.id, role="part", kind=MemberKind.SYSTEM, part_id=inner.id
        )

    records = (one, other, fine, part(one, other), part(fine, other))
    assert found(*records) == []
    assert found(*records, part(other, one)) == [("A", "system_circle")]


def test_two_things_with_one_tag() -> None:
    same = item("C", barcode="e280 ")
    own = item("D", rfid="77", barcode="77")
    assert found(*SOUND, same, own) == [("BOX-1", "tag_duplicate")]


links = st.lists(st.tuples(st.sampled_from("ABCDEF"), st.sampled_from("ABCDEF")), max_size=6)


@given(links)
def test_a_circle_of_places_is_found_exactly_where_there_is_one(
    pairs: list[tuple[str, str]],
) -> None:
    within = dict(pairs)
    places = [Location(code=code, within=within.get(code, "")) for code in "ABCDEF"]
    findings = physical_findings(ground_of(*places))
    in_circle = set()
    for code in within:
        way, here = [], code
        while here in within and here not in way:
            way.append(here)
            here = within[here]
        in_circle |= {here} if here in way else set()
    told = {name for one in findings for name in one.values["way"].split(" → ")}
    assert told == in_circle


def test_the_ground_is_read_from_the_store(ground: Any) -> None:
    with ground.store.write("make") as work:
        work.add(*SOUND, item("C", container_id=CRATE.id, location="elsewhere"))
        work.commit()
    with ground.store.read() as reading:
        findings = physical_findings(read_ground(reading))
    assert [one.subject.shown for one in findings] == ["C"]
