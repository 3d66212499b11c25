"""Zones, restrictions and surveys on paper: told apart in grey, named, and listed in tables."""

import importlib.util
import io
from dataclasses import replace
from pathlib import Path
from types import ModuleType

import numpy as np
import pypdf
import pytest
import shapely
from hypothesis import assume, given
from hypothesis import strategies as st

from osi_app.area.records import GroundKind, RestrictionKind, SurveyPattern
from osi_app.documents.ground_values import GroundBlock
from osi_app.documents.map_value import FeatureKind, MapValue
from osi_app.texts import texts, word
from osi_app.texts.formats import position
from templates import renderers
from templates.documents import inspection_plan
from templates.layout.page import Page
from templates.layout.page import Shape as Drawn
from templates.map.looks import LOOKS
from templates.mapsheet.features import TINY_LABEL
from templates.mapsheet.hatch import Hatch, Ring, hatched
from templates.mapsheet.marks import MARKS, POINTS, surveyed_from_air
from templates.mapsheet.sheet import draw_map
from templates.style import A4

BOX = (50.0, 100.0, 490.0, 640.0)


def _samples() -> ModuleType:
    spec = importlib.util.spec_from_file_location(
        "sample_ground_plan", Path(__file__).parent / "sample_plan.py"
    )
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


sample = _samples()
PLAN = sample.plan()
MAP: MapValue = PLAN.map


def sheet(value: MapValue) -> Page:
    page = Page(A4)
    draw_map(page, value, *BOX)
    return page


SHEET = sheet(MAP)


@pytest.fixture(scope="module")
def told() -> str:
    pdf = renderers().document(PLAN)
    return "\n".join(page.extract_text() for page in pypdf.PdfReader(io.BytesIO(pdf)).pages)


def only(*kinds: FeatureKind) -> MapValue:
    return replace(MAP, features=MAP.of(*kinds))


def said(page: Page) -> list[str]:
    return [text.said for text in page.texts]


@pytest.mark.parametrize("kind", list(FeatureKind))
def test_every_kind_has_a_mark_a_look_and_a_word(kind: FeatureKind) -> None:
    assert kind in MARKS
    assert kind in LOOKS
    assert f"map_{kind.value}" in texts()["words"]


@pytest.mark.parametrize("kind", [*GroundKind, *RestrictionKind, *SurveyPattern])
def test_every_kind_in_a_table_has_a_word(
    kind: GroundKind | RestrictionKind | SurveyPattern,
) -> None:
    assert kind.value in texts()["words"]


def grey(kind: FeatureKind) -> tuple[object, ...]:
    """What is left of a mark without its colours: dashes, widths, how many strokes, whether it
    is filled, which way its lines run."""
    page = Page(A4)
    if kind in POINTS or kind is FeatureKind.NOTE:
        outline: Ring = ((100.0, 100.0),)
    else:
        outline = ((90.0, 90.0), (130.0, 90.0), (130.0, 120.0), (90.0, 120.0))
    MARKS[kind](page, outline)
    shapes = [mark for mark in page.marks if isinstance(mark, Drawn)]
    return tuple((one.dash, one.width, bool(one.fill), _way(one)) for one in shapes)


def _way(shape: Drawn) -> tuple[int, int, bool, bool]:
    """How many strokes of how many corners, and whether the first runs across and down."""
    path = shape.paths[0][0]
    across, down = np.abs(np.subtract(path[-1], path[0])) > 1e-3
    return len(shape.paths), len(path), bool(across), bool(down)


def test_no_two_kinds_look_alike_on_a_grey_printer() -> None:
    looks = {kind: grey(kind) for kind in MARKS}
    assert len(set(looks.values())) == len(looks)


@given(
    st.lists(
        st.tuples(st.floats(-300, 300), st.floats(-300, 300)), min_size=3, max_size=8, unique=True
    ),
    st.floats(0, 180),
    st.floats(1, 40),
)
def test_a_hatch_stays_within_its_zone(
    corners: list[tuple[float, float]], angle: float, apart: float
) -> None:
    ring = tuple(shapely.get_coordinates(shapely.MultiPoint(corners).convex_hull).tolist())
    page = Page(A4)
    assume(len(ring) >= 4 and shapely.Polygon(ring).area > 1e-3)
    hatched(page, ring, Hatch(angle, apart))
    zone = shapely.Polygon(ring).buffer(1e-6)
    for shape in page.marks:
        assert isinstance(shape, Drawn)
        for path, closed in shape.paths:
            assert not closed
            assert zone.covers(shapely.LineString(path))


@pytest.mark.parametrize("ring", [((1, 1), (1, 1), (1, 1)), ((0, 0), (5, 0), (9, 0))])
def test_a_zone_without_extent_has_no_hatch(ring: Ring) -> None:
    page = Page(A4)
    hatched(page, ring, Hatch())
    assert page.marks == []


def test_the_legend_names_what_is_on_the_map_and_nothing_else() -> None:
    shown = said(SHEET)
    for kind in FeatureKind:
        assert shown.count(word(f"map_{kind.value}")) == 1
    few = said(sheet(only(FeatureKind.AREA, FeatureKind.HAZARD_ZONE)))
    named = {kind for kind in FeatureKind if word(f"map_{kind.value}") in few}
    assert named == {FeatureKind.AREA, FeatureKind.HAZARD_ZONE}


def numbers(page: Page) -> list[str]:
    """The numbers of lines on a sheet."""
    return [text.said for text in page.texts if text.size == TINY_LABEL.size]


