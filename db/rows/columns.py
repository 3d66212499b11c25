"""The vocabulary of table columns. Imported before the first row is declared: it sets the naming
convention, because a constraint without a name cannot be dropped in batch mode."""

import enum
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import DateTime, Enum
from sqlalchemy.engine import Dialect
from sqlalchemy.types import TypeDecorator
from sqlmodel import Field, SQLModel

SQLModel.metadata.naming_convention = {
    "ix": "ix_%(table_name)s_%(column_0_N_name)s",
    "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    "ck": "ck_%(table_name)s_%(constraint_name)s",
    "fk": "fk_%(table_name)s_%(column_0_name)s_%(referred_table_name)s",
    "pk": "pk_%(table_name)s",
}


class UtcInstant(TypeDecorator[datetime]):
    """An aware instant in UTC. SQLite drops the zone: it is put back on the way out."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        """Refuses naive instants; a bug in the core would otherwise shift them silently."""
        del dialect
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError("instant without zone")
        return value.astimezone(UTC)

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        """Aware again."""
        del dialect
        if value is None:
            return None
        return value.replace(tzinfo=UTC) if value.tzinfo is None else value.astimezone(UTC)


def word(kind: type[enum.StrEnum]) -> Enum:
    """An enumeration kept as its value, as text: a new member is no migration."""
    return Enum(
        kind,
        native_enum=False,
        length=60,
        validate_strings=True,
        values_callable=lambda members: [member.value for member in members],
    )


def key() -> Any:
    """The record's id, made in the core."""
    return Field(primary_key=True)


def ref(target: str) -> Any:
    """A foreign key: RESTRICT, so that no row changes behind a ChangeSet; indexed."""
    return Field(foreign_key=f"{target}.id", index=True, ondelete="RESTRICT")


def maybe_ref(target: str) -> Any:
    """A foreign key that may be empty."""
    return Field(
        default=None, foreign_key=f"{target}.id", index=True, nullable=True, ondelete="RESTRICT"
    )


def at() -> Any:
    """A required instant."""
    return Field(sa_type=UtcInstant, nullable=False)


def maybe_at() -> Any:
    """An instant that may be empty."""
    return Field(default=None, sa_type=UtcInstant, nullable=True)
