"""Load-out: what goes into a container, what a container goes through, and what it adds up to.

Whatever changes a container or its contents is refused while it is sealed or loaded: its seals
would no longer say the truth.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from types import MappingProxyType
from uuid import UUID

from osi_app.equipment.box_filling import exact, fits, inner_size, piece_of, volume_of
from osi_app.equipment.care_records import ConsumableLot
from osi_app.equipment.records import Container, Item, LoadState
from osi_app.equipment.un_numbers import class_of, plain_class, plain_number
from osi_app.kernel.errors import RuleError

CLOSED_STATES = frozenset({LoadState.SEALED, LoadState.LOADED})

NEXT_STATES: Mapping[LoadState, tuple[LoadState, ...]] = MappingProxyType(
    {
        LoadState.DRAFT: (LoadState.RESERVED,),
        LoadState.RESERVED: (LoadState.PACKED, LoadState.DRAFT),
        LoadState.PACKED: (LoadState.SEALED, LoadState.RESERVED),
        LoadState.SEALED: (LoadState.LOADED, LoadState.PACKED),
        LoadState.LOADED: (LoadState.RETURNED, LoadState.SEALED),
        LoadState.RETURNED: (LoadState.DRAFT,),
    }
)
"""One step on, or one back. Back from sealed the container is opened and its seals are gone."""

Packable = Item | ConsumableLot
MOVES_WHEN_CLOSED = frozenset({"location_id", "note", "state"})
"""Fields of a closed container that may change; its state only as ``moved`` does it."""


@dataclass(frozen=True, slots=True)
class DangerousGoods:
    """What is dangerous in one class ("" where it is told nowhere)."""

    dangerous_class: str
    un_numbers: tuple[str, ...]
    codes: tuple[str, ...]
    mass_kg: float


@dataclass(frozen=True, slots=True)
class RollUp:
    """What things add up to. ``unsized`` and ``unpriced`` count those whose size or value is not
    known: volume and value are then less than the truth. Lots have neither."""

    things: int = 0
    mass_kg: float = 0
    volume_m3: float = 0
    power_w: float = 0
    battery_wh: float = 0
    value: float = 0
    dangerous: tuple[DangerousGoods, ...] = ()
    unsized: int = 0
    unpriced: int = 0


def roll_up(things: Iterable[Packable]) -> RollUp:
    """Sums over the things, each counted once. A thing's class is its own, otherwise that of its UN
    number in the list that ships."""
    each = tuple({thing.id: thing for thing in things}.values())
    items = [thing for thing in each if isinstance(thing, Item)]
    sizes = [piece_of(item).size for item in items]
    return RollUp(
        things=len(each),
        mass_kg=_sum(thing.mass_kg for thing in each),
        volume_m3=float(sum((volume_of(size) for size in sizes), Decimal(0))),
        power_w=_sum(item.power_w for item in items),
        battery_wh=_sum(item.battery_wh for item in items),
        value=_sum(item.value for item in items),
        dangerous=_dangerous(each),
        unsized=sum(None in size for size in sizes),
        unpriced=sum(item.value is None for item in items),
    )


def gross_kg(container: Container, things: Iterable[Packable]) -> float:
    """The container's own mass and that of the things."""
    return _sum((container.tare_kg, *(thing.mass_kg for thing in things)))


def overweight_kg(container: Container, things: Iterable[Packable]) -> float:
    """By how much it would be too heavy with these things in it; 0 on the limit and below."""
    if container.max_gross_kg is None:
        return 0.0
    over = exact(gross_kg(container, things)) - exact(container.max_gross_kg)
    return float(max(over, Decimal(0)))


def packed_into(
    container: Container,
    things: Sequence[Packable],
    inside: Iterable[Packable] = (),
    containers: Mapping[UUID, Container] = MappingProxyType({}),
) -> tuple[Packable, ...]:
    """The things as they are in the container: in its place and no other. ``inside`` is what is in
    it already, ``containers`` those they come from. Raises ``RuleError``: ``container_sealed``,
    ``item_too_large``, ``container_overweight`` with by how much."""
    refuse_closed(container)
    _refuse_from_closed(things, containers)
    for thing in things:
        if not fits(piece_of(thing).size, inner_size(container)):
            raise RuleError(
                "item_too_large", field="container_id", item=thing.code, container=container.code
            )
    together = {thing.id: thing for thing in (*inside, *things)}
    refuse_overweight(container, together.values())
    return tuple(thing.changed(container_id=container.id, location="") for thing in things)


def taken_out(
    things: Sequence[Packable], location: str, containers: Mapping[UUID, Container]
) -> tuple[Packable, ...]:
    """The things out of their containers, at the place named. Raises
    ``RuleError('container_sealed')``."""
    _refuse_from_closed(things, containers)
    return tuple(thing.changed(container_id=None, location=location) for thing in things)


