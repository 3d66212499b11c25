"""What a planner does at the right of the map: event, repairs, objects, layers, surveys."""

import json
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from osi_app.area.records import (
    AreaBoundary,
    BoundaryKind,
    FlightRestriction,
    GroundFeature,
    MapLayer,
    RestrictedSite,
    SurveyPlan,
)
from osi_app.geo.geodesy import area_m2
from osi_app.inspection.records import Origin
from ui.area.page import AreaPage
from ui.context import Context
from ui.widgets.map_features import scene_points
from ui.widgets.record_dialog import RecordDialog


@pytest.fixture
def page(exercise: Context, qtbot: QtBot, settled: Any) -> AreaPage:
    made = AreaPage(exercise)
    qtbot.addWidget(made)
    made.resize(1200, 760)
    made.show()
    qtbot.waitExposed(made)
    settled()
    return made


def all_of(page: AreaPage, kind: Any) -> list[Any]:
    with page.context.house.store.read() as reading:
        return list(reading.all(kind))


def key_of(page: AreaPage, shown: str) -> str:
    return next(one.key for one in page.ground.features if one.shown == shown)


# ---- event ---------------------------------------------------------------------------------


def test_origins_stand_side_by_side_with_weight_and_probability(page: AreaPage) -> None:
    tab = page.side.event_tab
    rows = [[tab.origins.item(at, c).text() for c in range(6)] for at in range(2)]  # type: ignore[union-attr]
    assert {row[0] for row in rows} == {"IDC_REB", "XF_NDC"}
    assert all(row[1].endswith("%") and row[2].endswith("%") for row in rows)
    assert sum(float(row[2].split()[0]) for row in rows) == pytest.approx(100, abs=0.2)


def test_another_origin_is_used_and_the_probability_follows(page: AreaPage, settled: Any) -> None:
    before = page.side.law.chance.text()
    tab = page.side.event_tab
    row = 0 if tab.origins.item(0, 0).text() == "XF_NDC" else 1  # type: ignore[union-attr]
    tab.origins.selectRow(row)
    tab.use_origin.click()
    settled()
    page.context.case_changed.emit(page.context.case)
    settled()
    assert page.context.undo.undo_text == "Undo choose origin"
    assert before != ""


def test_two_origins_are_combined_into_one_that_says_its_weights(
    page: AreaPage, settled: Any
) -> None:
    tab = page.side.event_tab
    tab.origins.selectAll()
    assert tab.combine.isEnabled()
    tab.combine.click()
    settled()
    (combined,) = [one for one in all_of(page, Origin) if one.agency == "Combined"]
    assert combined.derivation == "IDC_REB 59 %, XF_NDC 41 %"


def test_the_margin_is_a_rule_value_with_its_author(page: AreaPage, settled: Any) -> None:
    page.side.event_tab.margin.setValue(8.0)
    settled()
    with page.context.house.store.read() as reading:
        from osi_app.library.records import RuleOverride  # noqa: PLC0415  # one test needs it

        override = reading.find(RuleOverride, key="area.proposal_margin_m")
    assert override is not None
    assert override.value == "8000"


# ---- law and repairs -----------------------------------------------------------------------


def enlarged(page: AreaPage, settled: Any) -> None:
    """The mandated boundary stored larger than the law allows, findings and all."""
    house = page.context.house
    (boundary,) = [one for one in all_of(page, AreaBoundary) if one.boundary.value == "mandated"]
    ring = tuple((78.08 + (lon - 78.08) * 1.4, 49.87 + (lat - 49.87) * 1.4)
                 for lon, lat in boundary.vertices)  # fmt: skip
    key = page.context.inspection_id
    house.area.set_boundary(key, BoundaryKind.MANDATED, ring)
    page.context.findings = house.findings(key)
    page.refresh()
    settled()


def test_beyond_the_limit_repairs_are_offered_previewed_and_taken(
    page: AreaPage, settled: Any
) -> None:
    enlarged(page, settled)
    panel = page.side.area.repairs
    assert panel.isVisibleTo(page)
    panel.choose(0)
    repair = panel.chosen
    assert repair is not None
    assert page.map.overlays.named("proposed")[0].vertices == repair.vertices
    panel.apply.click()
    settled()
    (stored,) = [one for one in all_of(page, AreaBoundary) if one.boundary.value == "mandated"]
    assert stored.vertices == repair.vertices
    assert area_m2(stored.vertices) <= 1e9


