"""Physical truth: what the records say of things, boxes and places that cannot all be so.

A negative mass or size is refused by the record itself; a system that contains itself is found
here, and walked once wherever systems are walked.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from uuid import UUID

from osi_app.equipment.box_filling import fits, inner_size, piece_of
from osi_app.equipment.loading import Packable, gross_kg, overweight_kg
from osi_app.equipment.paper_rules import serial_key
from osi_app.equipment.records import Container, EquipmentSystem, Item, Location, SystemMember
from osi_app.equipment.tags import Store, plain_tag, read_store
from osi_app.equipment.un_numbers import plain_number, un_numbers
from osi_app.kernel.findings import Finding, Severity, Subject
from osi_app.kernel.ports import Reading
from osi_app.kernel.record import Record, kind_of


@dataclass(frozen=True)
class Ground:
    """The whole store of things, with what the rules look up in it."""

    store: Store
    systems: Sequence[EquipmentSystem] = ()
    members: Sequence[SystemMember] = ()

    @cached_property
    def containers(self) -> Mapping[UUID, Container]:
        """By id."""
        return {box.id: box for box in self.store.containers}

    @cached_property
    def contents(self) -> Mapping[UUID, Sequence[Packable]]:
        """What is in each container."""
        found: defaultdict[UUID, list[Packable]] = defaultdict(list)
        for thing in self.store.contents:
            if thing.container_id is not None:
                found[thing.container_id].append(thing)
        return dict(found)

    @cached_property
    def names(self) -> Mapping[UUID, frozenset[str]]:
        """What the place of each container may be called: by its own code or name, or by those of
        the place it stands in and of all places around that."""
        by_id = {place.id: place for place in self.store.locations}
        around = _around(self.store.locations)
        found: dict[UUID, frozenset[str]] = {}
        for box in self.store.containers:
            place = by_id.get(box.location_id) if box.location_id is not None else None
            places = around[place.code] if place is not None else ()
            words = [box.code, box.name, *(w for one in places for w in (one.code, one.name))]
            found[box.id] = frozenset(map(plain_tag, words)) - {""}
        return found


Rule = Callable[[Ground], Iterable[Finding]]


def read_ground(reading: Reading) -> Ground:
    """The whole store, in six reads."""
    return Ground(read_store(reading), reading.all(EquipmentSystem), reading.all(SystemMember))


def physical_findings(ground: Ground) -> list[Finding]:
    """Everything that cannot be so, rule by rule and by code."""
    return [finding for rule in RULES for finding in rule(ground)]


def two_places(ground: Ground) -> Iterable[Finding]:
    """A thing in a container whose own place is told as another."""
    for thing in ground.store.contents:
        box = ground.containers.get(thing.container_id) if thing.container_id else None
        place = plain_tag(thing.location)
        if box is not None and place and place not in ground.names[box.id]:
            yield _finding(
                thing,
                "equipment.two_places",
                {"container": box.code, "place": thing.location.strip()},
                Severity.BREACH,
            )


def serials_alike(ground: Ground) -> Iterable[Finding]:
    """P.38: a serial number names one thing of its maker: one finding for each item of a group."""
    alike: defaultdict[tuple[str, str], list[Item]] = defaultdict(list)
    for item in ground.store.items:
        maker, serial = serial_key(item)
        alike[maker.strip(), serial.strip()].append(item)
    for group in alike.values():
        codes = sorted(item.code for item in group)
        for item in group if len(group) > 1 else ():
            values = {
                "serial": item.serial_number,
                "found": len(group),
                "limit": 1,
                "others": ", ".join(code for code in codes if code != item.code),
            }
            rule = "equipment.serial_duplicate"
            yield _finding(item, rule, values, Severity.BREACH, paragraph="P.38", mend="")


def unknown_un_numbers(ground: Ground) -> Iterable[Finding]:
    """A UN number that the list does not have, or that is no longer in use."""
    known = un_numbers()
    rule = "equipment.un_number"
    for thing in ground.store.contents:
        number = plain_number(thing.un_number)
        entry = known.get(number)
        if number and (entry is None or entry.withdrawn):
            message = rule if entry is None else f"{rule}.withdrawn"
            yield _finding(thing, rule, {"un_number": number}, Severity.WARNING, message)


def overweight(ground: Ground) -> Iterable[Finding]:
    """A container heavier than it may be."""
    for box in ground.store.containers:
        things = ground.contents.get(box.id, ())
        over_kg = overweight_kg(box, things)
        if over_kg:
            values = {
                "found_kg": gross_kg(box, things),
                "limit_kg": box.max_gross_kg,
                "over_kg": over_kg,
            }
            yield _finding(box, "equipment.overweight", values, Severity.BREACH)


def larger_than_box(ground: Ground) -> Iterable[Finding]:
    """A thing that fits into its container in no orientation."""
    for thing in ground.store.contents:
        box = ground.containers.get(thing.container_id) if thing.container_id else None
        if box is not None and not fits(piece_of(thing).size, inner_size(box)):
            values = {"container": box.code}
            yield _finding(thing, "equipment.too_large", values, Severity.BREACH)


def unplaced(ground: Ground) -> Iterable[Finding]:
    """A container of which nobody knows where it stands."""
    known = {place.id for place in ground.store.locations}
    for box in ground.store.containers:
        if box.location_id not in known:
            yield _finding(box, "equipment.container_unplaced", {}, Severity.WARNING)


def unknown_places(ground: Ground) -> Iterable[Finding]:
    """A place that is part of one that there is not."""
    known = {place.code for place in ground.store.locations}
    for place in ground.store.locations:
        if place.within and place.within not in known:
            values = {"within": place.within}
            yield _finding(place, "equipment.place_unknown", values, Severity.WARNING)


def places_in_circles(ground: Ground) -> Iterable[Finding]:
    """Places each of which is part of the next, to the first again: one finding a circle."""
    by_code = {place.code: place for place in ground.store.locations}
    inside = {code: [place.within] for code, place in by_code.items() if place.within in by_code}
    for circle in _circles(inside):
        yield _circle(by_code[circle[0]], "equipment.place_circle", circle)


def systems_in_circles(ground: Ground) -> Iterable[Finding]:
    """A system that contains itself, at any depth: one finding for each way round."""
    by_id = {system.id: system for system in ground.systems}
    by_code = {system.code: system for system in ground.systems}
    inside: defaultdict[str, list[str]] = defaultdict(list)
    for member in ground.members:
        if member.part_id in by_id and member.system_id in by_id:
            inside[by_id[member.system_id].code].append(by_id[member.part_id].code)
    for circle in _circles(inside):
        yield _circle(by_code[circle[0]], "equipment.system_circle", circle)


def tags_alike(ground: Ground) -> Iterable[Finding]:
    """Two things with the same RFID or barcode: one finding a tag, about the first by code."""
    alike: defaultdict[str, dict[UUID, Item | Container]] = defaultdict(dict)
    things: list[Item | Container] = [*ground.store.items, *ground.store.containers]
    for thing in things:
        for tag in filter(None, map(plain_tag, (thing.rfid, thing.barcode))):
            alike[tag][thing.id] = thing
    for tag, found in sorted(alike.items()):
        if len(found) > 1:
            first, *others = sorted(found.values(), key=lambda one: one.code)
            shown = next(t for t in (first.rfid, first.barcode) if plain_tag(t) == tag)
            values = {"tag": shown.strip(), "others": ", ".join(one.code for one in others)}
            yield _finding(first, "equipment.tag_duplicate", values, Severity.BREACH)


RULES: tuple[Rule, ...] = (
    two_places,
    serials_alike,
    unknown_un_numbers,
    overweight,
    larger_than_box,
    unplaced,
    unknown_places,
    places_in_circles,
    systems_in_circles,
    tags_alike,
)


def _around(locations: Iterable[Location]) -> Mapping[str, Sequence[Location]]:
    """Every place with those around it, the innermost first; circles are walked once."""
    by_code = {place.code: place for place in locations}
    return {code: tuple(_way_out(place, by_code)) for code, place in by_code.items()}


def _way_out(place: Location, by_code: Mapping[str, Location]) -> Iterator[Location]:
    seen: set[str] = set()
    following: Location | None = place
    while following is not None and following.code not in seen:
        seen.add(following.code)
        yield following
        following = by_code.get(following.within)


def _circles(inside: Mapping[str, Sequence[str]]) -> list[tuple[str, ...]]:
    """The circles of a graph, each once and from its smallest name; one for each arrow back."""
    found: dict[tuple[str, ...], None] = {}
    done: set[str] = set()
    for start in sorted(inside):
        if start in done:
            continue
        way = [start]
        stack = [(start, iter(sorted(inside[start])))]
        while stack:
            name, following = stack[-1]
            after = next(following, None)
            if after is None:
                done.add(name)
                stack.pop()
                way.pop()
            elif after in way:
                found[_from_smallest(way[way.index(after) :])] = None
            elif after not in done:
                way.append(after)
                stack.append((after, iter(sorted(inside.get(after, ())))))
    return list(found)


def _from_smallest(circle: list[str]) -> tuple[str, ...]:
    first = circle.index(min(circle))
    return (*circle[first:], *circle[:first])


def _circle(record: Location | EquipmentSystem, rule: str, circle: tuple[str, ...]) -> Finding:
    way = " → ".join((*circle, circle[0]))
    return _finding(record, rule, {"way": way}, Severity.BREACH)


def _finding(
    record: Record,
    rule: str,
    values: Mapping[str, object],
    severity: Severity,
    message: str = "",
    *,
    paragraph: str = "",
    mend: str | None = None,
) -> Finding:
    code = str(getattr(record, "code", record.id))
    named = {"code": code, "name": str(getattr(record, "name", "")) or code, **values}
    subject = Subject(kind_of(record), record.id, code)
    shown_mend = f"{rule}_mend" if mend is None else mend
    return Finding(rule, paragraph, severity, subject, message or rule, named, shown_mend)
