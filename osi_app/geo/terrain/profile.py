"""The ground along the shortest way between two places."""

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from osi_app.geo.geodesy import WGS84, Point
from osi_app.kernel.errors import RuleError

Numbers = NDArray[np.float64]
Sample = Callable[[Numbers, Numbers], Numbers]
"""Heights in metres at longitudes and latitudes (degrees), NaN where none is known:
``ElevationGrid.at``, or the sampler of a raster file."""

POINT_LIMIT = 200_000


@dataclass(frozen=True, slots=True)
class Profile:
    """Places along a geodesic, the first at its start, the last at its end, evenly spaced.

    ``distances_m`` from the start, ``heights_m`` of the ground (NaN where not known), both (n,);
    ``lon_lat`` (n, 2) in degrees. n is at least 2.
    """

    distances_m: Numbers
    heights_m: Numbers
    lon_lat: Numbers

    @property
    def length_m(self) -> float:
        """From start to end."""
        return float(self.distances_m[-1])

    @property
    def unknown_m(self) -> float:
        """How much of the length has no known height on at least one side."""
        unknown = np.isnan(self.heights_m)
        return float(np.diff(self.distances_m)[unknown[1:] | unknown[:-1]].sum())


def profile_along(sample: Sample, places: Sequence[Point], step_m: float) -> Profile:
    """The ground along a line of several stretches, distances counted through all of them; see
    ``profile``. A line of one place has no profile: ``RuleError('too_few_vertices')``."""
    if len(places) < 2:
        raise RuleError("too_few_vertices", field="places", found=len(places))
    parts = [profile(sample, start, end, step_m) for start, end in pairwise(places)]
    distances, begun = [parts[0].distances_m], parts[0].length_m
    for part in parts[1:]:
        # each stretch begins where the one before has ended: that place counts once
        distances.append(part.distances_m[1:] + begun)
        begun += part.length_m
    heights = [parts[0].heights_m, *(part.heights_m[1:] for part in parts[1:])]
    lon_lat = [parts[0].lon_lat, *(part.lon_lat[1:] for part in parts[1:])]
    return Profile(np.concatenate(distances), np.concatenate(heights), np.concatenate(lon_lat))


def profile(sample: Sample, start: Point, end: Point, step_m: float) -> Profile:
    """Samples the ground at most ``step_m`` apart, both ends included.

    Raises ``RuleError`` when the step is not positive or makes more than 200,000 places.
    """
    azimuth, _, length = WGS84.inv(*start, *end)
    if not (math.isfinite(step_m) and step_m > 0):
        raise RuleError("not_positive", field="step_m", found=step_m)
    if not length / step_m <= POINT_LIMIT - 1:
        raise RuleError("too_many_points", field="step_m", found=step_m, limit=POINT_LIMIT)
    count = max(2, math.ceil(length / step_m - 1e-9) + 1)
    distances = np.linspace(0.0, length, count)
    lons, lats, _ = WGS84.fwd(
        np.full(count, start[0]), np.full(count, start[1]), np.full(count, azimuth), distances
    )
    return Profile(distances, sample(lons, lats), np.column_stack((lons, lats)))
