"""One step: its net changes, what it may hand on, what it refuses, and taking it back."""

from typing import Any
from uuid import uuid4

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from db import open_store
from db.journal import canonical, content_of
from db.store import SqlStore
from osi_app.equipment.records import EquipmentAssignment, EquipmentUse, Item
from osi_app.inspection.records import Inspection, Origin
from osi_app.kernel.changes import Change, ChangeSet
from osi_app.kernel.errors import NotFoundError, ReferencedError, RuleError, StorageError
from osi_app.kernel.record import Record
from osi_app.library.records import State
from osi_app.roster.records import Level, Qualification
from osi_app.treaty.words import Technique
from tests.db.one_of_each import AT, every_kind


def item(code: str, serial: str = "") -> Item:
    return Item(
        code=code, name="n", item_type="t", serial_number=serial or code,
        technique=EquipmentUse.GAMMA, mass_kg=1,
    )  # fmt: skip


def added(store: SqlStore, *records: Record) -> ChangeSet:
    with store.write("Add") as work:
        work.add(*records)
        return work.commit()


def changed(store: SqlStore, *records: Record) -> ChangeSet:
    with store.write("Change") as work:
        work.change(*records)
        return work.commit()


def codes(store: SqlStore) -> dict[str, str]:
    """Serial number -> code."""
    with store.read() as reading:
        return {one.serial_number: one.code for one in reading.all(Item)}


def one(store: SqlStore, kind: type[Record]) -> Record:
    with store.read() as reading:
        return reading.all(kind)[0]


def test_a_record_is_kept_as_its_json_dump_says() -> None:
    """The journal writes a record's own dictionary: the same text as pydantic's JSON."""
    for record in every_kind():
        step = ChangeSet(uuid4(), AT, "a", "l", (Change(None, record),))
        told = canonical(record.model_dump(mode="json"))
        assert f'"after":{told},"before":null' in content_of(step, "0001")


def test_two_records_exchange_their_codes_and_back(store: SqlStore) -> None:
    a, b = item("A", "1"), item("B", "2")
    added(store, a, b)
    done = changed(store, a.changed(code="B"), b.changed(code="A"))
    assert codes(store) == {"1": "B", "2": "A"}
    undone = store.revert(done.seq, "Undo")
    assert codes(store) == {"1": "A", "2": "B"}
    store.revert(undone.seq, "Redo")
    assert codes(store) == {"1": "B", "2": "A"}
    assert store.journal.verify() == ()


def test_codes_move_up_a_row(store: SqlStore) -> None:
    some = [item(f"I{n}", str(n)) for n in range(5)]
    added(store, *some)
    changed(store, *(one.changed(code=f"I{n + 1}") for n, one in enumerate(some)))
    assert codes(store) == {str(n): f"I{n + 1}" for n in range(5)}


def test_a_word_of_few_is_exchanged_too(store: SqlStore) -> None:
    state = State(code="XF", name="Fiducia")
    person = next(r for r in every_kind() if type(r).__name__ == "Inspector")
    person = person.changed(nationality_id=state.id)
    one = Qualification(inspector_id=person.id, technique=Technique.POSITION, level=Level.LEAD)
    two = Qualification(inspector_id=person.id, technique=Technique.GAMMA, level=Level.TRAINEE)
    added(store, state, person, one, two)
    done = changed(
        store, one.changed(technique=Technique.GAMMA), two.changed(technique=Technique.POSITION)
    )
    store.revert(done.seq, "Undo")
    with store.read() as reading:
        assert {q.id: q.technique for q in reading.all(Qualification)} == {
            one.id: Technique.POSITION,
            two.id: Technique.GAMMA,
        }


def test_a_code_taken_over_from_a_removed_record_goes_back_to_it(store: SqlStore) -> None:
    old = item("A", "1")
    added(store, old)
    new = item("A", "1")
    with store.write("Replace") as work:
        work.remove(old)
        work.add(new)
        done = work.commit()
    undone = store.revert(done.seq, "Undo")
    assert one(store, Item) == old
    store.revert(undone.seq, "Redo")
    assert one(store, Item) == new


def test_a_pair_of_references_taken_over_goes_back(store: SqlStore) -> None:
    """Nothing can stand in for a reference: what is in the way is taken out first."""
    records = every_kind()
    added(store, *records)
    old = one(store, EquipmentAssignment)
    new = old.changed(id=uuid4())
    with store.write("Replace") as work:
        work.remove(old)
        work.add(new)
        done = work.commit()
    store.revert(store.revert(done.seq, "Undo").seq, "Redo")
    assert one(store, EquipmentAssignment) == new


def test_a_reference_turned_away_before_its_target_is_removed_can_be_undone_and_redone(
    store: SqlStore,
) -> None:
    added(store, *every_kind())
    case, origin = one(store, Inspection), one(store, Origin)
    with store.write("Forget origin") as work:
        work.change(case.changed(origin_id=None))
        work.remove(origin)
        done = work.commit()
    undone = store.revert(done.seq, "Undo")
    assert (one(store, Inspection), one(store, Origin)) == (case, origin)
    store.revert(undone.seq, "Redo")
    with store.read() as reading:
        assert reading.all(Origin) == ()
    assert store.care.verify() == ()


def test_a_change_set_tells_what_was_stored_not_what_the_caller_held(store: SqlStore) -> None:
    record = item("A")
    added(store, record)
    with store.write("Remove") as work:
        work.remove(record.changed(name="an older look"))
        done = work.commit()
    assert done.changes[0].before == record


