"""Questions about the roster as a whole: validity over the mission, who the people are, how many
teams can go, who arrives when. Nothing here changes a record but a series of availability."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from uuid import UUID

from osi_app.area.records import PointOfEntry
from osi_app.inspection.case import Case, load_case
from osi_app.kernel.changes import ChangeSet
from osi_app.kernel.errors import RuleError
from osi_app.kernel.findings import Finding, Severity
from osi_app.kernel.ports import Reading
from osi_app.kernel.service import RoomService
from osi_app.library.records import State
from osi_app.roster.arrivals import Journey, Way, ways
from osi_app.roster.callout.airports import airports_near
from osi_app.roster.currency import days_of
from osi_app.roster.dossier import Dossier, dossiers
from osi_app.roster.findings import asked_of, drilling_days, frame_of, planned_stay
from osi_app.roster.fitness import visa_due
from osi_app.roster.fitness_records import Visa, VisaStatus
from osi_app.roster.person_stay import Stay
from osi_app.roster.records import Availability, Inspector, TeamMember
from osi_app.roster.recurring import Series, turns
from osi_app.roster.rooming import Bedless, TwoBeds, bedless, two_beds
from osi_app.roster.statistics import Statistics, statistics
from osi_app.roster.stay import stay_findings
from osi_app.roster.strength import Able, FieldTeam, Strength, field_teams, strength
from osi_app.roster.territory import counts_by_day
from osi_app.roster.travel_records import RoomStay, SignOff, SignOffKind, TravelLeg
from osi_app.roster.validity import Bar, Window, bars
from osi_app.treaty.timeline import ENTRY_D

SERVES_M = 50_000
"""An airport so near a point of entry is taken for it."""
MISSION_DAYS = 130
"""Days after the approval that an inspection can last with its extension (IV.46, IV.49)."""


@dataclass(frozen=True, slots=True)
class PersonValidity:
    """One member's bars over the mission, and the days on territory."""

    person: Inspector
    arrives_on: date
    departs_on: date
    bars: tuple[Bar, ...]


@dataclass(frozen=True, slots=True)
class Mission:
    """Validity of a team on every day of ``first`` to ``last`` (T0 to TA+130 days), and how many
    are on territory each day."""

    first: date
    last: date
    people: tuple[PersonValidity, ...]
    counts: Mapping[date, int]


@dataclass(frozen=True, slots=True)
class Outlook:
    """How many teams the roster can send at ``notice_days`` after ``called_on``; ``kept`` counts
    who cannot go by the rule that keeps them."""

    called_on: date
    notice_days: int
    first: date
    last: date
    people: int
    able: int
    kept: Mapping[str, int]
    teams: tuple[Strength, ...]


@dataclass(frozen=True, slots=True)
class Arrival:
    """One member's way to the point of entry, with what is not signed and the visa's deadline."""

    person: Inspector
    member: TeamMember
    way: Way
    unsigned: tuple[SignOffKind, ...]
    visa: VisaStatus | None
    visa_due: datetime | None


@dataclass(frozen=True, slots=True)
class Arrivals:
    """Everybody's arrival against the deadline (IV.53: six days after the request), beds that are
    missing or double."""

    deadline: datetime
    place: str
    people: tuple[Arrival, ...]
    bedless: tuple[Bedless, ...]
    two_beds: tuple[TwoBeds, ...]
    rooms: tuple[RoomStay, ...]

    @property
    def expected_at(self) -> datetime | None:
        """When the last of those who have a way is there by the forecast; None while somebody's
        forecast is open."""
        found = [one.way.forecast_at for one in self.people if one.way.legs]
        known = [at for at in found if at is not None]
        return max(known) if known and len(known) == len(found) else None


class RosterOutlook(RoomService):
    """What the operations centre asks of the roster."""

    def mission_validity(self, inspection_id: UUID) -> Mission:
        """Every paper of every member on every day from T0 to TA+130 days."""
        with self._store.read() as reading:
            case = load_case(reading, inspection_id, self._clock)
            members = reading.all(TeamMember, inspection_id=inspection_id)
            people = dossiers(reading, [one.inspector_id for one in members])
            window = _window(case)
            found = [_validity(one, people[one.inspector_id], window) for one in members]
            return Mission(
                window.first,
                window.last,
                tuple(sorted(found, key=lambda one: one.person.code)),
                counts_by_day(members, drilling_days(case)),
            )

    def statistics(self, inspection_id: UUID | None, *, team: bool = False) -> Statistics:
        """Who is on the roster, or (``team``) in the team of the inspection. Without an inspection
        skills are judged as of today by the shipped rule values."""
        with self._store.read() as reading:
            case = load_case(reading, inspection_id, self._clock) if inspection_id else None
            keys = _people(reading, case, team=team)
            files = dossiers(reading, keys)
            states = {one.id: one for one in reading.all(State)}
            days = int(case.values.number("roster.currency_days")) if case else 0
            on = case.now.date() if case else self._clock().date()
            return statistics([files[key] for key in keys], states, on, days)

    def outlook(
        self, inspection_id: UUID, notice_days: int, called_on: date | None = None
    ) -> Outlook:
        """How many complete teams could leave ``notice_days`` after the call (by default the day of
        the request) and stay as long as the present plan. Raises ``RuleError('notice_range')``."""
        if not 0 <= notice_days <= 400:
            raise RuleError("notice_range", field="days", days=notice_days)
        with self._store.read() as reading:
            case = load_case(reading, inspection_id, self._clock)
            plan = planned_stay(case)
            called = called_on or case.timeline.request.at.date()
            first = called + timedelta(days=notice_days)
            stay = (first, first + (plan.last - plan.first))
            people = dossiers(reading, [one.id for one in reading.all(Inspector)])
            frame = frame_of(reading, case, frozenset())
        kept: dict[str, int] = {}
        able = []
        for one in people.values():
            found = stay_findings(Stay(one, *stay), frame)
            rule = _keeps(one, found, notice_days)
            if rule:
                kept[rule] = kept.get(rule, 0) + 1
            else:
                able.append(one)
        teams = tuple(strength(team, _able(team, able)) for team in field_teams())
        return Outlook(called, notice_days, *stay, len(people), len(able), kept, teams)

    def arrivals(self, inspection_id: UUID) -> Arrivals:
        """Who of the members arrives when, against six days after the request (IV.53)."""
        with self._store.read() as reading:
            case = load_case(reading, inspection_id, self._clock)
            return _arrivals(reading, case)

    def add_series(self, series: Series) -> ChangeSet:
        """Records a recurring availability, a record for each turn. Raises ``RuleError``."""
        with self._store.write("Record a series of availability") as work:
            work.load(Inspector, series.inspector_id)
            work.add(*turns(series))
            return work.commit()

    def remove_series(self, inspector_id: UUID, rule: str) -> ChangeSet:
        """Removes every turn of a person's series."""
        with self._store.write("Remove a series of availability") as work:
            days = work.all(Availability, inspector_id=inspector_id)
            work.remove(*(one for one in days if one.series and one.series == rule))
            return work.commit()


