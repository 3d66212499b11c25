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


class CourseKind(StrEnum):
    """The courses of the training cycle (Annual Report 2019, lines 1077 to 1109)."""

    INTRODUCTORY = "introductory"
    ADVANCED = "advanced"
    RAPID_DEPLOYMENT = "rapid_deployment"
    GEOPHYSICS_SEISMIC = "geophysics_seismic"
    ADDITIONAL_OVERFLIGHT = "additional_overflight"
    RADIONUCLIDE = "radionuclide"
    VISUAL_OBSERVATION = "visual_observation"
    TRAIN_THE_TRAINER = "train_the_trainer"
    REMOTE_LEARNING = "remote_learning"
    EXERCISE = "exercise"
    EVALUATOR = "evaluator"
    SOFT_SKILLS = "soft_skills"
    OTHER = "other"


class TrainingResult(StrEnum):
    """How a course ended; only a course passed counts for P.25."""

    PASSED = "passed"
    ATTENDED = "attended"
    FAILED = "failed"


class Inspector(Record):
    """A person on the list (P.16-17). ``name`` is as the person writes it, ``latin_name`` as in
    the passport; ``languages`` are ISO 639 codes, each alone (working level) or with a level:
    ``fr:basic``, ``en:fluent``.

    ``nationality_id`` is the nationality of the nomination, further ones are records of their own.
    ``home_airport`` and ``airports`` are IATA codes, ``time_zone`` an IANA name. ``notice_days``
    lie between the call and the departure. ``channels`` is the ladder by which the person is
    called: email, sms, voice. ``photo`` is a file beside the store.
    """

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
    channels: tuple[str, ...] = ("email", "sms", "voice")
    home: str = ""
    home_airport: str = ""
    airports: tuple[str, ...] = ()
    time_zone: str = ""
    notice_days: int = Field(default=0, ge=0, le=400)
    release_needed: bool = False
    photo: str = ""
    nominated_on: date | None = None
    nominated_by_director_general: bool = False
    designated_on: date | None = None
    remarks: str = ""


class Qualification(Record):
    """One technique at one level. One of each technique a person."""

    inspector_id: UUID
    technique: Technique
    level: Level
    last_used_on: date | None = None


class Training(Record):
    """A course (P.25). Without ``valid_until`` it does not lapse; ``cycle`` is the training cycle
    it belongs to."""

    inspector_id: UUID
    course: str = Field(min_length=1)
    course_kind: CourseKind = CourseKind.OTHER
    cycle: str = ""
    result: TrainingResult = TrainingResult.PASSED
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
    """Days on which the person can be deployed, or cannot (which weighs more).

    ``released_by`` says who of the employer released the person for these days; ``series`` is the
    recurrence rule (RFC 5545) the days were made by, so that a series is seen and removed whole.
    """

    inspector_id: UUID
    first_day: date
    last_day: date
    available: bool = True
    reason: str = ""
    released_by: str = ""
    series: str = ""


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
    both inclusive. ``seat_id`` is the seat of the structure it fills, where one is drawn up."""

    inspection_id: UUID
    inspector_id: UUID
    seat: str = Field(min_length=1)
    seat_id: UUID | None = None
    leader: bool = False
    drilling: bool = False
    arrives_on: date
    departs_on: date
