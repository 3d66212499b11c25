"""The map page's own scripts in the browser that ships: measuring, printing, layers, names."""

import importlib.util
import re
from collections.abc import Iterator
from dataclasses import replace
from itertools import pairwise
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest
from pyproj import Geod

from templates import renderers
from tests.templates.browser import Page, browser, opened
from ui.area.web_map import WebMap

GEOD = Geod(ellps="WGS84")
Place = tuple[float, float]
HOSTILE = "</script><img src=x onerror='window.owned=1'>`${window.owned=2}`\\u0041\"'"


def _samples() -> ModuleType:
    spec = importlib.util.spec_from_file_location(
        "sample_script_plan", Path(__file__).parent / "sample_plan.py"
    )
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


sample = _samples()


def hostile_map() -> Any:
    value = sample.plan().map
    features = tuple(
        replace(one, title=HOSTILE, code=f"{HOSTILE} L1", facts=(("note", HOSTILE),))
        for one in value.features
    )
    return replace(value, features=features, attributions=(HOSTILE,), inspection_title=HOSTILE)


@pytest.fixture(scope="module")
def view(qapp: object) -> Iterator[WebMap]:
    """One browser for all tests here."""
    del qapp
    with browser() as made:
        yield made


@pytest.fixture(scope="module")
def page(view: WebMap) -> Page:
    """The sample's page, to be asked for the value of an expression."""
    return opened(view, renderers().map_page(sample.plan().map))


@pytest.fixture
def ruler(page: Page) -> Iterator[Page]:
    """The page with nothing measured."""
    page("press('Escape') || press('Escape')")
    page("osi.map.setView([49.868, 78.079], 9, {animate: false}) && 1")
    yield page
    page("press('Escape') || press('Escape')")


def ring_of(corners: list[Place]) -> tuple[float, float]:
    """The library's area and perimeter."""
    lons, lats = zip(*corners, strict=True)
    area, around = GEOD.polygon_area_perimeter(lons, lats)
    return area, around


def test_nothing_leaves_the_page(view: WebMap, page: Page) -> None:
    assert page("document.querySelectorAll('.leaflet-interactive').length > 50")
    assert view.interceptor.blocked == []


def measured(page: Page) -> dict[str, Any]:
    found: dict[str, Any] = page("osi.measure.result()")
    return found


def clicked(page: Page, x: int, y: int) -> Place:
    """A click there, and what lies there."""
    page(f"hit({x}, {y}) || 1")
    at = page(
        f"osi.map.mouseEventToLatLng(new MouseEvent('click', {{clientX: {x}, clientY: {y}}}))"
    )
    return at["lng"], at["lat"]


def test_m_begins_and_ends_and_the_button_says_measure(ruler: Page) -> None:
    assert ruler("document.querySelector('.osi-measure button').textContent") == "Measure"
    for key, state in (("m", True), ("M", False), ("m", True), ("Escape", False)):
        ruler(f"press('{key}') || 1")
        pressed = ruler(
            "document.querySelector('.osi-measure button').getAttribute('aria-pressed')"
        )
        assert measured(ruler)["active"] is state
        assert pressed == str(state).lower()
    ruler("document.querySelector('.osi-measure button').click() || 1")
    assert measured(ruler)["active"] is True


def test_m_typed_into_a_field_measures_nothing(ruler: Page) -> None:
    ruler("press('m', document.querySelector('.osi-readout select')) || 1")
    assert measured(ruler)["active"] is False


def test_legs_add_up_and_a_ring_closes_on_its_first_place(ruler: Page) -> None:
    ruler("press('m') || 1")
    corners = [clicked(ruler, x, y) for x, y in ((500, 300), (760, 260), (700, 520))]
    open_line = measured(ruler)
    lengths = [GEOD.inv(*a, *b)[2] for a, b in pairwise(corners)]
    assert [leg[0] for leg in open_line["legs"]] == pytest.approx(lengths, abs=0.01)
    assert open_line["sum"] == pytest.approx(sum(lengths), abs=0.01)
    assert open_line["area"] is None
    clicked(ruler, 503, 303)
    ring = measured(ruler)
    area, around = ring_of(corners)
    assert (ring["closed"], ring["active"], len(ring["legs"])) == (True, False, 3)
    assert ring["sum"] == pytest.approx(around, abs=0.01)
    assert ring["area"] == pytest.approx(abs(area), rel=1e-6)
    told = ruler("document.querySelector('.osi-legs').textContent")
    assert f"{around / 1000:.3f} km" in told
    assert f"{abs(area) / 1e6:.3f} km²" in told


