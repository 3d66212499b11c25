"""When tasks are due: their offset from an anchor of the case's timeline."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from osi_app.checklist.records import Anchor, Task
from osi_app.treaty.timeline import Timeline


class Basis(StrEnum):
    """What a due time counts from."""

    HAPPENED = "happened"
    PLANNED = "planned"
    """The latest lawful plan: the anchor has not happened yet."""


@dataclass(frozen=True, slots=True)
class DueTask:
    """A task with its due time (inclusive). ``slack_s`` is what is left until then: measured from
    now or, once done, from then; negative when late. ``overdue`` is past due and not done."""

    task: Task
    due_at: datetime
    basis: Basis
    overdue: bool
    slack_s: float


def due_at(task: Task, line: Timeline) -> datetime:
    """The last moment at which the task is in time."""
    return line.anchor(task.anchor.value).at + timedelta(hours=task.offset_h)


def due_task(task: Task, line: Timeline, now: datetime) -> DueTask:
    """One task as it stands now."""
    due = due_at(task, line)
    anchor = line.anchor(task.anchor.value)
    slack_s = (due - (task.done_at or now)).total_seconds()
    late = task.done_at is None and now > due and not _fallen_away(task, due, line)
    basis = Basis.HAPPENED if anchor.happened else Basis.PLANNED
    return DueTask(task, due, basis, late, slack_s)


def due_tasks(tasks: Iterable[Task], line: Timeline, now: datetime) -> tuple[DueTask, ...]:
    """All tasks by position, as they stand now."""
    ordered = sorted(tasks, key=lambda task: (task.position, task.code))
    return tuple(due_task(task, line, now) for task in ordered)


def _fallen_away(task: Task, due: datetime, line: Timeline) -> bool:
    """Whether the case ended before the task was due: withdrawn, refused, stopped or concluded.
    What counts from the conclusion remains to be done, unless there never was an inspection."""
    if line.ended_at is None or due <= line.ended_at:
        return False
    return task.anchor is not Anchor.CONCLUSION or not line.approved
