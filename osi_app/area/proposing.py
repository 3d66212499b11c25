"""From an event to an area: origins side by side, one of them or several combined, and the lawful
areas about it with the probability that the event lies inside."""

from collections.abc import Sequence
from dataclasses import dataclass

from osi_app.area.boundary import limits
from osi_app.geo.geodesy import Point
from osi_app.geo.origins import Combined, Located, combine
from osi_app.geo.probability import Axes, Spread, probability_inside, spread_of
from osi_app.geo.proposal import Proposed, proposals
from osi_app.inspection.records import Origin
from osi_app.kernel.errors import RuleError
from osi_app.kernel.record import Vertices
from osi_app.treaty.values import RuleValues

MARGIN = "area.proposal_margin_m"


def axes_of(origin: Origin) -> Axes | None:
    """The error ellipse of an origin; None for one that has none."""
    if origin.semi_major_m is None or origin.semi_minor_m is None:
        return None
    return Axes(origin.semi_major_m, origin.semi_minor_m, origin.azimuth_deg or 0.0)


def spread(origin: Origin, values: RuleValues) -> Spread | None:
    """Where the true epicentre may lie: the ellipse with the margin for systematic error that the
    planner set; None for an origin without an ellipse."""
    axes = axes_of(origin)
    if axes is None:
        return None
    margin = values.number(MARGIN)
    return spread_of((origin.lon, origin.lat), axes, origin.confidence_percent, margin)


def probability(origin: Origin | None, vertices: Vertices, values: RuleValues) -> float | None:
    """P(true epicentre inside the ring), 0 to 1; None without an ellipse."""
    found = None if origin is None else spread(origin, values)
    return None if found is None else probability_inside(found, vertices)


def proposed_areas(origin: Origin, values: RuleValues) -> tuple[Proposed, ...]:
    """Lawful areas about an origin, the one of greatest probability first; the largest lawful
    circle alone for an origin without an ellipse."""
    found = spread(origin, values)
    return proposals(found or (origin.lon, origin.lat), limits(values))


def first_area(origin: Origin, values: RuleValues) -> Vertices:
    """The lawful area of greatest probability."""
    return proposed_areas(origin, values)[0].vertices


@dataclass(frozen=True, slots=True)
class OriginRow:
    """One origin beside the others. ``weight`` is its share in the combination (None without an
    ellipse), ``apart_m`` its distance from the combined place, ``deviation`` that distance in
    standard deviations."""

    origin: Origin
    weight: float | None = None
    apart_m: float | None = None
    deviation: float | None = None


def combined_origin(origins: Sequence[Origin], multipliers: Sequence[float] = ()) -> Origin:
    """Several origins of one event as one, weighted by the inverse of their covariances, times
    the planner's ``multipliers``. Time, depth and magnitude are those of the heaviest.

    Raises ``RuleError``: too_few_origins, origin_without_ellipse.
    """
    found = combination(origins, multipliers)
    pairs = sorted(zip(found.weights, origins, strict=True), key=lambda pair: -pair[0])
    heaviest = pairs[0][1]
    told = ", ".join(
        f"{one.agency or one.origin_code} {weight * 100:.0f} %" for weight, one in pairs
    )
    lon, lat = found.centre
    return Origin(
        event_id=heaviest.event_id,
        agency="Combined",
        origin_code="+".join(one.origin_code or one.agency for _, one in pairs)[:80],
        at=heaviest.at,
        lon=(lon + 180.0) % 360.0 - 180.0,
        lat=lat,
        depth_m=heaviest.depth_m,
        depth_fixed=heaviest.depth_fixed,
        depth_error_m=heaviest.depth_error_m,
        semi_major_m=found.axes.major_m,
        semi_minor_m=found.axes.minor_m,
        azimuth_deg=found.axes.azimuth_deg % 360.0,
        confidence_percent=found.confidence_percent,
        magnitude=heaviest.magnitude,
        magnitude_type=heaviest.magnitude_type,
        derivation=told,
    )


def combination(origins: Sequence[Origin], multipliers: Sequence[float] = ()) -> Combined:
    """The combination itself, with the weights shown. Errors as in ``combined_origin``."""
    if len(origins) < 2:
        raise RuleError("too_few_origins", field="origins", found=len(origins))
    located = []
    for one in origins:
        axes = axes_of(one)
        if axes is None:
            raise RuleError("origin_without_ellipse", field="origins", origin=one.agency)
        place: Point = (one.lon, one.lat)
        located.append(Located(place, axes, one.confidence_percent))
    return combine(located, multipliers or (1.0,) * len(located))
