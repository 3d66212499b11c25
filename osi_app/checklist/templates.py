"""Checklist templates as values: read from TOML in ``templates/``, instantiated by the service."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from uuid import UUID

from osi_app.checklist.records import Anchor, Task
from osi_app.kernel.errors import NotFoundError

PHASES = ("Launch", "Pre-inspection", "Initial period", "Continuation", "Post-inspection")
"""The phases of a case, in order; a checklist is printed by phase."""

_PLANNED_H = {
    Anchor.REQUEST: 0.0,
    Anchor.APPROVAL: 96.0,
    Anchor.POE_ARRIVAL: 144.0,
    Anchor.CONCLUSION: 96.0 + 60 * 24,
}
"""Hours after T0 of the latest lawful plan: only for the order of tasks within a phase."""


@dataclass(frozen=True, slots=True)
class TemplateTask:
    """One task of a template: due ``offset_h`` hours after its anchor (before, when negative)."""

    code: str
    phase: str
    title: str
    owner_role: str
    anchor: Anchor
    offset_h: float
    paragraph: str = ""

    @property
    def planned_h(self) -> float:
        """Hours after T0 in the latest lawful plan."""
        return _PLANNED_H[self.anchor] + self.offset_h


@dataclass(frozen=True, slots=True)
class ChecklistTemplate:
    """One checklist that can be added to an inspection. ``order`` is its place among the others."""

    name: str
    title: str
    order: int
    tasks: tuple[TemplateTask, ...]


Templates = Mapping[str, ChecklistTemplate]


def default_tasks(
    inspection_id: UUID, templates: Templates, names: Iterable[str] | None = None
) -> tuple[Task, ...]:
    """The tasks of these templates (all where none are named) for one inspection: by phase, then by
    when they are due in the latest lawful plan. Raises ``NotFoundError('no_such_template')``."""
    wanted = tuple(templates) if names is None else tuple(names)
    unknown = [name for name in wanted if name not in templates]
    if unknown:
        raise NotFoundError("no_such_template", name=unknown[0])
    chosen = sorted((templates[name] for name in wanted), key=lambda t: (t.order, t.name))
    pairs = [(template, task) for template in chosen for task in template.tasks]
    pairs.sort(key=lambda pair: (_phase_rank(pair[1].phase), pair[1].planned_h))
    return tuple(
        _task(inspection_id, template.name, task, 10 * turn)
        for turn, (template, task) in enumerate(pairs, start=1)
    )


def _phase_rank(phase: str) -> int:
    return PHASES.index(phase) if phase in PHASES else len(PHASES)


def _task(inspection_id: UUID, template: str, task: TemplateTask, position: int) -> Task:
    return Task(
        inspection_id=inspection_id,
        code=task.code,
        phase=task.phase,
        title=task.title,
        owner_role=task.owner_role,
        anchor=task.anchor,
        offset_h=task.offset_h,
        paragraph=task.paragraph,
        template=template,
        position=position,
    )
