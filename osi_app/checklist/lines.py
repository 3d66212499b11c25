"""Read-only rows of the checklist and who reads them."""

from dataclasses import dataclass
from datetime import datetime
from typing import Protocol
from uuid import UUID

from osi_app.kernel.lists import RecordList


@dataclass(frozen=True, slots=True)
class TaskLine:
    """One task as stored; its due time follows from the case's timeline."""

    id: UUID
    code: str
    phase: str
    title: str
    owner_role: str
    anchor: str
    offset_h: float
    paragraph: str
    done_at: datetime | None
    done_by: str


class ChecklistReads(Protocol):
    """The checklist's lists."""

    @property
    def tasks(self) -> RecordList[TaskLine]: ...
