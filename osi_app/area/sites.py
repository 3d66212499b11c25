"""The rules of restricted-access sites: 4 km² each, 50 km² in all, 20 m apart (P.92)."""

from collections.abc import Sequence
from itertools import combinations

from osi_app.area.boundary import scale_percent
from osi_app.area.records import RestrictedSite
from osi_app.geo.geodesy import area_m2
from osi_app.geo.polygons import overlap_m2, separation_m
from osi_app.kernel.findings import Finding, Severity, Subject
from osi_app.kernel.record import Vertices
from osi_app.kernel.units import km2
from osi_app.treaty.values import RuleValues

NEAR_DEG = 0.1
"""Sites whose boxes are farther apart than this are not measured."""


def subject_of(site: RestrictedSite) -> Subject:
    """The site as the subject of a finding."""
    return Subject("restricted_site", site.id, site.code)


def site_findings(sites: Sequence[RestrictedSite], values: RuleValues) -> list[Finding]:
    """What P.92 says of the sites; exactly a limit is allowed."""
    return [
        *(finding for site in sites for finding in _size(site, values)),
        *_total(sites, values),
        *_separation(sites, values),
    ]


def _size(site: RestrictedSite, values: RuleValues) -> list[Finding]:
    found, most = area_m2(site.vertices), values.number("area.site_max_area_m2")
    if found <= most:
        return []
    told = {
        "found_km2": km2(found),
        "limit_km2": km2(most),
        "exceeded_km2": km2(found - most),
        "scale_percent": scale_percent((most / found) ** 0.5),
    }
    return [
        Finding("area.site_size", "P.92", Severity.BREACH, subject_of(site), "site_too_large",
                told, "shrink_site")
    ]  # fmt: skip


def _total(sites: Sequence[RestrictedSite], values: RuleValues) -> list[Finding]:
    found = sum(area_m2(site.vertices) for site in sites)
    most = values.number("area.sites_total_m2")
    if found <= most:
        return []
    largest = max(sites, key=lambda site: area_m2(site.vertices))
    told = {
        "found_km2": km2(found),
        "limit_km2": km2(most),
        "exceeded_km2": km2(found - most),
        "count": len(sites),
    }
    return [
        Finding("area.sites_total", "P.92", Severity.BREACH, subject_of(largest),
                "sites_too_large", told)
    ]  # fmt: skip


def _separation(sites: Sequence[RestrictedSite], values: RuleValues) -> list[Finding]:
    least = values.number("area.site_separation_m")
    found = []
    for first, second in combinations(sites, 2):
        if not _near(first.vertices, second.vertices):
            continue
        apart = separation_m(first.vertices, second.vertices)
        if apart < least:
            told = {
                "other": second.code,
                "found_m": apart,
                "limit_m": least,
                "missing_m": least - apart,
            }
            found.append(
                Finding("area.site_separation", "P.92", Severity.BREACH, subject_of(first),
                        "sites_too_close", told, "move_site")
            )  # fmt: skip
    return found


def _near(first: Vertices, second: Vertices) -> bool:
    return all(
        min(one[axis] for one in a) - max(other[axis] for other in b) < NEAR_DEG
        for axis in (0, 1)
        for a, b in ((first, second), (second, first))
    )


def outside_findings(sites: Sequence[RestrictedSite], area: Vertices) -> list[Finding]:
    """A site that does not even touch the area restricts nothing: worth a question."""
    return [
        Finding("area.site_outside", "P.93", Severity.WARNING, subject_of(site), "site_outside")
        for site in sites
        if overlap_m2(site.vertices, area) <= 0.0
    ]
