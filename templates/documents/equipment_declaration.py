"""The equipment list on paper (P.42(j)), by technique, and a certificate page for each item."""

from collections.abc import Sequence
from itertools import groupby

from osi_app.documents.equipment_values import (
    EquipmentCertificates,
    EquipmentDeclaration,
    ThingRow,
)
from osi_app.kernel.ports import Cancelled, Progress, never_cancelled, no_progress
from osi_app.texts import statement, word
from osi_app.texts.formats import day, number
from templates.documents.equipment_common import (
    NONE,
    mass,
    opened,
    size,
    told_findings,
    until,
)
from templates.layout.barcodes import draw_code128
from templates.layout.flow import Flow
from templates.layout.furniture import furnish
from templates.layout.page import Align, Page
from templates.layout.pdf import About, written
from templates.layout.table import Band, Column, Row, table
from templates.style import (
    CELL_MONO,
    FAINT,
    FORMATS,
    LABEL,
    SECTION,
    SUBTITLE,
)

LINE_PT = 26.0


def render_declaration(
    paper: EquipmentDeclaration,
    progress: Progress = no_progress,
    cancelled: Cancelled = never_cancelled,
) -> bytes:
    """The list as PDF; the same value gives the same bytes. Raises ``Cancelled``."""
    stamp = paper.stamp
    title = f"{word(stamp.document_kind)} {stamp.number}"
    about = About(title, stamp.inspection_title, stamp.number)
    return written(declared(paper), about, progress, cancelled)


def declared(paper: EquipmentDeclaration) -> list[Page]:
    """The list as pages, complete with head and foot."""
    sums = paper.totals
    facts = [
        (word("inspected_state"), f"{paper.inspected.name} ({paper.inspected.code})"),
        (word("entry_on"), day(paper.entry_on)),
        (word("items_head"), number(sums.items)),
        (word("gross_mass"), mass(sums.mass_kg)),
        (word("volume"), f"{number(sums.volume_m3, 1)} m³"),
        (word("value"), number(sums.value)),
        (word("dangerous_goods"), number(sums.dangerous)),
        (word("batteries"), f"{number(sums.battery_wh)} Wh"),
    ]
    flow = opened(paper.stamp, facts, lying=True)
    table(flow, _columns(), list(_rows(paper.rows)))
    flow.note(statement("equipment.declared", {"entry_on": paper.entry_on}))
    _signatures(flow)
    told_findings(flow, paper.findings)
    flow.pages[-1].ends_section = True
    furnish(flow.pages, paper.stamp)
    return flow.pages


def _columns() -> list[Column]:
    return [
        Column(word("code"), style=CELL_MONO),
        Column(word("item"), 40, most_lines=3),
        Column(word("serial"), style=CELL_MONO),
        Column(word("approved_line"), style=CELL_MONO),
        Column("kg", 0, Align.RIGHT),
        Column(word("size_cm"), 0, Align.RIGHT),
        Column(word("dangerous_goods")),
        Column(word("hs_code")),
        Column(word("value"), 0, Align.RIGHT),
        Column(word("calibrated_until"), 0, Align.RIGHT),
        Column(f"{word('certificate')}, {word('seal')}"),
        Column(word("box"), style=CELL_MONO),
    ]


def _rows(rows: Sequence[ThingRow]) -> list[Row]:
    found: list[Row] = []
    by_technique = sorted(rows, key=lambda row: (row.technique, row.code))
    for technique, group in groupby(by_technique, key=lambda row: row.technique):
        things = list(group)
        total = sum(row.mass_kg for row in things)
        title = word(f"technique_{technique}") if technique != "aux" else word("auxiliary")
        shown = f"({technique}) {title}" if technique != "aux" else title
        found.append(Band(shown, f"{len(things)} {word('items')}, {mass(total)}"))
        found += [_row(row) for row in things]
    return found


def _row(row: ThingRow) -> Row:
    return (
        row.code,
        f"{row.name}\n{row.item_type}",
        row.serial_number,
        row.approved or NONE,
        number(row.mass_kg, 1),
        size(row),
        row.dangerous or NONE,
        row.hs_code or NONE,
        NONE if row.value is None else number(row.value),
        until(row.calibration) if row.status != "not_needed" else word("not_needed"),
        f"{row.certification.number or NONE}\n{row.seal_number or NONE}",
        row.box or NONE,
    )


