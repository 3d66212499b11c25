"""Read-only rows of the roster and who reads them."""

from dataclasses import dataclass
from datetime import date, datetime
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


@dataclass(frozen=True, slots=True)
class SeatLine:
    """One seat; ``status`` is filled or empty, ``member`` the code of who sits in it."""

    id: UUID
    code: str
    title: str
    function: str
    technique: str | None
    level: str
    languages: str
    shift: str
    status: str
    member: str
    name: str


@dataclass(frozen=True, slots=True)
class CallOutLine:
    """One campaign; ``answered`` counts people, not replies."""

    id: UUID
    code: str
    title: str
    status: str
    opened_at: datetime
    reply_by: datetime
    called: int
    answered: int


@dataclass(frozen=True, slots=True)
class CalleeLine:
    """One person called; ``answer`` is that of the newest reply that counts, or waiting."""

    id: UUID
    code: str
    latin_name: str
    wave: int
    answer: str
    sent: int
    last_at: datetime | None
    token: str


@dataclass(frozen=True, slots=True)
class ReplyLine:
    """One reply; ``problem`` says why it does not count until a person accepts it."""

    id: UUID
    at: datetime
    code: str
    latin_name: str
    answer: str
    channel: str
    available_from: date | None
    available_until: date | None
    airport: str
    constraints: str
    problem: str
    sender: str


@dataclass(frozen=True, slots=True)
class LegLine:
    """One leg of one person's way."""

    id: UUID
    code: str
    latin_name: str
    number: int
    mode: str
    from_place: str
    to_place: str
    departs_at: datetime
    arrives_at: datetime
    delay_min: int
    status: str
    reference: str


class RosterReads(Protocol):
    """The roster's lists."""

    @property
    def inspectors(self) -> RecordList[InspectorLine]: ...

    @property
    def members(self) -> RecordList[TeamMemberLine]: ...

    @property
    def seats(self) -> RecordList[SeatLine]: ...

    @property
    def call_outs(self) -> RecordList[CallOutLine]: ...

    @property
    def callees(self) -> RecordList[CalleeLine]: ...

    @property
    def replies(self) -> RecordList[ReplyLine]: ...

    @property
    def legs(self) -> RecordList[LegLine]: ...
