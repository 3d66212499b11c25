"""The tasks of a deployment."""

from enum import StrEnum
from uuid import UUID

from sqlmodel import Field

from osi_app.kernel.record import Instant, Record


class Anchor(StrEnum):
    """From which moment a due time counts."""

    REQUEST = "T0"
    APPROVAL = "TA"
    POE_ARRIVAL = "TP"
    CONCLUSION = "TE"


class Task(Record):
    """One thing to do. Due ``offset_h`` hours after (before, when negative) its anchor."""

    inspection_id: UUID
    code: str = Field(min_length=1)
    phase: str = Field(min_length=1)
    title: str = Field(min_length=1)
    owner_role: str = Field(min_length=1)
    anchor: Anchor
    offset_h: float
    paragraph: str = ""
    template: str = ""
    position: int = 0
    done_at: Instant | None = None
    done_by: str = ""
    note: str = ""
