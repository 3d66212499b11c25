"""What the rules of the equipment room say about the items on an inspection's list."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import date
from uuid import UUID

from osi_app.equipment import quality, tolerance
from osi_app.equipment.care_records import CheckSource, QcReading, QcSeries
from osi_app.equipment.paper_rules import item_findings, serials_twice
from osi_app.equipment.phases import planned_use
from osi_app.equipment.physical import physical_findings, read_ground
from osi_app.equipment.records import Concession, Item
from osi_app.equipment.reserving import booking_findings, read_book
from osi_app.equipment.stock import ItemPapers, listed_items
from osi_app.inspection.case import Case
from osi_app.kernel.findings import Finding
from osi_app.kernel.ports import Reading

TOLD_ELSEWHERE = frozenset({"equipment.serial_duplicate"})
"""Rules of the ground that the papers of an item tell already."""


def findings(reading: Reading, case: Case) -> list[Finding]:
    """Every rule of the room over the planned use of the listed items: their papers, what the
    desk says of them, where they are, and who else has booked them."""
    listed = listed_items(reading, case.inspection.id)
    use = planned_use(case)
    found = [finding for papers in listed for finding in item_findings(papers, use)]
    serials = [papers.item.serial_number for papers in listed]
    found += serials_twice(listed, reading.among(Item, "serial_number", serials))
    found += _desk(reading, listed, use.first)
    found += _where(reading, listed)
    return found + booking_findings(read_book(reading))


def _desk(reading: Reading, listed: Sequence[ItemPapers], on: date) -> list[Finding]:
    """Tolerance and QC of the listed items."""
    keys = [papers.item.id for papers in listed]
    concessions: defaultdict[UUID, list[Concession]] = defaultdict(list)
    for one in reading.among(Concession, "item_id", keys):
        concessions[one.item_id].append(one)
    found: list[Finding] = []
    for papers in listed:
        found += tolerance.findings(papers, concessions[papers.item.id], on)
    return found + [
        finding for chart in qc_charts(reading, keys) for finding in quality.findings(chart)
    ]


def qc_charts(reading: Reading, item_ids: Sequence[UUID]) -> Iterable[quality.QcChart]:
    """The charts of these items' series, in three reads."""
    series = reading.among(QcSeries, "item_id", list(item_ids))
    readings: defaultdict[UUID, list[QcReading]] = defaultdict(list)
    for reading_ in reading.among(QcReading, "series_id", [one.id for one in series]):
        readings[reading_.series_id].append(reading_)
    sources = {one.id: one for one in reading.all(CheckSource)}
    for one in series:
        source = sources.get(one.check_source_id) if one.check_source_id else None
        yield quality.chart(one, readings[one.id], source)


def _where(reading: Reading, listed: Sequence[ItemPapers]) -> list[Finding]:
    """Where the listed items are: what is wrong with them, and with the boxes that hold them."""
    items = {papers.item.id for papers in listed}
    boxes = {papers.item.container_id for papers in listed}
    return [
        one
        for one in physical_findings(read_ground(reading))
        if one.rule not in TOLD_ELSEWHERE
        and (
            (one.subject.kind == "item" and one.subject.id in items)
            or (one.subject.kind == "container" and one.subject.id in boxes)
        )
    ]
