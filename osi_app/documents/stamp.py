"""What stands on every page of a document, and the number it goes by."""

from dataclasses import dataclass
from datetime import datetime

from osi_app.documents.values import Stamp, StateRow
from osi_app.geo.coordinates import CoordinateForm, format_as
from osi_app.inspection.case import Case
from osi_app.kernel.ports import JournalHead
from osi_app.library.records import State

KINDS = {
    "inspection_plan": "IIP",
    "deployment_checklist": "CHK",
    "map": "MAP",
    "equipment_declaration": "EQD",
    "equipment_certificates": "CRT",
    "calibration_by_day": "CAL",
    "packing_lists": "PCK",
    "entry_check": "POE",
    "count_sheet": "STK",
    "labels": "LBL",
    "readiness": "RDY",
}
"""The letters of each kind of document in its number."""


@dataclass(frozen=True, slots=True)
class Revision:
    """What the data stood at: the newest journal entry apart from issued documents."""

    head: JournalHead
    paper: str = "a4"


def number_of(case: Case, kind: str, head: JournalHead) -> str:
    """``EX08-IIP-000412``: inspection, kind, data revision. Same data, same number."""
    return f"{case.inspection.code}-{KINDS[kind]}-{head.seq:06d}"


def as_of(case: Case) -> datetime:
    """The moment the rules judged, to the minute."""
    return case.now.replace(second=0, microsecond=0)


def stamp(case: Case, kind: str, revision: Revision) -> Stamp:
    """The stamp of one document."""
    inspection = case.inspection
    law = tuple(value.key for value in case.values.overrides() if value.is_law)
    return Stamp(
        document_kind=kind,
        number=number_of(case, kind, revision.head),
        inspection_id=inspection.id,
        inspection_code=inspection.code,
        inspection_title=inspection.title,
        inspection_kind=inspection.kind.value,
        classification=inspection.classification,
        marked_exercise=case.marked_exercise,
        law_overridden=law,
        data_seq=revision.head.seq,
        data_sha256=revision.head.sha256,
        as_of=as_of(case),
        site_time_zone=inspection.site_time_zone,
        paper=revision.paper,
    )


def state_row(state: State) -> StateRow:
    """A State as printed."""
    return StateRow(
        state.id, state.code, state.name, state.region.value, state.as_of, state.fictional
    )


def mgrs(lon: float, lat: float) -> str:
    """The place in MGRS, to the metre."""
    return format_as(lon, lat, CoordinateForm.MGRS)
