"""Everything known about one person, gathered for the rules in a handful of bulk reads."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from osi_app.kernel.findings import Subject
from osi_app.kernel.ports import Reading
from osi_app.kernel.record import Record
from osi_app.roster.fitness_records import (
    DoseReading,
    Nationality,
    RoleQualification,
    SecurityBriefing,
    Vaccination,
    Visa,
)
from osi_app.roster.records import (
    Acceptance,
    Availability,
    Inspector,
    MedicalClearance,
    Passport,
    Qualification,
    Training,
)


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
    nationalities: tuple[Nationality, ...] = ()
    functions: tuple[RoleQualification, ...] = ()
    visas: tuple[Visa, ...] = ()
    vaccinations: tuple[Vaccination, ...] = ()
    briefings: tuple[SecurityBriefing, ...] = ()
    doses: tuple[DoseReading, ...] = ()

    @property
    def subject(self) -> Subject:
        """Where a click on a finding about this person goes."""
        return Subject("inspector", self.inspector.id, self.inspector.code)


HUNG: Mapping[type[Record], str] = {
    Qualification: "qualifications",
    Training: "trainings",
    MedicalClearance: "examinations",
    Passport: "passports",
    Availability: "availabilities",
    Acceptance: "acceptances",
    Nationality: "nationalities",
    RoleQualification: "functions",
    Visa: "visas",
    Vaccination: "vaccinations",
    SecurityBriefing: "briefings",
    DoseReading: "doses",
}
"""What hangs on a person, and the field of the dossier that holds it."""


def dossiers(reading: Reading, inspector_ids: Iterable[UUID]) -> dict[UUID, Dossier]:
    """The dossiers of these people by inspector id: one read a kind, however many they are."""
    keys = tuple(dict.fromkeys(inspector_ids))
    if not keys:
        return {}
    hung: dict[type[Record], Mapping[UUID, Any]] = {
        kind: _by_inspector(reading.among(kind, "inspector_id", keys)) for kind in HUNG
    }
    return {one.id: _dossier(one, hung) for one in reading.among(Inspector, "id", keys)}


def _dossier(inspector: Inspector, hung: Mapping[type[Record], Mapping[UUID, Any]]) -> Dossier:
    found = {name: tuple(hung[kind].get(inspector.id, ())) for kind, name in HUNG.items()}
    return Dossier(inspector, **found)


def _by_inspector(records: Sequence[Record]) -> dict[UUID, list[Record]]:
    found: defaultdict[UUID, list[Record]] = defaultdict(list)
    for record in records:
        found[record.inspector_id].append(record)  # type: ignore[attr-defined]  # all of them have it
    return found
