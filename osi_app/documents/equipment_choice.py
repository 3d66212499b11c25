"""Which papers of equipment there are, by kind, and what some of them need to know."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date

from osi_app.documents import equipment_papers as papers
from osi_app.documents.equipment_papers import LabelWish
from osi_app.documents.equipment_values import (
    CalibrationByDay,
    CountSheet,
    EntryCheck,
    EquipmentCertificates,
    EquipmentDeclaration,
    LabelSheets,
    PackingLists,
    ReadinessChart,
)
from osi_app.documents.readiness_paper import readiness_chart
from osi_app.documents.stamp import Revision
from osi_app.equipment.movement_records import StockTake
from osi_app.equipment.readiness_report import Asked
from osi_app.equipment.records import Location
from osi_app.inspection.case import Case
from osi_app.kernel.ports import Reading

EquipmentPaper = (
    EquipmentDeclaration
    | EquipmentCertificates
    | CalibrationByDay
    | PackingLists
    | EntryCheck
    | CountSheet
    | LabelSheets
    | ReadinessChart
)


@dataclass(frozen=True, slots=True)
class PaperWish:
    """What a paper is wanted of: ``place`` of a stock-take ("" the newest open one, or the first
    place), the labels, and the question of readiness (None: from the request on, 130 days)."""

    place: str = ""
    labels: LabelWish = field(default_factory=LabelWish)
    asked: Asked | None = None


Maker = Callable[[Reading, Case, Revision, PaperWish], EquipmentPaper]
DAYS = 130


def _count(reading: Reading, case: Case, revision: Revision, wish: PaperWish) -> CountSheet:
    return papers.count_sheet(reading, case, revision, wish.place or _place(reading))


def _place(reading: Reading) -> str:
    takes = sorted(reading.all(StockTake), key=lambda one: one.opened_at)
    if takes:
        return takes[-1].place
    return next((one.code for one in reading.all(Location)), "")


def _readiness(reading: Reading, case: Case, revision: Revision, wish: PaperWish) -> ReadinessChart:
    first: date = case.timeline.request.at.date()
    asked = wish.asked or Asked(first, DAYS)
    return readiness_chart(reading, case, revision, asked.of(case.inspection.id))


EQUIPMENT_PAPERS: Mapping[str, Maker] = {
    "equipment_declaration": lambda r, c, v, _: papers.declaration(r, c, v),
    "equipment_certificates": lambda r, c, v, _: papers.certificates(r, c, v),
    "calibration_by_day": lambda r, c, v, _: papers.calibration_by_day(r, c, v),
    "packing_lists": lambda r, c, v, _: papers.packing_lists(r, c, v),
    "entry_check": lambda r, c, v, _: papers.entry_check(r, c, v),
    "count_sheet": _count,
    "labels": lambda r, c, v, wish: papers.labels_of(r, c, v, wish.labels),
    "readiness": _readiness,
}
"""What makes the value of each kind."""
