"""Where containers are and were: last seen, how long in each place, and what is odd about it.

A container is seen where it is brought (a movement), where its tag is read at a gate, and where
something is scanned in it.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from osi_app.equipment.loading import CLOSED_STATES
from osi_app.equipment.movement_records import ContainerMovement, Scan
from osi_app.equipment.records import Container, Location
from osi_app.equipment.tags import Tags, ThingKind
from osi_app.kernel.findings import Finding, Severity, Subject
from osi_app.kernel.ports import Reading

DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Sighting:
    """A container was seen: at a location, at a gate, or only seen."""

    container_id: UUID
    at: datetime
    location_id: UUID | None = None
    gate: str = ""

    @property
    def place(self) -> UUID | str:
        """Where; "" where that is not told."""
        return self.location_id or self.gate


@dataclass(frozen=True, slots=True)
class Stay:
    """A time in one place: from when it was first seen there until it was first seen elsewhere, or
    until now. ``last_at`` is when it was last seen there: after that nothing is known."""

    place: UUID | str
    since: datetime
    until: datetime
    last_at: datetime

    @property
    def dwell(self) -> timedelta:
        """How long it was there, for all that is known."""
        return self.until - self.since


@dataclass(frozen=True, slots=True)
class Track:
    """All that was seen of a container, oldest first. ``last`` is None when it never was."""

    container_id: UUID
    sightings: tuple[Sighting, ...]
    stays: tuple[Stay, ...]
    last: Sighting | None

    def dwell(self) -> Mapping[UUID | str, timedelta]:
        """How long it was in each place in all, in the order it first came there."""
        found: defaultdict[UUID | str, timedelta] = defaultdict(timedelta)
        for stay in self.stays:
            found[stay.place] += stay.dwell
        return dict(found)


@dataclass(frozen=True, slots=True)
class TrackView:
    """The way of one box, the codes of the places in it, and what is odd."""

    track: Track
    places: Mapping[UUID, str]
    odd: tuple[Finding, ...]


@dataclass(frozen=True, slots=True)
class TrackingRules:
    """What is held to be odd: not seen for more than ``unseen_days``; gates passed in another order
    than ``route`` since ``route_since`` (the way back is a route of its own)."""

    unseen_days: float = 30
    route: tuple[str, ...] = ()
    route_since: datetime | None = None


@dataclass(frozen=True, slots=True)
class Yard:
    """The containers with all that was seen of them."""

    containers: tuple[Container, ...]
    sightings: Mapping[UUID, tuple[Sighting, ...]]
    places: Mapping[UUID, str]


def read_yard(reading: Reading, tags: Tags) -> Yard:
    """All containers, in four reads; ``tags`` say what the scans are of."""
    seen = sightings(reading.all(ContainerMovement), reading.all(Scan), tags)
    places = {place.id: place.code for place in reading.all(Location)}
    return Yard(reading.all(Container), seen, places)


def sightings(
    movements: Iterable[ContainerMovement], scans: Iterable[Scan], tags: Tags
) -> Mapping[UUID, tuple[Sighting, ...]]:
    """What was seen of each container, oldest first. A tag on several things tells of none."""
    found: defaultdict[UUID, list[Sighting]] = defaultdict(list)
    for one in movements:
        seen = Sighting(one.container_id, one.at, one.location_id, one.gate.strip())
        found[one.container_id].append(seen)
    for scan in scans:
        for key in _boxes_of(scan, tags):
            found[key].append(Sighting(key, scan.at, None, scan.gate.strip()))
    return {
        key: tuple(sorted(seen, key=lambda one: (one.at, str(one.place))))
        for key, seen in found.items()
    }


def track(container_id: UUID, seen: Sequence[Sighting], now: datetime) -> Track:
    """Where it was and for how long, until ``now``; what was seen later is left out. Seen without a
    place it is held to be where it was."""
    known = tuple(one for one in sorted(seen, key=lambda one: one.at) if one.at <= now)
    stays: list[Stay] = []
    for one in known:
        if stays and one.place in ("", stays[-1].place):
            stays[-1] = Stay(stays[-1].place, stays[-1].since, now, one.at)
        elif one.place:
            if stays:
                old = stays[-1]
                stays[-1] = Stay(old.place, old.since, one.at, old.last_at)
            stays.append(Stay(one.place, one.at, now, one.at))
    return Track(container_id, known, tuple(stays), known[-1] if known else None)


def tracking_findings(
    yard: Yard, now: datetime, rules: TrackingRules | None = None
) -> list[Finding]:
    """What is odd about where the containers were, in the order of their codes."""
    rules = rules or TrackingRules()
    found: list[Finding] = []
    for container in sorted(yard.containers, key=lambda one: one.code):
        seen = track(container.id, yard.sightings.get(container.id, ()), now)
        found += _unseen(container, seen, yard, now, rules)
        found += _out_of_order(container, seen, rules)
    return found


def seal_findings(history: Iterable[Container]) -> list[Finding]:
    """Opened although sealed. ``history`` are the states of one container, oldest first, as the
    journal or the checks of its seals tell them: between two of them in which it is sealed or
    loaded its seals stay the same."""
    found: list[Finding] = []
    before: Container | None = None
    for now in history:
        closed = before is not None and before.state in CLOSED_STATES and now.state in CLOSED_STATES
        if before is not None and closed and set(before.seals) != set(now.seals):
            found.append(_seal_changed(before, now))
        before = now
    return found


def _boxes_of(scan: Scan, tags: Tags) -> set[UUID]:
    """The box that was scanned, and that in which something was."""
    known = tags.known_by(scan.tag)
    boxes = {one.id for one in known if one.kind is ThingKind.CONTAINER and len(known) == 1}
    return boxes | ({scan.container_id} if scan.container_id is not None else set())


def _finding(
    container: Container,
    rule: str,
    values: dict[str, object],
    severity: Severity,
    message: str = "",
) -> Finding:
    subject = Subject("container", container.id, container.code)
    values = {"name": container.name or container.code, "code": container.code} | values
    return Finding(rule, "", severity, subject, message or rule, values, f"{rule}_mend")


def _unseen(
    container: Container, seen: Track, yard: Yard, now: datetime, rules: TrackingRules
) -> list[Finding]:
    rule, limit = "equipment.not_seen", rules.unseen_days
    if seen.last is None:
        values: dict[str, object] = {"limit": limit}
        return [_finding(container, rule, values, Severity.NOTE, f"{rule}.never")]
    away = now - seen.last.at
    if away <= limit * DAY:
        return []
    place = seen.stays[-1].place if seen.stays else ""
    values = {
        "last_at": seen.last.at,
        "place": yard.places.get(place, "") if isinstance(place, UUID) else place,
        "found": away // DAY,
        "limit": limit,
    }
    return [_finding(container, rule, values, Severity.WARNING)]


def _out_of_order(container: Container, seen: Track, rules: TrackingRules) -> list[Finding]:
    """One finding for each gate that is neither the one passed last nor the one after it."""
    order = {gate.casefold(): number for number, gate in enumerate(rules.route)}
    passed = -1
    found: list[Finding] = []
    for one in seen.sightings:
        number = order.get(one.gate.casefold())
        early = rules.route_since is not None and one.at < rules.route_since
        if number is None or early:
            continue
        if number not in (passed, passed + 1):
            values: dict[str, object] = {
                "gate": one.gate,
                "at": one.at,
                "expected": rules.route[min(passed + 1, len(rules.route) - 1)],
            }
            found.append(_finding(container, "equipment.gate_order", values, Severity.WARNING))
        passed = number
    return found


def _seal_changed(before: Container, now: Container) -> Finding:
    values: dict[str, object] = {
        "seals": ", ".join(before.seals),
        "found": ", ".join(now.seals) or "–",
    }
    return _finding(now, "equipment.seal_changed", values, Severity.BREACH)
