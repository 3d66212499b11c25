"""One transaction: every write is made at once and recorded in the journal at the end."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any
from uuid import UUID, uuid4

from sqlalchemy import Connection, Table
from sqlalchemy.exc import DatabaseError, IntegrityError

from db.faults import as_error
from db.journal import append
from db.parking import of_group, park
from db.reading import StoredRecords, table_of
from db.row_writer import RowWriter, Values
from db.rows import TABLE_ORDER
from osi_app.kernel.changes import Change, ChangeSet
from osi_app.kernel.errors import NotFoundError, Reference, ReferencedError, RuleError
from osi_app.kernel.record import Record, kind_of

_RANK = {name: rank for rank, name in enumerate(TABLE_ORDER)}
Write = Callable[[Connection, Table, Sequence[Values]], None]


@dataclass(frozen=True, slots=True)
class Heading:
    """What a step is called: label, author, moment and the schema it was written under."""

    label: str
    author: str
    at: datetime
    schema_step: str


class StoredWork(StoredRecords):
    """The unit of work of one use case. Writes go through at once, so that what is read later
    in the same use case sees them; the net change of each record is kept for the journal."""

    def __init__(self, cx: Connection, rows: RowWriter, heading: Heading) -> None:
        super().__init__(cx)
        self._rows = rows
        self._heading = heading
        self._net: dict[UUID, Change] = {}
        self._done = False

    def add(self, *records: Record) -> None:
        """New records; one insert per kind, parents first.

        Raises ``RuleError``: not_unique (field, value), unknown_reference.
        """
        for some in _by_table(records):
            self._write(self._rows.insert, some)
        self._note(Change(None, record) for record in records)

    def change(self, *records: Record) -> None:
        """Stored records with new values; unique values may be exchanged among them.

        Raises ``NotFoundError``, and ``RuleError`` as ``add`` does.
        """
        for some in _by_table(records):
            before = self._stored(some)
            changes = [Change(before[r.id], r) for r in some if before[r.id] != r]
            park(self._cx, table_of(some[0]), changes)
            self._write(self._rows.update, [c.record for c in changes])
            self._note(changes)

    def remove(self, *records: Record) -> None:
        """Takes records out, children first. Raises ``ReferencedError``, ``NotFoundError``."""
        kept = self._kept(records)
        if kept:
            told = tuple({found.id: found for _, found in kept}.values())
            raise ReferencedError(told, kind=kind_of(records[0]))
        for some in reversed(_by_table(records)):
            before = self._stored(some)
            self._write(self._rows.delete, some)
            self._note(Change(before[record.id], None) for record in some)

    def commit(self) -> ChangeSet:
        """Journal and records in one transaction; what changed, net. Once for a unit of work."""
        self._refuse_when_done()
        at, author, label = self._heading.at, self._heading.author, self._heading.label
        changes = tuple(_ordered(c for c in self._net.values() if c.before != c.after))
        step = ChangeSet(uuid4(), at, author, label, changes)
        if changes:
            seq, sha256 = append(self._cx, self._rows, step, self._heading.schema_step)
            step = replace(step, seq=seq, sha256=sha256)
        self._cx.commit()
        self._done = True
        return step

    def apply(self, changes: Sequence[Change]) -> None:
        """Carries out a whole change set, whatever refers to what and whichever unique values
        pass from one record to another: the way undo replays one. ``before`` is as stored."""
        early, late = self._parted([c for c in changes if c.after is None])
        self._each(self._rows.delete, reversed(_by_table(c.record for c in early)))
        staying = [*late, *(c for c in changes if c.after is not None)]
        for table, some in _changes_by_table(staying):
            park(self._cx, table, some)
        self._each(self._rows.insert, _by_table(c.record for c in changes if c.before is None))
        changed = (c.record for c in changes if c.before is not None and c.after is not None)
        self._each(self._rows.update, _by_table(changed))
        self._each(self._rows.delete, reversed(_by_table(c.record for c in late)))
        self._note(changes)

    def _parted(self, removals: list[Change]) -> tuple[list[Change], list[Change]]:
        """The removals that can be made at once, and those that others still refer to until they
        are changed."""
        early, late = removals, list[Change]()
        while kept := {key for key, _ in self._kept([c.record for c in early])}:
            late += [c for c in early if c.record.id in kept]
            early = [c for c in early if c.record.id not in kept]
        return early, late

    def _kept(self, records: Sequence[Record]) -> list[tuple[UUID, Reference]]:
        """Who refers to these records and is not among them."""
        going = {record.id for record in records}
        return [
            (key, found)
            for some in _by_table(records)
            for key, found in self.referring(kind_of(some[0]), [record.id for record in some])
            if found.id not in going
        ]

    def _stored(self, some: Sequence[Record]) -> dict[UUID, Record]:
        """These records as they stand. Raises ``NotFoundError``."""
        kind = type(some[0])
        stored: dict[UUID, Record] = {r.id: r for r in self.among(kind, "id", [r.id for r in some])}
        for record in some:
            if record.id not in stored:
                raise NotFoundError("no_such_record", kind=kind_of(kind), id=str(record.id))
        return stored

    def _each(self, write: Write, groups: Iterable[list[Record]]) -> None:
        for some in groups:
            self._write(write, some)

    def _write(self, write: Write, some: Sequence[Record]) -> None:
        self._refuse_when_done()
        if not some:
            return
        try:
            # records are flat, so a record's own dictionary is its row
            write(self._cx, table_of(some[0]), [record.__dict__ for record in some])
        except IntegrityError as fault:
            error = as_error(fault, "")
            if isinstance(error, RuleError) and error.code == "not_unique":
                error.values["value"] = self._doubled(some, error.values["columns"].split(", "))
            raise (error or fault) from fault

    def _doubled(self, some: Sequence[Record], columns: list[str]) -> str:
        """The value that two records would share, "" where the engine no longer answers."""
        group = tuple(columns)
        seen: dict[tuple[Any, ...], UUID] = {}
        with suppress(DatabaseError):
            last = [getattr(record, group[-1]) for record in some]
            seen = {of_group(r, group): r.id for r in self.among(type(some[0]), group[-1], last)}
        for record in some:
            if seen.setdefault(of_group(record, group), record.id) != record.id:
                return str(getattr(record, group[-1]))
        return ""

    def _note(self, changes: Iterable[Change]) -> None:
        net = self._net
        for change in changes:
            key = change.record.id
            earlier = net.get(key)
            net[key] = change if earlier is None else Change(earlier.before, change.after)

    def _refuse_when_done(self) -> None:
        if self._done:
            raise RuntimeError("a unit of work ends with its commit")


def _by_table(records: Iterable[Record]) -> list[list[Record]]:
    """Records grouped by table, parents first, in the order given within a table."""
    groups: defaultdict[type[Record], list[Record]] = defaultdict(list)
    for record in records:
        groups[type(record)].append(record)
    return [groups[kind] for kind in sorted(groups, key=lambda kind: _RANK[kind_of(kind)])]


def _changes_by_table(changes: Iterable[Change]) -> list[tuple[Table, list[Change]]]:
    groups: defaultdict[type[Record], list[Change]] = defaultdict(list)
    for change in changes:
        groups[type(change.record)].append(change)
    return [(table_of(kind), some) for kind, some in groups.items()]


def _ordered(changes: Iterable[Change]) -> list[Change]:
    """Removals first, children before parents; then the rest, parents before children."""
    removals: defaultdict[int, list[Change]] = defaultdict(list)
    rest: defaultdict[int, list[Change]] = defaultdict(list)
    for change in changes:
        (removals if change.after is None else rest)[_RANK[change.kind]].append(change)
    return [
        *(change for rank in sorted(removals, reverse=True) for change in removals[rank]),
        *(change for rank in sorted(rest) for change in rest[rank]),
    ]
