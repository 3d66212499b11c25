"""Tables of what lies on the ground."""

from uuid import UUID

from sqlalchemy import JSON, UniqueConstraint
from sqlmodel import Field

from db.rows.columns import key, maybe_at, ref, word
from osi_app.area.records import (
    AreaBoundary,
    BaseOfOperations,
    BoundaryKind,
    PointOfEntry,
    RestrictedSite,
)
from osi_app.kernel.record import Instant, Vertices


class AreaBoundaryRow(AreaBoundary, table=True):
    __tablename__ = "area_boundary"
    __table_args__ = (UniqueConstraint("inspection_id", "boundary"),)
    id: UUID = key()
    inspection_id: UUID = ref("inspection")
    boundary: BoundaryKind = Field(sa_type=word(BoundaryKind))
    vertices: Vertices = Field(sa_type=JSON)


class RestrictedSiteRow(RestrictedSite, table=True):
    __tablename__ = "restricted_site"
    __table_args__ = (UniqueConstraint("inspection_id", "code"),)
    id: UUID = key()
    inspection_id: UUID = ref("inspection")
    vertices: Vertices = Field(sa_type=JSON)
    declared_at: Instant | None = maybe_at()


class PointOfEntryRow(PointOfEntry, table=True):
    __tablename__ = "point_of_entry"
    __table_args__ = (UniqueConstraint("inspection_id", "code"),)
    id: UUID = key()
    inspection_id: UUID = ref("inspection")


class BaseOfOperationsRow(BaseOfOperations, table=True):
    __tablename__ = "base_of_operations"
    __table_args__ = (UniqueConstraint("inspection_id", "code"),)
    id: UUID = key()
    inspection_id: UUID = ref("inspection")
