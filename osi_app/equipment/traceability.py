"""Reverse traceability: from a reference standard found bad to all it touched.

A calibration is in doubt when it used a standard on a day on which that standard was in doubt, and
it puts its own item in doubt until a newer certificate of the same procedure takes over. An item in
doubt that served as a standard passes the doubt on, as far as that goes. What was done with items
in doubt (missions, samples, report lines) is asked of the caller: this room does not know it.
"""

from bisect import bisect_left, bisect_right
from collections import defaultdict, deque
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Protocol
from uuid import UUID

from osi_app.equipment.records import Calibration, CalibrationStandard
from osi_app.kernel.ports import Reading


@dataclass(frozen=True, slots=True)
class BadStandard:
    """An item found bad from ``since`` to ``until``, both inclusive (None: until today and on)."""

    item_id: UUID
    since: date
    until: date | None = None


@dataclass(frozen=True, slots=True)
class Use:
    """Something an item was used for, from ``first_day`` to ``last_day``, both inclusive.
    ``kind`` is the word of the record, such as mission, sample or report_line."""

    kind: str
    id: UUID
    shown: str
    first_day: date
    last_day: date


class Uses(Protocol):
    """What items were used for, as far as the asking room knows."""

    def of_items(self, item_ids: Sequence[UUID]) -> Mapping[UUID, Sequence[Use]]:
        """The uses of each of these items; items without any may be left out."""


@dataclass(frozen=True, slots=True)
class Doubt:
    """An item in doubt from ``first`` to ``last``, both inclusive (None: no end is known).
    ``through`` are the calibrations that carried the doubt here, the bad standard's first; none
    for the bad standard itself."""

    item_id: UUID
    first: date
    last: date | None
    through: tuple[UUID, ...] = ()

    def covers(self, first: date, last: date) -> bool:
        """Whether any day of that period is in doubt."""
        return self.first <= last and (self.last is None or first <= self.last)


@dataclass(frozen=True, slots=True)
class TouchedUse:
    """A use of an item on a day on which it was in doubt, with that doubt."""

    item_id: UUID
    use: Use
    doubt: Doubt


@dataclass(frozen=True, slots=True)
class Touched:
    """All that a bad standard touched: calibrations by day and number, each once; the stretches
    of doubt, those of the standard first and then by way's length; and uses by item, in order."""

    calibrations: tuple[Calibration, ...]
    doubts: tuple[Doubt, ...]
    uses: tuple[TouchedUse, ...] = ()

    @property
    def item_ids(self) -> tuple[UUID, ...]:
        """The items in doubt but the standard itself, each once, the nearest first."""
        return tuple(dict.fromkeys(one.item_id for one in self.doubts if one.through))


def touched_by(
    bad: BadStandard,
    calibrations: Iterable[Calibration],
    standards: Iterable[CalibrationStandard],
    uses: Uses | Mapping[UUID, Sequence[Use]] | None = None,
) -> Touched:
    """What the standard touched. ``calibrations`` are those of all items that may be reached,
    with the newer ones that end a doubt. Standards may have calibrated each other in a circle."""
    book = _Book.of(calibrations, standards)
    doubts: list[Doubt] = []
    reached: dict[UUID, Calibration] = {}
    waiting = deque([Doubt(bad.item_id, bad.since, bad.until)])
    while waiting:
        doubt = waiting.popleft()
        doubts.append(doubt)
        for one in book.done_with(doubt):
            if one.id not in reached:
                reached[one.id] = one
                through = (*doubt.through, one.id)
                waiting.append(Doubt(one.item_id, one.performed_on, book.ends(one), through))
    found = sorted(reached.values(), key=lambda one: (one.performed_on, one.certificate_number))
    return Touched(tuple(found), tuple(doubts), _touched_uses(doubts, uses))


def read_touched(
    reading: Reading, bad: BadStandard, uses: Uses | Mapping[UUID, Sequence[Use]] | None = None
) -> Touched:
    """The same from the store, in three reads however long the way is."""
    standards = reading.all(CalibrationStandard)
    used = reading.among(Calibration, "id", [one.calibration_id for one in standards])
    items = list(dict.fromkeys(one.item_id for one in used))
    return touched_by(bad, reading.among(Calibration, "item_id", items), standards, uses)


@dataclass(frozen=True, slots=True)
class _Book:
    """Calibrations by the standard they used, by day; and each one's last day of counting."""

    by_standard: Mapping[UUID, Sequence[Calibration]]
    last_days: Mapping[UUID, date]

    @classmethod
    def of(
        cls, calibrations: Iterable[Calibration], standards: Iterable[CalibrationStandard]
    ) -> "_Book":
        known = sorted(calibrations, key=lambda one: (one.performed_on, one.valid_until))
        used: defaultdict[UUID, set[UUID]] = defaultdict(set)
        for link in standards:
            used[link.calibration_id].add(link.item_id)
        by_standard: defaultdict[UUID, list[Calibration]] = defaultdict(list)
        for one in known:
            for standard in used[one.id]:
                by_standard[standard].append(one)
        return cls(by_standard, _last_days(known))

    def done_with(self, doubt: Doubt) -> Sequence[Calibration]:
        """The calibrations that used the item while it was in doubt."""
        done = self.by_standard.get(doubt.item_id, ())
        first = bisect_left(done, doubt.first, key=lambda one: one.performed_on)
        last = doubt.last or date.max
        return done[first : bisect_right(done, last, key=lambda one: one.performed_on)]

    def ends(self, one: Calibration) -> date | None:
        """The last day on which the certificate counts; None while no newer one took over."""
        return self.last_days.get(one.id)


def _last_days(by_day: Iterable[Calibration]) -> dict[UUID, date]:
    """The day before the next of the same item and procedure; never before the day on which it was
    performed itself: what used the item that morning had no other."""
    found: dict[UUID, date] = {}
    newest: dict[tuple[UUID, str], Calibration] = {}
    for one in by_day:
        before = newest.get((one.item_id, one.procedure))
        if before is not None:
            day_before = one.performed_on - timedelta(days=1)
            found[before.id] = max(before.performed_on, day_before)
        newest[one.item_id, one.procedure] = one
    return found


def _touched_uses(
    doubts: Sequence[Doubt], uses: Uses | Mapping[UUID, Sequence[Use]] | None
) -> tuple[TouchedUse, ...]:
    """Each use of an item once, with the first doubt that covers it."""
    if uses is None:
        return ()
    items = list(dict.fromkeys(one.item_id for one in doubts))
    known = uses if isinstance(uses, Mapping) else uses.of_items(items)
    found: dict[tuple[UUID, str, UUID], TouchedUse] = {}
    for doubt in doubts:
        for use in known.get(doubt.item_id, ()):
            if doubt.covers(use.first_day, use.last_day):
                key = (doubt.item_id, use.kind, use.id)
                found.setdefault(key, TouchedUse(doubt.item_id, use, doubt))
    place = {item: number for number, item in enumerate(items)}
    return tuple(
        sorted(
            found.values(),
            key=lambda one: (place[one.item_id], one.use.first_day, one.use.kind, one.use.shown),
        )
    )
