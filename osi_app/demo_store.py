"""The storehouse of the demo exercise: a file of records that name one another by code."""

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any
from uuid import UUID

from osi_app.equipment.care_records import (
    CalibrationPlan,
    CheckSource,
    ConsumableLot,
    Maintenance,
    QcReading,
    QcSeries,
)
from osi_app.equipment.movement_records import ContainerMovement, Scan, StatusStep, StockTake
from osi_app.equipment.records import (
    Calibration,
    CalibrationStandard,
    CatalogueLine,
    Container,
    EquipmentSystem,
    Item,
    Location,
    Reservation,
    SystemMember,
)
from osi_app.inspection.records import Inspection
from osi_app.kernel.changes import ChangeSet
from osi_app.kernel.ports import Store, UnitOfWork
from osi_app.kernel.record import Record, kind_of
from osi_app.kernel.service import checked

KINDS: tuple[type[Record], ...] = (
    Location, CatalogueLine, Container, Item, CalibrationPlan, EquipmentSystem, SystemMember,
    Calibration, CalibrationStandard, CheckSource, QcSeries, QcReading, ConsumableLot, Maintenance,
    Reservation,
    StatusStep, StockTake, Scan, ContainerMovement,
)  # fmt: skip
NAMED: Mapping[str, type[Record]] = {
    "location": Location,
    "catalogue_line": CatalogueLine,
    "container": Container,
    "item": Item,
    "calibration": Calibration,
    "system": EquipmentSystem,
    "part": EquipmentSystem,
    "check_source": CheckSource,
    "series": QcSeries,
    "stock_take": StockTake,
    "inspection": Inspection,
}
"""What a code under this word names; the field is the word with ``_id``."""


def build_storehouse(store: Store, file: Path) -> ChangeSet:
    """Puts everything of the file into the store as one step; items in it are changed. Raises
    ``RuleError('invalid_value')``, ``KeyError`` for a code that names nothing."""
    rows = json.loads(file.read_text(encoding="utf-8"))
    with store.write("Set up the storehouse") as work:
        known: dict[type[Record], dict[str, Any]] = {
            kind: {str(getattr(one, "code")): one for one in work.all(kind)}  # noqa: B009
            for kind in (Item, Inspection)
        }
        for kind in KINDS:
            _put(work, kind, rows.get(kind_of(kind), []), known)
        return work.commit()


def _put(
    work: UnitOfWork,
    kind: type[Record],
    rows: list[dict[str, Any]],
    known: dict[type[Record], dict[str, Any]],
) -> None:
    made: list[Record] = []
    changed: list[Record] = []
    for row in rows:
        values = _linked(kind, row, known)
        before = known.get(kind, {}).get(str(row.get("code")))
        if before is not None:
            changed.append(before.changed(**values))
        else:
            made.append(checked(kind, values))
    work.add(*made)
    work.change(*changed)
    for one in (*made, *changed):
        code = getattr(one, "code", "") or getattr(one, "certificate_number", "")
        if code:
            known.setdefault(kind, {})[code] = one


def _linked(
    kind: type[Record], row: dict[str, Any], known: dict[type[Record], dict[str, Any]]
) -> dict[str, Any]:
    """The values of a row, codes turned into ids."""
    found: dict[str, Any] = {}
    for name, value in row.items():
        link = f"{name}_id"
        if name in NAMED and link in kind.model_fields:
            found[link] = None if value is None else _id(known[NAMED[name]][value])
        else:
            found[name] = value
    return found


def _id(record: Any) -> UUID:
    key: UUID = record.id
    return key
