"""Coordinates as people write and paste them, read tolerantly and never guessed.

What has two readings is refused; so are numbers out of range and letters that contradict them.
"""

import re
import unicodedata
from collections.abc import Iterator

from osi_app.geo.angles import parse_degrees
from osi_app.geo.geodesy import Point
from osi_app.geo.mgrs_squares import middle
from osi_app.geo.zones import UPS_MIDDLE_M, UPS_NORTH, UPS_SOUTH, GridPlace, band_limits, degrees_of
from osi_app.kernel.errors import RuleError

_PLAIN = str.maketrans(
    dict.fromkeys("‐‑‒–—−﹣", "-")
    | dict.fromkeys("º˚∘⁰", "°")
    | dict.fromkeys("′’‘`´ʹˈ‵", "'")
    | dict.fromkeys("″”“„ʺ‶", '"')
    | {"٫": ".", "٬": ",", "،": ",", "、": ",", "؛": ";"}
)
_DATUM = r"WGS[ -]?(?:19)?84"
_LABEL = re.compile(rf"^(?:{_DATUM}|MGRS|USNG|UTM/UPS|UTM|UPS)\b[\s:,]*|[\s,]*\(?\b{_DATUM}\)?$")
_MGRS = re.compile(r"^(?:(\d{1,2})\s*([C-HJ-NP-X])|([ABYZ]))\s*([A-HJ-NP-Z]{2})\s*(\d*)\s*(\d*)$")
_ZONE = (
    r"(?:ZONE\s*)?(?P<zone>\d{1,2})\s*"
    r"(?:(?P<half>NORTH|SOUTH|\(N\)|\(S\))(?:ERN)?|(?P<band>[C-HJ-NP-X])(?![A-Z]))"
)
_UTM = (
    re.compile(rf"^{_ZONE}[\s,:;]*(?P<metres>.+)$"),
    re.compile(rf"^(?P<metres>.+?)[\s,;]+{_ZONE}$"),
)
_UPS = re.compile(r"^(?:(?P<band>[ABYZ])|(?P<half>NORTH|SOUTH))[\s,:;]*(?P<metres>[\dEN].+)$")
_LETTERED = (
    re.compile(r"^(?P<one>[EN])[\s:=]*(?P<first>\d.*?)[\s,;/]*(?P<other>[EN])[\s:=]*(?P<second>\d.*)$"),
    re.compile(r"^(?P<first>\d.*?)\s*(?P<one>[EN])[\s,;/]*(?P<second>\d.*?)\s*(?P<other>[EN])$"),
)  # fmt: skip
_UTM_M = ((100_000.0, 900_000.0), (0.0, 10_000_000.0))
_UPS_M = ((800_000.0, 3_200_000.0), (800_000.0, 3_200_000.0))
_SLACK_DEG = 1.0
"""How far beyond its band a place may be: grids are carried on a little beyond their zones."""
_SIDES = re.compile(r"[NSEW]", re.IGNORECASE)
_NAME = re.compile(r"^\s*(?:\d{1,4}[.)]|[^\W\d][\w -]{0,15}[:)]|\w{1,12}\))\s+")
_CELL = re.compile(r"^[^\t]{0,40}\t(?=[^\t]+\t[^\t]+$)")
"""The first of three cells of a sheet: a number or a name before two coordinates."""
Range = tuple[float, float]


def parse(text: str) -> Point:
    """A place as (lon, lat) on WGS 84, from degrees in any form, UTM, UPS or MGRS.

    Without letters the latitude comes first, as people say it. ``52 S`` is band S of zone 52, as
    the standard has it (north of the equator); the half in words is ``52 south``. An MGRS
    reference names a square; its middle is the place. Raises ``RuleError('invalid_coordinate')``.
    """
    tidy = _tidy(text)
    found = _parse_mgrs(tidy) or _parse_utm(tidy) or _parse_ups(tidy) or parse_degrees(tidy)
    if found is None or not (-180 <= found[0] <= 180 and -90 <= found[1] <= 90):
        raise RuleError("invalid_coordinate", field="coordinate", value=text)
    return found


def parse_many(text: str) -> tuple[Point, ...]:
    """Every place of a pasted text, in any mixture of forms: a line each, or several to a line
    behind semicolons, after their letters (41N 129E 42N 130E) or as pairs (41.5,129 42.5,130).

    Empty lines and those that begin with ``#`` are passed over, and so are a number or a name
    before a place (``1.``, ``P-3:``, the first of three cells of a sheet). Raises
    ``RuleError('invalid_coordinate')`` with ``line`` (from 1) and ``value``, the part that is no
    place.
    """
    found: list[Point] = []
    for number, line in enumerate(re.split(r"\r\n|\r|\n", text), 1):
        if not line.strip() or line.lstrip().startswith("#"):
            continue
        try:
            found.extend(_line(line))
        except RuleError as error:
            told = {"line": number, "value": str(error.values["value"]).strip()}
            raise RuleError("invalid_coordinate", field="coordinate", **told) from None
    return tuple(found)


def _line(line: str) -> list[Point]:
    """The places of a line; a semicolon is between two of them unless it can only be within one."""
    try:
        parts = [part for part in line.split(";") if part.strip()]
        return [place for part in parts for place in _several(part)]
    except RuleError:
        if ";" in line and (whole := _read(line)) is not None:
            return [whole]
        raise


