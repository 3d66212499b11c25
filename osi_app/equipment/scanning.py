"""Tags that were read, held against what should be there: in a container, at a place, on a list.

Of several things with one number the one expected is meant.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from uuid import UUID

from osi_app.equipment.movement_records import Difference, Scan
from osi_app.equipment.records import Location
from osi_app.equipment.tags import Store, Tags, Thing, ThingKind, plain_tag


@dataclass(frozen=True, slots=True)
class Expected:
    """What a place should hold. ``boxes`` says for every thing whose box is known which it is
    (None: loose in the place); of a packing list only those on it. ``also`` may be scanned, and
    are not missed."""

    wanted: frozenset[UUID]
    boxes: Mapping[UUID, UUID | None]
    also: frozenset[UUID] = frozenset()


class Verdict(StrEnum):
    """What a scan says; the differences of a count but for ``present``."""

    PRESENT = "present"
    MISSING = "missing"
    EXTRA = "extra"
    WRONG_BOX = "wrong_box"
    UNKNOWN = "unknown"

    @property
    def difference(self) -> Difference | None:
        """The difference of a count that it is, None for ``present``."""
        return None if self is Verdict.PRESENT else Difference(self.value)


@dataclass(frozen=True, slots=True)
class ScanLine:
    """One thing or unknown tag, once however often it was read. ``tag`` is the thing's code, or the
    tag as read where nothing has it; ``belongs`` is the code of the box or the place it belongs to
    ("" where that is not known), ``found_in`` that of the box it was scanned in. ``at`` is the
    newest scan, None for what is missing; ``alike`` are the codes of others with the same tag."""

    verdict: Verdict
    tag: str
    thing: Thing | None = None
    belongs: str = ""
    found_in: str = ""
    times: int = 0
    at: datetime | None = None
    alike: tuple[str, ...] = ()


def expected_in_container(store: Store, container_id: UUID) -> Expected:
    """The items and lots whose box it is; the box itself may be scanned."""
    boxes = _boxes(store)
    wanted = frozenset(key for key, box in boxes.items() if box == container_id)
    return Expected(wanted, boxes, frozenset({container_id}))


def expected_at_location(store: Store, location: Location) -> Expected:
    """The containers that stand there or in a place within it, what is in them, and what lies
    there loose: its record names the place by code or name."""
    places = within(store.locations, location)
    ids = {place.id for place in places}
    names = {plain_tag(name) for place in places for name in (place.code, place.name)} - {""}
    standing = {box.id for box in store.containers if box.location_id in ids}
    boxes = _boxes(store)
    wanted = set(standing)
    for thing in store.contents:
        loose = thing.container_id is None and plain_tag(thing.location) in names
        if loose or thing.container_id in standing:
            wanted.add(thing.id)
    return Expected(frozenset(wanted), boxes)


def expected_by_list(boxes: Mapping[UUID, UUID | None]) -> Expected:
    """A packing list: thing -> the box it goes into. The boxes themselves may be scanned."""
    containers = frozenset(box for box in boxes.values() if box is not None)
    return Expected(frozenset(boxes), dict(boxes), containers - boxes.keys())


def within(locations: Iterable[Location], location: Location) -> tuple[Location, ...]:
    """The place and all places within it, at any depth; circles are walked once."""
    inner: defaultdict[str, list[Location]] = defaultdict(list)
    for place in locations:
        if place.within:
            inner[place.within].append(place)
    reached = {location.id: location}
    waiting = [location]
    while waiting:
        for place in inner.get(waiting.pop().code, ()):
            if place.id not in reached:
                reached[place.id] = place
                waiting.append(place)
    return tuple(reached.values())


def judge_scans(expected: Expected, scans: Iterable[Scan], tags: Tags) -> tuple[ScanLine, ...]:
    """What is present, missing, extra, in the wrong box and unknown: differences first, each by
    tag. The newest scan of a thing says in which box it is now."""
    read: defaultdict[UUID | str, list[Scan]] = defaultdict(list)
    known: dict[UUID, tuple[Thing, ...]] = {}
    for scan in sorted(scans, key=lambda one: one.at):
        if not plain_tag(scan.tag):
            continue
        found = _expected_first(tags.known_by(scan.tag), expected)
        read[found[0].id if found else plain_tag(scan.tag)].append(scan)
        if found:
            known[found[0].id] = found
    lines = [
        _seen(known[key], found, expected, tags) if isinstance(key, UUID) else _unknown(found)
        for key, found in read.items()
    ]
    unread = (tags.things[key] for key in expected.wanted - known.keys() if key in tags.things)
    lines += [
        ScanLine(Verdict.MISSING, tags.shown(thing), thing, _home(thing, expected, tags))
        for thing in unread
    ]
    order = {verdict: number for number, verdict in enumerate((*Verdict,)[1:])}
    last = len(order)
    return tuple(sorted(lines, key=lambda line: (order.get(line.verdict, last), line.tag)))


def count_of(lines: Iterable[ScanLine]) -> Mapping[Verdict, int]:
    """How many lines of each verdict there are, 0 where none."""
    counts = dict.fromkeys(Verdict, 0)
    for line in lines:
        counts[line.verdict] += 1
    return counts


def _boxes(store: Store) -> dict[UUID, UUID | None]:
    return {thing.id: thing.container_id for thing in store.contents}


def _expected_first(things: Sequence[Thing], expected: Expected) -> tuple[Thing, ...]:
    return tuple(
        sorted(things, key=lambda one: (one.id not in expected.wanted, one.id not in expected.also))
    )


def _seen(
    found: Sequence[Thing], scans: Sequence[Scan], expected: Expected, tags: Tags
) -> ScanLine:
    """A known thing, which all these scans are of, the newest last."""
    thing, newest = found[0], scans[-1]
    return ScanLine(
        _verdict(thing, newest.container_id, expected),
        tags.shown(thing),
        thing,
        _home(thing, expected, tags),
        tags.code_of(newest.container_id),
        len(scans),
        newest.at,
        tuple(one.code for one in found[1:]),
    )


def _verdict(thing: Thing, scanned_in: UUID | None, expected: Expected) -> Verdict:
    """Scanned in no box nothing is said against its box; a box is in none."""
    box = expected.boxes.get(thing.id)
    if thing.id in expected.also:
        return Verdict.PRESENT
    if thing.id not in expected.wanted:
        return Verdict.EXTRA if box is None else Verdict.WRONG_BOX
    boxed = thing.kind is not ThingKind.CONTAINER and scanned_in is not None
    return Verdict.WRONG_BOX if boxed and scanned_in != box else Verdict.PRESENT


def _home(thing: Thing, expected: Expected, tags: Tags) -> str:
    """Where it belongs: by the list, otherwise by its record."""
    box = expected.boxes.get(thing.id) if thing.id in expected.boxes else thing.box
    return tags.code_of(box) or thing.place


def _unknown(scans: Sequence[Scan]) -> ScanLine:
    first, newest = scans[0], scans[-1]
    return ScanLine(Verdict.UNKNOWN, first.tag.strip(), times=len(scans), at=newest.at)
