"""The sections of a plan that are told in sentences, each from data or with its paragraph."""

from collections.abc import Sequence
from dataclasses import dataclass

from osi_app.documents.search_values import MissionRow
from osi_app.documents.values import (
    AreaBlock,
    DeadlineRow,
    EventBlock,
    ItemRow,
    PhaseRow,
    PlaceRow,
    SectionBlock,
    SiteRow,
    Statement,
    TeamBlock,
)
from osi_app.equipment.records import Item
from osi_app.geo.basemap import load_layer
from osi_app.inspection.case import Case
from osi_app.kernel.findings import Finding, Severity
from osi_app.kernel.record import Vertices
from osi_app.kernel.units import M_PER_KM
from osi_app.texts.formats import position

SAFETY_WORDS = ("health", "safety", "medic", "security", "radiation protection")
NAMED_PLACES = 8
SURROUNDINGS_DEG = 0.25
BAD_STATES = ("lapsed", "missing")


@dataclass(frozen=True, slots=True)
class Material:
    """What the sentences are made from."""

    case: Case
    event: EventBlock | None
    areas: tuple[AreaBlock, ...]
    sites: tuple[SiteRow, ...]
    places: tuple[PlaceRow, ...]
    missions: tuple[MissionRow, ...]
    team: TeamBlock
    items: tuple[ItemRow, ...]
    listed: tuple[Item, ...]
    phases: tuple[PhaseRow, ...]
    deadlines: tuple[DeadlineRow, ...]
    findings: tuple[Finding, ...]
    field_days: float
    data_seq: int


def section_blocks(material: Material) -> tuple[SectionBlock, ...]:
    """All of them, by code."""
    tellers = {
        "background": _background,
        "samples": _samples,
        "data": _data,
        "safety": _safety,
        "communications": _communications,
        "logistics": _logistics,
        "coordination": _coordination,
        "risks": _risks,
    }
    return tuple(SectionBlock(code, tuple(tell(material))) for code, tell in tellers.items())


def _say(code: str, paragraph: str = "", **values: object) -> Statement:
    return Statement(code, values, paragraph)


def _background(material: Material) -> list[Statement]:
    case = material.case
    told = []
    if case.event is not None and case.origin is not None:
        told.append(
            _say(
                "background.event",
                "P.41(a), (d)",
                place=position(case.origin.lon, case.origin.lat, 3),
                environment=case.event.environment.value,
                depth=_depth(case.origin.depth_m),
            )
        )
    if material.areas:
        first = material.areas[0]
        told.append(_say("background.area", "P.3", area_m2=first.area_m2, span_m=first.span_m))
        told.append(_inhabited(tuple((row.lon, row.lat) for row in first.vertices)))
    under = case.inspection.under_jurisdiction
    code = "background.jurisdiction" if under else "background.beyond"
    told.append(_say(code, "P.105" if not under else "P.5", state=case.inspected.name))
    told.append(_say("background.gather"))
    if case.inspection.notes.strip():
        told.append(_say("background.notes", notes=case.inspection.notes.strip()))
    return told


def _depth(depth_m: float | None) -> str | None:
    return None if depth_m is None else f"{depth_m / M_PER_KM:g} km"


def _inhabited(ring: Vertices) -> Statement:
    """The places of the base map in and around a boundary, the largest first."""
    lons, lats = [lon for lon, _ in ring], [lat for _, lat in ring]
    around = SURROUNDINGS_DEG
    window = (min(lons) - around, min(lats) - around, max(lons) + around, max(lats) + around)
    layer = load_layer("places")
    found = sorted(layer.within(window), key=lambda index: -float(layer.figures[index]))
    names = [layer.names[int(index)] for index in found[:NAMED_PLACES]]
    if not names:
        return _say("background.no_places")
    return _say("background.places", count=len(found), names=", ".join(names))


def _samples(material: Material) -> list[Statement]:
    sampling = [row for row in material.missions if row.technique == "d"]
    hours = round(sum(row.hours for row in sampling), 1)
    first = (
        _say("samples.sampling", "P.69(d)", count=len(sampling), hours=hours)
        if sampling
        else _say("samples.none", "P.69(d)")
    )
    items = [row for row in material.items if row.technique == "d"]
    good = sum(1 for row in items if row.states and row.states[0] not in BAD_STATES)
    return [
        first,
        _say("samples.equipment", "P.38", count=len(items), calibrated=good),
        _say("samples.on_site", "P.98"),
        _say("samples.portions", "P.99–100"),
        _say("samples.custody", "P.97, P.103"),
    ]


def _data(material: Material) -> list[Statement]:
    inspection = material.case.inspection
    return [
        _say("data.classification", "P.60(d)", classification=inspection.classification),
        _say("data.gate"),
        _say("data.restriction", "P.89(b)"),
        _say("data.photographs", "P.61"),
        _say("data.revision", seq=str(material.data_seq)),
    ]


