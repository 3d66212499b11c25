"""One row of a roster file -> the changes it makes."""

from collections.abc import Iterator, Mapping
from typing import Any
from uuid import UUID

from pydantic import ValidationError

from osi_app.exchange.mapping import TypedRow
from osi_app.kernel.changes import Change
from osi_app.kernel.importing import CellRefused, ImportRow
from osi_app.kernel.record import Record, kind_of
from osi_app.roster.cells import States, answers_of, state_of, techniques_of
from osi_app.roster.fields import PLAIN
from osi_app.roster.people import Known, identity_of
from osi_app.roster.records import (
    Acceptance,
    Availability,
    Inspector,
    MedicalClearance,
    Passport,
    Qualification,
    Training,
)

Values = Mapping[str, Any]


def person_row(row: TypedRow, known: Known, states: States) -> ImportRow:
    """What this row would do. Raises ``CellRefused``."""
    values = row.values
    before = known.by_code.get(values["code"])
    try:
        after = _inspector(values, before, states)
        hung = list(_hung(values, after, known, states))
    except ValidationError as error:
        first = error.errors()[0]
        column = str(first["loc"][-1]) if first["loc"] else "row"
        raise CellRefused(column, first["msg"], "correct the cell") from None
    changes, changed = _changes(before, after, hung, known, values)
    action = "create" if before is None else "update" if changes else "unchanged"
    return ImportRow(row.where, action, after.code, dict(values), changed, tuple(changes))


def _inspector(values: Values, before: Inspector | None, states: States) -> Inspector:
    given = {key: values[key] for key in PLAIN if values.get(key) is not None}
    given["nationality_id"] = state_of(states, "nationality", values["nationality"])
    name = values.get("name")
    if name is not None or before is None:
        given["name"] = name or values["latin_name"]
    if before is None:
        return Inspector.model_validate(given)
    if all(getattr(before, key) == value for key, value in given.items()):
        return before
    return before.changed(**given)


def _hung(values: Values, person: Inspector, known: Known, states: States) -> Iterator[Record]:
    key = person.id
    for technique, level in techniques_of(values.get("techniques") or ()).items():
        yield Qualification(inspector_id=key, technique=technique, level=level)
    yield from _training(values, key)
    yield from _medical(values, key)
    yield from _passport(values, person, known, states)
    yield from _availability(values, key)
    for state, (notified, objected) in answers_of(values.get("acceptance") or (), states).items():
        yield Acceptance(
            inspector_id=key, state_id=state, notified_on=notified, objected_on=objected
        )


def _training(values: Values, key: UUID) -> Iterator[Training]:
    course, done = values.get("training_course"), values.get("training_completed_on")
    until = values.get("training_valid_until")
    if course is None and done is None and until is None:
        return
    if done is None:
        raise _missing("training_completed_on")
    _in_order("training_valid_until", done, until)
    course = course or "training"
    yield Training(inspector_id=key, course=course, completed_on=done, valid_until=until)


def _medical(values: Values, key: UUID) -> Iterator[MedicalClearance]:
    done, until = values.get("medical_examined_on"), values.get("medical_valid_until")
    if done is None and until is None:
        return
    if done is None or until is None:
        raise _missing("medical_examined_on" if done is None else "medical_valid_until")
    _in_order("medical_valid_until", done, until)
    yield MedicalClearance(inspector_id=key, examined_on=done, valid_until=until)


def _passport(
    values: Values, person: Inspector, known: Known, states: States
) -> Iterator[Passport]:
    number, until = values.get("passport_number"), values.get("passport_valid_until")
    if number is None and until is None:
        return
    if number is None or until is None:
        raise _missing("passport_number" if number is None else "passport_valid_until")
    issuer = values.get("passport_state")
    state = state_of(states, "passport_state", issuer) if issuer else person.nationality_id
    if known.passport_holders.get((state, number), person.id) != person.id:
        reason = f"passport {number[:40]} belongs to another person in the store"
        raise CellRefused("passport_number", reason, "correct the number or the other person")
    yield Passport(inspector_id=person.id, state_id=state, number=number, valid_until=until)


def _availability(values: Values, key: UUID) -> Iterator[Availability]:
    first, last = values.get("available_from"), values.get("available_until")
    if first is None and last is None:
        return
    if first is None or last is None:
        raise _missing("available_from" if first is None else "available_until")
    _in_order("available_until", first, last)
    yield Availability(inspector_id=key, first_day=first, last_day=last)


def _missing(column: str) -> CellRefused:
    return CellRefused(column, "it is empty, but the columns beside it are not", "fill it in")


def _in_order(column: str, first: Any, last: Any) -> None:
    if last is not None and last < first:
        raise CellRefused(column, f"{last} is before {first}", "correct the days")


def _changes(
    before: Inspector | None,
    after: Inspector,
    hung: list[Record],
    known: Known,
    values: Values,
) -> tuple[list[Change], dict[str, tuple[Any, Any]]]:
    changes: list[Change] = []
    changed: dict[str, tuple[Any, Any]] = {}
    if before != after:
        changes.append(Change(before, after))
    if before is not None and before != after:
        changed |= {
            name: (old, getattr(after, name)) for name, old in before if getattr(after, name) != old
        }
    for record in hung:
        old = known.of(after.id, type(record)).get(identity_of(record))
        new = record if old is None else record.changed(id=old.id, **_kept(old))
        if new != old:
            changes.append(Change(old, new))
            if before is not None:
                changed[f"{kind_of(record)} {_shown(record)}"] = (_told(old), _told(new))
    if values.get("techniques") and before is not None:
        given = {q.technique for q in hung if isinstance(q, Qualification)}
        for old in known.of(after.id, Qualification).values():
            if isinstance(old, Qualification) and old.technique not in given:
                changes.append(Change(old, None))
                changed[f"qualification {old.technique.value}"] = (old.level.value, "")
    return changes, changed


def _kept(old: Record) -> dict[str, Any]:
    """What a file cannot say and a renewal must not lose."""
    names = ("last_used_on", "reason", "fit")
    return {name: getattr(old, name) for name in names if hasattr(old, name)}


def _shown(record: Record) -> str:
    if isinstance(record, Qualification):
        return record.technique.value
    return ""


def _told(record: Record | None) -> str:
    if record is None:
        return ""
    apart = {"id", "inspector_id", "state_id", "fit", "available", "reason", "last_used_on"}
    return " ".join(
        str(value) for name, value in record if name not in apart and value not in (None, "")
    )
