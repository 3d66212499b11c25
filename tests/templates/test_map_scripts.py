"""The map page's own scripts, run in the browser that ships: read-out, measuring, printing."""

import importlib.util
import json
import math
import re
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from random import Random
from types import ModuleType
from typing import Any

import pytest
from PySide6.QtCore import QEventLoop, QTimer
from pyproj import Geod

from osi_app.geo.coordinates import CoordinateForm, format_as, parse
from templates import renderers
from ui.area.web_map import WebMap

GEOD = Geod(ellps="WGS84")
Place = tuple[float, float]
Page = Callable[[str], Any]
HIT = """
window.hit = function (x, y) {
  var met = document.elementFromPoint(x, y);
  ["mousemove", "mousedown", "mouseup", "click"].forEach(function (kind) {
    met.dispatchEvent(new MouseEvent(kind, {bubbles: true, clientX: x, clientY: y, view: window}));
  });
};
window.press = function (key, on) {
  (on || document.body).dispatchEvent(new KeyboardEvent("keydown", {key: key, bubbles: true}));
};
"""
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
    """One browser for all tests: it takes a second to start."""
    del qapp
    made = WebMap()
    made.resize(1200, 800)
    made.show()
    yield made
    made.close()
    made.shut()
    made.deleteLater()


def waited(begin: Callable[[Callable[[Any], None]], object]) -> Any:
    """What a browser's call brings back."""
    loop, found = QEventLoop(), []
    limit = QTimer()
    limit.setSingleShot(True)
    limit.timeout.connect(loop.quit)
    limit.start(20_000)

    def bring(result: Any = None) -> None:
        found.append(result)
        loop.quit()

    begin(bring)
    if not found:
        loop.exec()
    limit.stop()
    assert found, "the browser did not answer"
    return found[0]


def opened(view: WebMap, html: str) -> Page:
    def load(bring: Callable[[Any], None]) -> None:
        view.loadFinished.connect(bring)
        view.show_page(html)

    assert waited(load) is True
    view.loadFinished.disconnect()

    def ask(code: str) -> Any:
        told = waited(lambda bring: view.page().runJavaScript(f"JSON.stringify({code})", 0, bring))
        return json.loads(told) if told else None

    ask(f"(function () {{ {HIT} return 1; }})()")
    return ask


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


def places(count: int, seed: int) -> list[Place]:
    random = Random(seed)
    return [(random.uniform(-180, 180), random.uniform(-89.5, 89.5)) for _ in range(count)]


def js_places(points: list[Place]) -> str:
    return json.dumps([{"lng": lon, "lat": lat} for lon, lat in points])


def test_nothing_leaves_the_page(view: WebMap, page: Page) -> None:
    assert page("document.querySelectorAll('.leaflet-interactive').length > 50")
    assert view.interceptor.blocked == []


def test_lengths_and_bearings_are_those_of_the_ellipsoid(page: Page) -> None:
    starts, ends = places(200, 1), places(200, 2)
    starts += [(179.9, -16.0), (0.0, 89.0), (78.0, 49.8), (10.0, 0.0), (20.0, -30.0)]
    ends += [(-179.8, -16.1), (180.0, 88.0), (78.00001, 49.80001), (55.0, 0.0), (20.0, 60.0)]
    found = page(
        f"{js_places(starts)}.map(function (a, i) {{ var leg = osi.geodesy.inverse(a, "
        f"{js_places(ends)}[i]); return [leg.distance, leg.azimuth, leg.exact]; }})"
    )
    for start, end, (distance, azimuth, exact) in zip(starts, ends, found, strict=True):
        bearing, _, metres = GEOD.inv(*start, *end)
        assert exact
        assert distance == pytest.approx(metres, abs=1e-3)
        assert math.cos(math.radians(azimuth - bearing)) == pytest.approx(1, abs=1e-9)


def test_a_place_measured_to_itself_is_no_length(page: Page) -> None:
    same = js_places([(78.0, 49.8)])
    assert page(f"osi.geodesy.inverse({same}[0], {same}[0]).distance") == 0


@pytest.mark.parametrize("end", [(179.999, 0.001), (-179.7, 0.2), (179.95, -0.01)])
def test_almost_antipodal_places_say_that_they_are_approximate(page: Page, end: Place) -> None:
    pair = js_places([(0.0, 0.0), end])
    leg = page(f"osi.geodesy.inverse({pair}[0], {pair}[1])")
    metres = GEOD.inv(0.0, 0.0, *end)[2]
    assert leg["distance"] == pytest.approx(metres, rel=0.006)
    assert leg["exact"] is (abs(leg["distance"] - metres) < 1e-3)


def test_a_way_out_leads_where_the_library_says(page: Page) -> None:
    starts = places(60, 3)
    random = Random(4)
    legs = [(random.uniform(0, 360), random.uniform(1, 9e6)) for _ in starts]
    found = page(
        f"{js_places(starts)}.map(function (a, i) {{ var leg = {json.dumps(legs)}[i]; "
        "var end = osi.geodesy.direct(a, leg[0], leg[1]); return [end.lng, end.lat]; })"
    )
    for start, (azimuth, metres), end in zip(starts, legs, found, strict=True):
        lon, lat, _ = GEOD.fwd(*start, azimuth, metres)
        assert GEOD.inv(lon, lat, *end)[2] < 1e-3


