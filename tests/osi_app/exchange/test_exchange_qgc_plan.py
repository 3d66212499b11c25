"""A QGroundControl plan: as its documentation has it, or not written at all."""

import json
import math
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from osi_app.exchange.writing.qgc_plan import QgcMission, write_qgc_plan
from osi_app.kernel.errors import RuleError

AREA = ((78.0, 49.7), (78.2, 50.0), (78.1, 50.2))
MISSION = QgcMission(
    home=(78.0, 50.0),
    waypoints=((78.1, 50.1), (180.5, 50.2)),
    height_m=60.0,
    speed_m_s=12.5,
    keep_in=(AREA,),
    keep_out=(((78.05, 49.95), (78.07, 50.0), (78.1, 49.95)),),
    home_height_m=487.9,
)


def plan(folder: Path, mission: QgcMission) -> dict[str, Any]:
    path = folder / "полёт.plan"
    write_qgc_plan(path, mission)
    found: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
    return found


def test_a_plan_is_what_qgroundcontrol_documents(tmp_path: Path) -> None:
    found = plan(tmp_path, MISSION)
    assert (found["fileType"], found["version"]) == ("Plan", 1)
    assert found["groundStation"] == "QGroundControl"
    assert found["rallyPoints"] == {"points": [], "version": 2}
    mission = found["mission"]
    assert mission["version"] == 2
    assert mission["plannedHomePosition"] == [50.0, 78.0, 487.9]  # lat, lon, height
    assert (mission["cruiseSpeed"], mission["hoverSpeed"]) == (12.5, 12.5)
    assert (mission["firmwareType"], mission["vehicleType"]) == (12, 2)
    assert [item["doJumpId"] for item in mission["items"]] == [1, 2]
    assert mission["items"][1] == {
        "AMSLAltAboveTerrain": None,
        "Altitude": 60.0,
        "AltitudeMode": 1,
        "autoContinue": True,
        "command": 16,
        "doJumpId": 2,
        "frame": 3,
        "params": [0, 0, 0, None, 50.2, -179.5, 60.0],
        "type": "SimpleItem",
    }


def test_heights_above_the_ground_have_their_own_frame(tmp_path: Path) -> None:
    mission = plan(tmp_path, replace(MISSION, terrain=True))["mission"]
    assert {(item["frame"], item["AltitudeMode"]) for item in mission["items"]} == {(10, 4)}
    assert mission["globalPlanAltitudeMode"] == 4


def test_the_area_is_kept_in_and_restricted_sites_out(tmp_path: Path) -> None:
    fence = plan(tmp_path, MISSION)["geoFence"]
    assert (fence["version"], fence["circles"]) == (2, [])
    assert [(p["inclusion"], p["version"]) for p in fence["polygons"]] == [(True, 1), (False, 1)]
    assert fence["polygons"][0]["polygon"] == [[lat, lon] for lon, lat in AREA]


@pytest.mark.parametrize(
    ("code", "changes"),
    [
        ("no_waypoints", {"waypoints": ()}),
        ("not_positive", {"height_m": 0.0}),
        ("not_positive", {"speed_m_s": math.nan}),
        ("not_finite", {"home": (math.inf, 0.0)}),
        ("not_finite", {"home_height_m": math.nan}),
        ("latitude_out_of_range", {"waypoints": ((0.0, 90.5),)}),
        ("too_few_vertices", {"keep_out": (((0.0, 0.0), (1.0, 1.0)),)}),
    ],
)
def test_a_plan_that_cannot_be_flown_is_not_written(
    tmp_path: Path, code: str, changes: dict[str, Any]
) -> None:
    with pytest.raises(RuleError, match=code):
        plan(tmp_path, replace(MISSION, **changes))
    assert list(tmp_path.iterdir()) == []