def test_what_is_not_stored_cannot_be_removed(store: SqlStore) -> None:
    with pytest.raises(NotFoundError), store.write("Remove") as work:
        work.remove(item("A"))


def test_a_parent_goes_only_with_its_children(store: SqlStore) -> None:
    records = every_kind()
    added(store, *records)
    thing = one(store, Item)
    with pytest.raises(ReferencedError) as refused, store.write("Remove") as work:
        work.remove(thing)
    kinds = sorted(found.kind for found in refused.value.references)
    assert set(kinds) == {
        "calibration", "calibration_standard", "certification", "concession",
        "equipment_assignment", "system_member", "use_reading", "qc_series", "maintenance",
        "status_step",
    }  # fmt: skip
    with store.write("Remove all") as work:
        work.remove(*records)
        done = work.commit()
    assert len(done.changes) == len(records)


@pytest.mark.parametrize("stored", [True, False])
def test_a_doubled_value_is_named(store: SqlStore, stored: bool) -> None:
    first, second = item("A", "1"), item("A", "2")
    if stored:
        added(store, first)
    with pytest.raises(RuleError) as refused, store.write("Two") as work:
        work.add(second) if stored else work.add(first, second)
    assert refused.value.code == "not_unique"
    assert (refused.value.values["field"], refused.value.values["value"]) == ("code", "A")


def test_of_a_doubled_pair_the_telling_half_is_named(store: SqlStore) -> None:
    added(store, item("A", "1"))
    with pytest.raises(RuleError) as refused, store.write("Two") as work:
        work.add(item("B", "1"))
    assert refused.value.values["field"] == "serial_number"
    assert refused.value.values["value"] == "1"


def test_a_unit_of_work_ends_with_its_commit(store: SqlStore) -> None:
    with store.write("Once") as work:
        work.add(item("A"))
        work.commit()
        with pytest.raises(RuntimeError):
            work.commit()
        with pytest.raises(RuntimeError):
            work.add(item("B"))
    assert store.journal.head().seq == 1
    assert codes(store) == {"A": "A"}


def test_a_use_case_inside_a_use_case_is_a_bug(store: SqlStore) -> None:
    with store.write("Outer") as work:
        work.add(item("A"))
        with pytest.raises(RuntimeError), store.write("Inner"):
            pass
        work.commit()
    assert codes(store) == {"A": "A"}


def test_what_another_program_wrote_wrongly_is_damage_not_a_crash(store: SqlStore) -> None:
    added(store, item("A"))
    with store._writing.transaction() as cx:
        cx.exec_driver_sql("UPDATE item SET mass_kg = -5")
        cx.commit()
    with pytest.raises(StorageError) as refused, store.read() as reading:
        reading.all(Item)
    assert refused.value.code == "damaged"
    with store._writing.transaction() as cx:
        cx.exec_driver_sql("UPDATE item SET mass_kg = 5, technique = 'zz'")
        cx.commit()
    with pytest.raises(StorageError), store.read() as reading:
        reading.all(Item)


def test_a_step_of_ten_thousand_is_taken_back_with_what_refers_to_it_asked_in_blocks(
    store: SqlStore,
) -> None:
    asked: list[str] = []
    done = added(store, *(item(f"I{n}") for n in range(10_000)))
    with store._writing.transaction() as cx:
        raw: Any = cx.connection.driver_connection
        raw.set_trace_callback(asked.append)
    store.revert(done.seq, "Undo")
    looked = [one for one in asked if one.startswith("SELECT")]
    assert codes(store) == {}
    assert len(looked) < 300  # some twenty for each kind that may refer to an item


PERMUTED = st.permutations(range(6))


@settings(max_examples=20, deadline=None)
@given(orders=st.lists(st.tuples(PERMUTED, st.sets(st.integers(0, 5))), max_size=6))
def test_any_exchange_of_codes_with_removals_is_undone_and_redone(
    tmp_path_factory: pytest.TempPathFactory, orders: list[tuple[list[int], set[int]]]
) -> None:
    store = open_store(tmp_path_factory.mktemp("walk") / "walk.osi")
    added(store, *(item(f"C{n}", f"S{n}") for n in range(6)))
    looks, steps = [codes(store)], []
    for order, gone in orders:
        steps.append(_shuffled(store, order, gone))
        looks.append(codes(store))
    undone = []
    for seq, look in zip(reversed(steps), reversed(looks[:-1]), strict=True):
        undone.append(store.revert(seq, "Undo").seq if seq else 0)
        assert codes(store) == look
    for seq in filter(None, reversed(undone)):
        store.revert(seq, "Redo")
    assert codes(store) == looks[-1]
    assert store.journal.verify() == ()
    store.close()


def _shuffled(store: SqlStore, order: list[int], gone: set[int]) -> int:
    """Takes some items out, puts new ones of the same serial number in their place, and deals
    all codes out anew."""
    with store.write("Shuffle") as work:
        stored = {int(one.serial_number[1:]): one for one in work.all(Item)}
        work.remove(*(stored[n] for n in gone))
        work.change(*(stored[n].changed(code=f"T{n}") for n in stored if n not in gone))
        fresh = {n: item(f"F{n}", f"S{n}") for n in gone}
        work.add(*fresh.values())
        now = {one.serial_number: one for one in work.all(Item)}
        work.change(*(now[f"S{n}"].changed(code=f"C{order[n]}") for n in range(6)))
        return work.commit().seq
