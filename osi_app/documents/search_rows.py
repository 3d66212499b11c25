"""Rows of the search logic: areas of interest, missions, the day outline, overflights."""

from collections import defaultdict
from collections.abc import Sequence
from datetime import date, datetime, time, timedelta
from uuid import UUID

from osi_app.documents.ground import middle_of
from osi_app.documents.search_values import (
    AreaOfInterestRow,
    DayRow,
    MissionRow,
    NeedRow,
    OverflightBlock,
    QuestionRow,
)
from osi_app.documents.stamp import mgrs
from osi_app.documents.values import DeadlineRow, PeriodRow
from osi_app.geo.geodesy import area_m2
from osi_app.inspection.case import Case
from osi_app.kernel.ports import Reading
from osi_app.roster.records import Inspector, TeamMember
from osi_app.roster.territory import counts_by_day
from osi_app.search.flights import hours_of
from osi_app.search.records import (
    AreaOfInterest,
    InformationNeed,
    Mission,
    MissionMember,
    MissionStatus,
    Question,
)
from osi_app.treaty.techniques import periods
from osi_app.treaty.timeline import DAY_S, REPORT_D, phase


def interest_rows(reading: Reading, case: Case) -> tuple[AreaOfInterestRow, ...]:
    """Areas of interest, the highest priority first, with questions and needs."""
    areas = reading.all(AreaOfInterest, inspection_id=case.inspection.id)
    questions = reading.among(Question, "area_of_interest_id", [one.id for one in areas])
    needs = reading.among(InformationNeed, "question_id", [one.id for one in questions])
    by_question: defaultdict[UUID, list[InformationNeed]] = defaultdict(list)
    for need in needs:
        by_question[need.question_id].append(need)
    by_area: defaultdict[UUID, list[QuestionRow]] = defaultdict(list)
    for question in sorted(questions, key=lambda one: one.code):
        by_area[question.area_of_interest_id].append(_question(question, by_question[question.id]))
    ranked = sorted(areas, key=lambda one: (-one.priority, one.code))
    return tuple(_interest(one, tuple(by_area[one.id])) for one in ranked)


def _interest(one: AreaOfInterest, questions: tuple[QuestionRow, ...]) -> AreaOfInterestRow:
    lon, lat = middle_of(one.vertices)
    return AreaOfInterestRow(
        record_id=one.id,
        code=one.code,
        title=one.title,
        priority=one.priority,
        status=one.status.value,
        area_m2=area_m2(one.vertices),
        lon=lon,
        lat=lat,
        mgrs=mgrs(lon, lat),
        rationale=one.rationale,
        questions=questions,
    )


def _question(one: Question, needs: Sequence[InformationNeed]) -> QuestionRow:
    rows = tuple(
        NeedRow(need.id, need.code, need.observable, tuple(t.value for t in need.techniques))
        for need in sorted(needs, key=lambda need: need.code)
    )
    return QuestionRow(one.id, one.code, one.text, one.value, one.status.value, rows)


def mission_rows(reading: Reading, case: Case) -> tuple[MissionRow, ...]:
    """Missions by start, cancelled ones left out."""
    found = reading.all(Mission, inspection_id=case.inspection.id)
    missions = [one for one in found if one.status is not MissionStatus.CANCELLED]
    served = _served(reading, missions)
    crews = _crews(reading, case, missions)
    rows = [_mission(one, served.get(one.information_need_id, ("", "")), crews[one.id])
            for one in missions]  # fmt: skip
    return tuple(sorted(rows, key=lambda row: (row.starts_at, row.code)))


def _mission(one: Mission, served: tuple[str, str], crew: Sequence[tuple[str, bool]]) -> MissionRow:
    return MissionRow(
        record_id=one.id,
        code=one.code,
        title=one.title,
        technique=one.technique.value,
        airborne=one.airborne,
        initial_overflight=one.initial_overflight,
        height_m=one.height_m,
        starts_at=one.starts_at,
        ends_at=one.ends_at,
        hours=hours_of(one),
        status=one.status.value,
        area_of_interest=served[0],
        question=served[1],
        leader=next((code for code, leads in crew if leads), ""),
        members=tuple(sorted(code for code, _ in crew)),
    )


