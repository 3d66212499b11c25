"""What paper says, as frozen values: every number printed, beside the record it comes from.

SI units, unit suffix in the name; instants are aware UTC, days inclusive at both ends; positions
are WGS 84 degrees. ``record_id`` is the record a row rests on. A template prints these values and
decides nothing: what a rule says is already a word here.
"""

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from osi_app.documents.map_value import MapValue
from osi_app.documents.search_values import AreaOfInterestRow, DayRow, MissionRow, OverflightBlock
from osi_app.kernel.findings import Finding


@dataclass(frozen=True, slots=True)
class Stamp:
    """What stands on every page. ``data_seq`` and ``data_sha256`` are the newest journal entry
    that touched data (issued documents apart); ``as_of`` is the moment the rules judged, to the
    minute. ``law_overridden`` names the keys of law replaced in this exercise, ``paper`` is a4 or
    letter."""

    document_kind: str
    number: str
    inspection_id: UUID
    inspection_code: str
    inspection_title: str
    inspection_kind: str
    classification: str
    marked_exercise: bool
    law_overridden: tuple[str, ...]
    data_seq: int
    data_sha256: str
    as_of: datetime
    site_time_zone: str
    paper: str = "a4"


@dataclass(frozen=True, slots=True)
class StateRow:
    """A State of the case."""

    record_id: UUID
    code: str
    name: str
    region: str
    as_of: date | None
    fictional: bool


@dataclass(frozen=True, slots=True)
class MandateBlock:
    """The newest version of the mandate (P.42)."""

    record_id: UUID
    version: int
    issued_at: datetime
    decision: str
    states: str
    point_of_entry: str
    basing_points: str
    leader_code: str
    observer: str
    activities: tuple[str, ...]
    members: int
    items: int


@dataclass(frozen=True, slots=True)
class OriginRow:
    """One agency's location of the event; ``chosen`` is the one the plan rests on."""

    record_id: UUID
    agency: str
    at: datetime
    time_error_s: float | None
    lon: float
    lat: float
    mgrs: str
    depth_m: float | None
    depth_fixed: bool
    depth_error_m: float | None
    magnitude: float | None
    magnitude_type: str
    semi_major_m: float | None
    semi_minor_m: float | None
    azimuth_deg: float | None
    confidence_percent: float
    ellipse_area_m2: float | None
    chosen: bool


@dataclass(frozen=True, slots=True)
class EventBlock:
    """The triggering event (P.41(a), (d), (e)) with all its origins, the chosen one first."""

    record_id: UUID
    code: str
    name: str
    event_type: str
    environment: str
    source: str
    origins: tuple[OriginRow, ...]


@dataclass(frozen=True, slots=True)
class VertexRow:
    """One vertex of the boundary, counted from 1."""

    number: int
    lon: float
    lat: float
    dms: str
    utm: str
    mgrs: str
    to_next_m: float


@dataclass(frozen=True, slots=True)
class AreaBlock:
    """One boundary with its proof (P.3): geodesic area and the two vertices farthest apart."""

    record_id: UUID
    boundary: str
    source: str
    area_m2: float
    area_limit_m2: float
    span_m: float
    span_limit_m: float
    span_between: tuple[int, int]
    perimeter_m: float
    vertices: tuple[VertexRow, ...]


@dataclass(frozen=True, slots=True)
class SiteRow:
    """A restricted-access site (P.89(e), P.92-96)."""

    record_id: UUID
    code: str
    name: str
    area_m2: float
    vertices: int
    lon: float
    lat: float
    mgrs: str
    declared_at: datetime | None


@dataclass(frozen=True, slots=True)
class PlaceRow:
    """A point of entry or a base; ``distance_m`` is that to the event (None without one)."""

    record_id: UUID
    role: str
    code: str
    name: str
    lon: float
    lat: float
    mgrs: str
    distance_m: float | None
    chosen: bool


@dataclass(frozen=True, slots=True)
class PhaseRow:
    """One phase of the case; ``last_day`` is the last day things are used in it."""

    code: str
    starts_at: datetime
    ends_at: datetime
    last_day: date


@dataclass(frozen=True, slots=True)
class PeriodRow:
    """When one technique of P.69 may be used (P.70); None where a vote is still needed."""

    technique: str
    title: str
    opens_at: datetime | None
    closes_at: datetime | None
    days: float | None
    paragraph: str


