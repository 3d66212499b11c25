"""Use cases of the checklist: tasks from templates, ticked off with who and when."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from uuid import UUID

from osi_app.checklist.due import DueTask, due_tasks
from osi_app.checklist.findings import findings
from osi_app.checklist.records import Task
from osi_app.checklist.templates import ChecklistTemplate, default_tasks
from osi_app.inspection.case import load_case
from osi_app.inspection.records import Inspection
from osi_app.kernel.changes import ChangeSet
from osi_app.kernel.clock import Clock
from osi_app.kernel.errors import RuleError
from osi_app.kernel.findings import Finding
from osi_app.kernel.ports import Store
from osi_app.kernel.service import RoomService, checked


class ChecklistService(RoomService):
    """The tasks of an inspection. ``templates`` are those that ship, by name."""

    def __init__(
        self, store: Store, clock: Clock, templates: Mapping[str, ChecklistTemplate]
    ) -> None:
        super().__init__(store, clock)
        self.templates = templates

    def findings(self, inspection_id: UUID) -> tuple[Finding, ...]:
        """A warning for every overdue task."""
        with self._store.read() as reading:
            return tuple(findings(reading, load_case(reading, inspection_id, self._clock)))

    def default_tasks(
        self, inspection_id: UUID, names: Iterable[str] | None = None
    ) -> tuple[Task, ...]:
        """The tasks the templates give, as records that are not stored yet: for use cases that
        create an inspection with its checklist in one step."""
        return default_tasks(inspection_id, self.templates, names)

    def instantiate(self, inspection_id: UUID, names: Iterable[str] | None = None) -> ChangeSet:
        """Adds the tasks of these templates (all where none are named). A task whose code the
        inspection has already stays as it is. Raises ``NotFoundError('no_such_template')``."""
        tasks = self.default_tasks(inspection_id, names)
        with self._store.write("Make the checklist") as work:
            work.load(Inspection, inspection_id)
            present = {task.code for task in work.all(Task, inspection_id=inspection_id)}
            work.add(*(task for task in tasks if task.code not in present))
            return work.commit()

    def tick(self, task_ids: Sequence[UUID], at: datetime | None, by: str) -> ChangeSet:
        """Marks tasks done at that moment (now, where none is given) by that person.

        Raises ``RuleError('name_missing')``.
        """
        if not by.strip():
            raise RuleError("name_missing", field="done_by")
        moment = at or self._clock()
        values = {"done_at": moment, "done_by": by.strip()}
        return self._marked("Tick", task_ids, values)

    def untick(self, task_ids: Sequence[UUID]) -> ChangeSet:
        """Marks tasks as not done."""
        return self._marked("Untick", task_ids, {"done_at": None, "done_by": ""})

    def due_tasks(self, inspection_id: UUID) -> tuple[DueTask, ...]:
        """Every task by position with its due time, judged at the case's own time."""
        with self._store.read() as reading:
            case = load_case(reading, inspection_id, self._clock)
            tasks = reading.all(Task, inspection_id=inspection_id)
            return due_tasks(tasks, case.timeline, case.now)

    def _marked(
        self, verb: str, task_ids: Sequence[UUID], values: Mapping[str, object]
    ) -> ChangeSet:
        noun = "a task" if len(task_ids) == 1 else f"{len(task_ids)} tasks"
        with self._store.write(f"{verb} {noun}") as work:
            tasks = [work.load(Task, key) for key in task_ids]
            work.change(*(checked(Task, {**dict(task), **values}) for task in tasks))
            return work.commit()
