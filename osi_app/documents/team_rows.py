"""Rows of people and things: the team, and the equipment list with its state by phase."""

from collections import defaultdict
from collections.abc import Mapping
from datetime import date
from uuid import UUID

from osi_app.documents.values import ItemRow, MemberRow, PhaseRow, TeamBlock
from osi_app.equipment.calibration import that_counts
from osi_app.equipment.certification import that_counts as certification_that_counts
from osi_app.equipment.phases import last_days, phase_states
from osi_app.equipment.stock import ItemPapers, listed_items
from osi_app.inspection.case import Case
from osi_app.kernel.ports import Reading
from osi_app.library.records import State
from osi_app.roster.records import Inspector, Qualification, TeamMember
from osi_app.roster.territory import DrillingDays, counts_by_day
from osi_app.treaty.timeline import windows


def team_block(reading: Reading, case: Case) -> TeamBlock:
    """The team, the leader first, then by seat and code; the peak on territory as P.9 counts."""
    members = reading.all(TeamMember, inspection_id=case.inspection.id)
    rows = sorted(_members(reading, members), key=lambda row: (not row.leader, row.seat, row.code))
    counts = counts_by_day(members, _drilling(case))
    peak = max(counts.values(), default=0)
    return TeamBlock(
        members=tuple(rows),
        limit=int(case.values.number("roster.max_on_territory")),
        peak=peak,
        peak_on=min((day for day, count in counts.items() if count == peak), default=None),
        nationalities=len({row.nationality for row in rows}),
        languages=tuple(sorted({language for row in rows for language in row.languages})),
    )


def _drilling(case: Case) -> DrillingDays | None:
    approved = case.timeline.drilling_approved_at
    return None if approved is None else DrillingDays(approved.date())


def _members(reading: Reading, members: tuple[TeamMember, ...]) -> list[MemberRow]:
    keys = [one.inspector_id for one in members]
    people = {one.id: one for one in reading.among(Inspector, "id", keys)}
    states = {
        one.id: one.code
        for one in reading.among(State, "id", [one.nationality_id for one in people.values()])
    }
    skills: defaultdict[UUID, list[str]] = defaultdict(list)
    for skill in reading.among(Qualification, "inspector_id", keys):
        skills[skill.inspector_id].append(skill.technique.value)
    return [_member(one, people[one.inspector_id], states, skills) for one in members]


def _member(
    one: TeamMember,
    person: Inspector,
    states: Mapping[UUID, str],
    skills: Mapping[UUID, list[str]],
) -> MemberRow:
    return MemberRow(
        record_id=one.id,
        inspector_id=person.id,
        code=person.code,
        seat=one.seat,
        name=person.name,
        latin_name=person.latin_name,
        nationality=states[person.nationality_id],
        role=person.role.value,
        techniques=tuple(sorted(skills.get(person.id, ()))),
        languages=person.languages,
        arrives_on=one.arrives_on,
        departs_on=one.departs_on,
        leader=one.leader,
        drilling=one.drilling,
    )


def phase_rows(case: Case) -> tuple[PhaseRow, ...]:
    """The phases of field work with the last day equipment is judged for."""
    days = dict(last_days(case.timeline))
    return tuple(
        PhaseRow(one.phase.value, one.opens_at, one.closes_at, days[one.phase])
        for one in windows(case.timeline)
    )


def item_rows(reading: Reading, case: Case) -> tuple[ItemRow, ...]:
    """The equipment list by technique, then code; states in the order of ``phase_rows``."""
    states = {
        one.item.id: tuple(state.status.value for state in one.states)
        for one in phase_states(reading, case)
    }
    today = case.now.date()
    papers = listed_items(reading, case.inspection.id)
    rows = [_item(each, states[each.item.id], today) for each in papers]
    return tuple(sorted(rows, key=lambda row: (len(row.technique), row.technique, row.code)))


def _item(papers: ItemPapers, states: tuple[str, ...], today: date) -> ItemRow:
    item = papers.item
    calibration = that_counts(papers.calibrations, today)
    certification = certification_that_counts(papers.certifications, today)
    return ItemRow(
        record_id=item.id,
        code=item.code,
        name=item.name,
        item_type=item.item_type,
        serial_number=item.serial_number,
        technique=item.technique.value,
        mass_kg=item.mass_kg,
        seal_number=certification.seal_number if certification else "",
        certified_until=certification.valid_until if certification else None,
        calibration_number=calibration.certificate_number if calibration else "",
        calibrated_until=calibration.valid_until if calibration else None,
        states=states,
    )
