"""The demo exercise: built from the files under ``examples/`` through the ordinary use cases."""

import tomllib
from argparse import ArgumentParser, Namespace
from collections.abc import Callable
from datetime import date, datetime
from pathlib import Path
from typing import Any
from uuid import UUID

from osi_app.area.methods import survey_method
from osi_app.area.records import (
    BaseOfOperations,
    BoundaryKind,
    FlightRestriction,
    GroundFeature,
    PointOfEntry,
    RestrictedSite,
    SurveyPlan,
)
from osi_app.demo_store import build_crew, build_storehouse
from osi_app.equipment.records import EquipmentAssignment, Item
from osi_app.house import House
from osi_app.inspection.records import (
    CaseMilestone,
    Event,
    Inspection,
    InspectionKind,
    Mandate,
)
from osi_app.kernel.changes import ChangeSet
from osi_app.kernel.command import Answer, Command, Console
from osi_app.kernel.errors import RuleError
from osi_app.kernel.ports import Progress, no_progress
from osi_app.library.records import State
from osi_app.roster.records import Inspector, TeamMember
from osi_app.treaty.words import Milestone, Technique

EXAMPLE = Path(__file__).resolve().parents[1] / "examples" / "ifo26"

Scenario = dict[str, Any]


def build_demo(
    house: House, folder: Path = EXAMPLE, progress: Progress = no_progress
) -> tuple[ChangeSet, ...]:
    """Builds the exercise in an empty store, a step after another, and answers the steps.

    Raises ``RuleError('not_empty')`` for a store that has records already.
    """
    with house.store.read() as reading:
        if bool(reading.all(State)) or bool(reading.all(Inspection)):
            raise RuleError("not_empty")
    scenario = tomllib.loads((folder / "exercise.toml").read_text(encoding="utf-8"))
    steps: tuple[Callable[[], ChangeSet], ...] = (
        lambda: _states(house, folder),
        lambda: _event(house, folder),
        lambda: _case(house, scenario),
        lambda: _requested(house, folder),
        lambda: _mandated(house, folder),
        lambda: _ground(house, scenario),
        lambda: _drawn(house, scenario),
        lambda: _surveys(house, scenario),
        lambda: _roster(house, folder),
        lambda: _team(house, scenario),
        lambda: build_crew(house.store, folder / "crew.json"),
        lambda: _equipment(house, folder),
        lambda: _listed(house, scenario),
        lambda: build_storehouse(house.store, folder / "storehouse.json"),
        lambda: _search(house, folder),
        lambda: _checklist(house),
        lambda: _ticked(house, scenario),
        lambda: _mandate(house, scenario),
    )
    done: list[ChangeSet] = []
    for number, step in enumerate(steps, 1):
        done.append(step())
        progress(number, len(steps))
    return tuple(done)


def _states(house: House, folder: Path) -> ChangeSet:
    return house.library.apply_import(house.library.preview_import(folder / "states.csv"))


def _event(house: House, folder: Path) -> ChangeSet:
    return house.inspection.apply_import(house.inspection.preview_import(folder / "event.isf"))


def _case(house: House, scenario: Scenario) -> ChangeSet:
    """The case with all that has happened, in one step."""
    with house.store.read() as reading:
        states = {state.code: state for state in reading.all(State)}
        event = reading.all(Event)[0]
    about = dict(scenario["inspection"])
    inspection = Inspection(
        requesting_state_id=states[about["requesting"]].id,
        inspected_state_id=states[about["inspected"]].id,
        event_id=event.id,
        kind=InspectionKind(about["kind"]),
        **_without(about, "requesting", "inspected", "kind"),
    )
    happened = [
        CaseMilestone(inspection_id=inspection.id, milestone=Milestone(word), at=at)
        for word, at in scenario["milestones"].items()
    ]
    return house.inspection.record(f"Open exercise {inspection.code}", inspection, *happened)


def _without(values: dict[str, Any], *names: str) -> dict[str, Any]:
    return {key: value for key, value in values.items() if key not in names}


def _id(house: House) -> UUID:
    return house.inspections()[0].id


def _requested(house: House, folder: Path) -> ChangeSet:
    return _boundary(house, folder / "requested.geojson", BoundaryKind.REQUESTED)


def _mandated(house: House, folder: Path) -> ChangeSet:
    return _boundary(house, folder / "mandated.geojson", BoundaryKind.MANDATED)


def _boundary(house: House, file: Path, kind: BoundaryKind) -> ChangeSet:
    return house.area.apply_import(house.area.preview_import(file, _id(house), kind))


def _ground(house: House, scenario: Scenario) -> ChangeSet:
    """Point of entry, base and declared sites, in one step."""
    key = _id(house)
    sites = [
        RestrictedSite(
            inspection_id=key,
            code=one["code"],
            name=one["name"],
            vertices=_vertices(one["vertices"]),
            declared_at=scenario["sites_declared_at"],
        )
        for one in scenario["sites"]
    ]
    entry = PointOfEntry(inspection_id=key, chosen=True, **scenario["entry"])
    base = BaseOfOperations(inspection_id=key, **scenario["base"])
    return house.area.record("Place entry, base and declared sites", entry, base, *sites)


