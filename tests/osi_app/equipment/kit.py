"""Things to test the equipment room with: short ways to make items, certificates and systems."""

from dataclasses import replace
from datetime import date, timedelta
from typing import Any
from uuid import UUID

from osi_app.equipment.readiness_stock import ReadinessStock
from osi_app.equipment.records import (
    Calibration,
    Certification,
    EquipmentSystem,
    EquipmentUse,
    Item,
    MemberKind,
    SystemMember,
)
from osi_app.equipment.systems import Systems
from osi_app.equipment.troubles import ItemFile

D0 = date(2026, 3, 1)


def day(number: int) -> date:
    """D+number."""
    return D0 + timedelta(days=number)


def item(code: str, **values: Any) -> Item:
    """An item of type spectrometer."""
    named = {
        "code": code, "serial_number": code, "name": code, "item_type": "spectrometer",
        "technique": EquipmentUse.GAMMA, "mass_kg": 10.0,
    }  # fmt: skip
    return Item.model_validate({**named, **values})


def calibrated(of: Item, done: int, until: int, **values: Any) -> Calibration:
    """A certificate from D+done to D+until."""
    named = {
        "item_id": of.id, "certificate_number": f"C{done}", "performed_on": day(done),
        "valid_until": day(until), "laboratory": "LAB-2",
    }  # fmt: skip
    return Calibration.model_validate({**named, **values})


def certified(of: Item, done: int = -10, until: int = 400) -> Certification:
    """A certification with its seal."""
    return Certification(
        item_id=of.id, certificate_number="K", certified_on=day(done), valid_until=day(until),
        seal_number="S1",
    )  # fmt: skip


def file(of: Item, *calibrations: Calibration, **values: Any) -> ItemFile:
    """An item that is certified throughout, with these calibrations."""
    made = ItemFile(of, calibrations, (certified(of),))
    return replace(made, **values)


def system(code: str = "SYS-07", technique: str = "c") -> EquipmentSystem:
    """A gamma system."""
    return EquipmentSystem(code=code, name="Gamma on foot", technique=EquipmentUse(technique))


def place(of: EquipmentSystem, role: str, **values: Any) -> SystemMember:
    """A place in a system."""
    named = {"system_id": of.id, "role": role, "item_type": "spectrometer"}
    return SystemMember.model_validate({**named, **values})


def part(of: EquipmentSystem, inner: EquipmentSystem, **values: Any) -> SystemMember:
    """A part that is a system."""
    return place(of, inner.code, kind=MemberKind.SYSTEM, part_id=inner.id, **values)


def stock(
    systems: tuple[EquipmentSystem, ...],
    members: tuple[SystemMember, ...],
    files: tuple[ItemFile, ...],
    **values: Any,
) -> ReadinessStock:
    """What readiness is judged from; items that stand nowhere are spares."""
    standing = {member.item_id for member in members}
    by_system: dict[UUID, tuple[SystemMember, ...]] = {}
    for member in members:
        by_system[member.system_id] = (*by_system.get(member.system_id, ()), member)
    spares: dict[str, tuple[UUID, ...]] = {}
    for one in files:
        if one.item.id not in standing:
            name = one.item.item_type
            spares[name] = (*spares.get(name, ()), one.item.id)
    items = {one.item.id: one.item for one in files if one.item.id in standing}
    made = ReadinessStock(
        Systems({one.id: one for one in systems}, by_system, items),
        {one.item.id: one for one in files},
        {},
        spares,
    )
    return replace(made, **values)
