"""What readiness is judged from: systems, their items and everything that hangs on those, loaded
in a fixed number of bulk reads."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any, TypeVar
from uuid import UUID

from osi_app.equipment.care_records import CalibrationPlan, Maintenance
from osi_app.equipment.records import (
    Calibration,
    Certification,
    Concession,
    Item,
    Reservation,
    SystemMember,
)
from osi_app.equipment.systems import Systems, load_systems
from osi_app.equipment.troubles import ItemFile
from osi_app.kernel.ports import Reading

if TYPE_CHECKING:
    from osi_app.equipment.readiness import WhatIf

R = TypeVar("R")


@dataclass(frozen=True, slots=True)
class ReadinessStock:
    """Systems, and by item what decides whether it is ready. ``spares`` are items that stand in
    no system, by type: what may take an empty or failing place."""

    systems: Systems
    files: Mapping[UUID, ItemFile]
    booked_systems: Mapping[UUID, tuple[Reservation, ...]]
    spares: Mapping[str, tuple[UUID, ...]]

    def file(self, key: UUID, request: date, what_if: WhatIf) -> ItemFile:
        """An item in a world: bookings that stand in the way only, and no calibration that a
        closed laboratory would still have to do."""
        file = self.files[key]
        reservations = tuple(
            one for one in file.reservations if self.stands_in_the_way(one, what_if)
        )
        calibrations = tuple(
            one
            for one in file.calibrations
            if one.laboratory not in what_if.closed or one.performed_on < request
        )
        return ItemFile(
            file.item, calibrations, file.certifications, file.concessions, file.maintenance,
            reservations, file.procedures,
        )  # fmt: skip

    @staticmethod
    def stands_in_the_way(one: Reservation, what_if: WhatIf) -> bool:
        """Whether a booking is for something else than the inspection judged."""
        if one.branch not in ("", what_if.branch):
            return False
        return what_if.inspection_id is None or one.inspection_id != what_if.inspection_id


def load_stock(reading: Reading) -> ReadinessStock:
    """Everything, in ten reads however many rows there are."""
    systems = load_systems(reading)
    spare = _spares(reading, systems)
    keys = [*systems.items, *(item.id for item in spare)]
    by = _Gathered(reading, keys)
    calibrations, certifications = by.all(Calibration), by.all(Certification)
    concessions, maintenance = by.all(Concession), by.all(Maintenance)
    booked = reading.all(Reservation)
    reservations = _grouped((one for one in booked if one.item_id), "item_id")
    procedures: defaultdict[str, list[str]] = defaultdict(list)
    for plan in reading.all(CalibrationPlan):
        procedures[plan.item_type].append(plan.procedure)
    files = {
        item.id: ItemFile(
            item,
            tuple(calibrations[item.id]),
            tuple(certifications[item.id]),
            tuple(concessions[item.id]),
            tuple(maintenance[item.id]),
            tuple(reservations[item.id]),
            tuple(dict.fromkeys(procedures.get(item.item_type, ()))),
        )
        for item in (*systems.items.values(), *spare)
    }
    groups = _grouped((one for one in booked if one.system_id), "system_id")
    return ReadinessStock(
        systems,
        files,
        {key: tuple(found) for key, found in groups.items()},
        _by_type(spare),
    )


def _spares(reading: Reading, systems: Systems) -> Sequence[Item]:
    """Items of the types that places ask for, which stand in no system."""
    members: Iterable[SystemMember] = (
        member for places in systems.members.values() for member in places
    )
    wanted = {
        name for member in members for name in (member.item_type, *member.substitutes) if name
    }
    found = reading.among(Item, "item_type", sorted(wanted))
    return [item for item in found if item.id not in systems.items]


def _by_type(items: Iterable[Item]) -> dict[str, tuple[UUID, ...]]:
    groups: defaultdict[str, list[Item]] = defaultdict(list)
    for item in items:
        groups[item.item_type].append(item)
    return {
        name: tuple(one.id for one in sorted(group, key=lambda one: one.code))
        for name, group in groups.items()
    }


class _Gathered:
    """Records of items, by item."""

    def __init__(self, reading: Reading, keys: Sequence[UUID]) -> None:
        self._reading, self._keys = reading, keys

    def all(self, kind: Any) -> defaultdict[UUID, list[Any]]:
        """Those of one kind, in one read."""
        return _grouped(self._reading.among(kind, "item_id", self._keys), "item_id")


def _grouped(records: Iterable[R], field: str) -> defaultdict[UUID, list[R]]:
    found: defaultdict[UUID, list[R]] = defaultdict(list)
    for one in records:
        found[getattr(one, field)].append(one)
    return found
