"""Use cases of choosing a team: seats, the proved best answer, why not, repair, taking it over."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any
from uuid import UUID

from osi_app.inspection.case import Case, load_case
from osi_app.kernel.changes import ChangeSet
from osi_app.kernel.errors import RuleError
from osi_app.kernel.ports import Cancelled, Reading, never_cancelled
from osi_app.kernel.service import RoomService
from osi_app.roster.builder.building import BuiltTeam, build_team
from osi_app.roster.builder.candidates import read_candidates
from osi_app.roster.builder.conflict import Conflict, conflict
from osi_app.roster.builder.program import Solver
from osi_app.roster.builder.question import Candidate, Question, SeatClass, seat_classes
from osi_app.roster.builder.structures import structures
from osi_app.roster.builder.why_not import WhyNot, why_not
from osi_app.roster.builder.worker import Told, nothing_told, solving_apart
from osi_app.roster.findings import limit_of, planned_stay
from osi_app.roster.fitness_records import TeamFunction
from osi_app.roster.records import TeamMember
from osi_app.roster.team_records import IncompatiblePair, Seat, TeamChoice, TeamWeights, Verdict


@dataclass(frozen=True, slots=True)
class TeamAnswer:
    """``team`` is None when none exists; then ``conflicts`` say which rules cannot hold together.
    ``stands`` are candidate -> class of the members a repair kept to, ``stood`` their codes."""

    question: Question
    team: BuiltTeam | None
    conflicts: tuple[Conflict, ...] = ()
    stands: Mapping[int, int] = field(default_factory=dict)

    @property
    def stood(self) -> tuple[str, ...]:
        """Who was in the team before the repair and did not drop out."""
        return tuple(self.question.candidates[number].code for number in self.stands)


class TeamBuilding(RoomService):
    """What the planner does to find forty people."""

    def draw_up_seats(self, inspection_id: UUID, structure: str) -> ChangeSet:
        """Makes the seats of a shipped structure. Raises ``RuleError('seats_exist')`` while the
        inspection has seats, ``KeyError`` for a structure there is not."""
        drawn = structures()[structure]
        with self._store.write(f"Draw up seats: {drawn.title}") as work:
            if work.all(Seat, inspection_id=inspection_id):
                raise RuleError("seats_exist", field="structure")
            work.add(*drawn.seats(inspection_id))
            return work.commit()

    def team_question(self, inspection_id: UUID) -> Question:
        """What the builder would be asked now. Raises ``RuleError('no_seats')``."""
        with self._store.read() as reading:
            return _question(reading, load_case(reading, inspection_id, self._clock))

    def build(
        self, inspection_id: UUID, told: Told = nothing_told, cancelled: Cancelled = never_cancelled
    ) -> TeamAnswer:
        """The proved best team, or the rules that conflict. Nothing is changed. Raises
        ``RuleError('no_seats')``, ``Cancelled`` when nothing was found until then."""
        question = self.team_question(inspection_id)
        with solving_apart(told, cancelled) as solver:
            return _answer(question, solver)

    def why_not(
        self, answer: TeamAnswer, inspector_id: UUID, cancelled: Cancelled = never_cancelled
    ) -> WhyNot:
        """Why a person is not in the team answered. Raises ``RuleError('no_team')``, ``KeyError``
        for somebody who was not on the roster then."""
        numbers = {one.id: at for at, one in enumerate(answer.question.candidates)}
        number = numbers[inspector_id]
        if answer.team is None:
            raise RuleError("no_team")
        with solving_apart(cancelled=cancelled) as solver:
            return why_not(answer.question, answer.team, number, solver, answer.stands)

    def repair(
        self,
        inspection_id: UUID,
        lost: Sequence[UUID],
        told: Told = nothing_told,
        cancelled: Cancelled = never_cancelled,
    ) -> TeamAnswer:
        """The team that is nearest to the one that stands when these people drop out: the fewest
        seats change, and of all such teams the best. Raises ``RuleError('no_seats')``."""
        with self._store.read() as reading:
            case = load_case(reading, inspection_id, self._clock)
            question = _question(reading, case)
            members = reading.all(TeamMember, inspection_id=inspection_id)
        numbers = {one.id: at for at, one in enumerate(question.candidates)}
        gone = {numbers[key]: "dropped out" for key in lost if key in numbers}
        pins = {number: at for number, at in question.pins.items() if number not in gone}
        asked = replace(question, excluded={**question.excluded, **gone}, pins=pins)
        stands = {
            number: at
            for number, at in _placed(question.classes, members, numbers).items()
            if number not in gone
        }
        with solving_apart(told, cancelled) as solver:
            return _answer(asked, solver, stands)

    def assign_built(self, inspection_id: UUID, answer: TeamAnswer) -> ChangeSet:
        """Takes the team over: who is in it gets the seat, who is not leaves; days of those who
        stay are kept. Raises ``RuleError('no_team')``, ``ReferencedError`` while missions name
        somebody who would leave."""
        team = answer.team
        if team is None or team.findings:
            raise RuleError("no_team")
        with self._store.write(f"Take over a team of {len(team.members)}") as work:
            stay = planned_stay(load_case(work, inspection_id, self._clock))
            present = {one.inspector_id: one
                       for one in work.all(TeamMember, inspection_id=inspection_id)}  # fmt: skip
            chosen = {one.candidate.id: one.seat for one in team.members}
            work.remove(*(one for key, one in present.items() if key not in chosen))
            for key, seat in chosen.items():
                values: dict[str, Any] = {
                    "seat": seat.title,
                    "seat_id": seat.id,
                    "leader": seat.function is TeamFunction.LEADER,
                    "drilling": seat.drilling,
                }
                old = present.get(key)
                if old is not None:
                    work.change(old.changed(**values))
                    continue
                work.add(
                    TeamMember(
                        inspection_id=inspection_id, inspector_id=key, arrives_on=stay.first,
                        departs_on=stay.last, **values,
                    )
                )  # fmt: skip
            return work.commit()


def _answer(
    question: Question, solver: Solver, stands: Mapping[int, int] | None = None
) -> TeamAnswer:
    team = build_team(question, solver, stands)
    return TeamAnswer(question, team, () if team else conflict(question, solver), stands or {})


def _question(reading: Reading, case: Case) -> Question:
    key = case.inspection.id
    choices = reading.all(TeamChoice, inspection_id=key)
    pinned = {one.seat_id for one in choices if one.seat_id is not None}
    classes = seat_classes(reading.all(Seat, inspection_id=key), pinned)
    if not classes:
        raise RuleError("no_seats")
    candidates = read_candidates(reading, case, planned_stay(case))
    numbers = {one.id: at for at, one in enumerate(candidates)}
    weights = reading.find(TeamWeights, inspection_id=key) or TeamWeights(inspection_id=key)
    return Question(
        classes=classes,
        candidates=candidates,
        weights=weights,
        limit=limit_of(case),
        pairs=_pairs(reading.all(IncompatiblePair), numbers),
        pins=_pins(choices, classes, numbers),
        excluded={
            numbers[one.inspector_id]: one.reason
            for one in choices
            if one.verdict is Verdict.EXCLUDED
        },
        sits={
            numbers[one.inspector_id]: one.seat_id
            for one in reading.all(TeamMember, inspection_id=key)
            if one.seat_id is not None
        },
    )


def _pairs(
    pairs: Iterable[IncompatiblePair], numbers: Mapping[UUID, int]
) -> tuple[tuple[int, int], ...]:
    found = {tuple(sorted((numbers[one.inspector_id], numbers[one.other_id]))) for one in pairs}
    return tuple((one[0], one[1]) for one in sorted(found))


def _pins(
    choices: Iterable[TeamChoice], classes: Sequence[SeatClass], numbers: Mapping[UUID, int]
) -> dict[int, int | None]:
    of_seat = {seat.id: at for at, one in enumerate(classes) for seat in one.seats}
    return {
        numbers[one.inspector_id]: of_seat.get(one.seat_id) if one.seat_id else None
        for one in choices
        if one.verdict is Verdict.PINNED
    }


def _placed(
    classes: Sequence[SeatClass], members: Iterable[TeamMember], numbers: Mapping[UUID, int]
) -> dict[int, int]:
    """Members by the class of their seat; those who sit in none have nothing to keep."""
    of_seat = {seat.id: at for at, one in enumerate(classes) for seat in one.seats}
    taken: defaultdict[int, int] = defaultdict(int)
    found: dict[int, int] = {}
    for one in members:
        at = of_seat.get(one.seat_id) if one.seat_id else None
        if at is not None and taken[at] < len(classes[at].seats):
            taken[at] += 1
            found[numbers[one.inspector_id]] = at
    return found


def candidate_of(answer: TeamAnswer, code: str) -> Candidate:
    """The candidate of that code. Raises ``RuleError('no_such_person')``."""
    found = next((one for one in answer.question.candidates if one.code == code), None)
    if found is None:
        raise RuleError("no_such_person", field="person", person=code)
    return found