def _safety(material: Material) -> list[Statement]:
    seats = [
        f"{row.seat} ({row.code})"
        for row in material.team.members
        if any(word in row.seat.lower() for word in SAFETY_WORDS)
    ]
    roles = _say("safety.roles", seats="; ".join(seats)) if seats else _say("safety.no_roles")
    return [
        _say("safety.count", "P.9", peak=material.team.peak),
        roles,
        _say("safety.radiation"),
        _say("safety.weather"),
        _say("safety.evacuation", "P.11", poe=_entry(material)),
    ]


def _entry(material: Material) -> str:
    chosen = next((row for row in material.places if row.chosen), None)
    return f"{chosen.name} ({chosen.code})" if chosen else "–"


def _communications(material: Material) -> list[Statement]:
    words = ("radio", "satellite", "communication", "telephone", "vsat")
    count = sum(
        any(word in f"{item.item_type} {item.name}".lower() for word in words)
        for item in material.listed
    )
    return [
        _say("communications.right", "P.27, P.62"),
        _say("communications.items", "P.37", count=count),
        _say("communications.checks"),
        _say("communications.reports"),
        _say("communications.languages", languages=", ".join(material.team.languages) or "–"),
    ]


def _logistics(material: Material) -> list[Statement]:
    power = sum(item.power_w or 0.0 for item in material.listed)
    mass = sum(item.mass_kg for item in material.listed)
    bases = [row.name for row in material.places if row.role == "base_of_operations"]
    told = [
        _say(
            "logistics.mass",
            "P.37",
            count=len(material.listed),
            mass_kg=mass,
            power_w=f"{power / 1000:,.1f} kW",
        ),
        _say("logistics.entry", "P.54, P.57", poe=_entry(material)),
        _say("logistics.base", base=", ".join(bases)) if bases else _say("logistics.no_base"),
        _say("logistics.amenities", "P.11–12"),
    ]
    if material.case.inspection.non_scheduled_aircraft:
        told.append(_say("logistics.aircraft", "P.46–47"))
    dangerous = sum(bool(item.un_number) for item in material.listed)
    if dangerous:
        told.append(_say("logistics.dangerous", "P.27(d)", count=dangerous))
    return told


def _coordination(material: Material) -> list[Statement]:
    inspection = material.case.inspection
    sites = (
        _say("coordination.sites", "P.92–96", count=len(material.sites))
        if material.sites
        else _say("coordination.no_sites", "P.93")
    )
    told = [
        _say("coordination.briefing", "P.51–53"),
        _say("coordination.access", "P.88–91"),
        sites,
        _say("coordination.daily", "P.60–61"),
    ]
    if inspection.observer_proposed:
        name = inspection.observer_name or "–"
        told.append(_say("coordination.observer", "IV.61, P.63–68", observer=name))
    return told


def _risks(material: Material) -> list[Statement]:
    breaches = [one for one in material.findings if one.severity is Severity.BREACH]
    warnings = sum(one.severity is Severity.WARNING for one in material.findings)
    rules = ", ".join(sorted({one.rule for one in breaches}))
    told = [
        _say("risks.breaches", "", count=len(breaches), rules=rules)
        if breaches
        else _say("risks.clean")
    ]
    if warnings:
        told.append(_say("risks.warnings", count=warnings))
    told += _lapsing(material)
    told += _next(material.deadlines)
    told.append(_say("risks.field_days", "IV.47", days=f"{material.field_days:.1f}"))
    told += _too_wide(material)
    told.append(_say("risks.weather"))
    return told


def _lapsing(material: Material) -> list[Statement]:
    told = []
    for index, phase in enumerate(material.phases):
        count = sum(row.states[index] in BAD_STATES for row in material.items)
        if count:
            phrase = phase.code.replace("_", " ")
            told.append(_say("risks.lapsing", "P.38", count=count, phase=phrase))
    return told


def _next(deadlines: Sequence[DeadlineRow]) -> list[Statement]:
    ahead = [row for row in deadlines if row.status in ("open", "due_soon") and row.due_at]
    running = [row for row in ahead if (row.slack_s or -1.0) >= 0]
    if not running:
        return []
    row = min(running, key=lambda one: one.slack_s or 0.0)
    values = {"code": row.code, "title": row.title, "due_at": row.due_at, "slack_s": row.slack_s}
    return [Statement("risks.next", dict(values), row.paragraph)]


def _too_wide(material: Material) -> list[Statement]:
    if material.event is None or not material.areas:
        return []
    chosen = next((row for row in material.event.origins if row.chosen), None)
    covered = chosen.ellipse_area_m2 if chosen else None
    if covered is None or covered <= material.areas[0].area_limit_m2:
        return []
    return [_say("risks.ellipse", "P.3", ellipse_m2=covered)]
