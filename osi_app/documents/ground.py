"""Rows about the ground: event, boundaries with their proof, sites, points of entry, bases."""

from math import pi

import shapely

from osi_app.area.records import (
    AreaBoundary,
    BaseOfOperations,
    BoundaryKind,
    PointOfEntry,
    RestrictedSite,
)
from osi_app.documents.stamp import mgrs
from osi_app.documents.values import (
    AreaBlock,
    EventBlock,
    MandateBlock,
    OriginRow,
    PlaceRow,
    SiteRow,
    VertexRow,
)
from osi_app.geo.coordinates import CoordinateForm, format_as
from osi_app.geo.geodesy import Point, area_m2, distance_m, perimeter_m, span
from osi_app.inspection.case import Case
from osi_app.inspection.records import Mandate, Origin
from osi_app.kernel.ports import Reading
from osi_app.kernel.record import Vertices


def mandate_block(reading: Reading, case: Case) -> MandateBlock | None:
    """The newest version of the mandate, None before its issue."""
    versions = reading.all(Mandate, inspection_id=case.inspection.id)
    if not versions:
        return None
    newest = max(versions, key=lambda mandate: mandate.version)
    return MandateBlock(
        record_id=newest.id,
        version=newest.version,
        issued_at=newest.issued_at,
        decision=newest.decision,
        states=newest.states,
        point_of_entry=newest.point_of_entry,
        basing_points=newest.basing_points,
        leader_code=newest.leader_code,
        observer=newest.observer,
        activities=tuple(technique.value for technique in newest.activities),
        members=len(newest.member_codes),
        items=len(newest.equipment_codes),
    )


def event_block(case: Case) -> EventBlock | None:
    """The event with its origins, the chosen one first."""
    event = case.event
    if event is None:
        return None
    rows = [_origin(origin, origin == case.origin) for origin in case.origins]
    rows.sort(key=lambda row: (not row.chosen, row.agency, row.at))
    return EventBlock(
        event.id,
        event.code,
        event.name,
        event.event_type,
        event.environment.value,
        event.source,
        tuple(rows),
    )


def _origin(origin: Origin, chosen: bool) -> OriginRow:
    major, minor = origin.semi_major_m, origin.semi_minor_m
    return OriginRow(
        record_id=origin.id,
        agency=origin.agency,
        at=origin.at,
        time_error_s=origin.time_error_s,
        lon=origin.lon,
        lat=origin.lat,
        mgrs=mgrs(origin.lon, origin.lat),
        depth_m=origin.depth_m,
        depth_fixed=origin.depth_fixed,
        depth_error_m=origin.depth_error_m,
        magnitude=origin.magnitude,
        magnitude_type=origin.magnitude_type,
        semi_major_m=major,
        semi_minor_m=minor,
        azimuth_deg=origin.azimuth_deg,
        confidence_percent=origin.confidence_percent,
        ellipse_area_m2=None if major is None or minor is None else pi * major * minor,
        chosen=chosen,
    )


def area_blocks(reading: Reading, case: Case) -> tuple[AreaBlock, ...]:
    """The mandated boundary first, then the requested one."""
    found = reading.all(AreaBoundary, inspection_id=case.inspection.id)
    ranked = sorted(found, key=lambda one: one.boundary is not BoundaryKind.MANDATED)
    return tuple(_area(boundary, case) for boundary in ranked)


def _area(boundary: AreaBoundary, case: Case) -> AreaBlock:
    vertices = boundary.vertices
    longest = span(vertices)
    return AreaBlock(
        record_id=boundary.id,
        boundary=boundary.boundary.value,
        source=boundary.source,
        area_m2=area_m2(vertices),
        area_limit_m2=case.values.number("area.max_area_m2"),
        span_m=longest.distance_m,
        span_limit_m=case.values.number("area.max_span_m"),
        span_between=(_number(vertices, longest.start), _number(vertices, longest.end)),
        perimeter_m=perimeter_m(vertices),
        vertices=_vertices(vertices),
    )


def _number(vertices: Vertices, point: Point) -> int:
    """The vertex nearest to a point, counted from 1."""
    order = range(len(vertices))
    near = min(order, key=lambda i: abs(vertices[i][0] - point[0]) + abs(vertices[i][1] - point[1]))
    return near + 1


def _vertices(vertices: Vertices) -> tuple[VertexRow, ...]:
    following = (*vertices[1:], vertices[0])
    return tuple(
        VertexRow(
            number=number,
            lon=lon,
            lat=lat,
            dms=format_as(lon, lat, CoordinateForm.DMS),
            utm=format_as(lon, lat, CoordinateForm.UTM),
            mgrs=mgrs(lon, lat),
            to_next_m=distance_m((lon, lat), after),
        )
        for number, ((lon, lat), after) in enumerate(zip(vertices, following, strict=True), start=1)
    )


def middle_of(vertices: Vertices) -> Point:
    """A point that lies within the polygon."""
    inner = shapely.make_valid(shapely.Polygon(vertices)).representative_point()
    return float(inner.x), float(inner.y)


def site_rows(reading: Reading, case: Case) -> tuple[SiteRow, ...]:
    """Restricted-access sites by code."""
    rows = []
    for site in reading.all(RestrictedSite, inspection_id=case.inspection.id):
        lon, lat = middle_of(site.vertices)
        rows.append(
            SiteRow(
                record_id=site.id,
                code=site.code,
                name=site.name,
                area_m2=area_m2(site.vertices),
                vertices=len(site.vertices),
                lon=lon,
                lat=lat,
                mgrs=mgrs(lon, lat),
                declared_at=site.declared_at,
            )
        )
    return tuple(rows)


def place_rows(reading: Reading, case: Case) -> tuple[PlaceRow, ...]:
    """Points of entry, the chosen one first, then bases."""
    key = case.inspection.id
    entries = sorted(
        reading.all(PointOfEntry, inspection_id=key), key=lambda place: not place.chosen
    )
    bases = reading.all(BaseOfOperations, inspection_id=key)
    rows = [_place(place, "point_of_entry", place.chosen, case) for place in entries]
    return (*rows, *(_place(base, "base_of_operations", False, case) for base in bases))


def _place(place: PointOfEntry | BaseOfOperations, role: str, chosen: bool, case: Case) -> PlaceRow:
    at = (place.lon, place.lat)
    origin = case.origin
    away = None if origin is None else distance_m((origin.lon, origin.lat), at)
    return PlaceRow(place.id, role, place.code, place.name, *at, mgrs(*at), away, chosen)
