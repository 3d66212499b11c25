"""Tables of people."""

from uuid import UUID

from sqlalchemy import JSON, Index, UniqueConstraint
from sqlmodel import Field

from db.rows.columns import key, ref, word
from osi_app.roster.records import (
    Acceptance,
    Availability,
    Inspector,
    InspectorRole,
    Level,
    MedicalClearance,
    Passport,
    Qualification,
    Sex,
    TeamMember,
    Training,
)
from osi_app.treaty.words import Technique


class InspectorRow(Inspector, table=True):
    __tablename__ = "inspector"
    id: UUID = key()
    code: str = Field(unique=True)
    latin_name: str = Field(index=True)
    nationality_id: UUID = ref("state")
    sex: Sex = Field(sa_type=word(Sex))
    role: InspectorRole = Field(sa_type=word(InspectorRole))
    languages: tuple[str, ...] = Field(sa_type=JSON)


class QualificationRow(Qualification, table=True):
    __tablename__ = "qualification"
    __table_args__ = (UniqueConstraint("inspector_id", "technique"),)
    id: UUID = key()
    inspector_id: UUID = ref("inspector")
    technique: Technique = Field(sa_type=word(Technique))
    level: Level = Field(sa_type=word(Level))


class TrainingRow(Training, table=True):
    __tablename__ = "training"
    id: UUID = key()
    inspector_id: UUID = ref("inspector")


class MedicalClearanceRow(MedicalClearance, table=True):
    __tablename__ = "medical_clearance"
    __table_args__ = (Index(None, "inspector_id", "examined_on"),)
    id: UUID = key()
    inspector_id: UUID = ref("inspector")


class PassportRow(Passport, table=True):
    __tablename__ = "passport"
    __table_args__ = (UniqueConstraint("state_id", "number"),)
    id: UUID = key()
    inspector_id: UUID = ref("inspector")
    state_id: UUID = ref("state")


class AvailabilityRow(Availability, table=True):
    __tablename__ = "availability"
    id: UUID = key()
    inspector_id: UUID = ref("inspector")


class AcceptanceRow(Acceptance, table=True):
    __tablename__ = "acceptance"
    __table_args__ = (UniqueConstraint("inspector_id", "state_id"),)
    id: UUID = key()
    inspector_id: UUID = ref("inspector")
    state_id: UUID = ref("state")


class TeamMemberRow(TeamMember, table=True):
    __tablename__ = "team_member"
    __table_args__ = (UniqueConstraint("inspection_id", "inspector_id"),)
    id: UUID = key()
    inspection_id: UUID = ref("inspection")
    inspector_id: UUID = ref("inspector")
