"""Load-out: what is picked, which box it goes into, what a box goes through, what it adds up to."""

from datetime import date, timedelta
from decimal import Decimal
from itertools import permutations
from typing import Any
from uuid import UUID, uuid4

import pytest
from hypothesis import given
from hypothesis import strategies as st

from osi_app.equipment.box_filling import NoPlace, Piece, fits, inner_size, piece_of, propose
from osi_app.equipment.care_records import ConsumableLot
from osi_app.equipment.loading import (
    NEXT_STATES,
    moved,
    overweight_kg,
    packed_into,
    refuse_container_edit,
    roll_up,
    split_lot,
    taken_out,
)
from osi_app.equipment.picking import Shelves, pick_list, read_shelves
from osi_app.equipment.records import (
    Container,
    EquipmentSystem,
    EquipmentUse,
    Item,
    LoadState,
    MemberKind,
    SystemMember,
)
from osi_app.equipment.un_numbers import class_of, plain_number, un_numbers
from osi_app.kernel.errors import RuleError

USE = date(2026, 6, 1)
DAY = timedelta(days=1)
OUTER, INNER, OTHER = uuid4(), uuid4(), uuid4()


def item(code: str, **values: Any) -> Item:
    given: dict[str, Any] = {
        "name": code,
        "item_type": "t",
        "serial_number": code,
        "technique": EquipmentUse.GAMMA,
        "mass_kg": 1,
    }
    return Item.model_validate(given | {"code": code} | values)


def sized(code: str, mass_kg: float, *size: float, **values: Any) -> Item:
    length, width, height = size
    return item(code, mass_kg=mass_kg, length_m=length, width_m=width, height_m=height, **values)


def box(code: str = "BOX", **values: Any) -> Container:
    return Container.model_validate({"code": code} | values)


def inner(length: float, width: float, height: float) -> dict[str, Any]:
    return {"inner_length_m": length, "inner_width_m": width, "inner_height_m": height}


def lot(code: str, quantity: float, expires: int | None = None, **values: Any) -> ConsumableLot:
    given = {"code": code, "item_type": "vials", "quantity": quantity}
    given["expires_on"] = None if expires is None else USE + expires * DAY
    return ConsumableLot.model_validate(given | values)


def place(system: UUID, role: str, **values: Any) -> SystemMember:
    return SystemMember.model_validate({"system_id": system, "role": role} | values)


def vials(system: UUID, quantity: float, **values: Any) -> SystemMember:
    given = {"kind": MemberKind.CONSUMABLE, "item_type": "vials", "quantity": quantity}
    return place(system, "vials", **given, **values)


def nested(system: UUID, part: UUID) -> SystemMember:
    return place(system, "part", kind=MemberKind.SYSTEM, part_id=part)


def test_systems_are_picked_with_the_systems_in_them() -> None:
    sensor, cable, spare = item("B"), item("A"), item("C")
    members = [
        place(OUTER, "sensor", item_id=sensor.id),
        place(OUTER, "display", item_type="display"),
        place(OUTER, "sun shade", required=False),
        nested(OUTER, INNER),
        nested(INNER, OUTER),
        place(INNER, "cable", item_id=cable.id),
        place(INNER, "same sensor", item_id=sensor.id),
        place(OTHER, "spare", item_id=spare.id),
    ]
    shelves = Shelves(members, {one.id: one for one in (sensor, cable, spare)}, ())
    picked = pick_list(shelves, [OUTER, OUTER], USE)
    assert [one.code for one in picked.items] == ["A", "B"]
    assert [one.role for one in picked.empty] == ["display"]
    assert picked.twice == (sensor,)
    assert pick_list(shelves, [], USE).items == ()


def test_of_consumables_what_expires_first_goes_first_but_nothing_expired() -> None:
    lots = [
        lot("GONE", 50, -1),
        lot("LAST", 50),
        lot("LATER", 5, 9),
        lot("FIRST", 4, 0),
        lot("EMPTY", 0, 0),
        lot("OTHER", 9, 3, item_type="bags"),
    ]
    picked = pick_list(Shelves([vials(OUTER, 11)], {}, lots), [OUTER], USE)
    assert [(one.lot.code, one.quantity) for one in picked.lots] == [
        ("FIRST", 4),
        ("LATER", 5),
        ("LAST", 2),
    ]
    assert picked.short == ()


