"""Every kind of record comes back as it went in, by value."""

from uuid import uuid4

import pytest

from db.rows import TABLES
from db.store import SqlStore
from osi_app.kernel.clock import system_clock
from osi_app.kernel.errors import NotFoundError, ReferencedError, RuleError
from osi_app.kernel.record import Record, kind_of
from osi_app.kernel.service import RoomService
from osi_app.library.records import State
from osi_app.roster.records import (
    Training,
)
from tests.db.one_of_each import DAY, every_kind


def test_no_kind_is_forgotten() -> None:
    assert {kind_of(record) for record in every_kind()} == set(TABLES)


def test_every_kind_comes_back_by_value_undone_and_redone(store: SqlStore) -> None:
    records = every_kind()
    with store.write("All") as work:
        work.add(*reversed(records))  # the store itself puts parents first
        done = work.commit()
    assert len(done.changes) == len(records)

    def stored() -> list[Record]:
        with store.read() as reading:
            return [r for record in records for r in reading.all(type(record), id=record.id)]

    assert stored() == records
    undone = store.revert(done.seq, "Undo all")
    assert stored() == []
    store.revert(undone.seq, "Redo all")
    assert stored() == records
    assert store.journal.verify() == ()
    assert store.care.verify() == ()


def test_what_others_refer_to_stays_and_they_are_named(store: SqlStore) -> None:
    records = every_kind()
    with store.write("All") as work:
        work.add(*records)
        work.commit()
    state = records[0]
    with pytest.raises(ReferencedError) as refused, store.write("Remove") as work:
        work.remove(state)
    assert {one.kind for one in refused.value.references} == {"inspection", "inspector", "passport"}
    with store.read() as reading:
        assert reading.load(State, state.id) == state


def test_a_second_record_of_the_same_code_is_refused_beside_its_field(store: SqlStore) -> None:
    with store.write("One") as work:
        work.add(State(code="XF", name="One"))
        work.commit()
    with pytest.raises(RuleError) as refused:
        RoomService(store, system_clock).record("Two", State(code="XF", name="Two"))
    assert refused.value.code == "not_unique"
    assert refused.value.values["field"] == "code"


def test_an_unknown_parent_is_refused(store: SqlStore) -> None:
    orphan = Training(inspector_id=uuid4(), course="c", completed_on=DAY)
    with pytest.raises(RuleError) as refused:
        RoomService(store, system_clock).record("Orphan", orphan)
    assert refused.value.code == "unknown_reference"


def test_what_is_not_there_is_not_found(store: SqlStore) -> None:
    with store.read() as reading, pytest.raises(NotFoundError):
        reading.load(State, uuid4())
    with pytest.raises(NotFoundError), store.write("Change") as work:
        work.change(State(code="XX", name="x"))
