"""A planner in a shell: judge, propose, lay lines, export; no store where none is needed."""

import json
import subprocess
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from osi_app.exchange.geometry import read_geometries
from osi_app.geo.geodesy import area_m2, span

ROOT = Path(__file__).resolve().parents[2]
EXAMPLES = ROOT / "examples" / "ifo26"
Door = Callable[..., "subprocess.CompletedProcess[str]"]


def told(done: "subprocess.CompletedProcess[str]") -> Any:
    assert "Traceback" not in done.stderr
    return json.loads(done.stdout)


def test_an_area_is_judged_with_its_longest_line(door: Door) -> None:
    done = door("area", "check", EXAMPLES / "mandated.geojson", "--json")
    answer = told(done)
    assert done.returncode == 0
    assert answer["area_km2"] == pytest.approx(972.8159, abs=1e-4)
    assert answer["span_km"] == pytest.approx(39.9850, abs=1e-4)
    assert len(answer["span_between"]) == 2
    assert answer["findings"] == []


def test_areas_are_proposed_from_a_bulletin_alone(door: Door, tmp_path: Path) -> None:
    target = tmp_path / "area.geojson"
    bulletin = ("--bulletin", EXAMPLES / "event.isf")
    answer = told(door("area", "propose", *bulletin, "--out", target, "--json"))
    assert answer["probability"] == pytest.approx(0.9008, abs=1e-3)
    ring = tuple((lon, lat) for lon, lat in answer["polygon"])
    assert area_m2(ring) <= 1e9
    assert span(ring).distance_m <= 50_000
    assert {one["kind"] for one in answer["alternatives"]} >= {"box_along", "box_north"}
    assert all(one["probability"] <= answer["probability"] for one in answer["alternatives"])
    assert {one["agency"] for one in answer["origins"]} == {"IDC_REB", "XF_NDC"}
    assert door("area", "check", target).returncode == 0


def test_origins_can_be_combined_and_the_margin_set(door: Door) -> None:
    bulletin = ("area", "propose", "--bulletin", EXAMPLES / "event.isf", "--json")
    combined = told(door(*bulletin, "--origin", "combined"))
    assert "IDC_REB 59 %" in combined["origin"]["derivation"]
    without = told(door(*bulletin, "--margin-km", "0"))
    assert without["probability"] > 0.98
    done = door(*bulletin, "--origin", "NOBODY")
    assert done.returncode == 2
    assert "IDC_REB" in done.stderr


def test_lines_are_laid_proved_and_flown(door: Door, tmp_path: Path) -> None:
    plan = tmp_path / "overflight.plan"
    area = EXAMPLES / "mandated.geojson"
    done = door("area", "lines", area, "--proof", "--out", plan, "--json")
    answer = told(done)
    assert done.returncode == 0
    assert answer["coverage"]["share"] > 0.9999
    assert 8 < answer["flight"]["hours_over_area"] < 12
    hours = sum(one["hours_over_area"] for one in answer["flight"]["sorties"])
    assert hours == pytest.approx(answer["flight"]["hours_over_area"])
    items = json.loads(plan.read_text(encoding="utf-8"))["mission"]["items"]
    assert len(items) >= 2 * len(answer["lines"])


def test_lines_that_need_more_than_twelve_hours_are_told(door: Door) -> None:
    area = EXAMPLES / "mandated.geojson"
    done = door("area", "lines", area, "--spacing-m", "500", "--json")
    assert [one["paragraph"] for one in told(done)["findings"]] == ["P.72"]
    assert done.returncode == 1
    assert told(done)["flight"]["hours_over_area"] > 12


def test_a_line_longer_than_any_sortie_is_told(door: Door) -> None:
    area = EXAMPLES / "mandated.geojson"
    figures = ("--method", "gamma_airborne", "--spacing-m", "4000", "--endurance-h", "0.1")
    done = door("area", "lines", area, *figures, "--json")
    answer = told(done)
    assert {one["severity"] for one in answer["findings"]} == {"warning"}
    assert all(one["beyond_endurance"] for one in answer["flight"]["sorties"])
    assert {one["budget_left_h"] for one in answer["flight"]["sorties"]} == {None}, "no 12 h here"
    assert "no sortie of this aircraft can fly" in door("area", "lines", area, *figures).stdout


@pytest.mark.parametrize("pattern", ["traverse", "loop"])
def test_a_route_goes_through_the_corners_of_a_polygon_and_is_flown_whole(
    door: Door, pattern: str
) -> None:
    area = EXAMPLES / "mandated.geojson"
    answer = told(door("area", "lines", area, "--pattern", pattern, "--json"))
    assert answer["line_km"] > 100
    assert answer["flight"]["line_km"] == pytest.approx(answer["line_km"], rel=1e-6)


def test_lines_keep_out_of_a_file_of_polygons(door: Door, tmp_path: Path) -> None:
    site = {"type": "Polygon", "coordinates": [[[78.0, 49.85], [78.1, 49.85], [78.1, 49.9],
                                                [78.0, 49.9], [78.0, 49.85]]]}  # fmt: skip
    keep_out = tmp_path / "sites.geojson"
    keep_out.write_text(json.dumps(site), encoding="utf-8")
    area = EXAMPLES / "mandated.geojson"
    answer = told(door("area", "lines", area, "--keep-out", keep_out, "--json"))
    inside = [
        point
        for line in answer["lines"]
        for point in line
        if 78.0001 < point[0] < 78.0999 and 49.8501 < point[1] < 49.8999
    ]
    assert inside == []


@pytest.mark.parametrize("ending", [".geojson", ".gpkg", ".kmz", ".gpx", ".zip"])
def test_the_ground_of_the_demo_goes_out_whole(
    door: Door, demo_file: Path, tmp_path: Path, ending: str
) -> None:
    target = tmp_path / f"ground{ending}"
    done = door("--store", demo_file, "area", "export", "--out", target, "--json")
    assert told(done)["bytes"] == target.stat().st_size
    names = {one.name for one in read_geometries(target).features}
    assert {"Pump house and barracks", "Semey airport", "SP-01 L1"} <= names
    assert any(name.startswith("AOI-1 ") for name in names)
    assert any(name.startswith("M-0001 ") for name in names)


def test_the_map_goes_out_as_one_page(door: Door, demo_file: Path, tmp_path: Path) -> None:
    target = tmp_path / "map.html"
    told(door("--store", demo_file, "area", "export", "--out", target, "--json"))
    page = target.read_text(encoding="utf-8")
    assert "RAS-2" in page
    assert "http://" not in page
    assert "https://" not in page


def test_an_unknown_ending_is_refused_by_name(door: Door, demo_file: Path, tmp_path: Path) -> None:
    done = door("--store", demo_file, "area", "export", "--out", tmp_path / "ground.xyz")
    assert done.returncode == 2
    assert ".gpkg" in done.stderr
    assert not (tmp_path / "ground.xyz").exists()
