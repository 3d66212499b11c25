"""The native map: what a person does with mouse and keys."""

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from osi_app.geo.zones import utm
from ui.widgets.map_features import MapFeature, Shape, scene_points
from ui.widgets.map_view import MapView

RING = ((78.0, 49.8), (78.2, 49.8), (78.2, 49.95), (78.0, 49.95))
AREA = MapFeature("area", "mandated", "Mandated area", Shape.POLYGON, RING, editable=True)
SITE = MapFeature(
    "site",
    "restricted_site",
    "RAS-1",
    Shape.POLYGON,
    ((78.1, 49.85), (78.13, 49.85), (78.13, 49.88)),
)
EVENT = MapFeature("event", "origin", "Event", Shape.POINTS, ((78.079, 49.868),))


@pytest.fixture
def view(qtbot: QtBot) -> MapView:
    view = MapView()
    qtbot.addWidget(view)
    view.resize(800, 600)
    view.show_features((AREA, SITE, EVENT))
    view.fit()
    view.show()
    qtbot.waitExposed(view)
    return view


def pixel(view: MapView, lon: float, lat: float) -> QPoint:
    return view.mapFromScene(scene_points(((lon, lat),))[0])


def test_fit_brings_every_feature_into_view(view: MapView) -> None:
    for lon, lat in RING:
        assert view.viewport().rect().contains(pixel(view, lon, lat))


def test_pointing_tells_where(view: MapView, qtbot: QtBot) -> None:
    with qtbot.waitSignal(view.pointed) as pointed:
        QTest.mouseMove(view.viewport(), pixel(view, 78.1, 49.9))
    lon, lat = pointed.args
    assert lon == pytest.approx(78.1, abs=0.002)
    assert lat == pytest.approx(49.9, abs=0.002)


def test_clicking_a_site_picks_its_record(view: MapView, qtbot: QtBot) -> None:
    with qtbot.waitSignal(view.picked) as picked:
        QTest.mouseClick(view.viewport(), Qt.MouseButton.LeftButton, pos=pixel(view, 78.12, 49.86))
    assert picked.args == ["restricted_site", "site"]


def test_only_editable_rings_are_edited(view: MapView) -> None:
    assert not view.start_edit("site")
    assert view.start_edit("area")


def test_keys_go_round_the_corners_and_move_one_exactly(view: MapView, qtbot: QtBot) -> None:
    view.start_edit("area")
    QTest.keyClick(view, Qt.Key.Key_Tab)
    assert view.edit is not None
    assert view.edit.chosen == 0
    with qtbot.waitSignal(view.edited) as edited:
        QTest.keyClick(view, Qt.Key.Key_Right, Qt.KeyboardModifier.AltModifier)
    key, ring = edited.args
    assert key == "area"
    assert ring[0][0] > RING[0][0]
    assert ring[0][1] == pytest.approx(RING[0][1], abs=1e-7)
    assert ring[1:] == RING[1:], "corners not touched keep their last digit"


def test_dragging_tells_at_every_step_and_once_at_the_end(view: MapView) -> None:
    view.start_edit("area")
    steps: list[object] = []
    ends: list[object] = []
    view.dragging.connect(steps.append)
    view.edited.connect(lambda _key, ring: ends.append(ring))
    start = pixel(view, *RING[2])
    QTest.mousePress(view.viewport(), Qt.MouseButton.LeftButton, pos=start)
    for turn in range(1, 5):
        QTest.mouseMove(view.viewport(), start + QPoint(-6 * turn, 6 * turn))
    QTest.mouseRelease(view.viewport(), Qt.MouseButton.LeftButton, pos=start + QPoint(-24, 24))
    assert len(steps) >= 2
    assert len(ends) == 1


def test_a_double_click_on_an_edge_adds_a_corner_and_del_takes_it_out(view: MapView) -> None:
    view.start_edit("area")
    middle = pixel(view, 78.1, 49.8)
    QTest.mouseDClick(view.viewport(), Qt.MouseButton.LeftButton, pos=middle)
    assert view.edit is not None
    assert len(view.edit.ring) == 5
    QTest.keyClick(view, Qt.Key.Key_Delete)
    assert len(view.edit.ring) == 4


