"""What carries a tag: items, lots and containers, by RFID, barcode, code, serial and lot number.

A tag is compared as it was read, but for spaces around it and letter case: GS1 identifiers and EPC
addresses keep their prefixes. The surest kind of tag that knows it decides.
"""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from uuid import UUID

from osi_app.equipment.care_records import ConsumableLot
from osi_app.equipment.records import Container, Item, Location
from osi_app.kernel.ports import Reading


class ThingKind(StrEnum):
    """What carries a tag."""

    ITEM = "item"
    LOT = "lot"
    CONTAINER = "container"


@dataclass(frozen=True, slots=True)
class Thing:
    """Something with tags. ``box`` is the container it belongs into, ``place`` what its record
    says of its place where it is in none."""

    kind: ThingKind
    id: UUID
    code: str
    name: str = ""
    box: UUID | None = None
    place: str = ""


@dataclass(frozen=True, slots=True)
class Tags:
    """What every tag means. ``ranks`` go from the surest kind of tag (RFID, barcode) over codes to
    serial and lot numbers; ``codes`` are those of all things by id."""

    ranks: tuple[Mapping[str, tuple[Thing, ...]], ...]
    things: Mapping[UUID, Thing]

    def known_by(self, tag: str) -> tuple[Thing, ...]:
        """The things of that tag: none when it is unknown, several when it is on several."""
        key = plain_tag(tag)
        return next((rank[key] for rank in self.ranks if key in rank), ())

    def shown(self, thing: Thing) -> str:
        """The one tag that a thing is counted by: its code, with its kind where another kind of
        thing has the same."""
        same = self.ranks[1].get(plain_tag(thing.code), ())
        return thing.code if len(same) < 2 else f"{thing.kind.value}:{thing.code}"

    def code_of(self, key: UUID | None) -> str:
        """The code of a thing, "" where it is not known."""
        found = self.things.get(key) if key is not None else None
        return found.code if found is not None else ""


@dataclass(frozen=True, slots=True)
class Store:
    """The things and places of the store that scanning looks at."""

    items: Sequence[Item] = ()
    lots: Sequence[ConsumableLot] = ()
    containers: Sequence[Container] = ()
    locations: Sequence[Location] = ()

    @property
    def contents(self) -> tuple[Item | ConsumableLot, ...]:
        """What can be in a container."""
        return (*self.items, *self.lots)


def read_store(reading: Reading) -> Store:
    """All of them, in four reads."""
    return Store(
        reading.all(Item), reading.all(ConsumableLot), reading.all(Container), reading.all(Location)
    )


def plain_tag(tag: str) -> str:
    """A tag as it is compared."""
    return tag.strip().casefold()


def tags_of(store: Store) -> Tags:
    """The tags of all items, lots and containers."""
    places = {place.id: place.code for place in store.locations}
    ranks: tuple[defaultdict[str, dict[UUID, Thing]], ...] = tuple(
        defaultdict(dict) for _ in range(3)
    )
    things: dict[UUID, Thing] = {}
    for thing, by_rank in _tagged(store, places):
        things[thing.id] = thing
        for rank, tags in zip(ranks, by_rank, strict=True):
            for tag in filter(None, map(plain_tag, tags)):
                rank[tag][thing.id] = thing
    return Tags(
        tuple({tag: tuple(found.values()) for tag, found in rank.items()} for rank in ranks), things
    )


def _tagged(
    store: Store, places: Mapping[UUID, str]
) -> Iterator[tuple[Thing, tuple[tuple[str, ...], ...]]]:
    """Every thing with its tags by rank."""
    for item in store.items:
        kind = ThingKind.ITEM
        thing = Thing(kind, item.id, item.code, item.name, item.container_id, item.location)
        yield thing, ((item.rfid, item.barcode), (item.code,), (item.serial_number,))
    for lot in store.lots:
        kind = ThingKind.LOT
        thing = Thing(kind, lot.id, lot.code, lot.item_type, lot.container_id, lot.location)
        yield thing, ((), (lot.code,), (lot.lot_number,))
    for box in store.containers:
        kind = ThingKind.CONTAINER
        place = places.get(box.location_id, "") if box.location_id is not None else ""
        thing = Thing(kind, box.id, box.code, box.name, None, place)
        yield thing, ((box.rfid, box.barcode), (box.code,), ())
