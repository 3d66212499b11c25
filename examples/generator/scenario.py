"""The outline of the exercise: moments, places, and the ground truth all files agree on.

Modelled on the published outline of the integrated field exercise of 2008: fictional Arcania
inspected, Fiducia requesting, on the ground of the former Semipalatinsk test site. The trigger
is a real catalogued event (17 February 1989, 49.868 N 78.079 E, mb 5.1, tunnel); its date is
moved to the exercise's own time, its place and magnitude are not touched.
"""

from datetime import UTC, datetime, timedelta

from pyproj import Geod

SEED = 20260822
EVENT_AT = datetime(2026, 8, 22, 4, 1, 9, tzinfo=UTC)
EVENT_LON, EVENT_LAT = 78.079, 49.868
T0 = datetime(2026, 8, 24, 6, 0, tzinfo=UTC)
TA = T0 + timedelta(hours=80)
TP = datetime(2026, 8, 29, 16, 0, tzinfo=UTC)
BASE_END = TA + timedelta(days=60)
NOW = datetime(2026, 9, 3, 6, 0, tzinfo=UTC)

WGS84 = Geod(ellps="WGS84")


def away(bearing_deg: float, distance_km: float) -> tuple[float, float]:
    """The point at that bearing and distance from the event, (lon, lat) to 1e-5 degrees."""
    lon, lat, _ = WGS84.fwd(EVENT_LON, EVENT_LAT, bearing_deg, distance_km * 1000)
    return round(lon, 5), round(lat, 5)


def ring(points: list[tuple[float, float]]) -> list[list[float]]:
    """Bearings and distances (km) as an open counter-clockwise ring of [lon, lat]."""
    corners = [list(away(bearing, distance)) for bearing, distance in points]
    area, _ = WGS84.polygon_area_perimeter([c[0] for c in corners], [c[1] for c in corners])
    return corners if area > 0 else corners[::-1]


def block(lon: float, lat: float, east_km: float, north_km: float) -> list[list[float]]:
    """An upright rectangle of that size with its south-west corner at the point."""
    east, _, _ = WGS84.fwd(lon, lat, 90, east_km * 1000)
    _, north, _ = WGS84.fwd(lon, lat, 0, north_km * 1000)
    east, north = round(east, 5), round(north, 5)
    return [[lon, lat], [east, lat], [east, north], [lon, north]]


SHAPE = [
    (8, 17.2), (38, 18.4), (66, 20.6), (92, 20.2), (122, 17.6), (152, 16.4),
    (186, 16.6), (214, 17.4), (243, 20.0), (270, 20.4), (301, 18.2), (333, 17.0),
]  # fmt: skip


def boundary(scale: float) -> list[list[float]]:
    """The area's outline, scaled about the event."""
    return ring([(bearing, distance * scale) for bearing, distance in SHAPE])