def moved(
    container: Container,
    to: LoadState,
    things: Iterable[Packable] = (),
    seals: Iterable[str] = (),
) -> Container:
    """The container one step on or back. ``things`` are what is in it, ``seals`` the numbers put on
    it as it is sealed. Raises ``RuleError``: ``load_order``, ``container_overweight`` (nothing too
    heavy is packed or sealed), ``seal_number_missing``."""
    allowed = NEXT_STATES[container.state]
    if to not in allowed:
        raise RuleError(
            "load_order",
            field="state",
            container=container.code,
            state=container.state.value,
            to=to.value,
            allowed=", ".join(state.value for state in allowed),
        )
    if container.state is LoadState.LOADED:
        return container.changed(state=to)
    if to in (LoadState.PACKED, LoadState.SEALED) and container.state is not LoadState.SEALED:
        refuse_overweight(container, things)
    if to is LoadState.SEALED:
        numbers = tuple(dict.fromkeys(seal.strip() for seal in seals if seal.strip()))
        if not numbers:
            raise RuleError("seal_number_missing", field="seals", container=container.code)
        return container.changed(state=to, seals=numbers)
    return container.changed(state=to, seals=container.seals if to is LoadState.LOADED else ())


def refuse_overweight(container: Container, things: Iterable[Packable]) -> None:
    """Raises ``RuleError('container_overweight')`` that says by how much."""
    things = tuple(things)
    over_kg = overweight_kg(container, things)
    if over_kg:
        raise RuleError(
            "container_overweight",
            field="container_id",
            container=container.code,
            gross_kg=gross_kg(container, things),
            limit_kg=container.max_gross_kg,
            over_kg=over_kg,
        )


def refuse_closed(container: Container) -> None:
    """Raises ``RuleError('container_sealed')`` where its contents may not change."""
    if container.state in CLOSED_STATES:
        raise RuleError(
            "container_sealed",
            field="container_id",
            container=container.code,
            state=container.state.value,
            seals=", ".join(container.seals),
        )


def refuse_container_edit(before: Container, after: Container) -> None:
    """Of a sealed or loaded container only its place and note change; its state as ``moved`` does
    it. Raises ``RuleError('container_sealed')``."""
    opened = before.state is LoadState.SEALED and after.state is LoadState.PACKED
    free = MOVES_WHEN_CLOSED | {"seals"} if opened else MOVES_WHEN_CLOSED
    if any(getattr(after, name) != value for name, value in before if name not in free):
        refuse_closed(before)


def split_lot(
    lot: ConsumableLot, quantity: float, code: str
) -> tuple[ConsumableLot, ConsumableLot]:
    """What stays of the lot and what is taken, under a code of its own; the mass by quantity.
    Raises ``RuleError('lot_split')`` unless both are more than nothing."""
    if not 0 < quantity < lot.quantity:
        raise RuleError(
            "lot_split", field="quantity", lot=lot.code, quantity=quantity, found=lot.quantity
        )
    mass_kg = float(exact(lot.mass_kg) * exact(quantity) / exact(lot.quantity))
    values = lot.model_dump(exclude={"id"}) | {"code": code, "quantity": quantity}
    taken = ConsumableLot.model_validate(values | {"mass_kg": mass_kg})
    rest = float(exact(lot.quantity) - exact(quantity))
    left_kg = float(max(exact(lot.mass_kg) - exact(mass_kg), Decimal(0)))
    return lot.changed(quantity=rest, mass_kg=left_kg), taken


def _sum(numbers: Iterable[float | None]) -> float:
    return float(sum((exact(one) for one in numbers if one is not None), Decimal(0)))


def _refuse_from_closed(things: Iterable[Packable], containers: Mapping[UUID, Container]) -> None:
    for thing in things:
        box = containers.get(thing.container_id) if thing.container_id is not None else None
        if box is not None:
            refuse_closed(box)


def _dangerous(things: Iterable[Packable]) -> tuple[DangerousGoods, ...]:
    by_class: defaultdict[str, list[Packable]] = defaultdict(list)
    for thing in things:
        own = plain_class(thing.dangerous_class) if isinstance(thing, Item) else ""
        if own or plain_number(thing.un_number):
            by_class[own or class_of(thing.un_number)].append(thing)
    return tuple(
        DangerousGoods(
            name,
            tuple(sorted({plain_number(one.un_number) for one in found} - {""})),
            tuple(sorted(one.code for one in found)),
            _sum(one.mass_kg for one in found),
        )
        for name, found in sorted(by_class.items())
    )