def test_the_longest_line_is_drawn(page: AreaPage) -> None:
    (line,) = page.map.overlays.named("span")
    assert line.label == "39.985 km"
    assert line.tone == "muted"


def test_a_whole_ring_is_pasted_and_can_be_copied_exactly(page: AreaPage, settled: Any) -> None:
    model, tab = page.side.model, page.side.area
    before = model.ring
    copied = model.as_text()
    QGuiApplication.clipboard().setText("49°40' N 77°50' E\n49.7 N 78.4 E\n44U LB 30000 50000")
    tab.paste_corners()
    settled()
    assert len(model.ring) == 3
    QGuiApplication.clipboard().setText(copied)
    tab.paste_corners()
    settled()
    assert model.ring == before


def test_a_site_is_judged_at_every_drag(page: AreaPage) -> None:
    page.choose(key_of(page, "RAS-2"))
    panel = page.side.area.site
    assert panel.isVisibleTo(page)
    assert "exceeds by 0.324" in panel.own.word.text()
    assert "inside the inspection area" in panel.where.text.text()
    feature = page.feature(page.chosen)
    assert feature is not None
    page.map.dragging.emit(tuple((lon + 1.0, lat) for lon, lat in feature.vertices))
    assert "does not touch" in panel.where.text.text()


def test_a_site_too_large_is_mended_after_the_repair_was_seen(page: AreaPage, settled: Any) -> None:
    def stored() -> RestrictedSite:
        sites: list[RestrictedSite] = all_of(page, RestrictedSite)
        return next(one for one in sites if one.code == "RAS-2")

    page.choose(key_of(page, "RAS-2"))
    settled()
    before = stored()
    page.side.objects.mend.click()
    (shown,) = page.map.overlays.named("proposed")
    assert area_m2(shown.vertices) <= 4e6
    assert stored() == before, "seen, not yet taken"
    page.side.area.repairs.apply.click()
    settled()
    assert stored().vertices == shown.vertices
    assert page.map.overlays.named("proposed") == ()
    assert page.side.area.repairs.isHidden()


# ---- objects -------------------------------------------------------------------------------


