"""QuakeML (1.2 and the basic event description of other versions), read narrowly.

Only events, origins and magnitudes are looked at; picks, arrivals and amplitudes are dropped as
they pass. A DTD or an entity refuses the file.
"""

import math
import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from xml.etree.ElementTree import Element

from osi_app.exchange.bulletins.events import (
    EVENT_LIMIT,
    IMS_CONFIDENCE_PERCENT,
    EventFile,
    EventRow,
    Gathering,
    OriginError,
    OriginRow,
    checked_ellipse,
    checked_magnitude,
    checked_place,
    with_one_prime,
)
from osi_app.exchange.files import refuse
from osi_app.exchange.xml_guard import guarded_events, local_name

_DROPPED = frozenset({"pick", "arrival", "amplitude", "stationMagnitude", "focalMechanism"})
_UNKNOWN_DEPTH_ERROR_M = 31_610.0
"""What the USGS writes for a depth error that is not known."""
_CONFIDENCE_NOTE = "the ellipse's confidence level is not given and taken as 90 %"


def read_quakeml(path: Path) -> EventFile:
    """The events of a QuakeML file. Raises ``ImportRefused`` for XML that is not QuakeML."""
    gathering = Gathering()
    number = 0
    with path.open("rb") as stream:
        for element in _events(path, stream):
            number += 1
            if number > EVENT_LIMIT:
                refuse(path, f"event {number}", f"more than {EVENT_LIMIT:,}", "split the file")
            _read_event(element, f"event {number}", gathering)
    return EventFile(
        path.name,
        "quakeml",
        tuple(gathering.events),
        tuple(gathering.refusals),
        tuple(dict.fromkeys(gathering.notes)),
    )


def _events(path: Path, stream: object) -> Iterator[Element]:
    """Each <event> once complete; it is emptied afterwards."""
    parents: list[Element] = []
    for phase, element in guarded_events(path, stream):  # type: ignore[arg-type]
        name = local_name(element.tag)
        if phase == "start":
            if not parents and name.casefold() not in ("quakeml", "eventparameters"):
                refuse(path, "XML", f"its root is <{name[:40]}>, not <quakeml>", "choose another")
            parents.append(element)
            continue
        parents.pop()
        if name == "event":
            yield element
        if name in _DROPPED or name == "event":
            element.clear()
            if parents:
                parents[-1].remove(element)


def _read_event(element: Element, where: str, gathering: Gathering) -> None:
    preferred = _text(element, "preferredOriginID")
    origins: list[OriginRow] = []
    for index, child in enumerate(_children(element, "origin"), start=1):
        place = f"{where}, origin {index}"
        try:
            origin, notes = _origin(child, place)
        except OriginError as error:
            gathering.refuse(place, str(error), "choose another origin")
            continue
        origins.append(replace(origin, prime=origin.origin_code == preferred))
        gathering.notes.extend(f"{place}: {note}" for note in notes)
    if not origins:
        gathering.refuse(where, "it has no usable origin", "choose another event")
        return
    magnitudes = list(_magnitudes(element, where, gathering))
    with_magnitudes = tuple(_with_magnitude(o, magnitudes) for o in with_one_prime(origins))
    shortened = tuple(replace(o, origin_code=_tail(o.origin_code)) for o in with_magnitudes)
    gathering.events.append(
        EventRow(
            code=_tail(element.get("publicID", "")) or where,
            name=_text(element, "description", "text"),
            event_type=_event_type(element),
            origins=shortened,
            where=where,
        )
    )


def _origin(element: Element, where: str) -> tuple[OriginRow, list[str]]:
    lon, lat = checked_place(_value(element, "longitude"), _value(element, "latitude"))
    fixed = _text(element, "depthType") == "operator assigned"
    depth_error = _value(element, "depth", "uncertainty")
    notes = []
    if depth_error == _UNKNOWN_DEPTH_ERROR_M:
        depth_error = None
        notes.append("a depth error of 31.61 km means that it is not known")
    major, minor, azimuth, percent = _uncertainty(element)
    ellipse = checked_ellipse(major, minor, azimuth)
    if ellipse.note:
        notes.append(ellipse.note)
    if ellipse.semi_major_m is not None and percent is None:
        notes.append(_CONFIDENCE_NOTE)
    origin = OriginRow(
        agency=_text(element, "creationInfo", "agencyID")
        or _text(element, "creationInfo", "author"),
        origin_code=element.get("publicID", ""),
        at=_instant(_text(element, "time", "value")),
        lon=lon,
        lat=lat,
        depth_m=_value(element, "depth"),
        depth_fixed=fixed,
        depth_error_m=None if fixed or not depth_error or depth_error < 0 else depth_error,
        time_error_s=_not_negative(_value(element, "time", "uncertainty")),
        semi_major_m=ellipse.semi_major_m,
        semi_minor_m=ellipse.semi_minor_m,
        azimuth_deg=ellipse.azimuth_deg,
        confidence_percent=percent if percent is not None else IMS_CONFIDENCE_PERCENT,
        where=where,
    )
    return origin, notes


