"""Squares of the military grid (MGRS): from a place in a zone to letters and digits, and back.

Own code, because grids name squares by where they begin, and because the ``mgrs`` package warns
through filters that all threads share and, just south of the equator, writes what it cannot read.
The tests hold both against each other. Lettering: NGA.STND.0037, section 3.
"""

from math import floor

from osi_app.geo.zones import EQUATOR_SOUTH_M, GridPlace, band_limits, utm

SQUARE_M = 100_000
_COLUMNS = ("ABCDEFGH", "JKLMNPQR", "STUVWXYZ")
_ROWS = "ABCDEFGHJKLMNPQRSTUV"
_POLAR_COLUMNS = {"A": "JKLPQRSTUXYZ", "B": "ABCFGHJKLPQR", "Y": "JKLPQRSTUXYZ", "Z": "ABCFGHJ"}
_POLAR_ROWS = "ABCDEFGHJKLMNPQRSTUVWXYZ"
_POLAR_WEST = {"A": 8, "B": 20, "Y": 8, "Z": 20}
_POLAR_LOW = {"A": 8, "B": 8, "Y": 13, "Z": 13}
"""Where letters of the polar zones begin, in squares."""
_NOISE_M = 1e-4
"""A place on a line of the grid, gone to degrees and back, is still on it."""


def reference(place: GridPlace, digits: int = 5) -> tuple[str, str, str, str]:
    """Zone, letters of the 100 km square, and 0 to 5 digits of easting and of northing: the square
    that holds the place, as names are given; nothing is rounded."""
    east, north = place.east_m + _NOISE_M, place.north_m + _NOISE_M
    column, row = floor(east / SQUARE_M), floor(north / SQUARE_M)
    square = letters(place.zone, place.band, column, row)
    across, up = (f"{floor(value % SQUARE_M):05d}"[:digits] for value in (east, north))
    return place.name, square, across, up


def letters(zone: int, band: str, column: int, row: int) -> str:
    """The two letters of the square that begins so many hundred kilometres east and north."""
    if zone:
        across = _COLUMNS[(zone - 1) % 3][column - 1]
        return across + _ROWS[(row + 5 * (zone % 2 == 0)) % len(_ROWS)]
    across = _POLAR_COLUMNS[band][column - _POLAR_WEST[band]]
    return across + _POLAR_ROWS[row - _POLAR_LOW[band]]


def middle(zone: int, band: str, square: str, digits: str) -> GridPlace | None:
    """The middle of a square; ``digits`` are as many of easting as of northing, up to ten in all.

    None where the zone has no such square.
    """
    half = len(digits) // 2
    size = 10 ** (5 - half)
    try:
        column, row = _begins(zone, band, square)
    except ValueError:
        return None
    east = column * SQUARE_M + (int(digits[:half] or 0) + 0.5) * size
    north = row * SQUARE_M + (int(digits[half:] or 0) + 0.5) * size
    return GridPlace(zone, band, east, north)


def _begins(zone: int, band: str, square: str) -> tuple[int, int]:
    """The square's corner in hundred kilometres. Raises ValueError for letters out of place."""
    if not zone:
        column = _POLAR_COLUMNS[band].index(square[0]) + _POLAR_WEST[band]
        return column, _POLAR_ROWS.index(square[1]) + _POLAR_LOW[band]
    column = _COLUMNS[(zone - 1) % 3].index(square[0]) + 1
    row = _ROWS.index(square[1]) - 5 * (zone % 2 == 0)
    low, high = (_northing(lat, band) for lat in band_limits(band))
    row += len(_ROWS) * round(((low + high) / 2 / SQUARE_M - 0.5 - row) / len(_ROWS))
    if not low - 2 * SQUARE_M < row * SQUARE_M < high + SQUARE_M:
        raise ValueError(f"no row {square[1]} in band {band}")
    return column, row


def _northing(lat: float, band: str) -> float:
    """The northing of a latitude in the middle of a zone, as its band counts."""
    north = utm(3.0, lat, 31)[2]
    return north if (lat < 0) == (band < "N") else north + EQUATOR_SOUTH_M
