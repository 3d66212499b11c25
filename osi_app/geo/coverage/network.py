"""Places for seismic stations: an array of a few sensors, and a network over a ground."""

from math import isfinite, sqrt

import numpy as np
import shapely

from osi_app.geo.coverage.ground import Ground
from osi_app.geo.coverage.points import PointPattern, grid_points, lattice, random_points
from osi_app.geo.coverage.scan import Numbers, Whole
from osi_app.geo.geodesy import Point, destination
from osi_app.kernel.errors import RuleError

SAMPLES_A_STATION = 100
MOST_SAMPLES = 30_000
MOST_ROUNDS = 60
FEWEST_ROUNDS = 5
MOST_LOOKUPS = 600_000
"""Samples times rounds: very many stations are smoothed less."""
STILL_SHARE = 1e-3
"""Stations that move by less than this share of their distance stand still."""


def mini_array(
    centre: Point, aperture_m: float = 100.0, sensors: int = 3, azimuth_deg: float = 0.0
) -> tuple[Point, ...]:
    """The centre, then the sensors evenly round it on a circle ``aperture_m`` across, clockwise
    from the azimuth. Raises ``RuleError``: not_positive, negative."""
    if not (aperture_m > 0.0 and isfinite(aperture_m)):
        raise RuleError("not_positive", field="aperture_m", found=aperture_m)
    if sensors < 0:
        raise RuleError("negative", field="sensors", found=sensors)
    around = (
        destination(centre, azimuth_deg + 360.0 * index / sensors, aperture_m / 2.0)
        for index in range(sensors)
    )
    return (centre, *around)


def station_network(
    ground: Ground, spacing_m: float, count: int | None = None
) -> tuple[Point, ...]:
    """Stations evenly over the open ground, always the same for the same ground.

    Without a count, on a triangular lattice ``spacing_m`` apart, or one in the middle of a ground
    smaller than that. With one, exactly so many, each in the middle of what is nearest to it
    (Lloyd 1982), wherever the spacing would put them. Raises as ``grid_points``.
    """
    if ground.open().is_empty:
        return ()
    if count is None:
        pattern = PointPattern(spacing_m, layout="triangular")
        inner = ground.open().representative_point()
        return grid_points(ground, pattern) or ground.plane.unproject(
            shapely.get_coordinates(inner)
        )
    if count < 1:
        raise RuleError("not_positive", field="count", found=count)
    return ground.plane.unproject(_smoothed(_samples(ground, count), count))


def _samples(ground: Ground, count: int) -> Numbers:
    """Places on a fine lattice that stand for the ground."""
    wanted = min(count * SAMPLES_A_STATION, MOST_SAMPLES)
    apart = sqrt(ground.open().area / wanted)
    metres, _ = lattice(ground, PointPattern(apart), apart, False)
    if len(metres) >= count:
        return metres
    return ground.plane.project(random_points(ground, max(count, SAMPLES_A_STATION), 0))


def _smoothed(samples: Numbers, count: int) -> Numbers:
    """Lloyd's rounds from places spread along the samples; each ends on a sample, which is ground
    even where the middle of a bent part is not."""
    stations = samples[np.linspace(0, len(samples) - 1, 2 * count + 1).round().astype(int)[1::2]]
    spread = sqrt(float(np.ptp(samples, axis=0).prod()) / count)
    places = np.asarray(shapely.points(samples), dtype=np.object_)
    for _ in range(max(FEWEST_ROUNDS, min(MOST_ROUNDS, MOST_LOOKUPS // len(samples)))):
        tree = shapely.STRtree(np.asarray(shapely.points(stations)))
        moved = _middles(samples, np.asarray(tree.nearest(places)), stations)
        still = np.abs(moved - stations).max() < STILL_SHARE * spread
        stations = moved
        if still:
            break
    chosen: Numbers = samples[shapely.STRtree(places).nearest(shapely.points(stations))]
    return chosen


def _middles(samples: Numbers, nearest: Whole, stations: Numbers) -> Numbers:
    """The middle of the samples nearest to each station; one without any stays."""
    sizes = np.bincount(nearest, minlength=len(stations))
    sums = [np.bincount(nearest, samples[:, axis], len(stations)) for axis in (0, 1)]
    middles = np.stack(sums, axis=1) / np.maximum(1, sizes)[:, None]
    return np.where(sizes[:, None] > 0, middles, stations)
