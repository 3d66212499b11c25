"""Which items want calibrating by a day: an answer from memory, by bisection.

What decides a day is the same as in ``calibration.that_counts``: of the newest certificate of each
procedure the one that ends first. Over the days that is a staircase of stretches an item, each
with a last valid day. The stretch that is still open is kept by its last valid day, those that a
newer certificate has closed by the day that closed them, so that a look at today meets only
stretches that answer it.
"""

from bisect import bisect_left, bisect_right, insort
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from itertools import pairwise
from uuid import UUID

from osi_app.equipment.records import Calibration, Item
from osi_app.kernel.changes import Change, ChangeSet

DueDay = tuple[UUID, date]
"""An item and the last day its calibration is valid."""
Certificate = tuple[date, date, str]
"""Performed on, valid until, procedure."""
Stretch = tuple[date, str, date, DueDay]
"""Valid until, id as text (UUIDs compare slowly), counts from, and the answer ready made: new pairs
for every question would cost more than finding them."""
Closed = tuple[date, Stretch]
"""The day on which a newer certificate took over from the stretch."""
REBUILT_FROM = 2_000
"""As many items changed at once as are quicker sorted anew than moved one by one."""


@dataclass(slots=True)
class DueList:
    """The items that ask for a calibration, with all their certificates.

    Made once by ``of`` and kept true by ``apply``; it answers any day as the store would.
    """

    _certificates: dict[UUID, dict[UUID, Certificate]] = field(default_factory=dict)
    _wanted: set[UUID] = field(default_factory=set)
    _open: list[Stretch] = field(default_factory=list)
    _closed: list[Closed] = field(default_factory=list)

    @classmethod
    def of(cls, items: Iterable[Item], calibrations: Iterable[Calibration]) -> "DueList":
        """The list over these records. Items that need no calibration are left out."""
        made = cls()
        made._wanted = {item.id for item in items if item.needs_calibration}
        for one in calibrations:
            made._certificates.setdefault(one.item_id, {})[one.id] = _certificate(one)
        made._rebuild()
        return made

    def due(self, on: date, within_days: int) -> tuple[DueDay, ...]:
        """Items whose calibration, as it stands on that day, is valid no longer than ``on`` plus
        that many days, inclusive, by last valid day and then by id. Those that have lapsed already
        are among them; those without any certificate by then are not (``missing``)."""
        limit = on + timedelta(days=within_days)
        ends = bisect_right(self._open, limit, key=lambda one: one[0])
        found = [one for one in self._open[:ends] if one[2] <= on]
        first = bisect_right(self._closed, on, key=lambda one: one[0])
        over = [one for _, one in self._closed[first:] if one[2] <= on and one[0] <= limit]
        if over:  # only where a newer certificate was performed after the day asked for
            found = sorted(found + sorted(over))  # two runs, which sorting merges
        return tuple([one[3] for one in found])

    def lapsed(self, on: date) -> tuple[DueDay, ...]:
        """Items whose calibration ended before that day, by last valid day."""
        return self.due(on, -1)

    def missing(self, on: date) -> tuple[UUID, ...]:
        """Items that need a calibration and have none performed on or before that day, by id."""
        return tuple(
            sorted(
                (key for key in self._wanted if not self._has_any(key, on)),
                key=lambda key: key.hex,
            )
        )

    def apply(self, changes: ChangeSet | Iterable[Change]) -> None:
        """Follows what a use case, an undo or an import changed. Other kinds are passed over."""
        listed = changes.changes if isinstance(changes, ChangeSet) else tuple(changes)
        touched = {key for change in listed for key in _items_of(change)}
        if len(touched) <= REBUILT_FROM:
            for key in touched:
                self._take_out(key)
        for change in listed:
            self._note(change)
        if len(touched) > REBUILT_FROM:
            self._rebuild()
            return
        for key in touched:
            self._put_in(key)

    def _has_any(self, key: UUID, on: date) -> bool:
        return any(one[0] <= on for one in self._certificates.get(key, {}).values())

    def _note(self, change: Change) -> None:
        before, after = change.before, change.after
        if isinstance(before, Calibration):
            self._certificates.get(before.item_id, {}).pop(before.id, None)
        elif isinstance(before, Item):
            self._wanted.discard(before.id)
        if isinstance(after, Calibration):
            self._certificates.setdefault(after.item_id, {})[after.id] = _certificate(after)
        elif isinstance(after, Item) and after.needs_calibration:
            self._wanted.add(after.id)

    def _rebuild(self) -> None:
        self._open, self._closed = [], []
        for key in self._wanted:
            still_open, closed = self._stretches(key)
            self._open += still_open
            self._closed += closed
        self._open.sort()
        self._closed.sort()

    def _take_out(self, key: UUID) -> None:
        still_open, closed = self._stretches(key)
        for one in still_open:
            del self._open[bisect_left(self._open, one)]
        for other in closed:
            del self._closed[bisect_left(self._closed, other)]

    def _put_in(self, key: UUID) -> None:
        still_open, closed = self._stretches(key)
        for one in still_open:
            insort(self._open, one)
        for other in closed:
            insort(self._closed, other)

    def _stretches(self, key: UUID) -> tuple[list[Stretch], list[Closed]]:
        """The stretches of an item; none when it asks for no calibration."""
        steps = _staircase(self._certificates.get(key, {}).values()) if key in self._wanted else []
        if not steps:
            return [], []
        text = key.hex
        stretches = [(until, text, since, (key, until)) for since, until in steps]
        closed = [(later[2], one) for one, later in pairwise(stretches)]
        return stretches[-1:], closed


def _staircase(certificates: Iterable[Certificate]) -> list[tuple[date, date]]:
    """(counts from, valid until) by day. Of two of one procedure performed on one day the one that
    lasts longer is the newer."""
    newest: dict[str, date] = {}
    steps: dict[date, date] = {}
    for performed, until, procedure in sorted(certificates):
        newest[procedure] = until
        steps[performed] = min(newest.values())
    return list(steps.items())


def _certificate(one: Calibration) -> Certificate:
    return one.performed_on, one.valid_until, one.procedure


def _items_of(change: Change) -> Sequence[UUID]:
    """The items whose stretches a change may move."""
    found = []
    for record in (change.before, change.after):
        if isinstance(record, Item):
            found.append(record.id)
        elif isinstance(record, Calibration):
            found.append(record.item_id)
    return found
