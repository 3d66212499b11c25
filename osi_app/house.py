"""The house: the services and reads of all rooms over one store. Made by ``main.py``.

A room is opened when it is first asked for: geometry, foreign files and paper take a third of a
second to load, and whoever opens the window wants its clocks first. So the rooms' services are
imported inside the properties that make them, here and nowhere else.
"""

from functools import cached_property
from typing import TYPE_CHECKING, Any, Protocol
from uuid import UUID

from osi_app.checklist.lines import ChecklistReads
from osi_app.equipment.lines import EquipmentReads
from osi_app.inspection.case import load_case
from osi_app.inspection.lines import InspectionReads
from osi_app.inspection.records import Inspection
from osi_app.kernel.changes import ChangeSet
from osi_app.kernel.clock import Clock
from osi_app.kernel.findings import Finding
from osi_app.kernel.ports import Renderers, Store
from osi_app.library.lines import LibraryReads
from osi_app.roster.lines import RosterReads
from osi_app.search.lines import SearchReads
from osi_app.treaty.words import Technique

if TYPE_CHECKING:
    from osi_app.area.service import AreaService
    from osi_app.checklist.service import ChecklistService
    from osi_app.documents.service import DocumentsService
    from osi_app.equipment.service import EquipmentService
    from osi_app.inspection.service import InspectionService
    from osi_app.library.service import LibraryService
    from osi_app.roster.service import RosterService
    from osi_app.search.service import SearchService


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


class House:
    """Everything a window or a command needs: one service a room, all over the same store."""

    def __init__(self, store: HouseStore, renderers: Renderers, clock: Clock) -> None:
        self.store = store
        self.renderers = renderers
        self.clock = clock
        self.reads = store.reads

    @cached_property
    def library(self) -> "LibraryService":
        """The library room."""
        from osi_app.library.service import LibraryService  # noqa: PLC0415  # see the module

        return LibraryService(self.store, self.clock)

    @cached_property
    def inspection(self) -> "InspectionService":
        """The inspection room."""
        from osi_app.inspection.service import InspectionService  # noqa: PLC0415  # see the module

        return InspectionService(self.store, self.clock)

    @cached_property
    def area(self) -> "AreaService":
        """The area room."""
        from osi_app.area.service import AreaService  # noqa: PLC0415  # see the module

        return AreaService(self.store, self.clock)

    @cached_property
    def roster(self) -> "RosterService":
        """The roster room."""
        from osi_app.roster.service import RosterService  # noqa: PLC0415  # see the module

        return RosterService(self.store, self.clock)

    @cached_property
    def equipment(self) -> "EquipmentService":
        """The equipment room."""
        from osi_app.equipment.service import EquipmentService  # noqa: PLC0415  # see the module

        return EquipmentService(self.store, self.clock)

    @cached_property
    def search(self) -> "SearchService":
        """The search room."""
        from osi_app.search.service import SearchService  # noqa: PLC0415  # see the module

        return SearchService(self.store, self.clock)

    @cached_property
    def checklist(self) -> "ChecklistService":
        """The checklist room."""
        from osi_app.checklist.service import ChecklistService  # noqa: PLC0415  # see the module

        return ChecklistService(self.store, self.clock, self.renderers.checklist_templates())

    @cached_property
    def documents(self) -> "DocumentsService":
        """The documents room."""
        from osi_app.documents.service import DocumentsService  # noqa: PLC0415  # see the module

        return DocumentsService(self.store, self.clock, self.renderers)

    def findings(self, inspection_id: UUID) -> tuple[Finding, ...]:
        """What the rules of all rooms say of a case now, breaches first."""
        from osi_app.documents.plan import all_findings  # noqa: PLC0415  # see the module

        with self.store.read() as reading:
            return all_findings(reading, load_case(reading, inspection_id, self.clock))

    def inspections(self) -> tuple[Inspection, ...]:
        """All cases, by code."""
        return self.inspection.inspections()

    def open_inspection(self, **answers: Any) -> ChangeSet:
        """Opens a case from the answers named in ``first_hour.Answers``, as one step.
        ``details['inspection_id']`` of what comes back is its id."""
        from osi_app.first_hour import Answers, open_inspection  # noqa: PLC0415  # see the module

        templates = dict(self.checklist.templates)
        return open_inspection(self.store, self.clock, templates, Answers(**answers))

    def issue_mandate(
        self, inspection_id: UUID, activities: tuple[Technique, ...], decision: str = ""
    ) -> ChangeSet:
        """Issues the next version of the mandate from what stands: team, equipment, activities.

        What the first version fixed is kept (P.42, last sentence).
        """
        from osi_app.documents.mandate_now import draft  # noqa: PLC0415  # see the module

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
    return House(store, renderers, clock)
