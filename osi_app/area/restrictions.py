"""The inspected State's restrictions of overflights (P.75), and flights judged against them."""

from collections.abc import Sequence
from typing import Any

from osi_app.area.records import FlightRestriction, RestrictionKind, SurveyPlan
from osi_app.geo.polygons import overlap_m2
from osi_app.kernel.findings import Finding, Severity, Subject
from osi_app.kernel.record import Vertices
from osi_app.treaty.values import RuleValues

NEEDED = {
    RestrictionKind.ALTITUDE_FLOOR: ("floor_m",),
    RestrictionKind.PASSES: ("most",),
    RestrictionKind.INSPECTORS: ("most",),
    RestrictionKind.TIME_WINDOW: ("opens_at", "closes_at"),
}
"""What a kind of restriction cannot do without."""


def subject_of(restriction: FlightRestriction) -> Subject:
    """The restriction as the subject of a finding."""
    return Subject("flight_restriction", restriction.id, restriction.code)


def restriction_findings(
    restrictions: Sequence[FlightRestriction], area: Vertices, values: RuleValues
) -> list[Finding]:
    """What is incomplete or at odds in the restrictions as declared."""
    found: list[Finding] = []
    for one in restrictions:
        found += _incomplete(one)
        found += _height(one, values)
        if one.kind is RestrictionKind.PROHIBITION and not one.alternative.strip():
            found.append(_said(one, "prohibition_without_alternative", Severity.WARNING))
        if one.vertices and area and overlap_m2(one.vertices, area) <= 0.0:
            found.append(_said(one, "restriction_outside", Severity.NOTE))
    return found


def _incomplete(one: FlightRestriction) -> list[Finding]:
    missing = [name for name in NEEDED.get(one.kind, ()) if getattr(one, name) is None]
    if missing:
        told = {"missing": ", ".join(name.replace("_", " ") for name in missing)}
        return [_said(one, "restriction_incomplete", Severity.WARNING, **told)]
    if one.opens_at is not None and one.closes_at is not None and one.closes_at <= one.opens_at:
        return [_said(one, "restriction_never_open", Severity.WARNING)]
    return []


def _height(one: FlightRestriction, values: RuleValues) -> list[Finding]:
    most = values.number("overflight.max_height_m")
    if one.kind is not RestrictionKind.ALTITUDE_FLOOR or (one.floor_m or 0.0) <= most:
        return []
    told = {"found_m": one.floor_m, "limit_m": most}
    return [_said(one, "restriction_leaves_no_height", Severity.WARNING, **told)]


def flight_findings(
    plan: SurveyPlan, flown: Vertices, restrictions: Sequence[FlightRestriction]
) -> list[Finding]:
    """Which restrictions a planned flight over ``flown`` (a ring) would not respect."""
    found: list[Finding] = []
    for one in restrictions:
        if one.vertices and overlap_m2(one.vertices, flown) <= 0.0:
            continue
        found += _too_low(plan, one)
        found += _out_of_window(plan, one)
        if one.kind is RestrictionKind.PROHIBITION and not one.vertices:
            found.append(_of_plan(plan, "flight_prohibited", other=one.code))
    return found


def _too_low(plan: SurveyPlan, one: FlightRestriction) -> list[Finding]:
    floor = one.floor_m
    if one.kind is not RestrictionKind.ALTITUDE_FLOOR or floor is None or plan.height_m is None:
        return []
    if plan.height_m >= floor:
        return []
    told = {
        "other": one.code,
        "found_m": plan.height_m,
        "limit_m": floor,
        "missing_m": floor - plan.height_m,
    }
    return [_of_plan(plan, "flight_below_floor", mend="raise_flight", **told)]


def _out_of_window(plan: SurveyPlan, one: FlightRestriction) -> list[Finding]:
    if one.kind is not RestrictionKind.TIME_WINDOW or plan.starts_at is None:
        return []
    early = one.opens_at is not None and plan.starts_at < one.opens_at
    late = one.closes_at is not None and plan.starts_at >= one.closes_at
    if not (early or late):
        return []
    told: dict[str, Any] = {
        "other": one.code,
        "starts_at": plan.starts_at,
        "opens_at": one.opens_at,
        "closes_at": one.closes_at,
    }
    return [_of_plan(plan, "flight_out_of_window", **told)]


def _said(one: FlightRestriction, code: str, severity: Severity, **told: Any) -> Finding:
    return Finding("area.restriction", "P.75", severity, subject_of(one), code, told)


def _of_plan(plan: SurveyPlan, code: str, mend: str = "", **told: Any) -> Finding:
    subject = Subject("survey_plan", plan.id, plan.code)
    return Finding("area.flight_restricted", "P.75", Severity.BREACH, subject, code, told, mend)
