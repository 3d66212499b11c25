"""Rows of places, routes, zones and restrictions of overflights, beside the map."""

from itertools import pairwise

from osi_app.area.records import (
    FEWEST_VERTICES,
    FlightRestriction,
    GroundFeature,
    GroundKind,
    RestrictionKind,
)
from osi_app.documents.ground import middle_of
from osi_app.documents.ground_values import GroundRow, RestrictionRow
from osi_app.documents.stamp import mgrs
from osi_app.geo.geodesy import Point, area_m2, distance_m
from osi_app.inspection.case import Case
from osi_app.kernel.ports import Reading
from osi_app.kernel.record import Vertices
from osi_app.texts import statement

ORDER = tuple(GroundKind)
"""Kinds in the order in which a table lists them."""
_NEEDS = {
    RestrictionKind.ALTITUDE_FLOOR: "floor_m",
    RestrictionKind.PASSES: "most",
    RestrictionKind.INSPECTORS: "most",
}


def ground_rows(reading: Reading, case: Case) -> tuple[GroundRow, ...]:
    """Places, routes and zones by kind and code."""
    found = reading.all(GroundFeature, inspection_id=case.inspection.id)
    ranked = sorted(found, key=lambda one: (ORDER.index(one.kind), one.code))
    return tuple(ground_row(one) for one in ranked)


def ground_row(feature: GroundFeature) -> GroundRow:
    """One place, route or zone with its size."""
    fewest = FEWEST_VERTICES[feature.kind]
    at = middle_of(feature.vertices) if fewest == 3 else feature.vertices[0]
    return GroundRow(
        record_id=feature.id,
        code=feature.code,
        kind=feature.kind.value,
        name=feature.name,
        lon=at[0],
        lat=at[1],
        mgrs=mgrs(*at),
        area_m2=area_m2(feature.vertices) if fewest == 3 else None,
        length_m=length_m(feature.vertices) if fewest == 2 else None,
        source=feature.source,
        note=feature.note,
    )


def length_m(vertices: Vertices) -> float:
    """The geodesic length of a line."""
    return sum(distance_m(start, end) for start, end in pairwise(vertices))


def restriction_rows(reading: Reading, case: Case) -> tuple[RestrictionRow, ...]:
    """Restrictions of overflights by code."""
    found = reading.all(FlightRestriction, inspection_id=case.inspection.id)
    return tuple(restriction_row(one) for one in sorted(found, key=lambda one: one.code))


def restriction_row(one: FlightRestriction) -> RestrictionRow:
    """One restriction with what it asks of a flight."""
    place: Point | None = middle_of(one.vertices) if len(one.vertices) >= 3 else None
    return RestrictionRow(
        record_id=one.id,
        code=one.code,
        kind=one.kind.value,
        asks=_asks(one),
        area_m2=None if place is None else area_m2(one.vertices),
        mgrs="" if place is None else mgrs(*place),
        opens_at=one.opens_at,
        closes_at=one.closes_at,
        reason=one.reason,
        alternative=one.alternative,
        declared_at=one.declared_at,
    )


def _asks(one: FlightRestriction) -> str:
    """What it asks; one that lacks its figure says so instead of a number."""
    needed = _NEEDS.get(one.kind)
    if needed is not None and getattr(one, needed) is None:
        return statement("asks.incomplete", {})
    return statement(f"asks.{one.kind.value}", {"floor_m": one.floor_m, "most": one.most})
