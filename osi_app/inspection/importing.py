"""Event bulletins and catalogues as events with their origins: a preview, keyed by event code."""

from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path
from typing import Any

from pydantic import ValidationError

from osi_app.exchange.bulletins.events import EventRow, OriginRow
from osi_app.exchange.bulletins.reader import read_events
from osi_app.inspection.records import Event, Origin
from osi_app.kernel.changes import Change
from osi_app.kernel.errors import ImportRefused, Refusal
from osi_app.kernel.importing import ImportPreview, ImportRow
from osi_app.kernel.ports import Reading
from osi_app.kernel.service import refused_value

COLUMNS = ("code", "name", "event_type", "at", "lon", "lat", "depth_m", "magnitude", "origins")
_NOT_READ = ("id", "event_id", "derivation")
_ORIGIN_FIELDS = tuple(name for name in Origin.model_fields if name not in _NOT_READ)


def preview(reading: Reading, path: Path) -> ImportPreview:
    """What importing this bulletin or catalogue would do. Raises ``ImportRefused`` for a file
    that is none."""
    file = read_events(path)
    rows: list[ImportRow] = []
    refusals = list(file.refusals)
    events, notes = _distinct(file.events)
    stored = _stored(reading, [row.code for row in events])
    for row in events:
        try:
            rows.append(_row(row, file.file, stored.get(row.code)))
        except ValidationError as error:
            fault = refused_value(error).values
            refusals.append(Refusal(row.where, f"{fault['field']}: {fault['reason']}"))
    if not rows and refusals:
        raise ImportRefused(file.file, tuple(refusals))
    return ImportPreview(
        kind="events",
        file=file.file,
        label=f"Import {len(rows)} event{'s' if len(rows) != 1 else ''} from {path.name}",
        rows=tuple(rows),
        refusals=tuple(refusals),
        notes=(*file.notes, *notes),
        columns=COLUMNS,
    )


def _distinct(events: Iterable[EventRow]) -> tuple[list[EventRow], tuple[str, ...]]:
    """The events, each under a code of its own, and what was noted.

    The same event twice is taken once; another event under a code that was used already (as in
    nuclear_explosions.csv) gets a number after it, the same at every import of the file.
    """
    found: dict[str, EventRow] = {}
    notes: list[str] = []
    for row in events:
        code, number = row.code, 1
        while code in found and not _same(found[code], row):
            number += 1
            code = f"{row.code}-{number}"
        if code in found:
            notes.append(f"event {code} is there twice and taken once")
            continue
        if number > 1:
            notes.append(f"another event has the code {row.code} too: it is called {code} here")
        found[code] = replace(row, code=code)
    return list(found.values()), tuple(dict.fromkeys(notes))


def _same(first: EventRow, second: EventRow) -> bool:
    places = [{(o.at, o.lon, o.lat, o.agency) for o in row.origins} for row in (first, second)]
    return places[0] == places[1]


Stored = tuple[Event, tuple[Origin, ...]]


def _stored(reading: Reading, codes: list[str]) -> dict[str, Stored]:
    events = reading.among(Event, "code", codes)
    origins: dict[Any, list[Origin]] = {event.id: [] for event in events}
    for origin in reading.among(Origin, "event_id", [event.id for event in events]):
        origins[origin.event_id].append(origin)
    return {event.code: (event, tuple(origins[event.id])) for event in events}


def _row(row: EventRow, file: str, stored: Stored | None) -> ImportRow:
    if stored is None:
        event = Event(
            code=row.code, name=row.name, event_type=row.event_type, source=Path(file).name
        )
        origins = [_origin(event, one) for one in row.origins]
        made = [Change(None, event), *(Change(None, origin) for origin in origins)]
        return ImportRow(row.where, "create", row.code, _shown(row), {}, tuple(made))
    changes, changed = _corrections(row, *stored)
    action = "update" if changes else "unchanged"
    return ImportRow(row.where, action, row.code, _shown(row), changed, tuple(changes))


def _corrections(
    row: EventRow, event: Event, stored: tuple[Origin, ...]
) -> tuple[list[Change], dict[str, tuple[Any, Any]]]:
    """What would change in an event already known; origins are matched by agency and code."""
    changes: list[Change] = []
    changed: dict[str, tuple[Any, Any]] = {}
    corrected = event.changed(name=row.name or event.name, event_type=row.event_type)
    if corrected != event:
        changes.append(Change(event, corrected))
        changed["name"] = (event.name, corrected.name)
    known = {(origin.agency, origin.origin_code): origin for origin in stored}
    for one in row.origins:
        before = known.get((one.agency, one.origin_code))
        after = _origin(event, one)
        if before is not None:
            after = after.changed(id=before.id, derivation=before.derivation)
        if after != before:
            changes.append(Change(before, after))
            changed["origins"] = (len(stored), len(row.origins))
    return changes, changed


def _origin(event: Event, row: OriginRow) -> Origin:
    values = {name: getattr(row, name) for name in _ORIGIN_FIELDS}
    return Origin.model_validate({"event_id": event.id, **values})


def read_event(path: Path) -> tuple[Event, tuple[Origin, ...]]:
    """The first event of a bulletin with all its origins, as records that no store knows.

    Raises ``ImportRefused`` for a file that is no bulletin.
    """
    row = read_events(path).events[0]
    event = Event(code=row.code, name=row.name, event_type=row.event_type, source=path.name)
    return event, tuple(_origin(event, one) for one in row.origins)


def _shown(row: EventRow) -> dict[str, Any]:
    prime = _prime(row.origins)
    shown: dict[str, Any] = {"code": row.code, "name": row.name, "event_type": row.event_type}
    if prime is not None:
        for name in ("at", "lon", "lat", "depth_m", "magnitude"):
            shown[name] = getattr(prime, name)
    shown["origins"] = len(row.origins)
    return shown


def _prime(origins: Iterable[OriginRow]) -> OriginRow | None:
    ranked = list(origins)
    return next((one for one in ranked if one.prime), ranked[-1] if ranked else None)
