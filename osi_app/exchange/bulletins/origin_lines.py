"""One origin of a bulletin from its line: IMS1.0/ISF/GSE2.1 in one line, GSE2.0 in two.

Columns are those of IMS1.0 (1-based): date 1-10, time 12-22, time error 25-29, latitude 37-44,
longitude 46-54, semi-axes 56-60 and 62-66 km, azimuth 68-70, depth 72-76 km, depth flag 77, depth
error 79-82, event type 116-117, author 119-127, origin 129-136.
"""

import re
from dataclasses import dataclass

from osi_app.exchange.bulletins.events import (
    IMS_EVENT_TYPES,
    OriginError,
    OriginRow,
    checked_ellipse,
    checked_place,
    instant,
)

STARTS_WITH_TIME = re.compile(
    r"\s{0,3}(\d{4})[/-](\d{1,2})[/-](\d{1,2})\s+(\d{1,2}):(\d{2}):(\d{1,2}(?:\.\d*)?)"
)
_NUMBER = re.compile(r"[+-]?(?:\d+\.?\d*|\.\d+)")
_FLAGGED = re.compile(r"([+-]?(?:\d+\.?\d*|\.\d+))([a-z])?", re.IGNORECASE)
_KM = 1000.0


@dataclass(frozen=True, slots=True)
class OriginLine:
    """An origin, its event type in words, and what was mended in reading it."""

    origin: OriginRow
    event_type: str
    notes: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class _Parts:
    """The values of a line before they are checked; lengths in kilometres as written."""

    lat: float | None
    lon: float | None
    major: float | None
    minor: float | None
    azimuth: float | None
    depth: float | None
    depth_flag: str
    depth_error: float | None
    time_error: float | None
    event_type: str
    author: str
    code: str
    note: str = ""


def ims_origin(text: str, where: str) -> OriginLine:
    """The origin of an IMS1.0-style line. Raises ``OriginError`` with the cause."""
    line = text.expandtabs()
    try:
        parts = _fixed_ims(line)
    except ValueError:
        parts = _by_order(line)
    return _origin(line, parts, where)


def gse2_origin(first: str, second: str, where: str) -> OriginLine:
    """The origin of the two lines of GSE2.0. Raises ``OriginError`` with the cause."""
    line, rest = first.expandtabs().ljust(123), second.expandtabs().ljust(112)
    try:
        parts = _Parts(
            lat=_number(line[25:33]),
            lon=_number(line[34:43]),
            major=_number(rest[25:31]),
            minor=_number(rest[32:38]),
            azimuth=_number(rest[39:46]),
            depth=_number(line[46:52]),
            depth_flag=line[53].strip().casefold(),
            depth_error=_number(rest[49:54]),
            time_error=_number(rest[15:21]),
            event_type=_last_word(rest[100:]),
            author=line[102:113].strip(),
            code=line[113:123].strip(),
        )
    except ValueError:
        raise OriginError("its columns are not those of GSE2.0") from None
    return _origin(line, parts, where)


def _origin(line: str, parts: _Parts, where: str) -> OriginLine:
    found = STARTS_WITH_TIME.match(line)
    if found is None:
        raise OriginError("it does not begin with a date and a time")
    year, month, day, hour, minute = (int(found[group]) for group in range(1, 6))
    at = instant((year, month, day), hour, minute, float(found[6]))
    lon, lat = checked_place(parts.lon, parts.lat)
    ellipse = checked_ellipse(_metres(parts.major), _metres(parts.minor), parts.azimuth)
    fixed = parts.depth_flag == "f"
    origin = OriginRow(
        agency=parts.author,
        origin_code=parts.code,
        at=at,
        lon=lon,
        lat=lat,
        depth_m=_metres(parts.depth),
        depth_fixed=fixed,
        depth_error_m=None if fixed else _positive(_metres(parts.depth_error)),
        time_error_s=_positive(parts.time_error),
        semi_major_m=ellipse.semi_major_m,
        semi_minor_m=ellipse.semi_minor_m,
        azimuth_deg=ellipse.azimuth_deg,
        where=where,
    )
    kind = parts.event_type.casefold()
    notes = tuple(f"{where}: {note}" for note in (parts.note, ellipse.note) if note)
    return OriginLine(origin, IMS_EVENT_TYPES.get(kind, kind), notes)