@pytest.mark.parametrize(
    "ring",
    [
        [(78.0, 49.7), (78.3, 49.7), (78.3, 49.95), (78.0, 49.95)],
        [(179.8, -16.2), (-179.7, -16.2), (-179.7, -15.9), (179.9, -15.8)],
        [(0.0, 80.0), (90.0, 80.0), (180.0, 80.0), (-90.0, 80.0)],
        [(-60.0, -85.0), (-170.0, -84.0), (70.0, -86.0)],
        [(10.0, 60.0), (10.5, 60.0), (10.5, 60.25)],
    ],
    ids=["field", "antimeridian", "north pole", "south pole", "triangle"],
)
def test_a_closed_ring_has_its_geodesic_area(page: Page, ring: list[Place]) -> None:
    metres = abs(GEOD.polygon_area_perimeter(*zip(*ring, strict=True))[0])
    for turned in (ring, ring[::-1], ring[1:] + ring[:1]):
        assert page(f"osi.geodesy.area({js_places(turned)})") == pytest.approx(metres, rel=2e-6)


FORMS = {"dd": CoordinateForm.DD, "dms": CoordinateForm.DMS, "utm": CoordinateForm.UTM,
         "mgrs": CoordinateForm.MGRS}  # fmt: skip


@pytest.mark.parametrize("form", FORMS)
def test_the_read_out_writes_places_as_the_plan_does(page: Page, form: str) -> None:
    random = Random(5)
    points = [(random.uniform(-180, 180), random.uniform(-79.9, 83.9)) for _ in range(150)]
    points += [(5.0, 60.0), (8.0, 75.0), (30.5, 78.0), (-180.0, 10.0), (0.0, 0.0), (78.0, 49.8)]
    found = page(
        f"{json.dumps(points)}.map(function (p) {{ return osi.readout.{form}(p[0], p[1]); }})"
    )
    assert found == [format_as(lon, lat, FORMS[form]) for lon, lat in points]


@pytest.mark.parametrize("lat", [84.01, 89.9, -80.01])
def test_beyond_the_grid_the_read_out_says_so(page: Page, lat: float) -> None:
    for form in ("utm", "mgrs"):
        assert page(f"osi.readout.{form}(10, {lat})") == "beyond the grid"


def test_the_pointer_is_read_in_four_forms(page: Page) -> None:
    page("osi.map.fire('mousemove', {latlng: L.latLng(49.868, 78.079 + 360)}) && 1")
    told = page("document.querySelector('.osi-readout pre').textContent")
    shown = dict(line.split(None, 1) for line in told.splitlines())
    assert list(shown) == ["DD", "DMS", "UTM", "MGRS"]
    for text in shown.values():
        assert GEOD.inv(*parse(text), 78.079, 49.868)[2] < 1.5


@pytest.mark.parametrize("form", range(4))
def test_a_click_copies_the_place_in_the_form_chosen(ruler: Page, form: int) -> None:
    ruler(f"document.querySelector('.osi-readout select').value = {form}")
    ruler("osi.map.fire('click', {latlng: L.latLng(49.868, 78.079)}) && 1")
    said = ruler("document.querySelector('.osi-said').textContent")
    outcome, _, text = said.partition(": ")
    assert outcome in ("Copied", "Could not copy")
    assert GEOD.inv(*parse(text), 78.079, 49.868)[2] < 1.5


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
    lengths = [GEOD.inv(*a, *b)[2] for a, b in zip(corners, corners[1:], strict=False)]
    assert [leg[0] for leg in open_line["legs"]] == pytest.approx(lengths, abs=0.01)
    assert open_line["sum"] == pytest.approx(sum(lengths), abs=0.01)
    assert open_line["area"] is None
    clicked(ruler, 503, 303)
    ring = measured(ruler)
    area, around = GEOD.polygon_area_perimeter(*zip(*corners, strict=True))
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
        "layer.options && layer.options.fillOpacity === 0.45) { found = layer; } }); "
        "return osi.map.latLngToContainerPoint(found.getBounds().getCenter()); })()"
    )
    clicked(ruler, round(zone["x"]), round(zone["y"]) + 44)
    assert ruler("document.querySelectorAll('.leaflet-popup').length") == 0
    assert ruler("document.querySelector('.osi-said').textContent") == ""
    ruler("press('Escape') || 1")
    clicked(ruler, round(zone["x"]), round(zone["y"]) + 44)
    assert "NG-1 Old mine field" in ruler("document.querySelector('.leaflet-popup').textContent")
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
        "layer.getCenter()}); text = document.querySelector('.leaflet-popup').textContent; } }); "
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
        "layer.getPopup()) { layer.openPopup(); count += document.querySelector('.leaflet-popup')"
        ".textContent.indexOf('</script><img') >= 0; } }); return count; })()"
    )
    assert opened_popups > 10
    assert page("typeof window.owned") == "undefined"
    assert page("document.images.length") == 0
    assert view.interceptor.blocked == []
