"""Survey plans judged: height (P.78), hours (P.72), agreement (P.73), restrictions (P.75)."""

from collections.abc import Sequence

from osi_app.area.records import FlightRestriction, SurveyPlan
from osi_app.area.restrictions import flight_findings
from osi_app.area.surveys import Survey, Terrain
from osi_app.geo.polygons import contains, plane_about, shape
from osi_app.inspection.case import Case
from osi_app.kernel.findings import Finding, Severity, Subject
from osi_app.treaty.values import RuleValues


def survey_findings(
    surveys: Sequence[Survey],
    terrain: Terrain,
    restrictions: Sequence[FlightRestriction],
    case: Case,
) -> list[Finding]:
    """What the rules say of the plans of a case, in order of code."""
    found = _initial_hours(surveys, case.values)
    for made in surveys:
        found += _ground(made, terrain)
        if made.plan.airborne:
            found += _height(made.plan, case.values)
            found += _agreement(made.plan, case)
            found += _endurance(made)
            flown = made.plan.vertices if len(made.plan.vertices) >= 3 else terrain.area
            found += flight_findings(made.plan, flown, restrictions)
    return found


def flight_rules(made: Survey, values: RuleValues) -> list[Finding]:
    """What the rules say of one flight by itself: its hours, its height, its endurance."""
    if not made.plan.airborne:
        return []
    return [*_initial_hours([made], values), *_height(made.plan, values), *_endurance(made)]


def subject_of(plan: SurveyPlan) -> Subject:
    """The plan as the subject of a finding."""
    return Subject("survey_plan", plan.id, plan.code)


def _ground(made: Survey, terrain: Terrain) -> list[Finding]:
    if made.problem:
        told: dict[str, object] = {"reason": made.problem.replace("_", " ")}
        return [_said(made.plan, "survey_impossible", "P.69", Severity.WARNING, told)]
    ring = made.plan.vertices
    if not ring:
        return []
    plane = plane_about(terrain.area)
    if contains(terrain.area, shape(ring, plane), plane):
        return []
    paragraph = "P.74" if made.plan.airborne else "P.57"
    return [_said(made.plan, "survey_outside", paragraph, Severity.WARNING, {})]


def _height(plan: SurveyPlan, values: RuleValues) -> list[Finding]:
    most = values.number("overflight.max_height_m")
    if plan.height_m is None or plan.height_m <= most:
        return []
    told: dict[str, object] = {
        "found_m": plan.height_m, "limit_m": most, "exceeded_m": plan.height_m - most,
    }  # fmt: skip
    return [_said(plan, "survey_height", "P.78", Severity.BREACH, told, "lower_flight")]


def _initial_hours(surveys: Sequence[Survey], values: RuleValues) -> list[Finding]:
    most = values.number("overflight.initial_hours")
    initial = [one for one in surveys if one.plan.initial_overflight and one.flight is not None]
    hours = sum(one.flight.hours_over_area for one in initial if one.flight is not None)
    if hours <= most + 1e-9:
        return []
    told: dict[str, object] = {"found_h": hours, "limit_h": most, "exceeded_h": hours - most}
    return [_said(initial[-1].plan, "survey_hours", "P.72", Severity.BREACH, told, "widen_lines")]


def _agreement(plan: SurveyPlan, case: Case) -> list[Finding]:
    if plan.initial_overflight or case.inspection.additional_overflights_agreed:
        return []
    return [_said(plan, "survey_not_agreed", "P.73", Severity.WARNING, {})]


def _endurance(made: Survey) -> list[Finding]:
    """Lines longer than any sortie: the aircraft must be another one, or the lines shorter."""
    if made.flight is None or made.plan.endurance_h is None:
        return []
    usable = made.plan.endurance_h - made.plan.reserve_h
    beyond = sum(len(one.lines) for one in made.flight.sorties if one.hours_total > usable + 1e-9)
    if not beyond:
        return []
    told: dict[str, object] = {"count": beyond}
    return [_said(made.plan, "survey_beyond_endurance", "P.76", Severity.WARNING, told)]


def _said(  # the parts of a finding
    plan: SurveyPlan,
    code: str,
    paragraph: str,
    severity: Severity,
    told: dict[str, object],
    mend: str = "",
) -> Finding:
    return Finding("area.survey", paragraph, severity, subject_of(plan), code, told, mend)
