"""Use cases of boxes, bookings, scans and counts."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from datetime import UTC, date, datetime
from pathlib import Path
from uuid import UUID

from osi_app.equipment.box_filling import Piece, piece_of, propose
from osi_app.equipment.branching import adopt
from osi_app.equipment.care_records import ConsumableLot
from osi_app.equipment.loading import (
    CLOSED_STATES,
    Packable,
    moved,
    packed_into,
    refuse_closed,
    refuse_container_edit,
    taken_out,
)
from osi_app.equipment.movement_records import Scan, StatusStep, StockDifference, StockTake
from osi_app.equipment.picking import Picked, pick_list, read_shelves
from osi_app.equipment.records import (
    Calibration,
    Concession,
    Container,
    Item,
    LoadState,
    Reservation,
)
from osi_app.equipment.reserving import read_book, refuse_booking
from osi_app.equipment.scan_reading import ReadScans, ScanContext, pasted_scans, read_scans
from osi_app.equipment.steps import refuse_step
from osi_app.equipment.stock_take import Count, closed, read_count, refuse_scan, signed_off
from osi_app.equipment.tags import Store as Things
from osi_app.equipment.tags import read_store, tags_of
from osi_app.equipment.tolerance import refuse_issue
from osi_app.equipment.tracking import (
    TrackingRules,
    TrackView,
    Yard,
    read_yard,
    track,
    tracking_findings,
)
from osi_app.exchange.writing.whole import write_whole
from osi_app.inspection.case import load_case
from osi_app.kernel.changes import ChangeSet
from osi_app.kernel.errors import RuleError
from osi_app.kernel.findings import Finding
from osi_app.kernel.ports import Cancelled, Progress, Reading, never_cancelled, no_progress
from osi_app.kernel.record import Record
from osi_app.kernel.service import RoomService
from osi_app.treaty.values import shipped_values


class StockService(RoomService):
    """What the store does with boxes, bookings, scans and counts."""

    # ---- boxes ---------------------------------------------------------------------------

    def pack(self, box_id: UUID, item_ids: Sequence[UUID]) -> ChangeSet:
        """Puts items into a box, out of any other they are in. Raises ``RuleError``:
        container_sealed, item_too_large, container_overweight."""
        with self._store.write(f"Pack {len(item_ids)} items") as work:
            box = work.load(Container, box_id)
            items = [one for one in work.among(Item, "id", list(item_ids))
                     if one.container_id != box_id]  # fmt: skip
            inside = _inside(work, box_id)
            work.change(*packed_into(box, items, inside, _boxes_of(work, items)))
            return work.commit()

    def pick(self, system_ids: Sequence[UUID], last_day: date) -> Picked:
        """What these systems need until ``last_day``, inclusive, and into which of the open boxes
        what of it is not packed yet would go. Nothing is changed."""
        with self._store.read() as reading:
            wanted = pick_list(read_shelves(reading), system_ids, last_day)
            boxes = reading.all(Container)
            inside: dict[UUID, list[Piece]] = {box.id: [] for box in boxes}
            for one in reading.among(Item, "container_id", list(inside)):
                inside[one.container_id or one.id].append(piece_of(one))
        loose = [piece_of(one) for one in wanted.items if one.container_id is None]
        return Picked(wanted, propose(loose, boxes, inside))

    def pack_proposed(self, boxes: Mapping[UUID, UUID]) -> ChangeSet:
        """Packs item -> box, as ``Picked.proposal.boxes`` has it, in one step. Raises what ``pack``
        raises; nothing is packed then."""
        with self._store.write(f"Pack {len(boxes)} items as proposed") as work:
            for box_id in dict.fromkeys(boxes.values()):
                keys = [item for item, box in boxes.items() if box == box_id]
                items = work.among(Item, "id", keys)
                inside = _inside(work, box_id)
                box = work.load(Container, box_id)
                work.change(*packed_into(box, items, inside, _boxes_of(work, items)))
            return work.commit()

    def unpack(self, item_ids: Sequence[UUID], location: str = "") -> ChangeSet:
        """Takes items out of their boxes, to a place. Raises ``RuleError('container_sealed')``."""
        with self._store.write(f"Unpack {len(item_ids)} items") as work:
            items = [one for one in work.among(Item, "id", list(item_ids)) if one.container_id]
            work.change(*taken_out(items, location, _boxes_of(work, items)))
            return work.commit()

    def pack_tag(self, box_id: UUID, tag: str) -> ChangeSet:
        """Packs what carries a tag: RFID, barcode, code or serial number. Raises
        ``RuleError('no_such_tag')`` and what ``pack`` raises."""
        with self._store.read() as reading:
            found = tags_of(read_store(reading)).known_by(tag)
            ids = {one.id for one in found}
            items = reading.among(Item, "id", sorted(ids))
        if len(items) != 1:
            raise RuleError("no_such_tag", field="tag", tag=tag)
        return self.pack(box_id, [items[0].id])

    def set_load_state(
        self, box_id: UUID, state: LoadState, seals: Sequence[str] = ()
    ) -> ChangeSet:
        """A box takes its next step, or goes one back; opening it takes its seals off. Raises
        ``RuleError``: load_order, container_overweight, seal_number_missing, out_of_tolerance (what
        leaves is within its tolerance, or a concession is signed)."""
        with self._store.write(f"Box {state.value}") as work:
            box = work.load(Container, box_id)
            if state in CLOSED_STATES:
                _refuse_bad(work, work.all(Item, container_id=box_id), self._now().date())
            work.change(moved(box, state, _inside(work, box_id), seals))
            return work.commit()

    def track(self, container_id: UUID, inspection_id: UUID | None = None) -> TrackView:
        """Where a box was and for how long until now (the inspection's now, where one is named),
        and what is odd about it."""
        with self._store.read() as reading:
            yard = read_yard(reading, tags_of(read_store(reading)))
            now = self._now_of(reading, inspection_id)
        seen = track(container_id, yard.sightings.get(container_id, ()), now)
        odd = [one for one in _odd(yard, now) if one.subject.id == container_id]
        return TrackView(seen, yard.places, tuple(odd))

    def track_exceptions(self, inspection_id: UUID | None = None) -> tuple[Finding, ...]:
        """Boxes long unseen, and gates passed out of order."""
        with self._store.read() as reading:
            now = self._now_of(reading, inspection_id)
            return tuple(_odd(read_yard(reading, tags_of(read_store(reading))), now))

    def _now_of(self, reading: Reading, inspection_id: UUID | None) -> datetime:
        """An exercise has a time of its own."""
        if inspection_id is None:
            return self._now()
        return load_case(reading, inspection_id, self._clock).now

    # ---- bookings ------------------------------------------------------------------------

    def book(self, one: Reservation) -> ChangeSet:
        """A booking. Raises ``RuleError``: reservation_subject, reservation_order,
        already_reserved."""
        return self.record(f"Book {one.code}", one)

    def adopt_branch(self, branch: str, inspection_id: UUID | None = None) -> ChangeSet:
        """Makes a what-if what is meant: its bookings take the place of those meant, of one
        inspection or of all."""
        with self._store.write(f"Adopt {branch}") as work:
            changes = adopt(read_book(work), branch, inspection_id)
            gone = [one.before for one in changes if one.before and one.after is None]
            new = [one.after for one in changes if one.after and one.before is None]
            other = [one.after for one in changes if one.after and one.before]
            work.remove(*gone)
            work.add(*new)
            work.change(*other)
            return work.commit()

    def write_calendar(self, path: Path, branch: str = "") -> Path:
        """Writes the bookings that are meant, and those of a branch, as iCalendar. A booking's
        UID is its own for life; its sequence counts the times it was changed. Raises
        ``StorageError``."""
        from osi_app.equipment.calendar_out import CalendarFacts, calendar_of  # noqa: PLC0415

        with self._store.read() as reading:
            book = read_book(reading)
        shown = [one for one in book.bookings if one.branch in ("", branch)]
        journal = self._store.journal
        sequences = {one.id: max(len(journal.history(one.id)) - 1, 0) for one in shown}
        stamp = self._clock().astimezone(UTC).replace(microsecond=0)
        facts = CalendarFacts(stamp, book.codes, sequences)
        return write_whole(path, calendar_of(shown, facts))

    # ---- scans and counts ----------------------------------------------------------------

    def scan(self, *scans: Scan) -> ChangeSet:
        """Keeps what was read. Raises ``RuleError`` for a count that is closed."""
        noun = "scan" if len(scans) == 1 else "scans"
        return self.record(f"Record {len(scans)} {noun}", *scans)

    def preview_scans(
        self,
        path: Path,
        context: ScanContext,
        progress: Progress = no_progress,
        cancelled: Cancelled = never_cancelled,
    ) -> ReadScans:
        """What a file of tags holds. Raises ``ImportRefused``, ``Cancelled``."""
        return read_scans(path, context, progress=progress, cancelled=cancelled)

    def paste_scans(self, text: str, context: ScanContext) -> ReadScans:
        """What a pasted list of tags holds."""
        return pasted_scans(text, context)

    def open_count(self, code: str, place: str) -> ChangeSet:
        """Begins a stock-take of a place: the code of a location or a container."""
        take = StockTake(code=code, place=place, opened_at=self._now())
        return self.record(f"Open count {code}", take)

    def things(self) -> Things:
        """Everything that carries a tag, to be kept between scans while none of it changes."""
        with self._store.read() as reading:
            return read_store(reading)

    def count(self, stock_take_id: UUID, things: Things | None = None) -> Count:
        """A count as it stands: present, missing, extra, in the wrong box, unknown."""
        with self._store.read() as reading:
            return read_count(reading, stock_take_id, things)

    def sign_off(self, stock_take_id: UUID, tags: Sequence[str], by: str, note: str) -> ChangeSet:
        """Signs the differences under these tags off, with what became of them."""
        with self._store.write(f"Sign off {len(tags)} differences") as work:
            count = read_count(work, stock_take_id)
            lines = [one for one in count.unsigned if one.scanned.tag in tags]
            signed = signed_off(count, lines, by, note)
            # one that was signed for another difference before keeps its record
            known = {one.id for one in work.among(StockDifference, "id", [s.id for s in signed])}
            work.add(*(one for one in signed if one.id not in known))
            work.change(*(one for one in signed if one.id in known))
            return work.commit()

    def close_count(self, stock_take_id: UUID, by: str) -> ChangeSet:
        """Closes a count. Raises ``RuleError`` while a difference is not signed off."""
        with self._store.write("Close count") as work:
            count = read_count(work, stock_take_id)
            work.change(closed(count, self._now(), by))
            return work.commit()

    def _now(self) -> datetime:
        return self._clock().astimezone(UTC)

    def refuse(self, reading: Reading, record: Record) -> None:
        """Bookings that clash, closed boxes and counts, steps that cannot follow."""
        if isinstance(record, Reservation):
            refuse_booking(read_book(reading), record)
        elif isinstance(record, Container):
            before = reading.find(Container, id=record.id)
            if before is not None:
                refuse_container_edit(before, record)
        elif isinstance(record, Scan) and record.stock_take_id is not None:
            refuse_scan(reading.load(StockTake, record.stock_take_id), record)
        elif isinstance(record, StatusStep):
            _refuse_step(reading, record)


def _odd(yard: Yard, now: datetime) -> list[Finding]:
    days = shipped_values().number("equipment.unseen_days")
    return tracking_findings(yard, now, TrackingRules(unseen_days=days))


def _refuse_step(reading: Reading, record: StatusStep) -> None:
    item = reading.load(Item, record.item_id)
    steps = [one for one in reading.all(StatusStep, item_id=item.id) if one.id != record.id]
    refuse_step(steps, record, needs_calibration=item.needs_calibration)


def refuse_move(reading: Reading, item: Item) -> None:
    """Raises ``RuleError('container_sealed')`` for an item put into or taken out of a closed box
    by correcting it."""
    before = reading.find(Item, id=item.id)
    was = before.container_id if before is not None else None
    if was == item.container_id:
        return
    for key in (was, item.container_id):
        if key is not None:
            refuse_closed(reading.load(Container, key))


def _inside(reading: Reading, box_id: UUID) -> tuple[Packable, ...]:
    items = reading.all(Item, container_id=box_id)
    return (*items, *reading.all(ConsumableLot, container_id=box_id))


def _refuse_bad(reading: Reading, items: Sequence[Item], day: date) -> None:
    """Raises ``RuleError('out_of_tolerance')`` for an item out of tolerance without a concession
    for that day."""
    keys = [item.id for item in items]
    calibrations: defaultdict[UUID, list[Calibration]] = defaultdict(list)
    for one in reading.among(Calibration, "item_id", keys):
        calibrations[one.item_id].append(one)
    concessions: defaultdict[UUID, list[Concession]] = defaultdict(list)
    for signed in reading.among(Concession, "item_id", keys):
        concessions[signed.item_id].append(signed)
    for item in items:
        refuse_issue(calibrations[item.id], concessions[item.id], day, item.code)


def _boxes_of(reading: Reading, items: Sequence[Item]) -> dict[UUID, Container]:
    keys = {one.container_id for one in items if one.container_id is not None}
    return {box.id: box for box in reading.among(Container, "id", sorted(keys))}
