"""The papers of equipment as values."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import date, timedelta
from uuid import UUID

from osi_app.documents.equipment_rows import (
    Stock,
    dangerous,
    goods,
    listed_stock,
    lot_row,
    sides,
    totals,
)
from osi_app.documents.equipment_values import (
    BoxSheet,
    CalibrationByDay,
    CountRow,
    CountSheet,
    DayStatusRow,
    EntryCheck,
    EntryRow,
    EquipmentCertificates,
    EquipmentDeclaration,
    Label,
    LabelSheets,
    PackingLists,
    ThingRow,
)
from osi_app.documents.stamp import Revision, stamp, state_row
from osi_app.equipment.calibration import first_lapse, status_on, that_counts
from osi_app.equipment.care_records import ConsumableLot
from osi_app.equipment.findings import findings
from osi_app.equipment.movement_records import StatusStep, Step
from osi_app.equipment.phases import planned_use
from osi_app.equipment.records import Container, Item, Location
from osi_app.equipment.stock import ItemPapers
from osi_app.inspection.case import Case
from osi_app.kernel.findings import Finding, ordered
from osi_app.kernel.ports import Reading

EVERY_DAYS = 10
"""The calibration paper shows every tenth day of the stay, and its last."""
AT_ENTRY = (Step.ACCEPTED, Step.EXCLUDED, Step.QUERY)


@dataclass(frozen=True, slots=True)
class LabelWish:
    """Which labels, on which sheet, with which symbol; see ``LabelSheets``. ``codes`` names the
    boxes or items; without any, all boxes, and the items on the inspection's list."""

    boxes: bool = True
    items: bool = False
    template: str = "a4_3x8"
    symbol: str = "qr"
    skip: int = 0
    codes: frozenset[str] = frozenset()


def _findings(reading: Reading, case: Case) -> tuple[Finding, ...]:
    return ordered(findings(reading, case))


def declaration(reading: Reading, case: Case, revision: Revision) -> EquipmentDeclaration:
    """The equipment list for the point of entry, as the certificates stand on the day of entry."""
    entry = planned_use(case).first
    rows = listed_stock(reading, case.inspection.id).rows(entry)
    return EquipmentDeclaration(
        stamp=stamp(case, "equipment_declaration", revision),
        inspected=state_row(case.inspected),
        entry_on=entry,
        rows=rows,
        totals=totals(rows),
        findings=_findings(reading, case),
    )


def certificates(reading: Reading, case: Case, revision: Revision) -> EquipmentCertificates:
    """A page for each listed item, as its papers stand on the day of entry."""
    entry = planned_use(case).first
    return EquipmentCertificates(
        stamp=stamp(case, "equipment_certificates", revision),
        entry_on=entry,
        rows=listed_stock(reading, case.inspection.id).rows(entry),
        findings=_findings(reading, case),
    )


def calibration_by_day(reading: Reading, case: Case, revision: Revision) -> CalibrationByDay:
    """Every listed item that needs calibration, on every tenth day of its use and the last; what
    lapses first stands first."""
    use = planned_use(case)
    length = (use.last - use.first).days
    numbers = sorted({*range(0, length + 1, EVERY_DAYS), length})
    days = tuple((number, use.first + timedelta(days=number)) for number in numbers)
    papers = listed_stock(reading, case.inspection.id).papers
    rows = [
        _by_day(one, [day for _, day in days], use.last)
        for one in papers
        if one.item.needs_calibration
    ]
    late = use.last + timedelta(days=1)
    return CalibrationByDay(
        stamp=stamp(case, "calibration_by_day", revision),
        days=days,
        rows=tuple(sorted(rows, key=lambda row: (row.lapses_on or late, row.code))),
        findings=_findings(reading, case),
    )


def _by_day(papers: ItemPapers, days: list[date], last: date) -> DayStatusRow:
    item, entry = papers.item, days[0]
    lapse = first_lapse(item, papers.calibrations, entry, last)
    counts = that_counts(papers.calibrations, entry)
    return DayStatusRow(
        record_id=item.id,
        code=item.code,
        name=item.name,
        technique=item.technique.value,
        serial_number=item.serial_number,
        until=counts.valid_until if counts else None,
        statuses=tuple(status_on(item, papers.calibrations, day).value for day in days),
        lapses_on=lapse.first_day if lapse else None,
        lapses_day=(lapse.first_day - entry).days if lapse else None,
    )


def packing_lists(reading: Reading, case: Case, revision: Revision) -> PackingLists:
    """A list for each container with anything of the inspection's list or any lot in it."""
    entry = planned_use(case).first
    stock = listed_stock(reading, case.inspection.id)
    inside: defaultdict[UUID, list[ThingRow]] = defaultdict(list)
    loose: list[ThingRow] = []
    for papers in stock.papers:
        key = papers.item.container_id
        (inside[key] if key else loose).append(stock.row(papers, entry))
    lots: defaultdict[UUID, list[ConsumableLot]] = defaultdict(list)
    for lot in reading.all(ConsumableLot):
        if lot.container_id is not None:
            lots[lot.container_id].append(lot)
    places = {place.id: place.code for place in reading.all(Location)}
    sheets = [
        _sheet(box, inside[box.id], lots[box.id], places)
        for box in stock.boxes.values()
        if inside.get(box.id) or lots.get(box.id)
    ]
    return PackingLists(
        stamp=stamp(case, "packing_lists", revision),
        boxes=tuple(sorted(sheets, key=lambda sheet: sheet.code)),
        unpacked=tuple(loose),
        findings=_findings(reading, case),
    )


