"""What the library keeps."""

from datetime import date
from enum import StrEnum
from uuid import UUID

from sqlmodel import Field

from osi_app.kernel.record import Instant, Record


class Region(StrEnum):
    """The six geographic regions of Annex 1 (Art. II.28)."""

    AFRICA = "Africa"
    EASTERN_EUROPE = "Eastern Europe"
    LATIN_AMERICA = "Latin America and the Caribbean"
    MIDDLE_EAST = "Middle East and South Asia"
    NORTH_AMERICA = "North America and Western Europe"
    SOUTH_EAST_ASIA = "South-East Asia, the Pacific and the Far East"
    NONE = "none"


class State(Record):
    """A State as listed by the Annual Report 2019; ``as_of`` is the day the row was true.

    ``code`` is ISO 3166 alpha-3, or three letters from the user-assigned range (XAA to XZZ)
    for a fictional State of an exercise.
    """

    code: str = Field(min_length=2, max_length=3)
    name: str = Field(min_length=1)
    name_zh: str = ""
    region: Region = Region.NONE
    annex2: bool = False
    signed_on: date | None = None
    ratified_on: date | None = None
    as_of: date | None = None
    fictional: bool = False


class RuleOverride(Record):
    """One rule value replaced for one inspection: who, when and why stand beside it.

    ``key`` is a key of the rule table in ``osi_app/treaty``; ``value`` is text as typed.
    """

    inspection_id: UUID
    key: str = Field(min_length=1)
    value: str = Field(min_length=1)
    reason: str = Field(min_length=1)
    author: str = Field(min_length=1)
    set_at: Instant


class IssuedDocument(Record):
    """A document as it was printed: number, and the journal entry its data stood at."""

    inspection_id: UUID
    number: str = Field(min_length=1)
    document_kind: str = Field(min_length=1)
    data_seq: int = Field(ge=0)
    data_sha256: str = Field(min_length=64, max_length=64)
    file_sha256: str = Field(min_length=64, max_length=64)
    pages: int = Field(ge=1)
    issued_at: Instant
    author: str = Field(min_length=1)
