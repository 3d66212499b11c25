"""Tables of the search logic."""

from uuid import UUID

from sqlalchemy import JSON, UniqueConstraint
from sqlmodel import Field

from db.rows.columns import at, key, ref, word
from osi_app.kernel.record import Instant, Vertices
from osi_app.search.records import (
    AreaOfInterest,
    AreaOfInterestStatus,
    GeometryKind,
    InformationNeed,
    Mission,
    MissionMember,
    MissionStatus,
    Question,
    QuestionStatus,
    Result,
)
from osi_app.treaty.words import Technique


class AreaOfInterestRow(AreaOfInterest, table=True):
    __tablename__ = "area_of_interest"
    __table_args__ = (UniqueConstraint("inspection_id", "code"),)
    id: UUID = key()
    inspection_id: UUID = ref("inspection")
    status: AreaOfInterestStatus = Field(sa_type=word(AreaOfInterestStatus))
    vertices: Vertices = Field(sa_type=JSON)


class QuestionRow(Question, table=True):
    __tablename__ = "question"
    __table_args__ = (UniqueConstraint("area_of_interest_id", "code"),)
    id: UUID = key()
    area_of_interest_id: UUID = ref("area_of_interest")
    status: QuestionStatus = Field(sa_type=word(QuestionStatus))


class InformationNeedRow(InformationNeed, table=True):
    __tablename__ = "information_need"
    __table_args__ = (UniqueConstraint("question_id", "code"),)
    id: UUID = key()
    question_id: UUID = ref("question")
    techniques: tuple[Technique, ...] = Field(sa_type=JSON)


class MissionRow(Mission, table=True):
    __tablename__ = "mission"
    __table_args__ = (UniqueConstraint("inspection_id", "code"),)
    id: UUID = key()
    inspection_id: UUID = ref("inspection")
    information_need_id: UUID = ref("information_need")
    technique: Technique = Field(sa_type=word(Technique))
    geometry: GeometryKind = Field(sa_type=word(GeometryKind))
    vertices: Vertices = Field(sa_type=JSON)
    starts_at: Instant = at()
    ends_at: Instant = at()
    status: MissionStatus = Field(sa_type=word(MissionStatus))


class MissionMemberRow(MissionMember, table=True):
    __tablename__ = "mission_member"
    __table_args__ = (UniqueConstraint("mission_id", "team_member_id"),)
    id: UUID = key()
    mission_id: UUID = ref("mission")
    team_member_id: UUID = ref("team_member")


class ResultRow(Result, table=True):
    __tablename__ = "result"
    __table_args__ = (UniqueConstraint("mission_id", "code"),)
    id: UUID = key()
    mission_id: UUID = ref("mission")
    recorded_at: Instant = at()
