"""What lies on the ground of a case, for other people's programs."""

from collections.abc import Callable, Iterable

from osi_app.area.records import (
    FEWEST_VERTICES,
    AreaBoundary,
    BaseOfOperations,
    FlightRestriction,
    GroundFeature,
    PointOfEntry,
    RestrictedSite,
)
from osi_app.area.surveys import Survey
from osi_app.exchange.shapes import ShapeKind
from osi_app.exchange.writing.outgoing import OutFeature
from osi_app.geo.ellipse import ellipse
from osi_app.geo.geodesy import area_m2, span
from osi_app.inspection.case import Case
from osi_app.kernel.ports import Reading
from osi_app.kernel.units import km, km2

Plain = str | float | int | bool | None
_SHAPES: dict[int, ShapeKind] = {1: "point", 2: "line", 3: "polygon"}


def outgoing(reading: Reading, case: Case, surveys: Iterable[Survey] = ()) -> list[OutFeature]:
    """Every boundary, site, zone, route, place and origin of a case, and the lines and points of
    its surveys; each with its facts as properties."""
    key = case.inspection.id
    found = [*_event(case)]
    found += [_boundary(one) for one in reading.all(AreaBoundary, inspection_id=key)]
    found += [_site(one) for one in reading.all(RestrictedSite, inspection_id=key)]
    found += [
        _restriction(one)
        for one in reading.all(FlightRestriction, inspection_id=key)
        if one.vertices
    ]
    found += [_feature(one) for one in reading.all(GroundFeature, inspection_id=key)]
    found += [_place("point_of_entry", one) for one in reading.all(PointOfEntry, inspection_id=key)]
    found += [
        _place("base_of_operations", one)
        for one in reading.all(BaseOfOperations, inspection_id=key)
    ]
    return found + [feature for made in surveys for feature in survey_features(made)]


def _event(case: Case) -> list[OutFeature]:
    found = []
    for origin in case.origins:
        facts: dict[str, Plain] = {
            "agency": origin.agency,
            "at": origin.at.isoformat(),
            "depth_m": origin.depth_m,
            "magnitude": origin.magnitude,
            "magnitude_type": origin.magnitude_type,
            "chosen": case.origin is not None and origin.id == case.origin.id,
            "derivation": origin.derivation,
        }
        place = ((origin.lon, origin.lat),)
        shown = f"{origin.agency} {origin.origin_code}".strip() or "origin"
        found.append(OutFeature("point", shown, "origin", place, properties=facts))
        if origin.semi_major_m is not None and origin.semi_minor_m is not None:
            rim = ellipse(*place[0], origin.semi_major_m, origin.semi_minor_m,
                          origin.azimuth_deg or 0.0)  # fmt: skip
            percent: dict[str, Plain] = {"confidence_percent": origin.confidence_percent}
            found.append(OutFeature("polygon", shown, "ellipse", rim, properties=percent))
    return found


def _boundary(one: AreaBoundary) -> OutFeature:
    facts: dict[str, Plain] = {
        "area_km2": km2(area_m2(one.vertices)),
        "span_km": km(span(one.vertices).distance_m),
        "source": one.source,
    }
    word = one.boundary.value
    return OutFeature("polygon", f"{word} boundary", f"{word}_boundary", one.vertices,
                      properties=facts, colour="#123d61")  # fmt: skip


def _site(one: RestrictedSite) -> OutFeature:
    facts: dict[str, Plain] = {
        "code": one.code,
        "area_km2": km2(area_m2(one.vertices)),
        "declared_at": one.declared_at.isoformat() if one.declared_at else None,
        "note": one.note,
    }
    name = one.name or one.code
    return OutFeature("polygon", name, "restricted_site", one.vertices, properties=facts,
                      colour="#a12622")  # fmt: skip


def _restriction(one: FlightRestriction) -> OutFeature:
    facts: dict[str, Plain] = {
        "restriction": one.kind.value,
        "floor_m": one.floor_m,
        "most": one.most,
        "opens_at": one.opens_at.isoformat() if one.opens_at else None,
        "closes_at": one.closes_at.isoformat() if one.closes_at else None,
        "reason": one.reason,
        "alternative": one.alternative,
    }
    return OutFeature("polygon", one.code, "flight_restriction", one.vertices, properties=facts,
                      colour="#b26a00")  # fmt: skip


def _feature(one: GroundFeature) -> OutFeature:
    shape = _SHAPES[FEWEST_VERTICES[one.kind]]
    facts: dict[str, Plain] = {"code": one.code, "note": one.note, "source": one.source}
    name = one.name or one.code
    return OutFeature(shape, name, one.kind.value, one.vertices, properties=facts)


def _place(layer: str, one: PointOfEntry | BaseOfOperations) -> OutFeature:
    facts: dict[str, Plain] = {"code": one.code}
    return OutFeature("point", one.name, layer, ((one.lon, one.lat),), properties=facts)


def survey_features(made: Survey) -> list[OutFeature]:
    """The lines, ties and points of one survey, numbered in the order of work."""
    layer = f"survey_{made.plan.code}"
    number: Callable[[str, int], str] = lambda word, at: f"{made.plan.code} {word}{at}"  # noqa: E731
    found = [
        OutFeature("line", number("L", at), layer, one, properties={"number": at, "tie": False})
        for at, one in enumerate(made.lines, 1)
    ]
    found += [
        OutFeature("line", number("T", at), layer, one, properties={"number": at, "tie": True})
        for at, one in enumerate(made.ties, 1)
    ]
    if made.lines:
        return found
    return [
        OutFeature("point", number("P", at), layer, (one,), properties={"number": at})
        for at, one in enumerate(made.points, 1)
    ]
