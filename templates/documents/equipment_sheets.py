"""Working sheets of equipment: calibration by day, packing lists, counts, the point of entry."""

from collections.abc import Callable
from typing import Any

from osi_app.documents.equipment_values import (
    BoxSheet,
    CalibrationByDay,
    CountSheet,
    DayStatusRow,
    EntryCheck,
    EntryRow,
    PackingLists,
    ThingRow,
)
from osi_app.kernel.ports import Cancelled, Progress, never_cancelled, no_progress
from osi_app.texts import statement, word
from osi_app.texts.formats import day, number
from templates.documents.equipment_common import NONE, mass, opened, size, told_findings, until
from templates.layout.barcodes import draw_code128
from templates.layout.flow import Flow
from templates.layout.furniture import furnish
from templates.layout.page import Align, Page
from templates.layout.pdf import About, written
from templates.layout.signs import sign_of
from templates.layout.table import Band, Column, Row, Status, table
from templates.style import (
    CELL_BOLD,
    CELL_MONO,
    FAINT,
    LABEL,
    SECTION,
    SUBTITLE,
)

BOXES = "□"
HAND_PT = 30.0


def render(
    paper: Any,
    progress: Progress = no_progress,
    cancelled: Cancelled = never_cancelled,
) -> bytes:
    """A working sheet as PDF; the same value gives the same bytes. Raises ``Cancelled``."""
    stamp = paper.stamp
    title = f"{word(stamp.document_kind)} {stamp.number}"
    about = About(title, stamp.inspection_title, stamp.number)
    return written(laid_out(paper), about, progress, cancelled)


def laid_out(paper: Any) -> list[Page]:
    """The sheet as pages, complete with head and foot."""
    pages = _SETTERS[type(paper)](paper)
    pages[-1].ends_section = True
    furnish(pages, paper.stamp)
    return pages


# ---- calibration by day --------------------------------------------------------------------


def _by_day(paper: CalibrationByDay) -> list[Page]:
    late = sum(row.lapses_on is not None for row in paper.rows)
    first, last = paper.days[0], paper.days[-1]
    facts = [
        (word("items_calibrated"), number(len(paper.rows))),
        (word("lapse_during"), number(late)),
        (word("first_day_of_use"), day(first[1])),
        (word("last_day_of_use"), f"{day(last[1])} (D+{last[0]})"),
    ]
    flow = opened(paper.stamp, facts, lying=True)
    columns = [
        Column(word("code"), style=CELL_MONO),
        Column("", style=CELL_MONO),
        Column(word("item"), 40, style=CELL_BOLD, most_lines=1),
        Column(word("serial"), style=CELL_MONO),
        Column(word("calibrated_until"), 0, Align.RIGHT),
        Column(word("lapses_on"), 0, Align.RIGHT),
        *(Column(f"D+{number_} {day(on)[5:]}") for number_, on in paper.days),
    ]
    table(flow, columns, [_day_row(row) for row in paper.rows])
    flow.note(statement("equipment.by_day", {}))
    return flow.pages


def _day_row(row: DayStatusRow) -> Row:
    lapses = NONE if row.lapses_on is None else f"{day(row.lapses_on)} (D+{row.lapses_day})"
    return (
        row.code,
        f"({row.technique})" if row.technique != "aux" else "",
        row.name,
        row.serial_number,
        NONE if row.until is None else day(row.until),
        lapses,
        *(Status(sign_of(code), "") for code in row.statuses),
    )


# ---- packing lists -------------------------------------------------------------------------


def _packing(paper: PackingLists) -> list[Page]:
    gross = sum(box.gross_kg for box in paper.boxes)
    items = sum(len(box.rows) for box in paper.boxes)
    facts = [
        (word("boxes"), number(len(paper.boxes))),
        (word("items_head"), number(items)),
        (word("gross_mass"), mass(gross)),
        (word("unpacked"), number(len(paper.unpacked))),
    ]
    flow = opened(paper.stamp, facts)
    columns = [
        Column(word("box"), style=CELL_MONO),
        Column(word("contents"), 40, most_lines=1),
        Column(word("items_head"), 0, Align.RIGHT),
        Column(word("gross_mass"), 0, Align.RIGHT),
        Column(word("allowed"), 0, Align.RIGHT),
        Column(word("seals")),
        Column(word("dangerous_goods"), 20, most_lines=2),
    ]
    table(flow, columns, [_box_row(box) for box in paper.boxes])
    if paper.unpacked:
        flow.subsection(word("unpacked"))
        table(flow, _things(), [_thing(row) for row in paper.unpacked])
    for box in paper.boxes:
        flow.new_page(ends_section=True)
        _box_page(flow, box)
    return flow.pages


def _box_row(box: BoxSheet) -> Row:
    most = NONE if box.max_gross_kg is None else mass(box.max_gross_kg)
    goods = "; ".join(f"{name} ({count})" for name, count in box.dangerous)
    return (
        box.code, box.name or NONE, number(len(box.rows)), mass(box.gross_kg), most,
        ", ".join(box.seals) or NONE, goods or NONE,
    )  # fmt: skip