def _window(case: Case) -> Window:
    asked = asked_of(case)
    return Window(
        case.timeline.request.at.date(),
        case.timeline.approval.at.date() + timedelta(days=MISSION_DAYS),
        case.inspected.id,
        asked.vaccines,
        asked.visa_needed,
        asked.briefing_needed,
    )


def _validity(member: TeamMember, person: Dossier, window: Window) -> PersonValidity:
    return PersonValidity(
        person.inspector, member.arrives_on, member.departs_on, bars(person, window)
    )


def _people(reading: Reading, case: Case | None, *, team: bool) -> Sequence[UUID]:
    if not team:
        return [one.id for one in reading.all(Inspector)]
    if case is None:
        return []
    members = reading.all(TeamMember, inspection_id=case.inspection.id)
    return list(dict.fromkeys(one.inspector_id for one in members))


def _keeps(person: Dossier, found: Sequence[Finding], notice_days: int) -> str:
    """The rule that keeps a person from going, or ""."""
    if person.inspector.notice_days > notice_days:
        return "roster.notice"
    apart = ("roster.unavailable", "roster.release")
    barring = (one.rule for one in found if one.severity is Severity.BREACH or one.rule in apart)
    return next(barring, "")


def _able(team: FieldTeam, people: Sequence[Dossier]) -> list[Able]:
    return [
        Able(one.inspector.id, one.inspector.code, one.inspector.latin_name, skill.level)
        for one in people
        for skill in one.qualifications
        if skill.technique is team.technique
    ]


def _arrivals(reading: Reading, case: Case) -> Arrivals:
    key = case.inspection.id
    members = sorted(
        reading.all(TeamMember, inspection_id=key), key=lambda one: (one.arrives_on, str(one.id))
    )
    people = {
        one.id: one
        for one in reading.among(Inspector, "id", tuple({one.inspector_id for one in members}))
    }
    entry = next((p for p in reading.all(PointOfEntry, inspection_id=key) if p.chosen), None)
    journey = Journey(
        case.timeline.request.at + timedelta(days=ENTRY_D),
        _names_of(entry),
        case.values.number("roster.change_min"),
    )
    found = ways(
        reading.all(TravelLeg, inspection_id=key), [one.inspector_id for one in members], journey
    )
    signed = {(one.inspector_id, one.sign_off) for one in reading.all(SignOff, inspection_id=key)}
    visas = {one.inspector_id: one for one in reading.all(Visa, state_id=case.inspected.id)}
    rooms = reading.all(RoomStay, inspection_id=key)
    hours = case.values.number("roster.visa_hours")
    return Arrivals(
        journey.deadline,
        entry.name if entry else "",
        tuple(
            Arrival(
                people[one.inspector_id], one, one_way,
                tuple(kind for kind in SignOffKind if (one.inspector_id, kind) not in signed),
                visas[one.inspector_id].status if one.inspector_id in visas else None,
                visa_due(visas[one.inspector_id], hours) if one.inspector_id in visas else None,
            )
            for one, one_way in zip(members, found, strict=True)
        ),
        bedless(members, rooms),
        two_beds(rooms),
        rooms,
    )  # fmt: skip


def _names_of(entry: PointOfEntry | None) -> frozenset[str]:
    """What the end of a way may be called: the point of entry, or an airport that serves it."""
    if entry is None:
        return frozenset()
    return airports_near(entry.lon, entry.lat, SERVES_M) | {entry.code, entry.name}


def most_on_territory(mission: Mission) -> tuple[date, int] | None:
    """The first day with the most people on territory, or None without anybody."""
    days = days_of(mission.first, mission.last)
    counts = [(day, mission.counts.get(day, 0)) for day in days]
    best = max(counts, key=lambda one: one[1])
    return best if best[1] else None
