"""Coordinates as people write them: DD, DM, DMS, UTM, MGRS; read tolerantly, written exactly."""

import re
from enum import StrEnum
from functools import lru_cache

import mgrs
from pyproj import Transformer

from osi_app.geo.geodesy import Point
from osi_app.kernel.errors import RuleError


class CoordinateForm(StrEnum):
    """How a place is written."""

    DD = "dd"
    DM = "dm"
    DMS = "dms"
    UTM = "utm"
    MGRS = "mgrs"


_NUMBER = r"[-+]?\d+(?:[.,]\d+)?"
_UTM = re.compile(
    rf"^(?P<zone>\d{{1,2}})\s*(?P<band>[C-HJ-NP-X])\s+(?P<east>{_NUMBER})\s*m?\s*E?\s*[ ,;]\s*"
    rf"(?P<north>{_NUMBER})\s*m?\s*N?$",
    re.IGNORECASE,
)
_MGRS = re.compile(r"^(\d{1,2})?([A-HJ-NP-Z])([A-HJ-NP-Z]{2})(\d{0,10})$")
_PART = re.compile(rf"(?P<number>{_NUMBER})|(?P<side>[NSEW])", re.IGNORECASE)
_SIGNS = str.maketrans(dict.fromkeys("°º˚d'′’`\"″”“m:_", " ") | {"−": "-", "–": "-"})


def parse(text: str) -> Point:
    """A place as (lon, lat) on WGS 84, from any form and untidy spacing.

    Without letters the latitude comes first, as people say it. Raises
    ``RuleError('invalid_coordinate')``.
    """
    tidy = text.strip().upper()
    found = _parse_utm(tidy) or _parse_mgrs(tidy) or _parse_degrees(tidy)
    if found is None or not (-180 <= found[0] <= 180 and -90 <= found[1] <= 90):
        raise RuleError("invalid_coordinate", field="coordinate", value=text)
    return found


def parse_many(text: str) -> tuple[Point, ...]:
    """Every place of a pasted text, one a line or separated by semicolons, in any mixture of
    forms; empty lines are passed over.

    Raises ``RuleError('invalid_coordinate')`` with ``line`` (from 1) and ``value``.
    """
    found = []
    for number, line in enumerate(text.splitlines(), 1):
        for part in line.split(";"):
            if not part.strip():
                continue
            try:
                found.append(parse(part))
            except RuleError:
                told = {"line": number, "value": part.strip()}
                raise RuleError("invalid_coordinate", field="coordinate", **told) from None
    return tuple(found)


def format_as(lon: float, lat: float, form: CoordinateForm) -> str:
    """A place in that form; DD to 1e-6 degrees, DMS to a hundredth of a second, UTM and MGRS to
    the metre. Beyond 84 N and 80 S, where UTM ends, UTM falls back to DD."""
    lon = (lon + 180.0) % 360.0 - 180.0
    lat = 0.0 if abs(lat) < 1e-9 else lat  # so that hemisphere and band letter agree
    if form is CoordinateForm.MGRS:
        return _mgrs(lon, lat)
    if form is CoordinateForm.UTM and -80.0 <= lat <= 84.0:
        zone, east, north = utm(lon, lat)
        return f"{zone}{_band(lat)} {east:.0f} {north:.0f}"
    if form in (CoordinateForm.DD, CoordinateForm.UTM):
        return f"{abs(lat):.6f}° {_side(lat, 'NS')}  {abs(lon):.6f}° {_side(lon, 'EW')}"
    write = _minutes if form is CoordinateForm.DM else _seconds
    return f"{write(lat)} {_side(lat, 'NS')}  {write(lon)} {_side(lon, 'EW')}"


