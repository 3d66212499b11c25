"""Words for the screen: labels of fields with their units, words of enumerations, values as text.

A label follows from the field's name (``mass_kg`` is "Mass (kg)"); only what that would make
clumsy is written down here.
"""

from collections.abc import Sequence
from datetime import UTC, date, datetime, tzinfo
from enum import Enum
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

UNITS = {
    "_usv_h": "µSv/h",
    "_wh": "Wh",
    "_m3": "m³",
    "_km2": "km²",
    "_m2": "m²",
    "_kg": "kg",
    "_m": "m",
    "_w": "W",
    "_h": "h",
    "_s": "s",
    "_deg": "°",
    "_percent": "%",
}

LABELS = {
    "id": "Id",
    "rfid": "RFID",
    "hs_code": "HS code",
    "battery_wh": "Battery (Wh)",
    "max_gross_kg": "Gross at most (kg)",
    "catalogue_line_id": "Approved list",
    "container_id": "Box",
    "part_id": "Part (system)",
    "first_day": "From",
    "last_day": "To, inclusive",
    "what": "Booked",
    "box": "Box",
    "last_at": "Last reading",
    "activity_bq": "Activity (Bq)",
    "check_source_id": "Check source",
    "un_number": "UN number",
    "name_zh": "Name (Chinese)",
    "annex2": "Annex 2",
    "as_of": "True on",
    "lon": "Longitude (°)",
    "lat": "Latitude (°)",
    "at": "Time",
    "requested_at": "T0, request received",
    "latin_name": "Name in passport",
    "seat": "Role in team",
    "training_until": "Training until",
    "medical_until": "Medical until",
    "passport_until": "Passport until",
    "listed": "On list",
    "calibrated_until": "Calibrated until",
    "certified_until": "Certified until",
    "item_type": "Type",
    "semi_major_m": "Semi-major (m)",
    "semi_minor_m": "Semi-minor (m)",
    "azimuth_deg": "Azimuth (°)",
    "offset_h": "Offset (h)",
    "owner_role": "Owner",
    "on_approved_list": "On approved list",
    "observer_proposed": "Observer proposed",
    "airborne": "Overflight",
    "sha256": "Hash",
    "member_codes": "Members",
    "equipment_codes": "Equipment",
    "due": "Due (UTC)",
    "magnitude_type": "Magnitude type",
    "questions": "Questions",
    "site_time_zone": "Site time zone",
    "poe_arrival": "Arrival at point of entry",
    "pir_transmitted": "Progress report sent",
    "pir_received": "Progress report received",
    "ec_approved": "Executive Council approved",
    "ec_refused": "Executive Council refused",
    "request_received_by_dg": "Request received by Director-General",
}

TECHNIQUES = {
    "a": "position finding",
    "b": "visual, photo, video",
    "c": "gamma radiation",
    "d": "sampling",
    "e": "passive seismic",
    "f": "active seismic",
    "g": "magnetic, electric, radar",
    "h": "drilling",
    "aux": "auxiliary",
}

KINDS = {
    "state": "State",
    "catalogue_line": "line of the approved list",
    "equipment_system": "system",
    "system_member": "place in the system",
    "qc_series": "QC series",
    "qc_reading": "QC reading",
    "use_reading": "counter reading",
    "consumable_lot": "lot",
    "status_step": "step",
    "stock_take": "stock-take",
    "case_milestone": "what has happened",
    "area_boundary": "boundary",
    "area_of_interest": "area of interest",
    "base_of_operations": "base of operations",
}


def label(key: str) -> str:
    """The label of a field or column: "Mass (kg)"."""
    if key in LABELS:
        return LABELS[key]
    for suffix, unit in UNITS.items():
        if key.endswith(suffix) and len(key) > len(suffix):
            return f"{_sentence(key.removesuffix(suffix))} ({unit})"
    for suffix in ("_id", "_at", "_on"):
        if key.endswith(suffix):
            return _sentence(key.removesuffix(suffix))
    return _sentence(key)


def kind_word(kind: str) -> str:
    """A kind of record in the words of the field: "team member"."""
    return KINDS.get(kind, kind.replace("_", " "))


def word(value: object) -> str:
    """A word of an enumeration as shown: "under way", "c gamma radiation"."""
    text = str(value.value if isinstance(value, Enum) else value)
    if text in TECHNIQUES:
        return f"{text} {TECHNIQUES[text]}" if text != "aux" else "auxiliary"
    if text in LABELS and ("_" in text):
        return LABELS[text]
    return text.replace("_", " ")


def instant(value: datetime) -> str:
    """``2026-03-04 14:05Z``."""
    return value.astimezone(UTC).strftime("%Y-%m-%d %H:%MZ")


def zone(name: str) -> tzinfo:
    """The time zone of that name, UTC when this machine does not know it."""
    try:
        return ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError):
        return UTC


def both_times(value: datetime, site: tzinfo) -> str:
    """UTC with site time beside it: ``2026-03-04 14:05Z  (20:05 site)``."""
    local = value.astimezone(site)
    shift = (local.date() - value.astimezone(UTC).date()).days
    days = f"{shift:+d}d" if shift else ""
    return f"{instant(value)}  ({local:%H:%M}{days} site)"


def shown(value: object) -> str:
    """Any value as a table shows it; "" for none."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, Enum):
        return word(value)
    if isinstance(value, datetime):
        return instant(value)
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, float):
        return f"{value:,.6g}".replace(",", " ") if abs(value) < 1e6 else f"{value:,.0f}"
    if isinstance(value, (list, tuple)):
        return _sequence(value)
    if isinstance(value, UUID):
        return str(value)[:8]
    return str(value)


def counted(number: int, noun: str) -> str:
    """ "1 item", "420 items"."""
    plural = noun[:-1] + "ies" if noun.endswith("y") and noun[-2:-1] not in "aeiou" else noun + "s"
    if noun.endswith("series"):
        plural = noun
    elif noun.endswith(("s", "x", "ch")):
        plural = noun + "es"
    return f"{number:,} {noun if number == 1 else plural}".replace(",", " ")


def counter(hours: float) -> str:
    """Hours since a moment as "D+2 H+53" reads on the strip: "+53 h" or "−2 h"."""
    sign = "+" if hours >= 0 else "−"
    return f"{sign}{abs(int(hours))}"


def span(seconds: float) -> str:
    """A length of time in two units at most: "3 d 4 h", "25 min"."""
    minutes = int(abs(seconds) // 60)
    days, rest = divmod(minutes, 1440)
    hours, left = divmod(rest, 60)
    if days:
        return f"{days} d {hours} h" if days < 10 else f"{days} d"
    return f"{hours} h {left:02d} min" if hours else f"{left} min"


def _sequence(values: Sequence[Any]) -> str:
    if values and isinstance(values[0], (list, tuple)):
        return counted(len(values), "point")
    return ", ".join(str(v.value if isinstance(v, Enum) else v) for v in values)


def _sentence(name: str) -> str:
    text = name.replace("_", " ").strip()
    return text[:1].upper() + text[1:]
