"""What an id in a field points at, so that forms and tables show a name and offer a choice."""

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from osi_app.area.records import BaseOfOperations, PointOfEntry
from osi_app.equipment.care_records import CheckSource, QcSeries
from osi_app.equipment.movement_records import StockTake
from osi_app.equipment.records import CatalogueLine, Container, EquipmentSystem, Item, Location
from osi_app.inspection.records import Event, Inspection
from osi_app.kernel.ports import Reading
from osi_app.kernel.record import Record
from osi_app.library.records import State
from osi_app.roster.records import Inspector
from osi_app.search.records import AreaOfInterest, InformationNeed, Mission, Question

KINDS: Mapping[str, type[Record]] = {
    "requesting_state_id": State,
    "inspected_state_id": State,
    "nationality_id": State,
    "state_id": State,
    "event_id": Event,
    "inspection_id": Inspection,
    "inspector_id": Inspector,
    "item_id": Item,
    "system_id": EquipmentSystem,
    "part_id": EquipmentSystem,
    "container_id": Container,
    "location_id": Location,
    "catalogue_line_id": CatalogueLine,
    "check_source_id": CheckSource,
    "series_id": QcSeries,
    "stock_take_id": StockTake,
    "area_of_interest_id": AreaOfInterest,
    "question_id": Question,
    "information_need_id": InformationNeed,
    "mission_id": Mission,
    "point_of_entry_id": PointOfEntry,
    "base_id": BaseOfOperations,
}

FIXED = frozenset(
    {
        "inspection_id",
        "inspector_id",
        "item_id",
        "question_id",
        "mission_id",
        "area_of_interest_id",
        "system_id",
        "series_id",
        "stock_take_id",
    }
)
"""Fields that say whose record it is: shown, not chosen."""


def name_of(record: Any) -> str:
    """A record in a line: its code and name."""
    parts = [str(getattr(record, "code", ""))]
    for attribute in ("name", "title", "text", "observable"):
        if getattr(record, attribute, ""):
            parts.append(str(getattr(record, attribute)))
            break
    return "  ".join(part for part in parts if part) or str(record.id)[:8]


def choices(reading: Reading, field: str) -> tuple[tuple[UUID, str], ...]:
    """What a field may point at, by name."""
    kind = KINDS.get(field)
    if kind is None:
        return ()
    return tuple((record.id, name_of(record)) for record in reading.all(kind))