def _signatures(flow: Flow) -> None:
    """Room for the two hands that sign."""
    flow.need(2 * LINE_PT + 20)
    flow.advance(LINE_PT)
    half = (flow.width - 24) / 2
    for at, name in enumerate(("signed_for_team", "signed_for_state")):
        x = flow.left + at * (half + 24)
        flow.page.rule(x, flow.y, x + half, flow.y, 0.5, FAINT)
        flow.page.text(word(name), LABEL, x, flow.y + 3, half)
    flow.advance(LABEL.leading + 6)


def render_certificates(
    paper: EquipmentCertificates,
    progress: Progress = no_progress,
    cancelled: Cancelled = never_cancelled,
) -> bytes:
    """A page for each item as PDF. Raises ``Cancelled``."""
    stamp = paper.stamp
    title = f"{word(stamp.document_kind)} {stamp.number}"
    about = About(title, stamp.inspection_title, stamp.number)
    return written(certified(paper), about, progress, cancelled)


def certified(paper: EquipmentCertificates) -> list[Page]:
    """The pages, complete with head and foot; one that says so when nothing is listed."""
    flow = Flow(FORMATS[paper.stamp.paper])
    flow.new_page()
    for at, row in enumerate(paper.rows):
        if at:
            flow.new_page(ends_section=True)
        _certificate(flow, row)
    if not paper.rows:
        flow.paragraph(statement("equipment.nothing_listed", {}))
    flow.pages[-1].ends_section = True
    furnish(flow.pages, paper.stamp)
    return flow.pages


def _certificate(flow: Flow, row: ThingRow) -> None:
    flow.page.bookmark = f"{row.code} {row.name}"
    flow.page.text(row.code, SECTION, flow.left, flow.y, flow.width)
    draw_code128(flow.page, row.code, (flow.left + flow.width - 150, flow.y, 150, 26))
    flow.advance(SECTION.leading)
    flow.page.text(row.name, SUBTITLE, flow.left, flow.y, flow.width - 160)
    flow.advance(SUBTITLE.leading + 12)
    flow.facts(_identity(row), 3)
    flow.subsection(word("calibration"))
    done = row.calibration
    flow.facts(
        [
            (word("certificate"), done.number or NONE),
            (word("laboratory"), done.by or NONE),
            (word("performed_on"), NONE if done.done_on is None else day(done.done_on)),
            (word("valid_until"), until(done)),
            (word("status_at_entry"), word(row.status)),
        ],
        3,
    )
    flow.subsection(word("certification"))
    held = row.certification
    flow.facts(
        [
            (word("certificate"), held.number or NONE),
            (word("certified_on"), NONE if held.done_on is None else day(held.done_on)),
            (word("valid_until"), until(held)),
            (word("seal"), row.seal_number or NONE),
            (word("box"), row.box or NONE),
        ],
        3,
    )
    flow.note(statement("equipment.certified", {"code": row.code}))
    _signatures(flow)


def _identity(row: ThingRow) -> list[tuple[str, str]]:
    made = " ".join(part for part in (row.maker, row.model) if part)
    return [
        (word("kind_of_item"), row.item_type),
        (word("made_by"), made or NONE),
        (word("serial"), row.serial_number),
        (word("approved_line"), row.approved or NONE),
        (word("technique"), f"({row.technique})"),
        (word("mass"), mass(row.mass_kg)),
        (word("size_cm"), size(row)),
        (word("power"), NONE if row.power_w is None else f"{number(row.power_w)} W"),
        (word("batteries"), NONE if row.battery_wh is None else f"{number(row.battery_wh)} Wh"),
        (word("dangerous_goods"), row.dangerous or NONE),
        (word("hs_code"), row.hs_code or NONE),
        (word("value"), NONE if row.value is None else number(row.value)),
        (word("origin"), row.origin or NONE),
        (word("thing_owner"), row.owner or NONE),
    ]
