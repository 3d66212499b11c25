"""Tables of what lies on the ground."""

from uuid import UUID

from sqlalchemy import JSON, BigInteger, UniqueConstraint
from sqlmodel import Field

from db.rows.columns import key, maybe_at, ref, word
from osi_app.area.records import (
    AreaBoundary,
    BaseOfOperations,
    BoundaryKind,
    FlightRestriction,
    GroundFeature,
    GroundKind,
    LayerKind,
    MapLayer,
    PointOfEntry,
    RestrictedSite,
    RestrictionKind,
    SurveyPattern,
    SurveyPlan,
)
from osi_app.kernel.record import Instant, Vertices
from osi_app.treaty.words import Technique


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


class GroundFeatureRow(GroundFeature, table=True):
    __tablename__ = "ground_feature"
    __table_args__ = (UniqueConstraint("inspection_id", "code"),)
    id: UUID = key()
    inspection_id: UUID = ref("inspection")
    kind: GroundKind = Field(sa_type=word(GroundKind))
    vertices: Vertices = Field(sa_type=JSON)


class FlightRestrictionRow(FlightRestriction, table=True):
    __tablename__ = "flight_restriction"
    __table_args__ = (UniqueConstraint("inspection_id", "code"),)
    id: UUID = key()
    inspection_id: UUID = ref("inspection")
    kind: RestrictionKind = Field(sa_type=word(RestrictionKind))
    vertices: Vertices = Field(sa_type=JSON)
    opens_at: Instant | None = maybe_at()
    closes_at: Instant | None = maybe_at()
    declared_at: Instant | None = maybe_at()


class MapLayerRow(MapLayer, table=True):
    __tablename__ = "map_layer"
    id: UUID = key()
    inspection_id: UUID = ref("inspection")
    kind: LayerKind = Field(sa_type=word(LayerKind))
    size_bytes: int = Field(sa_type=BigInteger)


class SurveyPlanRow(SurveyPlan, table=True):
    __tablename__ = "survey_plan"
    __table_args__ = (UniqueConstraint("inspection_id", "code"),)
    id: UUID = key()
    inspection_id: UUID = ref("inspection")
    technique: Technique = Field(sa_type=word(Technique))
    pattern: SurveyPattern = Field(sa_type=word(SurveyPattern))
    vertices: Vertices = Field(sa_type=JSON)
    starts_at: Instant | None = maybe_at()
