"""Who exists: inspectors with what they may do and until when; who is in the team.

Days are inclusive at both ends.
"""

from datetime import date
from enum import StrEnum
from uuid import UUID

from sqlmodel import Field

from osi_app.kernel.record import Record
from osi_app.treaty.words import Technique


class Sex(StrEnum):
    """As in the nomination (P.16)."""

    FEMALE = "female"
    MALE = "male"
    UNSTATED = "unstated"


class InspectorRole(StrEnum):
    """P.14: only inspectors carry out inspection functions; assistants help. Both count."""

    INSPECTOR = "inspector"
    ASSISTANT = "assistant"


class Level(StrEnum):
    """How well a technique is mastered."""

    TRAINEE = "trainee"
    OPERATOR = "operator"
    EXPERT = "expert"
    LEAD = "lead"


class Inspector(Record):
    """A person on the list (P.16-17). ``name`` is as the person writes it, ``latin_name`` as in
    the passport; ``languages`` are ISO 639 codes."""

    code: str = Field(min_length=1, max_length=40)
    name: str = Field(min_length=1, max_length=200)
    latin_name: str = Field(min_length=1, max_length=200)
    nationality_id: UUID
    sex: Sex = Sex.UNSTATED
    birth_date: date | None = None
    rank: str = ""
    affiliation: str = ""
    role: InspectorRole = InspectorRole.INSPECTOR
    languages: tuple[str, ...] = ()
    email: str = ""
    phone: str = ""
    nominated_on: date | None = None
    designated_on: date | None = None
    remarks: str = ""


class Qualification(Record):
    """One technique at one level. One of each technique a person."""

    inspector_id: UUID
    technique: Technique
    level: Level
    last_used_on: date | None = None


class Training(Record):
    """A course passed (P.25). Without ``valid_until`` it does not lapse."""

    inspector_id: UUID
    course: str = Field(min_length=1)
    completed_on: date
    valid_until: date | None = None


class MedicalClearance(Record):
    """A medical examination; the newest performed counts."""

    inspector_id: UUID
    examined_on: date
    valid_until: date
    fit: bool = True


class Passport(Record):
    """A travel document."""

    inspector_id: UUID
    state_id: UUID
    number: str = Field(min_length=1)
    valid_until: date


class Availability(Record):
    """Days on which the person can be deployed, or cannot (which weighs more)."""

    inspector_id: UUID
    first_day: date
    last_day: date
    available: bool = True
    reason: str = ""


class Acceptance(Record):
    """What a State answered to the list (P.18, P.22).

    Silence 30 days after ``notified_on`` is acceptance; ``objected_on`` within those days is
    non-acceptance at once, later it takes effect after 30 days.
    """

    inspector_id: UUID
    state_id: UUID
    notified_on: date
    objected_on: date | None = None


class TeamMember(Record):
    """A person in this inspection's mandate; on territory from ``arrives_on`` to ``departs_on``,
    both inclusive."""

    inspection_id: UUID
    inspector_id: UUID
    seat: str = Field(min_length=1)
    leader: bool = False
    drilling: bool = False
    arrives_on: date
    departs_on: date
