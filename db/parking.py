"""Making room for a unique value that two records hand on to each other in one step.

An engine looks at each row by itself: exchanging two codes fails although the end is lawful. So
the record that still holds a wanted value gets a placeholder until its own new value is written.
"""

from collections.abc import Iterable, Sequence
from typing import Any
from uuid import UUID

from sqlalchemy import Column, Connection, Integer, String, Table, UniqueConstraint, type_coerce
from sqlalchemy import update as update_of
from sqlalchemy.types import TypeDecorator, TypeEngine

from osi_app.kernel.changes import Change
from osi_app.kernel.record import Record

Group = tuple[str, ...]


def park(cx: Connection, table: Table, changes: Sequence[Change]) -> None:
    """Gives a placeholder to every stored record of these changes whose unique value another one
    of them is about to take. Where a group consists of references only nothing can be parked:
    the engine then refuses the exchange."""
    for group in unique_groups(table):
        place = _placeholder_column(table, group)
        holders = _holders(group, changes)
        if place is None or not holders:
            continue
        for number, key in enumerate(sorted(holders), start=1):
            statement = update_of(table).where(table.c.id == key)
            cx.execute(statement.values({place: _placeholder(place, key, number)}))


def unique_groups(table: Table) -> tuple[Group, ...]:
    """The columns of every unique constraint of a table."""
    return tuple(
        tuple(column.name for column in constraint.columns)
        for constraint in table.constraints
        if isinstance(constraint, UniqueConstraint)
    )


def of_group(record: Record, group: Group) -> tuple[Any, ...]:
    """A record's values in these columns."""
    return tuple(getattr(record, name) for name in group)


def _holders(group: Group, changes: Iterable[Change]) -> list[UUID]:
    """Who holds a value that another record of the same step takes."""
    takers = {of_group(c.after, group): c.after.id for c in changes if c.after is not None}
    return [
        c.before.id
        for c in changes
        if c.before is not None
        and takers.get(of_group(c.before, group), c.before.id) != c.before.id
    ]


def _placeholder_column(table: Table, group: Group) -> Column[Any] | None:
    free = (table.c[name] for name in reversed(group) if not table.c[name].foreign_keys)
    return next((c for c in free if isinstance(_plain(c), String | Integer)), None)


def _plain(column: Column[Any]) -> TypeEngine[Any]:
    """What the engine keeps it as: SQLModel wraps its text."""
    kind = column.type
    return kind.impl_instance if isinstance(kind, TypeDecorator) else kind


def _placeholder(column: Column[Any], key: UUID, number: int) -> Any:
    if isinstance(_plain(column), Integer):
        return -number  # versions begin at 1
    return type_coerce(f"~{key.hex}", String)  # past the words of an enumeration
