"""Systems as trees: what belongs to one, parts included, and what it comes to."""

from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from uuid import UUID

from osi_app.equipment.records import EquipmentSystem, Item, MemberKind, SystemMember
from osi_app.kernel.errors import RuleError
from osi_app.kernel.ports import Reading


@dataclass(frozen=True, slots=True)
class Systems:
    """Systems with their places and the items that stand in them."""

    systems: Mapping[UUID, EquipmentSystem]
    members: Mapping[UUID, tuple[SystemMember, ...]]
    items: Mapping[UUID, Item]

    def places(self, system_id: UUID) -> Iterator["Place"]:
        """Every place of a system and of its parts, in order of code and role; a part that is a
        system comes before its own places. A part that contains itself is not followed again."""
        yield from self._below(system_id, (), optional=False)

    def _below(
        self, system_id: UUID, path: tuple[UUID, ...], *, optional: bool
    ) -> Iterator["Place"]:
        here = (*path, system_id)
        for member in self.members.get(system_id, ()):
            spare = optional or not member.required
            yield Place(member, here, spare)
            part = member.part_id
            if member.kind is MemberKind.SYSTEM and part is not None and part not in here:
                yield from self._below(part, here, optional=spare)


@dataclass(frozen=True, slots=True)
class Place:
    """A place within a system: ``path`` leads from the outermost system to the one that has it,
    ``optional`` when it, or a part on the way to it, is not required."""

    member: SystemMember
    path: tuple[UUID, ...]
    optional: bool


@dataclass(frozen=True, slots=True)
class RollUp:
    """What a system comes to, parts included. What is not known counts nothing; ``missing`` are
    the required places that are empty."""

    items: int
    mass_kg: float
    volume_m3: float
    power_w: float
    battery_wh: float
    value: float
    required: int
    missing: int

    @property
    def complete(self) -> float:
        """The share of required places that are filled, 0 to 1."""
        return 1.0 if not self.required else 1.0 - self.missing / self.required


def load_systems(reading: Reading) -> Systems:
    """All systems, in three reads."""
    members: defaultdict[UUID, list[SystemMember]] = defaultdict(list)
    found = reading.all(SystemMember)
    for member in sorted(found, key=lambda one: one.role):
        members[member.system_id].append(member)
    ids = [member.item_id for member in found if member.item_id is not None]
    return Systems(
        {one.id: one for one in reading.all(EquipmentSystem)},
        {key: tuple(places) for key, places in members.items()},
        {item.id: item for item in reading.among(Item, "id", ids)},
    )


def empty(member: SystemMember) -> bool:
    """Whether a place is not filled: no item, no part, or less present than asked."""
    if member.kind is MemberKind.ITEM:
        return member.item_id is None
    if member.kind is MemberKind.SYSTEM:
        return member.part_id is None
    return member.present < member.quantity


def roll_up(systems: Systems, system_id: UUID) -> RollUp:
    """What a system comes to. An item that stands in two places of it counts once."""
    places = list(systems.places(system_id))
    keys = dict.fromkeys(place.member.item_id for place in places)
    items = [systems.items[key] for key in keys if key is not None and key in systems.items]
    needed = [place.member for place in places if not place.optional]
    return RollUp(
        items=len(items),
        mass_kg=sum(item.mass_kg for item in items),
        volume_m3=sum(volume_m3(item) for item in items),
        power_w=sum(item.power_w or 0.0 for item in items),
        battery_wh=sum(item.battery_wh or 0.0 for item in items),
        value=sum(item.value or 0.0 for item in items),
        required=len(needed),
        missing=sum(empty(member) for member in needed),
    )


def volume_m3(item: Item) -> float:
    """The outer box of an item; 0 where a side is not known."""
    return (item.length_m or 0.0) * (item.width_m or 0.0) * (item.height_m or 0.0)


def refuse_member(reading: Reading, member: SystemMember) -> None:
    """Raises ``RuleError('system_cycle')`` for a part that would contain the system it is put
    into, ``RuleError('in_two_systems')`` for an item that stands in another system."""
    if member.part_id is not None:
        systems = load_systems(reading)
        below = {place.member.part_id for place in systems.places(member.part_id)}
        if member.system_id in {*below, member.part_id}:
            code = systems.systems[member.system_id].code
            raise RuleError("system_cycle", field="part_id", system=code)
    if member.item_id is not None:
        others = reading.all(SystemMember, item_id=member.item_id)
        for other in others:
            if other.id != member.id:
                system = reading.load(EquipmentSystem, other.system_id)
                raise RuleError("in_two_systems", field="item_id", other=system.code)
