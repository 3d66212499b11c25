"""What exists on the ground (WGS 84, (lon, lat) in degrees)."""

from enum import StrEnum
from uuid import UUID

from sqlmodel import Field

from osi_app.kernel.record import Instant, Record, Vertices
from osi_app.treaty.words import Technique


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


class GroundKind(StrEnum):
    """What else is drawn on the ground of an inspection."""

    BASING_POINT = "basing_point"
    LANDING_SITE = "landing_site"
    NO_GO_ZONE = "no_go_zone"
    HAZARD_ZONE = "hazard_zone"
    ROUTE = "route"
    FIELD_OF_REGARD = "field_of_regard"
    NOTE = "note"


FEWEST_VERTICES = {
    GroundKind.BASING_POINT: 1,
    GroundKind.LANDING_SITE: 1,
    GroundKind.NO_GO_ZONE: 3,
    GroundKind.HAZARD_ZONE: 3,
    GroundKind.ROUTE: 2,
    GroundKind.FIELD_OF_REGARD: 3,
    GroundKind.NOTE: 1,
}
"""1 for what is a point, 2 for a line, 3 for a ring."""


class GroundFeature(Record):
    """A place, line or zone that the plan needs: basing point (P.42(f), P.48), landing site
    (P.77), zone to keep out of, hazard, route, field of regard of atmospheric transport
    modelling, or a note pinned to a place. Its kind says whether ``vertices`` are a point, a line
    or a ring."""

    inspection_id: UUID
    code: str = Field(min_length=1)
    kind: GroundKind
    name: str = ""
    vertices: Vertices = Field(min_length=1)
    source: str = ""
    note: str = ""


class RestrictionKind(StrEnum):
    """How the inspected State may restrict an overflight (P.75)."""

    ALTITUDE_FLOOR = "altitude_floor"
    HOVER_BAN = "hover_ban"
    TIME_WINDOW = "time_window"
    PASSES = "passes"
    AIRCRAFT_TYPE = "aircraft_type"
    INSPECTORS = "inspectors"
    MEASUREMENT = "measurement"
    PROHIBITION = "prohibition"


class FlightRestriction(Record):
    """A restriction of overflights declared by the inspected State (P.75).

    ``vertices`` empty: it holds over the whole area. ``floor_m`` above the surface goes with an
    altitude floor, ``most`` with passes and inspectors, ``opens_at`` to ``closes_at`` (the end
    not included) with a time window: flying there only between them. ``alternative`` is what is
    offered instead, which P.75 asks for with a prohibition.
    """

    inspection_id: UUID
    code: str = Field(min_length=1)
    kind: RestrictionKind
    vertices: Vertices = ()
    floor_m: float | None = Field(default=None, gt=0, le=20_000)
    most: int | None = Field(default=None, ge=0)
    opens_at: Instant | None = None
    closes_at: Instant | None = None
    reason: str = ""
    alternative: str = ""
    declared_at: Instant | None = None


class LayerKind(StrEnum):
    """What a layer's file holds."""

    VECTOR = "vector"
    IMAGERY = "imagery"
    ELEVATION = "elevation"
    TILES = "tiles"


class MapLayer(Record):
    """A map of the planner's own under the plan: the file stays a file, here stands where it is,
    what it was (size, SHA-256) and how it is shown.

    ``place`` 1 lies lowest. ``opacity`` 0 to 1. ``vertical_datum`` is asked of elevation that
    does not say it. ``hillshade``, ``slope`` and ``contour_m`` (0: none) are ways to show
    elevation. ``crs`` is what was said of a file that does not name its reference system.
    ``attribution`` is printed with every map that shows the layer.
    """

    inspection_id: UUID
    name: str = Field(min_length=1)
    kind: LayerKind
    path: str = Field(min_length=1)
    sha256: str = ""
    size_bytes: int = Field(default=0, ge=0)
    attribution: str = ""
    crs: str = ""
    vertical_datum: str = ""
    place: int = Field(default=1, ge=1)
    visible: bool = True
    locked: bool = False
    opacity: float = Field(default=1.0, ge=0, le=1)
    colour: str = ""
    line_width: float = Field(default=1.5, gt=0, le=20)
    hillshade: bool = True
    slope: bool = False
    contour_m: float = Field(default=0.0, ge=0)


class SurveyPattern(StrEnum):
    """How ground is covered."""

    PARALLEL_LINES = "parallel_lines"
    POINT_GRID = "point_grid"
    POINT_STRIPS = "point_strips"
    TRAVERSE = "traverse"
    LOOP = "loop"
    STATION_NETWORK = "station_network"
    MINI_ARRAY = "mini_array"
    PROFILE_LINES = "profile_lines"


class SurveyPlan(Record):
    """How one technique of P.69 covers a piece of ground. The lines and points are computed from
    these figures, never stored.

    ``vertices`` empty: the whole inspection area; otherwise a ring to cover, points to visit
    (traverse), a feature to go around (loop), one centre (mini-array, profile lines).
    ``azimuth_deg`` None asks for the best; a line's azimuth is clockwise from north.
    ``swath_m`` is what one line covers across. Aircraft fly ``height_m`` above the ground and at
    least ``min_height_m`` over terrain; hours are within ``endurance_h`` less ``reserve_h``.
    """

    inspection_id: UUID
    code: str = Field(min_length=1)
    title: str = Field(min_length=1)
    technique: Technique
    method: str = ""
    pattern: SurveyPattern
    vertices: Vertices = ()
    spacing_m: float = Field(gt=0, le=100_000)
    azimuth_deg: float | None = Field(default=None, ge=0, lt=360)
    swath_m: float | None = Field(default=None, gt=0)
    tie_spacing_m: float | None = Field(default=None, gt=0)
    overrun_m: float = Field(default=0, ge=0, le=10_000)
    turn_radius_m: float = Field(default=0, ge=0, le=10_000)
    count: int | None = Field(default=None, ge=1, le=10_000)
    random_start: bool = False
    seed: int = Field(default=0, ge=0)
    airborne: bool = False
    initial_overflight: bool = False
    height_m: float | None = Field(default=None, gt=0)
    min_height_m: float | None = Field(default=None, gt=0)
    speed_m_s: float | None = Field(default=None, gt=0)
    ferry_speed_m_s: float | None = Field(default=None, gt=0)
    climb_m_s: float | None = Field(default=None, gt=0)
    endurance_h: float | None = Field(default=None, gt=0)
    reserve_h: float = Field(default=0.5, ge=0)
    flown_from: str = ""
    starts_at: Instant | None = None
    note: str = ""
