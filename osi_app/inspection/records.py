"""What exists of a case: the event, its origins, the inspection, what has happened, the mandate."""

from enum import StrEnum
from uuid import UUID

from sqlmodel import Field

from osi_app.kernel.record import Instant, Record, Vertices
from osi_app.treaty.words import Milestone, Technique


class InspectionKind(StrEnum):
    """Real, or not: what is law can be overridden only where it is not."""

    INSPECTION = "inspection"
    EXERCISE = "exercise"
    TRAINING = "training"


class Environment(StrEnum):
    """Probable environment of the event (P.41(d))."""

    UNDERGROUND = "underground"
    UNDERWATER = "underwater"
    ATMOSPHERIC = "atmospheric"
    UNKNOWN = "unknown"


class Event(Record):
    """A suspicious event as bulletins report it, with one origin or several."""

    code: str = Field(min_length=1)
    name: str = ""
    event_type: str = ""
    environment: Environment = Environment.UNKNOWN
    source: str = ""


class Origin(Record):
    """One agency's location of an event (WGS 84, degrees; metres; seconds).

    The ellipse is at ``confidence_percent`` (90 in the formats of the Treaty's data centre),
    ``azimuth_deg`` is that of the major axis, clockwise from north. ``derivation`` says of a
    combined origin what it was combined from, and with which weights.
    """

    event_id: UUID
    agency: str = ""
    origin_code: str = ""
    at: Instant
    lon: float = Field(ge=-180, le=180)
    lat: float = Field(ge=-90, le=90)
    depth_m: float | None = None
    depth_fixed: bool = False
    depth_error_m: float | None = Field(default=None, ge=0)
    time_error_s: float | None = Field(default=None, ge=0)
    semi_major_m: float | None = Field(default=None, gt=0)
    semi_minor_m: float | None = Field(default=None, gt=0)
    azimuth_deg: float | None = Field(default=None, ge=0, le=360)
    confidence_percent: float = Field(default=90, gt=0, lt=100)
    magnitude: float | None = Field(default=None, ge=-5, le=12)
    magnitude_type: str = ""
    prime: bool = False
    derivation: str = ""


class Inspection(Record):
    """One case: real, exercise or training.

    ``requested_at`` is T0, receipt of the request by the Executive Council (IV.38-39). All other
    moments are milestones. The exercise clock is data too: with ``exercise_set_at`` the exercise
    time runs on from the moment it was set, without it stands still.
    """

    code: str = Field(min_length=1, max_length=40)
    title: str = Field(min_length=1)
    kind: InspectionKind
    requesting_state_id: UUID
    inspected_state_id: UUID
    event_id: UUID | None = None
    origin_id: UUID | None = None
    requested_at: Instant
    under_jurisdiction: bool = True
    observer_proposed: bool = True
    observer_name: str = ""
    non_scheduled_aircraft: bool = True
    aircraft_by_inspected_state: bool = False
    additional_overflights_agreed: bool = False
    extension_days: int = Field(default=0, ge=0, le=70)
    extension_techniques: tuple[Technique, ...] = ()
    site_name: str = ""
    site_time_zone: str = "UTC"
    classification: str = "OSI-RESTRICTED"
    exercise_time: Instant | None = None
    exercise_set_at: Instant | None = None
    notes: str = ""


class CaseMilestone(Record):
    """One moment that has happened. At most one of each kind in an inspection."""

    inspection_id: UUID
    milestone: Milestone
    at: Instant
    note: str = ""


class Mandate(Record):
    """The mandate as issued (P.42), one record a version.

    After version 1 only ``activities``, ``member_codes`` and ``equipment_codes`` may differ
    (P.42, last sentence; IV.46-49). Members and equipment are kept as codes: the mandate is a
    paper that was issued, not a view of today's records.
    """

    inspection_id: UUID
    version: int = Field(ge=1)
    issued_at: Instant
    decision: str = ""
    states: str = ""
    area: Vertices = ()
    point_of_entry: str = ""
    basing_points: str = ""
    leader_code: str = ""
    observer: str = ""
    activities: tuple[Technique, ...] = ()
    member_codes: tuple[str, ...] = ()
    equipment_codes: tuple[str, ...] = ()
