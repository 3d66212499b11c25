"""What the papers of equipment say, as frozen values (see ``values``).

Masses in kg, sizes in metres, days inclusive at both ends. ``record_id`` is the record a row rests
on. What a rule says of a day is already a word here: valid, lapsed, missing, not_needed.
"""

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from osi_app.documents.values import Stamp, StateRow
from osi_app.kernel.findings import Finding


@dataclass(frozen=True, slots=True)
class PaperOf:
    """A certificate as printed: its number, who gave it, its days. ``until`` None: none there."""

    number: str = ""
    by: str = ""
    done_on: date | None = None
    until: date | None = None


@dataclass(frozen=True, slots=True)
class ThingRow:
    """One item of the list. ``sides_m`` is length, width, height, None where one is not known;
    ``dangerous`` the class and UN number; ``box`` the code of its container."""

    record_id: UUID
    code: str
    name: str
    item_type: str
    technique: str
    serial_number: str
    maker: str
    model: str
    mass_kg: float
    sides_m: tuple[float, float, float] | None
    power_w: float | None
    battery_wh: float | None
    dangerous: str
    hs_code: str
    value: float | None
    origin: str
    owner: str
    approved: str
    calibration: PaperOf
    certification: PaperOf
    seal_number: str
    box: str
    status: str


@dataclass(frozen=True, slots=True)
class Totals:
    """Sums over rows; ``dangerous`` counts the items with a dangerous-goods class or number."""

    items: int
    mass_kg: float
    volume_m3: float
    power_w: float
    battery_wh: float
    value: float
    dangerous: int


@dataclass(frozen=True, slots=True)
class EquipmentDeclaration:
    """The equipment list of an inspection (P.42(j)), item by item, for the point of entry."""

    stamp: Stamp
    inspected: StateRow
    entry_on: date
    rows: tuple[ThingRow, ...]
    totals: Totals
    findings: tuple[Finding, ...]


@dataclass(frozen=True, slots=True)
class EquipmentCertificates:
    """A page for each item: what it is, its calibration, certification and seal (P.38)."""

    stamp: Stamp
    entry_on: date
    rows: tuple[ThingRow, ...]
    findings: tuple[Finding, ...]


@dataclass(frozen=True, slots=True)
class DayStatusRow:
    """One item on chosen days: ``lapses_on`` is the first day of the stay without a valid
    calibration, None when there is none; ``lapses_day`` counts it from entry (D+0)."""

    record_id: UUID
    code: str
    name: str
    technique: str
    serial_number: str
    until: date | None
    statuses: tuple[str, ...]
    lapses_on: date | None
    lapses_day: int | None


@dataclass(frozen=True, slots=True)
class CalibrationByDay:
    """The calibration of every listed item on days of the deployment, what lapses first above.
    ``days`` are (D+ number, day)."""

    stamp: Stamp
    days: tuple[tuple[int, date], ...]
    rows: tuple[DayStatusRow, ...]
    findings: tuple[Finding, ...]


@dataclass(frozen=True, slots=True)
class LotRow:
    """A lot in a box."""

    record_id: UUID
    code: str
    item_type: str
    lot_number: str
    quantity: float
    unit: str
    expires_on: date | None
    mass_kg: float


@dataclass(frozen=True, slots=True)
class BoxSheet:
    """One container with its contents; ``dangerous`` are its classes and UN numbers with how many
    items have them."""

    record_id: UUID
    code: str
    name: str
    state: str
    place: str
    seals: tuple[str, ...]
    sides_m: tuple[float, float, float] | None
    tare_kg: float
    gross_kg: float
    max_gross_kg: float | None
    rows: tuple[ThingRow, ...]
    lots: tuple[LotRow, ...]
    dangerous: tuple[tuple[str, int], ...]


@dataclass(frozen=True, slots=True)
class PackingLists:
    """A packing list for each container that holds anything, and what of the list is in none."""

    stamp: Stamp
    boxes: tuple[BoxSheet, ...]
    unpacked: tuple[ThingRow, ...]
    findings: tuple[Finding, ...]


@dataclass(frozen=True, slots=True)
class Label:
    """One label: the code large, a line of what it is, what is encoded."""

    record_id: UUID
    code: str
    name: str
    detail: str
    encoded: str


@dataclass(frozen=True, slots=True)
class LabelSheets:
    """Labels on sheets. ``template`` is a name of ``templates/label_sheets.toml``, ``symbol`` one
    of code128, qr, datamatrix; ``skip`` labels of the first sheet are used up already."""

    stamp: Stamp
    labels: tuple[Label, ...]
    template: str
    symbol: str
    skip: int = 0
    findings: tuple[Finding, ...] = ()


@dataclass(frozen=True, slots=True)
class CountRow:
    """One thing that is expected in a place."""

    record_id: UUID
    code: str
    name: str
    serial_number: str
    tag: str
    box: str


@dataclass(frozen=True, slots=True)
class CountSheet:
    """What is expected in a place, to be ticked by hand."""

    stamp: Stamp
    place: str
    rows: tuple[CountRow, ...]
    findings: tuple[Finding, ...] = ()


@dataclass(frozen=True, slots=True)
class EntryRow:
    """One item at the point of entry (P.51): ``outcome`` accepted, excluded, query, or "" while
    it is open."""

    record_id: UUID
    code: str
    name: str
    serial_number: str
    seal_number: str
    certificate: str
    box: str
    outcome: str
    reason: str
    at: datetime | None
    signed_by: str
    countersigned_by: str


@dataclass(frozen=True, slots=True)
class EntryCheck:
    """The check sheet of the point of entry, with room for two signatures."""

    stamp: Stamp
    inspected: StateRow
    rows: tuple[EntryRow, ...]
    findings: tuple[Finding, ...]


@dataclass(frozen=True, slots=True)
class ReadinessSpan:
    """From day to day, counted from the request day and inclusive: ready, warning or not_ready."""

    first: int
    last: int
    status: str


@dataclass(frozen=True, slots=True)
class ReadinessRow:
    """A technique, or a system of it: its days, why it is not ready, and for each reason what would
    mend it ("" where nothing is known)."""

    code: str
    name: str
    technique: str
    spans: tuple[ReadinessSpan, ...]
    why: tuple[str, ...] = ()
    mends: tuple[str, ...] = ()
    record_id: UUID | None = None


@dataclass(frozen=True, slots=True)
class ReadinessChart:
    """Techniques and systems over the days from a request day on (``days`` after it)."""

    stamp: Stamp
    first: date
    days: int
    techniques: tuple[ReadinessRow, ...]
    systems: tuple[ReadinessRow, ...]
    findings: tuple[Finding, ...]
