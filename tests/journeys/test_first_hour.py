"""Five answers, and plan and checklist print with findings."""

from datetime import UTC, datetime
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest

from osi_app.area.records import AreaBoundary, PointOfEntry
from osi_app.checklist.records import Task
from osi_app.house import House
from osi_app.inspection.records import Event, Inspection, InspectionKind, Origin
from osi_app.kernel.errors import NotFoundError, OsiError, RuleError
from osi_app.library.records import State

EXAMPLES = Path(__file__).resolve().parents[2] / "examples" / "ifo26"
T0 = datetime(2026, 9, 1, 6, tzinfo=UTC)


def answers(house: House, **changes: Any) -> dict[str, Any]:
    """A real case: Austria asks for an inspection of Kazakhstan, with a typed place."""
    with house.store.read() as reading:
        states = {state.code: state.id for state in reading.all(State)}
    given: dict[str, Any] = {
        "kind": InspectionKind.INSPECTION,
        "requesting_state_id": states["AUT"],
        "inspected_state_id": states["KAZ"],
        "requested_at": T0,
        "lon": "78,079",
        "lat": "49.868",
        "entry_name": "Semey airport",
        "entry_lon": 80.2344,
        "entry_lat": "50.3513",
    }
    return {**given, **changes}


def test_five_answers_make_a_case_that_prints_at_once(empty_house: House) -> None:
    done = empty_house.open_inspection(**answers(empty_house))
    key = done.details["inspection_id"]
    assert isinstance(key, UUID)
    assert done.kinds == {
        "event", "origin", "inspection", "area_boundary", "point_of_entry", "task",
    }  # fmt: skip
    (inspection,) = empty_house.inspections()
    assert inspection.id == key
    assert inspection.code == "OSI-KAZ-2026-01"
    rules = {finding.rule for finding in empty_house.findings(key)}
    assert not {rule for rule in rules if rule.startswith("area.")}
    assert empty_house.documents.print_plan(key).startswith(b"%PDF")
    assert empty_house.documents.print_checklist(key).startswith(b"%PDF")
    assert len(empty_house.checklist.due_tasks(key)) > 50


def test_it_is_one_step_and_undone_as_one(empty_house: House) -> None:
    before = empty_house.store.journal.head().seq
    done = empty_house.open_inspection(**answers(empty_house))
    assert done.seq == before + 1
    undone = empty_house.store.revert(done.seq, "Undo")
    with empty_house.store.read() as reading:
        for kind in (Inspection, Event, Origin, AreaBoundary, PointOfEntry, Task):
            assert not reading.all(kind)
    empty_house.store.revert(undone.seq, "Redo")
    assert len(empty_house.inspections()) == 1
    assert not empty_house.store.journal.verify()


def test_an_event_may_come_from_a_bulletin(empty_house: House) -> None:
    given = answers(empty_house, event_file=EXAMPLES / "event.isf", lon="", lat="")
    key = empty_house.open_inspection(**given).details["inspection_id"]
    assert isinstance(key, UUID)
    case = empty_house.inspection.case(key)
    assert case.origin is not None
    assert case.origin.agency == "IDC_REB"
    assert len(case.origins) == 2
    # the same file again: the event that is known already is taken
    again = answers(empty_house, event_file=EXAMPLES / "event.isf", kind=InspectionKind.EXERCISE)
    empty_house.open_inspection(**again)
    with empty_house.store.read() as reading:
        assert len(reading.all(Event)) == 1
    codes = [inspection.code for inspection in empty_house.inspections()]
    assert codes == ["EX-KAZ-2026-01", "OSI-KAZ-2026-01"]


def test_an_event_already_known_may_be_chosen(empty_house: House) -> None:
    imported = empty_house.inspection
    imported.apply_import(imported.preview_import(EXAMPLES / "event.isf"))
    with empty_house.store.read() as reading:
        (event,) = reading.all(Event)
    key = empty_house.open_inspection(**answers(empty_house, event_id=event.id)).details
    assert empty_house.inspection.case(UUID(str(key["inspection_id"]))).event == event


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"lon": "somewhere"}, "lon"),
        ({"lat": "90.1"}, "lat"),
        ({"lat": "nan"}, "lat"),
        ({"entry_lon": "180,5"}, "entry_lon"),
        ({"requested_at": "soon"}, "requested_at"),
        ({"inspected_state_id": None}, "inspected_state_id"),
    ],
)
def test_what_cannot_be_read_is_refused_beside_its_field(
    empty_house: House, changes: dict[str, Any], field: str
) -> None:
    seq = empty_house.store.journal.head().seq
    with pytest.raises(RuleError) as refused:
        empty_house.open_inspection(**answers(empty_house, **changes))
    assert refused.value.values["field"] == field
    assert empty_house.store.journal.head().seq == seq


def test_the_two_states_are_two_and_exist(empty_house: House) -> None:
    same = answers(empty_house)["requesting_state_id"]
    with pytest.raises(RuleError, match="same_state"):
        empty_house.open_inspection(**answers(empty_house, inspected_state_id=same))
    with pytest.raises(NotFoundError):
        empty_house.open_inspection(**answers(empty_house, inspected_state_id=UUID(int=1)))


@pytest.mark.parametrize("typed", ["2026-09-01 06:00", "2026-09-01T06:00Z", "2026-09-01T11:00+05"])
def test_times_are_read_as_typed(empty_house: House, typed: str) -> None:
    empty_house.open_inspection(**answers(empty_house, requested_at=typed))
    assert empty_house.inspections()[0].requested_at == T0


def test_a_bulletin_that_is_none_changes_nothing(empty_house: House, tmp_path: Path) -> None:
    file = tmp_path / "event.isf"
    file.write_text("not a bulletin\n")
    seq = empty_house.store.journal.head().seq
    with pytest.raises(OsiError):
        empty_house.open_inspection(**answers(empty_house, event_file=file))
    assert empty_house.store.journal.head().seq == seq
