"""Lines added where the swaths of parallel ones leave ground out.

They do at slanting edges, in the corners of lobes, and in the shadow of what may not be entered.
Each scrap left out gets one straight line inside the ground; neighbours along an edge that one
line can serve are joined, so that a straight edge ends up with one line along it. What no single
line can serve gets the best there is, and what is left then goes round again.
"""

from dataclasses import dataclass

import numpy as np
import shapely
from shapely.geometry.base import BaseGeometry

from osi_app.geo.coverage.chords import Chords, Scraps, chords, halves, partial_chords
from osi_app.geo.coverage.scan import Numbers, Whole
from osi_app.geo.coverage.swath import swaths, without

LEFT_SHARE = 8e-5
"""The share of a ground that may stay uncovered: a little less than the promised ten-thousandth,
which is reckoned up to the very edge of what is kept out."""
MOST_PASSES = 8
MOST_HALVINGS = 8
ROUNDING_M = 1e-6


@dataclass(frozen=True, slots=True)
class Filling:
    """What is to be filled: the ground turned, where lines may lie; metres between lines; and what
    a turn to one more line costs in metres."""

    ground: BaseGeometry
    spacing_m: float
    turn_m: float


def fill_lines(filling: Filling, ends: Numbers) -> Numbers:
    """The lines to add, (n, 4), to those given, (m, 4); both in the ground's plane."""
    shapely.prepare(filling.ground)
    allowed_m2 = filling.ground.area * LEFT_SHARE
    left = _first_left(filling, ends)
    found: list[Numbers] = []
    for _ in range(MOST_PASSES):
        if left.area <= allowed_m2:
            break
        added = _one_pass(filling, _worth_it(left, allowed_m2))
        if not len(added):
            break
        found.append(added)
        left = without(left, swaths(added, filling.spacing_m, ROUNDING_M))
    return np.vstack(found) if found else np.empty((0, 4))


def _first_left(filling: Filling, ends: Numbers) -> BaseGeometry:
    """What parallel lines leave out, every second row at a time: those do not touch each other,
    so no union has to be worked out."""
    seen = swaths(ends, filling.spacing_m, ROUNDING_M)
    if not len(seen) or _touching(ends):
        return without(filling.ground, seen)
    _, row = np.unique(ends[:, 1], return_inverse=True)
    left = filling.ground
    for odd in (0, 1):
        left = left.difference(shapely.multipolygons(seen[row % 2 == odd]))
    return left


def _touching(ends: Numbers) -> bool:
    """Whether two stretches of one row meet, as they do where an area is pinched to a point."""
    same = ends[1:, 1] == ends[:-1, 1]
    return bool((same & (ends[1:, 0] - ends[:-1, 2] < 10.0 * ROUNDING_M)).any())


def _worth_it(left: BaseGeometry, allowed_m2: float) -> Scraps:
    """The scraps without the smallest, which together are no more than what is allowed."""
    scraps = shapely.get_parts(left)
    areas = shapely.area(scraps)
    order = np.argsort(areas)
    return np.asarray(scraps[order[np.cumsum(areas[order]) > allowed_m2]])


def _one_pass(filling: Filling, scraps: Scraps) -> Numbers:
    hulls, served, rest = _served(filling, scraps)
    partly = partial_chords(rest, filling.ground, filling.spacing_m)
    if not len(hulls):
        return partly
    ring, place = _along_rings(filling.ground, hulls)
    order = np.lexsort((place, ring))
    served = Chords(served.ends[order], served.length[order])
    return np.vstack((_joined(filling, hulls[order], ring[order], served), partly))


def _along_rings(ground: BaseGeometry, scraps: Scraps) -> tuple[Whole, Numbers]:
    """The ring of the ground nearest to each scrap, and where along it: edges count as one each."""
    rings = shapely.get_rings(shapely.get_parts(ground))
    corners, of_ring = shapely.get_coordinates(rings, return_index=True)
    within = of_ring[1:] == of_ring[:-1]
    edges = np.stack((corners[:-1][within], corners[1:][within]), axis=1)
    middles = np.asarray(shapely.centroid(scraps), dtype=np.object_)
    pieces = np.asarray(shapely.linestrings(edges), dtype=np.object_)
    nearest = np.asarray(shapely.STRtree(pieces).nearest(middles))
    start, along = edges[nearest, 0], edges[nearest, 1] - edges[nearest, 0]
    gone = np.einsum("ij,ij->i", shapely.get_coordinates(middles) - start, along)
    share = (gone / np.einsum("ij,ij->i", along, along)).clip(0.0, 1.0)
    return of_ring[:-1][within][nearest], nearest + share


def _served(filling: Filling, scraps: Scraps) -> tuple[Scraps, Chords, Scraps]:
    """The hulls of scraps that one line can serve, with their lines, and the rest. A scrap that
    bends around something is cut in two until each part can be served."""
    hulls, ends, lengths = [], [], []
    for _ in range(MOST_HALVINGS):
        hull = np.asarray(shapely.convex_hull(scraps), dtype=np.object_)
        tried = chords(hull, filling.ground, filling.spacing_m)
        hulls.append(hull[tried.found])
        ends.append(tried.ends[tried.found])
        lengths.append(tried.length[tried.found])
        scraps = scraps[~tried.found]
        long = shapely.minimum_bounding_radius(scraps) > filling.spacing_m / 8.0
        if not long.any():
            break
        scraps = np.concatenate((scraps[~long], halves(scraps[long])))
    return np.concatenate(hulls), Chords(np.vstack(ends), np.concatenate(lengths)), scraps


def _joined(filling: Filling, hulls: Scraps, ring: Whole, served: Chords) -> Numbers:
    """The lines after neighbours along a ring were joined wherever one line can serve both and is
    worth the turn it saves: those at even places with the next, then those at odd ones, and so on
    until neither changes anything."""
    quiet, odd = 0, 0
    while quiet < 2 and len(hulls) > 1:
        first = np.arange(odd, len(hulls) - 1, 2)
        first = first[ring[first] == ring[first + 1]]
        both = np.asarray(shapely.convex_hull(shapely.union(hulls[first], hulls[first + 1])))
        tried = chords(both, filling.ground, filling.spacing_m)
        apart = served.length[first] + served.length[first + 1] + 2.0 * filling.turn_m
        better = tried.found & (tried.length <= apart)
        taken, gone = first[better], np.isin(np.arange(len(hulls)), first[better] + 1)
        hulls[taken], served.ends[taken] = both[better], tried.ends[better]
        served.length[taken] = tried.length[better]
        hulls, ring = hulls[~gone], ring[~gone]
        served = Chords(served.ends[~gone], served.length[~gone])
        quiet, odd = 0 if better.any() else quiet + 1, 1 - odd
    return served.ends