def _last_word(text: str) -> str:
    """The event type closes the line; its column moves by one between writers."""
    words = text.split()
    return words[-1] if words and words[-1].casefold() in IMS_EVENT_TYPES else ""


def _fixed_ims(line: str) -> _Parts:
    """By column. Raises ``ValueError`` when the values do not stand in their columns."""
    line = line.ljust(136)
    between = (10, 35, 44, 60, 66, 77, 82, 117)  # columns that are blank in the format
    if any(line[index] != " " for index in between) or not STARTS_WITH_TIME.match(line[:23]):
        raise ValueError(line)
    return _Parts(
        lat=_number(line[36:44]),
        lon=_number(line[45:54]),
        major=_number(line[55:60]),
        minor=_number(line[61:66]),
        azimuth=_number(line[67:70]),
        depth=_number(line[71:76]),
        depth_flag=line[76].strip().casefold(),
        depth_error=_number(line[78:82]),
        time_error=_number(line[24:29]),
        event_type=_letters(line[115:117]),
        author=line[118:127].strip(),
        code=line[128:].strip().partition(" ")[0],
    )


def _letters(text: str) -> str:
    text = text.strip()
    if text and not text.isalpha():
        raise ValueError(text)
    return text


def _by_order(line: str) -> _Parts:
    """For lines whose columns were lost (split, tabs, hand work): values in their order.

    Latitude and longitude are the first two neighbours with three decimals or more (or two, if
    there are none); before them stand time error and rms, after them the ellipse and the depth.
    """
    found = STARTS_WITH_TIME.match(line)
    if found is None:
        raise OriginError("it does not begin with a date and a time")
    words = line[found.end() :].split()
    if words and words[0].casefold() == "f":
        words = words[1:]
    count = next((i for i, word in enumerate(words) if not _FLAGGED.fullmatch(word)), len(words))
    numbers, letters = words[:count], words[count:]
    at = _place_index(numbers)
    if at is None:
        raise OriginError("latitude and longitude are not found in the line")
    after = numbers[at + 2 :]
    ellipse = after[:3] if len(after) >= 4 else []
    depth = _FLAGGED.fullmatch(after[len(ellipse)]) if len(after) > len(ellipse) else None
    error = after[len(ellipse) + 1] if len(after) > len(ellipse) + 1 else ""
    major, minor, azimuth = (float(word) for word in ellipse) if ellipse else (None, None, None)
    kind = next((word for word in letters if word.casefold() in IMS_EVENT_TYPES), "")
    tail = letters[letters.index(kind) + 1 :] if kind else letters[-2:]
    return _Parts(
        lat=float(numbers[at]),
        lon=float(numbers[at + 1]),
        major=major,
        minor=minor,
        azimuth=azimuth,
        depth=float(depth[1]) if depth else None,
        depth_flag=(depth[2] or "").casefold() if depth else "",
        depth_error=float(error) if "." in error else None,
        time_error=float(numbers[0]) if at == 2 else None,
        event_type=kind,
        author=tail[0] if tail else "",
        code=tail[1] if len(tail) > 1 else "",
        note="its values are not in the columns of the format and were read by their order",
    )


def _place_index(numbers: list[str]) -> int | None:
    """Where latitude stands among plain numbers; longitude follows it."""
    for decimals in (3, 2, 1):
        for index in range(min(4, len(numbers) - 1)):
            pair = numbers[index : index + 2]
            if not all(_NUMBER.fullmatch(word) for word in pair):
                continue
            if all(len(word.partition(".")[2]) >= decimals for word in pair):
                return index
    return None


def _number(text: str) -> float | None:
    """None for a blank column; raises ``ValueError`` for what is not a plain number."""
    text = text.strip()
    if not text:
        return None
    if not _NUMBER.fullmatch(text):
        raise ValueError(text)
    return float(text)


def _metres(kilometres: float | None) -> float | None:
    return None if kilometres is None else round(kilometres * _KM, 3)


def _positive(value: float | None) -> float | None:
    """Errors of 0 (or less) mean "not known" in bulletins."""
    return value if value is not None and value > 0 else None
