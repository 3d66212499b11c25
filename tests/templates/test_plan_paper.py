"""The inspection plan and the checklist on paper, read back from real PDF."""

import importlib.util
import io
from pathlib import Path
from types import ModuleType
from typing import Any

import pypdf
import pytest

from osi_app.documents.service import pages_of
from osi_app.kernel.errors import Cancelled
from templates import renderers
from templates.documents import deployment_checklist, inspection_plan
from templates.layout.page import Page

HELD = 1 / 3
ROUNDING = 0.06


def _samples() -> ModuleType:
    spec = importlib.util.spec_from_file_location(
        "sample_plan", Path(__file__).parent / "sample_plan.py"
    )
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


sample = _samples()


def paper(name: str) -> dict[str, object]:
    return {"stamp": sample.stamp(paper=name)}


@pytest.fixture(scope="module")
def plan_pdf() -> bytes:
    return renderers().document(sample.plan())


@pytest.fixture(scope="module")
def plan_texts(plan_pdf: bytes) -> list[str]:
    return [page.extract_text() for page in pypdf.PdfReader(io.BytesIO(plan_pdf)).pages]


def all_pages() -> list[tuple[str, list[Page]]]:
    letter_list = sample.stamp(document_kind="deployment_checklist", paper="letter")
    empty: dict[str, object] = {
        "mandate": None, "event": None, "areas": (), "sites": (), "places": (), "missions": (),
        "areas_of_interest": (), "days": (), "items": (), "findings": (), "overrides": (),
    }  # fmt: skip
    return [
        ("a4", inspection_plan.laid_out(sample.plan())),
        ("letter", inspection_plan.laid_out(sample.plan(**paper("letter")))),
        ("empty", inspection_plan.laid_out(sample.plan(**empty))),
        ("checklist", deployment_checklist.laid_out(sample.checklist())),
        ("letter checklist", deployment_checklist.laid_out(sample.checklist(stamp=letter_list))),
        ("long checklist", deployment_checklist.laid_out(sample.checklist(60))),
    ]


PAGES = all_pages()


def test_same_value_same_bytes(plan_pdf: bytes) -> None:
    assert renderers().document(sample.plan()) == plan_pdf
    other = sample.plan(stamp=sample.stamp(data_seq=413))
    assert renderers().document(other) != plan_pdf


def test_every_page_says_what_it_is(plan_texts: list[str]) -> None:
    count = len(plan_texts)
    for number, text in enumerate(plan_texts, start=1):
        assert f"Page {number} of {count}" in text
        assert "EX08-IIP-000412" in text
        assert "OSI-RESTRICTED" in text
        assert "E X E R C I S E" in text
        assert "Data revision 412" in text
        assert "8f0c8f0c8f0c8f0c" in text
        assert "2026-09-03 06:00Z" in text
        assert "roster.max_on_territory" in text


def test_a_real_inspection_carries_no_exercise_mark() -> None:
    real = sample.stamp(marked_exercise=False, inspection_kind="inspection", law_overridden=())
    pdf = renderers().document(sample.checklist(stamp=real))
    text = "".join(page.extract_text() for page in pypdf.PdfReader(io.BytesIO(pdf)).pages)
    assert "E X E R C I S E" not in text


def test_names_stand_in_their_own_scripts(plan_texts: list[str]) -> None:
    text = "\n".join(plan_texts)
    for name in ("Łukaszewska", "欧阳建国", "Щербакова", "Οικονόμου"):
        assert name in text
    assert any("\ufe70" <= letter <= "\ufeff" for letter in text), "no shaped Arabic letter"


def test_markup_in_names_is_printed(plan_texts: list[str]) -> None:
    text = "".join("\n".join(plan_texts).split())
    assert "<para>Bold&<imgsrc=x></para>" in text


def test_all_sections_and_figures_are_there(plan_texts: list[str]) -> None:
    text = "\n".join(plan_texts)
    for title in ("Mandate and purpose", "Overflights", "Risks to the plan", "Sources"):
        assert text.count(title) >= 2, f"{title}: once in the contents, once as a heading"
    for told in ("1:250 000", "UTM zone 44N", "929.000 km²", "35.2 km", "C42", "planner@osc"):
        assert told in text


def test_fonts_are_embedded_subsets(plan_pdf: bytes) -> None:
    seen = set()
    for page in pypdf.PdfReader(io.BytesIO(plan_pdf)).pages:
        resources: Any = page["/Resources"]
        for font in resources["/Font"].values():
            described = font.get_object()
            seen.add(described["/BaseFont"])
            assert "/FontFile2" in described["/FontDescriptor"]
    assert all("+NotoS" in name or "+NotoN" in name for name in seen)
    assert b"Helvetica" not in plan_pdf
    assert len(plan_pdf) < 1_500_000


@pytest.mark.parametrize(("name", "pages"), PAGES, ids=[name for name, _ in PAGES])
def test_no_text_leaves_its_box_or_the_paper(name: str, pages: list[Page]) -> None:
    del name
    for page in pages:
        for text in page.texts:
            left, top, right, bottom = text.box
            assert text.x >= left - ROUNDING
            assert text.x + text.width <= right + ROUNDING, text.said
            assert top <= text.y - text.size * 0.5
            assert text.y <= bottom + ROUNDING
            assert 0 < left < right <= page.format.width - page.format.right + ROUNDING, text.said
            assert 0 < top < bottom < page.format.height


@pytest.mark.parametrize(("name", "pages"), PAGES, ids=[name for name, _ in PAGES])
def test_no_page_is_under_a_third_full_but_the_last_of_a_section(
    name: str, pages: list[Page]
) -> None:
    for number, page in enumerate(pages, start=1):
        assert page.ends_section or page.fill >= HELD, f"{name}, page {number}: {page.fill:.2f}"


@pytest.mark.parametrize(("name", "pages"), PAGES, ids=[name for name, _ in PAGES])
def test_body_stays_clear_of_the_foot(name: str, pages: list[Page]) -> None:
    del name
    for page in pages:
        foot = page.format.height - page.format.bottom
        crossing = [text.said for text in page.texts if text.box[1] < foot < text.box[3] - 0.1]
        assert not crossing


def test_letter_is_letter() -> None:
    pdf = renderers().document(sample.plan(**paper("letter")))
    box = pypdf.PdfReader(io.BytesIO(pdf)).pages[0].mediabox
    assert (float(box.width), float(box.height)) == (612, 792)


def test_pages_are_counted(plan_pdf: bytes, plan_texts: list[str]) -> None:
    assert pages_of(plan_pdf) == len(plan_texts)


def test_printing_can_be_cancelled_and_shows_progress() -> None:
    with pytest.raises(Cancelled):
        renderers().document(sample.plan(), cancelled=lambda: True)
    steps: list[tuple[int, int]] = []
    renderers().document(sample.checklist(), lambda done, total: steps.append((done, total)))
    assert steps[-1][0] == steps[-1][1] == len(steps)


def test_checklist_has_due_times_in_both_zones() -> None:
    pdf = renderers().document(sample.checklist())
    text = "\n".join(page.extract_text() for page in pypdf.PdfReader(io.BytesIO(pdf)).pages)
    assert "2026-08-24 07:00Z" in text
    assert "2026-08-24 12:00 +05:00" in text
    assert "overdue" in text
    assert "Signature" in text


def test_other_values_are_refused() -> None:
    with pytest.raises(TypeError):
        renderers().document(object())
    with pytest.raises(TypeError):
        renderers().map_page(object())
