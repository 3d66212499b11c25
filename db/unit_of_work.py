"""One transaction: every write is made at once and recorded in the journal at the end."""

from collections import defaultdict
from collections.abc import Iterable
from datetime import datetime
from typing import Any
from uuid import UUID, uuid4

from sqlalchemy import Connection, bindparam, delete, insert, update

from db.journal import append
from db.reading import StoredRecords, referring_columns, table_of
from db.rows import TABLE_ORDER
from osi_app.kernel.changes import Change, ChangeSet
from osi_app.kernel.errors import NotFoundError, Reference, ReferencedError
from osi_app.kernel.record import Record, kind_of

_RANK = {name: rank for rank, name in enumerate(TABLE_ORDER)}


class StoredWork(StoredRecords):
    """The unit of work of one use case. Writes go through at once, so that what is read later
    in the same use case sees them; the net change of each record is kept for the journal."""

    def __init__(
        self, cx: Connection, label: str, author: str, at: datetime, schema_step: str
    ) -> None:
        super().__init__(cx)
        self._label = label
        self._author = author
        self._at = at
        self._schema_step = schema_step
        self._net: dict[UUID, Change] = {}
        self.done: ChangeSet | None = None

    def add(self, *records: Record) -> None:
        """New records; one insert per kind, parents first."""
        for table_name, some in _by_table(records):
            del table_name
            self._cx.execute(insert(table_of(some[0])), [_values(record) for record in some])
        for record in records:
            self._note(None, record)

    def change(self, *records: Record) -> None:
        """Stored records with new values. Raises ``NotFoundError``."""
        for _, some in _by_table(records):
            before = {r.id: r for r in self.among(type(some[0]), "id", [r.id for r in some])}
            changed = [record for record in some if before.get(record.id) != record]
            for record in changed:
                if record.id not in before:
                    raise NotFoundError("no_such_record", kind=kind_of(record), id=str(record.id))
                self._note(before[record.id], record)
            if changed:
                table = table_of(changed[0])
                statement = update(table).where(table.c.id == bindparam("wanted_id"))
                self._cx.execute(
                    statement,
                    [{**_values(r), "wanted_id": r.id} for r in changed],
                )

    def remove(self, *records: Record) -> None:
        """Takes records out, children first. Raises ``ReferencedError``."""
        going = {record.id for record in records}
        staying = [r for record in records for r in self._kept_by(record, going)]
        if staying:
            raise ReferencedError(tuple(staying), kind=kind_of(records[0]))
        for _, some in reversed(_by_table(records)):
            table = table_of(some[0])
            self._cx.execute(
                delete(table).where(table.c.id == bindparam("wanted_id")),
                [{"wanted_id": r.id} for r in some],
            )
            for record in some:
                self._note(record, None)

    def commit(self) -> ChangeSet:
        """Journal and records in one transaction; what changed, net."""
        changes = tuple(_ordered(c for c in self._net.values() if c.before != c.after))
        step = ChangeSet(uuid4(), self._at, self._author, self._label, changes)
        if changes:
            seq, sha256 = append(self._cx, step, self._schema_step)
            step = ChangeSet(step.id, step.at, step.author, step.label, changes, seq, sha256)
        self._cx.commit()
        self.done = step
        return step

    def apply(self, changes: Iterable[Change]) -> None:
        """Applies changes in the order given: the way undo replays a change set."""
        for run in _runs(changes):
            if run[0].after is None:
                self.remove(*(c.before for c in run if c.before is not None))
            elif run[0].before is None:
                self.add(*(c.after for c in run if c.after is not None))
            else:
                self.change(*(c.after for c in run if c.after is not None))

    def _kept_by(self, record: Record, going: set[UUID]) -> list[Reference]:
        if not referring_columns(kind_of(record)):
            return []
        return [found for found in self.references(record) if found.id not in going]

    def _note(self, before: Record | None, after: Record | None) -> None:
        key = (after or before).id  # type: ignore[union-attr]
        earlier = self._net.get(key)
        self._net[key] = Change(before if earlier is None else earlier.before, after)


def _values(record: Record) -> dict[str, Any]:
    """A record's fields as column values: records are flat, so its own dictionary will do."""
    return dict(record.__dict__)


def _by_table(records: Iterable[Record]) -> list[tuple[str, list[Record]]]:
    """Records grouped by table, parents first, in the order given within a table."""
    groups: dict[str, list[Record]] = defaultdict(list)
    for record in records:
        groups[kind_of(record)].append(record)
    return sorted(groups.items(), key=lambda group: _RANK[group[0]])


def _ordered(changes: Iterable[Change]) -> list[Change]:
    """Removals first, children before parents; then the rest, parents before children."""
    removals: list[Change] = []
    rest: list[Change] = []
    for change in changes:
        (removals if change.after is None else rest).append(change)
    removals.sort(key=lambda change: -_RANK[change.kind])
    rest.sort(key=lambda change: _RANK[change.kind])
    return removals + rest


def _runs(changes: Iterable[Change]) -> list[list[Change]]:
    """Neighbours of one kind and one verb together, so that each is one statement."""
    runs: list[list[Change]] = []
    last: tuple[str, bool, bool] | None = None
    for change in changes:
        sort = (change.kind, change.before is None, change.after is None)
        if sort != last:
            runs.append([])
            last = sort
        runs[-1].append(change)
    return runs
