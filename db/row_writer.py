"""Rows into tables, many at once: one prepared statement, values converted column by column.

SQLAlchemy's own executemany builds its parameters row by row, which takes longer than the engine
takes to store them. The statement, the types' converters and the parameter style are the same.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, Table, bindparam, delete, insert, update
from sqlalchemy.engine import Dialect
from sqlalchemy.sql.dml import UpdateBase
from sqlalchemy.types import TypeDecorator, TypeEngine

Values = Mapping[str, Any]
Convert = Callable[[Any], Any]


@dataclass(frozen=True, slots=True)
class _Statement:
    """SQL text, and for each parameter the field it comes from and its converter."""

    text: str
    names: tuple[str, ...]
    fields: tuple[tuple[str, Convert | None], ...]
    positional: bool

    def run(self, cx: Connection, rows: Sequence[Values]) -> None:
        columns = [
            [convert(row[name]) for row in rows] if convert else [row[name] for row in rows]
            for name, convert in self.fields
        ]
        made = list(zip(*columns, strict=True))
        if self.positional:
            cx.exec_driver_sql(self.text, made)
        else:
            cx.exec_driver_sql(self.text, [dict(zip(self.names, one, strict=True)) for one in made])


class RowWriter:
    """Writes through the connections of one engine; a statement is prepared once a table."""

    def __init__(self, dialect: Dialect) -> None:
        self._dialect = dialect
        self._prepared: dict[tuple[str, str], _Statement] = {}

    def insert(self, cx: Connection, table: Table, rows: Sequence[Values]) -> None:
        """New rows, each with a value for every column."""
        self._run(cx, table, "insert", rows)

    def update(self, cx: Connection, table: Table, rows: Sequence[Values]) -> None:
        """New values for the rows with these ids, each with a value for every column."""
        self._run(cx, table, "update", rows)

    def delete(self, cx: Connection, table: Table, rows: Sequence[Values]) -> None:
        """Takes out the rows with these ids."""
        self._run(cx, table, "delete", rows)

    def _run(self, cx: Connection, table: Table, verb: str, rows: Sequence[Values]) -> None:
        if not rows:
            return
        key = (verb, table.name)
        if key not in self._prepared:
            self._prepared[key] = self._prepare(table, verb)
        self._prepared[key].run(cx, rows)

    def _prepare(self, table: Table, verb: str) -> _Statement:
        compiled = _statement(table, verb).compile(dialect=self._dialect)
        names = tuple(compiled.positiontup or compiled.binds)
        wanted = tuple(name.removeprefix(_WANTED) for name in names)
        return _Statement(
            str(compiled),
            names,
            tuple((name, self._converter(table.c[name].type)) for name in wanted),
            bool(self._dialect.positional),
        )

    def _converter(self, kind: TypeEngine[Any]) -> Convert | None:
        if not isinstance(kind, TypeDecorator):
            kind = kind.dialect_impl(self._dialect)
        return kind.bind_processor(self._dialect)


_WANTED = "wanted_"
"""Before the name of a column that is compared, not set."""


def _statement(table: Table, verb: str) -> UpdateBase:
    if verb == "insert":
        return insert(table).values({c.name: bindparam(c.name) for c in table.columns})
    same = table.c.id == bindparam(f"{_WANTED}id")
    if verb == "delete":
        return delete(table).where(same)
    given: dict[str, Any] = {c.name: bindparam(c.name) for c in table.columns if c.name != "id"}
    return update(table).where(same).values(given)
