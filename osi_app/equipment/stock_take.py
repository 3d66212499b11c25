"""A stock-take: what was expected, what was found, and every difference signed before it closes."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from osi_app.equipment.movement_records import Difference, Scan, StockDifference, StockTake
from osi_app.equipment.scanning import (
    Expected,
    ScanLine,
    expected_at_location,
    expected_in_container,
    judge_scans,
)
from osi_app.equipment.tags import Store, plain_tag, read_store, tags_of
from osi_app.kernel.errors import RuleError
from osi_app.kernel.ports import Reading

SHOWN = 5
"""Differences named when a count cannot be closed."""


@dataclass(frozen=True, slots=True)
class CountLine:
    """One line of a count with who signed its difference off (None: nobody yet, or none is to)."""

    scanned: ScanLine
    signed: StockDifference | None = None

    @property
    def difference(self) -> Difference | None:
        """What is other than expected, None where nothing is."""
        return self.scanned.verdict.difference


@dataclass(frozen=True, slots=True)
class Count:
    """A stock-take with its lines, differences first. ``outdated`` are signatures for differences
    that a later scan has mended or made others: they count for nothing."""

    take: StockTake
    lines: tuple[CountLine, ...]
    outdated: tuple[StockDifference, ...] = ()

    @property
    def unsigned(self) -> tuple[CountLine, ...]:
        """The differences that nobody has signed off."""
        return tuple(one for one in self.lines if one.difference and one.signed is None)


def count_of(
    take: StockTake, lines: Iterable[ScanLine], signed: Iterable[StockDifference]
) -> Count:
    """The lines with their signatures: one counts for its tag and the same difference."""
    signatures = {_key(one.tag, one.difference): one for one in signed}
    counted: list[CountLine] = []
    for line in lines:
        difference = line.verdict.difference
        found = signatures.pop(_key(line.tag, difference), None) if difference else None
        counted.append(CountLine(line, found))
    return Count(take, tuple(counted), tuple(signatures.values()))


def read_count(reading: Reading, stock_take_id: UUID, things: Store | None = None) -> Count:
    """The count as it stands, in three reads where ``things`` is the store as it is, otherwise in
    seven. Raises ``NotFoundError``, ``RuleError('place_unknown')`` where its place is neither a
    location nor a container."""
    take = reading.load(StockTake, stock_take_id)
    store = things or read_store(reading)
    scans = reading.all(Scan, stock_take_id=take.id)
    lines = judge_scans(expected_at(store, take.place), scans, tags_of(store))
    return count_of(take, lines, reading.all(StockDifference, stock_take_id=take.id))


def expected_at(store: Store, place: str) -> Expected:
    """What the location or else the container of that code should hold. Raises
    ``RuleError('place_unknown')``."""
    wanted = plain_tag(place)
    for location in store.locations:
        if plain_tag(location.code) == wanted:
            return expected_at_location(store, location)
    for container in store.containers:
        if plain_tag(container.code) == wanted:
            return expected_in_container(store, container.id)
    raise RuleError("place_unknown", field="place", place=place)


def signed_off(
    count: Count, lines: Sequence[CountLine], signed_by: str, note: str
) -> tuple[StockDifference, ...]:
    """Signatures for these differences, with what became of them; a tag that was signed for
    another difference before is signed anew under the same id. Raises ``RuleError``:
    ``stock_take_closed``, ``name_missing``, ``reason_missing``, ``no_difference``."""
    _refuse_closed(count.take)
    if not signed_by.strip():
        raise RuleError("name_missing", field="signed_by")
    if not note.strip():
        raise RuleError("reason_missing", field="note")
    before = {plain_tag(one.tag): one for one in count.outdated}
    before |= {plain_tag(one.signed.tag): one.signed for one in count.lines if one.signed}
    return tuple(_signature(count.take, line, before, signed_by, note) for line in lines)


def closed(count: Count, at: datetime, signed_by: str) -> StockTake:
    """The stock-take closed. Raises ``RuleError``: ``stock_take_closed``, ``name_missing``,
    ``stock_take_order`` (it would close before it opened), ``differences_unsigned``."""
    _refuse_closed(count.take)
    if not signed_by.strip():
        raise RuleError("name_missing", field="signed_by")
    if at < count.take.opened_at:
        raise RuleError("stock_take_order", field="closed_at", opened_at=count.take.opened_at)
    unsigned = count.unsigned
    if unsigned:
        shown = ", ".join(one.scanned.tag for one in unsigned[:SHOWN])
        more = ", …" if len(unsigned) > SHOWN else ""
        raise RuleError("differences_unsigned", count=len(unsigned), tags=shown + more)
    return count.take.changed(closed_at=at, signed_by=signed_by.strip())


def refuse_scan(take: StockTake, scan: Scan) -> None:
    """Raises ``RuleError``: ``stock_take_closed``, ``stock_take_order`` for a scan before it was
    opened."""
    _refuse_closed(take)
    if scan.at < take.opened_at:
        raise RuleError("stock_take_order", field="at", opened_at=take.opened_at)


def _refuse_closed(take: StockTake) -> None:
    if take.closed_at is not None:
        raise RuleError("stock_take_closed", take=take.code, closed_at=take.closed_at)


def _key(tag: str, difference: Difference | None) -> tuple[str, Difference | None]:
    return plain_tag(tag), difference


def _signature(
    take: StockTake, line: CountLine, before: dict[str, StockDifference], by: str, note: str
) -> StockDifference:
    tag, difference = line.scanned.tag, line.difference
    if difference is None:
        raise RuleError("no_difference", tag=tag)
    values = {"difference": difference, "signed_by": by.strip(), "note": note.strip()}
    old = before.get(plain_tag(tag))
    if old is not None:
        return old.changed(**values)
    return StockDifference.model_validate({"stock_take_id": take.id, "tag": tag} | values)
