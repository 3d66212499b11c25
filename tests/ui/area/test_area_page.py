"""The Area page on the demo exercise: what a planner does there."""

from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from osi_app.area.records import AreaBoundary, BoundaryKind, RestrictedSite
from osi_app.geo.coordinates import CoordinateForm, parse
from ui.area.new_things import ThingDialog
from ui.area.page import AreaPage
from ui.context import Context


@pytest.fixture
def page(exercise: Context, qtbot: QtBot, settled: Any) -> AreaPage:
    made = AreaPage(exercise)
    qtbot.addWidget(made)
    made.resize(1100, 700)
    made.show()
    qtbot.waitExposed(made)
    settled()
    return made


def mandated(context: Context) -> AreaBoundary:
    with context.house.store.read() as reading:
        found = reading.find(
            AreaBoundary, inspection_id=context.inspection_id, boundary=BoundaryKind.MANDATED
        )
    assert isinstance(found, AreaBoundary)
    return found


def test_it_shows_everything_that_has_a_place(page: AreaPage) -> None:
    kinds = {feature.kind for feature in page.map.features}
    assert kinds == {
        "origin", "ellipse", "mandated", "requested", "restricted_site", "point_of_entry",
        "base_of_operations", "area_of_interest", "mission", "hazard_zone", "no_go_zone",
        "landing_site", "flight_restriction", "note", "route", "basing_point", "field_of_regard",
    }  # fmt: skip


def test_the_mandated_boundary_is_judged_first(page: AreaPage) -> None:
    assert page.side.law.heading.text() == "Mandated boundary"
    assert page.side.law.area.number.text().startswith("972.8")
    assert "lawful" in page.side.law.span.word.text()


def test_a_typed_corner_is_stored_exactly_and_can_be_undone(
    page: AreaPage, exercise: Context, settled: Any
) -> None:
    before = mandated(exercise)
    model = page.side.model
    assert model.setData(model.index(0, 1), "50°00'10\" N 77 58 00 E")
    settled()
    assert mandated(exercise).vertices[0] == parse("50°00'10\" N 77 58 00 E")
    assert exercise.undo.undo_text == "Undo move corner of mandated boundary"
    exercise.undo.undo()
    settled()
    assert mandated(exercise) == before


def test_what_is_no_coordinate_is_refused_and_said(
    page: AreaPage, exercise: Context, qtbot: QtBot
) -> None:
    before = mandated(exercise)
    model = page.side.model
    with qtbot.waitSignal(exercise.told) as told:
        assert not model.setData(model.index(0, 1), "somewhere")
    assert "somewhere" in told.args[0]
    assert mandated(exercise) == before


def test_corners_are_shown_in_the_form_chosen(page: AreaPage) -> None:
    page.side.area.form.setCurrentIndex(page.side.area.form.findData(CoordinateForm.MGRS))
    model = page.side.model
    shown = model.index(0, 1).data()
    assert parse(shown) == pytest.approx(model.ring[0], abs=2e-5)


def test_dragging_beyond_the_limit_says_by_how_much(page: AreaPage, exercise: Context) -> None:
    ring = tuple(
        (78.08 + (lon - 78.08) * 1.1, 49.87 + (lat - 49.87) * 1.1)
        for lon, lat in mandated(exercise).vertices
    )
    page.map.dragging.emit(ring)
    assert page.side.law.area.word.text().startswith("exceeds by ")


def test_editing_with_keys_stores_a_step(page: AreaPage, exercise: Context, settled: Any) -> None:
    before = mandated(exercise)
    page.edit_button.click()
    assert page.map.edit is not None
    QTest.keyClick(page.map, Qt.Key.Key_Tab)
    QTest.keyClick(page.map, Qt.Key.Key_Up, Qt.KeyboardModifier.AltModifier)
    settled()
    after = mandated(exercise)
    assert after.vertices[0] != before.vertices[0]
    assert after.vertices[1:] == before.vertices[1:]
    assert page.map.edit is not None, "the edit goes on after a step"


def test_a_new_site_is_typed_corner_by_corner(
    page: AreaPage, exercise: Context, qtbot: QtBot, settled: Any
) -> None:
    dialog = ThingDialog(page, "restricted_site", page.wishes.next_code("restricted_site"))
    qtbot.addWidget(dialog)
    dialog.code.setText("RAS-9")
    dialog.place.setPlainText("49.90 N 78.10 E\n49.90 N 78.11 E")
    dialog.accept()
    assert "at least 3" in dialog.error.text()
    dialog.place.setPlainText("49.90 N 78.10 E\n49.90 N 78.11 E\n49.91 N 78.11 E")
    dialog.accept()
    page.steps.add("restricted_site", "RAS-9", "", dialog.points)
    settled()
    with exercise.house.store.read() as reading:
        assert reading.find(RestrictedSite, code="RAS-9") is not None
    assert any(feature.shown == "RAS-9" for feature in page.map.features)


def test_a_proposal_becomes_the_requested_boundary(
    page: AreaPage, exercise: Context, settled: Any
) -> None:
    page.wishes.show_proposals()
    settled()
    proposal = page.side.event_tab.proposal
    assert proposal is not None
    assert page.map.overlays.named("proposed")[0].vertices == proposal.vertices
    page.side.event_tab.use_area.click()
    settled()
    with exercise.house.store.read() as reading:
        found = reading.find(AreaBoundary, boundary=BoundaryKind.REQUESTED)
    assert found is not None
    assert found.vertices == proposal.vertices
    assert found.source == "proposed from the event (greatest)"


def test_a_finding_arrives_at_its_record(page: AreaPage, exercise: Context) -> None:
    with exercise.house.store.read() as reading:
        site = reading.find(RestrictedSite, code="RAS-2")
    assert site is not None
    page.select("restricted_site", site.id)
    assert page.chosen == str(site.id)


def test_the_exported_page_stands_alone(
    page: AreaPage, exercise: Context, tmp_path: Path, settled: Any
) -> None:
    target = tmp_path / "map.html"
    page.wishes.files.export_to(target)
    settled()
    text = target.read_text(encoding="utf-8")
    assert "RAS-2" in text
    assert '<script src="http' not in text
    del exercise


def test_without_an_inspection_it_says_what_to_do(context: Context, qtbot: QtBot) -> None:
    page = AreaPage(context)
    qtbot.addWidget(page)
    page.show()
    assert page.stack.currentIndex() == 0


def test_as_root_the_web_map_is_not_opened_but_explained(
    page: AreaPage, exercise: Context, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("os.geteuid", lambda: 0)
    monkeypatch.setenv("QTWEBENGINE_CHROMIUM_FLAGS", "")
    with qtbot.waitSignal(exercise.told) as told:
        page.web_button.click()
    assert "Export" in told.args[0]
    assert page.wishes.files.web.view is None
    assert not page.web_button.isChecked()
