"""From a journal entry back to records: what would take it back, and whether it still can."""

import json
from typing import Any

from db.reading import StoredRecords
from db.rows import TABLES
from osi_app.kernel.changes import Change
from osi_app.kernel.errors import NotFoundError, RuleError, StaleDataError
from osi_app.kernel.ports import JournalEntry
from osi_app.kernel.record import Record, kind_of


def inverse_of(entry: JournalEntry, records: StoredRecords) -> list[Change]:
    """The changes that take an entry back, to be carried out as a whole.

    Raises ``RuleError('other_schema_step')`` for an entry of another schema, ``StaleDataError``
    when a record is no longer as the entry left it.
    """
    if not entry.undoable:
        raise RuleError("other_schema_step", seq=entry.seq)
    told = json.loads(entry.content)["changes"]
    changes = [
        Change(_record(c["kind"], c["before"]), _record(c["kind"], c["after"])) for c in told
    ]
    for kind in {change.kind for change in changes}:
        _refuse_stale(entry, [change for change in changes if change.kind == kind], records)
    return [change.inverted() for change in changes]


def _refuse_stale(entry: JournalEntry, changes: list[Change], records: StoredRecords) -> None:
    kind = type(changes[0].record)
    stored = {r.id: r for r in records.among(kind, "id", [c.record.id for c in changes])}
    for change in changes:
        if stored.get(change.record.id) != change.after:
            shown = getattr(change.record, "code", "") or getattr(change.record, "name", "")
            raise StaleDataError(
                "stale", label=entry.label, seq=entry.seq, kind=kind_of(kind), shown=shown,
                id=str(change.record.id),
            )  # fmt: skip


def _record(kind: str, values: dict[str, Any] | None) -> Record | None:
    if values is None:
        return None
    if kind not in TABLES:
        raise NotFoundError("no_such_kind", kind=kind)
    return TABLES[kind][0].model_validate(values)
