"""Tables of things."""

from uuid import UUID

from sqlalchemy import Index, UniqueConstraint
from sqlmodel import Field

from db.rows.columns import key, ref, word
from osi_app.equipment.records import (
    Calibration,
    Certification,
    EquipmentAssignment,
    EquipmentUse,
    Item,
)


class ItemRow(Item, table=True):
    __tablename__ = "item"
    __table_args__ = (UniqueConstraint("item_type", "serial_number"),)
    id: UUID = key()
    code: str = Field(unique=True)
    technique: EquipmentUse = Field(sa_type=word(EquipmentUse))


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
