"""What lies on the ground and how it is covered: zones, restrictions of overflights, surveys."""

from collections.abc import Sequence
from datetime import datetime

from osi_app.documents.ground_values import (
    FlightBlock,
    GroundBlock,
    GroundRow,
    RestrictionRow,
    SortieRow,
    SurveyRow,
)
from osi_app.texts import statement, word
from osi_app.texts.formats import area, distance, instant, number, position
from templates.layout.flow import Flow
from templates.layout.page import Align
from templates.layout.table import Column, table
from templates.style import CELL_BOLD, CELL_MONO, CELL_SOFT

NONE = "–"
FACTS_ACROSS = 4
KEPT_PT = 240.0
"""A flight's figures stay with the head of its sorties."""
SMALL_M2 = 100_000.0


def set_ground(flow: Flow, block: GroundBlock) -> None:
    """Tables of what is recorded, and one sentence about what is not."""
    if block.rows:
        _places(flow, block.rows)
    if block.restrictions:
        _restrictions(flow, block.restrictions)
    on_ground = [row for row in block.surveys if not row.airborne]
    if on_ground:
        _on_ground(flow, on_ground)
    for row in block.surveys:
        if row.airborne:
            _flight(flow, row, block)
    parts = {
        "ground_places": block.rows,
        "flight_restrictions": block.restrictions,
        "survey_plans": block.surveys,
    }
    missing = [word(name) for name, rows in parts.items() if not rows]
    if missing:
        flow.note(statement("plan.ground_missing", {"missing": "; ".join(missing)}))


def _places(flow: Flow, rows: Sequence[GroundRow]) -> None:
    flow.subsection(word("ground_places"))
    table(
        flow,
        [
            Column(word("code"), style=CELL_MONO),
            Column(word("kind")),
            Column(word("name"), 50, style=CELL_BOLD),
            Column(word("position")),
            Column("MGRS", style=CELL_MONO),
            Column(word("size"), 0, Align.RIGHT),
        ],
        [
            (
                row.code,
                word(row.kind),
                "\n".join(part for part in (row.name, row.note) if part) or NONE,
                position(row.lon, row.lat),
                row.mgrs,
                _size(row),
            )
            for row in rows
        ],
    )
    flow.note(statement("plan.ground_positions", {}))


def _size(row: GroundRow) -> str:
    if row.area_m2 is not None:
        return area(row.area_m2)
    return NONE if row.length_m is None else distance(row.length_m)


def _restrictions(flow: Flow, rows: Sequence[RestrictionRow]) -> None:
    flow.subsection(word("flight_restrictions"))
    table(
        flow,
        [
            Column(word("code"), style=CELL_MONO),
            Column(word("kind"), 24),
            Column(word("asks"), 38, style=CELL_BOLD),
            Column(word("where")),
            Column(word("window_utc"), 0, Align.RIGHT),
            Column(word("reason"), 34),
            Column(word("alternative"), 34, style=CELL_SOFT),
        ],
        [
            (
                row.code,
                word(row.kind),
                row.asks,
                word("whole_area") if row.area_m2 is None else f"{row.mgrs}\n{area(row.area_m2)}",
                _window(row.opens_at, row.closes_at),
                row.reason or NONE,
                row.alternative or NONE,
            )
            for row in rows
        ],
    )
    flow.note(statement("plan.restrictions_rule", {}))


def _window(opens_at: datetime | None, closes_at: datetime | None) -> str:
    if opens_at is None and closes_at is None:
        return NONE
    return f"{instant(opens_at)}\n{instant(closes_at)}"


def _on_ground(flow: Flow, rows: Sequence[SurveyRow]) -> None:
    flow.subsection(word("ground_surveys"))
    table(
        flow,
        [
            Column(word("code"), style=CELL_MONO),
            Column(""),
            Column(word("survey"), 40, style=CELL_BOLD),
            Column(word("method"), 34),
            Column(word("pattern")),
            Column(word("spacing"), 0, Align.RIGHT),
            Column(word("lines_or_points"), 0, Align.RIGHT),
            Column(word("covered"), 0, Align.RIGHT),
            Column(word("days"), 0, Align.RIGHT),
        ],
        [
            (
                row.code,
                f"({row.technique})",
                row.title,
                word(row.problem) if row.problem else row.method or NONE,
                word(row.pattern),
                distance(row.spacing_m),
                _amount(row),
                _percent(row.covered_percent),
                NONE if row.days is None else number(row.days, 1),
            )
            for row in rows
        ],
    )
    flow.note(statement("plan.surveys_computed", {}))


def _amount(row: SurveyRow) -> str:
    if row.lines:
        return distance(row.line_m)
    return f"{number(row.points)} {word('points')}" if row.points else NONE


