"""The ground in documents: zones, restrictions, surveys as shapes and rows, from a real store."""

from collections.abc import Iterator
from datetime import UTC, datetime
from itertools import pairwise
from pathlib import Path
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from db import open_store
from osi_app.area.records import (
    AreaBoundary,
    FlightRestriction,
    GroundFeature,
    GroundKind,
    LayerKind,
    MapLayer,
    RestrictionKind,
    SurveyPlan,
)
from osi_app.demo import build_demo
from osi_app.documents.ground_rows import ground_row, restriction_row
from osi_app.documents.ground_values import SurveyRow
from osi_app.documents.map_value import FeatureKind, Shape
from osi_app.documents.survey_rows import line_name, named
from osi_app.geo.geodesy import area_m2, destination, distance_m
from osi_app.house import House, house
from osi_app.kernel.clock import FixedClock
from osi_app.kernel.record import Record, Vertices
from templates import renderers

NOW = FixedClock(datetime(2026, 9, 3, 6, tzinfo=UTC))
CASE = UUID(int=7)


def square(at: tuple[float, float], side_m: float) -> Vertices:
    return tuple(destination(at, bearing, side_m / 2**0.5) for bearing in (45, 315, 225, 135))


def feature(kind: GroundKind, vertices: Vertices, code: str = "X-1") -> GroundFeature:
    return GroundFeature(inspection_id=CASE, code=code, kind=kind, vertices=vertices)


def restriction(kind: RestrictionKind, **values: object) -> FlightRestriction:
    given = {"inspection_id": CASE, "code": "FR-1", "kind": kind, **values}
    return FlightRestriction.model_validate(given)


@pytest.fixture
def demo(tmp_path: Path) -> Iterator[House]:
    store = open_store(tmp_path / "ground.osi", author="tester", clock=NOW)
    built = house(store, renderers(), NOW)
    build_demo(built)
    drawn = (GroundFeature, FlightRestriction, SurveyPlan, MapLayer)
    with store.write("Clear the ground") as work:
        work.remove(*(one for kind in drawn for one in work.all(kind)))
        work.commit()
    yield built
    store.close()


def key_of(demo: House) -> UUID:
    return demo.inspections()[0].id


def middle(demo: House) -> tuple[float, float]:
    origin = demo.inspection.case(key_of(demo)).origin
    assert origin is not None
    return origin.lon, origin.lat


def recorded(demo: House, *records: Record) -> None:
    key = key_of(demo)
    demo.area.record("Draw", *(one.changed(inspection_id=key) for one in records))


def test_a_row_says_where_and_how_large() -> None:
    ring = square((78.0, 49.8), 2_000)
    zone = ground_row(feature(GroundKind.NO_GO_ZONE, ring))
    assert zone.area_m2 == area_m2(ring)
    assert zone.length_m is None
    assert distance_m((zone.lon, zone.lat), (78.0, 49.8)) < 1_500
    line = ground_row(feature(GroundKind.ROUTE, ring[:3]))
    assert line.area_m2 is None
    assert line.length_m == sum(distance_m(a, b) for a, b in pairwise(ring[:3]))
    assert (line.lon, line.lat) == ring[0]
    place = ground_row(feature(GroundKind.LANDING_SITE, ring[:1]))
    assert (place.area_m2, place.length_m) == (None, None)


@pytest.mark.parametrize("kind", list(RestrictionKind))
def test_every_restriction_says_what_it_asks(kind: RestrictionKind) -> None:
    row = restriction_row(restriction(kind, floor_m=300.0, most=3))
    assert row.asks
    assert "asks." not in row.asks
    assert "–" not in row.asks


@pytest.mark.parametrize(
    ("kind", "values", "told"),
    [
        (RestrictionKind.ALTITUDE_FLOOR, {"floor_m": 300.0}, "300 m"),
        (RestrictionKind.PASSES, {"most": 0}, "0 passes"),
        (RestrictionKind.INSPECTORS, {"most": 3}, "3 inspectors"),
        (RestrictionKind.ALTITUDE_FLOOR, {}, "not recorded"),
        (RestrictionKind.PASSES, {}, "not recorded"),
    ],
)
def test_a_figure_that_lacks_is_told_not_invented(
    kind: RestrictionKind, values: dict[str, object], told: str
) -> None:
    assert told in restriction_row(restriction(kind, **values)).asks


