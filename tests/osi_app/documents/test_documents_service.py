"""Plan, checklist and map of the demo, made from a real store."""

import json
from argparse import ArgumentParser, Namespace
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest

from db import open_store
from osi_app.area.records import AreaBoundary, BoundaryKind
from osi_app.demo import build_demo
from osi_app.documents.commands import COMMANDS
from osi_app.documents.map_value import FeatureKind
from osi_app.equipment.calibration import status_on
from osi_app.equipment.stock import listed_items
from osi_app.exchange.writing.whole import write_whole
from osi_app.geo.geodesy import area_m2, distance_m, span
from osi_app.house import House, house
from osi_app.inspection.records import Inspection
from osi_app.kernel.clock import FixedClock
from osi_app.kernel.command import Console
from osi_app.kernel.errors import StorageError
from osi_app.kernel.ports import never_cancelled, no_progress
from osi_app.library.records import IssuedDocument
from templates import renderers

NOW = FixedClock(datetime(2026, 9, 3, 6, tzinfo=UTC))


@pytest.fixture(scope="module")
def demo(tmp_path_factory: pytest.TempPathFactory) -> Iterator[House]:
    """The demo in a store that no test changes."""
    store = open_store(tmp_path_factory.mktemp("demo") / "demo.osi", author="tester", clock=NOW)
    built = house(store, renderers(), NOW)
    build_demo(built)
    yield built
    store.close()


@pytest.fixture
def own_demo(tmp_path: Path) -> Iterator[House]:
    """The demo in a store of the test's own."""
    store = open_store(tmp_path / "own.osi", author="tester", clock=NOW)
    built = house(store, renderers(), NOW)
    build_demo(built)
    yield built
    store.close()


def the_case(built: House) -> UUID:
    return built.inspections()[0].id


def test_area_proof_is_computed_from_the_record(demo: House) -> None:
    plan = demo.documents.inspection_plan(the_case(demo))
    block = plan.areas[0]
    boundary: AreaBoundary = demo.area.load(AreaBoundary, block.record_id)
    assert boundary.boundary is BoundaryKind.MANDATED
    assert block.area_m2 == area_m2(boundary.vertices)
    assert block.span_m == span(boundary.vertices).distance_m
    first, second = (block.vertices[number - 1] for number in block.span_between)
    ends = (first.lon, first.lat), (second.lon, second.lat)
    assert distance_m(*ends) == pytest.approx(block.span_m, abs=1e-6)
    assert sum(row.to_next_m for row in block.vertices) == pytest.approx(block.perimeter_m)


def test_calibration_is_judged_on_each_phases_last_day(demo: House) -> None:
    key = the_case(demo)
    plan = demo.documents.inspection_plan(key)
    with demo.store.read() as reading:
        papers = {one.item.id: one for one in listed_items(reading, key)}
    assert len(plan.items) == len(papers)
    for row in plan.items:
        found = papers[row.record_id]
        for phase, state in zip(plan.phases, row.states, strict=True):
            assert state == status_on(found.item, found.calibrations, phase.last_day).value


def test_days_run_from_entry_to_the_progress_report(demo: House) -> None:
    plan = demo.documents.inspection_plan(the_case(demo))
    assert plan.days[0].day == date(2026, 8, 29)
    assert plan.days[-1].inspection_day == 25
    assert [row.day for row in plan.days] == [
        plan.days[0].day + timedelta(days=offset) for offset in range(len(plan.days))
    ]
    assert max(row.on_territory for row in plan.days) <= plan.team.peak
    assert "C21" in plan.days[-1].deadlines


def test_findings_are_those_of_the_house(demo: House) -> None:
    key = the_case(demo)
    assert demo.documents.inspection_plan(key).findings == demo.findings(key)


