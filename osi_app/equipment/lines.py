"""Read-only rows of equipment and who reads them."""

from dataclasses import dataclass
from datetime import date, datetime
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


@dataclass(frozen=True, slots=True)
class SystemLine:
    """One system: how many places it has, how many required ones are empty, what its own items
    weigh together (parts that are systems not counted)."""

    id: UUID
    code: str
    name: str
    technique: str
    variant: str
    places: int
    missing: int
    status: str
    mass_kg: float


@dataclass(frozen=True, slots=True)
class ContainerLine:
    """One container with what is in it. ``load_kg`` is the mass of its items and lots,
    ``gross_kg`` with its own tare; ``status`` is fits or overweight."""

    id: UUID
    code: str
    name: str
    state: str
    status: str
    place: str
    items: int
    load_kg: float
    gross_kg: float
    max_gross_kg: float | None
    rfid: str
    barcode: str
    note: str


@dataclass(frozen=True, slots=True)
class ReservationLine:
    """One booking; ``what`` is the code of its system or item."""

    id: UUID
    code: str
    what: str
    purpose: str
    inspection: str
    first_day: date
    last_day: date
    branch: str
    note: str


@dataclass(frozen=True, slots=True)
class SeriesLine:
    """One QC series with its newest reading."""

    id: UUID
    code: str
    item: str
    quantity: str
    unit: str
    sensor: str
    source: str
    readings: int
    last_at: datetime | None


@dataclass(frozen=True, slots=True)
class LotLine:
    """One lot; ``status`` is valid, lapsed or not_needed (it does not expire) on the day asked
    for."""

    id: UUID
    code: str
    item_type: str
    lot_number: str
    quantity: float
    unit: str
    expires_on: date | None
    status: str
    box: str
    location: str


@dataclass(frozen=True, slots=True)
class StockTakeLine:
    """One count of a place; ``status`` is open or closed."""

    id: UUID
    code: str
    place: str
    status: str
    opened_at: datetime
    closed_at: datetime | None
    scans: int
    signed_by: str


@dataclass(frozen=True, slots=True)
class LocationLine:
    """One place where things are kept, with how many containers stand in it."""

    id: UUID
    code: str
    name: str
    kind: str
    within: str
    containers: int


@dataclass(frozen=True, slots=True)
class ApprovedLine:
    """One line of the approved list with how many items are of it."""

    id: UUID
    code: str
    title: str
    technique: str
    core: bool
    specification: str
    items: int


class EquipmentReads(Protocol):
    """The equipment room's lists."""

    @property
    def items(self) -> RecordList[ItemLine]: ...

    @property
    def systems(self) -> RecordList[SystemLine]: ...

    @property
    def containers(self) -> RecordList[ContainerLine]: ...

    @property
    def reservations(self) -> RecordList[ReservationLine]: ...

    @property
    def series(self) -> RecordList[SeriesLine]: ...

    @property
    def lots(self) -> RecordList[LotLine]: ...

    @property
    def stock_takes(self) -> RecordList[StockTakeLine]: ...

    @property
    def locations(self) -> RecordList[LocationLine]: ...

    @property
    def approved(self) -> RecordList[ApprovedLine]: ...
