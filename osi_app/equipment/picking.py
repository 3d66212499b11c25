"""From the systems chosen to a pick list: the items of all their places, consumables from the lots
that expire first. What is in a system already is not fetched again."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from uuid import UUID

from osi_app.equipment.box_filling import Proposal, exact
from osi_app.equipment.care_records import ConsumableLot
from osi_app.equipment.records import Item, MemberKind, SystemMember
from osi_app.kernel.ports import Reading


@dataclass(frozen=True, slots=True)
class LotPick:
    """``quantity`` taken of a lot."""

    lot: ConsumableLot
    quantity: float


@dataclass(frozen=True, slots=True)
class Short:
    """Consumables of a type of which the lots usable on the day hold less than wanted."""

    item_type: str
    wanted: float
    found: float


@dataclass(frozen=True, slots=True)
class PickList:
    """What is fetched from the shelves for some systems: each item once, by code; of consumables
    the lots that expire first. ``empty`` are required places with nothing in them, ``twice`` items
    that more than one place asks for."""

    items: tuple[Item, ...] = ()
    lots: tuple[LotPick, ...] = ()
    short: tuple[Short, ...] = ()
    empty: tuple[SystemMember, ...] = ()
    twice: tuple[Item, ...] = ()


@dataclass(frozen=True, slots=True)
class Picked:
    """What chosen systems need, and the boxes proposed for it."""

    wanted: PickList
    proposal: Proposal


@dataclass(frozen=True, slots=True)
class Shelves:
    """What a pick list is made from."""

    members: Sequence[SystemMember]
    items: Mapping[UUID, Item]
    lots: Sequence[ConsumableLot]


def read_shelves(reading: Reading) -> Shelves:
    """All systems' places with the items in them, and all lots, in three reads."""
    members = reading.all(SystemMember)
    ids = list(dict.fromkeys(one.item_id for one in members if one.item_id is not None))
    items = {item.id: item for item in reading.among(Item, "id", ids)}
    return Shelves(members, items, reading.all(ConsumableLot))


def pick_list(shelves: Shelves, system_ids: Iterable[UUID], last_day: date) -> PickList:
    """What the systems need until ``last_day``, inclusive, with all systems within them; a system
    chosen twice counts once. Lots and what is in the systems are taken that last so long."""
    places = places_of(shelves.members, system_ids)
    ids = [one.item_id for one in places if one.item_id is not None]
    items = [shelves.items[key] for key in dict.fromkeys(ids) if key in shelves.items]
    items.sort(key=lambda item: item.code)
    lots, short = _first_expired_first(_wanted(places, last_day), shelves.lots, last_day)
    return PickList(
        items=tuple(items),
        lots=lots,
        short=short,
        empty=tuple(one for one in places if one.required and _is_empty(one)),
        twice=tuple(item for item in items if ids.count(item.id) > 1),
    )


def places_of(
    members: Iterable[SystemMember], system_ids: Iterable[UUID]
) -> tuple[SystemMember, ...]:
    """The places of these systems and of those within them, each system once."""
    by_system: defaultdict[UUID, list[SystemMember]] = defaultdict(list)
    for member in members:
        by_system[member.system_id].append(member)
    waiting = list(dict.fromkeys(system_ids))
    seen = set(waiting)
    places: list[SystemMember] = []
    while waiting:
        for member in by_system.get(waiting.pop(0), ()):
            places.append(member)
            if member.part_id is not None and member.part_id not in seen:
                seen.add(member.part_id)
                waiting.append(member.part_id)
    return tuple(places)


def _is_empty(place: SystemMember) -> bool:
    """Consumables are not meant: what is missing of them is picked, or short."""
    if place.kind is MemberKind.ITEM:
        return place.item_id is None
    if place.kind is MemberKind.SYSTEM:
        return place.part_id is None
    return place.kind is MemberKind.SOFTWARE and place.present < place.quantity


def _wanted(places: Iterable[SystemMember], last_day: date) -> dict[str, Decimal]:
    """By type what is still to be fetched; what expires before the last day is fetched anew."""
    wanted: defaultdict[str, Decimal] = defaultdict(Decimal)
    for one in places:
        if one.kind is MemberKind.CONSUMABLE:
            lasts = one.expires_on is None or one.expires_on >= last_day
            missing = exact(one.quantity) - (exact(one.present) if lasts else 0)
            wanted[one.item_type] += max(missing, Decimal(0))
    return {kind: wanted[kind] for kind in sorted(wanted) if wanted[kind]}


def _first_expired_first(
    wanted: Mapping[str, Decimal], lots: Iterable[ConsumableLot], last_day: date
) -> tuple[tuple[LotPick, ...], tuple[Short, ...]]:
    """FEFO; lots without an expiry come last, of two alike the one whose code comes first."""
    by_type: defaultdict[str, list[ConsumableLot]] = defaultdict(list)
    for lot in sorted(lots, key=lambda one: (one.expires_on or date.max, one.code)):
        if lot.quantity > 0 and (lot.expires_on is None or lot.expires_on >= last_day):
            by_type[lot.item_type].append(lot)
    picks: list[LotPick] = []
    short: list[Short] = []
    for kind, quantity in wanted.items():
        left = quantity
        for lot in by_type[kind]:
            taken = min(left, exact(lot.quantity))
            if taken > 0:
                picks.append(LotPick(lot, float(taken)))
                left -= taken
        if left > 0:
            short.append(Short(kind, float(quantity), float(quantity - left)))
    return tuple(picks), tuple(short)
