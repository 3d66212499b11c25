"""Areas of interest and missions for other people's programs."""

from uuid import UUID

from osi_app.exchange.shapes import ShapeKind
from osi_app.exchange.writing.outgoing import OutFeature
from osi_app.kernel.ports import Reading
from osi_app.search.records import AreaOfInterest, GeometryKind, Mission

Plain = str | float | int | bool | None
_SHAPES: dict[GeometryKind, ShapeKind] = {
    GeometryKind.LINE: "line",
    GeometryKind.POLYGON: "polygon",
}


def search_features(reading: Reading, inspection_id: UUID) -> list[OutFeature]:
    """Every area of interest and mission of an inspection, by code; a mission of several points is
    one feature each."""
    areas = reading.all(AreaOfInterest, inspection_id=inspection_id)
    missions = reading.all(Mission, inspection_id=inspection_id)
    found = [_area(one) for one in areas]
    return found + [feature for one in missions for feature in _mission(one)]


def _area(one: AreaOfInterest) -> OutFeature:
    facts: dict[str, Plain] = {
        "code": one.code,
        "priority": one.priority,
        "status": one.status.value,
        "rationale": one.rationale,
    }
    name = f"{one.code} {one.title}"
    return OutFeature("polygon", name, "area_of_interest", one.vertices, properties=facts)


def _mission(one: Mission) -> list[OutFeature]:
    facts: dict[str, Plain] = {
        "code": one.code,
        "technique": one.technique.value,
        "airborne": one.airborne,
        "starts_at": one.starts_at.isoformat(),
        "ends_at": one.ends_at.isoformat(),
        "status": one.status.value,
        "note": one.note,
    }
    name, shape = f"{one.code} {one.title}", _SHAPES.get(one.geometry)
    if shape is not None:
        return [OutFeature(shape, name, "mission", one.vertices, properties=facts)]
    return [
        OutFeature("point", name, "mission", (place,), properties={**facts, "number": at})
        for at, place in enumerate(one.vertices, 1)
    ]