def test_a_drawn_zone_is_named_and_stored(
    page: AreaPage, settled: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("ui.area.wishes.ThingDialog.exec", lambda _self: 1)
    page.wishes.draw("no_go_zone")
    assert page.map.tool_name == "draw_polygon"
    for typed in ("49.90 N 78.20 E", "49.90 N 78.22 E", "49.92 N 78.21 E"):
        assert page.map.type_in(typed)
    QTest.keyClick(page.map, Qt.Key.Key_Return)
    settled()
    zone = next(one for one in all_of(page, GroundFeature) if one.code == "NG-2")
    assert len(zone.vertices) == 3
    assert page.map.tool_name == ""


def test_a_restriction_is_asked_with_all_its_fields(page: AreaPage, settled: Any) -> None:
    page.wishes.ask("flight_restriction")
    settled()
    (dialog,) = page.findChildren(RecordDialog)
    assert dialog.values()["kind"] == "altitude_floor"
    dialog.editor("floor_m").editor.setText("300")  # type: ignore[attr-defined]
    dialog.ok.click()
    settled()
    made = next(one for one in all_of(page, FlightRestriction) if one.code == "OR-4")
    assert (made.floor_m, made.vertices) == (300.0, ())


def test_what_is_chosen_is_removed_and_comes_back(page: AreaPage, settled: Any) -> None:
    page.choose(key_of(page, "HZ-1 Collapsed adits, falling rock"))
    page.side.objects.remove.click()
    settled()
    assert "HZ-1" not in {one.code for one in all_of(page, GroundFeature)}
    page.context.undo.undo()
    settled()
    assert "HZ-1" in {one.code for one in all_of(page, GroundFeature)}


def test_a_zone_is_moved_turned_and_scaled_by_typed_values(page: AreaPage, settled: Any) -> None:
    shown = "NG-1 Unexploded ordnance, not cleared"
    for tool, typed in (("move", "100 -50"), ("turn", "15"), ("scale", "90")):
        before = next(one for one in all_of(page, GroundFeature) if one.code == "NG-1")
        page.choose(key_of(page, shown))
        page.use_tool(tool)
        assert page.map.type_in(typed), tool
        settled()
        after = next(one for one in all_of(page, GroundFeature) if one.code == "NG-1")
        assert after.vertices != before.vertices
        factor = 0.81 if tool == "scale" else 1.0
        assert area_m2(after.vertices) == pytest.approx(factor * area_m2(before.vertices), rel=1e-4)


def test_a_zone_is_split_by_a_line_across_it(page: AreaPage, settled: Any) -> None:
    page.choose(key_of(page, "NG-1 Unexploded ordnance, not cleared"))
    feature = page.feature(page.chosen)
    assert feature is not None
    lons, lats = zip(*feature.vertices, strict=True)
    middle = (min(lats) + max(lats)) / 2
    page.use_tool("split")
    for lon in (min(lons) - 0.05, max(lons) + 0.05):
        assert page.map.type_in(f"{middle:.6f} N {lon:.6f} E")
    QTest.keyClick(page.map, Qt.Key.Key_Return)
    settled()
    codes = {one.code for one in all_of(page, GroundFeature)}
    assert {"NG-1", "NG-1-2"} <= codes


# ---- layers and surveys --------------------------------------------------------------------


def test_a_layer_is_added_dimmed_hidden_and_removed(
    page: AreaPage, tmp_path: Path, settled: Any
) -> None:
    line = {"type": "LineString", "coordinates": [[78.0, 49.8], [78.1, 49.9]]}
    file = tmp_path / "tracks.geojson"
    file.write_text(json.dumps(line), encoding="utf-8")
    page.wishes.files.add_layer(file)
    settled()
    tab = page.side.layers
    assert tab.chosen is not None
    assert tab.chosen.name == "tracks"
    tab.changed.emit(tab.chosen.id, {"opacity": 0.4})
    settled()
    item = tab.list.item(0)
    assert item is not None
    item.setCheckState(Qt.CheckState.Unchecked)
    settled()
    (layer,) = all_of(page, MapLayer)
    assert (layer.opacity, layer.visible) == (0.4, False)
    tab.remove.click()
    settled()
    assert all_of(page, MapLayer) == []


def test_a_ring_pasted_over_the_antimeridian_stays_together(page: AreaPage, settled: Any) -> None:
    page.choose(key_of(page, "Mandated boundary"))
    text = "60 N 179.8 E\n60 N 179.9 W\n60.2 N 179.9 W\n60.2 N 179.8 E"
    QGuiApplication.clipboard().setText(text)
    page.side.area.paste_corners()
    settled()
    (stored,) = (one for one in all_of(page, AreaBoundary) if one.boundary == "mandated")
    lons = [lon for lon, _ in stored.vertices]
    assert max(lons) - min(lons) == pytest.approx(0.3)
    page.side.area.typed.emit(tuple((lon - 360 if lon > 180 else lon, lat)
                                    for lon, lat in stored.vertices))  # fmt: skip
    settled()
    (again,) = (one for one in all_of(page, AreaBoundary) if one.boundary == "mandated")
    assert again.vertices == stored.vertices


def test_repairs_are_offered_as_soon_as_the_area_is_too_large(
    page: AreaPage, settled: Any, qtbot: QtBot
) -> None:
    page.choose(key_of(page, "Mandated boundary"))
    settled()
    assert page.side.area.repairs.isHidden()
    text = "50.1 N 77.8 E\n50.1 N 78.3 E\n49.75 N 78.4 E\n49.7 N 77.7 E"
    QGuiApplication.clipboard().setText(text)
    page.side.area.paste_corners()
    settled()
    context = page.context
    context.findings = context.house.area.findings(context.inspection_id)  # as the keeper does
    context.findings_changed.emit(context.findings)
    qtbot.waitUntil(lambda: not page.side.area.repairs.isHidden(), timeout=20_000)


def test_the_form_chosen_in_the_box_is_the_form_shown_and_copied(page: AreaPage) -> None:
    tab = page.side.area
    for form, start in (("mgrs", "43UGR"), ("utm", "43U71"), ("dms", "50°"), ("dd", "50.0")):
        tab.form.setCurrentIndex(tab.form.findData(form))
        cell = str(tab.model.index(0, 1).data())
        assert cell.replace(" ", "").startswith(start), f"{form}: {cell}"
        assert tab.model.as_text().splitlines()[0].replace(" ", "").startswith(start)


def test_a_locked_layer_is_neither_hidden_nor_moved_and_any_can_be_named_and_shown(
    page: AreaPage, tmp_path: Path, settled: Any
) -> None:
    for name, lon in (("one", 10.0), ("two", 20.0)):
        file = tmp_path / f"{name}.geojson"
        line = {"type": "LineString", "coordinates": [[lon, 49.8], [lon + 0.1, 49.9]]}
        file.write_text(json.dumps(line), encoding="utf-8")
        page.wishes.files.add_layer(file)
        settled()
    tab = page.side.layers
    tab.list.setCurrentRow(0)
    tab.name.setText("Roads of 1987")
    tab.name.editingFinished.emit()
    settled()
    tab.fit.click()
    settled()
    assert page.map.seen.contains(scene_points(((20.05, 49.85),))[0])
    assert tab.chosen is not None
    tab.changed.emit(tab.chosen.id, {"locked": True})
    settled()
    first = tab.list.item(0)
    assert first is not None
    assert not first.flags() & Qt.ItemFlag.ItemIsUserCheckable
    tab.list.setCurrentRow(1)
    tab.up.click()
    settled()
    assert [one.name for one in sorted(all_of(page, MapLayer), key=lambda one: -one.place)] == [
        "Roads of 1987", "one",
    ]  # fmt: skip


def test_points_jump_to_a_layer_in_view_and_to_none_that_is_hidden(
    page: AreaPage, tmp_path: Path, settled: Any
) -> None:
    line = {"type": "LineString", "coordinates": [[78.0, 49.8], [78.1, 49.9]]}
    file = tmp_path / "tracks.geojson"
    file.write_text(json.dumps(line), encoding="utf-8")
    page.wishes.files.add_layer(file)
    settled()
    page.tools.snapping.emit(frozenset({"layers"}))
    near = scene_points(((78.1, 49.9),))[0] + QPointF(20, 20)
    assert page.map.hand.snapping.placed(near, 50.0) == (78.1, 49.9)
    (layer,) = all_of(page, MapLayer)
    page.side.layers.changed.emit(layer.id, {"visible": False})
    settled()
    assert page.map.hand.snapping.placed(near, 50.0) != (78.1, 49.9)


def test_surveys_are_computed_drawn_and_proved(page: AreaPage, settled: Any) -> None:
    tab = page.side.surveys
    page.side.show_tab(tab)
    settled()
    assert tab.list.count() == 4
    tab.list.setCurrentRow(0)
    assert tab.chosen is not None
    assert "line-km" in tab.about.text()
    assert tab.sorties.rowCount() == len(tab.chosen.flight.sorties)  # type: ignore[union-attr]
    assert len(page.map.overlays.named("survey")) == len(tab.chosen.lines)
    tab.proof.click()
    settled()
    assert "Uncovered" in tab.covered.text()
    page.side.show_tab(page.side.area)
    assert page.map.overlays.named("survey") == ()


def test_a_method_makes_a_plan_and_the_plan_goes_out(
    page: AreaPage, tmp_path: Path, settled: Any
) -> None:
    tab = page.side.surveys
    tab.wanted.emit("magnetic_airborne")
    settled()
    plan = next(one for one in all_of(page, SurveyPlan) if one.method == "magnetic_airborne")
    tab.choose(plan.id)
    page.wishes.surveys.export(tmp_path / "lines.gpx")
    settled()
    assert (tmp_path / "lines.gpx").stat().st_size > 1_000


def test_a_profile_without_elevation_says_what_is_missing(page: AreaPage, qtbot: QtBot) -> None:
    page.side.surveys.list.setCurrentRow(0)
    with qtbot.waitSignal(page.context.told) as told:
        page.wishes.surveys.show_profile()
    assert "elevation layer" in told.args[0]
