"""Use cases of boxes and bookings: packing, the steps of a box, bookings and their branches."""

from collections.abc import Sequence
from pathlib import Path
from uuid import UUID

from osi_app.equipment.bookings import adoption, refuse_booking
from osi_app.equipment.calendar_out import calendar
from osi_app.equipment.care_records import ConsumableLot
from osi_app.equipment.lines import ReservationLine
from osi_app.equipment.load_out import Load, refuse_change, refuse_packing, refuse_step
from osi_app.equipment.records import Container, Item, LoadState, Reservation
from osi_app.equipment.systems import load_systems
from osi_app.exchange.writing.whole import write_whole
from osi_app.kernel.changes import ChangeSet
from osi_app.kernel.errors import RuleError
from osi_app.kernel.ports import Reading
from osi_app.kernel.record import Record
from osi_app.kernel.service import RoomService


class StockService(RoomService):
    """What the store does with boxes and bookings."""

    def pack(self, box_id: UUID, item_ids: Sequence[UUID]) -> ChangeSet:
        """Puts items into an open box, out of any other open box they are in. Raises
        ``RuleError``: box_closed, too_heavy, does_not_fit."""
        with self._store.write(f"Pack {len(item_ids)} items") as work:
            box = work.load(Container, box_id)
            items = [one for one in work.among(Item, "id", list(item_ids))
                     if one.container_id != box_id]  # fmt: skip
            others = {one.container_id for one in items if one.container_id is not None}
            for other in work.among(Container, "id", sorted(others)):
                refuse_change(other)
            refuse_packing(box, _load(work, box_id), items)
            work.change(*(one.changed(container_id=box_id, location="") for one in items))
            return work.commit()

    def unpack(self, box_id: UUID, item_ids: Sequence[UUID]) -> ChangeSet:
        """Takes items out of an open box. Raises ``RuleError('box_closed')``."""
        with self._store.write(f"Unpack {len(item_ids)} items") as work:
            refuse_change(work.load(Container, box_id))
            items = work.among(Item, "id", list(item_ids))
            work.change(
                *(one.changed(container_id=None) for one in items if one.container_id == box_id)
            )
            return work.commit()

    def pack_tag(self, box_id: UUID, tag: str) -> ChangeSet:
        """Packs what carries a tag: RFID, barcode, code or serial number. Raises
        ``RuleError('no_such_tag')`` and what ``pack`` raises."""
        with self._store.read() as reading:
            item = item_of(reading, tag)
        if item is None:
            raise RuleError("no_such_tag", field="tag", tag=tag)
        return self.pack(box_id, [item.id])

    def set_load_state(
        self, box_id: UUID, state: LoadState, seals: Sequence[str] = ()
    ) -> ChangeSet:
        """A box takes its next step, or goes one back; opening it takes its seals off. Raises
        ``RuleError``: load_step, seal_wanted."""
        with self._store.write(f"Box {state.value}") as work:
            box = work.load(Container, box_id)
            refuse_step(box, state, seals)
            kept = box.seals if state in (LoadState.LOADED, LoadState.RETURNED) else ()
            found = tuple(seal.strip() for seal in seals if seal.strip())
            work.change(
                box.changed(state=state, seals=found if state is LoadState.SEALED else kept)
            )
            return work.commit()

    def book(self, one: Reservation) -> ChangeSet:
        """A booking. Raises ``RuleError``: nothing_booked, booking_order, already_booked."""
        return self.record(f"Book {one.code}", one)

    def adopt_branch(self, branch: str) -> ChangeSet:
        """Makes a what-if what is meant: its bookings are, and those they clash with go."""
        with self._store.write(f"Adopt {branch}") as work:
            found = adoption(branch, work.all(Reservation), load_systems(work))
            work.remove(*found.giving_way)
            work.change(*found.adopted)
            return work.commit()

    def write_calendar(self, path: Path, lines: Sequence[ReservationLine]) -> Path:
        """Writes bookings as iCalendar. Raises ``StorageError``."""
        return write_whole(path, calendar(lines, self._clock()))

    def refuse(self, reading: Reading, record: Record) -> None:
        """See ``RoomService``: bookings that clash."""
        if isinstance(record, Reservation):
            refuse_booking(reading, record)


def item_of(reading: Reading, tag: str) -> Item | None:
    """The item that carries a tag, looked for as RFID, barcode, code and serial number; None when
    none or several do."""
    for field in ("rfid", "barcode", "code", "serial_number"):
        found = reading.all(Item, **{field: tag})
        if len(found) == 1:
            return found[0]
    return None


def _load(reading: Reading, box_id: UUID) -> Load:
    lots = reading.all(ConsumableLot, container_id=box_id)
    return Load(reading.all(Item, container_id=box_id), sum(lot.mass_kg for lot in lots))
