"""Who goes and with what: the team in its own scripts, equipment with the state on each day."""

from itertools import groupby

from osi_app.documents.values import InspectionPlan, ItemRow
from osi_app.texts import statement, word
from osi_app.texts.formats import day, number
from templates.documents.plan_search import letters
from templates.layout.flow import Flow
from templates.layout.page import Align
from templates.layout.signs import sign_of
from templates.layout.table import Band, Cell, Column, Row, Status, table
from templates.style import CELL_BOLD, CELL_MONO, CELL_SOFT


def set_team(flow: Flow, plan: InspectionPlan) -> None:
    """Section 9: the team, and the count on territory (P.9)."""
    team = plan.team
    flow.facts(
        [
            (word("members"), str(len(team.members))),
            (
                f"{word('peak_on_territory')} (P.9)",
                f"{team.peak} {word('of')} {team.limit}, {day(team.peak_on)}",
            ),
            (word("nationalities"), str(team.nationalities)),
            (word("languages"), ", ".join(team.languages)),
        ],
        4,
    )
    if not team.members:
        flow.paragraph(statement("plan.no_team", {}))
    table(
        flow,
        [
            Column(word("code"), style=CELL_MONO),
            Column(word("seat"), 46),
            Column(word("name"), 36, style=CELL_BOLD),
            Column(word("latin_name"), 36),
            Column(word("state")),
            Column(word("techniques")),
            Column(word("languages"), style=CELL_SOFT),
            Column(word("arrives"), 0, Align.RIGHT),
            Column(word("departs"), 0, Align.RIGHT),
        ],
        [
            (
                member.code,
                f"★ {member.seat}" if member.leader else member.seat,
                member.name,
                member.latin_name,
                member.nationality,
                letters(member.techniques),
                " ".join(member.languages),
                day(member.arrives_on),
                day(member.departs_on),
            )
            for member in team.members
        ],
    )
    if team.members:
        flow.note(statement("plan.team_signs", {}))


def set_equipment(flow: Flow, plan: InspectionPlan) -> None:
    """Section 10: the list by technique, with the calibration on each phase's last day."""
    if not plan.items:
        flow.paragraph(statement("plan.no_items", {}))
        return
    titles = {period.technique: period.title for period in plan.periods}
    flow.paragraph(
        statement("plan.items_total", {"count": len(plan.items), "mass_kg": plan.mass_kg})
    )
    columns = [
        Column(word("code"), style=CELL_MONO),
        Column(word("item"), 46, style=CELL_BOLD),
        Column(word("serial"), style=CELL_MONO),
        Column(word("mass_kg"), 0, Align.RIGHT),
        Column(word("seal"), style=CELL_MONO),
        Column(word("calibrated_until"), 0, Align.RIGHT),
        *(
            Column(f"{word(phase.code)} {day(phase.last_day)}", style=CELL_SOFT)
            for phase in plan.phases
        ),
    ]
    rows: list[Row] = []
    for technique, group in groupby(plan.items, key=lambda item: item.technique):
        items = list(group)
        mass = sum(item.mass_kg for item in items)
        title = titles.get(technique)
        shown = f"({technique})  {title}" if title else word("auxiliary_equipment")
        rows.append(Band(shown, f"{len(items)} {word('items')} · {number(mass)} kg"))
        rows.extend(_item(item) for item in items)
    table(flow, columns, rows)
    flow.note(statement("plan.item_signs", {}))


def _item(item: ItemRow) -> list[Cell]:
    return [
        item.code,
        item.name,
        item.serial_number,
        number(item.mass_kg, 1),
        item.seal_number or "–",
        day(item.calibrated_until),
        *(Status(sign_of(state), word(state)) for state in item.states),
    ]
