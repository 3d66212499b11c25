"""Records as they stand in one transaction."""

from collections.abc import Iterator, Sequence
from typing import Any, TypeVar
from uuid import UUID

from sqlalchemy import (
    Column,
    ColumnElement,
    Connection,
    FromClause,
    Select,
    Table,
    literal,
    select,
)

from db.rows import METADATA, TABLES
from osi_app.kernel.errors import NotFoundError, Reference, StorageError
from osi_app.kernel.record import Record, kind_of

R = TypeVar("R", bound=Record)
MOST_PARAMETERS = 500
"""Values in one IN list: well under what every engine takes."""


def table_of(kind: type[Record] | Record) -> Table:
    """The table that keeps this class of record."""
    return TABLES[kind_of(kind)][1]


class StoredRecords:
    """Reads records through one connection. A record comes out as its core class, validated."""

    def __init__(self, cx: Connection) -> None:
        self._cx = cx

    def load(self, kind: type[R], key: UUID) -> R:
        """The record of that id. Raises ``NotFoundError``."""
        table = table_of(kind)
        found = self._records(kind, select(table).where(table.c.id == key))
        for record in found:
            return record
        raise NotFoundError("no_such_record", kind=kind_of(kind), id=str(key))

    def find(self, kind: type[R], **equal: Any) -> R | None:
        """The one record with these values, or None."""
        found = tuple(self._records(kind, self._where(kind, equal).limit(2)))
        if len(found) > 1:
            raise LookupError(f"more than one {kind_of(kind)} with {equal}")
        return found[0] if found else None

    def all(self, kind: type[R], **equal: Any) -> tuple[R, ...]:
        """Every record with these values, by code where there is one."""
        return tuple(self._records(kind, self._ordered(kind, self._where(kind, equal))))

    def among(self, kind: type[R], field: str, values: Sequence[Any]) -> tuple[R, ...]:
        """Every record whose field is one of these values."""
        column = table_of(kind).c[field]
        found: list[R] = []
        for some in _blocks(list(dict.fromkeys(values))):
            query = self._ordered(kind, select(table_of(kind)).where(column.in_(some)))
            found.extend(self._records(kind, query))
        return tuple(found)

    def references(self, record: Record) -> tuple[Reference, ...]:
        """Who refers to this record by a foreign key."""
        found = {one.id: one for _, one in self.referring(kind_of(record), [record.id])}
        return tuple(found.values())

    def referring(self, kind: str, keys: Sequence[UUID]) -> Iterator[tuple[UUID, Reference]]:
        """For records of one kind: (the one referred to, who refers to it), any number at once.
        A record that refers twice is told twice."""
        for referring, column in referring_columns(kind):
            shown = _shown(column.table)
            for some in _blocks(keys):
                query = select(column, column.table.c.id, shown).where(column.in_(some))
                for target, key, name in self._cx.execute(query.order_by(shown)):
                    yield target, Reference(referring, key, name or referring.replace("_", " "))

    @staticmethod
    def _where(kind: type[Record], equal: dict[str, Any]) -> Select[Any]:
        table = table_of(kind)
        return select(table).where(*(table.c[name] == value for name, value in equal.items()))

    @staticmethod
    def _ordered(kind: type[Record], query: Select[Any]) -> Select[Any]:
        table = table_of(kind)
        by = [table.c[name] for name in ("position", "code") if name in table.c]
        return query.order_by(*by, table.c.id)

    def _records(self, kind: type[R], query: Select[Any]) -> Iterator[R]:
        try:
            for row in self._cx.execute(query).mappings():
                yield kind.model_validate(dict(row))
        except (ValueError, LookupError) as fault:  # someone else wrote this row
            raise StorageError("damaged", kind=kind_of(kind), said=str(fault)) from fault


def _blocks(values: Sequence[Any]) -> Iterator[Sequence[Any]]:
    for start in range(0, len(values), MOST_PARAMETERS):
        yield values[start : start + MOST_PARAMETERS]


def _shown(table: FromClause) -> ColumnElement[Any]:
    """What a person knows a row by, "" where it has neither code nor name."""
    for name in ("code", "name", "number"):
        if name in table.c:
            column: ColumnElement[Any] = table.c[name]
            return column
    return literal("")


def referring_columns(kind: str) -> list[tuple[str, Column[Any]]]:
    """(kind, column) of every foreign key that points at this kind's table."""
    target = TABLES[kind][1].name
    return [
        (table.name, column)
        for table in METADATA.sorted_tables
        for column in table.columns
        for foreign in column.foreign_keys
        if foreign.column.table.name == target and table.name in TABLES
    ]
