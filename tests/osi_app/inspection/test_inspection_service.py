"""What can be done with a case, over a real store."""

from datetime import timedelta

import pytest

from osi_app.inspection.records import Event, Inspection, InspectionKind, Mandate, Origin
from osi_app.inspection.service import InspectionService
from osi_app.kernel.clock import FixedClock
from osi_app.kernel.errors import ReferencedError, RuleError
from osi_app.kernel.findings import Severity
from osi_app.kernel.ports import Store
from osi_app.library.records import RuleOverride, State
from osi_app.treaty.deadlines import DeadlineStatus
from osi_app.treaty.words import Milestone, Technique

HOUR = timedelta(hours=1)


@pytest.fixture
def service(field_store: Store, now: FixedClock) -> InspectionService:
    return InspectionService(field_store, now)


def test_a_moment_is_recorded_corrected_and_taken_back(
    service: InspectionService, exercise: Inspection, field_store: Store
) -> None:
    at = exercise.requested_at + 90 * HOUR
    done = service.record_milestone(exercise.id, Milestone.EC_APPROVED, at)
    assert done.label == "Record ec approved"
    service.record_milestone(exercise.id, Milestone.EC_APPROVED, at + HOUR, "corrected")
    assert service.case(exercise.id).facts == {Milestone.EC_APPROVED: at + HOUR}
    service.withdraw_milestone(exercise.id, Milestone.EC_APPROVED)
    assert not service.case(exercise.id).facts
    assert not service.withdraw_milestone(exercise.id, Milestone.EC_APPROVED)
    assert field_store.journal.head().seq == 4


def test_nothing_happens_before_the_request_but_what_came_before_it(
    service: InspectionService, exercise: Inspection
) -> None:
    before = exercise.requested_at - HOUR
    with pytest.raises(RuleError, match="before_request"):
        service.record_milestone(exercise.id, Milestone.POE_ARRIVAL, before)
    service.record_milestone(exercise.id, Milestone.BILATERAL_CLARIFICATION_REQUESTED, before)
    service.record_milestone(exercise.id, Milestone.POE_ARRIVAL, exercise.requested_at)


def order_rules(service: InspectionService, exercise: Inspection) -> set[tuple[str, str]]:
    found = [f for f in service.findings(exercise.id) if f.rule == "inspection.order"]
    return {(finding.values["what"], finding.values["before"]) for finding in found}


def test_disorder_is_a_finding_at_the_same_moment_none(
    service: InspectionService, exercise: Inspection
) -> None:
    at = exercise.requested_at + 100 * HOUR
    service.record_milestone(exercise.id, Milestone.POE_ARRIVAL, at)
    missing = {("poe arrival", "ec approved"), ("poe arrival", "notified")}
    assert order_rules(service, exercise) == missing
    service.record_milestone(exercise.id, Milestone.EC_APPROVED, at + HOUR)
    service.record_milestone(exercise.id, Milestone.NOTIFIED, at)
    late = {("notified", "ec approved"), ("poe arrival", "ec approved")}
    assert order_rules(service, exercise) == late
    service.record_milestone(exercise.id, Milestone.EC_APPROVED, at)
    assert not order_rules(service, exercise)


def decision(service: InspectionService, exercise: Inspection) -> DeadlineStatus:
    """Where the 96 hours of the Council's decision stand (IV.46)."""
    moments = {one.paragraph: one for one in service.deadlines(exercise.id)}
    due = exercise.requested_at + 96 * HOUR
    found = [one for one in moments.values() if one.due_at == due and one.votes]
    return found[0].status


def test_a_deadline_is_met_at_its_very_moment_and_missed_after_it(
    service: InspectionService, exercise: Inspection
) -> None:
    due = exercise.requested_at + 96 * HOUR
    for at, status in (
        (due - timedelta(seconds=1), DeadlineStatus.DONE),
        (due, DeadlineStatus.DONE),
        (due + timedelta(seconds=1), DeadlineStatus.LATE),
    ):
        service.record_milestone(exercise.id, Milestone.EC_APPROVED, at)
        assert decision(service, exercise) is status


def test_what_is_overdue_is_found_with_its_clock_and_by_how_much(
    service: InspectionService, exercise: Inspection
) -> None:
    service.set_exercise_time(exercise.id, exercise.requested_at + 97 * HOUR)
    overdue = [f for f in service.findings(exercise.id) if f.message_code == "deadline_overdue"]
    assert overdue
    council = [f for f in overdue if f.values["late_s"] == 3600]
    assert council
    assert council[0].severity is Severity.BREACH
    assert council[0].rule == council[0].values["id"]
    service.set_exercise_time(exercise.id, exercise.requested_at)
    assert not [f for f in service.findings(exercise.id) if f.message_code == "deadline_overdue"]


def test_exercise_time_is_set_runs_and_is_cleared(
    service: InspectionService, exercise: Inspection, now: FixedClock
) -> None:
    at = exercise.requested_at + 10 * HOUR
    service.set_exercise_time(exercise.id, at)
    assert service.case(exercise.id).now == at
    service.set_exercise_time(exercise.id, at, runs=True)
    assert service.case(exercise.id).inspection.exercise_set_at == now.at
    service.set_exercise_time(exercise.id, None)
    assert service.case(exercise.id).now == now.at


