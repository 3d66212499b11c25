"""Readiness: each system judged on every day from a request day on; the worst member decides.

Troubles are stretches of days (``troubles``). A system's status can only change where one begins
or ends, so its spans follow from those days, however long the period is.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from itertools import pairwise
from uuid import UUID

from osi_app.equipment.readiness_stock import ReadinessStock
from osi_app.equipment.records import EquipmentSystem, EquipmentUse
from osi_app.equipment.systems import Place
from osi_app.equipment.troubles import (
    ONE,
    Days,
    Trouble,
    booked_elsewhere,
    item_troubles,
    member_troubles,
)

LONGEST_DAYS = 3_660


class Readiness(StrEnum):
    """What a day finds."""

    READY = "ready"
    WARNING = "warning"
    NOT_READY = "not_ready"


WORSE = {Readiness.READY: 0, Readiness.WARNING: 1, Readiness.NOT_READY: 2}


@dataclass(frozen=True, slots=True)
class WhatIf:
    """Another world to judge: systems or items lost (by code), laboratories closed, the bookings
    of a branch, and the inspection whose own bookings do not stand in its way."""

    lost: frozenset[str] = frozenset()
    closed: frozenset[str] = frozenset()
    branch: str = ""
    inspection_id: UUID | None = None


@dataclass(frozen=True, slots=True)
class Cause:
    """One reason: ``path`` are the codes from the outermost system to the thing, ``place`` where
    the thing stands, None for what is wrong with the system itself."""

    path: tuple[str, ...]
    trouble: Trouble
    place: Place | None
    optional: bool = False

    @property
    def status(self) -> Readiness:
        """What it makes of its days: what is optional is a warning at most."""
        blocks = self.trouble.blocking and not self.optional
        return Readiness.NOT_READY if blocks else Readiness.WARNING


@dataclass(frozen=True, slots=True)
class Span:
    """Days of one status, both ends inclusive, with its reasons: the deciding ones first. None
    for what is ready."""

    first: date
    last: date
    status: Readiness
    causes: tuple[Cause, ...] = ()


@dataclass(frozen=True, slots=True)
class SystemReadiness:
    """One system over the days judged; its spans touch, and cover every day."""

    system: EquipmentSystem
    spans: tuple[Span, ...]

    def on(self, day: date) -> Span:
        """The span that holds a day of those judged."""
        return next(span for span in self.spans if span.first <= day <= span.last)

    @property
    def worst(self) -> Readiness:
        """The worst of all days."""
        return max((span.status for span in self.spans), key=WORSE.__getitem__)


def judge(
    stock: ReadinessStock, first: date, days: int, what_if: WhatIf | None = None
) -> tuple[SystemReadiness, ...]:
    """Every system, by code, on each of ``days`` + 1 days from ``first`` on (D0 to D+days).

    Raises ``ValueError`` for a negative number of days, or one beyond ten years.
    """
    if not 0 <= days <= LONGEST_DAYS:
        raise ValueError(days)
    judging = _Judging(stock, Days(first, first + timedelta(days=days)), what_if or WhatIf())
    systems = sorted(stock.systems.systems.values(), key=lambda one: one.code)
    return tuple(judging.system(one) for one in systems)


class _Judging:
    """One judgement: what is wrong with an item is found once, in however many places it stands."""

    def __init__(self, stock: ReadinessStock, days: Days, what_if: WhatIf) -> None:
        self.stock, self.days, self.what_if = stock, days, what_if
        self._known: dict[UUID, list[Trouble]] = {}

    def system(self, system: EquipmentSystem) -> SystemReadiness:
        causes = [
            cause
            for cause in self._causes(system)
            if cause.trouble.first <= self.days.last and cause.trouble.last >= self.days.first
        ]
        return SystemReadiness(system, tuple(_spans(causes, self.days)))

    def _causes(self, system: EquipmentSystem) -> Iterator[Cause]:
        yield from self._of_system(system, (system.code,), optional=False)
        systems = self.stock.systems
        for place in systems.places(system.id):
            path = tuple(systems.systems[key].code for key in place.path)
            for trouble in member_troubles(place.member, self.days, path[-1]):
                yield Cause(path, trouble, place, place.optional)
            part = systems.systems.get(place.member.part_id) if place.member.part_id else None
            if part is not None:
                yield from self._of_system(part, (*path, part.code), optional=place.optional)
            item = systems.items.get(place.member.item_id) if place.member.item_id else None
            if item is not None:
                for trouble in self.item(item.id):
                    yield Cause((*path, item.code), trouble, place, place.optional)

    def _of_system(
        self, system: EquipmentSystem, path: tuple[str, ...], *, optional: bool
    ) -> Iterator[Cause]:
        """What is wrong with a system as a whole: lost, or booked for something else."""
        if system.code in self.what_if.lost:
            lost = Trouble(self.days.first, self.days.last, True, "lost", system.code)
            yield Cause(path, lost, None, optional)
        for one in self.stock.booked_systems.get(system.id, ()):
            held = self.days.within(one.first_day, one.last_day)
            if held and self.stock.stands_in_the_way(one, self.what_if):
                yield Cause(path, booked_elsewhere(one, held, system.code), None, optional)

    def item(self, key: UUID) -> list[Trouble]:
        """What is wrong with an item, in this world."""
        if key not in self._known:
            file = self.stock.file(key, self.days.first, self.what_if)
            found = item_troubles(file, self.days)
            if file.item.code in self.what_if.lost:
                code = file.item.code
                found.append(Trouble(self.days.first, self.days.last, True, "lost", code))
            self._known[key] = found
        return self._known[key]


def _spans(causes: Sequence[Cause], days: Days) -> Iterator[Span]:
    """Stretches between the days on which a cause begins or has ended; neighbours with the same
    reasons are one."""
    turns = {days.first, days.last + ONE}
    for cause in causes:
        turns.add(max(cause.trouble.first, days.first))
        turns.add(min(cause.trouble.last, days.last) + ONE)
    held: Span | None = None
    for first, after in pairwise(sorted(turns)):
        found = sorted(
            (one for one in causes if one.trouble.first <= first <= one.trouble.last), key=_weight
        )
        status = found[0].status if found else Readiness.READY
        made = Span(first, after - ONE, status, tuple(found))
        if held is not None and held.causes == made.causes:
            held = Span(held.first, made.last, held.status, held.causes)
            continue
        if held is not None:
            yield held
        held = made
    if held is not None:
        yield held


def _weight(cause: Cause) -> tuple[int, date, int, tuple[str, ...], str]:
    """The deciding cause first: what blocks, then what begins first, then what is nearest."""
    trouble = cause.trouble
    return -WORSE[cause.status], trouble.first, len(cause.path), cause.path, trouble.code


@dataclass(frozen=True, slots=True)
class TechniqueDays:
    """How many systems of a technique are ready, in doubt and not ready, from day to day."""

    technique: EquipmentUse
    first: date
    last: date
    ready: int
    warning: int
    not_ready: int

    @property
    def status(self) -> Readiness:
        """Ready when any system is, in doubt when the best is."""
        if self.ready:
            return Readiness.READY
        return Readiness.WARNING if self.warning else Readiness.NOT_READY


def by_technique(
    judged: Iterable[SystemReadiness],
) -> Mapping[EquipmentUse, tuple[TechniqueDays, ...]]:
    """The systems of each technique counted, in the order of P.69: what a heat map shows."""
    groups: dict[EquipmentUse, list[SystemReadiness]] = {}
    for one in judged:
        groups.setdefault(one.system.technique, []).append(one)
    return {use: tuple(_counted(use, groups[use])) for use in EquipmentUse if use in groups}


def _counted(use: EquipmentUse, group: Sequence[SystemReadiness]) -> Iterator[TechniqueDays]:
    turns = sorted(
        {span.first for one in group for span in one.spans}
        | {one.spans[-1].last + ONE for one in group}
    )
    for first, after in pairwise(turns):
        found = [one.on(first).status for one in group]
        count: Callable[[Readiness], int] = found.count
        yield TechniqueDays(
            use, first, after - ONE, count(Readiness.READY), count(Readiness.WARNING),
            count(Readiness.NOT_READY),
        )  # fmt: skip
