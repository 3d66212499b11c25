"""Where and why: mandate, event, area with its proof, sites, places, the map sheet."""

from osi_app.documents.values import AreaBlock, EventBlock, InspectionPlan, OriginRow
from osi_app.texts import statement, word
from osi_app.texts.formats import area, distance, instant, number, position
from templates.documents.plan_surveys import set_ground
from templates.layout.flow import Flow
from templates.layout.page import Align
from templates.layout.table import Column, table
from templates.mapsheet.sheet import draw_map
from templates.style import CELL_BOLD, CELL_MONO, CELL_SOFT


def set_mandate(flow: Flow, plan: InspectionPlan) -> None:
    """Section 1: what the plan rests on (P.42, P.52)."""
    flow.paragraph(
        statement(
            "plan.purpose",
            {"inspected": plan.inspected.name, "requesting": plan.requesting.name},
        )
    )
    mandate = plan.mandate
    if mandate is None:
        flow.paragraph(statement("plan.no_mandate", {}))
        return
    activities = ", ".join(f"({letter})" for letter in mandate.activities)
    flow.facts(
        [
            (word("version"), f"{mandate.version} · {instant(mandate.issued_at)}"),
            (word("decision"), mandate.decision),
            (word("states_and_status"), mandate.states),
            (word("activities"), activities),
            (word("point_of_entry"), mandate.point_of_entry),
            (word("basing_points"), mandate.basing_points),
            (word("leader"), mandate.leader_code),
            (word("observer"), mandate.observer or plan.observer),
            (word("members_named"), str(mandate.members)),
            (word("items_listed"), str(mandate.items)),
        ]
    )


def set_event(flow: Flow, event: EventBlock | None) -> None:
    """Section 2: the event with its uncertainty, and every agency's origin."""
    if event is None:
        flow.paragraph(statement("plan.no_event", {}))
        return
    flow.facts(_event_facts(event), 3)
    table(
        flow,
        [
            Column(word("agency"), style=CELL_BOLD),
            Column(word("origin_time")),
            Column(word("position")),
            Column(word("depth"), 0, Align.RIGHT),
            Column(word("magnitude"), 0, Align.RIGHT),
            Column(word("ellipse"), 30, Align.RIGHT),
            Column("", style=CELL_SOFT),
        ],
        [
            (
                origin.agency or "–",
                instant(origin.at, seconds=True),
                position(origin.lon, origin.lat, 3),
                _depth(origin),
                _magnitude(origin),
                _ellipse(origin),
                word("chosen") if origin.chosen else "",
            )
            for origin in event.origins
        ],
    )


def _event_facts(event: EventBlock) -> list[tuple[str, str]]:
    pairs = [
        (word("event"), f"{event.code} {event.name}".strip()),
        (word("environment"), word(event.environment)),
        (word("source"), event.source),
    ]
    chosen = next((origin for origin in event.origins if origin.chosen), None)
    if chosen is None:
        return pairs
    error = "" if chosen.time_error_s is None else f" ± {chosen.time_error_s:.2f} s"
    covered = "–" if chosen.ellipse_area_m2 is None else area(chosen.ellipse_area_m2)
    return [
        *pairs,
        (word("origin_time"), instant(chosen.at, seconds=True) + error),
        (word("position"), position(chosen.lon, chosen.lat)),
        ("MGRS", chosen.mgrs),
        (word("depth"), _depth(chosen)),
        (f"{word('ellipse')} ({chosen.confidence_percent:g} %)", _ellipse(chosen)),
        (word("ellipse_area"), covered),
    ]


def _depth(origin: OriginRow) -> str:
    if origin.depth_m is None:
        return "–"
    error = "" if origin.depth_error_m is None else f" ± {number(origin.depth_error_m / 1000, 1)}"
    fixed = f" ({word('fixed')})" if origin.depth_fixed else ""
    return f"{number(origin.depth_m / 1000, 1)}{error} km{fixed}"


def _magnitude(origin: OriginRow) -> str:
    return "–" if origin.magnitude is None else f"{origin.magnitude_type} {origin.magnitude:.1f}"