def test_a_ring_keeps_three_corners(view: MapView) -> None:
    view.start_edit("area")
    assert view.edit is not None
    for _ in range(4):
        view.edit.choose(0)
        QTest.keyClick(view, Qt.Key.Key_Delete)
    assert len(view.edit.ring) == 3


TRACK = MapFeature("layer", "layer", "", Shape.LINE, ((78.05, 49.9), (78.25, 49.9)))


def dropped(view: MapView, lon: float, lat: float, off: QPoint) -> tuple[float, float]:
    """The corner at the upper right, dragged to some pixels off a place and let go."""
    view.start_edit("area")
    start, end = pixel(view, *RING[2]), pixel(view, lon, lat) + off
    QTest.mousePress(view.viewport(), Qt.MouseButton.LeftButton, pos=start)
    for turn in range(1, 5):
        QTest.mouseMove(view.viewport(), start + (end - start) * turn / 4)
    QTest.mouseRelease(view.viewport(), Qt.MouseButton.LeftButton, pos=end)
    assert view.edit is not None
    return view.edit.ring[2]


def test_a_corner_near_another_jumps_onto_it(view: MapView) -> None:
    view.set_snapping(frozenset({"corners"}))
    assert dropped(view, 78.13, 49.88, QPoint(4, -3)) == (78.13, 49.88)


def test_a_corner_near_an_edge_comes_to_lie_on_it(view: MapView) -> None:
    view.set_snapping(frozenset({"edges"}))
    lon, _ = dropped(view, 78.13, 49.865, QPoint(4, 0))
    assert lon == pytest.approx(78.13, abs=1e-6)


def test_a_corner_jumps_to_crossings_of_the_grid_only_when_asked(view: MapView) -> None:
    start = pixel(view, 78.16, 49.9)
    offsets = [QPoint(x, y) for x in range(0, 160, 8) for y in range(0, 160, 8)]

    def crossings() -> set[tuple[float, float]]:
        places = (view.mapToScene(start + offset) for offset in offsets)
        placed = [view.hand.snapping.placed(one, view.m_per_pixel) for one in places]
        return {one for one in placed if placed.count(one) > 1}

    assert crossings() == set()
    view.set_snapping(frozenset({"grid"}))
    found = crossings()
    assert found
    for lon, lat in found:
        _, east_m, north_m = utm(lon, lat)
        assert (round(east_m, 3) % 100, round(north_m, 3) % 100) == (0, 0)


def test_a_corner_jumps_onto_the_line_of_a_layer_when_asked(view: MapView) -> None:
    view.set_snap_layers((TRACK,))
    view.set_snapping(frozenset({"corners", "edges"}))
    assert dropped(view, 78.16, 49.9, QPoint(0, 5))[1] != pytest.approx(49.9, abs=5e-5)
    view.set_snapping(frozenset({"layers"}))
    assert dropped(view, 78.25, 49.9, QPoint(4, 3)) == (78.25, 49.9)
    assert dropped(view, 78.15, 49.9, QPoint(0, 5))[1] == pytest.approx(49.9, abs=5e-5)


def test_escape_ends_the_edit(view: MapView, qtbot: QtBot) -> None:
    view.start_edit("area")
    with qtbot.waitSignal(view.edit_ended) as ended:
        QTest.keyClick(view, Qt.Key.Key_Escape)
    assert ended.args == ["area"]
    assert view.edit is None


def test_zoom_stays_within_the_map(view: MapView) -> None:
    view.zoom(1e12)
    closest = view.m_per_pixel
    view.zoom(1e-12)
    assert closest < view.m_per_pixel < 200_000


def test_an_empty_map_shows_the_world(qtbot: QtBot) -> None:
    view = MapView()
    qtbot.addWidget(view)
    view.resize(640, 480)
    view.fit()
    view.show()
    qtbot.waitExposed(view)
    assert view.m_per_pixel > 20_000
