"""GPX 1.1: points as waypoints, lines as tracks (routes as routes), polygons as closed tracks."""

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from osi_app.exchange.writing.features import OutFeature, attributes, shown_value
from osi_app.exchange.writing.split import wrapped
from osi_app.kernel.record import Vertices

if TYPE_CHECKING:
    from gpxpy.gpx import GPXRoute, GPXTrackPoint, GPXWaypoint

_OWN = ("name", "layer", "colour")


def write_gpx(path: Path, features: Sequence[OutFeature]) -> None:
    """GPX 1.1 in UTF-8. A polygon's holes are further segments of its track; the layer is the
    ``type``, properties stand in ``desc``, one a line. Longitudes are -180 <= lon < 180, as the
    schema says; colours have no place in it.
    """
    from gpxpy.gpx import GPX, GPXTrack, GPXTrackSegment  # noqa: PLC0415  # only where written

    document = GPX()
    document.creator = "OSI Planner"
    for feature in features:
        if feature.kind == "point":
            document.waypoints.append(_waypoint(feature))
            continue
        if feature.kind == "line" and feature.layer == "route":
            document.routes.append(_route(feature))
            continue
        track = GPXTrack(name=_name(feature), description=_described(feature))
        track.type = _layer(feature)  # type: ignore[assignment]  # gpxpy declares it as None
        track.comment = feature.kind
        closed = feature.kind == "polygon"
        for ring in (feature.vertices, *feature.holes):
            points = (*ring, ring[0]) if closed else ring
            track.segments.append(GPXTrackSegment(_points(points)))
        document.tracks.append(track)
    path.write_text(document.to_xml(version="1.1"), encoding="utf-8", newline="")


def _waypoint(feature: OutFeature) -> "GPXWaypoint":
    from gpxpy.gpx import GPXWaypoint  # noqa: PLC0415  # only where written

    [(lon, lat)] = _places(feature.vertices)
    waypoint = GPXWaypoint(lat, lon, name=_name(feature), description=_described(feature))
    waypoint.type, waypoint.comment = _layer(feature), feature.kind
    return waypoint


def _route(feature: OutFeature) -> "GPXRoute":
    """What is to be followed, not what was gone."""
    from gpxpy.gpx import GPXRoute, GPXRoutePoint  # noqa: PLC0415  # only where written

    route = GPXRoute(name=_name(feature), description=_described(feature))
    route.type, route.comment = _layer(feature), feature.kind
    route.points = [GPXRoutePoint(lat, lon) for lon, lat in _places(feature.vertices)]
    return route


def _points(vertices: Vertices) -> "list[GPXTrackPoint]":
    from gpxpy.gpx import GPXTrackPoint  # noqa: PLC0415  # only where written

    return [GPXTrackPoint(lat, lon) for lon, lat in _places(vertices)]


def _places(vertices: Vertices) -> Vertices:
    return tuple((-180.0 if (lon := wrapped(raw)) == 180.0 else lon, lat) for raw, lat in vertices)


def _name(feature: OutFeature) -> str | None:
    return str(attributes(feature)["name"]) or None


def _layer(feature: OutFeature) -> str | None:
    return str(attributes(feature)["layer"]) or None


def _described(feature: OutFeature) -> str | None:
    shown = attributes(feature).items()
    lines = [
        f"{key}: {shown_value(value)}"
        for key, value in shown
        if key not in _OWN and value is not None
    ]
    return "\n".join(lines) or None