def _sheet(
    box: Container, rows: list[ThingRow], lots: list[ConsumableLot], places: dict[UUID, str]
) -> BoxSheet:
    load = sum(row.mass_kg for row in rows) + sum(lot.mass_kg for lot in lots)
    return BoxSheet(
        record_id=box.id,
        code=box.code,
        name=box.name,
        state=box.state.value,
        place=places.get(box.location_id, "") if box.location_id else "",
        seals=box.seals,
        sides_m=sides(box.inner_length_m, box.inner_width_m, box.inner_height_m),
        tare_kg=box.tare_kg,
        gross_kg=box.tare_kg + load,
        max_gross_kg=box.max_gross_kg,
        rows=tuple(rows),
        lots=tuple(lot_row(lot) for lot in lots),
        dangerous=goods(rows),
    )


def entry_check(reading: Reading, case: Case, revision: Revision) -> EntryCheck:
    """The check sheet of the point of entry (P.51): what is recorded of it, the rest to fill in."""
    entry = planned_use(case).first
    stock = listed_stock(reading, case.inspection.id)
    ids = [papers.item.id for papers in stock.papers]
    checked: dict[UUID, StatusStep] = {}
    for step in sorted(reading.among(StatusStep, "item_id", ids), key=lambda step: step.at):
        if step.step in AT_ENTRY and step.inspection_id in (None, case.inspection.id):
            checked[step.item_id] = step
    return EntryCheck(
        stamp=stamp(case, "entry_check", revision),
        inspected=state_row(case.inspected),
        rows=tuple(
            _entry_row(stock, papers, entry, checked.get(papers.item.id)) for papers in stock.papers
        ),
        findings=_findings(reading, case),
    )


def _entry_row(stock: Stock, papers: ItemPapers, entry: date, step: StatusStep | None) -> EntryRow:
    row = stock.row(papers, entry)
    return EntryRow(
        record_id=row.record_id,
        code=row.code,
        name=row.name,
        serial_number=row.serial_number,
        seal_number=row.seal_number,
        certificate=row.certification.number,
        box=row.box,
        outcome=step.step.value if step else "",
        reason=step.reason if step else "",
        at=step.at if step else None,
        signed_by=step.signed_by if step else "",
        countersigned_by=step.countersigned_by if step else "",
    )


def count_sheet(reading: Reading, case: Case, revision: Revision, place: str) -> CountSheet:
    """What is expected in a place: the code of a container, of a location, or what a location is
    called in an item."""
    boxes = reading.all(Container)
    places = {one.id: one.code for one in reading.all(Location)}
    there = {
        box.id: box
        for box in boxes
        if place in (box.code, places.get(box.location_id) if box.location_id else None)
    }
    items = [*reading.among(Item, "container_id", list(there)), *reading.all(Item, location=place)]
    rows = [
        CountRow(box.id, box.code, box.name, "", box.rfid or box.barcode or box.code, "")
        for box in there.values()
        if box.code != place
    ]
    seen = {item.id: item for item in items if item.container_id in (None, *there)}
    rows += [_count_row(item, there) for item in seen.values()]
    return CountSheet(
        stamp=stamp(case, "count_sheet", revision),
        place=place,
        rows=tuple(sorted(rows, key=lambda row: (row.box, row.code))),
    )


def _count_row(item: Item, boxes: dict[UUID, Container]) -> CountRow:
    box = boxes.get(item.container_id) if item.container_id else None
    return CountRow(
        item.id, item.code, item.name, item.serial_number, item.rfid or item.barcode or item.code,
        box.code if box else "",
    )  # fmt: skip


def labels_of(reading: Reading, case: Case, revision: Revision, wish: LabelWish) -> LabelSheets:
    """Labels of containers, of items, or both, in the order of their codes."""
    found: list[Label] = []
    named = sorted(wish.codes)
    if wish.boxes:
        boxes = reading.among(Container, "code", named) if named else reading.all(Container)
        found += [_box_label(box) for box in sorted(boxes, key=lambda one: one.code)]
    if wish.items:
        stock = listed_stock(reading, case.inspection.id)
        listed = [papers.item for papers in stock.papers]
        items = reading.among(Item, "code", named) if named else listed
        found += [_item_label(item) for item in sorted(items, key=lambda one: one.code)]
    return LabelSheets(
        stamp=stamp(case, "labels", revision),
        labels=tuple(found),
        template=wish.template,
        symbol=wish.symbol,
        skip=wish.skip,
    )


def _box_label(box: Container) -> Label:
    most = f"{box.max_gross_kg:g} kg" if box.max_gross_kg else ""
    return Label(box.id, box.code, box.name, most, box.barcode or box.code)


def _item_label(item: Item) -> Label:
    detail = " · ".join(part for part in (item.serial_number, dangerous(item)) if part)
    return Label(item.id, item.code, item.name, detail, item.barcode or item.code)