@pytest.mark.parametrize(
    ("present", "expires", "taken"), [(0, None, 5), (2, None, 3), (2, 0, 3), (2, -1, 5), (6, 0, 0)]
)
def test_what_is_in_the_system_and_lasts_is_not_fetched(
    present: float, expires: int | None, taken: float
) -> None:
    until = None if expires is None else USE + expires * DAY
    member = vials(OUTER, 5, present=present, expires_on=until)
    picked = pick_list(Shelves([member], {}, [lot("L", 9)]), [OUTER], USE)
    assert sum(one.quantity for one in picked.lots) == taken


def test_what_no_lot_holds_is_short() -> None:
    members = [vials(OUTER, 0.3), vials(INNER, 0.3), nested(OUTER, INNER)]
    picked = pick_list(Shelves(members, {}, [lot("A", 0.1), lot("B", 0.2)]), [OUTER], USE)
    (short,) = picked.short
    assert (short.item_type, short.wanted, short.found) == ("vials", 0.6, 0.3)


@pytest.mark.parametrize("size", sorted(permutations((1.2, 0.5, 0.3))))
def test_a_thing_fits_in_one_of_six_orientations(size: tuple[float, float, float]) -> None:
    assert fits(size, (0.3, 1.2, 0.5))
    assert not fits(size, (0.3, 1.2, 0.49))
    assert fits(size, (None, 0.1, 0.1))


def test_unknown_sides_are_held_to_be_short() -> None:
    assert fits((None, 1.2, None), (0.3, 1.2, 0.5))
    assert not fits((None, 1.3, None), (0.3, 1.2, 0.5))


def pieces(*items: Item) -> list[Piece]:
    return [piece_of(one) for one in items]


def test_the_limit_of_mass_is_within() -> None:
    crate = box(tare_kg=0.1, max_gross_kg=0.3)
    assert propose(pieces(item("A", mass_kg=0.2)), [crate]).unpacked == ()
    (left,) = propose(pieces(item("A", mass_kg=0.21)), [crate]).unpacked
    assert left.reason is NoPlace.TOO_HEAVY


def test_why_a_thing_is_not_packed() -> None:
    crate = box(max_gross_kg=10, **inner(1, 1, 1))
    sealed = box("S", state=LoadState.SEALED)
    asked = pieces(
        sized("LONG", 1, 1.1, 0.1, 0.1),
        sized("HEAVY", 11, 0.1, 0.1, 0.1),
        sized("HALF", 6, 1, 1, 0.5),
        sized("REST", 5, 0.2, 0.2, 0.2),
    )
    found = propose(asked, [crate, sealed])
    assert {one.piece.code: one.reason for one in found.unpacked} == {
        "LONG": NoPlace.TOO_LARGE,
        "HEAVY": NoPlace.TOO_HEAVY,
        "REST": NoPlace.FULL,
    }
    assert [one.reason for one in propose(asked[:1], [sealed]).unpacked] == [NoPlace.NO_BOX]


def test_what_is_in_a_box_stays_and_counts() -> None:
    crate = box(tare_kg=2, max_gross_kg=10, **inner(1, 1, 1))
    stays = piece_of(sized("OLD", 5, 1, 1, 0.5))
    found = propose(
        [stays, *pieces(sized("NEW", 3, 1, 1, 0.5), sized("MORE", 0.1, 0.1, 0.1, 0.1))],
        [crate],
        {crate.id: [stays]},
    )
    (filled,) = found.filled
    assert [piece.code for piece in filled.pieces] == ["NEW"]
    assert (filled.gross_kg, filled.volume_m3) == (10, 1)
    assert [one.reason for one in found.unpacked] == [NoPlace.FULL]


def test_few_boxes_are_used() -> None:
    boxes = [box(f"B{number}", max_gross_kg=10, **inner(1, 1, 1)) for number in range(4)]
    asked = pieces(*(sized(f"I{number}", 2.5, 0.5, 0.5, 0.5) for number in range(8)))
    assert [len(one.pieces) for one in propose(asked, boxes).filled] == [4, 4]


