"""The map page: whole, offline, safe against names; and the map sheet's frame."""

import importlib.util
import re
from dataclasses import replace
from pathlib import Path
from types import ModuleType

import numpy as np
import pytest
from pyproj import Geod

from osi_app.documents.map_value import FeatureKind, MapFeature, MapValue, Shape
from osi_app.texts import word
from templates import renderers
from templates.map.escaping import safe
from templates.map.page import lat_lon
from templates.mapsheet.frame import SCALES, dense, frame_for


def _samples() -> ModuleType:
    spec = importlib.util.spec_from_file_location(
        "sample_map_plan", Path(__file__).parent / "sample_plan.py"
    )
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


sample = _samples()
EVIL = "</script><img src=x onerror=alert(1)>`${alert(2)}`\\u0041\"'\u202e"


def evil_map() -> MapValue:
    value: MapValue = sample.plan().map
    features = tuple(
        replace(one, title=EVIL, code=EVIL, facts=((EVIL, EVIL),)) for one in value.features
    )
    return replace(
        value, inspection_title=EVIL, number=EVIL, features=features, attributions=(EVIL,)
    )


def test_page_is_whole_and_repeatable() -> None:
    value = sample.plan().map
    page = renderers().map_page(value)
    assert page == renderers().map_page(value)
    assert not re.search(r"https?://", page)
    assert not re.search(r"<(script|link|img|iframe)[^>]*\s(src|href)=", page)
    assert "setPrefix(false)" in page
    assert "EXERCISE" in page
    assert "no opinion on the legal status" in page


def test_names_cannot_break_out() -> None:
    page = renderers().map_page(evil_map())
    assert "<img src=x" not in page
    assert "${alert" not in page
    assert "onerror=alert(1)>" not in page
    assert "\u202e" not in page


def test_every_kind_of_the_map_is_a_layer_to_be_switched() -> None:
    value: MapValue = sample.plan().map
    assert {one.kind for one in value.features} == set(FeatureKind)
    page = renderers().map_page(value)
    for kind in set(FeatureKind) - {FeatureKind.SURVEY}:
        assert word(f"map_{kind.value}") in page
    for row in value.ground.surveys:
        assert f"{row.code} {row.title}" in page


def test_attributions_of_layers_stand_beside_the_neutral_note() -> None:
    page = renderers().map_page(sample.plan().map)
    (said,) = re.findall(r"addAttribution\(`(.*?)`\)", page)
    for each in ("Natural Earth", "OpenStreetMap contributors, ODbL 1.0", "Sentinel data 2026"):
        assert each in said
    assert said.endswith("not for navigation.")


def test_the_lines_of_a_survey_are_one_piece() -> None:
    value: MapValue = sample.plan().map
    lines = value.of(FeatureKind.SURVEY)
    bare = renderers().map_page(
        replace(value, features=tuple(one for one in value.features if one not in lines))
    )
    page = renderers().map_page(value)
    surveys = len({one.record_id for one in lines})
    assert page.count("L.popup(") - bare.count("L.popup(") == surveys < len(lines)
    assert len(page) - len(bare) < 1_500 * surveys + 400 * len(lines) + 40 * sum(
        len(one.vertices) for one in lines
    )


@pytest.mark.parametrize(("count", "canvas"), [(3_000, False), (3_001, True)])
def test_many_shapes_are_drawn_on_a_canvas(count: int, canvas: bool) -> None:
    value = world(78.0, 50.0)
    points = tuple((78.0 + index * 1e-5, 50.0) for index in range(count - 1))
    feature = replace(
        value.features[0],
        kind=FeatureKind.SURVEY,
        code="SP-01",
        shape=Shape.POINTS,
        vertices=points,
    )
    page = renderers().map_page(replace(value, features=(*value.features, feature)))
    assert ('"preferCanvas": true' in page) is canvas


@pytest.mark.parametrize("text", [EVIL, "a\nb", "{{ 7 * 7 }}", "{% raw %}"])
def test_escaped_text_holds_no_dangerous_letter(text: str) -> None:
    assert not set(safe(text)) & set("<>`$\\{}\"'\n")


def test_lat_comes_first_for_folium() -> None:
    assert lat_lon([(78.0, 49.0)]) == [(49.0, 78.0)]


def world(lon: float, lat: float, half_m: float = 15_000) -> MapValue:
    geod = Geod(ellps="WGS84")
    ring = []
    for bearing in (45, 315, 225, 135):
        east, north, _ = geod.fwd(lon, lat, bearing, half_m)
        ring.append((lon + (east - lon + 180) % 360 - 180, north))
    base: MapValue = sample.plan().map
    feature = MapFeature(
        base.features[0].record_id, FeatureKind.AREA, "a", "a", Shape.POLYGON, tuple(ring)
    )
    return replace(base, features=(feature,))


@pytest.mark.parametrize(("lon", "lat"), [(78, 50), (179.9, -16), (-180, 5), (10, 60), (0, 86)])
def test_frame_is_to_scale_anywhere(lon: float, lat: float) -> None:
    value = world(lon, lat)
    frame = frame_for(value, (50, 80, 480, 560))
    assert frame.denominator in SCALES
    vertices = np.asarray(value.features[0].vertices)
    paper = frame.on_paper(vertices)
    left, top, right, bottom = frame.box
    assert (paper[:, 0] > left).all()
    assert (paper[:, 0] < right).all()
    assert (paper[:, 1] > top).all()
    assert (paper[:, 1] < bottom).all()
    on_paper_m = np.hypot(*(paper[0] - paper[1])) / (1_000 * 72 / 25.4) * frame.denominator
    ground_m = Geod(ellps="WGS84").inv(*vertices[0], *vertices[1])[2]
    assert on_paper_m == pytest.approx(ground_m, rel=0.012)
    west, south, east, north = frame.window()
    assert west < lon < east or west < lon + 360 < east or west < lon - 360 < east
    assert south < lat < north or lat > 84
    assert east - west < 360


def test_long_edges_get_points_and_rings_close() -> None:
    points = dense(((10.0, 60.0), (11.0, 60.0), (11.0, 60.5)), Shape.POLYGON)
    assert len(points) > 60
    assert tuple(points[0]) == tuple(points[-1])
    assert points[:, 1].max() > 60.0
    assert len(dense(((10.0, 60.0), (11.0, 60.0)), Shape.POINTS)) == 2
