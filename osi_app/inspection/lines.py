"""Read-only rows of events and who reads them."""

from dataclasses import dataclass
from datetime import datetime
from typing import Protocol
from uuid import UUID

from osi_app.kernel.lists import RecordList


@dataclass(frozen=True, slots=True)
class EventLine:
    """One event with its prime origin; ``origins`` counts them all."""

    id: UUID
    code: str
    name: str
    event_type: str
    at: datetime | None
    lon: float | None
    lat: float | None
    depth_m: float | None
    magnitude: float | None
    magnitude_type: str
    agency: str
    semi_major_m: float | None
    origins: int
    source: str


class InspectionReads(Protocol):
    """The inspection room's lists."""

    @property
    def events(self) -> RecordList[EventLine]: ...
