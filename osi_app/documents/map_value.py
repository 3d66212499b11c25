"""What is drawn on the map sheet and on the map page: shapes with their labels and facts."""

from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from uuid import UUID

from osi_app.documents.ground_values import GroundBlock
from osi_app.kernel.record import Vertices


class FeatureKind(StrEnum):
    """What a shape is: decides its look and its layer."""

    AREA = "area"
    REQUESTED_AREA = "requested_area"
    ELLIPSE = "ellipse"
    EVENT = "event"
    SITE = "site"
    AREA_OF_INTEREST = "area_of_interest"
    MISSION = "mission"
    POINT_OF_ENTRY = "point_of_entry"
    BASE = "base"
    BASING_POINT = "basing_point"
    LANDING_SITE = "landing_site"
    NO_GO_ZONE = "no_go_zone"
    HAZARD_ZONE = "hazard_zone"
    ROUTE = "route"
    FIELD_OF_REGARD = "field_of_regard"
    NOTE = "note"
    RESTRICTION = "restriction"
    SURVEY = "survey"


class Shape(StrEnum):
    """How the vertices are joined. A polygon is an open ring."""

    POLYGON = "polygon"
    LINE = "line"
    POINTS = "points"


@dataclass(frozen=True, slots=True)
class MapFeature:
    """One thing on the map. ``facts`` are (word code, text) pairs for its popup, ``airborne`` is
    for missions and surveys flown. The lines of one survey share its ``record_id``."""

    record_id: UUID
    kind: FeatureKind
    code: str
    title: str
    shape: Shape
    vertices: Vertices
    facts: tuple[tuple[str, str], ...] = ()
    airborne: bool = False


@dataclass(frozen=True, slots=True)
class MapValue:
    """A whole map. What a page's foot says stands here too, so that the map can go alone."""

    number: str
    inspection_code: str
    inspection_title: str
    classification: str
    marked_exercise: bool
    data_seq: int
    data_sha256: str
    as_of: datetime
    features: tuple[MapFeature, ...]
    attributions: tuple[str, ...] = ()
    """What the layers shown ask to be said with the map, the lowest layer first."""
    ground: GroundBlock = field(default_factory=GroundBlock)
    """The same zones, restrictions and surveys as rows: computed once, for map and tables."""

    def of(self, *kinds: FeatureKind) -> tuple[MapFeature, ...]:
        """The features of these kinds, in drawing order."""
        return tuple(feature for feature in self.features if feature.kind in kinds)