def _percent(share: float | None) -> str:
    return NONE if share is None else f"{share:.2f} %"


def _flight(flow: Flow, row: SurveyRow, block: GroundBlock) -> None:
    """A flight plan: its figures, its sorties, the hours it leaves, what it covers."""
    flow.subsection(f"{word('flight')} {row.code}: {row.title}", KEPT_PT)
    flow.facts(_figures(row, block), FACTS_ACROSS)
    flight = row.flight
    if flight is None:
        reason = word(row.problem) if row.problem else NONE
        flow.note(statement("plan.survey_problem", {"reason": reason}))
        return
    _sorties(flow, flight.sorties)
    for told in _remarks(flight, block):
        flow.note(told)


def _figures(row: SurveyRow, block: GroundBlock) -> list[tuple[str, str]]:
    """What the aircraft flies."""
    height = NONE
    if row.height_m is not None:
        sign = "≤" if row.height_m <= block.max_height_m else ">"
        height = f"{number(row.height_m)} m {sign} {number(block.max_height_m)} m"
    least = NONE if row.min_height_m is None else f"{number(row.min_height_m)} m"
    speed = NONE if row.speed_m_s is None else f"{row.speed_m_s:g} m/s"
    pairs = [
        (word("technique"), f"({row.technique}) {row.method}"),
        (word("laid_out"), _counted(row)),
        (word("spacing"), distance(row.spacing_m)),
        (word("azimuth"), NONE if row.azimuth_deg is None else f"{row.azimuth_deg:.1f}°"),
        (f"{word('above_ground')} (P.78)", height),
        (word("least_height"), least),
        (word("speed"), speed),
        (word("flown_from"), row.flown_from or NONE),
    ]
    return pairs if row.flight is None else [*pairs, *_sums(row, row.flight)]


def _counted(row: SurveyRow) -> str:
    counted = f"{row.lines} {word('lines')}"
    return f"{counted}, {row.ties} {word('ties')}" if row.ties else counted


def _sums(row: SurveyRow, flight: FlightBlock) -> list[tuple[str, str]]:
    """What the flight comes to."""
    counts = "" if flight.before_h is None else " (P.72)"
    starts = [(word("starts"), instant(row.starts_at))] if row.starts_at else []
    return [
        (word("line_length"), distance(flight.line_m)),
        (word("turns"), f"{flight.turns} · {distance(flight.turn_m)}"),
        (word("ferry"), distance(flight.ferry_m)),
        *starts,
        (f"{word('over_area')}{counts}", _hours(flight.hours_over_area)),
        (word("in_all"), _hours(flight.hours_total)),
        (word("covered"), _percent(row.covered_percent)),
        (word("uncovered"), _left_out(row.uncovered_m2)),
    ]


def _left_out(area_m2: float | None) -> str:
    """Square metres where square kilometres would hide them."""
    if area_m2 is None:
        return NONE
    return area(area_m2) if area_m2 >= SMALL_M2 else f"{number(area_m2)} m²"


def _sorties(flow: Flow, sorties: Sequence[SortieRow]) -> None:
    table(
        flow,
        [
            Column(word("sortie"), 0, Align.RIGHT),
            Column(word("lines_flown"), 60),
            Column(word("line_length"), 0, Align.RIGHT),
            Column(word("over_area"), 0, Align.RIGHT),
            Column(word("in_all"), 0, Align.RIGHT),
            Column(word("left_of_hours"), 0, Align.RIGHT, CELL_BOLD),
        ],
        [
            (
                str(one.number),
                one.lines,
                distance(one.line_m),
                _hours(one.hours_over_area),
                _hours(one.hours_total),
                _left(one),
            )
            for one in sorties
        ],
    )


def _left(sortie: SortieRow) -> str:
    if sortie.budget_left_h is None:
        return NONE
    told = _hours(sortie.budget_left_h)
    return f"{told} ({word('exceeded')})" if sortie.exceeds else told


def _hours(value: float) -> str:
    """Hours to the hundredth, as they are counted down."""
    return f"{value:.2f} h".replace("-", "−")


def _remarks(flight: FlightBlock, block: GroundBlock) -> list[str]:
    """What must be said below the sorties."""
    if flight.before_h is None or flight.left_h is None:
        told = [statement("plan.survey_flight_other", {})]
    else:
        found = {"budget_h": block.budget_h, "before_h": _hours(flight.before_h)}
        told = [statement("plan.survey_flight", {**found, "left_h": _hours(flight.left_h)})]
    if flight.lines_beyond:
        told.append(statement("plan.survey_beyond", {"count": flight.lines_beyond}))
    beyond = [str(one.number) for one in flight.sorties if one.beyond_endurance]
    if beyond:
        told.append(statement("plan.survey_endurance", {"sorties": ", ".join(beyond)}))
    return told
