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


class Item(Record):
    """One serial-numbered thing. ``needs_calibration`` says whether a certificate is asked for;
    sizes are outer, in metres."""

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
    un_number: str = ""
    location: str = ""
    needs_calibration: bool = True
    on_approved_list: bool = True
    remarks: str = ""


class Calibration(Record):
    """One certificate. The newest performed counts; valid from ``performed_on`` to
    ``valid_until``, both inclusive."""

    item_id: UUID
    certificate_number: str = Field(min_length=1)
    performed_on: date
    valid_until: date
    laboratory: str = ""


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
