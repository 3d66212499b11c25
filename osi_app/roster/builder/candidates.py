"""Everybody on the roster as a candidate for one inspection, read in bulk."""

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache
from typing import Any
from uuid import UUID

from osi_app.area.records import PointOfEntry
from osi_app.geo.geodesy import distance_m
from osi_app.inspection.case import Case
from osi_app.kernel.findings import Finding, Severity
from osi_app.kernel.ports import Reading
from osi_app.library.records import Region, State
from osi_app.roster.builder.question import RANKS, Candidate, Fluency
from osi_app.roster.dossier import Dossier, dossiers
from osi_app.roster.findings import PlannedStay, frame_of
from osi_app.roster.fitness_records import Nationality, RoleQualification, Visa, VisaStatus
from osi_app.roster.person_stay import Stay
from osi_app.roster.records import Inspector, InspectorRole, Qualification, TeamMember
from osi_app.roster.stay import Frame, stay_findings
from osi_app.treaty.words import Technique

COURSES_MOST, CALLED_MOST = 4, 3
USED_YEARS = 5
FARTHEST_M = 20_000_000.0
BARRING = frozenset({"roster.unavailable"})
"""Warnings of a stay that keep a person from being chosen: who is not there cannot go."""


@dataclass(frozen=True, slots=True)
class Around:
    """What candidates are weighed by: the States, the frame of the inspection, who was called
    lately, the point of entry."""

    states: Mapping[UUID, State]
    frame: Frame
    stay: PlannedStay
    called: Counter[UUID]
    entry: tuple[float, float] | None
    inspected: UUID


def read_candidates(reading: Reading, case: Case, stay: PlannedStay) -> tuple[Candidate, ...]:
    """All inspectors by code, with the rules that bar them from the stay. A dozen reads, however
    many they are."""
    people = sorted(reading.all(Inspector), key=lambda one: one.code)
    files = dossiers(reading, [one.id for one in people])
    functions = _by_person(reading.all(RoleQualification))
    nationalities = _by_person(reading.all(Nationality))
    visas = _by_person(reading.all(Visa, state_id=case.inspected.id))
    around = _around(reading, case, stay)
    return tuple(
        _candidate(files[one.id], around, functions[one.id], (nationalities[one.id], visas[one.id]))
        for one in people
    )


def _by_person(records: Sequence[Any]) -> defaultdict[UUID, list[Any]]:
    found: defaultdict[UUID, list[Any]] = defaultdict(list)
    for one in records:
        found[one.inspector_id].append(one)
    return found


def _around(reading: Reading, case: Case, stay: PlannedStay) -> Around:
    since = stay.first - timedelta(days=round(365.25 * case.values.number("roster.fairness_years")))
    members = [
        one
        for one in reading.all(TeamMember)
        if one.inspection_id != case.inspection.id and one.departs_on >= since
    ]
    places = reading.all(PointOfEntry, inspection_id=case.inspection.id)
    chosen = next((one for one in places if one.chosen), None)
    return Around(
        {state.id: state for state in reading.all(State)},
        frame_of(reading, case, frozenset()),
        stay,
        Counter(one.inspector_id for one in members),
        (chosen.lon, chosen.lat) if chosen is not None else None,
        case.inspected.id,
    )


def _candidate(
    file: Dossier,
    around: Around,
    functions: Sequence[RoleQualification],
    papers: tuple[Sequence[Nationality], Sequence[Visa]],
) -> Candidate:
    person = file.inspector
    state = around.states.get(person.nationality_id)
    return Candidate(
        id=person.id,
        code=person.code,
        name=person.latin_name,
        state=state.code if state else "",
        region=state.region if state else Region.NONE,
        sex=person.sex,
        assistant=person.role is InspectorRole.ASSISTANT,
        techniques={Technique(one.technique): RANKS[one.level] for one in file.qualifications},
        functions={one.function: RANKS[one.level] for one in functions},
        languages=spoken(person.languages),
        barred=_barred(file, around, papers),
        experience=_experience(file, functions, around.stay.first),
        travel=_travel(person, around.entry),
        fairness=1 - min(around.called[person.id], CALLED_MOST) / CALLED_MOST,
    )


def spoken(languages: Sequence[str]) -> dict[str, Fluency]:
    """ "en", "fr:basic" -> fluency by code; one without a level is spoken well enough to work, one
    with a level that is none of ours counts as basic."""
    found: dict[str, Fluency] = {}
    for one in languages:
        code, _, level = one.partition(":")
        known = Fluency.__members__.get(level.strip().upper() or "WORKING", Fluency.BASIC)
        found[code.strip().casefold()] = known
    return found


def _barred(
    file: Dossier, around: Around, papers: tuple[Sequence[Nationality], Sequence[Visa]]
) -> tuple[Finding, ...]:
    """What breaks a rule during the stay, and what makes it impossible."""
    stay = Stay(file, around.stay.first, around.stay.last)
    found = [
        one
        for one in stay_findings(stay, around.frame)
        if one.severity is Severity.BREACH or one.rule in BARRING
    ]
    nationalities, visas = papers
    sides = {around.frame.requesting.id: "requesting", around.frame.inspected.id: "inspected"}
    for further in nationalities:
        if further.state_id in sides and further.state_id != file.inspector.nationality_id:
            found.append(
                stay.finding(
                    "roster.nationality", "P.9", mend="roster.withdraw_mend",
                    state=around.states[further.state_id].name, side=sides[further.state_id],
                )
            )  # fmt: skip
    if any(one.status is VisaStatus.REFUSED for one in visas):
        state = around.frame.inspected.name
        found.append(
            stay.finding("roster.visa_refused", "P.26", mend="roster.withdraw_mend", state=state)
        )
    return tuple(found)


def _experience(file: Dossier, functions: Sequence[RoleQualification], on: date) -> float:
    """Half for courses passed, half for how lately the person was in the field."""
    courses = min(len(file.trainings), COURSES_MOST) / COURSES_MOST
    skills: tuple[Qualification | RoleQualification, ...] = (*file.qualifications, *functions)
    used = [one.last_used_on for one in skills if one.last_used_on is not None]
    if not used:
        return courses / 2
    years = max(0.0, (on - max(used)).days / 365.25)
    return courses / 2 + float(max(0.0, 1 - years / USED_YEARS)) / 2


def _travel(person: Inspector, entry: tuple[float, float] | None) -> float:
    """1 at the point of entry, 0 on the other side of the Earth; half where it is not known."""
    home = airports().get(person.home_airport.upper())
    if home is None or entry is None:
        return 0.5
    return max(0.0, 1 - distance_m(home, entry) / FARTHEST_M)


@lru_cache(maxsize=1)
def airports() -> Mapping[str, tuple[float, float]]:
    """(lon, lat) of every airport by its IATA code."""
    # 28,000 airports take a quarter of a second to read: not at the start
    import airportsdata  # noqa: PLC0415

    return {code: (one["lon"], one["lat"]) for code, one in airportsdata.load("IATA").items()}
