"""Tables of things."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import JSON, Index, UniqueConstraint
from sqlmodel import Field

from db.rows.columns import at as instant
from db.rows.columns import key, maybe_at, maybe_ref, ref, word
from osi_app.equipment.care_records import (
    CalibrationPlan,
    CheckSource,
    ConsumableLot,
    Maintenance,
    MaintenanceKind,
    QcReading,
    QcSeries,
    SensorKind,
    UseReading,
    UseUnit,
)
from osi_app.equipment.movement_records import (
    ContainerMovement,
    Difference,
    Scan,
    StatusStep,
    Step,
    StockDifference,
    StockTake,
)
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


class CalibrationPlanRow(CalibrationPlan, table=True):
    __tablename__ = "calibration_plan"
    __table_args__ = (UniqueConstraint("item_type", "procedure", "unit"),)
    id: UUID = key()
    unit: UseUnit = Field(sa_type=word(UseUnit))


class UseReadingRow(UseReading, table=True):
    __tablename__ = "use_reading"
    __table_args__ = (Index(None, "item_id", "on"),)
    id: UUID = key()
    item_id: UUID = ref("item")
    unit: UseUnit = Field(sa_type=word(UseUnit))


class CheckSourceRow(CheckSource, table=True):
    __tablename__ = "check_source"
    id: UUID = key()
    code: str = Field(unique=True)
    reference_at: datetime = instant()


class QcSeriesRow(QcSeries, table=True):
    __tablename__ = "qc_series"
    id: UUID = key()
    code: str = Field(unique=True)
    item_id: UUID = ref("item")
    sensor: SensorKind = Field(sa_type=word(SensorKind))
    check_source_id: UUID | None = maybe_ref("check_source")


class QcReadingRow(QcReading, table=True):
    __tablename__ = "qc_reading"
    __table_args__ = (Index(None, "series_id", "at"),)
    id: UUID = key()
    series_id: UUID = ref("qc_series")
    at: datetime = instant()


class MaintenanceRow(Maintenance, table=True):
    __tablename__ = "maintenance"
    id: UUID = key()
    item_id: UUID = ref("item")
    kind: MaintenanceKind = Field(sa_type=word(MaintenanceKind))
    parts: tuple[str, ...] = Field(sa_type=JSON)


class ConsumableLotRow(ConsumableLot, table=True):
    __tablename__ = "consumable_lot"
    id: UUID = key()
    code: str = Field(unique=True)
    container_id: UUID | None = maybe_ref("container")


class StatusStepRow(StatusStep, table=True):
    __tablename__ = "status_step"
    __table_args__ = (Index(None, "item_id", "at"),)
    id: UUID = key()
    item_id: UUID = ref("item")
    step: Step = Field(sa_type=word(Step))
    at: datetime = instant()
    inspection_id: UUID | None = maybe_ref("inspection")


class StockTakeRow(StockTake, table=True):
    __tablename__ = "stock_take"
    id: UUID = key()
    code: str = Field(unique=True)
    opened_at: datetime = instant()
    closed_at: datetime | None = maybe_at()


class ScanRow(Scan, table=True):
    __tablename__ = "scan"
    __table_args__ = (Index(None, "tag", "at"),)
    id: UUID = key()
    at: datetime = instant()
    container_id: UUID | None = maybe_ref("container")
    stock_take_id: UUID | None = maybe_ref("stock_take")


class StockDifferenceRow(StockDifference, table=True):
    __tablename__ = "stock_difference"
    __table_args__ = (UniqueConstraint("stock_take_id", "tag"),)
    id: UUID = key()
    stock_take_id: UUID = ref("stock_take")
    difference: Difference = Field(sa_type=word(Difference))


class ContainerMovementRow(ContainerMovement, table=True):
    __tablename__ = "container_movement"
    __table_args__ = (Index(None, "container_id", "at"),)
    id: UUID = key()
    container_id: UUID = ref("container")
    at: datetime = instant()
    location_id: UUID | None = maybe_ref("location")
