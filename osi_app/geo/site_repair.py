"""Ways to make a restricted-access site lawful: smaller, farther from the next, inside (P.92)."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

import numpy as np
import shapely
from numpy.typing import NDArray
from shapely.affinity import translate
from shapely.geometry.base import BaseGeometry

from osi_app.geo.geodesy import area_m2, span
from osi_app.geo.polygons import Plane, beside, contains, plane_about, ring, separation_m
from osi_app.geo.proposal import Limits
from osi_app.geo.repair import Repair, rounded, shrunk
from osi_app.kernel.errors import RuleError
from osi_app.kernel.record import Vertices

Metres = NDArray[np.float64]
_ARC = 32
"""Edges to a quarter of a round corner."""
_MARGINS_M = (0.0, 0.02, 0.1, 1.0, 10.0)
"""The plane and the ellipsoid differ by centimetres; far away by more."""


class SiteRepairKind(StrEnum):
    """How a site is mended."""

    TO_SIZE = "site_to_size"
    APART = "site_apart"
    INSIDE = "site_inside"


@dataclass(frozen=True, slots=True)
class SiteGround:
    """What a site is judged among: the other sites, the inspection area (() for none), and what
    P.92 allows: its size and the least distance to the next."""

    others: tuple[Vertices, ...]
    area: Vertices
    most_m2: float
    least_m: float


def site_repairs(site: Vertices, ground: SiteGround) -> tuple[Repair, ...]:
    """Ways to mend a site, the smallest change first: to the size allowed, apart from the others
    (both where both are asked), inside the area. What needs no mending, and what there is no room
    for, is not offered."""
    smaller = shrunk_site(site, ground.most_m2)
    found: list[Repair] = []
    try:
        apart = moved_apart(smaller, ground.others, ground.least_m)
    except RuleError:
        apart = smaller
    if apart != site:
        kind = SiteRepairKind.TO_SIZE if smaller != site else SiteRepairKind.APART
        found.append(_repair(kind, site, apart))
    if ground.area:
        found += _inside(site, smaller, ground)
    return tuple(found)


def _inside(site: Vertices, smaller: Vertices, ground: SiteGround) -> list[Repair]:
    try:
        inside = moved_inside(smaller, ground.area)
    except RuleError:
        return []
    if inside == smaller:
        return []
    clear = all(
        separation_m(inside, beside(inside, other)) >= ground.least_m for other in ground.others
    )
    return [_repair(SiteRepairKind.INSIDE, site, inside)] if clear else []


def _repair(kind: SiteRepairKind, site: Vertices, mended: Vertices) -> Repair:
    left = area_m2(mended)
    return Repair(kind, mended, left, span(mended).distance_m, max(area_m2(site) - left, 0.0))


def shrunk_site(site: Vertices, most_m2: float) -> Vertices:
    """A site made smaller about its middle until it has at most that size (P.92)."""
    return shrunk(site, Limits(most_m2, float("inf")))


def moved_apart(site: Vertices, others: Sequence[Vertices], least_m: float) -> Vertices:
    """A site moved by the least that leaves ``least_m`` between it and every other (P.92); as it
    is where that already holds."""
    others = [beside(site, other) for other in others]

    def apart(moved: Vertices) -> bool:
        return all(separation_m(moved, other) >= least_m for other in others)

    if apart(site):
        return site
    plane = plane_about(site)
    polygon = shapely.Polygon(plane.project(site))
    shapes = [shapely.Polygon(plane.project(other)) for other in others]
    meeting = shapely.union_all([_meeting(polygon, other) for other in shapes])
    bounds = shapely.box(*shapely.total_bounds([meeting])).buffer(2.0 * least_m + 1_000.0)
    for more_m in _MARGINS_M:
        # the corners of a round corner lie on the arc, its edges within
        away = (least_m + more_m) / np.cos(np.pi / 4.0 / _ARC)
        free = bounds.difference(meeting.buffer(away, quad_segs=_ARC))
        moved = _shifted(plane, polygon, free)
        if moved and apart(moved):
            return moved
    raise RuleError("no_room", field="vertices", least_m=least_m)


def moved_inside(site: Vertices, area: Vertices) -> Vertices:
    """A site moved by the least that brings all of it into an area; as it is where it lies inside.

    Raises ``RuleError('no_room')`` for a site that does not fit in there as it is turned.
    """
    plane = plane_about(area)
    polygon, whole = (shapely.Polygon(plane.project(each)) for each in (site, area))
    if contains(area, polygon, plane):
        return site
    # the first corner lies inside, and nothing of the site meets the ground all around
    corner = shapely.get_coordinates(polygon)[0]
    rim = whole.envelope.buffer(2.0 * polygon.length, join_style="mitre")
    free = translate(whole, *-corner).difference(_meeting(polygon, rim.difference(whole)))
    for more_m in _MARGINS_M:
        moved = _shifted(plane, polygon, free.buffer(-more_m))
        if moved and contains(area, shapely.Polygon(plane.project(moved)), plane):
            return beside(site, moved)
    raise RuleError("no_room", field="vertices")


def _shifted(plane: Plane, polygon: shapely.Polygon, free: BaseGeometry) -> Vertices:
    """The polygon moved by the shortest of the steps in ``free``; () when there are none."""
    if free.is_empty:
        return ()
    step = shapely.get_coordinates(shapely.shortest_line(shapely.Point(0.0, 0.0), free))[1]
    metres = shapely.get_coordinates(polygon)[:-1] + step
    return ring(rounded(plane.unproject(metres)))


def _meeting(site: shapely.Polygon, ground: BaseGeometry) -> BaseGeometry:
    """The steps after which a site meets some ground: the ground's Minkowski sum with the site
    mirrored, over the convex parts of both."""
    sums = [
        (there[:, None, :] - here[None, :, :]).reshape(-1, 2)
        for there in _convex_parts(ground)
        for here in _convex_parts(site)
    ]
    return shapely.union_all([shapely.MultiPoint(each).convex_hull for each in sums])


def _convex_parts(geometry: BaseGeometry) -> list[Metres]:
    """The corners of convex polygons that make up a geometry."""
    hull = geometry.convex_hull
    if hull.area - geometry.area <= 1e-9 * hull.area:
        return [shapely.get_coordinates(hull)[:-1]]
    parts = shapely.get_parts(shapely.constrained_delaunay_triangles(geometry))
    return [shapely.get_coordinates(part)[:-1] for part in parts]
