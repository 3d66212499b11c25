"""Which documents there are, what each is for, and how one is made and saved."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any
from uuid import UUID

from osi_app.documents.service import Document, DocumentsService
from osi_app.exchange.writing.whole import write_whole
from osi_app.kernel.changes import ChangeSet
from osi_app.kernel.ports import Cancelled, Progress
from osi_app.texts import word


@dataclass(frozen=True, slots=True)
class Paper:
    """One document a person can ask for. ``value`` makes its value from the data as they stand:
    ``value(documents, inspection_id, size)``."""

    kind: str
    title: str
    purpose: str
    value: Callable[[DocumentsService, UUID, str], Document]


EQUIPMENT = (
    ("equipment_declaration", "For the inspected State at the point of entry: every item with "
     "serial number, certificates, seal and box."),
    ("equipment_certificates", "A page for each item: what it is, calibration, certification."),
    ("entry_check", "To check off at the point of entry (P.51), line by line, with two hands."),
    ("readiness", "For the planner: every technique and system, day by day, and what mends it."),
    ("calibration_by_day", "For the storekeeper: what lapses during the stay, first things first."),
    ("packing_lists", "A list for each box, with seals and dangerous goods."),
    ("count_sheet", "What is expected in a place, to be ticked."),
    ("labels", "Labels for the boxes, 3 × 8 on a sheet, with a QR code."),
)  # fmt: skip


def _of_equipment(kind: str, documents: DocumentsService, key: UUID, size: str) -> Document:
    return documents.equipment_paper(kind, key, size)


PAPERS = (
    Paper(
        "inspection_plan",
        "Inspection plan",
        "For the team and the inspected State: mandate, area, map, search logic, missions, team, "
        "equipment, deadlines, findings.",
        lambda documents, key, size: documents.inspection_plan(key, size),
    ),
    Paper(
        "deployment_checklist",
        "Deployment checklist",
        "For those who get the team on its way: tasks by phase, owner and due time, to tick and "
        "sign.",
        lambda documents, key, size: documents.deployment_checklist(key, size),
    ),
    *(
        Paper(kind, word(kind), purpose, partial(_of_equipment, kind))
        for kind, purpose in EQUIPMENT
    ),
)
SIZES = (("a4", "A4"), ("letter", "Letter"))
"""Sizes of paper as the service calls them, and as people do."""


@dataclass(frozen=True, slots=True)
class Request:
    """What is wanted: a document of an inspection on a size of paper."""

    paper: Paper
    inspection_id: UUID
    size: str

    def same_document(self, other: "Request") -> bool:
        """Whether the other asks for the same, on whatever size of paper."""
        return self.paper == other.paper and self.inspection_id == other.inspection_id


@dataclass(frozen=True, slots=True)
class Printed:
    """A document that was made: its value and its bytes as PDF."""

    request: Request
    document: Document
    pdf: bytes

    @property
    def stamp(self) -> Any:
        """What stands on every page."""
        return self.document.stamp


def printed(
    documents: DocumentsService, request: Request, progress: Progress, cancelled: Cancelled
) -> Printed:
    """Makes a document. Raises ``Cancelled``, ``NotFoundError``."""
    value = request.paper.value(documents, request.inspection_id, request.size)
    return Printed(request, value, documents.printed(value, progress, cancelled))


def save_issued(documents: DocumentsService, made: Printed, target: Path) -> ChangeSet:
    """Writes the file whole and registers it as issued. A paper that cannot be registered is not
    left lying about: what stood at ``target`` before stands there again. Raises ``StorageError``
    (also not_writable)."""
    before = target.read_bytes() if target.is_file() else None
    write_whole(target, made.pdf)
    try:
        return documents.issue(made.document, made.pdf)
    except Exception:
        if before is None:
            target.unlink(missing_ok=True)
        else:
            write_whole(target, before)
        raise


def save_copy(made: Printed, target: Path) -> None:
    """Writes the file whole and registers nothing: for a store that is only read."""
    write_whole(target, made.pdf)