def test_a_real_case_keeps_real_time_and_the_law(
    service: InspectionService, exercise: Inspection, field_store: Store, now: FixedClock
) -> None:
    real = {"kind": InspectionKind.INSPECTION}
    service.set_exercise_time(exercise.id, now.at)
    with pytest.raises(RuleError, match="exercise_time_in_real_case"):
        service.correct("Make real", Inspection, [exercise.id], real)
    service.set_exercise_time(exercise.id, None)
    override = RuleOverride(
        inspection_id=exercise.id,
        key="area.max_area_m2",
        value="2e9",
        reason="drill",
        author="a",
        set_at=now.at,
    )
    with field_store.write("Override") as work:
        work.add(override)
        work.commit()
    with pytest.raises(RuleError, match="law_overridden"):
        service.correct("Make real", Inspection, [exercise.id], real)
    with field_store.write("Withdraw") as work:
        work.remove(override)
        work.commit()
    service.correct("Make real", Inspection, [exercise.id], real)
    with pytest.raises(RuleError, match="exercise_time_in_real_case"):
        service.set_exercise_time(exercise.id, now.at)


def test_a_state_cannot_inspect_itself(service: InspectionService, exercise: Inspection) -> None:
    same = {"inspected_state_id": exercise.requesting_state_id}
    with pytest.raises(RuleError, match="same_state"):
        service.correct("Change State", Inspection, [exercise.id], same)


@pytest.mark.parametrize("zone", ["", "Mars/Olympus", "Asia", "../../etc/passwd"])
def test_a_time_zone_is_one_of_the_table(
    service: InspectionService, exercise: Inspection, zone: str
) -> None:
    service.correct("Set zone", Inspection, [exercise.id], {"site_time_zone": "Asia/Almaty"})
    with pytest.raises(RuleError, match="unknown_time_zone"):
        service.correct("Set zone", Inspection, [exercise.id], {"site_time_zone": zone})


def test_a_state_in_use_cannot_be_removed(service: InspectionService, exercise: Inspection) -> None:
    with pytest.raises(ReferencedError) as refused:
        service.remove("Remove", State, [exercise.inspected_state_id])
    assert [one.shown for one in refused.value.references] == ["EX-1"]


def test_an_origin_is_chosen_from_the_events_own(
    service: InspectionService, exercise: Inspection, field_store: Store, now: FixedClock
) -> None:
    with field_store.read() as reading:
        other = next(origin for origin in reading.all(Origin) if not origin.prime)
    service.choose_origin(exercise.id, other.id)
    assert service.case(exercise.id).origin == other
    event = Event(code="EV-2")
    foreign = Origin(event_id=event.id, at=now.at, lon=0, lat=0)
    service.record("Add", event, foreign)
    with pytest.raises(RuleError, match="origin_of_other_event"):
        service.choose_origin(exercise.id, foreign.id)


def mandate(exercise: Inspection, **values: object) -> Mandate:
    fixed = {
        "inspection_id": exercise.id,
        "version": 99,
        "issued_at": exercise.requested_at + 100 * HOUR,
        "states": "Arcania",
        "area": ((78.0, 50.0), (78.1, 50.0), (78.1, 50.1)),
        "point_of_entry": "Semey",
        "leader_code": "INS-001",
        "member_codes": ("INS-001", "INS-002"),
        "equipment_codes": ("GS-01",),
        "activities": (Technique.VISUAL,),
    }
    return Mandate.model_validate({**fixed, **values})


def test_versions_count_up_and_may_change_what_p42_lets_change(
    service: InspectionService, exercise: Inspection
) -> None:
    service.issue_mandate(mandate(exercise))
    changing = {
        "member_codes": ("INS-001", "INS-003"),
        "equipment_codes": ("GS-02",),
        "activities": (Technique.VISUAL, Technique.GAMMA),
    }
    service.issue_mandate(mandate(exercise, **changing))
    versions = service.mandates(exercise.id)
    assert [version.version for version in versions] == [1, 2]
    assert not [f for f in service.findings(exercise.id) if f.rule.startswith("inspection.mand")]


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("states", "Fiducia"),
        ("area", ((78.0, 50.0), (78.2, 50.0), (78.1, 50.1))),
        ("point_of_entry", "Elsewhere"),
        ("basing_points", "Elsewhere"),
        ("leader_code", "INS-002"),
        ("observer", "Somebody"),
    ],
)
def test_what_is_fixed_at_first_issue_cannot_change(
    service: InspectionService,
    exercise: Inspection,
    field_store: Store,
    field: str,
    value: object,
) -> None:
    service.issue_mandate(mandate(exercise))
    with pytest.raises(RuleError, match="mandate_fixed_fields") as refused:
        service.issue_mandate(mandate(exercise, **{field: value}))
    assert refused.value.values["fields"] == field
    assert len(service.mandates(exercise.id)) == 1
    # a store that holds such a version all the same is found out
    with field_store.write("Put") as work:
        work.add(mandate(exercise, version=2, **{field: value}))
        work.commit()
    (found,) = [f for f in service.findings(exercise.id) if f.rule == "inspection.mandate_changed"]
    assert found.values["fields"] == field
    assert found.paragraph == "P.42"
