"""Read-only rows of the roster and who reads them."""

from dataclasses import dataclass
from datetime import date
from typing import Protocol
from uuid import UUID

from osi_app.kernel.lists import RecordList


@dataclass(frozen=True, slots=True)
class InspectorLine:
    """One inspector on the day asked for (``ListQuery.on``).

    ``techniques`` are the letters with level, "a:expert c:operator"; the ``…_until`` days are the
    last valid ones of what counts that day; ``status`` is one of ready, unavailable, lapsed,
    not_designated; ``seat`` is the seat in the inspection asked for, or "".
    """

    id: UUID
    code: str
    name: str
    latin_name: str
    nationality: str
    sex: str
    role: str
    languages: str
    techniques: str
    training_until: date | None
    medical_until: date | None
    passport_until: date | None
    status: str
    seat: str


@dataclass(frozen=True, slots=True)
class TeamMemberLine:
    """One team member of an inspection."""

    id: UUID
    inspector_id: UUID
    code: str
    name: str
    latin_name: str
    nationality: str
    seat: str
    leader: bool
    techniques: str
    languages: str
    arrives_on: date
    departs_on: date


class RosterReads(Protocol):
    """The roster's lists."""

    @property
    def inspectors(self) -> RecordList[InspectorLine]: ...

    @property
    def members(self) -> RecordList[TeamMemberLine]: ...
