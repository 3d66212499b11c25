"""Coordinates as people write and paste them, read tolerantly and never guessed.

What has two readings is refused; so are numbers out of range and letters that contradict them.
"""

import re
import unicodedata
from collections.abc import Iterator

from osi_app.geo.angles import parse_degrees
from osi_app.geo.geodesy import Point
from osi_app.geo.mgrs_squares import corner
from osi_app.geo.zones import UPS_MIDDLE_M, UPS_NORTH, UPS_SOUTH, GridPlace, band_limits, degrees_of
from osi_app.kernel.errors import RuleError

_MINUS = dict.fromkeys("‐‑‒–—−﹣－", "-")
_MARKS = {"º": "°", "˚": "°", "o": "o"}
_PRIMES = dict.fromkeys("′’‘`´ʹˈ＇‵", "'") | dict.fromkeys("″”“„ʺ＂‶", '"')
_POINTS = {"٫": ".", "·": ".", "٬": ",", "،": ",", "；": ";", "、": ",", "؛": ";"}
_PLAIN = str.maketrans(_MINUS | _MARKS | _PRIMES | _POINTS)

_LABEL = re.compile(r"^(?:WGS[ -]?(?:19)?84|MGRS|USNG|UTM/UPS|UTM|UPS)\b[\s:,]*|[\s,]*\bWGS[ -]?84$")
_MGRS = re.compile(r"^(?:(\d{1,2})\s*([C-HJ-NP-X])|([ABYZ]))\s*([A-HJ-NP-Z]{2})\s*(\d*)\s*(\d*)$")
_HALF = r"NORTH(?:ERN)?|SOUTH(?:ERN)?|\(N\)|\(S\)"
_ZONE = rf"(?:ZONE\s*)?(?P<zone>\d{{1,2}})\s*(?:(?P<half>{_HALF})|(?P<band>[C-HJ-NP-X])(?![A-Z]))"
_UTM = (
    re.compile(rf"^{_ZONE}[\s,:;]*(?P<metres>.+)$"),
    re.compile(rf"^(?P<metres>.+?)[\s,;]+{_ZONE}$"),
)
_UPS = re.compile(r"^(?:(?P<band>[ABYZ])|(?P<half>NORTH|SOUTH))[\s,:;]*(?P<metres>\d.+|[EN][\s\d].+)$")
_LETTERED = (
    re.compile(r"^(?P<one>[EN])[\s:=]*(?P<first>[\d .,']+?)[\s,;/]*[EN][\s:=]*(?P<second>[\d .,']+)$"),
    re.compile(r"^(?P<first>[\d .,']+?)\s*(?P<one>[EN])[\s,;/]*(?P<second>[\d .,']+?)\s*[EN]$"),
)  # fmt: skip
_METRES = re.compile(r"^(?:\d+|\d{1,3}(?:([ .,'])\d{3})(?:\1\d{3})*)(?:[.,]\d+)?$")
_BAND_SLACK_DEG = 1.0
_UTM_EAST_M, _UTM_NORTH_M = (100_000.0, 900_000.0), (0.0, 10_000_000.0)
_UPS_M = (800_000.0, 3_200_000.0)


def parse(text: str) -> Point:
    """A place as (lon, lat) on WGS 84, from degrees in any form, UTM, UPS or MGRS.

    Without letters the latitude comes first, as people say it. ``52 N`` is band N of zone 52, and
    for want of another reading its northern half; ``52 south`` says the half in words. An MGRS
    reference is its square's south-west corner. Raises ``RuleError('invalid_coordinate')``.
    """
    tidy = _tidy(text)
    found = _parse_mgrs(tidy) or _parse_utm(tidy) or _parse_ups(tidy) or parse_degrees(tidy)
    if found is None or not (-180 <= found[0] <= 180 and -90 <= found[1] <= 90):
        raise RuleError("invalid_coordinate", field="coordinate", value=text)
    return found