def test_lines_carry_their_numbers_at_both_ends_where_there_is_room() -> None:
    lines = [one for one in MAP.of(FeatureKind.SURVEY) if one.code.startswith("SP-02 ")]
    alone = sheet(replace(MAP, features=(*MAP.of(FeatureKind.AREA), *lines)))
    assert "SP-02" in said(alone)
    shown = numbers(alone)
    both = sum(shown.count(one.code.removeprefix("SP-02 L")) == 2 for one in lines)
    assert both > len(lines) / 2
    assert all(shown.count(one.code.removeprefix("SP-02 L")) <= 2 for one in lines)


def test_no_line_number_covers_another_text() -> None:
    taken = [text.box for text in SHEET.texts if text.size == TINY_LABEL.size]
    assert len(taken) > 20
    for index, one in enumerate(taken):
        for other in taken[:index]:
            apart = one[0] >= other[2] or other[0] >= one[2]
            assert apart or one[1] >= other[3] or other[1] >= one[3]


def test_what_is_flown_is_dashed() -> None:
    page = Page(A4)
    surveyed_from_air(page, ((0, 0), (50, 0)))
    (flown,) = page.marks
    assert isinstance(flown, Drawn)
    assert flown.dash


def test_a_field_of_regard_does_not_shrink_the_map() -> None:
    (field,) = MAP.of(FeatureKind.FIELD_OF_REGARD)
    lon, lat = field.vertices[0]
    far = replace(field, vertices=((lon - 3, lat - 2), (lon + 3, lat - 2), (lon, lat + 2)))
    wide = tuple(far if one is field else one for one in MAP.features)
    scale = next(text for text in said(SHEET) if text.startswith("1:"))
    assert scale in said(sheet(replace(MAP, features=wide)))


@pytest.mark.parametrize("count", [0, 1, 12])
def test_every_attribution_is_printed_whole(count: int) -> None:
    names = tuple(
        f"Agency {index} of Cartography and Imagery, licence 4.{index}" for index in range(count)
    )
    page = sheet(replace(MAP, attributions=names))
    text = " ".join(said(page))
    for name in names:
        assert name in text
    assert "express no opinion on the legal status" in text
    assert ("Layers:" in text) is bool(count)
    assert max(one.box[3] for one in page.texts) <= BOX[1] + BOX[3] + 0.01


def test_places_and_zones_are_listed(told: str) -> None:
    assert len(MAP.ground.rows) == 8
    for row in MAP.ground.rows:
        assert row.code in told
        assert position(row.lon, row.lat) in told
        assert row.mgrs in told
    assert "Check with liaison <b>" in told


def test_restrictions_say_what_they_ask_and_what_is_offered(told: str) -> None:
    flat = " ".join(told.split())
    assert "Restrictions of overflights (P.75)" in flat
    for row in MAP.ground.restrictions:
        assert row.code in flat
    for each in ("Fly at 300 m", "Whole area", "2026-08-30 16:00Z", "Its figure is not"):
        assert each in flat
    assert "Photographs" in flat


def test_the_hours_are_counted_down_sortie_by_sortie(told: str) -> None:
    flights = [row.flight for row in MAP.ground.surveys if row.flight is not None]
    assert len(flights) == 3
    for flight in flights:
        for sortie in flight.sorties:
            assert sortie.lines in told
            assert f"{sortie.hours_over_area:.2f} h" in told
            if sortie.budget_left_h is not None:
                assert f"{sortie.budget_left_h:.2f} h" in told
    flat = " ".join(told.split())
    assert f"finds 12.00 h and leaves {flights[0].left_h:.2f} h" in flat
    assert f"finds {flights[0].left_h:.2f} h and leaves {flights[1].left_h:.2f} h" in flat
    assert "it needs agreement (P.73)" in flat


def test_work_on_the_ground_has_its_row(told: str) -> None:
    flat = " ".join(told.split())
    for each in ("48 points", "Points in strips", "Surveys on the ground", "Magnetic survey on"):
        assert each in flat


def ground_pages(block: GroundBlock) -> str:
    plan = replace(PLAN, map=replace(MAP, ground=block))
    return " ".join(
        " ".join(text.said for text in page.texts) for page in inspection_plan.laid_out(plan)
    )


def test_what_is_not_recorded_takes_one_sentence() -> None:
    none = ground_pages(GroundBlock())
    sentence = (
        "Not recorded so far: Places, routes and zones; Restrictions of overflights (P.75); "
        "survey plans."
    )
    assert none.count(sentence) == 1
    assert "Alternative offered" not in none
    some = ground_pages(replace(MAP.ground, restrictions=()))
    assert "Not recorded so far: Restrictions of overflights (P.75)." in some
    assert "Not recorded so far" not in ground_pages(MAP.ground)


def test_hours_exceeded_and_lines_beyond_are_told() -> None:
    row = MAP.ground.surveys[0]
    assert row.flight is not None
    last = replace(row.flight.sorties[-1], budget_left_h=-0.25, exceeds=True, beyond_endurance=True)
    flight = replace(row.flight, sorties=(*row.flight.sorties[:-1], last), lines_beyond=2)
    text = ground_pages(
        replace(MAP.ground, surveys=(replace(row, flight=flight, height_m=1600.0),))
    )
    assert "−0.25 h (exceeded)" in text
    assert "2 line(s) do not fit" in text
    assert "Sorties 3: no aircraft" in text
    assert "1,600 m > 1,500 m" in text


def test_a_flight_that_cannot_be_laid_says_why() -> None:
    row = replace(MAP.ground.surveys[0], flight=None, lines=0, problem="nothing_left_to_cover")
    text = ground_pages(replace(MAP.ground, surveys=(row,)))
    assert "No line and no point could be laid: nothing is left to cover." in text
