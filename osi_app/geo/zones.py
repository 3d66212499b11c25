"""The zones of UTM and UPS, and what lies where in them (NGA.STND.0037).

UTM covers 80 S to 84 N in 60 zones of 6 degrees, with the exceptions of south-west Norway and
Svalbard, and in bands of 8 degrees (the northernmost 12); UPS covers the polar caps.
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cache, lru_cache
from itertools import groupby
from math import floor

from pyproj import Transformer

BANDS = "CDEFGHJKLMNPQRSTUVWX"
SOUTHEND, NORTHEND = -80.0, 84.0
"""Where UTM ends, both ends inclusive."""
UPS_SOUTH, UPS_NORTH = -79.5, 83.5
"""From where on towards its pole UPS may be used."""
UPS_MIDDLE_M = 2_000_000.0
"""Easting and northing of a pole."""
EQUATOR_SOUTH_M = 10_000_000.0
"""Northing of the equator for the southern half."""
_NOISE_M = 1e-4
_NOISE_DEG = 1e-9


@dataclass(frozen=True, slots=True)
class GridPlace:
    """A place in a UTM zone (``zone`` 1 to 60 and its band) or a polar one (0 and A, B, Y or Z)."""

    zone: int
    band: str
    east_m: float
    north_m: float

    @property
    def name(self) -> str:
        """The zone as it is written: 52T, Z."""
        return f"{self.zone or ''}{self.band}"

    @property
    def south(self) -> bool:
        """Whether the zone counts from the south."""
        return self.band < "N"


def zone_of(lon: float, lat: float) -> int:
    """The UTM zone, with the exceptions of south-west Norway and Svalbard."""
    lon = wrapped(lon)
    if 56 <= lat < 64 and 3 <= lon < 12:
        return 32
    if 72 <= lat <= 84 and 0 <= lon < 42:
        return 31 if lon < 9 else 33 if lon < 21 else 35 if lon < 33 else 37
    return int((lon + 180.0) // 6.0) % 60 + 1


def wrapped(lon: float) -> float:
    """The longitude within -180 (inclusive) to 180 (exclusive)."""
    return (lon + 180.0) % 360.0 - 180.0


def band_of(lat: float) -> str:
    """The letter of a latitude's band, 80 S to 84 N."""
    return BANDS[min(int((lat - SOUTHEND) // 8.0), len(BANDS) - 1)]


def band_limits(band: str) -> tuple[float, float]:
    """The southern and the northern latitude of a band."""
    south = SOUTHEND + 8.0 * BANDS.index(band)
    return south, NORTHEND if band == BANDS[-1] else south + 8.0


def utm(lon: float, lat: float, zone: int | None = None) -> tuple[int, float, float]:
    """Zone, easting and northing in metres, in the zone given or the place's own."""
    zone = zone or zone_of(lon, lat)
    east, north = utm_transformer(zone, lat < 0).transform(lon, lat)
    return zone, float(east), float(north)


def utm_place(lon: float, lat: float) -> GridPlace:
    """A place within 80 S to 84 N in its zone; less than 1e-9 degrees south is on the equator."""
    lat = 0.0 if -_NOISE_DEG < lat < 0.0 else lat  # so that half, band and square agree
    zone, east, north = utm(lon, lat)
    return GridPlace(zone, band_of(lat), east, north)


def ups_place(lon: float, lat: float) -> GridPlace:
    """A place near a pole: zones A (west) and B in the south, Y (west) and Z in the north."""
    east, north = ups_transformer(lat < 0).transform(lon, lat)
    letters = "AB" if lat < 0 else "YZ"
    east_half = bool(east >= UPS_MIDDLE_M - _NOISE_M)
    return GridPlace(0, letters[east_half], float(east), float(north))


def grid_place(lon: float, lat: float) -> GridPlace:
    """A place in UTM where there is UTM, else in UPS."""
    return utm_place(lon, lat) if SOUTHEND <= lat <= NORTHEND else ups_place(lon, lat)


Window = tuple[float, float, float, float]
"""West, south, east, north in degrees; west and east may lie beyond +-180."""


@dataclass(frozen=True, slots=True)
class Cell:
    """Where one zone counts: degrees, with the zone (0: polar) and a band of it.

    ``turn`` says by how many degrees it is shifted to where a window looks.
    """

    zone: int
    band: str
    west: float
    south: float
    east: float
    north: float
    turn: float = 0.0

    def seen(self, window: Window) -> Window | None:
        """Its part within a window, None when that is empty."""
        west, east = max(self.west, window[0]), min(self.east, window[2])
        south, north = max(self.south, window[1]), min(self.north, window[3])
        return (west, south, east, north) if west < east and south < north else None

    def transformer(self, *, back: bool = False) -> Transformer:
        """From (lon, lat) to the zone's metres, or back; longitudes without ``turn``."""
        south = self.band < "N"
        if self.zone:
            return utm_transformer(self.zone, south, back=back)
        return ups_transformer(south, back=back)


def cells_in(window: Window, *, banded: bool = False) -> Iterator[Cell]:
    """The zones within a window: halves north and south of the equator, of one width each;
    ``banded`` gives every band of each by itself."""
    west, south, east, north = window
    for turn in range(floor((west + 180.0) / 360.0), floor((east + 180.0) / 360.0) + 1):
        shift = 360.0 * turn
        for cell in _bands() if banded else _halves():
            if cell.seen((west - shift, south, east - shift, north)):
                yield replace(cell, west=cell.west + shift, east=cell.east + shift, turn=shift)


@cache
def _bands() -> tuple[Cell, ...]:
    """Every band of every zone, from the south, zone by zone."""
    found = []
    for zone in range(1, 61):
        for band in BANDS:
            west, east = zone_limits(zone, band)
            if west < east:
                found.append(
                    Cell(zone, band, west, band_limits(band)[0], east, band_limits(band)[1])
                )
    return (*found, *_caps())


@cache
def _halves() -> tuple[Cell, ...]:
    """Bands of one zone, width and half as one."""
    whole = []
    utm_bands = (cell for cell in _bands() if cell.zone)
    for _, group in groupby(utm_bands, lambda c: (c.zone, c.west, c.east, c.band < "N")):
        first, *rest = group
        last = rest[-1] if rest else first
        whole.append(replace(first, north=last.north))
    return (*whole, *_caps())


def _caps() -> tuple[Cell, ...]:
    """The polar zones."""
    return (
        Cell(0, "A", -180.0, -90.0, 0.0, SOUTHEND),
        Cell(0, "B", 0.0, -90.0, 180.0, SOUTHEND),
        Cell(0, "Y", -180.0, NORTHEND, 0.0, 90.0),
        Cell(0, "Z", 0.0, NORTHEND, 180.0, 90.0),
    )


def zone_limits(zone: int, band: str) -> tuple[float, float]:
    """The western and the eastern meridian of a zone in a band; both are one where the zone's
    neighbours have taken it (32X, 34X, 36X)."""
    west = 6.0 * zone - 186.0
    if band == "V" and zone in (31, 32):
        return (0.0, 3.0) if zone == 31 else (3.0, 12.0)
    if band == "X" and 31 <= zone <= 37:
        edges = {31: (0.0, 9.0), 33: (9.0, 21.0), 35: (21.0, 33.0), 37: (33.0, 42.0)}
        return edges.get(zone, (west, west))
    return west, west + 6.0


def degrees_of(place: GridPlace) -> tuple[float, float]:
    """The (lon, lat) of a place in a zone, the longitude within +-180."""
    if place.zone:
        back = utm_transformer(place.zone, place.south, back=True)
    else:
        back = ups_transformer(place.south, back=True)
    lon, lat = back.transform(place.east_m, place.north_m)
    return wrapped(float(lon)), float(lat)


@lru_cache(maxsize=128)
def utm_transformer(zone: int, south: bool, *, back: bool = False) -> Transformer:
    """From (lon, lat) to metres of a UTM zone, or back."""
    return _transformer(32700 + zone if south else 32600 + zone, back)


@lru_cache(maxsize=4)
def ups_transformer(south: bool, *, back: bool = False) -> Transformer:
    """From (lon, lat) to metres (east, north) of a polar zone, or back."""
    return _transformer(32761 if south else 32661, back)


def _transformer(code: int, back: bool) -> Transformer:
    ends = (f"EPSG:{code}", "EPSG:4326") if back else ("EPSG:4326", f"EPSG:{code}")
    return Transformer.from_crs(*ends, always_xy=True)
