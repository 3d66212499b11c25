"""Which thing goes into which container: a proposal that no limit is broken by.

A thing fits when it does so in one of its six orientations. A container is full by mass (gross,
with its tare), or when the volumes of what is in it make up its inner volume: things are not laid
out side by side. The arithmetic is decimal, as people write it: what is on a limit is within.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from uuid import UUID

from osi_app.equipment.care_records import ConsumableLot
from osi_app.equipment.records import Container, Item, LoadState

OPEN_STATES = frozenset({LoadState.DRAFT, LoadState.RESERVED, LoadState.PACKED})
"""States in which a container is filled; a returned one is emptied first."""
Size = tuple[float | None, float | None, float | None]


class NoPlace(StrEnum):
    """Why a thing is not packed."""

    NO_BOX = "no_box"
    """There is no container that is open."""
    TOO_LARGE = "too_large"
    """It fits in none in any orientation."""
    TOO_HEAVY = "too_heavy"
    """It is beyond the limit of each that it fits in, were that empty of all but what stays."""
    FULL = "full"
    """Those that could hold it are full of other things."""


@dataclass(frozen=True, slots=True)
class Piece:
    """Something to be packed: an item, or a lot (which has no size)."""

    id: UUID
    code: str
    mass_kg: float
    size: Size = (None, None, None)

    @property
    def volume_m3(self) -> Decimal:
        """0 where a size is missing."""
        return volume_of(self.size)


@dataclass(frozen=True, slots=True)
class Unpacked:
    """A piece without a place, and why."""

    piece: Piece
    reason: NoPlace


@dataclass(frozen=True, slots=True)
class Filled:
    """A container with the pieces proposed for it. Masses and volumes are with what was in it
    before; ``unsized`` pieces count no volume."""

    container: Container
    pieces: tuple[Piece, ...]
    gross_kg: float
    volume_m3: float
    unsized: int


@dataclass(frozen=True, slots=True)
class Proposal:
    """Every piece once: in a container or unpacked. Containers that get nothing are left out."""

    filled: tuple[Filled, ...]
    unpacked: tuple[Unpacked, ...]

    @property
    def boxes(self) -> Mapping[UUID, UUID]:
        """Piece -> container: the packing list."""
        return {piece.id: one.container.id for one in self.filled for piece in one.pieces}


def piece_of(thing: Item | ConsumableLot) -> Piece:
    """An item or a lot as a piece."""
    size: Size = (None, None, None)
    if isinstance(thing, Item):
        size = (thing.length_m, thing.width_m, thing.height_m)
    return Piece(thing.id, thing.code, thing.mass_kg, size)


def inner_size(container: Container) -> Size:
    """The inner sizes of a container, metres."""
    return container.inner_length_m, container.inner_width_m, container.inner_height_m


def volume_of(size: Size) -> Decimal:
    """In cubic metres; 0 where one of the three is not known."""
    volume = Decimal(1)
    for side in size:
        if side is None:
            return Decimal(0)
        volume *= exact(side)
    return volume


def exact(number: float) -> Decimal:
    """The number as a person writes it."""
    return Decimal(repr(float(number)))


def fits(size: Size, inner: Size) -> bool:
    """Whether it goes in along the edges in one of six orientations; on the limit it does. With an
    unknown inner side everything does; unknown sides of the thing are held to be short."""
    if None in inner:
        return True
    sides = sorted((side for side in size if side is not None), reverse=True)
    room = sorted((side for side in inner if side is not None), reverse=True)
    return all(side <= limit for side, limit in zip(sides, room, strict=False))


def propose(
    pieces: Iterable[Piece],
    containers: Sequence[Container],
    inside: Mapping[UUID, Sequence[Piece]] | None = None,
) -> Proposal:
    """The largest pieces first, each into the fullest container that still takes it, so that few
    are used. ``inside`` is what stays in the containers; pieces that stay are not proposed again.
    A piece named twice is packed once. The same question has the same answer."""
    inside = inside or {}
    rooms = [_Room(box, inside.get(box.id, ())) for box in containers if box.state in OPEN_STATES]
    rooms.sort(key=lambda room: room.container.code)
    staying = {piece.id for stay in inside.values() for piece in stay}
    waiting = {piece.id: piece for piece in pieces if piece.id not in staying}
    unpacked: list[Unpacked] = []
    for piece in sorted(waiting.values(), key=_largest_first):
        free = [room for room in rooms if room.takes(piece)]
        if free:
            min(free, key=_Room.left).put(piece)
        else:
            unpacked.append(Unpacked(piece, _reason(piece, rooms)))
    filled = tuple(room.filled() for room in rooms if room.pieces)
    return Proposal(filled, tuple(sorted(unpacked, key=lambda one: one.piece.code)))


class _Room:
    """What is left of a container while it is filled."""

    def __init__(self, container: Container, stay: Sequence[Piece]) -> None:
        self.container = container
        self.pieces: list[Piece] = []
        self._inner = inner_size(container)
        self._volume_limit = volume_of(self._inner) or None
        limit = container.max_gross_kg
        self._limit_kg = exact(limit) if limit is not None else None
        self.stay = tuple(stay)
        self._gross_kg = exact(container.tare_kg) + sum(exact(one.mass_kg) for one in stay)
        self._volume_m3 = sum((one.volume_m3 for one in stay), Decimal(0))
        self._empty_kg = self._gross_kg

    def holds(self, piece: Piece) -> bool:
        """Whether it would go in by its size."""
        return fits(piece.size, self._inner)

    def carries(self, piece: Piece) -> bool:
        """Whether it could be carried beside what stays."""
        return self._limit_kg is None or self._empty_kg + exact(piece.mass_kg) <= self._limit_kg

    def takes(self, piece: Piece) -> bool:
        """Whether there is room for it now."""
        if not self.holds(piece):
            return False
        gross_kg = self._gross_kg + exact(piece.mass_kg)
        if self._limit_kg is not None and gross_kg > self._limit_kg:
            return False
        volume_m3 = self._volume_m3 + piece.volume_m3
        return self._volume_limit is None or volume_m3 <= self._volume_limit

    def left(self) -> tuple[bool, bool, Decimal, str]:
        """Sorts the fullest first: one begun before an empty one, one with limits before one
        without, then by the volume or mass that is left."""
        begun = bool(self.pieces or self.stay)
        if self._volume_limit is not None:
            return not begun, False, 1 - self._volume_m3 / self._volume_limit, self.container.code
        if self._limit_kg is not None:
            return not begun, False, 1 - self._gross_kg / self._limit_kg, self.container.code
        return not begun, True, Decimal(0), self.container.code

    def put(self, piece: Piece) -> None:
        """Takes it."""
        self.pieces.append(piece)
        self._gross_kg += exact(piece.mass_kg)
        self._volume_m3 += piece.volume_m3

    def filled(self) -> Filled:
        """The answer for this container."""
        unsized = sum(None in one.size for one in (*self.stay, *self.pieces))
        pieces = tuple(sorted(self.pieces, key=lambda one: one.code))
        gross, volume = float(self._gross_kg), float(self._volume_m3)
        return Filled(self.container, pieces, gross, volume, unsized)


def _largest_first(piece: Piece) -> tuple[Decimal, float, str]:
    return -piece.volume_m3, -piece.mass_kg, piece.code


def _reason(piece: Piece, rooms: Sequence[_Room]) -> NoPlace:
    if not rooms:
        return NoPlace.NO_BOX
    large_enough = [room for room in rooms if room.holds(piece)]
    if not large_enough:
        return NoPlace.TOO_LARGE
    return NoPlace.FULL if any(room.carries(piece) for room in large_enough) else NoPlace.TOO_HEAVY
