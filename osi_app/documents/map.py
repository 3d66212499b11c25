"""The map of a case: every shape with what its popup says."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from osi_app.area.records import (
    AreaBoundary,
    BaseOfOperations,
    BoundaryKind,
    MapLayer,
    PointOfEntry,
    RestrictedSite,
)
from osi_app.documents.ground_rows import ground_rows, restriction_rows
from osi_app.documents.ground_values import GroundBlock
from osi_app.documents.map_ground import ground_features, restriction_features, survey_features
from osi_app.documents.map_value import FeatureKind, MapFeature, MapValue, Shape
from osi_app.documents.stamp import Revision, mgrs, number_of
from osi_app.documents.stamp import as_of as judged_at
from osi_app.documents.survey_rows import survey_rows, surveys_in
from osi_app.geo.ellipse import ellipse
from osi_app.geo.geodesy import area_m2, span
from osi_app.inspection.case import Case
from osi_app.inspection.records import Origin
from osi_app.kernel.ports import Reading
from osi_app.search.records import AreaOfInterest, GeometryKind, Mission, MissionStatus
from osi_app.texts import word
from osi_app.texts.formats import area, distance, instant, position

if TYPE_CHECKING:  # the geometry of surveys loads where there is a survey
    from osi_app.area.surveys import Survey

_SHAPES = {
    GeometryKind.POINTS: Shape.POINTS,
    GeometryKind.LINE: Shape.LINE,
    GeometryKind.POLYGON: Shape.POLYGON,
}
_LEAST = {Shape.POINTS: 1, Shape.LINE: 2, Shape.POLYGON: 3}


def map_value(reading: Reading, case: Case, revision: Revision) -> MapValue:
    """Everything that is drawn, in drawing order within a kind by code."""
    inspection = case.inspection
    surveys = surveys_in(reading, case)
    ground = _ground(reading, case, surveys)
    return MapValue(
        number=number_of(case, "map", revision.head),
        inspection_code=inspection.code,
        inspection_title=inspection.title,
        classification=inspection.classification,
        marked_exercise=case.marked_exercise,
        data_seq=revision.head.seq,
        data_sha256=revision.head.sha256,
        as_of=judged_at(case),
        features=(*_features(reading, case), *survey_features(surveys, ground.surveys)),
        attributions=_attributions(reading, case),
        ground=ground,
    )


def _features(reading: Reading, case: Case) -> tuple[MapFeature, ...]:
    """All shapes but those of surveys."""
    return (
        *_boundaries(reading, case),
        *([] if case.origin is None else _origin(case.origin)),
        *_sites(reading, case),
        *_interest(reading, case),
        *_missions(reading, case),
        *_places(reading, case),
        *ground_features(reading, case),
        *restriction_features(reading, case),
    )


def _ground(reading: Reading, case: Case, surveys: "Sequence[Survey]") -> GroundBlock:
    budget_h = case.values.number("overflight.initial_hours")
    return GroundBlock(
        rows=ground_rows(reading, case),
        restrictions=restriction_rows(reading, case),
        surveys=survey_rows(surveys, budget_h),
        budget_h=budget_h,
        max_height_m=case.values.number("overflight.max_height_m"),
    )


def _attributions(reading: Reading, case: Case) -> tuple[str, ...]:
    """What the visible layers ask to be said, each once, the lowest layer first."""
    layers = reading.all(MapLayer, inspection_id=case.inspection.id)
    shown = sorted((one for one in layers if one.visible), key=lambda one: (one.place, one.name))
    said = (one.attribution.strip() for one in shown)
    return tuple(dict.fromkeys(text for text in said if text))


def _boundaries(reading: Reading, case: Case) -> list[MapFeature]:
    """The boundary in force; the requested one beside it only where it differs."""
    found = {
        one.boundary: one for one in reading.all(AreaBoundary, inspection_id=case.inspection.id)
    }
    mandated = found.get(BoundaryKind.MANDATED)
    requested = found.get(BoundaryKind.REQUESTED)
    features = []
    if mandated is not None:
        features.append(_boundary(mandated, FeatureKind.AREA))
    if requested is not None and (mandated is None or mandated.vertices != requested.vertices):
        kind = FeatureKind.AREA if mandated is None else FeatureKind.REQUESTED_AREA
        features.append(_boundary(requested, kind))
    return features


def _boundary(boundary: AreaBoundary, kind: FeatureKind) -> MapFeature:
    facts = (
        ("area", area(area_m2(boundary.vertices), 3)),
        ("span_proof", distance(span(boundary.vertices).distance_m, 3)),
        ("source", boundary.source),
    )
    code = f"boundary_{boundary.boundary.value}"
    return MapFeature(boundary.id, kind, code, code, Shape.POLYGON, boundary.vertices, facts)


def _origin(origin: Origin) -> list[MapFeature]:
    place = (origin.lon, origin.lat)
    magnitude = (
        "" if origin.magnitude is None else f"{origin.magnitude_type} {origin.magnitude:.1f}"
    )
    facts = (
        ("agency", origin.agency),
        ("origin_time", instant(origin.at, seconds=True)),
        ("magnitude", magnitude),
        ("position", position(*place)),
        ("mgrs", mgrs(*place)),
    )
    title = magnitude.strip() or origin.agency or "event"
    features = [
        MapFeature(origin.id, FeatureKind.EVENT, "event", title, Shape.POINTS, (place,), facts)
    ]
    major, minor = origin.semi_major_m, origin.semi_minor_m
    if major is not None and minor is not None:
        ring = ellipse(*place, major, minor, origin.azimuth_deg or 0.0)
        axes = f"{major / 1000:.1f} × {minor / 1000:.1f} km, {origin.azimuth_deg or 0:.0f}°"
        shown = (("ellipse", f"{axes} ({origin.confidence_percent:g} %)"),)
        features.append(
            MapFeature(
                origin.id, FeatureKind.ELLIPSE, "ellipse", "ellipse", Shape.POLYGON, ring, shown
            )
        )
    return features


def _sites(reading: Reading, case: Case) -> list[MapFeature]:
    return [
        MapFeature(
            site.id,
            FeatureKind.SITE,
            site.code,
            site.name,
            Shape.POLYGON,
            site.vertices,
            (("area", area(area_m2(site.vertices))), ("declared", instant(site.declared_at))),
        )
        for site in reading.all(RestrictedSite, inspection_id=case.inspection.id)
    ]


def _interest(reading: Reading, case: Case) -> list[MapFeature]:
    return [
        MapFeature(
            each.id,
            FeatureKind.AREA_OF_INTEREST,
            each.code,
            each.title,
            Shape.POLYGON,
            each.vertices,
            (
                ("priority", str(each.priority)),
                ("status", word(each.status.value)),
                ("area", area(area_m2(each.vertices))),
            ),
        )
        for each in reading.all(AreaOfInterest, inspection_id=case.inspection.id)
    ]


def _missions(reading: Reading, case: Case) -> list[MapFeature]:
    missions = reading.all(Mission, inspection_id=case.inspection.id)
    return [_mission(one) for one in missions if one.status is not MissionStatus.CANCELLED]


def _mission(mission: Mission) -> MapFeature:
    shape = _SHAPES[mission.geometry]
    if len(mission.vertices) < _LEAST[shape]:
        shape = Shape.LINE if len(mission.vertices) == 2 else Shape.POINTS
    facts = (
        ("technique", f"({mission.technique.value})"),
        ("starts", instant(mission.starts_at)),
        ("ends", instant(mission.ends_at)),
        ("status", word(mission.status.value)),
    )
    return MapFeature(
        mission.id,
        FeatureKind.MISSION,
        mission.code,
        mission.title,
        shape,
        mission.vertices,
        facts,
        mission.airborne,
    )


def _places(reading: Reading, case: Case) -> list[MapFeature]:
    key = case.inspection.id
    features = []
    for entry in reading.all(PointOfEntry, inspection_id=key):
        if entry.chosen:
            features.append(_place(entry, FeatureKind.POINT_OF_ENTRY))
    for base in reading.all(BaseOfOperations, inspection_id=key):
        features.append(_place(base, FeatureKind.BASE))
    return features


def _place(place: PointOfEntry | BaseOfOperations, kind: FeatureKind) -> MapFeature:
    at = (place.lon, place.lat)
    facts = (("position", position(*at)), ("mgrs", mgrs(*at)))
    return MapFeature(place.id, kind, place.code, place.name, Shape.POINTS, (at,), facts)
