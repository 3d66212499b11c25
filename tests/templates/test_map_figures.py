"""The map page's figures: lengths, bearings, areas and the read-out, in the browser that ships."""

import importlib.util
import json
import math
from collections.abc import Iterator
from pathlib import Path
from random import Random
from types import ModuleType

import pytest
from pyproj import Geod
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from osi_app.geo.coordinates import CoordinateForm, format_as, parse
from templates import renderers
from tests.templates.browser import Page, browser, opened
from ui.area.web_map import WebMap

GEOD = Geod(ellps="WGS84")
Place = tuple[float, float]


def _samples() -> ModuleType:
    spec = importlib.util.spec_from_file_location(
        "sample_figures_plan", Path(__file__).parent / "sample_plan.py"
    )
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


sample = _samples()


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


def places(count: int, seed: int) -> list[Place]:
    random = Random(seed)
    return [(random.uniform(-180, 180), random.uniform(-89.5, 89.5)) for _ in range(count)]


def ring_of(corners: list[Place]) -> tuple[float, float]:
    """The library's area and perimeter."""
    lons, lats = zip(*corners, strict=True)
    area, around = GEOD.polygon_area_perimeter(lons, lats)
    return area, around


def js_places(points: list[Place]) -> str:
    return json.dumps([{"lng": lon, "lat": lat} for lon, lat in points])


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
    metres = abs(ring_of(ring)[0])
    for turned in (ring, ring[::-1], ring[1:] + ring[:1]):
        assert page(f"osi.geodesy.area({js_places(turned)})") == pytest.approx(metres, rel=2e-8)


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
def test_a_click_copies_the_place_in_the_form_chosen(page: Page, form: int) -> None:
    page(f"document.querySelector('.osi-readout select').value = {form}")
    page("osi.map.fire('click', {latlng: L.latLng(49.868, 78.079)}) && 1")
    said = page("document.querySelector('.osi-said').textContent")
    outcome, _, text = said.partition(": ")
    assert outcome in ("Copied", "Could not copy")
    assert GEOD.inv(*parse(text), 78.079, 49.868)[2] < 1.5


def test_a_hand_that_clicks_has_the_place_to_paste(view: WebMap, page: Page, qtbot: QtBot) -> None:
    board = QGuiApplication.clipboard()
    board.clear()
    page("document.querySelector('.osi-readout select').value = 3")
    inside = view.focusProxy()
    assert inside is not None
    QTest.mouseClick(inside, Qt.MouseButton.LeftButton, pos=QPoint(200, 640))
    qtbot.waitUntil(lambda: bool(board.text()), timeout=5_000)
    at = page("osi.map.mouseEventToLatLng(new MouseEvent('click', {clientX: 200, clientY: 640}))")
    assert GEOD.inv(*parse(board.text()), at["lng"], at["lat"])[2] < 1.5