def _several(text: str) -> list[Point]:
    for reading in (text, _NAME.sub("", text), _CELL.sub("", text.strip())):
        if (whole := _read(reading)) is not None:
            return [whole]
    for parts in (_after_letters(text), text.split()):
        places = [_read(part) for part in parts]
        if len(parts) > 1 and None not in places:
            return [place for place in places if place is not None]
    return [parse(text)]


def _read(text: str) -> Point | None:
    try:
        return parse(text)
    except RuleError:
        return None


def _after_letters(text: str) -> list[str]:
    """A text cut after every second N, S, E or W; before it, when it begins with one."""
    at = [found.start() for found in _SIDES.finditer(text)]
    if len(at) < 4 or len(at) % 2:
        return []
    leads = not any(character.isdigit() for character in text[: at[0]])
    cuts = at[2::2] if leads else [place + 1 for place in at[1:-1:2]]
    edges = zip([0, *cuts], [*cuts, len(text)], strict=True)
    return [text[start:end].strip(" \t,/|") for start, end in edges]


def _tidy(text: str) -> str:
    """In plain signs: ASCII digits, minus signs, primes and spaces, in upper case, without a label
    and without what cannot be seen."""
    plain = unicodedata.normalize("NFKC", text.translate(_PLAIN))
    seen = (c for c in plain if unicodedata.category(c) != "Cf")
    digits = (str(unicodedata.decimal(c)) if c.isdecimal() else c for c in seen)
    tidy = " ".join("".join(digits).upper().split()).strip("()[]{}<> ,;")
    while tidy != (bare := _LABEL.sub("", tidy)):
        tidy = bare
    return tidy


def _parse_mgrs(text: str) -> Point | None:
    found = _MGRS.match(text)
    if found is None:
        return None
    zone, band, polar, square, east, north = found.groups()
    digits = east + north
    if len(digits) % 2 or len(digits) > 10 or (north and len(east) != len(north)):
        return None
    if not (1 <= int(zone) <= 60 if zone else len(digits) >= 2):  # YES is no place
        return None
    place = middle(int(zone or 0), band or polar, square, digits)
    return None if place is None else degrees_of(place)


def _parse_utm(text: str) -> Point | None:
    for pattern in _UTM:
        found = pattern.match(text)
        metres = _metres(found["metres"], _UTM_M) if found else None
        if found is None or metres is None or not 1 <= int(found["zone"]) <= 60:
            continue
        half = found["half"]
        band = found["band"] or ("N" if half in ("NORTH", "(N)") else "M")
        lon, lat = degrees_of(GridPlace(int(found["zone"]), band, *metres))
        if half or _in_band(lat, band):
            return lon, lat
    return None


def _in_band(lat: float, band: str) -> bool:
    """Whether a band's letter fits; N is also written for the whole northern half."""
    south, north = band_limits(band)
    return band == "N" or south - _SLACK_DEG <= lat <= north + _SLACK_DEG


def _parse_ups(text: str) -> Point | None:
    found = _UPS.match(text)
    metres = _metres(found["metres"], _UPS_M) if found else None
    if found is None or metres is None:
        return None
    band = found["band"] or ("Z" if found["half"] == "NORTH" else "B")
    west_m = UPS_MIDDLE_M - metres[0]
    if found["band"] and (west_m if band in "BZ" else -west_m) > 1.0:
        return None
    lon, lat = degrees_of(GridPlace(0, band, *metres))
    return (lon, lat) if lat >= UPS_NORTH - 1e-4 or lat <= UPS_SOUTH + 1e-4 else None


def _metres(text: str, ranges: tuple[Range, Range]) -> tuple[float, float] | None:
    """Easting and northing, when a text gives one pair that lies in the ranges and no other."""
    text = re.sub(r"EAST(?:ING)?", "E", re.sub(r"NORTH(?:ING)?", "N", text))
    text = re.sub(r"M(?:ETRES|ETERS)?\b\.?|M(?=[EN])", "", text).strip()
    found = {
        (east, north)
        for first, second in _pairs(text)
        for mark in ("", " ", ".", ",", "'")
        if (east := _number(first, mark)) is not None
        and (north := _number(second, mark)) is not None
        and ranges[0][0] <= east <= ranges[0][1]
        and ranges[1][0] <= north <= ranges[1][1]
    }
    return found.pop() if len(found) == 1 else None


def _pairs(text: str) -> Iterator[tuple[str, str]]:
    """Ways to read a text as easting and northing."""
    for pattern in _LETTERED:
        found = pattern.match(text)
        if found and found["one"] != found["other"]:
            pair = found["first"], found["second"]
            yield pair if found["one"] == "E" else pair[::-1]
    for cut in re.finditer(r"[\s,;/]", text):
        yield text[: cut.start()], text[cut.end() :]


def _number(text: str, mark: str) -> float | None:
    """A plain number, or one whose thousands are marked off; decimals behind another mark."""
    text = text.strip(" ,;/")
    whole = rf"\d{{1,3}}(?:{re.escape(mark)}\d{{3}})*" if mark else r"\d+"
    points = "".join({".", ","} - {mark})
    if not re.fullmatch(rf"{whole}(?:[{points}]\d+)?", text):
        return None
    return float((text.replace(mark, "") if mark else text).replace(",", "."))
