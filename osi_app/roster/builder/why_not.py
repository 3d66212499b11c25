"""Why a person was not chosen, and what taking them would cost."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from enum import StrEnum

from osi_app.kernel.errors import Cancelled
from osi_app.kernel.findings import Finding
from osi_app.roster.builder.building import BuiltTeam, build_team
from osi_app.roster.builder.checker import Placed
from osi_app.roster.builder.program import Solver
from osi_app.roster.builder.question import Question, lacks


class Because(StrEnum):
    """What binds."""

    CHOSEN = "chosen"
    BARRED = "barred"
    EXCLUDED = "excluded"
    NO_SEAT = "no_seat"
    COSTS = "costs"
    IMPOSSIBLE = "impossible"
    """With the person no team exists: a pair, or a pin, stands against it."""


@dataclass(frozen=True, slots=True)
class WhyNot:
    """``findings`` bar the person; ``lacking`` is what the nearest seat asks for and they lack;
    ``cost`` is in points, ``leaves`` are the codes of those who would go, ``seat`` what they would
    sit in. A counterfactual is solved, never guessed."""

    because: Because
    findings: tuple[Finding, ...] = ()
    lacking: tuple[str, ...] = ()
    nearest: str = ""
    reason: str = ""
    cost: float = 0.0
    leaves: tuple[str, ...] = ()
    seat: str = ""


def why_not(
    question: Question,
    team: BuiltTeam,
    number: int,
    solver: Solver,
    stands: Placed | None = None,
) -> WhyNot:
    """The binding reason for one candidate; ``stands`` as the team was asked with. Raises
    ``Cancelled``: a cost that is not proved is none."""
    person = question.candidates[number]
    if number in team.placed:
        at = team.placed[number]
        return WhyNot(Because.CHOSEN, seat=question.classes[at].title)
    if person.barred:
        return WhyNot(Because.BARRED, person.barred)
    if number in question.excluded:
        return WhyNot(Because.EXCLUDED, reason=question.excluded[number])
    missing = [(lacks(person, seat), seat.title) for seat in question.classes]
    if all(one for one, _ in missing):
        fewest, nearest = min(missing, key=lambda one: len(one[0]))
        return WhyNot(Because.NO_SEAT, lacking=fewest, nearest=nearest)
    forced = replace(question, pins={**question.pins, number: None})
    other = build_team(forced, solver, stands)
    if other is None:
        return WhyNot(Because.IMPOSSIBLE)
    if not other.proved:
        raise Cancelled
    return WhyNot(
        Because.COSTS,
        cost=team.objective - other.objective,
        leaves=_codes(question, sorted(set(team.placed) - set(other.placed))),
        seat=question.classes[other.placed[number]].title,
    )


def _codes(question: Question, numbers: Sequence[int]) -> tuple[str, ...]:
    return tuple(question.candidates[number].code for number in numbers)
