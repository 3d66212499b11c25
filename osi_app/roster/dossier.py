"""Everything known about one person, gathered for the rules in a handful of bulk reads."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import TypeVar
from uuid import UUID

from osi_app.kernel.findings import Subject
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

R = TypeVar("R", bound=Record)


@dataclass(frozen=True, slots=True)
class Dossier:
    """One inspector with all records that hang on the person."""

    inspector: Inspector
    qualifications: tuple[Qualification, ...] = ()
    trainings: tuple[Training, ...] = ()
    examinations: tuple[MedicalClearance, ...] = ()
    passports: tuple[Passport, ...] = ()
    availabilities: tuple[Availability, ...] = ()
    acceptances: tuple[Acceptance, ...] = ()

    @property
    def subject(self) -> Subject:
        """Where a click on a finding about this person goes."""
        return Subject("inspector", self.inspector.id, self.inspector.code)


def dossiers(reading: Reading, inspector_ids: Iterable[UUID]) -> dict[UUID, Dossier]:
    """The dossiers of these people by inspector id: seven reads, however many they are."""
    keys = tuple(dict.fromkeys(inspector_ids))
    if not keys:
        return {}
    hung: dict[type[Record], Mapping[UUID, list[Record]]] = {
        kind: _by_inspector(reading.among(kind, "inspector_id", keys))
        for kind in (
            Qualification,
            Training,
            MedicalClearance,
            Passport,
            Availability,
            Acceptance,
        )
    }
    return {
        inspector.id: Dossier(
            inspector,
            _of(hung, Qualification, inspector.id),
            _of(hung, Training, inspector.id),
            _of(hung, MedicalClearance, inspector.id),
            _of(hung, Passport, inspector.id),
            _of(hung, Availability, inspector.id),
            _of(hung, Acceptance, inspector.id),
        )
        for inspector in reading.among(Inspector, "id", keys)
    }


def _by_inspector(records: Sequence[Record]) -> dict[UUID, list[Record]]:
    found: defaultdict[UUID, list[Record]] = defaultdict(list)
    for record in records:
        found[record.inspector_id].append(record)  # type: ignore[attr-defined]  # all six have it
    return found


def _of(
    hung: Mapping[type[Record], Mapping[UUID, list[Record]]], kind: type[R], key: UUID
) -> tuple[R, ...]:
    return tuple(found for found in hung[kind].get(key, ()) if isinstance(found, kind))
