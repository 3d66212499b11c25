"""Every kind of record comes back as it went in, by value."""

# records take words for enumerations, which the checker does not know
# mypy: disable-error-code="arg-type"

from datetime import UTC, date, datetime
from typing import Any
from uuid import uuid4

import pytest

from db.rows import TABLES
from db.store import SqlStore
from osi_app.area.records import AreaBoundary, BaseOfOperations, PointOfEntry, RestrictedSite
from osi_app.checklist.records import Task
from osi_app.equipment.records import Calibration, Certification, EquipmentAssignment, Item
from osi_app.inspection.records import CaseMilestone, Event, Inspection, Mandate, Origin
from osi_app.kernel.clock import system_clock
from osi_app.kernel.errors import NotFoundError, ReferencedError, RuleError
from osi_app.kernel.record import Record, kind_of
from osi_app.kernel.service import RoomService
from osi_app.library.records import IssuedDocument, RuleOverride, State
from osi_app.roster.records import (
    Acceptance,
    Availability,
    Inspector,
    MedicalClearance,
    Passport,
    Qualification,
    TeamMember,
    Training,
)
from osi_app.search.records import (
    AreaOfInterest,
    InformationNeed,
    Mission,
    MissionMember,
    Question,
    Result,
)

AT = datetime(2026, 8, 24, 6, 0, tzinfo=UTC)
DAY = date(2026, 8, 24)
RING = ((78.0, 49.8), (78.2, 49.8), (78.2, 49.95))


def every_kind() -> list[Record]:
    """One record of each kind, parents first, with every odd value a field takes."""
    xf, xa = State(code="XF", name="Fiducia", fictional=True), State(code="XA", name="阿卡尼亚")
    event = Event(code="EV-1", name='O\'Neill "%_" <b>')
    origin = Origin(event_id=event.id, at=AT, lon=-179.99, lat=-89.5, semi_major_m=1.5, prime=True)
    case = Inspection(
        code="EX-1", title="Übung", kind="exercise", requesting_state_id=xf.id,
        inspected_state_id=xa.id, event_id=event.id, origin_id=origin.id, requested_at=AT,
        extension_techniques=("f", "g"), exercise_time=AT,
    )  # fmt: skip
    key: dict[str, Any] = {"inspection_id": case.id}
    person = Inspector(
        code="INS-1", name="عبد الرحمن", latin_name="Abd", nationality_id=xf.id,
        languages=("ar", "en"), birth_date=DAY,
    )  # fmt: skip
    member = TeamMember(**key, inspector_id=person.id, seat="Lead", arrives_on=DAY, departs_on=DAY)
    item = Item(code="GS-1", name="Σ", item_type="t", serial_number="1", technique="aux", mass_kg=0)
    aoi = AreaOfInterest(**key, code="A", title="t", priority=5, vertices=RING)
    question = Question(area_of_interest_id=aoi.id, code="Q", text="?", value=1)
    need = InformationNeed(question_id=question.id, code="N", observable="o", techniques=("a", "h"))
    mission = Mission(
        **key, information_need_id=need.id, code="M", title="t", technique="c", geometry="points",
        vertices=((78.1, 49.85),), starts_at=AT, ends_at=AT,
    )  # fmt: skip
    own = {"inspector_id": person.id}
    return [
        xf, xa, event, origin, case,
        CaseMilestone(**key, milestone="poe_arrival", at=AT),
        Mandate(**key, version=1, issued_at=AT, area=RING, activities=("a",), member_codes=("I",)),
        RuleOverride(**key, key="k", value="1", reason="r", author="a", set_at=AT),
        IssuedDocument(
            **key, number="N", document_kind="plan", data_seq=1, data_sha256="0" * 64,
            file_sha256="f" * 64, pages=1, issued_at=AT, author="a",
        ),
        AreaBoundary(**key, boundary="mandated", vertices=RING),
        RestrictedSite(**key, code="RAS", vertices=RING, declared_at=AT),
        PointOfEntry(**key, code="POE", name="n", lon=180, lat=90, chosen=True),
        BaseOfOperations(**key, code="BOO", name="n", lon=0, lat=0),
        person,
        Qualification(**own, technique="c", level="lead", last_used_on=DAY),
        Training(**own, course="3TC", completed_on=DAY),
        MedicalClearance(**own, examined_on=DAY, valid_until=DAY, fit=False),
        Passport(**own, state_id=xf.id, number="P1", valid_until=DAY),
        Availability(**own, first_day=DAY, last_day=DAY, available=False),
        Acceptance(**own, state_id=xa.id, notified_on=DAY, objected_on=DAY),
        member, item,
        Calibration(item_id=item.id, certificate_number="K", performed_on=DAY, valid_until=DAY),
        Certification(item_id=item.id, certificate_number="C", certified_on=DAY, valid_until=DAY),
        EquipmentAssignment(**key, item_id=item.id),
        aoi, question, need, mission,
        MissionMember(mission_id=mission.id, team_member_id=member.id, leader=True),
        Result(mission_id=mission.id, code="R", recorded_at=AT, summary="s", answers=True),
        Task(
            **key, code="T", phase="p", title="t", owner_role="o", anchor="T0", offset_h=-1.5,
            done_at=AT,
        ),
    ]  # fmt: skip


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
