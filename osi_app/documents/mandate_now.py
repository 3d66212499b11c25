"""The newest mandate against the records of all rooms, and a draft of the next from them."""

from uuid import UUID, uuid4

from osi_app.area.findings import working_area
from osi_app.area.records import AreaBoundary, BaseOfOperations, BoundaryKind, PointOfEntry
from osi_app.equipment.records import EquipmentAssignment, Item
from osi_app.inspection.case import Case
from osi_app.inspection.mandate import MandateNow, differing_findings
from osi_app.inspection.records import Mandate
from osi_app.kernel.findings import Finding
from osi_app.kernel.ports import Reading
from osi_app.roster.records import Inspector, TeamMember
from osi_app.treaty.words import Technique


def findings(reading: Reading, case: Case) -> list[Finding]:
    """Where the records have gone beyond the newest mandate; nothing before its issue."""
    versions = reading.all(Mandate, inspection_id=case.inspection.id)
    if not versions:
        return []
    newest = max(versions, key=lambda mandate: mandate.version)
    return differing_findings(newest, mandate_now(reading, case.inspection.id))


def mandate_now(reading: Reading, inspection_id: UUID) -> MandateNow:
    """What the records say today: mandated boundary, chosen entry, team, equipment list."""
    boundary = reading.find(
        AreaBoundary, inspection_id=inspection_id, boundary=BoundaryKind.MANDATED
    )
    entries = reading.all(PointOfEntry, inspection_id=inspection_id)
    team = reading.all(TeamMember, inspection_id=inspection_id)
    people = reading.among(Inspector, "id", [member.inspector_id for member in team])
    codes = {person.id: person.code for person in people}
    listed = reading.all(EquipmentAssignment, inspection_id=inspection_id)
    items = reading.among(Item, "id", [one.item_id for one in listed])
    leaders = sorted(codes[member.inspector_id] for member in team if member.leader)
    return MandateNow(
        area=boundary.vertices if boundary else (),
        point_of_entry=next((entry.name for entry in entries if entry.chosen), ""),
        leader_code=leaders[0] if len(leaders) == 1 else "",
        member_codes=tuple(sorted(set(codes.values()))),
        equipment_codes=tuple(sorted(item.code for item in items)),
    )


def draft(reading: Reading, case: Case, activities: tuple[Technique, ...]) -> Mandate:
    """The next version from what stands; what the first version fixed is kept as it was.

    ``issued_at`` is the case's present, ``version`` is given when it is issued.
    """
    key = case.inspection.id
    now = mandate_now(reading, key)
    changing = {
        "activities": activities,
        "member_codes": now.member_codes,
        "equipment_codes": now.equipment_codes,
        "issued_at": case.now,
    }
    versions = sorted(reading.all(Mandate, inspection_id=key), key=lambda one: one.version)
    if versions:
        return versions[-1].changed(**changing, id=uuid4())
    area = working_area(reading.all(AreaBoundary, inspection_id=key))
    bases = reading.all(BaseOfOperations, inspection_id=key)
    fixed = {
        "inspection_id": key,
        "version": 1,
        "states": case.inspected.name,
        "area": area.vertices if area else (),
        "point_of_entry": now.point_of_entry,
        "basing_points": ", ".join(base.name for base in bases),
        "leader_code": now.leader_code,
        "observer": case.inspection.observer_name,
    }
    return Mandate.model_validate({**fixed, **changing})
