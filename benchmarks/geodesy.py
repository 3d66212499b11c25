"""The area and the span of a ring of a million corners, against pyproj's area and perimeter of the
same arrays alone.

The rings: a circle, whose every diameter is a span (the hardest there is), and a coast-like one.
Area and span are checked: the area against pyproj's own, the span against what the shape has.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from benchmarks.figure import Figure, alternating, figure, seconds
from osi_app.geo.geodesy import WGS84, area_m2, span

CORNERS = 1_000_000
MIDDLE = (129.075, 41.289)
RADIUS_M = 17_841.0  # 1,000 km2
ROUGHNESS_M = 2_000.0
GOAL = 0.5


@dataclass(frozen=True, slots=True)
class Ring:
    """A ring as (n, 2) lon/lat and between which lengths its span lies."""

    name: str
    degrees: NDArray[np.float64]
    least_m: float
    most_m: float


def measure(rounds: int = 5) -> list[Figure]:
    """Both ratios. Raises ``AssertionError`` when an answer is wrong."""
    return [_measured(ring, rounds) for ring in (_circle(), _coast())]


def _measured(ring: Ring, rounds: int) -> Figure:
    lons, lats = ring.degrees[:, 0].copy(), ring.degrees[:, 1].copy()
    exact_m2 = abs(WGS84.polygon_area_perimeter(lons, lats)[0])
    assert abs(area_m2(ring.degrees) / exact_m2 - 1.0) < 1e-9
    assert ring.least_m - 1e-3 <= span(ring.degrees).distance_m <= ring.most_m + 1e-3
    sides = alternating(
        lambda: seconds(lambda: (area_m2(ring.degrees), span(ring.degrees))),
        lambda: seconds(lambda: WGS84.polygon_area_perimeter(lons, lats)),
        rounds,
    )
    return figure(ring.name, GOAL, sides)


def _circle() -> Ring:
    degrees = _around(np.full(CORNERS, RADIUS_M))
    return Ring("area-and-span-circle", degrees, 2 * RADIUS_M, 2 * RADIUS_M)


def _coast() -> Ring:
    """A rim that wanders as a coast does; from rim to rim through the middle is a least span."""
    walk = np.cumsum(np.random.default_rng(1).normal(size=CORNERS))
    walk -= np.linspace(0.0, 1.0, CORNERS) * walk[-1]
    reach_m = RADIUS_M + ROUGHNESS_M * walk / np.abs(walk).max()
    half = CORNERS // 2
    least_m = float((reach_m[:half] + reach_m[half:]).max())
    return Ring("area-and-span-coast", _around(reach_m), least_m, 2 * float(reach_m.max()))


def _around(reach_m: NDArray[np.float64]) -> NDArray[np.float64]:
    azimuth = -np.linspace(0.0, 360.0, CORNERS, endpoint=False)
    lon, lat = (np.full(CORNERS, value) for value in MIDDLE)
    lons, lats, _ = WGS84.fwd(lon, lat, azimuth, reach_m)
    return np.column_stack((lons, lats))
