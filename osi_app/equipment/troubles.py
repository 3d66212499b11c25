"""What keeps one thing from being ready, from which day to which: the grains of readiness.

Days are inclusive at both ends. A trouble is ``blocking`` when the thing cannot be used on its
days; otherwise it is a warning.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any

from osi_app.equipment.care_records import Maintenance
from osi_app.equipment.records import (
    Calibration,
    Certification,
    Concession,
    Item,
    MemberKind,
    Reservation,
    SystemMember,
)

ONE = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Trouble:
    """``code`` names the sentence, ``values`` fill it; ``thing`` is the code of what it is about.
    ``certificate`` is the calibration that lapses or is out of tolerance."""

    first: date
    last: date
    blocking: bool
    code: str
    thing: str
    values: dict[str, Any] = field(default_factory=dict)
    certificate: Calibration | None = None


@dataclass(frozen=True, slots=True)
class Days:
    """The days judged, both ends inclusive."""

    first: date
    last: date

    def within(self, first: date, last: date) -> tuple[date, date] | None:
        """What of a stretch of days is judged, or None."""
        first, last = max(first, self.first), min(last, self.last)
        return (first, last) if first <= last else None


@dataclass(frozen=True, slots=True)
class ItemFile:
    """An item with everything that decides whether it is ready. ``procedures`` are those its
    type's calibration plans ask for."""

    item: Item
    calibrations: tuple[Calibration, ...] = ()
    certifications: tuple[Certification, ...] = ()
    concessions: tuple[Concession, ...] = ()
    maintenance: tuple[Maintenance, ...] = ()
    reservations: tuple[Reservation, ...] = ()
    procedures: tuple[str, ...] = ()


def item_troubles(file: ItemFile, days: Days) -> list[Trouble]:
    """Everything that is wrong with an item on the days judged."""
    return [
        *_calibration(file, days),
        *_certification(file, days),
        *_approval(file, days),
        *_maintenance(file, days),
        *_reserved(file, days),
    ]


def member_troubles(member: SystemMember, days: Days, system: str) -> list[Trouble]:
    """What is wrong with a place itself: nothing in it, too little, or past its day."""
    told = {"role": member.role, "item_type": member.item_type, "quantity": member.quantity,
            "present": member.present, "version": member.version}  # fmt: skip
    found: list[Trouble] = []
    if member.kind is MemberKind.ITEM and member.item_id is None:
        found.append(Trouble(days.first, days.last, True, "place_empty", system, told))
    elif member.kind is MemberKind.SYSTEM and member.part_id is None:
        found.append(Trouble(days.first, days.last, True, "part_missing", system, told))
    elif member.present < member.quantity and member.kind in _COUNTED:
        code = "too_few" if member.kind is MemberKind.CONSUMABLE else "software_missing"
        found.append(Trouble(days.first, days.last, True, code, system, told))
    if member.expires_on is not None:
        late = days.within(member.expires_on + ONE, days.last)
        if late:
            told = {**told, "until": member.expires_on}
            found.append(Trouble(*late, True, "expired", system, told))
    return found


_COUNTED = (MemberKind.CONSUMABLE, MemberKind.SOFTWARE)


def _calibration(file: ItemFile, days: Days) -> Iterator[Trouble]:
    """P.38-39: of every procedure the newest certificate counts, until the next is performed."""
    item = file.item
    if not item.needs_calibration:
        return
    procedures = {one.procedure for one in file.calibrations} | set(file.procedures)
    for procedure in sorted(procedures or {""}):
        own = [one for one in file.calibrations if one.procedure == procedure]
        for trouble in _procedure(item, procedure, own, days):
            yield from _unless_conceded(trouble, file.concessions)


def _procedure(
    item: Item, procedure: str, calibrations: Sequence[Calibration], days: Days
) -> Iterator[Trouble]:
    """The days of one procedure on which nothing valid, or something out of tolerance, counts."""
    told: dict[str, Any] = {"procedure": procedure, "name": item.name}
    by_day = {one.performed_on: one for one in sorted(calibrations, key=_age)}
    counts = sorted(by_day.values(), key=_age)
    start = counts[0].performed_on if counts else date.max
    none_yet = days.within(date.min, start - ONE)
    if none_yet:
        yield Trouble(*none_yet, True, "never_calibrated", item.code, told)
    for place, one in enumerate(counts):
        end = counts[place + 1].performed_on - ONE if place + 1 < len(counts) else date.max
        told = {"procedure": procedure, "name": item.name, "until": one.valid_until,
                "laboratory": one.laboratory, "certificate": one.certificate_number}  # fmt: skip
        lapsed = days.within(one.valid_until + ONE, end) if one.valid_until < date.max else None
        if lapsed:
            yield Trouble(*lapsed, True, "calibration_lapses", item.code, told, one)
        valid = days.within(one.performed_on, min(end, one.valid_until))
        if valid and out_of_tolerance(one):
            told = {**told, "found": left_as(one), "limit": one.tolerance, "unit": one.unit}
            yield Trouble(*valid, True, "out_of_tolerance", item.code, told, one)