def _ellipse(origin: OriginRow) -> str:
    if origin.semi_major_m is None or origin.semi_minor_m is None:
        return "–"
    axes = f"{origin.semi_major_m / 1000:.1f} × {origin.semi_minor_m / 1000:.1f} km"
    return axes if origin.azimuth_deg is None else f"{axes}, {origin.azimuth_deg:.0f}°"


def set_area(flow: Flow, plan: InspectionPlan) -> None:
    """Section 3: boundaries with proof and vertex list, sites, entry and base, zones, surveys."""
    if not plan.areas:
        flow.paragraph(statement("plan.no_area", {}))
    for block in plan.areas:
        _boundary(flow, block)
    _places(flow, plan)
    _sites(flow, plan)
    set_ground(flow, plan.map.ground)


def _boundary(flow: Flow, block: AreaBlock) -> None:
    flow.subsection(word(f"boundary_{block.boundary}"))
    first, last = block.span_between
    flow.facts(
        [
            (
                f"{word('area_proof')} (P.3)",
                f"{area(block.area_m2, 3)} ≤ {area(block.area_limit_m2, 0)}"
                if block.area_m2 <= block.area_limit_m2
                else f"{area(block.area_m2, 3)} > {area(block.area_limit_m2, 0)}",
            ),
            (
                f"{word('span_proof')} (P.3)",
                f"{distance(block.span_m, 3)} {'≤' if block.span_m <= block.span_limit_m else '>'} "
                f"{distance(block.span_limit_m, 0)}, {word('vertices')} {first}–{last}",
            ),
            (word("perimeter"), distance(block.perimeter_m)),
            (word("source"), block.source),
        ],
        2,
    )
    table(
        flow,
        [
            Column("#", 0, Align.RIGHT),
            Column(word("latitude"), 0, Align.RIGHT, CELL_MONO),
            Column(word("longitude"), 0, Align.RIGHT, CELL_MONO),
            Column(word("dms"), style=CELL_MONO),
            Column("UTM", style=CELL_MONO),
            Column("MGRS", style=CELL_MONO),
            Column(word("to_next"), 0, Align.RIGHT),
        ],
        [
            (
                str(vertex.number),
                f"{vertex.lat:.5f}",
                f"{vertex.lon:.5f}",
                vertex.dms,
                vertex.utm,
                vertex.mgrs,
                distance(vertex.to_next_m),
            )
            for vertex in block.vertices
        ],
    )


def _places(flow: Flow, plan: InspectionPlan) -> None:
    if not plan.places:
        return
    flow.subsection(word("entry_and_bases"))
    table(
        flow,
        [
            Column(word("role"), 26),
            Column(word("code"), style=CELL_MONO),
            Column(word("name"), 40, style=CELL_BOLD),
            Column(word("position")),
            Column("MGRS", style=CELL_MONO),
            Column(word("from_event"), 0, Align.RIGHT),
            Column("", style=CELL_SOFT),
        ],
        [
            (
                word(place.role),
                place.code,
                place.name,
                position(place.lon, place.lat),
                place.mgrs,
                "–" if place.distance_m is None else distance(place.distance_m),
                word("chosen") if place.chosen else "",
            )
            for place in plan.places
        ],
    )


def _sites(flow: Flow, plan: InspectionPlan) -> None:
    if not plan.sites:
        return
    flow.subsection(word("restricted_sites"))
    table(
        flow,
        [
            Column(word("code"), style=CELL_MONO),
            Column(word("name"), 44, style=CELL_BOLD),
            Column(word("area"), 0, Align.RIGHT),
            Column(word("middle")),
            Column("MGRS", style=CELL_MONO),
            Column(word("declared"), 0, Align.RIGHT),
        ],
        [
            (
                site.code,
                site.name or "–",
                area(site.area_m2),
                position(site.lon, site.lat),
                site.mgrs,
                instant(site.declared_at),
            )
            for site in plan.sites
        ],
    )
    total = sum(site.area_m2 for site in plan.sites)
    flow.note(statement("plan.sites_total", {"count": len(plan.sites), "total_m2": total}))


def set_map(flow: Flow, plan: InspectionPlan, after: int) -> None:
    """The map sheet on a page of its own, after the page on which its section begins."""
    with flow.inserted(after):
        flow.section("", word("map_sheet"), 0)
        draw_map(flow.page, plan.map, flow.left, flow.y, flow.width, flow.room)