def _drawn(house: House, scenario: Scenario) -> ChangeSet:
    """Zones, routes, places and restrictions of overflights, in one step."""
    key = _id(house)
    features = [GroundFeature(inspection_id=key, **_placed(one)) for one in scenario["features"]]
    restrictions = [
        FlightRestriction(
            inspection_id=key, declared_at=scenario["sites_declared_at"], **_placed(one)
        )
        for one in scenario["restrictions"]
    ]
    label = "Draw zones, routes and restrictions of overflights"
    return house.area.record(label, *features, *restrictions)


def _surveys(house: House, scenario: Scenario) -> ChangeSet:
    """Survey plans with the figures of their methods, in one step."""
    key = _id(house)
    plans = []
    for one in scenario["surveys"]:
        figures = survey_method(one["method"]).figures()
        plans.append(SurveyPlan.model_validate({"inspection_id": key, **figures, **_placed(one)}))
    return house.area.record(f"Plan {len(plans)} surveys", *plans)


def _placed(values: dict[str, Any]) -> dict[str, Any]:
    return {**values, "vertices": _vertices(values.get("vertices", []))}


def _vertices(corners: list[list[float]]) -> tuple[tuple[float, float], ...]:
    return tuple((lon, lat) for lon, lat in corners)


def _roster(house: House, folder: Path) -> ChangeSet:
    return house.roster.apply_import(house.roster.preview_import(folder / "roster.csv"))


def _team(house: House, scenario: Scenario) -> ChangeSet:
    """The team with its seats and stays, in one step."""
    key = _id(house)
    with house.store.read() as reading:
        people = {person.code: person for person in reading.all(Inspector)}
    members = [
        TeamMember(
            inspection_id=key,
            inspector_id=people[one["inspector"]].id,
            seat=one["seat"],
            leader=number == 0,
            arrives_on=_day(one["arrives_on"]),
            departs_on=_day(one["departs_on"]),
        )
        for number, one in enumerate(scenario["team"])
    ]
    return house.roster.record(f"Assign {len(members)} inspectors", *members)


def _day(value: date | str) -> date:
    return value if isinstance(value, date) else date.fromisoformat(value)


def _equipment(house: House, folder: Path) -> ChangeSet:
    return house.equipment.apply_import(house.equipment.preview_import(folder / "equipment.csv"))


def _listed(house: House, scenario: Scenario) -> ChangeSet:
    with house.store.read() as reading:
        items = reading.among(Item, "code", scenario["equipment"]["listed"])
    return house.equipment.list_items(_id(house), [item.id for item in items])


def _search(house: House, folder: Path) -> ChangeSet:
    return house.search.apply_import(
        house.search.preview_import(folder / "search.json", _id(house))
    )


def _checklist(house: House) -> ChangeSet:
    return house.checklist.instantiate(_id(house))


def _ticked(house: House, scenario: Scenario) -> ChangeSet:
    """What was done in time: all that fell due, but for what the scenario leaves open."""
    open_codes = set(scenario["checklist"]["left_open"])
    due = house.checklist.due_tasks(_id(house))
    now: datetime = scenario["inspection"]["exercise_time"]
    done = [one.task.id for one in due if one.due_at <= now and one.task.code not in open_codes]
    return house.checklist.tick(done, now, "Operations support centre")


def _mandate(house: House, scenario: Scenario) -> ChangeSet:
    """The mandate as issued, from what stands."""
    key = _id(house)
    with house.store.read() as reading:
        members = {one.inspector_id for one in reading.all(TeamMember, inspection_id=key)}
        people = [one for one in reading.all(Inspector) if one.id in members]
        listed = reading.all(EquipmentAssignment, inspection_id=key)
        items = reading.among(Item, "id", [one.item_id for one in listed])
    draft = Mandate(
        inspection_id=key,
        version=1,
        activities=tuple(Technique(letter) for letter in scenario["mandate"]["techniques"]),
        member_codes=tuple(sorted(person.code for person in people)),
        equipment_codes=tuple(sorted(item.code for item in items)),
        **_without(scenario["mandate"], "techniques"),
        area=_vertices(scenario["mandated"]),
    )
    return house.inspection.issue_mandate(draft)


def _arguments(parser: ArgumentParser) -> None:
    parser.add_argument(
        "--from", dest="folder", type=Path, default=EXAMPLE, help="another exercise's folder"
    )


def _demo(house: House, arguments: Namespace, console: Console) -> Answer:
    try:
        steps = build_demo(house, arguments.folder, console.progress)
    except (ValueError, KeyError) as fault:  # TOML that cannot be read, a value missing or wrong
        file = arguments.folder / "exercise.toml"
        raise RuleError("scenario", file=str(file), reason=" ".join(str(fault).split())) from None
    lines = [f"{house.store.location}: the demo exercise stands"]
    lines += [f"  {step.seq:3d}  {step.label} ({len(step.changes)} records)" for step in steps]
    data = {
        "store": house.store.location,
        "steps": [{"seq": s.seq, "label": s.label, "records": len(s.changes)} for s in steps],
    }
    return Answer("\n".join(lines), data)


COMMANDS = (
    Command(
        "demo",
        "build the demo exercise in a new store",
        _arguments,
        _demo,
        "Arcania is inspected at Fiducia's request: a fictional exercise on real ground, with "
        "160 inspectors, 420 items, 25 missions, and defects planted for the rules to find.",
    ),
)
