"""What the rules of the roster say about an inspection, and about one more person in its team."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from osi_app.inspection.case import Case
from osi_app.inspection.records import Mandate
from osi_app.kernel.findings import Finding
from osi_app.kernel.ports import Reading
from osi_app.roster.dossier import dossiers
from osi_app.roster.fitness import Asked
from osi_app.roster.person_stay import Stay
from osi_app.roster.records import TeamMember
from osi_app.roster.stay import Frame, stay_findings
from osi_app.roster.team import leadership, on_territory, stay_order
from osi_app.roster.territory import DrillingDays, counts_by_day
from osi_app.treaty.words import Milestone


@dataclass(frozen=True, slots=True)
class PlannedStay:
    """The days of a whole deployment by the present plan, both inclusive."""

    first: date
    last: date


def findings(reading: Reading, case: Case) -> list[Finding]:
    """Every rule of the room over the team of the inspection."""
    members = reading.all(TeamMember, inspection_id=case.inspection.id)
    people = dossiers(reading, (member.inspector_id for member in members))
    codes = frozenset(people[member.inspector_id].inspector.code for member in members)
    frame = frame_of(reading, case, codes)
    found = [
        *on_territory(counts_by_day(members, drilling_days(case)), limit_of(case), case.subject),
        *leadership(members, people, case.subject),
        *stay_order(members, people),
    ]
    for member in members:
        stay = Stay(people[member.inspector_id], member.arrives_on, member.departs_on)
        found += stay_findings(stay, frame)
    return found


def candidate_findings(
    reading: Reading, case: Case, inspector_id: UUID, stay: PlannedStay
) -> list[Finding]:
    """What would break if this person were on territory on these days: the rules about the person,
    and the count with one more. Who is in the team already is judged with the days given."""
    person = dossiers(reading, (inspector_id,))[inspector_id]
    members = reading.all(TeamMember, inspection_id=case.inspection.id)
    others = [member for member in members if member.inspector_id != inspector_id]
    candidate = TeamMember(
        inspection_id=case.inspection.id,
        inspector_id=inspector_id,
        seat="candidate",
        arrives_on=stay.first,
        departs_on=stay.last,
    )
    people = {inspector_id: person}
    named = frozenset({person.inspector.code}) if len(others) < len(members) else frozenset()
    return [
        *stay_order([candidate], people),
        *stay_findings(Stay(person, stay.first, stay.last), frame_of(reading, case, named)),
        *_one_too_many(others, candidate, case),
    ]


def _one_too_many(others: Sequence[TeamMember], candidate: TeamMember, case: Case) -> list[Finding]:
    """The count on the candidate's own days; other days are no matter of this person."""
    counts = counts_by_day([*others, candidate], drilling_days(case))
    own = {
        day: count
        for day, count in counts.items()
        if candidate.arrives_on <= day <= candidate.departs_on
    }
    return on_territory(own, limit_of(case), case.subject)


def frame_of(reading: Reading, case: Case, team_codes: frozenset[str]) -> Frame:
    """What the inspection asks of everybody. Before a mandate is on record, the team is taken as
    those it will name."""
    mandates = reading.all(Mandate, inspection_id=case.inspection.id)
    newest = max(mandates, key=lambda mandate: mandate.version, default=None)
    notified = case.facts.get(Milestone.NOTIFIED)
    return Frame(
        requesting=case.requesting,
        inspected=case.inspected,
        protected_from=notified.date() if notified is not None else None,
        mandate_codes=frozenset(newest.member_codes) if newest is not None else team_codes,
        passport_margin_days=int(case.values.number("roster.passport_reserve_days")),
        objection_days=int(case.values.number("roster.objection_days")),
        asked=asked_of(case),
    )


def asked_of(case: Case) -> Asked:
    """What the inspection's rule values ask of everybody's fitness."""
    values = case.values
    requested = case.inspection.requested_at
    vaccines = values.text("roster.vaccines").split(",")
    return Asked(
        visa_hours=values.number("roster.visa_hours"),
        visa_needed=values.flag("roster.visa_needed"),
        currency_days=int(values.number("roster.currency_days")),
        briefing_needed=values.flag("roster.briefing_needed"),
        vaccines=tuple(one.strip() for one in vaccines if one.strip()),
        dose_limit_msv=values.number("roster.dose_limit_msv"),
        called_on=requested.date() if requested is not None else None,
        now=case.now,
    )


def limit_of(case: Case) -> int:
    """How many may be on territory at any time (P.9)."""
    return int(case.values.number("roster.max_on_territory"))


def planned_stay(case: Case) -> PlannedStay:
    """From the point of entry to the conclusion by the present plan."""
    first = case.timeline.entry.at.date()
    return PlannedStay(first, max(first, case.timeline.conclusion.at.date()))


def drilling_days(case: Case) -> DrillingDays | None:
    """From the Council's approval of drilling to the conclusion, or None without an approval."""
    approved = case.timeline.drilling_approved_at
    if approved is None:
        return None
    return DrillingDays(approved.date(), case.timeline.conclusion.at.date())