def test_a_restriction_of_the_whole_area_has_no_place() -> None:
    row = restriction_row(restriction(RestrictionKind.HOVER_BAN))
    assert (row.area_m2, row.mgrs) == (None, "")


def test_everything_drawn_rests_on_its_record(demo: House) -> None:
    at = middle(demo)
    places = (GroundKind.BASING_POINT, GroundKind.LANDING_SITE, GroundKind.NOTE)
    least: dict[GroundKind, Vertices] = dict.fromkeys(places, (at,))
    least[GroundKind.ROUTE] = square(at, 900)[:2]
    made = [
        feature(kind, least.get(kind, square(at, 900)), f"X-{kind.value}") for kind in GroundKind
    ]
    placed = restriction(RestrictionKind.PROHIBITION, vertices=square(at, 500))
    over_all = restriction(RestrictionKind.HOVER_BAN, code="FR-2")
    recorded(demo, *made, placed, over_all)
    value = demo.documents.map_value(key_of(demo))
    drawn = {one.record_id: one for one in value.features}
    for record in made:
        shown = drawn[record.id]
        assert shown.kind.value == record.kind.value
        assert shown.vertices == record.vertices
    assert drawn[placed.id].kind is FeatureKind.RESTRICTION
    assert over_all.id not in drawn
    assert {row.record_id for row in value.ground.rows} == {one.id for one in made}
    assert [row.code for row in value.ground.restrictions] == ["FR-1", "FR-2"]
    assert [row.kind for row in value.ground.rows] == [kind.value for kind in GroundKind]


def layer(name: str, attribution: str, place: int, visible: bool = True) -> MapLayer:
    return MapLayer(
        inspection_id=CASE, name=name, kind=LayerKind.TILES, path=f"{name}.mbtiles",
        attribution=attribution, place=place, visible=visible,
    )  # fmt: skip


def test_layers_shown_are_attributed_once_from_below(demo: House) -> None:
    recorded(
        demo,
        layer("top", "Agency B", 3),
        layer("low", " Agency A ", 1),
        layer("twin", "Agency A", 2),
        layer("none", "", 4),
        layer("hidden", "Agency C", 5, visible=False),
    )
    assert demo.documents.map_value(key_of(demo)).attributions == ("Agency A", "Agency B")


def planned(demo: House, method: str, **figures: object) -> SurveyPlan:
    change = demo.area.plan_survey(key_of(demo), method, "", **figures)
    (made,) = (one.after for one in change.changes)
    assert isinstance(made, SurveyPlan)
    return made


def surveys(demo: House) -> dict[UUID, SurveyRow]:
    rows = demo.documents.map_value(key_of(demo)).ground.surveys
    return {row.record_id: row for row in rows}


def test_lines_on_the_map_are_those_of_the_survey(demo: House) -> None:
    plan = planned(demo, "overflight_overview", spacing_m=4_000, tie_spacing_m=20_000)
    (made,) = demo.area.surveys(key_of(demo))
    drawn = demo.documents.map_value(key_of(demo)).of(FeatureKind.SURVEY)
    assert {one.record_id for one in drawn} == {plan.id}
    assert tuple(one.vertices for one in drawn) == (*made.lines, *made.ties)
    assert {one.shape for one in drawn} == {Shape.LINE}
    names = [one.code.removeprefix(f"{plan.code} ") for one in drawn]
    lines = [f"L{index + 1}" for index in range(len(made.lines))]
    assert names == lines + [f"T{index + 1}" for index in range(len(made.ties))]
    assert all(one.airborne for one in drawn)


def test_points_of_a_survey_are_one_shape(demo: House) -> None:
    plan = planned(demo, "aftershock_network")
    (made,) = demo.area.surveys(key_of(demo))
    (drawn,) = demo.documents.map_value(key_of(demo)).of(FeatureKind.SURVEY)
    assert (drawn.shape, drawn.vertices, drawn.code) == (Shape.POINTS, made.points, plan.code)
    row = surveys(demo)[plan.id]
    assert row.points == len(made.points)
    assert row.days == pytest.approx(row.points / 3)


