"""What the checklist says: tasks that are due and not done."""

from osi_app.checklist.due import DueTask, due_tasks
from osi_app.checklist.records import Task
from osi_app.inspection.case import Case
from osi_app.kernel.findings import Finding, Severity, Subject
from osi_app.kernel.ports import Reading


def findings(reading: Reading, case: Case) -> list[Finding]:
    """One warning for every overdue task."""
    tasks = reading.all(Task, inspection_id=case.inspection.id)
    due = due_tasks(tasks, case.timeline, case.now)
    return [_overdue(found) for found in due if found.overdue]


def _overdue(due: DueTask) -> Finding:
    task = due.task
    values = {
        "code": task.code,
        "title": task.title,
        "owner": task.owner_role,
        "phase": task.phase,
        "due_at": due.due_at,
        "limit": due.due_at,
        "found": None,
        "exceeded_by": -due.slack_s,
        "late_s": -due.slack_s,
    }
    subject = Subject("task", task.id, task.code)
    return Finding(
        "checklist.overdue",
        task.paragraph,
        Severity.WARNING,
        subject,
        "checklist.overdue",
        values,
        "checklist.overdue_mend",
    )
