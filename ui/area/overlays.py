"""What is drawn over the map while somebody decides: longest line, proposals, repairs, surveys."""

from osi_app.area.surveys import Survey
from osi_app.geo.coverage.proof import Coverage
from osi_app.geo.geodesy import Span
from osi_app.kernel.record import Vertices
from osi_app.kernel.units import km
from ui.widgets.map_features import Shape
from ui.widgets.map_overlays import Overlay


def span_overlay(longest: Span | None, limit_m: float) -> tuple[Overlay, ...]:
    """The longest line of a ring, red beyond the limit."""
    if longest is None:
        return ()
    tone = "breach" if longest.distance_m > limit_m else "muted"
    label = f"{km(longest.distance_m):.3f} km"
    line = (longest.start, longest.end)
    return (Overlay(Shape.LINE, line, tone, dash=True, fill=False, label=label),)


def ring_overlay(ring: Vertices, label: str) -> tuple[Overlay, ...]:
    """A ring that is proposed and not stored."""
    return (Overlay(Shape.POLYGON, ring, "good", dash=True, fill=True, label=label, width=2.2),)


def survey_overlay(made: Survey | None) -> tuple[Overlay, ...]:
    """Lines, ties and points of a survey; the first line shows the way."""
    if made is None:
        return ()
    found = [
        Overlay(Shape.LINE, line, "accent", dash=False, fill=False, width=1.2, arrow=at == 0)
        for at, line in enumerate(made.lines)
    ]
    found += [
        Overlay(Shape.LINE, line, "muted", dash=True, fill=False, width=1.0) for line in made.ties
    ]
    if made.points and not made.lines:
        found.append(Overlay(Shape.POINTS, made.points, "accent", dash=False, fill=True))
    return tuple(found)


def gap_overlay(proof: Coverage | None) -> tuple[Overlay, ...]:
    """Where no line reaches."""
    if proof is None:
        return ()
    return tuple(Overlay(Shape.POLYGON, gap, "breach", dash=False, fill=True) for gap in proof.gaps)
