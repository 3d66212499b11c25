"""What the rules say of the ground."""

from uuid import UUID

from osi_app.area.boundary import boundary_findings, event_findings
from osi_app.area.layers import layer_findings
from osi_app.area.records import (
    AreaBoundary,
    BaseOfOperations,
    BoundaryKind,
    FlightRestriction,
    GroundFeature,
    GroundKind,
    MapLayer,
    PointOfEntry,
    RestrictedSite,
    SurveyPlan,
)
from osi_app.area.restrictions import restriction_findings
from osi_app.area.sites import outside_findings, site_findings
from osi_app.geo.polygons import inside
from osi_app.inspection.case import Case
from osi_app.kernel.findings import Finding, Severity, Subject
from osi_app.kernel.ports import Reading


def findings(reading: Reading, case: Case) -> list[Finding]:
    """All findings of this room."""
    key = case.inspection.id
    boundaries = reading.all(AreaBoundary, inspection_id=key)
    sites = reading.all(RestrictedSite, inspection_id=key)
    found = [finding for one in boundaries for finding in _of_boundary(one, case)]
    found += site_findings(sites, case.values)
    area = working_area(boundaries)
    if area is not None:
        found += outside_findings(sites, area.vertices)
        bases = reading.all(BaseOfOperations, inspection_id=key)
        found += [_base_outside(base) for base in bases if _outside(base, area)]
        found += _flights(reading, case, area)
    found += layer_findings(reading.all(MapLayer, inspection_id=key))
    return found + _entry(reading, case)


def _flights(reading: Reading, case: Case, area: AreaBoundary) -> list[Finding]:
    """Restrictions of overflights, and survey plans held against them."""
    key = case.inspection.id
    restrictions = reading.all(FlightRestriction, inspection_id=key)
    found = restriction_findings(restrictions, area.vertices, case.values)
    found += [
        _landing_outside(one)
        for one in reading.all(GroundFeature, inspection_id=key)
        if one.kind is GroundKind.LANDING_SITE and not inside(one.vertices[0], area.vertices)
    ]
    plans = reading.all(SurveyPlan, inspection_id=key)
    if plans:
        # the geometry of surveys loads where there is a survey
        from osi_app.area.survey_rules import survey_findings  # noqa: PLC0415
        from osi_app.area.surveys import case_surveys, terrain_of  # noqa: PLC0415

        terrain = terrain_of(reading, case, area)
        if terrain is not None:
            surveys = case_surveys(reading, case, terrain)
            found += survey_findings(surveys, terrain, restrictions, case)
    return found


def _landing_outside(place: GroundFeature) -> Finding:
    subject = Subject("ground_feature", place.id, place.code)
    return Finding("area.landing", "P.77", Severity.NOTE, subject, "feature_outside")


def working_area(boundaries: tuple[AreaBoundary, ...]) -> AreaBoundary | None:
    """The boundary that binds: the mandated one, before its issue the requested one."""
    by_kind = {boundary.boundary: boundary for boundary in boundaries}
    return by_kind.get(BoundaryKind.MANDATED) or by_kind.get(BoundaryKind.REQUESTED)


def area_in_force(reading: Reading, inspection_id: UUID) -> AreaBoundary | None:
    """The boundary that binds an inspection, read from the store."""
    return working_area(reading.all(AreaBoundary, inspection_id=inspection_id))


def _of_boundary(boundary: AreaBoundary, case: Case) -> list[Finding]:
    subject = Subject("area_boundary", boundary.id, f"{boundary.boundary.value} boundary")
    found = boundary_findings(boundary.vertices, subject, case.values)
    if case.origin is not None and not any(one.rule == "area.shape" for one in found):
        found += event_findings(boundary.vertices, (case.origin.lon, case.origin.lat), subject)
    return found


def _outside(base: BaseOfOperations, area: AreaBoundary) -> bool:
    return not inside((base.lon, base.lat), area.vertices)


def _base_outside(base: BaseOfOperations) -> Finding:
    subject = Subject("base_of_operations", base.id, base.code)
    return Finding("area.base_outside", "", Severity.NOTE, subject, "base_outside")


def _entry(reading: Reading, case: Case) -> list[Finding]:
    places = reading.all(PointOfEntry, inspection_id=case.inspection.id)
    if any(place.chosen for place in places):
        return []
    code = "entry_not_chosen" if places else "entry_missing"
    return [Finding("area.poe_missing", "P.32, P.42(e)", Severity.WARNING, case.subject, code)]
