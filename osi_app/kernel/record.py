"""The base of all records: validated, frozen, identified by a UUID made in the core."""

import re
from datetime import UTC, datetime
from functools import cache
from typing import Annotated, Any, Self
from uuid import UUID, uuid4

from pydantic import AfterValidator
from sqlmodel import Field, SQLModel


def _utc(value: datetime) -> datetime:
    if value.utcoffset() is None:
        raise ValueError("instant without zone")
    return value.astimezone(UTC)


Instant = Annotated[datetime, AfterValidator(_utc)]
"""An aware moment, kept in UTC. A naive datetime is refused by the record that holds it."""

Vertices = tuple[tuple[float, float], ...]
"""(lon, lat) pairs on WGS 84 in degrees. A ring is open and counter-clockwise; one that crosses
the antimeridian is unwrapped beyond +-180."""


class Record(SQLModel):
    """A fact as the core knows it. Two records are equal when all their values are equal."""

    model_config = {"frozen": True, "extra": "forbid", "allow_inf_nan": False}

    id: UUID = Field(default_factory=uuid4)

    def changed(self, **values: Any) -> Self:
        """This record with the given values, validated again (``model_copy`` would not).

        Raises pydantic's ``ValidationError`` when a value does not fit its field.
        """
        return type(self).model_validate({**dict(self), **values})


def kind_of(record: type[Record] | Record) -> str:
    """The word by which the journal and the store know a record's class: ``point_of_entry``."""
    return _word_of(record if isinstance(record, type) else type(record))


@cache
def _word_of(kind: type[Record]) -> str:
    """Remembered: an import asks for it several times a row."""
    return re.sub(r"(?<=[a-z0-9])(?=[A-Z])", "_", kind.__name__).lower()
