"""What is looked for, with which technique, when: interest, periods, days, overflights."""

from osi_app.documents.search_values import AreaOfInterestRow
from osi_app.documents.values import InspectionPlan
from osi_app.texts import statement, word
from osi_app.texts.formats import area, day, hours, instant, number, position
from templates.layout.flow import Flow
from templates.layout.page import Align
from templates.layout.table import Band, Column, Row, table
from templates.style import CELL_BOLD, CELL_MONO, CELL_SOFT


def letters(techniques: tuple[str, ...]) -> str:
    """``(c) (d)``."""
    return " ".join(f"({letter})" for letter in techniques)


def set_interest(flow: Flow, plan: InspectionPlan) -> None:
    """Section 5: areas of interest with their questions and information needs."""
    if not plan.areas_of_interest:
        flow.paragraph(statement("plan.no_interest", {}))
        return
    rows: list[Row] = []
    for interest in plan.areas_of_interest:
        rows.extend(_interest_rows(interest))
    table(
        flow,
        [
            Column(word("code"), style=CELL_MONO),
            Column(word("question_or_need"), 96),
            Column(word("techniques")),
            Column(word("value"), 0, Align.RIGHT),
            Column(word("status")),
        ],
        rows,
    )


def _interest_rows(interest: AreaOfInterestRow) -> list[Row]:
    note = (
        f"{word('priority')} {interest.priority} · {word(interest.status)} · "
        f"{area(interest.area_m2)}"
    )
    rows: list[Row] = [Band(f"{interest.code}  {interest.title}", note)]
    told = f"{position(interest.lon, interest.lat, 4)} · {interest.mgrs}"
    rows.append(("", f"{told}. {interest.rationale}".strip(), "", "", ""))
    for question in interest.questions:
        rows.append((question.code, question.text, "", str(question.value), word(question.status)))
        rows.extend(
            (need.code, f"→ {need.observable}", letters(need.techniques), "", "")
            for need in question.needs
        )
    return rows


def set_periods(flow: Flow, plan: InspectionPlan) -> None:
    """Section 6: which technique may be used when (P.69, P.70)."""
    flow.paragraph(statement("plan.search_logic", {}))
    table(
        flow,
        [
            Column("", style=CELL_BOLD),
            Column(word("technique"), 62),
            Column(word("opens"), 0, Align.RIGHT),
            Column(word("closes"), 0, Align.RIGHT),
            Column(word("days"), 0, Align.RIGHT),
            Column(word("missions"), 0, Align.RIGHT),
            Column(word("paragraph"), style=CELL_SOFT),
        ],
        [
            (
                f"({period.technique})",
                period.title,
                instant(period.opens_at) if period.opens_at else word("needs_vote"),
                instant(period.closes_at),
                "–" if period.days is None else number(period.days, 1),
                str(sum(mission.technique == period.technique for mission in plan.missions)),
                period.paragraph,
            )
            for period in plan.periods
        ],
    )


def set_missions(flow: Flow, plan: InspectionPlan) -> None:
    """All missions in order of time."""
    if not plan.missions:
        return
    flow.subsection(word("missions"))
    table(
        flow,
        [
            Column(word("code"), style=CELL_MONO),
            Column(""),
            Column(word("mission"), 50, style=CELL_BOLD),
            Column(word("interest_short"), style=CELL_MONO),
            Column(word("starts"), 0, Align.RIGHT),
            Column(word("hours"), 0, Align.RIGHT),
            Column(word("members"), 40, style=CELL_SOFT),
            Column(word("status")),
        ],
        [
            (
                mission.code,
                f"({mission.technique})",
                mission.title,
                mission.area_of_interest,
                instant(mission.starts_at),
                hours(mission.hours).removesuffix(" h"),
                ", ".join(
                    f"{code}*" if code == mission.leader else code for code in mission.members
                ),
                word(mission.status),
            )
            for mission in plan.missions
        ],
    )
    flow.note(statement("plan.leader_marked", {}))


def set_days(flow: Flow, plan: InspectionPlan) -> None:
    """Section 7: day by day to the progress report."""
    if not plan.days:
        flow.paragraph(statement("plan.no_days", {}))
        return
    if plan.field_days is not None:
        flow.paragraph(statement("plan.field_days", {"days": round(plan.field_days, 1)}))
    table(
        flow,
        [
            Column(word("day")),
            Column("D+", 0, Align.RIGHT, CELL_BOLD),
            Column(word("phase"), style=CELL_SOFT),
            Column(word("missions"), 64),
            Column(word("team_hours"), 0, Align.RIGHT),
            Column(word("on_territory"), 0, Align.RIGHT),
            Column(word("deadlines_due")),
        ],
        [
            (
                day(row.day),
                str(row.inspection_day),
                word(row.phase),
                ", ".join(row.missions) or "–",
                number(row.team_hours, 0) if row.team_hours else "–",
                str(row.on_territory),
                ", ".join(row.deadlines),
            )
            for row in plan.days
        ],
    )


def set_overflights(flow: Flow, plan: InspectionPlan) -> None:
    """Section 8: the budget of hours and the flights that spend it (P.71-85)."""
    block = plan.overflight
    left = block.limit_h - block.initial_h
    flow.facts(
        [
            (f"{word('initial_right')} (P.72)", hours(block.limit_h)),
            (word("planned"), hours(block.initial_h)),
            (word("left"), hours(left)),
            (
                f"{word('additional')} (P.73)",
                f"{hours(block.additional_h)} · "
                + word("agreed" if block.additional_agreed else "not_agreed"),
            ),
        ],
        4,
    )
    table(
        flow,
        [
            Column(word("code"), style=CELL_MONO),
            Column(word("flight"), 60, style=CELL_BOLD),
            Column(""),
            Column(word("kind")),
            Column(word("height"), 0, Align.RIGHT),
            Column(word("starts"), 0, Align.RIGHT),
            Column(word("hours"), 0, Align.RIGHT),
            Column(word("on_board"), 0, Align.RIGHT),
        ],
        [
            (
                flight.code,
                flight.title,
                f"({flight.technique})",
                word("initial" if flight.initial_overflight else "additional"),
                "–" if flight.height_m is None else f"{number(flight.height_m)} m",
                instant(flight.starts_at),
                hours(flight.hours).removesuffix(" h"),
                str(len(flight.members)),
            )
            for flight in block.missions
        ],
    )
    flow.note(statement("plan.overflight_rules", {}))
