"""A flight as QGroundControl reads it: a ``.plan`` file with waypoints and a geofence.

Format: QGroundControl Developer Guide, "Plan File Format" (plan 1, mission 2, geofence 2, rally
points 2); frames and commands: MAVLink common messages.
"""

import json
import math
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from osi_app.exchange.writing.split import wrapped
from osi_app.exchange.writing.whole import written_whole
from osi_app.geo.geodesy import Point
from osi_app.kernel.errors import RuleError
from osi_app.kernel.record import Vertices

_NAV_WAYPOINT = 16
_RELATIVE, _TERRAIN = (3, 1), (10, 4)
"""(MAV_FRAME, QGroundControl's altitude mode): above home, above the ground at each waypoint."""
_PX4, _QUADROTOR = 12, 2


@dataclass(frozen=True, slots=True)
class QgcMission:
    """One flight: ``waypoints`` in the order flown, (lon, lat) in degrees on WGS 84.

    ``height_m`` is above home, or with ``terrain`` above the ground under each waypoint.
    ``keep_in`` and ``keep_out`` are rings the vehicle may not leave or enter (the inspection
    area; restricted-access sites). ``home_height_m`` is above mean sea level. ``firmware`` and
    ``vehicle`` are MAV_AUTOPILOT and MAV_TYPE, which the format demands: PX4 and quadrotor.
    """

    home: Point
    waypoints: Vertices
    height_m: float
    speed_m_s: float
    keep_in: tuple[Vertices, ...] = ()
    keep_out: tuple[Vertices, ...] = ()
    terrain: bool = False
    home_height_m: float = 0.0
    firmware: int = _PX4
    vehicle: int = _QUADROTOR


def write_qgc_plan(path: Path, mission: QgcMission) -> None:
    """Writes the plan whole or not at all. Same mission, same bytes.

    There is no take-off and no landing in it: who flies adds them for the vehicle at hand.
    Raises ``RuleError`` (no_waypoints, too_few_vertices, not_finite, latitude_out_of_range,
    not_positive) and ``StorageError`` (full, not_writable).
    """
    _check(mission)
    text = json.dumps(_plan(mission), indent=4, allow_nan=False) + "\n"
    with written_whole(Path(path)) as temporary:
        temporary.write_text(text, encoding="utf-8", newline="")


def _check(mission: QgcMission) -> None:
    if not mission.waypoints:  # the format asks for one item at least
        raise RuleError("no_waypoints", field="waypoints")
    for field in ("height_m", "speed_m_s"):
        value = getattr(mission, field)
        if not (math.isfinite(value) and value > 0.0):
            raise RuleError("not_positive", field=field, value=value)
    if not math.isfinite(mission.home_height_m):
        raise RuleError("not_finite", field="home_height_m")
    _check_places("home", (mission.home,))
    _check_places("waypoints", mission.waypoints)
    for field, rings in (("keep_in", mission.keep_in), ("keep_out", mission.keep_out)):
        for ring in rings:
            if len(ring) < 3:
                raise RuleError("too_few_vertices", field=field, found=len(ring))
            _check_places(field, ring)


def _check_places(field: str, places: Vertices) -> None:
    for index, (lon, lat) in enumerate(places, start=1):
        if not (math.isfinite(lon) and math.isfinite(lat)):
            raise RuleError("not_finite", field=field, index=index)
        if abs(lat) > 90.0:
            raise RuleError("latitude_out_of_range", field=field, index=index, lat=lat)


def _plan(mission: QgcMission) -> dict[str, Any]:
    fence = [(True, ring) for ring in mission.keep_in]
    fence += [(False, ring) for ring in mission.keep_out]
    return {
        "fileType": "Plan",
        "geoFence": {
            "circles": [],
            "polygons": [
                {"inclusion": inside, "polygon": [_lat_lon(p) for p in ring], "version": 1}
                for inside, ring in fence
            ],
            "version": 2,
        },
        "groundStation": "QGroundControl",
        "mission": _mission(mission),
        "rallyPoints": {"points": [], "version": 2},
        "version": 1,
    }


def _mission(mission: QgcMission) -> dict[str, Any]:
    _, mode = _TERRAIN if mission.terrain else _RELATIVE
    numbered = enumerate(mission.waypoints, start=1)
    return {
        "cruiseSpeed": mission.speed_m_s,
        "firmwareType": mission.firmware,
        "globalPlanAltitudeMode": mode,
        "hoverSpeed": mission.speed_m_s,
        "items": [_item(mission, number, place) for number, place in numbered],
        "plannedHomePosition": [*_lat_lon(mission.home), mission.home_height_m],
        "vehicleType": mission.vehicle,
        "version": 2,
    }


def _item(mission: QgcMission, number: int, place: Point) -> dict[str, Any]:
    """Parameters: hold time, acceptance radius, pass radius, yaw (null: as it flies), lat, lon,
    height."""
    frame, mode = _TERRAIN if mission.terrain else _RELATIVE
    return {
        "AMSLAltAboveTerrain": None,
        "Altitude": mission.height_m,
        "AltitudeMode": mode,
        "autoContinue": True,
        "command": _NAV_WAYPOINT,
        "doJumpId": number,
        "frame": frame,
        "params": [0, 0, 0, None, *_lat_lon(place), mission.height_m],
        "type": "SimpleItem",
    }


def _lat_lon(place: Point) -> list[float]:
    return [place[1], wrapped(place[0])]