def _uncertainty(
    element: Element,
) -> tuple[float | None, float | None, float | None, float | None]:
    """Semi-axes (m), azimuth, confidence level; a horizontal uncertainty is a circle."""
    found = next(_children(element, "originUncertainty"), None)
    if found is None:
        return None, None, None, None
    percent = _number(_text(found, "confidenceLevel"))
    if percent is not None and not 0 < percent < 100:
        percent = None
    major = _number(_text(found, "maxHorizontalUncertainty"))
    if major is None:
        circle = _number(_text(found, "horizontalUncertainty"))
        return circle, circle, 0.0 if circle is not None else None, percent
    minor = _number(_text(found, "minHorizontalUncertainty"))
    return major, minor, _number(_text(found, "azimuthMaxHorizontalUncertainty")), percent


def _magnitudes(
    element: Element, where: str, gathering: Gathering
) -> Iterator[tuple[str, str, float, bool]]:
    """(origin id, type, value, preferred)."""
    preferred = _text(element, "preferredMagnitudeID")
    for index, child in enumerate(_children(element, "magnitude"), start=1):
        place = f"{where}, magnitude {index}"
        try:
            value = checked_magnitude(_value(child, "mag"))
        except OriginError as error:
            gathering.refuse(place, str(error), "correct the magnitude")
            continue
        if value is not None:
            is_preferred = child.get("publicID", "") == preferred
            yield _text(child, "originID"), _text(child, "type"), value, is_preferred


def _with_magnitude(origin: OriginRow, magnitudes: list[tuple[str, str, float, bool]]) -> OriginRow:
    own = [m for m in magnitudes if m[0] == origin.origin_code]
    if not own and origin.prime:
        own = [m for m in magnitudes if m[3] or not m[0]] or magnitudes
    if not own:
        return origin
    best = next((m for m in own if m[1].casefold() == "mb"), own[0])
    return replace(origin, magnitude=best[2], magnitude_type=best[1])


def _event_type(element: Element) -> str:
    kind, certainty = _text(element, "type"), _text(element, "typeCertainty")
    if not kind or kind in ("not reported", "null"):
        return ""
    return f"{certainty} {kind}".strip()


def _children(element: Element, name: str) -> Iterator[Element]:
    return (child for child in element if local_name(child.tag) == name)


def _text(element: Element, *names: str) -> str:
    for name in names:
        found = next(_children(element, name), None)
        if found is None:
            return ""
        element = found
    return " ".join((element.text or "").split())


def _value(element: Element, name: str, part: str = "value") -> float | None:
    return _number(_text(element, name, part))


def _number(text: str) -> float | None:
    if not text:
        return None
    try:
        number = float(text)
    except ValueError:
        raise OriginError(f"{text[:40]!r} is not a number") from None
    if not math.isfinite(number):
        raise OriginError(f"{text[:40]} is not a finite number")
    return number


def _not_negative(value: float | None) -> float | None:
    return value if value is not None and value >= 0 else None


def _instant(text: str) -> datetime:
    """QuakeML times are UTC, with or without the Z."""
    try:
        moment = datetime.fromisoformat(text)
        return moment.replace(tzinfo=UTC) if moment.tzinfo is None else moment.astimezone(UTC)
    except (ValueError, OverflowError):
        raise OriginError(f"{text[:40]!r} is no date and time") from None


def _tail(public_id: str) -> str:
    """The part of a resource identifier that tells it from others."""
    named = re.search(r"(?:event|origin)id=([^&]+)", public_id, re.IGNORECASE)
    if named:
        return named[1]
    return public_id.rstrip("/").rpartition("/")[2] if "/" in public_id else public_id
