"""Read-only rows of the library and who reads them."""

from dataclasses import dataclass
from datetime import date
from typing import Protocol
from uuid import UUID

from osi_app.kernel.lists import RecordList


@dataclass(frozen=True, slots=True)
class StateLine:
    """One State."""

    id: UUID
    code: str
    name: str
    name_zh: str
    region: str
    annex2: bool
    signed_on: date | None
    ratified_on: date | None
    as_of: date | None
    fictional: bool


class LibraryReads(Protocol):
    """The library's lists."""

    @property
    def states(self) -> RecordList[StateLine]: ...
