"""What exists of things. Days are inclusive at both ends."""

from datetime import date
from enum import StrEnum
from uuid import UUID

from sqlmodel import Field

from osi_app.kernel.record import Record


class EquipmentUse(StrEnum):
    """What an item is for: a technique of P.69, or auxiliary (P.37)."""

    POSITION = "a"
    VISUAL = "b"
    GAMMA = "c"
    SAMPLING = "d"
    PASSIVE_SEISMIC = "e"
    ACTIVE_SEISMIC = "f"
    GEOPHYSICS = "g"
    DRILLING = "h"
    AUXILIARY = "aux"


class CatalogueLine(Record):
    """One line of the approved list (P.36-37): what may be brought, with the version of its
    specification. ``core`` for the techniques of P.69, otherwise auxiliary."""

    code: str = Field(min_length=1, max_length=40)
    title: str = Field(min_length=1)
    technique: EquipmentUse
    core: bool = True
    specification: str = ""
    source: str = ""


class LocationKind(StrEnum):
    """What kind of place."""

    BUILDING = "building"
    ROOM = "room"
    RACK = "rack"
    VEHICLE = "vehicle"
    TRANSIT = "transit"
    FIELD = "field"


class Location(Record):
    """A place where things are kept; ``within`` is the code of the place it is part of."""

    code: str = Field(min_length=1, max_length=40)
    name: str = ""
    kind: LocationKind = LocationKind.ROOM
    within: str = ""


class LoadState(StrEnum):
    """Where a container is on its way out and back."""

    DRAFT = "draft"
    RESERVED = "reserved"
    PACKED = "packed"
    SEALED = "sealed"
    LOADED = "loaded"
    RETURNED = "returned"


class Container(Record):
    """A box things travel in. Inner sizes in metres; ``max_gross_kg`` with its own ``tare_kg``;
    ``rfid`` and ``barcode`` are what a reader says of it."""

    code: str = Field(min_length=1, max_length=40)
    name: str = ""
    tare_kg: float = Field(default=0, ge=0)
    max_gross_kg: float | None = Field(default=None, gt=0)
    inner_length_m: float | None = Field(default=None, gt=0)
    inner_width_m: float | None = Field(default=None, gt=0)
    inner_height_m: float | None = Field(default=None, gt=0)
    rfid: str = ""
    barcode: str = ""
    seals: tuple[str, ...] = ()
    state: LoadState = LoadState.DRAFT
    location_id: UUID | None = None
    note: str = ""


class Item(Record):
    """One serial-numbered thing. ``needs_calibration`` says whether a certificate is asked for;
    sizes are outer, in metres; ``battery_wh`` of all batteries in it. An item is in one place:
    in its container, wherever that is, or where ``location`` says."""

    code: str = Field(min_length=1, max_length=40)
    name: str = Field(min_length=1, max_length=200)
    item_type: str = Field(min_length=1)
    serial_number: str = Field(min_length=1)
    technique: EquipmentUse
    maker: str = ""
    model: str = ""
    mass_kg: float = Field(ge=0)
    length_m: float | None = Field(default=None, ge=0)
    width_m: float | None = Field(default=None, ge=0)
    height_m: float | None = Field(default=None, ge=0)
    power_w: float | None = Field(default=None, ge=0)
    battery_wh: float | None = Field(default=None, ge=0)
    un_number: str = ""
    dangerous_class: str = ""
    hs_code: str = ""
    value: float | None = Field(default=None, ge=0)
    origin: str = ""
    owner: str = ""
    custody: str = ""
    rfid: str = ""
    barcode: str = ""
    photo: str = ""
    documents: tuple[str, ...] = ()
    catalogue_line_id: UUID | None = None
    container_id: UUID | None = None
    location: str = ""
    needs_calibration: bool = True
    on_approved_list: bool = True
    remarks: str = ""


class Calibration(Record):
    """One certificate. The newest performed counts; valid from ``performed_on`` to
    ``valid_until``, both inclusive. ``as_found`` and ``as_left`` are deviations from the reference
    in ``unit``, held against ``tolerance`` (what is on the limit is in); ``uncertainty`` is the
    laboratory's, at coverage factor 2. ``procedure`` is which of the item's several calibrations
    this is ("" the main one): each procedure has a newest of its own."""

    item_id: UUID
    procedure: str = ""
    certificate_number: str = Field(min_length=1)
    performed_on: date
    valid_until: date
    laboratory: str = ""
    accreditation: str = ""
    file: str = ""
    as_found: float | None = None
    as_left: float | None = None
    tolerance: float | None = Field(default=None, gt=0)
    uncertainty: float | None = Field(default=None, ge=0)
    unit: str = ""


class CalibrationStandard(Record):
    """A reference standard (an item with certificates of its own) that a calibration used."""

    calibration_id: UUID
    item_id: UUID


class Concession(Record):
    """A signed permission to use an item although it is out of tolerance or its calibration has
    lapsed, from ``first_day`` to ``last_day``, both inclusive."""

    item_id: UUID
    first_day: date
    last_day: date
    reason: str = Field(min_length=1)
    signed_by: str = Field(min_length=1)


class EquipmentSystem(Record):
    """A named configuration of items, accessories, consumables and software that does one job.
    ``variant`` such as vehicle, foot, airborne."""

    code: str = Field(min_length=1, max_length=40)
    name: str = Field(min_length=1)
    technique: EquipmentUse
    variant: str = ""
    note: str = ""


class MemberKind(StrEnum):
    """What fills a place in a system."""

    ITEM = "item"
    CONSUMABLE = "consumable"
    SOFTWARE = "software"
    SYSTEM = "system"


class SystemMember(Record):
    """One place in a system. ``item_type`` names what is required, ``item_id`` what is there (None:
    missing); consumables have a quantity, software a version, licence and hash, a part that is a
    system its ``part_id``. ``substitutes`` are other item types that may take the place."""

    system_id: UUID
    role: str = Field(min_length=1)
    kind: MemberKind = MemberKind.ITEM
    item_type: str = ""
    item_id: UUID | None = None
    part_id: UUID | None = None
    required: bool = True
    quantity: float = Field(default=1, gt=0)
    present: float = Field(default=0, ge=0)
    expires_on: date | None = None
    version: str = ""
    licence: str = ""
    sha256: str = ""
    substitutes: tuple[str, ...] = ()


class ReservationPurpose(StrEnum):
    """What something is wanted for."""

    INSPECTION = "inspection"
    EXERCISE = "exercise"
    TRAINING = "training"
    MAINTENANCE = "maintenance"


class Reservation(Record):
    """A system or an item wanted from ``first_day`` to ``last_day``, both inclusive. Branches are
    what-ifs: only those of the same branch exclude each other ("" is what is meant)."""

    code: str = Field(min_length=1, max_length=40)
    purpose: ReservationPurpose
    system_id: UUID | None = None
    item_id: UUID | None = None
    inspection_id: UUID | None = None
    first_day: date
    last_day: date
    branch: str = ""
    note: str = ""


class Certification(Record):
    """The Secretariat's certification and seal (P.38)."""

    item_id: UUID
    certificate_number: str = Field(min_length=1)
    certified_on: date
    valid_until: date
    seal_number: str = ""


class EquipmentAssignment(Record):
    """An item on this inspection's equipment list (P.42(j))."""

    inspection_id: UUID
    item_id: UUID
