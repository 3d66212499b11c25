"""What exists of the care for things: calibration plans, check sources, QC series, maintenance."""

from datetime import date
from enum import StrEnum
from uuid import UUID

from sqlmodel import Field

from osi_app.kernel.record import Instant, Record


class UseUnit(StrEnum):
    """What an interval or a counter is counted in."""

    DAYS = "days"
    HOURS = "hours"
    KM = "km"
    USES = "uses"


class CalibrationPlan(Record):
    """How often items of a type are calibrated by one ``procedure`` ("" is the main one): every
    ``every`` days, hours, km or uses. ``source`` says where the interval comes from."""

    item_type: str = Field(min_length=1)
    procedure: str = ""
    every: float = Field(gt=0)
    unit: UseUnit = UseUnit.DAYS
    source: str = ""


class UseReading(Record):
    """What the counter of an item showed on a day: hours, km or uses since it was made."""

    item_id: UUID
    on: date
    unit: UseUnit
    total: float = Field(ge=0)


class CheckSource(Record):
    """A sealed source to check a sensor with: ``activity_bq`` at ``reference_at``, with its
    relative standard ``uncertainty_percent``. ``nuclide`` as Cs-137."""

    code: str = Field(min_length=1, max_length=40)
    nuclide: str = Field(min_length=1, max_length=12)
    activity_bq: float = Field(gt=0)
    reference_at: Instant
    uncertainty_percent: float = Field(default=0, ge=0)
    serial_number: str = ""
    location: str = ""
    note: str = ""


class SensorKind(StrEnum):
    """The five low-resolution gamma and neutron sensors whose long-term QC the Annual Report 2019
    tells of (865), and any other. Which five they are is not published: editable words."""

    NAI_BACKPACK = "nai_backpack"
    NAI_VEHICLE = "nai_vehicle"
    NAI_AIRBORNE = "nai_airborne"
    NAI_HANDHELD = "nai_handheld"
    NEUTRON = "neutron"
    OTHER = "other"


class QcSeries(Record):
    """One quantity of one sensor followed over time, such as the rate from a check source or the
    position of a peak. With a source whose decay counts (``follows_decay``) the expected value
    falls as the source does. The first ``baseline_points`` readings make the baseline."""

    code: str = Field(min_length=1, max_length=40)
    item_id: UUID
    quantity: str = Field(min_length=1)
    unit: str = ""
    sensor: SensorKind = SensorKind.OTHER
    check_source_id: UUID | None = None
    follows_decay: bool = False
    baseline_points: int = Field(default=20, ge=5)


class QcReading(Record):
    """One reading of a series."""

    series_id: UUID
    at: Instant
    value: float
    taken_by: str = ""
    note: str = ""


class MaintenanceKind(StrEnum):
    """Why an item is off."""

    PREVENTIVE = "preventive"
    REPAIR = "repair"
    UPDATE = "update"


class Maintenance(Record):
    """Work on an item from ``first_day`` to ``last_day``, both inclusive (None: not yet done); on
    those days it cannot be used. An update takes its software or firmware ``from_version`` to
    ``to_version``."""

    item_id: UUID
    kind: MaintenanceKind
    first_day: date
    last_day: date | None = None
    description: str = Field(min_length=1)
    parts: tuple[str, ...] = ()
    done_by: str = ""
    from_version: str = ""
    to_version: str = ""


class ConsumableLot(Record):
    """A lot of something used up: ``quantity`` in ``unit``, usable until ``expires_on``,
    inclusive."""

    code: str = Field(min_length=1, max_length=40)
    item_type: str = Field(min_length=1)
    lot_number: str = ""
    quantity: float = Field(ge=0)
    unit: str = "pieces"
    expires_on: date | None = None
    un_number: str = ""
    mass_kg: float = Field(default=0, ge=0)
    container_id: UUID | None = None
    location: str = ""