@dataclass(frozen=True, slots=True)
class MemberRow:
    """A team member: ``name`` in the person's own script, ``latin_name`` as in the passport."""

    record_id: UUID
    inspector_id: UUID
    code: str
    seat: str
    name: str
    latin_name: str
    nationality: str
    role: str
    techniques: tuple[str, ...]
    languages: tuple[str, ...]
    arrives_on: date
    departs_on: date
    leader: bool
    drilling: bool


@dataclass(frozen=True, slots=True)
class ItemRow:
    """One item of the equipment list. ``states`` holds one word for each phase of the plan:
    valid, lapsed, missing or not_needed on the phase's last day."""

    record_id: UUID
    code: str
    name: str
    item_type: str
    serial_number: str
    technique: str
    mass_kg: float
    seal_number: str
    certified_until: date | None
    calibration_number: str
    calibrated_until: date | None
    states: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class DeadlineRow:
    """One deadline of the case. ``status`` is a word; ``slack_s`` is what is left (negative when
    passed or late); ``met_at`` when it was done; ``basis`` is fact, plan or no_anchor."""

    code: str
    title: str
    due_at: datetime | None
    basis: str
    paragraph: str
    tag: str
    slack_s: float | None
    status: str
    met_at: datetime | None
    majority: str
    silence: str


@dataclass(frozen=True, slots=True)
class Statement:
    """One sentence of a section: a text code with its values, and what it rests on."""

    code: str
    values: dict[str, object]
    paragraph: str = ""


@dataclass(frozen=True, slots=True)
class SectionBlock:
    """A section of the plan made of statements, by its code."""

    code: str
    statements: tuple[Statement, ...]


@dataclass(frozen=True, slots=True)
class OverrideRow:
    """A rule value replaced for this inspection, with its author."""

    record_id: UUID
    key: str
    value: str
    shipped: str
    paragraph: str
    tag: str
    reason: str
    author: str
    set_at: datetime


@dataclass(frozen=True, slots=True)
class SourceRow:
    """What a part of the plan rests on."""

    subject: str
    source: str
    as_of: str
    record_id: UUID | None = None


@dataclass(frozen=True, slots=True)
class TeamBlock:
    """The team; ``peak`` persons on territory on ``peak_on`` (None without members)."""

    members: tuple[MemberRow, ...]
    limit: int
    peak: int
    peak_on: date | None
    nationalities: int
    languages: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class InspectionPlan:
    """The inspection plan (P.52: the initial plan, specifying the activities to be carried out)."""

    stamp: Stamp
    requesting: StateRow
    inspected: StateRow
    requested_at: datetime
    approved_at: datetime | None
    arrival_at: datetime | None
    observer: str
    site_name: str
    mandate: MandateBlock | None
    event: EventBlock | None
    areas: tuple[AreaBlock, ...]
    sites: tuple[SiteRow, ...]
    places: tuple[PlaceRow, ...]
    map: MapValue
    phases: tuple[PhaseRow, ...]
    areas_of_interest: tuple[AreaOfInterestRow, ...]
    missions: tuple[MissionRow, ...]
    periods: tuple[PeriodRow, ...]
    days: tuple[DayRow, ...]
    field_days: float | None
    overflight: OverflightBlock
    team: TeamBlock
    items: tuple[ItemRow, ...]
    mass_kg: float
    deadlines: tuple[DeadlineRow, ...]
    sections: tuple[SectionBlock, ...]
    findings: tuple[Finding, ...]
    overrides: tuple[OverrideRow, ...]
    sources: tuple[SourceRow, ...]


@dataclass(frozen=True, slots=True)
class TaskRow:
    """One task with its due time; ``status`` is done, overdue, due or unknown."""

    record_id: UUID
    code: str
    title: str
    owner_role: str
    anchor: str
    offset_h: float
    due_at: datetime | None
    paragraph: str
    done_at: datetime | None
    done_by: str
    note: str
    status: str


@dataclass(frozen=True, slots=True)
class TaskGroup:
    """The tasks of one phase, in order."""

    phase: str
    tasks: tuple[TaskRow, ...]


@dataclass(frozen=True, slots=True)
class DeploymentChecklist:
    """The tasks of a deployment by phase, to be ticked and signed on paper."""

    stamp: Stamp
    requesting: StateRow
    inspected: StateRow
    anchors: tuple[tuple[str, datetime | None, str], ...]
    """Anchor word, its moment, and whether that is fact or plan."""
    groups: tuple[TaskGroup, ...]
    findings: tuple[Finding, ...]
