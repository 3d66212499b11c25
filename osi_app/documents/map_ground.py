"""Places, zones, restrictions and surveys as shapes on the map, with what their popups say."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from osi_app.area.records import FEWEST_VERTICES, FlightRestriction, GroundFeature, GroundKind
from osi_app.documents.ground_rows import ground_row, restriction_row
from osi_app.documents.ground_values import SurveyRow
from osi_app.documents.map_value import FeatureKind, MapFeature, Shape
from osi_app.documents.survey_rows import line_name
from osi_app.inspection.case import Case
from osi_app.kernel.ports import Reading
from osi_app.kernel.record import Vertices
from osi_app.texts import word
from osi_app.texts.formats import area, distance, instant, number, position

if TYPE_CHECKING:  # the geometry of surveys loads where there is a survey
    from osi_app.area.surveys import Survey

_SHAPES = {1: Shape.POINTS, 2: Shape.LINE, 3: Shape.POLYGON}
_KINDS = {kind: FeatureKind(kind.value) for kind in GroundKind}
Facts = tuple[tuple[str, str], ...]


def ground_features(reading: Reading, case: Case) -> list[MapFeature]:
    """Places, routes and zones in order of code."""
    found = reading.all(GroundFeature, inspection_id=case.inspection.id)
    return [ground_feature(one) for one in sorted(found, key=lambda one: one.code)]


def ground_feature(one: GroundFeature) -> MapFeature:
    """One place, route or zone."""
    row = ground_row(one)
    facts = (
        ("position", position(row.lon, row.lat)),
        ("mgrs", row.mgrs),
        ("area", "" if row.area_m2 is None else area(row.area_m2)),
        ("length", "" if row.length_m is None else distance(row.length_m)),
        ("source", row.source),
        ("note", row.note),
    )
    shape = _SHAPES[FEWEST_VERTICES[one.kind]]
    vertices = one.vertices[:1] if shape is Shape.POINTS else one.vertices
    return MapFeature(one.id, _KINDS[one.kind], one.code, one.name, shape, vertices, facts)


def restriction_features(reading: Reading, case: Case) -> list[MapFeature]:
    """Restrictions that hold over a place, in order of code; one that holds over the whole area
    stands in the tables only."""
    found = reading.all(FlightRestriction, inspection_id=case.inspection.id)
    placed = [one for one in found if len(one.vertices) >= 3]
    return [restriction_feature(one) for one in sorted(placed, key=lambda one: one.code)]


def restriction_feature(one: FlightRestriction) -> MapFeature:
    """One restriction that holds over a place."""
    row = restriction_row(one)
    facts = (
        ("asks", row.asks),
        ("opens", instant(row.opens_at) if row.opens_at else ""),
        ("closes", instant(row.closes_at) if row.closes_at else ""),
        ("reason", row.reason),
        ("alternative", row.alternative),
        ("declared", instant(row.declared_at) if row.declared_at else ""),
    )
    title = word(row.kind)
    kind = FeatureKind.RESTRICTION
    return MapFeature(one.id, kind, one.code, title, Shape.POLYGON, one.vertices, facts)


def survey_features(surveys: Sequence["Survey"], rows: Sequence[SurveyRow]) -> list[MapFeature]:
    """Lines and ties of each survey, or its points where it has no lines. Each line goes by the
    survey's code and its own: ``SP-01 L7``."""
    found: list[MapFeature] = []
    for made, row in zip(surveys, rows, strict=True):
        facts = _survey_facts(row)
        lines = (*made.lines, *made.ties)
        for index, line in enumerate(lines, start=1):
            name = f"{row.code} {line_name(index, row.lines)}"
            found.append(_survey(row, name, Shape.LINE, line, facts))
        if made.points and not lines:
            found.append(_survey(row, row.code, Shape.POINTS, made.points, facts))
    return found


def _survey(
    row: SurveyRow, name: str, shape: Shape, vertices: Vertices, facts: Facts
) -> MapFeature:
    return MapFeature(
        row.record_id, FeatureKind.SURVEY, name, row.title, shape, vertices, facts, row.airborne
    )


def _survey_facts(row: SurveyRow) -> Facts:
    """What is known of a survey as a whole; what does not apply is "" and left out."""
    flight = row.flight
    made = ((row.lines, "lines"), (row.ties, "ties"), (0 if row.lines else row.points, "points"))
    share = row.covered_percent
    covered = "" if share is None else f"{share:.2f} %"
    counted = [f"{count} {word(name)}" for count, name in made if count]
    return (
        ("technique", f"({row.technique})"),
        ("method", row.method),
        ("pattern", word(row.pattern)),
        ("laid_out", ", ".join(counted)),
        ("spacing", distance(row.spacing_m)),
        ("azimuth", "" if row.azimuth_deg is None else f"{row.azimuth_deg:.1f}°"),
        ("length", distance(row.line_m) if row.line_m else ""),
        ("height", "" if row.height_m is None else f"{number(row.height_m)} m"),
        ("over_area", "" if flight is None else f"{flight.hours_over_area:.2f} h"),
        ("covered", covered),
        ("days", "" if row.days is None else number(row.days, 1)),
    )
