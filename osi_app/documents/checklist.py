"""The deployment checklist as a value."""

from datetime import datetime

from osi_app.checklist.due import DueTask, due_tasks
from osi_app.checklist.records import Task
from osi_app.documents.stamp import Revision, stamp, state_row
from osi_app.documents.values import DeploymentChecklist, TaskGroup, TaskRow
from osi_app.inspection.case import Case
from osi_app.inspection.findings import findings as inspection_findings
from osi_app.kernel.findings import ordered
from osi_app.kernel.ports import Reading

ANCHORS = ("T0", "TA", "TP", "TE")


def deployment_checklist(reading: Reading, case: Case, revision: Revision) -> DeploymentChecklist:
    """All tasks by phase in their order; overdue tasks carry their word, not a finding."""
    tasks = reading.all(Task, inspection_id=case.inspection.id)
    groups: dict[str, list[TaskRow]] = {}
    for due in due_tasks(tasks, case.timeline, case.now):
        groups.setdefault(due.task.phase, []).append(_task(due))
    found = inspection_findings(reading, case)
    return DeploymentChecklist(
        stamp=stamp(case, "deployment_checklist", revision),
        requesting=state_row(case.requesting),
        inspected=state_row(case.inspected),
        anchors=tuple(_anchor(case, word) for word in ANCHORS),
        groups=tuple(TaskGroup(phase, tuple(rows)) for phase, rows in groups.items()),
        findings=ordered(found),
    )


def _anchor(case: Case, word: str) -> tuple[str, datetime, str]:
    moment = case.timeline.anchor(word)
    return word, moment.at, "fact" if moment.happened else "plan"


def _task(due: DueTask) -> TaskRow:
    task = due.task
    status = "done" if task.done_at else "overdue" if due.overdue else "due"
    return TaskRow(
        record_id=task.id,
        code=task.code,
        title=task.title,
        owner_role=task.owner_role,
        anchor=task.anchor.value,
        offset_h=task.offset_h,
        due_at=due.due_at,
        paragraph=task.paragraph,
        done_at=task.done_at,
        done_by=task.done_by,
        note=task.note,
        status=status,
    )