def zone_of(lon: float, lat: float) -> int:
    """The UTM zone, with the exceptions of south-west Norway and Svalbard."""
    lon = (lon + 180.0) % 360.0 - 180.0
    if 56 <= lat < 64 and 3 <= lon < 12:
        return 32
    if 72 <= lat <= 84 and 0 <= lon < 42:
        return 31 if lon < 9 else 33 if lon < 21 else 35 if lon < 33 else 37
    return int((lon + 180.0) // 6.0) % 60 + 1


def utm(lon: float, lat: float, zone: int | None = None) -> tuple[int, float, float]:
    """Zone, easting and northing in metres, in the zone given or the place's own."""
    zone = zone or zone_of(lon, lat)
    east, north = utm_transformer(zone, lat < 0).transform(lon, lat)
    return zone, float(east), float(north)


@lru_cache(maxsize=16)
def utm_transformer(zone: int, south: bool, *, back: bool = False) -> Transformer:
    """From (lon, lat) to metres of a UTM zone, or back."""
    grid = f"EPSG:{32700 + zone if south else 32600 + zone}"
    ends = (grid, "EPSG:4326") if back else ("EPSG:4326", grid)
    return Transformer.from_crs(*ends, always_xy=True)


def _parse_utm(text: str) -> Point | None:
    found = _UTM.match(text)
    if found is None or not 1 <= int(found["zone"]) <= 60:
        return None
    east, north = (float(found[name].replace(",", ".")) for name in ("east", "north"))
    if not (100_000 <= east <= 900_000 and 0 <= north <= 10_000_000):
        return None
    south = found["band"] < "N"
    lon, lat = utm_transformer(int(found["zone"]), south, back=True).transform(east, north)
    return float(lon), float(lat)


def _parse_mgrs(text: str) -> Point | None:
    packed = re.sub(r"\s+", "", text)
    found = _MGRS.match(packed)
    if found is None or len(found[4]) % 2:
        return None
    try:
        lat, lon = mgrs.MGRS().toLatLon(packed)
    except Exception:  # noqa: BLE001  # the library raises its own, unexported kind
        return None
    return float(lon), float(lat)


def _parse_degrees(text: str) -> Point | None:
    clean = _decimal_points(text.translate(_SIGNS).replace("D", " ").replace("M", " "))
    if re.search(r"[^\d\s.,;+\-NSEW/]", clean):
        return None
    parts = [(m["number"], m["side"]) for m in _PART.finditer(clean)]
    numbers = [float(number) for number, side in parts if number]
    sides = [side.upper() for _, side in parts if side]
    if len(numbers) not in (2, 4, 6) or len(sides) not in (0, 2):
        return None
    half = len(numbers) // 2
    first, second = _degrees(numbers[:half]), _degrees(numbers[half:])
    if first is None or second is None:
        return None
    return _assigned(first, second, sides)


def _assigned(first: float, second: float, sides: list[str]) -> Point | None:
    if not sides:
        return second, first
    first = -abs(first) if sides[0] in "SW" else first
    second = -abs(second) if sides[1] in "SW" else second
    kinds = ["NS" if side in "NS" else "EW" for side in sides]
    if kinds == ["NS", "EW"]:
        return second, first
    return (first, second) if kinds == ["EW", "NS"] else None


def _degrees(numbers: list[float]) -> float | None:
    degrees, *smaller = numbers
    if any(not 0 <= value < 60 for value in smaller):
        return None
    size = abs(degrees)
    for power, value in enumerate(smaller, 1):
        size += value / 60.0**power
    return -size if str(degrees).startswith("-") else size


def _decimal_points(text: str) -> str:
    """Decimal commas as points, where they cannot be separators."""
    if "." in text or not re.search(r"\d,\d", text):
        return text
    return re.sub(r"(?<=\d),(?=\d)", ".", text)


def _mgrs(lon: float, lat: float) -> str:
    packed = mgrs.MGRS().toMGRS(lat, lon)
    square = packed[:-10]
    return f"{square[:-2]} {square[-2:]} {packed[-10:-5]} {packed[-5:]}"


def _band(lat: float) -> str:
    return "CDEFGHJKLMNPQRSTUVWXX"[int((lat + 80.0) // 8.0)]


def _side(value: float, letters: str) -> str:
    return letters[0] if value >= 0 else letters[1]


def _minutes(value: float) -> str:
    tenths = round(abs(value) * 60 * 10_000)
    degrees, rest = divmod(tenths, 600_000)
    return f"{degrees}°{rest / 10_000:07.4f}'"


def _seconds(value: float) -> str:
    hundredths = round(abs(value) * 3600 * 100)
    degrees, rest = divmod(hundredths, 360_000)
    minutes, seconds = divmod(rest, 6_000)
    return f"{degrees}°{minutes:02d}'{seconds / 100:05.2f}\""
