"""Five answers make a case that prints: event, States, lawful area, entry, checklist, at once."""

from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any
from uuid import UUID

from osi_app.area.proposing import first_area
from osi_app.area.records import AreaBoundary, BoundaryKind, PointOfEntry
from osi_app.checklist.templates import ChecklistTemplate, default_tasks
from osi_app.inspection import importing
from osi_app.inspection.case import chosen_origin
from osi_app.inspection.records import Event, Inspection, InspectionKind, Origin
from osi_app.kernel.changes import ChangeSet
from osi_app.kernel.clock import Clock
from osi_app.kernel.errors import RuleError
from osi_app.kernel.ports import Reading, Store
from osi_app.kernel.service import checked
from osi_app.library.records import State
from osi_app.treaty.values import shipped_values


@dataclass(frozen=True, slots=True)
class Answers:
    """What is asked: kind, States, event (a file, one already known, or coordinates), T0, entry.

    Texts may come as typed; what cannot be read raises ``RuleError`` beside its field.
    """

    kind: InspectionKind
    requesting_state_id: UUID
    inspected_state_id: UUID
    requested_at: datetime | str
    event_file: Path | None = None
    event_id: UUID | None = None
    lon: float | str = ""
    lat: float | str = ""
    entry_name: str = ""
    entry_lon: float | str = ""
    entry_lat: float | str = ""
    code: str = ""
    title: str = ""


def open_inspection(
    store: Store, clock: Clock, templates: dict[str, ChecklistTemplate], answers: Answers
) -> ChangeSet:
    """Opens a case as one step. ``details['inspection_id']`` of what comes back is its id."""
    requested_at = instant_of(answers.requested_at)
    with store.write("Open case") as work:
        _refuse_states(work, answers)
        inspected = work.load(State, answers.inspected_state_id)
        event, origins, known = _event(work, answers, requested_at)
        code = answers.code or _code(work, answers.kind, inspected, requested_at)
        inspection = checked(
            Inspection,
            {
                "code": code,
                "title": answers.title or f"{answers.kind.value.capitalize()} in {inspected.name}",
                "kind": answers.kind,
                "requesting_state_id": answers.requesting_state_id,
                "inspected_state_id": answers.inspected_state_id,
                "event_id": event.id,
                "requested_at": requested_at,
            },
        )
        if not known:
            work.add(event, *origins)
        work.add(inspection, *_ground(inspection, origins, answers))
        work.add(*default_tasks(inspection.id, templates))
        del clock
        done = work.commit()
    return replace(done, details={"inspection_id": inspection.id})


def instant_of(typed: datetime | str) -> datetime:
    """A typed time as an instant; without a zone it is UTC. Raises ``RuleError``."""
    if isinstance(typed, datetime):
        return typed
    text = typed.strip().removesuffix("UTC").strip().replace("Z", "+00:00")
    try:
        found = datetime.fromisoformat(text)
    except ValueError:
        raise RuleError("invalid_instant", field="requested_at", value=typed) from None
    return found.replace(tzinfo=UTC) if found.tzinfo is None else found.astimezone(UTC)


def _refuse_states(reading: Reading, answers: Answers) -> None:
    for field in ("requesting_state_id", "inspected_state_id"):
        if getattr(answers, field) is None:
            raise RuleError("state_wanted", field=field)
        reading.load(State, getattr(answers, field))
    if answers.requesting_state_id == answers.inspected_state_id:
        raise RuleError("same_state", field="inspected_state_id")


def _event(
    reading: Reading, answers: Answers, requested_at: datetime
) -> tuple[Event, tuple[Origin, ...], bool]:
    """Event and origins, and whether the store has them already."""
    if answers.event_file is not None:
        return _event_of_file(reading, answers.event_file)
    if answers.event_id is not None:
        event = reading.load(Event, answers.event_id)
        return event, reading.all(Origin, event_id=event.id), True
    lon = degrees_of(answers.lon, "lon", 180.0)
    lat = degrees_of(answers.lat, "lat", 90.0)
    event = Event(code=f"EV-{requested_at:%y%m%d%H%M}-{lat:.5f}-{lon:.5f}", name="Typed place")
    origin = Origin(event_id=event.id, at=requested_at, lon=lon, lat=lat, prime=True)
    stored = reading.find(Event, code=event.code)
    if stored is not None:
        return stored, reading.all(Origin, event_id=stored.id), True
    return event, (origin,), False


def _event_of_file(reading: Reading, path: Path) -> tuple[Event, tuple[Origin, ...], bool]:
    """The first event of a bulletin that has an origin; one known already is taken as it is."""
    preview = importing.preview(reading, path)
    for row in preview.rows:
        stored = reading.find(Event, code=row.shown)
        if stored is not None:
            return stored, reading.all(Origin, event_id=stored.id), True
        records = [change.after for change in row.changes]
        origins = tuple(record for record in records if isinstance(record, Origin))
        event = next(record for record in records if isinstance(record, Event))
        if origins:
            return event, origins, False
    raise RuleError("no_origin_in_file", field="event_file", file=path.name)


def degrees_of(typed: float | str, field: str, most: float) -> float:
    """A typed number of degrees. Raises ``RuleError`` beside its field."""
    try:
        value = float(str(typed).replace(",", "."))
    except ValueError:
        raise RuleError("invalid_coordinate", field=field, value=typed) from None
    if not -most <= value <= most:
        raise RuleError("invalid_coordinate", field=field, value=typed)
    return value


def _code(reading: Reading, kind: InspectionKind, inspected: State, requested_at: datetime) -> str:
    letters = {"inspection": "OSI", "exercise": "EX", "training": "TR"}[kind.value]
    stem = f"{letters}-{inspected.code}-{requested_at:%Y}"
    number = 1
    while reading.find(Inspection, code=f"{stem}-{number:02d}") is not None:
        number += 1
    return f"{stem}-{number:02d}"


def _ground(inspection: Inspection, origins: tuple[Origin, ...], answers: Answers) -> list[Any]:
    """The proposed boundary and the point of entry."""
    found: list[Any] = []
    origin = chosen_origin(None, origins)
    if origin is not None:
        found.append(
            AreaBoundary(
                inspection_id=inspection.id,
                boundary=BoundaryKind.REQUESTED,
                vertices=first_area(origin, shipped_values()),
                source="proposed from the event",
            )
        )
    if answers.entry_name.strip():
        values = {
            "inspection_id": inspection.id,
            "code": "POE-1",
            "name": answers.entry_name.strip(),
            "lon": degrees_of(answers.entry_lon, "entry_lon", 180.0),
            "lat": degrees_of(answers.entry_lat, "entry_lat", 90.0),
            "chosen": True,
        }
        found.append(checked(PointOfEntry, values))
    return found
