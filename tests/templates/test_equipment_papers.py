"""Papers of equipment: everything listed stands on them, and the same data give the same bytes."""

from collections.abc import Iterator
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from pypdf import PdfReader

from db import open_store
from osi_app.demo import build_demo
from osi_app.documents.equipment_choice import EQUIPMENT_PAPERS, PaperWish
from osi_app.documents.equipment_papers import LabelWish
from osi_app.house import House, house
from osi_app.kernel.clock import system_clock
from templates import renderers
from templates.documents.label_sheets import label_sheets
from templates.layout.barcodes import QUIET_MODULES, code128_bars, data_matrix


@pytest.fixture(scope="module")
def demo(tmp_path_factory: pytest.TempPathFactory) -> Iterator[House]:
    file: Path = tmp_path_factory.mktemp("demo") / "exercise.osi"
    made = house(open_store(str(file)), renderers(), system_clock)
    build_demo(made)
    yield made
    made.close()


def value(demo: House, kind: str, wish: PaperWish | None = None, paper: str = "a4") -> Any:
    key = demo.inspections()[0].id
    return demo.documents.equipment_paper(kind, key, paper, wish)


def text(demo: House, document: Any) -> str:
    pages = PdfReader(BytesIO(demo.documents.printed(document))).pages
    return "\n".join(page.extract_text() for page in pages)


@pytest.mark.parametrize("kind", sorted(EQUIPMENT_PAPERS))
@pytest.mark.parametrize("paper", ["a4", "letter"])
def test_every_paper_prints_and_the_same_data_give_the_same_bytes(
    demo: House, kind: str, paper: str
) -> None:
    document = value(demo, kind, paper=paper)
    first = demo.documents.printed(document)
    assert first == demo.documents.printed(value(demo, kind, paper=paper))
    assert first.startswith(b"%PDF")


def test_the_declaration_names_every_listed_item_with_its_seal(demo: House) -> None:
    document = value(demo, "equipment_declaration")
    shown = text(demo, document)
    assert len(document.rows) == document.totals.items == 307
    for row in document.rows:
        assert row.code in shown
        assert row.serial_number in shown
        assert not row.seal_number or row.seal_number in shown
    assert document.totals.mass_kg == pytest.approx(sum(row.mass_kg for row in document.rows))


def test_a_certificate_page_for_each_item(demo: House) -> None:
    document = value(demo, "equipment_certificates")
    pages = PdfReader(BytesIO(demo.documents.printed(document))).pages
    assert len(pages) == len(document.rows)
    for page, row in list(zip(pages, document.rows, strict=True))[::40]:
        shown = page.extract_text()
        assert row.code in shown
        assert row.serial_number in shown
        assert row.certification.number in shown


def test_what_lapses_first_stands_first(demo: House) -> None:
    document = value(demo, "calibration_by_day")
    lapses = [row.lapses_on for row in document.rows if row.lapses_on is not None]
    assert lapses == sorted(lapses)
    codes = {row.code for row in document.rows if row.lapses_on is not None}
    assert codes == {"HP-002", "GS-004", "SA-011", "XE-001", "MG-003", "DM-017", "LR-003"}
    assert [number for number, _ in document.days] == [0, 10, 20, 30, 40, 50, 58]


def test_every_listed_item_is_on_one_packing_list_or_told_as_unpacked(demo: House) -> None:
    document = value(demo, "packing_lists")
    packed = [row.code for box in document.boxes for row in box.rows]
    loose = [row.code for row in document.unpacked]
    assert len(packed) + len(loose) == len({*packed, *loose}) == 307
    for box in document.boxes:
        load = sum(row.mass_kg for row in box.rows) + sum(lot.mass_kg for lot in box.lots)
        assert box.gross_kg == pytest.approx(box.tare_kg + load)


def test_the_check_sheet_has_what_was_recorded_and_room_for_the_rest(demo: House) -> None:
    document = value(demo, "entry_check")
    outcomes = [row.outcome for row in document.rows]
    assert (outcomes.count("accepted"), outcomes.count("query")) == (39, 1)
    shown = text(demo, document)
    assert "Serial plate hard to read" in shown
    assert "Representative of" in shown


def test_the_readiness_chart_says_why_and_what_mends_it(demo: House) -> None:
    shown = text(demo, value(demo, "readiness")).replace("\n", " ")
    assert "SYS-07 red from D+29: item GS-004" in shown
    assert "Take GS-013 as backpack 4" in shown


def test_a_count_sheet_lists_what_is_expected_in_a_box(demo: House) -> None:
    document = value(demo, "count_sheet", PaperWish(place="BX-001"))
    assert [row.code for row in document.rows] == ["GN-001", "GN-002"]
    assert "E2801160" in text(demo, document)
    assert value(demo, "count_sheet", PaperWish(place="NOWHERE")).rows == ()


@pytest.mark.parametrize("template", sorted(label_sheets()))
@pytest.mark.parametrize("symbol", ["qr", "datamatrix", "code128"])
def test_labels_fill_sheets_after_those_used_up(demo: House, template: str, symbol: str) -> None:
    sheet = label_sheets()[template]
    wish = PaperWish(labels=LabelWish(template=template, symbol=symbol, skip=sheet.count - 1))
    document = value(demo, "labels", wish)
    pdf = PdfReader(BytesIO(demo.documents.printed(document)))
    count = len(document.labels) + sheet.count - 1
    assert len(pdf.pages) == -(-count // sheet.count)
    first = pdf.pages[0].extract_text()
    assert "BX-001" in first
    assert "BX-002" not in first, "one place was left on the first sheet"


@pytest.mark.parametrize("template", sorted(label_sheets()))
def test_labels_of_a_sheet_lie_on_it_and_not_on_one_another(template: str) -> None:
    sheet = label_sheets()[template]
    width, height = sheet.size
    for at in range(sheet.count):
        x, y = sheet.spot(at)
        assert -0.01 <= x <= sheet.paper[0] - width + 0.5
        assert -0.01 <= y <= sheet.paper[1] - height + 0.5
    assert sheet.step[0] >= width - 0.01 or sheet.columns == 1
    assert sheet.step[1] >= height - 0.01 or sheet.rows == 1


def test_code_128_has_its_start_stop_and_an_even_measure() -> None:
    *bars, (modules, _) = code128_bars("OSI10001")
    # start, data and check are 11 modules each, the stop 13
    assert (modules - 13) % 11 == 0
    assert bars[0] == (0, 2), "every start begins with a bar of two modules"
    assert bars[-1] == (modules - 2, 2), "the stop ends with one"
    assert QUIET_MODULES == 10


def test_a_data_matrix_has_its_finder_at_the_left_and_the_foot() -> None:
    rows = data_matrix("BX-001")
    assert all(row[0] == "1" for row in rows)
    assert set(rows[-1]) == {"1"}
    assert rows[0].startswith("1010")
    assert {row[-1] for row in rows[1::2]} == {"1"}
    assert {row[-1] for row in rows[2:-1:2]} <= {"0", "1"}
