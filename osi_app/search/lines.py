"""Read-only rows of the search logic and who reads them."""

from dataclasses import dataclass
from datetime import datetime
from typing import Protocol
from uuid import UUID

from osi_app.kernel.lists import RecordList


@dataclass(frozen=True, slots=True)
class AreaOfInterestLine:
    """One area of interest with what hangs on it."""

    id: UUID
    code: str
    title: str
    priority: int
    status: str
    questions: int
    missions: int


@dataclass(frozen=True, slots=True)
class MissionLine:
    """One mission with the codes of what it serves; ``hours`` is end minus start."""

    id: UUID
    code: str
    title: str
    technique: str
    airborne: bool
    area_of_interest: str
    question: str
    starts_at: datetime
    ends_at: datetime
    hours: float
    members: int
    status: str


class SearchReads(Protocol):
    """The search room's lists."""

    @property
    def areas_of_interest(self) -> RecordList[AreaOfInterestLine]: ...

    @property
    def missions(self) -> RecordList[MissionLine]: ...
