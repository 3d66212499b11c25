"""Where the map lies: projection, a round scale that holds what must be seen, the paper frame."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray
from pyproj import Geod, Proj

from osi_app.documents.map_value import FeatureKind, MapFeature, MapValue, Shape
from templates.style import MM

SCALES = (
    10_000, 15_000, 20_000, 25_000, 50_000, 75_000, 100_000, 125_000, 150_000, 200_000, 250_000,
    300_000, 400_000, 500_000, 750_000, 1_000_000, 1_500_000, 2_000_000, 5_000_000, 10_000_000,
)  # fmt: skip
"""Round denominators, the larger scales first."""
GRID_STEPS_M = (500, 1_000, 2_000, 5_000, 10_000, 20_000, 50_000, 100_000, 500_000)
LEAST_GRID_PT = 15 * MM
MARGIN = 1.08
DENSE_M = 2_000.0
MUST_SHOW = (
    FeatureKind.AREA,
    FeatureKind.REQUESTED_AREA,
    FeatureKind.SITE,
    FeatureKind.AREA_OF_INTEREST,
    FeatureKind.MISSION,
    FeatureKind.EVENT,
)
"""What decides the extent; places farther out are pointed at from the edge."""

WGS84 = Geod(ellps="WGS84")
Points = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Frame:
    """The map's window on paper. ``centre`` and ``half`` are metres of the projection; ``left``
    to ``height`` points on the page, from its top left."""

    projection: Proj
    projection_name: str
    lon_0: float
    centre: tuple[float, float]
    denominator: int
    left: float
    top: float
    width: float
    height: float

    @property
    def pt_per_m(self) -> float:
        """Points on paper for a metre of the projection."""
        return 1_000 * MM / self.denominator

    @property
    def half(self) -> tuple[float, float]:
        """Half the window in metres."""
        return self.width / 2 / self.pt_per_m, self.height / 2 / self.pt_per_m

    @property
    def box(self) -> tuple[float, float, float, float]:
        """Left, top, right, bottom on the page."""
        return self.left, self.top, self.left + self.width, self.top + self.height

    def on_paper(self, lonlat: Points) -> Points:
        """(n, 2) degrees to (n, 2) points on the page."""
        east, north = self.projection(lonlat[:, 0], lonlat[:, 1])
        return self.metres_on_paper(np.column_stack([east, north]))

    def metres_on_paper(self, metres: Points) -> Points:
        """(n, 2) metres of the projection to points on the page."""
        x = self.left + self.width / 2 + (metres[:, 0] - self.centre[0]) * self.pt_per_m
        y = self.top + self.height / 2 - (metres[:, 1] - self.centre[1]) * self.pt_per_m
        return np.column_stack([x, y])

    def window(self) -> tuple[float, float, float, float]:
        """West, south, east, north of the frame in degrees, unwrapped about the centre."""
        across, up = self.half
        steps = np.linspace(-1, 1, 9)
        ones = np.ones_like(steps)
        edge_x = np.concatenate([steps, steps, ones, -ones]) * across + self.centre[0]
        edge_y = np.concatenate([ones, -ones, steps, steps]) * up + self.centre[1]
        lons, lats = self.projection(edge_x, edge_y, inverse=True)
        lons = self.lon_0 + (np.asarray(lons) - self.lon_0 + 180) % 360 - 180
        return float(lons.min()), float(np.min(lats)), float(lons.max()), float(np.max(lats))

    @property
    def grid_m(self) -> int:
        """Metres between grid lines."""
        return next(
            (step for step in GRID_STEPS_M if step * self.pt_per_m >= LEAST_GRID_PT),
            GRID_STEPS_M[-1],
        )


def frame_for(value: MapValue, box: tuple[float, float, float, float]) -> Frame:
    """The frame that shows what must be seen at the largest round scale that holds it. An
    empty map shows the whole world's origin; nothing is refused."""
    shown = value.of(*MUST_SHOW) or value.features
    lonlat = np.array([v for feature in shown for v in feature.vertices] or [(0.0, 0.0)])
    middle = (lonlat.min(axis=0) + lonlat.max(axis=0)) / 2
    projection, name, lon_0 = _projection(float(middle[0]), float(middle[1]))
    left, top, width, height = box
    metres = _extent(projection, shown) if shown else np.array([[0.0, 0.0], [4e4, 4e4]])
    low, high = metres.min(axis=0), metres.max(axis=0)
    size = np.maximum((high - low) * MARGIN, 2_000.0)
    needed = max(size[0] / width, size[1] / height) * 1_000 * MM
    denominator = next((scale for scale in SCALES if scale >= needed), SCALES[-1])
    centre = (low + high) / 2
    return Frame(
        projection, name, lon_0, (float(centre[0]), float(centre[1])), denominator,
        left, top, width, height,
    )  # fmt: skip


def _extent(projection: Proj, shown: Iterable[MapFeature]) -> Points:
    parts = [np.asarray(feature.vertices, dtype=np.float64) for feature in shown]
    lonlat = np.concatenate(parts)
    east, north = projection(lonlat[:, 0], lonlat[:, 1])
    metres = np.column_stack([east, north])
    if len(metres) == 1:
        metres = np.concatenate([metres - 20_000, metres + 20_000])
    return metres


def _projection(lon: float, lat: float) -> tuple[Proj, str, float]:
    """UTM in the zone of the middle; polar stereographic where UTM ends."""
    lon = (lon + 180) % 360 - 180
    if lat > 84 or lat < -80:
        pole = 90 if lat > 0 else -90
        definition = f"+proj=stere +lat_0={pole} +lon_0={lon:.0f} +k=0.994 +datum=WGS84"
        return Proj(definition), "Polar stereographic, WGS 84", lon
    zone = min(int((lon + 180) // 6) + 1, 60)
    south = " +south" if lat < 0 else ""
    hemisphere = "S" if south else "N"
    return (
        Proj(f"+proj=utm +zone={zone}{south} +datum=WGS84 +units=m"),
        f"UTM zone {zone}{hemisphere}, WGS 84",
        zone * 6 - 183.0,
    )


def dense(vertices: Sequence[tuple[float, float]], shape: Shape) -> Points:
    """The vertices with points added along each long edge, so that straight on the ground is
    drawn where it runs. Points stay as they are; a polygon comes back closed."""
    points = list(vertices)
    if shape is Shape.POINTS or len(points) < 2:
        return np.asarray(points, dtype=np.float64)
    if shape is Shape.POLYGON:
        points.append(points[0])
    out: list[tuple[float, float]] = [points[0]]
    for start, end in pairwise(points):
        length = WGS84.inv(*start, *end)[2]
        between = min(int(length // DENSE_M), 200)
        if between:
            out.extend(
                (start[0] + (lon - start[0] + 180) % 360 - 180, lat)
                for lon, lat in WGS84.npts(*start, *end, between)
            )
        out.append(end)
    return np.asarray(out, dtype=np.float64)
