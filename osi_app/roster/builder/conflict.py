"""When no team exists: rules that conflict, none to spare, and how many people would mend each.

Feasibility does not ask how good anybody is, so people who can fill the same seats are one kind
with a number: the program has as many columns as there are kinds and seats, not people.
"""

from collections import Counter, defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from osi_app.kernel.errors import Cancelled
from osi_app.roster.builder.abilities import OPERATOR, abilities
from osi_app.roster.builder.program import INFINITE, Model, Rows, Solver
from osi_app.roster.builder.question import Question

Kind = tuple[tuple[int, ...], tuple[bool, ...], int]
"""Classes that can be filled, techniques mastered, and a number of their own for those in a pair
or pinned (-1 for the others)."""
Group = tuple[str, int | str | tuple[int, int]]
"""A rule that may conflict, and which of its sort."""
Groups = tuple[Group, ...]
Sources = Sequence[tuple[Kind, int]]
"""The columns: people of a kind in a class."""


@dataclass(frozen=True, slots=True)
class Conflict:
    """One rule of the set: ``rule`` is seats, deep, limit, pair or pin; ``what`` the title, the
    technique, the number or the names; ``short`` the fewest people who would mend the conflict
    if they came for this rule (0 where more people do not help)."""

    rule: str
    what: str
    short: int


def conflict(question: Question, solver: Solver) -> tuple[Conflict, ...]:
    """A set of rules that cannot hold together, none of which can be left out of it; empty when a
    team exists. The same question has the same answer. Raises ``Cancelled``."""
    kinds = _kinds(question)
    groups = tuple(_groups(question))

    def impossible(some: Groups) -> bool:
        return _impossible(question, kinds, some, solver)

    if not impossible(groups):
        return ()
    needed = _needed(impossible, (), groups)
    return tuple(_told(question, kinds, needed, group, solver) for group in needed)


def _needed(
    impossible: Callable[[Groups], bool], given: Groups, groups: Groups, more: bool = False
) -> Groups:
    """Those of ``groups`` that stay of a conflict beside ``given`` when every rule that can be left
    out is: by halves (QuickXplain, Junker 2004), the later half first. ``more``: something was
    given since it was last tried."""
    if more and impossible(given):
        return ()
    if len(groups) == 1:
        return groups
    half = len(groups) // 2
    late = _needed(impossible, given + groups[:half], groups[half:], more=True)
    early = _needed(impossible, given + late, groups[:half], more=bool(late))
    return early + late


def _groups(question: Question) -> Iterator[Group]:
    """The rules that may conflict; pins and pairs come last, and are left out first."""
    for at in range(len(question.classes)):
        yield "seats", at
    for technique in question.techniques:
        yield "deep", technique.value
    if question.size > question.limit:
        yield "limit", question.limit
    for number in sorted(question.pins):
        yield "pin", number
    for pair in question.pairs:
        yield "pair", pair


def _kinds(question: Question) -> Counter[Kind]:
    alone = {one for pair in question.pairs for one in pair} | set(question.pins)
    table = abilities(question)
    fits, able = table.fits.tolist(), table.able.tolist()
    found: Counter[Kind] = Counter()
    for number, person in enumerate(question.candidates):
        if person.barred or number in question.excluded or not any(fits[number]):
            continue
        own = tuple(at for at, fit in enumerate(fits[number]) if fit)
        found[own, tuple(able[number]), number if number in alone else -1] += 1
    return found


def _impossible(
    question: Question, kinds: Mapping[Kind, int], groups: Groups, solver: Solver
) -> bool:
    state = solver(_model(question, kinds, groups, None)).state
    if state == "stopped":
        raise Cancelled
    return state == "infeasible"


def _told(
    question: Question,
    kinds: Mapping[Kind, int],
    needed: Groups,
    group: Group,
    solver: Solver,
) -> Conflict:
    """The rule, and the fewest people who would mend the conflict if they came for it alone."""
    rule, which = group
    short = 0
    if rule in ("seats", "deep"):
        solution = solver(_model(question, kinds, needed, group))
        if solution.state == "stopped":
            raise Cancelled
        short = 0 if solution.state == "infeasible" else round(-solution.objective)
    return Conflict(rule, _named(question, rule, which), short)


def _named(question: Question, rule: str, which: int | str | tuple[int, int]) -> str:
    if isinstance(which, tuple):
        return " and ".join(question.candidates[number].name for number in which)
    if rule == "pin":
        return question.candidates[int(which)].name
    return question.classes[int(which)].title if rule == "seats" else str(which)


def _model(
    question: Question, kinds: Mapping[Kind, int], groups: Groups, helped: Group | None
) -> Model:
    """People by kind and class; with ``helped`` outsiders come in for that rule, as few as can
    be."""
    sources = [(kind, at) for kind in kinds for at in kind[0]]
    outside = [] if helped is None else _outsiders(question, helped)
    columns = [*sources, *outside]
    rows = Rows()
    own: defaultdict[Kind, list[int]] = defaultdict(list)
    for k, (kind, _) in enumerate(sources):
        own[kind].append(k)
    for kind, some in own.items():
        rows.add(some, -INFINITE, kinds[kind])
    for group in groups:
        rows.add(*_row(question, columns, group))
    most = [float(kinds[kind]) for kind, _ in sources] + [float(question.size)] * len(outside)
    nobody = np.zeros(len(columns), np.int32)
    cost = np.array([0.0] * len(sources) + [-1.0] * len(outside))
    return rows.model(cost, np.array(most), nobody, nobody)


def _outsiders(question: Question, helped: Group) -> Sources:
    """Who could come for a rule: for seats people who can sit there and master their technique,
    for depth people who master the technique and sit anywhere."""
    rule, which = helped
    techniques = question.techniques
    if rule == "deep":
        able = tuple(one.value == which for one in techniques)
        return [(((), able, -1), at) for at in range(len(question.classes))]
    seat = question.classes[int(str(which))]
    able = tuple(one == seat.technique and seat.level >= OPERATOR for one in techniques)
    return [(((), able, -1), int(str(which)))]


def _row(question: Question, columns: Sources, group: Group) -> tuple[list[int], float, float]:
    """The columns of a rule, and between what their sum lies."""
    rule, which = group
    if rule == "limit":
        return list(range(len(columns))), -INFINITE, question.limit
    if rule == "seats":
        seats = len(question.classes[int(str(which))].seats)
        return [k for k, (_, at) in enumerate(columns) if at == which], seats, seats
    if rule == "deep":
        place = [one.value for one in question.techniques].index(str(which))
        own = [k for k, (kind, _) in enumerate(columns) if kind[1][place]]
        return own, question.deep, INFINITE
    if isinstance(which, tuple):
        return [k for k, (kind, _) in enumerate(columns) if kind[2] in which], -INFINITE, 1
    pinned = question.pins[int(which)]
    own = [k for k, (kind, at) in enumerate(columns) if kind[2] == which and pinned in (None, at)]
    return own, 1, INFINITE
