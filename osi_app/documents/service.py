"""Use cases of the documents room: make a value, print it, register what was printed."""

import re
from hashlib import sha256
from uuid import UUID

from osi_app.documents.checklist import deployment_checklist
from osi_app.documents.equipment_choice import EQUIPMENT_PAPERS, EquipmentPaper, PaperWish
from osi_app.documents.map import map_value
from osi_app.documents.map_value import MapValue
from osi_app.documents.plan import inspection_plan
from osi_app.documents.stamp import Revision
from osi_app.documents.values import DeploymentChecklist, InspectionPlan
from osi_app.inspection.case import load_case
from osi_app.kernel.changes import ChangeSet
from osi_app.kernel.clock import Clock
from osi_app.kernel.ports import (
    Cancelled,
    Progress,
    Renderers,
    Store,
    never_cancelled,
    no_progress,
)
from osi_app.kernel.service import RoomService
from osi_app.library.records import IssuedDocument
from osi_app.library.service import NOT_DATA

Document = InspectionPlan | DeploymentChecklist | EquipmentPaper
_PAGE = re.compile(rb"/Type\s*/Page(?![a-zA-Z])")


def pages_of(pdf: bytes) -> int:
    """How many pages a printed document has."""
    return len(_PAGE.findall(pdf))


class DocumentsService(RoomService):
    """Plans, checklists and maps of an inspection."""

    def __init__(self, store: Store, clock: Clock, renderers: Renderers) -> None:
        super().__init__(store, clock)
        self._renderers = renderers

    def inspection_plan(self, inspection_id: UUID, paper: str = "a4") -> InspectionPlan:
        """The plan as the data stand. ``paper`` is a4 or letter. Raises ``NotFoundError``."""
        revision = self._revision(paper)
        with self._store.read() as reading:
            case = load_case(reading, inspection_id, self._clock)
            return inspection_plan(reading, case, revision)

    def deployment_checklist(self, inspection_id: UUID, paper: str = "a4") -> DeploymentChecklist:
        """The checklist as the data stand. Raises ``NotFoundError``."""
        revision = self._revision(paper)
        with self._store.read() as reading:
            case = load_case(reading, inspection_id, self._clock)
            return deployment_checklist(reading, case, revision)

    def equipment_paper(
        self, kind: str, inspection_id: UUID, paper: str = "a4", wish: PaperWish | None = None
    ) -> EquipmentPaper:
        """A paper of equipment as the data stand; ``kind`` is a key of ``EQUIPMENT_PAPERS``,
        ``wish`` says what some of them need to know. Raises ``NotFoundError``, ``KeyError``."""
        revision = self._revision(paper)
        with self._store.read() as reading:
            case = load_case(reading, inspection_id, self._clock)
            return EQUIPMENT_PAPERS[kind](reading, case, revision, wish or PaperWish())

    def map_value(self, inspection_id: UUID) -> MapValue:
        """The map as the data stand. Raises ``NotFoundError``."""
        revision = self._revision("a4")
        with self._store.read() as reading:
            case = load_case(reading, inspection_id, self._clock)
            return map_value(reading, case, revision)

    def printed(
        self,
        document: Document,
        progress: Progress = no_progress,
        cancelled: Cancelled = never_cancelled,
    ) -> bytes:
        """A document value as PDF; the same value gives the same bytes. Raises ``Cancelled``."""
        return self._renderers.document(document, progress, cancelled)

    def print_plan(
        self,
        inspection_id: UUID,
        progress: Progress = no_progress,
        cancelled: Cancelled = never_cancelled,
        paper: str = "a4",
    ) -> bytes:
        """The plan as PDF."""
        return self.printed(self.inspection_plan(inspection_id, paper), progress, cancelled)

    def print_checklist(
        self,
        inspection_id: UUID,
        progress: Progress = no_progress,
        cancelled: Cancelled = never_cancelled,
        paper: str = "a4",
    ) -> bytes:
        """The checklist as PDF."""
        return self.printed(self.deployment_checklist(inspection_id, paper), progress, cancelled)

    def map_page(self, inspection_id: UUID) -> str:
        """The map as one HTML page that opens without a network."""
        return self._renderers.map_page(self.map_value(inspection_id))

    def issue(self, document: Document, pdf: bytes, author: str = "") -> ChangeSet:
        """Registers that this document was printed to these bytes. The register is no data: it
        supersedes nothing."""
        stamp = document.stamp
        entry = IssuedDocument(
            inspection_id=stamp.inspection_id,
            number=stamp.number,
            document_kind=stamp.document_kind,
            data_seq=stamp.data_seq,
            data_sha256=stamp.data_sha256,
            file_sha256=sha256(pdf).hexdigest(),
            pages=max(pages_of(pdf), 1),
            issued_at=self._clock(),
            author=author or getattr(self._store, "author", "") or "operator",
        )
        return self.record(f"Issue {stamp.number}", entry)

    def issued(self, inspection_id: UUID) -> tuple[IssuedDocument, ...]:
        """What was printed, newest first."""
        with self._store.read() as reading:
            found = reading.all(IssuedDocument, inspection_id=inspection_id)
        return tuple(sorted(found, key=lambda one: (one.issued_at, one.data_seq), reverse=True))

    def is_superseded(self, document: IssuedDocument) -> bool:
        """Whether data changed since it was printed."""
        return self._store.journal.data_head(NOT_DATA).seq > document.data_seq

    def _revision(self, paper: str) -> Revision:
        return Revision(self._store.journal.data_head(NOT_DATA), paper)
