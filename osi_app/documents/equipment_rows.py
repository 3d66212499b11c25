"""Rows of the papers of equipment, gathered in a handful of bulk reads."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from osi_app.documents.equipment_values import LotRow, PaperOf, ThingRow, Totals
from osi_app.equipment import certification
from osi_app.equipment.calibration import status_on, that_counts
from osi_app.equipment.care_records import ConsumableLot
from osi_app.equipment.records import CatalogueLine, Container, Item
from osi_app.equipment.stock import ItemPapers, listed_items
from osi_app.kernel.ports import Reading

Sides = tuple[float, float, float]


@dataclass(frozen=True, slots=True)
class Stock:
    """Listed items with what their rows name."""

    papers: tuple[ItemPapers, ...]
    boxes: Mapping[UUID, Container]
    approved: Mapping[UUID, str]

    def rows(self, on: date) -> tuple[ThingRow, ...]:
        """Every listed item on that day, by code."""
        return tuple(self.row(papers, on) for papers in self.papers)

    def row(self, papers: ItemPapers, on: date) -> ThingRow:
        """One item on that day."""
        item = papers.item
        box = self.boxes.get(item.container_id) if item.container_id else None
        line = self.approved.get(item.catalogue_line_id, "") if item.catalogue_line_id else ""
        certified = certification.that_counts(papers.certifications, on)
        return ThingRow(
            record_id=item.id,
            code=item.code,
            name=item.name,
            item_type=item.item_type,
            technique=item.technique.value,
            serial_number=item.serial_number,
            maker=item.maker,
            model=item.model,
            mass_kg=item.mass_kg,
            sides_m=sides(item.length_m, item.width_m, item.height_m),
            power_w=item.power_w,
            battery_wh=item.battery_wh,
            dangerous=dangerous(item),
            hs_code=item.hs_code,
            value=item.value,
            origin=item.origin,
            owner=item.owner,
            approved=line,
            calibration=_calibration(papers, on),
            certification=PaperOf()
            if certified is None
            else PaperOf(
                certified.certificate_number, "", certified.certified_on, certified.valid_until
            ),
            seal_number=certified.seal_number if certified else "",
            box=box.code if box else "",
            status=status_on(item, papers.calibrations, on).value,
        )


def listed_stock(reading: Reading, inspection_id: UUID) -> Stock:
    """What is on the inspection's list (P.42(j)), by code."""
    return Stock(
        listed_items(reading, inspection_id),
        {box.id: box for box in reading.all(Container)},
        {line.id: line.code for line in reading.all(CatalogueLine)},
    )


def _calibration(papers: ItemPapers, on: date) -> PaperOf:
    counts = that_counts(papers.calibrations, on)
    if counts is None:
        return PaperOf()
    by = " ".join(part for part in (counts.laboratory, counts.accreditation) if part)
    return PaperOf(counts.certificate_number, by, counts.performed_on, counts.valid_until)


def sides(*given: float | None) -> Sides | None:
    """Length, width and height when all three are known."""
    length, width, height = given
    if length is None or width is None or height is None:
        return None
    return length, width, height


def dangerous(item: Item) -> str:
    """Class and UN number as a label has them: "9, UN 3481"; "" for what is not dangerous."""
    number = item.un_number.upper().removeprefix("UN").strip()
    parts = (item.dangerous_class, f"UN {number}" if number else "")
    return ", ".join(part for part in parts if part)


def totals(rows: Sequence[ThingRow]) -> Totals:
    """Sums over rows; what is not known counts nothing."""
    return Totals(
        items=len(rows),
        mass_kg=sum(row.mass_kg for row in rows),
        volume_m3=sum(volume(row.sides_m) for row in rows),
        power_w=sum(row.power_w or 0.0 for row in rows),
        battery_wh=sum(row.battery_wh or 0.0 for row in rows),
        value=sum(row.value or 0.0 for row in rows),
        dangerous=sum(bool(row.dangerous) for row in rows),
    )


def volume(found: Sides | None) -> float:
    """Cubic metres of a box of these sides; 0 where they are not known."""
    return 0.0 if found is None else found[0] * found[1] * found[2]


def goods(rows: Iterable[ThingRow]) -> tuple[tuple[str, int], ...]:
    """Dangerous goods among rows with how many items are of each."""
    return tuple(sorted(Counter(row.dangerous for row in rows if row.dangerous).items()))


def lot_row(lot: ConsumableLot) -> LotRow:
    """A lot as printed."""
    return LotRow(
        lot.id, lot.code, lot.item_type, lot.lot_number, lot.quantity, lot.unit, lot.expires_on,
        lot.mass_kg,
    )  # fmt: skip
