"""From the question to a team that was checked, with its score in parts."""

from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from osi_app.kernel.errors import Cancelled
from osi_app.kernel.findings import Finding
from osi_app.roster.builder.checker import Placed, violations
from osi_app.roster.builder.model import REGIONS, build, level_spare, spread, tongues
from osi_app.roster.builder.program import Solution, Solver
from osi_app.roster.builder.question import Candidate, Question, SeatClass
from osi_app.roster.records import Sex
from osi_app.roster.team_records import Seat


@dataclass(frozen=True, slots=True)
class Chosen:
    """A person in a seat, with what each goal gives for them, in points."""

    candidate: Candidate
    seat: Seat
    parts: Mapping[str, float]


@dataclass(frozen=True, slots=True)
class BuiltTeam:
    """``members`` in the order of the seats. ``objective`` and ``bound`` are in points and equal
    when ``proved``; ``findings`` are what the checker says (none of a lawful team). ``regions`` and
    ``women`` count people. Without members no team exists: see ``conflict``."""

    members: tuple[Chosen, ...]
    objective: float
    bound: float
    proved: bool
    seconds: float
    findings: tuple[Finding, ...]
    regions: Mapping[str, int]
    women: int
    placed: Placed


def build_team(
    question: Question, solver: Solver, stands: Placed | None = None
) -> BuiltTeam | None:
    """The best team, or None when there is none. With ``stands`` (candidate -> class) the team that
    changes the fewest of those seats, and of these the best. Raises ``Cancelled`` when nothing was
    found until then."""
    keep = frozenset(stands.items()) if stands else frozenset()
    model = build(question, keep)
    if not model.integers:
        return None
    solution = solver(model)
    if solution.state == "infeasible":
        return None
    if solution.state == "stopped" and not solution.chosen:
        raise Cancelled
    placed = {int(model.people[at]): int(model.classes[at]) for at in solution.chosen}
    return told_team(question, placed, solution)


def told_team(question: Question, placed: Placed, solution: Solution) -> BuiltTeam:
    """Who sits where, checked. The objective is that of the goals alone: seats that were kept do
    not count."""
    members = _seated(question, placed)
    points = objective(question, placed)
    proved = solution.state == "optimal"
    slack = 0.0 if proved else max(0.0, solution.bound - solution.objective)
    # early on the solver has no bound: no team is better than this one by more than the spread
    slack = min(slack, spread(question))
    people = [question.candidates[number] for number in placed]
    return BuiltTeam(
        members=members,
        objective=points,
        bound=points + slack,
        proved=proved,
        seconds=solution.seconds,
        findings=tuple(violations(question, placed)),
        regions={one.value: sum(p.region is one for p in people) for one in REGIONS},
        women=sum(one.sex is Sex.FEMALE for one in people),
        placed=placed,
    )


def _seated(question: Question, placed: Placed) -> tuple[Chosen, ...]:
    by_class: defaultdict[int, list[int]] = defaultdict(list)
    for number in sorted(placed, key=lambda one: question.candidates[one].code):
        by_class[placed[number]].append(number)
    found = [
        Chosen(question.candidates[number], seat, parts(question, number, at))
        for at, numbers in by_class.items()
        for number, seat in _given_out(question, numbers, question.classes[at])
    ]
    return tuple(sorted(found, key=lambda one: (one.seat.rank, one.seat.code)))


def _given_out(question: Question, numbers: list[int], at: SeatClass) -> Iterator[tuple[int, Seat]]:
    """Seats of a class are alike: who sits in one of them keeps it, the others get what is left in
    the order of their codes."""
    free = {seat.id: seat for seat in at.seats}
    rest: list[int] = []
    for number in numbers:
        seat = free.pop(question.sits[number], None) if number in question.sits else None
        if seat is None:
            rest.append(number)
        else:
            yield number, seat
    yield from zip(rest, free.values(), strict=False)


def parts(question: Question, number: int, at: int) -> dict[str, float]:
    """What a person in a class of seats gives to each goal, in points."""
    weights, one = question.weights, question.candidates[number]
    return {
        "experience": weights.experience
        * (one.experience + level_spare(one, question.classes[at])),
        "languages": weights.languages * tongues(one),
        "travel": weights.travel * one.travel,
        "fairness": weights.fairness * one.fairness,
    }


def objective(question: Question, placed: Placed) -> float:
    """The points of a team: what its people give, less what regions and the rarer sex lack."""
    weights = question.weights
    people = [question.candidates[number] for number in placed]
    points = sum(sum(parts(question, number, at).values()) for number, at in placed.items())
    share = question.size / len(REGIONS)
    for region in REGIONS:
        points -= weights.geography * max(0.0, share - sum(p.region is region for p in people))
    rarer = min(sum(p.sex is sex for p in people) for sex in (Sex.FEMALE, Sex.MALE))
    return points - weights.gender * max(0.0, question.size / 2 - rarer)
