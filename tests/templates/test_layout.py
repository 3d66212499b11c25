"""Setting text: widths, breaks, scripts, controls, QR codes."""

from hypothesis import given, settings
from hypothesis import strategies as st

from templates.layout.faces import legible, measured
from templates.layout.furniture import QR_SIDE
from templates.layout.page import Page, Shape
from templates.layout.qr import draw_qr
from templates.layout.setting import fitted, width_of, wrapped
from templates.style import A4, BODY, CELL_MONO, Weight

TEXTS = st.text(
    alphabet=st.sampled_from("ab ZŁ.,-_/欧阳建国Щерба Παν عبد الرحمن\n\u202e<&>{}"), max_size=60
)


@settings(deadline=None, max_examples=150)
@given(TEXTS, st.floats(40, 300))
def test_wrapped_lines_fit_and_lose_nothing(text: str, width: float) -> None:
    lines = wrapped(text, BODY, width)
    assert all(width_of(line, BODY) <= width + 0.01 for line in lines)
    expected = "".join(legible(part) for part in text.split("\n"))
    assert "".join("".join(lines).split()) == "".join(expected.split())


@settings(deadline=None, max_examples=100)
@given(TEXTS, st.floats(20, 200))
def test_fitted_text_fits(text: str, width: float) -> None:
    assert width_of(fitted(text, BODY, width), BODY) <= width + 0.01


def test_most_lines_end_with_an_ellipsis() -> None:
    lines = wrapped("word " * 50, BODY, 100, 2)
    assert len(lines) == 2
    assert lines[-1].endswith("…")


def test_long_codes_break_after_a_joint() -> None:
    text = "equipment.calibration_lapsed"
    lines = wrapped(text, CELL_MONO, width_of("equipment.calib", CELL_MONO))
    assert lines[0] == "equipment."
    assert "".join(lines) == text


def test_each_script_gets_its_face() -> None:
    faces = {run.face for run in measured("Łukasz Щерба Παν 欧阳 عبد", Weight.REGULAR).runs}
    assert faces == {"NotoSans-Regular", "NotoSansSC-Regular", "NotoNaskhArabic-Regular"}


def test_arabic_is_shaped_and_in_visual_order() -> None:
    text = "".join(run.text for run in measured("عبد", Weight.REGULAR).runs)
    assert text == "\ufeaa\ufe92\ufecb"


def test_bidi_overrides_and_controls_are_shown_not_obeyed() -> None:
    assert legible("a\u202eb\u2066c\x07") == "a\\u202eb\\u2066c\\u0007"
    assert legible("a\tb\nc") == "a b c"


def test_a_character_without_glyph_is_named() -> None:
    text = "".join(run.text for run in measured("\U0001f680", Weight.REGULAR).runs)
    assert text == "U+1F680"


def test_qr_fits_its_square() -> None:
    page = Page(A4)
    draw_qr(page, "OSI:EX08-IIP-000412:P3", 100, 200, QR_SIDE)
    (shape,) = [mark for mark in page.marks if isinstance(mark, Shape)]
    corners = [corner for path, _ in shape.paths for corner in path]
    assert min(x for x, _ in corners) == 100
    assert max(x for x, _ in corners) <= 100 + QR_SIDE + 1e-9
    assert max(y for _, y in corners) <= 200 + QR_SIDE + 1e-9
    assert len(shape.paths) > 60
