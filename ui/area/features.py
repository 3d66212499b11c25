"""What of an inspection lies on the ground, as features of the map."""

from dataclasses import dataclass
from uuid import UUID

from osi_app.area.records import (
    FEWEST_VERTICES,
    AreaBoundary,
    BaseOfOperations,
    FlightRestriction,
    GroundFeature,
    MapLayer,
    PointOfEntry,
    RestrictedSite,
    SurveyPlan,
)
from osi_app.geo.ellipse import ellipse
from osi_app.inspection.case import Case
from osi_app.inspection.records import Origin
from osi_app.kernel.ports import Reading
from osi_app.kernel.record import Record
from osi_app.search.records import AreaOfInterest, Mission
from ui.widgets.map_features import MapFeature, Shape


@dataclass(frozen=True, slots=True)
class Ground:
    """Features to draw and the records they come from, by key."""

    features: tuple[MapFeature, ...]
    records: dict[str, Record]
    layers: tuple[MapLayer, ...] = ()
    plans: tuple[SurveyPlan, ...] = ()


KINDS = frozenset(
    {
        "area_boundary", "restricted_site", "point_of_entry", "base_of_operations",
        "ground_feature", "flight_restriction", "map_layer", "survey_plan", "rule_override",
        "area_of_interest", "mission", "inspection", "event", "origin",
    }
)  # fmt: skip
"""Kinds of record whose change redraws the map."""


def ground_of(reading: Reading, case: Case) -> Ground:
    """Everything of the case that has a place."""
    key = case.inspection.id
    features = [*_event(case.origin)]
    records: dict[str, Record] = {}
    found: list[tuple[Record, MapFeature]] = [
        *((area, _boundary(area)) for area in reading.all(AreaBoundary, inspection_id=key)),
        *((site, _site(site)) for site in reading.all(RestrictedSite, inspection_id=key)),
        *(
            (one, _restriction(one))
            for one in reading.all(FlightRestriction, inspection_id=key)
            if one.vertices
        ),
        *((one, _ground(one)) for one in reading.all(GroundFeature, inspection_id=key)),
        *((place, _entry(place)) for place in reading.all(PointOfEntry, inspection_id=key)),
        *((base, _base(base)) for base in reading.all(BaseOfOperations, inspection_id=key)),
        *((area, _interest(area)) for area in reading.all(AreaOfInterest, inspection_id=key)),
        *((mission, _mission(mission)) for mission in reading.all(Mission, inspection_id=key)),
    ]
    for record, feature in found:
        features.append(feature)
        records[feature.key] = record
    layers = reading.all(MapLayer, inspection_id=key)
    plans = reading.all(SurveyPlan, inspection_id=key)
    return Ground(tuple(features), records, layers, plans)


def _event(origin: Origin | None) -> list[MapFeature]:
    if origin is None:
        return []
    place = (origin.lon, origin.lat)
    found = [MapFeature("event", "origin", "Event", Shape.POINTS, (place,))]
    if origin.semi_major_m is not None and origin.semi_minor_m is not None:
        azimuth = origin.azimuth_deg or 0.0
        outline = ellipse(*place, origin.semi_major_m, origin.semi_minor_m, azimuth)
        shown = f"{origin.confidence_percent:g} % error ellipse, {origin.agency}"
        found.append(MapFeature("ellipse", "ellipse", shown, Shape.POLYGON, outline))
    return found


def _boundary(area: AreaBoundary) -> MapFeature:
    word = area.boundary.value
    return MapFeature(
        str(area.id), word, f"{word.capitalize()} boundary", Shape.POLYGON, area.vertices, True
    )


def _site(site: RestrictedSite) -> MapFeature:
    return MapFeature(
        str(site.id), "restricted_site", site.code, Shape.POLYGON, site.vertices, True
    )


_SHAPES = {1: Shape.POINTS, 2: Shape.LINE, 3: Shape.POLYGON}


def _ground(one: GroundFeature) -> MapFeature:
    shape = _SHAPES[FEWEST_VERTICES[one.kind]]
    shown = f"{one.code} {one.name}".strip()
    editable = shape is not Shape.POINTS
    return MapFeature(str(one.id), one.kind.value, shown, shape, one.vertices, editable)


def _restriction(one: FlightRestriction) -> MapFeature:
    shown = f"{one.code} {one.kind.value.replace('_', ' ')}"
    return MapFeature(str(one.id), "flight_restriction", shown, Shape.POLYGON, one.vertices, True)


def _entry(place: PointOfEntry) -> MapFeature:
    point = ((place.lon, place.lat),)
    return MapFeature(str(place.id), "point_of_entry", place.name, Shape.POINTS, point)


def _base(base: BaseOfOperations) -> MapFeature:
    point = ((base.lon, base.lat),)
    return MapFeature(str(base.id), "base_of_operations", base.name, Shape.POINTS, point)


def _interest(area: AreaOfInterest) -> MapFeature:
    return MapFeature(
        str(area.id), "area_of_interest", area.code, Shape.POLYGON, area.vertices, True
    )


def _mission(mission: Mission) -> MapFeature:
    shape = Shape(mission.geometry.value)
    shown = f"{mission.code} {mission.title}"
    return MapFeature(str(mission.id), "mission", shown, shape, mission.vertices)


def ring_features(ground: Ground) -> tuple[MapFeature, ...]:
    """What can be snapped to."""
    return tuple(one for one in ground.features if one.shape is not Shape.POINTS)


def record_id(key: str) -> UUID:
    """The record id behind a feature's key."""
    return UUID(key)
