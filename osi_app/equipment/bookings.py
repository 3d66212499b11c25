"""Bookings of systems and items: days inclusive, no two of one branch for one thing."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from uuid import UUID

from osi_app.equipment.records import EquipmentSystem, Item, Reservation
from osi_app.equipment.systems import Systems, load_systems
from osi_app.kernel.errors import RuleError
from osi_app.kernel.ports import Reading


def things_of(one: Reservation, systems: Systems) -> frozenset[UUID]:
    """What a booking takes: its item, or its system with all parts and items in them."""
    if one.item_id is not None:
        return frozenset({one.item_id})
    if one.system_id is None:
        return frozenset()
    found = {one.system_id}
    for place in systems.places(one.system_id):
        found |= {key for key in (place.member.item_id, place.member.part_id) if key is not None}
    return frozenset(found)


def overlap(one: Reservation, other: Reservation) -> bool:
    """Whether two share a day."""
    return one.first_day <= other.last_day and other.first_day <= one.last_day


def refuse_booking(reading: Reading, one: Reservation) -> None:
    """Raises ``RuleError``: nothing_booked (neither system nor item, or both), booking_order,
    already_booked (naming the other booking)."""
    if (one.system_id is None) == (one.item_id is None):
        raise RuleError("nothing_booked", field="system_id")
    if one.last_day < one.first_day:
        raise RuleError("booking_order", field="last_day", first_day=one.first_day)
    other = clash(one, reading.all(Reservation, branch=one.branch), load_systems(reading))
    if other is not None:
        raise RuleError(
            "already_booked", field="first_day", what=_name(reading, other), other=other.code,
            purpose=other.purpose.value, first_day=other.first_day, last_day=other.last_day,
        )  # fmt: skip


def clash(one: Reservation, others: Iterable[Reservation], systems: Systems) -> Reservation | None:
    """The first booking of the same branch that shares a day and a thing, by its first day; None
    when there is none."""
    taken = things_of(one, systems)
    found = (
        other
        for other in others
        if other.id != one.id and other.branch == one.branch and overlap(one, other)
        and taken & things_of(other, systems)
    )  # fmt: skip
    return min(found, key=lambda other: (other.first_day, other.code), default=None)


def _name(reading: Reading, one: Reservation) -> str:
    if one.system_id is not None:
        return reading.load(EquipmentSystem, one.system_id).code
    assert one.item_id is not None
    return reading.load(Item, one.item_id).code


@dataclass(frozen=True, slots=True)
class Adoption:
    """What making a branch the one that is meant does: bookings of what is meant that give way,
    and the branch's own, which now are meant."""

    giving_way: tuple[Reservation, ...]
    adopted: tuple[Reservation, ...]


def adoption(branch: str, booked: Sequence[Reservation], systems: Systems) -> Adoption:
    """Which bookings give way when a branch is adopted: those of what is meant that clash with
    one of the branch."""
    own = [one for one in booked if one.branch == branch]
    meant = [one for one in booked if one.branch == ""]
    adopted = tuple(one.changed(branch="") for one in own)
    going = tuple(one for one in meant if clash(one, adopted, systems) is not None)
    return Adoption(going, adopted)
