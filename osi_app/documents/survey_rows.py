"""Rows of survey plans, computed: lines, flights with the hours they leave (P.72), what is covered.

The geometry of surveys loads where there is a survey plan.
"""

from collections.abc import Iterable, Sequence
from math import isfinite
from typing import TYPE_CHECKING

from osi_app.area.findings import area_in_force
from osi_app.area.methods import survey_method
from osi_app.area.records import SurveyPlan
from osi_app.documents.ground_values import FlightBlock, SortieRow, SurveyRow
from osi_app.inspection.case import Case
from osi_app.kernel.errors import NotFoundError
from osi_app.kernel.ports import Reading
from osi_app.kernel.units import M_PER_KM

if TYPE_CHECKING:  # the types only: see above
    from osi_app.area.surveys import Survey
    from osi_app.geo.coverage.flight import FlightPlan, Sortie


def surveys_in(reading: Reading, case: Case) -> "tuple[Survey, ...]":
    """Every survey plan of a case, computed, in order of code. Without a boundary each comes back
    with the problem ``no_area``."""
    plans = reading.all(SurveyPlan, inspection_id=case.inspection.id)
    if not plans:
        return ()
    # shapely and the making of lines load where there is something to lay
    from osi_app.area.surveys import Survey, case_surveys, terrain_of  # noqa: PLC0415

    terrain = terrain_of(reading, case, area_in_force(reading, case.inspection.id))
    if terrain is None:
        ranked = sorted(plans, key=lambda one: one.code)
        return tuple(Survey(plan, problem="no_area") for plan in ranked)
    return case_surveys(reading, case, terrain)


def survey_rows(surveys: "Sequence[Survey]", budget_h: float) -> tuple[SurveyRow, ...]:
    """One row a survey. Initial overflights share ``budget_h`` in this order (P.72)."""
    rows = []
    left = budget_h
    for made in surveys:
        rows.append(_row(made, left))
        if made.flight is not None and made.plan.initial_overflight:
            left -= made.flight.hours_over_area
    return tuple(rows)


def _row(made: "Survey", left_h: float) -> SurveyRow:
    # loads with the survey itself
    from osi_app.area.surveys import coverage_of, working_days  # noqa: PLC0415

    plan = made.plan
    proof = coverage_of(made)
    method, rate = _method(plan)
    return SurveyRow(
        record_id=plan.id,
        code=plan.code,
        title=plan.title,
        technique=plan.technique.value,
        method=method,
        pattern=plan.pattern.value,
        airborne=plan.airborne,
        initial_overflight=plan.initial_overflight,
        spacing_m=plan.spacing_m,
        azimuth_deg=made.azimuth_deg,
        height_m=plan.height_m,
        min_height_m=plan.min_height_m,
        speed_m_s=plan.speed_m_s,
        flown_from=plan.flown_from,
        starts_at=plan.starts_at,
        lines=len(made.lines),
        ties=len(made.ties),
        points=len(made.points),
        line_m=made.line_m,
        share=None if proof is None else proof.share,
        uncovered_m2=None if proof is None else proof.uncovered_m2,
        days=None if plan.airborne or made.problem else working_days(made, rate),
        flight=None if made.flight is None else _flight(made.flight, made, left_h),
        problem=made.problem,
    )


def _method(plan: SurveyPlan) -> tuple[str, float | None]:
    """The method's title and its rate a day; as written in the plan where it is not shipped."""
    try:
        method = survey_method(plan.method)
    except NotFoundError:
        return plan.method, None
    return method.title, method.rate_per_day


def _flight(flight: "FlightPlan", made: "Survey", left_h: float) -> FlightBlock:
    counts = made.plan.initial_overflight
    return FlightBlock(
        line_m=flight.line_km * M_PER_KM,
        turns=sum(len(one.lines) - 1 for one in flight.sorties),
        turn_m=flight.turn_km * M_PER_KM,
        ferry_m=flight.ferry_km * M_PER_KM,
        hours_over_area=flight.hours_over_area,
        hours_total=flight.hours_total,
        before_h=left_h if counts else None,
        left_h=left_h - flight.hours_over_area if counts else None,
        lines_beyond=len(flight.beyond_budget),
        sorties=tuple(_sortie(one, len(made.lines)) for one in flight.sorties),
    )


def _sortie(sortie: "Sortie", lines: int) -> SortieRow:
    left = sortie.budget_left_h
    return SortieRow(
        number=sortie.number,
        lines=named((line.number for line in sortie.lines), lines),
        line_m=sortie.line_km * M_PER_KM,
        hours_over_area=sortie.hours_over_area,
        hours_total=sortie.hours_total,
        budget_left_h=left if isfinite(left) else None,
        exceeds=sortie.exceeds,
        beyond_endurance=sortie.beyond_endurance,
    )


def named(numbers: Iterable[int], lines: int) -> str:
    """``L1–L7, T2``: line numbers as the map names them, runs drawn together. Numbers beyond
    ``lines`` are ties."""
    runs: list[list[int]] = []
    for number in sorted(numbers):
        if runs and number == runs[-1][-1] + 1 and number != lines + 1:
            runs[-1].append(number)
        else:
            runs.append([number])
    return ", ".join(_run(run[0], run[-1], lines) for run in runs)


def _run(first: int, last: int, lines: int) -> str:
    start, end = line_name(first, lines), line_name(last, lines)
    return start if first == last else f"{start}–{end}"


def line_name(number: int, lines: int) -> str:
    """``L7`` for a line, ``T2`` for the second tie across them."""
    return f"L{number}" if number <= lines else f"T{number - lines}"