sides = st.sampled_from([None, 0.1, 0.2, 0.5, 1.0])
some_pieces = st.lists(
    st.builds(
        lambda mass, size: Piece(uuid4(), "P", mass, size),
        st.decimals(0, 30, places=1).map(float),
        st.tuples(sides, sides, sides),
    ),
    max_size=14,
)
some_boxes = st.lists(
    st.builds(
        lambda tare, limit, sizes, state: box(
            tare_kg=tare,
            max_gross_kg=limit,
            state=state,
            **dict(zip(inner(1, 1, 1), sizes, strict=True)),
        ),
        st.sampled_from([0, 0.3, 5]),
        st.sampled_from([None, 10, 20.1]),
        st.tuples(sides, sides, sides),
        st.sampled_from(list(LoadState)),
    ),
    max_size=5,
)


@given(some_pieces, some_boxes, st.integers(0, 3))
def test_a_proposal_breaks_no_limit_and_loses_nothing(
    asked: list[Piece], boxes: list[Container], staying: int
) -> None:
    inside = {boxes[0].id: asked[:staying]} if boxes else {}
    found = propose(asked, boxes, inside)
    placed = [piece.id for one in found.filled for piece in one.pieces]
    told = placed + [one.piece.id for one in found.unpacked]
    new = asked[staying:] if boxes else asked
    assert sorted(told) == sorted(piece.id for piece in new)
    for one in found.filled:
        crate, held = one.container, (*one.pieces, *inside.get(one.container.id, ()))
        assert crate.state not in {LoadState.SEALED, LoadState.LOADED, LoadState.RETURNED}
        assert all(fits(piece.size, inner_size(crate)) for piece in one.pieces)
        gross = sum(Decimal(str(piece.mass_kg)) for piece in held) + Decimal(str(crate.tare_kg))
        assert crate.max_gross_kg is None or gross <= Decimal(str(crate.max_gross_kg))
        if None not in inner_size(crate):
            room = piece_of(sized("R", 0, *[side or 0 for side in inner_size(crate)])).volume_m3
            assert sum(piece.volume_m3 for piece in held) <= room


def test_packing_refuses_what_is_too_heavy_by_how_much() -> None:
    crate = box("B-1", tare_kg=0.1, max_gross_kg=1.0)
    with pytest.raises(RuleError) as caught:
        packed_into(crate, [item("A", mass_kg=0.4)], [item("B", mass_kg=0.8)])
    assert caught.value.code == "container_overweight"
    assert (caught.value.values["over_kg"], caught.value.values["gross_kg"]) == (0.3, 1.3)
    assert caught.value.values["container"] == "B-1"
    packed_into(crate, [item("A", mass_kg=0.1)], [item("B", mass_kg=0.8)])


def test_a_thing_packed_is_in_its_box_and_nowhere_else() -> None:
    crate = box(**inner(1, 1, 1))
    (packed,) = packed_into(crate, [item("A", location="rack 3")])
    assert (packed.container_id, packed.location) == (crate.id, "")
    (again,) = packed_into(crate.changed(max_gross_kg=1), [packed], [packed])
    assert again == packed
    (out,) = taken_out([packed], "rack 4", {crate.id: crate})
    assert (out.container_id, out.location) == (None, "rack 4")
    with pytest.raises(RuleError, match="item_too_large"):
        packed_into(crate, [sized("L", 1, 1.01, 0.1, 0.1)])


@pytest.mark.parametrize("state", [LoadState.SEALED, LoadState.LOADED])
def test_a_closed_box_is_not_touched(state: LoadState) -> None:
    closed, other = box("C", state=state, seals=("S1",)), box("D")
    inside = item("A", container_id=closed.id)
    for attempt in (
        lambda: packed_into(closed, [item("B")]),
        lambda: packed_into(other, [inside], (), {closed.id: closed}),
        lambda: taken_out([inside], "rack", {closed.id: closed}),
        lambda: refuse_container_edit(closed, closed.changed(seals=("S2",))),
        lambda: refuse_container_edit(closed, closed.changed(tare_kg=3)),
    ):
        with pytest.raises(RuleError, match="container_sealed"):
            attempt()
    refuse_container_edit(closed, closed.changed(location_id=uuid4(), note="on the truck"))


@pytest.mark.parametrize(("state", "to"), [(one, to) for one in LoadState for to in LoadState])
def test_a_box_goes_one_step_on_or_back(state: LoadState, to: LoadState) -> None:
    stands = box(state=state)
    if to in NEXT_STATES[state]:
        assert moved(stands, to, seals=["S1"]).state is to
    else:
        with pytest.raises(RuleError, match="load_order"):
            moved(stands, to, seals=["S1"])