def test_initial_overflights_count_down_the_same_twelve_hours(demo: House) -> None:
    plans = [planned(demo, "overflight_overview", spacing_m=3_000) for _ in range(2)]
    other = planned(demo, "gamma_airborne", spacing_m=4_000)
    rows = surveys(demo)
    first, second = (rows[plan.id].flight for plan in plans)
    assert first is not None
    assert second is not None
    assert (first.before_h, second.before_h) == (12.0, first.left_h)
    assert first.left_h == pytest.approx(12.0 - first.hours_over_area)
    for flight in (first, second):
        assert flight.sorties[-1].budget_left_h == pytest.approx(flight.left_h)
        left = [flight.before_h, *(one.budget_left_h for one in flight.sorties)]
        spent = [one.hours_over_area for one in flight.sorties]
        assert [a - b for a, b in pairwise(left)] == pytest.approx(spent)  # type: ignore[operator]
        assert flight.hours_over_area == pytest.approx(sum(spent))
    apart = rows[other.id].flight
    assert apart is not None
    assert (apart.before_h, apart.left_h) == (None, None)
    assert all(one.budget_left_h is None for one in apart.sorties)
    assert rows[other.id].days is None, "aircraft have hours, not days of a crew"


def test_too_many_hours_say_so(demo: House) -> None:
    plan = planned(demo, "overflight_overview", spacing_m=400)
    flight = surveys(demo)[plan.id].flight
    assert flight is not None
    assert flight.left_h is not None
    assert flight.left_h < 0
    assert flight.lines_beyond > 0
    assert flight.sorties[-1].exceeds


def test_a_survey_that_cannot_be_laid_says_why(demo: House) -> None:
    no_lines = planned(demo, "visual_ground", vertices=square(middle(demo), 1_000))
    recorded(demo, feature(GroundKind.NO_GO_ZONE, square(middle(demo), 3_000)))
    row = surveys(demo)[no_lines.id]
    assert (row.problem, row.lines, row.flight) == ("nothing_left_to_cover", 0, None)
    assert row.days is None


def test_without_a_boundary_surveys_wait(demo: House) -> None:
    plan = planned(demo, "visual_ground")
    with demo.store.write("Take away") as work:
        work.remove(*work.all(AreaBoundary, inspection_id=key_of(demo)))
        work.commit()
    value = demo.documents.map_value(key_of(demo))
    assert [(row.record_id, row.problem) for row in value.ground.surveys] == [(plan.id, "no_area")]
    assert not value.of(FeatureKind.SURVEY)
    assert demo.documents.print_plan(key_of(demo)).startswith(b"%PDF")


def test_same_data_same_map(demo: House) -> None:
    planned(demo, "overflight_overview", spacing_m=5_000)
    recorded(demo, feature(GroundKind.HAZARD_ZONE, square(middle(demo), 900)))
    key = key_of(demo)
    assert demo.documents.map_value(key) == demo.documents.map_value(key)
    assert demo.documents.map_page(key) == demo.documents.map_page(key)
    assert demo.documents.print_plan(key) == demo.documents.print_plan(key)


@pytest.mark.parametrize(
    ("numbers", "lines", "told"),
    [
        ((1, 2, 3, 7), 9, "L1–L3, L7"),
        ((7, 3, 2, 1), 9, "L1–L3, L7"),
        ((8, 9, 10, 11), 9, "L8–L9, T1–T2"),
        ((9,), 9, "L9"),
        ((10,), 9, "T1"),
        ((), 9, ""),
    ],
)
def test_runs_of_lines(numbers: tuple[int, ...], lines: int, told: str) -> None:
    assert named(numbers, lines) == told


@given(st.sets(st.integers(1, 60)), st.integers(0, 60))
def test_runs_name_every_line_once(numbers: set[int], lines: int) -> None:
    found: list[str] = []
    for run in filter(None, named(numbers, lines).split(", ")):
        first, _, last = run.partition("–")
        counts = range(int(first[1:]), int((last or first)[1:]) + 1)
        found += [f"{first[0]}{count}" for count in counts]
    assert found == [line_name(number, lines) for number in sorted(numbers)]


@pytest.mark.parametrize(
    ("share", "percent"), [(1.0, 100.0), (0.999999, 99.99), (0.5, 50.0), (0.0, 0.0), (None, None)]
)
def test_only_all_is_a_hundred_percent(share: float | None, percent: float | None) -> None:
    row = SurveyRow(
        CASE, "SP-1", "Title", "b", "", "parallel_lines", False, False, 100.0,
        *(None,) * 4, "", None, 1, 0, 0, 1_000.0, share, None, None, None,
    )  # fmt: skip
    assert row.covered_percent == percent
