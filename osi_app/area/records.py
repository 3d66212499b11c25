"""What exists on the ground (WGS 84, (lon, lat) in degrees)."""

from enum import StrEnum
from uuid import UUID

from sqlmodel import Field

from osi_app.kernel.record import Instant, Record, Vertices


class BoundaryKind(StrEnum):
    """Whose boundary: the request's (P.41(b)) or the mandate's (P.42(c)). They may differ."""

    REQUESTED = "requested"
    MANDATED = "mandated"


class AreaBoundary(Record):
    """One continuous polygon. At most one of each kind in an inspection."""

    inspection_id: UUID
    boundary: BoundaryKind
    vertices: Vertices = Field(min_length=3)
    source: str = ""


class RestrictedSite(Record):
    """A restricted-access site declared by the inspected State (P.89(e), P.92-96)."""

    inspection_id: UUID
    code: str = Field(min_length=1)
    name: str = ""
    vertices: Vertices = Field(min_length=3)
    declared_at: Instant | None = None
    note: str = ""


class PointOfEntry(Record):
    """A designated point of entry (P.32). Exactly one is chosen in an inspection."""

    inspection_id: UUID
    code: str = Field(min_length=1)
    name: str = Field(min_length=1)
    lon: float = Field(ge=-180, le=180)
    lat: float = Field(ge=-90, le=90)
    chosen: bool = False


class BaseOfOperations(Record):
    """Where the team lives and works."""

    inspection_id: UUID
    code: str = Field(min_length=1)
    name: str = Field(min_length=1)
    lon: float = Field(ge=-180, le=180)
    lat: float = Field(ge=-90, le=90)
    note: str = ""
