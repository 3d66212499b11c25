"""What the rules of the search room say about an inspection's missions."""

from collections import defaultdict
from uuid import UUID

from osi_app.area.records import AreaBoundary, BoundaryKind, RestrictedSite
from osi_app.inspection.case import Case
from osi_app.kernel.findings import Finding
from osi_app.kernel.ports import Reading
from osi_app.roster.records import Inspector, TeamMember
from osi_app.search.about import counts
from osi_app.search.crews import Crew, crew_findings, mission_order
from osi_app.search.flights import FlightLimits, flight_findings
from osi_app.search.periods import technique_findings
from osi_app.search.places import in_restricted_sites, outside_area
from osi_app.search.records import Mission, MissionMember


def findings(reading: Reading, case: Case) -> list[Finding]:
    """Every rule of the room. Cancelled missions break none."""
    key = case.inspection.id
    missions = [m for m in reading.all(Mission, inspection_id=key) if counts(m)]
    if not missions:
        return []
    boundary = working_boundary(reading, key)
    sites = reading.all(RestrictedSite, inspection_id=key)
    agreed = case.inspection.additional_overflights_agreed
    found: list[Finding] = []
    for mission in missions:
        found += mission_order(mission)
        found += technique_findings(mission, case.timeline, case.values, more_agreed=agreed)
        found += in_restricted_sites(mission, sites)
        if boundary is not None:
            found += outside_area(mission, boundary.vertices, boundary.boundary.value)
    crews = crews_of(reading, key, missions)
    most_on_board = int(case.values.number("overflight.max_inspectors"))
    found += flight_findings(missions, limits_of(case))
    return [*found, *crew_findings(crews, most_on_board)]


def working_boundary(reading: Reading, inspection_id: UUID) -> AreaBoundary | None:
    """The mandated boundary, else the requested one, else None."""
    found = {b.boundary: b for b in reading.all(AreaBoundary, inspection_id=inspection_id)}
    return found.get(BoundaryKind.MANDATED) or found.get(BoundaryKind.REQUESTED)


def limits_of(case: Case) -> FlightLimits:
    """What holds for overflights in this case."""
    return FlightLimits(
        initial_h=case.values.number("overflight.initial_hours"),
        height_m=case.values.number("overflight.max_height_m"),
    )


def crews_of(reading: Reading, inspection_id: UUID, missions: list[Mission]) -> tuple[Crew, ...]:
    """Every mission with its team members, in four reads."""
    team = {m.id: m for m in reading.all(TeamMember, inspection_id=inspection_id)}
    people = reading.among(Inspector, "id", [member.inspector_id for member in team.values()])
    codes = {person.id: person.code for person in people}
    member_codes = {key: codes[member.inspector_id] for key, member in team.items()}
    crews: defaultdict[UUID, list[TeamMember]] = defaultdict(list)
    for found in reading.among(MissionMember, "mission_id", [m.id for m in missions]):
        crews[found.mission_id].append(team[found.team_member_id])
    return tuple(Crew(mission, tuple(crews[mission.id]), member_codes) for mission in missions)
