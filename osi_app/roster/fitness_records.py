"""What else must hold for a person to go: visas, vaccinations, briefings, dose, further
nationalities, roles mastered, remarks. Days are inclusive at both ends."""

from datetime import date
from enum import StrEnum
from uuid import UUID

from sqlmodel import Field

from osi_app.kernel.record import Instant, Record
from osi_app.roster.records import Level


class TeamFunction(StrEnum):
    """What a seat of the team is for (osi-domain.md 2.2: a planning default, editable by seat)."""

    LEADER = "leader"
    DEPUTY = "deputy"
    PLANNING = "planning"
    LIAISON = "liaison"
    GIS_DATA = "gis_data"
    INTERPRETER = "interpreter"
    VISUAL = "visual"
    RADIOMETRIC = "radiometric"
    NOBLE_GAS = "noble_gas"
    PASSIVE_SEISMIC = "passive_seismic"
    GEOPHYSICS = "geophysics"
    FIELD_LABORATORY = "field_laboratory"
    HEALTH_SAFETY = "health_safety"
    MEDIC = "medic"
    SECURITY = "security"
    LOGISTICS = "logistics"
    DRILLING = "drilling"


class VisaStatus(StrEnum):
    """Where an application for a visa stands."""

    NOT_NEEDED = "not_needed"
    NEEDED = "needed"
    APPLIED = "applied"
    GRANTED = "granted"
    REFUSED = "refused"


class Nationality(Record):
    """A further nationality of a person: each of them counts for P.9."""

    inspector_id: UUID
    state_id: UUID


class RoleQualification(Record):
    """A function of the team at one level. One of each function a person."""

    inspector_id: UUID
    function: TeamFunction
    level: Level
    last_used_on: date | None = None


class Visa(Record):
    """Permission to enter a State (P.26: issued within 48 hours of the application or on arrival).

    ``applied_at`` is when the application was handed in; the days of validity are inclusive.
    """

    inspector_id: UUID
    state_id: UUID
    status: VisaStatus = VisaStatus.NEEDED
    applied_at: Instant | None = None
    valid_from: date | None = None
    valid_until: date | None = None
    multiple_entry: bool = True
    number: str = ""


class Vaccination(Record):
    """A vaccination given. Without ``valid_until`` it holds for life."""

    inspector_id: UUID
    vaccine: str = Field(min_length=1, max_length=80)
    given_on: date
    valid_until: date | None = None


class SecurityBriefing(Record):
    """A briefing on confidentiality and security. Without ``valid_until`` it does not lapse."""

    inspector_id: UUID
    briefed_on: date
    valid_until: date | None = None
    given_by: str = ""


class DoseReading(Record):
    """Dose received in a wearing period, in mSv."""

    inspector_id: UUID
    first_day: date
    last_day: date
    dose_msv: float = Field(ge=0)
    dosemeter: str = ""


class Remark(Record):
    """Something said about a person, with who may read it. ``classification`` is a word of the
    inspection's own scheme."""

    inspector_id: UUID
    at: Instant
    author: str = Field(min_length=1)
    classification: str = "OSI-RESTRICTED"
    text: str = Field(min_length=1)
