"""The question as a mixed-integer program: arrays only, so that it crosses to a worker as it is.

One 0-1 variable says that a person sits in a seat of a class. Seats of a class are alike, so the
variable for each single seat is not needed: the classes hold as many as they have seats.

    each person at most one seat · each class exactly its seats · pairs not together
    each technique named by a seat at least twice among those chosen · pins

The objective adds what each person is worth, and takes away the shortfall of regions and of the
sexes; those are continuous variables held up by rows.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field

import numpy as np
import numpy.typing as npt

from osi_app.library.records import Region
from osi_app.roster.builder.question import RANKS, Candidate, Fluency, Question, SeatClass, lacks
from osi_app.roster.records import Sex
from osi_app.treaty.words import Technique

Floats = npt.NDArray[np.float64]
Ints = npt.NDArray[np.int32]
INFINITE = float("inf")
OPERATOR = RANKS["operator"]
REGIONS = tuple(region for region in Region if region is not Region.NONE)


@dataclass(frozen=True, slots=True)
class Model:
    """Maximise ``cost`` over rows ``lower <= A x <= upper`` (A by rows). The first ``len(people)``
    columns are 0-1: person ``people[k]`` in class ``classes[k]``."""

    cost: Floats
    column_upper: Floats
    starts: Ints
    index: Ints
    value: Floats
    lower: Floats
    upper: Floats
    people: Ints
    classes: Ints
    rows: tuple[str, ...] = field(default=(), repr=False)

    @property
    def integers(self) -> int:
        """How many columns are 0-1."""
        return len(self.people)


class _Rows:
    """Rows gathered as arrays."""

    def __init__(self) -> None:
        self.index: list[Ints] = []
        self.value: list[Floats] = []
        self.lower: list[float] = []
        self.upper: list[float] = []
        self.names: list[str] = []

    def add(self, name: str, index: Ints, value: Floats, lower: float, upper: float) -> None:
        self.index.append(index)
        self.value.append(value)
        self.lower.append(lower)
        self.upper.append(upper)
        self.names.append(name)


def eligible(question: Question) -> tuple[Ints, Ints]:
    """Person and class of every pair that is allowed: nobody barred or excluded."""
    kinds: dict[tuple[object, ...], list[int]] = {}
    people, classes = [], []
    for number, person in enumerate(question.candidates):
        if person.barred or number in question.excluded:
            continue
        kind = _kind(person)
        fits = kinds.get(kind)
        if fits is None:
            fits = [at for at, seat in enumerate(question.classes) if not lacks(person, seat)]
            kinds[kind] = fits
        pinned = question.pins.get(number, -1)
        for at in fits if pinned in (-1, None) else [one for one in fits if one == pinned]:
            people.append(number)
            classes.append(at)
    return np.array(people, np.int32), np.array(classes, np.int32)


def _kind(person: Candidate) -> tuple[object, ...]:
    """People of one kind can fill the same seats."""
    return (
        person.assistant,
        tuple(sorted(person.techniques.items())),
        tuple(sorted(person.functions.items())),
        tuple(sorted(person.languages.items())),
    )


def build(question: Question, keep: frozenset[tuple[int, int]] = frozenset()) -> Model:
    """The model. ``keep`` are (person, class) of a team that stands: each that is kept counts more
    than all goals together, so that the fewest change first."""
    people, classes = eligible(question)
    rows = _Rows()
    _hard(question, people, classes, rows)
    shortfalls = len(REGIONS) + 1
    cost = np.concatenate([_worth(question, people, classes), _penalties(question)])
    _soft(question, people, rows)
    if keep:
        step = 1.0 + _range(question)
        kept = [
            (int(p), int(c)) in keep for p, c in zip(people.tolist(), classes.tolist(), strict=True)
        ]
        cost[: len(people)] += step * np.array(kept, np.float64)
    starts = np.cumsum([0, *(len(one) for one in rows.index)], dtype=np.int32)
    return Model(
        cost,
        np.concatenate([np.ones(len(people)), np.full(shortfalls, float(question.size))]),
        starts,
        np.concatenate(rows.index) if rows.index else np.empty(0, np.int32),
        np.concatenate(rows.value) if rows.value else np.empty(0),
        np.array(rows.lower),
        np.array(rows.upper),
        people,
        classes,
        tuple(rows.names),
    )


def _range(question: Question) -> float:
    """More than any two teams can differ by in the goals."""
    weights = question.weights
    each = weights.experience + weights.travel + weights.fairness + weights.languages
    return question.size * (each + weights.geography + weights.gender)


def _hard(question: Question, people: Ints, classes: Ints, rows: _Rows) -> None:
    """The rules that must hold."""
    columns = np.arange(len(people), dtype=np.int32)
    order = np.argsort(people, kind="stable").astype(np.int32)
    numbers, first = np.unique(people[order], return_index=True)
    of_person = dict(zip(numbers.tolist(), np.split(order, first[1:]), strict=True))
    for number, own in of_person.items():
        if number in question.pins:
            rows.add(f"pin:{number}", own, np.ones(len(own)), 1, 1)
        elif len(own) > 1:
            rows.add(f"one_seat:{number}", own, np.ones(len(own)), -INFINITE, 1)
    for at, seat in enumerate(question.classes):
        own = columns[classes == at]
        rows.add(f"seats:{at}", own, np.ones(len(own)), len(seat.seats), len(seat.seats))
    for one, other in question.pairs:
        if one in of_person and other in of_person:
            both = np.concatenate([of_person[one], of_person[other]])
            rows.add(f"pair:{one}:{other}", both, np.ones(len(both)), -INFINITE, 1)
    for technique in question.techniques:
        able = np.array([_able(one, technique) for one in question.candidates])
        own = columns[able[people]] if len(people) else columns
        rows.add(f"deep:{technique.value}", own, np.ones(len(own)), question.deep, INFINITE)
    missing = [number for number in question.pins if number not in of_person]
    for number in missing:
        rows.add(f"pin:{number}", np.empty(0, np.int32), np.empty(0), 1, 1)


def _able(person: Candidate, technique: Technique) -> bool:
    """Whether the person can work in the technique, wherever they sit."""
    return person.techniques.get(technique, -1) >= OPERATOR


def _soft(question: Question, people: Ints, rows: _Rows) -> None:
    """What holds the shortfalls up: of each region below its share, of the rarer sex below half."""
    columns, first = np.arange(len(people), dtype=np.int32), len(people)
    regions = np.array([REGIONS.index(one.region) if one.region in REGIONS else -1
                        for one in question.candidates], np.int32)  # fmt: skip
    share = question.size / len(REGIONS)
    for number, region in enumerate(REGIONS):
        own = columns[regions[people] == number] if len(people) else columns
        index = np.append(own, np.int32(first + number)).astype(np.int32)
        rows.add(f"region:{region.value}", index, np.ones(len(index)), share, INFINITE)
    for sex in (Sex.FEMALE, Sex.MALE):
        mask = np.array([one.sex is sex for one in question.candidates])
        own = columns[mask[people]] if len(people) else columns
        index = np.append(own, np.int32(first + len(REGIONS))).astype(np.int32)
        rows.add(f"sex:{sex.value}", index, np.ones(len(index)), question.size / 2, INFINITE)


def _penalties(question: Question) -> Floats:
    weights = question.weights
    return np.array([-weights.geography] * len(REGIONS) + [-weights.gender])


def _worth(question: Question, people: Ints, classes: Ints) -> Floats:
    """What each person is worth in each class."""
    weights = question.weights
    alone = np.array(
        [
            weights.experience * one.experience
            + weights.travel * one.travel
            + weights.fairness * one.fairness
            + weights.languages * tongues(one)
            for one in question.candidates
        ]
    )
    spare = np.array([list(_spare(question, one)) for one in question.candidates]).reshape(
        len(question.candidates), len(question.classes)
    )
    if not len(people):
        return np.empty(0)
    return np.asarray(alone[people] + weights.experience * spare[people, classes], np.float64)


def _spare(question: Question, person: Candidate) -> Iterator[float]:
    """A level above the one asked for is worth a little: a tenth of the weight a step."""
    for seat in question.classes:
        yield level_spare(person, seat)


def level_spare(person: Candidate, seat: SeatClass) -> float:
    """0.1 for each level above the one the seat asks for; 0 below it."""
    have = person.functions.get(seat.function, -1)
    if seat.technique is not None:
        have = max(have, person.techniques.get(seat.technique, -1))
    return max(0, have - seat.level) * 0.1


def tongues(person: Candidate) -> float:
    """0 for one working language, 1 for four or more."""
    spoken = sum(level >= Fluency.WORKING for level in person.languages.values())
    return min(max(spoken - 1, 0), 3) / 3
