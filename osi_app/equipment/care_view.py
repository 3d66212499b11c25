"""What the desk knows of one item on a day: its plans, what its drift hints at, its tolerance."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from osi_app.equipment.care_records import CalibrationPlan, UseReading
from osi_app.equipment.drift import IntervalHint, interval_hint
from osi_app.equipment.plans import Care, PlanState, plan_states
from osi_app.equipment.records import Calibration, Concession, Item
from osi_app.equipment.tolerance import OutOfTolerance, out_of_tolerance
from osi_app.kernel.ports import Reading


@dataclass(frozen=True, slots=True)
class ItemCare:
    """``plans`` by procedure and unit, ``hints`` where three or more points allow one, ``out`` what
    left the item out of tolerance and counts that day."""

    item: Item
    plans: tuple[PlanState, ...]
    hints: tuple[IntervalHint, ...]
    out: tuple[OutOfTolerance, ...]


def item_care(reading: Reading, item_id: UUID, on: date) -> ItemCare:
    """One item on that day, in five reads. Raises ``NotFoundError``."""
    item = reading.load(Item, item_id)
    calibrations = reading.all(Calibration, item_id=item_id)
    care = Care(
        item,
        reading.all(CalibrationPlan, item_type=item.item_type),
        calibrations,
        reading.all(UseReading, item_id=item_id),
    )
    procedures = sorted({one.procedure for one in calibrations})
    hints = (interval_hint(calibrations, procedure) for procedure in procedures)
    concessions = reading.all(Concession, item_id=item_id)
    return ItemCare(
        item,
        plan_states(care, on),
        tuple(one for one in hints if one is not None),
        out_of_tolerance(calibrations, concessions, on),
    )
