"""What every bulletin comes to: events and their origins, in SI units, WGS 84, UTC."""

import math
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta

from osi_app.kernel.errors import Refusal

IMS_CONFIDENCE_PERCENT = 90.0
"""Ellipses of IMS1.0, ISF and GSE2 are at this level by definition of the format."""
EVENT_LIMIT = 20_000
ORIGIN_LIMIT = 500
"""Origins of one event: bulletins of the best studied events have some fifty."""
MAGNITUDE_LIMIT = 2_000
"""Magnitudes of one event; later ones are passed over."""
MAGNITUDE_RANGE = (-5.0, 12.0)


@dataclass(frozen=True, slots=True)
class OriginRow:
    """One agency's location of an event. Metres, seconds, degrees; ``at`` is aware UTC.

    ``depth_fixed``: the operator chose the depth, so it has no error. The ellipse (three values
    or none) is at ``confidence_percent``; ``azimuth_deg`` is that of the major axis, clockwise
    from north. ``prime`` marks the origin the bulletin prefers: exactly one of an event.
    """

    agency: str
    origin_code: str
    at: datetime
    lon: float
    lat: float
    depth_m: float | None = None
    depth_fixed: bool = False
    depth_error_m: float | None = None
    time_error_s: float | None = None
    semi_major_m: float | None = None
    semi_minor_m: float | None = None
    azimuth_deg: float | None = None
    confidence_percent: float = IMS_CONFIDENCE_PERCENT
    magnitude: float | None = None
    magnitude_type: str = ""
    prime: bool = False
    where: str = ""


@dataclass(frozen=True, slots=True)
class EventRow:
    """One event; ``event_type`` in words ("known nuclear explosion", "" if not said)."""

    code: str
    name: str
    event_type: str
    origins: tuple[OriginRow, ...]
    where: str

    @property
    def prime(self) -> OriginRow:
        """The origin the bulletin prefers."""
        return next(origin for origin in self.origins if origin.prime)


@dataclass(frozen=True, slots=True)
class EventFile:
    """A bulletin read. ``form`` is ims, gse2, quakeml, usgs_csv or nuclear_explosions_csv.

    ``refusals`` name the lines of origins (or magnitudes) that are not in ``events``.
    """

    file: str
    form: str
    events: tuple[EventRow, ...]
    refusals: tuple[Refusal, ...] = ()
    notes: tuple[str, ...] = ()


class OriginError(ValueError):
    """Why a line holds no usable origin, as a short phrase."""


@dataclass(frozen=True, slots=True)
class Ellipse:
    """Semi-axes in metres and azimuth of the major axis; ``note`` says what was mended."""

    semi_major_m: float | None = None
    semi_minor_m: float | None = None
    azimuth_deg: float | None = None
    note: str = ""


def checked_ellipse(
    major_m: float | None, minor_m: float | None, azimuth_deg: float | None
) -> Ellipse:
    """The ellipse, axes the right way round; none unless all three are there and usable.

    Raises ``OriginError`` for an azimuth outside 0-360 or axes beyond half the Earth.
    """
    if major_m is None or minor_m is None or azimuth_deg is None:
        given = any(value is not None for value in (major_m, minor_m))
        return Ellipse(note="the error ellipse is not complete and left out" if given else "")
    if major_m <= 0 or minor_m <= 0:
        return Ellipse(note="the error ellipse has no size and is left out")
    if not 0 <= azimuth_deg <= 360:
        raise OriginError(f"azimuth {azimuth_deg:g} of the ellipse is outside 0 to 360")
    if max(major_m, minor_m) > 20_000_000:
        raise OriginError("the error ellipse is larger than the Earth")
    if major_m < minor_m:
        turned = (azimuth_deg + 90) % 180
        note = "the axes of the error ellipse stood the wrong way round: swapped, turned by 90°"
        return Ellipse(minor_m, major_m, turned, note)
    return Ellipse(major_m, minor_m, azimuth_deg)


def checked_place(lon: float | None, lat: float | None) -> tuple[float, float]:
    """(lon, lat) on the globe. Raises ``OriginError``."""
    if lon is None or lat is None:
        raise OriginError("the origin has no coordinates")
    if not (math.isfinite(lon) and math.isfinite(lat)):
        raise OriginError("the coordinates are not finite")
    if not -90 <= lat <= 90:
        raise OriginError(f"latitude {lat:g} is outside -90 to 90")
    if not -180 <= lon <= 180:
        raise OriginError(f"longitude {lon:g} is outside -180 to 180")
    return lon, lat


def checked_magnitude(value: float | None) -> float | None:
    """The magnitude. Raises ``OriginError`` outside -5 to 12."""
    low, high = MAGNITUDE_RANGE
    if value is not None and not low <= value <= high:
        raise OriginError(f"magnitude {value:g} is outside {low:g} to {high:g}")
    return value


def instant(day: tuple[int, int, int], hour: int, minute: int, second: float) -> datetime:
    """An aware UTC instant; second 60 (a leap second, or rounding) runs on into the next minute.

    Raises ``OriginError`` when there is no such day or time.
    """
    if not (0 <= hour <= 23 and 0 <= minute <= 59 and 0 <= second < 61):
        raise OriginError(f"there is no time {hour:02d}:{minute:02d}:{second:05.2f}")
    try:
        return datetime(*day, hour, minute, tzinfo=UTC) + timedelta(seconds=second)
    except (ValueError, OverflowError):
        raise OriginError(f"there is no day {day[0]}-{day[1]}-{day[2]}") from None


def with_one_prime(origins: Sequence[OriginRow]) -> tuple[OriginRow, ...]:
    """Exactly one prime: the last marked one, otherwise the last of all (as bulletins are
    written: the preferred solution closes the list)."""
    marked = [index for index, origin in enumerate(origins) if origin.prime]
    prime = marked[-1] if marked else len(origins) - 1
    return tuple(replace(origin, prime=index == prime) for index, origin in enumerate(origins))


IMS_EVENT_TYPES = {
    "ke": "known earthquake",
    "se": "suspected earthquake",
    "kr": "known rockburst",
    "sr": "suspected rockburst",
    "ki": "known induced event",
    "si": "suspected induced event",
    "km": "known mine explosion",
    "sm": "suspected mine explosion",
    "kh": "known chemical explosion",
    "sh": "suspected chemical explosion",
    "kx": "known experimental explosion",
    "sx": "suspected experimental explosion",
    "kn": "known nuclear explosion",
    "sn": "suspected nuclear explosion",
    "ls": "landslide",
    "uk": "unknown",
}
"""The two letters of IMS1.0 and GSE2 origin lines, in words."""


@dataclass(slots=True)
class Gathering:
    """Events, refusals and notes while a file is read."""

    events: list[EventRow] = field(default_factory=list)
    refusals: list[Refusal] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)

    def refuse(self, where: str, reason: str, remedy: str = "") -> None:
        """One thing that is not taken over."""
        self.refusals.append(Refusal(where, reason, remedy))
