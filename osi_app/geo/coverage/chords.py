"""One straight line for a scrap of ground: inside the ground, and its swath over all the scrap."""

from dataclasses import dataclass

import numpy as np
import shapely
from numpy.typing import NDArray
from shapely.geometry.base import BaseGeometry

from osi_app.geo.coverage.scan import Numbers, Whole
from osi_app.geo.coverage.swath import swaths

Scraps = NDArray[np.object_]
PLACES = (0.5, 0.3, 0.7, 0.1, 0.9, 0.001, 0.999)
"""Where a line is tried: shares of the width within which its swath takes in the whole scrap."""
LONGEST_SIDES = 3
SHORTEST_SHARE = 0.01
"""Lines shorter than this share of the spacing are not laid."""
SHORTER_SHARE = 1e-4
"""By what share of the spacing a line keeps off both ends of its scrap, for rounding."""


@dataclass(frozen=True, slots=True)
class Chords:
    """A line for each scrap, (n, 4); ``length`` is infinite where no line takes in all of it."""

    ends: Numbers
    length: Numbers

    @property
    def found(self) -> NDArray[np.bool_]:
        """Which scraps have a line."""
        return np.isfinite(self.length)


def chords(scraps: Scraps, ground: BaseGeometry, spacing_m: float) -> Chords:
    """The shortest line found for each scrap (convex polygons) that stays in the ground."""
    if not len(scraps):
        return Chords(np.empty((0, 4)), np.empty(0))
    tried, fits = tries(scraps, spacing_m)
    lengths = np.hypot(tried[..., 2] - tried[..., 0], tried[..., 3] - tried[..., 1])
    inside = shapely.covers(ground, shapely.linestrings(tried.reshape(*lengths.shape, 2, 2)))
    long = lengths > SHORTEST_SHARE * spacing_m
    lengths = np.where(inside & fits & long, lengths, np.inf)
    flat = lengths.reshape(len(scraps), -1)
    best = flat.argmin(axis=1)
    each = np.arange(len(scraps))
    return Chords(tried.reshape(len(scraps), -1, 4)[each, best], flat[each, best])


def partial_chords(scraps: Scraps, ground: BaseGeometry, spacing_m: float) -> Numbers:
    """For each scrap (any polygon) the line (n, 4) whose swath sees the most of it of all that are
    tried and cut by the ground's edge; a scrap that none sees anything of gets none."""
    if not len(scraps):
        return np.empty((0, 4))
    tried, _ = tries(shapely.convex_hull(scraps), spacing_m)
    lines = shapely.linestrings(tried.reshape(-1, 2, 2))
    cut, of_line = shapely.get_parts(shapely.intersection(lines, ground), return_index=True)
    straight = shapely.get_num_coordinates(cut) == 2
    ends = shapely.get_coordinates(cut[straight]).reshape(-1, 4)
    of_scrap = of_line[straight] // (tried.shape[1] * tried.shape[2])
    long = np.hypot(*(ends[:, 2:] - ends[:, :2]).T) > SHORTEST_SHARE * spacing_m
    ends, of_scrap = ends[long], of_scrap[long]
    seen = shapely.area(shapely.intersection(swaths(ends, spacing_m), scraps[of_scrap]))
    order = np.lexsort((-seen, of_scrap))
    order = order[seen[order] > 0.0]
    _, first = np.unique(of_scrap[order], return_index=True)
    return np.asarray(ends[order[first]], dtype=np.float64)


def halves(scraps: Scraps) -> Scraps:
    """Scraps cut in two across their longer side, as polygons."""
    envelopes = np.asarray(shapely.oriented_envelope(scraps), dtype=np.object_)
    # A sliver's envelope can be a line: nothing is left of it that could be halved.
    wide = shapely.get_dimensions(envelopes) == 2
    scraps = scraps[wide]
    boxes = shapely.get_coordinates(envelopes[wide]).reshape(-1, 5, 2)[:, :4]
    first = np.hypot(*(boxes[:, 1] - boxes[:, 0]).T)
    second = np.hypot(*(boxes[:, 2] - boxes[:, 1]).T)
    turned = np.where((first < second)[:, None, None], np.roll(boxes, -1, axis=1), boxes)
    low, lower_right, upper_right, high = turned.swapaxes(0, 1)
    below, above = (low + lower_right) / 2.0, (high + upper_right) / 2.0
    left = shapely.polygons(np.stack((low, below, above, high), axis=1))
    parts = np.concatenate((shapely.intersection(scraps, left), shapely.difference(scraps, left)))
    parts = shapely.get_parts(parts)
    return np.asarray(parts[shapely.area(parts) > 0.0], dtype=np.object_)


def tries(scraps: Scraps, spacing_m: float) -> tuple[Numbers, NDArray[np.bool_]]:
    """Lines to try, (scraps, directions, places, 4), and for each whether a swath as wide as the
    spacing takes in all of the scrap across."""
    corners, of_scrap = shapely.get_coordinates(scraps, return_index=True)
    first = np.searchsorted(of_scrap, np.arange(len(scraps)))
    angles = _angles(corners, of_scrap, len(scraps))
    along = np.stack((np.cos(angles), np.sin(angles)), axis=-1)
    aside = np.stack((-along[..., 1], along[..., 0]), axis=-1)
    low, high = _extent(corners, of_scrap, first, along)
    near, far = _extent(corners, of_scrap, first, aside)
    shorter = np.minimum(SHORTER_SHARE * spacing_m, (high - low) / 4.0)
    # From where the swath's near side meets the far side of the scrap to the other way round.
    from_far, room = (far - spacing_m / 2.0)[..., None], (near - far + spacing_m)[..., None]
    across = from_far + room * np.array(PLACES)
    middle = across[..., None] * aside[..., None, :]
    start = middle + ((low + shorter)[..., None] * along)[..., None, :]
    end = middle + ((high - shorter)[..., None] * along)[..., None, :]
    fits = np.broadcast_to(room >= 0.0, across.shape)
    return np.concatenate((start, end), axis=-1), fits


def _extent(
    corners: Numbers, of_scrap: Whole, first: Whole, axis: Numbers
) -> tuple[Numbers, Numbers]:
    """The least and the greatest place of each scrap's corners along each of its directions."""
    places = np.einsum("ij,ikj->ik", corners, axis[of_scrap])
    return np.minimum.reduceat(places, first), np.maximum.reduceat(places, first)


def _angles(corners: Numbers, of_scrap: Whole, count: int) -> Numbers:
    """(count, directions): along the rows, across them, and along the longest sides."""
    sides = corners[1:] - corners[:-1]
    lengths = np.where(of_scrap[1:] == of_scrap[:-1], np.hypot(sides[:, 0], sides[:, 1]), -1.0)
    order = np.lexsort((-lengths, of_scrap[:-1]))
    rank = np.arange(len(order)) - np.searchsorted(of_scrap[:-1][order], of_scrap[:-1][order])
    chosen = order[(rank < LONGEST_SIDES) & (lengths[order] > 0.0)]
    found = np.zeros((count, LONGEST_SIDES + 2))
    found[:, 1] = np.pi / 2.0
    rank = rank[(rank < LONGEST_SIDES) & (lengths[order] > 0.0)]
    found[of_scrap[:-1][chosen], rank + 2] = np.arctan2(sides[chosen, 1], sides[chosen, 0])
    return found
