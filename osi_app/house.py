"""The house: the services and reads of all rooms over one store. Made by ``main.py``."""

from dataclasses import dataclass
from typing import Any, Protocol
from uuid import UUID

from osi_app.area import findings as area_rules
from osi_app.area.service import AreaService
from osi_app.checklist import findings as checklist_rules
from osi_app.checklist.lines import ChecklistReads
from osi_app.checklist.service import ChecklistService
from osi_app.documents.service import DocumentsService
from osi_app.equipment import findings as equipment_rules
from osi_app.equipment.lines import EquipmentReads
from osi_app.equipment.service import EquipmentService
from osi_app.first_hour import Answers, open_inspection
from osi_app.inspection import findings as inspection_rules
from osi_app.inspection.case import load_case
from osi_app.inspection.lines import InspectionReads
from osi_app.inspection.records import Inspection
from osi_app.inspection.service import InspectionService
from osi_app.kernel.changes import ChangeSet
from osi_app.kernel.clock import Clock
from osi_app.kernel.findings import Finding, ordered
from osi_app.kernel.ports import Renderers, Store
from osi_app.library.lines import LibraryReads
from osi_app.library.service import LibraryService
from osi_app.roster import findings as roster_rules
from osi_app.roster.lines import RosterReads
from osi_app.roster.service import RosterService
from osi_app.search import findings as search_rules
from osi_app.search.lines import SearchReads
from osi_app.search.service import SearchService

RULES = (
    inspection_rules, area_rules, roster_rules, equipment_rules, search_rules, checklist_rules
)  # fmt: skip
"""Every room's rules, each with ``findings(reading, case)``."""


class Reads(Protocol):
    """The lists of every room, as the store answers them."""

    library: LibraryReads
    inspection: InspectionReads
    roster: RosterReads
    equipment: EquipmentReads
    search: SearchReads
    checklist: ChecklistReads


class HouseStore(Store, Protocol):
    """A store that answers the rooms' lists."""

    @property
    def reads(self) -> Reads: ...


@dataclass(frozen=True, slots=True)
class House:
    """Everything a window or a command needs."""

    store: HouseStore
    renderers: Renderers
    clock: Clock
    reads: Reads
    library: LibraryService
    inspection: InspectionService
    area: AreaService
    roster: RosterService
    equipment: EquipmentService
    search: SearchService
    checklist: ChecklistService
    documents: DocumentsService

    def findings(self, inspection_id: UUID) -> tuple[Finding, ...]:
        """What the rules of all rooms say of a case now, breaches first."""
        with self.store.read() as reading:
            case = load_case(reading, inspection_id, self.clock)
            return ordered([found for rules in RULES for found in rules.findings(reading, case)])

    def inspections(self) -> tuple[Inspection, ...]:
        """All cases, by code."""
        return self.inspection.inspections()

    def open_inspection(self, **answers: Any) -> ChangeSet:
        """Opens a case from the answers named in ``first_hour.Answers``, as one step.
        ``details['inspection_id']`` of what comes back is its id."""
        templates = dict(self.checklist.templates)
        return open_inspection(self.store, self.clock, templates, Answers(**answers))

    def close(self) -> None:
        """Closes the store."""
        self.store.close()


def house(store: HouseStore, renderers: Renderers, clock: Clock) -> House:
    """Joins the rooms over a store."""
    return House(
        store=store,
        renderers=renderers,
        clock=clock,
        reads=store.reads,
        library=LibraryService(store, clock),
        inspection=InspectionService(store, clock),
        area=AreaService(store, clock),
        roster=RosterService(store, clock),
        equipment=EquipmentService(store, clock),
        search=SearchService(store, clock),
        checklist=ChecklistService(store, clock, renderers.checklist_templates()),
        documents=DocumentsService(store, clock, renderers),
    )