def test_enter_closes_only_what_has_an_area_and_backspace_takes_back(ruler: Page) -> None:
    ruler("press('m') || 1")
    for spot in ((500, 300), (760, 260)):
        clicked(ruler, *spot)
    ruler("press('Enter') || 1")
    assert measured(ruler)["closed"] is False
    clicked(ruler, 700, 520)
    clicked(ruler, 400, 600)
    ruler("press('Backspace') || 1")
    assert len(measured(ruler)["legs"]) == 2
    ruler("press('Enter') || 1")
    assert (measured(ruler)["closed"], len(measured(ruler)["legs"])) == (True, 3)


def test_a_second_click_on_the_same_place_adds_no_leg(ruler: Page) -> None:
    ruler("press('m') || 1")
    for spot in ((500, 300), (760, 260), (760, 260), (762, 261)):
        clicked(ruler, *spot)
    assert len(measured(ruler)["legs"]) == 1


def test_while_measuring_clicks_go_to_the_ground_and_copy_nothing(ruler: Page) -> None:
    said = ruler("document.querySelector('.osi-said').textContent = ''")
    assert said == ""
    ruler("press('m') || 1")
    zone = ruler(
        "(function () { var found; osi.map.eachLayer(function (layer) { if (layer.getBounds && "
        "layer.options && layer.options.fillOpacity === 0.35) { found = layer; } }); "
        "return osi.map.latLngToContainerPoint(found.getBounds().getCenter()); })()"
    )
    clicked(ruler, round(zone["x"]), round(zone["y"]) + 44)
    assert ruler("document.querySelectorAll('.leaflet-popup').length") == 0
    assert ruler("document.querySelector('.osi-said').textContent") == ""
    ruler("press('Escape') || 1")
    clicked(ruler, round(zone["x"]), round(zone["y"]) + 44)
    assert "RAS-3 Site 2" in ruler("popup()")
    ruler("osi.map.closePopup() && 1")


def test_printing_shows_the_same_ground_and_the_screen_comes_back(ruler: Page) -> None:
    seen = "osi.map.getBounds().toBBoxString()"
    before = [float(part) for part in ruler(seen).split(",")]
    ruler("window.dispatchEvent(new Event('beforeprint'))")
    west, south, east, north = (float(part) for part in ruler(seen).split(","))
    assert ruler("document.querySelector('.folium-map').offsetWidth") == 1040
    assert west <= before[0] + 1e-6
    assert south <= before[1] + 1e-6
    assert east >= before[2] - 1e-6
    assert north >= before[3] - 1e-6
    ruler("window.dispatchEvent(new Event('afterprint'))")
    assert [float(part) for part in ruler(seen).split(",")] == pytest.approx(before, abs=1e-6)


def test_each_survey_is_a_layer_and_says_its_figures(ruler: Page) -> None:
    names = ruler("document.querySelector('.leaflet-control-layers').textContent")
    for row in sample.plan().map.ground.surveys:
        assert f"{row.code} {row.title}" in names
    popup = ruler(
        "(function () { var text; osi.map.eachLayer(function (layer) { if (layer.feature && "
        "layer.feature.properties.name === 'SP-01 L1') { layer.fire('click', {latlng: "
        "layer.getCenter()}, true); text = popup(); } }); "
        "return text; })()"
    )
    flight = sample.plan().map.ground.surveys[0].flight
    assert popup.startswith("SP-01 Initial overflight, visual")
    assert f"{flight.hours_over_area:.2f} h" in popup
    ruler("osi.map.closePopup() && 1")


def test_hostile_names_are_text_in_the_browser(view: WebMap, qapp: object) -> None:
    del qapp
    html = renderers().map_page(hostile_map())
    assert not re.search(r"https?://", html)
    page = opened(view, html)
    assert page("typeof window.owned") == "undefined"
    assert page("typeof osi.measure") == "object"
    assert page("document.images.length") == 0
    assert "</script><img" in page("document.querySelector('.osi-bar').textContent")
    assert "</script><img" in page("document.querySelector('.leaflet-control-layers').textContent")
    note = page("document.querySelector('.leaflet-control-attribution').textContent")
    assert "`${window.owned=2}`\\u0041" in note
    opened_popups = page(
        "(function () { var count = 0; osi.map.eachLayer(function (layer) { if (layer.getPopup && "
        "layer.getPopup()) { layer.openPopup(); count += popup()"
        ".indexOf('</script><img') >= 0; } }); return count; })()"
    )
    assert opened_popups > 10
    assert page("typeof window.owned") == "undefined"
    assert page("document.images.length") == 0
    assert view.interceptor.blocked == []