def _box_page(flow: Flow, box: BoxSheet) -> None:
    flow.page.bookmark = f"{word('box')} {box.code}"
    flow.page.text(f"{word('box')} {box.code}", SECTION, flow.left, flow.y, flow.width - 170)
    draw_code128(flow.page, box.code, (flow.left + flow.width - 160, flow.y, 160, 28))
    flow.advance(SECTION.leading)
    flow.page.text(box.name, SUBTITLE, flow.left, flow.y, flow.width - 170)
    flow.advance(SUBTITLE.leading + 12)
    inner = NONE if box.sides_m is None else " × ".join(f"{side * 100:.0f}" for side in box.sides_m)
    most = NONE if box.max_gross_kg is None else mass(box.max_gross_kg)
    flow.facts(
        [
            (word("load_state"), word(box.state)),
            (word("place"), box.place or NONE),
            (word("seals"), ", ".join(box.seals) or NONE),
            (word("gross_mass"), f"{mass(box.gross_kg)} ≤ {most}"),
            (word("tare"), mass(box.tare_kg)),
            (word("inner_size_cm"), inner),
        ],
        3,
    )
    table(flow, _things(), [_thing(row) for row in box.rows])
    if box.lots:
        flow.subsection(word("consumables"))
        table(
            flow,
            [
                Column(word("code"), style=CELL_MONO),
                Column(word("item"), 40, style=CELL_BOLD),
                Column(word("lot"), style=CELL_MONO),
                Column(word("quantity"), 0, Align.RIGHT),
                Column(word("usable_until"), 0, Align.RIGHT),
            ],
            [
                (lot.code, lot.item_type, lot.lot_number or NONE,
                 f"{lot.quantity:g} {lot.unit}",
                 NONE if lot.expires_on is None else day(lot.expires_on))
                for lot in box.lots
            ],
        )  # fmt: skip
    for name, count in box.dangerous:
        flow.note(statement("equipment.dangerous", {"goods": name, "count": count}))
    _packed_by(flow)


def _things() -> list[Column]:
    return [
        Column(word("code"), style=CELL_MONO),
        Column(word("item"), 40, style=CELL_BOLD, most_lines=2),
        Column(word("serial"), style=CELL_MONO),
        Column("kg", 0, Align.RIGHT),
        Column(word("size_cm"), 0, Align.RIGHT),
        Column(word("dangerous_goods")),
        Column(word("calibrated_until"), 0, Align.RIGHT),
        Column(word("seal")),
        Column("✓"),
    ]


def _thing(row: ThingRow) -> Row:
    return (
        row.code, row.name, row.serial_number, number(row.mass_kg, 1), size(row),
        row.dangerous or NONE,
        word("not_needed") if row.status == "not_needed" else until(row.calibration),
        row.seal_number or NONE, BOXES,
    )  # fmt: skip


def _packed_by(
    flow: Flow, names: tuple[str, ...] = ("packed_by", "checked_by", "sealed_by")
) -> None:
    flow.need(HAND_PT + 20)
    flow.advance(HAND_PT)
    third = (flow.width - 32) / 3
    for at, name in enumerate(names):
        x = flow.left + at * (third + 16)
        flow.page.rule(x, flow.y, x + third, flow.y, 0.5, FAINT)
        flow.page.text(word(name), LABEL, x, flow.y + 3, third)
    flow.advance(LABEL.leading + 6)


# ---- stock-take ----------------------------------------------------------------------------


def _count(paper: CountSheet) -> list[Page]:
    facts = [(word("place"), paper.place), (word("expected"), number(len(paper.rows)))]
    flow = opened(paper.stamp, facts, columns=2)
    columns = [
        Column("✓"),
        Column(word("box"), style=CELL_MONO),
        Column(word("code"), style=CELL_MONO),
        Column(word("item"), 40, style=CELL_BOLD, most_lines=1),
        Column(word("serial"), style=CELL_MONO),
        Column(word("tag"), style=CELL_MONO),
        Column(word("remarks"), 24),
    ]
    rows: list[Row] = []
    held = None
    for row in paper.rows:
        if row.box != held:
            held = row.box
            rows.append(Band(f"{word('box')} {held}" if held else word("in_no_box")))
        shown = (BOXES, row.box or NONE, row.code, row.name, row.serial_number or NONE, row.tag)
        rows.append((*shown, ""))
    table(flow, columns, rows)
    if not paper.rows:
        flow.paragraph(statement("equipment.nothing_there", {"place": paper.place}))
    _packed_by(flow, ("counted_by", "checked_by", "signed_off_by"))
    return flow.pages


# ---- point of entry ------------------------------------------------------------------------


def _entry(paper: EntryCheck) -> list[Page]:
    done = sum(bool(row.outcome) for row in paper.rows)
    facts = [
        (word("inspected_state"), f"{paper.inspected.name} ({paper.inspected.code})"),
        (word("items_head"), number(len(paper.rows))),
        (word("checked"), number(done)),
        (word("left"), number(len(paper.rows) - done)),
    ]
    flow = opened(paper.stamp, facts, lying=True)
    flow.note(statement("equipment.entry_check", {}))
    columns = [
        Column(word("code"), style=CELL_MONO),
        Column(word("item"), 34, style=CELL_BOLD, most_lines=1),
        Column(word("serial"), style=CELL_MONO),
        Column(word("seal"), style=CELL_MONO),
        Column(word("certificate")),
        Column(word("box"), style=CELL_MONO),
        Column(word("accepted")),
        Column(word("excluded")),
        Column(word("query")),
        Column(word("reason_of_state"), 30, most_lines=2),
        Column(word("signed_for_team"), 18, most_lines=2),
        Column(word("signed_for_state"), 18, most_lines=2),
    ]
    table(flow, columns, [_entry_row(row) for row in paper.rows])
    told_findings(flow, paper.findings)
    return flow.pages


def _entry_row(row: EntryRow) -> Row:
    marks = ("■" if row.outcome == one else BOXES for one in ("accepted", "excluded", "query"))
    return (
        row.code, row.name, row.serial_number, row.seal_number or NONE, row.certificate or NONE,
        row.box or NONE, *marks, row.reason, row.signed_by,
        row.countersigned_by,
    )  # fmt: skip


_SETTERS: dict[type, Callable[[Any], list[Page]]] = {
    CalibrationByDay: _by_day,
    PackingLists: _packing,
    CountSheet: _count,
    EntryCheck: _entry,
}