def _served(reading: Reading, missions: Sequence[Mission]) -> dict[UUID, tuple[str, str]]:
    """Information need to the codes of its area of interest and question."""
    needs = reading.among(InformationNeed, "id", [one.information_need_id for one in missions])
    questions = {
        one.id: one for one in reading.among(Question, "id", [need.question_id for need in needs])
    }
    areas = {
        one.id: one.code
        for one in reading.among(
            AreaOfInterest, "id", [one.area_of_interest_id for one in questions.values()]
        )
    }
    return {
        need.id: (
            areas[questions[need.question_id].area_of_interest_id],
            questions[need.question_id].code,
        )
        for need in needs
    }


def _crews(
    reading: Reading, case: Case, missions: Sequence[Mission]
) -> defaultdict[UUID, list[tuple[str, bool]]]:
    team = {one.id: one for one in reading.all(TeamMember, inspection_id=case.inspection.id)}
    people = reading.among(Inspector, "id", [one.inspector_id for one in team.values()])
    codes = {person.id: person.code for person in people}
    crews: defaultdict[UUID, list[tuple[str, bool]]] = defaultdict(list)
    for found in reading.among(MissionMember, "mission_id", [one.id for one in missions]):
        member = team[found.team_member_id]
        crews[found.mission_id].append((codes[member.inspector_id], found.leader))
    return crews


def overflight_block(case: Case, missions: Sequence[MissionRow]) -> OverflightBlock:
    """The budget of the initial right and the flights that spend it."""
    flights = tuple(row for row in missions if row.airborne or row.initial_overflight)
    return OverflightBlock(
        limit_h=case.values.number("overflight.initial_hours"),
        initial_h=sum(row.hours for row in flights if row.initial_overflight),
        additional_h=sum(row.hours for row in flights if not row.initial_overflight),
        additional_agreed=case.inspection.additional_overflights_agreed,
        missions=flights,
    )


def period_rows(case: Case) -> tuple[PeriodRow, ...]:
    """Techniques (a) to (h) with the days they are open."""
    return tuple(
        PeriodRow(
            technique=one.technique.value,
            title=one.title,
            opens_at=one.opens_at,
            closes_at=one.closes_at,
            days=None
            if one.opens_at is None or one.closes_at is None
            else (one.closes_at - one.opens_at).total_seconds() / DAY_S,
            paragraph=one.paragraph,
        )
        for one in periods(case.timeline)
    )


def day_rows(
    reading: Reading,
    case: Case,
    missions: Sequence[MissionRow],
    deadlines: Sequence[DeadlineRow],
) -> tuple[DayRow, ...]:
    """One row a day from arrival at the point of entry to the day the progress report is due."""
    line = case.timeline
    first = line.entry.at.date()
    last = (line.approval.at + timedelta(days=REPORT_D)).date()
    present = counts_by_day(reading.all(TeamMember, inspection_id=case.inspection.id))
    rows = []
    for offset in range(max(0, (last - first).days) + 1):
        day = first + timedelta(days=offset)
        rows.append(_day(day, case, missions, deadlines, present.get(day, 0)))
    return tuple(rows)


def _day(
    day: date,
    case: Case,
    missions: Sequence[MissionRow],
    deadlines: Sequence[DeadlineRow],
    present: int,
) -> DayRow:
    todays = [row for row in missions if row.starts_at.date() == day]
    noon = datetime.combine(day, time(12), tzinfo=case.timeline.entry.at.tzinfo)
    return DayRow(
        day=day,
        inspection_day=(day - case.timeline.approval.at.date()).days,
        phase=phase(case.timeline, noon).value,
        missions=tuple(row.code for row in todays),
        team_hours=sum(row.hours * max(len(row.members), 1) for row in todays),
        on_territory=present,
        deadlines=tuple(
            row.code for row in deadlines if row.due_at is not None and row.due_at.date() == day
        ),
    )
