"""Numbers, moments and places as they are shown: the only place that turns SI into km and km²."""

from collections.abc import Iterable
from datetime import date, datetime, timedelta
from enum import Enum
from typing import Any
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from osi_app.kernel.units import km, km2


def instant(at: datetime | None, seconds: bool = False) -> str:
    """``2026-03-04 14:05Z``; "–" for None. The instant is aware UTC."""
    if at is None:
        return "–"
    return at.strftime("%Y-%m-%d %H:%M:%SZ" if seconds else "%Y-%m-%d %H:%MZ")


def site_instant(at: datetime | None, zone: str) -> str:
    """The same moment in the zone of the site: ``2026-03-04 19:05 +05:00``. A zone that is not
    known shows UTC."""
    if at is None:
        return "–"
    try:
        local = at.astimezone(ZoneInfo(zone))
    except (ZoneInfoNotFoundError, ValueError):
        local = at
    offset = local.strftime("%z")
    return f"{local:%Y-%m-%d %H:%M} {offset[:3]}:{offset[3:5]}"


def day(on: date | None) -> str:
    """``2026-03-04``; "–" for None."""
    return "–" if on is None else on.isoformat()


def number(value: float, digits: int = 0) -> str:
    """With thousands separators: ``1,024.5``."""
    return f"{value:,.{digits}f}"


def area(area_m2: float, digits: int = 1) -> str:
    """``999.8 km²``; small areas get the digits they need."""
    return f"{number(km2(area_m2), digits if area_m2 >= 10e6 else 3)} km²"


def distance(distance_m: float, digits: int = 1) -> str:
    """``35.7 km``, below one kilometre ``420 m``."""
    if abs(distance_m) < 1_000:
        return f"{number(distance_m)} m"
    return f"{number(km(distance_m), digits)} km"


def hours(value: float) -> str:
    """``5.2 h``; whole hours without a fraction."""
    told = f"{value:,.1f} h" if value % 1 else f"{value:,.0f} h"
    return told.replace("-", "−")


def span_of_time(seconds: float) -> str:
    """``+2 d 04:00`` or ``−0 d 03:30``: days, hours and minutes, with its sign."""
    sign = "−" if seconds < 0 else "+"
    minutes = round(abs(seconds) / 60)
    whole_days, rest = divmod(minutes, 1_440)
    return f"{sign}{whole_days} d {rest // 60:02d}:{rest % 60:02d}"


def lasting(seconds: float) -> str:
    """``2 h``, ``2 h 30 min``, ``11 d 9 h``: a duration by its two largest units."""
    minutes = round(abs(seconds) / 60)
    sizes = ((minutes // 1_440, "d"), (minutes // 60 % 24, "h"), (minutes % 60, "min"))
    told = [f"{size} {unit}" for size, unit in sizes if size][:2]
    return ("−" if seconds < 0 else "") + (" ".join(told) or "0 min")


def position(lon: float, lat: float, digits: int = 5) -> str:
    """``49.86800° N 78.07900° E``; an unwrapped longitude is brought back to ±180."""
    lon = (lon + 180) % 360 - 180
    return (
        f"{abs(lat):.{digits}f}° {'N' if lat >= 0 else 'S'} "
        f"{abs(lon):.{digits}f}° {'E' if lon >= 0 else 'W'}"
    )


def shown(key: str, value: Any) -> str:
    """A finding's value as text. The key's suffix tells the unit: ``_m2``, ``_m``, ``_h``,
    ``_s``, ``_percent``, ``_kg``; ``_km`` and ``_km2`` are bare, to three places."""
    if value is None:
        return "–"
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, Enum):
        return str(value.value)
    if isinstance(value, datetime):
        return instant(value)
    if isinstance(value, date):
        return day(value)
    if isinstance(value, timedelta):
        return lasting(value.total_seconds())
    if isinstance(value, int | float):
        return _quantity(key, value)
    if isinstance(value, str):
        return value
    if isinstance(value, Iterable):
        return ", ".join(shown("", each) for each in value)
    return str(value)


def _quantity(key: str, value: float) -> str:
    if key.endswith("_m2"):
        return area(value, 3)
    if key.endswith("_m"):
        return distance(value) if abs(value) >= 10_000 else f"{value:,.4g} m"
    if key.endswith("_h"):
        return hours(value)
    if key.endswith("_s"):
        return lasting(value)
    if key.endswith("_kg"):
        return f"{number(value, 1)} kg"
    if key.endswith("_percent"):
        return f"{value:.4g} %"
    if key.endswith(("_km", "_km2")):
        # what is exceeded by less than a square metre is still exceeded
        return number(value, 3) if value == 0 or abs(value) >= 0.0005 else "under 0.001"
    return f"{value:,}" if isinstance(value, int) else f"{value:,.6g}"
