"""Coordinates as people write them: DD, DM, DMS, UTM, UPS, MGRS; read tolerantly, written exactly.

Reading is in ``coordinate_parsing``, the zones in ``zones``, the squares in ``mgrs_squares``.
"""

from dataclasses import dataclass
from enum import StrEnum

from osi_app.geo.coordinate_parsing import parse, parse_many
from osi_app.geo.mgrs_squares import reference
from osi_app.geo.zones import (
    NORTHEND,
    SOUTHEND,
    UPS_NORTH,
    UPS_SOUTH,
    GridPlace,
    grid_place,
    ups_place,
    utm,
    utm_place,
    utm_transformer,
    wrapped,
    zone_of,
)

__all__ = [
    "CoordinateForm",
    "format_as",
    "format_exact",
    "parse",
    "parse_many",
    "utm",
    "utm_transformer",
    "zone_of",
]


class CoordinateForm(StrEnum):
    """How a place is written."""

    DD = "dd"
    DM = "dm"
    DMS = "dms"
    UTM = "utm"
    UPS = "ups"
    MGRS = "mgrs"


@dataclass(frozen=True, slots=True)
class _Places:
    """Decimal places of degrees, of minutes, of seconds and of metres."""

    degrees: int
    minutes: int
    seconds: int
    metres: int


_SHOWN = _Places(6, 4, 2, 0)
_EXACT = _Places(10, 9, 7, 8)


def format_as(lon: float, lat: float, form: CoordinateForm) -> str:
    """A place in that form; DD to 1e-6 degrees, DMS to a hundredth of a second, UTM and UPS to
    the metre. MGRS is the square of a metre that holds the place.

    UTM ends at 84 N and 80 S, UPS begins half a degree before; where the form asked for does not
    reach, a place is written in DD. MGRS reaches everywhere.
    """
    return _written(lon, lat, form, _SHOWN)


def format_exact(lon: float, lat: float, form: CoordinateForm) -> str:
    """As ``format_as``, with as many digits as reading the text gives the same place again: to 1e-9
    degrees (of arc; at a pole longitudes mean nothing). MGRS has no more digits than those of a
    metre: reading gives the middle of the square that holds the place, 0.71 m away at most."""
    return _written(lon, lat, form, _EXACT)


def _written(lon: float, lat: float, form: CoordinateForm, places: _Places) -> str:
    lon = wrapped(lon)
    if form is CoordinateForm.MGRS:
        return " ".join(reference(grid_place(lon, lat)))
    if form is CoordinateForm.UTM and SOUTHEND <= lat <= NORTHEND:
        return _metres(utm_place(lon, lat), places.metres)
    if form is CoordinateForm.UPS and not UPS_SOUTH < lat < UPS_NORTH:
        return _metres(ups_place(lon, lat), places.metres)
    if form is CoordinateForm.DM:
        north, east = (_minutes(value, places.minutes) for value in (lat, lon))
    elif form is CoordinateForm.DMS:
        north, east = (_seconds(value, places.seconds) for value in (lat, lon))
    else:
        north, east = (f"{abs(value):.{places.degrees}f}°" for value in (lat, lon))
    return f"{north} {_side(lat, 'NS')}  {east} {_side(lon, 'EW')}"


def _metres(place: GridPlace, places: int) -> str:
    return f"{place.name} {place.east_m:.{places}f} {place.north_m:.{places}f}"


def _side(value: float, letters: str) -> str:
    return letters[0] if value >= 0 else letters[1]


def _minutes(value: float, places: int) -> str:
    parts = round(abs(value) * 60 * 10**places)
    degrees, rest = divmod(parts, 60 * 10**places)
    return f"{degrees}°{rest / 10**places:0{places + 3}.{places}f}'"


def _seconds(value: float, places: int) -> str:
    parts = round(abs(value) * 3600 * 10**places)
    degrees, rest = divmod(parts, 3600 * 10**places)
    minutes, seconds = divmod(rest, 60 * 10**places)
    return f"{degrees}°{minutes:02d}'{seconds / 10**places:0{places + 3}.{places}f}\""
