"""The chain of the search logic: area of interest, question, information need, mission, result."""

from enum import StrEnum
from uuid import UUID

from sqlmodel import Field

from osi_app.kernel.record import Instant, Record, Vertices
from osi_app.treaty.words import Technique


class AreaOfInterestStatus(StrEnum):
    """Never deleted: excluded, with the reason."""

    PROPOSED = "proposed"
    ACTIVE = "active"
    WATCH = "watch"
    NARROWED = "narrowed"
    EXCLUDED = "excluded"
    CONFIRMED = "confirmed"


class QuestionStatus(StrEnum):
    """Where a question stands."""

    OPEN = "open"
    ANSWERED = "answered"
    DROPPED = "dropped"


class MissionStatus(StrEnum):
    """From proposal to report."""

    PROPOSED = "proposed"
    ORDERED = "ordered"
    UNDER_WAY = "under_way"
    DONE = "done"
    CANCELLED = "cancelled"


class GeometryKind(StrEnum):
    """What a mission's vertices draw."""

    POINTS = "points"
    LINE = "line"
    POLYGON = "polygon"


class AreaOfInterest(Record):
    """A place where the team has questions. ``priority`` 1 (low) to 5 (high)."""

    inspection_id: UUID
    code: str = Field(min_length=1)
    title: str = Field(min_length=1)
    priority: int = Field(ge=1, le=5)
    status: AreaOfInterestStatus = AreaOfInterestStatus.PROPOSED
    vertices: Vertices = Field(min_length=3)
    rationale: str = ""


class Question(Record):
    """What the team wants to know there. ``value`` 1 (low) to 5 (high)."""

    area_of_interest_id: UUID
    code: str = Field(min_length=1)
    text: str = Field(min_length=1)
    value: int = Field(ge=1, le=5)
    status: QuestionStatus = QuestionStatus.OPEN


class InformationNeed(Record):
    """What would answer a question, and which techniques can bring it."""

    question_id: UUID
    code: str = Field(min_length=1)
    observable: str = Field(min_length=1)
    techniques: tuple[Technique, ...] = ()


class Mission(Record):
    """One piece of field work. Hours are those between start and end; ``airborne`` missions are
    overflights (P.71-85), ``initial_overflight`` those of the initial right (P.71-72)."""

    inspection_id: UUID
    information_need_id: UUID
    code: str = Field(min_length=1)
    title: str = Field(min_length=1)
    technique: Technique
    airborne: bool = False
    initial_overflight: bool = False
    height_m: float | None = Field(default=None, ge=0)
    geometry: GeometryKind
    vertices: Vertices = Field(min_length=1)
    starts_at: Instant
    ends_at: Instant
    status: MissionStatus = MissionStatus.PROPOSED
    note: str = ""


class MissionMember(Record):
    """A team member on a mission."""

    mission_id: UUID
    team_member_id: UUID
    leader: bool = False


class Result(Record):
    """What a mission found. Facts, never a verdict (IV.62)."""

    mission_id: UUID
    code: str = Field(min_length=1)
    recorded_at: Instant
    summary: str = Field(min_length=1)
    answers: bool = False
