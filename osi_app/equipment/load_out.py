"""Loading out: what may go into a box, and the steps a box takes on its way and back."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import permutations

from osi_app.equipment.records import Container, Item, LoadState
from osi_app.kernel.errors import RuleError

STEPS: dict[LoadState, tuple[LoadState, ...]] = {
    LoadState.DRAFT: (LoadState.RESERVED, LoadState.PACKED),
    LoadState.RESERVED: (LoadState.PACKED, LoadState.DRAFT),
    LoadState.PACKED: (LoadState.SEALED, LoadState.DRAFT),
    LoadState.SEALED: (LoadState.LOADED, LoadState.PACKED),
    LoadState.LOADED: (LoadState.RETURNED, LoadState.SEALED),
    LoadState.RETURNED: (LoadState.DRAFT,),
}
"""Which state may follow which: forward, or back by the step last taken."""
OPEN = frozenset({LoadState.DRAFT, LoadState.RESERVED})
"""States in which what is in a box may change."""


@dataclass(frozen=True, slots=True)
class Load:
    """What is in a box besides what is to go in. ``lots_kg`` is the mass of its lots."""

    items: tuple[Item, ...]
    lots_kg: float = 0.0


def refuse_change(box: Container) -> None:
    """Raises ``RuleError('box_closed')`` for a box that is packed, sealed or under way."""
    if box.state not in OPEN:
        raise RuleError("box_closed", box=box.code, state=box.state.value)


def refuse_packing(box: Container, load: Load, items: Sequence[Item]) -> None:
    """Raises ``RuleError``: box_closed, too_heavy (by how much), does_not_fit (which item)."""
    refuse_change(box)
    gross = box.tare_kg + load.lots_kg + sum(one.mass_kg for one in (*load.items, *items))
    if box.max_gross_kg is not None and gross > box.max_gross_kg + 1e-9:
        raise RuleError(
            "too_heavy", box=box.code, mass_kg=round(gross, 3), limit_kg=box.max_gross_kg,
            exceeded_kg=round(gross - box.max_gross_kg, 3),
        )  # fmt: skip
    for one in items:
        if not fits(one, box):
            raise RuleError("does_not_fit", item=one.code, box=box.code)


def fits(item: Item, box: Container) -> bool:
    """Whether an item goes into a box in any of its six orientations; where a side is not known
    it is taken to fit."""
    sides = (item.length_m, item.width_m, item.height_m)
    inner = (box.inner_length_m, box.inner_width_m, box.inner_height_m)
    known = [side for side in sides if side is not None]
    if len(known) < len(sides) or any(side is None for side in inner):
        return True
    room = [side for side in inner if side is not None]
    return any(
        all(side <= most + 1e-9 for side, most in zip(turned, room, strict=True))
        for turned in permutations(known)
    )


def refuse_step(box: Container, state: LoadState, seals: Iterable[str]) -> None:
    """Raises ``RuleError``: load_step (a step that cannot follow), seal_wanted."""
    if state not in STEPS[box.state]:
        allowed = ", ".join(one.value for one in STEPS[box.state])
        raise RuleError("load_step", box=box.code, state=box.state.value, to=state.value,
                        allowed=allowed)  # fmt: skip
    if state is LoadState.SEALED and not any(seal.strip() for seal in seals):
        raise RuleError("seal_wanted", field="seals", box=box.code)


@dataclass(frozen=True, slots=True)
class Packing:
    """A proposal: which items go into which box, and which go into none."""

    boxes: dict[str, tuple[Item, ...]]
    left: tuple[Item, ...]


def proposal(items: Iterable[Item], boxes: Sequence[Container]) -> Packing:
    """Items into open boxes, the heaviest first into the first box with room: its mass, its
    volume (three quarters of the inner one at most) and each item's own size. Every item is in
    one box or left."""
    room = {box.code: _Room.of(box) for box in boxes if box.state in OPEN}
    inside: dict[str, list[Item]] = {code: [] for code in room}
    left: list[Item] = []
    known = {box.code: box for box in boxes}
    for item in sorted(items, key=lambda one: (-one.mass_kg, one.code)):
        at = next(
            (code for code, free in room.items() if free.takes(item) and fits(item, known[code])),
            None,
        )
        if at is None:
            left.append(item)
            continue
        room[at].take(item)
        inside[at].append(item)
    filled = {code: tuple(found) for code, found in inside.items() if found}
    return Packing(filled, tuple(left))


FILL = 0.75
"""How much of a box things take at most: they are not bricks."""


@dataclass(slots=True)
class _Room:
    """What a box can still take."""

    mass_kg: float
    volume_m3: float

    @classmethod
    def of(cls, box: Container) -> "_Room":
        inner = (box.inner_length_m, box.inner_width_m, box.inner_height_m)
        sides = [side for side in inner if side is not None]
        volume = sides[0] * sides[1] * sides[2] * FILL if len(sides) == len(inner) else float("inf")
        most = box.max_gross_kg
        return cls(float("inf") if most is None else most - box.tare_kg, volume)

    def takes(self, item: Item) -> bool:
        return item.mass_kg <= self.mass_kg + 1e-9 and _volume(item) <= self.volume_m3 + 1e-9

    def take(self, item: Item) -> None:
        self.mass_kg -= item.mass_kg
        self.volume_m3 -= _volume(item)


def _volume(item: Item) -> float:
    return (item.length_m or 0.0) * (item.width_m or 0.0) * (item.height_m or 0.0)
