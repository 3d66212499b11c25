"""Records as they stand in one transaction."""

from collections.abc import Iterator, Sequence
from typing import Any, TypeVar
from uuid import UUID

from sqlalchemy import Column, Connection, Select, Table, select

from db.rows import METADATA, TABLES
from osi_app.kernel.errors import NotFoundError, Reference
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
        wanted = list(dict.fromkeys(values))
        found: list[R] = []
        for start in range(0, len(wanted), MOST_PARAMETERS):
            some = wanted[start : start + MOST_PARAMETERS]
            query = self._ordered(kind, select(table_of(kind)).where(column.in_(some)))
            found.extend(self._records(kind, query))
        return tuple(found)

    def references(self, record: Record) -> tuple[Reference, ...]:
        """Who refers to this record by a foreign key."""
        found: list[Reference] = []
        for kind, column in referring_columns(kind_of(record)):
            table = column.table
            for row in self._cx.execute(select(table).where(column == record.id)).mappings():
                shown = row.get("code") or row.get("name") or kind.replace("_", " ")
                found.append(Reference(kind, row["id"], str(shown)))
        return tuple(found)

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
        for row in self._cx.execute(query).mappings():
            yield kind.model_validate(dict(row))


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
