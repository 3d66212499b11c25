"""The search logic as paper prints it: areas of interest, questions, missions, days."""

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID


@dataclass(frozen=True, slots=True)
class NeedRow:
    """What would answer a question, and the letters of the techniques that can bring it."""

    record_id: UUID
    code: str
    observable: str
    techniques: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class QuestionRow:
    """A question with its needs; ``value`` 1 (low) to 5 (high)."""

    record_id: UUID
    code: str
    text: str
    value: int
    status: str
    needs: tuple[NeedRow, ...]


@dataclass(frozen=True, slots=True)
class AreaOfInterestRow:
    """An area of interest with its questions; ``priority`` 1 (low) to 5 (high)."""

    record_id: UUID
    code: str
    title: str
    priority: int
    status: str
    area_m2: float
    lon: float
    lat: float
    mgrs: str
    rationale: str
    questions: tuple[QuestionRow, ...]


@dataclass(frozen=True, slots=True)
class MissionRow:
    """One mission with whom it takes and what it serves; ``leader`` and ``members`` are codes."""

    record_id: UUID
    code: str
    title: str
    technique: str
    airborne: bool
    initial_overflight: bool
    height_m: float | None
    starts_at: datetime
    ends_at: datetime
    hours: float
    status: str
    area_of_interest: str
    question: str
    leader: str
    members: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class DayRow:
    """One day of the outline. ``inspection_day`` counts from approval (D+0), ``missions`` are
    codes, ``on_territory`` persons, ``deadlines`` the codes of what falls due that day."""

    day: date
    inspection_day: int
    phase: str
    missions: tuple[str, ...]
    team_hours: float
    on_territory: int
    deadlines: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class OverflightBlock:
    """The overflight budget (P.71-73): hours of the initial right, and what is planned."""

    limit_h: float
    initial_h: float
    additional_h: float
    additional_agreed: bool
    missions: tuple[MissionRow, ...]
