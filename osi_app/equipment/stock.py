"""Listed items with all that hangs on them, gathered for the rules in a handful of bulk reads."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from osi_app.equipment.records import Calibration, Certification, EquipmentAssignment, Item
from osi_app.kernel.findings import Subject
from osi_app.kernel.ports import Reading


@dataclass(frozen=True, slots=True)
class ItemPapers:
    """One item with its certificates."""

    item: Item
    calibrations: tuple[Calibration, ...] = ()
    certifications: tuple[Certification, ...] = ()

    @property
    def subject(self) -> Subject:
        """Where a click on a finding about this item goes."""
        return Subject("item", self.item.id, self.item.code)


def listed_items(reading: Reading, inspection_id: UUID) -> tuple[ItemPapers, ...]:
    """The items on the inspection's equipment list (P.42(j)), by code."""
    assigned = reading.all(EquipmentAssignment, inspection_id=inspection_id)
    return papers_of(reading, [found.item_id for found in assigned])


def papers_of(reading: Reading, item_ids: Sequence[UUID]) -> tuple[ItemPapers, ...]:
    """These items by code, with their certificates: three reads, however many they are."""
    calibrations: defaultdict[UUID, list[Calibration]] = defaultdict(list)
    for calibration in reading.among(Calibration, "item_id", item_ids):
        calibrations[calibration.item_id].append(calibration)
    certifications: defaultdict[UUID, list[Certification]] = defaultdict(list)
    for certification in reading.among(Certification, "item_id", item_ids):
        certifications[certification.item_id].append(certification)
    items = sorted(reading.among(Item, "id", item_ids), key=lambda item: item.code)
    return tuple(
        ItemPapers(item, tuple(calibrations[item.id]), tuple(certifications[item.id]))
        for item in items
    )
