"""The rules of an inspection area: size, span, and that the event lies in it (P.2-3)."""

from dataclasses import dataclass
from math import floor

from osi_app.geo.geodesy import Span, area_m2, span
from osi_app.geo.polygons import inside, ring
from osi_app.geo.proposal import Limits
from osi_app.kernel.errors import RuleError
from osi_app.kernel.findings import Finding, Severity, Subject
from osi_app.kernel.record import Vertices
from osi_app.kernel.units import km, km2
from osi_app.treaty.values import RuleValues


def limits(values: RuleValues) -> Limits:
    """What P.3 allows, as in force."""
    return Limits(values.number("area.max_area_m2"), values.number("area.max_span_m"))


def scale_percent(share: float) -> float:
    """A share as percent to four places, rounded down: what is scaled by it keeps the limit."""
    return floor(share * 1_000_000) / 10_000


def boundary_findings(vertices: Vertices, subject: Subject, values: RuleValues) -> list[Finding]:
    """What is wrong with a ring as an inspection area. Exactly the limit is allowed."""
    try:
        ring(vertices)
    except RuleError as error:
        told = {"reason": error.code}
        return [Finding("area.shape", "P.3", Severity.BREACH, subject, "area_shape", told)]
    return measure_findings(measured(vertices), subject, values)


@dataclass(frozen=True, slots=True)
class Measure:
    """What P.3 limits: square metres, and the longest distance with its ends."""

    area_m2: float
    span: Span


def measured(vertices: Vertices) -> Measure:
    """Geodesic area and span of a ring on WGS 84."""
    return Measure(area_m2(vertices), span(vertices))


def measure_findings(measure: Measure, subject: Subject, values: RuleValues) -> list[Finding]:
    """What P.3 says of an area of that size. Exactly the limit is allowed."""
    return [
        *_size(measure.area_m2, subject, values),
        *_span(measure.span, subject, values),
    ]


def _size(found: float, subject: Subject, values: RuleValues) -> list[Finding]:
    most = values.number("area.max_area_m2")
    if found <= most:
        return []
    told = {
        "found_km2": km2(found),
        "limit_km2": km2(most),
        "exceeded_km2": km2(found - most),
        "scale_percent": scale_percent((most / found) ** 0.5),
    }
    return [
        Finding("area.size", "P.3", Severity.BREACH, subject, "area_too_large", told, "shrink_area")
    ]


def _span(longest: Span, subject: Subject, values: RuleValues) -> list[Finding]:
    most = values.number("area.max_span_m")
    if longest.distance_m <= most:
        return []
    told = {
        "found_km": km(longest.distance_m),
        "limit_km": km(most),
        "exceeded_km": km(longest.distance_m - most),
        "between": (longest.start, longest.end),
        "scale_percent": scale_percent(most / longest.distance_m),
    }
    return [
        Finding("area.span", "P.3", Severity.BREACH, subject, "area_too_long", told, "shrink_area")
    ]


def event_findings(
    vertices: Vertices, place: tuple[float, float], subject: Subject
) -> list[Finding]:
    """The area is where the triggering event occurred (P.2)."""
    if inside(place, vertices):
        return []
    told = {"lon": place[0], "lat": place[1]}
    return [Finding("area.event_outside", "P.2", Severity.BREACH, subject, "event_outside", told)]