def test_the_way_of_a_box() -> None:
    stands = box(max_gross_kg=5)
    for to in (LoadState.RESERVED, LoadState.PACKED):
        stands = moved(stands, to, [item("A", mass_kg=5)])
    for none in ((), ("", "  ")):
        with pytest.raises(RuleError, match="seal_number_missing"):
            moved(stands, LoadState.SEALED, (), none)
    with pytest.raises(RuleError, match="container_overweight"):
        moved(stands, LoadState.SEALED, [item("A", mass_kg=5.1)], ["S1"])
    stands = moved(stands, LoadState.SEALED, (), [" S1 ", "S2", "S1"])
    assert stands.seals == ("S1", "S2")
    loaded = moved(stands, LoadState.LOADED)
    assert loaded.seals == moved(loaded, LoadState.RETURNED).seals == ("S1", "S2")
    assert moved(loaded, LoadState.SEALED).seals == ("S1", "S2")
    opened = moved(stands, LoadState.PACKED)
    assert opened.seals == ()
    refuse_container_edit(stands, opened)


def test_things_add_up() -> None:
    battery = sized(
        "BAT", 0.1, 0.5, 0.5, 0.4, battery_wh=98.5, power_w=10, value=100, un_number="UN 3480"
    )
    fuel = item("FUEL", mass_kg=0.2, un_number="1203", dangerous_class="Class 3", value=0.1)
    odd = item("ODD", un_number="9999")
    nitrogen = lot("N2", 3, mass_kg=30, un_number="1066")
    found = roll_up([battery, fuel, odd, nitrogen, item("PLAIN"), battery])
    assert (found.things, found.mass_kg, found.volume_m3) == (5, 32.3, 0.1)
    assert (found.power_w, found.battery_wh, found.value) == (10, 98.5, 100.1)
    assert (found.unsized, found.unpriced) == (3, 2)
    assert [(one.dangerous_class, one.un_numbers, one.codes) for one in found.dangerous] == [
        ("", ("9999",), ("ODD",)),
        ("2", ("1066",), ("N2",)),
        ("3", ("1203",), ("FUEL",)),
        ("9", ("3480",), ("BAT",)),
    ]
    assert roll_up([]).mass_kg == 0


@pytest.mark.parametrize(
    ("text", "plain"),
    [("UN 3480", "3480"), ("un-3480", "3480"), (" 4", "0004"), ("UN4", "0004"), ("3480A", "3480A")],
)
def test_a_un_number_is_read_as_people_write_it(text: str, plain: str) -> None:
    assert plain_number(text) == plain


def test_a_class_that_was_misread_is_not_taken_over() -> None:
    assert class_of("1203") == "3"
    assert class_of("3001") == class_of("3049") == class_of("nothing") == ""
    assert un_numbers()["3001"].withdrawn
    assert len(un_numbers()) == 2437


def test_no_limit_no_overweight() -> None:
    assert overweight_kg(box(), [item("A", mass_kg=1e6)]) == 0


def test_a_lot_is_split_by_quantity() -> None:
    rest, taken = split_lot(lot("L", 10, 3, mass_kg=2.5), 4, "L-2")
    assert (rest.code, rest.quantity, rest.mass_kg) == ("L", 6, 1.5)
    assert (taken.code, taken.quantity, taken.mass_kg, taken.expires_on) == (
        "L-2",
        4,
        1,
        USE + 3 * DAY,
    )
    assert rest.id != taken.id
    for wrong in (0, 10, 11):
        with pytest.raises(RuleError, match="lot_split"):
            split_lot(lot("L", 10), wrong, "L-2")


def test_the_shelves_are_read_from_the_store(ground: Any) -> None:
    system = EquipmentSystem(code="SYS", name="s", technique=EquipmentUse.GAMMA)
    sensor = item("A")
    with ground.store.write("make") as work:
        work.add(
            system,
            sensor,
            place(system.id, "sensor", item_id=sensor.id),
            vials(system.id, 2),
            lot("L", 9),
        )
        work.commit()
    with ground.store.read() as reading:
        picked = pick_list(read_shelves(reading), [system.id], USE)
    assert (picked.items, [one.quantity for one in picked.lots]) == ((sensor,), [2])
