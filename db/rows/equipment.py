"""Tables of things."""

from uuid import UUID

from sqlalchemy import JSON, Index, UniqueConstraint
from sqlmodel import Field

from db.rows.columns import key, maybe_ref, ref, word
from osi_app.equipment.records import (
    Calibration,
    CalibrationStandard,
    CatalogueLine,
    Certification,
    Concession,
    Container,
    EquipmentAssignment,
    EquipmentSystem,
    EquipmentUse,
    Item,
    LoadState,
    Location,
    LocationKind,
    MemberKind,
    Reservation,
    ReservationPurpose,
    SystemMember,
)


class CatalogueLineRow(CatalogueLine, table=True):
    __tablename__ = "catalogue_line"
    id: UUID = key()
    code: str = Field(unique=True)
    technique: EquipmentUse = Field(sa_type=word(EquipmentUse))


class LocationRow(Location, table=True):
    __tablename__ = "location"
    id: UUID = key()
    code: str = Field(unique=True)
    kind: LocationKind = Field(sa_type=word(LocationKind))


class ContainerRow(Container, table=True):
    __tablename__ = "container"
    id: UUID = key()
    code: str = Field(unique=True)
    state: LoadState = Field(sa_type=word(LoadState))
    seals: tuple[str, ...] = Field(sa_type=JSON)
    location_id: UUID | None = maybe_ref("location")


class ItemRow(Item, table=True):
    __tablename__ = "item"
    __table_args__ = (UniqueConstraint("item_type", "serial_number"),)
    id: UUID = key()
    code: str = Field(unique=True)
    technique: EquipmentUse = Field(sa_type=word(EquipmentUse))
    documents: tuple[str, ...] = Field(sa_type=JSON)
    catalogue_line_id: UUID | None = maybe_ref("catalogue_line")
    container_id: UUID | None = maybe_ref("container")


class CalibrationRow(Calibration, table=True):
    __tablename__ = "calibration"
    __table_args__ = (Index(None, "item_id", "performed_on"),)
    id: UUID = key()
    item_id: UUID = ref("item")


class CertificationRow(Certification, table=True):
    __tablename__ = "certification"
    __table_args__ = (Index(None, "item_id", "certified_on"),)
    id: UUID = key()
    item_id: UUID = ref("item")


class EquipmentAssignmentRow(EquipmentAssignment, table=True):
    __tablename__ = "equipment_assignment"
    __table_args__ = (UniqueConstraint("inspection_id", "item_id"),)
    id: UUID = key()
    inspection_id: UUID = ref("inspection")
    item_id: UUID = ref("item")


class CalibrationStandardRow(CalibrationStandard, table=True):
    __tablename__ = "calibration_standard"
    __table_args__ = (UniqueConstraint("calibration_id", "item_id"),)
    id: UUID = key()
    calibration_id: UUID = ref("calibration")
    item_id: UUID = ref("item")


class ConcessionRow(Concession, table=True):
    __tablename__ = "concession"
    id: UUID = key()
    item_id: UUID = ref("item")


class EquipmentSystemRow(EquipmentSystem, table=True):
    __tablename__ = "equipment_system"
    id: UUID = key()
    code: str = Field(unique=True)
    technique: EquipmentUse = Field(sa_type=word(EquipmentUse))


class SystemMemberRow(SystemMember, table=True):
    __tablename__ = "system_member"
    __table_args__ = (UniqueConstraint("system_id", "role"),)
    id: UUID = key()
    system_id: UUID = ref("equipment_system")
    kind: MemberKind = Field(sa_type=word(MemberKind))
    item_id: UUID | None = maybe_ref("item")
    part_id: UUID | None = maybe_ref("equipment_system")
    substitutes: tuple[str, ...] = Field(sa_type=JSON)


class ReservationRow(Reservation, table=True):
    __tablename__ = "reservation"
    id: UUID = key()
    code: str = Field(unique=True)
    purpose: ReservationPurpose = Field(sa_type=word(ReservationPurpose))
    system_id: UUID | None = maybe_ref("equipment_system")
    item_id: UUID | None = maybe_ref("item")
    inspection_id: UUID | None = maybe_ref("inspection")
