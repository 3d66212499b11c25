"""Tables of cases."""

from uuid import UUID

from sqlalchemy import JSON, UniqueConstraint
from sqlmodel import Field

from db.rows.columns import at, key, maybe_at, maybe_ref, ref, word
from osi_app.inspection.records import (
    CaseMilestone,
    Environment,
    Event,
    Inspection,
    InspectionKind,
    Mandate,
    Origin,
)
from osi_app.kernel.record import Instant, Vertices
from osi_app.treaty.words import Milestone, Technique


class EventRow(Event, table=True):
    __tablename__ = "event"
    id: UUID = key()
    code: str = Field(unique=True)
    environment: Environment = Field(sa_type=word(Environment))


class OriginRow(Origin, table=True):
    __tablename__ = "origin"
    id: UUID = key()
    event_id: UUID = ref("event")
    at: Instant = at()


class InspectionRow(Inspection, table=True):
    __tablename__ = "inspection"
    id: UUID = key()
    code: str = Field(unique=True)
    kind: InspectionKind = Field(sa_type=word(InspectionKind))
    requesting_state_id: UUID = ref("state")
    inspected_state_id: UUID = ref("state")
    event_id: UUID | None = maybe_ref("event")
    origin_id: UUID | None = maybe_ref("origin")
    requested_at: Instant = at()
    extension_techniques: tuple[Technique, ...] = Field(sa_type=JSON)
    exercise_time: Instant | None = maybe_at()
    exercise_set_at: Instant | None = maybe_at()


class CaseMilestoneRow(CaseMilestone, table=True):
    __tablename__ = "case_milestone"
    __table_args__ = (UniqueConstraint("inspection_id", "milestone"),)
    id: UUID = key()
    inspection_id: UUID = ref("inspection")
    milestone: Milestone = Field(sa_type=word(Milestone))
    at: Instant = at()


class MandateRow(Mandate, table=True):
    __tablename__ = "mandate"
    __table_args__ = (UniqueConstraint("inspection_id", "version"),)
    id: UUID = key()
    inspection_id: UUID = ref("inspection")
    issued_at: Instant = at()
    area: Vertices = Field(sa_type=JSON)
    activities: tuple[Technique, ...] = Field(sa_type=JSON)
    member_codes: tuple[str, ...] = Field(sa_type=JSON)
    equipment_codes: tuple[str, ...] = Field(sa_type=JSON)
