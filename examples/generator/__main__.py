"""Writes the demo exercise's files: ``python -m examples.generator [FOLDER]``. The seed is fixed,
the files come out the same.
"""

import csv
import json
import sys
from collections.abc import Mapping
from datetime import date, datetime, timedelta
from pathlib import Path

from examples.generator.crew import crew
from examples.generator.equipment import equipment
from examples.generator.ground import (
    area_geojson,
    bulletin,
    features,
    restrictions,
    sites,
    surveys,
)
from examples.generator.roster import roster, stays
from examples.generator.scenario import BASE_END, NOW, T0, TA, TP, away, boundary
from examples.generator.search import search
from examples.generator.storehouse import storehouse

ROOT = Path(__file__).resolve().parents[2]
FOLDER = ROOT / "examples" / "ifo26"
SHIPPED_STATES = ROOT / "osi_app" / "library" / "data" / "ctbt_states.csv"
OPEN_TASKS = ("D-25",)

H = timedelta(hours=1)
DEPARTURE = TP - 10 * H
MILESTONES = {
    "request_received_by_dg": T0,
    "consideration_started": T0 + H / 2,
    "acknowledged": T0 + 1 * H,
    "passed_to_inspected_state": T0 + 4 * H,
    "clarification_requested": T0 + 5 * H,
    "request_complete": T0 + 20 * H,
    "preparations_started": T0 + 20 * H,
    "clarification_answered": T0 + 65 * H,
    "information_forwarded": T0 + 70 * H,
    "ec_approved": TA,
    "mandate_issued": TA + 2 * H,
    "notified": TA + 4 * H,
    "decision_circulated": TA + 6 * H,
    "notification_acknowledged": TA + 12 * H,
    "observer_answered": TA + 14 * H,  # planted: two hours late (C11)
    "flight_plan_filed": DEPARTURE - 9 * H,
    "flight_plan_approved": DEPARTURE - 4 * H,
    "departed_last_airfield": DEPARTURE,
    "poe_arrival": TP,
    "mandate_handed_over": TP + H / 2,
    "equipment_checked": TP + 20 * H,
    "area_arrival": TP + 32 * H,
    "aircraft_checked": TP + 40 * H,
    "activities_started": TP + 59 * H,
}


def main(folder: Path) -> None:
    """Writes every file into a folder."""
    folder.mkdir(parents=True, exist_ok=True)
    rows, listed = equipment()
    people = roster()
    functions = [str(row.pop("_seat")) for row in people]
    _csv(folder / "roster.csv", people)
    _json(folder / "crew.json", crew(people, functions))
    _csv(folder / "equipment.csv", rows)
    _json(folder / "storehouse.json", storehouse(rows, listed))
    _states(folder)
    _json(folder / "search.json", search())
    _json(folder / "requested.geojson", area_geojson(0.995, "Requested boundary"))
    _json(folder / "mandated.geojson", area_geojson(0.985, "Mandated boundary"))
    (folder / "event.isf").write_text(bulletin(), encoding="utf-8")
    (folder / "exercise.toml").write_text(_scenario(listed), encoding="utf-8")


def _csv(file: Path, rows: list[dict[str, object]]) -> None:
    headers = list(dict.fromkeys(key for row in rows for key in row))
    with file.open("w", encoding="utf-8", newline="") as stream:
        writer = csv.DictWriter(stream, headers, lineterminator="\n")
        writer.writeheader()
        writer.writerows(rows)


def _states(folder: Path) -> None:
    """The table that ships, and the two fictional States."""
    text = SHIPPED_STATES.read_text(encoding="utf-8").rstrip("\n").splitlines()
    lines = [f"{text[0]},as_of,fictional"]
    lines += [f"{line},2019-12-31,no" for line in text[1:]]
    lines += ["XA,Arcania,,none,0,,,,yes", "XF,Fiducia,,none,0,,,,yes"]
    (folder / "states.csv").write_text("\n".join(lines) + "\n", encoding="utf-8")


def _json(file: Path, value: object) -> None:
    text = json.dumps(value, ensure_ascii=False, indent=1)
    file.write_text(text + "\n", encoding="utf-8")


def _scenario(listed: list[str]) -> str:
    lon, lat = away(200, 9.0)
    parts = [
        "# The exercise: written by python -m examples.generator.",
        f"sites_declared_at = {_toml(TP + 6 * H)}",
        f"mandated = {_toml(boundary(0.985))}",
        _table("inspection", {
            "code": "IFO26", "title": "Integrated field exercise, Arcania", "kind": "exercise",
            "requesting": "XF", "inspected": "XA", "requested_at": T0,
            "site_name": "Degelen", "site_time_zone": "Asia/Almaty",
            "observer_name": "Observer of Fiducia", "classification": "EXERCISE RESTRICTED",
            "exercise_time": NOW,
            "notes": "Modelled on the published outline of the integrated field exercise of 2008. "
            "The trigger is the catalogued event of 17 February 1989 (49.868 N 78.079 E, mb 5.1), "
            "its date moved to the exercise.",
        }),
        _table("milestones", MILESTONES),
        _table("entry", {"code": "POE-1", "name": "Semey airport", "lon": 80.2344, "lat": 50.3513}),
        _table("base", {"code": "BOO-1", "name": "Base of operations", "lon": lon, "lat": lat}),
        _table("mandate", {
            "issued_at": TA + 2 * H, "decision": "EC-EX/2026/1", "states": "Arcania",
            "point_of_entry": "Semey airport", "basing_points": "Kurchatov",
            "leader_code": "INS-001", "observer": "Observer of Fiducia", "techniques": "abcdefg",
        }),
        _table("equipment", {"listed": listed}),
        _table("checklist", {"left_open": list(OPEN_TASKS)}),
        *(_array("sites", site) for site in sites()),
        *(_array("features", one) for one in features()),
        *(_array("restrictions", one) for one in restrictions()),
        *(_array("surveys", one) for one in surveys()),
        *(_array("team", {"inspector": code, "seat": seat, "arrives_on": first, "departs_on": last})
          for code, seat, first, last in stays()),
    ]  # fmt: skip
    return "\n\n".join(parts) + "\n"


def _table(name: str, values: Mapping[str, object]) -> str:
    return "\n".join([f"[{name}]", *(f"{key} = {_toml(value)}" for key, value in values.items())])


def _array(name: str, values: Mapping[str, object]) -> str:
    return f"[{_table(name, values)}".replace(f"[[{name}]", f"[[{name}]]", 1)


def _toml(value: object) -> str:
    if isinstance(value, datetime):
        return value.strftime("%Y-%m-%dT%H:%M:%SZ")
    if isinstance(value, date):
        return value.isoformat()
    return json.dumps(value, ensure_ascii=False)


assert BASE_END > NOW > TP
if __name__ == "__main__":
    main(Path(sys.argv[1]) if len(sys.argv) > 1 else FOLDER)
