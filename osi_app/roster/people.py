"""Everybody in the store, read once, as an import looks people up."""

from collections import defaultdict
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from osi_app.kernel.ports import Reading
from osi_app.kernel.record import Record
from osi_app.roster.records import (
    Acceptance,
    Availability,
    Inspector,
    MedicalClearance,
    Passport,
    Qualification,
    Training,
)

IDENTITY: dict[type[Record], tuple[str, ...]] = {
    Qualification: ("technique",),
    Training: ("course", "completed_on"),
    MedicalClearance: ("examined_on",),
    Passport: ("state_id", "number"),
    Availability: ("first_day", "available"),
    Acceptance: ("state_id",),
}
"""What tells two records of one person apart: a row with the same values renews the record."""


@dataclass(frozen=True, slots=True)
class Known:
    """Inspectors by code; what hangs on them by inspector, kind and identity; passport holders."""

    by_code: dict[str, Inspector]
    hung: dict[tuple[UUID, type[Record]], dict[tuple[Any, ...], Record]]
    passport_holders: dict[tuple[UUID, str], UUID] = field(default_factory=dict)

    def of(self, inspector_id: UUID, kind: type[Record]) -> dict[tuple[Any, ...], Record]:
        """The person's records of one kind by identity."""
        return self.hung.get((inspector_id, kind), {})


def identity_of(record: Record) -> tuple[Any, ...]:
    """What tells this record from the person's others of its kind."""
    return tuple(getattr(record, name) for name in IDENTITY[type(record)])


def known_people(reading: Reading) -> Known:
    """Everybody, in seven reads, however many they are."""
    hung: defaultdict[tuple[UUID, type[Record]], dict[tuple[Any, ...], Record]]
    hung = defaultdict(dict)
    for kind in IDENTITY:
        for record in reading.all(kind):
            owner: UUID = getattr(record, "inspector_id")  # noqa: B009  # all six kinds have it
            hung[owner, kind][identity_of(record)] = record
    holders = {
        (identity[0], identity[1]): owner
        for (owner, kind), records in hung.items()
        if kind is Passport
        for identity in records
    }
    people = {person.code: person for person in reading.all(Inspector)}
    return Known(people, dict(hung), holders)