def test_every_feature_rests_on_a_record(demo: House) -> None:
    value = demo.documents.map_value(the_case(demo))
    assert {one.kind for one in value.features} >= {
        FeatureKind.AREA, FeatureKind.SITE, FeatureKind.EVENT, FeatureKind.ELLIPSE,
        FeatureKind.MISSION, FeatureKind.POINT_OF_ENTRY, FeatureKind.BASE,
    }  # fmt: skip
    assert all(one.vertices for one in value.features)


def test_number_and_revision_follow_the_data(own_demo: House) -> None:
    key = the_case(own_demo)
    plan = own_demo.documents.inspection_plan(key)
    pdf = own_demo.documents.print_plan(key)
    head = own_demo.store.journal.head()
    assert plan.stamp.number == f"{plan.stamp.inspection_code}-IIP-{head.seq:06d}"
    assert (plan.stamp.data_seq, plan.stamp.data_sha256) == (head.seq, head.sha256)

    own_demo.documents.issue(plan, pdf)
    (issued,) = own_demo.documents.issued(key)
    assert issued.number == plan.stamp.number
    assert issued.pages > 10
    assert not own_demo.documents.is_superseded(issued), "issuing is no change of data"
    assert own_demo.documents.print_plan(key) == pdf, "same data, same bytes"

    own_demo.inspection.correct("Rename", Inspection, [key], {"title": "Another title"})
    assert own_demo.documents.is_superseded(issued)
    assert own_demo.documents.inspection_plan(key).stamp.number != issued.number
    assert own_demo.documents.print_plan(key) != pdf
    assert own_demo.documents.load(IssuedDocument, issued.id) == issued


def test_a_case_without_anything_prints(tmp_path: Path) -> None:
    store = open_store(tmp_path / "bare.osi", author="tester", clock=NOW)
    bare = house(store, renderers(), NOW)
    bare.library.apply_import(bare.library.preview_import())
    first, second, *_ = bare.library.states()
    inspection = Inspection.model_validate(
        {
            "code": "BARE",
            "title": "Nothing yet",
            "kind": "training",
            "requesting_state_id": first.id,
            "inspected_state_id": second.id,
            "requested_at": NOW(),
        }
    )
    bare.inspection.record("Open", inspection)
    assert bare.documents.print_plan(inspection.id).startswith(b"%PDF")
    assert bare.documents.print_checklist(inspection.id, paper="letter").startswith(b"%PDF")
    assert "BARE" in bare.documents.map_page(inspection.id)
    store.close()


def ran(built: House, name: str, *arguments: str) -> dict[str, Any]:
    command = next(one for one in COMMANDS if one.name == name)
    parser = ArgumentParser()
    command.arguments(parser)
    options: Namespace = parser.parse_args(list(arguments))
    answer = command.run(built, options, Console(no_progress, never_cancelled))
    data: dict[str, Any] = json.loads(json.dumps(answer.data))
    return data


@pytest.mark.parametrize("name", ["plan", "checklist", "map"])
def test_commands_write_whole_files_and_say_what(demo: House, tmp_path: Path, name: str) -> None:
    target = tmp_path / "new" / f"{name}.out"
    data = ran(demo, name, "--out", str(target))
    assert set(data) >= {"file", "pages", "number", "data_seq", "data_sha256", "findings"}
    assert data["file"] == str(target)
    assert target.stat().st_size > 10_000
    assert [path.name for path in target.parent.iterdir()] == [target.name]
    first = target.read_bytes()
    ran(demo, name, "--out", str(target))
    assert target.read_bytes() == first


def test_half_a_file_is_never_left(tmp_path: Path) -> None:
    blocked = tmp_path / "folder"
    blocked.mkdir()
    (blocked / "inside").write_text("x")
    with pytest.raises(StorageError):
        write_whole(blocked, b"content")
    assert [path.name for path in tmp_path.iterdir()] == ["folder"]


def test_as_of_is_the_exercise_time_to_the_minute(demo: House) -> None:
    plan = demo.documents.inspection_plan(the_case(demo))
    assert plan.stamp.as_of.second == 0
    assert replace(plan.stamp, paper="letter").paper == "letter"
