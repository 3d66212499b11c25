"""Tables of people."""

from uuid import UUID

from sqlalchemy import JSON, Index, UniqueConstraint
from sqlmodel import Field

from db.rows.columns import at as instant
from db.rows.columns import key, maybe_at, maybe_ref, ref, word
from osi_app.kernel.record import Instant
from osi_app.roster.callout_records import (
    Answer,
    Callee,
    CallMessage,
    CallOut,
    CallReply,
    Channel,
    MessageState,
    MessageTemplate,
)
from osi_app.roster.fitness_records import (
    DoseReading,
    Nationality,
    Remark,
    RoleQualification,
    SecurityBriefing,
    TeamFunction,
    Vaccination,
    Visa,
    VisaStatus,
)
from osi_app.roster.records import (
    Acceptance,
    Availability,
    CourseKind,
    Inspector,
    InspectorRole,
    Level,
    MedicalClearance,
    Passport,
    Qualification,
    Sex,
    TeamMember,
    Training,
    TrainingResult,
)
from osi_app.roster.team_records import (
    IncompatiblePair,
    Seat,
    TeamChoice,
    TeamWeights,
    Verdict,
)
from osi_app.roster.travel_records import (
    LegStatus,
    RoomStay,
    SignOff,
    SignOffKind,
    TravelLeg,
    TravelMode,
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
    channels: tuple[str, ...] = Field(sa_type=JSON)
    airports: tuple[str, ...] = Field(sa_type=JSON)


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
    course_kind: CourseKind = Field(sa_type=word(CourseKind))
    result: TrainingResult = Field(sa_type=word(TrainingResult))


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
    seat_id: UUID | None = maybe_ref("seat")


class NationalityRow(Nationality, table=True):
    __tablename__ = "nationality"
    __table_args__ = (UniqueConstraint("inspector_id", "state_id"),)
    id: UUID = key()
    inspector_id: UUID = ref("inspector")
    state_id: UUID = ref("state")


class RoleQualificationRow(RoleQualification, table=True):
    __tablename__ = "role_qualification"
    __table_args__ = (UniqueConstraint("inspector_id", "function"),)
    id: UUID = key()
    inspector_id: UUID = ref("inspector")
    function: TeamFunction = Field(sa_type=word(TeamFunction))
    level: Level = Field(sa_type=word(Level))


class VisaRow(Visa, table=True):
    __tablename__ = "visa"
    id: UUID = key()
    inspector_id: UUID = ref("inspector")
    state_id: UUID = ref("state")
    status: VisaStatus = Field(sa_type=word(VisaStatus))
    applied_at: Instant | None = maybe_at()


class VaccinationRow(Vaccination, table=True):
    __tablename__ = "vaccination"
    id: UUID = key()
    inspector_id: UUID = ref("inspector")


class SecurityBriefingRow(SecurityBriefing, table=True):
    __tablename__ = "security_briefing"
    id: UUID = key()
    inspector_id: UUID = ref("inspector")


class DoseReadingRow(DoseReading, table=True):
    __tablename__ = "dose_reading"
    id: UUID = key()
    inspector_id: UUID = ref("inspector")


class RemarkRow(Remark, table=True):
    __tablename__ = "remark"
    id: UUID = key()
    inspector_id: UUID = ref("inspector")
    at: Instant = instant()


class SeatRow(Seat, table=True):
    __tablename__ = "seat"
    __table_args__ = (UniqueConstraint("inspection_id", "code"),)
    id: UUID = key()
    inspection_id: UUID = ref("inspection")
    function: TeamFunction = Field(sa_type=word(TeamFunction))
    technique: Technique | None = Field(default=None, sa_type=word(Technique))
    level: Level = Field(sa_type=word(Level))
    languages: tuple[str, ...] = Field(sa_type=JSON)


class TeamChoiceRow(TeamChoice, table=True):
    __tablename__ = "team_choice"
    __table_args__ = (UniqueConstraint("inspection_id", "inspector_id"),)
    id: UUID = key()
    inspection_id: UUID = ref("inspection")
    inspector_id: UUID = ref("inspector")
    verdict: Verdict = Field(sa_type=word(Verdict))
    seat_id: UUID | None = maybe_ref("seat")


class IncompatiblePairRow(IncompatiblePair, table=True):
    __tablename__ = "incompatible_pair"
    __table_args__ = (UniqueConstraint("inspector_id", "other_id"),)
    id: UUID = key()
    inspector_id: UUID = ref("inspector")
    other_id: UUID = ref("inspector")


class TeamWeightsRow(TeamWeights, table=True):
    __tablename__ = "team_weights"
    id: UUID = key()
    inspection_id: UUID = Field(
        foreign_key="inspection.id", unique=True, ondelete="RESTRICT", nullable=False
    )


class MessageTemplateRow(MessageTemplate, table=True):
    __tablename__ = "message_template"
    __table_args__ = (UniqueConstraint("code", "language", "channel"),)
    id: UUID = key()
    channel: Channel = Field(sa_type=word(Channel))


class CallOutRow(CallOut, table=True):
    __tablename__ = "call_out"
    __table_args__ = (UniqueConstraint("inspection_id", "code"),)
    id: UUID = key()
    inspection_id: UUID = ref("inspection")
    opened_at: Instant = instant()
    reply_by: Instant = instant()
    closed_at: Instant | None = maybe_at()


class CalleeRow(Callee, table=True):
    __tablename__ = "callee"
    __table_args__ = (UniqueConstraint("call_out_id", "inspector_id"),)
    id: UUID = key()
    call_out_id: UUID = ref("call_out")
    inspector_id: UUID = ref("inspector")
    token: str = Field(unique=True)


class CallMessageRow(CallMessage, table=True):
    __tablename__ = "call_message"
    __table_args__ = (UniqueConstraint("callee_id", "step"),)
    id: UUID = key()
    callee_id: UUID = ref("callee")
    channel: Channel = Field(sa_type=word(Channel))
    message_id: str = Field(unique=True)
    state: MessageState = Field(sa_type=word(MessageState))
    queued_at: Instant = instant()
    sent_at: Instant | None = maybe_at()


class CallReplyRow(CallReply, table=True):
    __tablename__ = "call_reply"
    id: UUID = key()
    call_out_id: UUID = ref("call_out")
    callee_id: UUID | None = maybe_ref("callee")
    at: Instant = instant()
    channel: Channel = Field(sa_type=word(Channel))
    answer: Answer = Field(sa_type=word(Answer))
    source_sha256: str = Field(index=True)


class TravelLegRow(TravelLeg, table=True):
    __tablename__ = "travel_leg"
    __table_args__ = (UniqueConstraint("inspection_id", "inspector_id", "number"),)
    id: UUID = key()
    inspection_id: UUID = ref("inspection")
    inspector_id: UUID = ref("inspector")
    mode: TravelMode = Field(sa_type=word(TravelMode))
    departs_at: Instant = instant()
    arrives_at: Instant = instant()
    status: LegStatus = Field(sa_type=word(LegStatus))


class SignOffRow(SignOff, table=True):
    __tablename__ = "sign_off"
    __table_args__ = (UniqueConstraint("inspection_id", "inspector_id", "sign_off"),)
    id: UUID = key()
    inspection_id: UUID = ref("inspection")
    inspector_id: UUID = ref("inspector")
    sign_off: SignOffKind = Field(sa_type=word(SignOffKind))
    at: Instant = instant()


class RoomStayRow(RoomStay, table=True):
    __tablename__ = "room_stay"
    id: UUID = key()
    inspection_id: UUID = ref("inspection")
    inspector_id: UUID = ref("inspector")
