"""The inspection plan as a value: every room's rows gathered in one read."""

from osi_app.area.findings import findings as area_findings
from osi_app.checklist.findings import findings as checklist_findings
from osi_app.documents.ground import (
    area_blocks,
    event_block,
    mandate_block,
    place_rows,
    site_rows,
)
from osi_app.documents.mandate_now import findings as mandate_findings
from osi_app.documents.map import map_value
from osi_app.documents.search_rows import (
    day_rows,
    interest_rows,
    mission_rows,
    overflight_block,
    period_rows,
)
from osi_app.documents.sections import Material, section_blocks
from osi_app.documents.stamp import Revision, stamp, state_row
from osi_app.documents.team_rows import item_rows, phase_rows, team_block
from osi_app.documents.values import DeadlineRow, InspectionPlan, OverrideRow, SourceRow
from osi_app.equipment.findings import findings as equipment_findings
from osi_app.equipment.stock import listed_items
from osi_app.inspection.case import Case
from osi_app.inspection.findings import findings as inspection_findings
from osi_app.kernel.findings import Finding, ordered
from osi_app.kernel.ports import Reading
from osi_app.library.records import RuleOverride
from osi_app.roster.findings import findings as roster_findings
from osi_app.search.findings import findings as search_findings
from osi_app.treaty.deadlines import Deadline
from osi_app.treaty.timeline import field_days_before_report
from osi_app.treaty.words import Milestone

RULES = (
    inspection_findings,
    area_findings,
    roster_findings,
    equipment_findings,
    search_findings,
    checklist_findings,
    mandate_findings,
)


def all_findings(reading: Reading, case: Case) -> tuple[Finding, ...]:
    """What the rules of all rooms say of the case, breaches first."""
    return ordered([found for rules in RULES for found in rules(reading, case)])


def inspection_plan(reading: Reading, case: Case, revision: Revision) -> InspectionPlan:
    """The whole plan. Nothing is missing for want of data: what is not recorded is empty."""
    missions = mission_rows(reading, case)
    material = Material(
        case=case,
        event=event_block(case),
        areas=area_blocks(reading, case),
        sites=site_rows(reading, case),
        places=place_rows(reading, case),
        missions=missions,
        team=team_block(reading, case),
        items=item_rows(reading, case),
        listed=tuple(each.item for each in listed_items(reading, case.inspection.id)),
        phases=phase_rows(case),
        deadlines=tuple(_deadline(one) for one in case.deadlines),
        findings=all_findings(reading, case),
        field_days=field_days_before_report(case.timeline),
        data_seq=revision.head.seq,
    )
    return _plan(reading, case, revision, material)


def _plan(reading: Reading, case: Case, revision: Revision, material: Material) -> InspectionPlan:
    facts = case.facts
    overrides = _overrides(reading, case)
    return InspectionPlan(
        stamp=stamp(case, "inspection_plan", revision),
        requesting=state_row(case.requesting),
        inspected=state_row(case.inspected),
        requested_at=case.inspection.requested_at,
        approved_at=facts.get(Milestone.EC_APPROVED),
        arrival_at=facts.get(Milestone.POE_ARRIVAL),
        observer=case.inspection.observer_name,
        site_name=case.inspection.site_name,
        mandate=mandate_block(reading, case),
        event=material.event,
        areas=material.areas,
        sites=material.sites,
        places=material.places,
        map=map_value(reading, case, revision),
        phases=material.phases,
        areas_of_interest=interest_rows(reading, case),
        missions=material.missions,
        periods=period_rows(case),
        days=day_rows(reading, case, material.missions, material.deadlines),
        field_days=material.field_days,
        overflight=overflight_block(case, material.missions),
        team=material.team,
        items=material.items,
        mass_kg=sum(row.mass_kg for row in material.items),
        deadlines=material.deadlines,
        sections=section_blocks(material),
        findings=material.findings,
        overrides=overrides,
        sources=_sources(case, material),
    )


def _deadline(one: Deadline) -> DeadlineRow:
    return DeadlineRow(
        code=one.id,
        title=one.title,
        due_at=one.due_at,
        basis="no_anchor" if one.due_at is None else "plan" if one.planned else "fact",
        paragraph=one.paragraph,
        tag=one.tag,
        slack_s=one.slack_s,
        status=one.status.value,
        met_at=one.done_at,
        majority=f"{one.votes} / {one.of_members}" if one.votes else "",
        silence=one.silence,
    )


def _overrides(reading: Reading, case: Case) -> tuple[OverrideRow, ...]:
    rows = []
    for one in reading.all(RuleOverride, inspection_id=case.inspection.id):
        rule = case.values.get(one.key)
        rows.append(
            OverrideRow(
                record_id=one.id,
                key=one.key,
                value=f"{rule.value} {rule.unit}".strip(),
                shipped=f"{rule.shipped} {rule.unit}".strip(),
                paragraph=rule.paragraph,
                tag=rule.tag,
                reason=one.reason,
                author=one.author,
                set_at=one.set_at,
            )
        )
    return tuple(sorted(rows, key=lambda row: row.key))


def _sources(case: Case, material: Material) -> tuple[SourceRow, ...]:
    rows = [
        SourceRow(
            "states",
            "States Parties with signature, ratification and region, after the Annual Report 2019 "
            "of the Preparatory Commission; fictional States are marked by user-assigned codes",
            case.inspected.as_of.isoformat() if case.inspected.as_of else "",
            case.inspected.id,
        )
    ]
    if material.event is not None:
        agencies = ", ".join(sorted({row.agency for row in material.event.origins if row.agency}))
        told = " · ".join(part for part in (material.event.source, agencies) if part)
        rows.append(SourceRow("event", told or "–", "", material.event.record_id))
    rows.extend(
        SourceRow(f"boundary_{area.boundary}", area.source or "–", "", area.record_id)
        for area in material.areas
    )
    rows.append(SourceRow("rules", "source.rules", "", None))
    rows.append(SourceRow("base_map", "source.base_map", "2017", None))
    rows.append(SourceRow("terminology", "source.notation", "", None))
    return tuple(rows)
