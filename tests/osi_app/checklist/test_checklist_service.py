"""Tasks, due times and ticks, on a real store and with the templates that ship."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from osi_app.checklist.due import Basis, due_at, due_task
from osi_app.checklist.records import Anchor, Task
from osi_app.checklist.service import ChecklistService
from osi_app.checklist.templates import ChecklistTemplate, TemplateTask, default_tasks
from osi_app.kernel.errors import NotFoundError, RuleError
from osi_app.treaty.timeline import Options, timeline
from osi_app.treaty.words import Milestone

T0 = datetime(2026, 8, 24, 6, tzinfo=UTC)
HOUR = timedelta(hours=1)
KIT = ChecklistTemplate(
    "kit",
    "Kit",
    2,
    (
        TemplateTask("K-1", "Launch", "Pack", "Everybody", Anchor.REQUEST, 36),
        TemplateTask(
            "K-2", "Post-inspection", "Unpack", "Everybody", Anchor.CONCLUSION, 24, "P.110"
        ),
    ),
)
MAIN = ChecklistTemplate(
    "main",
    "Main",
    1,
    (
        TemplateTask("D-1", "Launch", "Call out", "Centre", Anchor.REQUEST, 1),
        TemplateTask("D-2", "Pre-inspection", "Mandate", "DG", Anchor.APPROVAL, 0, "P.42"),
        TemplateTask("D-3", "Pre-inspection", "Notify", "DG", Anchor.POE_ARRIVAL, -24, "IV.55"),
        TemplateTask("D-4", "Initial period", "Begin", "Leader", Anchor.POE_ARRIVAL, 72, "P.57"),
    ),
)
TEMPLATES = {"kit": KIT, "main": MAIN}


@pytest.fixture
def service(ground: Any) -> ChecklistService:
    return ChecklistService(ground.store, ground.clock, TEMPLATES)


def stored(ground: Any) -> dict[str, Task]:
    with ground.store.read() as reading:
        return {task.code: task for task in reading.all(Task)}


def test_tasks_come_by_phase_and_then_by_time(ground: Any) -> None:
    tasks = default_tasks(ground.inspection.id, TEMPLATES)
    assert [task.code for task in tasks] == ["D-1", "K-1", "D-2", "D-3", "D-4", "K-2"]
    assert [task.position for task in tasks] == [10, 20, 30, 40, 50, 60]
    assert {task.template for task in tasks} == {"kit", "main"}
    assert len(default_tasks(ground.inspection.id, TEMPLATES, ["kit"])) == 2
    with pytest.raises(NotFoundError):
        default_tasks(ground.inspection.id, TEMPLATES, ["none"])


def test_instantiating_twice_adds_nothing(ground: Any, service: ChecklistService) -> None:
    key = ground.inspection.id
    assert len(service.instantiate(key, ["main"]).changes) == 4
    assert len(service.instantiate(key).changes) == 2
    assert not service.instantiate(key)
    with pytest.raises(NotFoundError):
        service.instantiate(ground.neutral.id)


def test_due_times_follow_what_happens(ground: Any, service: ChecklistService) -> None:
    key = ground.inspection.id
    service.instantiate(key)
    due = {found.task.code: found for found in service.due_tasks(key)}
    assert due["D-1"].due_at == T0 + HOUR
    assert due["D-2"].due_at == T0 + 96 * HOUR
    assert (due["D-3"].due_at, due["D-3"].basis) == (T0 + 120 * HOUR, Basis.PLANNED)
    ground.happened(Milestone.POE_ARRIVAL, T0 + 130 * HOUR)
    due = {found.task.code: found for found in service.due_tasks(key)}
    assert (due["D-3"].due_at, due["D-3"].basis) == (T0 + 106 * HOUR, Basis.HAPPENED)
    assert due["K-2"].due_at == T0 + 96 * HOUR + timedelta(days=61)


@pytest.mark.parametrize(("late_s", "overdue"), [(-1, False), (0, False), (1, True)])
def test_overdue_begins_after_the_due_time(ground: Any, late_s: int, overdue: bool) -> None:
    (task, *_) = default_tasks(ground.inspection.id, TEMPLATES, ["main"])
    line = timeline({}, Options(requested_at=T0))
    now = due_at(task, line) + timedelta(seconds=late_s)
    found = due_task(task, line, now)
    assert (found.overdue, found.slack_s) == (overdue, -late_s)
    done = task.changed(done_at=now, done_by="A")
    assert not due_task(done, line, now + 99 * HOUR).overdue
    assert due_task(done, line, now + 99 * HOUR).slack_s == -late_s


def test_what_an_ended_case_no_longer_asks(ground: Any) -> None:
    tasks = {task.code: task for task in default_tasks(ground.inspection.id, TEMPLATES)}
    refused = {Milestone.EC_REFUSED: T0 + 90 * HOUR}
    line, later = timeline(refused, Options(requested_at=T0)), T0 + timedelta(days=300)
    late = {code for code, task in tasks.items() if due_task(task, line, later).overdue}
    assert late == {"D-1", "K-1"}
    concluded = {
        Milestone.EC_APPROVED: T0 + 80 * HOUR,
        Milestone.POE_ARRIVAL: T0 + 130 * HOUR,
        Milestone.CONCLUDED: T0 + 150 * HOUR,
    }
    line = timeline(concluded, Options(requested_at=T0))
    late = {code for code, task in tasks.items() if due_task(task, line, later).overdue}
    assert late == {"D-1", "K-1", "D-2", "D-3", "K-2"}


def test_ticking_answers_the_finding(ground: Any, service: ChecklistService) -> None:
    key = ground.inspection.id
    service.instantiate(key)
    found = {f.subject.shown: f for f in service.findings(key)}
    assert set(found) == {"D-1", "K-1", "D-2", "D-3", "D-4"}
    now = ground.clock()
    assert found["D-1"].values["exceeded_by"] == (now - T0 - HOUR).total_seconds()
    assert not found["D-1"].breaks_rule
    tasks = stored(ground)
    done = service.tick([tasks["D-1"].id, tasks["K-1"].id], None, " Ana ")
    assert done.label == "Tick 2 tasks"
    assert stored(ground)["K-1"].done_by == "Ana"
    assert {f.subject.shown for f in service.findings(key)} == {"D-2", "D-3", "D-4"}
    service.untick([tasks["D-1"].id])
    assert stored(ground)["D-1"].done_at is None
    with pytest.raises(RuleError, match="name_missing"):
        service.tick([tasks["D-1"].id], now, "")
