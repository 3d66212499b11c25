"""When no team exists: the fewest rules that conflict, and how many people would mend each.

Feasibility does not ask how good anybody is, so people who can fill the same seats are one kind
with a number: the program has as many columns as there are kinds and seats, not people.
"""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from osi_app.roster.builder.building import Solver
from osi_app.roster.builder.model import INFINITE, OPERATOR, Model
from osi_app.roster.builder.question import Question, lacks

Kind = tuple[tuple[int, ...], tuple[bool, ...], int]
"""Classes that can be filled, techniques mastered, and a number of their own for those in a pair
or pinned (-1 for the others)."""


@dataclass(frozen=True, slots=True)
class Conflict:
    """One rule of the smallest set: ``rule`` is seats, deep, pair or pin; ``what`` the title, the
    technique or the names; ``short`` how many people would mend it by themselves (0 where more
    people do not help)."""

    rule: str
    what: str
    short: int


def conflict(question: Question, solver: Solver) -> tuple[Conflict, ...]:
    """A set of rules that cannot hold together, none of which can be left out of it; empty when a
    team exists. The same question has the same answer."""
    kinds = _kinds(question)
    groups = list(_groups(question))
    if not _impossible(question, kinds, groups, solver):
        return ()
    needed = list(groups)
    for group in groups:
        fewer = [one for one in needed if one != group]
        if _impossible(question, kinds, fewer, solver):
            needed = fewer
    return tuple(_told(question, kinds, needed, group, solver) for group in needed)


Group = tuple[str, int | str | tuple[int, int]]


def _groups(question: Question) -> Iterator[Group]:
    """The rules that may conflict; pairs and pins are tried to be left out first."""
    for pair in question.pairs:
        yield "pair", pair
    for number in sorted(question.pins):
        yield "pin", number
    for technique in question.techniques:
        yield "deep", technique.value
    for at in range(len(question.classes)):
        yield "seats", at


def _kinds(question: Question) -> Counter[Kind]:
    alone = {one for pair in question.pairs for one in pair} | set(question.pins)
    found: Counter[Kind] = Counter()
    for number, person in enumerate(question.candidates):
        if person.barred or number in question.excluded:
            if number in question.pins:
                found[(), (), number] += 1
            continue
        fits = tuple(at for at, seat in enumerate(question.classes) if not lacks(person, seat))
        able = tuple(person.techniques.get(t, -1) >= OPERATOR for t in question.techniques)
        if fits or number in alone:
            found[fits, able, number if number in alone else -1] += 1
    return found


def _impossible(
    question: Question, kinds: Mapping[Kind, int], groups: Sequence[Group], solver: Solver
) -> bool:
    return solver(_model(question, kinds, groups, None)).state == "infeasible"


def _told(
    question: Question,
    kinds: Mapping[Kind, int],
    needed: Sequence[Group],
    group: Group,
    solver: Solver,
) -> Conflict:
    """The rule, and the fewest people who would mend the conflict if they came for it alone."""
    rule, which = group
    if rule in ("seats", "deep"):
        solution = solver(_model(question, kinds, needed, group))
        short = 0 if solution.state == "infeasible" else round(-solution.objective)
    else:
        short = 0
    return Conflict(rule, _named(question, rule, which), short)


def _named(question: Question, rule: str, which: int | str | tuple[int, int]) -> str:
    if isinstance(which, tuple):
        return " and ".join(question.candidates[number].name for number in which)
    if isinstance(which, str):
        return which
    return question.candidates[which].name if rule == "pin" else question.classes[which].title


def _model(
    question: Question, kinds: Mapping[Kind, int], groups: Sequence[Group], helped: Group | None
) -> Model:
    """People by kind and class; with ``helped`` one more column lets outsiders in for that rule, as
    few as can be."""
    columns = [(kind, at) for kind in kinds for at in (*kind[0], *(() if kind[0] else (-1,)))]
    count = len(columns) + 1
    rows: list[tuple[list[int], float, float]] = []
    for kind, most in kinds.items():
        own = [k for k, (one, at) in enumerate(columns) if one == kind and at >= 0]
        rows.append((own, -INFINITE, most))
    for group in groups:
        own, lower, upper = _row(question, columns, group)
        if group == helped:
            own = [*own, len(columns)]
        rows.append((own, lower, upper))
    upper_bounds = [float(kinds[kind]) if at >= 0 else 0.0 for kind, at in columns]
    outside = float(question.size) if helped is not None else 0.0
    index = [k for own, _, _ in rows for k in own]
    return Model(
        cost=np.array([0.0] * len(columns) + [-1.0]),
        column_upper=np.array([*upper_bounds, outside]),
        starts=np.cumsum([0, *(len(own) for own, _, _ in rows)], dtype=np.int32),
        index=np.array(index, np.int32),
        value=np.ones(len(index)),
        lower=np.array([lower for _, lower, _ in rows]),
        upper=np.array([upper for _, _, upper in rows]),
        people=np.zeros(count, np.int32),
        classes=np.zeros(count, np.int32),
    )


def _row(
    question: Question, columns: Sequence[tuple[Kind, int]], group: Group
) -> tuple[list[int], float, float]:
    """The columns of a rule, and between what their sum lies."""
    rule, which = group
    if rule == "seats":
        seats = len(question.classes[int(str(which))].seats)
        return [k for k, (_, at) in enumerate(columns) if at == which], seats, seats
    if rule == "deep":
        place = [t.value for t in question.techniques].index(str(which))
        own = [k for k, (kind, at) in enumerate(columns) if at >= 0 and kind[1][place]]
        return own, question.deep, INFINITE
    if isinstance(which, tuple):
        return [k for k, (kind, at) in enumerate(columns) if kind[2] in which and at >= 0], 0, 1
    pinned = question.pins[int(which)]
    own = [
        k
        for k, (kind, at) in enumerate(columns)
        if kind[2] == which and at >= 0 and pinned in (None, at)
    ]
    return own, 1, 1
