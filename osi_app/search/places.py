"""Where a mission goes: inside the area (P.57, P.74), outside restricted-access sites (P.92-96)."""

from collections.abc import Sequence

import shapely
from shapely.geometry.base import BaseGeometry

from osi_app.area.records import RestrictedSite
from osi_app.geo.polygons import Plane, contains, outside_m, plane_about
from osi_app.kernel.findings import Finding
from osi_app.kernel.record import Vertices
from osi_app.search.about import about_mission
from osi_app.search.records import GeometryKind, Mission

TOUCH_M = 0.005
"""Work up to a site's boundary is allowed (P.94): what reaches in by less is a touch."""


def geometry_of(mission: Mission, plane: Plane) -> BaseGeometry:
    """What a mission draws, in a working plane: points, one line or one polygon.

    Too few vertices for its kind fall back: a line of one is a point, a polygon of two a line.
    """
    metres = plane.project(mission.vertices)
    if mission.geometry is GeometryKind.POINTS or len(metres) == 1:
        return shapely.MultiPoint(metres)
    if mission.geometry is GeometryKind.LINE or len(metres) == 2:
        return shapely.LineString(metres)
    polygon = shapely.Polygon(metres)
    return polygon if polygon.is_valid else shapely.make_valid(polygon)


def outside_area(mission: Mission, area: Vertices, boundary: str) -> list[Finding]:
    """The mission stays inside the area; touching its boundary is inside. ``boundary`` says whose
    it is, requested or mandated."""
    plane = plane_about(area)
    geometry = geometry_of(mission, plane)
    if contains(area, geometry, plane):
        return []
    distance = outside_m(area, geometry, plane)
    values = {
        "limit": 0,
        "found": round(distance, 1),
        "exceeded_by": round(distance, 1),
        "distance_m": round(distance, 1),
        "boundary": boundary,
    }
    paragraph = "P.74" if mission.airborne else "P.57"
    return [
        about_mission(
            mission, "search.outside_area", paragraph, values, mend="search.outside_area_mend"
        )
    ]


def in_restricted_sites(mission: Mission, sites: Sequence[RestrictedSite]) -> list[Finding]:
    """The mission stays out of restricted-access sites; one finding a site it enters.

    Flying over one is not entering it, but the inspected State may restrict it (P.75): airborne
    missions are not judged here.
    """
    if mission.airborne:
        return []
    return [found for site in sites for found in _in_site(mission, site)]


def _in_site(mission: Mission, site: RestrictedSite) -> list[Finding]:
    plane = plane_about(site.vertices)
    polygon = shapely.Polygon(plane.project(site.vertices))
    inside = geometry_of(mission, plane).intersection(polygon.buffer(-TOUCH_M))
    if inside.is_empty:
        return []
    corners = shapely.get_coordinates(inside)
    depth_m = round(float(shapely.distance(shapely.points(corners), polygon.exterior).max()), 1)
    values = {
        "site": site.code,
        "site_name": site.name,
        "limit": 0,
        "inside_m2": round(float(inside.area), 1),
        "inside_m": round(float(inside.length), 1) if inside.area == 0 else 0.0,
        "points": len(corners) if inside.length == 0 else 0,
        "depth_m": depth_m,
        "found": depth_m,
        "exceeded_by": depth_m,
    }
    code = "search.in_restricted_site"
    if inside.area > 0:
        code += ".area"
    elif inside.length > 0:
        code += ".line"
    mend = "search.in_restricted_site_mend"
    return [about_mission(mission, code, "P.96", values, mend=mend)]
