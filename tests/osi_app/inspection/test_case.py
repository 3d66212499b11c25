"""The case: which origin, which now, which values, which phase."""

from datetime import timedelta
from uuid import uuid4

import pytest

from osi_app.inspection.case import chosen_origin, load_case, present
from osi_app.inspection.records import CaseMilestone, Inspection, InspectionKind, Origin
from osi_app.kernel.clock import FixedClock
from osi_app.kernel.errors import NotFoundError
from osi_app.kernel.ports import Store
from osi_app.library.records import RuleOverride
from osi_app.treaty.timeline import Phase
from osi_app.treaty.words import Milestone

HOUR = timedelta(hours=1)
DAY = timedelta(days=1)


def happen(store: Store, exercise: Inspection, **moments: float) -> None:
    """Records milestones so many hours after T0."""
    with store.write("Happen") as work:
        for word, hours in moments.items():
            at = exercise.requested_at + hours * HOUR
            milestone = Milestone(word)
            work.add(CaseMilestone(inspection_id=exercise.id, milestone=milestone, at=at))
        work.commit()


def test_a_case_holds_all_that_rules_ask_for(
    field_store: Store, exercise: Inspection, now: FixedClock
) -> None:
    happen(field_store, exercise, ec_approved=80.0, poe_arrival=130.0)
    with field_store.read() as reading:
        case = load_case(reading, exercise.id, now)
    assert case.inspected.name == "Arcania"
    assert case.requesting.name == "Fiducia"
    assert case.event is not None
    assert case.event.code == "EV-1"
    assert len(case.origins) == 2
    assert case.origin is not None
    assert case.origin.agency == "IDC"
    assert case.facts[Milestone.EC_APPROVED] == exercise.requested_at + 80 * HOUR
    assert case.now == now.at
    assert case.marked_exercise
    assert case.timeline.base_end.at == exercise.requested_at + 80 * HOUR + 60 * DAY
    assert case.phase is Phase.INITIAL  # 72 h after arrival the activities have begun, by the plan
    clocks = [deadline.id for deadline in case.deadlines]
    assert clocks == sorted(set(clocks))
    assert {clock[:3] for clock in clocks} == {f"C{n:02d}" for n in range(1, 43)}


def test_no_such_case(field_store: Store, now: FixedClock) -> None:
    with field_store.read() as reading, pytest.raises(NotFoundError):
        load_case(reading, uuid4(), now)


@pytest.mark.usefixtures("exercise")
def test_the_origin_is_the_chosen_one_else_the_prime_one_else_the_last(
    field_store: Store,
) -> None:
    with field_store.read() as reading:
        origins = reading.all(Origin)
    prime = next(origin for origin in origins if origin.prime)
    other = next(origin for origin in origins if not origin.prime)
    assert chosen_origin(other.id, (prime, other)) == other
    assert chosen_origin(None, (prime, other)) == prime
    assert chosen_origin(uuid4(), (other, prime)) == prime
    last = prime.changed(prime=False)
    assert chosen_origin(None, (other, last)) == last
    assert chosen_origin(None, ()) is None


def test_exercise_time_stands_still_or_runs(exercise: Inspection, now: FixedClock) -> None:
    later = FixedClock(now.at + 5 * HOUR)
    assert present(exercise, later) == later.at
    set_to = exercise.requested_at + 20 * DAY
    still = exercise.changed(exercise_time=set_to)
    assert present(still, later) == set_to
    running = still.changed(exercise_set_at=now.at)
    assert present(running, later) == set_to + 5 * HOUR


@pytest.mark.parametrize("kind", list(InspectionKind))
def test_an_estimate_may_be_replaced_in_any_case(
    field_store: Store, exercise: Inspection, now: FixedClock, kind: InspectionKind
) -> None:
    key = "area.proposal_margin_m"
    override = RuleOverride(
        inspection_id=exercise.id, key=key, value="7000", reason="test", author="a", set_at=now.at
    )
    with field_store.write("Override") as work:
        work.add(override)
        work.change(exercise.changed(kind=kind))
        work.commit()
    with field_store.read() as reading:
        case = load_case(reading, exercise.id, now)
    assert case.values.number(key) == 7_000
    assert case.marked_exercise is (kind is not InspectionKind.INSPECTION)
