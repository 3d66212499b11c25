"""The storehouse and the crew of the demo exercise: files of records that name one another by
code."""

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
from osi_app.library.records import State
from osi_app.roster.callout_records import Callee, CallMessage, CallOut, CallReply
from osi_app.roster.fitness_records import (
    DoseReading,
    Nationality,
    Remark,
    RoleQualification,
    SecurityBriefing,
    Vaccination,
    Visa,
)
from osi_app.roster.records import Inspector, TeamMember
from osi_app.roster.team_records import IncompatiblePair, Seat, TeamChoice, TeamWeights
from osi_app.roster.travel_records import RoomStay, SignOff, TravelLeg

KINDS: tuple[type[Record], ...] = (
    Location, CatalogueLine, Container, Item, CalibrationPlan, EquipmentSystem, SystemMember,
    Calibration, CalibrationStandard, CheckSource, QcSeries, QcReading, ConsumableLot, Maintenance,
    Reservation,
    StatusStep, StockTake, Scan, ContainerMovement,
)  # fmt: skip
CREW: tuple[type[Record], ...] = (
    Inspector, Nationality, RoleQualification, Visa, Vaccination, SecurityBriefing, DoseReading,
    Remark, Seat, IncompatiblePair, TeamWeights, TeamChoice, TravelLeg, SignOff, RoomStay, CallOut,
    Callee, CallMessage, CallReply,
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
    "inspector": Inspector,
    "other": Inspector,
    "state": State,
    "seat": Seat,
    "call_out": CallOut,
    "callee": Callee,
}
"""What a code under this word names; the field is the word with ``_id``."""


def build_storehouse(store: Store, file: Path) -> ChangeSet:
    """Puts everything of the file into the store as one step; items in it are changed. Raises
    ``RuleError('invalid_value')``, ``KeyError`` for a code that names nothing."""
    rows = json.loads(file.read_text(encoding="utf-8"))
    with store.write("Set up the storehouse") as work:
        known = _known(work, Item, Inspection)
        for kind in KINDS:
            _put(work, kind, rows.get(kind_of(kind), []), known)
        return work.commit()


def build_crew(store: Store, file: Path) -> ChangeSet:
    """The same for people: what hangs on them, seats with those who sit in them, travel, the
    call-out."""
    rows = json.loads(file.read_text(encoding="utf-8"))
    with store.write("Set up the crew") as work:
        known = _known(work, Inspector, Inspection, State)
        for kind in CREW:
            _put(work, kind, rows.get(kind_of(kind), []), known)
        members = {one.inspector_id: one for one in work.all(TeamMember)}
        for row in rows["sits"]:
            member = members[_id(known[Inspector][row["inspector"]])]
            work.change(member.changed(seat_id=_id(known[Seat][row["seat"]])))
        return work.commit()


def _known(work: UnitOfWork, *kinds: type[Record]) -> dict[type[Record], dict[str, Any]]:
    return {
        kind: {str(getattr(one, "code")): one for one in work.all(kind)}  # noqa: B009
        for kind in kinds
    }


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
        names = ("code", "certificate_number", "token")
        code = next((getattr(one, name) for name in names if getattr(one, name, "")), "")
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