def _age(one: Calibration) -> tuple[date, date]:
    return one.performed_on, one.valid_until


def left_as(one: Calibration) -> float | None:
    """The deviation the item was left with; as found, where nothing was adjusted."""
    return one.as_left if one.as_left is not None else one.as_found


def out_of_tolerance(one: Calibration) -> bool:
    """Whether the item was left beyond its tolerance; what is on the limit is in."""
    left = left_as(one)
    return left is not None and one.tolerance is not None and abs(left) > one.tolerance


def _unless_conceded(trouble: Trouble, concessions: Iterable[Concession]) -> Iterator[Trouble]:
    """What a signed concession leaves of a trouble; its own days become a warning."""
    left = [(trouble.first, trouble.last)]
    for one in concessions:
        held = Days(trouble.first, trouble.last).within(one.first_day, one.last_day)
        if held is None:
            continue
        left = [rest for piece in left for rest in _without(piece, (one.first_day, one.last_day))]
        told = {**trouble.values, "signed_by": one.signed_by, "conceded_until": one.last_day}
        yield Trouble(*held, False, "conceded", trouble.thing, told, trouble.certificate)
    for first, last in left:
        yield Trouble(
            first, last, trouble.blocking, trouble.code, trouble.thing, trouble.values,
            trouble.certificate,
        )  # fmt: skip


def _without(piece: tuple[date, date], taken: tuple[date, date]) -> Iterator[tuple[date, date]]:
    """What is left of a stretch of days without another."""
    if taken[1] < piece[0] or taken[0] > piece[1]:
        yield piece
        return
    if piece[0] < taken[0]:
        yield piece[0], taken[0] - ONE
    if taken[1] < piece[1]:
        yield taken[1] + ONE, piece[1]


def _certification(file: ItemFile, days: Days) -> Iterator[Trouble]:
    """P.38: certified and sealed at the point of entry. Before it is certified an item can still
    be (a warning); a certification that has ended blocks."""
    item = file.item
    told: dict[str, Any] = {"name": item.name}
    counts = sorted(file.certifications, key=lambda one: (one.certified_on, one.valid_until))
    start = counts[0].certified_on if counts else date.max
    none_yet = days.within(date.min, start - ONE)
    if none_yet:
        yield Trouble(*none_yet, False, "not_certified", item.code, told)
    for place, one in enumerate(counts):
        end = counts[place + 1].certified_on - ONE if place + 1 < len(counts) else date.max
        lapsed = days.within(one.valid_until + ONE, end) if one.valid_until < date.max else None
        if lapsed:
            told = {**told, "certificate": one.certificate_number, "until": one.valid_until}
            yield Trouble(*lapsed, True, "certification_lapses", item.code, told)
        valid = days.within(one.certified_on, min(end, one.valid_until))
        if valid and not one.seal_number.strip():
            told = {**told, "certificate": one.certificate_number}
            yield Trouble(*valid, False, "not_sealed", item.code, told)


def _approval(file: ItemFile, days: Days) -> Iterator[Trouble]:
    """P.51: the inspected State may exclude what is not on the approved list."""
    if not file.item.on_approved_list:
        yield Trouble(days.first, days.last, False, "not_approved", file.item.code)


def _maintenance(file: ItemFile, days: Days) -> Iterator[Trouble]:
    for one in file.maintenance:
        held = days.within(one.first_day, one.last_day or date.max)
        if held:
            told = {"kind": one.kind.value, "description": one.description, "until": one.last_day}
            yield Trouble(*held, True, "in_maintenance", file.item.code, told)


def _reserved(file: ItemFile, days: Days) -> Iterator[Trouble]:
    for one in file.reservations:
        held = days.within(one.first_day, one.last_day)
        if held:
            yield booked_elsewhere(one, held, file.item.code)


def booked_elsewhere(one: Reservation, held: tuple[date, date], thing: str) -> Trouble:
    """The trouble a booking for something else makes on its days."""
    told = {"booking": one.code, "purpose": one.purpose.value, "until": one.last_day}
    return Trouble(*held, True, "booked_elsewhere", thing, told)
