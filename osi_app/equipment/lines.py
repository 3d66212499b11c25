"""Read-only rows of equipment and who reads them."""

from dataclasses import dataclass
from datetime import date
from typing import Protocol
from uuid import UUID

from osi_app.kernel.lists import RecordList


@dataclass(frozen=True, slots=True)
class ItemLine:
    """One item on the day asked for (``ListQuery.on``).

    ``status`` is one of valid, lapsed, missing, not_needed and follows the newest performed
    calibration of or before that day; ``listed`` says whether the item is on the equipment list of
    the inspection asked for.
    """

    id: UUID
    code: str
    name: str
    item_type: str
    serial_number: str
    technique: str
    maker: str
    model: str
    mass_kg: float
    location: str
    calibrated_until: date | None
    status: str
    certified_until: date | None
    seal_number: str
    listed: bool


class EquipmentReads(Protocol):
    """The equipment room's lists."""

    @property
    def items(self) -> RecordList[ItemLine]: ...
