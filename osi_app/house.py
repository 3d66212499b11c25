"""The house: the services and reads of all rooms over one store. Made by ``main.py``."""

from dataclasses import dataclass
from typing import Any, Protocol
from uuid import UUID

from osi_app.area.service import AreaService
from osi_app.checklist.lines import ChecklistReads
from osi_app.checklist.service import ChecklistService
from osi_app.documents.mandate_now import draft
from osi_app.documents.plan import all_findings
from osi_app.documents.service import DocumentsService
from osi_app.equipment.lines import EquipmentReads
from osi_app.equipment.service import EquipmentService
from osi_app.first_hour import Answers, open_inspection
from osi_app.inspection.case import load_case
from osi_app.inspection.lines import InspectionReads
from osi_app.inspection.records import Inspection
from osi_app.inspection.service import InspectionService
from osi_app.kernel.changes import ChangeSet
from osi_app.kernel.clock import Clock
from osi_app.kernel.findings import Finding
from osi_app.kernel.ports import Renderers, Store
from osi_app.library.lines import LibraryReads
from osi_app.library.service import LibraryService
from osi_app.roster.lines import RosterReads
from osi_app.roster.service import RosterService
from osi_app.search.lines import SearchReads
from osi_app.search.service import SearchService
from osi_app.treaty.words import Technique


class Reads(Protocol):
    """The lists of every room, as the store answers them."""

    @property
    def library(self) -> LibraryReads: ...

    @property
    def inspection(self) -> InspectionReads: ...

    @property
    def roster(self) -> RosterReads: ...

    @property
    def equipment(self) -> EquipmentReads: ...

    @property
    def search(self) -> SearchReads: ...

    @property
    def checklist(self) -> ChecklistReads: ...


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
            return all_findings(reading, load_case(reading, inspection_id, self.clock))

    def inspections(self) -> tuple[Inspection, ...]:
        """All cases, by code."""
        return self.inspection.inspections()

    def open_inspection(self, **answers: Any) -> ChangeSet:
        """Opens a case from the answers named in ``first_hour.Answers``, as one step.
        ``details['inspection_id']`` of what comes back is its id."""
        templates = dict(self.checklist.templates)
        return open_inspection(self.store, self.clock, templates, Answers(**answers))

    def issue_mandate(
        self, inspection_id: UUID, activities: tuple[Technique, ...], decision: str = ""
    ) -> ChangeSet:
        """Issues the next version of the mandate from what stands: team, equipment, activities.

        What the first version fixed is kept (P.42, last sentence).
        """
        with self.store.read() as reading:
            case = load_case(reading, inspection_id, self.clock)
            version = draft(reading, case, activities)
        return self.inspection.issue_mandate(
            version.changed(decision=decision) if decision else version
        )

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
